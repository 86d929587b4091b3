"""Binding rules of the country: those not kept, those nobody checked, and all as a table."""

from wte_ppp.blocks import Block, Column, Heading, Table, Words
from wte_ppp.chapters.outcome_tables import Row
from wte_ppp.feasibility.bound_notes import departures
from wte_ppp.feasibility.result import BoundRow, StudyResult
from wte_ppp.messages import Message

FEE = "wte.tipping_fee"


def not_kept(result: StudyResult) -> tuple[Message, ...]:
    """Binding rules that the study does not keep; none where it keeps all."""
    return tuple(departures(result.bound))


def not_checked(result: StudyResult) -> tuple[Message, ...]:
    """Binding rules that the study is not held against, each with the reason."""
    return tuple(
        Message(
            "{rule} By law {demand} ({source}); {why}.",
            rule=row.description,
            demand=row.demand,
            source=row.source,
            why=row.why or "",
        )
        for row in result.bound
        if row.passed_share is None
    )


def fee_by_law(result: StudyResult) -> tuple[Message, ...]:
    """What the law binds the tipping fee to, beside the fee that the targets need."""
    return tuple(
        Message("By law the fee is {demand} ({source}).", demand=row.demand, source=row.source)
        for row in result.bound
        if row.rule == FEE
    )


def bound_blocks(result: StudyResult) -> tuple[Block, ...]:
    """Every binding rule of the country beside what the study has."""
    if not result.bound:
        return ()
    columns = (
        Column(Message("Binding rule"), 38),
        Column(Message("By law"), 26),
        Column(Message("In the study"), 20),
        Column(Message("State"), 26),
        Column(Message("Source"), 46),
    )
    rows = tuple(map(_bound_row, result.bound))
    return (Heading(Message("Binding rules"), 2), Table(columns, rows, name="bound", size="tiny"))


def _bound_row(row: BoundRow) -> Row:
    return (row.description, row.demand, row.stated or "", _state(row), row.source)


def _state(row: BoundRow) -> Words:
    if row.passed_share is None:
        return Message("Binding, not checked: {why}", why=row.why or "")
    return Message("kept") if row.passed_share == 1 else Message("NOT KEPT")
