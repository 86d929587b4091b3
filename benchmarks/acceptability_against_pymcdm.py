"""Ranks under drawn weights: this library against pymcdm's weighted sum, one run, equal ranks.

Run: python benchmarks/acceptability_against_pymcdm.py [draws]
"""

import sys
import time

import numpy as np
from pymcdm.methods import WSM
from pymcdm.normalizations import linear_normalization

from wte_ppp.tender.acceptability import rank_acceptability, ranks_of, simplex_weights

BIDS, CRITERIA = 8, 30
PEER_DRAWS = 10_000


def main(draws):
    """Compare ranks on a part of the draws, then print times a draw and their ratio."""
    rng = np.random.default_rng(1)
    values = rng.uniform(0.2, 1.0, (BIDS, CRITERIA))
    shares = values / values.max(axis=0)
    weights = simplex_weights(draws, CRITERIA, seed=2)
    names = tuple(f"B{number}" for number in range(BIDS))
    rank_acceptability(names, shares, weights[:100])

    start = time.perf_counter()
    rank_acceptability(names, shares, weights)
    own = (time.perf_counter() - start) / draws

    part = weights[: min(PEER_DRAWS, draws)]
    peer = WSM(normalization_function=linear_normalization)
    types = np.ones(CRITERIA)
    start = time.perf_counter()
    peers = np.array([peer.rank(peer(values, row, types)) for row in part])
    other = (time.perf_counter() - start) / len(part)

    if not np.array_equal(peers, ranks_of(shares, part)):
        raise SystemExit("ranks differ")
    print(f"{BIDS} bids x {CRITERIA} criteria, {draws} draws, pymcdm on {len(part)} of them")
    print(f"wte_ppp {1e6 * own:.3f} us a draw, pymcdm {1e6 * other:.1f} us: {other / own:,.0f} x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
