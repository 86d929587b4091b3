"""Greenhouse gas report of a plant's year as blocks: scopes 1 and 2, by gas, biogenic CO2 apart."""

from collections.abc import Iterator, Mapping

from wte_ppp.blocks import Cell, Column, Document, Paragraph, Table, Words
from wte_ppp.chapters.carbon import FACILITY_FILE, carbon_document
from wte_ppp.messages import Message, Quoted, sentence
from wte_ppp.mrv.facility import FACILITY_DEFAULTS, uncertainty_percent
from wte_ppp.mrv.facility_report import FacilityReport
from wte_ppp.mrv.gaps import RULES, Gap
from wte_ppp.sources import sentence_of, table

# Japan's reporting duty begins at 3,000 t CO2e of a gas a year.
SHK_THRESHOLD_T = 3000.0
MUCH_FILLED = 0.1
OPTIONAL = ("vehicle_fuel_gj", "urea_t", "refrigerant_lost_kg")
SCOPES: Mapping[str, Words] = {
    "1": "1",
    "2 (location)": Message("2 (location)"),
    "2 (market)": Message("2 (market)"),
}
SAMPLED = {
    "gate": Message("of waste received"),
    "crane": Message("of waste as fired"),
}
BOUNDARIES = {
    "operational control": Message("operational control"),
    "financial control": Message("financial control"),
    "equity share": Message("equity share"),
}


def facility_document(report: FacilityReport) -> Document:
    """Report of a plant's year."""
    head = report.facility.definition
    return carbon_document(
        Message(
            "Greenhouse gas report of {plant}, {first} to {last}",
            plant=head.name, first=head.first_month, last=head.last_month,
        ),
        Message("Greenhouse gas report"),
        *(Paragraph(note) for note in _notes(report)),
        _head(report), _totals(report), _sources(report), _gases(report), _categories(report),
        _activity(report), _stack(report), gap_table(report.gaps), _elements(),
    )  # fmt: skip


def parameter_rows() -> dict[str, Mapping[str, str]]:
    """Monitored parameters by their column in the data file."""
    return {row["parameter"]: row for row in table("monitoring_parameters")}


def _notes(report: FacilityReport) -> Iterator[Words]:
    head = report.facility.definition
    rows = parameter_rows()
    if head.remark:
        yield Quoted(head.remark, FACILITY_FILE)
    periods = len(report.facility.monitoring.periods)
    for name in report.data.values:
        count = report.gap_count(name)
        if count > MUCH_FILLED * periods:
            yield Message(
                "{parameter}: no measured value in {count} of {periods} periods.",
                parameter=sentence_of(rows[name], "what"), count=count, periods=periods,
            )  # fmt: skip
    silent = [name for name in OPTIONAL if name not in report.data.values]
    if silent:
        yield Message(
            "Not monitored and not counted: {parameters:; }.",
            parameters=tuple(sentence_of(rows[name], "what") for name in silent),
        )
    yield Message(
        "Electricity exported does not reduce scope 1 or 2; the emissions it displaces are in the "
        "monitoring report. Biogenic CO2 is reported outside the scopes; CH4 and N2O from all "
        "waste are included."
    )
    yield Message(
        "Scope 3 (production of reagents, transport and disposal of ash) is not included."
    )


def _head(report: FacilityReport) -> Table:
    head = report.facility.definition

    def stated(text: str, otherwise: Message) -> Words:
        return Quoted(text, FACILITY_FILE) if text else otherwise

    activity: Words = Message("Waste-to-energy, municipal solid waste")
    if "activity" in head.model_fields_set:
        activity = Quoted(head.activity, FACILITY_FILE)
    data_file = report.facility.monitoring.path.replace("\\", "/").rpartition("/")[2]
    samples = Message(
        "{file}, {samples} samples", file=head.composition_file, samples=report.facility.samples
    )
    span = Message("{first} to {last}", first=head.first_month, last=head.last_month)
    rows: tuple[tuple[Cell, ...], ...] = (
        (Message("Operator"), Quoted(head.operator, FACILITY_FILE)),
        (Message("Facility"), Quoted(head.name, FACILITY_FILE)),
        (Message("Location"), Quoted(head.location, FACILITY_FILE)),
        (Message("Activity of the facility"), activity),
        (Message("Boundary"), BOUNDARIES[head.boundary]),
        (Message("Period"), span),
        (Message("Global warming potentials"), Message("IPCC {set}, 100 years", set=head.gwp_set)),
        (Message("Monitoring data"), data_file),
        (Message("Composition"), samples),
        (Message("Samples taken"), SAMPLED[head.sampled_at]),
        (Message("Uncertainty of measured data"), _uncertainty(report, "activity")),
        (Message("Uncertainty of factors"), _uncertainty(report, "factor")),
        (Message("Quality control"), stated(head.quality_control, Message("not reported"))),
        (Message("Verification"), stated(head.verification, Message("not verified"))),
        (Message("Reduction measures"), stated(head.measures, Message("none reported"))),
    )
    columns = (Column(Message("Information item"), 4, name="Item"), Column(Message("Entry"), 9))
    return Table(columns, rows, Message("Facility"), name="Facility")


def _uncertainty(report: FacilityReport, name: str) -> Message:
    """A stated uncertainty, or the default with its source."""
    percent = uncertainty_percent(report.facility.definition, name)
    if getattr(report.facility.definition, f"{name}_uncertainty_percent") is not None:
        return Message("{percent:g} %, stated by the operator", percent=percent)
    default = FACILITY_DEFAULTS[f"{name}_uncertainty_percent"]
    status = Message("assumption") if default.status == "assumption" else Message("published")
    return Message(
        "{percent:g} %, {status}: {source}",
        percent=percent, status=status, source=sentence(default.source),
    )  # fmt: skip


def _totals(report: FacilityReport) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = (
        (Message("Scope 1"), report.scope_1_tco2e, "tCO2e"),
        (Message("Scope 2, by location"), report.scope_2_location_tco2e, "tCO2e"),
        (Message("Scope 2, by market"), report.scope_2_market_tco2e, "tCO2e"),
        (Message("Scope 1 and 2 (location)"), report.total_tco2e, "tCO2e"),
        (Message("Uncertainty of the total"), report.uncertainty_percent, "%"),
        (Message("Biogenic CO2, not included in totals"), report.biogenic_co2_t, "t CO2"),
    )
    columns = (
        Column(Message("Total"), 8),
        Column(Message("Value"), 3, numbers=True),
        Column(Message("Unit"), 2),
    )
    return Table(columns, rows, Message("Totals"), name="Totals")


def _sources(report: FacilityReport) -> Table:
    columns = (
        Column(Message("Scope"), 5.5),
        Column(Message("Emission source"), 9, name="Source"),
        Column(Message("Gas"), 5),
        Column(Message("Activity data"), 5.5, numbers=True, name="Activity"),
        Column(Message("Unit"), 4.5),
        Column(Message("Factor"), 5, numbers=True),
        Column(Message("Unit of factor"), 5.5),
        Column(Message("Gas, t"), 5, numbers=True, name="Gas t"),
        Column(Message("GWP"), 4, ",.7g", numbers=True),
        Column("tCO2e", 5, numbers=True),
        Column(Message("Source of the factor"), 15),
    )
    rows = tuple(
        (SCOPES[line.scope], line.source, line.gas, line.activity, line.activity_unit, line.factor,
         line.factor_unit, line.gas_t, line.gwp, line.tco2e, line.factor_source)
        for line in report.lines
    )  # fmt: skip
    return Table(columns, rows, Message("Emission sources"), name="Sources", size="tiny")


def _gases(report: FacilityReport) -> Table:
    rows = tuple((gas, tonnes, equivalent) for gas, (tonnes, equivalent) in report.by_gas().items())
    columns = (
        Column(Message("Gas"), 4),
        Column("t", 4, numbers=True),
        Column("tCO2e", 4, numbers=True),
    )
    return Table(columns, rows, Message("Gases"), Message("Scope 1."), "Gases")


def _categories(report: FacilityReport) -> Table:
    columns = (
        Column(Message("Category"), 8),
        Column("tCO2e", 3, numbers=True),
        Column(Message("3,000 t or more"), 3, name="3 000 t or more"),
    )
    rows = tuple(
        (category, total, Message("yes") if total >= SHK_THRESHOLD_T else Message("no"))
        for category, total in report.by_category().items()
    )
    note = Message(
        "Categories and threshold of Japan's calculation, reporting and disclosure scheme (SHK): "
        "3,000 t CO2e of a gas a year. Energy-origin CO2 is subject to an energy threshold (1,500 "
        "kL of crude oil equivalent), which is not evaluated here."
    )
    return Table(columns, rows, Message("Categories"), note, "Categories")


def _activity(report: FacilityReport) -> Table:
    what = parameter_rows()
    rows = tuple(
        (sentence_of(what[item.parameter], "what"), item.parameter, item.total, item.mean,
         sentence_of(what[item.parameter], "unit"), item.gaps)
        for item in report.activity()
    )  # fmt: skip
    columns = (
        Column(Message("Description"), 11, name="What"),
        Column(Message("Parameter"), 7),
        Column(Message("Annual total"), 5, numbers=True, name="Year"),
        Column(Message("Mean of periods"), 5, numbers=True),
        Column(Message("Unit"), 4),
        Column(Message("Gaps filled"), 3.5, numbers=True),
    )
    return Table(columns, rows, Message("Activity data"), name="Activity data")


def _stack(report: FacilityReport) -> Table:
    rows = tuple(
        (item.name, item.tonnes, item.mg_per_nm3, item.periods, item.filled)
        for item in report.stack()
    )
    columns = (
        Column(Message("Pollutant"), 5),
        Column("t", 3, numbers=True),
        Column(Message("Mean, mg/Nm3"), 4, numbers=True, name="Mean mg/Nm3"),
        Column(Message("Periods measured"), 4, numbers=True),
        Column(Message("Periods filled"), 4, numbers=True),
    )
    note = Message(
        "Periods without a value count with the highest value measured; the mean is of the periods "
        "measured."
    )
    return Table(columns, rows, Message("Stack"), note, "Stack")


def gap_table(gaps: tuple[Gap, ...]) -> Table:
    """Every gap with the value that stands in its place, and why."""
    rows = tuple((gap.parameter, gap.period, gap.value, Message(RULES[gap.rule])) for gap in gaps)
    columns = (
        Column(Message("Parameter"), 5),
        Column(Message("Period"), 3),
        Column(Message("Value used"), 3, numbers=True, name="Taken"),
        Column(Message("Rule"), 11),
    )
    return Table(columns, rows, Message("Data gaps"), name="Data gaps")


def _elements() -> Table:
    elements = table("transparency_elements")
    rows = tuple((sentence_of(row, "element"), sentence_of(row, "where")) for row in elements)
    note = Message(
        "What a facility report discloses, and where it is found here. {source}.",
        source=sentence_of(elements[0], "source"),
    )
    columns = (Column(Message("Element"), 7), Column(Message("Section"), 5, name="Part"))
    return Table(columns, rows, Message("Elements"), note, "Elements")
