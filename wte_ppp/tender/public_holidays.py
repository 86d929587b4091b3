"""Public holidays of a country as a proposal for a tender's list of closed days."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wte_ppp.documents import DocumentError, Problem, did_you_mean
from wte_ppp.sources import table

SATURDAY = 5


@dataclass(frozen=True)
class Holiday:
    """A day off; `estimated` where the moon or a decree still decides."""

    day: datetime.date
    name: str
    estimated: bool
    source: str


def public_holidays(country: str, first: datetime.date, last: datetime.date) -> tuple[Holiday, ...]:
    """Public holidays that fall on Monday to Friday, both days included.

    Parameters
    ----------
    country
        Id of a profile, such as "VN".
    first, last
        Bounds of the tender.

    Returns
    -------
    tuple[Holiday, ...]
        In the order of days; a person checks them against the decree of the year.

    Raises
    ------
    DocumentError
        For a country or a year that the list does not have.

    Examples
    --------
    >>> days = public_holidays("VN", datetime.date(2026, 4, 1), datetime.date(2026, 5, 31))
    >>> [str(holiday.day) for holiday in days]
    ['2026-04-27', '2026-04-30', '2026-05-01']
    """
    rows = [row for row in table("public_holidays") if row["country"] == country]
    if not rows:
        countries = sorted({row["country"] for row in table("public_holidays")})
        guess = did_you_mean(country.upper(), countries)
        allowed = "one of " + ", ".join(countries)
        action = f"write {guess!r}" if guess else "list the days off in calendar.closed_days"
        raise DocumentError((Problem(None, None, "country", repr(country), allowed, action),))
    years = sorted({int(row["day"][:4]) for row in rows})
    missing = [year for year in range(first.year, last.year + 1) if year not in years]
    if missing:
        allowed = f"a year from {years[0]} to {years[-1]}"
        found, action = f"{missing[0]}, not in the list", "list the days off of that year yourself"
        raise DocumentError((Problem(None, None, "year", found, allowed, action),))
    return tuple(_between(rows, first, last))


def _between(
    rows: list[Mapping[str, str]], first: datetime.date, last: datetime.date
) -> Iterator[Holiday]:
    for row in rows:
        day = datetime.date.fromisoformat(row["day"])
        if first <= day <= last and day.weekday() < SATURDAY:
            yield Holiday(day, row["name"], row["estimated"] == "yes", row["source"])
