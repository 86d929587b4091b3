"""Fees by the year and shares of income: index, fixed fee, heating-value band, ramp, bonus."""

from collections.abc import Mapping, Sequence

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric, of_amount


def indexed(price: Numeric, share: Numeric, index: Numeric) -> Numeric:
    """Price of which a part moves with an index.

    Parameters
    ----------
    price
        Of the base day [money or money/t].
    share
        That is indexed [-].
    index
        Of the year over that of the base day [-].

    Returns
    -------
    Numeric
        In the unit of `price`.

    References
    ----------
    Standard contract of the fire and police sectors (United Kingdom, 2006), worked example: a part
    of the charge indexed.

    Examples
    --------
    57.25 x (0.7 + 0.3 x 1.12) = 59.311.

    >>> round(float(indexed(57.25, 0.3, 1.12)), 3)
    59.311
    """
    return price * (1 - share + of_amount(share, index))


def indexed_parts(
    amounts: Mapping[str, Numeric], indices: Mapping[str, Numeric]
) -> dict[str, Numeric]:
    """Parts of a fee, each moved by its own index.

    Parameters
    ----------
    amounts
        Of the base day [money/year].
    indices
        Of the year over the base day [-], for every part.

    Returns
    -------
    dict
        [money/year], by part.

    References
    ----------
    Japanese contracts of design, build and operation: each part of the fixed fee follows an index
    of the Bank of Japan (draft contracts of Yonago, Aomori).

    Examples
    --------
    350 x 1.02 + 150 x 1.05 + 300 = 814.5.

    >>> parts = {"staff": 350.0, "utilities": 150.0, "repairs": 300.0}
    >>> moved = indexed_parts(parts, {"staff": 1.02, "utilities": 1.05, "repairs": 1.0})
    >>> sum(moved.values())
    814.5
    """
    return {name: amount * indices[name] for name, amount in amounts.items()}


def fixed_and_unit_fee(fixed: Numeric, unit_price: Numeric, tonnes: Numeric) -> Numeric:
    """Fee of a year as a sum and a price by the tonne.

    Parameters
    ----------
    fixed
        [money/year].
    unit_price
        [money/t].
    tonnes
        Treated [t/year].

    Returns
    -------
    Numeric
        [money/year].

    References
    ----------
    Yonago, draft contract of operation, fee of operation.

    Examples
    --------
    >>> fixed_and_unit_fee(800e6, 1500.0, 57_200.0)
    885800000.0
    """
    return fixed + unit_price * tonnes


def heating_value_payment(
    lhv: Numeric, low: Numeric, high: Numeric, added_cost: Numeric, own_part: Numeric,
    planned_fee: Numeric,
) -> Numeric:  # fmt: skip
    """What the city pays of the added cost of waste outside the band of heating values.

    Parameters
    ----------
    lhv
        Mean of the year, in the unit of the band.
    low, high
        Ends of the band; on them the waste is still inside.
    added_cost
        Proved [money/year].
    own_part
        Of the fee with planned tonnes, which the operator bears [-].
    planned_fee
        Fixed fee and unit price times planned tonnes [money/year].

    Returns
    -------
    Numeric
        [money/year].

    References
    ----------
    Yonago, draft contract of operation: 4 600 to 11 510 kJ/kg, own part 5 %.

    Examples
    --------
    70 m less 5 % of (800 m + 1 500 x 60 000) = 25.5 m; nothing inside the band.

    >>> fee = fixed_and_unit_fee(800e6, 1500.0, 60e3)
    >>> [float(heating_value_payment(lhv, 4600, 11510, 70e6, 0.05, fee)) for lhv in (12e3, 11400)]
    [25500000.0, 0.0]
    """
    outside = np.asarray((np.asarray(lhv) < low) | (np.asarray(lhv) > high), dtype=float)
    return of_amount(outside, np.maximum(added_cost - np.asarray(own_part) * planned_fee, 0.0))[()]


def income_share(income: Numeric, guaranteed: Numeric, city_share: Numeric) -> Numeric:
    """City's share of third-party income above that of the base case.

    Parameters
    ----------
    income
        Net of its marginal cost [money/year].
    guaranteed
        In the base case [money/year].
    city_share
        [-].

    Returns
    -------
    Numeric
        [money/year]; no downside for the city, no cap.

    References
    ----------
    WIDP suggested drafting of Schedule 4, third party income.

    Examples
    --------
    >>> round(float(income_share(6.2e6, 5.5e6, 0.5)))
    350000
    """
    return of_amount(np.maximum(np.asarray(income) - guaranteed, 0.0), city_share)[()]


def yearly_charge(payments: Mapping[str, Numeric], deductions: Mapping[str, Numeric]) -> FloatArray:
    """Charge of a year: payments less deductions and shares.

    Parameters
    ----------
    payments
        Base payment, unused capacity, substitute waste [money/year].
    deductions
        Diversion, share of income, haulage, damages [money/year].

    Returns
    -------
    FloatArray
        [money/year].

    References
    ----------
    WIDP payment mechanism guidance, principles of the payment mechanism; the sum is ours.

    Examples
    --------
    Section 9A of the reference: 16 274 250 - 120 000 - 350 000 - 42 000.

    >>> paid = {"base_payment": 15_915_500.0, "substitute": 72_500.0, "unused": 286_250.0}
    >>> less = {"diversion": 120_000.0, "third_party": 350_000.0, "mileage": 42_000.0}
    >>> float(yearly_charge(paid, less))
    15762250.0
    """
    return np.asarray(sum(payments.values()) - np.asarray(sum(deductions.values())))


def bonus(achieved: Numeric, guaranteed: Numeric, rate: Numeric, cap: Numeric) -> Numeric:
    """Payment for more than was guaranteed, up to a cap.

    Parameters
    ----------
    achieved, guaranteed
        In one unit a year, such as MWh.
    rate
        [money a unit].
    cap
        [money/year]; infinite where the contract has none.

    Returns
    -------
    Numeric
        [money/year].

    References
    ----------
    Reserved incentives in Japanese contracts (Nishinomiya); the formula is ours.

    Examples
    --------
    >>> [float(bonus(energy, 100.0, 5.0, 40.0)) for energy in (90.0, 104.0, 120.0)]
    [0.0, 20.0, 40.0]
    """
    return np.minimum(of_amount(np.maximum(np.asarray(achieved) - guaranteed, 0.0), rate), cap)[()]


def ramp(percent_by_year: Sequence[Numeric], years: int) -> FloatArray:
    """Share that is owed in each operation year: what is stated, then all of it.

    Parameters
    ----------
    percent_by_year
        Of the first years [%]; empty: all from the first.
    years
        Of operation.

    Returns
    -------
    FloatArray
        [-], (years,).

    Examples
    --------
    >>> ramp((80.0, 90.0), 4).tolist()
    [0.8, 0.9, 1.0, 1.0]
    """
    shares = np.ones(years)
    stated = np.asarray(percent_by_year[:years], dtype=float).reshape(-1) / 100
    shares[: stated.size] = stated
    return shares
