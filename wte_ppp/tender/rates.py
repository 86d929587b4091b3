"""Exchange rates that were entered during a tender, and those in force."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.definition.fx import OPENING_DAY, FxRates
from wte_ppp.tender.record import Event
from wte_ppp.tender.tender import Tender

ENTERED = "rates_entered"
MOST_JUMP = Fraction(1, 5)


@dataclass(frozen=True)
class EnteredRate:
    """One rate as somebody entered it.

    `rate` is units of the tender's currency for one of `currency`, `day` that of the rate, `reason`
    why an earlier entry is corrected or the rate is of another day than the tender names, `jump`
    why it is right though it lies far from the entry before.
    """

    currency: str
    rate: Fraction
    day: datetime.date
    source: str
    by: str
    at: str
    reason: Quoted | None = None
    jump: Quoted | None = None


def entered_rates(events: Iterable[Event]) -> list[EnteredRate]:
    """All entries in their order, corrected ones too."""
    return [
        EnteredRate(
            currency,
            Fraction(rate),
            datetime.date.fromisoformat(event.data["day"]),
            event.data["source"],
            event.by,
            event.at,
            _quoted(event, "reason"),
            _quoted(event, "jump"),
        )
        for event in events
        if event.what == ENTERED
        for currency, rate in event.data["rates"].items()
    ]


def _quoted(event: Event, key: str) -> Quoted | None:
    return Quoted(event.data[key], event.by) if event.data.get(key) else None


def named_day(tender: Tender, events: Sequence[Event]) -> datetime.date | None:
    """The day whose rates count; None where the tender names none, or it has not come."""
    fx = tender.definition.fx
    if fx is None or fx.on is None:
        return None
    if fx.on != OPENING_DAY:
        return datetime.date.fromisoformat(fx.on)
    opened = [event for event in events if event.what == "prices_opened"]
    return day_of(tender, datetime.datetime.fromisoformat(opened[-1].at)) if opened else None


def day_of(tender: Tender, moment: datetime.datetime) -> datetime.date:
    """The calendar day of a moment where the tender is held."""
    return moment.astimezone(tender.definition.deadline.tzinfo).date()


def rates_in_force(tender: Tender, events: Sequence[Event]) -> dict[str, EnteredRate]:
    """The last entry of each currency that counts.

    One of another day than the tender names counts only with a reason.
    """
    day = named_day(tender, events)
    return {
        entry.currency: entry
        for entry in entered_rates(events)
        if day is None or entry.day == day or entry.reason is not None
    }


def with_rates(tender: Tender, events: Sequence[Event]) -> Tender:
    """The tender with the rates that were entered; the tender itself where none were.

    Rates that are fixed in its file stay: only an addendum changes them.
    """
    entries = rates_in_force(tender, events)
    if not entries:
        return tender
    fx, first = tender.definition.fx, next(iter(entries.values()))
    rates = {currency: entry.rate for currency, entry in entries.items()}
    if fx is None:
        fx = FxRates(date=first.day.isoformat(), source=first.source, rates=rates)
    else:
        day = fx.date or first.day.isoformat()
        fx = fx.model_copy(update={"date": day, "rates": {**rates, **fx.rates}})
    return replace(tender, definition=tender.definition.model_copy(update={"fx": fx}))


def both_ways(currency: str, rate: Fraction, own: str) -> Message:
    """A rate in both directions, so that one that is turned round is seen.

    >>> str(both_ways("USD", Fraction(25000), "VND"))
    '1 USD = 25,000 VND; 1 VND = 0.00004 USD'
    """
    return Message(
        "1 {currency} = {rate:max10} {own}; 1 {own} = {inverse:max10} {currency}",
        currency=currency, rate=rate, own=own, inverse=1 / rate,
    )  # fmt: skip


def jumps(rates: Mapping[str, Fraction], before: Mapping[str, Fraction]) -> list[Message]:
    """Rates that lie more than a fifth from what was entered before.

    >>> [str(jump) for jump in jumps({"USD": Fraction(2500)}, {"USD": Fraction(25000)})]
    ['USD: 2,500 after 25,000, a change of -90.0 %']
    """
    return [
        Message(
            "{currency}: {rate:max10} after {before:max10}, a change of {change:+.1f} %",
            currency=currency, rate=rate, before=before[currency], change=100 * change,
        )
        for currency, rate in rates.items()
        if currency in before and abs(change := rate / before[currency] - 1) > MOST_JUMP
    ]  # fmt: skip
