"""The risk analysis on paper: a chapter of the study's report, and a report of its own."""

from collections.abc import Sequence

import numpy as np
from reportlab.platypus import Flowable, KeepTogether

from wte_ppp.feasibility.result.risk import Fan, RiskResult, SpreadOfOutcome
from wte_ppp.reports.layout import BODY, H2, NOTE, PAGE_WIDTH, TITLE, build, gap, grid, heading
from wte_ppp.reports.outcome_tables import MILLION, number
from wte_ppp.reports.risk_commitments import commitments
from wte_ppp.reports.risk_figures import cumulative_chart, fan_chart, tornado_chart
from wte_ppp.reports.text import para, quantity

__all__ = ["risk_chapter", "risk_pdf"]

CURVES = (
    "finance.equity_irr_percent",
    "finance.tipping_fee_for_equity_irr_usd_per_t",
    "finance.minimum_dscr",
)
SCENARIO_ROWS = (
    "plant.exported_mwh_per_year",
    "cost.capex_usd",
    "finance.required_tipping_fee_usd_per_t",
    "finance.equity_irr_percent",
    "finance.minimum_dscr",
    "climate.average_reduction_tco2e_per_year",
)
MOST_SCENARIOS = 5


def risk_pdf(result: RiskResult) -> bytes:
    """Report of a risk analysis alone.

    Parameters
    ----------
    result
        As found.

    Returns
    -------
    bytes
        PDF, the same bytes for the same result.
    """
    lacking: list[str] = []
    story = [para(result.name, TITLE, lacking), *risk_chapter(result, lacking)]
    story += [para(note, NOTE) for note in lacking]
    footer = f"wte_ppp {result.package_version}, inputs {result.input_hash[:12]}"
    return build(story, result.name, footer)


def risk_chapter(result: RiskResult, lacking: list[str]) -> list[Flowable]:
    """Pages on risk.

    Parameters
    ----------
    result
        As found.
    lacking
        Takes notes on characters that the font lacks.

    Returns
    -------
    list[Flowable]
        Outcomes, probabilities, curves, fans, tornadoes, influences, scenarios, inputs.
    """
    method = {"sobol": "a scrambled Sobol sequence", "latin_hypercube": "Latin hypercubes"}
    story: list[Flowable] = [
        *heading("Risk"),
        para(
            f"{result.draws:,} draws by {method[result.method]}, seed {result.seed}, through the "
            "same model as the base case. Spreads are listed below with their sources.",
            BODY,
        ),
    ]
    story.append(_outcomes(result, lacking))
    story += heading("Probability", H2, room=60)
    rows = [
        [
            row.description,
            f"{quantity(number(row.percent))} %",
            f"{quantity(number(row.undefined_percent))} %",
        ]
        for row in result.probabilities
    ]
    story.append(
        grid(("", "Draws", "Not defined"), rows, (70, 15, 15), numbers=(1, 2), notes=lacking)
    )
    by_path = {row.path: row for row in result.outcomes}
    for path in CURVES:
        if path in by_path:
            story += _curve(result, by_path[path])
    for fan in result.fans:
        story += _fan(result, fan)
    story += commitments(result, lacking)
    story += _tornadoes(result, by_path)
    story += _influences(result, lacking)
    story += _scenarios(result, by_path, lacking)
    story += _inputs(result, lacking)
    story += [para(f"- {note}", NOTE, lacking) for note in result.notes]
    return story


def _scaled(unit: str) -> tuple[float, str]:
    return (MILLION, f"million {unit}") if unit.startswith("USD") and "/" not in unit else (1, unit)


def _outcomes(result: RiskResult, lacking: list[str]) -> Flowable:
    rows = []
    for row in result.outcomes:
        scale, unit = _scaled(row.unit)
        values = (row.base, row.p5, row.p25, row.p50, row.p75, row.p95)
        cells = [quantity(number(one) / scale) for one in values]
        rows.append([row.description, unit, *cells])
    head = ("", "Unit", "Base case", "P5", "P25", "P50", "P75", "P95")
    widths = (34, 13, 10, 9, 9, 9, 9, 9)
    return grid(head, rows, widths, numbers=range(2, 8), notes=lacking, size=7)


def _curve(result: RiskResult, row: SpreadOfOutcome) -> list[Flowable]:
    scale, unit = _scaled(row.unit)
    marks = {
        one.description.partition(":")[0]: number(one.threshold) / scale
        for one in result.probabilities
        if one.path == row.path
    }
    drawing = cumulative_chart(
        [float(one) / scale for one in row.percentiles], number(row.base) / scale,
        row.description, unit or "ratio", marks, width=PAGE_WIDTH,
    )  # fmt: skip
    return [KeepTogether([drawing, gap()])]


def _fan(result: RiskResult, fan: Fan) -> list[Flowable]:
    scale, unit = _scaled(fan.unit)
    levels = {level: _list(getattr(fan, f"p{level}"), scale) for level in (5, 25, 50, 75, 95)}
    limits = {
        one.description.partition(":")[0]: number(one.threshold)
        for one in result.probabilities
        if fan.path == "finance.dscr" and one.path == "finance.minimum_dscr"
    }
    base, years = _list(fan.base, scale), _list(fan.calendar_year, 1)
    drawing = fan_chart(
        years, levels, base, fan.description, unit or "ratio", limits, width=PAGE_WIDTH
    )
    return [KeepTogether([drawing, gap()])]


def _list(values: Sequence[float] | np.ndarray, scale: float) -> list[float]:
    return [float(one) / scale for one in values]


def _tornadoes(result: RiskResult, by_path: dict[str, SpreadOfOutcome]) -> list[Flowable]:
    story: list[Flowable] = []
    for path in dict.fromkeys(one.outcome for one in result.tornado):
        row = by_path[path]
        scale, unit = _scaled(row.unit)
        bars = [
            (one.factor, number(one.at_low) / scale, number(one.at_high) / scale)
            for one in result.tornado
            if one.outcome == path
        ]
        drawing = tornado_chart(
            bars, number(row.base) / scale, row.description, unit or "ratio", width=PAGE_WIDTH
        )
        story += [KeepTogether([drawing, gap()])]
    return story


def _influences(result: RiskResult, lacking: list[str]) -> list[Flowable]:
    story: list[Flowable] = []
    described = {row.path: row.description for row in result.outcomes}
    for path in dict.fromkeys(one.outcome for one in result.influence):
        rows = [
            [
                one.factor,
                quantity(number(one.rank_correlation)),
                _with_interval(one.sobol_first, one.sobol_first_half_width),
                _with_interval(one.sobol_total, one.sobol_total_half_width),
            ]
            for one in sorted(
                (one for one in result.influence if one.outcome == path),
                key=lambda one: -np.nan_to_num(abs(number(one.rank_correlation))),
            )
        ]
        story += heading(f"What moves it: {described[path]}", H2, room=60)
        head = ("Input or event", "Rank correlation", "Sobol, alone", "Sobol, in all")
        story.append(grid(head, rows, (46, 16, 19, 19), numbers=(1, 2, 3), notes=lacking, size=7))
    return story


def _with_interval(value: float | np.ndarray, half: float | np.ndarray) -> str:
    index = number(value)
    return f"{index:.2f} ± {number(half):.2f}" if np.isfinite(index) else quantity(None)


def _scenarios(
    result: RiskResult, by_path: dict[str, SpreadOfOutcome], lacking: list[str]
) -> list[Flowable]:
    story: list[Flowable] = []
    others = result.scenarios[1:]
    for first in range(0, len(others), MOST_SCENARIOS):
        shown = [result.scenarios[0], *others[first : first + MOST_SCENARIOS]]
        rows = []
        for path in SCENARIO_ROWS:
            scale, unit = _scaled(by_path[path].unit)
            cells = [quantity(number(one.outcomes[path]) / scale) for one in shown]
            rows.append([f"{by_path[path].description}, {unit}".rstrip(", "), *cells])
        numbers = range(1, len(shown) + 1)
        widths = (36, *(64 / len(shown) for _ in shown))
        head = ("", *(one.name for one in shown))
        story += heading("Scenarios", H2, room=80)
        story.append(grid(head, rows, widths, numbers=numbers, notes=lacking, size=7))
        for one in shown[1:]:
            changes = ", ".join(f"{path} = {value}" for path, value in one.changes.items())
            story.append(para(f"{one.name}: {changes}", NOTE, lacking))
    return story


def _inputs(result: RiskResult, lacking: list[str]) -> list[Flowable]:
    rows = []
    for row in result.inputs:
        scale, unit = _scaled(row.unit)
        values = (row.base, row.p5, row.p50, row.p95)
        why = "; ".join(part for part in (row.spread, row.source, row.note) if part)
        rows.append([row.path, unit, *(quantity(number(one) / scale) for one in values), why])
    head = ("Input", "Unit", "Base", "P5", "P50", "P95", "Spread and source")
    story = [
        *heading("What was drawn", H2, room=80),
        grid(head, rows, (30, 11, 9, 9, 9, 9, 40), numbers=(2, 3, 4, 5), notes=lacking, size=6.5),
    ]
    if result.events:
        events = [
            [
                one.name.replace("_", " "),
                one.kind,
                f"{quantity(number(one.probability_percent))} %",
                f"{quantity(number(one.draws_percent))} %",
                quantity(number(one.times)),
            ]
            for one in result.events
        ]
        names = ("Event", "Kind", "Probability", "Draws with it", "Times a draw")
        story.append(gap())
        story.append(grid(names, events, (36, 16, 16, 16, 16), numbers=(2, 3, 4), notes=lacking))
        text = "The probability of an outage is that of each operation year."
        story.append(para(text, NOTE))
    if result.correlations:
        pairs = [
            [*one.inputs, f"{number(one.asked):.2f}", f"{number(one.reached):.2f}"]
            for one in result.correlations
        ]
        asked = ("Moves with", "", "Rank correlation asked", "of the draws")
        story.append(gap())
        story.append(grid(asked, pairs, (35, 35, 15, 15), numbers=(2, 3), notes=lacking, size=7))
    return story
