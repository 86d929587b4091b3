"""Periods counted in days, working or calendar, as procurement rules state them."""

import datetime
from collections.abc import Collection

NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_DAYS = 3_660


def last_day(
    start: datetime.date,
    days: int,
    *,
    working: bool,
    weekend: Collection[str] = ("saturday", "sunday"),
    closed: Collection[datetime.date] = (),
) -> datetime.date:
    """Last day of a period that begins on the day after an event.

    Parameters
    ----------
    start
        Day of the event; it does not count.
    days
        Length of the period.
    working
        Whether only working days count.
    weekend
        Names of the days of the week that are no working days.
    closed
        Other days that are no working days.

    Returns
    -------
    datetime.date
        A period of calendar days ends on its last day, whatever day that is.

    Raises
    ------
    ValueError
        For a negative or an absurdly long period, or a week without working days.

    References
    ----------
    World Bank, Procurement Regulations for IPF Borrowers (2025), paragraph 5.78: the standstill
    begins on the day after the notification is sent, and counts business days.

    Examples
    --------
    Ten business days after Friday 13 February 2026, with five days off for Tet:

    >>> tet = [datetime.date(2026, 2, day) for day in (16, 17, 18, 19, 20)]
    >>> last_day(datetime.date(2026, 2, 13), 10, working=True, closed=tet)
    datetime.date(2026, 3, 6)
    """
    if not 0 <= days <= MOST_DAYS:
        raise ValueError(f"{days} days; 0 to {MOST_DAYS} are allowed")
    if not working:
        return start + datetime.timedelta(days=days)
    if set(weekend) >= set(NAMES):
        raise ValueError("no day of the week is a working day")
    day, left = start, days
    while left:
        day += datetime.timedelta(days=1)
        left -= _works(day, weekend, closed)
    return day


def days_between(
    start: datetime.date,
    end: datetime.date,
    *,
    working: bool,
    weekend: Collection[str] = ("saturday", "sunday"),
    closed: Collection[datetime.date] = (),
) -> int:
    """Length of a period that begins on the day after an event and ends with a day.

    Parameters
    ----------
    start
        Day of the event; it does not count.
    end
        Last day.
    working, weekend, closed
        As for `last_day`.

    Returns
    -------
    int
        Zero or less where the end is not after the start.

    Examples
    --------
    From Friday 13 February 2026 to Friday 6 March, with five days off for Tet:

    >>> tet = [datetime.date(2026, 2, day) for day in (16, 17, 18, 19, 20)]
    >>> start, end = datetime.date(2026, 2, 13), datetime.date(2026, 3, 6)
    >>> days_between(start, end, working=True, closed=tet)
    10
    >>> days_between(start, end, working=False)
    21
    """
    length = (end - start).days
    if not working or length <= 0:
        return length
    days = (start + datetime.timedelta(days=day) for day in range(1, length + 1))
    return sum(_works(day, weekend, closed) for day in days)


def _works(day: datetime.date, weekend: Collection[str], closed: Collection[datetime.date]) -> bool:
    return NAMES[day.weekday()] not in weekend and day not in closed
