"""Public array functions of the tender room refuse what is no number, and name it (T33)."""

from fractions import Fraction as F

import numpy as np
import pytest

from wte_ppp.tender.acceptability import (
    rank_acceptability,
    ranks_of,
    simplex_weights,
    weights_around,
)
from wte_ppp.tender.panel import concordance
from wte_ppp.tender.switching import switching_weights
from wte_ppp.tender.topsis import closeness

NAN, INF = float("nan"), float("inf")
HALVES, UP, NAMES = [0.5, 0.5], [True, True], ["energy", "price"]


@pytest.mark.parametrize(
    ("values", "weights", "better", "says"),
    [
        ([[1, NAN], [2, 3]], HALVES, UP, "price of bid 1 is nan"),
        ([[1, 2], [INF, 3]], HALVES, UP, "energy of bid 2 is inf"),
        ([[1, 2], [-INF, 3]], HALVES, UP, "energy of bid 2 is -inf"),
        ([[1, 2], [2, 3]], [1.5, -0.5], UP, "weight of price is -0.5"),
        ([[1, 2], [2, 3]], [NAN, 0.5], UP, "weight of energy is nan"),
        ([[1, 2], [2, 3]], [0.5, 0.6], UP, "sum to 1.1"),
        ([[1, 2], [2, 3]], [0.0, 0.0], UP, "sum to 0"),
        ([[0, 2], [0, 3]], HALVES, UP, "energy is 0 for every bid"),
        ([1, 2], HALVES, UP, "shape"),
        ([], HALVES, UP, "shape"),
        ([[], []], HALVES, UP, "shape"),
        ([[1, 2], [2, 3]], [1.0], UP, "shape"),
        ([[1, 2], [2, 3]], HALVES, [True], "directions"),
        ([[1, 2], [2, 3]], HALVES, [1, -1], "directions"),
    ],
)
def test_topsis_names_the_criterion(values, weights, better, says):
    with pytest.raises(ValueError, match=says):
        closeness(values, weights, better, criteria=NAMES)


def test_without_names_the_place_is_told():
    with pytest.raises(ValueError, match="criterion 2 of bid 1 is nan"):
        closeness([[1, NAN], [2, 3]], HALVES, UP)
    with pytest.raises(ValueError, match="3 criteria are named; expected 2"):
        closeness([[1, 2]], HALVES, UP, criteria=["a", "b", "c"])


def test_topsis_of_huge_and_of_tiny_figures_is_that_of_usual_ones():
    usual = closeness([[3, 1], [1, 2]], HALVES, UP)
    for factor in (1e200, 1e-200):
        assert closeness([[3 * factor, 1], [factor, 2]], HALVES, UP) == pytest.approx(usual)


SCORES = np.array([[1.0, 0.5], [0.2, 0.4]])


@pytest.mark.parametrize(
    ("scores", "weights", "says"),
    [
        ([[1, NAN], [0, 1]], [HALVES], "criterion 2 of A is nan"),
        (SCORES, [[1.5, -0.5]], "weight of criterion 2 is -0.5"),
        (SCORES, [[0.4, 0.4]], "sum to 0.8"),
        (SCORES, HALVES, "draws"),
        (SCORES, [[1.0]], "expected 2 a set"),
        ([[1, 2]], [HALVES], "2 bids are named; expected 1"),
    ],
)
def test_acceptability_names_what_is_no_number(scores, weights, says):
    with pytest.raises(ValueError, match=says):
        rank_acceptability(("A", "B"), scores, weights)


def test_acceptability_wants_a_spread_of_the_same_shape():
    for spread in (np.ones((1, 2)), np.full((2, 2), -0.1), np.full((2, 2), NAN)):
        with pytest.raises(ValueError, match=r"spread|expected"):
            rank_acceptability(("A", "B"), SCORES, np.array([HALVES]), spread=spread)


def test_draws_of_nothing_are_refused():
    for draws, criteria in ((0, 2), (5, 0)):
        with pytest.raises(ValueError, match="at least one"):
            simplex_weights(draws, criteria, seed=1)
    for weights, share in (([0.5, NAN], 0.2), ([1.2, -0.2], 0.2), (HALVES, 1.5), (HALVES, -0.1)):
        with pytest.raises(ValueError, match="expected"):
            weights_around(np.array(weights), share, 10, seed=1)
    with pytest.raises(ValueError, match="criterion 1 of bid 1"):
        ranks_of(np.array([[NAN, 1.0]]), np.array([HALVES]))


def test_switching_names_bid_and_criterion():
    halves = {"energy": F(1, 2), "price": F(1, 2)}
    with pytest.raises(ValueError, match="B has 1 scores; expected 2"):
        switching_weights({"A": [F(1), F(1)], "B": [F(1)]}, halves, "A")
    with pytest.raises(ValueError, match="'C' is none"):
        switching_weights({"A": [F(1), F(1)]}, halves, "C")
    with pytest.raises(ValueError, match="weight of price is negative"):
        switching_weights({"A": [F(1), F(1)]}, {"energy": F(3, 2), "price": F(-1, 2)}, "A")


@pytest.mark.parametrize("row", [[1, 2], [1, 2, NAN], [0, 2, 3], [1, 2, 4]])
def test_concordance_names_the_evaluator(row):
    with pytest.raises(ValueError, match="Lan"):
        concordance({"Minh": [1, 2, 3], "Lan": row})
