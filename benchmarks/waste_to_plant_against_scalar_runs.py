"""Draws through waste and plant at once, against the same functions called draw by draw.

Run from the root::

    python benchmarks/waste_to_plant_against_scalar_runs.py [draws]

Heating value, steam pressure and temperature, air temperature and excess air vary. The ratio is of
one run of both on the same machine; the scalar loop is timed on a part and scaled.
"""

import sys
import time
from pathlib import Path

import numpy as np

from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.steps.plant import plant_step
from wte_ppp.feasibility.steps.waste import waste_step
from wte_ppp.feasibility.study import Study
from wte_ppp.finance.timeline import Timeline

STUDY = Path(__file__).parents[1] / "examples" / "minimal" / "study.yaml"
RANGES = {
    ("waste", "lhv_mj_per_kg"): (5.5, 10.0),
    ("plant", "steam_pressure_bar"): (38.0, 65.0),
    ("plant", "steam_temperature_c"): (395.0, 450.0),
    ("plant", "ambient_c"): (18.0, 34.0),
    ("plant", "excess_air_ratio"): (1.4, 1.8),
}
LOOPED = 200


def gross_mw(draws: dict[tuple[str, str], np.ndarray | float], line: Timeline) -> np.ndarray:
    values = BASE.model_dump(by_alias=True)
    for (section, name), drawn in draws.items():
        values[section][name] = drawn
    study = StudyDefinition.model_validate(values)
    gate = waste_step(study.waste, 20.0, line)
    plant = plant_step(study.plant, gate, 20.0, line.first_operation_year)
    return np.asarray(plant.gross_mw).reshape(-1)


if __name__ == "__main__":
    BASE = Study.load(STUDY).definition
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    line = Timeline(2028, 2, 20)
    random = np.random.default_rng(1)
    draws = {path: random.uniform(*span, size=count) for path, span in RANGES.items()}

    start = time.perf_counter()
    together = gross_mw(draws, line)
    at_once = time.perf_counter() - start

    start = time.perf_counter()
    alone = [gross_mw({p: float(d[i]) for p, d in draws.items()}, line)[0] for i in range(LOOPED)]
    one_by_one = (time.perf_counter() - start) * count / LOOPED

    worst = np.max(np.abs(together[:LOOPED] / np.array(alone) - 1))
    print(f"{count} draws at once {at_once:.2f} s, one by one {one_by_one:.1f} s")
    print(f"ratio {one_by_one / at_once:.0f}; largest relative difference {worst:.1e}")
