"""A tender's procedure against its country's law: ground, departures, what nobody checks."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from wte_ppp.blocks import Block, Bullets, Column, Paragraph, Table, Words
from wte_ppp.chapters.tender_country import country_words
from wte_ppp.chapters.tender_words import said, value_words
from wte_ppp.guidance.schema import Binding
from wte_ppp.messages import Message, Quoted, Text, mark
from wte_ppp.tender.law import bound_unchecked
from wte_ppp.tender.tender import Tender

DEMANDS: Mapping[Binding, str] = {
    "exact": mark("{value}"),
    "at_least": mark("at least {value}"),
    "at_most": mark("at most {value}"),
    "within": mark("within {value}"),
}


class Departing(NamedTuple):
    """A departure in words: the rule, the tender's and the law's value, source, own ground."""

    rule: Words
    stated: Words
    demand: Message
    source: Quoted
    ground: Quoted | None


def law_words(tender: Tender) -> Iterator[Text]:
    """The law's procedure that the tender runs, or the ground on which it runs another."""
    yield from _standing(tender)
    for item in _departing(tender):
        if item.ground is None:
            yield Message(
                "Departs from the law, {rule}: here {stated}; by law {demand} ({source})",
                rule=item.rule, stated=item.stated, demand=item.demand, source=item.source,
            )  # fmt: skip
        else:
            yield Message(
                "Departs from the law, {rule}: here {stated}; by law {demand} ({source}); "
                "ground: {ground}",
                rule=item.rule, stated=item.stated, demand=item.demand, source=item.source,
                ground=item.ground,
            )  # fmt: skip
    yield from country_words(tender)
    yield from _by_hand(tender)


def law_blocks(tender: Tender) -> Iterator[Block]:
    """The same for the report, departures as a table."""
    yield from (Paragraph(text) for text in _standing(tender))
    rows = tuple(
        (item.rule, item.stated, item.demand, item.source, item.ground or Message("as above"))
        for item in _departing(tender)
    )
    if rows:
        columns = (
            Column(Message("Departs from the law"), 26),
            Column(Message("Here"), 20),
            Column(Message("By law"), 22),
            Column(Message("From"), 42),
            Column(Message("Ground"), 22),
        )
        yield Table(columns, rows, name="departures", size="tiny")
    told = (*country_words(tender), *_by_hand(tender))
    if told:
        yield Bullets(told)


def _standing(tender: Tender) -> Iterator[Message]:
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


def _by_hand(tender: Tender) -> Iterator[Message]:
    profile = tender.rules.identity
    for text in tender.law.by_hand:
        yield Message("Binding by law, not checked here: {rule}", rule=Quoted(text, profile))
    for rule in bound_unchecked(tender.rules, tender.definition):
        for bound in rule.bounds:
            yield Message(
                "Binding by law, not checked here: {rule} By law {demand} ({source}).",
                rule=rule.about, demand=bound.demand(rule.unit),
                source=Quoted(bound.source, bound.origin),
            )  # fmt: skip


def _departing(tender: Tender) -> Iterator[Departing]:
    by = f"tender {tender.definition.id}"
    for departure in tender.law.departures:
        bound = departure.bound
        asked = value_words(replace(departure.rule, value=bound.value))
        stated: Words = Message("nothing")
        if departure.stated is not None:
            stated = value_words(replace(departure.rule, value=departure.stated))
        own = tender.definition.deviations.get(departure.id)
        words = ", ".join(part for part in (own.ground, own.clause) if part) if own else ""
        yield Departing(
            said(departure.id.partition(".")[2]),
            stated,
            Message(DEMANDS[bound.binding], value=asked),
            Quoted(bound.source, bound.origin),
            Quoted(words, by) if words else None,
        )
