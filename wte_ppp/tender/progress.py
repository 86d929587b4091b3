"""How far a tender is: what its record says was received, decided, frozen and opened."""

from dataclasses import dataclass

from wte_ppp.messages import Quoted
from wte_ppp.tender.definition.bid import Envelope
from wte_ppp.tender.record import Event
from wte_ppp.tender.steps import Decision


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

    def __init__(self, events: list[Event]) -> None:
        self.events = events

    def as_of(self, event: Event) -> "Progress":
        """How far it was when this event was recorded."""
        return Progress([earlier for earlier in self.events if earlier.seq <= event.seq])

    def last(self, what: str) -> Event | None:
        """The last event of a kind, if there is one."""
        return next(reversed(self._all(what)), None)

    def received(self) -> dict[tuple[str, Envelope], Received]:
        """Envelopes that count, by bid and envelope; a later one replaces an earlier one."""
        received: dict[tuple[str, Envelope], Received] = {}
        for event in self._all("received"):
            data = event.data
            envelope = Received(
                data["bid"], data["envelope"], data["file"], data["sha256"], data["late"]
            )
            if not envelope.late:
                received[envelope.bid, envelope.envelope] = envelope
        return received

    def withdrawn(self) -> dict[str, Quoted]:
        """Bids that were withdrawn, with the reason."""
        return {
            event.data["bid"]: Quoted(event.data["reason"], event.by)
            for event in self._all("withdrawn")
        }

    def late(self) -> dict[str, str]:
        """Bids that are not evaluated as an envelope came late, with its moment."""
        counted = {bid for bid, envelope in self.received() if envelope == "technical"}
        late = [event for event in self._all("received") if event.data["late"]]
        return {event.data["bid"]: event.at for event in late if event.data["bid"] not in counted}

    def handed_in(self) -> list[str]:
        """All bids of which an envelope came, in time or late, withdrawn or not."""
        return sorted({event.data["bid"] for event in self._all("received")})

    def bids(self) -> list[str]:
        """Bids that are evaluated: handed in in time, not withdrawn."""
        gone = self.withdrawn()
        return sorted(
            {bid for bid, envelope in self.received() if envelope == "technical"} - set(gone)
        )

    def decisions(self) -> dict[tuple[str, str], Decision]:
        """The officer's decisions by bid and rule; the last one counts."""
        return {
            (event.data["bid"], event.data["rule"]): Decision(
                event.data["passed"], Quoted(event.data["reason"], event.by)
            )
            for event in self._all("decided")
        }

    @property
    def frozen(self) -> bool:
        """Whether the technical score is frozen."""
        return any(event.what == "frozen" for event in self.events)

    @property
    def prices_open(self) -> bool:
        """Whether prices were opened by two persons."""
        return any(event.what == "prices_opened" for event in self.events)

    def _all(self, what: str) -> list[Event]:
        return [event for event in self.events if event.what == what]
