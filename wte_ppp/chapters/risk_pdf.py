"""The risk analysis on paper: a chapter of the study's report, and a report of its own."""

from collections.abc import Sequence

import numpy as np
from reportlab.platypus import Flowable, KeepTogether

from wte_ppp.chapters.names import driver_name
from wte_ppp.chapters.outcome_tables import MILLION, number
from wte_ppp.chapters.risk_commitments import commitments
from wte_ppp.feasibility.result.risk import Fan, RiskResult, SpreadOfOutcome
from wte_ppp.print.charts.risk import cumulative_chart, fan_chart, tornado_chart
from wte_ppp.print.language import language_of, mark
from wte_ppp.print.layout import BODY, H2, NOTE, PAGE_WIDTH, TITLE, Paper, gap, room_for
from wte_ppp.print.pages import build

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
# One fan and one tornado show a city what matters; all of them are in risk.pdf.
MAIN_FAN, MAIN_TORNADO = "finance.dscr", "finance.equity_irr_percent"
METHODS = {"sobol": mark("a scrambled Sobol sequence"), "latin_hypercube": mark("Latin hypercubes")}


def risk_pdf(result: RiskResult, language: str = "en") -> bytes:
    """Report of a risk analysis alone.

    Parameters
    ----------
    result
        As found.
    language
        en, ja, vi, id or th.

    Returns
    -------
    bytes
        PDF, the same bytes for the same result.

    Raises
    ------
    ValueError
        For an unknown language.
    """
    paper = Paper(language_of(language))
    story = [paper.para(result.name, TITLE), *risk_chapter(paper, result)]
    story += [paper.para(note, NOTE) for note in paper.lacking]
    footer = f"wte_ppp {result.package_version}, {result.input_hash[:12]}"
    return build(story, result.name, footer, paper.language, paper.say("Risk analysis"))


def risk_chapter(paper: Paper, result: RiskResult) -> list[Flowable]:
    """Pages on risk.

    Parameters
    ----------
    paper
        What is written on.
    result
        As found.

    Returns
    -------
    list[Flowable]
        Outcomes, probabilities, curves, fans, tornadoes, influences, scenarios, inputs.
    """
    by_path = {row.path: row for row in result.outcomes}
    story = [*paper.heading(paper.say("Risk")), *_how(paper, result), *_probability(paper, result)]
    for path in CURVES:
        if path in by_path:
            story += _curve(paper, result, by_path[path])
    for fan in result.fans:
        story += _fan(paper, result, fan)
    story += commitments(paper, result)
    for path in dict.fromkeys(one.outcome for one in result.tornado):
        story += _tornado(paper, result, by_path[path])
    story += _influences(paper, result)
    story += _scenarios(paper, result, by_path)
    story += _inputs(paper, result)
    return [*story, *(paper.para(f"- {paper.told(note)}", NOTE) for note in result.notes)]


def risk_results(paper: Paper, result: RiskResult) -> list[Flowable]:
    """What the risk analysis found, without its inputs: for the study's report."""
    by_path = {row.path: row for row in result.outcomes}
    story = [*_how(paper, result), *_probability(paper, result)]
    for fan in result.fans:
        if fan.path == MAIN_FAN:
            story += _fan(paper, result, fan)
    if any(one.outcome == MAIN_TORNADO for one in result.tornado):
        story += _tornado(paper, result, by_path[MAIN_TORNADO])
    return [*story, *_scenarios(paper, result, by_path)]


def _how(paper: Paper, result: RiskResult) -> list[Flowable]:
    text = paper.say(
        "{draws} draws by {method}, seed {seed}, through the same model as the base case.",
        draws=paper.fixed(result.draws, 0),
        method=paper.say(METHODS[result.method]),
        seed=result.seed,
    )
    return [paper.para(text, BODY), _outcomes(paper, result)]


def _probability(paper: Paper, result: RiskResult) -> list[Flowable]:
    rows = [
        [
            paper.told(row.description),
            f"{paper.quantity(number(row.percent))} %",
            f"{paper.quantity(number(row.undefined_percent))} %",
        ]
        for row in result.probabilities
    ]
    say = paper.say
    header = ("", say("Draws"), say("Not defined"))
    return [
        *paper.heading(say("Probability"), H2, room_for(len(rows))),
        paper.grid(header, rows, (70, 15, 15), numbers=(1, 2)),
        gap(),
    ]


def _scaled(unit: str) -> tuple[float, str]:
    return (MILLION, f"million {unit}") if unit.startswith("USD") and "/" not in unit else (1, unit)


def _outcomes(paper: Paper, result: RiskResult) -> Flowable:
    rows = []
    for row in result.outcomes:
        scale, unit = _scaled(row.unit)
        values = (row.base, row.p5, row.p25, row.p50, row.p75, row.p95)
        cells = [paper.quantity(number(one) / scale) for one in values]
        rows.append([paper.told(row.description), paper.told(unit), *cells])
    say = paper.say
    head = ("", say("Unit"), say("Base case"), "P5", "P25", "P50", "P75", "P95")
    widths = (34, 13, 10, 9, 9, 9, 9, 9)
    return paper.grid(head, rows, widths, numbers=range(2, 8), size=7)


def _curve(paper: Paper, result: RiskResult, row: SpreadOfOutcome) -> list[Flowable]:
    scale, unit = _scaled(row.unit)
    marks = {
        paper.told(one.name): number(one.threshold) / scale
        for one in result.probabilities
        if one.path == row.path
    }
    drawing = cumulative_chart(
        [float(one) / scale for one in row.percentiles], number(row.base) / scale,
        paper.told(row.description), _unit(paper, unit), marks, width=PAGE_WIDTH,
        language=paper.language,
    )  # fmt: skip
    return [KeepTogether([drawing, gap()])]


def _fan(paper: Paper, result: RiskResult, fan: Fan) -> list[Flowable]:
    scale, unit = _scaled(fan.unit)
    levels = {level: _list(getattr(fan, f"p{level}"), scale) for level in (5, 25, 50, 75, 95)}
    limits = {
        paper.told(one.name): number(one.threshold)
        for one in result.probabilities
        if fan.path == "finance.dscr" and one.path == "finance.minimum_dscr"
    }
    base, years = _list(fan.base, scale), _list(fan.calendar_year, 1)
    drawing = fan_chart(
        years, levels, base, paper.told(fan.description), _unit(paper, unit), limits,
        width=PAGE_WIDTH, language=paper.language,
    )  # fmt: skip
    return [KeepTogether([drawing, gap()])]


def _list(values: Sequence[float] | np.ndarray, scale: float) -> list[float]:
    return [float(one) / scale for one in values]


def _tornado(paper: Paper, result: RiskResult, row: SpreadOfOutcome) -> list[Flowable]:
    scale, unit = _scaled(row.unit)
    bars = [
        (driver_name(one.factor, paper.language), number(one.at_low) / scale,
         number(one.at_high) / scale)
        for one in result.tornado
        if one.outcome == row.path
    ]  # fmt: skip
    drawing = tornado_chart(
        bars, number(row.base) / scale, paper.told(row.description), _unit(paper, unit),
        width=PAGE_WIDTH, language=paper.language,
    )  # fmt: skip
    return [KeepTogether([drawing, gap()])]


def _unit(paper: Paper, unit: str) -> str:
    return paper.told(unit) if unit else paper.say("ratio")


def _influences(paper: Paper, result: RiskResult) -> list[Flowable]:
    story: list[Flowable] = []
    say = paper.say
    described = {row.path: row.description for row in result.outcomes}
    for path in dict.fromkeys(one.outcome for one in result.influence):
        rows = [
            [
                driver_name(one.factor, paper.language),
                paper.quantity(number(one.rank_correlation)),
                _with_interval(paper, one.sobol_first, one.sobol_first_half_width),
                _with_interval(paper, one.sobol_total, one.sobol_total_half_width),
            ]
            for one in sorted(
                (one for one in result.influence if one.outcome == path),
                key=lambda one: -np.nan_to_num(abs(number(one.rank_correlation))),
            )
        ]
        title = say("What moves it: {outcome}", outcome=paper.told(described[path]))
        story += paper.heading(title, H2, room=60)
        head = (say("Input or event"), say("Rank correlation"), say("Sobol, alone"),
                say("Sobol, in all"))  # fmt: skip
        story.append(paper.grid(head, rows, (46, 16, 19, 19), numbers=(1, 2, 3), size=7))
    return story


def _with_interval(paper: Paper, value: float | np.ndarray, half: float | np.ndarray) -> str:
    index = number(value)
    text = f"{paper.fixed(index, 2)} ± {paper.fixed(number(half), 2)}"
    return text if np.isfinite(index) else paper.quantity(None)


def _scenarios(
    paper: Paper, result: RiskResult, by_path: dict[str, SpreadOfOutcome]
) -> list[Flowable]:
    story: list[Flowable] = []
    others = result.scenarios[1:]
    for first in range(0, len(others), MOST_SCENARIOS):
        shown = [result.scenarios[0], *others[first : first + MOST_SCENARIOS]]
        rows = []
        for path in SCENARIO_ROWS:
            scale, unit = _scaled(by_path[path].unit)
            cells = [paper.quantity(number(one.outcomes[path]) / scale) for one in shown]
            named = f"{paper.told(by_path[path].description)}, {paper.told(unit)}"
            rows.append([named.rstrip(", "), *cells])
        numbers = range(1, len(shown) + 1)
        widths = (36, *(64 / len(shown) for _ in shown))
        head = ("", *(paper.told(one.name) for one in shown))
        story += paper.heading(paper.say("Scenarios"), H2, room=80)
        story.append(paper.grid(head, rows, widths, numbers=numbers, size=7))
        for one in shown[1:]:
            changes = ", ".join(f"{path} = {value}" for path, value in one.changes.items())
            story.append(paper.para(f"{one.name}: {changes}", NOTE))
    return story


def _inputs(paper: Paper, result: RiskResult) -> list[Flowable]:
    say, rows = paper.say, []
    for row in result.inputs:
        scale, unit = _scaled(row.unit)
        values = (row.base, row.p5, row.p50, row.p95)
        why = "; ".join(paper.told(text) for text in (row.spread, row.source, *row.note))
        amounts = (paper.quantity(number(one) / scale) for one in values)
        rows.append([row.path, paper.told(unit), *amounts, why])
    head = (say("Input"), say("Unit"), say("Base case"), "P5", "P50", "P95",
            say("Spread and source"))  # fmt: skip
    story = [
        *paper.heading(say("What was drawn"), H2, room=80),
        paper.grid(head, rows, (30, 11, 9, 9, 9, 9, 40), numbers=(2, 3, 4, 5), size=6.5),
    ]
    if result.events:
        events = [
            [
                one.name.replace("_", " "),
                paper.told(one.kind),
                f"{paper.quantity(number(one.probability_percent))} %",
                f"{paper.quantity(number(one.draws_percent))} %",
                paper.quantity(number(one.times)),
            ]
            for one in result.events
        ]
        names = (say("Event"), say("Kind"), say("Probability"), say("Draws with it"),
                 say("Times a draw"))  # fmt: skip
        story.append(gap())
        story.append(paper.grid(names, events, (36, 16, 16, 16, 16), numbers=(2, 3, 4)))
        text = say("The probability of an outage is that of each operation year.")
        story.append(paper.para(text, NOTE))
    if result.correlations:
        pairs = [
            [*one.inputs, paper.fixed(number(one.asked), 2), paper.fixed(number(one.reached), 2)]
            for one in result.correlations
        ]
        asked = (say("Moves with"), "", say("Rank correlation asked"), say("of the draws"))
        story.append(gap())
        story.append(paper.grid(asked, pairs, (35, 35, 15, 15), numbers=(2, 3), size=7))
    return story
