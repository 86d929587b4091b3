"""Prices as contracts have them: by year, by quantity, between bounds; revenue that is shared."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from wte_ppp.arrays import FloatArray, Numeric, of_amount


def by_operation_year(values: FloatArray, year: NDArray[np.int64]) -> FloatArray:
    """Value of a schedule in each period; its last one goes on.

    Parameters
    ----------
    values
        One for each operation year, (..., items).
    year
        Operation year of each period, 0 and below in construction, (periods,).

    Returns
    -------
    FloatArray
        (..., periods); in construction the first.

    Examples
    --------
    >>> by_operation_year(np.array([1.0, 1.0, 0.9]), np.array([0, 1, 2, 3, 4])).tolist()
    [1.0, 1.0, 1.0, 0.9, 0.9]
    """
    return np.asarray(values[..., np.clip(year - 1, 0, values.shape[-1] - 1)])


def for_years(years: Numeric, year: NDArray[np.int64]) -> FloatArray:
    """Flag (..., periods): 1 in the first operation years, 0 after them, NaN of unknown years.

    Parameters
    ----------
    years
        How many; number or (draws, 1).
    year
        Operation year of each period, (periods,).

    Returns
    -------
    FloatArray
        In construction 1, where nothing is sold.

    Examples
    --------
    >>> for_years(2.0, np.array([0, 1, 2, 3])).tolist()
    [1.0, 1.0, 1.0, 0.0]
    """
    first = np.where(year <= np.asarray(years), 1.0, 0.0)
    return np.where(np.isnan(np.asarray(years)), np.nan, first)


def bounded(price: FloatArray, floor: Numeric | None, cap: Numeric | None) -> FloatArray:
    """Price held between a floor and a cap in the same money, (..., periods); None: none.

    Where the floor is above the cap, the cap holds.

    Examples
    --------
    >>> bounded(np.array([40.0, 50.0, 60.0]), 45.0, 55.0).tolist()
    [45.0, 50.0, 55.0]
    """
    if floor is not None:
        price = np.maximum(price, floor)
    if cap is not None:
        price = np.minimum(price, cap)
    return np.asarray(price)


@dataclass(frozen=True)
class Bands:
    """Ends of a quantity in each period, rising, and the price of what is above each.

    Both (..., periods) for each end; prices nominal.
    """

    ends: tuple[FloatArray, ...]
    prices: tuple[FloatArray, ...]

    def at(self, rate: FloatArray) -> "Bands":
        """The same with prices in another money, of which `rate` is one unit's worth."""
        return replace(self, prices=tuple(price / rate for price in self.prices))

    def revenue(self, quantity: FloatArray) -> FloatArray:
        """What the quantity above the first end earns, (..., periods).

        Examples
        --------
        400,000 t of East Sussex's bands from 300,000 and 360,000 t: 60,000 x 45.94 + 40,000 x 33.30
        GBP.

        >>> ends = (np.array([3e5]), np.array([3.6e5]))
        >>> prices = (np.array([45.94]), np.array([33.3]))
        >>> Bands(ends, prices).revenue(np.array([4e5])).tolist()
        [4088400.0]
        """
        above = split(quantity, self.ends)[1:]
        earned = [of_amount(part, price) for part, price in zip(above, self.prices, strict=True)]
        return np.asarray(sum(earned))


def split(quantity: FloatArray, ends: tuple[FloatArray, ...]) -> tuple[FloatArray, ...]:
    """Parts of a quantity up to the first end, between the ends, and above the last.

    Examples
    --------
    >>> [float(part) for part in split(np.array(8.0), (np.array(3.0), np.array(5.0)))]
    [3.0, 2.0, 3.0]
    """
    limits = (*ends, np.asarray(np.inf))
    first = np.minimum(quantity, limits[0])
    above = (np.clip(quantity, low, high) - low for low, high in pairwise(limits))
    return (first, *above)


@dataclass(frozen=True)
class RevenueShare:
    """How a year's revenue beside the plan is shared with the public.

    Parameters
    ----------
    planned
        Revenue of the plan, USD nominal, (..., years of construction and operation).
    above, below
        Parts of the plan beyond which is shared, fractions; `above` infinite, `below` 0: never.
    public_above, public_below
        The public's share of the excess and of the shortfall, fractions.
    at_fee
        Tipping fee of the plan, USD/t: at another fee the plan moves with the fees.
    """

    planned: FloatArray
    above: Numeric
    below: Numeric
    public_above: Numeric
    public_below: Numeric
    at_fee: Numeric

    def paid(self, revenue: FloatArray, planned: FloatArray) -> FloatArray:
        """What the public pays to the project; below 0: what the project pays to it.

        Parameters
        ----------
        revenue, planned
            Of the year, USD nominal.

        Returns
        -------
        FloatArray
            USD nominal.

        References
        ----------
        .. [1] Viet Nam, Law 64/2020/QH14 on PPP, article 82: half of what is above 125 % of the
           planned revenue, and half of what is below 75 % of it.

        Examples
        --------
        A plan of 100: at 135 half of 10 is paid, at 60 half of 15 is received, at 110 nothing.

        >>> law = RevenueShare(np.zeros(1), 1.25, 0.75, 0.5, 0.5, 0.0)
        >>> law.paid(np.array([135.0, 60.0, 110.0]), np.array([100.0])).tolist()
        [-5.0, 7.5, 0.0]
        """
        excess = np.maximum(revenue - of_amount(planned, self.above), 0.0)
        shortfall = np.maximum(of_amount(planned, self.below) - revenue, 0.0)
        return np.asarray(
            of_amount(shortfall, self.public_below) - of_amount(excess, self.public_above)
        )
