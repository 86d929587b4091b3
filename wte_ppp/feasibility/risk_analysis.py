"""How sure a study's result is: Monte Carlo, what moves it, and its scenarios."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from wte_ppp._version import __version__
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.feasibility.agreed_debt import refuse_sizing_inputs, with_agreed_debt
from wte_ppp.feasibility.bound_notes import broken_by, drawn_off, scenario_notes
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.draws import Collected, at_points, collected, outcomes_of
from wte_ppp.feasibility.hanging import hanging
from wte_ppp.feasibility.impossible import undefined
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.outcomes import value_at
from wte_ppp.feasibility.own_money import exchange_of
from wte_ppp.feasibility.reading import about
from wte_ppp.feasibility.result import Outcomes
from wte_ppp.feasibility.result.risk import RISK_SCHEMA, RiskResult
from wte_ppp.feasibility.risk_rows import UNCOVERED, input_row, notes_of, probabilities_of
from wte_ppp.feasibility.risk_statistics import (
    as_known,
    commitment_of,
    fan_of,
    reached_correlation,
    spread_of,
    unknown_draws,
)
from wte_ppp.feasibility.scenarios import scenario_studies
from wte_ppp.feasibility.study import Study
from wte_ppp.feasibility.uncertainty import (
    Uncertainty,
    prepared,
    uncertainty,
)
from wte_ppp.feasibility.unknown import not_stated
from wte_ppp.risk.sampling import BLOCK, probabilities
from wte_ppp.risk.sensitivity import Index, radial_design, rank_correlations, sobol_indices

OUTCOMES = (
    "waste.fired_lhv_mj_per_kg",
    "plant.net_kwh_per_t",
    "plant.exported_mwh_per_year",
    "plant.capacity_use_percent",
    "cost.capex_usd",
    "cost.opex_usd_per_t",
    "finance.tipping_fee_for_equity_irr_usd_per_t",
    "finance.required_tipping_fee_usd_per_t",
    "finance.equity_irr_percent",
    "finance.project_irr_percent",
    "finance.project_npv_usd",
    "finance.minimum_dscr",
    "finance.average_dscr",
    "finance.llcr",
    "finance.lcow_usd_per_t",
    "finance.lcoe_usd_per_mwh",
    "finance.public.present_value_usd",
    "climate.average_reduction_tco2e_per_year",
    "climate.total_reduction_tco2e",
    "climate.total_credits_tco2e",
)
KEY_OUTCOMES = (
    "finance.tipping_fee_for_equity_irr_usd_per_t",
    "finance.equity_irr_percent",
    "finance.minimum_dscr",
    "climate.average_reduction_tco2e_per_year",
)
FANS = (
    "finance.cfads_usd",
    "finance.dscr",
    "finance.public.payment_usd",
    "plant.exported_mwh",
    "climate.reduction_tco2e",
)
# What the public is bound to pay, told as expected and P95 by year.
COMMITMENTS = (
    "finance.public.payment_usd",
    "finance.public.put_or_pay_usd",
    "finance.public.termination_usd",
)
LOW, HIGH = 0.10, 0.90
SOBOL_DRAWS = 1024


@dataclass(frozen=True)
class RiskRun:
    """The result, and the draws it was made of."""

    result: RiskResult
    draws: Collected


def risk_analysis(
    study: Study,
    *,
    draws: int | None = None,
    seed: int | None = None,
    sobol_draws: int = SOBOL_DRAWS,
    workers: int = 1,
    profiles: str | Path | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> RiskRun:
    """Run a study's risk section through its one pipeline.

    Parameters
    ----------
    study
        With a risk section.
    draws, seed
        Left out: those of the study file.
    sobol_draws
        Base samples of the Sobol indices, a power of 2; each factor takes as many runs, and two
        more; 0: no indices.
    workers
        Local processes for the simulations; the result does not depend on their number.
    profiles
        As for `Study.load`, for the scenarios.
    progress
        Called with a word, the simulations done and their total.

    Returns
    -------
    RiskRun
        The same for the same study and seed.

    Raises
    ------
    DocumentError
        Without a risk section; for spreads outside an input's range; for faults of a scenario.

    Notes
    -----
    Simulations run in blocks, so that memory grows only by the outcomes that are kept. Sobol
    indices leave correlations out: the shares of the variance are defined for independent inputs.
    """
    risk = study.definition.risk
    document = study.document
    if risk is None or not (risk.inputs or risk.outages or risk.delays or risk.changes):
        raise DocumentError(
            [Problem(document.path, document.line_of("risk") or 1, "risk", "nothing that is drawn",
                     "a risk section with inputs or events", "see the tutorial on risk")]
        )  # fmt: skip
    count = risk.draws if draws is None else draws
    seeded = risk.seed if seed is None else seed
    say = progress or (lambda word, done, total: None)
    scenarios = scenario_studies(study, profiles)
    base = run_model(study.definition)
    impossible = undefined(base, study.definition)
    if impossible:
        study.run()  # raises with the faults of the base case
    plan = uncertainty(study.definition, lambda path: base_value(base, path), document)
    padded = prepared_study(study, plan, base)

    done = 0

    def ticked(some: int) -> None:
        nonlocal done
        done += some
        say("draws", done, count)

    say("draws", 0, count)
    series = tuple(dict.fromkeys((*FANS, *COMMITMENTS)))
    simulated = collected(
        padded,
        plan,
        count,
        seeded,
        (*OUTCOMES, UNCOVERED),
        series,
        workers=workers,
        progress=ticked,
    )
    known = as_known(simulated)
    say("sensitivity", count, count)
    indices = _indices(padded, plan, seeded, sobol_draws)
    told = list(_scenarios(study, base, scenarios))
    result = {
        "schema": RISK_SCHEMA,
        "name": study.definition.name,
        "package_version": __version__,
        "input_hash": _hash(study),
        "draws": count,
        "seed": seeded,
        "block": BLOCK,
        "method": risk.method,
        "sobol_draws": sobol_draws,
        "inputs": [input_row(drawn, simulated.inputs[drawn.path], study) for drawn in plan.inputs],
        "correlations": [
            {
                "inputs": correlation.inputs,
                "asked": float(np.asarray(correlation.rank).flat[0]),
                "reached": reached_correlation(
                    *[simulated.inputs[name] for name in correlation.inputs]
                ),
            }
            for correlation in risk.correlations
        ],
        "events": [
            {
                "name": event.name,
                "kind": event.kind,
                "probability_percent": 100 * event.probability,
                "draws_percent": 100 * float(np.mean(simulated.happened[event.name] > 0)),
                "times": float(np.mean(simulated.happened[event.name])),
            }
            for event in plan.events
        ],
        "outcomes": [
            spread_of(
                path,
                *about(path),
                number_at(base, path),
                known.outcomes[path],
                tuple(unknown_in(path, base, simulated)),
            )
            for path in OUTCOMES
        ],
        "probabilities": list(probabilities_of(study, base, simulated)),
        "fans": [fan_of(path, *about(path), base, known.fans[path]) for path in FANS],
        "commitments": [
            commitment_of(path, *about(path), base, known.fans[path]) for path in COMMITMENTS
        ],
        "tornado": list(_tornado(padded, plan)),
        "influence": list(_influence(plan, known, indices)),
        "scenarios": told,
        "not_stated": not_stated(study.definition, base),
        "notes": [
            *scenario_notes(told),
            *drawn_off(
                study.rules,
                simulated.inputs,
                exchange_of(study.definition.finance.money, study.rules),
                study.situation,
            ),
            *plan.remarks,
            *notes_of(study, plan, base, simulated, bool(sobol_draws)),
        ],
    }
    found = RiskResult.model_validate(result, context={"draws": None})
    return RiskRun(found.in_money(study.money), simulated)


def check_risk(study: Study, profiles: str | Path | None = None) -> None:
    """Find the faults of a risk section that only a base case shows; run no draws.

    Raises
    ------
    DocumentError
        For spreads in percent that leave an input's range, and for faults of a scenario.
    """
    scenario_studies(study, profiles)
    base = run_model(study.definition)
    plan = uncertainty(study.definition, lambda path: base_value(base, path), study.document)
    prepared_study(study, plan, base)


def prepared_study(study: Study, plan: Uncertainty, base: Outcomes) -> StudyDefinition:
    """The study that is drawn: with a share of hours for each year, and the debt as agreed."""
    padded = prepared(study.definition, plan)
    risk = study.definition.risk
    if risk is None or risk.debt == "sized_anew":
        return padded
    sizes = (size.path for event in plan.events for size in event.sizes)
    refuse_sizing_inputs(padded, [*(drawn.path for drawn in plan.inputs), *sizes], study.document)
    return with_agreed_debt(padded, base)


def base_value(base: Outcomes, path: str) -> float | None:
    """What the base case finds for an input that is left out: the outcome of the same name."""
    value = value_at(base, path)
    return float(value) if isinstance(value, float) and np.isfinite(value) else None


def number_at(base: Outcomes, path: str) -> float:
    """Outcome of a base case."""
    return float(np.asarray(value_at(base, path)))


def unknown_in(path: str, base: Outcomes, simulated: Collected) -> Iterator[str]:
    """Which of base case and draws do not state an outcome, for an input that nobody gave."""
    if hanging(path, base):
        yield "base"
    if np.any(unknown_draws(path, simulated)):
        yield "draws"


def _hash(study: Study) -> str:
    risk = study.definition.risk
    assert risk is not None
    data = {"study": study.input_hash, "risk": risk.model_dump(mode="json")}
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def _tornado(definition: StudyDefinition, plan: Uncertainty) -> Iterator[dict[str, Any]]:
    levels = np.array([LOW, HIGH])
    outages = [event.name for event in plan.events if event.kind == "outage"]
    for factor in plan.factors:
        if factor in outages:
            continue
        draws = plan.at_once(factor, levels)
        ends = outcomes_of(definition, draws.inputs, levels.size)
        values = draws.inputs.get(factor, np.full(2, np.nan))
        for outcome in KEY_OUTCOMES:
            low, high = np.asarray(value_at(ends, outcome), dtype=float)
            yield {
                "outcome": outcome,
                "factor": factor,
                "low_input": values[0],
                "high_input": values[1],
                "at_low": low,
                "at_high": high,
            }


def _indices(
    definition: StudyDefinition, plan: Uncertainty, seed: int, count: int
) -> Mapping[str, Mapping[str, Index]]:
    if not count:
        return {}
    # Apart from the seeds of the blocks, which are the children of the bare seed.
    own_seed = np.random.SeedSequence([seed, 1])
    points = probabilities(count, 2 * plan.dimensions, own_seed, plan.method)
    design = radial_design(points, plan.factors)
    stacked = np.concatenate(list(design.values()))
    results = at_points(definition, plan, stacked, KEY_OUTCOMES)
    result = {}
    for outcome, values in results.items():
        parts = dict(zip(design, values.reshape(len(design), count), strict=True))
        result[outcome] = sobol_indices(parts, own_seed)
    return result


def _influence(
    plan: Uncertainty, simulated: Collected, indices: Mapping[str, Mapping[str, Index]]
) -> Iterator[dict[str, Any]]:
    drawn = {**simulated.inputs, **simulated.happened}
    nan = float("nan")
    for outcome in KEY_OUTCOMES:
        ranks = rank_correlations(drawn, simulated.outcomes[outcome])
        for factor in plan.factors:
            index = indices.get(outcome, {}).get(factor, Index(nan, nan, nan, nan))
            yield {
                "outcome": outcome,
                "factor": factor,
                "rank_correlation": ranks[factor],
                "sobol_first": index.first,
                "sobol_first_half_width": index.first_half_width,
                "sobol_total": index.total,
                "sobol_total_half_width": index.total_half_width,
            }


def _scenarios(
    study: Study, base: Outcomes, scenarios: Mapping[str, Study]
) -> Iterator[dict[str, Any]]:
    risk = study.definition.risk
    assert risk is not None
    if not scenarios:
        return
    yield {
        "name": "base case",
        "changes": {},
        "outcomes": {path: number_at(base, path) for path in OUTCOMES},
        "not_stated": [path for path in OUTCOMES if hanging(path, base)],
    }
    for name, other in scenarios.items():
        outcomes = run_model(other.definition)
        if undefined(outcomes, other.definition):
            other.run()
        yield {
            "name": name,
            "changes": {path: str(value) for path, value in risk.scenarios[name].items()},
            "outcomes": {path: number_at(outcomes, path) for path in OUTCOMES},
            "not_stated": [path for path in OUTCOMES if hanging(path, outcomes)],
            "departs": broken_by(
                study.definition, base, other.definition, outcomes, other.rules, other.situation
            ),
        }
