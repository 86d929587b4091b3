"""Who judges now: the panel as it was named, and as recusals, substitutes and absences left it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from wte_ppp.guidance.procedure import Procedure
from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.definition.tender import TenderDefinition
from wte_ppp.tender.persons import person
from wte_ppp.tender.progress import ROUND
from wte_ppp.tender.record import Event

APPOINTED, DECLARED, DECIDED = "panel_appointed", "interest_declared", "interest_decided"
RECUSED, SUBSTITUTED, ABSENT = "recused", "substituted", "members_absent"
PANEL_EVENTS = (APPOINTED, DECLARED, DECIDED, RECUSED, SUBSTITUTED, ABSENT)
CHANGES = frozenset((*PANEL_EVENTS, "marked", ROUND))
ALL = ""  # in place of a bid: all of them


@dataclass(frozen=True)
class Declared:
    """What a member declared on a bid, or on all: an interest or none, in the member's words.

    `decided` is what the chair decided on an interest, with the reason; None while it waits.
    """

    member: str
    bid: str
    interest: bool
    text: Quoted
    at: str
    decided: Quoted | None = None


@dataclass(frozen=True)
class PanelNow:
    """A panel as it stands.

    `members` hold its seats in order, `replaced` held one before: each with the substitute.
    `recused` and `absent` do not count, with the reason; a recusal is from a bid or, under an empty
    id, from all. `experts` advise and have no vote. `least` is the size that the rule asks for.
    """

    members: tuple[str, ...] = ()
    experts: tuple[str, ...] = ()
    quorum: int | None = None
    least: int | None = None
    recused: Mapping[tuple[str, str], Quoted] = field(default_factory=dict)
    absent: Mapping[str, Quoted] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)
    declared: tuple[Declared, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """All that have or had a seat."""
        return tuple(dict.fromkeys([*self.members, *self.replaced]))

    def named(self, name: str) -> str | None:
        """The member's name as the panel has it, from a name as somebody wrote it."""
        return next((member for member in self.known if person(member) == person(name)), None)

    def counting(self, bid: str) -> tuple[str, ...]:
        """Members whose marks on a bid count, in the order of their seats."""
        return tuple(
            member
            for member in self.members
            if member not in self.absent
            and (member, bid) not in self.recused
            and (member, ALL) not in self.recused
        )

    def waiting(self, bid: str) -> dict[str, Quoted]:
        """Members with an interest in a bid on which nobody decided yet."""
        counting = self.counting(bid)
        return {
            declared.member: declared.text
            for declared in self.declared
            if declared.interest
            and declared.decided is None
            and declared.bid in (bid, ALL)
            and declared.member in counting
        }

    def refusal(self, member: str, bid: str) -> str | None:
        """Why a member may not mark a bid; None if the member may."""
        if member in self.replaced and member not in self.members:
            return f"replaced by {self.replaced[member]}"
        for part in (bid, ALL):
            if (member, part) in self.recused:
                return f"recused from {part or 'all bids'}"
        if member in self.absent:
            return "absent; the panel went on by its quorum"
        if member in self.waiting(bid):
            return "an interest declared on which the chair has not decided"
        return None

    def open_points(self) -> Iterator[Message]:
        """What the panel as a whole lacks."""
        seated = [member for member in self.members if (member, ALL) not in self.recused]
        if not self.members:
            yield Message("the panel is not appointed yet")
        elif self.least is not None and len(seated) < self.least:
            yield Message(
                "{count} members are left of the panel, at least {least} are required: name a "
                "substitute",
                count=len(seated), least=self.least,
            )  # fmt: skip

    def open_on(self, bid: str) -> Iterator[Message]:
        """What must be settled before the marks on a bid may count."""
        for member, text in self.waiting(bid).items():
            yield Message(
                "{bid}: {member} declared an interest, on which the chair must decide: {text}",
                bid=bid, member=member, text=text,
            )  # fmt: skip
        count = len(self.counting(bid))
        if self.members and not count:
            yield Message("{bid}: no member of the panel may score it", bid=bid)
        elif self.members and self.quorum is not None and count < self.quorum:
            yield Message(
                "{bid}: {count} members may score it, the quorum is {quorum}",
                bid=bid, count=count, quorum=self.quorum,
            )  # fmt: skip

    def aside(self, member: str, bid: str) -> Message | None:
        """Why marks of a member on a bid are kept and do not count; None if they count."""
        if member in self.counting(bid):
            return None
        if member in self.replaced and member not in self.members:
            return Message("replaced by {substitute}", substitute=self.replaced[member])
        reason = self.recused.get((member, bid)) or self.recused.get((member, ALL))
        if reason is not None:
            return Message("recused: {reason}", reason=reason)
        if member in self.absent:
            return Message("absent, the quorum was reached: {reason}", reason=self.absent[member])
        return Message("no member of the panel")


def panel_of(definition: TenderDefinition, procedure: Procedure) -> PanelNow:
    """The panel as the tender file names it."""
    panel = definition.panel
    if panel is None:
        return PanelNow()
    quorum = panel.quorum if panel.quorum is not None else procedure.panel_quorum
    return PanelNow(panel.members, quorum=quorum, least=procedure.panel_least)


def panel_in_force(
    definition: TenderDefinition, procedure: Procedure, events: Iterable[Event]
) -> PanelNow:
    """The panel as the tender file and the events up to now make it.

    Parameters
    ----------
    definition, procedure
        Of the tender in force.
    events
        Of the case; those that concern no panel are passed over.

    Returns
    -------
    PanelNow
        Members who count, bid by bid, and what is open.
    """
    now = panel_of(definition, procedure)
    for event in events:
        if event.what in CHANGES:
            now = _after(now, event)
    return now


def _after(now: PanelNow, event: Event) -> PanelNow:
    data = event.data
    if event.what == APPOINTED:
        return replace(now, members=tuple(data["members"]), experts=tuple(data["experts"]))
    if event.what == DECLARED:
        text = Quoted(data["text"], data["member"])
        declared = Declared(data["member"], data["bid"], data["interest"], text, event.at)
        return replace(now, declared=(*now.declared, declared))
    if event.what == "marked" and "declared" in data:
        member = data["evaluator"]
        declarations = [
            Declared(member, bid, bool(text), Quoted(text, member), event.at)
            for bid, text in data["declared"].items()
        ]
        known = {(old.member, old.bid, old.interest, old.text) for old in now.declared}
        new = [
            declared
            for declared in declarations
            if (member, declared.bid, declared.interest, declared.text) not in known
        ]
        return replace(now, declared=(*now.declared, *new))
    if event.what == DECIDED:
        return _decided(now, data["member"], data["bid"], Quoted(data["reason"], event.by))
    if event.what == RECUSED:
        reason = Quoted(data["reason"], event.by)
        recused = {**now.recused, (data["member"], data["bid"]): reason}
        return _decided(replace(now, recused=recused), data["member"], data["bid"], reason)
    if event.what == SUBSTITUTED:
        member, substitute = data["member"], data["substitute"]
        seats = tuple(substitute if seat == member else seat for seat in now.members)
        replaced = {**now.replaced, member: substitute}
        return replace(now, members=seats, replaced=replaced)
    if event.what == ABSENT:
        reason = Quoted(data["reason"], event.by)
        return replace(now, absent=dict.fromkeys(data["members"], reason))
    if event.what == ROUND and data["from"] == "technical":
        return replace(now, absent={})  # who was ill then may be back
    return now


def _decided(now: PanelNow, member: str, bid: str, reason: Quoted) -> PanelNow:
    declared = tuple(
        replace(old, decided=reason)
        if old.member == member and old.interest and (bid == ALL or old.bid == bid)
        else old
        for old in now.declared
    )
    return replace(now, declared=declared)
