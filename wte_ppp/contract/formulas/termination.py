"""What the authority pays when the contract ends early, by its cause."""

from collections.abc import Sequence

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric


def force_majeure(
    base_senior_debt: Numeric,
    junior_debt: Numeric,
    junior_interest_paid: Numeric,
    shares: Numeric,
    distributions_paid: Numeric,
    revised_senior_debt: Numeric,
    breakage: Numeric,
) -> FloatArray:
    """End by prolonged force majeure or for want of cover: debt and capital less returns paid.

    Parameters
    ----------
    base_senior_debt, revised_senior_debt
        Senior debt of the base case and as it is, with breakage of hedges [money].
    junior_debt, junior_interest_paid
        Lent, and interest paid on it [money].
    shares, distributions_paid
        Subscribed, and paid out on them [money].
    breakage
        Redundancy and breakage of subcontracts [money].

    Returns
    -------
    FloatArray
        [money]; not below the revised senior debt and breakage.

    References
    ----------
    HM Treasury, Standardisation of PFI Contracts, version 4 (2007), clause 21.3.2.

    Examples
    --------
    80 + max(0, 15 - 9) + max(0, 5 - 8) = 86, above 85; with interest paid of 13 it is 82, below.

    >>> [float(force_majeure(80, 15, paid, 5, 8, 85, 2)) for paid in (9, 13)]
    [88.0, 87.0]
    """
    junior = np.maximum(np.asarray(junior_debt, dtype=float) - junior_interest_paid, 0.0)
    capital = np.maximum(np.asarray(shares, dtype=float) - distributions_paid, 0.0)
    return np.asarray(
        np.maximum(base_senior_debt + junior + capital, revised_senior_debt) + breakage
    )


def operator_made_whole(
    senior_debt: Numeric, breakage: Numeric, equity: Numeric, kept: Numeric
) -> Numeric:
    """End by the authority's default or choice: the operator as if the contract had run on.

    Parameters
    ----------
    senior_debt
        With breakage of hedges [money].
    breakage
        Redundancy and breakage of subcontracts [money].
    equity
        Shares and junior debt by the one method that the contract names [money].
    kept
        Account balances, insurance and other assets that the operator keeps [money].

    Returns
    -------
    Numeric
        [money].

    References
    ----------
    PF2 standard contract (2012), compensation on authority default; World Bank, Guidance on PPP
    Contractual Provisions (2017), section 4.3.1.

    Examples
    --------
    >>> operator_made_whole(80.0, 2.0, 30.0, 5.0)
    107.0
    """
    return senior_debt + breakage + equity - kept


def equity_to_base_irr(flows: Sequence[float] | FloatArray, base_irr: float) -> FloatArray:
    """Equity method (a): the sum that brings the owners' return to the base case up to the day.

    Parameters
    ----------
    flows
        Owners' cash up to the day, paid in negative [money], (..., periods), the last on the day.
    base_irr
        Of the base case, a period [-].

    Returns
    -------
    FloatArray
        [money]; not below zero.

    References
    ----------
    PF2 standard contract (2012), compensation on authority default, method (a).

    Examples
    --------
    100 paid in at 10 %, 30 received after a year: 110 - 30 = 80, a year later 88 less 20.

    >>> round(float(equity_to_base_irr([-100.0, 30.0, 20.0], 0.1)), 6)
    68.0
    """
    money = np.asarray(flows, dtype=float)
    grown = (1 + base_irr) ** np.arange(money.shape[-1] - 1, -1, -1)
    return np.asarray(np.maximum(-np.sum(money * grown, axis=-1), 0.0))


def equity_to_come(distributions: Sequence[float] | FloatArray, base_irr: float) -> FloatArray:
    """Equity method (c): distributions of the base case still to come, at its return.

    Parameters
    ----------
    distributions
        After the day [money], (..., periods), the first one period later.
    base_irr
        Of the base case, a period [-].

    Returns
    -------
    FloatArray
        [money].

    References
    ----------
    PF2 standard contract (2012), compensation on authority default, method (c). Method (b), the
    market's value, needs no formula.

    Examples
    --------
    >>> round(float(equity_to_come([11.0, 12.1], 0.1)), 6)
    20.0
    """
    money = np.asarray(distributions, dtype=float)
    return np.asarray(np.sum(money / (1 + base_irr) ** np.arange(1, money.shape[-1] + 1), axis=-1))


def estimated_fair_value(
    charges: FloatArray, costs: FloatArray, rate: float, cost_of_estimate: Numeric
) -> FloatArray:
    """End by the operator's default without a market: value of what the contract still brings.

    Parameters
    ----------
    charges
        Full yearly charge still to come, no deductions assumed [money], (..., years).
    costs
        To serve to standard with renewals and repairs [money], (..., years).
    rate
        Of discount, nominal [-].
    cost_of_estimate
        Of the authority [money].

    Returns
    -------
    FloatArray
        [money]; below zero the operator owes it.

    References
    ----------
    HM Treasury, Standardisation of PFI Contracts, version 4 (2007), estimated fair value.

    Examples
    --------
    (110 - 44) / 1.1 - 10 = 50.

    >>> round(float(estimated_fair_value(np.array([110.0]), np.array([44.0]), 0.1, 10.0)), 6)
    50.0
    """
    return np.asarray(equity_to_come(np.asarray(charges) - costs, rate) - cost_of_estimate)


def market_value(highest_tender: Numeric, cost_of_tender: Numeric, owed: Numeric) -> Numeric:
    """End by the operator's default with a market: what the next one pays, less costs.

    Parameters
    ----------
    highest_tender
        Highest compliant price for the rest of the contract [money].
    cost_of_tender
        Of the new tender [money].
    owed
        By the operator to the authority [money].

    Returns
    -------
    Numeric
        [money].

    References
    ----------
    HM Treasury, Standardisation of PFI Contracts, version 4 (2007), market value by new tender.

    Examples
    --------
    >>> market_value(60.0, 1.5, 4.0)
    54.5
    """
    return highest_tender - cost_of_tender - owed


def share_of_debt(share: Numeric, senior_debt: Numeric, owed: Numeric) -> Numeric:
    """End by the operator's default where no market exists: a stated share of senior debt.

    Parameters
    ----------
    share
        Of the contract [-].
    senior_debt
        With breakage of hedges [money].
    owed
        By the operator to the authority [money].

    Returns
    -------
    Numeric
        [money].

    References
    ----------
    World Bank, Guidance on PPP Contractual Provisions (2017), section 10.3.2: debt-based option.

    Examples
    --------
    >>> share_of_debt(0.8, 100.0, 5.0)
    75.0
    """
    return share * senior_debt - owed


def lenders_only(senior_debt: Numeric, kept: Numeric) -> Numeric:
    """End by corrupt gifts or a breach of the refinancing rules: lenders are repaid, owners not.

    Parameters
    ----------
    senior_debt
        With breakage of hedges [money].
    kept
        Account balances, insurance and other assets [money].

    Returns
    -------
    Numeric
        [money].

    References
    ----------
    PF2 standard contract (2012), funders' direct agreement, note on clause 3.

    Examples
    --------
    >>> lenders_only(80.0, 5.0)
    75.0
    """
    return senior_debt - kept


def conditions_unmet(
    bid_cost: Numeric, cap: Numeric, inquiry: Numeric, hedges: Numeric
) -> FloatArray:
    """End before a permit or another condition: bid cost up to a cap, inquiry, hedges broken.

    Parameters
    ----------
    bid_cost, cap
        Cost of bid and design, and the contract's cap on it [money].
    inquiry, hedges
        Cost of the inquiry, and of breaking hedges [money].

    Returns
    -------
    FloatArray
        [money].

    References
    ----------
    Norfolk County Council, 7 April 2014: 20.3 + 1.6 + 8.36 = 30.26 million GBP.

    Examples
    --------
    >>> round(float(conditions_unmet(25.0, 20.3, 1.6, 8.36)), 2)
    30.26
    """
    return np.asarray(np.minimum(bid_cost, cap) + np.asarray(inquiry) + hedges)
