"""Scoring shapes: how a criterion turns a figure into a share of its points.

A shape is one class: what an officer writes of it, the share, the arithmetic in words and as a
spreadsheet formula. A class with a `name` is a shape that tender files may use; the pure formulas
stand in `scoring`.
"""
# ruff: noqa: D102  What the methods of a shape do is said once, in `Shape`.

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import (
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    ValidationError,
    create_model,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from wte_ppp.field_problems import problems
from wte_ppp.messages import Message, mark
from wte_ppp.tender import scoring
from wte_ppp.tender.definition.amounts import Exact, ExactPercent, ExactPositive
from wte_ppp.tender.scoring import Better
from wte_ppp.validation import Section, refuse, refuse_each

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
        return "bounds", allowed, "swap them, or 'better'"

    def share(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Fraction:
        return scoring.linear(value, self.floor, self.target)

    def how(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Message:
        return Message(
            "({value:max6} - {floor:max6}) / ({target:max6} - {floor:max6})",
            value=value, floor=self.floor, target=self.target,
        )  # fmt: skip

    def excel(self, cells: Cells) -> str:
        floor, target = cells.parameters
        return _clipped(f"({cells.value}-{floor})/({target}-{floor})")


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
        return _ratio(cells.value, cells.parameters[0], cells.higher)


class Count(Shape):
    """A count that is full from a number on; absolute."""

    name = "count"
    title = mark("count")

    full_at: ExactPositive

    def share(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Fraction:
        return scoring.count_share(value, self.full_at)

    def how(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Message:
        return Message(
            "{value:max6} ({full:max6} or more earn full marks)", value=value, full=self.full_at
        )

    def excel(self, cells: Cells) -> str:
        return _clipped(f"{cells.value}/{cells.parameters[0]}")


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
        below = f"IF({low}={zero},0,{_clipped(f'({value}-{zero})/({low}-{zero})')})"
        above = f"IF({high}={end},0,{_clipped(f'({end}-{value})/({end}-{high})')})"
        return f"IF({value}<{low},{below},IF({value}>{high},{above},1))"


class RatioToBest(Shape):
    """Ratio to the best bid; relative to the other bids."""

    name = "ratio"
    title = mark("ratio to the best bid")
    relative = True

    def share(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Fraction:
        return scoring.ratio_to_best(value, others, better)

    def how(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Message:
        best = scoring.best_of(others, better)
        over, under = (value, best) if better == "higher" else (best, value)
        return Message(
            "{over:max6} / {under:max6}, {best:max6} is best", over=over, under=under, best=best
        )

    def excel(self, cells: Cells) -> str:
        return _ratio(cells.value, cells.best, cells.higher)


class FromFloor(Shape):
    """Line from a requirement to the best bid; relative to the other bids."""

    name = "from_floor"
    title = mark("line from a requirement to the best bid")
    relative = True

    floor: Exact

    def share(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Fraction:
        return scoring.from_floor_to_best(value, others, self.floor, better)

    def how(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Message:
        return Message(
            "({value:max6} - {floor:max6}) / ({best:max6} - {floor:max6}), {best:max6} is best",
            value=value, floor=self.floor, best=scoring.best_of(others, better),
        )  # fmt: skip

    def excel(self, cells: Cells) -> str:
        floor, best = cells.parameters[0], cells.best
        line = _clipped(f"({cells.value}-{floor})/({best}-{floor})")
        return f"IF({best}{'>' if cells.higher else '<'}{floor},{line},0)"


class Judgement(Shape):
    """Scores of the panel: share in percent by grade; `toolkit` takes the toolkit's scale."""

    name = "panel"
    title = mark("scored by the panel")
    scored = "panel"

    grades: Mapping[str, ExactPercent] = Field(
        default_factory=dict, description="percent by grade; empty: scale of the guidance"
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


def _clipped(formula: str) -> str:
    return f"MAX(0,MIN(1,{formula}))"


def _ratio(value: str, reference: str, higher: bool) -> str:
    over, under = (value, reference) if higher else (reference, value)
    return f"IF({under}=0,IF({over}>=0,1,0),{_clipped(f'{over}/{under}')})"


class _OneShape(Section):
    """How a criterion is scored: exactly one shape."""

    @model_validator(mode="before")
    @classmethod
    def _word(cls, value: Any) -> Any:
        """A shape without parameters may be written as a word: `scoring: ratio`."""
        return {value: {}} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _exactly_one(self) -> "_OneShape":
        named = sorted(self.model_fields_set)
        if len(named) != 1 or getattr(self, named[0]) is None:
            found = ", ".join(named) or "none"
            allowed = "one of " + ", ".join(type(self).model_fields)
            raise refuse(f"shapes: {found}", allowed, "name exactly one")
        return self


@cache
def _model(shapes: tuple[tuple[str, type[Shape]], ...]) -> type[_OneShape]:
    """What may stand under `scoring`: one optional key for each shape there is."""
    fields: dict[str, Any] = {name: (shape | None, None) for name, shape in shapes}
    return create_model("Scoring", __base__=_OneShape, __doc__=_OneShape.__doc__, **fields)


def _shape(value: Any) -> Shape:
    if isinstance(value, Shape):
        return value
    model = _model(tuple(SHAPES.items()))
    try:
        found = model.model_validate(value)
    except ValidationError as error:
        raise refuse_each(
            [
                (f".{fault.field}" if fault.field else "", fault.found, fault.allowed, fault.action)
                for fault in problems(error, model)
            ]
        ) from None
    (name,) = found.model_fields_set
    shape = getattr(found, name)
    assert isinstance(shape, Shape)
    return shape


class _Published:
    """JSON Schema of the shapes that there are when it is written."""

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        named = handler(_model(tuple(SHAPES.items())).__pydantic_core_schema__)
        return {"anyOf": [named, {"enum": list(SHAPES)}]}


Scoring: TypeAlias = Annotated[
    Shape,
    PlainValidator(_shape),
    PlainSerializer(lambda shape: {shape.name: shape.model_dump()}),
    _Published(),
]
