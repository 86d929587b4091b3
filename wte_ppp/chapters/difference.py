"""The difference of two studies as a report."""

import math
from collections.abc import Iterator

from wte_ppp.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Number,
    Paragraph,
    Table,
    Words,
)
from wte_ppp.chapters.outcome_tables import NOT_STATED, number
from wte_ppp.feasibility.origin import STUDY
from wte_ppp.feasibility.result.difference import (
    InputChange,
    OutcomeChange,
    SeriesChange,
    StudyDifference,
)
from wte_ppp.messages import Message, Quoted, sentence
from wte_ppp.money_words import in_money
from wte_ppp.numbers import rounded

MOST_OUTCOMES = 25
INPUT_DIGITS = 5
# What a reader asks for first; other outcomes follow by the size of their change.
FIRST = (
    "finance.required_tipping_fee_usd_per_t",
    "finance.equity_irr_percent",
    "finance.project_irr_percent",
    "finance.project_npv_usd",
    "finance.minimum_dscr",
    "finance.lcow_usd_per_t",
    "cost.capex_usd",
    "cost.opex_usd_per_t",
    "plant.gross_mw",
    "plant.exported_mwh_per_year",
    "climate.average_reduction_tco2e_per_year",
    "climate.total_credits_tco2e",
)
BEFORE = Column(Message("Before"), 14, numbers=True)
AFTER = Column(Message("After"), 14, numbers=True)
CHANGE = Column(Message("Change"), 12, numbers=True)
UNIT = Column(Message("Unit"), 9)
REST = Message("the rest: rules, inputs that are no numbers, and changes together")


def difference_report(difference: StudyDifference, *, everything: bool = False) -> Document:
    """What changed and what that did."""
    parts = [
        *_inputs(difference),
        *_effects(difference),
        *_results(difference, everything=everything),
        *_series(difference, everything=everything),
        *_checks(difference),
        *_notes(difference),
    ]
    if not parts:
        parts = [Paragraph(Message("No difference."))]
    head = Bullets((
        _study("-", difference.before, difference.guidance_before, difference.version_before),
        _study("+", difference.after, difference.guidance_after, difference.version_after),
    ))  # fmt: skip
    return in_money(
        Document(Message("Difference of two studies"), (head, *parts)), difference.money
    )


def _study(sign: str, name: str, guidance: str | None, version: str) -> Message:
    return Message(
        "{sign} {name} (guidance {guidance}, wte_ppp {version})",
        sign=sign,
        name=Quoted(name, STUDY),
        guidance=guidance or Message("none"),
        version=version,
    )


def _inputs(difference: StudyDifference) -> Iterator[Block]:
    rows = tuple(input_cells(row) for row in difference.inputs)
    if not rows:
        return
    yield Heading(Message("Inputs"), 2)
    yield Table((Column(Message("Input"), 52), BEFORE, AFTER, UNIT), rows, name="inputs")
    sources = [line for row in difference.inputs for line in _sources(row)]
    if sources:
        yield Bullets(tuple(sources))


def input_cells(row: InputChange) -> tuple[Cell, ...]:
    """An input that changed: path, value before and after, unit."""
    return (
        row.path,
        NOT_STATED if "before" in row.not_stated else _value(row.before, row.path),
        NOT_STATED if "after" in row.not_stated else _value(row.after, row.path),
        _unit(row.unit),
    )


def _sources(row: InputChange) -> Iterator[Message]:
    """Of an input that has the same value from another source."""
    if row.before != row.after:
        return
    for sign, source in (("-", row.source_before), ("+", row.source_after)):
        if source is not None:
            yield Message("{input}: {sign} {source}", input=row.path, sign=sign, source=source)


def _unit(unit: str) -> Words:
    return sentence(unit) if unit else ""


def _value(value: float | str | None, path: str) -> Cell:
    if value is None:
        return Message("left out")
    if isinstance(value, str):
        return Quoted(value, STUDY)
    if path.endswith(("_year", ".year")):
        return int(value)
    return _digits(value)


def _digits(value: float) -> Number | None:
    """Five digits that mean something."""
    shown = rounded(value, INPUT_DIGITS)
    return None if shown is None else Number(value, f",.{shown[1]}f")


def _effects(difference: StudyDifference) -> Iterator[Block]:
    if not difference.effects:
        return
    yield Heading(Message("What each does alone"), 2)
    for outcome in dict.fromkeys(effect.outcome for effect in difference.effects):
        effects = [effect for effect in difference.effects if effect.outcome == outcome]
        effects.sort(key=lambda effect: -abs(number(effect.change)))
        rows = tuple((effect.input or REST, signed(number(effect.change))) for effect in effects)
        yield Table((Column(outcome, 62), CHANGE), rows, name=f"effects-{outcome}")


def signed(value: float) -> Number | None:
    """A change with its sign, three digits that mean something."""
    shown = rounded(value)
    return None if shown is None else Number(value, f"+,.{shown[1]}f" if shown[0] else ",.0f")


def _results(difference: StudyDifference, *, everything: bool) -> Iterator[Block]:
    chosen = list(difference.outcomes) if everything else _chosen(difference.outcomes)
    if not chosen:
        return
    rows = tuple((row.path, *_sides(row), _unit(row.unit), *_size(row)) for row in chosen)
    columns = (Column(Message("Result"), 46), BEFORE, AFTER, UNIT, CHANGE, Column("", 6))
    yield Heading(Message("Results"), 2)
    yield Table(columns, rows, name="outcomes")
    more = len(difference.outcomes) - len(chosen)
    if more:
        yield Paragraph(Message("and {count:,} more: --all lists them", count=more), "note")


def _sides(row: OutcomeChange | SeriesChange) -> tuple[Cell, Cell]:
    """A figure before and after."""
    return (
        NOT_STATED if "before" in row.not_stated else number(row.before),
        NOT_STATED if "after" in row.not_stated else number(row.after),
    )


def _chosen(rows: tuple[OutcomeChange, ...]) -> list[OutcomeChange]:
    by_path = {row.path: row for row in rows}
    first = [by_path[path] for path in FIRST if path in by_path]
    rest = [row for row in rows if row.path not in FIRST]
    rest.sort(key=lambda row: -abs(number(row.change_percent)))
    return first + rest[: max(0, MOST_OUTCOMES - len(first))]


def _size(row: OutcomeChange) -> tuple[Cell, Words]:
    """Size of a change and its unit: in points where the outcome is a percentage itself."""
    if row.unit.startswith("%"):
        change = signed(number(row.change))
        return ("", "") if change is None else (change, Message("points"))
    percent = number(row.change_percent)
    return (signed(percent), "%") if math.isfinite(percent) else ("", "")


def _series(difference: StudyDifference, *, everything: bool) -> Iterator[Block]:
    if not everything or not difference.series:
        return
    rows = tuple((row.path, *_sides(row), _unit(row.unit)) for row in difference.series)
    yield Heading(Message("Yearly series, sums over the years"), 2)
    yield Table((Column(Message("Series"), 52), BEFORE, AFTER, UNIT), rows, name="series")


def _checks(difference: StudyDifference) -> Iterator[Block]:
    if difference.checks:
        states = {
            "met": Message("met"),
            "not met": Message("not met"),
            "not stated": Message("not stated"),
            "not required": Message("not required"),
        }
        yield Heading(Message("Requirements"), 2)
        yield Bullets(
            tuple(
                Message(
                    "{rule}: {before} -> {after}. {description}",
                    rule=row.rule,
                    before=states[row.before],
                    after=states[row.after],
                    description=row.description,
                )
                for row in difference.checks
            )
        )


def _notes(difference: StudyDifference) -> Iterator[Block]:
    notes = [("-", text) for text in difference.notes_gone] + [
        ("+", text) for text in difference.notes_new
    ]
    if notes:
        yield Heading(Message("Warnings and notes"), 2)
        yield Bullets(tuple(Message("{sign} {text}", sign=sign, text=text) for sign, text in notes))
