"""Bids: an envelope read against the tender's form, nothing believed that was not checked."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from wte_ppp.documents import Document, DocumentError, Problem, read_document
from wte_ppp.field_problems import problems
from wte_ppp.guidance.catalogues import BidField
from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.answers import (
    Unusable,
    answer_of,
    as_written,
    is_currency,
    left_blank,
    unknown_field,
)
from wte_ppp.tender.definition.bid import BidFile, Envelope
from wte_ppp.tender.doubts import (
    BIDDER,
    CURRENCY,
    NAME,
    WHOLE,
    Answer,
    Doubt,
    blank_is_open,
    unreadable,
)
from wte_ppp.tender.resolutions import Settlement
from wte_ppp.tender.rulings import NONE, Rulings
from wte_ppp.tender.tender import Tender


@dataclass(frozen=True)
class Bid:
    """One envelope of a bid.

    `answers` holds what was filled in and is plain, or was settled, by field; `currency` is that of
    its money but for the fields in `currencies`; `doubts` are the open points, `settled` those that
    the committee has decided; `notes` what a reader should know; `outside` what the bidder wrote
    beside the form's own fields; `rulings` what was settled about its prices. `unread` says why an
    envelope could not be read at all.
    """

    bidder: str
    envelope: Envelope
    currency: str
    answers: Mapping[str, Answer]
    unread: tuple[Problem, ...] = ()
    version: str = ""
    notes: tuple[Message, ...] = ()
    currencies: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    settled: tuple[Settlement, ...] = ()
    outside: tuple[Message, ...] = ()
    rulings: Rulings = NONE
    numbers: Mapping[str, Fraction] = field(init=False)

    def __post_init__(self) -> None:
        frozen = MappingProxyType(dict(self.answers))
        object.__setattr__(self, "answers", frozen)
        numbers = {key: value for key, value in frozen.items() if isinstance(value, Fraction)}
        object.__setattr__(self, "numbers", MappingProxyType(numbers))
        if self.unread and not self.doubts and not self.settled:
            object.__setattr__(self, "doubts", (unreadable(self.envelope, self.unread[0]),))

    @property
    def faults(self) -> tuple[Problem, ...]:
        """What the bidder can mend before handing in: place, what was found, what is expected."""
        told = (doubt.problem for doubt in self.doubts if doubt.kind != "unreadable")
        return (*self.unread, *(problem for problem in told if problem is not None))

    @property
    def open(self) -> tuple[Doubt, ...]:
        """Open points that must be settled before the bid can be evaluated."""
        return tuple(doubt for doubt in self.doubts if doubt.counts)

    def currency_of(self, field: str) -> str:
        """Currency of a money field; empty where the bid names none."""
        return self.currencies.get(field, self.currency)

    def doubt_on(self, *fields: str) -> Doubt | None:
        """The open point that keeps one of these fields from being read, if there is one."""
        wanted = (WHOLE, *fields)
        return next((doubt for doubt in self.open if doubt.field in wanted), None)


def read_bid(path: str | Path, tender: Tender, envelope: Envelope) -> Bid:
    """Read one envelope of a bid from YAML or JSON.

    Raises `DocumentError` if it is no bid file at all, or for another tender or envelope.
    """
    return bid_of(read_document(path), tender, envelope)


def bid_of(document: Document, tender: Tender, envelope: Envelope) -> Bid:
    """The same from a document that is read already."""
    try:
        bid = BidFile.model_validate(document.data)
    except ValidationError as error:
        raise DocumentError(problems(error, BidFile, document)) from None
    wrong = [
        Problem(document.path, document.line_of(key), key, repr(found), repr(wanted), "check it")
        for key, found, wanted in (
            ("tender", bid.tender, tender.definition.id),
            ("envelope", bid.envelope, envelope),
        )
        if found != wanted
    ]
    if wrong:
        raise DocumentError(wrong)
    answers, doubts = read_fields(bid.fields, tender, envelope, bid.currency, document)
    currencies = currencies_of(bid.fields, tender.form)
    if not bid.currency and lacks_currency(tender, answers, currencies):
        line = document.line_of(CURRENCY) or 1
        doubts.append(
            no_currency(tender, envelope, answers, currencies, document.path, CURRENCY, line)
        )
    named = answers.get(NAME)
    if isinstance(named, str) and not same_name(named, bid.bidder):
        at = document.line_of(f"fields.{NAME}")
        doubts.append(two_names(envelope, named, bid.bidder, document.path, at))
    return Bid(
        bid.bidder, envelope, bid.currency, answers, (), bid.tender_version, (), currencies,
        tuple(doubts),
    )  # fmt: skip


def currencies_of(fields: Mapping[str, Any], form: Mapping[str, BidField]) -> dict[str, str]:
    """Currency by money field, where the form fixes one or the bid states one beside the amount."""
    stated = {
        key: raw["currency"]
        for key, raw in fields.items()
        if isinstance(raw, Mapping) and is_currency(raw.get("currency"))
    }
    fixed = {key: field.currency for key, field in form.items() if field.currency}
    return {
        key: currency
        for key, currency in {**stated, **fixed}.items()
        if key in fields and key in form and form[key].kind == "money"
    }


def read_fields(
    fields: Mapping[str, Any],
    tender: Tender,
    envelope: Envelope,
    currency: str = "",
    document: Document | None = None,
) -> tuple[dict[str, Answer], list[Doubt]]:
    """Answers of an envelope that are plain, and the open points of the others."""
    path, form, counting = document.path if document else None, tender.form, set(tender.counting)
    answers: dict[str, Answer] = {}
    doubts: list[Doubt] = []

    def doubt(key: str, raw: Any, fault: Unusable, counts: bool) -> None:
        place = f"fields.{key}"
        line = document.line_of(place) if document else None
        problem = Problem(path, line, place, fault.found, fault.allowed, fault.action)
        written = None if raw is None else Quoted(as_written(raw), BIDDER)
        doubts.append(
            Doubt(envelope, key, fault.kind, fault.why, counts, written, fault.proposed, problem)
        )

    mine = {key: entry for key, entry in form.items() if entry.envelope == envelope}
    for key, raw in fields.items():
        if key not in form:
            doubt(key, raw, unknown_field(key, mine), False)
        elif key not in mine:
            found = f"a field of the {form[key].envelope} envelope"
            why = Message("belongs to the other envelope")
            allowed = f"fields of the {envelope} envelope"
            fault = Unusable("other_envelope", why, found, allowed, "move it there")
            # What belongs into a sealed envelope is told, and not shown.
            doubt(key, None, fault, True)
        elif raw is not None and raw != "":
            answer = answer_of(raw, form[key], currency)
            if isinstance(answer, Unusable):
                doubt(key, raw, answer, key in counting)
            else:
                answers[key] = answer
    named = {doubt.field for doubt in doubts}
    for key, entry in mine.items():
        if key not in answers and key not in named:
            counts = blank_is_open(tender, key)
            if counts or entry.required:
                doubt(key, None, left_blank(entry), counts)
    return answers, doubts


def lacks_currency(
    tender: Tender, answers: Mapping[str, Answer], currencies: Mapping[str, str]
) -> bool:
    """Whether an amount is stated whose currency neither form nor bid name beside it."""
    return any(tender.form[key].kind == "money" and key not in currencies for key in answers)


def no_currency(
    tender: Tender, envelope: Envelope, answers: Mapping[str, Answer],
    currencies: Mapping[str, str], path: str, place: str, line: int | None = None,
    written: str = "",
) -> Doubt:  # fmt: skip
    """The open point of money without a currency; it counts where a figure that counts has none."""
    counted = {key: answer for key, answer in answers.items() if key in tender.counting}
    why, stated = Message("not stated"), Quoted(written, BIDDER) if written else None
    if stated is not None:
        why = Message("{stated}: not a currency", stated=stated)
    found, allowed = repr(written)[:80] if written else "nothing", "a code such as USD"
    problem = Problem(path, line, place, found, allowed, "add it")
    counts = lacks_currency(tender, counted, currencies)
    return Doubt(envelope, CURRENCY, "currency", why, counts, stated, None, problem)


def two_names(
    envelope: Envelope, named: str, bidder: str, path: str, line: int | None = None
) -> Doubt:
    """The open point of an envelope that names two bidders."""
    why = Message(
        "names {name} here and {bidder} there",
        name=Quoted(named, BIDDER), bidder=Quoted(bidder, BIDDER),
    )  # fmt: skip
    problem = Problem(path, line, NAME, repr(named)[:80], repr(bidder)[:80], "check it")
    return Doubt(envelope, NAME, "other_name", why, True, Quoted(named, BIDDER), bidder, problem)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for capitals, spaces, punctuation and forms of letters.

    >>> same_name("Song Xanh Co., Ltd.", "SONG XANH Co Ltd"), same_name("A Ltd", "B Ltd")
    (True, False)
    """
    return _bare_name(one) == _bare_name(other)


def _bare_name(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    bare = "".join(char for char in folded if unicodedata.category(char)[0] not in "PZC")
    return bare or folded
