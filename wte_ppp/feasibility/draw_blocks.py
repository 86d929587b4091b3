"""Draws of a study a block at a time: the memory of the steps is that of one block."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from pydantic import BaseModel

from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.outcomes import ResultSection
from wte_ppp.feasibility.result import Outcomes, SurveyRow
from wte_ppp.feasibility.steps.finance_case import project_timeline
from wte_ppp.feasibility.steps.finance_parts import reasons_in_words
from wte_ppp.risk.sampling import BLOCK


def run_in_blocks(
    study: StudyDefinition,
    draws: int,
    survey: tuple[SurveyRow, ...] = (),
    progress: Callable[[str], None] | None = None,
    size: int = BLOCK,
) -> Outcomes:
    """Run the pipeline on some thousands of draws at a time and put the outcomes together."""
    # No block of one draw: sums over one row add in another order.
    starts = range(0, max(draws - 1, 1), size)
    if len(starts) == 1:
        return run_model(study, draws, survey, progress)
    # As long as the longest contract of all draws, not of a block's.
    periods = project_timeline(study.finance)
    parts = []
    for first in starts:
        after = draws if first == starts[-1] else first + size
        some = _rows(study, draws, slice(first, after))
        parts.append(run_model(some, after - first, survey, None if first else progress, periods))
    values = _joined(parts)
    owners = values["finance"]["owners"]
    owners["equity_irr_reason"] = reasons_in_words(owners["equity_irr_code"])
    return Outcomes.model_validate(values, context={"draws": draws})


def _rows(value: Any, draws: int, rows: slice) -> Any:
    """A definition, or a part of it, with some of the draws."""
    if isinstance(value, BaseModel):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        return value.model_copy(
            update={name: _rows(field_value, draws, rows) for name, field_value in fields.items()}
        )
    if isinstance(value, Mapping):
        return {name: _rows(item, draws, rows) for name, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_rows(item, draws, rows) for item in value)
    if isinstance(value, np.ndarray) and value.ndim == 2 and value.shape[0] == draws:
        return value[rows]
    return value


def _joined(parts: list[Any]) -> Any:
    """Values of a section of the result, of the blocks one after the other."""
    first = parts[0]
    if isinstance(first, ResultSection):
        return {
            name: _joined([getattr(part, name) for part in parts])
            for name in type(first).model_fields
        }
    if isinstance(first, Mapping):
        return {name: _joined([part[name] for part in parts]) for name in first}
    if isinstance(first, np.ndarray):
        together = np.concatenate(parts)
        return together[:, np.newaxis] if together.ndim == 1 else together
    return first
