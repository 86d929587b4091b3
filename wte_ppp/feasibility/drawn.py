"""Inputs of a study by their dotted paths: which may be drawn, and a study with draws in place."""

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_origin

import numpy as np
from numpy.typing import ArrayLike
from pydantic import ValidationError

from wte_ppp.cards import Range, range_of
from wte_ppp.currencies import DOLLARS, Money
from wte_ppp.documents import DocumentError, Problem, did_you_mean
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.nested import leaves
from wte_ppp.feasibility.own_money import own_money
from wte_ppp.feasibility.steps.varied_waste import with_each_apart, with_measured_moved
from wte_ppp.feasibility.unknown import is_unknown
from wte_ppp.field_problems import field_at, problems

APART = {"risk", "published"}


@cache
def input_range(path: str, money: Money = DOLLARS) -> Range | None:
    """Allowed range of an input in a study's money; None where a path leads to no number."""
    parts = path.split(".")
    field = None if parts[0] in APART else field_at(StudyDefinition, parts)
    bounds = range_of(field) if field else None
    return None if bounds is None else money.range(bounds)


def drawable(study: StudyDefinition) -> dict[str, float | None]:
    """Every input of a study that may be drawn, with its value; None where it is left out."""
    values = study.model_dump(by_alias=True, exclude=APART)
    return {
        path: None if is_unknown(value) else float(np.asarray(value).flat[0])
        for path, value in leaves(_as_mapping(values))
        if input_range(path) is not None
        and (_holds_one_number(path) if value is None else isinstance(value, (float, np.ndarray)))
    }


def with_draws(
    study: StudyDefinition,
    draws: Mapping[str, ArrayLike],
    count: int | None = None,
    *,
    apart: bool = False,
) -> tuple[StudyDefinition, int | None]:
    """A study in which some inputs are draws.

    What was measured of the waste moves along where the draws make it another waste. A heating
    value that is drawn stands as it is drawn, beside the water that is drawn with it; `apart` it is
    one of the study's own waste, each input varies by itself, and it moves with the others.

    Raises `DocumentError` for an unknown path, a value outside its range, or lengths that
    differ.
    """
    values = study.model_dump(by_alias=True, exclude={"risk"})
    inputs = drawable(study)
    faults = []
    lengths = set() if count is None else {count}
    for path, numbers in draws.items():
        if path not in inputs:
            guess = did_you_mean(path, sorted(inputs))
            action = f"write {guess!r}" if guess else "see `wte-ppp study schema`"
            allowed = "a number of the study"
            faults.append(Problem(None, None, path, "no such input", allowed, action))
            continue
        try:
            if np.asarray(numbers).dtype == bool:
                raise TypeError
            array = np.asarray(numbers, dtype=float)
        except (TypeError, ValueError):
            found = repr(numbers)[:80]
            faults.append(Problem(None, None, path, found, "numbers", "correct the draws"))
            continue
        if array.ndim != 1 or not array.size:
            found = f"shape {array.shape}"
            faults.append(Problem(None, None, path, found, "shape (n,)", "flatten it"))
            continue
        lengths.add(array.size)
        _set(values, path, array)
    if len(lengths) > 1:
        found = ", ".join(str(length) for length in sorted(lengths))
        faults.append(Problem(None, None, "draws", found, "one length", "draw all alike"))
    if faults:
        raise DocumentError(faults)
    try:
        drawn = StudyDefinition.model_validate(
            {**values, "risk": study.risk}, context=own_money(study.finance.money)
        )
    except ValidationError as error:
        raise DocumentError(problems(error, StudyDefinition)) from error
    waste = (
        with_each_apart(study.waste, drawn.waste, draws.keys())
        if apart
        else with_measured_moved(study.waste, drawn.waste, draws.keys())
    )
    drawn = drawn.model_copy(update={"waste": waste})
    return drawn, lengths.pop() if lengths else count


@cache
def _holds_one_number(path: str) -> bool:
    """Whether one number may stand where nothing does: not where a list or table is left out."""
    field = field_at(StudyDefinition, path.split("."))
    kinds = get_args(field.annotation) if field is not None else ()
    return not any(get_origin(kind) in (dict, tuple) for kind in kinds)


def _as_mapping(node: Any) -> Any:
    """Nested values with tuples as mappings by index, so that their items have paths."""
    if isinstance(node, Mapping):
        return {key: _as_mapping(item) for key, item in node.items()}
    if isinstance(node, (tuple, list)):
        return {str(index): _as_mapping(item) for index, item in enumerate(node)}
    return node


def _set(values: dict[str, Any], path: str, array: np.ndarray) -> None:
    *parents, leaf = path.split(".")
    node: Any = values
    for depth, part in enumerate(parents):
        if isinstance(node[part], tuple):
            items = list(node[part])
            items[int(parents[depth + 1] if depth + 1 < len(parents) else leaf)] = array
            node[part] = tuple(items)
            return
        node = node[part]
    node[leaf] = array
