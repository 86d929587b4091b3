"""The tipping fee a project needs: solved for the owners' return and the lenders' cover."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.finance.cash_flow import ProjectCase, cash_flow
from wte_ppp.finance.metrics import dscr, minimum_dscr, npv
from wte_ppp.finance.roots import bracketed_root

__all__ = ["RequiredTippingFee", "required_tipping_fee"]

LOWEST_FEE, HIGHEST_FEE = -500.0, 2000.0


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
        Least DSCR on CFADS after tax in any year.

    Returns
    -------
    RequiredTippingFee
        By bracketed root finding, each draw on its own.

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
        return npv(cash_flow(case, fee).equity, target_equity_irr)

    def spare_cover(fee: FloatArray) -> FloatArray:
        flow = cash_flow(case, fee)
        cover = minimum_dscr(dscr(flow.cfads, flow.senior.service))
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
