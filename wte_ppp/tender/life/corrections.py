"""What is settled about an opened price: corrections, decimal points, deviations."""

import datetime
from fractions import Fraction

from wte_ppp.tender.answers import is_currency
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.case import Case
from wte_ppp.tender.docket import act
from wte_ppp.tender.evaluated_price import arithmetic
from wte_ppp.tender.record import Event
from wte_ppp.tender.rulings_read import ANSWERED, DECIMAL, DEVIATION


@act
def answer_correction(
    case: Case, bid: str, accepted: bool, *, reason: str, by: str,
    at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Record whether a bidder accepts its corrected figures; a refusal puts the bid out.

    Parameters
    ----------
    case
        With prices open.
    bid
        Whose figures do not add up.
    accepted
        The bidder's answer to all corrections as they are now.
    reason
        Where the answer stands: a letter, its day, its words.
    by, at
        Who records it, and when.

    Raises
    ------
    DocumentError
        If nothing of this bid is corrected, or nothing says where the answer stands.
    """
    figures = arithmetic(case.tender, _opened(case, bid)).figures
    if not figures:
        raise case.fault("bid", bid, "a bid with corrected figures", "see tender status")
    _reasoned(case, reason)
    data = {
        "bid": bid,
        "accepted": accepted,
        "figures": {field: str(value) for field, value in figures.items()},
        "reason": reason,
    }
    return case.record(ANSWERED, by=by, at=at, data=data)


@act
def decide_decimal_point(
    case: Case, bid: str, field: str, misplaced: bool, *, reason: str, by: str,
    at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Record whether the decimal point of a unit price is obviously misplaced.

    If it is, the amount governs and the unit price follows from it; if not, the unit price governs.
    """
    schedules = case.tender.definition.price.schedules.values()
    fields = [
        schedule.unit_price_of(key)
        for schedule in schedules
        for key in schedule.items
        if schedule.unit_price_of(key)
    ]
    if field not in fields:
        raise case.fault("field", field, ", ".join(fields) or "no unit price", "choose one")
    if field not in _opened(case, bid).numbers:
        raise case.fault("field", field, "a unit price that the bid states", "see its prices")
    _reasoned(case, reason)
    data = {"bid": bid, "field": field, "misplaced": misplaced, "reason": reason}
    return case.record(DECIMAL, by=by, at=at, data=data)


@act
def price_deviation(
    case: Case, bid: str, what: str, amount: Fraction, *, currency: str, reason: str, by: str,
    at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Record what a deviation that is not material is worth, for comparison alone.

    The same words again replace the amount; 0 takes it back.
    """
    _opened(case, bid)
    case.needs(what, "what", "the deviation in words", "say what it is")
    if not is_currency(currency):
        raise case.fault("currency", repr(currency), "a code such as USD", "correct it")
    _reasoned(case, reason)
    data = {
        "bid": bid,
        "what": what,
        "amount": str(amount),
        "currency": currency,
        "reason": reason,
    }
    return case.record(DEVIATION, by=by, at=at, data=data)


def _opened(case: Case, bid: str) -> Bid:
    """The price envelope of a bid, once prices are open."""
    if not case.progress.prices_open:
        raise case.fault("prices", "closed", "after prices are opened", "run tender open-prices")
    prices = case.prices()
    if bid not in prices:
        raise case.fault("bid", repr(bid)[:60], ", ".join(prices) or "no price", "choose one")
    return prices[bid]


def _reasoned(case: Case, reason: str) -> None:
    case.needs(reason)
