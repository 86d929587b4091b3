"""The part of a page on risk: curves, fans, tornadoes, probabilities, commitments."""

from collections.abc import Iterator

import numpy as np

from wte_ppp.chapters.outcome_tables import MILLION, number
from wte_ppp.feasibility.result import RiskResult
from wte_ppp.feasibility.result.risk import CommitmentRow, SpreadOfOutcome
from wte_ppp.numbers import quantity
from wte_ppp.print.page import charts
from wte_ppp.print.page.parts import Figure, Part, Table, amount, by_year, text
from wte_ppp.print.text import safe_terminal


def risk_part(risk: RiskResult) -> Part:
    """What a risk analysis found.

    Parameters
    ----------
    risk
        As found.

    Returns
    -------
    Part
        Curves, fans and tornadoes; outcomes, probabilities, commitments of the public.
    """
    by_path = {row.path: row for row in risk.outcomes}
    figures = [*_curves(risk), *_fans(risk), *_tornadoes(risk, by_path)]
    rows = []
    for row in risk.outcomes:
        scale, unit = _scaled(row.unit)
        values = (row.base, row.p5, row.p50, row.p95)
        rows.append(
            (
                text(row.description),
                text(unit),
                *(amount(number(one) / scale) for one in values),
            )
        )
    head = ("Outcome", "Unit", "Base case", "P5", "P50", "P95")
    outcomes = Table("Outcomes over the simulations", head, tuple(rows), frozenset({2, 3, 4, 5}))
    chances = Table(
        "Probability",
        ("Event", "Simulations, %"),
        tuple((text(row.description), amount(row.percent)) for row in risk.probabilities),
        frozenset({1}),
    )
    commitments = (_commitments(row) for row in risk.commitments)
    note = f"{risk.draws} simulations, seed {risk.seed}, through the same model as the base case."
    tables = (outcomes, chances, *commitments)
    return Part("risk", "Risk", tuple(figures), tables=tables, notes=(note, *map(str, risk.notes)))


def _commitments(row: CommitmentRow) -> Table:
    scale, unit = _scaled(row.unit)
    names = {"Base case": row.base, "Expected": row.expected, "P95": row.p95}
    columns = {name: values / scale for name, values in names.items()}
    return by_year(f"{row.description}, {unit}", row.calendar_year, columns)


def _scaled(unit: str) -> tuple[float, str]:
    return (MILLION, f"million {unit}") if unit.startswith("USD") and "/" not in unit else (1, unit)


CURVES = ("finance.equity_irr_percent", "finance.tipping_fee_for_equity_irr_usd_per_t")


def _curves(risk: RiskResult) -> Iterator[Figure]:
    for row in risk.outcomes:
        if row.path in CURVES:
            scale, unit = _scaled(row.unit)
            yield Figure(
                f"curve-{row.path.rpartition('.')[2]}",
                f"{row.description}: share of simulations below",
                f"Rising curve: P5 {quantity(number(row.p5) / scale)}, "
                f"median {quantity(number(row.p50) / scale)}, "
                f"P95 {quantity(number(row.p95) / scale)} {unit}.",
                charts.distribution(
                    (row.percentiles / scale).tolist(), number(row.base) / scale, unit,
                    str(row.description),
                ),
            )  # fmt: skip


def _fans(risk: RiskResult) -> Iterator[Figure]:
    for fan in risk.fans:
        scale, unit = _scaled(fan.unit)
        names = ("p5", "p25", "p50", "p75", "p95", "base")
        levels = {name: (getattr(fan, name) / scale).tolist() for name in names}
        yield Figure(
            f"fan-{fan.path.rpartition('.')[2]}", f"{fan.description}: P5 to P95",
            "Band by year with the median and, dashed, the base case.",
            charts.band(
                [int(year) for year in fan.calendar_year], levels, unit, str(fan.description)
            ),
        )  # fmt: skip


def _tornadoes(risk: RiskResult, by_path: dict[str, SpreadOfOutcome]) -> Iterator[Figure]:
    for path in dict.fromkeys(bar.outcome for bar in risk.tornado):
        row = by_path[path]
        scale, unit = _scaled(row.unit)
        bars = [
            (safe_terminal(bar.factor, limit=60), number(bar.at_low) / scale,
             number(bar.at_high) / scale)
            for bar in risk.tornado
            if bar.outcome == path
        ]  # fmt: skip
        longest = max(bars, key=lambda bar: np.nan_to_num(abs(bar[2] - bar[1])))[0]
        yield Figure(
            f"tornado-{path.rpartition('.')[2]}", f"What moves it: {row.description}",
            f"Bars by input, each alone at its P10 and P90; the longest is {longest}.",
            charts.tornado(bars, number(row.base) / scale, unit, str(row.description)),
        )  # fmt: skip
