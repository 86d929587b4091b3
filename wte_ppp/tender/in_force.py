"""The procedure in force: the guidance's, the tender's own rules, and what follows from them."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from wte_ppp.guidance.procedure import PROCEDURE, Procedure, procedure_of
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import Link, Override, ResolvedRule
from wte_ppp.guidance.steps import ALWAYS, Step, opened_together, with_steps
from wte_ppp.messages import Message
from wte_ppp.tender.country import filling
from wte_ppp.tender.definition.tender import TenderDefinition

STEPS, ACTION = f"{PROCEDURE}.steps", f"{PROCEDURE}.abnormally_low_action"
LINE = f"{PROCEDURE}.abnormally_low_percent_of_estimate"
SENSE, SPREAD = f"{PROCEDURE}.abnormally_low_sense", f"{PROCEDURE}.abnormally_low_spread"


def with_unset(rules: Rules, own: Mapping[str, Any]) -> Rules:
    """Rules in which a tender may also state what its guidance says nothing of.

    Every part of a procedure can be stated; a name that no procedure has stays unknown.
    """
    known = {f"{PROCEDURE}.{key}" for key in Procedure.model_fields}
    unset = {key: _unset(key, rules) for key in own if key in known - {*rules, *rules.gaps}}
    return replace(rules, gaps=MappingProxyType({**rules.gaps, **unset}))


def _unset(rule_id: str, rules: Rules) -> ResolvedRule:
    return ResolvedRule(
        id=rule_id, description="", value=None, unit="%" if rule_id.endswith("_percent") else "",
        binding="free", since=rules.day, until=None, reference=None, status="practice",
        confidence="K", reviewed="", note="", feeds=None, choices=(),
        chain=(Link(rules.identity, None, rules.day),), about=Message("stated by the tender alone"),
        remark=None,
    )  # fmt: skip


def in_force(rules: Rules, definition: TenderDefinition) -> tuple[Rules, Procedure]:
    """Rules and procedure of a tender, with what its other parts bring along.

    Steps that the tender's file asks for are added to the guidance's list, and those that have
    nothing to do are left out, unless the tender lists its steps itself. Its own single envelope is
    opened whole. Who rejects low prices by
    rule sets a minimum price: what is below is out, unless the tender says otherwise.
    """
    by = f"tender {definition.id}"
    changed: dict[str, Any] = {}
    procedure = procedure_of(rules)
    if not own(rules, STEPS):
        needed, idle = steps_asked(procedure, definition)
        steps = with_steps(procedure.steps, needed, idle)
        if own(rules, f"{PROCEDURE}.envelopes") and procedure.envelopes == 1:
            steps = opened_together(steps)
        if steps != procedure.steps:
            changed[STEPS] = steps
    rejecting = own(rules, ACTION) and procedure.abnormally_low_action == "reject"
    if rejecting and not own(rules, SENSE) and procedure.abnormally_low_sense != "below":
        changed[SENSE] = "below"
    by_country = any(mine.id == LINE for _, mine in filling(rules))
    if by_country and SENSE not in rules and procedure.abnormally_low_sense != "below":
        changed[SENSE] = "below"  # The outline asks for the share below which a price is examined.
    spread = definition.price.abnormally_low_spread
    if spread is not None and not own(rules, SPREAD) and spread != procedure.abnormally_low_spread:
        changed[SPREAD] = spread
    percent = rules.get(f"{PROCEDURE}.technical_minimum_percent")
    points = own(rules, f"{PROCEDURE}.technical_minimum_points")
    if points and percent is not None and percent.override is None and not percent.bounds:
        rules = without(rules, percent.id)
        procedure = procedure_of(rules)
    if not changed:
        return rules, procedure
    base = with_unset(rules, changed)
    bodies = {key: base.gaps.get(key) or base[key] for key in changed}
    derived = base.with_rules(
        {
            key: replace(bodies[key], value=value, override=Override(by, bodies[key].value))
            for key, value in changed.items()
        }
    )
    return derived, procedure_of(derived)


def without(rules: Rules, rule_id: str) -> Rules:
    """Rules less one that another takes the place of."""
    left = {key: rule for key, rule in rules.items() if key != rule_id}
    return replace(rules, rules=MappingProxyType(left))


def own(rules: Rules, rule_id: str) -> bool:
    """Whether the tender itself states a rule."""
    return rule_id in rules and rules[rule_id].override is not None


def steps_asked(procedure: Procedure, definition: TenderDefinition) -> tuple[set[Step], set[Step]]:
    """Steps that a tender needs, and those that would have nothing to do."""
    lines = (
        procedure.abnormally_low_percent_of_estimate,
        procedure.abnormally_low_deviations,
        procedure.abnormally_low_test,
    )
    asked: dict[Step, bool] = {
        "minimums": bool(definition.minimums),
        "arithmetic_correction": bool(definition.price.schedules),
        "currency": definition.fx is not None,
        "adders": bool(definition.price.adders) and procedure.adders,
        "abnormally_low": any(line is not None for line in lines),
        "standstill": bool(procedure.standstill_days),
    }
    idle: set[Step] = set() if procedure.adders else {"adders"}
    if not definition.price.schedules:
        idle.add("arithmetic_correction")  # there is nothing that could not add up
    return {*ALWAYS, *(step for step, needed in asked.items() if needed)}, idle
