"""Internal rate of return of many flows and of one, against pyxirr, in one run.

Run: pip install ".[benchmarks]" && python benchmarks/irr_against_pyxirr.py [flows]
"""

import sys
import time

import numpy as np
import pyxirr

from wte_ppp.finance.irr import irr

YEARS = 25
PEER_FLOWS = 20_000
ONE_BY_ONE = 5_000
REPEATS = 5


def best(run):
    """Shortest time of some runs, and the last result."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        result = run()
        times.append(time.perf_counter() - start)
    return min(times), result


def main(count):
    """Compare rates, then print times a flow and ratios."""
    rng = np.random.default_rng(2026)
    outlay = -rng.uniform(30, 50, (count, 2))
    flows = np.hstack([outlay, rng.uniform(5, 20, (count, YEARS - 1))])
    part = flows[: min(PEER_FLOWS, count)].tolist()
    own, rates = best(lambda: irr(flows))
    peer, theirs = best(lambda: [pyxirr.irr(flow) for flow in part])
    np.testing.assert_allclose(rates[: len(part), 0], theirs, rtol=0, atol=1e-9)
    ratio = peer / len(part) / (own / count)
    print(f"{count} flows: {1e6 * own / count:.3f} us a flow, pyxirr's loop takes {ratio:.1f} x")

    one = flows[0]
    own, _ = best(lambda: [irr(one) for _ in range(ONE_BY_ONE)])
    peer, _ = best(lambda: [pyxirr.irr(one) for _ in range(ONE_BY_ONE)])
    print(f"one flow: {1e6 * own / ONE_BY_ONE:.1f} us, {own / peer:.1f} x pyxirr")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
