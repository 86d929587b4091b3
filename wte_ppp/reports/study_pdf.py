"""The feasibility study on paper. It sets what the result holds; it computes nothing."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from reportlab.platypus import Flowable, KeepTogether, PageBreak

from wte_ppp.documents import write_atomically
from wte_ppp.feasibility.outcomes import ResultSection, unit_of
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.reports.figures import emissions_chart, line_chart, stacked_bars
from wte_ppp.reports.flows import flow_diagram
from wte_ppp.reports.layout import BODY, H1, H2, NOTE, PAGE_WIDTH, TITLE, build, gap, grid
from wte_ppp.reports.text import para, quantity

__all__ = ["study_pdf", "write_study_pdf"]

MILLION = 1e6
HEADLINES = (
    ("waste", "lhv_mj_per_kg"),
    ("waste", "fired_lhv_mj_per_kg"),
    ("plant", "capacity_t_per_day"),
    ("plant", "gross_mw"),
    ("plant", "net_mw"),
    ("plant", "exported_mwh_per_year"),
    ("plant", "net_kwh_per_t"),
    ("plant", "r1"),
    ("cost", "capex_usd"),
    ("cost", "opex_usd_per_t"),
    ("finance", "required_tipping_fee_usd_per_t"),
    ("finance", "equity_irr_percent"),
    ("finance", "project_irr_percent"),
    ("finance", "minimum_dscr"),
    ("finance", "lcoe_usd_per_mwh"),
    ("finance", "lcow_usd_per_t"),
    ("climate", "average_reduction_tco2e_per_year"),
    ("climate", "total_reduction_tco2e"),
    ("finance", "grant_usd"),
)
ENERGY_LABELS = {
    "waste_mw": "Waste",
    "auxiliary_mw": "Auxiliary fuel",
    "flue_gas_loss_mw": "Flue gas",
    "other_boiler_loss_mw": "Ash, unburnt, radiation",
    "blowdown_mw": "Blowdown",
    "condenser_mw": "Condenser",
    "mechanical_loss_mw": "Gear and bearings",
    "generator_loss_mw": "Generator",
    "own_use_mw": "Own use",
    "net_mw": "Net power",
}
MASS_LABELS = {
    "waste_in": "Waste",
    "air_in": "Air",
    "co2_out": "CO₂",
    "h2o_out": "H₂O",
    "n2_out": "N₂",
    "o2_out": "O₂",
    "so2_out": "SO₂",
    "hcl_out": "HCl",
    "ash_out": "Ash",
}
ENERGY_IN = ("waste_mw", "auxiliary_mw")


def write_study_pdf(result: StudyResult, path: Path) -> None:
    """Write the report of a study.

    Parameters
    ----------
    result
        Base case.
    path
        File to write.

    Raises
    ------
    ValueError
        For a result of draws.
    """
    write_atomically(path, study_pdf(result))


def study_pdf(result: StudyResult) -> bytes:
    """Report of a study as PDF.

    Parameters
    ----------
    result
        Base case.

    Returns
    -------
    bytes
        The same bytes for the same result.

    Raises
    ------
    ValueError
        For a result of draws.
    """
    if result.draws is not None:
        raise ValueError(f"found a result of {result.draws} draws; the report needs the base case")
    lacking: list[str] = []
    story = [
        *_front(result, lacking),
        PageBreak(),
        *_waste(result, lacking),
        *_plant(result, lacking),
        PageBreak(),
        *_finance(result, lacking),
        PageBreak(),
        *_climate(result, lacking),
        *_published(result, lacking),
        PageBreak(),
        *_inputs(result, lacking),
    ]
    story += [para(note, NOTE) for note in lacking]
    footer = f"wte_ppp {result.package_version}, inputs {result.input_hash[:12]}"
    return build(story, result.name, footer)


def _outcome_rows(part: ResultSection, names: Sequence[str]) -> list[list[str]]:
    """Description, value and unit of some outcomes; money in millions."""
    rows = []
    for name in names:
        field = type(part).model_fields[name]
        value, unit = getattr(part, name), unit_of(field)
        if unit == "USD":
            value, unit = value / MILLION, "million USD"
        rows.append([str(field.description), quantity(value), unit])
    return rows


def _outcomes(part: ResultSection, names: Sequence[str], lacking: list[str]) -> Flowable:
    rows = _outcome_rows(part, names)
    return grid(("", "Value", "Unit"), rows, (60, 18, 22), numbers=(1,), notes=lacking)


def _front(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    where = ", ".join(part for part in (result.location, result.country) if part)
    rules = f"Rules: {result.guidance}, as of {result.as_of or 'its own date'}."
    story = [
        para(result.name, TITLE, lacking),
        para(f"Feasibility study. {where}", BODY, lacking),
        para(result.description, BODY, lacking),
        para(f"{rules} Guidance, not legal advice. Money is nominal USD.", NOTE, lacking),
        para("Main figures", H1),
    ]
    rows = [
        row
        for section, name in HEADLINES
        for row in _outcome_rows(getattr(result, section), (name,))
    ]
    story.append(grid(("", "Value", "Unit"), rows, (60, 18, 22), numbers=(1,), notes=lacking))
    if result.checks:
        story.append(para("Held against the guidance", H1))
        checks = [
            [
                check.description,
                f"{quantity(_number(check.found))} {check.unit}",
                check.threshold,
                "met" if check.passed_share == 1 else "NOT MET",
                check.source,
            ]
            for check in result.checks
        ]
        story.append(
            grid(
                ("Requirement", "Found", "Asked", "", "Source"),
                checks,
                (34, 16, 12, 9, 36),
                notes=lacking,
                size=7,
            )
        )
    for title, texts in (("Warnings", result.warnings), ("Notes", result.notes)):
        if texts:
            story.append(para(title, H2))
            story += [para(f"- {text}", NOTE, lacking) for text in texts]
    return story


def _waste(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    waste = result.waste
    composition = [[name, quantity(_number(share))] for name, share in waste.composition_percent.items()]
    story = [
        para("Waste", H1),
        _outcomes(
            waste,
            (
                "moisture_percent",
                "ash_percent",
                "combustible_percent",
                "lhv_mj_per_kg",
                "fired_moisture_percent",
                "fired_lhv_mj_per_kg",
            ),
            lacking,
        ),
        gap(),
        grid(("Component", "% wet"), composition, (60, 20), numbers=(1,), notes=lacking),
        gap(),
        grid(
            ("LHV at the gate by formula", "MJ/kg"),
            [
                [name.replace("_", " "), quantity(_number(value))]
                for name, value in waste.lhv_by_formula_mj_per_kg.items()
            ],
            (60, 20),
            numbers=(1,),
        ),
    ]
    if waste.survey:
        rows = [
            [
                row.component,
                quantity(row.mean_percent),
                f"{quantity(row.lower_percent)} to {quantity(row.upper_percent)}",
                str(row.samples),
                str(row.samples_needed),
            ]
            for row in waste.survey
        ]
        story += [
            para("Survey", H2),
            grid(
                ("Component", "Mean %", "90 % interval of the mean", "Samples", "Needed for 10 %"),
                rows,
                (30, 15, 30, 15, 20),
                numbers=(1, 2, 3, 4),
                notes=lacking,
            ),
        ]
    return story


def _plant(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    plant = result.plant
    energy = {name: _number(value) for name, value in plant.energy_balance_mw.items()}
    mass = {name: _number(value) for name, value in plant.mass_balance_kg_per_kg.items()}
    names = [
        name
        for name, field in type(plant).model_fields.items()
        if isinstance(getattr(plant, name), float) and field.description
    ]
    return [
        para("Plant", H1),
        _outcomes(plant, names, lacking),
        KeepTogether(
            flow_diagram(
                {ENERGY_LABELS[one]: value for one, value in energy.items() if one in ENERGY_IN},
                {
                    ENERGY_LABELS[one]: value
                    for one, value in energy.items()
                    if one not in ENERGY_IN
                },
                "Energy balance at full load",
                "MW",
                width=PAGE_WIDTH,
            )
        ),
        KeepTogether(
            flow_diagram(
                {MASS_LABELS[one]: v for one, v in mass.items() if one.endswith("_in")},
                {MASS_LABELS[one]: v for one, v in mass.items() if one.endswith("_out")},
                "Mass balance of combustion",
                "kg per kg of waste fired",
                width=PAGE_WIDTH,
            )
        ),
    ]


def _finance(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    finance, cost = result.finance, result.cost
    years = [int(year) for year in finance.calendar_year]
    bars: Mapping[str, tuple[Any, float]] = {
        "Power": (finance.power_revenue_usd, 1),
        "Tipping fees": (finance.tipping_revenue_usd, 1),
        "Credits and metals": (finance.carbon_revenue_usd + finance.metals_revenue_usd, 1),
        "Operating cost": (finance.operating_cost_usd, -1),
        "Tax": (finance.tax_usd, -1),
        "Debt service": (finance.interest_usd + finance.principal_usd, -1),
        "Equity paid in": (finance.equity_paid_in_usd, -1),
    }
    names = [
        name
        for name in type(finance).model_fields
        if isinstance(getattr(finance, name), float) and name != "dscr_binds"
    ]
    columns = (
        (
            "Revenue",
            finance.tipping_revenue_usd
            + finance.power_revenue_usd
            + finance.carbon_revenue_usd
            + finance.metals_revenue_usd,
        ),
        ("Operating cost", finance.operating_cost_usd),
        ("Tax", finance.tax_usd),
        ("CFADS", finance.cfads_usd),
        ("Interest", finance.interest_usd),
        ("Principal", finance.principal_usd),
        ("Project", finance.project_cash_flow_usd),
        ("Owners", finance.equity_cash_flow_usd),
    )
    rows = [
        [
            str(year),
            *(quantity(round(float(series[index]) / MILLION, 2)) for _, series in columns),
            quantity(float(finance.dscr[index])),
        ]
        for index, year in enumerate(years)
    ]
    return [
        para("Cost and finance", H1),
        para(f"Capital cost: {cost.capex_basis}.", BODY, lacking),
        _outcomes(
            cost,
            (
                "capex_usd",
                "benchmark_low_usd",
                "benchmark_capex_usd",
                "benchmark_high_usd",
                "capex_usd_per_t_per_day",
                "opex_usd_per_t",
            ),
            lacking,
        ),
        gap(),
        _outcomes(finance, names, lacking),
        KeepTogether(
            stacked_bars(
                years,
                {
                    label: [sign * float(value) / MILLION for value in series]
                    for label, (series, sign) in bars.items()
                    if np.any(series)
                },
                "Cash flow",
                "million USD nominal",
                width=PAGE_WIDTH,
            )
        ),
        KeepTogether(
            line_chart(
                years,
                {"DSCR": [float(value) for value in finance.dscr]},
                "Debt service cover ratio",
                "CFADS after tax / debt service",
                thresholds={"1.0": 1.0},
                width=PAGE_WIDTH,
            )
        ),
        para("Cash flow by year, million USD nominal", H2),
        grid(
            ("Year", *(label for label, _ in columns), "DSCR"),
            rows,
            (8, *([11] * len(columns)), 9),
            numbers=range(1, len(columns) + 2),
            size=7,
        ),
    ]


def _climate(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    climate = result.climate
    first = len(result.finance.calendar_year) - len(climate.reduction_tco2e)
    years = [int(year) for year in result.finance.calendar_year[first:]]
    reference = {
        "Landfill methane": climate.landfill_methane_tco2e,
        "Grid power": climate.grid_power_tco2e,
    }
    project = {
        "Fossil CO₂": climate.fossil_co2_tco2e,
        "N₂O and CH₄": climate.n2o_ch4_tco2e,
        "Auxiliary fuel": climate.auxiliary_fuel_tco2e,
        "Power bought": climate.imported_power_tco2e,
    }
    names = [
        name for name in type(climate).model_fields if isinstance(getattr(climate, name), float)
    ]
    columns = ("reference_tco2e", "project_tco2e", "reduction_tco2e", "credits_tco2e")
    rows = [
        [str(year), *(quantity(round(float(getattr(climate, name)[index]))) for name in columns)]
        for index, year in enumerate(years)
    ]
    return [
        para("Emission reductions", H1),
        _outcomes(climate, names, lacking),
        KeepTogether(
            emissions_chart(
                years,
                {label: list(series) for label, series in reference.items()},
                {label: list(series) for label, series in project.items() if np.any(series)},
                list(climate.reduction_tco2e),
                "Emissions without and with the plant",
                "tCO₂e a year",
                width=PAGE_WIDTH,
            )
        ),
        grid(
            ("Year", "Reference t", "Project t", "Reduction t", "Credits t"),
            rows,
            (12, 22, 22, 22, 22),
            numbers=(1, 2, 3, 4),
            size=7,
        ),
    ]


def _published(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    if not result.published:
        return []
    rows = [
        [
            f"{row.description} ({row.figure})",
            quantity(row.published),
            quantity(_number(row.model)),
            row.unit,
            f"{_number(row.difference_percent):+.1f} %",
            row.source + (f" — {row.reason}" if row.reason else ""),
        ]
        for row in result.published
    ]
    return [
        PageBreak(),
        para("Model against published", H1),
        para("No coefficient is fitted to the published figures.", BODY),
        grid(
            ("Figure", "Published", "Model", "Unit", "Difference", "Source, and why"),
            rows,
            (26, 13, 13, 11, 11, 46),
            numbers=(1, 2, 4),
            notes=lacking,
            size=7,
        ),
    ]


def _inputs(result: StudyResult, lacking: list[str]) -> list[Flowable]:
    rows = [
        [
            row.path,
            quantity(row.value) if isinstance(row.value, float) else str(row.value or "—"),
            row.unit,
            row.status,
            f"{row.layer}: {row.source}" + (f". {row.note}" if row.note else ""),
        ]
        for row in result.inputs
    ]
    return [
        para("Inputs and their sources", H1),
        grid(
            ("Input", "Value", "Unit", "Status", "Where from"),
            rows,
            (34, 13, 14, 12, 47),
            numbers=(1,),
            notes=lacking,
            size=6.5,
        ),
    ]


def _number(value: Any) -> float:
    return float(np.asarray(value))
