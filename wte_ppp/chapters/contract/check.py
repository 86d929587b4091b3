"""What a contract does with the promises of a tender: scored, paid for, capped, repeated."""

from collections.abc import Iterator, Mapping

from wte_ppp.advice.contract_check import CapOfTerm, ContractCheck, KeptPromise, ScoredPromise
from wte_ppp.blocks import Block, Bullets, Cell, Column, Document, Heading, Paragraph, Table
from wte_ppp.chapters.contract.terms import CONTRACT, term_name
from wte_ppp.contract.reading import Contract
from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.model import Tender

PAID: Mapping[str, Message] = {
    "priced": Message("paid for"),
    "rate not stated": Message("a term, but its rate is not stated"),
    "rate of 0": Message("a term whose rate or cap is 0: a broken promise costs nothing"),
    "no term": Message("no term in this contract: a broken promise costs nothing"),
    "judged": Message("judged, not guaranteed: annex the plan, or it binds nobody"),
    "fact": Message("a fact of the bid, verified in the evaluation"),
}
CAPPED: Mapping[str, Message] = {
    "capped": Message("capped"),
    "not stated": Message("a cap that is not stated"),
    "uncapped": Message("no cap: nobody lends against it, and no insurer covers it"),
    "reach not known": Message("capped; whether it reaches needs the construction price"),
    "too narrow": Message("cap reached before the line of refusal: beyond it worse costs nothing"),
}
KEPT: Mapping[str, Message] = {
    "as promised": Message("as promised"),
    "less": Message("the contract asks less than was scored"),
    "more": Message("the contract asks more than was promised"),
    "to be filled in": Message("open: the promise of the bid is to be filled in"),
}


def contract_check_document(contract: Contract, tender: Tender, found: ContractCheck) -> Document:
    """The check as a document: what was scored, caps, promises, and what has no price."""
    return Document(
        Quoted(contract.definition.name, CONTRACT),
        tuple(_blocks(tender, found)),
        Message("Contract held against the tender"),
    )


def _blocks(tender: Tender, found: ContractCheck) -> Iterator[Block]:
    yield Paragraph(Message("Contract held against the tender"), "title")
    yield Paragraph(
        Message(
            "{nothing:max1} of {all:max1} points are for promises whose breach costs nothing by "
            "this contract.",
            nothing=found.points_for_nothing, all=found.points,
        )
    )  # fmt: skip
    yield Heading(Message("What is scored, and what the contract pays for it"), 2)
    columns = (
        Column(Message("Criterion"), 30),
        Column(Message("Points"), 9, numbers=True),
        Column(Message("Term of the contract"), 27),
        Column(Message("Finding"), 34),
    )
    yield Table(columns, tuple(_scored(tender, one) for one in found.scored), name="scored")
    yield from _caps(found.caps)
    yield from _promises(found)
    if found.unpriced:
        yield Heading(Message("Promises of the bid form that no term of the contract prices"), 2)
        yield Bullets(tuple(tender.names.fields.get(name, name) for name in found.unpriced))


def _scored(tender: Tender, one: ScoredPromise) -> tuple[Cell, ...]:
    terms = Message("{terms}", terms=tuple(term_name(place) for place in one.terms))
    name = tender.names.criteria.get(one.criterion, one.criterion)
    return name, one.points, terms if one.terms else "", PAID[one.paid]


def _caps(caps: tuple[CapOfTerm, ...]) -> Iterator[Block]:
    if not caps:
        return
    yield Heading(Message("Damages and their caps"), 2)
    columns = (
        Column(Message("Term of the contract"), 34),
        Column(Message("Own cap, %"), 12, numbers=True),
        Column(Message("Cap over several"), 24),
        Column(Message("Finding"), 30),
    )
    rows = tuple(
        (
            term_name(cap.term),
            cap.own,
            "" if cap.above is None else term_name(cap.above),
            CAPPED[cap.capped],
        )
        for cap in caps
    )
    yield Table(columns, rows, name="caps")


def _promises(found: ContractCheck) -> Iterator[Block]:
    yield Heading(Message("Promises of the bids in the contract"), 2)
    if not found.bids:
        yield Paragraph(Message("No bids: what they promise is not held against the contract."))
        return
    if not found.promises:
        yield Paragraph(Message("No guaranteed value of the contract repeats a field of the bids."))
        return
    columns = (
        Column(Message("Bid"), 10),
        Column(Message("Term of the contract"), 28),
        Column(Message("Promised"), 13, numbers=True),
        Column(Message("Contract"), 13, numbers=True),
        Column(Message("Finding"), 36),
    )
    yield Table(columns, tuple(_promise(one) for one in found.promises), name="promises")


def _promise(one: KeptPromise) -> tuple[Cell, ...]:
    return one.bid, term_name(one.term), one.promised, one.guaranteed, KEPT[one.kept]
