"""Cities of the example in blocks against a plain loop of single runs: equal figures, and times.

Run: python benchmarks/screening_against_loop.py [cities]
"""

import sys
import tempfile
import time
from pathlib import Path

import numpy as np

import wte_ppp as wte
from wte_ppp.feasibility.drawn import with_draws
from wte_ppp.feasibility.model import run_model
from wte_ppp.screening.plan import Options, made_plan
from wte_ppp.screening.run import screen

EXAMPLE = Path(__file__).parents[1] / "examples" / "screening"
COLUMN = "required_tipping_fee_usd_per_t"


def main(count):
    """Compare, print, and fail if a figure differs by more than 1e-9."""
    study = wte.Study.load(EXAMPLE / "base.yaml")
    options = Options(scenarios=("base case",))
    with tempfile.TemporaryDirectory() as folder:
        lines = (EXAMPLE / "cities.csv").read_text(encoding="utf-8").splitlines()
        table = Path(folder) / "cities.csv"
        # Every n-th city, so that all countries are there.
        chosen = lines[1 :: max(1, (len(lines) - 1) // count)]
        table.write_text("\n".join([lines[0], *chosen]) + "\n", encoding="utf-8")
        plan = made_plan(table, study, options)
        start = time.perf_counter()
        found = screen(table, study, Path(folder) / "out", options)
        together = time.perf_counter() - start
        by_city = {(one.country, one.name): one for one in found.cities}

    start = time.perf_counter()
    worst = 0.0
    for group in plan.groups:
        for place in group.cities:
            city = plan.cities[place]
            summary = by_city[city.country, city.name]
            values = {path: [number] for path, number in city.numbers.items()}
            values["plant.capacity_t_per_day"] = [summary.base["capacity_t_per_day"]]
            own, _ = with_draws(group.study.definition, values)
            alone = float(run_model(own, 1).finance.required_tipping_fee_usd_per_t[0])
            ours = summary.base[COLUMN]
            if not (np.isnan(alone) and np.isnan(ours)):
                worst = max(worst, abs(alone - ours) / abs(alone))
    loop = time.perf_counter() - start
    cities = len(plan.cities)
    print(f"{cities} cities in {len(plan.groups)} groups, largest relative difference {worst:.1e}")
    print(f"screening {together:.2f} s (reading rules, sizing, files and ranking included), "
          f"loop {loop:.2f} s (rules read already), ratio {loop / together:.1f}")  # fmt: skip
    if not worst <= 1e-9:
        raise SystemExit("cities differ from single runs")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 359)
