"""Exchange rates in reports and on screens: those in force, and every entry of one."""

import datetime
from collections.abc import Iterator, Sequence

from wte_ppp.blocks import Words
from wte_ppp.messages import Message, Quoted, mark
from wte_ppp.tender.definition.fx import OPENING_DAY, FxRates
from wte_ppp.tender.names import BY
from wte_ppp.tender.rates import both_ways, entered_rates, rates_in_force
from wte_ppp.tender.record import Event
from wte_ppp.tender.tender import Tender

KINDS = {
    "selling": mark("selling rate"),
    "buying": mark("buying rate"),
    "middle": mark("middle rate"),
}


def rates_words(tender: Tender, events: Sequence[Event] = ()) -> Iterator[Message]:
    """The tender's rule on rates, the rates, and who entered which with what reason."""
    fx, own = tender.definition.fx, tender.definition.currency
    if fx is None:
        return
    source: Words = Quoted(fx.source, BY)
    if fx.kind is not None:
        source = Message("{source}, {kind}", source=source, kind=Message(KINDS[fx.kind]))
    if fx.on is not None:
        yield Message("Rates that count: of {day} ({source}).", day=_day(fx), source=source)
    elif fx.date is not None:
        rates = tuple(
            Message("1 {other} = {rate:max6} {currency}", other=other, rate=rate, currency=own)
            for other, rate in fx.rates.items()
        )
        day = datetime.date.fromisoformat(fx.date)
        yield Message("Rates of {day} ({source}): {rates}.", day=day, source=source, rates=rates)
    for entry in entered_rates(events):
        line = Message(
            "{rate}, of {day} ({source}), entered by {by}",
            rate=both_ways(entry.currency, entry.rate, own), day=entry.day,
            source=Quoted(entry.source, entry.by), by=entry.by,
        )  # fmt: skip
        for reason in (entry.reason, entry.jump):
            if reason is not None:
                line = Message("{line}: {reason}", line=line, reason=reason)
        yield line


def rate_lines(
    tender: Tender, events: Sequence[Event], currencies: Sequence[str]
) -> Iterator[Message]:
    """The rate in force of each of these currencies, with its day and source."""
    fx, own = tender.definition.fx, tender.definition.currency
    entries = rates_in_force(tender, events)
    for code in currencies:
        if fx is None or code == own or code not in fx.rates:
            continue
        rate, entry = fx.rates[code], entries.get(code)
        source: Words = Quoted(fx.source, BY)
        day: str | datetime.date = fx.date or ""
        if entry is not None and entry.rate == rate:
            source, day = Quoted(entry.source, entry.by), entry.day
        elif fx.date is not None:
            day = datetime.date.fromisoformat(fx.date)
        yield Message(
            "Rate that counts: {rate}, of {day} ({source})",
            rate=Message("1 {other} = {rate:max6} {currency}", other=code, rate=rate, currency=own),
            day=day, source=source,
        )  # fmt: skip


def _day(fx: FxRates) -> Message | datetime.date:
    if fx.on in (None, OPENING_DAY):
        return Message("the day on which prices are opened")
    return datetime.date.fromisoformat(str(fx.on))
