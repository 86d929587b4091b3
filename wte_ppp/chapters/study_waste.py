"""Chapter of the study on the waste."""

from reportlab.platypus import Flowable, Table

from wte_ppp.chapters.names import name_of
from wte_ppp.chapters.outcome_tables import number, outcome_table
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.print.charts.series import line_chart
from wte_ppp.print.layout import H2, NOTE, PAGE_WIDTH, Paper, gap
from wte_ppp.print.typefaces import REGULAR

THOUSAND = 1000.0
SHOWN = (
    "moisture_percent",
    "ash_percent",
    "combustible_percent",
    "lhv_mj_per_kg",
    "fired_moisture_percent",
    "fired_lhv_mj_per_kg",
)


def waste_chapter(paper: Paper, result: StudyResult) -> list[Flowable]:
    """Composition, heating value, quantities and survey."""
    waste, say = result.waste, paper.say
    composition = [
        [name_of(name, paper.language), paper.quantity(number(share))]
        for name, share in waste.composition_percent.items()
    ]
    formulas = [
        [name_of(name, paper.language), paper.quantity(number(value))]
        for name, value in waste.lhv_by_formula_mj_per_kg.items()
    ]
    width = PAGE_WIDTH / 2 - 6
    tables = side_by_side(
        paper.grid((say("Component"), say("% wet")), composition, (60, 20), (1,), width=width),
        paper.grid(
            (say("LHV at the gate by formula"), "MJ/kg"), formulas, (60, 20), (1,), width=width
        ),
    )
    return [
        *paper.heading(say("Waste")),
        outcome_table(paper, waste, SHOWN),
        gap(),
        tables,
        gap(10),
        _supply(paper, result),
        *_survey(paper, result),
    ]


def side_by_side(left: Flowable, right: Flowable, share: float = 0.5) -> Flowable:
    """Two narrow tables in one row, the left one with a share of the width."""
    table = Table([[left, right]], [PAGE_WIDTH * share, PAGE_WIDTH * (1 - share)])
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), REGULAR, 8),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (0, 0), 0),
            ("LEFTPADDING", (1, 0), (1, 0), 6),
            ("RIGHTPADDING", (0, 0), (0, 0), 6),
            ("RIGHTPADDING", (1, 0), (1, 0), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    return table


def _supply(paper: Paper, result: StudyResult) -> Flowable:
    """Waste received, paid for and fired over the contract."""
    waste, finance, say = result.waste, result.finance, paper.say
    years = [int(year) for year in finance.calendar_year[finance.operation_year >= 1]]
    series = {
        say("Received"): waste.received_t,
        say("Tipping fee due"): waste.paid_t,
        say("Fired"): result.plant.fired_t,
    }
    return line_chart(
        years,
        {name: [float(one) / THOUSAND for one in values] for name, values in series.items()},
        say("Waste over the contract"),
        say("thousand t a year"),
        width=PAGE_WIDTH,
        height=165,
        language=paper.language,
    )


def _survey(paper: Paper, result: StudyResult) -> list[Flowable]:
    waste, say = result.waste, paper.say
    if not waste.survey:
        text = say("No survey file is given: the composition is stated, not measured.")
        return [gap(3), paper.para(text, NOTE)]
    rows = [
        [
            name_of(row.component, paper.language),
            paper.quantity(row.mean_percent),
            say(
                "{low} to {high}",
                low=paper.quantity(row.lower_percent),
                high=paper.quantity(row.upper_percent),
            ),
            str(row.samples),
            str(row.samples_needed),
        ]
        for row in waste.survey
    ]
    header = (
        say("Component"),
        say("Mean %"),
        say("90 % interval of the mean"),
        say("Samples"),
        say("Needed for 10 %"),
    )
    return [
        *paper.heading(say("Survey"), H2),
        paper.grid(header, rows, (30, 15, 30, 15, 20), numbers=(1, 2, 3, 4)),
    ]
