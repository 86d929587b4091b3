"""Draws of a study with twelve seasons against the same draws of one without, in one process.

Each month has its own water, amount and bunker leachate; the ratio is of the whole pipeline, from
waste to finance.

Run from the root::

    python benchmarks/seasons_against_one_year.py [draws]
"""

import resource
import sys
import time
from pathlib import Path

import numpy as np

from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.draw_blocks import run_in_blocks
from wte_ppp.feasibility.drawn import with_draws
from wte_ppp.feasibility.study import Study

STUDY = Path(__file__).parents[1] / "examples" / "minimal" / "study.yaml"
# Rain from May to October, as in the monsoon; the amounts keep the year's mean.
WATER = [46, 46, 48, 50, 54, 57, 58, 58, 57, 54, 50, 47]
AMOUNT = [94, 94, 96, 98, 102, 104, 106, 106, 104, 102, 98, 96]
MOST_MB = 1000
ROUNDS = 3


def draws_of(study: StudyDefinition, draws: int) -> StudyDefinition:
    """The study with water, availability and price drawn."""
    random = np.random.default_rng(1)
    drawn, _ = with_draws(
        study,
        {
            "waste.received_t_per_day": random.uniform(700, 900, draws),
            "plant.availability_h_per_year": random.uniform(7200, 8200, draws),
            "finance.tipping_fee_usd_per_t": random.uniform(15, 30, draws),
        },
    )
    return drawn


def seconds(study: StudyDefinition, draws: int) -> float:
    """Of one run of all draws, in blocks."""
    start = time.perf_counter()
    run_in_blocks(study, draws)
    return time.perf_counter() - start


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    base = Study.load(STUDY).definition
    values = base.model_dump(by_alias=True)
    values["waste"] |= {"moisture_percent": 52.0}
    one = StudyDefinition.model_validate(values)
    values["waste"]["seasons"] = {
        f"month {month:02}": {
            "months": [month],
            "moisture_percent": float(WATER[month - 1]),
            "received_percent": float(AMOUNT[month - 1]),
        }
        for month in range(1, 13)
    }
    twelve = StudyDefinition.model_validate(values)
    one, twelve = draws_of(one, count), draws_of(twelve, count)
    seconds(one, count)
    # One after the other, so that a busy machine slows both.
    pairs = [(seconds(one, count), seconds(twelve, count)) for _ in range(ROUNDS)]
    ratio = float(np.median([months / year for year, months in pairs]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    year, months = pairs[-1]
    print(f"{count:,} draws: one year {year:.2f} s, twelve months {months:.2f} s")
    print(f"ratio {ratio:.2f} (median of {ROUNDS}); peak {peak:.0f} MB")
    if peak > MOST_MB:
        raise SystemExit(f"{peak:.0f} MB is above {MOST_MB} MB")
