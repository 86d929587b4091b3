"""Inquiry into a low price: asked, answered, assessed; the decision on the bid follows it."""

import datetime

from wte_ppp.tender import moments
from wte_ppp.tender.award import EXPLAINED
from wte_ppp.tender.case import Case
from wte_ppp.tender.docket import act
from wte_ppp.tender.inquiries import ANSWERED, ASKED, ASSESSED, Inquiry, inquiries
from wte_ppp.tender.record import Event


@act
def ask_low_price(
    case: Case, bid: str, text: str, *, by: str, due: datetime.date | None = None,
    at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Record what a bidder is asked to explain of its price, and by when.

    Any price may be asked about, also one that no line of the rules finds low: from then on it
    waits for a decision.

    Raises `DocumentError` while prices are closed, for a bid without a price, while an inquiry
    of the same bid waits for its answer or assessment, and where the procedure asks nobody.
    """
    if not case.progress.prices_open:
        raise case.fault("prices", "closed", "after prices are opened", "run tender open-prices")
    prices = case.prices()
    if bid not in prices:
        raise case.fault("bid", repr(bid)[:60], ", ".join(prices) or "no price", "choose one")
    low = {price.bid for price in case.result().low}
    if case.tender.procedure.abnormally_low_action not in EXPLAINED and bid not in low:
        found = f"{bid}, whose price no rule of the procedure questions"
        allowed = "procedure.abnormally_low_action: clarify or investigate"
        raise case.fault("bid", found, allowed, "a question beside it is tender ask")
    last = _last(case, bid)
    if last is not None and last.assessed is None:
        found = f"an inquiry of {last.asked.at} that is not assessed"
        raise case.fault("bid", found, "one inquiry at a time", "record answer and assessment")
    data = {"bid": bid, "text": _stated(case, text)}
    if due is not None:
        data["due"] = due.isoformat()
    return case.record(ASKED, by=by, at=at, data=data)


@act
def answer_low_price(
    case: Case, bid: str, text: str, *, by: str, at: datetime.datetime | None = None
) -> Event:
    """Record the bidder's explanation, in its words or by the letter where they stand."""
    last = _last(case, bid)
    if last is None or last.assessed is not None:
        raise case.fault("bid", bid, "a bid whose inquiry is open", "ask first")
    return case.record(ANSWERED, by=by, at=at, data={"bid": bid, "text": _stated(case, text)})


@act
def assess_low_price(
    case: Case, bid: str, text: str, *, by: str, at: datetime.datetime | None = None
) -> Event:
    """Record what the committee makes of the explanation, or of its absence after the day due."""
    last = _last(case, bid)
    if last is None or last.assessed is not None:
        raise case.fault("bid", bid, "a bid whose inquiry is open", "ask first")
    day = (at or moments.now()).date().isoformat()
    if last.answered is None and (not last.due or day <= last.due):
        allowed = f"an answer, or the day after {last.due}" if last.due else "an answer"
        raise case.fault("answer", "none on record", allowed, "record the answer first")
    return case.record(ASSESSED, by=by, at=at, data={"bid": bid, "text": _stated(case, text)})


def _last(case: Case, bid: str) -> Inquiry | None:
    of_bid = [inquiry for inquiry in inquiries(case.progress.events) if inquiry.bid == bid]
    return of_bid[-1] if of_bid else None


def _stated(case: Case, text: str) -> str:
    case.needs(text, "text", "what was said", "write it")
    return text
