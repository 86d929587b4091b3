"""Values of all cells, each after those it asks for."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from wte_ppp.print.model_book.formula import (
    Formula,
    FormulaError,
    Reference,
    Span,
    Value,
    parsed,
)
from wte_ppp.print.model_book.rows import (
    Axis,
    Compared,
    Entry,
    Given,
    GivenRow,
    Line,
    Sheet,
    Single,
)


class CircularError(FormulaError):
    """A cell that asks for itself."""


class Values:
    """Cells of each row by its name: a list over columns, a list of inputs, or one value."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Value]] = {}
        self.singles: dict[str, Value] = {}
        self._ranges: dict[str, np.ndarray] = {}

    def at(self, reference: Reference, column: int) -> Value:
        """Value that a reference means in a column."""
        name, span = reference.name, reference.span
        if name in self.singles:
            return self.singles[name]
        cells = self.rows[name]
        if span is Span.SAME:
            return cells[column]
        if span is Span.ALL:
            if name not in self._ranges:
                self._ranges[name] = _array(cells)
            return self._ranges[name]
        if span is Span.SO_FAR:
            return _array(cells[: column + 1])
        at = column - 1 if span is Span.BEFORE else column + 1
        return cells[at] if 0 <= at < len(cells) else None

    def series(self, name: str) -> np.ndarray:
        """A row as numbers; an empty or a text cell is not defined."""
        cells = self.rows[name]
        return np.array(
            [np.nan if cell is None or isinstance(cell, str) else cell for cell in cells]
        )

    def number(self, name: str) -> float:
        """A single value; not defined where it is text or empty."""
        value = self.singles[name]
        return float("nan") if value is None or isinstance(value, str) else float(value)


def _array(cells: list[Value]) -> np.ndarray:
    if any(cell is None or isinstance(cell, str) for cell in cells):
        return np.array(cells, dtype=object)
    return np.array(cells, dtype=float)


def valued(sheets: Iterable[Sheet], columns: Mapping[Axis, int]) -> Values:
    """Value every cell of a book.

    Raises `CircularError` where a cell asks for itself, if only by way of others.

    Raises `FormulaError` where a formula asks for what there is not, or cannot be valued.
    """
    values = Values()
    formulas: dict[str, Formula] = {}
    for sheet in sheets:
        for entry in _simple(sheet):
            if isinstance(entry, Given):
                if entry.listed:
                    values.rows[entry.name] = list(entry.values)
                else:
                    values.singles[entry.name] = entry.values[0]
                    if entry.kind == "structure":
                        values.singles[f"{entry.name}.laid"] = entry.values[0]
            elif isinstance(entry, GivenRow):
                values.rows[entry.name] = list(entry.values)
            elif isinstance(entry, Line | Single):
                if entry.name in formulas:
                    raise FormulaError(f"{entry.name} stands twice")
                formulas[entry.name] = parsed(entry.formula)
                if isinstance(entry, Line):
                    values.rows[entry.name] = [None] * columns[sheet.axis]
    _in_order(values, formulas)
    return values


def _simple(sheet: Sheet) -> Iterator[Entry]:
    for entry in sheet.entries:
        yield from entry.parts if isinstance(entry, Compared) else (entry,)


# Steps of the search: a cell, a whole row, or a row up to a column.
Step = tuple[str, str, int]


def _in_order(values: Values, formulas: Mapping[str, Formula]) -> None:
    """Value cells depth first, with a stack of our own: chains are thousands of cells long."""
    state: dict[Step, int] = {}
    for name, formula in formulas.items():
        row = values.rows.get(name)
        starts = [("cell", name, at) for at in range(len(row))] if row else [("cell", name, 0)]
        for start in starts:
            stack = [start]
            while stack:
                step = stack[-1]
                progress = state.get(step, 0)
                if progress == 2:
                    stack.pop()
                elif progress == 1:
                    state[step] = 2
                    stack.pop()
                    if step[0] == "cell":
                        _value(values, formulas[step[1]], step)
                else:
                    state[step] = 1
                    for needed in _asked(step, formulas, values, formula):
                        seen = state.get(needed, 0)
                        if seen == 1:
                            raise CircularError(f"{step[1]} asks for {needed[1]}, and that for it")
                        if seen == 0:
                            stack.append(needed)


def _value(values: Values, formula: Formula, step: Step) -> None:
    _, name, column = step
    try:
        value = formula.value(values, column)
    except (FormulaError, ArithmeticError, KeyError, TypeError) as error:
        raise FormulaError(f"{name}, column {column + 1}: {formula.text}: {error}") from error
    value = float(value) if isinstance(value, bool | int | np.number) else value
    if name in values.rows:
        values.rows[name][column] = value
    else:
        values.singles[name] = value


def _asked(
    step: Step, formulas: Mapping[str, Formula], values: Values, formula: Formula
) -> list[Step]:
    """Steps that must come before a step."""
    kind, name, column = step
    if kind == "all":
        return [("cell", name, at) for at in range(len(values.rows[name]))]
    if kind == "so far":
        before: list[Step] = [("so far", name, column - 1)] if column else []
        return [*before, ("cell", name, column)]
    needed: list[Step] = []
    for reference in formulas[name].references:
        other = reference.name
        if other not in formulas:
            if other not in values.rows and other not in values.singles:
                raise FormulaError(f"{name} asks for {other}, which there is not")
            continue
        row: list[Any] | None = values.rows.get(other)
        if row is None:
            needed.append(("cell", other, 0))
        elif reference.span is Span.ALL:
            needed.append(("all", other, 0))
        elif reference.span is Span.SO_FAR:
            needed.append(("so far", other, column))
        else:
            at = column + {Span.SAME: 0, Span.BEFORE: -1, Span.AFTER: 1}[reference.span]
            if 0 <= at < len(row):
                needed.append(("cell", other, at))
    return needed
