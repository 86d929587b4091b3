"""The part of a study's page on risk: curves, fans, tornadoes, probabilities, commitments."""

from collections.abc import Iterator, Sequence

import numpy as np

from wte_ppp.blocks import (
    Block,
    Bullets,
    Column,
    Cumulative,
    Fan,
    Heading,
    Paragraph,
    Table,
    Tornado,
    Words,
)
from wte_ppp.chapters.names import DRIVERS
from wte_ppp.chapters.outcome_tables import MILLION, number
from wte_ppp.feasibility.result import RiskResult
from wte_ppp.feasibility.result.risk import CommitmentRow, SpreadOfOutcome
from wte_ppp.messages import Message

CURVES = ("finance.equity_irr_percent", "finance.tipping_fee_for_equity_irr_usd_per_t")
LEVELS = (5, 25, 50, 75, 95)


def risk_part(risk: RiskResult) -> tuple[Block, ...]:
    """What a risk analysis found.

    Parameters
    ----------
    risk
        As found.

    Returns
    -------
    tuple of Block
        Curves, fans and tornadoes; outcomes, probabilities, commitments of the public.
    """
    how = Message(
        "{count} simulations, seed {seed}, through the same model as the base case.",
        count=risk.draws, seed=risk.seed,
    )  # fmt: skip
    return (
        Heading(Message("Risk")),
        Paragraph(how),
        Bullets(risk.notes),
        *_curves(risk),
        *_fans(risk),
        *_tornadoes(risk),
        _outcomes(risk),
        _chances(risk),
        *map(_commitments, risk.commitments),
    )


def _outcomes(risk: RiskResult) -> Table:
    rows = []
    for row in risk.outcomes:
        scale, unit = _scaled(row.unit)
        values = (row.base, row.p5, row.p50, row.p95)
        rows.append((row.description, unit, *(number(value) / scale for value in values)))
    heads = (Message("Base case"), "P5", "P50", "P95")
    columns = (
        Column(Message("Outcome"), 34),
        Column(Message("Unit")),
        *(Column(head, numbers=True) for head in heads),
    )
    title = Message("Outcomes over the simulations")
    return Table(columns, tuple(rows), title, name="outcomes_of_risk")


def _chances(risk: RiskResult) -> Table:
    columns = (
        Column(Message("Event"), 60),
        Column(Message("Share of simulations, %"), numbers=True),
        Column(Message("Not defined, %"), numbers=True),
    )
    rows = tuple(
        (row.description, number(row.percent), number(row.undefined_percent))
        for row in risk.probabilities
    )
    return Table(columns, rows, Message("Probability"), name="probabilities")


def _commitments(row: CommitmentRow) -> Table:
    scale, unit = _scaled(row.unit)
    heads = (Message("Base case"), Message("Expected"), "P95")
    columns = (Column(Message("Year"), 8), *(Column(head, numbers=True) for head in heads))
    rows = tuple(
        (int(year), *(float(values[at]) / scale for values in (row.base, row.expected, row.p95)))
        for at, year in enumerate(row.calendar_year)
    )
    title = Message("{outcome}, {unit}", outcome=row.description, unit=unit)
    return Table(columns, rows, title, name="commitments")


def _scaled(unit: str) -> tuple[float, Words]:
    """Money in millions, and a ratio by its name."""
    if not unit:
        return 1.0, Message("ratio")
    if unit.startswith("USD") and "/" not in unit:
        return MILLION, Message("million {currency}", currency=unit)
    return 1.0, Message(unit)


def _curves(risk: RiskResult) -> Iterator[Cumulative]:
    for row in risk.outcomes:
        if row.path in CURVES:
            scale, unit = _scaled(row.unit)
            limits = tuple(
                (event.name, number(event.threshold) / scale)
                for event in risk.probabilities
                if event.path == row.path
            )
            yield Cumulative(
                f"curve-{_last(row.path)}", row.description, unit,
                percentiles=_scale(row.percentiles, scale),
                base=number(row.base) / scale, thresholds=limits,
            )  # fmt: skip


def _fans(risk: RiskResult) -> Iterator[Fan]:
    for fan in risk.fans:
        scale, unit = _scaled(fan.unit)
        yield Fan(
            f"fan-{_last(fan.path)}", fan.description, unit,
            years=tuple(int(year) for year in fan.calendar_year),
            percentiles=tuple(
                (level, _scale(getattr(fan, f"p{level}"), scale)) for level in LEVELS
            ),
            base=_scale(fan.base, scale),
        )  # fmt: skip


def _tornadoes(risk: RiskResult) -> Iterator[Tornado]:
    by_path = {row.path: row for row in risk.outcomes}
    for path in dict.fromkeys(bar.outcome for bar in risk.tornado):
        yield _tornado(risk, by_path[path])


def _tornado(risk: RiskResult, row: SpreadOfOutcome) -> Tornado:
    scale, unit = _scaled(row.unit)
    return Tornado(
        f"tornado-{_last(row.path)}",
        Message("What moves it: {outcome}", outcome=row.description),
        unit,
        base=number(row.base) / scale,
        bars=tuple(
            (_driver(bar.factor), number(bar.at_low) / scale, number(bar.at_high) / scale)
            for bar in risk.tornado
            if bar.outcome == row.path
        ),
    )


def _driver(path: str) -> Words:
    """Name of an input that was drawn; an unknown one by its path, an event by its own name."""
    return Message(DRIVERS[path]) if path in DRIVERS else path


def _last(path: str) -> str:
    return path.rpartition(".")[2]


def _scale(values: Sequence[float] | np.ndarray, scale: float) -> tuple[float, ...]:
    return tuple(float(value) / scale for value in values)
