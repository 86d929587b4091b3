"""What was settled about a price after it was opened, by the bidder or by the committee."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from wte_ppp.messages import Quoted


@dataclass(frozen=True)
class CorrectionAnswer:
    """A bidder's answer to corrected figures: to these and to no others."""

    accepted: bool
    figures: Mapping[str, Fraction]
    reason: Quoted
    at: str


@dataclass(frozen=True)
class Deviation:
    """A deviation that the committee finds not material and prices, for comparison alone."""

    what: Quoted
    amount: Fraction
    currency: str
    reason: Quoted | None = None


@dataclass(frozen=True)
class DecimalPoint:
    """Whether the committee finds the decimal point of a unit price misplaced, and why."""

    misplaced: bool
    reason: Quoted


@dataclass(frozen=True)
class Rulings:
    """All of them on one price envelope.

    `decimals` is what was decided on decimal points, by unit price field.
    """

    answer: CorrectionAnswer | None = None
    decimals: Mapping[str, DecimalPoint] = field(default_factory=dict)
    deviations: tuple[Deviation, ...] = ()


NONE = Rulings()
