"""Shapes that look at one bid only: no other bid can change its points."""
# ruff: noqa: D102  What the methods of a shape do is said once, in `Shape`.

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from pydantic import Field, model_validator

from wte_ppp.messages import Message, mark
from wte_ppp.tender import scoring
from wte_ppp.tender.definition.amounts import Exact, ExactPercent, ExactPositive
from wte_ppp.tender.scoring import Better
from wte_ppp.tender.shapes.base import Cells, Shape, clipped, ratio
from wte_ppp.validation import Section, refuse


class Line(Shape):
    """Straight line between fixed bounds; absolute."""

    name = "linear"
    title = mark("straight line")

    floor: Exact = Field(description="value that earns nothing")
    target: Exact = Field(description="value that earns all")

    @model_validator(mode="after")
    def _is_a_line(self) -> "Line":
        if self.floor == self.target:
            raise refuse("floor equal to target", "two values", "correct one")
        return self

    def unfit(self, better: Better) -> tuple[str, str, str] | None:
        if (self.target > self.floor) == (better == "higher"):
            return None
        allowed = f"a target on the better side of the floor ({better} is better)"
        action = "swap them, or write 'better: lower' or 'better: higher' beside 'scoring'"
        return f"floor {self.floor}, target {self.target}", allowed, action

    def share(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Fraction:
        return scoring.linear(value, self.floor, self.target)

    def how(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Message:
        return Message(
            "({value:max6} - {floor:max6}) / ({target:max6} - {floor:max6})",
            value=value, floor=self.floor, target=self.target,
        )  # fmt: skip

    def excel(self, cells: Cells) -> str:
        floor, target = cells.parameters
        return clipped(f"({cells.value}-{floor})/({target}-{floor})")


class Step(Section):
    """One step of a table."""

    bound: Exact
    percent: ExactPercent


class Steps(Shape):
    """Table of steps from the easiest to the hardest; absolute."""

    name = "steps"
    title = mark("table of steps")

    table: tuple[Step, ...] = Field(min_length=1)

    def share(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Fraction:
        table = [(step.bound, step.percent / 100) for step in self.table]
        return scoring.steps(value, table, better)

    def how(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Message:
        higher = better == "higher"
        reached = [
            step for step in self.table
            if (value >= step.bound if higher else value <= step.bound)
        ]  # fmt: skip
        if not reached:
            return Message("{value:max6} reaches no step", value=value)
        return Message(
            "{value:max6} reaches the step at {bound:max6}", value=value, bound=reached[-1].bound
        )

    def parameters(self) -> list[tuple[str, Fraction]]:
        pairs = [
            [(f"bound {number}", step.bound), (f"% {number}", step.percent)]
            for number, step in enumerate(self.table, 1)
        ]
        return [parameter for pair in pairs for parameter in pair]

    def excel(self, cells: Cells) -> str:
        sign, formula = ">=" if cells.higher else "<=", "0"
        for bound, percent in zip(cells.parameters[::2], cells.parameters[1::2], strict=True):
            formula = f"IF({cells.value}{sign}{bound},{percent}/100,{formula})"
        return formula


class Piecewise(Shape):
    """Lines between knots `[value, percent]`; absolute."""

    name = "piecewise"
    title = mark("lines between points")

    knots: tuple[tuple[Exact, ExactPercent], ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _rising(self) -> "Piecewise":
        if any(left[0] >= right[0] for left, right in pairwise(self.knots)):
            raise refuse("knots that do not rise", "rising values", "sort them")
        return self

    def share(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Fraction:
        knots = [(bound, percent / 100) for bound, percent in self.knots]
        return scoring.piecewise(value, knots)

    def how(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Message:
        for (left, low), (right, high) in pairwise(self.knots):
            if left <= value <= right:
                return Message(
                    "{value:max6}: between {left:max6} ({low:max6} %) and {right:max6} "
                    "({high:max6} %)",
                    value=value, left=left, low=low, right=right, high=high,
                )  # fmt: skip
        bound, percent = self.knots[0] if value < self.knots[0][0] else self.knots[-1]
        return Message(
            "{value:max6}: beyond {bound:max6} ({percent:max6} %)",
            value=value, bound=bound, percent=percent,
        )  # fmt: skip

    def parameters(self) -> list[tuple[str, Fraction]]:
        pairs = [
            [(f"knot {number}", value), (f"% {number}", percent)]
            for number, (value, percent) in enumerate(self.knots, 1)
        ]
        return [parameter for pair in pairs for parameter in pair]

    def excel(self, cells: Cells) -> str:
        value = cells.value
        knots = [*zip(cells.parameters[::2], cells.parameters[1::2], strict=True)]
        formula = f"{knots[-1][1]}/100"
        for (left, low), (right, high) in reversed([*pairwise(knots)]):
            line = f"({low}+({high}-{low})*({value}-{left})/({right}-{left}))/100"
            formula = f"IF({value}<={right},{line},{formula})"
        return f"IF({value}<={knots[0][0]},{knots[0][1]}/100,{formula})"


class Reference(Shape):
    """Ratio to a fixed reference; absolute."""

    name = "reference"
    title = mark("ratio to a reference")

    reference: ExactPositive

    def share(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Fraction:
        return scoring.ratio_to_reference(value, self.reference, better)

    def how(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Message:
        over, under = (value, self.reference) if better == "higher" else (self.reference, value)
        return Message("{over:max6} / {under:max6}, at most 1", over=over, under=under)

    def excel(self, cells: Cells) -> str:
        return ratio(cells.value, cells.parameters[0], cells.higher)


class Count(Shape):
    """A count that is full from a number on; absolute."""

    name = "count"
    title = mark("count")

    full_at: ExactPositive

    def share(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Fraction:
        return scoring.count_share(value, self.full_at)

    def how(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Message:
        return Message(
            "{value:max6} ({full:max6} or more earn full points)", value=value, full=self.full_at
        )

    def excel(self, cells: Cells) -> str:
        return clipped(f"{cells.value}/{cells.parameters[0]}")


class Band(Shape):
    """Full inside a band, falling to nothing at the outer bounds; absolute."""

    name = "target_band"
    title = mark("target band")

    zero_below: Exact
    low: Exact
    high: Exact
    zero_above: Exact

    @model_validator(mode="after")
    def _in_order(self) -> "Band":
        if not self.zero_below <= self.low <= self.high <= self.zero_above:
            allowed = "zero_below <= low <= high <= zero_above"
            raise refuse("bounds out of order", allowed, "sort them")
        return self

    def share(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Fraction:
        return scoring.target_band(value, self.zero_below, self.low, self.high, self.zero_above)

    def how(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Message:
        low, high = self.low, self.high
        if value < low:
            return Message(
                "({value:max6} - {zero:max6}) / ({low:max6} - {zero:max6}), below the band "
                "{low:max6} to {high:max6}",
                value=value, zero=self.zero_below, low=low, high=high,
            )  # fmt: skip
        if value > high:
            return Message(
                "({zero:max6} - {value:max6}) / ({zero:max6} - {high:max6}), above the band "
                "{low:max6} to {high:max6}",
                value=value, zero=self.zero_above, low=low, high=high,
            )  # fmt: skip
        return Message(
            "{value:max6} in the band {low:max6} to {high:max6}", value=value, low=low, high=high
        )

    def excel(self, cells: Cells) -> str:
        value, (zero, low, high, end) = cells.value, cells.parameters
        below = f"IF({low}={zero},0,{clipped(f'({value}-{zero})/({low}-{zero})')})"
        above = f"IF({high}={end},0,{clipped(f'({end}-{value})/({end}-{high})')})"
        return f"IF({value}<{low},{below},IF({value}>{high},{above},1))"
