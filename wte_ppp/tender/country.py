"""What a country's own rules say of a tender's procedure: what they fill, and what they leave."""

from collections.abc import Iterator
from typing import Any

from wte_ppp.guidance.procurement import ANSWERS, Twice, answers, said_otherwise
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.tender.deadlines import PROPOSAL, UNSOLICITED
from wte_ppp.tender.definition.tender import TenderDefinition

PREFERENCE = "procurement.domestic_preference"
ADVANTAGE = "procurement.unsolicited_advantage"
AS_ASKED = (PREFERENCE, "procurement.abnormally_low_line", "procurement.evaluation_weights")


def unread_parts(rules: Rules, definition: TenderDefinition) -> Iterator[str]:
    """Parts of the procedure that nothing in a tender would read, so that no country fills them.

    Where a tender stands on another ground than the country's law, such as a lender's rules, what
    they leave open the country does not fill either, unless it binds.
    """
    if definition.procedure_ground is not None:
        yield from ANSWERS.values()
        return

    def part(key: str) -> Any:
        rule = rules.get(key)
        return definition.rules.get(key, rule.value if rule is not None else None)

    if part("procedure.combination") != "weighted_sum":
        yield ANSWERS["procurement.evaluation_weights"]
    if not definition.criteria:
        yield ANSWERS["procurement.technical_minimum"]
    if part("procedure.abnormally_low_action") in (None, "none"):
        yield ANSWERS["procurement.abnormally_low_line"]
    named = definition.price.domestic_field or definition.price.domestic_decided
    # Who wins may hang on it: what nobody has read fills nothing.
    heard = PREFERENCE in rules and rules[PREFERENCE].status == "assumption"
    if heard or not named:
        yield ANSWERS[PREFERENCE]


def filling(rules: Rules) -> Iterator[tuple[ResolvedRule, ResolvedRule]]:
    """Each country's rule that stands in a tender's procedure, with the part that it fills."""
    for rule in rules.values():
        key = answers(rule)
        mine = rules.get(key) if key is not None else None
        if mine is not None and mine.chain == rule.chain and mine.override is None:
            yield rule, mine


def otherwise(rules: Rules) -> tuple[Twice, ...]:
    """Parts of a tender's procedure of which its country says something else and binds nothing."""
    return tuple(twice for twice in said_otherwise(rules) if not twice.country.bounds)


def unanswered(rules: Rules, definition: TenderDefinition) -> Iterator[tuple[str, ResolvedRule]]:
    """Parts that nobody gives a figure, each with the gap of the procedure, or of the country.

    A preference and a low-price line are the buyer's to ask for; weights are asked for where
    technique and price are weighed.
    """
    idle = {*unread_parts(rules, definition), *(ANSWERS[one] for one in AS_ASKED)}
    for country, key in ANSWERS.items():
        own = rules.gaps.get(key)
        gap = own if own is not None and own.value is None and not own.bounds else None
        if gap is None and key not in rules.ended:
            gap = rules.gaps.get(country)
        if gap is not None and key not in rules and key not in idle:
            yield key, gap


def left_open(rules: Rules, definition: TenderDefinition) -> Iterator[tuple[ResolvedRule, str]]:
    """Rules of the country that stand in a tender nowhere, each with where it would state them."""
    preferring = bool(definition.price.preferences)
    for rule in rules.values():
        key = answers(rule)
        if rule.id == PREFERENCE and preferring:
            continue
        if key is not None and key not in rules and key not in rules.ended:
            yield rule, f"rules.{key}"
    unsolicited = rules.project.words.get(PROPOSAL) == UNSOLICITED
    if unsolicited and ADVANTAGE in rules and not preferring:
        yield rules[ADVANTAGE], "price.preferences"
