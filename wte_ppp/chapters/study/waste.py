"""Chapter of the study on the waste."""

from wte_ppp.blocks import Block, Column, Heading, Lines, Paragraph, Series, Table, Together
from wte_ppp.chapters.names import name_of
from wte_ppp.chapters.outcome_tables import (
    beside,
    figure_table,
    input_value,
    number,
    operation_years,
)
from wte_ppp.chapters.study.streams import changes_of, streams_of
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.messages import Message

THOUSAND = 1000.0
SHOWN = (
    "moisture_percent",
    "ash_percent",
    "combustible_percent",
    "lhv_mj_per_kg",
    "fired_moisture_percent",
    "fired_lhv_mj_per_kg",
)


def waste_chapter(result: StudyResult) -> tuple[Block, ...]:
    """Composition, heating value, quantities and survey."""
    return (
        Heading(Message("Waste")),
        figure_table(result.waste, SHOWN, "waste"),
        _composition(result),
        *_reconciled(result),
        *streams_of(result),
        *changes_of(result),
        _supply(result),
        *_survey(result),
    )


def _composition(result: StudyResult) -> Table:
    """Composition beside the heating value by each formula."""
    waste = result.waste
    composition = Table(
        (Column(Message("Component"), 30), Column(Message("% wet"), 20, numbers=True)),
        tuple((name_of(name), number(share)) for name, share in waste.composition_percent.items()),
        name="composition",
    )
    formulas = Table(
        (Column(Message("LHV at the gate by formula"), 35), Column("MJ/kg", 15, numbers=True)),
        tuple(
            (name_of(name), number(value)) for name, value in waste.lhv_by_formula_mj_per_kg.items()
        ),
    )
    return beside(composition, formulas)


def _reconciled(result: StudyResult) -> tuple[Block, ...]:
    """What the composition says, what was measured, and what stands, where any was measured."""
    waste = result.waste
    if not waste.misfit:
        return ()
    used = {
        "moisture": waste.moisture_percent,
        "ash": waste.ash_percent,
        **waste.ultimate_percent,
    }
    rows = tuple(
        (
            name_of(name),
            number(waste.composed_percent[name]),
            _measured(result, name),
            number(share),
            number(waste.misfit[name]),
        )
        for name, share in used.items()
    )
    heat = (
        name_of("lhv"),
        None,
        input_value(result, "waste.lhv_mj_per_kg"),
        number(waste.lhv_mj_per_kg),
        number(waste.misfit["lhv"]),
    )
    columns = (
        Column(Message("% as received; LHV in MJ/kg"), 30),
        Column(Message("By composition"), 18, numbers=True),
        Column(Message("Measured"), 15, numbers=True),
        Column(Message("Used"), 15, numbers=True),
        Column(Message("Misfit"), 15, numbers=True),
    )
    text = Message(
        "What was measured is held; the rest moves as little as its spread asks "
        "(waste.analysis_spread). The misfit counts standard deviations: beyond 2 the analysis and "
        "the composition speak of different wastes. Where waste is sorted out before the "
        "plant, the waste as used is what is left of it."
    )
    return (
        Together(
            (
                Heading(Message("Analysis and composition"), 2),
                Table(columns, (*rows, heat), name="reconciled"),
            )
        ),
        Paragraph(text, "note"),
    )


def _measured(result: StudyResult, share: str) -> float | str | None:
    element = f"waste.elements_percent.{share}"
    whole = f"waste.{share}_percent"
    return input_value(result, whole if share in ("moisture", "ash") else element)


def _supply(result: StudyResult) -> Lines:
    """Waste received, paid for and fired over the contract."""
    waste = result.waste
    series = (
        (Message("Received"), waste.received_t),
        (Message("Tipping fee due"), waste.paid_t),
        (Message("Fired"), result.plant.fired_t),
    )
    return Lines(
        "waste_by_year",
        Message("Waste over the contract"),
        Message("thousand t a year"),
        categories=tuple(operation_years(result)),
        series=tuple(
            Series(name, tuple(float(value) / THOUSAND for value in values))
            for name, values in series
        ),
    )


def _survey(result: StudyResult) -> tuple[Block, ...]:
    if not result.waste.survey:
        text = Message("No survey file is given: the composition is stated, not measured.")
        return (Paragraph(text, "note"),)
    rows = tuple(
        (
            name_of(row.component),
            row.mean_percent,
            Message("{low} to {high}", low=row.lower_percent, high=row.upper_percent),
            row.samples,
            row.samples_needed,
        )
        for row in result.waste.survey
    )
    columns = (
        Column(Message("Component"), 30),
        Column(Message("Mean %"), 15, numbers=True),
        Column(Message("90 % interval of the mean"), 30, numbers=True),
        Column(Message("Samples"), 15, numbers=True),
        Column(Message("Needed for ±10 %"), 20, numbers=True),
    )
    return (Together((Heading(Message("Survey"), 2), Table(columns, rows, name="survey"))),)
