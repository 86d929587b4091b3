"""What a result is held against: guidance's requirements, published figures, what is undefined."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.model import Outcomes
from wte_ppp.feasibility.outcomes import unit_of
from wte_ppp.feasibility.result import Check, Comparison, PlantResult, RuleRow
from wte_ppp.guidance.resolve import CONFIDENCE, ResolvedRule, Rules
from wte_ppp.guidance.values import amount

# Rule of the toolkit -> outcome that it limits, and on which side.
LIMITS: Mapping[str, tuple[str, str]] = {
    "feasibility.min_lhv_mean": ("waste.fired_lhv_mj_per_kg", "at least"),
    "feasibility.min_waste_supply": ("waste.received_t", "at least"),
    "feasibility.tanner_max_moisture": ("waste.fired_moisture_percent", "at most"),
    "feasibility.tanner_max_ash": ("waste.fired_ash_percent", "at most"),
    "feasibility.tanner_min_combustible": ("waste.fired_combustible_percent", "at least"),
    "feasibility.min_r1": ("plant.r1", "at least"),
    "feasibility.min_dscr_senior": ("finance.minimum_dscr", "at least"),
    "feasibility.max_gearing": ("finance.gearing_percent", "at most"),
}


LARGE = 1e6


def value_at(outcomes: Outcomes, path: str) -> Any:
    """Outcome at a dotted place such as "finance.public.payment_usd"; None if there is none."""
    section, *names = path.split(".")
    part: Any = getattr(outcomes, section, None) if names else None
    for name in names:
        if isinstance(part, Mapping):
            part = part.get(name)
        elif part is not None:
            part = getattr(part, name) if name in getattr(type(part), "model_fields", {}) else None
    return part


def checks(
    outcomes: Outcomes, rules: Mapping[str, ResolvedRule], draws: int | None
) -> tuple[Check, ...]:
    """Requirements of the guidance held against the result.

    Parameters
    ----------
    outcomes
        As computed.
    rules
        Rules in force.
    draws
        Number of draws, None for one case.

    Returns
    -------
    tuple[Check, ...]
        In the order of the table of limits; an outcome that is not defined (no debt) is left out.
    """
    found = []
    for rule_id, (path, side) in LIMITS.items():
        rule = rules.get(rule_id)
        if rule is None or not isinstance(rule.value, float):
            continue
        value = np.asarray(value_at(outcomes, path), dtype=float)
        if path == "waste.received_t":
            value = value[..., 0]
        if np.all(np.isnan(value)):
            continue
        meets: Callable[[Any, Any], Any] = np.greater_equal if side == "at least" else np.less_equal
        found.append(
            Check.model_validate(
                {
                    "rule": rule_id,
                    "description": rule.description,
                    "found": value[..., np.newaxis] if draws else value,
                    "threshold": f"{side} {rule.value:g}",
                    "unit": rule.unit,
                    "passed_share": float(np.mean(meets(value, rule.value))),
                    "source": f"{rule.source} ({rule.origin}; {rule.status}, "
                    f"{CONFIDENCE[rule.confidence]})",
                },
                context={"draws": draws},
            )
        )
    return tuple(found)


def legal_frame(rules: Rules) -> tuple[RuleRow, ...]:
    """The country's own rules as they stand on the day, then what its profile does not know.

    Parameters
    ----------
    rules
        In force on the study's day; those of the toolkit beneath are left out.

    Returns
    -------
    tuple[RuleRow, ...]
        In the order of their names.
    """
    own = [rule for rule in rules.values() if rule.origin == rules.identity]
    return tuple(
        RuleRow(
            rule=rule.id,
            description=rule.description,
            value=_in_words(rule),
            since=rule.since.isoformat(),
            status="gap" if rule.value is None else rule.status,
            confidence=rule.confidence,
            source=rule.source,
            note=rule.note,
        )
        for rule in (*own, *rules.gaps.values())
        if not rule.id.startswith("feasibility.")
    )


def _in_words(rule: ResolvedRule) -> str:
    """Value with its unit; large sums of money with their zeros."""
    if rule.value is None:
        return ""
    if isinstance(rule.value, float) and abs(rule.value) >= LARGE:
        return f"{rule.value:,.0f} {rule.unit}".rstrip()
    return amount(rule.value, rule.unit)


def comparisons(
    study: StudyDefinition, outcomes: Outcomes, draws: int | None
) -> tuple[Comparison, ...]:
    """Published figures beside the model's.

    Parameters
    ----------
    study
        With its published figures, each named by an outcome.
    outcomes
        As computed.
    draws
        Number of draws, None for one case.

    Returns
    -------
    tuple[Comparison, ...]
        Difference is (model - published) / published.
    """
    rows = []
    for path, figure in study.published.items():
        section, _, name = path.partition(".")
        field = type(getattr(outcomes, section)).model_fields[name]
        published = float(np.asarray(figure.value).flat[0])
        model = np.asarray(value_at(outcomes, path), dtype=float)
        difference = 100 * (model - published) / (published or np.nan)
        rows.append(
            Comparison.model_validate(
                {
                    "figure": path,
                    "description": field.description,
                    "unit": unit_of(field),
                    "published": published,
                    "model": model[..., np.newaxis] if draws else model,
                    "difference_percent": difference[..., np.newaxis] if draws else difference,
                    "source": study.sources.get(figure.source, figure.source),
                    "reason": figure.reason,
                },
                context={"draws": draws},
            )
        )
    return tuple(rows)


def undefined(outcomes: Outcomes, study: StudyDefinition) -> list[tuple[str, str, str, str]]:
    """Inputs that together describe no possible plant: field, found, allowed, what to do."""
    found: list[tuple[str, str, str, str]] = []
    waste, plant, finance = outcomes.waste, outcomes.plant, outcomes.finance
    if np.any(np.asarray(finance.grant_usd) > np.asarray(outcomes.cost.capex_usd)):
        found.append(
            (
                "finance.grant.amount_usd",
                f"a grant of {_shown(finance.grant_usd)} USD",
                f"at most the capital cost, {_shown(outcomes.cost.capex_usd)} USD",
                "correct the grant or its rate",
            )
        )
    short = np.asarray(finance.equity_usd) < -1e-6 * np.asarray(finance.total_uses_usd)
    if np.any(short) and not found:
        given = (
            ("finance.concessional.amount_usd", study.finance.concessional.amount_usd),
            ("finance.grant.viability_gap_usd", study.finance.grant.viability_gap_usd),
            ("finance.grant.central_support_usd", study.finance.grant.central_support_usd),
        )
        largest = max(given, key=lambda pair: float(np.max(pair[1])))[0]
        found.append(
            (
                largest,
                f"loans and grants above all uses of {_shown(finance.total_uses_usd)} USD, so that "
                f"owners would pay in {_shown(finance.equity_usd)} USD",
                "concessional loan and grants of at most all uses",
                "lower one of them",
            )
        )
    if np.any(np.isnan(waste.fired_lhv_mj_per_kg)):
        found.append(
            (
                "waste.bunker_leachate_percent",
                _shown(study.waste.bunker_leachate_percent),
                f"less than the waste's moisture, {_shown(waste.moisture_percent)} %",
                "lower the leachate or correct the moisture",
            )
        )
    elif np.any(np.asarray(waste.fired_lhv_mj_per_kg) <= 0):
        found.append(
            (
                "waste",
                f"waste with an LHV of {_shown(waste.fired_lhv_mj_per_kg)} MJ/kg as fired",
                "waste that burns",
                "check composition and moisture",
            )
        )
    elif np.any(np.asarray(plant.lhv_max_mj_per_kg) <= np.asarray(plant.lhv_min_mj_per_kg)):
        found.append(
            (
                "plant.lhv_max_mj_per_kg",
                f"a highest LHV of {_shown(plant.lhv_max_mj_per_kg)} MJ/kg",
                f"more than the lowest, {_shown(plant.lhv_min_mj_per_kg)} MJ/kg",
                "correct the furnace's limits or its design LHV",
            )
        )
    elif np.any(_no_firing_area(plant)):
        found.append(
            (
                "plant.lhv_max_mj_per_kg",
                f"waste of {_shown(plant.lhv_min_mj_per_kg)} to {_shown(plant.lhv_max_mj_per_kg)} "
                "MJ/kg, which no throughput and heat within a line's limits meet",
                f"a range that meets {_shown(_leanest(plant))} to {_shown(_richest(plant))} MJ/kg, "
                "which lowest heat at full throughput and full heat at lowest throughput take",
                "widen the heating values, or lower the lowest throughput and heat of a line",
            )
        )
    elif np.any(np.isnan(plant.boiler_efficiency_percent)):
        found.append(
            (
                "plant.excess_air_ratio",
                f"no heat balance of the boiler at {_shown(study.plant.excess_air_ratio)}",
                "a boiler that gives heat",
                "check excess air and flue gas exit",
            )
        )
    elif np.any(np.isnan(plant.gross_mw)):
        found.append(
            (
                "plant.steam_pressure_bar",
                f"no steam cycle with {_shown(waste.fired_lhv_mj_per_kg)} MJ/kg as fired: "
                f"{_shown(study.plant.steam_pressure_bar)} bar, "
                f"{_shown(study.plant.steam_temperature_c)} °C, "
                f"extraction {_shown(study.plant.extraction_bar)} bar, "
                f"feedwater {_shown(study.plant.feedwater_c)} °C, "
                f"air preheat {_shown(study.plant.air_preheat_c)} °C from "
                f"{_shown(study.plant.air_preheat_steam_bar)} bar",
                "superheated steam; condenser < extraction < live steam pressure; extraction hot "
                "enough for the feedwater, preheat steam hot enough for the air; waste that gives "
                "the heat for both",
                "correct the steam parameters or the waste",
            )
        )
    elif np.any(np.isnan(plant.gross_with_heat_mw)):
        heat = study.plant.heat
        drawn = "none" if heat is None else f"{_shown(heat.supplied_mw)} MW"
        found.append(
            (
                "plant.heat.supplied_mw",
                f"{drawn} of heat, more than the turbine's steam gives, or steam too cold for it",
                f"less than the heat that is left behind the turbine, {_shown(rejected(outcomes))} "
                "MW, and an extraction between condenser and live steam that boils above the "
                "returning water",
                "lower the heat or raise plant.heat.steam_bar",
            )
        )
    return found


def _leanest(plant: PlantResult) -> Any:
    """Heating value at which full throughput gives the lowest heat of a line [MJ/kg]."""
    return 3.6 * np.asarray(plant.line_lowest_mw) / np.asarray(plant.line_t_per_h)


def _richest(plant: PlantResult) -> Any:
    """Heating value at which the lowest throughput gives full heat [MJ/kg]; infinite for none."""
    lowest = np.asarray(plant.line_lowest_t_per_h, dtype=float)
    heat = 3.6 * np.asarray(plant.line_mw) / np.where(lowest > 0.0, lowest, 1.0)
    return np.where(lowest > 0.0, heat, np.inf)


def _no_firing_area(plant: PlantResult) -> Any:
    """Whether the limits of a line leave no throughput and heat at which it runs."""
    lean, rich = np.asarray(plant.lhv_min_mj_per_kg), np.asarray(plant.lhv_max_mj_per_kg)
    return (_leanest(plant) >= rich) | (_richest(plant) <= lean)


def rejected(outcomes: Outcomes) -> Any:
    """Heat to the condenser without heat for buyers [MW]."""
    return outcomes.plant.energy_balance_mw["condenser_mw"]


def _shown(value: Any) -> str:
    array = np.asarray(value, dtype=float)
    finite = array[np.isfinite(array)]
    if not finite.size:
        return "an undefined value"
    if finite.size == 1:
        return f"{finite.item():.4g}"
    return f"{finite.min():.4g} to {finite.max():.4g}"
