"""Required fee or grant: what meets the sponsors' target return and the lenders' target DSCR."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.finance.case import ProjectCase
from wte_ppp.finance.cash_flow import cash_flow
from wte_ppp.finance.earning import earns_nothing, first_uncovered_year
from wte_ppp.finance.exchange_rates import in_loan
from wte_ppp.finance.metrics import minimum_dscr, npv
from wte_ppp.finance.roots import bracketed_root

LOWEST_FEE, HIGHEST_FEE = -500.0, 2000.0
# A factor of a driver is looked for between nothing and five times its value.
LARGEST_FACTOR = 5.0
# Above the owners' fee the first one tried for the lenders' cover, USD/t; each step is the double.
FIRST_STEP = 0.25


@dataclass(frozen=True)
class RequiredTippingFee:
    """Fees at the price base, USD/t, (..., 1).

    `required` is the lowest fee that meets both targets, `for_equity_irr` the one that meets the
    owners' alone; NaN where no fee between -500 and 2,000 USD/t does. `for_dscr` is where the cover
    is just met, next to the owners' fee: -500 where it holds at any fee below that one; NaN where
    no fee gives it, where there is no debt, and where the debt is sized so that it always holds.
    `uncovered_year` is the first calendar year whose service no fee covers, for the plant does not
    earn when it falls due; NaN where there is none. With one no fee is `required`.
    """

    for_equity_irr: FloatArray
    for_dscr: FloatArray
    required: FloatArray
    uncovered_year: FloatArray

    @property
    def dscr_binds(self) -> NDArray[np.bool_]:
        """Whether the lenders' cover needs the higher fee."""
        return np.asarray(self.required > self.for_equity_irr)


def required_tipping_fee(
    case: ProjectCase,
    target_equity_irr: Numeric,
    target_minimum_dscr: Numeric,
    per_usd: Numeric = 1.0,
) -> RequiredTippingFee:
    """Lowest tipping fee at which the project meets an equity IRR and a minimum DSCR.

    Parameters
    ----------
    case
        The project.
    target_equity_irr
        Yearly fraction.
    target_minimum_dscr
        Minimum DSCR on CFADS after tax in any twelve months.
    per_usd
        Units of the case's money for one USD, by which the range of fees that is searched grows.

    Returns
    -------
    RequiredTippingFee
        By bracketed root finding, each simulation on its own.

    Notes
    -----
    The equity IRR is met where the owners' NPV at that rate is zero, so that flows without a single
    IRR need no special case.

    Debt that is sized on the cover that is tested, CFADS after tax, keeps it at every fee: a higher
    fee then brings more debt and not more cover, and the owners' fee is the one required. A DSCR
    short of the target by less than a billionth counts as met.

    Service that falls due while the plant does not earn, before a late start or in a year without
    tonnes, is left out of the search. If the fee that covers all other service does not cover it
    too, no fee is said to.

    Elsewhere cover need not rise with the fee: debt sculpted before tax grows with it until a cap
    stops it, losses that a lower fee carries forward save tax of later years, and a tax holiday
    that begins with the first profit begins earlier. Where cover fails at the owners' fee, fees
    above it by 0.25 USD/t, 0.5, 1, 2 and so on are therefore tried in turn, and the fee is found
    between the first that meets it and the one before. A span of fees that meet it between two of
    these, with fees on either side that do not, can be missed.

    Examples
    --------
    See `tests/finance/test_tipping_fee.py` for a case by hand.
    """

    def owners_npv(fee: FloatArray) -> FloatArray:
        return _owners_npv(case, fee, target_equity_irr)

    idle = earns_nothing(case)
    some_idle = bool(np.any(idle))

    def spare_cover(fee: FloatArray) -> FloatArray:
        cover = cash_flow(case, fee).cover
        cover = minimum_dscr(np.where(idle, np.nan, cover) if some_idle else cover)
        return cover - target_minimum_dscr * (1 - 1e-9)

    lowest = np.full_like(owners_npv(np.zeros(1)), LOWEST_FEE) * per_usd
    highest = np.full_like(lowest, HIGHEST_FEE) * per_usd
    for_equity = bracketed_root(owners_npv, lowest, highest, not_negative=True)
    start = np.where(np.isnan(for_equity), highest, for_equity)
    at_start = spare_cover(start)
    met = at_start >= 0
    enough = met | np.isnan(at_start)
    for_dscr = np.full_like(start, np.nan)
    if not np.all(enough):
        above = _first_met(spare_cover, start, at_start, highest)
        for_dscr = np.where(enough, for_dscr, above)
    if np.any(met) and not _sized_on_what_is_tested(case, target_minimum_dscr):
        at_lowest = spare_cover(lowest)
        below = bracketed_root(spare_cover, lowest, start, at_lowest, at_start, not_negative=True)
        for_dscr = np.where(met, np.where(at_lowest >= 0, lowest, below), for_dscr)
    required = np.where(enough | np.isnan(for_equity), for_equity, for_dscr)
    uncovered = np.full_like(required, np.nan)
    if some_idle:
        flow = cash_flow(case, np.where(np.isnan(required), highest, required))
        uncovered = first_uncovered_year(case, flow, idle, target_minimum_dscr)
        covered = np.isnan(uncovered)
        required = np.where(covered, required, np.nan)
        for_dscr = np.where(covered, for_dscr, np.nan)
    return RequiredTippingFee(for_equity, for_dscr, required, uncovered)


def _sized_on_what_is_tested(case: ProjectCase, target: Numeric) -> bool:
    """Whether the debt is sized so that CFADS after tax cover its service as is asked."""
    terms = case.debt
    sized = terms.repayment == "sculpted" or terms.sized_on_dscr
    return sized and terms.sizing == "post_tax" and bool(np.all(target <= terms.target_dscr))


def _first_met(
    spare: Callable[[FloatArray], FloatArray],
    start: FloatArray,
    at_start: FloatArray,
    highest: FloatArray,
) -> FloatArray:
    """Lowest fee above a start that falls short at which a condition holds; NaN if none does."""
    low, at_low = start, at_start
    high, at_high = start, at_start
    seeking = (at_start < 0) & (start < highest)
    step = highest * (FIRST_STEP / HIGHEST_FEE)
    while np.any(seeking):
        trial = np.where(seeking, np.minimum(start + step, highest), start)
        at_trial = spare(trial)
        met = at_trial >= 0
        low = np.where(seeking, high, low)
        at_low = np.where(seeking, at_high, at_low)
        high = np.where(seeking, trial, high)
        at_high = np.where(seeking, at_trial, at_high)
        seeking = seeking & ~met & (trial < highest)
        step = 2 * step
    return bracketed_root(spare, low, high, at_low, at_high, not_negative=True)


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
        added = grant * case.told_as_spent * case.spend_profile
        grants = added if before is None else before + added
        with_grant = replace(case, construction_grants=grants)
        return _owners_npv(with_grant, tipping_fee, target_equity_irr)

    without = owners_npv(np.zeros(1))
    lowest = np.zeros_like(without) + least
    most = np.asarray(case.capex / case.told_as_spent)
    all_of_it = np.broadcast_to(most, without.shape).astype(float)
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
    told = in_loan(cash_flow(case, fee).equity, case.told_in)
    return npv(told, rate, case.timeline.years_from_start)
