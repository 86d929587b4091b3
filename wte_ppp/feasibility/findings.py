"""What a result is held against: requirements, the legal frame, published figures."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias

import numpy as np

from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.origin import STUDY
from wte_ppp.feasibility.outcomes import unit_of, value_at
from wte_ppp.feasibility.result import Check, Comparison, Outcomes, RuleRow
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.messages import Message, Quoted, mark, sentence

Side: TypeAlias = Literal["at_least", "at_most"]

# Rule of the toolkit -> outcome that it limits, and on which side.
LIMITS: Mapping[str, tuple[str, Side]] = {
    "feasibility.min_lhv_mean": ("waste.fired_lhv_mj_per_kg", "at_least"),
    "feasibility.min_lhv_season": ("plant.lowest_season_lhv_mj_per_kg", "at_least"),
    "feasibility.min_waste_supply": ("waste.received_t", "at_least"),
    "feasibility.tanner_max_moisture": ("waste.fired_moisture_percent", "at_most"),
    "feasibility.tanner_max_ash": ("waste.fired_ash_percent", "at_most"),
    "feasibility.tanner_min_combustible": ("waste.fired_combustible_percent", "at_least"),
    "feasibility.min_r1": ("plant.r1", "at_least"),
    "feasibility.min_dscr_senior": ("finance.minimum_dscr", "at_least"),
    "feasibility.max_gearing": ("finance.gearing_percent", "at_most"),
}


THRESHOLDS: Mapping[Side, str] = {
    "at_least": mark("at least {limit:max6}"),
    "at_most": mark("at most {limit:max6}"),
}


def threshold(side: Side, limit: float) -> Message:
    """A limit in words.

    >>> str(threshold("at_least", 1.2))
    'at least 1.2'
    """
    return Message(THRESHOLDS[side], limit=limit)


def checks(
    outcomes: Outcomes, rules: Mapping[str, ResolvedRule], draws: int | None
) -> tuple[Check, ...]:
    """Requirements of the guidance held against the result."""
    rows = []
    for rule_id, (path, side) in LIMITS.items():
        rule = rules.get(rule_id)
        if rule is None or not isinstance(rule.value, float):
            continue
        value = np.asarray(value_at(outcomes, path), dtype=float)
        if path == "waste.received_t":
            value = value[..., 0]
        unknown = path.startswith("finance.") and bool(np.any(np.isnan(outcomes.finance.cfads_usd)))
        if np.all(np.isnan(value)) and not (unknown and _has_debt(outcomes)):
            continue
        meets: Callable[[Any, Any], Any] = np.greater_equal if side == "at_least" else np.less_equal
        rows.append(
            Check.model_validate(
                {
                    "rule": rule_id,
                    "description": rule.about,
                    "found": value[..., np.newaxis] if draws else value,
                    "side": side,
                    "limit": rule.value,
                    "threshold": threshold(side, rule.value),
                    "unit": rule.unit,
                    "passed_share": None
                    if np.all(np.isnan(value)) or (unknown and np.any(np.isnan(value)))
                    else float(np.mean(meets(value, rule.value))),
                    "source": rule.standing,
                },
                context={"draws": draws},
            )
        )
    return tuple(rows)


def _has_debt(outcomes: Outcomes) -> bool:
    """Whether there is senior debt, or it is not known how much."""
    return bool(np.any(np.asarray(outcomes.finance.debt_usd) != 0.0))


def legal_frame(rules: Rules) -> tuple[RuleRow, ...]:
    """Rules of the country, and of its province, on the day, then what they do not know."""
    own = {*rules.profiles, rules.identity}
    national = [rule for rule in rules.values() if rule.origin in own]
    return tuple(
        RuleRow(
            rule=rule.id,
            description=rule.about,
            value=None if rule.value is None else rule.amount(),
            word=rule.value if rule.choices and isinstance(rule.value, str) else None,
            feeds=rule.feeds,
            since=rule.since.isoformat(),
            status="gap" if rule.value is None else rule.status,
            confidence=rule.confidence,
            source=rule.cited,
            note=rule.remark,
        )
        for rule in (*national, *rules.gaps.values())
        if not rule.id.startswith("feasibility.")
    )


def comparisons(
    study: StudyDefinition, outcomes: Outcomes, draws: int | None
) -> tuple[Comparison, ...]:
    """Published figures beside the model's."""
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
                    "description": sentence(str(field.description)),
                    "unit": unit_of(field),
                    "published": published,
                    "model": model[..., np.newaxis] if draws else model,
                    "difference_percent": difference[..., np.newaxis] if draws else difference,
                    "source": Quoted(study.sources.get(figure.source, figure.source), STUDY),
                    "reason": Quoted(figure.reason, STUDY) if figure.reason else None,
                },
                context={"draws": draws},
            )
        )
    return tuple(rows)
