"""What a study finds: frozen, with units, origins of inputs, checks and comparison."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from pydantic import Field

from wte_ppp.documents import write_atomically
from wte_ppp.feasibility.outcomes import Outcome, ResultSection, Series, outcome

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Check",
    "ClimateResult",
    "Comparison",
    "CostResult",
    "FinanceResult",
    "InputRow",
    "PlantResult",
    "StudyResult",
    "SurveyRow",
    "WasteResult",
]

RESULT_SCHEMA: Final = "wte_ppp/study-result/1"


class SurveyRow(ResultSection):
    """Statistics of one component of the waste survey."""

    component: str
    mean_percent: float
    standard_deviation_percent: float
    lower_percent: float
    upper_percent: float
    samples: int
    samples_needed: int


class WasteResult(ResultSection):
    """What arrives at the gate."""

    composition_percent: dict[str, Outcome] = outcome("% wet", "Composition")
    survey: tuple[SurveyRow, ...]
    moisture_percent: Outcome = outcome("% as received", "Water at the gate")
    ash_percent: Outcome = outcome("% as received", "Ash at the gate")
    combustible_percent: Outcome = outcome("% as received", "Combustible matter at the gate")
    ultimate_percent: dict[str, Outcome] = outcome("% as received", "Ultimate analysis at the gate")
    lhv_mj_per_kg: Outcome = outcome("MJ/kg", "LHV at the gate, as received, first year")
    lhv_by_formula_mj_per_kg: dict[str, Outcome] = outcome(
        "MJ/kg", "LHV at the gate by each formula"
    )
    fired_moisture_percent: Outcome = outcome("% as fired", "Water after drainage")
    fired_ash_percent: Outcome = outcome("% as fired", "Ash after drainage")
    fired_combustible_percent: Outcome = outcome("% as fired", "Combustible matter after drainage")
    fired_lhv_mj_per_kg: Outcome = outcome("MJ/kg", "LHV as fired, first year")
    fired_lhv_low_mj_per_kg: Outcome = outcome(
        "MJ/kg", "LHV of low-quality waste as fired: lower end of the samples' 90 % interval"
    )
    fired_lhv_high_mj_per_kg: Outcome = outcome(
        "MJ/kg", "LHV of high-quality waste as fired: upper end of the samples' 90 % interval"
    )
    self_sustaining: Outcome = outcome("", "1 where the fired waste lies in Tanner's triangle")
    received_t: Series = outcome("t/year", "Waste received")
    paid_t: Series = outcome("t/year", "Waste for which the tipping fee is due")


class PlantResult(ResultSection):
    """What the plant does with it."""

    capacity_t_per_day: Outcome = outcome("t/d", "Firing capacity")
    thermal_mw: Outcome = outcome("MW", "Heat input at full load, first year")
    design_lhv_mj_per_kg: Outcome = outcome("MJ/kg", "Design LHV as fired")
    throughput_t_per_h: Outcome = outcome("t/h", "Waste fired at full load, first year")
    line_t_per_h: Outcome = outcome("t/h", "Highest throughput of one line")
    line_mw: Outcome = outcome("MW", "Highest heat input of one line")
    line_lowest_t_per_h: Outcome = outcome("t/h", "Lowest throughput of one line")
    line_lowest_mw: Outcome = outcome("MW", "Lowest heat input of one line")
    lhv_min_mj_per_kg: Outcome = outcome("MJ/kg", "Lowest LHV without auxiliary fuel")
    lhv_max_mj_per_kg: Outcome = outcome("MJ/kg", "Highest LHV that the furnace takes")
    too_poor_percent: Outcome = outcome("% of hours", "Waste below the lowest LHV, first year")
    too_rich_percent: Outcome = outcome("% of hours", "Waste above the highest LHV, first year")
    support_mw: Outcome = outcome("MW", "Mean heat of auxiliary fuel for poor waste, first year")
    adiabatic_c: Outcome = outcome("°C", "Flue gas without loss of heat, the hottest possible")
    boiler_efficiency_percent: Outcome = outcome("% of LHV", "Boiler efficiency")
    steam_t_per_h: Outcome = outcome("t/h", "Live steam at full load")
    condenser_bar: Outcome = outcome("bar(a)", "Condenser pressure")
    turbine_efficiency_percent: Outcome = outcome("%", "Isentropic efficiency of the turbine")
    gross_mw: Outcome = outcome("MW", "Gross power at full load")
    own_use_mw: Outcome = outcome("MW", "Own use at full load")
    net_mw: Outcome = outcome("MW", "Net power at full load")
    gross_efficiency_percent: Outcome = outcome("% of heat input", "Gross electrical efficiency")
    net_efficiency_percent: Outcome = outcome("% of heat input", "Net electrical efficiency")
    gross_kwh_per_t: Outcome = outcome("kWh/t fired", "Gross power per tonne fired")
    net_kwh_per_t: Outcome = outcome("kWh/t fired", "Net power per tonne fired")
    exported_kwh_per_t_received: Outcome = outcome(
        "kWh/t received", "Power sold per tonne received, mean of the contract"
    )
    gross_mwh_per_year: Outcome = outcome("MWh/year", "Gross power, mean of the contract")
    exported_mwh_per_year: Outcome = outcome("MWh/year", "Power sold, mean of the contract")
    capacity_use_percent: Outcome = outcome(
        "% of capacity x hours", "Waste fired, mean of the contract"
    )
    r1: Outcome = outcome("", "R1 energy efficiency, climate factor included")
    r1_climate_factor: Outcome = outcome("", "R1 climate correction factor")
    energy_balance_mw: dict[str, Outcome] = outcome("MW", "Energy balance at full load")
    mass_balance_kg_per_kg: dict[str, Outcome] = outcome(
        "kg/kg fired", "Mass balance of combustion"
    )
    lime_kg_per_t: Outcome = outcome("kg/t fired", "Hydrated lime")
    activated_carbon_kg_per_t: Outcome = outcome("kg/t fired", "Activated carbon")
    ammonia_kg_per_t: Outcome = outcome("kg/t fired", "Ammonia water, 25 %")
    bottom_ash_kg_per_t: Outcome = outcome("kg/t fired", "Bottom ash, wet")
    fly_ash_kg_per_t: Outcome = outcome("kg/t fired", "Fly ash and flue-gas treatment residue")
    fired_t: Series = outcome("t/year", "Waste fired")
    diverted_t: Series = outcome("t/year", "Waste received that the plant cannot fire")
    leachate_t: Series = outcome("t/year", "Leachate")
    full_load_hours: Series = outcome("h/year", "Hours at full load")
    imported_mwh: Series = outcome("MWh/year", "Power bought")
    gross_mwh: Series = outcome("MWh/year", "Gross power")
    exported_mwh: Series = outcome("MWh/year", "Power sold at the meter")
    bottom_ash_t: Series = outcome("t/year", "Bottom ash, wet")
    fly_ash_t: Series = outcome("t/year", "Fly ash and flue-gas treatment residue")


class CostResult(ResultSection):
    """What it costs to build and to run."""

    capex_usd: Outcome = outcome("USD", "Capital cost without financing cost")
    capex_basis: str = Field(description="Where the capital cost comes from")
    benchmark_capex_usd: Outcome = outcome("USD", "Capital cost by the table of plants")
    benchmark_low_usd: Outcome = outcome("USD", "Lower end of the benchmark's 80 % interval")
    benchmark_high_usd: Outcome = outcome("USD", "Upper end of the benchmark's 80 % interval")
    capex_usd_per_t_per_day: Outcome = outcome("USD per t/d", "Capital cost per capacity")
    opex_usd_per_t: Outcome = outcome("USD/t received", "Operating cost of the first full year")
    opex_usd: dict[str, Series] = outcome("USD/year nominal", "Operating cost by item")


class FinanceResult(ResultSection):
    """What it costs and earns over the contract, nominal USD."""

    debt_usd: Outcome = outcome("USD", "Senior debt")
    equity_usd: Outcome = outcome("USD", "Equity")
    grant_usd: Outcome = outcome("USD", "Capital grant")
    financing_cost_usd: Outcome = outcome("USD", "Interest and fees during construction")
    total_uses_usd: Outcome = outcome("USD", "Uses of funds")
    gearing_percent: Outcome = outcome("% of uses", "Senior debt / uses")
    project_irr_pre_tax_percent: Outcome = outcome("%/year", "Project IRR before tax, nominal")
    project_irr_percent: Outcome = outcome("%/year", "Project IRR after tax, nominal")
    equity_irr_percent: Outcome = outcome("%/year", "Equity IRR, nominal")
    project_npv_usd: Outcome = outcome("USD", "Project NPV after tax at the discount rate")
    payback_years: Outcome = outcome("years", "Payback from the start of construction")
    minimum_dscr: Outcome = outcome("", "Lowest DSCR")
    average_dscr: Outcome = outcome("", "Mean DSCR")
    target_dscr: Outcome = outcome("", "DSCR asked for")
    llcr: Outcome = outcome("", "Loan life cover ratio at commercial operation")
    required_tipping_fee_usd_per_t: Outcome = outcome(
        "USD/t", "Tipping fee that meets the equity IRR and the DSCR asked for"
    )
    tipping_fee_for_equity_irr_usd_per_t: Outcome = outcome(
        "USD/t", "Tipping fee that meets the equity IRR"
    )
    tipping_fee_for_dscr_usd_per_t: Outcome = outcome("USD/t", "Tipping fee that meets the DSCR")
    dscr_binds: Outcome = outcome("", "1 where the DSCR asks for the higher fee")
    lcoe_usd_per_mwh: Outcome = outcome(
        "USD/MWh", "Flat price of power that pays all cost but tax, after all other revenue"
    )
    lcow_usd_per_t: Outcome = outcome(
        "USD/t", "Flat price of treatment that pays all cost but tax, after all other revenue"
    )
    calendar_year: Series = outcome("", "Calendar year of each column")
    operation_year: Series = outcome("", "Operation year of each column")
    tipping_revenue_usd: Series = outcome("USD", "Tipping fees")
    power_revenue_usd: Series = outcome("USD", "Power sales")
    carbon_revenue_usd: Series = outcome("USD", "Credits sold")
    metals_revenue_usd: Series = outcome("USD", "Metals sold")
    operating_cost_usd: Series = outcome("USD", "Operating cost")
    capex_spent_usd: Series = outcome("USD", "Capital cost")
    financing_cost_spent_usd: Series = outcome("USD", "Interest and fees in construction")
    debt_drawn_usd: Series = outcome("USD", "Debt drawn")
    bridge_drawn_usd: Series = outcome("USD", "Bridge for the grant drawn")
    equity_paid_in_usd: Series = outcome("USD", "Equity paid in")
    grant_received_usd: Series = outcome("USD", "Grant received")
    bridge_repaid_usd: Series = outcome("USD", "Bridge repaid by the grant")
    bridge_interest_usd: Series = outcome(
        "USD", "Interest of the bridge in operation, after senior debt"
    )
    tax_usd: Series = outcome("USD", "Income tax")
    cfads_usd: Series = outcome("USD", "Cash flow available for debt service")
    interest_usd: Series = outcome("USD", "Interest of senior debt in operation")
    principal_usd: Series = outcome("USD", "Principal")
    debt_balance_usd: Series = outcome("USD", "Debt at year end")
    dscr: Series = outcome("", "DSCR")
    project_cash_flow_usd: Series = outcome("USD", "Project cash flow after tax")
    equity_cash_flow_usd: Series = outcome("USD", "Cash flow of the owners")


class ClimateResult(ResultSection):
    """What it avoids and emits, in the operation years."""

    landfill_methane_tco2e: Series = outcome("tCO2e/year", "Landfill methane avoided")
    grid_power_tco2e: Series = outcome("tCO2e/year", "Grid power displaced")
    reference_tco2e: Series = outcome("tCO2e/year", "Reference emissions")
    fossil_co2_tco2e: Series = outcome("tCO2e/year", "Fossil CO2 of combustion")
    n2o_ch4_tco2e: Series = outcome("tCO2e/year", "N2O and CH4 of combustion")
    auxiliary_fuel_tco2e: Series = outcome("tCO2e/year", "Auxiliary fuel")
    imported_power_tco2e: Series = outcome("tCO2e/year", "Power bought")
    project_tco2e: Series = outcome("tCO2e/year", "Project emissions")
    reduction_tco2e: Series = outcome("tCO2e/year", "Emission reduction")
    credits_tco2e: Series = outcome("tCO2e/year", "Credits: whole tonnes in crediting years")
    total_reduction_tco2e: Outcome = outcome("tCO2e", "Reduction over the crediting years")
    total_credits_tco2e: Outcome = outcome(
        "tCO2e", "Credits: whole tonnes, none for a year of loss"
    )
    average_reduction_tco2e_per_year: Outcome = outcome(
        "tCO2e/year", "Mean reduction of the crediting years"
    )
    reduction_kg_per_t_received: Outcome = outcome(
        "kgCO2e/t", "Reduction per tonne received in the crediting years"
    )
    fossil_co2_kg_per_t: Outcome = outcome("kg/t received", "Fossil CO2 counted")
    fossil_co2_by_analysis_kg_per_t: Outcome = outcome(
        "kg/t received", "Fossil CO2 by the waste's own ultimate analysis"
    )
    grant_usd_per_tco2e: Outcome = outcome("USD/tCO2e", "Grant per tonne reduced")


class Check(ResultSection):
    """One requirement of the toolkit or country profile, held against the result."""

    rule: str
    description: str
    found: Outcome
    threshold: str
    unit: str
    passed_share: float = Field(description="1 passed, 0 failed; with draws the share that passes")
    source: str


class Comparison(ResultSection):
    """A published figure beside the model's."""

    figure: str
    description: str
    unit: str
    published: float
    model: Outcome
    difference_percent: Outcome
    source: str
    reason: str | None


class InputRow(ResultSection):
    """One input with its value and where it comes from."""

    path: str
    value: float | str | None
    unit: str
    layer: str
    status: str
    source: str
    note: str


class StudyResult(ResultSection):
    """Result of one study, base case or draws.

    Outcomes are numbers, or arrays (draws,); series are (years,) or (draws, years). What is not
    defined (a DSCR without debt, an IRR without a single root) is NaN, in JSON null.
    """

    schema_: Literal["wte_ppp/study-result/1"] = Field(alias="schema")
    name: str
    location: str
    description: str
    country: str | None
    as_of: str | None
    guidance: str | None = Field(description="Profile and version that gave the country's rules")
    package_version: str
    input_hash: str = Field(description="SHA-256 of all inputs, defaults included")
    draws: int | None
    waste: WasteResult
    plant: PlantResult
    cost: CostResult
    finance: FinanceResult
    climate: ClimateResult
    checks: tuple[Check, ...]
    published: tuple[Comparison, ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    inputs: tuple[InputRow, ...]

    def to_json(self, path: str | Path | None = None) -> str:
        """Write the result as JSON, the same bytes for the same inputs.

        Parameters
        ----------
        path
            File to write; left out: only the text is returned.

        Returns
        -------
        str
            JSON by the published schema (`wte-ppp study schema --result`).
        """
        data = self.model_dump(mode="json", by_alias=True)
        text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
        if path is not None:
            write_atomically(Path(path), text)
        return text

    def to_pdf(self, path: str | Path) -> None:
        """Write the result as a PDF report; base case only.

        Parameters
        ----------
        path
            File to write.

        Raises
        ------
        ValueError
            For a result of draws.
        """
        # The one arrow that runs up, so that a result has its report at hand (see pyproject.toml).
        from wte_ppp.reports.study_pdf import write_study_pdf

        write_study_pdf(self, Path(path))

    def to_frame(self) -> "pd.DataFrame":
        """Table of the result for analysis.

        Returns
        -------
        pandas.DataFrame
            Base case: yearly series, one row a calendar year, columns `section.name`; climate
            and plant series are zero in construction years. Draws: outcomes, one row a draw.
        """
        import pandas as pd

        draws = self.draws
        shape = (draws,) if draws is not None else self.finance.calendar_year.shape
        columns = {
            label: np.asarray(value) for label, value in self._labelled() if np.ndim(value) == 1
        }
        if draws is not None:
            return pd.DataFrame(columns, index=pd.RangeIndex(draws, name="draw"))
        years = columns.pop("finance.calendar_year").astype(int)
        padded = {
            label: np.pad(value, (shape[0] - len(value), 0)) for label, value in columns.items()
        }
        return pd.DataFrame(padded, index=pd.Index(years, name="calendar_year"))

    def _labelled(self) -> Iterator[tuple[str, float | np.ndarray]]:
        """Every number and series with its dotted name."""
        for section in ("waste", "plant", "cost", "finance", "climate"):
            part = getattr(self, section)
            for name in type(part).model_fields:
                value = getattr(part, name)
                items = value.items() if isinstance(value, dict) else [("", value)]
                for key, number in items:
                    if isinstance(number, (float, np.ndarray)):
                        yield f"{section}.{name}.{key}" if key else f"{section}.{name}", number
