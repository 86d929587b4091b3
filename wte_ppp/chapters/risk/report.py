"""The risk analysis as a report of its own, and as a chapter of the study's report."""

import math
from collections.abc import Iterator, Mapping

import numpy as np

from wte_ppp.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Cumulative,
    Document,
    Heading,
    Number,
    Paragraph,
    Table,
    Tornado,
    Words,
)
from wte_ppp.blocks import Fan as FanChart
from wte_ppp.chapters.choices import choice_words
from wte_ppp.chapters.outcome_tables import NOT_STATED, no_chart, number
from wte_ppp.chapters.risk.commitments import commitments
from wte_ppp.chapters.risk.labels import (
    event_name,
    factor_label,
    in_base,
    in_draws,
    input_label,
    shown_in,
    stated_outcomes,
)
from wte_ppp.chapters.study.unknown import not_stated_texts
from wte_ppp.feasibility.origin import STUDY
from wte_ppp.feasibility.result.risk import (
    Fan,
    Probability,
    RiskResult,
    ScenarioResult,
    SpreadOfOutcome,
)
from wte_ppp.messages import Message, Quoted, mark
from wte_ppp.money_words import in_money

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
IN_FANS = (5, 25, 50, 75, 95)
METHODS: Mapping[str, str] = {
    "sobol": mark("a scrambled Sobol sequence"),
    "latin_hypercube": mark("Latin hypercube sampling"),
}
KINDS: Mapping[str, str] = {
    "outage": mark("outage"),
    "delay": mark("delay"),
    "change": mark("change"),
}
BASE_CASE = Message("Base case")


def risk_report(result: RiskResult) -> Document:
    """Report of a risk analysis alone."""
    name = Quoted(result.name, STUDY)
    return in_money(
        Document(
            name,
            (Paragraph(name, "title"), *risk_chapter(result)),
            Message("Risk analysis"),
            f"wte_ppp {result.package_version}, {result.input_hash[:12]}",
        ),
        result.money,
    )


def risk_chapter(result: RiskResult) -> tuple[Block, ...]:
    """Outcomes, probabilities, curves, fans, tornadoes, influences, scenarios, inputs."""
    by_path = {row.path: row for row in result.outcomes}
    return (
        Heading(Message("Risk")),
        *_how(result),
        *_probabilities(result),
        *(_curve(result, by_path[path]) for path in CURVES if path in by_path),
        *(_fan(result, fan) for fan in result.fans),
        *commitments(result),
        *(_tornado(result, by_path[path]) for path in _outcomes_of(result)),
        *_influences(result),
        *_scenarios(result),
        *_inputs(result),
        Bullets((*not_stated_texts(result.not_stated), *result.notes)),
    )


def risk_results(result: RiskResult) -> tuple[Block, ...]:
    """What the risk analysis found, without its inputs: for the study's report."""
    by_path = {row.path: row for row in result.outcomes}
    return (
        *_how(result),
        *_probabilities(result),
        *(_fan(result, fan) for fan in result.fans if fan.path == MAIN_FAN),
        *(_tornado(result, by_path[path]) for path in _outcomes_of(result) if path == MAIN_TORNADO),
        *_scenarios(result),
    )


def _outcomes_of(result: RiskResult) -> tuple[str, ...]:
    return tuple(dict.fromkeys(bar.outcome for bar in result.tornado))


def _how(result: RiskResult) -> Iterator[Block]:
    yield Paragraph(
        Message(
            "{count:,} simulations by {method}, seed {seed}, through the same model as the base "
            "case.",
            count=result.draws,
            method=Message(METHODS[result.method]),
            seed=result.seed,
        )
    )
    rows = []
    for row in result.outcomes:
        scale, unit = shown_in(row.unit)
        drawn = (row.p5, row.p25, row.p50, row.p75, row.p95)
        figures = (in_draws(row, value, scale) for value in drawn)
        rows.append((row.description, unit, in_base(row, scale), *figures))
    heads: tuple[Words, ...] = (BASE_CASE, "P5", "P25", "P50", "P75", "P95")
    columns = (
        Column("", 34),
        Column(Message("Unit"), 13),
        *(Column(head, 9, numbers=True) for head in heads),
    )
    yield Table(columns, tuple(rows), name="risk_outcomes", size="small")


def _scaled(value: float | np.ndarray, scale: float) -> float | None:
    shown = number(value) / scale
    return shown if math.isfinite(shown) else None


def _percent(value: float | np.ndarray) -> Message:
    return Message("{value} %", value=number(value))


def _probabilities(result: RiskResult) -> Iterator[Block]:
    rows = tuple(
        (row.description, NOT_STATED, NOT_STATED)
        if row.not_stated
        else (row.description, _percent(row.percent), _percent(row.undefined_percent))
        for row in result.probabilities
    )
    columns = (
        Column("", 70),
        Column(Message("Share of simulations"), 15, numbers=True),
        Column(Message("Not defined"), 15, numbers=True),
    )
    yield Heading(Message("Probability"), 2)
    yield Table(columns, rows, name="risk_probabilities")


def _axis(unit: Words) -> Words:
    return unit or Message("ratio")


def _thresholds(rows: tuple[Probability, ...], path: str, scale: float) -> tuple[
    tuple[Words, float], ...
]:  # fmt: skip
    return tuple((row.name, number(row.threshold) / scale) for row in rows if row.path == path)


def _curve(result: RiskResult, row: SpreadOfOutcome) -> Block:
    if not np.any(np.isfinite(row.percentiles)):
        return no_chart(row.description)
    scale, unit = shown_in(row.unit)
    return Cumulative(
        f"curve-{row.path.rpartition('.')[2]}",
        row.description,
        _axis(unit),
        Message(
            "Rising curve: P5 {low}, median {middle}, P95 {high} {unit}.",
            low=number(row.p5) / scale,
            middle=number(row.p50) / scale,
            high=number(row.p95) / scale,
            unit=unit,
        ),
        tuple(float(value) / scale for value in row.percentiles),
        _scaled(row.base, scale),
        _thresholds(result.probabilities, row.path, scale),
    )


def _fan(result: RiskResult, fan: Fan) -> Block:
    # Without operation's years the noughts of construction are no chart.
    known = fan.p50[np.isfinite(fan.p50)]
    if known.size < fan.p50.size and not np.any(known):
        return no_chart(fan.description)
    scale, unit = shown_in(fan.unit)
    path = "finance.minimum_dscr" if fan.path == "finance.dscr" else ""
    return FanChart(
        f"fan-{fan.path.rpartition('.')[2]}",
        fan.description,
        _axis(unit),
        Message("Band by year from P5 to P95 with the median and, dashed, the base case."),
        tuple(int(year) for year in fan.calendar_year),
        tuple((level, _series(getattr(fan, f"p{level}"), scale)) for level in IN_FANS),
        _series(fan.base, scale),
        _thresholds(result.probabilities, path, scale),
    )


def _series(values: np.ndarray, scale: float) -> tuple[float | None, ...]:
    return tuple(_scaled(value, scale) for value in values)


def _tornado(result: RiskResult, row: SpreadOfOutcome) -> Block:
    scale, unit = shown_in(row.unit)
    bars = tuple(
        (
            factor_label(bar.factor, result),
            number(bar.at_low) / scale,
            number(bar.at_high) / scale,
        )
        for bar in result.tornado
        if bar.outcome == row.path
    )
    if not any(math.isfinite(low) or math.isfinite(high) for _, low, high in bars):
        return no_chart(row.description)
    longest = max(bars, key=lambda bar: float(np.nan_to_num(abs(bar[2] - bar[1]))))[0]
    return Tornado(
        f"tornado-{row.path.rpartition('.')[2]}",
        row.description,
        _axis(unit),
        Message(
            "Bars by input, each alone at its P10 and its P90; the longest is {input}.",
            input=longest,
        ),
        _scaled(row.base, scale),
        bars,
    )


def _influences(result: RiskResult) -> Iterator[Block]:
    described = {row.path: row.description for row in result.outcomes}
    columns = (
        Column(Message("Input or event"), 46),
        Column(Message("Rank correlation"), 16, numbers=True),
        Column(Message("Sobol index, first order"), 19, numbers=True),
        Column(Message("Sobol index, total"), 19, numbers=True),
    )
    for path in stated_outcomes(result):
        ranked = sorted(
            (row for row in result.influence if row.outcome == path),
            key=lambda row: -float(np.nan_to_num(abs(number(row.rank_correlation)))),
        )
        rows = tuple(
            (
                factor_label(row.factor, result),
                number(row.rank_correlation),
                _with_interval(row.sobol_first, row.sobol_first_half_width),
                _with_interval(row.sobol_total, row.sobol_total_half_width),
            )
            for row in ranked
        )
        yield Heading(Message("What drives it: {outcome}", outcome=described[path]), 2)
        yield Table(columns, rows, name=f"influence-{path.rpartition('.')[2]}", size="small")


def _with_interval(value: float | np.ndarray, half: float | np.ndarray) -> Message | None:
    index = number(value)
    if not math.isfinite(index):
        return None
    return Message("{index:.2f} ± {half:.2f}", index=index, half=number(half))


def _scenarios(result: RiskResult) -> Iterator[Block]:
    by_path = {row.path: row for row in result.outcomes}
    base, others = result.scenarios[:1], result.scenarios[1:]
    for first in range(0, len(others), MOST_SCENARIOS):
        some = others[first : first + MOST_SCENARIOS]
        rows = []
        for path in SCENARIO_ROWS:
            scale, unit = shown_in(by_path[path].unit)
            values = (
                NOT_STATED
                if path in scenario.not_stated
                else _scaled(scenario.outcomes[path], scale)
                for scenario in (*base, *some)
            )
            rows.append((by_path[path].description, unit, *values))
        width = 64 / (1 + len(some))
        columns = (
            Column("", 30),
            Column(Message("Unit"), 14),
            Column(BASE_CASE, width, numbers=True),
            *(Column(event_name(scenario.name), width, numbers=True) for scenario in some),
        )
        yield Heading(Message("Scenarios"), 2)
        yield Table(columns, tuple(rows), name="scenarios", size="small")
        yield Bullets(
            tuple(
                Message(
                    "{scenario}: {changes}",
                    scenario=event_name(scenario.name),
                    changes=tuple(
                        Message(
                            "{input} = {value}",
                            input=input_label(path),
                            value=choice_words(path, value),
                        )
                        for path, value in scenario.changes.items()
                    ),
                )
                for scenario in some
            )
        )
        if departs := tuple(text for scenario in some for text in _off_the_law(scenario)):
            yield Bullets(departs)


def _off_the_law(scenario: ScenarioResult) -> Iterator[Message]:
    for text in scenario.departs:
        yield Message(
            "{scenario} is a what-if, not an offer: {text}",
            scenario=event_name(scenario.name),
            text=text,
        )


def _inputs(result: RiskResult) -> Iterator[Block]:
    rows: list[tuple[Cell | tuple[Cell, ...], ...]] = []
    for row in result.inputs:
        scale, unit = shown_in(row.unit)
        values = (row.base, row.p5, row.p50, row.p95)
        why = (row.spread, row.source, *row.note)
        rows.append(
            (input_label(row.path), unit, *(_scaled(value, scale) for value in values), why)
        )
    heads: tuple[Words, ...] = (BASE_CASE, "P5", "P50", "P95")
    columns = (
        Column(Message("Input"), 30),
        Column(Message("Unit"), 11),
        *(Column(head, 9, numbers=True) for head in heads),
        Column(Message("Distribution and source"), 40),
    )
    yield Heading(Message("Sampled inputs"), 2)
    yield Table(columns, tuple(rows), name="risk_inputs", size="small")
    yield from _events(result)
    yield from _correlations(result)


def _events(result: RiskResult) -> Iterator[Block]:
    if not result.events:
        return
    rows = tuple(
        (
            event_name(event.name),
            Message(KINDS[event.kind]),
            _percent(event.probability_percent),
            _percent(event.draws_percent),
            number(event.times),
        )
        for event in result.events
    )
    columns = (
        Column(Message("Event"), 36),
        Column(Message("Kind"), 16),
        Column(Message("Probability"), 16, numbers=True),
        Column(Message("Simulations with it"), 16, numbers=True),
        Column(Message("Times per simulation"), 16, numbers=True),
    )
    yield Table(columns, rows, name="risk_events")
    yield Paragraph(Message("The probability of an outage is that of each operation year."), "note")


def _correlations(result: RiskResult) -> Iterator[Block]:
    if not result.correlations:
        return
    rows = tuple(
        (
            *(input_label(path) for path in row.inputs),
            Number(number(row.asked), ".2f"),
            Number(number(row.reached), ".2f"),
        )
        for row in result.correlations
    )
    columns = (
        Column(Message("Input"), 35),
        Column(Message("Correlated with"), 35),
        Column(Message("Target rank correlation"), 15, numbers=True),
        Column(Message("Reached"), 15, numbers=True),
    )
    yield Table(columns, rows, name="risk_correlations", size="small")
