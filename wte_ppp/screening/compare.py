"""Cities side by side, from the ranking of a screening."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from wte_ppp.blocks import Words
from wte_ppp.documents import DocumentError, Problem, did_you_mean
from wte_ppp.messages import Message, Quoted
from wte_ppp.screening.plan import BASE_CASE
from wte_ppp.screening.store import parquet, read_manifest
from wte_ppp.screening.summary import CHECKS, COLUMNS, LEVELS

RANKING = "ranking.parquet"


def ranking_rows(folder: Path) -> list[dict[str, Any]]:
    """Rows of a finished screening's ranking.

    Raises
    ------
    DocumentError
        If the screening is not finished.
    """
    manifest = read_manifest(folder)
    place = folder / RANKING
    if not place.exists():
        done, blocks = len(manifest["done"]), manifest["blocks"]
        raise DocumentError(
            [Problem(str(place), None, "", f"{done} of {blocks} blocks", "a finished screening",
                     "run the same `wte-ppp screen` again")]
        )  # fmt: skip
    rows: list[dict[str, Any]] = parquet().read_table(place).to_pylist()
    return rows


def compared(
    folder: Path, names: Sequence[str], scenario: str = BASE_CASE
) -> tuple[list[Words], list[list[Words]]]:
    """Figures and checklist of some cities, a column each.

    Raises `DocumentError` for a city or scenario that is not there.
    """
    rows = ranking_rows(folder)
    scenarios = list(dict.fromkeys(row["scenario"] for row in rows))
    place = str(folder / RANKING)
    faults: list[Problem] = []
    if scenario not in scenarios:
        allowed = "one of " + ", ".join(scenarios)
        faults.append(Problem(place, None, "scenario", repr(scenario), allowed, "correct it"))
    here = [row for row in rows if row["scenario"] == scenario]
    chosen: list[dict[str, Any]] = []
    for name in names:
        alike = [row for row in here if name in (row["city"], f"{row['city']}, {row['country']}")]
        if len(alike) == 1:
            chosen += alike
        elif here:
            guess = did_you_mean(name, [row["city"] for row in here])
            action = f"write {guess!r}" if guess else "see ranking.csv"
            if alike:
                action = "write " + " or ".join(
                    repr(f"{row['city']}, {row['country']}") for row in alike
                )
            faults.append(
                Problem(place, None, "city", repr(name), "a city of the screening", action)
            )
    if faults:
        raise DocumentError(faults)
    return _table(chosen)


def _table(chosen: Sequence[dict[str, Any]]) -> tuple[list[Words], list[list[Words]]]:
    head: list[Words] = ["", *(f"{row['city']}, {row['country']}" for row in chosen)]
    lines: list[list[Words]] = [
        ["rank", *("-" if row["rank"] is None else str(row["rank"]) for row in chosen)]
    ]
    for name in COLUMNS:
        cells: list[Words] = []
        for row in chosen:
            middle = row[f"{name}_p50"]
            if middle is None or middle != middle:
                cells.append(_why_not(name, row["not_stated"]))
                continue
            low, median, high = (_shown(row[f"{name}_p{level}"]) for level in LEVELS)
            spread = Message("{median} ({low} to {high})", median=median, low=low, high=high)
            cells.append(spread if row["draws"] else median)
        lines.append([name, *cells])
    for check in CHECKS:
        lines.append([check, *(row[check] for row in chosen)])
    ready = [Message("{met} of {checks}", met=row["ready"], checks=len(CHECKS)) for row in chosen]
    gaps = [
        Message("{gaps} of {rules}", gaps=row["profile_gaps"], rules=row["profile_rules"])
        for row in chosen
    ]
    lines.append([Message("ready, points"), *ready])
    lines.append([Message("profile gaps"), *gaps])
    lines.append([Message("jcm status"), *(_status(row["jcm_status"]) for row in chosen)])
    return head, lines


def _why_not(name: str, not_stated: str) -> Words:
    """Words for a figure that is none: hung on an unknown input, or not defined."""
    return Message("not stated") if name in not_stated.split("; ") else "-"


def _status(status: str) -> Words:
    return Quoted(status, "country profile") if status else Message("unknown")


def _shown(value: float | None) -> str:
    if value is None or value != value:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
