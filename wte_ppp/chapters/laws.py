"""One study under two laws as a report: what moved, by which rule, and what is refused."""

from collections.abc import Iterator, Mapping

from wte_ppp.blocks import Block, Bullets, Cell, Column, Document, Heading, Number, Paragraph, Table
from wte_ppp.chapters.difference import CHANGE, REST, UNIT, input_cells, signed
from wte_ppp.chapters.outcome_tables import NOT_STATED, number
from wte_ppp.feasibility.laws import BoundChange, LawDifference, RuleChange, Side
from wte_ppp.feasibility.origin import STUDY
from wte_ppp.feasibility.result.difference import InputChange
from wte_ppp.messages import Message, Quoted, Text, mark, sentence
from wte_ppp.numbers import rounded

ONE = Column(Message("First law"), 14, numbers=True)
TWO = Column(Message("Second law"), 14, numbers=True)
KEPT: Mapping[str, str] = {
    "kept": mark("kept"),
    "not kept": mark("not kept"),
    "not checked": mark("not checked"),
    "not asked": mark("not asked"),
}


def laws_report(found: LawDifference) -> Document:
    """What moved between two laws, and why."""
    parts = [
        *(block for side in (found.one, found.two) for block in _refusal(side)),
        *_outcomes(found),
        *_inputs(found),
        *_effects(found),
        *_bounds(found),
        *_rules(found),
    ]
    head = Bullets((_law("-", found.one), _law("+", found.two)))
    about = Message("{study} under two laws", study=Quoted(found.study, STUDY))
    return Document(about, (head, *parts))


def _law(sign: str, side: Side) -> Message:
    if not side.law.project:
        return Message("{sign} {law}", sign=sign, law=side.name)
    told = tuple(f"{name} = {word}" for name, word in side.law.project.items())
    return Message("{sign} {law}, with {project}", sign=sign, law=side.name, project=told)


def _refusal(side: Side) -> Iterator[Block]:
    if not side.refusal:
        return
    yield Heading(Message("Refused by {law}", law=side.name), 2)
    yield Bullets(tuple(Quoted(str(problem), side.name) for problem in side.refusal))
    if side.result is not None:
        yield Paragraph(Message("Its results below are those of a what-if, not of an offer."))


def _outcomes(found: LawDifference) -> Iterator[Block]:
    if found.one.result is None and found.two.result is None:
        return
    yield Heading(Message("Results"), 2)
    missing = {row.path: row.not_stated for row in found.outcomes}
    rows = tuple(
        (
            description,
            *_figures(found, missing.get(path, ()), one, two),
            sentence(unit) if unit else "",
        )
        for path, description, unit, one, two in found.headlines
    )
    columns = (Column(Message("Result"), 46), ONE, TWO, CHANGE, UNIT)
    yield Table(columns, rows, name="outcomes")


def _figures(
    found: LawDifference, missing: tuple[str, ...], one: float | None, two: float | None
) -> tuple[Cell, Cell, Cell]:
    cells: list[Cell] = []
    for side, name, value in ((found.one, "before", one), (found.two, "after", two)):
        if side.result is None:
            cells.append(Message("refused"))
        elif value is None or name in missing:
            cells.append(NOT_STATED)
        else:
            shown = rounded(value)
            cells.append(None if shown is None else Number(value, f",.{shown[1]}f"))
    change = signed(two - one) if one is not None and two is not None and one != two else ""
    return cells[0], cells[1], change


def _inputs(found: LawDifference) -> Iterator[Block]:
    moved = [row for row in found.inputs if row.before != row.after]
    if moved:
        yield Heading(Message("Inputs"), 2)
        rows = tuple(input_cells(row) for row in moved)
        yield Table((Column(Message("Input"), 52), ONE, TWO, UNIT), rows, name="inputs")
        yield Bullets(tuple(line for row in moved for line in _reasons(found, row)))
    elif found.one.result is not None and found.two.result is not None:
        yield Paragraph(Message("No input of the study moves."))
    same = [row for row in found.inputs if row.before == row.after]
    if same:
        yield Heading(Message("The same by another document"), 2)
        yield Bullets(tuple(line for row in same for line in _reasons(found, row)))


def _reasons(found: LawDifference, row: InputChange) -> Iterator[Message]:
    """By which rules an input differs; where by none, its sources.

    What the two sides ask differently is no finding, and one source of both is told once.
    """
    rules = found.rules_of(row.path)
    yield from (_because(row, rule) for rule in rules)
    if rules or row.path == "country" or row.path.startswith("project."):
        return
    if row.source_before is not None and row.source_before == row.source_after:
        yield Message("{input}: {source}, on both sides", input=row.path, source=row.source_after)
    else:
        yield Message(
            "{input}: {one} -> {two}",
            input=row.path,
            one=row.source_before or Message("left out"),
            two=row.source_after or Message("left out"),
        )


def _because(row: InputChange, rule: RuleChange) -> Message:
    """A rule that fills an input, on both sides; where it gives nothing, what stands instead."""
    own = (row.source_before, row.source_after)
    one, two = (
        Message("{said} by {source}", said=Quoted(said, rule.rule), source=source)
        if source is not None
        else Message(
            "{said}, so {source}",
            said=Quoted(said, rule.rule),
            source=instead or Message("left out"),
        )
        for said, source, instead in zip(rule.said, rule.sources, own, strict=True)
    )
    told = {"input": row.path, "rule": rule.rule}
    return Message("{input} by {rule}: {one}; {two}", **told, one=one, two=two)


def _effects(found: LawDifference) -> Iterator[Block]:
    """What each input that moved does alone."""
    outcomes = dict.fromkeys(effect.outcome for effect in found.effects)
    if outcomes:
        yield Heading(Message("What each does alone"), 2)
    for outcome in outcomes:
        rows = tuple(
            (effect.input or REST, signed(number(effect.change)))
            for effect in found.effects
            if effect.outcome == outcome
        )
        yield Table((Column(outcome, 62), CHANGE), rows, name=f"effects-{outcome}")


def _bounds(found: LawDifference) -> Iterator[Block]:
    if found.bounds:
        yield Heading(Message("What binds"), 2)
        yield Bullets(tuple(_bound(bound) for bound in found.bounds))


def _bound(bound: BoundChange) -> Message:
    sides = (_side(*parts) for parts in zip(bound.demands, bound.kept, bound.sources, strict=True))
    one, two = sides
    return Message("{rule}: {one} -> {two}", rule=bound.rule, one=one, two=two)


def _side(demand: Text | None, kept: str, source: Text | None) -> Message:
    if demand is None or source is None:
        return Message(KEPT[kept])
    return Message(
        "{demand}, {kept} ({source})", demand=demand, kept=Message(KEPT[kept]), source=source
    )


def _rules(found: LawDifference) -> Iterator[Block]:
    """Rules that differ and moved neither an input nor a bound."""
    told = {row.path for row in found.inputs}
    bound = {change.rule for change in found.bounds}
    others = [
        change for change in found.rules if change.feeds not in told and change.rule not in bound
    ]
    if not others:
        return
    yield Heading(Message("Other rules that differ"), 2)
    yield Bullets(
        tuple(
            Message(
                "{rule}: {one} -> {two}",
                rule=change.rule,
                one=Quoted(change.says[0], change.rule),
                two=Quoted(change.says[1], change.rule),
            )
            for change in others
        )
    )
