"""Periods of nationally determined contributions."""

from typing import TypeAlias

Period: TypeAlias = tuple[int, int]
FIRST: Period = (2021, 2030)
YEARS = 5


def ndc_period(year: int) -> Period:
    """NDC period of a year under common time frames: to 2030, then five years each.

    Parameters
    ----------
    year
        Calendar year; years before 2021 count to the first period.

    Returns
    -------
    tuple of int
        First and last year.

    References
    ----------
    Decision 6/CMA.3: in 2025 an NDC with an end date of 2035, in 2030 of 2040, and so on each five
    years. A Party may have another: state it.

    Examples
    --------
    >>> [ndc_period(year) for year in (2028, 2031, 2036)]
    [(2021, 2030), (2031, 2035), (2036, 2040)]
    """
    if year <= FIRST[1]:
        return FIRST
    first = FIRST[1] + 1 + (year - FIRST[1] - 1) // YEARS * YEARS
    return first, first + YEARS - 1
