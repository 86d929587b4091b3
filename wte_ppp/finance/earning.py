"""Debt service that falls due while the plant does not earn: no tipping fee covers it."""

import numpy as np

from wte_ppp.arrays import Flags, FloatArray, Numeric
from wte_ppp.finance.case import ProjectCase
from wte_ppp.finance.flow import CashFlow
from wte_ppp.finance.windows import behind

# Tonnes of twelve months below this share of the most are none.
NO_TONNES = 1e-3


def earns_nothing(case: ProjectCase) -> Flags:
    """Twelve months in which the plant starts late, or brings no tonnes that the fee is due for.

    Parameters
    ----------
    case
        The project.

    Returns
    -------
    Flags
        Of the twelve months up to each period's end, (..., periods).

    Notes
    -----
    A fee moves CFADS only with the tonnes it is paid for. Service of the months before a late start
    is earned by none: a fee found on what is left of that year would be paid for twenty years to
    cover a few months once.

    Examples
    --------
    See `tests/finance/test_fee_and_cover.py`.
    """
    line = case.timeline
    running = line.operation_period >= 1
    before_start = running & (line.months_at_end - line.operation_months < case.late_months)
    year = float(line.operation_per_year)
    paid = behind(np.asarray(case.paid_t, dtype=float), year)
    most = np.max(paid, axis=-1, keepdims=True)
    no_tonnes = (paid < NO_TONNES * most) & running
    return np.asarray(no_tonnes | (behind(before_start.astype(float), year) > 0))


def first_uncovered_year(
    case: ProjectCase, flow: CashFlow, nothing: Flags, target_dscr: Numeric
) -> FloatArray:
    """Calendar year of the first service due while the plant earns nothing and not covered.

    Parameters
    ----------
    case, flow
        The project, and its cash flow at the fee that covers all other service.
    nothing
        As returned by `earns_nothing`.
    target_dscr
        Cover that is asked for.

    Returns
    -------
    FloatArray
        (..., 1); NaN where all is covered.
    """
    short = nothing & (flow.cover < target_dscr * (1 - 1e-9))
    first = np.argmax(short, axis=-1)[..., np.newaxis]
    year = case.timeline.calendar_year.astype(float)[first]
    return np.where(np.any(short, axis=-1, keepdims=True), year, np.nan)
