"""Rows of a risk analysis that only tell: what was drawn, how often it goes wrong, what to know."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.feasibility.draws import Collected
from wte_ppp.feasibility.origin import STUDY, UNSOURCED
from wte_ppp.feasibility.reading import about
from wte_ppp.feasibility.result import Outcomes
from wte_ppp.feasibility.risk_statistics import probability_of, unknown_draws
from wte_ppp.feasibility.study import Study
from wte_ppp.feasibility.uncertainty import Drawn, Uncertainty
from wte_ppp.messages import Message, Quoted, mark

# Calendar year of service that no fee covers; not defined where there is none.
UNCOVERED = "finance.uncovered_service_year"
REQUIRED = "finance.required_tipping_fee_usd_per_t"


def input_row(drawn: Drawn, values: FloatArray, study: Study) -> dict[str, Any]:
    """Row of `DrawnInput`."""
    spread = drawn.spread
    row = next((row for row in study.inputs if row.path == drawn.path), None)
    source = study.definition.sources.get(spread.source, spread.source)
    low, middle, high = np.percentile(values, [5, 50, 95])
    return {
        "path": drawn.path,
        "unit": row.unit if row else "",
        "spread": spread.in_words,
        "base": drawn.base,
        "p5": low,
        "p50": middle,
        "p95": high,
        "below_base_percent": 100 * float(np.mean(values < drawn.base)),
        "source": Quoted(source, STUDY) if source else UNSOURCED,
        "note": (
            *((Quoted(spread.note, STUDY),) if spread.note else ()),
            *(() if drawn.remark is None else (drawn.remark,)),
        ),
    }


def probabilities_of(
    study: Study, base: Outcomes, simulated: Collected
) -> Iterator[dict[str, Any]]:
    """Rows of `Probability`."""
    risk, finance = study.definition.risk, study.definition.finance
    assert risk is not None

    def plain(value: Any) -> float:
        return float(np.asarray(value).flat[0])

    dscr, irr = "finance.minimum_dscr", "finance.equity_irr_percent"
    fee = "finance.tipping_fee_for_equity_irr_usd_per_t"
    yield probability_of(
        mark("Debt service not covered"),
        mark("Debt service not covered: minimum DSCR below {threshold:max6}"),
        dscr, simulated, "below", 1.0,
    )  # fmt: skip
    stated = risk.lock_up_dscr
    lock_up = plain(finance.owners.lockup_dscr if stated is None else stated)
    if lock_up > 0:
        yield probability_of(
            mark("Distribution lock-up"),
            mark("Distribution lock-up: minimum DSCR below {threshold:max6}"),
            dscr, simulated, "below", lock_up,
        )  # fmt: skip
    target = plain(finance.debt.target_dscr)
    yield probability_of(
        mark("Cover below target"),
        mark("Cover below target: minimum DSCR below {threshold:max6}"),
        dscr, simulated, "below", target,
    )  # fmt: skip
    years, unknown = simulated.outcomes[UNCOVERED], np.any(unknown_draws(UNCOVERED, simulated))
    yield {
        "name": Message("Debt service before the plant earns"),
        "description": Message(
            "Debt service before the plant earns: no tipping fee gives the target DSCR"
        ),
        "path": UNCOVERED,
        "side": "above",
        "threshold": 0.0,
        "percent": np.nan if unknown else 100 * float(np.mean(np.isfinite(years))),
        "undefined_percent": 0.0,  # no such year is an answer
        "undefined_counts": False,
        "not_stated": bool(unknown),
    }
    hurdle = plain(finance.target_equity_irr_percent)
    # Sponsors who lose all have no IRR: that counts as a miss.
    yield probability_of(
        mark("Equity return below target"),
        mark("Equity return below target: equity IRR below {threshold:max6} %"),
        irr, simulated, "below", hurdle, undefined_counts=True,
    )  # fmt: skip
    yield probability_of(
        mark("Project loses value"),
        mark("Project loses value: NPV below {threshold:max6}"),
        "finance.project_npv_usd", simulated, "below", 0.0,
    )  # fmt: skip
    yield probability_of(
        mark("Contract fee too low for the target equity IRR"),
        mark("Contract fee too low for the target equity IRR: required fee above "
             "{threshold:max6} {money}/t"),
        fee, simulated, "above", plain(finance.tipping_fee_usd_per_t),
    )  # fmt: skip


def notes_of(
    study: Study, plan: Uncertainty, base: Outcomes, simulated: Collected, indices: bool
) -> Iterator[Message]:
    """What a reader must know beside the figures."""
    debt = float(np.asarray(base.finance.debt_usd)) / study.money.scale
    if study.definition.risk and study.definition.risk.debt == "sized_anew":
        yield Message(
            "Debt is sized anew in each simulation: probabilities of cover are those of a debt "
            "that lenders would size knowing the simulation (risk.debt)."
        )
    elif debt > 0:
        yield Message(
            "Each simulation has the senior debt and repayment of the base case, {money} {debt} "
            "{scale}, agreed before its outcome is known; sponsors pay cost overruns (risk.debt).",
            debt=debt,
        )
    if indices and study.definition.risk and study.definition.risk.correlations:
        yield Message("Sobol indices and the tornado take the inputs as independent of each other.")
    if any(event.kind == "outage" for event in plan.events):
        yield Message("Outages of single years have no bar in the tornado.")
        stops = study.definition.plant.outages
        yield Message(
            "Outages come on top of the stops of lines and turbines that every year holds "
            "(turbines down {turbine:max1} % of the time without plan, plant.outages): a fault "
            "that is in there must not be an outage here.",
            turbine=float(np.mean(stops.turbine_forced_percent)),
        )
    if not study.definition.risk or not study.definition.risk.correlations:
        yield Message("No correlation is stated: inputs are sampled independently of each other.")
    if np.isnan(debt) and study.definition.risk and study.definition.risk.debt != "sized_anew":
        yield Message(
            "The debt of the base case is not known, and so no simulation has one; write "
            "risk.debt: sized_anew to size it in each."
        )
    uncovered = 100 * float(np.mean(np.isfinite(simulated.outcomes[UNCOVERED])))
    if uncovered:
        yield Message(
            "No tipping fee gives the target DSCR in {percent:.1f} % of simulations: debt service "
            "falls due there while the plant does not earn. The spread of the required fee is that "
            "of the others.",
            percent=uncovered,
        )
    only_uncovered = np.isnan(simulated.outcomes[REQUIRED]) == np.isfinite(
        simulated.outcomes[UNCOVERED]
    )
    told = {UNCOVERED, *([REQUIRED] if np.all(only_uncovered) else [])}
    stated = float(np.asarray(study.definition.finance.tipping_fee_usd_per_t).flat[0])
    needed = float(np.asarray(base.finance.required_tipping_fee_usd_per_t))
    if stated < needed:
        yield Message(
            "Payments of the public are those of the study's tipping fee, {fee} {money}/t; the "
            "base case requires {required}.",
            fee=stated,
            required=needed,
        )
    lost = [
        path
        for path, values in simulated.outcomes.items()
        if path not in told
        and not np.all(np.isfinite(values))
        and not np.any(unknown_draws(path, simulated))
    ]
    if lost:
        yield Message(
            "Not defined in some simulations, and left out there: {outcomes}.",
            outcomes=tuple(about(path)[0] for path in lost),
        )
