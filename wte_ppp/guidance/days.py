"""Days as people write them: a date, and in guidance also a month of which no day is known."""

import calendar
import datetime
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.validation import refuse

FIRST_YEAR, LAST_YEAR = 1900, 2100
MONTH_LENGTH = len("2018-04")


def _is_date(text: Any) -> Any:
    try:
        day = datetime.date.fromisoformat(text)
    except (TypeError, ValueError):
        raise refuse(repr(text)[:80], "a date as 'YYYY-MM-DD'", "correct it") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR or text != day.isoformat():
        allowed = f"YYYY-MM-DD from {FIRST_YEAR} to {LAST_YEAR}"
        raise refuse(repr(text)[:80], allowed, "correct it")
    return text


def _is_date_or_month(text: Any) -> Any:
    if isinstance(text, str) and len(text) == MONTH_LENGTH:
        try:
            _is_date(f"{text}-01")
        except ValueError:
            allowed = "a date as 'YYYY-MM-DD', or a month as 'YYYY-MM'"
            raise refuse(repr(text), allowed, "correct it") from None
        return text
    return _is_date(text)


Date: TypeAlias = Annotated[
    str, BeforeValidator(_is_date), Field(json_schema_extra={"format": "date"})
]
DateOrMonth: TypeAlias = Annotated[
    str,
    BeforeValidator(_is_date_or_month),
    Field(json_schema_extra={"pattern": r"^\d{4}-\d{2}(-\d{2})?$"}),
]


def is_month(text: str) -> bool:
    """Whether only the month is known.

    >>> is_month("2018-04"), is_month("2018-04-16")
    (True, False)
    """
    return len(text) == MONTH_LENGTH


def surely_from(text: str) -> datetime.date:
    """First day on which what began is sure to hold: the day, or the last of the month.

    >>> surely_from("2018-04"), surely_from("2018-04-16")
    (datetime.date(2018, 4, 30), datetime.date(2018, 4, 16))
    """
    if not is_month(text):
        return datetime.date.fromisoformat(text)
    first = datetime.date.fromisoformat(f"{text}-01")
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def may_hold_from(text: str) -> datetime.date:
    """First day on which what began may hold: the day, or the first of the month.

    >>> may_hold_from("2018-04")
    datetime.date(2018, 4, 1)
    """
    return surely_from(text).replace(day=1) if is_month(text) else surely_from(text)


def as_day(day: object, field: str = "day") -> datetime.date:
    """A date from a date or 'YYYY-MM-DD'.

    Raises
    ------
    DocumentError
        If it is neither.

    Examples
    --------
    >>> as_day("2026-11-01")
    datetime.date(2026, 11, 1)
    """
    if isinstance(day, datetime.datetime):
        return day.date()
    if isinstance(day, datetime.date):
        return day
    try:
        date = datetime.date.fromisoformat(str(day))
    except ValueError:
        date = None
    # Python also reads 20260101 and 2026-W01-1.
    if date is None or date.isoformat() != str(day):
        found, allowed = repr(day)[:80], "a day as YYYY-MM-DD"
        raise DocumentError((Problem(None, None, field, found, allowed, "correct it"),))
    return date
