"""Draws of a study with twelve seasons against the same draws of one without, in one process.

Each month has its own water and amount. The ratio is of the whole pipeline, from waste to finance,
a block of draws at a time as a risk analysis runs them; memory must not grow with the draws.

Run from the root::

    python benchmarks/seasons_against_one_year.py [draws]
"""

import resource
import sys
import time
from pathlib import Path

import numpy as np

from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.draws import collected
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.risk_analysis import FANS, OUTCOMES, base_value
from wte_ppp.feasibility.study import Study
from wte_ppp.feasibility.uncertainty import prepared, uncertainty

STUDY = Path(__file__).parents[1] / "examples" / "minimal" / "study.yaml"
# Rain from May to October; amounts keep the year's mean.
WATER = [46, 46, 48, 50, 54, 57, 58, 58, 57, 54, 50, 47]
AMOUNT = [94, 94, 96, 98, 102, 104, 106, 106, 104, 102, 98, 96]
DRAWN = {
    "waste.received_t_per_day": (700, 900),
    "plant.availability_h_per_year": (7200, 8200),
    "finance.tipping_fee_usd_per_t": (15, 30),
}
MOST_MB = 500
ROUNDS = 3


def studies() -> tuple[StudyDefinition, StudyDefinition]:
    """Without and with twelve seasons."""
    values = Study.load(STUDY).definition.model_dump(by_alias=True)
    values["waste"] |= {"moisture_percent": 52.0}
    values["risk"] = {
        "inputs": {
            path: {"distribution": "uniform", "low": low, "high": high}
            for path, (low, high) in DRAWN.items()
        }
    }
    one = StudyDefinition.model_validate(values)
    values["waste"]["seasons"] = {
        f"month {month:02}": {
            "months": [month], "moisture_percent": float(water), "received_percent": float(amount)
        }
        for month, (water, amount) in enumerate(zip(WATER, AMOUNT, strict=True), 1)
    }  # fmt: skip
    return one, StudyDefinition.model_validate(values)


def seconds(study: StudyDefinition, draws: int) -> float:
    """Processor time of all draws in blocks; what a risk analysis keeps is kept."""
    base = run_model(study)
    plan = uncertainty(study, lambda path: base_value(base, path))
    padded = prepared(study, plan)
    start = time.process_time()
    collected(padded, plan, draws, 1, tuple(OUTCOMES), tuple(FANS))
    return time.process_time() - start


def peak_mb() -> float:
    """Highest memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    one, twelve = studies()
    seconds(twelve, count // 4)
    few = peak_mb()
    # One after the other, so that a busy machine slows both.
    pairs = [(seconds(one, count), seconds(twelve, count)) for _ in range(ROUNDS)]
    ratio = float(np.median([months / year for year, months in pairs]))
    year, months = np.median(pairs, axis=0)
    print(f"{count:,} draws: one year {year:.2f} s, twelve months {months:.2f} s")
    print(f"ratio {ratio:.2f} (median of {ROUNDS})")
    print(f"peak {few:.0f} MB with {count // 4:,} draws, {peak_mb():.0f} MB with {count:,}")
    if peak_mb() > MOST_MB:
        raise SystemExit(f"{peak_mb():.0f} MB is above {MOST_MB} MB")
