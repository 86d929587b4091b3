"""Interest that tax law does not let be deducted: a share of EBITDA, the excess carried forward."""

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.finance.tax import TaxRules, loss_relief


def limits_interest(rules: TaxRules) -> bool:
    """Whether the rules hold back any interest at all."""
    return bool(np.any(np.isfinite(rules.interest_limit)))


def not_deducted(interest: FloatArray, ebitda: FloatArray, rules: TaxRules) -> FloatArray:
    """Net interest of each year that is not deducted, less that of earlier years which now is.

    Parameters
    ----------
    interest
        Interest paid on all loans less interest earned, USD, (..., years).
    ebitda
        Revenue less operating cost, USD, (..., years).
    rules
        The country's rules.

    Returns
    -------
    FloatArray
        USD, (..., years): added to the profit; negative where excess of earlier years is deducted.

    Notes
    -----
    An excess stands in a queue as a loss does, oldest first, and is deducted in later years as far
    as these stay below their own limit.

    References
    ----------
    .. [1] OECD, Limiting Base Erosion Involving Interest Deductions and Other Financial Payments,
       Action 4 (2016 update), chapter 6: the fixed ratio rule on net interest and tax EBITDA, and
       chapter 8: disallowed interest carried forward.

    Examples
    --------
    30 % of 100 is 30: of 40 in the first year 10 are held back, of which the second takes 10.

    >>> rules = TaxRules(0.2, 0.2, 0, 0, 0, 1, 5, interest_limit=0.3, interest_carry_years=5)
    >>> interest = np.array([40.0, 20.0, 20.0])
    >>> not_deducted(interest, np.array([100.0, 100.0, 100.0]), rules).tolist()
    [10.0, -10.0, 0.0]
    """
    limit: Numeric = np.where(np.isfinite(rules.interest_limit), rules.interest_limit, 0.0)
    room = limit * np.maximum(ebitda, 0.0) - interest
    held_back = np.maximum(-room, 0.0) - loss_relief(room, rules.interest_carry_years)
    return np.where(np.isfinite(rules.interest_limit), held_back, 0.0)
