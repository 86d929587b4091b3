"""Bids: an envelope read against the tender's form, nothing believed that was not checked."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from wte_ppp.documents import Document, DocumentError, Problem, did_you_mean, read_document
from wte_ppp.field_problems import problems
from wte_ppp.guidance.catalogues import BidField
from wte_ppp.messages import Message, Quoted, Text
from wte_ppp.tender.definition.bid import LONGEST_TEXT, BidFile, Envelope
from wte_ppp.tender.exact import exact
from wte_ppp.tender.tender import Tender

Answer: TypeAlias = Fraction | str | bool
# What was found, what is allowed, what to do; what was found also as a report says it.
Unusable: TypeAlias = tuple[str, str, str, Text]
WORDS = {"yes": True, "no": False}
BIDDER = "bidder"
CURRENCY_CODE = re.compile(r"[A-Z]{3}")
MISSING = Message("not stated")


@dataclass(frozen=True)
class FieldProblem(Problem):
    """A field of an envelope that is missing or unusable, and what a report says was found."""

    key: str = ""
    what: Text = MISSING


@dataclass(frozen=True)
class Bid:
    """One envelope of a bid.

    `answers` holds what was filled in, by field; `currency` is that of its money but for the fields
    in `currencies`; `faults` are what is missing or unusable, which makes the bid incomplete but
    never stops the evaluation of others; `notes` what a reader should know.
    """

    bidder: str
    envelope: Envelope
    currency: str
    answers: Mapping[str, Answer]
    faults: tuple[Problem, ...] = ()
    version: str = ""
    notes: tuple[Message, ...] = ()
    currencies: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, Fraction] = field(init=False)

    def __post_init__(self) -> None:
        frozen = MappingProxyType(dict(self.answers))
        object.__setattr__(self, "answers", frozen)
        numbers = {key: value for key, value in frozen.items() if isinstance(value, Fraction)}
        object.__setattr__(self, "numbers", MappingProxyType(numbers))

    def currency_of(self, field: str) -> str:
        """Currency of a money field; empty where the bid names none."""
        return self.currencies.get(field, self.currency)


def read_bid(path: str | Path, tender: Tender, envelope: Envelope) -> Bid:
    """Read one envelope of a bid from YAML or JSON.

    Raises `DocumentError` if it is no bid file at all, or for another tender or envelope.
    """
    document = read_document(path)
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
    answers, faults = read_fields(bid.fields, tender.form, envelope, document)
    currencies = currencies_of(bid.fields, tender.form)
    if lacks_currency(answers, tender.form, currencies) and not bid.currency:
        line, allowed = document.line_of("currency") or 1, "a code such as USD"
        faults.append(
            FieldProblem(document.path, line, "currency", "nothing", allowed, "add it", "currency")
        )
    return Bid(
        bid.bidder,
        envelope,
        bid.currency,
        answers,
        tuple(faults),
        bid.tender_version,
        currencies=currencies,
    )


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


def is_currency(code: Any) -> bool:
    """Whether it is written as a currency is: three capital letters."""
    return isinstance(code, str) and CURRENCY_CODE.fullmatch(code) is not None


def lacks_currency(
    answers: Mapping[str, Answer], form: Mapping[str, BidField], currencies: Mapping[str, str]
) -> bool:
    """Whether an amount is stated whose currency neither form nor bid name beside it."""
    return any(form[key].kind == "money" and key not in currencies for key in answers)


def read_fields(
    fields: Mapping[str, Any],
    form: Mapping[str, BidField],
    envelope: Envelope,
    document: Document | None = None,
) -> tuple[dict[str, Answer], list[FieldProblem]]:
    """Answers of an envelope, and the faults of those that cannot be used."""
    path = document.path if document else None
    answers: dict[str, Answer] = {}
    faults: list[FieldProblem] = []

    def fault(key: str, found: str, allowed: str, action: str, what: Text = MISSING) -> None:
        place = f"fields.{key}"
        line = document.line_of(place) if document else None
        faults.append(FieldProblem(path, line, place, found, allowed, action, key, what))

    mine = {key: field for key, field in form.items() if field.envelope == envelope}
    for key, raw in fields.items():
        if key not in form:
            guess = did_you_mean(key, mine)
            action = f"write {guess!r}" if guess else "remove it"
            what = Message("not a field of the form")
            fault(key, f"unknown field {key!r}", "a field of the form", action, what)
        elif key not in mine:
            found = f"a field of the {form[key].envelope} envelope"
            what = Message("belongs to the other envelope")
            fault(key, found, f"fields of the {envelope} envelope", "move it there", what)
        elif raw is not None and raw != "":
            answer = _answer(raw, form[key])
            if isinstance(answer, tuple):
                fault(key, *answer)
            else:
                answers[key] = answer
    named = {fault.field for fault in faults}
    for key, form_field in mine.items():
        if form_field.required and key not in answers and f"fields.{key}" not in named:
            fault(
                key,
                "nothing",
                f"{form_field.label} [{form_field.unit}]" if form_field.unit else form_field.label,
                "add it",
            )
    return answers, faults


def _answer(raw: Any, field: BidField) -> Answer | Unusable:
    """A typed answer, or what is wrong with it."""
    if field.kind == "money" and isinstance(raw, Mapping):
        return _unlike_money(raw, field) or _number(raw["amount"], field)
    if field.kind in ("number", "money"):
        return _number(raw, field)
    stated = Quoted(str(raw), BIDDER)
    if field.kind == "yes_no":
        word = WORDS.get(raw.strip().lower()) if isinstance(raw, str) else raw
        if isinstance(word, bool):
            return word
        return repr(raw)[:80], "yes or no", "write one", _not_a(stated, Message("yes or no"))
    if not isinstance(raw, str):
        what = _not_a(stated, Message("text"))
        return repr(raw)[:80], f"a {field.kind}", "write it as text, in quotes", what
    if field.kind == "choice" and raw not in field.choices:
        guess = did_you_mean(raw, field.choices)
        action = f"write {guess!r}" if guess else "choose one"
        what = Message("{stated}: not one of the choices", stated=stated)
        return repr(raw)[:80], "one of " + ", ".join(field.choices), action, what
    if field.kind == "date":
        try:
            datetime.date.fromisoformat(raw)
        except ValueError:
            what = _not_a(stated, Message("a date"))
            return repr(raw)[:80], "a day as 'YYYY-MM-DD'", "correct it", what
    if len(raw) > LONGEST_TEXT:
        what = Message(
            "{count:,} characters; at most {most:,} are allowed", count=len(raw), most=LONGEST_TEXT
        )
        return f"{len(raw)} characters", f"at most {LONGEST_TEXT}", "move it to an annex", what
    return raw


def _unlike_money(raw: Mapping[str, Any], field: BidField) -> Unusable | None:
    """What is wrong with an amount that names its currency."""
    if set(raw) != {"amount", "currency"} or not is_currency(raw["currency"]):
        stated = Quoted(", ".join(f"{key}: {value}" for key, value in raw.items()), BIDDER)
        what = _not_a(stated, Message("an amount with its currency"))
        action = "write {amount: 5000000, currency: USD}"
        return repr(dict(raw))[:80], "an amount and a currency", action, what
    if field.currency and raw["currency"] != field.currency:
        stated = Quoted(f"{raw['amount']} {raw['currency']}", BIDDER)
        what = Message(
            "{stated}: the form asks for {currency}", stated=stated, currency=field.currency
        )
        found = f"an amount in {raw['currency']}"
        return found, f"an amount in {field.currency}", "state it in that currency", what
    return None


def _not_a(stated: Quoted, kind: Message) -> Message:
    return Message("{stated}: not {kind}", stated=stated, kind=kind)


def _number(raw: Any, field: BidField) -> Fraction | Unusable:
    try:
        number = exact(raw)
    except PydanticCustomError as error:
        ((_, *parts),) = (error.context or {})["faults"]
        found, allowed, action = parts
        return found, allowed, action, _not_a(Quoted(str(raw), BIDDER), Message("a number"))
    low, high = field.at_least, field.at_most
    found = f"{float(number):g} {field.unit}"
    if low is not None and number < exact(low):
        what = Message(
            "{number:max6} {unit}, below the minimum of {bound:max6}",
            number=number, unit=field.unit, bound=low,
        )  # fmt: skip
        return found, f"at least {low:g} {field.unit}", "check the unit", what
    if high is not None and number > exact(high):
        what = Message(
            "{number:max6} {unit}, above the maximum of {bound:max6}",
            number=number, unit=field.unit, bound=high,
        )  # fmt: skip
        return found, f"at most {high:g} {field.unit}", "check the unit", what
    return number
