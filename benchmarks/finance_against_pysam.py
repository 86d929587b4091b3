"""The finance model on many draws against PySAM's Singleowner and a fused compiled kernel.

Annual, 25 years: tax with losses carried forward, debt sculpted to a DSCR, DSRA, NPV and equity
IRR. All in one run on the same machine; only ratios mean anything.

Run: pip install ".[peers,benchmarks]" && python benchmarks/finance_against_pysam.py [draws]
"""

import resource
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import fused_kernel
from benchmarks.singleowner import YEARS, Inputs, project, singleowner
from wte_ppp.finance.cash_flow import cash_flow
from wte_ppp.finance.chunks import in_chunks
from wte_ppp.finance.irr import irr
from wte_ppp.finance.metrics import npv

BASE = Inputs(
    debt="sculpted", dscr=1.45, tenor=16, fee=2.75, dsra_months=6,
    price_escalation=1.0, opex_escalation=2.0,
)  # fmt: skip
RANGES = {
    "cost": (100e6, 160e6),
    "mwh": (70_000, 100_000),
    "price_usd_per_mwh": (150, 220),
    "opex": (3e6, 6e6),
    "interest": (4, 9),
    "dscr": (1.3, 1.7),
}
PEER_RUNS = 200
REPEATS = 5


def outcomes(case):
    """What is computed for each draw."""
    flow = cash_flow(case, 0.0)
    return {
        "debt": flow.debt,
        "npv": npv(flow.equity, BASE.discount / 100),
        "equity_irr": irr(flow.equity),
    }


def best(run):
    """Shortest of some runs, and the last result."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        result = run()
        times.append(time.perf_counter() - start)
    return min(times), result


def main(draws):
    """Compare results, then print the times a draw and their ratios."""
    rng = np.random.default_rng(2026)
    drawn = {name: rng.uniform(*ends, (draws, 1)) for name, ends in RANGES.items()}

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def own():
        return in_chunks(lambda part: outcomes(project(BASE, **part)), drawn, draws)

    own_time, found = best(own)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{draws} draws, {YEARS} years: {1e6 * own_time / draws:.2f} us a draw")
    print(f"memory: {(after - before) / 1024:.0f} MB above the {before / 1024:.0f} MB before")

    columns = {name: values[:, 0].copy() for name, values in drawn.items()}
    fused_kernel.run(BASE, {name: values[:10] for name, values in columns.items()})
    kernel_time, kernel = best(lambda: fused_kernel.run(BASE, columns))
    for name, values in kernel.items():
        scale = 1.0 if name == "equity_irr" else BASE.cost
        np.testing.assert_allclose(values, found[name][:, 0], rtol=1e-9, atol=1e-9 * scale)
    print(
        f"fused kernel {1e6 * kernel_time / draws:.2f} us a draw: we take "
        f"{own_time / kernel_time:.2f} times as long"
    )

    start = time.perf_counter()
    agree = 0
    for index in range(PEER_RUNS):
        given = Inputs(**{**BASE.__dict__, **{k: float(v[index, 0]) for k, v in drawn.items()}})
        model = singleowner(given)
        # No loss, which it would refund, and no more debt than uses, which it would lend.
        if max(model.Outputs.cf_fedtax) <= 0 and model.Outputs.issuance_of_equity > 0:
            theirs = model.Outputs.project_return_aftertax_npv
            np.testing.assert_allclose(found["npv"][index, 0], theirs, rtol=1e-9, atol=1e-3)
            agree += 1
    peer_time = (time.perf_counter() - start) / PEER_RUNS
    print(
        f"PySAM {1e3 * peer_time:.2f} ms a run with its set-up: "
        f"{peer_time / (own_time / draws):,.0f} times ours"
    )
    start = time.perf_counter()
    for _ in range(PEER_RUNS):
        model.execute(0)
    bare_time = (time.perf_counter() - start) / PEER_RUNS
    print(
        f"PySAM {1e3 * bare_time:.2f} ms a run, execute() alone: "
        f"{bare_time / (own_time / draws):,.0f} times ours"
    )
    print(f"NPV equal to 1e-9 in the {agree} of {PEER_RUNS} runs without loss and with equity")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
