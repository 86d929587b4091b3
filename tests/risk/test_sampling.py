"""Draws: repeatable, in blocks of any order, evenly spread, correlated as asked."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from wte_ppp.risk.correlation import correlated, correlation_matrix, impossible_pairs
from wte_ppp.risk.distributions import Pert, Uniform
from wte_ppp.risk.sampling import blocks, probabilities, sample

METHODS = ("latin_hypercube", "sobol")


@pytest.mark.parametrize("method", METHODS)
@given(st.integers(0, 2**32), st.integers(1, 300), st.integers(1, 8))
@settings(max_examples=25)
def test_same_seed_same_bytes(method, seed: int, count: int, dimensions: int) -> None:
    first = probabilities(count, dimensions, seed, method)
    assert first.tobytes() == probabilities(count, dimensions, seed, method).tobytes()
    assert first.shape == (count, dimensions)
    assert np.all((first > 0) & (first < 1))


@given(st.integers(1, 5000), st.integers(1, 700), st.integers(0, 100))
@settings(max_examples=30)
def test_blocks_cover_the_draws_once_and_each_can_be_made_again(draws, size, seed) -> None:
    made = blocks(draws, seed, size)
    places = np.concatenate([np.arange(one.first, one.first + one.count) for one in made])
    assert places.tolist() == list(range(draws))
    assert max(one.count for one in made) <= size
    last = blocks(draws, seed, size)[-1]
    alone = probabilities(last.count, 2, last.seed, "sobol")
    assert alone.tobytes() == probabilities(made[-1].count, 2, made[-1].seed, "sobol").tobytes()


@pytest.mark.parametrize("method", METHODS)
def test_seed_of_a_block_is_not_used_up(method) -> None:
    (block,) = blocks(16, 3, 16)
    first = probabilities(16, 2, block.seed, method)
    assert first.tobytes() == probabilities(16, 2, block.seed, method).tobytes()


def test_blocks_err_independently_of_each_other() -> None:
    # Errors of the mean of u^2 (1/3) in two blocks, over 200 runs: |r| is below 4/sqrt(200) = 0.28.
    errors = np.array(
        [
            [
                np.mean(probabilities(64, 1, block.seed, "sobol") ** 2) - 1 / 3
                for block in blocks(128, seed, 64)
            ]
            for seed in range(200)
        ]
    )
    assert not np.any(errors[:, 0] == errors[:, 1])
    assert abs(np.corrcoef(errors.T)[0, 1]) < 0.28


def test_sobol_beats_random_draws_on_a_mean() -> None:
    # Mean of the product of three uniform variables is 1/8; plain draws err by about
    # sqrt(1/27 - 1/64)/sqrt(4096) = 0.0023.
    means = [probabilities(4096, 3, seed, "sobol").prod(axis=1).mean() for seed in range(20)]
    errors = np.asarray(means) - 1 / 8
    assert np.sqrt(np.mean(np.square(errors))) < 0.0023 / 20


@pytest.mark.parametrize("method", METHODS)
def test_more_draws_narrow_the_estimate(method) -> None:
    def spread(draws: int) -> float:
        means = [
            sample({"x": Pert(0, 1, 5), "y": Uniform(0, 1)}, draws, seed, method)["x"].mean()
            for seed in range(30)
        ]
        return float(np.std(means))

    assert spread(1024) < spread(64) / 4


@given(st.floats(-0.95, 0.95), st.integers(0, 1000))
@settings(max_examples=25)
def test_asked_rank_correlation_is_reached_within_sampling_error(rank, seed) -> None:
    points = probabilities(4096, 3, seed, "sobol")
    matrix = correlation_matrix(["a", "b", "c"], {("a", "c"): rank})
    moved = correlated(points, matrix)
    reached = stats.spearmanr(moved).statistic
    # Standard error of a rank correlation is at most 1/sqrt(4095) = 0.016.
    assert reached[0, 2] == pytest.approx(rank, abs=0.05)
    assert reached[0, 1] == pytest.approx(0, abs=0.06)
    # What is not correlated, and the first of a pair, is left as it was.
    np.testing.assert_array_equal(moved[:, :2], points[:, :2])
    # Each column is still uniform: 4096 draws stray from the diagonal by less than 2/sqrt(4096).
    grid = (np.arange(4096) + 0.5) / 4096
    assert np.abs(np.sort(moved[:, 2]) - grid).max() < 2 / 64


def test_impossible_matrix_names_the_pair_and_what_it_may_be() -> None:
    pairs = {("a", "b"): 0.9, ("a", "c"): 0.9, ("b", "c"): -0.9}
    found = impossible_pairs(["a", "b", "c", "d"], pairs)
    assert {one.pair for one in found} == set(pairs)
    for one in found:
        low, high = one.allowed
        inside = pairs | {one.pair: (low + high) / 2}
        outside = pairs | {one.pair: low - 0.02 if one.found < low else high + 0.02}
        assert impossible_pairs(["a", "b", "c", "d"], inside) == []
        assert impossible_pairs(["a", "b", "c", "d"], outside)


def test_full_correlation_is_possible() -> None:
    pairs = {("a", "b"): 1.0, ("a", "c"): -1.0, ("b", "c"): -1.0}
    assert impossible_pairs("abc", pairs) == []
    points = probabilities(64, 3, 1, "sobol")
    moved = correlated(points, correlation_matrix("abc", pairs))
    np.testing.assert_allclose(moved[:, 1], moved[:, 0], atol=1e-9)
    np.testing.assert_allclose(moved[:, 2], 1 - moved[:, 0], atol=1e-9)


def test_where_no_single_pair_helps_all_of_them_are_named() -> None:
    # Four inputs cannot all run against each other at -0.9.
    names = "abcd"
    pairs = {(x, y): -0.9 for x in names for y in names if x < y}
    found = impossible_pairs(names, pairs)
    assert {one.pair for one in found} == set(pairs)
    assert all(one.allowed is None for one in found)
