"""What a contract's mechanism file says, term by term."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from wte_ppp.blocks import Block, Bullets, Cell, Column, Document, Heading, Paragraph, Table, Words
from wte_ppp.cards import card_of
from wte_ppp.contract.definition import ContractDefinition
from wte_ppp.contract.definition.term import Term
from wte_ppp.contract.reading import MONEY, Contract
from wte_ppp.field_problems import field_at
from wte_ppp.messages import Message, Quoted, sentence
from wte_ppp.validation import Section

CONTRACT, STUDY_FILE = "contract file", "study file"
NOT_STATED = Message("not stated")
HOW_KNOWN = frozenset(Term.model_fields)
LAW, PUBLISHED, REPORT = Message("law"), Message("published"), Message("report")
STATUSES: Mapping[str, Message] = {
    "law": LAW,
    "published": PUBLISHED,
    "report": REPORT,
    "quote": Message("quote"),
    "measured": Message("measured"),
    "assumption": Message("assumption"),
}


def contract_document(contract: Contract) -> Document:
    """Every term with its values, what it runs on, and how it is known."""
    definition = contract.definition
    name = Quoted(definition.name, CONTRACT)
    return Document(
        name,
        (
            Paragraph(name, "title"),
            Paragraph(
                Message(
                    "All money in {currency} of {year}.",
                    currency=definition.currency,
                    year=definition.price_year,
                )
            ),
            *([Paragraph(Quoted(definition.note, CONTRACT))] if definition.note else []),
            *(
                block
                for place, term in definition.terms()
                for block in _term(contract, place, term)
            ),
            *unknown_blocks(contract),
        ),
        Message("Payment mechanism"),
    )


def term_name(place: str) -> Words:
    """Name of a term or value by its card."""
    field = field_at(ContractDefinition, place.split("."))
    return sentence(card_of(field).label) if field else place


def unit_in(unit: str, currency: str) -> Words:
    """Unit of a number, with the contract's currency for money."""
    if unit.startswith(MONEY):
        return currency + unit.removeprefix(MONEY)
    return sentence(unit) if unit else ""


def _term(contract: Contract, place: str, term: Term) -> Iterator[Block]:
    yield Heading(term_name(place), 2)
    yield Paragraph(Message("Runs on: {what}.", what=sentence(term.runs_on)), "note")
    rows = tuple(_rows(contract, place, term))
    if rows:
        columns = (
            Column(Message("Value"), 44),
            Column(Message("Number"), 14, numbers=True),
            Column(Message("Unit"), 18),
            Column(Message("Source"), 24),
        )
        yield Table(columns, rows, name=place.replace(".", "_"))
    known = tuple(_known(contract, term))
    if known:
        yield Paragraph(known, "note")


def _known(contract: Contract, term: Term) -> Iterator[Words]:
    if term.status is not None:
        status = STATUSES[term.status]
        yield Message("{status}:", status=status) if term.source or term.clause else status
    if term.source:
        yield Quoted(contract.source_of(term.source), CONTRACT)
    if term.clause:
        yield Quoted(term.clause, CONTRACT)
    if term.status is None and not term.source:
        yield Message("stated without a source")
    if term.note:
        yield Quoted(term.note, CONTRACT)


def _rows(contract: Contract, place: str, section: Section) -> Iterator[tuple[Cell, ...]]:
    for name, field in type(section).model_fields.items():
        value: Any = getattr(section, name)
        if value is None or value == () or (name in HOW_KNOWN and isinstance(section, Term)):
            continue
        card, at = card_of(field), f"{place}.{name}"
        if isinstance(value, Mapping):
            for key, part in value.items():
                yield Quoted(key, CONTRACT), None, "", ""
                yield from _rows(contract, f"{at}.{key}", part)
        elif isinstance(value, tuple) and value and isinstance(value[0], Section):
            for index, part in enumerate(value):
                yield from _rows(contract, f"{at}.{index}", part)
        else:
            unit = unit_in(card.unit, contract.definition.currency)
            yield sentence(card.label), _value(value), unit, _origin(contract, at)


def _value(value: Any) -> Cell:
    if isinstance(value, bool):
        return Message("yes") if value else Message("no")
    if isinstance(value, float) and math.isnan(value):
        return NOT_STATED
    if isinstance(value, str):
        return sentence(value.replace("_", " "))
    # As the file states them: a contract's figures are not rounded.
    numbers = value if isinstance(value, tuple) else (value,)
    return Message(
        "{numbers:; }",
        numbers=tuple(Message("{number:max6}", number=float(number)) for number in numbers),
    )


def _origin(contract: Contract, place: str) -> Cell:
    origin = contract.origins.get(place)
    if origin is None:
        return ""
    if not origin.source:
        return STATUSES[origin.status]
    source = Quoted(contract.source_of(origin.source), CONTRACT)
    return Message("{status}: {source}", status=STATUSES[origin.status], source=source)


def unknown_blocks(contract: Contract) -> Iterator[Block]:
    """Numbers that the contract does not state and that something hangs on."""
    places = contract.unknown()
    if not places:
        return
    yield Heading(Message("Not stated, and so not known with all that hangs on it"), 2)
    yield Bullets(
        tuple(
            Message("{term}: {value}", term=term_name(_above(place)), value=term_name(place))
            for place in places
        )
    )


def _above(place: str) -> str:
    """The term that a value belongs to."""
    parts = place.split(".")
    return ".".join(parts[:2] if len(parts) > 2 else parts[:1])
