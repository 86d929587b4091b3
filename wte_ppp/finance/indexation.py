"""Price paths: how a fee, a tariff or a cost moves with inflation."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric


@dataclass(frozen=True)
class Formula:
    """How a price follows indices: F_t / F_0 = a + b CPI_t + c FX_t + d Fuel_t, a + b + c + d = 1.

    Parameters
    ----------
    local_inflation, inflation, exchange_rate, fuel
        Weights of the indices, fractions; what they leave is fixed.
    others
        Weight and yearly growth of further indices, fractions.
    step_years
        The price is set anew every so many years, from the price year on.
    cap, floor
        Maximum and minimum annual growth of the price since the price year, fractions; None: none.
    """

    inflation: Numeric = 0.0
    local_inflation: Numeric = 0.0
    exchange_rate: Numeric = 0.0
    fuel: Numeric = 0.0
    step_years: int = 1
    cap: Numeric | None = None
    floor: Numeric | None = None
    others: tuple[tuple[Numeric, Numeric], ...] = ()

    @property
    def indexed(self) -> Numeric:
        """Share of the price that follows an index, fraction."""
        named = self.inflation + self.local_inflation + self.exchange_rate + self.fuel
        return named + sum(weight for weight, _ in self.others)


@dataclass(frozen=True)
class Indices:
    """Yearly growth of the indices, fractions; `fx_drift` is that of the real exchange rate.

    `fx` gives the path of local currency per USD by years after the price year, in place of parity.
    """

    inflation: Numeric
    local_inflation: Numeric
    fuel: Numeric
    fx_drift: Numeric = 0.0
    fx: Callable[[Numeric], FloatArray] | None = None


def fx_path(indices: Indices, years: Numeric) -> Numeric:
    """Local currency per USD over that of the price year, by purchasing power parity.

    Parameters
    ----------
    indices
        Inflations and the real drift.
    years
        Years after the price year.

    Returns
    -------
    Numeric
        FX_t / FX_0 = ((1 + local inflation) / (1 + inflation) (1 + drift))^t: above 1, the local
        currency has lost value.

    References
    ----------
    .. [1] P. R. Krugman, M. Obstfeld, M. J. Melitz, International Economics (10th ed., 2015),
       chapter 16, relative purchasing power parity.

    Examples
    --------
    >>> round(fx_path(Indices(0.02, 0.0404, 0.0), 2), 6)
    1.0404
    """
    if indices.fx is not None:
        return indices.fx(years)
    parity = (1 + indices.local_inflation) / (1 + indices.inflation)
    return (parity * (1 + indices.fx_drift)) ** years


def formula_index(
    formula: Formula, indices: Indices, years: FloatArray, paid_in_local: bool = False
) -> FloatArray:
    """Price of a year over that of the price year, in USD.

    Parameters
    ----------
    formula
        Weights, step, cap and floor.
    indices
        Growth of the indices.
    years
        Years after the price year, (periods,).
    paid_in_local
        Whether the price is set in local currency, which then is changed into USD.

    Returns
    -------
    FloatArray
        (..., periods).

    References
    ----------
    .. [1] World Bank, PPP Reference Guide 3.0 (2017), section 5.3.3 on indexed payments.

    Examples
    --------
    Half follows 10 % inflation, at most 4 % a year, every two years: 1.105 > 1.04^2 = 1.0816.

    >>> formula = Formula(inflation=0.5, step_years=2, cap=0.04)
    >>> formula_index(formula, Indices(0.1, 0.0, 0.0), np.arange(4.0)).round(4).tolist()
    [1.0, 1.0, 1.0816, 1.0816]

    Indexed on local inflation and paid in local money, with parity: as if on USD inflation.

    >>> local = Formula(local_inflation=1.0)
    >>> formula_index(local, Indices(0.02, 0.07, 0.0), np.array([2.0]), True).round(6).tolist()
    [1.0404]
    """
    stepped = np.floor(years / formula.step_years) * formula.step_years
    index = (
        1
        - formula.indexed
        + formula.inflation * (1 + indices.inflation) ** stepped
        + formula.local_inflation * (1 + indices.local_inflation) ** stepped
        + formula.exchange_rate * fx_path(indices, stepped)
        + formula.fuel * (1 + indices.fuel) ** stepped
    )
    for weight, growth in formula.others:
        index = index + weight * (1 + growth) ** stepped
    if formula.cap is not None:
        index = np.minimum(index, (1 + formula.cap) ** np.maximum(stepped, 0.0))
    if formula.floor is not None:
        index = np.maximum(index, (1 + formula.floor) ** np.maximum(stepped, 0.0))
    return np.asarray(index / fx_path(indices, years) if paid_in_local else index)


def price_index(
    inflation: Numeric, years_from_price_base: Numeric, indexed_share: Numeric = 1.0
) -> Numeric:
    """Index of a price that follows inflation with a fixed share of itself.

    Parameters
    ----------
    inflation
        Yearly inflation, fraction; number or (draws, 1).
    years_from_price_base
        Years after the year whose price level the price is given in; (years,).
    indexed_share
        Share b of the price that moves, fraction: F_t / F_0 = a + b CPI_t / CPI_0 with
        a + b = 1. 0 is a flat nominal price, 1 is full indexation.

    Returns
    -------
    Numeric
        F_t / F_0, (..., years).

    References
    ----------
    .. [1] World Bank, PPP Reference Guide 3.0 (2017), section 5.3.3 on indexed payments: the
       weighted index form, here with one index.

    Examples
    --------
    >>> round(price_index(0.10, 2), 6), round(price_index(0.10, 2, indexed_share=0.5), 6)
    (1.21, 1.105)
    """
    return 1 - indexed_share + indexed_share * (1 + inflation) ** years_from_price_base


def real_rate(nominal_rate: Numeric, inflation: Numeric) -> Numeric:
    """Real rate by Fisher's equation, 1 + nominal = (1 + real)(1 + inflation).

    Parameters
    ----------
    nominal_rate, inflation
        Yearly fractions; number or (draws, 1).

    Returns
    -------
    Numeric
        Yearly real rate, fraction.

    References
    ----------
    .. [1] I. Fisher, The Theory of Interest (1930), chapter II.

    Examples
    --------
    >>> round(real_rate(0.10, 0.04), 6)
    0.057692
    """
    return (1 + nominal_rate) / (1 + inflation) - 1
