"""What a facility file may say: a plant and its year of operation."""

import re
from typing import Literal

from pydantic import Field, field_validator, model_validator

from wte_ppp.cards import quantity
from wte_ppp.feasibility.definition.climate import ClimateZone, DisposalSite, FurnaceTechnology
from wte_ppp.validation import Quantity, Section, refuse, refuse_each

MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
MAXIMUM_MONTHS = 24


class CreditingSection(Section):
    """What the monitoring plan fixed before the project began."""

    methodology: str = Field(max_length=300, description="Number and title of the methodology")
    reference_grid_factor_tco2_per_mwh: Quantity = quantity(
        "tCO2/MWh", "Grid factor fixed by the methodology", ge=0, le=2
    )
    disposal_site: DisposalSite = Field(description="Kind of landfill the waste would go to")
    climate_zone: ClimateZone = Field(description="TOOL04 zone of the landfill")
    captured_fraction: Quantity = quantity(
        "", "Methane captured at the landfill in the reference case", ge=0, le=1, default=0.0
    )
    earlier_waste_t: tuple[Quantity, ...] = quantity(
        "t", "Waste of each earlier crediting year, in order", ge=0, le=1e7, default=()
    )
    earlier_shortfall_tco2e: Quantity = quantity(
        "tCO2e", "Deficit of earlier periods, not yet offset",
        ge=0, le=1e8, default=0.0,
    )  # fmt: skip
    months_form: bool = Field(
        default=False, description="Whether the landfill is computed by month (TOOL04, eq. 2)"
    )
    fossil_carbon: Literal["composition", "stack"] = Field(
        default="composition",
        description="By ACM0022's carbon contents, or measured in the stack (option 3)",
    )
    heat_fuel_tco2_per_gj: Quantity | None = quantity(
        "tCO2/GJ", "Fuel that heat sold displaces; left out: heat is not counted", ge=0, le=0.2,
        default=None,
    )  # fmt: skip
    heat_boiler_percent: Quantity = quantity(
        "%", "Efficiency of the boiler it would be burnt in", gt=0, le=100, default=100.0
    )
    share_of_japan_percent: Quantity = quantity(
        "% of credits", "Credits of the Japanese side", ge=0, le=100
    )
    ex_ante_tco2e: Quantity | None = quantity(
        "tCO2e", "Ex-ante estimate of the period's reduction", ge=-1e8, le=1e8, default=None
    )

    @field_validator("disposal_site")
    @classmethod
    def _in_the_table(cls, site: str) -> str:
        if site == "water_table":
            raise refuse(site, "a site with a methane correction factor", "choose the nearest")
        return site


class FacilityDefinition(Section):
    """Everything a facility file may say."""

    schema_: Literal["wte_ppp/facility/1"] = Field(
        alias="schema", description="Version of this format"
    )
    name: str = Field(min_length=1, max_length=200, description="Name of the plant")
    operator: str = Field(min_length=1, max_length=200, description="Operator of the plant")
    location: str = Field(max_length=200, description="Place and country")
    activity: str = Field(
        default="Waste-to-energy, municipal solid waste",
        max_length=200,
        description="Activity of the facility",
    )
    boundary: Literal["operational control", "financial control", "equity share"] = Field(
        description="Consolidation approach"
    )
    remark: str = Field(default="", max_length=2000, description="Remark for the reader")
    first_month: str = Field(description="First month of the report, YYYY-MM")
    last_month: str = Field(description="Last month of the report, YYYY-MM")
    monitoring_file: str = Field(description="CSV or .xlsx beside this file: the plant's data")
    composition_file: str = Field(
        description="CSV beside this file: one sample a row, one component a column, % wet"
    )
    sampled_at: Literal["gate", "crane"] = Field(
        default="gate",
        description="Sampling point: waste received, or waste as fired",
    )
    fossil_of_stack_carbon_percent: Quantity | None = quantity(
        "% of carbon", "Fossil share of the stack's carbon, by carbon-14; with co2_percent and "
        "flue_gas_knm3 of every period in place of composition", ge=0, le=100, default=None,
    )  # fmt: skip
    leachate_mcf: Quantity | None = quantity(
        "", "Methane correction factor of leachate treatment: 0 aerobic, 0.8 anaerobic or none; "
        "needed where leachate is measured", ge=0, le=1, default=None,
    )  # fmt: skip
    leachate_cod_kg_per_m3: Quantity | None = quantity(
        "kg/m3", "Chemical oxygen demand of the leachate; needed where leachate_mcf is above 0",
        ge=0, le=150, default=None,
    )  # fmt: skip
    gwp_set: Literal["AR4", "AR5", "AR6"] = Field(
        default="AR5", description="IPCC report of the warming potentials"
    )
    furnace_technology: FurnaceTechnology = Field(description="Furnace, for N2O and CH4")
    grid_location_tco2_per_mwh: Quantity = quantity(
        "tCO2/MWh", "Mean factor of the grid, for scope 2 by location", ge=0, le=2
    )
    grid_market_tco2_per_mwh: Quantity | None = quantity(
        "tCO2/MWh", "Factor of the supplier, for scope 2 by market", ge=0, le=2, default=None
    )
    grid_source: str = Field(min_length=3, max_length=400, description="Source of the grid factors")
    activity_uncertainty_percent: Quantity | None = quantity(
        "%", "Uncertainty of weighed and metered data; left out: the default", ge=0, le=100,
        default=None,
    )  # fmt: skip
    factor_uncertainty_percent: Quantity | None = quantity(
        "%", "Uncertainty of emission factors of waste; left out: the default", ge=0, le=500,
        default=None,
    )  # fmt: skip
    quality_control: str = Field(
        default="", max_length=2000, description="Quality control of the data"
    )
    verification: str = Field(default="", max_length=2000, description="Verifier and method")
    measures: str = Field(
        default="", max_length=2000, description="Measures taken to reduce emissions"
    )
    crediting: CreditingSection | None = Field(
        default=None, description="For the monitoring report of the JCM"
    )

    @field_validator("first_month", "last_month")
    @classmethod
    def _is_month(cls, text: str) -> str:
        if not MONTH.fullmatch(text):
            raise refuse(repr(text)[:40], "a month as YYYY-MM", "correct it")
        return text

    @model_validator(mode="after")
    def _in_order(self) -> "FacilityDefinition":
        first, last = (
            12 * int(month[:4]) + int(month[5:]) for month in (self.first_month, self.last_month)
        )
        if not first <= last < first + MAXIMUM_MONTHS:
            span = f"{self.first_month} to {self.last_month}"
            allowed = f"first to last, at most {MAXIMUM_MONTHS} months"
            raise refuse_each([(".last_month", span, allowed, "correct them")])
        months = last - first + 1
        if self.crediting is not None and not self.crediting.months_form and months != 12:
            length = f"{months} months, with the yearly form of the landfill"
            action = "set crediting.months_form: true"
            raise refuse_each([(".crediting.months_form", length, "12 months", action)])
        return self
