"""Shapes that score no number: the panel's own share, and a yes."""
# ruff: noqa: D102  What the methods of a shape do is said once, in `Shape`.

from collections.abc import Mapping, Sequence
from fractions import Fraction

from pydantic import Field

from wte_ppp.messages import Message, mark
from wte_ppp.tender.definition.amounts import ExactPercent
from wte_ppp.tender.scoring import Better
from wte_ppp.tender.shapes.base import Cells, Shape


class Judgement(Shape):
    """Scores of the panel: share in percent by grade; `toolkit` takes the toolkit's scale."""

    name = "panel"
    title = mark("scored by the panel")
    scored = "panel"

    grades: Mapping[str, ExactPercent] = Field(
        default_factory=dict, description="percent by grade; empty: scale of the guidance"
    )
    anchors: Mapping[str, str] = Field(
        default_factory=dict, description="what a grade stands for, as evaluators read it"
    )

    def share(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Fraction:
        return value

    def how(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Message:
        return Message("scored by the panel")

    def excel(self, cells: Cells) -> str:
        return cells.value


class YesNo(Shape):
    """All points for a yes; absolute."""

    name = "yes_no"
    title = mark("yes or no")
    scored = "yes_no"

    def share(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Fraction:
        return value

    def how(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Message:
        return Message("yes or no")

    def excel(self, cells: Cells) -> str:
        return f'IF({cells.value}="yes",1,0)'
