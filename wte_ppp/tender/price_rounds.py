"""Further rounds of prices as the record tells them: opened, handed in, closed, and what counts."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from wte_ppp.messages import Message
from wte_ppp.tender.award import PRICE_ROUND, Kind, RoundPrice
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.evaluated_price import evaluated, without_filled_blanks
from wte_ppp.tender.progress import PRICE_ROUND_OPENED, ROUND, Progress, Received
from wte_ppp.tender.record import Event
from wte_ppp.tender.requirements import Decisions
from wte_ppp.tender.resolutions_read import SETTLED
from wte_ppp.tender.rulings_read import ANSWERED, DECIMAL, DEVIATION
from wte_ppp.tender.steps import Finding
from wte_ppp.tender.tender import Tender

RECEIVED, CLOSED = "price_round_received", "price_round_closed"


@dataclass
class PriceRound:
    """One round: with the best ranked bid, or among all that are still in."""

    opened: Event
    received: dict[str, Received] = field(default_factory=dict)
    closed: Event | None = None

    @property
    def kind(self) -> Kind:
        """Whom it is held with."""
        kind: Kind = self.opened.data["kind"]
        return kind


@dataclass(frozen=True)
class Offer:
    """A price of a round that was closed by an event."""

    envelope: Received
    closed: Event


def price_rounds(events: Sequence[Event]) -> list[PriceRound]:
    """All rounds in their order; one that an evaluation begun anew found open is void."""
    rounds: list[PriceRound] = []
    for event in events:
        if event.what == PRICE_ROUND_OPENED:
            rounds.append(PriceRound(event))
        elif event.what == RECEIVED and rounds and not event.data["late"]:
            data = event.data
            envelope = Received(data["bid"], "price", data["file"], data["sha256"], data["late"])
            rounds[-1].received[envelope.bid] = envelope
        elif event.what == CLOSED and rounds:
            rounds[-1].closed = event
        elif event.what == ROUND:
            rounds = [held for held in rounds if held.closed is not None]
    return rounds


def round_now(progress: Progress) -> PriceRound | None:
    """The round of the evaluation that runs, open or closed; None before it."""
    begun = max((event.seq for event in progress.all(ROUND)), default=0)
    held = [held for held in price_rounds(progress.events)
            if held.opened.seq > begun]  # fmt: skip
    return held[-1] if held else None


def offers(progress: Progress) -> dict[str, list[Offer]]:
    """Prices of closed rounds among all, by bid, in their order."""
    handed_in: dict[str, list[Offer]] = {}
    for held in price_rounds(progress.events):
        if held.closed is not None and held.kind == "all":
            for bid, envelope in held.received.items():
                handed_in.setdefault(bid, []).append(Offer(envelope, held.closed))
    return handed_in


def refused_offers(progress: Progress, decisions: Decisions) -> set[str]:
    """Bids whose earlier price counts by the committee's decision on the one of the round."""
    return {
        bid for bid in offers(progress)
        if (bid, PRICE_ROUND) in decisions and not decisions[bid, PRICE_ROUND].passed
    }  # fmt: skip


def on_prices(
    progress: Progress, rules: Collection[str], last: Collection[str],
    negotiated: Mapping[str, int] | None = None,
) -> Progress:  # fmt: skip
    """The record without what was decided on another price of a bid than the one that counts.

    `rules` are decided on prices; `last` are bids of which the price of the last round counts.
    `negotiated` has the closing event of a price that was negotiated beside the ranking, by bid.
    """
    closed = {bid: handed_in[-1].closed.seq for bid, handed_in in offers(progress).items()}
    closed |= negotiated or {}

    def kept(event: Event) -> bool:
        bid = event.data.get("bid")
        if bid not in closed or not _on_price(event.what, event.data, rules):
            return True
        after = event.seq > closed[bid]
        on_round = event.what == "decided" and event.data["rule"] == PRICE_ROUND
        return after if on_round else after == (bid in last)

    return Progress([event for event in progress.events if kept(event)])


def _on_price(what: str, data: Mapping[str, Any], rules: Collection[str]) -> bool:
    if what == SETTLED:
        return bool(data["envelope"] == "price")
    return what in (ANSWERED, DECIMAL, DEVIATION) or (what == "decided" and data["rule"] in rules)


def compared_prices(
    tender: Tender, kind: Kind, earlier: Mapping[str, Bid], now: Mapping[str, Bid],
    decisions: Mapping[str, Decisions],
) -> tuple[list[RoundPrice], list[Finding]]:  # fmt: skip
    """Each price of a round beside the earlier one, and what the committee decides of it.

    Among all, a price above the earlier one is an open point: `pass` lets it count, `fail` leaves
    the earlier one; one that cannot be read waits, and `fail` leaves the earlier one. With the best
    ranked a higher one does not count, by the rule; a price that cannot be computed is an open
    point, and `fail` leaves the earlier one. Neither puts a bid out.
    `decisions` are those on the earlier and on the new price.
    """
    prices, findings = [], []
    for bid in now:
        before = _amount(tender, bid, earlier.get(bid), decisions["earlier"])
        after = _amount(tender, bid, now[bid], decisions["now"])
        decision = decisions["now"].get((bid, PRICE_ROUND))
        worse = after is not None and before is not None and after > before
        counts = kind == "all" or (after is not None and not worse)
        doubt = None
        if kind == "all" and after is not None and before is not None and after > before:
            doubt = Message(
                "{now:max2} in the price round, above {earlier:max2} before: which one counts?",
                now=after, earlier=before,
            )  # fmt: skip
        elif kind == "best_ranked" and after is None:
            doubt = Message("the price of the negotiation cannot be computed")
        elif after is None and now[bid].open:
            doubt = Message(
                "the price of the round cannot be read: settle its open points, or fail it, and "
                "the earlier one counts"
            )
        if doubt is not None:
            # What cannot be computed cannot be let in.
            held = decision is not None and (after is not None or not decision.passed)
            settled = decision if held else None
            findings.append(
                Finding(bid, PRICE_ROUND, PRICE_ROUND, True, settled.reason)
                if settled is not None
                else Finding(bid, PRICE_ROUND, PRICE_ROUND, None, doubt)
            )
        if decision is not None and not decision.passed:
            counts = False
        prices.append(RoundPrice(bid, kind, before, after, counts))
    return prices, findings


def _amount(
    tender: Tender, bid: str, envelope: Bid | None, decisions: Decisions
) -> Fraction | None:
    own = None if envelope is None else without_filled_blanks(tender, envelope)
    return evaluated(tender, bid, own, decisions).amount


def round_words(prices: Sequence[RoundPrice], currency: str) -> Iterator[Message]:
    """Both figures of each bid that handed in a price in the round, and which one counts."""
    for price in prices:
        if price.now is None or price.earlier is None:
            yield Message("{bid}: its price in the price round cannot be computed", bid=price.bid)
            continue
        known: dict[str, str | Fraction] = {
            "bid": price.bid, "earlier": price.earlier, "now": price.now, "currency": currency
        }  # fmt: skip
        if price.kind == "best_ranked" and price.counts:
            yield Message(
                "{bid}: {now:max2} {currency} agreed after negotiation, {earlier:max2} before; the "
                "ranking stays on the earlier prices",
                **known,
            )  # fmt: skip
        elif price.kind == "best_ranked":
            yield Message(
                "{bid}: {now:max2} {currency} in the negotiation is no better than before and does "
                "not count; {earlier:max2} stands",
                **known,
            )  # fmt: skip
        elif price.counts:
            yield Message(
                "{bid}: {now:max2} {currency} in the price round counts; {earlier:max2} before",
                **known,
            )  # fmt: skip
        else:
            yield Message(
                "{bid}: {now:max2} {currency} in the price round does not count; {earlier:max2} "
                "stands",
                **known,
            )  # fmt: skip
