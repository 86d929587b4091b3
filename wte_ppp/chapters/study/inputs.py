"""Inputs and their sources: those given in the report of the study, all in its appendix."""

import math
from collections.abc import Sequence

from wte_ppp.blocks import Block, Cell, Column, Heading, Number, Paragraph, Table, Words
from wte_ppp.cards import card_of
from wte_ppp.chapters.choices import choice_words
from wte_ppp.chapters.names import NAMES, name_of
from wte_ppp.chapters.outcome_tables import Row, unit_text
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.result import InputRow, StudyResult
from wte_ppp.field_problems import field_at
from wte_ppp.messages import Message, mark, sentence

LONG_PATH = 46  # characters of an input's path that fit its column
LONG_SOURCE = 45
STATUSES = {
    "assumption": mark("assumption"),
    "published": mark("published"),
    "quote": mark("quote"),
    "measured": mark("measured"),
    "stated": mark("stated"),
    "computed": mark("computed"),
    "left out": mark("left out"),
    "not stated": mark("not stated"),
}
LAYERS = {
    "default": mark("default"),
    "study file": mark("study file"),
    "nowhere": mark("not given"),
    "draws": mark("simulations"),
}


def assumptions_chapter(result: StudyResult) -> tuple[Block, ...]:
    """What the study and the country profile state; where the others are shown."""
    # What is stated of itself, such as the first month of a year, stands with the defaults.
    assumed = [
        row
        for row in result.inputs
        if row.status == "not stated"
        or (row.layer not in ("default", "nowhere") and row.status != "stated")
    ]
    defaults = [row for row in result.inputs if row.layer == "default" or row.status == "stated"]
    text = Message(
        "{count} inputs are given by the study and its country profile and listed below. "
        "{defaults} more are defaults of wte_ppp, {assumed} of them assumptions: each is listed "
        "with value, source and note in the appendix (study-appendix.pdf) and in study.json.",
        count=len(assumed),
        defaults=len(defaults),
        assumed=sum(row.status == "assumption" for row in defaults),
    )
    title = Heading(Message("Assumptions and their sources"))
    return (title, Paragraph(text), *inputs_table(result, assumed))


def inputs_table(result: StudyResult, inputs: Sequence[InputRow]) -> tuple[Block, ...]:
    """Inputs on a line or two; long sources have a number and stand below, once each."""
    sources: dict[Words, int] = {}
    rows: list[Row] = []
    for row in inputs:
        source: Words = row.source
        if len(str(source)) > LONG_SOURCE and row.value is not None:
            source = f"[{sources.setdefault(source, len(sources) + 1)}]"
        value = _value(result, row)
        computed = row.value is None and isinstance(value, float)
        status = STATUSES["computed" if computed else row.status]
        rows.append((_name(row), value, unit_text(row.unit), Message(status), _origin(row, source)))
    columns = (
        Column(Message("Input"), 48),
        Column(Message("Value"), 12, numbers=True),
        Column(Message("Unit"), 12),
        Column(Message("Status"), 12),
        Column(Message("Source"), 54),
    )
    listed = tuple((f"[{index}]", source) for source, index in sources.items())
    return (
        Table(columns, tuple(rows), name="inputs", size="tiny"),
        Heading(Message("Sources of inputs"), 2),
        Paragraph(Message("Numbers in brackets refer to these sources."), "note"),
        Table((Column("", 5), Column(Message("Source"), 95)), listed, name="sources", size="tiny"),
    )


def _name(row: InputRow) -> tuple[Words, ...]:
    """What an input is, above its place in the study file."""
    *_, last = parts = row.path.split(".")
    field = field_at(StudyDefinition, parts)
    path = broken_path(row.path)
    if last in NAMES:  # an entry of a mapping, such as a component of the waste
        return (name_of(last), *path)
    return (sentence(card_of(field).label), *path) if field else path


def broken_path(path: str, longest: int = LONG_PATH) -> tuple[str, ...]:
    """Dotted path on lines that end at a dot, where one line would be too long.

    >>> broken_path("finance.owners.dividend_withholding_percent", 30)
    ('finance.owners.', 'dividend_withholding_percent')
    """
    lines = [""]
    for part in path.replace(".", ".\n").split("\n"):
        if lines[-1] and len(lines[-1] + part) > longest:
            lines.append("")
        lines[-1] += part
    return tuple(lines)


def _value(result: StudyResult, row: InputRow) -> Cell:
    """Value of an input; one that was left out shows what the study computed in its place."""
    if row.status == "not stated":
        return Message("not stated")
    if isinstance(row.value, str):
        return choice_words(row.path, row.value)
    if row.value is None:
        section, _, name = row.path.partition(".")
        computed = getattr(getattr(result, section, None), name, None)
        return computed if isinstance(computed, float) and math.isfinite(computed) else None
    year = row.path.endswith("_year") and not row.unit
    return Number(row.value, ".0f") if year else row.value


def _origin(row: InputRow, source: Words) -> Message:
    if row.status == "not stated":
        return Message("What would state it: {source}", source=source)
    layer = Message(LAYERS[row.layer]) if row.layer in LAYERS else row.layer
    if not row.note:
        return Message("{layer}: {source}", layer=layer, source=source)
    return Message("{layer}: {source}. {note}", layer=layer, source=source, note=row.note)
