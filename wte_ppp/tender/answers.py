"""One answer of a bidder: what a field says, or why it cannot be used and what it may mean."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pydantic_core import PydanticCustomError

from wte_ppp.documents import did_you_mean
from wte_ppp.guidance.catalogues import BidField
from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.definition.bid import LONGEST_TEXT
from wte_ppp.tender.doubts import BIDDER, Answer, Kind
from wte_ppp.tender.exact import exact
from wte_ppp.tender.readings import choice_in, day_in, figure_in
from wte_ppp.validation import faults_of

WORDS = {"yes": True, "no": False}
NUMBERS = ("number", "money")
CURRENCY_CODE = re.compile(r"[A-Z]{3}")


class PerhapsGrouped(str):
    """A figure such as "2.380" in a file of a country that writes decimals with a comma."""

    __slots__ = ()


@dataclass(frozen=True)
class Unusable:
    """Why what stands in a field cannot be used, and the one reading it may have."""

    kind: Kind
    why: Message
    found: str
    allowed: str
    action: str
    proposed: Answer | None = None


def left_blank(entry: BidField) -> Unusable:
    """What is wrong with a field in which nothing stands."""
    allowed = f"{entry.label} [{entry.unit}]" if entry.unit else entry.label
    return Unusable("blank", Message("not stated"), "nothing", allowed, "add it")


def unknown_field(key: str, mine: Mapping[str, BidField]) -> Unusable:
    """What is wrong with a field that the form does not have."""
    guess = did_you_mean(key, mine)
    action = f"write {guess!r}" if guess else "remove it"
    why = Message("not a field of the form")
    if guess:
        why = Message("not a field of the form; near {field}", field=guess)
    return Unusable("unknown_field", why, f"unknown field {key!r}", "a field of the form", action)


def as_written(raw: Any) -> str:
    """What stands in a field, as its writer sees it."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, Mapping):
        if set(raw) == {"amount", "currency"}:
            return f"{raw['amount']} {raw['currency']}"
        return ", ".join(f"{key}: {value}" for key, value in raw.items())
    return str(raw)


def answer_of(raw: Any, entry: BidField, currency: str = "") -> Answer | Unusable:
    """A typed answer, or what is wrong with it."""
    if entry.kind == "money" and isinstance(raw, Mapping):
        return _unlike_money(raw, entry) or _number(raw["amount"], entry, raw["currency"])
    if entry.kind in NUMBERS:
        return _number(raw, entry, entry.currency or currency)
    shown, stated = repr(raw)[:80], Quoted(as_written(raw), BIDDER)
    if entry.kind == "yes_no":
        word = WORDS.get(raw.strip().lower()) if isinstance(raw, str) else raw
        if isinstance(word, bool):
            return word
        near = choice_in(raw, tuple(WORDS)) if isinstance(raw, str) else None
        why = _not_a(stated, Message("yes or no"))
        return Unusable("kind", why, shown, "yes or no", "write one", WORDS[near] if near else None)
    if not isinstance(raw, str):
        why, allowed = _not_a(stated, Message("text")), f"a {entry.kind}"
        return Unusable("kind", why, shown, allowed, "write it as text, in quotes")
    if entry.kind == "choice" and raw not in entry.choices:
        guess = did_you_mean(raw, entry.choices)
        action = f"write {guess!r}" if guess else "choose one"
        why, allowed = (
            Message("{stated}: not one of the choices", stated=stated),
            "one of " + ", ".join(entry.choices),
        )
        return Unusable("kind", why, shown, allowed, action, choice_in(raw, entry.choices))
    if entry.kind == "date":
        try:
            datetime.date.fromisoformat(raw)
        except ValueError:
            why, allowed = _not_a(stated, Message("a date")), "a day as 'YYYY-MM-DD'"
            return Unusable("kind", why, shown, allowed, "correct it", day_in(raw))
    if len(raw) > LONGEST_TEXT:
        why = Message(
            "{count:,} characters; at most {most:,} are allowed", count=len(raw), most=LONGEST_TEXT
        )
        found, allowed = f"{len(raw)} characters", f"at most {LONGEST_TEXT}"
        return Unusable("kind", why, found, allowed, "move it to an annex")
    return raw


def is_currency(code: Any) -> bool:
    """Whether it is written as a currency is: three capital letters."""
    return isinstance(code, str) and CURRENCY_CODE.fullmatch(code) is not None


def _unlike_money(raw: Mapping[str, Any], entry: BidField) -> Unusable | None:
    """What is wrong with an amount that names its currency."""
    if set(raw) != {"amount", "currency"} or not is_currency(raw["currency"]):
        why = _not_a(Quoted(as_written(raw), BIDDER), Message("an amount with its currency"))
        action = "write {amount: 5000000, currency: USD}"
        return Unusable("currency", why, repr(dict(raw))[:80], "an amount and a currency", action)
    if entry.currency and raw["currency"] != entry.currency:
        why = Message(
            "{stated}: the form asks for {currency}",
            stated=Quoted(as_written(raw), BIDDER), currency=entry.currency,
        )  # fmt: skip
        found, allowed = f"an amount in {raw['currency']}", f"an amount in {entry.currency}"
        return Unusable("currency", why, found, allowed, "state it in that currency")
    return None


def _not_a(stated: Quoted, kind: Message) -> Message:
    return Message("{stated}: not {kind}", stated=stated, kind=kind)


def _number(raw: Any, entry: BidField, currency: str) -> Fraction | Unusable:
    if isinstance(raw, PerhapsGrouped):
        found, action = str(raw), "write it without a point, or with all its decimals"
        return not_a_number(found, entry, currency, found, "a figure that reads one way", action)
    try:
        number = exact(raw)
    except PydanticCustomError as error:
        ((_, *parts),) = faults_of(error)
        return not_a_number(raw, entry, currency, *parts)
    return out_of_range(number, entry) or number


def not_a_number(
    raw: Any, entry: BidField, currency: str, found: str, allowed: str, action: str
) -> Unusable:
    """Text where a number should be, and the one figure that it reads as, within the range."""
    stated = Quoted(as_written(raw), BIDDER)
    figure = None
    if isinstance(raw, str):
        figure = figure_in(raw, unit=entry.unit, currency=currency)
    if figure is None or out_of_range(figure, entry) is not None:
        why = _not_a(stated, Message("a number"))
        return Unusable("text", why, found, allowed, action)
    why = Message(
        "{stated}: text, not a number; reads as {figure:max6}", stated=stated, figure=figure
    )
    return Unusable("text", why, found, allowed, action, figure)


def out_of_range(number: Fraction, entry: BidField) -> Unusable | None:
    """What is wrong with a number that the form does not allow: a unit that slipped, most often."""
    low, high = entry.at_least, entry.at_most
    found, action = f"{float(number):g} {entry.unit}", "check the unit"
    if low is not None and number < exact(low):
        why = Message(
            "{number:max6} {unit}, below the minimum of {bound:max6}",
            number=number, unit=entry.unit, bound=low,
        )  # fmt: skip
        return Unusable("range", why, found, f"at least {low:g} {entry.unit}", action)
    if high is not None and number > exact(high):
        why = Message(
            "{number:max6} {unit}, above the maximum of {bound:max6}",
            number=number, unit=entry.unit, bound=high,
        )  # fmt: skip
        return Unusable("range", why, found, f"at most {high:g} {entry.unit}", action)
    return None
