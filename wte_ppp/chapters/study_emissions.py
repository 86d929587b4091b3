"""Chapter of the study on flue gas, its treatment, and the country's emission limits."""

from reportlab.platypus import Flowable

from wte_ppp.chapters.names import name_of
from wte_ppp.chapters.outcome_tables import number
from wte_ppp.chapters.study_waste import side_by_side
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.print.language import mark
from wte_ppp.print.layout import H2, NOTE, PAGE_WIDTH, Paper, gap, room_for

GASES = {"co2": "CO₂", "h2o": "H₂O", "n2": "N₂", "o2": "O₂", "so2": "SO₂", "hcl": "HCl"}
TREATMENT = mark(
    "Dry, 0 °C, 11 % oxygen; dioxins and furans (PCDD/F) in ng TEQ/Nm3 and mg TEQ a year. HCl and "
    "SO₂ of the raw gas come from the waste's own chlorine and sulfur, the others are typical raw "
    "gases; removals are typical of the technology. Both are assumptions: a maker's guarantees "
    "replace them (plant.stack.guaranteed_mg_per_nm3)."
)
MEANS = mark(
    "Means of operation are compared, on each limit's own basis; peaks are not modelled, so that a "
    "limit on half-hours or hours asks for more distance."
)


STATES = {None: mark("not known"), 0.0: mark("ABOVE"), 1.0: mark("met")}


def emissions_chapter(paper: Paper, result: StudyResult) -> list[Flowable]:
    """The limits that the stack is held against, and flue gas before and behind its treatment."""
    plant, say = result.plant, paper.say
    shares = [
        [GASES[name], paper.quantity(number(share))]
        for name, share in plant.flue_gas_percent.items()
    ]
    treated = [
        [
            name_of("metals_in_gas" if name == "metals" else name, paper.language),
            paper.quantity(number(plant.raw_gas_mg_per_nm3[name])),
            paper.quantity(number(clean)),
            paper.quantity(number(plant.stack_kg_per_year[name])),
        ]
        for name, clean in plant.stack_mg_per_nm3.items()
    ]
    head = (say("Pollutant"), say("Raw mg/Nm3"), say("Stack mg/Nm3"), say("kg a year"))
    return [
        *paper.heading(say("Environment"), room=30 + room_for(len(result.emissions))),
        *_limits(paper, result),
        *paper.heading(say("Flue gas and its treatment"), H2),
        side_by_side(
            paper.grid(
                head, treated, (40, 20, 20, 20), (1, 2, 3), size=7.5, width=0.66 * PAGE_WIDTH - 6
            ),
            paper.grid(
                (say("Flue gas, wet"), say("% by volume")), shares, (50, 40), (1,),
                width=0.34 * PAGE_WIDTH - 6, size=7.5,
            ),
            share=0.66,
        ),
        gap(3),
        paper.para(say(TREATMENT), NOTE),
    ]  # fmt: skip


def _limits(paper: Paper, result: StudyResult) -> list[Flowable]:
    say = paper.say
    if not result.emissions:
        text = say("The guidance of this day gives no emission limits to hold the stack against.")
        return [*paper.heading(say("Emission limits"), H2), paper.para(text, NOTE)]
    rows = [
        [
            name_of(row.pollutant, paper.language)
            + (f" ({paper.told(row.case)})" if row.case else ""),
            paper.told(row.averaging.replace("_", "-")),
            paper.quantity(number(row.found)),
            paper.quantity(row.limit),
            row.unit,
            paper.told(row.basis),
            say(STATES[row.passed_share]) if row.passed_share in STATES
            else paper.quantity(row.passed_share),
        ]
        for row in result.emissions
    ]  # fmt: skip
    head = (say("Pollutant"), say("Averaging"), say("Stack"), say("Limit"), say("Unit"),
            say("Basis"), "")  # fmt: skip
    source = say("Source: {source}.", source=paper.told(result.emissions[0].source))
    return [
        *paper.heading(say("Emission limits"), H2, room_for(len(rows))),
        paper.grid(head, rows, (22, 13, 10, 10, 15, 21, 11), numbers=(2, 3), size=7.5),
        gap(3),
        paper.para(f"{source} {say(MEANS)}", NOTE),
    ]
