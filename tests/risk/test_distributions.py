"""Distributions against scipy's own and against arithmetic."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wte_ppp.risk.distributions import Discrete, LogNormal, Normal, Pert, Triangular, Uniform

P = np.linspace(0.001, 0.999, 199)
# The same distribution as scipy parametrises it; PERT by Vose (2008): alpha = 1 + 4 (m-a)/(b-a).
PEERS = [
    (Uniform(2, 5), stats.uniform(2, 3)),
    (Triangular(2, 3, 7), stats.triang(0.2, 2, 5)),
    (Triangular(2, 2, 7), stats.triang(0.0, 2, 5)),
    (Triangular(2, 7, 7), stats.triang(1.0, 2, 5)),
    (Pert(2, 3, 7), stats.beta(1 + 4 * 0.2, 1 + 4 * 0.8, 2, 5)),
    (Normal(5, 2), stats.norm(5, 2)),
    (Normal(5, 2, 4, 12), stats.truncnorm(-0.5, 3.5, 5, 2)),
    (Normal(0, 1, 6, 9), stats.truncnorm(6, 9)),
    # ln(1 + (2/4)^2) = 0.2231; median 4 / sqrt(1.25).
    (LogNormal(4, 2), stats.lognorm(np.sqrt(np.log(1.25)), 0, 4 / np.sqrt(1.25))),
]


@pytest.mark.parametrize(("ours", "peer"), PEERS, ids=lambda one: type(one).__name__)
def test_quantiles_are_those_of_scipy(ours, peer) -> None:
    np.testing.assert_allclose(ours.quantile(P), peer.ppf(P), rtol=1e-9, atol=1e-9)


def test_mean_of_pert_is_published() -> None:
    # (low + 4 mode + high) / 6 = (10 + 4 x 12 + 20) / 6 = 13.
    middle = (np.arange(20000) + 0.5) / 20000
    assert Pert(10, 12, 20).quantile(middle).mean() == pytest.approx(13, rel=1e-6)


def test_lognormal_has_the_mean_and_deviation_given() -> None:
    middle = (np.arange(400000) + 0.5) / 400000
    values = LogNormal(100, 30).quantile(middle)
    assert values.mean() == pytest.approx(100, rel=1e-4)
    assert values.std() == pytest.approx(30, rel=2e-3)


def test_discrete_values_have_their_weights() -> None:
    values = Discrete([3.0, 1.0, 2.0], [50, 20, 30]).quantile((np.arange(1000) + 0.5) / 1000)
    # Rising: 20 % are 1, the next 30 % are 2, the rest 3.
    assert [int((values == one).sum()) for one in (1.0, 2.0, 3.0)] == [200, 300, 500]
    assert np.all(np.diff(values) >= 0)


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3, unique=True))
def test_quantiles_rise_and_stay_in_the_support(numbers: list[float]) -> None:
    low, mode, high = sorted(numbers)
    deviation = max((high - low) / 3, 1e-3)
    every = [
        Uniform(low, high),
        Triangular(low, mode, high),
        Pert(low, mode, high),
        Normal(mode, deviation, low, high),
        Discrete(numbers),
        LogNormal(abs(mode) + 1, deviation),
    ]
    for one in every:
        values = one.quantile(P)
        edge = 1e-9 * max(1.0, abs(low), abs(high))
        assert np.all(np.diff(values) >= -edge)
        assert values.min() >= one.support[0] - edge
        assert values.max() <= one.support[1] + edge


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Uniform(3, 3),
        lambda: Triangular(1, 5, 4),
        lambda: Normal(1, 0),
        lambda: LogNormal(-1, 1),
        lambda: Discrete([]),
        lambda: Discrete([1, 2], [0, 0]),
        lambda: Discrete([1, 2], [1]),
    ],
)
def test_impossible_distributions_are_refused(wrong) -> None:
    with pytest.raises(ValueError, match="got"):
        wrong()
