"""Shapes that compare a bid with the best of all bids that are still in."""
# ruff: noqa: D102  What the methods of a shape do is said once, in `Shape`.

from collections.abc import Sequence
from fractions import Fraction

from wte_ppp.messages import Message, mark
from wte_ppp.tender import scoring
from wte_ppp.tender.definition.amounts import Exact
from wte_ppp.tender.scoring import Better
from wte_ppp.tender.shapes.base import Cells, Shape, clipped, ratio


class RatioToBest(Shape):
    """Ratio to the best bid; relative to the other bids."""

    name = "ratio"
    title = mark("ratio to the best bid")
    relative = True

    def share(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Fraction:
        return scoring.ratio_to_best(value, others, better)

    def how(self, value: Fraction, others: Sequence[Fraction], better: Better) -> Message:
        best = scoring.best_of(others, better)
        if better == "lower" and best == 0 != value:
            return Message("a ratio to the best bid, which is 0: every other bid has nothing")
        over, under = (value, best) if better == "higher" else (best, value)
        return Message(
            "{over:max6} / {under:max6}, {best:max6} is best", over=over, under=under, best=best
        )

    def excel(self, cells: Cells) -> str:
        return ratio(cells.value, cells.best, cells.higher)


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
        line = clipped(f"({cells.value}-{floor})/({best}-{floor})")
        return f"IF({best}{'>' if cells.higher else '<'}{floor},{line},0)"
