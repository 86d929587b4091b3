"""A tender's procedure against its country's law: ground, departures, what nobody checks."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from wte_ppp.chapters.tender_words import said, value_words
from wte_ppp.guidance.lawful import Departure
from wte_ppp.guidance.schema import Binding
from wte_ppp.messages import Message, Quoted, Text, mark
from wte_ppp.tender.tender import Tender

DEMANDS: Mapping[Binding, str] = {
    "exact": mark("exactly {value}"),
    "at_least": mark("at least {value}"),
    "at_most": mark("at most {value}"),
    "within": mark("within {value}"),
}


def law_words(tender: Tender) -> Iterator[Text]:
    """The law's procedure that the tender runs, or the ground on which it runs another."""
    law, ground = tender.law, tender.definition.procedure_ground
    profile = tender.rules.identity
    for entry in law.choices.values():
        source = ", ".join(part for part in (law.titles.get(entry.source), entry.clause) if part)
        yield Message(
            "Procedure of the law: {name} ({source})",
            name=Quoted(entry.name, profile), source=Quoted(source, profile),
        )  # fmt: skip
    if ground is not None:
        by = f"tender {tender.definition.id}"
        yield Message(
            "Ground for another procedure than the law's: {reason} ({document}, {clause})",
            reason=Quoted(ground.reason, by), document=Quoted(ground.document, by),
            clause=Quoted(ground.clause, by) if ground.clause else Message("no clause stated"),
        )  # fmt: skip
    for departure in law.departures:
        yield _departure(tender, departure)
    for text in law.by_hand:
        yield Message("Binding by law, not checked here: {rule}", rule=Quoted(text, profile))


def _departure(tender: Tender, departure: Departure) -> Message:
    """One departure with the tender's and the law's value, and its own ground."""
    bound = departure.bound
    rule = said(departure.id.partition(".")[2])
    asked = value_words(replace(departure.rule, value=bound.value))
    demand = Message(DEMANDS[bound.binding], value=asked)
    stated = (
        Message("nothing")
        if departure.stated is None
        else value_words(replace(departure.rule, value=departure.stated))
    )
    source = Quoted(bound.source, bound.origin)
    deviation = tender.definition.deviations.get(departure.id)
    if deviation is None:
        return Message(
            "Departs from the law: {rule}: {stated} here, {demand} by {source}",
            rule=rule, stated=stated, demand=demand, source=source,
        )  # fmt: skip
    by = f"tender {tender.definition.id}"
    words = ", ".join(part for part in (deviation.ground, deviation.clause) if part)
    return Message(
        "Departs from the law: {rule}: {stated} here, {demand} by {source}; ground: {ground}",
        rule=rule, stated=stated, demand=demand, source=source,
        ground=Quoted(words, by),
    )  # fmt: skip
