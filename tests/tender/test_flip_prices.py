"""Own prices and minimum scores at which another bid wins."""

from fractions import Fraction as F

from tests.tender.conftest import RULES, at, begun, settle
from wte_ppp.tender.closeness import inputs_of
from wte_ppp.tender.flips import flips


def moved(case, kind):
    every = flips(inputs_of(case))
    return [(flip.bid, flip.at, flip.winner) for flip in every if flip.kind == kind]


def test_a_bids_own_price_is_tried(finished):
    """Equal quality: B2 at 24 wins until it asks more than 30, or B1 less than 24."""
    assert moved(finished, "offer") == [("B2", F("30.01"), "B1"), ("B1", F("23.99"), "B1")]


def test_a_price_ceiling_and_a_minimum_score_by_group_are_tried(put):
    """B1 50.75 + 24, B2 0.7 x 65 + 30 = 75.5. Of service B1 has 32.5 of 40, B2 25: 62.5 %."""
    rules = RULES + ("  procedure.price_ceiling: optional\n  procedure.group_minimum_percent: 40\n")
    case = begun(put, rules=rules, price="price: {field: fee, ceiling: 40}\n")
    settle(case, put, grades=("3", "2"))
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    _, result = case.award(by="Panel", at=at(7))
    assert result.winner == "B2"
    # Both have 40 of 60 on energy, 66.7 %.
    assert ("", F("62.51"), "B1") in moved(case, "minimum")
    # Under a ceiling of 30 B1 is out, under 24 both.
    assert moved(case, "price_line") == [("", None, None)]
