"""Monitoring data of a plant, read from CSV or Excel: every fault with its file, row and column."""

import csv
import datetime
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from wte_ppp.documents import DocumentError, Problem, did_you_mean, separator_fault
from wte_ppp.plain_files import plain_bytes
from wte_ppp.sources import table
from wte_ppp.spreadsheets import read_workbook

PERIOD = "period"
LABELS = ("remark",)
LARGEST_FILE = 5_000_000
FIRST_OF_A_MONTH = re.compile(r"(20[0-9]{2}-(?:0[1-9]|1[0-2]))-01")
# What leaves by the first cannot be more than what came by the second.
AT_MOST = (("power_exported_mwh", "power_generated_mwh"),)
Row: TypeAlias = tuple[int, Sequence[object]]


@dataclass(frozen=True)
class Monitoring:
    """Values by parameter and period; None where nothing was measured."""

    path: str
    periods: tuple[str, ...]
    values: Mapping[str, tuple[float | None, ...]]

    @property
    def daily(self) -> bool:
        """Whether the periods are days, not months."""
        return len(self.periods[0]) > len("2025-01")


def expected_periods(first_month: str, last_month: str, daily: bool = False) -> tuple[str, ...]:
    """Months, or days, from the first to the last month.

    Parameters
    ----------
    first_month, last_month
        As YYYY-MM.
    daily
        Days instead of months.

    Returns
    -------
    tuple[str, ...]
        As YYYY-MM or YYYY-MM-DD.

    Examples
    --------
    >>> expected_periods("2025-11", "2026-01")
    ('2025-11', '2025-12', '2026-01')
    """
    first = datetime.date.fromisoformat(f"{first_month}-01")
    last = datetime.date.fromisoformat(f"{last_month}-01")
    day, days = first, []
    while (day.year, day.month) <= (last.year, last.month):
        days.append(day.isoformat())
        day += datetime.timedelta(days=1)
    return tuple(days) if daily else tuple(dict.fromkeys(day[:7] for day in days))


def read_monitoring(path: Path, first_month: str, last_month: str) -> Monitoring:
    """Read monitoring data of a span of months.

    Raises `DocumentError` with every fault of the file: row, column, found, allowed, what to
    do.
    """
    rows = _excel_rows(path) if path.suffix.lower() == ".xlsx" else _csv_rows(path)
    if not rows:
        raise DocumentError([Problem(str(path), 1, "", "an empty file", "a head and rows", "fill")])
    heads = [str(cell if cell is not None else "").strip() for cell in rows[0][1]]
    faults = list(_head_faults(path, rows[0][0], heads))
    if PERIOD not in heads:
        raise DocumentError(faults)
    body = [row for row in rows[1:] if any(cell not in (None, "") for cell in row[1])]
    named = _months([str(_cell(cells, heads.index(PERIOD))).strip() for _, cells in body])
    daily = any(len(period) > len("2025-01") for period in named)
    expected = expected_periods(first_month, last_month, daily)
    parameters = {row["parameter"]: row for row in table("monitoring_parameters")}
    measured = [name for name in dict.fromkeys(heads) if name in parameters]
    by_period: dict[str, dict[str, float | None]] = {}
    for (line, cells), period in zip(body, named, strict=True):
        faults += _period_faults(path, line, period, expected, by_period, daily)
        values = {}
        for name in measured:
            cell = _cell(cells, heads.index(name))
            value, value_faults = _value(path, line, name, cell, parameters)
            faults += value_faults
            values[name] = value
        faults += _balance_faults(path, line, values)
        by_period.setdefault(period, values)
    if not body:
        faults.append(Problem(str(path), None, PERIOD, "no row", "one a period", "add the data"))
    if faults:
        raise DocumentError(faults)
    return Monitoring(
        str(path),
        expected,
        {
            name: tuple(by_period.get(period, {}).get(name) for period in expected)
            for name in measured
        },
    )


def _csv_rows(path: Path) -> list[Row]:
    def refused(got: str, allowed: str, action: str) -> DocumentError:
        return DocumentError([Problem(str(path), None, "", got, allowed, action)])

    try:
        raw = plain_bytes(path, LARGEST_FILE + 1)
        if len(raw) > LARGEST_FILE:
            raise refused("more than 5 MB", "at most 5 MB", "is this the right file?")
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused("bytes that are not utf-8", "a CSV in utf-8", "save as CSV UTF-8") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refused(reason, "a file that can be read", "check the path") from error
    reader = csv.reader(io.StringIO(text, newline=None), strict=True)
    rows: list[Row] = []
    try:
        rows.extend((reader.line_num, row) for row in reader)
    except csv.Error as error:
        raise DocumentError(
            [Problem(str(path), reader.line_num, "", str(error), "a CSV file", "correct it")]
        ) from error
    return rows


def _excel_rows(path: Path) -> list[Row]:
    sheets = read_workbook(path).sheets
    first = next(iter(sheets.values()), ())
    # A formula that was never computed has no value of its own: it is a fault, not a gap.
    return [
        (number, [cell.formula or None if cell.value is None else cell.value for cell in row])
        for number, row in enumerate(first, 1)
    ]


def _months(periods: list[str]) -> list[str]:
    """Periods as months, where each is the first day of one."""
    firsts = [FIRST_OF_A_MONTH.fullmatch(period) for period in periods]
    return [first[1] for first in firsts if first] if all(firsts) else periods


def _cell(cells: Sequence[object], index: int) -> object:
    return cells[index] if index < len(cells) and cells[index] is not None else ""


def _head_faults(path: Path, line: int, heads: Sequence[str]) -> Iterator[Problem]:
    parameters = [row["parameter"] for row in table("monitoring_parameters")]
    allowed = [PERIOD, *parameters, *LABELS]
    separated = separator_fault(path, line, heads)
    if separated is not None:
        yield separated
        return
    if PERIOD not in heads:
        yield Problem(str(path), line, PERIOD, "no such column", "period (YYYY-MM)", "add it")
    for name in dict.fromkeys(heads):
        if not name and any(heads):
            continue
        if heads.count(name) > 1:
            yield Problem(str(path), line, name, "the column twice", "each once", "remove one")
        if name not in allowed:
            guess = did_you_mean(name, allowed)
            action = f"write {guess!r}" if guess else "rename or remove it"
            yield Problem(
                str(path), line, name, "unknown column", "one of " + ", ".join(allowed), action
            )


def _period_faults(
    path: Path,
    line: int,
    period: str,
    expected: Sequence[str],
    seen: Mapping[str, object],
    daily: bool,
) -> Iterator[Problem]:
    form = "YYYY-MM-DD" if daily else "YYYY-MM"
    if period not in expected:
        span = f"{form} from {expected[0]} to {expected[-1]}"
        yield Problem(str(path), line, PERIOD, repr(period)[:40], span, "correct or remove the row")
    elif period in seen:
        yield Problem(str(path), line, PERIOD, f"{period} twice", "each period once", "join them")


def _balance_faults(path: Path, line: int, values: Mapping[str, float | None]) -> Iterator[Problem]:
    for less, more in AT_MOST:
        part, whole = values.get(less), values.get(more)
        if part is not None and whole is not None and part > whole:
            allowed = f"at most the {whole:g} of {more}"
            action = "see which of the two is wrong"
            yield Problem(str(path), line, less, f"{part:g}", allowed, action)


def _value(
    path: Path, line: int, name: str, cell: object, parameters: Mapping[str, Mapping[str, str]]
) -> tuple[float | None, list[Problem]]:
    """Number of a cell, None where it is empty, and its faults."""
    if cell in (None, "") or (isinstance(cell, str) and not cell.strip()):
        return None, []
    limits = parameters[name]
    low, high = float(limits["lower"]), float(limits["upper"])
    allowed = f"a number from {low:g} to {high:g} {limits['unit']}, or nothing where not measured"
    try:
        if isinstance(cell, bool):
            raise ValueError
        value = float(cell) if isinstance(cell, (int, float)) else float(str(cell).strip())
    except (ValueError, OverflowError):
        value = math.nan
    if not (low <= value <= high):
        action = "correct the number or its unit; leave it empty if it was not measured"
        return None, [Problem(str(path), line, name, repr(cell)[:40], allowed, action)]
    return value, []
