"""One thing changed alone that would flip an award, and the evaluation that is asked about."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from wte_ppp.messages import Message, mark
from wte_ppp.tender.award import Award
from wte_ppp.tender.rerun import Inputs
from wte_ppp.tender.technical import Technical

Kind: TypeAlias = Literal[
    "rate", "grade", "promise", "minimum", "left_out", "technical_weight", "discount_rate",
    "indexation",
    "offer", "price_line",
]  # fmt: skip
# How far a figure is moved: by half of it either way; a yearly rate by five points.
HALF, POINTS = Fraction(1, 2), Fraction(5)
HUNDREDTH = Fraction(1, 100)
LOWER = mark("{percent:max2} % lower")
HIGHER = mark("{percent:max2} % higher")


@dataclass(frozen=True)
class Flip:
    """One thing changed alone, and what follows, in `words`.

    `winner` would win at the figure `at` in place of `now`; None: nothing that was tried changes
    the winner, and the words say how far it was tried. `bid` is whose promise or grade it is.
    """

    kind: Kind
    words: Message
    winner: str | None = None
    now: Fraction | None = None
    at: Fraction | None = None
    bid: str = ""


@dataclass(frozen=True)
class Question:
    """The evaluation as it is, whose lead is asked about, and against whom."""

    inputs: Inputs
    technical: Technical
    base: Award
    winner: str
    rival: str | None


def change(now: Fraction, at: Fraction) -> Message:
    """How far a figure moves, in percent of what it is."""
    return Message(LOWER if at < now else HIGHER, percent=100 * abs(at / now - 1))
