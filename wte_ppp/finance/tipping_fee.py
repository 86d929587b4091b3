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
    between -500 and 2,000 USD/t does. A DSCR that holds at any fee has the fee -500.
    """

    for_equity_irr: FloatArray
    for_dscr: FloatArray

    @property
    def required(self) -> FloatArray:
        """The higher of the two; without debt the one for the owners' return."""
        return np.where(
            np.isnan(self.for_dscr),
            self.for_equity_irr,
            np.maximum(self.for_equity_irr, self.for_dscr),
        )

    @property
    def dscr_binds(self) -> NDArray[np.bool_]:
        """Whether the lenders' cover needs the higher fee."""
        return np.asarray(self.for_dscr > self.for_equity_irr)


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

    Examples
    --------
    See `tests/finance/test_tipping_fee.py` for a case by hand.
    """

    def owners_npv(fee: FloatArray) -> FloatArray:
        return npv(cash_flow(case, fee).equity, target_equity_irr)

    def spare_cover(fee: FloatArray) -> FloatArray:
        flow = cash_flow(case, fee)
        return minimum_dscr(dscr(flow.cfads, flow.senior.service)) - target_minimum_dscr

    at_zero = owners_npv(np.zeros(1))
    low = np.full_like(at_zero, LOWEST_FEE)
    high = np.full_like(at_zero, HIGHEST_FEE)
    for_equity = bracketed_root(owners_npv, low, high)
    covered_at_low = spare_cover(low) >= 0
    for_dscr = np.where(covered_at_low, low, bracketed_root(spare_cover, low, high))
    return RequiredTippingFee(for_equity, for_dscr)
