"""A price envelope with what the record says was settled about it."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from wte_ppp.messages import Quoted
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.record import Event
from wte_ppp.tender.rulings import CorrectionAnswer, Deviation, Rulings

ANSWERED, DECIMAL, DEVIATION = "correction_answered", "decimal_point_decided", "deviation_priced"


def with_rulings(envelope: Bid, bid: str, events: Sequence[Event]) -> Bid:
    """The envelope with its bidder's answer, and the committee's decisions on its prices."""
    mine = [event for event in events if event.data.get("bid") == bid]
    return replace(
        envelope,
        rulings=Rulings(
            next((_answer(event) for event in reversed(mine) if event.what == ANSWERED), None),
            {
                event.data["field"]: event.data["misplaced"]
                for event in mine
                if event.what == DECIMAL
            },
            tuple(_deviations(mine)),
        ),
    )


def _answer(event: Event) -> CorrectionAnswer:
    figures = {field: Fraction(value) for field, value in event.data["figures"].items()}
    reason = Quoted(event.data["reason"], event.by)
    return CorrectionAnswer(event.data["accepted"], figures, reason, event.at)


def _deviations(events: Sequence[Event]) -> Sequence[Deviation]:
    """Those priced, the last of the same words counts; an amount of nothing takes one back."""
    priced = {}
    for event in events:
        if event.what == DEVIATION:
            what = event.data["what"]
            amount = Fraction(event.data["amount"])
            priced[what] = Deviation(Quoted(what, event.by), amount, event.data["currency"])
    return [deviation for deviation in priced.values() if deviation.amount]
