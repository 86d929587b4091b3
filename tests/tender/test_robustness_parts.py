"""Switching weights, acceptability and AHP against published, worked and independent results."""

from fractions import Fraction as F

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.tender.acceptability import (
    rank_acceptability,
    ranks_of,
    simplex_weights,
    weights_around,
)
from wte_ppp.tender.ahp import pairwise_weights
from wte_ppp.tender.switching import nearest_switch, switching_weights

PRICE_B = F(16_678_725_000, 17_800_000_000)
ABIKO = {"A": [F("0.7332"), PRICE_B], "B": [F("0.6274"), F(1)]}


def test_abiko_flips_at_an_exact_price_weight():
    halves = {"non_price": F(1, 2), "price": F(1, 2)}
    quality, price = switching_weights(ABIKO, halves, "A")
    # x (1 - 0.93700702...) = (1 - x) (0.7332 - 0.6274)
    expected = F("0.1058") / (F("0.1058") + 1 - PRICE_B)
    assert price.at == expected
    assert quality.at == 1 - expected
    assert price.rival == "B"
    assert nearest_switch([quality, price]).criterion in ("non_price", "price")


@given(st.lists(st.tuples(*[st.fractions(0, 1, max_denominator=20)] * 3), min_size=2, max_size=4))
def test_at_the_switch_the_totals_are_equal_and_beyond_it_the_rival_leads(rows):
    scores = {f"b{place}": list(row) for place, row in enumerate(rows)}
    weights = {"one": F(1, 2), "two": F(1, 3), "price": F(1, 6)}

    def totals(own):
        return {
            bid: sum(s * w for s, w in zip(row, own, strict=True)) for bid, row in scores.items()
        }

    base = totals(weights.values())
    winner = max(base, key=base.get)
    for place, switch in enumerate(switching_weights(scores, weights, winner)):
        if switch.at is None:
            continue
        rest = [w for k, w in enumerate(weights.values()) if k != place]

        def at(x, rest=rest, place=place):
            moved = [w * (1 - x) / sum(rest) for w in rest]
            return [*moved[:place], x, *moved[place:]]

        level = totals(at(switch.at))
        assert level[winner] == level[switch.rival]
        edge = F(1) if switch.change >= 0 else F(0)
        if edge != switch.at:
            beyond = totals(at((switch.at + edge) / 2))
            assert beyond[switch.rival] > beyond[winner]


def test_weights_that_do_not_sum_are_refused():
    with pytest.raises(ValueError, match="sum"):
        switching_weights(ABIKO, {"non_price": F(1, 2), "price": F(1, 3)}, "A")


def test_acceptability_agrees_with_the_exact_switch():
    # With two criteria the even simplex is even in the price weight: B wins beyond the switch.
    switch = float(F("0.1058") / (F("0.1058") + 1 - PRICE_B))
    scores = np.array([[float(x) for x in row] for row in ABIKO.values()])
    found = rank_acceptability(("A", "B"), scores, simplex_weights(200_000, 2, seed=3))
    # Standard error of a share near 0.63 in 200 000 draws is 0.0011.
    assert found.ranks[0, 0] == pytest.approx(switch, abs=0.005)
    assert found.beats[0, 1] == found.ranks[0, 0]
    assert found.ranks.sum(axis=1) == pytest.approx([1, 1])
    assert found.central[0].sum() == pytest.approx(1)


def test_scores_may_be_uncertain_too():
    scores = np.array([[0.5, 0.5], [0.5, 0.5]])
    weights = simplex_weights(40_000, 2, seed=1)
    found = rank_acceptability(("A", "B"), scores, weights, spread=np.full((2, 2), 0.1), seed=2)
    assert found.ranks[0, 0] == pytest.approx(0.5, abs=0.02)
    never = rank_acceptability(("A", "B"), np.array([[0.9, 0.9], [0.5, 0.5]]), weights)
    assert np.isnan(never.central[1]).all()


def test_same_seed_same_draws_and_weights_stay_near():
    own = np.array([0.5, 0.3, 0.2])
    drawn = weights_around(own, 0.2, 1000, seed=4)
    assert np.array_equal(drawn, weights_around(own, 0.2, 1000, seed=4))
    assert drawn.sum(axis=1) == pytest.approx(np.ones(1000))
    # 0.5 x 1.2 / (0.5 x 1.2 + 0.5 x 0.8) at most
    assert drawn[:, 0].max() <= 0.6
    assert ranks_of(np.array([[1.0, 1, 1], [0, 0, 0]]), drawn).tolist() == [[1, 2]] * 1000


def test_ahp_of_saaty():
    # Saaty, How to make a decision, EJOR 48 (1990), buying a house: eight criteria. Its printed
    # priority vector and lambda_max of 9.669 are rounded to three digits.
    house = [
        [1, 5, 3, 7, 6, 6, 1 / 3, 1 / 4],
        [1 / 5, 1, 1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
        [1 / 3, 3, 1, 6, 3, 4, 6, 1 / 5],
        [1 / 7, 1 / 5, 1 / 6, 1, 1 / 3, 1 / 4, 1 / 7, 1 / 8],
        [1 / 6, 1 / 3, 1 / 3, 3, 1, 1 / 2, 1 / 5, 1 / 6],
        [1 / 6, 1 / 3, 1 / 4, 4, 2, 1, 1 / 5, 1 / 6],
        [3, 5, 1 / 6, 7, 5, 5, 1, 1 / 2],
        [4, 7, 5, 8, 6, 6, 2, 1],
    ]
    found = pairwise_weights(house)
    printed = [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333]
    assert found.weights == pytest.approx(printed, abs=0.001)
    assert found.largest_eigenvalue == pytest.approx(9.669, abs=0.001)
    # (9.669 - 8) / 7 / 1.41 = 0.169
    assert found.ratio == pytest.approx(0.169, abs=0.001)
    assert not found.consistent


@pytest.mark.parametrize(
    ("matrix", "says"),
    [
        ([[1, 2], [1, 1]], "reciprocal"),
        ([[1, 0], [0, 1]], "above zero"),
        ([[1, 2, 3]], "square"),
        (np.ones((11, 11)), "up to 10"),
    ],
)
def test_ahp_refuses_what_is_no_set_of_judgements(matrix, says):
    with pytest.raises(ValueError, match=says):
        pairwise_weights(matrix)


def test_limits_of_the_ratio():
    matrix = [[1, 2, 4], [1 / 2, 1, 4], [1 / 4, 1 / 4, 1]]
    free, strict = pairwise_weights(matrix), pairwise_weights(matrix, strict=True)
    assert (free.limit, strict.limit) == (0.10, 0.05)
    assert pairwise_weights(matrix, index="later").ratio > free.ratio
    assert pairwise_weights([[1]]).weights == [1]
