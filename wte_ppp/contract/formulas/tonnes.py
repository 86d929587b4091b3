"""Payments and deductions by the tonne: bands, minimum, substitute waste, diversion, haulage."""

from collections.abc import Sequence

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric, of_amount


def banded_payment(tonnes: Numeric, limits: Sequence[float], prices: Sequence[Numeric]) -> Numeric:
    """Base payment: each band of the year's tonnes at its own price.

    Parameters
    ----------
    tonnes
        Paid in the year [t/year], (..., years).
    limits
        Upper end of each band [t/year], rising; the last may be infinite.
    prices
        Of each band [money/t], numbers or (years,).

    Returns
    -------
    Numeric
        [money/year]; NaN for tonnes above the last band, whose price the contract does not say.

    References
    ----------
    WIDP payment mechanism guidance, base payment: banded price per tonne. Prices of the example:
    East Sussex and Brighton & Hove, contract of 31 March 2003, Schedule 6, phase 4.

    Examples
    --------
    300 000 x 57.25 + 60 000 x 45.94 + 40 000 x 33.30 = 21 263 400 GBP.

    >>> prices = (57.25, 45.94, 33.30, 33.04, 30.97)
    >>> float(banded_payment(400e3, (300e3, 360e3, 420e3, 480e3, 550e3), prices))
    21263400.0
    """
    amount = np.asarray(tonnes, dtype=float)
    paid: Numeric = 0.0
    low = 0.0
    for limit, price in zip(limits, prices, strict=True):
        paid = paid + of_amount(np.clip(amount, low, limit) - low, price)
        low = limit
    return np.where(amount <= low, paid, np.nan)[()]


def band_price(tonnes: Numeric, limits: Sequence[float], prices: Sequence[Numeric]) -> Numeric:
    """Price of the next tonne after some tonnes [money/t].

    Parameters
    ----------
    tonnes, limits, prices
        As for `banded_payment`.

    Returns
    -------
    Numeric
        [money/t]; NaN beyond the last band.

    Examples
    --------
    >>> float(band_price(310e3, (300e3, 360e3), (57.25, 45.94)))
    45.94
    """
    amount = np.asarray(tonnes, dtype=float)
    found: Numeric = np.nan
    for limit, price in reversed(list(zip(limits, prices, strict=True))):
        found = np.where(amount < limit, price, found)
    return np.asarray(found)[()]


def minimum_tonnes(
    minimum_t: Numeric, refused_t: Numeric, substitute_t: Numeric = 0.0
) -> FloatArray:
    """Minimum tonnage of a year after what the operator refused and the substitute waste.

    Parameters
    ----------
    minimum_t
        Of the contract [t/year].
    refused_t
        Not accepted by the operator's fault [t/year]; 0 where the contract does not let the minimum
        fall, as for refusals by an excusing cause.
    substitute_t
        That reasonable endeavours would have brought [t/year].

    Returns
    -------
    FloatArray
        [t/year], not below zero.

    References
    ----------
    WIDP payment mechanism guidance, section 2.1.3; residual waste contract, clause 23.2.

    Examples
    --------
    >>> float(minimum_tonnes(300e3, 7e3))
    293000.0
    """
    return np.maximum(np.asarray(minimum_t, dtype=float) - refused_t - substitute_t, 0.0)


def unused_tonnes(minimum_t: Numeric, accepted_t: Numeric, substitute_t: Numeric) -> FloatArray:
    """Tonnes between what came and the minimum, which the city pays [t/year].

    Parameters
    ----------
    minimum_t
        After refusals, as `minimum_tonnes` gives it [t/year].
    accepted_t, substitute_t
        Of the city and of others [t/year].

    Returns
    -------
    FloatArray
        [t/year].

    References
    ----------
    WIDP payment mechanism guidance, section 2.1.3.

    Examples
    --------
    >>> float(unused_tonnes(293e3, 278e3, 10e3))
    5000.0
    """
    return np.maximum(np.asarray(minimum_t, dtype=float) - accepted_t - substitute_t, 0.0)


def substitute_payment(
    price: Numeric, gate_fee: Numeric, tonnes: Numeric, city_share: Numeric
) -> Numeric:
    """Payment of the city for waste of others that filled its unused minimum.

    Parameters
    ----------
    price
        Of the band [money/t].
    gate_fee
        Paid by the bringer [money/t].
    tonnes
        Substitute waste [t/year].
    city_share
        Of the excess of gate fee over price [-].

    Returns
    -------
    Numeric
        [money/year]; below zero where the bringer pays more than the city would.

    References
    ----------
    WIDP payment mechanism guidance, section 2.1.3; residual waste contract, clause 25.2.

    Examples
    --------
    10 000 t that bring 50 where the city pays 57.25; and 60, of which excess the city has 40 %.

    >>> float(substitute_payment(57.25, 50.0, 10e3, 0.4))
    72500.0
    >>> round(float(substitute_payment(57.25, 60.0, 10e3, 0.4)), 6)
    -11000.0
    """
    short = np.asarray(price, dtype=float) - gate_fee
    # A share that is not known matters only where there is an excess.
    excess = of_amount(np.maximum(-short, 0.0), city_share)
    return of_amount(tonnes, np.maximum(short, 0.0) - excess)[()]


def diversion_deduction(
    unprocessed_t: Numeric,
    unprocessed_target_t: Numeric,
    unprocessed_rate: Numeric,
    landfilled_t: Numeric = 0.0,
    landfilled_target_t: Numeric = 0.0,
    landfilled_rate: Numeric = 0.0,
) -> Numeric:
    """Deduction for waste that went to landfill in place of the furnace.

    Parameters
    ----------
    unprocessed_t, landfilled_t
        Accepted and not fired, or not accepted; residues landfilled [t/year].
    unprocessed_target_t, landfilled_target_t
        Targets [t/year].
    unprocessed_rate, landfilled_rate
        [money/t].

    Returns
    -------
    Numeric
        [money/year]; each term floored at zero apart.

    References
    ----------
    WIDP suggested drafting of Schedule 4, diversion deduction.

    Examples
    --------
    Landfilled tonnes below their target do not pay for unprocessed ones: 3 000 t x 40.

    >>> float(diversion_deduction(11e3, 8e3, 40.0, 1.5e3, 2e3, 40.0))
    120000.0
    """
    terms = (
        (unprocessed_t, unprocessed_target_t, unprocessed_rate),
        (landfilled_t, landfilled_target_t, landfilled_rate),
    )
    return sum(
        (of_amount(np.maximum(np.asarray(t) - target, 0.0), rate) for t, target, rate in terms),
        start=np.asarray(0.0),
    )[()]


def mileage_deduction(tonnes: Numeric, rate: Numeric) -> Numeric:
    """Extra haulage of trucks sent to another place.

    Parameters
    ----------
    tonnes
        Sent elsewhere [t/year].
    rate
        Extra haulage [money/t].

    Returns
    -------
    Numeric
        [money/year].

    References
    ----------
    WIDP payment mechanism guidance, mileage deductions.

    Examples
    --------
    >>> float(mileage_deduction(7e3, 6.0))
    42000.0
    """
    return of_amount(tonnes, rate)[()]


def paid_between(
    delivered: Numeric, assured: Numeric, floor: Numeric, ceiling: Numeric
) -> FloatArray:
    """Waste that is paid where a floor is owed and the operator may refuse above a ceiling.

    Parameters
    ----------
    delivered, assured
        In the same unit, such as t/day.
    floor, ceiling
        Shares of the assured waste [-]; an infinite ceiling is none.

    Returns
    -------
    FloatArray
        In their unit.

    References
    ----------
    Mohali cluster, Punjab, agreement, annex 1: minimum assured 0.80 and obligated 1.20 of the
    assured quantity of 436 t/d.

    Examples
    --------
    >>> [round(float(paid_between(waste, 436.0, 0.8, 1.2)), 1) for waste in (320.0, 400.0, 560.0)]
    [348.8, 400.0, 523.2]
    """
    least = np.asarray(floor) * assured
    paid = np.maximum(np.asarray(delivered, dtype=float), least)
    return np.asarray(np.minimum(paid, np.asarray(ceiling) * assured))
