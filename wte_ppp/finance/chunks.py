"""Many draws in chunks: arrays stay in the processor's cache, and memory stays bounded."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast

import numpy as np

from wte_ppp.arrays import FloatArray

CHUNK = 4096
LARGE_BLOCK_BYTES = 31 * 2**20

Case = TypeVar("Case")


def in_chunks(
    outcomes: Callable[[Case], Mapping[str, FloatArray]], case: Case, draws: int, size: int = CHUNK
) -> dict[str, FloatArray]:
    """Outcomes of many draws, computed some draws at a time.

    Parameters
    ----------
    outcomes
        From a case to its outcomes by name, each (draws, ...).
    case
        Dataclass such as `ProjectCase`, or a mapping, whose arrays (draws, ...) are the draws;
        other values stand for all draws.
    draws
        Number of draws.
    size
        Draws at a time.

    Returns
    -------
    dict[str, FloatArray]
        As from one call with all draws, element by element.

    Examples
    --------
    >>> from wte_ppp.finance.case import LenderCase
    >>> three = LenderCase(np.array([[1.0], [2.0], [3.0]]), 1.0, 1.3)
    >>> in_chunks(lambda case: {"twice": 2 * case.revenue}, three, 3, size=2)["twice"].tolist()
    [[2.0], [4.0], [6.0]]
    """
    _keep_freed_memory()
    values_of: dict[str, FloatArray] = {}
    for start in range(0, draws, size):
        stop = min(start + size, draws)
        for name, value in outcomes(part_of(case, slice(start, stop), draws)).items():
            if name not in values_of:
                values_of[name] = np.empty((draws, *value.shape[1:]), dtype=value.dtype)
            values_of[name][start:stop] = value
    return values_of


@cache
def _keep_freed_memory() -> None:
    """Make the C library keep what is freed between chunks.

    The GNU C library hands freed blocks of a chunk's size back to the system and takes them again
    page by page, which costs more than the arithmetic. It stops once a block of up to 32 MB was
    freed: this one, which is never written to. Elsewhere it does nothing.
    """
    np.empty(LARGE_BLOCK_BYTES, dtype=np.uint8)


def part_of(case: Case, part: slice, draws: int) -> Case:
    """The same case for some of its draws; series with time contiguous by column."""
    return cast(Case, _part(case, part, draws))


def _part(value: Any, part: slice, draws: int) -> Any:
    if isinstance(value, np.ndarray):
        of_draws = value.ndim == 2 and value.shape[0] == draws
        return np.asfortranarray(value[part]) if of_draws else value
    if isinstance(value, tuple):
        return tuple(_part(item, part, draws) for item in value)
    if isinstance(value, Mapping):
        return {key: _part(item, part, draws) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        parts = {
            field.name: _part(getattr(value, field.name), part, draws) for field in fields(value)
        }
        return replace(value, **parts)
    return value
