"""A price envelope with what the record says was settled about it."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from wte_ppp.messages import Quoted
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.record import Event
from wte_ppp.tender.rulings import CorrectionAnswer, DecimalPoint, Deviation, Rulings

ANSWERED, DECIMAL, DEVIATION = "correction_answered", "decimal_point_decided", "deviation_priced"


def with_rulings(envelope: Bid, bid: str, events: Sequence[Event]) -> Bid:
    """The envelope with its bidder's answer, and the committee's decisions on its prices."""
    mine = [event for event in events if event.data.get("bid") == bid]
    return replace(
        envelope,
        rulings=Rulings(
            next((_answer(event) for event in reversed(mine) if event.what == ANSWERED), None),
            {
                event.data["field"]: DecimalPoint(event.data["misplaced"], _reason(event))
                for event in mine
                if event.what == DECIMAL
            },
            tuple(_deviations(mine)),
        ),
    )


def _answer(event: Event) -> CorrectionAnswer:
    figures = {field: Fraction(value) for field, value in event.data["figures"].items()}
    return CorrectionAnswer(event.data["accepted"], figures, _reason(event), event.at)


def _reason(event: Event) -> Quoted:
    return Quoted(event.data["reason"], event.by)


def _deviations(events: Sequence[Event]) -> Sequence[Deviation]:
    """Those priced, the last of the same words counts; an amount of nothing takes one back."""
    priced = {}
    for event in events:
        if event.what == DEVIATION:
            what = event.data["what"]
            amount = Fraction(event.data["amount"])
            words, currency = Quoted(what, event.by), event.data["currency"]
            priced[what] = Deviation(words, amount, currency, _reason(event))
    return [deviation for deviation in priced.values() if deviation.amount]
