"""What a PPP binds the public to pay: direct commitments, and what may come on top."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric, of_amount


@dataclass(frozen=True)
class Commitment:
    """Payment of each year over the draws, USD, (years,)."""

    expected: FloatArray
    p95: FloatArray


def commitment(payment: FloatArray) -> Commitment:
    """Expected payment and the one that 95 % of the draws do not exceed.

    Parameters
    ----------
    payment
        USD, (draws, years).

    Returns
    -------
    Commitment
        By year.

    References
    ----------
    .. [1] IMF and World Bank, PPP Fiscal Risk Assessment Model PFRAM 2.0: User Manual (2019):
       fiscal commitments of a PPP, firm and contingent, by year.

    Examples
    --------
    >>> found = commitment(np.arange(101.0)[:, np.newaxis])
    >>> found.expected.tolist(), found.p95.tolist()
    ([50.0], [95.0])
    """
    return Commitment(np.mean(payment, axis=0), np.percentile(payment, 95, axis=0))


def termination_payment(
    debt: FloatArray, equity_invested: FloatArray, share_of_debt: Numeric, share_of_equity: Numeric
) -> FloatArray:
    """What the public would pay if the contract ended at the end of a period.

    Parameters
    ----------
    debt
        Owed to lenders at the end of the period, USD, (..., periods).
    equity_invested
        Owners' capital paid in and not yet paid back, USD, (..., periods).
    share_of_debt, share_of_equity
        Shares that the contract pays, fractions.

    Returns
    -------
    FloatArray
        USD, (..., periods).

    Examples
    --------
    >>> termination_payment(np.array([50.0]), np.array([30.0]), 1.0, 0.5).tolist()
    [65.0]
    """
    equity = of_amount(share_of_equity, np.maximum(equity_invested, 0.0))
    return np.asarray(of_amount(share_of_debt, debt) + equity)
