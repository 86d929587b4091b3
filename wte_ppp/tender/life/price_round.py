"""A further round of prices: negotiation with the best ranked, or best and final offers of all."""

import datetime
import hashlib
from collections.abc import Sequence
from pathlib import Path

from wte_ppp.messages import as_data
from wte_ppp.tender import moments
from wte_ppp.tender.calendar import held_to_calendar
from wte_ppp.tender.case import ENDING, Case
from wte_ppp.tender.docket import act
from wte_ppp.tender.persons import person
from wte_ppp.tender.price_rounds import CLOSED, RECEIVED, PriceRound, round_now
from wte_ppp.tender.progress import PRICE_ROUND_OPENED
from wte_ppp.tender.record import Event
from wte_ppp.tender.trust.sealed_prices import arrival_notes, sealed_for
from wte_ppp.tender.trust.unsealing import unsealed


@act
def open_price_round(
    case: Case, *, deadline: datetime.datetime, reason: str, by: str,
    at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Ask for new prices as `procedure.negotiation` says: of the best ranked bid, or of all in.

    Technical scores stay frozen; an award that was proposed before is proposed anew after it.

    Raises `DocumentError` where the procedure has no such round, before prices are open, while a
    point is open, once the award is notified, and for a second round of the same evaluation.
    """
    kind = case.tender.procedure.negotiation
    if kind == "none":
        allowed = "procedure.negotiation: best_ranked or all"
        raise case.fault("price_round", "a procedure without one", allowed, "rank the prices")
    if case.sealed or not case.progress.prices_open:
        raise case.fault("prices", "closed", "after prices are opened", "run tender open-prices")
    case.refuse_if(not case.progress.frozen, "frozen", "scores begun anew are not frozen yet")
    held_to_calendar(case, "price-round", at)
    told = case.progress.in_round("award_notified") is not None
    case.refuse_if(told, "award_notified", "the award is notified already")
    again = round_now(case.progress) is not None
    case.refuse_if(again, "price_round", "this evaluation had its price round already")
    case.needs(reason)
    moment = at or moments.now()
    if deadline <= moment:
        found, allowed = deadline.isoformat(), f"a moment after {moment.isoformat()}"
        raise case.fault("deadline", found, allowed, "state when new prices are due")
    result = case.result(case.lots())
    if result.open:
        raise case.fault("price_round", str(result.open[0]), "settled points", "decide it first")
    bids = [placed.bid for placed in result.ranked if placed.bid not in result.passed_over]
    if kind == "best_ranked":
        bids = [result.winner] if result.winner else []
    if not bids:
        found, allowed = "no bid that is first alone", "a ranking with one bid first"
        raise case.fault("price_round", found, allowed, "see tender status")
    data = {"kind": kind, "bids": bids, "deadline": deadline.isoformat(), "reason": reason}
    return case.record(PRICE_ROUND_OPENED, by=by, at=moment, data=data)


@act
def receive_price(
    case: Case, bid: str, file: Path, *, by: str, at: datetime.datetime | None = None
) -> Event:
    """Take in a bid's price of the open round; it stays closed until the round is closed.

    A later one replaces an earlier one; one after the deadline is kept and never read.
    """
    held = _running(case)
    listed = [key for key in held.opened.data["bids"] if key not in case.progress.withdrawn()]
    if bid not in listed:
        raise case.fault("bid", repr(bid)[:60], ", ".join(listed) or "no bid", "choose one")
    raw = case.bytes_of(file)
    moment = at or moments.now()
    sha256 = hashlib.sha256(raw).hexdigest()
    ending = file.suffix.lower() if ENDING.fullmatch(file.suffix.lower()) else ""
    name = f"received/{bid}/price-round-{_number(case)}-{sha256[:8]}{ending}"
    late = moment > datetime.datetime.fromisoformat(held.opened.data["deadline"])
    data: dict[str, object] = {"bid": bid, "file": name, "sha256": sha256, "late": late}
    if sealed_for(raw):
        data["sealed"] = sealed_for(raw)
    notes = arrival_notes(case.progress.events, "price", raw)
    if notes and not late:
        data["said"] = [as_data(note) for note in notes]
    return case.record(RECEIVED, by=by, at=moment, data=data, files={name: raw})


@act
def close_price_round(
    case: Case, *, by: Sequence[str], at: datetime.datetime | None = None,
    shares: Sequence[str] = (),
) -> Event:  # fmt: skip
    """Open the prices of the round after its deadline, by two persons; sealed ones with shares.

    A bid that handed in none stays with its earlier price. One that does not open stops no other.
    """
    held = _running(case)
    held_to_calendar(case, "price-round", at)
    deadline = datetime.datetime.fromisoformat(held.opened.data["deadline"])
    moment = at or moments.now()
    if moment <= deadline:
        found, allowed = moment.isoformat(), f"after the deadline, {deadline.isoformat()}"
        raise case.fault("at", found, allowed, "wait; a bidder may still hand in until then")
    if len({person(name) for name in by} - {""}) < 2:
        raise case.fault("by", ", ".join(by), "two persons", "give --by twice")
    persons = " and ".join(by)
    data, files = unsealed(case, shares, persons, moment, waiting=sealed_in_round(case))
    data["bids"] = sorted(held.received)
    return case.record(CLOSED, by=persons, at=moment, data=data, files=files, rests_on=case.files())


def sealed_in_round(case: Case) -> dict[str, str]:
    """Sealed prices of the open round: SHA-256 by bid; one that was withdrawn stays closed."""
    held = round_now(case.progress)
    if held is None or held.closed is not None:
        return {}
    return {
        bid: envelope.sha256
        for bid, envelope in held.received.items()
        if bid not in case.progress.withdrawn() and sealed_for(case.store.content(envelope.sha256))
    }


def _running(case: Case) -> PriceRound:
    held = round_now(case.progress)
    if held is None or held.closed is not None:
        raise case.fault("price_round", "none open", "an open one", "run tender price-round open")
    return held


def _number(case: Case) -> int:
    """Of the prices' round, the first ones being 1."""
    return 1 + len(case.progress.all(PRICE_ROUND_OPENED))
