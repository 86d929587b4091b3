"""Peak memory of a risk analysis by its number of draws, against the same draws in one call.

Each case runs in a process of its own, so that its peak is its own.

Run: python benchmarks/memory_of_blocks.py [draws]
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

STUDY = Path(__file__).parents[1] / "examples" / "bac_ninh" / "study.yaml"
MOST_MB = 500


def measured(kind, draws):
    """Peak of this process in MB and seconds, after one case."""
    import wte_ppp as wte
    from wte_ppp.feasibility.draws import collected
    from wte_ppp.feasibility.model import run_model
    from wte_ppp.feasibility.risk_analysis import FANS, OUTCOMES, base_value, risk_analysis
    from wte_ppp.feasibility.uncertainty import prepared, uncertainty

    study = wte.Study.load(STUDY)
    start = time.perf_counter()
    if kind == "blocks":
        risk_analysis(study, draws=draws, sobol_draws=0)
    elif kind == "one call":
        base = run_model(study.definition)
        plan = uncertainty(study.definition, lambda path: base_value(base, path))
        collected(
            prepared(study.definition, plan), plan, draws, 1, tuple(OUTCOMES), tuple(FANS),
            size=draws,
        )  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([peak, time.perf_counter() - start]))


def case(kind, draws):
    """Measure in a fresh process."""
    line = [sys.executable, __file__, kind, str(draws)]
    return json.loads(subprocess.run(line, capture_output=True, check=True, text=True).stdout)


def main(draws):
    """Print the table and fail above the limit."""
    idle, _ = case("idle", 1)
    print(f"study loaded, nothing run: {idle:.0f} MB")
    few, _ = case("blocks", draws // 10)
    many, blocks_s = case("blocks", draws)
    whole, whole_s = case("one call", draws // 5)
    print(f"{draws // 10:>9,} draws in blocks of 2,048: {few:6.0f} MB")
    print(f"{draws:>9,} draws in blocks of 2,048: {many:6.0f} MB, {draws / blocks_s:,.0f} draws/s")
    print(f"{draws // 5:>9,} draws in one call:        {whole:6.0f} MB")
    growth = (many - few) / (draws - draws // 10)
    print(f"growth a draw: {1e3 * growth:.2f} kB in blocks, "
          f"{1e3 * (whole - idle) / (draws // 5):.2f} kB in one call")  # fmt: skip
    rate = (draws / blocks_s) / ((draws // 5) / whole_s)
    print(f"rate in blocks / rate in one call: {rate:.2f}")
    if many > MOST_MB:
        raise SystemExit(f"{many:.0f} MB is above {MOST_MB} MB")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        measured(sys.argv[1], int(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
