"""Damages by the unit in excess, how they rise when failures repeat, and their caps."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import Flags, FloatArray, Numeric, above, of_amount


def excess_damages(measured: Numeric, allowed: Numeric, rate: Numeric) -> Numeric:
    """Damages for each unit in excess of what is guaranteed or allowed.

    Parameters
    ----------
    measured, allowed
        In one unit: daily means above the guaranteed emission, hours, kg of fly ash, MJ of fuel.
    rate
        [money a unit].

    Returns
    -------
    Numeric
        [money].

    References
    ----------
    Toolkit wte_ppp, guarantees of the kind per_excess_unit; law firms' drafting notes: kinds of
    performance apart, else a penalty.

    Examples
    --------
    >>> [float(excess_damages(days, 10.0, 2000.0)) for days in (8.0, 13.0)]
    [0.0, 6000.0]
    """
    return of_amount(np.maximum(np.asarray(measured) - allowed, 0.0), rate)[()]


def delay_damages(days: Numeric, share_per_day: Numeric, price: Numeric, cap: Numeric) -> Numeric:
    """Damages of works that are late, up to their cap.

    Parameters
    ----------
    days
        Late.
    share_per_day
        Of the construction price [-].
    price
        Construction price [money].
    cap
        Share of the price [-].

    Returns
    -------
    Numeric
        [money].

    References
    ----------
    Toolkit wte_ppp, guarantees, completion: LD = d x r x P; 0.15 % a day up to 10 % in annex J of
    a water pipeline's contract (2017).

    Examples
    --------
    0.05 % of 100 m a day is 50 000; the cap of 10 % is reached after 200 days.

    >>> [round(float(delay_damages(days, 0.0005, 100e6, 0.1))) for days in (30, 300)]
    [1500000, 10000000]
    """
    return np.minimum(np.asarray(days) * share_per_day * price, np.asarray(cap) * price)[()]


def ratchet(failed: Flags, free: int, step: float, most: float) -> FloatArray:
    """Factor on a deduction that rises while the same failure goes on month after month.

    Parameters
    ----------
    failed
        By month, (..., months).
    free
        Months on end without a rise.
    step
        Added for each further month on end [-].
    most
        Highest factor [-].

    Returns
    -------
    FloatArray
        [-], of the shape of `failed`; 1 where nothing failed.

    References
    ----------
    WIDP payment mechanism guidance: deductions by severity, rising with persistence.

    Examples
    --------
    >>> ratchet(np.array([True, True, True, False, True]), 1, 0.5, 1.8).tolist()
    [1.0, 1.5, 1.8, 1.0, 1.0]
    """
    run = np.zeros(failed.shape[:-1])
    factor = np.ones(failed.shape)
    for month in range(failed.shape[-1]):
        run = np.where(failed[..., month], run + 1, 0.0)
        factor[..., month] = np.minimum(1 + step * np.maximum(run - free, 0.0), most)
    return factor


@dataclass(frozen=True)
class Capped:
    """Damages as claimed and as paid, by item, and where caps bind.

    `by_item` and `by_year` are flags of the shape of the damages, by item and for all together;
    `in_total` those of the cap on the whole contract.
    """

    claimed: Mapping[str, FloatArray]
    paid: Mapping[str, FloatArray]
    by_item: Mapping[str, Flags]
    by_year: Flags
    in_total: Flags


def capped(
    claims: Mapping[str, Numeric],
    item_caps: Mapping[str, Numeric],
    year_cap: Numeric = np.inf,
    total_cap: Numeric = np.inf,
) -> Capped:
    """Damages by year under caps of each item, of the year, and of the contract.

    Parameters
    ----------
    claims
        By item [money], (..., years).
    item_caps
        By item [money], (years,) or (..., years); an item that is not named has none.
    year_cap
        On all items of a year together [money].
    total_cap
        On all years together [money].

    Returns
    -------
    Capped
        A cap of several items takes from each in proportion.

    References
    ----------
    Toolkit wte_ppp, damages_caps.

    Examples
    --------
    Items of 30 and 20 with a cap of 24 on the first: 44 in the year, of which 40 are paid; over two
    years 70 at most.

    >>> claims = {"a": np.array([30.0, 30.0]), "b": np.array([20.0, 20.0])}
    >>> found = capped(claims, {"a": 24.0}, 40.0, 70.0)
    >>> sum(found.paid.values()).round(9).tolist(), found.by_item["a"].tolist()
    ([40.0, 30.0], [True, True])
    >>> found.by_year.tolist(), found.in_total.tolist()
    ([True, True], [False, True])
    """
    claimed = {name: np.asarray(claim, dtype=float) for name, claim in claims.items()}
    caps = {name: item_caps.get(name, np.inf) for name in claimed}
    by_item = {name: above(claim, caps[name]) for name, claim in claimed.items()}
    single = {name: np.minimum(claim, caps[name]) for name, claim in claimed.items()}
    summed = np.asarray(sum(single.values()), dtype=float)
    by_year = above(summed, year_cap)
    of_year = np.minimum(summed, year_cap)
    before = np.cumsum(of_year, axis=-1) - of_year
    left = np.maximum(np.asarray(total_cap) - before, 0.0)
    in_total = above(of_year, left)
    final = np.minimum(of_year, left)
    share = np.divide(final, summed, out=np.ones_like(summed), where=summed != 0)
    paid = {name: claim * share for name, claim in single.items()}
    return Capped(claimed, paid, by_item, by_year, in_total)


def cap_reaches(rate: Numeric, guaranteed: Numeric, refused: Numeric, cap: Numeric) -> Flags:
    """Whether a cap is wide enough to reach from a guarantee to its line of refusal.

    Parameters
    ----------
    rate
        [money a unit of the guarantee].
    guaranteed, refused
        Guarantee and line of refusal, in that unit.
    cap
        [money].

    Returns
    -------
    Flags
        False: between the cap and refusal a worse plant costs its builder nothing more.

    References
    ----------
    Clifford Chance, September 2019, buy-down and minimum performance: sum of r x (G - L) <= cap.

    Examples
    --------
    5 % of 500 kWh/t at 0.2 m a kWh/t are 5 m.

    >>> bool(cap_reaches(0.2e6, 500.0, 475.0, 5e6)), bool(cap_reaches(0.2e6, 500.0, 475.0, 4e6))
    (True, False)
    """
    return np.asarray(~above(np.asarray(rate) * np.abs(np.asarray(guaranteed) - refused), cap))
