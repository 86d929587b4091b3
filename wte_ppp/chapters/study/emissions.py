"""Chapter of the study on flue gas, its treatment, and the country's emission limits."""

from wte_ppp.blocks import Block, Column, Heading, Paragraph, Table, Words
from wte_ppp.chapters.names import name_of
from wte_ppp.chapters.outcome_tables import beside, defined, number, unit_text
from wte_ppp.feasibility.result import EmissionRow, StudyResult
from wte_ppp.messages import Message, mark

GASES = {"co2": "CO₂", "h2o": "H₂O", "n2": "N₂", "o2": "O₂", "so2": "SO₂", "hcl": "HCl"}
AVERAGING = {
    "sample": mark("sample"),
    "daily": mark("daily"),
    "hourly": mark("hourly"),
    "half_hourly": mark("half-hourly"),
    "four_hourly": mark("four-hourly"),
    "any": mark("any"),
}
TREATMENT = Message(
    "Dry, 0 °C, 11 % oxygen; dioxins and furans (PCDD/F) in ng TEQ/Nm3 and mg TEQ a year. HCl and "
    "SO₂ in the raw gas come from the waste's own chlorine and sulfur; the other values are "
    "typical of raw gas, and the removal rates are typical of the technology. All are assumptions "
    "to be replaced by the supplier's guarantees (plant.stack.guaranteed_mg_per_nm3)."
)
MEANS = Message(
    "Average operation is compared, on each limit's own basis. Peaks are not modelled, so "
    "half-hourly and hourly limits need a wider margin."
)


def emissions_chapter(result: StudyResult) -> tuple[Block, ...]:
    """The limits that the stack is held against, and flue gas before and after its treatment."""
    return (
        Heading(Message("Environment")),
        Heading(Message("Emission limits"), 2),
        *_limits(result),
        Heading(Message("Flue gas and its treatment"), 2),
        _treatment(result),
        Paragraph(TREATMENT, "note"),
    )


def _treatment(result: StudyResult) -> Table:
    """Pollutants before and after treatment, beside the composition of the flue gas."""
    plant = result.plant
    pollutants = Table(
        (
            Column(Message("Pollutant"), 26),
            Column(Message("Raw mg/Nm3"), 13, numbers=True),
            Column(Message("Stack mg/Nm3"), 13, numbers=True),
            Column(Message("kg a year"), 14, numbers=True),
        ),
        tuple(
            (
                _pollutant(name),
                number(plant.raw_gas_mg_per_nm3[name]),
                number(clean),
                number(plant.stack_kg_per_year[name]),
            )
            for name, clean in plant.stack_mg_per_nm3.items()
        ),
        name="flue_gas",
        size="small",
    )
    gas = Table(
        (Column(Message("Flue gas, wet"), 18), Column(Message("% by volume"), 14, numbers=True)),
        tuple((GASES[name], number(share)) for name, share in plant.flue_gas_percent.items()),
    )
    return beside(pollutants, gas)


def _pollutant(key: str) -> Words:
    return name_of("metals_in_gas" if key == "metals" else key)


def _limits(result: StudyResult) -> tuple[Block, ...]:
    if not result.emissions:
        text = Message(
            "The guidance of this day gives no emission limits to compare the stack with."
        )
        return (Paragraph(text, "note"),)
    columns = (
        Column(Message("Pollutant"), 22),
        Column(Message("Averaging"), 13),
        Column(Message("Stack"), 10, numbers=True),
        Column(Message("Limit"), 10, numbers=True),
        Column(Message("Unit"), 15),
        Column(Message("Basis"), 21),
        Column("", 11),
    )
    source = Message("Source: {source}.", source=result.emissions[0].source)
    return (
        Table(columns, tuple(map(_limit, result.emissions)), name="emission_limits", size="small"),
        Paragraph((source, MEANS), "note"),
    )


def _limit(row: EmissionRow) -> tuple[Words | float | None, ...]:
    pollutant = _pollutant(row.pollutant)
    return (
        Message("{pollutant} ({case})", pollutant=pollutant, case=row.case)
        if row.case
        else pollutant,
        Message(AVERAGING[row.averaging]),
        defined(row.found),
        row.limit,
        unit_text(row.unit),
        row.basis,
        _verdict(row.passed_share),
    )


def _verdict(passed_share: float | None) -> Words:
    if passed_share is None:
        return Message("not known")
    return Message("met") if passed_share == 1 else Message("ABOVE")
