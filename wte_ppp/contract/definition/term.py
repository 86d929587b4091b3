"""What every term of a contract shares: where it was read, what it runs on, prices by year."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

import numpy as np
from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.cards import Unknown, entry, quantity
from wte_ppp.messages import mark
from wte_ppp.validation import Fault, Joint, Quantity, Section, refuse_each

Status: TypeAlias = Literal["law", "published", "report", "quote", "measured", "assumption"]
SOURCED = ("law", "published", "report")
NOT_STATED = Unknown(mark("the contract"))


def _as_list(value: Any) -> Any:
    """One number as the list that holds it."""
    return value if isinstance(value, (list, tuple)) else (value,)


def _not_empty(value: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    if not value:
        raise refuse_each([("", "an empty list", "a number, or one for each year", "write it")])
    return value


ByYear: TypeAlias = Annotated[
    tuple[Quantity, ...],
    AfterValidator(_not_empty),
    BeforeValidator(_as_list),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number"},
                {"type": "array", "items": {"type": "number"}, "minItems": 1},
            ]
        }
    ),
]


def of_contract(
    unit: str, label: str, description: str = "", *, usual: tuple[float, float] | None = None,
    le: float | None = None, ge: float | None = 0,
) -> Any:  # fmt: skip
    """Number that the contract states; left out it is not known, and neither is what hangs on it.

    Parameters
    ----------
    unit, label, description, usual, le, ge
        As `wte_ppp.cards.quantity` takes them; "money" is the contract's currency in its price
        year.

    Returns
    -------
    Any
        A pydantic field.
    """
    return quantity(unit, label, description, ge=ge, le=le, usual=usual, default=NOT_STATED)


def or_nothing(unit: str, label: str, description: str, *, le: float | None = None) -> Any:
    """Number that a contract may do without; the description says what then holds."""
    return quantity(unit, label, description, ge=0, le=le, default=None)


def in_years(value: Numeric | tuple[Numeric, ...], years: int) -> FloatArray:
    """Value of each contract year: the last that is stated holds on; (years,).

    Examples
    --------
    >>> in_years((25.72, 27.65), 4).tolist(), in_years(3.0, 2).tolist()
    ([25.72, 27.65, 27.65, 27.65], [3.0, 3.0])
    """
    stated = np.asarray(value if isinstance(value, tuple) else (value,), dtype=float).reshape(-1)
    return stated[np.minimum(np.arange(years), stated.size - 1)]


def known_by_its_source(status: str | None, source: str) -> Iterator[Fault]:
    """A term that is said to be published names where."""
    if status in SOURCED and not source:
        yield ".status", str(status), "with a source", "add 'source:'"


class Term(Section):
    """A term of the contract. `runs_on` is what a simulation computes it from."""

    runs_on: ClassVar[str]
    joint: ClassVar[tuple[Joint, ...]] = (Joint(("status", "source"), known_by_its_source),)

    source: str = entry("Source", "Key of `sources`, or the source in words", default="")
    clause: str = entry("Clause", "Where in the source", default="")
    status: Status | None = entry(
        "Status", "How the term is known; left out: stated without a source", default=None
    )
    note: str = entry("Note", "What a reader must know beside it", default="", max_length=2000)
