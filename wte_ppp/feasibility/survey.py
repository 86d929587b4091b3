"""Read a waste survey beside the study: samples in, mean composition and its confidence out."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.documents import DocumentError, Problem, did_you_mean, separator_fault
from wte_ppp.feasibility.definition.waste import WasteSection
from wte_ppp.feasibility.result import SurveyRow
from wte_ppp.feasibility.steps.mixed_waste import components_of
from wte_ppp.plain_files import plain_bytes
from wte_ppp.waste.composition import mix
from wte_ppp.waste.heating_value import lhv_mj_per_kg
from wte_ppp.waste.survey import required_samples, survey_statistics

CONFIDENCE = 0.90
PRECISION = 0.10
LABELS = ("sample", "date", "season", "place")
LARGEST_FILE = 5_000_000


@dataclass(frozen=True)
class WasteSurvey:
    """Mean composition [% wet] with its statistics, and each sample's composition, (samples,)."""

    composition_percent: Mapping[str, float]
    rows: tuple[SurveyRow, ...]
    samples_percent: Mapping[str, FloatArray]
    seasons: Sequence[str] | None


def read_survey(path: Path, components: list[str]) -> WasteSurvey:
    """Mean composition of a survey with its statistics.

    Raises `DocumentError` with every problem of the file.
    """
    header, rows = _rows(path)
    faults: list[Problem] = []
    columns = [name for name in header if name not in LABELS]
    for name in columns:
        if name not in components:
            guess = did_you_mean(name, [*components, *LABELS])
            faults.append(
                Problem(
                    str(path),
                    1,
                    name or "(empty)",
                    "unknown column",
                    "one of " + ", ".join([*components, *LABELS]),
                    f"write {guess!r}" if guess else "rename or remove it",
                )
            )
        elif header.count(name) > 1:
            faults.append(
                Problem(str(path), 1, name, "the column twice", "each column once", "join the two")
            )
    columns = list(dict.fromkeys(columns))
    samples = []
    for line, row in rows:
        # csv puts cells beyond the header under None.
        if None in row:
            found = f"more than {len(header)} cells"
            faults.append(
                Problem(str(path), line, "sample", found, "one cell a column", "correct the row")
            )
        sample = [_share(path, line, name, row.get(name), faults) for name in columns]
        if not np.isnan(sample).any() and abs(sum(sample) - 100) > 1.0:
            faults.append(
                Problem(
                    str(path),
                    line,
                    "sample",
                    f"a sum of {sum(sample):.6g} %",
                    "100 % (1 % rounding)",
                    "correct the shares",
                )
            )
        samples.append(sample)
    if len(rows) < 2:
        faults.append(
            Problem(str(path), None, "samples", str(len(rows)), "two or more", "add samples")
        )
    seasons = [str(row.get("season") or "") for _, row in rows] if "season" in header else None
    if seasons is not None:
        for season in sorted({season for season in seasons if seasons.count(season) < 2}):
            faults.append(
                Problem(
                    str(path),
                    None,
                    "season",
                    f"one sample in {season!r}",
                    "two or more a season",
                    "add samples or join seasons",
                )
            )
    if faults:
        raise DocumentError(tuple(faults))
    shares = np.array(samples) / np.sum(samples, axis=1, keepdims=True) * 100
    statistics = survey_statistics(shares, CONFIDENCE, seasons)
    spread = np.where(statistics.mean > 0, statistics.mean, np.nan)
    needed = required_samples(
        np.nan_to_num(statistics.standard_deviation / spread), PRECISION, CONFIDENCE
    )
    survey = tuple(
        SurveyRow(
            component=name,
            mean_percent=float(statistics.mean[index]),
            standard_deviation_percent=float(statistics.standard_deviation[index]),
            lower_percent=float(statistics.lower[index]),
            upper_percent=float(statistics.upper[index]),
            samples=statistics.n,
            samples_needed=int(np.asarray(needed)[index]),
        )
        for index, name in enumerate(columns)
    )
    composition = {row.component: row.mean_percent for row in survey}
    return WasteSurvey(composition, survey, dict(zip(columns, shares.T, strict=True)), seasons)


def lhv_deviation_percent(survey: WasteSurvey, waste: WasteSection) -> float:
    """Standard deviation of the samples' heating value, % of their mean."""
    shares = {name: share / 100 for name, share in survey.samples_percent.items()}
    components = components_of(waste, shares)
    lhv = np.asarray(lhv_mj_per_kg(mix(shares, components), waste.heating_value_formula))
    statistics = survey_statistics(lhv.reshape(-1, 1), CONFIDENCE, survey.seasons)
    mean, deviation = (
        np.asarray(statistic).item()
        for statistic in (statistics.mean, statistics.standard_deviation)
    )
    return float(100 * deviation / mean)


def _rows(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Header and numbered rows of the file."""
    try:
        raw = plain_bytes(path, LARGEST_FILE + 1)
        if len(raw) > LARGEST_FILE:
            raise DocumentError(
                (Problem(str(path), None, "", "more than 5 MB", "a survey table", "split it"),)
            )
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(
            (Problem(str(path), None, "", "not utf-8", "a CSV in utf-8", "save it as CSV UTF-8"),)
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DocumentError(
            (Problem(str(path), None, "waste.survey_file", reason, "a CSV file", "check the path"),)
        ) from error
    reader = csv.DictReader(io.StringIO(text, newline=None))
    header = [name.strip() for name in reader.fieldnames or []]
    reader.fieldnames = header
    separated = separator_fault(path, 1, header)
    if separated is not None:
        raise DocumentError([separated])
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        fault = Problem(str(path), reader.line_num, "", str(error), "a CSV file", "correct it")
        raise DocumentError((fault,)) from error
    return header, rows


def _share(path: Path, line: int, name: str, cell: str | None, faults: list[Problem]) -> float:
    try:
        value = float(cell or "")
        if not 0 <= value <= 100:
            raise ValueError
    except ValueError:
        faults.append(
            Problem(str(path), line, name, repr(cell or ""), "number from 0 to 100 %", "correct it")
        )
        return float("nan")
    return value
