"""How far a tender is: what its record says was received, decided, frozen and opened."""

import datetime
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from wte_ppp.messages import Quoted
from wte_ppp.tender.definition.bid import Envelope
from wte_ppp.tender.record import Event
from wte_ppp.tender.steps import Decision

# Puts another tender file into force; some envelopes may have to be handed in anew.
ADDENDUM = "addendum_issued"
ENDED = "cancelled"
MINUTES = "opening_recorded"
QUALIFIED, DEFECT_SETTLED = "qualification_decided", "defect_settled"
# A rule of every tender: a defect that was not cured puts its bid out.
PRELIMINARY = "preliminary_examination"
# The committee puts a bid first among those that no rule parts.
TIE = "tie"
# Begins the evaluation anew, from its scores or from its ranking; what it sets aside stays on file.
ROUND = "evaluation_reopened"
# A further round of prices: an award proposed before it stands no more.
PRICE_ROUND_OPENED = "price_round_opened"
# The committee asks a bidder to explain its price.
PRICE_ASKED = "low_price_asked"
SET_ASIDE = {
    "technical": ("frozen", "award_proposed", "award_notified"),
    "award": ("award_proposed", "award_notified"),
}
SEQ = attrgetter("seq")


@dataclass(frozen=True)
class Received:
    """An envelope as it was handed in."""

    bid: str
    envelope: Envelope
    file: str
    sha256: str
    late: bool


class Progress:
    """What the events of a record add up to."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.events = list[Event]()
        self._kinds: dict[str, list[Event]] = {}
        for event in events:
            self.add(event)

    def add(self, event: Event) -> None:
        """Go on by the next event."""
        self.events.append(event)
        self._kinds.setdefault(event.what, []).append(event)

    def as_of(self, event: Event) -> "Progress":
        """How far it was when this event was recorded."""
        return Progress(self.events[: bisect_right(self.events, event.seq, key=SEQ)])

    def all(self, *kinds: str) -> list[Event]:
        """Events of some kinds, in their order."""
        return sorted((event for kind in kinds for event in self._kinds.get(kind, ())), key=SEQ)

    def last(self, what: str) -> Event | None:
        """The last event of a kind, if there is one."""
        return next(reversed(self._kinds.get(what, ())), None)

    def in_round(self, what: str) -> Event | None:
        """The last event of a kind that an evaluation begun anew did not set aside."""
        event = self.last(what)
        for begun in self.all(ROUND):
            if event and begun.seq > event.seq and what in SET_ASIDE[begun.data["from"]]:
                return None
        held = self.last(PRICE_ROUND_OPENED)
        if event and held and what == "award_proposed" and held.seq > event.seq:
            return None
        return event

    def received(self) -> dict[tuple[str, Envelope], Received]:
        """Envelopes that count, by bid and envelope; a later one replaces an earlier one."""
        undone = {event.data["event"] for event in self.all("receipt_undone")}
        received: dict[tuple[str, Envelope], Received] = {}
        gone: set[str] = set()
        for event in self.all("received", ADDENDUM, "withdrawn"):
            data = event.data
            if event.what == "withdrawn":
                gone.add(data["bid"])
                continue
            if event.what == ADDENDUM:
                anew = data.get("forms_anew", ())
                received = {key: kept for key, kept in received.items() if key[1] not in anew}
                continue
            if event.seq in undone:
                continue
            envelope = Received(
                data["bid"], data["envelope"], data["file"], data["sha256"], data["late"]
            )
            if not envelope.late:
                if envelope.bid in gone:
                    # A bid withdrawn and handed in anew in time is the new one alone.
                    gone.remove(envelope.bid)
                    received = {
                        key: kept for key, kept in received.items() if key[0] != data["bid"]
                    }
                received[envelope.bid, envelope.envelope] = envelope
        return received

    def asked_anew(self) -> dict[tuple[str, Envelope], int]:
        """Envelopes that an addendum asks for anew and that did not come yet, with its event."""
        asked: dict[tuple[str, Envelope], int] = {}
        for event in self.all(ADDENDUM):
            before = self.as_of(self.events[event.seq - 2]).received()
            anew = event.data.get("forms_anew", ())
            asked |= {key: event.seq for key in before if key[1] in anew}
        received = self.received()
        return {key: seq for key, seq in asked.items() if key not in received}

    def withdrawn(self) -> dict[str, Quoted]:
        """Bids that were withdrawn and not handed in anew in time, with the reason."""
        undone = {event.data["event"] for event in self.all("receipt_undone")}
        gone: dict[str, Quoted] = {}
        for event in self.all("withdrawn", "received"):
            if event.what == "withdrawn":
                gone[event.data["bid"]] = Quoted(event.data["reason"], event.by)
            elif not event.data["late"] and event.seq not in undone:
                gone.pop(event.data["bid"], None)
        return gone

    def late(self) -> dict[str, str]:
        """Bids that are not evaluated as an envelope came late, with its moment."""
        counted = {bid for bid, envelope in self.received() if envelope == "technical"}
        late = [event for event in self.all("received") if event.data["late"]]
        return {event.data["bid"]: event.at for event in late if event.data["bid"] not in counted}

    def handed_in(self) -> list[str]:
        """All bids of which an envelope came, in time or late, withdrawn or not."""
        return sorted({event.data["bid"] for event in self.all("received")})

    def bids(self) -> list[str]:
        """Bids that are evaluated: handed in in time, not withdrawn."""
        gone = self.withdrawn()
        return sorted(
            {bid for bid, envelope in self.received() if envelope == "technical"} - set(gone)
        )

    def decisions(self) -> dict[tuple[str, str], Decision]:
        """The officer's decisions by bid and rule; the last one counts."""
        decisions: dict[tuple[str, str], Decision] = {}
        # After new prices or by order anew, a tie is a new one.
        begun = [event.seq for event in self.all(ROUND, PRICE_ROUND_OPENED)
                 if event.data.get("kind") != "best_ranked"]  # fmt: skip
        for event in self.all("decided"):
            data = event.data
            if data["rule"] == TIE and event.seq < max(begun, default=0):
                continue
            # In their order: of two bids put first in a tie the last one is.
            decisions.pop((data["bid"], data["rule"]), None)
            reason = Quoted(data["reason"], event.by)
            decisions[data["bid"], data["rule"]] = Decision(
                data["passed"], reason, tuple(data.get("tied", ()))
            )
        settled = {event.data["number"]: event for event in self.all(DEFECT_SETTLED)}
        for event in settled.values():
            key = event.data["bid"], PRELIMINARY
            passed = event.data["outcome"] != "not_cured"
            if key not in decisions or not passed:
                decisions[key] = Decision(passed, Quoted(event.data["reason"], event.by))
        return decisions

    def passed_over(self) -> dict[str, Quoted]:
        """Ranked bidders that turned out not to be qualified, with the reason; of this round."""
        return self._qualification(passed=False)

    def qualified(self) -> dict[str, Quoted]:
        """Ranked bidders that turned out to be qualified, with the reason; of this round."""
        return self._qualification(passed=True)

    def _qualification(self, *, passed: bool) -> dict[str, Quoted]:
        begun = max((event.seq for event in self.all(ROUND)), default=0)
        last = {event.data["bid"]: event for event in self.all(QUALIFIED) if event.seq > begun}
        return {
            bid: Quoted(event.data["reason"], event.by)
            for bid, event in last.items()
            if event.data["passed"] is passed
        }

    def asked_on_price(self) -> frozenset[str]:
        """Bids that were asked to explain their price."""
        return frozenset(event.data["bid"] for event in self.all(PRICE_ASKED))

    @property
    def round(self) -> int:
        """Number of the evaluation that runs: 1, and one more each time it is begun anew."""
        return 1 + len(self.all(ROUND))

    @property
    def frozen(self) -> bool:
        """Whether the technical score is frozen."""
        return self.in_round("frozen") is not None

    @property
    def prices_open(self) -> bool:
        """Whether prices were opened by two persons; who has seen them cannot unsee them."""
        return self.last("prices_opened") is not None

    @property
    def ended(self) -> Event | None:
        """The event that ended the tender without a contract, if it stands."""
        event = next(reversed(self.all(ENDED, ROUND)), None)
        return event if event is not None and event.what == ENDED else None

    @property
    def suspended(self) -> Event | None:
        """The suspension that holds the tender now, if one does."""
        event = next(reversed(self.all("suspended", "resumed")), None)
        return event if event is not None and event.what == "suspended" else None


def moment_of(event: Event) -> datetime.datetime:
    """The stated moment of an event."""
    return datetime.datetime.fromisoformat(event.at)
