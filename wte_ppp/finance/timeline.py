"""Periods of a project: construction before commercial operation, then the contract's years."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wte_ppp.arrays import FloatArray, Numeric

# Months of a period by the word that a study uses for it.
MONTHS_OF = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}

Dates = NDArray[np.datetime64]


@dataclass(frozen=True)
class Timeline:
    """One index of periods for construction and operation, cash at period end.

    Parameters
    ----------
    first_operation_year
        Calendar year in which operation begins.
    construction_years
        Years before it in which the plant is built; the first may be a part of a year.
    operation_years
        Number of operation years kept; the longest of all draws.
    first_operation_month
        Month, 1 to 12, on whose first day operation begins.
    construction_months, operation_months
        Length of a period: 1, 3, 6 or 12 months.
    construction_periods
        Number of construction periods where they fill no whole years.
    fiscal_year_start_month
        Month, 1 to 12, in which the tax year begins.

    Notes
    -----
    An operation year has twelve months from the first day of operation; a construction year has
    twelve months before it. A period belongs to the fiscal year in which it ends. Interest of a
    period is the yearly rate by twelfths (30/360); dates and days are the calendar's.

    Examples
    --------
    >>> timeline = Timeline(first_operation_year=2024, construction_years=2, operation_years=3)
    >>> timeline.calendar_year.tolist()
    [2022, 2023, 2024, 2025, 2026]
    >>> timeline.operation_year.tolist()
    [-1, 0, 1, 2, 3]
    >>> halves = Timeline(2024, 1, 1, operation_months=6)
    >>> halves.start.astype(str).tolist()
    ['2023-01-01', '2024-01-01', '2024-07-01']
    >>> halves.days.tolist()
    [365, 182, 184]
    """

    first_operation_year: int
    construction_years: int
    operation_years: int
    first_operation_month: int = 1
    construction_months: int = 12
    operation_months: int = 12
    construction_periods: int | None = None
    fiscal_year_start_month: int = 1

    @property
    def construction_columns(self) -> int:
        """Number of construction periods."""
        if self.construction_periods is not None:
            return self.construction_periods
        return self.construction_years * self.construction_per_year

    @property
    def construction_per_year(self) -> int:
        """Construction periods in a year."""
        return 12 // self.construction_months

    @property
    def operation_per_year(self) -> int:
        """Operation periods in a year."""
        return 12 // self.operation_months

    @property
    def is_annual(self) -> bool:
        """Whether every period is a year and ends with a fiscal year."""
        return (
            self.construction_months == self.operation_months == 12
            and self.first_operation_month == self.fiscal_year_start_month
        )

    @cached_property
    def operation_period(self) -> NDArray[np.int64]:
        """Operation period of each column (periods,): 1 is the first, 0 and below construction."""
        columns = self.operation_years * self.operation_per_year
        return np.arange(1 - self.construction_columns, columns + 1)

    @cached_property
    def operation_year(self) -> NDArray[np.int64]:
        """Operation year of each column (periods,): 1 is the first, 0 and below construction."""
        period = self.operation_period
        running = (period - 1) // self.operation_per_year + 1
        building = -(-period // self.construction_per_year)
        return np.where(period >= 1, running, building)

    @cached_property
    def _months(self) -> NDArray[np.int64]:
        """Months from the first day of operation to the start of each column, and to the end."""
        period = self.operation_period
        building = (period - 1) * self.construction_months
        running = (period - 1) * self.operation_months
        start = np.where(period >= 1, running, building)
        return np.append(start, self.operation_years * 12)

    @property
    def months_at_end(self) -> NDArray[np.int64]:
        """Months from the first day of operation to the end of each column (periods,)."""
        return self._months[1:]

    @cached_property
    def _bounds(self) -> Dates:
        first = np.datetime64(f"{self.first_operation_year:04d}-{self.first_operation_month:02d}")
        return (first + self._months).astype("datetime64[D]")

    @property
    def start(self) -> Dates:
        """First day of each column (periods,)."""
        return self._bounds[:-1]

    @property
    def end(self) -> Dates:
        """Last day of each column (periods,)."""
        return self._bounds[1:] - np.timedelta64(1, "D")

    @cached_property
    def days(self) -> NDArray[np.int64]:
        """Calendar days of each column (periods,)."""
        return np.diff(self._bounds).astype(np.int64)

    @cached_property
    def calendar_year(self) -> NDArray[np.int64]:
        """Calendar year in which each column begins (periods,)."""
        return self.start.astype("datetime64[Y]").astype(np.int64) + 1970

    @cached_property
    def fiscal_year(self) -> NDArray[np.int64]:
        """Fiscal year in which each column ends, by the calendar year of its start (periods,)."""
        month = self.end.astype("datetime64[M]").astype(np.int64)
        return (month - (self.fiscal_year_start_month - 1)) // 12 + 1970

    @cached_property
    def years_from_start(self) -> FloatArray:
        """Years from the end of the first column to the end of each, by months (periods,)."""
        ends = self._months[1:]
        return np.asarray((ends - ends[0]) / 12.0)

    @cached_property
    def days_from_start(self) -> FloatArray:
        """Days from the end of the first column to the end of each (periods,)."""
        return np.asarray(np.cumsum(self.days).astype(float) - self.days[0])

    @cached_property
    def year_ends(self) -> NDArray[np.bool_]:
        """Whether a column is the last of its operation or construction year (periods,)."""
        year = self.operation_year
        return np.append(year[1:] != year[:-1], True)

    def within(self, first: Numeric, last: Numeric) -> FloatArray:
        """Flag (..., periods): 1 in operation years `first` to `last`, both counted, else 0.

        Examples
        --------
        >>> Timeline(2024, 1, 3).within(1, 2).tolist()
        [0.0, 1.0, 1.0, 0.0]
        """
        year = self.operation_year
        return np.where((year >= first) & (year <= last), 1.0, 0.0)

    def at_end_of(self, year: Numeric) -> FloatArray:
        """Flag (..., periods): 1 in the last period of an operation year, else 0.

        Examples
        --------
        >>> Timeline(2024, 1, 2, operation_months=6).at_end_of(1).tolist()
        [0.0, 0.0, 1.0, 0.0, 0.0]
        """
        return np.where((self.operation_year == year) & self.year_ends, 1.0, 0.0)

    def from_operation(self, series: FloatArray) -> FloatArray:
        """Put amounts by operation year on the whole time line, zero in construction.

        Parameters
        ----------
        series
            Amount of each operation year, (..., operation years).

        Returns
        -------
        FloatArray
            (..., periods); an operation year's amount is spread over its periods by days.

        Examples
        --------
        >>> Timeline(2024, 1, 2).from_operation(np.array([5.0, 6.0])).tolist()
        [0.0, 5.0, 6.0]
        >>> Timeline(2024, 1, 1, operation_months=6).from_operation(np.array([366.0])).tolist()
        [0.0, 182.0, 184.0]
        """
        per_year = self.operation_per_year
        if per_year > 1:
            days = self.days[self.construction_columns :].reshape(-1, per_year)
            share = (days / days.sum(axis=-1, keepdims=True)).reshape(-1)
            series = np.repeat(series, per_year, axis=-1) * share
        padding = [(0, 0)] * (series.ndim - 1) + [(self.construction_columns, 0)]
        return np.pad(series, padding)

    def from_construction(self, series: FloatArray) -> FloatArray:
        """Put a series over construction periods on the whole time line, zero in operation.

        Examples
        --------
        >>> Timeline(2024, 1, 2).from_construction(np.array([5.0])).tolist()
        [5.0, 0.0, 0.0]
        """
        columns = self.operation_years * self.operation_per_year
        padding = [(0, 0)] * (series.ndim - 1) + [(0, columns)]
        return np.pad(series, padding)

    def spread_construction(self, by_year: FloatArray) -> FloatArray:
        """Spread shares of construction years evenly over the periods of each.

        Examples
        --------
        >>> half_years = Timeline(2024, 2, 1, construction_months=6)
        >>> half_years.spread_construction(np.array([0.4, 0.6])).tolist()
        [0.2, 0.2, 0.3, 0.3]
        """
        year = self.operation_year[: self.construction_columns]
        index = year + self.construction_years - 1
        count = np.bincount(index, minlength=self.construction_years)
        return np.asarray(by_year[..., index] / count[index])

    def by_year(self, series: FloatArray) -> FloatArray:
        """Sum amounts over the periods of each construction and operation year, (..., years).

        Examples
        --------
        >>> Timeline(2024, 1, 1, operation_months=6).by_year(np.array([1.0, 2.0, 3.0])).tolist()
        [1.0, 5.0]
        """
        return _summed(series, self.operation_year)

    def at_year_end(self, series: FloatArray) -> FloatArray:
        """Balance at the end of each construction and operation year, (..., years).

        Examples
        --------
        >>> Timeline(2024, 1, 1, operation_months=6).at_year_end(np.array([1.0, 2.0, 3.0])).tolist()
        [1.0, 3.0]
        """
        return np.asarray(series[..., self.year_ends])

    @cached_property
    def annual(self) -> "Timeline":
        """The same project in whole years, for reports."""
        return Timeline(
            self.first_operation_year,
            self.construction_years,
            self.operation_years,
            first_operation_month=self.first_operation_month,
            fiscal_year_start_month=self.first_operation_month,
        )

    @cached_property
    def fiscal(self) -> "Timeline":
        """The fiscal years that the project touches; operation year 1 is the one it begins in."""
        year, period = self.fiscal_year, self.operation_period
        first = int(year[np.argmax(period >= 1)])
        return Timeline(first, first - int(year[0]), int(year[-1]) - first + 1)

    def by_fiscal_year(self, series: FloatArray) -> FloatArray:
        """Sum amounts over the periods of each fiscal year, (..., fiscal years).

        Examples
        --------
        Operation from January, fiscal years from July: the first half year closes one, the second
        half year opens the next.

        >>> timeline = Timeline(2024, 1, 1, operation_months=6, fiscal_year_start_month=7)
        >>> timeline.by_fiscal_year(np.array([1.0, 2.0, 3.0])).tolist()
        [3.0, 3.0]
        """
        return _summed(series, self.fiscal_year)

    def at_fiscal_year_end(self, yearly: FloatArray) -> FloatArray:
        """Put an amount of each fiscal year into the last period of it, (..., periods).

        Examples
        --------
        >>> timeline = Timeline(2024, 1, 1, operation_months=6)
        >>> timeline.at_fiscal_year_end(np.array([0.0, 7.0])).tolist()
        [0.0, 0.0, 7.0]
        """
        if yearly.shape[-1] == self.operation_period.size:
            return yearly
        last = np.append(self.fiscal_year[1:] != self.fiscal_year[:-1], True)
        index = self.fiscal_year - self.fiscal_year[0]
        return np.where(last, yearly[..., index], 0.0)


def _summed(series: FloatArray, group: NDArray[np.int64]) -> FloatArray:
    """Sums over neighbouring columns of one group."""
    starts = np.flatnonzero(np.append(True, group[1:] != group[:-1]))
    if starts.size == group.size:
        return series
    return np.add.reduceat(series, starts, axis=-1)
