"""Rows of a risk analysis that only tell: what was drawn, how often it goes wrong, what to know."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.feasibility.draws import Collected
from wte_ppp.feasibility.model import Outcomes
from wte_ppp.feasibility.risk_statistics import probability_of
from wte_ppp.feasibility.study import Study
from wte_ppp.feasibility.uncertainty import Uncertainty


def input_row(one: Any, values: FloatArray, study: Study) -> dict[str, Any]:
    """Row of `DrawnInput`."""
    spread = one.spread
    row = next((row for row in study.inputs if row.path == one.path), None)
    source = study.definition.sources.get(spread.source, spread.source)
    low, middle, high = np.percentile(values, [5, 50, 95])
    return {
        "path": one.path,
        "unit": row.unit if row else "",
        "spread": spread.in_words,
        "base": one.base,
        "p5": low,
        "p50": middle,
        "p95": high,
        "below_base_percent": 100 * float(np.mean(values < one.base)),
        "source": source or "assumption: stated without a source",
        "note": " ".join(part for part in (spread.note, one.remark) if part),
    }


def probabilities_of(study: Study, base: Outcomes, found: Collected) -> Iterator[dict[str, Any]]:
    """Rows of `Probability`."""
    risk, finance = study.definition.risk, study.definition.finance
    assert risk is not None

    def plain(value: Any) -> float:
        return float(np.asarray(value).flat[0])

    dscr, irr = "finance.minimum_dscr", "finance.equity_irr_percent"
    fee = "finance.tipping_fee_for_equity_irr_usd_per_t"
    yield probability_of("Debt service not covered: lowest DSCR", dscr, found, "below", 1.0)
    stated = risk.lock_up_dscr
    lock_up = plain(finance.owners.lockup_dscr if stated is None else stated)
    if lock_up > 0:
        yield probability_of("Dividends locked up: lowest DSCR", dscr, found, "below", lock_up)
    target = plain(finance.debt.target_dscr)
    yield probability_of("Less cover than asked for: lowest DSCR", dscr, found, "below", target)
    hurdle = plain(finance.target_equity_irr_percent)
    # Owners who lose all have no IRR: that counts as a miss.
    yield probability_of(
        "Owners' target missed: equity IRR", irr, found, "below", hurdle, undefined_counts=True
    )
    yield probability_of("Project loses value: NPV", "finance.project_npv_usd", found, "below", 0.0)
    yield probability_of(
        "Fee of the contract too low for the owners' target: fee needed", fee, found, "above",
        plain(finance.tipping_fee_usd_per_t),
    )  # fmt: skip


def notes_of(
    study: Study, plan: Uncertainty, base: Outcomes, found: Collected, indices: bool
) -> Iterator[str]:
    """What a reader must know beside the figures."""
    debt = float(np.asarray(base.finance.debt_usd)) / 1e6
    if study.definition.risk and study.definition.risk.debt == "sized_anew":
        yield (
            "Debt is sized anew in each draw: probabilities of its cover are those of a debt that "
            "lenders would size knowing the draw (risk.debt)."
        )
    elif debt > 0:
        yield (
            f"Each draw has the senior debt of the base case, USD {debt:.3g} million, and its "
            "repayment, as agreed before the draw is known; owners pay what costs more (risk.debt)."
        )
    if indices and study.definition.risk and study.definition.risk.correlations:
        yield "Sobol indices and the tornado take the inputs as independent of each other."
    if any(event.kind == "outage" for event in plan.events):
        yield "Outages of single years have no bar in the tornado."
    if not study.definition.risk or not study.definition.risk.correlations:
        yield "No correlation is stated: inputs are drawn independently of each other."
    lost = [path for path, values in found.outcomes.items() if not np.all(np.isfinite(values))]
    if lost:
        yield f"Not defined in some draws, and left out there: {', '.join(lost)}."
