"""What a reader of a result must know of the country's rules behind its inputs."""

from collections.abc import Iterable, Iterator, Mapping

from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.filling import Unfilled
from wte_ppp.feasibility.methodology import on_methodology
from wte_ppp.feasibility.origin import Origin
from wte_ppp.feasibility.unknown import SHARED_REVENUE, shares_revenue
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.messages import Message

# Inputs that rules inform without filling them, where the study does not give them.
RELATED: Mapping[str, tuple[str, ...]] = {
    "finance.power_tariff_usd_per_kwh": ("tariff.waste_to_power",),
    "finance.tipping_fee_usd_per_t": ("wte.tipping_fee",),
    "finance.contract_years": ("wte.concession_years", "tariff.contract_term"),
    "finance.uses.vat_percent": ("tax.vat_rate",),
    "finance.tax.exempt_years": ("tax.cit_holiday",),
}


def on_guidance(
    rules: Rules,
    overridden: Mapping[str, ResolvedRule],
    origins: Mapping[str, Origin],
    unfilled: Iterable[Unfilled] = (),
) -> tuple[Message, ...]:
    """What a reader must know of the country's rules behind the inputs."""
    used = [rule for rule in rules.values() if rule.feeds and rule.feeds not in overridden]
    assumed = sorted(
        rule.id for rule in used if rule.status == "assumption" and _gives(rule, origins)
    )
    messages = [
        Message(
            "{input}: the study's own value replaces {rule}, {amount} by {source} ({profile}).",
            input=path,
            rule=rule.id,
            amount=rule.amount(),
            source=rule.cited,
            profile=rule.origin,
        )
        for path, rule in sorted(overridden.items())
    ]
    messages += [
        _not_given(path, rule, why)
        for path, rule, why in _silent(rules, unfilled)
        if path not in origins or origins[path].layer in ("default", "nowhere")
    ]
    messages += on_methodology(rules)
    if assumed:
        messages.append(
            Message(
                "These rules of the country profile are assumptions whose source has not been "
                "read; check them before use: {rules}.",
                rules=tuple(assumed),
            )
        )
    return tuple(messages)


def on_shared_revenue(study: StudyDefinition, rules: Rules) -> Iterator[Message]:
    """That a country's sharing of revenue does not run in a study without a plan."""
    rule = rules.get("procurement.revenue_share")
    if rule is not None and rule.value and not shares_revenue(study):
        yield Message(
            "By {source} ({profile}) revenue beside the plan is shared. No planned revenue is "
            "stated ({input}): nothing is shared here.",
            source=rule.cited, profile=rule.origin,
            input=f"{SHARED_REVENUE}planned_revenue_usd_per_year",
        )  # fmt: skip


def _gives(rule: ResolvedRule, origins: Mapping[str, Origin]) -> bool:
    origin = origins.get(str(rule.feeds))
    return origin is not None and origin.layer == rule.origin


def _silent(
    rules: Rules, unfilled: Iterable[Unfilled]
) -> Iterator[tuple[str, ResolvedRule, Message | None]]:
    """Inputs of which the country has a rule that does not fill them, with the rule and why."""
    for rule in (*rules.ended.values(), *rules.gaps.values()):
        if rule.feeds:
            yield rule.feeds, rule, None
    for path, ids in RELATED.items():
        for rule_id in ids:
            if rule_id in rules and rules[rule_id].value != 0.0 and not rules[rule_id].feeds:
                yield path, rules[rule_id], None
    yield from ((str(one.rule.feeds), one.rule, one.why) for one in unfilled)


def _not_given(path: str, rule: ResolvedRule, why: Message | None) -> Message:
    """What the country says of an input that nobody gave."""
    if why is not None:
        return Message(
            "{input} is not given: {rule} says {value} ({profile}) and does not fill it, for "
            "{why}. State it.",
            input=path, rule=rule.id, value=rule.amount(), profile=rule.origin, why=why,
        )  # fmt: skip
    if rule.value is not None:
        return Message(
            "{input} is not given: {rule} says {value} ({profile}), which does not fill it. State "
            "it in the input's unit.",
            input=path, rule=rule.id, value=rule.amount(), profile=rule.origin,
        )  # fmt: skip
    return Message(
        "{input} is not given, and {rule} says nothing since {since} ({profile}). {note} State it.",
        input=path, rule=rule.id, since=rule.since, profile=rule.origin, note=rule.remark or "",
    )  # fmt: skip
