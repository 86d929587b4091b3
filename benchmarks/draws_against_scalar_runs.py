"""Draws in one call against one call a draw: equal results, and the ratio of times.

Run: python benchmarks/draws_against_scalar_runs.py [draws]
"""

import sys
import time
from pathlib import Path

import numpy as np

import wte_ppp as wte
from wte_ppp.risk.distributions import Pert, Uniform
from wte_ppp.risk.sampling import sample

STUDY = Path(__file__).parents[1] / "examples" / "bac_ninh" / "study.yaml"
INPUTS = {
    "waste.received_t_per_day": Uniform(400, 520),
    "waste.moisture_percent": Pert(38, 45, 52),
    "plant.availability_h_per_year": Pert(7000, 7920, 8200),
    "plant.steam_pressure_bar": Uniform(38, 46),
    "finance.tipping_fee_usd_per_t": Uniform(15, 30),
    "finance.debt.interest_percent": Pert(3, 4, 7),
    "cost.capex_usd": Pert(58e6, 74e6, 95e6),
    "climate.grid_factor_tco2_per_mwh": Uniform(0.6, 0.9),
}
SECTIONS = ("waste", "plant", "cost", "finance", "climate")


def outcomes(result):
    """Every number of a result of draws, (draws, numbers), series and dicts laid out flat."""
    columns = []
    for section in SECTIONS:
        part = getattr(result, section)
        for name in type(part).model_fields:
            value = getattr(part, name)
            for item in value.values() if isinstance(value, dict) else [value]:
                if isinstance(item, np.ndarray):
                    columns.append(item.reshape(len(item), -1))
    return np.hstack(columns)


def main(count):
    """Compare, print, and fail if any number differs by more than 1e-12."""
    study = wte.Study.load(STUDY)
    draws = sample(INPUTS, count, seed=2026)
    study.run(draws={path: values[:10] for path, values in draws.items()})

    start = time.perf_counter()
    together = outcomes(study.run(draws=draws))
    one_call = time.perf_counter() - start

    start = time.perf_counter()
    worst = 0.0
    for index in range(count):
        alone = outcomes(
            study.run(draws={path: values[index : index + 1] for path, values in draws.items()})
        )[0]
        both = np.isnan(alone) & np.isnan(together[index])
        scale = np.where(np.abs(alone) > 0, np.abs(alone), 1.0)
        difference = np.where(both, 0.0, np.abs(alone - together[index]) / scale)
        worst = max(worst, float(difference.max()))
    many_calls = time.perf_counter() - start

    print(f"{count} draws, {together.shape[1]} numbers each")
    print(f"largest relative difference {worst:.1e}")
    print(
        f"one call {one_call:.2f} s, {count} calls {many_calls:.1f} s, "
        f"ratio {many_calls / one_call:.0f}"
    )
    if not worst <= 1e-12:
        raise SystemExit("draws differ from scalar runs")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
