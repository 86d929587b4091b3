"""The table of cities: one city a row, inputs of the study in columns, all its faults at once."""

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from wte_ppp.documents import DocumentError, Problem, did_you_mean
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.drawn import input_range
from wte_ppp.field_problems import field_at
from wte_ppp.plain_files import plain_bytes
from wte_ppp.spreadsheets import FORMULA_STARTS

SHORT_NAMES: Mapping[str, str] = {
    "population": "waste.city.population",
    "kg_per_capita_per_day": "waste.city.kg_per_capita_per_day",
    "collected_percent": "waste.city.collected_percent",
    "to_plant_percent": "waste.city.to_plant_percent",
    "received_t_per_day": "waste.received_t_per_day",
    "lhv_mj_per_kg": "waste.lhv_mj_per_kg",
    "moisture_percent": "waste.moisture_percent",
    "ambient_c": "plant.ambient_c",
    "capacity_t_per_day": "plant.capacity_t_per_day",
}
LABELS = ("region", "latitude", "longitude", "id", "source", "note")
HEAD = ("city", "country")
LARGEST_FILE, MAXIMUM_ROWS = 50_000_000, 200_000
LONGEST_NAME = 200


@dataclass(frozen=True)
class City:
    """One row: numbers and words of the study by dotted path, labels apart."""

    line: int
    name: str
    country: str
    numbers: Mapping[str, float]
    words: Mapping[str, str]
    labels: Mapping[str, str]


def read_cities(path: Path, base: StudyDefinition) -> tuple[City, ...]:
    """Cities of a CSV file.

    Raises `DocumentError` with every fault: file, line, column, what was found and what is
    allowed.
    """
    header, rows = _rows(path)
    faults = list(_header_faults(path, header))
    cities: list[City] = []
    seen: dict[tuple[str, str], int] = {}
    for line, cells in rows:
        if len(cells) != len(header):
            allowed, action = f"{len(header)}, one a column", "check commas and quotes"
            faults.append(Problem(str(path), line, "row", f"{len(cells)} cells", allowed, action))
            continue
        row = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        city, wrong = _city(path, line, row, base)
        faults += wrong
        place = (city.country, city.name)
        if city.name and place in seen:
            first = f"each city once (it is in line {seen[place]})"
            faults.append(
                Problem(str(path), line, "city", f"{city.name!r} again", first, "rename or remove")
            )
        seen.setdefault(place, line)
        cities.append(city)
    if not cities and not faults:
        faults.append(Problem(str(path), 1, "", "no city", "one row a city", "add rows"))
    if faults:
        raise DocumentError(sorted(faults, key=lambda fault: (fault.line or 0, fault.field)))
    return tuple(cities)


def _rows(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    def refused(got: str, allowed: str, action: str, line: int | None = None) -> DocumentError:
        return DocumentError([Problem(str(path), line, "", got, allowed, action)])

    try:
        raw = plain_bytes(path, LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refused(reason, "a file that can be read", "check the path") from error
    if len(raw) > LARGEST_FILE:
        raise refused("more than 50 MB", "at most 50 MB", "split the file")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise refused("bytes that are not UTF-8", "UTF-8", "save it as UTF-8", line) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, cells))
            if len(rows) > MAXIMUM_ROWS + 1:
                raise refused(f"more than {MAXIMUM_ROWS:,} rows", "fewer", "split the file")
    except csv.Error as error:
        raise refused(f"bad CSV: {error}", "valid CSV", "check quotes", reader.line_num) from error
    if not rows:
        raise refused("an empty file", "a header and one row a city", "fill it in", 1)
    return [cell.strip() for cell in rows[0][1]], rows[1:]


def path_of(column: str) -> str:
    """Dotted path of an input that a column stands for."""
    return SHORT_NAMES.get(column, column)


def _words_of(path: str) -> Sequence[str] | None:
    """Words that an input takes; None where it takes none."""
    field = field_at(StudyDefinition, path.split("."))
    if field is None or path.startswith(("risk.", "published.")) or "." not in path:
        return None
    words = get_args(field.annotation)
    return words if words and all(isinstance(word, str) for word in words) else None


def _is_input(path: str) -> bool:
    return input_range(path) is not None or _words_of(path) is not None


def _header_faults(path: Path, header: Sequence[str]) -> Iterator[Problem]:
    if "city" not in header:
        yield Problem(str(path), 1, "city", "no such column", "a column with names", "add it")
    for place, column in enumerate(header):
        if column not in (*HEAD, *LABELS) and not _is_input(path_of(column)):
            choices = [*HEAD, *SHORT_NAMES, *LABELS]
            guess = did_you_mean(column, choices)
            allowed = "an input's dotted path, or one of " + ", ".join(choices)
            action = f"write {guess!r}" if guess else "rename or remove it"
            yield Problem(str(path), 1, column or "(empty)", "unknown column", allowed, action)
        if column in header[:place]:
            yield Problem(str(path), 1, column, "the column twice", "each once", "remove one")


def _is_plain(text: str) -> bool:
    """Whether text is safe in a table that people open: printable, a number or no formula."""
    if text.startswith(FORMULA_STARTS):
        try:
            float(text)
        except ValueError:
            return False
    return text.isprintable()


def _city(
    path: Path, line: int, row: Mapping[str, str], base: StudyDefinition
) -> tuple[City, list[Problem]]:
    faults: list[Problem] = []
    numbers: dict[str, float] = {}
    words: dict[str, str] = {}

    def wrong(column: str, got: str, allowed: str, action: str) -> None:
        faults.append(Problem(str(path), line, column, got, allowed, action))

    name = row.get("city", "")
    if not 0 < len(name) <= LONGEST_NAME:
        wrong("city", repr(name)[:80], f"a name of 1 to {LONGEST_NAME} characters", "name it")
    for column in ("city", *LABELS):
        if not _is_plain(row.get(column, "")):
            allowed = "printable text that no spreadsheet takes for a formula"
            wrong(column, repr(row[column])[:80], allowed, "begin it with another sign")
    country = row.get("country", "") or (base.country or "")
    if not country:
        wrong("country", "nothing", "the id of a country profile", "fill it in")
    for column, cell in row.items():
        if column in (*HEAD, *LABELS) or not cell:
            continue
        inner = path_of(column)
        bounds, choices = input_range(inner), _words_of(inner)
        if choices is not None:
            if cell in choices:
                words[inner] = cell
            else:
                wrong(column, repr(cell)[:80], "one of " + ", ".join(choices), "write one of them")
        elif bounds is not None:
            try:
                number = float(cell)
            except ValueError:
                number = math.nan
            if math.isfinite(number) and bounds.admits(number):
                numbers[inner] = number
            else:
                allowed = bounds.allowed or "a number"
                wrong(column, repr(cell)[:80], allowed, "correct the number, or its unit")
    labels = {label: row[label] for label in LABELS if row.get(label)}
    return City(line, name, country, numbers, words, labels), faults
