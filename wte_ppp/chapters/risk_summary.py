"""The risk of a study on one screen."""

import numpy as np

from wte_ppp.chapters.outcome_tables import MILLION, number
from wte_ppp.feasibility.result.risk import RiskResult
from wte_ppp.numbers import quantity
from wte_ppp.print.text import safe_terminal

WIDTH = 100
LABEL, NUMBER = 46, 10
MOST_INPUTS = 5


def risk_summary(result: RiskResult) -> str:
    """Main percentiles, probabilities and what moves the result most.

    Parameters
    ----------
    result
        As found.

    Returns
    -------
    str
        Lines of 100 columns; names are made safe for a terminal.
    """
    name = safe_terminal(result.name, limit=WIDTH)
    head = ("base case", "P5", "P50", "P95")
    drawn = f"{result.draws:,} draws, seed {result.seed}"
    lines = [name, f"{drawn:{LABEL}}" + "".join(f"{one:>{NUMBER}}" for one in head)]
    for row in result.outcomes:
        scale, unit = (MILLION, "million USD") if row.unit == "USD" else (1.0, row.unit)
        values = [number(one) / scale for one in (row.base, row.p5, row.p50, row.p95)]
        shown = "".join(f"{_q(one):>{NUMBER}}" for one in values)
        lines.append(f"{str(row.description)[: LABEL - 1]:{LABEL}}{shown} {unit}"[:WIDTH])
    lines += [f"{number(row.percent):5.1f} % {row.description}" for row in result.probabilities]
    for path in dict.fromkeys(one.outcome for one in result.influence):
        ranked = [
            (abs(number(one.rank_correlation)), one)
            for one in result.influence
            if one.outcome == path and np.isfinite(number(one.rank_correlation))
        ]
        strongest = [one for _, one in sorted(ranked, key=lambda pair: -pair[0])[:MOST_INPUTS]]
        lines.append(f"{path} moves with (rank correlation)")
        lines += [
            f"  {number(one.rank_correlation):+.2f} {safe_terminal(one.factor)}"
            for one in strongest
        ]
    lines += [f"note: {safe_terminal(note)}" for note in result.notes]
    return "\n".join(lines)


def _q(value: float) -> str:
    # A terminal gets a plain space between the thousands, so that columns can be copied.
    return quantity(value).replace("\u00a0", " ")
