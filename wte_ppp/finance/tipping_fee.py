"""Required fee or grant: what meets the sponsors' target return and the lenders' target DSCR."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.finance.case import ProjectCase
from wte_ppp.finance.cash_flow import cash_flow
from wte_ppp.finance.metrics import minimum_dscr, npv
from wte_ppp.finance.roots import bracketed_root

LOWEST_FEE, HIGHEST_FEE = -500.0, 2000.0
# A factor of a driver is looked for between nothing and five times its value.
LARGEST_FACTOR = 5.0


@dataclass(frozen=True)
class RequiredTippingFee:
    """Fees at the price base, USD/t, (..., 1).

    `for_equity_irr` and `for_dscr` reach each target alone, `required` both; NaN where no fee
    between -500 and 2,000 USD/t does. A DSCR that holds at any fee has the fee -500; `for_dscr` is
    NaN too where there is no debt, at any fee or at the lowest ones.
    """

    for_equity_irr: FloatArray
    for_dscr: FloatArray
    required: FloatArray

    @property
    def dscr_binds(self) -> NDArray[np.bool_]:
        """Whether the lenders' cover needs the higher fee."""
        return np.asarray(self.required > self.for_equity_irr)


def required_tipping_fee(
    case: ProjectCase, target_equity_irr: Numeric, target_minimum_dscr: Numeric
) -> RequiredTippingFee:
    """Tipping fee at which the project meets an equity IRR and a minimum DSCR.

    Parameters
    ----------
    case
        The project.
    target_equity_irr
        Yearly fraction.
    target_minimum_dscr
        Minimum DSCR on CFADS after tax in any twelve months.

    Returns
    -------
    RequiredTippingFee
        By bracketed root finding, each simulation on its own.

    Notes
    -----
    The equity IRR is met where the owners' NPV at that rate is zero, so that flows without a single
    IRR need no special case.

    Sculpted debt grows with the fee until a cap stops it, so that cover after tax need not rise
    with the fee. The fee for the DSCR is therefore looked for above the owners' fee only if cover
    fails there. A DSCR short of the target by less than a billionth counts as met: sculpting
    without tax keeps it exactly.

    Examples
    --------
    See `tests/finance/test_tipping_fee.py` for a case by hand.
    """

    def owners_npv(fee: FloatArray) -> FloatArray:
        return _owners_npv(case, fee, target_equity_irr)

    def spare_cover(fee: FloatArray) -> FloatArray:
        cover = minimum_dscr(cash_flow(case, fee).cover)
        return cover - target_minimum_dscr * (1 - 1e-9)

    lowest = np.full_like(owners_npv(np.zeros(1)), LOWEST_FEE)
    highest = np.full_like(lowest, HIGHEST_FEE)
    for_equity = bracketed_root(owners_npv, lowest, highest)
    start = np.where(np.isnan(for_equity), highest, for_equity)
    at_start = spare_cover(start)
    met = at_start >= 0
    low, high = np.where(met, lowest, start), np.where(met, start, highest)
    for_dscr = np.where(spare_cover(low) >= 0, low, bracketed_root(spare_cover, low, high))
    enough = met | np.isnan(at_start)
    required = np.where(enough | np.isnan(for_equity), for_equity, for_dscr)
    return RequiredTippingFee(for_equity, for_dscr, required)


def required_grant(
    case: ProjectCase, tipping_fee: Numeric, target_equity_irr: Numeric, least: Numeric = 0.0
) -> FloatArray:
    """Further grant, paid with the spending, at which the sponsors earn their return at a fee.

    Parameters
    ----------
    case
        The project.
    tipping_fee
        At the price base, USD/t.
    target_equity_irr
        Yearly fraction.
    least
        Minimum grant that is searched, USD; below 0: grants there are that could be missed.

    Returns
    -------
    FloatArray
        USD, (..., 1); 0 where none is needed or, with `least` below 0, NaN where not even that is;
        NaN where a grant of all capital cost is not enough.

    Examples
    --------
    See `tests/finance/test_tipping_fee.py` for a case by hand.
    """
    before = case.construction_grants

    def owners_npv(grant: FloatArray) -> FloatArray:
        added = grant * case.spend_profile
        grants = added if before is None else before + added
        with_grant = replace(case, construction_grants=grants)
        return _owners_npv(with_grant, tipping_fee, target_equity_irr)

    without = owners_npv(np.zeros(1))
    lowest = np.zeros_like(without) + least
    all_of_it = np.broadcast_to(np.asarray(case.capex), without.shape).astype(float)
    root = bracketed_root(owners_npv, lowest, all_of_it)
    return np.where((without >= 0) & (lowest >= 0), 0.0, root)


def switching_factor(
    scaled: Callable[[FloatArray], ProjectCase],
    tipping_fee: Numeric,
    target_equity_irr: Numeric,
) -> FloatArray:
    """Factor on a driver at which the sponsors just earn their return: its switching value.

    Parameters
    ----------
    scaled
        The project with the driver multiplied by a factor (..., 1).
    tipping_fee
        At the price base, USD/t.
    target_equity_irr
        Yearly fraction.

    Returns
    -------
    FloatArray
        (..., 1), between 0 and 5; NaN where no factor does.

    Notes
    -----
    Of several factors the one nearest to 1 on the side where the return is met or missed is not
    looked for: the bracket is 0 to 1 or 1 to 5, whichever holds a change of sign, below 1 first.

    Examples
    --------
    See `tests/finance/test_tipping_fee.py` for a case by hand.
    """

    def owners_npv(factor: FloatArray) -> FloatArray:
        return _owners_npv(scaled(factor), tipping_fee, target_equity_irr)

    ones = np.ones_like(owners_npv(np.ones(1)))
    below = bracketed_root(owners_npv, 0 * ones + 1e-6, ones)
    above = bracketed_root(owners_npv, ones, LARGEST_FACTOR * ones)
    return np.where(np.isnan(below), above, below)


def _owners_npv(case: ProjectCase, fee: Numeric, rate: Numeric) -> FloatArray:
    return npv(cash_flow(case, fee).equity, rate, case.timeline.years_from_start)
