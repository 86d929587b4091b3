"""Whether a figure that is none hangs on an input that nobody gave, or is not defined."""

import numpy as np

from wte_ppp.feasibility.outcomes import ResultSection, value_at
from wte_ppp.feasibility.result import ClimateResult, FinanceResult, Outcomes
from wte_ppp.feasibility.result.finance_parts import FundsResult, LendersResult, OwnersResult

# Of the senior debt: without one they are not defined.
COVER = ("minimum_dscr", "average_dscr", "llcr", "tipping_fee_for_dscr_usd_per_t")


def hangs_on_unknown(part: ResultSection, name: str) -> bool:
    """Whether a figure that is NaN is so for an input that nobody gave.

    Others are not defined: cover of no debt, a rate of return that is none.
    """
    if isinstance(part, FinanceResult):
        no_debt = not np.any(part.debt_usd) and name in COVER
        return bool(np.any(np.isnan(part.cfads_usd))) and not no_debt
    if isinstance(part, ClimateResult):
        if "credits" in name and np.any(np.isnan(part.total_credits_tco2e)):
            return True
        return bool(np.any(np.isnan(part.reduction_tco2e)) or np.any(np.isnan(part.usual_tco2e)))
    if isinstance(part, LendersResult):
        return bool(np.any(np.isnan(part.support_usd)))
    if isinstance(part, OwnersResult):
        return bool(np.any(np.isnan(part.paid_out_usd)))
    return isinstance(part, FundsResult)


def hanging(path: str, outcomes: Outcomes) -> bool:
    """Whether an outcome at its dotted path is NaN for an input that nobody gave.

    Others are not defined: cover of no debt, a rate of return that is none.
    """
    value = value_at(outcomes, path)
    if not isinstance(value, float | np.ndarray) or not np.any(np.isnan(value)):
        return False
    section, *within, name = path.split(".")
    parts = [getattr(outcomes, section)]
    for inner in within:
        parts.append(getattr(parts[-1], inner, None))
    return any(hangs_on_unknown(part, name) for part in parts)
