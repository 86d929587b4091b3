"""The panel as events: appointment, declarations of interest, recusal, substitutes, quorum."""

import datetime
from collections.abc import Sequence

from wte_ppp.tender.case import Case
from wte_ppp.tender.docket import act
from wte_ppp.tender.panel_now import (
    ABSENT,
    ALL,
    APPOINTED,
    DECIDED,
    DECLARED,
    RECUSED,
    SUBSTITUTED,
)  # fmt: skip
from wte_ppp.tender.persons import person
from wte_ppp.tender.record import Event


@act
def appoint(
    case: Case, members: Sequence[str], *, by: str, experts: Sequence[str] = (),
    reference: str = "", at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Name the panel of a tender whose file gives no names; advisers have no vote.

    Raises `DocumentError` where the panel is named already, for a name given twice, or for another
    number of members than the tender's rules.
    """
    _not_frozen(case)
    panel = case.tender.definition.panel
    if panel is None:
        raise case.fault("panel", "a tender without a panel", "a panel", "nobody scores by hand")
    if case.tender.panel.members:
        found, allowed = ", ".join(case.tender.panel.members), "a panel without members"
        raise case.fault("members", found, allowed, "name a substitute: tender panel substitute")
    names = [_name(case, name) for name in (*members, *experts)]
    if len({person(name) for name in names}) < len(names):
        raise case.fault("members", "one person twice", "each person once", "remove one")
    if panel.number is not None and len(members) != panel.number:
        raise case.fault("members", f"{len(members)}", f"{panel.number} members", "correct it")
    least = case.tender.procedure.panel_least
    if not members or (least is not None and len(members) < least):
        raise case.fault("members", f"{len(members)}", f"at least {least or 1}", "add members")
    data = {
        "members": names[: len(members)],
        "experts": names[len(members) :],
        "reference": reference,
    }
    return case.record(APPOINTED, by=by, at=at, data=data)


@act
def declare(
    case: Case, member: str, *, interest: bool, text: str, by: str, bid: str = ALL,
    at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Record what a member declared: an interest in a bid (or in all), or none.

    From an interest on the member's scores on that bid wait for the chair's decision.
    """
    _not_frozen(case)
    if interest and not text.strip():
        raise case.fault("text", "nothing", "what the interest is", "write it")
    data = {
        "member": _member(case, member),
        "bid": _bid(case, bid),
        "interest": interest,
        "text": text,
    }
    return case.record(DECLARED, by=by, at=at, data=data)


@act
def keep(
    case: Case, member: str, *, reason: str, by: str, bid: str = ALL,
    at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Record the chair's decision that a member scores in spite of a declared interest."""
    _not_frozen(case)
    case.needs(reason)
    name = _member(case, member)
    waiting = [
        declared
        for declared in case.tender.panel.declared
        if declared.interest and declared.decided is None and declared.member == name
        and bid in (ALL, declared.bid)
    ]  # fmt: skip
    if not waiting:
        found, allowed = f"no interest of {name} in {bid or 'any bid'}", "one that waits"
        raise case.fault("member", found, allowed, "see tender panel show")
    if any(person(by) == person(declared.member) for declared in waiting):
        raise case.fault("by", by, "somebody else than the member", "let the chair decide")
    data = {"member": name, "bid": _bid(case, bid), "reason": reason}
    return case.record(DECIDED, by=by, at=at, data=data)


@act
def recuse(
    case: Case, member: str, *, reason: str, by: str, bid: str = ALL,
    at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Take a member off one bid, or off all; scores given before are kept and do not count."""
    _not_frozen(case)
    case.needs(reason)
    name = _seated(case, member)
    recused = case.tender.panel.recused
    if (name, bid) in recused or (name, ALL) in recused:
        found, allowed = f"{name}, recused already", "a member who scores"
        raise case.fault("member", found, allowed, "nothing would follow")
    data = {"member": name, "bid": _bid(case, bid), "reason": reason}
    return case.record(RECUSED, by=by, at=at, data=data)


@act
def substitute(
    case: Case, member: str, successor: str, *, reason: str, by: str,
    at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Give a member's seat to somebody else, whose scores count from now on."""
    _not_frozen(case)
    case.needs(reason)
    panel = case.tender.panel
    name = _seated(case, member)
    new = panel.named(successor) or _name(case, successor)
    if new in panel.members:
        raise case.fault("substitute", repr(successor), "somebody without a seat", "name another")
    if (new, ALL) in panel.recused:
        found = f"{new}, recused from all bids"
        raise case.fault("substitute", found, "somebody who may score", "name another")
    data = {"member": name, "substitute": new, "reason": reason}
    return case.record(SUBSTITUTED, by=by, at=at, data=data)


@act
def go_on_without(
    case: Case, absent: Sequence[str], *, reason: str, by: str,
    at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Record that the panel goes on without members, its quorum reached; none: all are back.

    Raises `DocumentError` where the rules state no quorum, it is not reached, or a member has
    scored all: those scores count.
    """
    _not_frozen(case)
    case.needs(reason)
    panel = case.tender.panel
    names = list(dict.fromkeys(_seated(case, member) for member in absent))
    quorum = panel.quorum
    if names and quorum is None:
        found, allowed = "no quorum in the rules", "panel.quorum or procedure.panel_quorum"
        raise case.fault("quorum", found, allowed, "name a substitute: tender panel substitute")
    left = [
        member
        for member in panel.members
        if member not in names and (member, ALL) not in panel.recused
    ]
    if names and quorum is not None and len(left) < quorum:
        found, allowed = f"{len(left)} members", f"a quorum of {quorum}"
        raise case.fault("quorum", found, allowed, "name a substitute: tender panel substitute")
    done = [name for name in names if _has_scored_all(case, name)]
    if done:
        found, allowed = f"{', '.join(done)}: all scores are in", "members whose scores are missing"
        raise case.fault("absent", found, allowed, "their scores count; leave them out")
    return case.record(ABSENT, by=by, at=at, data={"members": names, "reason": reason})


def _has_scored_all(case: Case, member: str) -> bool:
    marks = case.marks()[0].get(member, {})
    judged = {leaf.id for leaf in case.tender.leaves if leaf.judged}
    bids = [bid for bid in case.technical().scores if member in case.tender.panel.counting(bid)]
    return bool(bids) and all(judged <= set(marks.get(bid, {})) for bid in bids)


def _not_frozen(case: Case) -> None:
    case.refuse_if(case.progress.frozen, "frozen", "the technical evaluation is closed")


def _name(case: Case, name: str) -> str:
    """A new person's name, without blanks around it."""
    if not name.strip() or len(name) > 200:
        raise case.fault("name", repr(name)[:60], "a name", "write it")
    return " ".join(name.split())


def _member(case: Case, name: str) -> str:
    panel = case.tender.panel
    member = panel.named(name)
    if member is None:
        allowed = "one of " + (", ".join(panel.known) or "no member yet")
        raise case.fault("member", repr(name)[:60], allowed, "choose one")
    return member


def _seated(case: Case, name: str) -> str:
    member = _member(case, name)
    if member not in case.tender.panel.members:
        allowed = "one of " + ", ".join(case.tender.panel.members)
        raise case.fault("member", f"{member}, who has no seat any more", allowed, "choose one")
    return member


def _bid(case: Case, bid: str) -> str:
    if bid != ALL:
        case.known(bid)
    return bid
