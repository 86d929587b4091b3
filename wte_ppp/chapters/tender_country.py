"""What a country's own rules fill in a tender's procedure, say otherwise, and leave to its file."""

from collections.abc import Iterator

from wte_ppp.chapters.tender_words import said, value_words
from wte_ppp.guidance.names import DAYS
from wte_ppp.guidance.resolve import Rules
from wte_ppp.messages import Message
from wte_ppp.tender.calendar import LONGER, kind_said
from wte_ppp.tender.country import filling, left_open, otherwise
from wte_ppp.tender.deadlines import perhaps_too_soon
from wte_ppp.tender.tender import Tender

TOPICS = ("procurement", "procedure")


def country_words(tender: Tender) -> Iterator[Message]:
    """The country's rules beside the tender's procedure, each with its document."""
    for rule, mine in filling(tender.rules):
        yield Message(
            "By the country's rules, {rule}: {value} ({source})",
            rule=said(mine.id.partition(".")[2]), value=value_words(mine), source=rule.cited,
        )  # fmt: skip
    for twice in otherwise(tender.rules):
        rule, mine = twice.country, twice.procedure
        yield Message(
            "The country's rules say otherwise, {rule}: here {stated} ({origin}); there {value} "
            "({source})",
            rule=said(mine.id.partition(".")[2]), stated=value_words(mine),
            origin=mine.override.by if mine.override is not None else mine.origin,
            value=rule.amount(), source=rule.cited,
        )  # fmt: skip
    for rule, place in left_open(tender.rules, tender.definition):
        yield Message(
            "Not in this tender: {rule} {value} ({source}). Where it applies, state {key}.",
            rule=rule.about, value=rule.amount(), source=rule.cited,
            key=place,
        )  # fmt: skip
    yield from dict.fromkeys(_possible(tender.rules))
    yield from perhaps_too_soon(tender.definition, tender.rules)
    for key in LONGER:
        period = tender.rules.get(f"procedure.{key}")
        if period is not None and period.value and not kind_said(tender, key, period):
            yield Message(
                "{rule}: {days:max0} days, and nobody says which: working days are counted, the "
                "longer. State {key}.",
                rule=said(key), days=period.value,
                key=f"rules.procedure.{key.removesuffix('_days')}_kind",
            )  # fmt: skip


def _possible(rules: Rules) -> Iterator[Message]:
    """Exceptions that may hold, since the tender does not say what they ask."""
    for rule in (*rules.values(), *rules.gaps.values()):
        if rule.id.partition(".")[0] not in TOPICS and not rule.bounds:
            continue
        for possible in rule.possible:
            keys = tuple(
                f"project.{name}_day" if name in DAYS else f"project.words.{name}"
                for name in possible.missing
            )
            if possible.gap is not None:  # A gap ends with its own full stop.
                yield Message(
                    "May be otherwise: {rule} {exception} State {keys}.",
                    rule=rule.about, exception=possible.told, keys=keys,
                )  # fmt: skip
                continue
            yield Message(
                "May be otherwise: {rule} {exception}. State {keys}.",
                rule=rule.about, exception=possible.told, keys=keys,
            )  # fmt: skip
