"""The panel, on the screen and in the report: who judges, what was declared, which sheets came."""

from collections.abc import Iterator, Mapping

from wte_ppp.blocks import Block, Column, Paragraph, Table
from wte_ppp.messages import Message, Quoted, Text
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.moments import in_words as moment_words
from wte_ppp.tender.names import Name
from wte_ppp.tender.panel_history import SheetTaken, agreement, final_sheets, sheets_taken
from wte_ppp.tender.panel_now import (
    APPOINTED,
    DECIDED,
    DECLARED,
    PANEL_EVENTS,
    RECUSED,
    SUBSTITUTED,
    Declared,
)
from wte_ppp.tender.record import Event
from wte_ppp.tender.standing import Standing


def panel_screen(case: Standing) -> tuple[Block, ...]:
    """Members and their bids, declarations, sheets, and scores that are kept and do not count."""
    panel, bids = case.tender.panel, case.progress.bids()
    rows = tuple(
        (
            member,
            tuple(bid for bid in bids if member in panel.counting(bid)) or Message("none"),
        )
        for member in panel.members
    )
    columns = (Column(Message("Member"), 30), Column(Message("Scores"), 60))
    blocks: list[Block] = [Table(columns, rows, name="members")] if rows else []
    lines: list[Text] = [*_lines(case)]
    return (*blocks, *(Paragraph(line) for line in lines))


def _lines(case: Standing) -> Iterator[Text]:
    panel = case.tender.panel
    yield from panel.open_points()
    for bid in case.progress.bids():
        yield from panel.open_on(bid)
    if panel.quorum is not None:
        yield Message("Quorum: {quorum} of {count}", quorum=panel.quorum, count=len(panel.members))
    for member, successor in panel.replaced.items():
        yield Message("{substitute} sits in place of {member}", substitute=successor, member=member)
    for member, reason in panel.absent.items():
        yield Message(
            "{member} is absent; the quorum was reached: {reason}", member=member, reason=reason
        )
    for (member, bid), reason in panel.recused.items():
        if bid:
            yield Message(
                "{member} is recused from {bid}: {reason}", member=member, bid=bid, reason=reason
            )
        else:
            yield Message("{member} is recused from all bids: {reason}", member=member,
                          reason=reason)  # fmt: skip
    for expert in panel.experts:
        yield Message("{name} advises without a vote", name=expert)
    none: dict[str, list[str]] = {}
    for declared in panel.declared:
        if declared.interest:
            yield _declared(declared)
        else:
            none.setdefault(declared.member, []).append(declared.bid)
    for member, bids in none.items():
        named = tuple(dict.fromkeys(bid for bid in bids if bid))
        where = Message("{bids}", bids=named) if all(bids) else Message("all bids")
        yield Message("{member} declared no interest in {bid}", member=member, bid=where)
    concordance = agreement(case)
    if concordance is not None:
        yield Message(
            "agreement of the members' rankings (Kendall's W, 0 to 1): {w:.2f}", w=concordance
        )
    for sheet in sheets_taken(case.progress.events):
        yield _taken(case.tender.names.criteria, sheet)
    for final in final_sheets(case):
        for bid, why in final.aside.items():
            yield Message(
                "scores of {member} on {bid} are kept and do not count: {reason}",
                member=final.member, bid=bid, reason=why,
            )  # fmt: skip


def _declared(declared: Declared) -> Message:
    bid: str | Message = declared.bid or Message("all bids")
    member, text = declared.member, declared.text
    if declared.decided is None:
        return Message(
            "{member} declared an interest in {bid}: {text}", member=member, bid=bid, text=text
        )
    return Message(
        "{member} declared an interest in {bid}: {text}; decided: {reason}",
        member=member, bid=bid, text=text, reason=declared.decided,
    )  # fmt: skip


def _taken(names: Mapping[str, Name], sheet: SheetTaken) -> Message:
    who: str | Message = sheet.evaluator or Message("the panel")
    when = moment_words(sheet.event.at)
    if not sheet.changed:
        return Message("{when}: scores of {who}", when=when, who=who)
    changes = tuple(
        Message(
            "{bid}, {criterion}: {before} -> {after}",
            bid=change.bid, criterion=names.get(change.criterion, change.criterion),
            before=change.before, after=change.after,
        )
        for change in sheet.changed
    )  # fmt: skip
    if not sheet.earlier:
        return Message(
            "{when}: scores of {who}; changed: {changes:; }", when=when, who=who, changes=changes
        )
    return Message(
        "{when}: scores of {who}; changed after sheets of {earlier}: {changes:; }",
        when=when, who=who, earlier=sheet.earlier, changes=changes,
    )  # fmt: skip


def seats_table(evaluation: Evaluation) -> Table:
    """Who took and left a seat, and what members declared."""
    rows = tuple(
        (moment_words(event.at), _seat(event), *_why(event), event.by)
        for event in evaluation.events
        if event.what in PANEL_EVENTS
    )
    columns = (
        Column(Message("When"), 24),
        Column(Message("What"), 40),
        Column(Message("Reason"), 36),
        Column(Message("Who"), 18),
    )
    title = Message("Changes and declarations of the panel")
    return Table(columns, rows, title, name="seats", size="small")


def _seat(event: Event) -> Message:
    data = event.data
    member = data.get("member", "")
    bid: str | Message = data.get("bid") or Message("all bids")
    if event.what == APPOINTED:
        return Message("appointed: {members}", members=tuple(data["members"]))
    if event.what == DECLARED:
        if data["interest"]:
            return Message("{member} declared an interest in {bid}", member=member, bid=bid)
        return Message("{member} declared no interest in {bid}", member=member, bid=bid)
    if event.what == DECIDED:
        return Message("{member} keeps the seat on {bid}", member=member, bid=bid)
    if event.what == RECUSED:
        return Message("{member} is recused from {bid}", member=member, bid=bid)
    if event.what == SUBSTITUTED:
        return Message(
            "{substitute} sits in place of {member}", substitute=data["substitute"], member=member
        )
    return Message("absent, the quorum was reached: {members}", members=tuple(data["members"]))


def _why(event: Event) -> tuple[Text]:
    data = event.data
    words = data.get("reason") or data.get("text") or data.get("reference") or ""
    return (Quoted(words, event.by),)


def changed_marks_table(evaluation: Evaluation) -> Table:
    """Each grade that was changed after it was recorded."""
    names = evaluation.tender.names.criteria
    rows = tuple(
        (
            moment_words(sheet.event.at),
            sheet.evaluator or Message("PANEL"),
            change.bid,
            names.get(change.criterion, change.criterion),
            change.before,
            change.after,
        )
        for sheet in sheets_taken(evaluation.events)
        for change in sheet.changed
    )
    columns = (
        Column(Message("When"), 24),
        Column(Message("Scored by"), 20),
        Column(Message("Bid"), 7),
        Column(Message("Criterion"), 36),
        Column(Message("Before"), 12),
        Column(Message("After"), 12),
    )
    return Table(columns, rows, Message("Scores that changed"), name="changed-marks", size="small")
