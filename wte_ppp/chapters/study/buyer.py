"""The buyer's side of the credits: its conditions beside the study, and all its rules."""

from wte_ppp.blocks import Block, Column, Heading, Paragraph, Table, Words
from wte_ppp.chapters.outcome_tables import Row
from wte_ppp.feasibility.buyer import unmet
from wte_ppp.feasibility.result import BuyerRow, StudyResult
from wte_ppp.messages import Message


def not_met(result: StudyResult) -> tuple[Message, ...]:
    """Conditions of the buyer that the study does not meet; none where it meets all."""
    return tuple(unmet(result.buyer))


def buyer_blocks(result: StudyResult) -> tuple[Block, ...]:
    """Conditions of the buyer beside what the study has, then every rule of its side."""
    if not result.buyer_rules:
        return ()
    columns = (
        Column(Message("Condition of the buyer"), 38),
        Column(Message("Asked"), 26),
        Column(Message("In the study"), 20),
        Column(Message("State"), 26),
        Column(Message("Source"), 46),
    )
    of_rules = (
        Column(Message("Rule"), 36),
        Column(Message("In force"), 36),
        Column(Message("Source"), 54),
        Column(Message("Read"), 8),
    )
    held = {row.rule for row in result.buyer}
    told = tuple(
        (rule.description, rule.value, rule.source, rule.confidence)
        for rule in result.buyer_rules
        if rule.status != "gap" and rule.rule not in held
    )
    return (
        Heading(Message("The buyer's side of the credits"), 2),
        Paragraph(
            Message(
                "Conditions for a grant and for the price of credits, held against the study; what "
                "is no law binds the grant alone."
            ),
            "note",
        ),
        Table(columns, tuple(map(_row, result.buyer)), name="buyer", size="tiny"),
        Table(of_rules, told, name="buyer_rules", size="tiny"),
    )


def _row(row: BuyerRow) -> Row:
    return (row.description, row.demand, row.stated or "", _state(row), row.source)


def _state(row: BuyerRow) -> Words:
    if row.passed_share is None:
        return Message("Not held: {why}", why=row.why or "")
    return Message("met") if row.passed_share == 1 else Message("NOT MET")
