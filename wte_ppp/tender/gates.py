"""What a tender's procedure requires on the way to the contract, and what of it is not on record.

A rule asks for it, somebody does it, a command records it; a step may wait for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.guidance.steps import freezes_first
from wte_ppp.messages import Message, Quoted, Text
from wte_ppp.tender.docket import Docket
from wte_ppp.tender.few_bids import bids_at_closing, fewest_bids, last_receipt, too_few
from wte_ppp.tender.progress import MINUTES, Progress
from wte_ppp.tender.tender import Tender

COMMITTEE, OFFICE = Message("the committee"), Message("the procurement office")


@dataclass(frozen=True)
class Gate:
    """Something that is not on record: what, by which clause, who does it, with which command.

    The steps in `holds` wait for it; where there are none, it is only still to be done.
    """

    what: Message
    who: Text
    command: str
    clause: Message | None = None
    holds: tuple[str, ...] = ()
    rule: str = ""


def open_gates(tender: Tender, progress: Progress) -> tuple[Gate, ...]:
    """What the procedure requires by now and the record does not hold, in the order of the steps.

    Parameters
    ----------
    tender
        In force, with its rules.
    progress
        After the deadline; what lies ahead of its last step is not asked for yet.
    """
    return (
        *_few(tender, progress),
        *_minutes(tender, progress, "technical"),
        *_technical(tender, progress),
        *_minutes(tender, progress, "price"),
        *_award(tender, progress),
    )


def without(case: Docket, step: str) -> tuple[Message, ...]:
    """What a step is taken without, in a past tender that is written down anew.

    Raises
    ------
    DocumentError
        In any other tender: each gap by name, with its clause and the command that closes it.
    """
    gaps = [gate for gate in open_gates(case.tender, case.progress) if step in gate.holds]
    if gaps and not case.reconstructed:
        raise DocumentError(
            Problem(
                str(case.folder), None, gate.rule, f"no {gate.what}",
                f"one on record before {step}: {gate.clause}", f"run {gate.command}",
            )
            for gate in gaps
        )  # fmt: skip
    return tuple(gate.what for gate in gaps)


def clause_of(rule: ResolvedRule) -> Message:
    """Where a rule stands: in the tender file, or in the document that its guidance names."""
    if rule.override is not None:
        return Message("{rule} of the tender file", rule=f"rules.{rule.id}")
    return rule.cited


def _gate(
    tender: Tender, key: str, what: Message, who: Text, command: str, holds: Sequence[str]
) -> Gate:
    rule = tender.rules[f"procedure.{key}"]
    return Gate(what, who, command, clause_of(rule), tuple(holds), key)


def _few(tender: Tender, progress: Progress) -> Iterator[Gate]:
    """What is done with fewer bids than the procedure wants, before anything is opened."""
    action, first = tender.procedure.fewer_bids_action, ("opening", "freeze", "open-prices")
    if action not in ("approval", "retender") or not too_few(tender, progress):
        return
    came, fewest = bids_at_closing(tender, progress), fewest_bids(tender)
    if action == "retender" or not came:
        what = Message("{fewest} bids: {came} came", fewest=fewest, came=came)
        command = "tender extend, or tender cancel"
        yield _gate(tender, "fewest_bids", what, OFFICE, command, (*first, "sign"))
    elif not approved(progress, last_receipt(progress).seq):
        what = Message(
            "decision to go on with {came} bids, fewer than {fewest}", came=came, fewest=fewest
        )
        command = "tender approve few-bids --reference NUMBER, tender extend, or tender cancel"
        yield _gate(tender, "fewest_bids", what, OFFICE, command, (*first, "sign"))


def _minutes(tender: Tender, progress: Progress, envelope: str) -> Iterator[Gate]:
    """Minutes of an opening that took place."""
    opened = progress.last("prices_opened")
    took_place = bool(progress.bids()) if envelope == "technical" else opened is not None
    since = opened.seq if envelope == "price" and opened is not None else 0
    written = any(
        event.data["envelope"] == envelope and event.seq > since for event in progress.all(MINUTES)
    )
    if tender.procedure.opening_minutes and took_place and not written:
        what = Message("minutes of the opening of the technical envelopes")
        if envelope == "price":
            what = Message("minutes of the opening of the price envelopes")
        command = f"tender opening --envelope {envelope} --attended NAME"
        yield _gate(tender, "opening_minutes", what, OFFICE, command, ("sign",))


def _technical(tender: Tender, progress: Progress) -> Iterator[Gate]:
    """Approval of the frozen scores, and letters to those who do not go on.

    Where prices were read out with the rest, at the opening, it is the ranking that waits.
    """
    frozen, approver = progress.in_round("frozen"), tender.procedure.technical_approval
    if frozen is None:
        return
    first = freezes_first(tender.procedure.steps)
    if approver is not None and not approved(progress, frozen.seq):
        yield _gate(
            tender, "technical_approval",
            Message("approval of the technical result, line {seq} of the record", seq=frozen.seq),
            Quoted(approver, "procedure"), "tender approve technical --reference NUMBER",
            ("open-prices" if first else "award", "sign"),
        )  # fmt: skip
    failed = [bid for bid in progress.as_of(frozen).bids() if bid not in frozen.data["passed"]]
    used = progress.prices_open if first else progress.in_round("award_proposed") is not None
    if failed and not used and not _issued(progress, "technical-", frozen.seq):
        yield Gate(
            Message("letters on the technical result to {bids}", bids=tuple(failed)),
            OFFICE, "tender letters --stage technical --out FOLDER --by NAME",
        )  # fmt: skip


def _award(tender: Tender, progress: Progress) -> Iterator[Gate]:
    """Qualification of the bid that is to have the contract, approval, notice and letters."""
    proposed = progress.in_round("award_proposed")
    winner = proposed.data["winner"] if proposed is not None else None
    if proposed is None or winner is None:
        return
    if tender.procedure.post_qualification and winner not in progress.qualified():
        what = Message("result of the qualification of bid {bid}", bid=winner)
        command = f"tender qualify --bid {winner} --pass or --fail --reason WHY"
        yield _gate(tender, "post_qualification", what, COMMITTEE, command, ("sign",))
    approver = tender.procedure.award_approval
    if approver is not None and not approved(progress, proposed.seq):
        yield _gate(
            tender, "award_approval",
            Message("approval of the award to bid {bid}, line {seq} of the record",
                    seq=proposed.seq, bid=winner),
            Quoted(approver, "procedure"), "tender approve award --reference NUMBER", ("sign",),
        )  # fmt: skip
    notice = progress.in_round("award_notified")
    if notice is None or notice.data["event"] != proposed.seq:
        what = Message("notice of intention to award to bid {bid}", bid=winner)
        yield Gate(what, OFFICE, "tender notify", holds=("sign",))
    if not _issued(progress, "debrief-", proposed.seq):
        what = Message("letters on the outcome to all bidders")
        yield Gate(what, OFFICE, "tender letters --out FOLDER --by NAME")


def approved(progress: Progress, seq: int) -> bool:
    """Whether the result of an event is approved; the approval of an earlier one does not count."""
    return any(event.data["event"] == seq for event in progress.all("approved"))


def _issued(progress: Progress, letters: str, since: int) -> bool:
    return any(
        event.seq > since and any(name.startswith(letters) for name in event.data["files"])
        for event in progress.all("reported")
    )
