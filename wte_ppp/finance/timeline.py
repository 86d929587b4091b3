"""Years of a project: construction before commercial operation, then the contract's years."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wte_ppp.arrays import FloatArray, Numeric

__all__ = ["Timeline"]


@dataclass(frozen=True)
class Timeline:
    """One index of years for construction and operation, cash at year end.

    Parameters
    ----------
    first_operation_year
        Calendar year of operation year 1.
    construction_years
        Number of years before it in which the plant is built.
    operation_years
        Number of operation years kept; the longest of all draws.

    Examples
    --------
    >>> line = Timeline(first_operation_year=2024, construction_years=2, operation_years=3)
    >>> line.calendar_year.tolist()
    [2022, 2023, 2024, 2025, 2026]
    >>> line.operation_year.tolist()
    [-1, 0, 1, 2, 3]
    """

    first_operation_year: int
    construction_years: int
    operation_years: int

    @property
    def operation_year(self) -> NDArray[np.int64]:
        """Operation year of each column (years,): 1 is the first, 0 and below construction."""
        return np.arange(1 - self.construction_years, self.operation_years + 1)

    @property
    def calendar_year(self) -> NDArray[np.int64]:
        """Calendar year of each column (years,)."""
        return self.operation_year + (self.first_operation_year - 1)

    def within(self, first: Numeric, last: Numeric) -> FloatArray:
        """Flag (..., years): 1 in operation years `first` to `last`, both counted, else 0.

        Examples
        --------
        >>> Timeline(2024, 1, 3).within(1, 2).tolist()
        [0.0, 1.0, 1.0, 0.0]
        """
        year = self.operation_year
        return np.where((year >= first) & (year <= last), 1.0, 0.0)

    def from_operation(self, series: FloatArray) -> FloatArray:
        """Put a series over operation years on the whole time line, zero in construction.

        Examples
        --------
        >>> Timeline(2024, 1, 2).from_operation(np.array([5.0, 6.0])).tolist()
        [0.0, 5.0, 6.0]
        """
        padding = [(0, 0)] * (series.ndim - 1) + [(self.construction_years, 0)]
        return np.pad(series, padding)

    def from_construction(self, series: FloatArray) -> FloatArray:
        """Put a series over construction years on the whole time line, zero in operation.

        Examples
        --------
        >>> Timeline(2024, 1, 2).from_construction(np.array([5.0])).tolist()
        [5.0, 0.0, 0.0]
        """
        padding = [(0, 0)] * (series.ndim - 1) + [(0, self.operation_years)]
        return np.pad(series, padding)
