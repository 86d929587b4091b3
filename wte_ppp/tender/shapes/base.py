"""What a scoring shape is, and the register of all that there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Literal

from wte_ppp.messages import Message
from wte_ppp.tender.scoring import Better
from wte_ppp.validation import Section

SHAPES: "dict[str, type[Shape]]" = {}


@dataclass(frozen=True)
class Cells:
    """Where a formula finds its figures: the bid's own, those of all bids, the parameters."""

    value: str
    others: str
    parameters: tuple[str, ...]
    higher: bool

    @property
    def best(self) -> str:
        """The best figure of all bids."""
        return f"{'MAX' if self.higher else 'MIN'}({self.others})"


class Shape(Section):
    """A scoring shape.

    `scored` says what it scores: a number or a yes of the bid form, or the panel's own share.
    """

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    scored: ClassVar[Literal["number", "yes_no", "panel"]] = "number"
    relative: ClassVar[bool] = False  # whether other bids change a bid's points

    @classmethod
    def __pydantic_init_subclass__(cls, **options: Any) -> None:
        super().__pydantic_init_subclass__(**options)
        if cls.name:
            SHAPES[cls.name] = cls

    def share(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Fraction:
        """Share of the points, 0 to 1; `others` are the figures of all bids, its own included."""
        raise NotImplementedError

    def how(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Message:
        """The arithmetic in words, its operands exact."""
        raise NotImplementedError

    def excel(self, cells: Cells) -> str:
        """The same arithmetic as a spreadsheet formula, without the equals sign."""
        raise NotImplementedError

    def parameters(self) -> list[tuple[str, Fraction]]:
        """Names and values of the parameters, in the order of `Cells.parameters`."""
        return [(name, value) for name, value in self if isinstance(value, Fraction)]

    def unfit(self, better: Better) -> tuple[str, str, str] | None:
        """What was found, what is allowed and what to do, where the direction does not fit."""
        return None


def clipped(formula: str) -> str:
    """A formula cut at 0 and 1."""
    return f"MAX(0,MIN(1,{formula}))"


def ratio(value: str, reference: str, higher: bool) -> str:
    """Formula of the ratio to a reference, as `scoring` computes it."""
    over, under = (value, reference) if higher else (reference, value)
    return f"IF({under}=0,IF({over}>=0,1,0),{clipped(f'{over}/{under}')})"
