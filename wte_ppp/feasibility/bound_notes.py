"""What a reader is told of binding rules: not kept, in a what-if, and beside a range."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.cards import card_of
from wte_ppp.feasibility.bound import (
    HELD,
    bound_inputs,
    bound_rows,
    kept,
    source_of,
    stated_amount,
)
from wte_ppp.feasibility.bound_money import pays_less
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.exchange import Exchange
from wte_ppp.feasibility.origin import STUDY
from wte_ppp.feasibility.own_money import exchange_of
from wte_ppp.feasibility.result import BoundRow, Outcomes
from wte_ppp.field_problems import field_at
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import Bound
from wte_ppp.guidance.schema import Binding
from wte_ppp.guidance.shapes import Situation
from wte_ppp.messages import Message, Quoted, Text, sentence

ROUNDING = 1e-9
# Limits that a study is held against though they bind no value: which side of them is theirs.
LIMITS_OF_LAW: Mapping[str, Binding] = {
    "procurement.state_support_cap": "at_most",
    "procurement.least_equity": "at_least",
    "tax.debt_to_equity": "at_most",
}


def departures(rows: Iterable[BoundRow]) -> Iterator[Message]:
    """Binding rules that a study does not keep, each with clause, demand and the study's amount."""
    for row in rows:
        if row.passed_share is None or row.passed_share == 1:
            continue
        if row.downside and row.stated is not None:
            yield Message(
                "{rule} Here {stated}, less than the price by law, {demand} ({source}): a "
                "downside.",
                rule=row.description, stated=row.stated, demand=row.demand, source=row.source,
            )  # fmt: skip
            continue
        yield (
            Message(
                "{rule} By law {demand} ({source}): not kept.",
                rule=row.description, demand=row.demand, source=row.source,
            )
            if row.stated is None
            else Message(
                "{rule} Here {stated}; by law {demand} ({source}).",
                rule=row.description, stated=row.stated, demand=row.demand, source=row.source,
            )
        )  # fmt: skip


def broken_by(
    study: StudyDefinition,
    base: Outcomes,
    changed: StudyDefinition,
    outcomes: Outcomes,
    rules: Rules,
    situation: Situation | None = None,
) -> tuple[Message, ...]:
    """Binding rules that a changed study does not keep though the study itself does."""
    rows = bound_rows(study, base, rules, (), situation)
    before = {row.rule for row in rows if row.passed_share == 0}
    rows = bound_rows(changed, outcomes, rules, (), situation)
    return tuple(departures(row for row in rows if row.rule not in before))


def beyond(study: StudyDefinition, outcomes: Outcomes, rules: Rules) -> Iterator[Message]:
    """Limits of the law that bind nobody's own value and that a study lies beyond."""
    exchange = exchange_of(study.finance.money, rules)
    for rule_id, binding in LIMITS_OF_LAW.items():
        rule = rules.get(rule_id)
        if rule is None or rule.bounds or not isinstance(rule.value, float):
            continue
        held = HELD[rule_id]
        found = np.asarray(held.of(study, outcomes), dtype=float)
        limit = Bound(binding, rule.value, rule.source, rule.since, rule.origin, rule.unit)
        share, _ = (
            (None, None) if np.any(np.isnan(found)) else kept(rule, limit, found, held, exchange)
        )
        if share is not None and share < 1:
            yield Message(
                "{rule} Here {stated}; the country's rule has {demand} ({source}).",
                rule=rule.about,
                stated=stated_amount(found, exchange.own.unit(held.unit)) or "",
                demand=limit.demand(rule.unit), source=rule.standing,
            )  # fmt: skip


def scenario_notes(scenarios: Iterable[Mapping[str, Any]]) -> Iterator[Message]:
    """That a scenario is no offer, where it does not keep a binding rule."""
    for scenario in scenarios:
        for text in scenario.get("departs", ()):
            yield Message(
                "Scenario {name} is a what-if, not an offer: {text}",
                name=Quoted(scenario["name"], STUDY), text=text,
            )  # fmt: skip


def drawn_off(
    rules: Rules,
    drawn: Mapping[str, FloatArray],
    exchange: Exchange,
    situation: Situation | None = None,
) -> Iterator[Message]:
    """How many of the drawn values of an input do not keep what binds it."""
    for path, rule, bound, held in bound_inputs(rules):
        if path not in drawn:
            continue
        share, _ = kept(rule, bound, drawn[path], held, exchange, situation)
        if share is None:
            continue
        below = pays_less(rule, bound, drawn[path], held.input, held.unit, exchange, situation)
        less = float(np.mean(below))
        if less > 0:
            yield Message(
                "{input}: {percent:max1} % of the drawn values are less than the price by law, "
                "{demand} ({source}): a downside, not an offer.",
                input=_label(path), percent=100 * less,
                demand=bound.demand(rule.unit), source=source_of(bound),
            )  # fmt: skip
        if 1 - share - less > ROUNDING:
            yield Message(
                "{input}: {percent:max1} % of the drawn values are a what-if that no contract can "
                "have; by law {demand} ({source}).",
                input=_label(path), percent=100 * (1 - share - less),
                demand=bound.demand(rule.unit), source=source_of(bound),
            )  # fmt: skip


def range_by_law(path: str, range_from: Message, rules: Rules) -> Message:
    """Where the range of a what-if comes from, and what binds the input by law."""
    for bound_path, rule, bound, _ in bound_inputs(rules):
        if bound_path == path:
            return Message(
                "{range}; by law {demand} ({source}), all else is a what-if",
                range=range_from, demand=bound.demand(rule.unit), source=source_of(bound),
            )  # fmt: skip
    return range_from


def _label(path: str) -> Text:
    field = field_at(StudyDefinition, path.split("."))
    return sentence(card_of(field).label) if field else Quoted(path, STUDY)
