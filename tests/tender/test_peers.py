"""Side by side with pymcdm and scikit-criteria: the same figures where they do the same."""

import numpy as np
import pytest
from pymcdm import methods as pymcdm_methods
from pymcdm.normalizations import linear_normalization, vector_normalization
from skcriteria import mkdm
from skcriteria.agg import topsis as sk_topsis
from skcriteria.agg.simple import WeightedSumModel
from skcriteria.preprocessing.scalers import VectorScaler

from wte_ppp.tender.acceptability import ranks_of
from wte_ppp.tender.topsis import closeness


@pytest.fixture(params=range(5))
def case(request):
    """8 bids and 12 criteria, some of them better when lower."""
    rng = np.random.default_rng(request.param)
    values = rng.uniform(0.2, 1.0, (8, 12))
    weights = rng.dirichlet(np.ones(12))
    return values, weights, rng.random(12) < 0.7


def test_weighted_sum_of_shares_is_that_of_both_peers(case):
    values, weights, _ = case
    # All shares rise with merit here; pymcdm would normalise by the largest, so that is done first.
    shares = values / values.max(axis=0)
    totals = shares @ weights
    peer = pymcdm_methods.WSM(normalization_function=linear_normalization)
    assert peer(values, weights, np.ones(12)) == pytest.approx(totals, rel=1e-12)
    sk = WeightedSumModel().evaluate(mkdm(shares, [max] * 12, weights=weights))
    assert sk.e_.score == pytest.approx(totals, rel=1e-12)
    assert list(sk.rank_) == list(ranks_of(shares, weights[None, :])[0])


def test_topsis_is_that_of_both_peers(case):
    values, weights, higher = case
    own = closeness(values, weights, higher)
    types = np.where(higher, 1, -1)
    peer = pymcdm_methods.TOPSIS(normalization_function=vector_normalization)
    # pymcdm turns criteria that are better when lower round before its distance: only where all
    # are better when higher do the two mean the same.
    rising = closeness(values, weights, np.ones(12, dtype=bool))
    assert peer(values, weights, np.ones(12)) == pytest.approx(rising, rel=1e-12)
    table = mkdm(values, [max if one == 1 else min for one in types], weights=weights)
    scaled = VectorScaler(target="matrix").transform(table)
    sk = sk_topsis.TOPSIS().evaluate(scaled)
    assert sk.e_.similarity == pytest.approx(own, rel=1e-12)


def test_topsis_reverses_on_an_irrelevant_bid_and_so_do_the_peers():
    # Found by search: without the third bid, which ranks last, the first two change places.
    values, weights = _reversing()
    everyone = np.ones(values.shape[1], dtype=bool)
    peer = pymcdm_methods.TOPSIS(normalization_function=vector_normalization)
    for score in (
        lambda table: closeness(table, weights, everyone),
        lambda table: peer(table, weights, np.ones(table.shape[1])),
    ):
        before, after = score(values), score(values[:2])
        assert before.argmin() == 2
        assert (before[0] - before[1]) * (after[0] - after[1]) < 0
    # The weighted sum of absolute shares keeps the order, whoever stays away.
    before, after = ranks_of(values, weights[None])[0], ranks_of(values[:2], weights[None])[0]
    assert (before[0] < before[1]) == (after[0] < after[1])


def _reversing():
    rng = np.random.default_rng(7)
    weights = np.array([0.5, 0.5])
    for _ in range(10_000):
        values = rng.uniform(0.05, 1.0, (3, 2))
        before = closeness(values, weights, [True, True])
        after = closeness(values[:2], weights, [True, True])
        if before.argmin() == 2 and (before[0] - before[1]) * (after[0] - after[1]) < -1e-4:
            return values, weights
    raise AssertionError("no reversal in 10 000 tables")
