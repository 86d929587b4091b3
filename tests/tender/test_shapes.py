"""Scoring shapes: each scores, words and writes its formula; one more is one class."""

import io
from fractions import Fraction as F
from typing import ClassVar

import openpyxl
import pytest

from tests.tender.conftest import CRITERIA, at, begun, settle, text
from wte_ppp.messages import Message
from wte_ppp.print.evaluation_workbook import evaluation_workbook
from wte_ppp.tender.definition.amounts import ExactPositive
from wte_ppp.tender.evaluation import evaluation_of
from wte_ppp.tender.published import tender_schema
from wte_ppp.tender.shapes import Cells, Shape, base
from wte_ppp.tender.shapes.field import shape_of
from wte_ppp.tender.tender import load_tender

ONE_OF_EACH = [
    ({"linear": {"floor": 350, "target": 600}}, "(475 - 350) / (600 - 350)", F(1, 2)),
    ({"steps": {"table": [{"bound": 400, "percent": 40}, {"bound": 500, "percent": 100}]}},
     "475 reaches the step at 400", F(2, 5)),
    ({"piecewise": {"knots": [[400, 0], [500, 100]]}},
     "475: between 400 (0 %) and 500 (100 %)", F(3, 4)),
    ({"reference": {"reference": 500}}, "475 / 500, at most 1", F(19, 20)),
    ({"count": {"full_at": 400}}, "475 (400 or more earn full points)", F(1)),
    ({"target_band": {"zero_below": 450, "low": 500, "high": 600, "zero_above": 700}},
     "(475 - 450) / (500 - 450), below the band 500 to 600", F(1, 2)),
    ("ratio", "475 / 500, 500 is best", F(19, 20)),
    ({"from_floor": {"floor": 450}}, "(475 - 450) / (500 - 450), 500 is best", F(1, 2)),
]  # fmt: skip


@pytest.mark.parametrize(("written", "words", "share"), ONE_OF_EACH)
def test_each_shape_says_its_arithmetic_with_exact_operands(written, words, share):
    shape = shape_of(written)
    others = [F(475), F(500)]
    assert shape.share(F(475), others, "higher") == share
    how = shape.how(F(475), others, "higher")
    assert str(how) == words
    assert all(isinstance(value, F) for value in how.values.values())


def test_a_count_beyond_what_is_full_does_not_read_as_a_fraction():
    assert str(shape_of({"count": {"full_at": 4}}).how(F(6), [F(6)], "higher")) == (
        "6 (4 or more earn full points)"
    )


@pytest.fixture
def toy(monkeypatch):
    """An eleventh shape, in one class; it leaves with the test."""
    monkeypatch.setattr(base, "SHAPES", dict(base.SHAPES))

    class Squared(Shape):
        name: ClassVar[str] = "squared"
        title: ClassVar[str] = "square of the ratio to a full value"
        full: ExactPositive

        def share(self, value, others, better):
            return min(value / self.full, F(1)) ** 2

        def how(self, value, others, better):
            return Message("({value:max6} / {full:max6})^2", value=value, full=self.full)

        def excel(self, cells: Cells) -> str:
            return f"MIN(1,{cells.value}/{cells.parameters[0]})^2"

    return Squared


def test_an_eleventh_shape_is_one_class(toy, put):
    written = CRITERIA.replace("{linear: {floor: 350, target: 600}}", "{squared: {full: 950}}")
    tender = load_tender(put("toy/tender.yaml", text(criteria=written)))
    assert isinstance(tender.leaves[0].criterion.scoring, toy)
    assert "squared" in str(tender_schema("tender"))
    opened = begun(put, criteria=written)
    settle(opened, put)
    opened.freeze(by="Panel", at=at(5))
    opened.open_prices(by=["Office", "Chair"], at=at(6))
    opened.award(by="Panel", at=at(7))
    mark = opened.technical().scores["B1"].marks[0]
    # (475 / 950)^2 = 1/4 of 40 points
    assert (mark.share, mark.points, str(mark.how)) == (F(1, 4), F(10), "(475 / 950)^2")
    raw = evaluation_workbook(evaluation_of(opened))
    book = openpyxl.load_workbook(io.BytesIO(raw))
    assert book["Technical"]["F5"].value == "=MIN(1,E5/$K$5)^2"
    stored = openpyxl.load_workbook(io.BytesIO(raw), data_only=True)["Technical"]
    assert (stored["F5"].value, stored["K5"].value) == (0.25, 950)


def test_the_workbook_takes_the_exact_figure_of_a_mark(finished):
    from dataclasses import replace

    evaluation = evaluation_of(finished)
    score = evaluation.technical.scores["B1"]
    third = replace(score.marks[0], value=F(1, 3))
    scores = {
        **evaluation.technical.scores, "B1": replace(score, marks=(third, *score.marks[1:])),
    }  # fmt: skip
    changed = replace(evaluation, technical=replace(evaluation.technical, scores=scores))
    book = openpyxl.load_workbook(io.BytesIO(evaluation_workbook(changed)))
    assert book["Technical"]["E5"].value == 1 / 3
