"""Pairwise judgements with pairs left out, and in two levels."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_cli_tender import call
from wte_ppp.documents import DocumentError
from wte_ppp.tender.ahp import pairwise_weights
from wte_ppp.tender.judgements import weights_of

NAN = float("nan")
# Bozoki, Fulop and Ronyai (2010), example 3: the pair of the third and the fourth is missing.
PUBLISHED = [
    [1, 1, 5, 2],
    [1, 1, 3, 4],
    [1 / 5, 1 / 3, 1, NAN],
    [1 / 2, 1 / 4, NAN, 1],
]
FILE = """\
schema: wte_ppp/ahp/1
criteria: [a, b, c, d]
judgements: {a / b: 1, a / c: 5, a / d: 2, b / c: 3, b / d: 4}
"""


def test_published_completion_by_the_eigenvector_method():
    result = pairwise_weights(PUBLISHED)
    # Printed: 0.7302965 by least lambda_max; the root of (2 / 5) (4 / 3) by triads.
    assert result.judgements[2, 3] == pytest.approx(0.7302965, abs=1e-6)
    assert result.judgements[2, 3] == pytest.approx(((2 / 5) * (4 / 3)) ** 0.5, abs=1e-8)
    assert result.judgements[3, 2] == pytest.approx(1 / result.judgements[2, 3])
    assert result.completed == ((2, 3),)
    # Least squares in logarithms would give 0.3742, 0.3916, 0.0988, 0.1353.
    assert result.weights.round(4).tolist() == [0.3738, 0.3920, 0.0985, 0.1357]


def test_the_ratio_knows_that_a_pair_is_missing():
    result = pairwise_weights(PUBLISHED)
    # (lambda - 4) / 3 over 0.90 x (1 - 2 x 1 / (3 x 2)) = 0.60; RI in Omega 108 (2022): 0.583
    assert result.ratio == pytest.approx((result.largest_eigenvalue - 4) / 3 / 0.6)
    tree = [[1, 2, 9], [1 / 2, 1, NAN], [1 / 9, NAN, 1]]
    # Two of three pairs contradict nothing: 1 : 1/2 : 1/9 is 18 : 9 : 2 of 29.
    assert pairwise_weights(tree).weights == pytest.approx([18 / 29, 9 / 29, 2 / 29])
    assert pairwise_weights(tree).ratio == 0


@given(st.lists(st.floats(0.2, 5), min_size=4, max_size=6), st.data())
def test_of_consistent_judgements_any_linking_part_gives_the_weights_back(weights, data):
    own = np.array(weights) / sum(weights)
    matrix = own[:, None] / own[None, :]
    # The chain of neighbours stays; any of the others may go.
    pairs = [pair for pair in combinations(range(len(own)), 2) if pair[1] - pair[0] > 1]
    for row, column in data.draw(st.sets(st.sampled_from(pairs))):
        matrix[row, column] = matrix[column, row] = NAN
    assert pairwise_weights(matrix).weights == pytest.approx(own, rel=1e-6)


@given(st.lists(st.floats(0.2, 5), min_size=8, max_size=8), st.floats(-0.3, 0.3))
def test_no_other_completion_contradicts_less(judged, moved):
    matrix = np.ones((5, 5))
    kept = [pair for pair in combinations(range(5), 2) if pair not in ((0, 3), (1, 4))]
    for (row, column), times in zip(kept, judged, strict=True):
        matrix[row, column], matrix[column, row] = times, 1 / times
    for row, column in ((0, 3), (1, 4)):
        matrix[row, column] = matrix[column, row] = NAN
    best = pairwise_weights(matrix)
    other = best.judgements.copy()
    other[0, 3] *= np.exp(moved)
    other[3, 0] = 1 / other[0, 3]
    assert pairwise_weights(other).largest_eigenvalue >= best.largest_eigenvalue - 1e-9


@pytest.mark.parametrize(
    ("row", "column", "value", "mirrored", "says"),
    [
        (0, 1, NAN, 1 / 2, "energy / price is judged one way only"),
        (0, 1, float("inf"), 0.0, "energy / price is not above zero and finite"),
        (0, 2, -2.0, -0.5, "energy / land is not above zero and finite"),
        (0, 2, 3.0, 3.0, "energy / land is not reciprocal"),
        (1, 1, NAN, NAN, "price / price is missing; it is 1"),
    ],
)
def test_the_pair_is_named(row, column, value, mirrored, says):
    matrix = np.ones((3, 3))
    matrix[row, column] = value
    matrix[column, row] = mirrored
    with pytest.raises(ValueError, match=says):
        pairwise_weights(matrix, names=["energy", "price", "land"])


def test_judgements_that_do_not_link_all_are_refused_by_name(put):
    file = put("ahp.yaml", FILE.replace("a / c: 5, a / d: 2, b / c: 3, b / d: 4", "c / d: 2"))
    with pytest.raises(DocumentError, match="no judgement links a, b with c, d"):
        weights_of(file)
    none = put("ahp.yaml", "schema: wte_ppp/ahp/1\ncriteria: [a, b]\njudgements: {}\n")
    with pytest.raises(DocumentError, match="no judgement links a with b"):
        weights_of(none)


def test_the_command_says_which_pair_was_completed(put):
    shown = call("tender", "ahp", put("ahp.yaml", FILE))
    assert shown.exit_code == 0
    assert "c / d was not judged; 0.7303 contradicts the other judgements least" in shown.stdout
    assert "a: 37.38 %" in shown.stdout
    assert "d: 13.57 %" in shown.stdout


TWO_LEVELS = """\
schema: wte_ppp/ahp/1
criteria: [quality, finance]
judgements: {quality / finance: 3}
groups:
  quality:
    criteria: [energy, operation, price]
    judgements: {energy / operation: 2, operation / price: 2, energy / price: 4}
"""


def test_weights_of_two_levels_multiply(put):
    weighted = weights_of(put("ahp.yaml", TWO_LEVELS))
    # 3/4 and 1/4; within quality 4/7, 2/7, 1/7: 3/7, 3/14, 3/28 and 1/4
    assert weighted.weights == pytest.approx(
        {"energy": 3 / 7, "operation": 3 / 14, "price": 3 / 28, "finance": 1 / 4}
    )
    assert sum(weighted.weights.values()) == pytest.approx(1)
    shown = call("tender", "ahp", put("ahp.yaml", TWO_LEVELS))
    assert shown.exit_code == 0
    assert "energy: 42.86 %" in shown.stdout
    assert "quality: energy has 57.14 % of the group" in shown.stdout
    assert "quality: Consistency ratio 0.0000, limit 0.1: consistent" in shown.stdout


def test_a_group_that_contradicts_itself_is_an_exit_code(put):
    circular = TWO_LEVELS.replace("energy / price: 4", "price / energy: 4")
    shown = call("tender", "ahp", put("ahp.yaml", circular))
    assert shown.exit_code == 1
    assert "quality: Consistency ratio" in shown.stdout
    assert "NOT consistent" in shown.stdout


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  quality:\n", "  land:\n", "groups land"),
        ("[energy, operation, price]", "[energy, operation, finance]", "unknown or twice"),
        (
            "[energy, operation, price]\n    judgements: "
            "{energy / operation: 2, operation / price: 2, energy / price: 4}",
            "[energy, finance]\n    judgements: {energy / finance: 2}",
            "twice: finance",
        ),
        ("[quality, finance]", "[quality, quality]", "twice: quality"),
    ],
)
def test_two_levels_are_checked_by_name(put, old, new, says):
    with pytest.raises(DocumentError, match=says):
        weights_of(put("ahp.yaml", TWO_LEVELS.replace(old, new)))
