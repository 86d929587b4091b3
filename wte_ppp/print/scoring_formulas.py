"""Scoring shapes as spreadsheet formulas: the arithmetic of `wte_ppp.tender.scoring`, live."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from wte_ppp.tender.definition.criteria import Criterion
from wte_ppp.tender.exact import shown_exactly
from wte_ppp.tender.panel import PanelMethod

MOST_DECIMALS = 15


def parameters(criterion: Criterion) -> list[tuple[str, str]]:
    """Names and values of a shape's parameters, as they stand in cells beside the criterion."""
    shape = criterion.scoring
    assert shape is not None
    found: list[tuple[str, str]] = []
    for model in (shape.linear, shape.reference, shape.from_floor, shape.count, shape.target_band):
        if model is not None:
            found = [(name, _text(value)) for name, value in model]
    if shape.steps is not None:
        for number, step in enumerate(shape.steps.table, 1):
            found += [(f"bound {number}", _text(step.bound)), (f"% {number}", _text(step.percent))]
    if shape.piecewise is not None:
        for number, (value, percent) in enumerate(shape.piecewise.knots, 1):
            found += [(f"knot {number}", _text(value)), (f"% {number}", _text(percent))]
    return found


def share_formula(
    criterion: Criterion, value: str, others: str, cells: Sequence[str]
) -> str | None:
    """Formula of a bid's share of the points.

    Parameters
    ----------
    criterion
        Scored by a number or by yes and no.
    value
        Cell of the bid's own value.
    others
        Range or list of the cells of all bids' values.
    cells
        Cells of the parameters, in the order of `parameters`.

    Returns
    -------
    str | None
        Without the equals sign; None for what a panel marks.
    """
    shape, higher = criterion.scoring, criterion.better == "higher"
    assert shape is not None
    best = f"{'MAX' if higher else 'MIN'}({others})"
    if shape.linear is not None:
        return _clipped(f"({value}-{cells[0]})/({cells[1]}-{cells[0]})")
    if shape.reference is not None:
        return _ratio(value, cells[0], higher)
    if shape.ratio is not None:
        return _ratio(value, best, higher)
    if shape.count is not None:
        return _clipped(f"{value}/{cells[0]}")
    if shape.from_floor is not None:
        beyond = f"{best}{'>' if higher else '<'}{cells[0]}"
        line = _clipped(f"({value}-{cells[0]})/({best}-{cells[0]})")
        return f"IF({beyond},{line},0)"
    if shape.target_band is not None:
        zero, low, high, end = cells
        below = f"IF({low}={zero},0,{_clipped(f'({value}-{zero})/({low}-{zero})')})"
        above = f"IF({high}={end},0,{_clipped(f'({end}-{value})/({end}-{high})')})"
        return f"IF({value}<{low},{below},IF({value}>{high},{above},1))"
    if shape.steps is not None:
        formula = "0"
        for bound, percent in zip(cells[::2], cells[1::2], strict=True):
            formula = f"IF({value}{'>=' if higher else '<='}{bound},{percent}/100,{formula})"
        return formula
    if shape.piecewise is not None:
        return _piecewise(value, cells)
    if shape.yes_no is not None:
        return f'IF({value}="yes",1,0)'
    return None


def _piecewise(value: str, cells: Sequence[str]) -> str:
    knots = [*zip(cells[::2], cells[1::2], strict=True)]
    formula = f"{knots[-1][1]}/100"
    for (left, low), (right, high) in reversed([*pairwise(knots)]):
        line = f"({low}+({high}-{low})*({value}-{left})/({right}-{left}))/100"
        formula = f"IF({value}<={right},{line},{formula})"
    return f"IF({value}<={knots[0][0]},{knots[0][1]}/100,{formula})"


def panel_formula(method: PanelMethod, cells: Sequence[str], moderated: str | None) -> str:
    """Formula of a panel's share from the cells of the single shares."""
    listed = ",".join(cells)
    if method == "consensus":
        return moderated or cells[0]
    if method == "median":
        return f"MEDIAN({listed})"
    if method == "trimmed_mean" and len(cells) > 2:
        return f"(SUM({listed})-MAX({listed})-MIN({listed}))/{len(cells) - 2}"
    return f"AVERAGE({listed})"


def _clipped(formula: str) -> str:
    return f"MAX(0,MIN(1,{formula}))"


def _ratio(value: str, reference: str, higher: bool) -> str:
    over, under = (value, reference) if higher else (reference, value)
    return f"IF({under}=0,IF({over}>=0,1,0),{_clipped(f'{over}/{under}')})"


def _text(value: Fraction) -> str:
    return shown_exactly(value, MOST_DECIMALS)
