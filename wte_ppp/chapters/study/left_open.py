"""What rules of the country leave open for the project: on page one, and as a table."""

from collections.abc import Sequence

from wte_ppp.blocks import Block, Column, Heading, Table
from wte_ppp.feasibility.result import OpenRow, StudyResult
from wte_ppp.messages import Message

PRICES = "tariff."


def left_open_texts(result: StudyResult) -> tuple[Message, ...]:
    """Sentences on what would fill or bind an input; none where nothing is open.

    In full prices and what no word of the project decides; the others in one sentence, by name and
    what decides them; several rules that end by name too.
    """
    ending = [row for row in result.left_open if row.kind == "ends"]
    several = len(ending) > 1
    acting = [row for row in result.left_open if row.acts and not (several and row in ending)]
    in_full = [row for row in acting if row.rule.startswith(PRICES) or not row.missing]
    others = [row for row in acting if row not in in_full]
    return (
        *map(_text, in_full),
        *((_undecided(others),) if others else ()),
        *((_ended(ending),) if several else ()),
    )


def left_open_blocks(result: StudyResult) -> tuple[Block, ...]:
    """Every exception that the project does not decide, and what else is open of the prices."""
    if not result.left_open:
        return ()
    columns = (
        Column(Message("Rule"), 40),
        Column(Message("What may hold"), 76),
        Column(Message("What would decide it"), 40),
    )
    rows = tuple(
        (row.description, row.told, Message("{names:; }", names=row.missing))
        for row in result.left_open
    )
    title = Heading(Message("What the law leaves open"), 2)
    return (title, Table(columns, rows, name="left_open", size="tiny"))


def _undecided(rows: Sequence[OpenRow]) -> Message:
    """Exceptions that the project does not decide; which word decides which is in the table."""
    return Message(
        "The study does not say: {names}. It may decide (see the legal frame): {rules: }",
        names=tuple(dict.fromkeys(name for row in rows for name in row.missing)),
        rules=tuple(dict.fromkeys(row.description for row in rows)),
    )


def _ended(rows: Sequence[OpenRow]) -> Message:
    """Rules that end in the study's years, by name; their days are in the legal frame."""
    return Message(
        "{count} rules of the country end in the study's years, which counts them in every year "
        "(see the legal frame): {rules: }",
        count=len(rows), rules=tuple(dict.fromkeys(row.description for row in rows)),
    )  # fmt: skip


def _text(row: OpenRow) -> Message:
    if not row.missing:
        return Message("{rule} {told}.", rule=row.description, told=row.told)
    return Message(
        "{rule} An exception may hold: {told}. The study does not say: {names}.",
        rule=row.description, told=row.told, names=row.missing,
    )  # fmt: skip
