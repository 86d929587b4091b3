"""Indexation that steps, in the evaluated price of a present value."""

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tender.conftest import HEAD
from wte_ppp.documents import DocumentError
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.evaluated_price import price_parts
from wte_ppp.tender.price import stepped_index
from wte_ppp.tender.tender import load_tender

TENDER = """\
rules: {procedure.technical_weight_percent: 70}
criteria:
  quality: {weight: 100, field: net, unit: points, scoring: {linear: {floor: 0, target: 100}}}
bid_form:
  net: {label: Quality, unit: points, kind: number}
  fee: {label: Fee, unit: CUR/t, kind: money, envelope: price}
  part: {label: Indexed share, unit: "%", kind: number, envelope: price}
price:
  npv:
    discount_rate_percent: 0
    years: 4
    streams:
      fee: {field: fee, quantity: 10, INDEX}
"""
BID = Bid("A", "price", "USD", {"fee": F(100), "part": F(50)})


@pytest.fixture
def value(put):
    def of(index):
        body = HEAD.format(guidance="qcbs") + TENDER.replace("INDEX", index)
        return price_parts(load_tender(put("tender.yaml", body)), BID)["fee"]

    return of


STEPS = "indexation_steps: [{from_year: 1, percent: 2}, {from_year: 3, percent: 10}]"


def test_steps_by_year(value):
    # 1.02, 1.0404, 1.14444, 1.258884: 1000 x 4.463724
    assert value(STEPS) == F("4463.724")
    # Half of the price: 1000 x (4 + 0.463724 / 2)
    assert value(STEPS + ", indexed_field: part") == F("4231.862")


def test_nothing_moves_before_the_first_step(value):
    # 1, 1, 1.1, 1.21
    assert value("indexation_steps: [{from_year: 3, percent: 10}]") == 4310


def test_factors_by_year(value):
    # 1, 1, 1.5 and 0.5
    assert value("indexation_factors: [1, 1, 1.5, 0.5]") == 4000


def test_one_step_is_the_plain_indexation(value):
    once = value("indexation_steps: [{from_year: 1, percent: 3}]")
    by_hand = 1000 * sum(F("1.03") ** year for year in (1, 2, 3, 4))
    assert once == value("indexation_percent: 3") == by_hand


@given(st.fractions(-5, 20, max_denominator=10), st.integers(1, 10), st.integers(1, 10))
def test_a_step_to_the_same_change_moves_nothing(percent, start, later):
    years = range(1, 21)
    once = stepped_index([(start, percent)], years)
    assert stepped_index([(start, percent), (start + later, percent)], years) == once


@pytest.mark.parametrize(
    ("index", "says"),
    [
        ("indexation_percent: 2, " + STEPS, "an indexation twice"),
        ("indexation_factors: [1, 1], indexation_percent: 1", "an indexation twice"),
        ("indexation_factors: [1, 1]", "2 factors of fee"),
        ("indexation_factors: [1, 1, 0, 1]", "above 0"),
        (
            "indexation_steps: [{from_year: 3, percent: 2}, {from_year: 1, percent: 2}]",
            "each later than the last",
        ),
        ("indexation_steps: [{from_year: 1, percent: -100}]", "above -100"),
        ("indexation_steps: [{from_year: 0, percent: 2}]", "from_year"),
    ],
)
def test_what_cannot_be_is_refused(value, index, says):
    with pytest.raises(DocumentError, match=says):
        value(index)
