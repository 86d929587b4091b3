"""What the study file says about the climate: landfill avoided, grid, emissions, credits, air."""

from typing import Literal, TypeAlias

from pydantic import Field, field_validator, model_validator

from wte_ppp.sources import table
from wte_ppp.validation import Quantity, Section, quantity, refuse_each

ClimateZone: TypeAlias = Literal[
    "boreal_temperate_dry", "boreal_temperate_wet", "tropical_dry", "tropical_wet"
]
DisposalSite: TypeAlias = Literal[
    "managed_anaerobic",
    "managed_semi_aerobic",
    "managed_poorly_semi_aerobic",
    "managed_active_aeration",
    "managed_poorly_active_aeration",
    "unmanaged_deep",
    "unmanaged_shallow",
    "uncategorised",
    "water_table",
]
FurnaceTechnology: TypeAlias = Literal[
    "continuous_stoker",
    "continuous_fluidised_bed",
    "semi_continuous_stoker",
    "semi_continuous_fluidised_bed",
    "batch_stoker",
    "batch_fluidised_bed",
]
LandfillModel: TypeAlias = Literal["tool04", "tool04_monthly", "ipcc_2006", "ipcc_2019"]


class JcmSection(Section):
    """The Joint Crediting Mechanism's programme around the plant."""

    methodology: str | None = Field(
        default=None,
        max_length=200,
        description="Number and title of the methodology that the Joint Committee approved",
    )
    similar_projects: Quantity = quantity(
        "",
        "JCM projects with similar technology in the country already; decides the subsidy's rate",
        ge=0,
        le=1000,
        whole=True,
    )
    share_of_japan_percent: Quantity = quantity(
        "% of credits", "Credits that go to Japan's side", ge=0, le=100
    )
    shortfall: Literal["carried", "dropped"] = Field(
        description="Whether a year that emits more than it avoids lowers later credits"
    )
    study_cost_jpy: Quantity = quantity(
        "JPY",
        "Eligible cost of a feasibility study that the ministry is to subsidise",
        ge=0,
        le=1e10,
    )
    study_applicant: Literal["large", "small_medium"] = Field(
        description="Size of the Japanese firm that applies: the study's subsidy is 1/2 or 2/3"
    )


class AirSection(Section):
    """Air pollution that the plant avoids and causes."""

    grid_coal_percent: Quantity = quantity("% of power", "Coal in the grid's power", ge=0, le=100)
    grid_gas_percent: Quantity = quantity("% of power", "Gas in the grid's power", ge=0, le=100)
    grid_oil_percent: Quantity = quantity("% of power", "Oil in the grid's power", ge=0, le=100)
    grid_so2_removed_percent: Quantity = quantity(
        "%", "SO2 that the grid's power plants remove", ge=0, le=100
    )
    grid_nox_removed_percent: Quantity = quantity(
        "%", "NOx that the grid's power plants remove", ge=0, le=100
    )
    damage_usd_per_t: dict[str, Quantity] = quantity(
        "USD/t",
        "Damage of a tonne of SO2, NOx or PM2.5, an assumption of the study; left out: no money",
        ge=0,
        le=1e7,
        default={},
    )

    @model_validator(mode="after")
    def _known_pollutants(self) -> "AirSection":
        known = ("SO2", "NOx", "PM2.5")
        faults = [
            (f".damage_usd_per_t.{name}", repr(name), "one of " + ", ".join(known), "correct it")
            for name in self.damage_usd_per_t
            if name not in known
        ]
        if faults:
            raise refuse_each(faults)
        return self


class ClimateSection(Section):
    """What the plant avoids and what it emits."""

    landfill_model: LandfillModel = Field(
        description="TOOL04 by year or by month, or the IPCC's waste model of 2006 or 2019"
    )
    disposal_site: DisposalSite = Field(description="Kind of landfill the waste would go to")
    landfill_depth_m: Quantity | None = quantity(
        "m", "Depth of a site in ground water (water_table)", gt=0, le=200, default=None
    )
    landfill_water_m: Quantity | None = quantity(
        "m", "Height of its water table above the base", ge=0, le=200, default=None
    )
    climate_zone: ClimateZone = Field(description="TOOL04 zone of the landfill")
    first_decay_month: Quantity = quantity(
        "", "IPCC models: month M in which decay starts; 13 is January after", ge=1, le=13
    )
    gwp_set: Literal["SAR", "AR4", "AR5", "AR6"] = Field(description="IPCC report of the GWPs")
    fossil_carbon: Literal["acm0022", "analysis", "ipcc"] = Field(
        description="Carbon that counts as burnt: ACM0022's cautious contents of wet waste, the "
        "waste's own ultimate analysis, or the IPCC's contents of dry matter"
    )
    carbon_burnt_percent: Quantity = quantity(
        "% of carbon", "Carbon that burns (ACM0022 EFF_COM, IPCC OF)", ge=0, le=100
    )
    model_correction: Quantity | None = quantity(
        "", "TOOL04 phi; left out: its default in the climate zone", gt=0, le=1, default=None
    )
    model_uncertainty_percent: tuple[Quantity, ...] = quantity(
        "%",
        "TOOL04 phi, option 2: uncertainty of waste, DOC, DOC_f, F, MCF and decay",
        ge=0,
        le=200,
        default=(),
    )
    oxidation: Quantity = quantity("", "TOOL04 OX", ge=0, le=1)
    methane_fraction: Quantity = quantity("", "TOOL04 F", gt=0, le=1)
    doc_decomposing: Quantity = quantity("", "TOOL04 DOC_f", gt=0, le=1)
    methane_potential_kg_per_t: dict[str, Quantity] = quantity(
        "kg CH4/t wet",
        "Measured methane potential (BMP) by component, in place of DOC_f",
        ge=0,
        le=400,
        default={},
    )
    captured_fraction: Quantity = quantity(
        "", "TOOL04 f: methane the landfill captures anyway", ge=0, le=1
    )
    compliance_percent: Quantity = quantity(
        "% of such waste",
        "Waste that law makes others treat already; discounts the reference (ACM0022 DF_RATE)",
        ge=0,
        le=100,
    )
    open_burning_percent: Quantity = quantity(
        "% of waste", "Waste that would burn in the open and not rot", ge=0, le=100
    )
    open_burning_carbon_percent: Quantity = quantity(
        "% of carbon", "Carbon that burns in the open (IPCC OF)", ge=0, le=100
    )
    furnace_technology: FurnaceTechnology = Field(
        description="Furnace, for N2O and CH4 of combustion"
    )
    n2o_kg_per_t: Quantity | None = quantity(
        "kg/t",
        "N2O of combustion per tonne fired; left out: ACM0022's for the furnace",
        ge=0,
        le=1,
        default=None,
    )
    ch4_kg_per_t: Quantity | None = quantity(
        "kg/t",
        "CH4 of combustion per tonne fired; left out: ACM0022's for the furnace",
        ge=0,
        le=1,
        default=None,
    )
    auxiliary_fuel_tco2_per_gj: Quantity = quantity("tCO2/GJ", "Auxiliary fuel", ge=0, le=0.2)
    leachate_cod_kg_per_m3: Quantity = quantity(
        "kg/m3", "Chemical oxygen demand of the leachate", ge=0, le=150
    )
    leachate_mcf: Quantity = quantity(
        "", "Methane correction of its treatment; 0 where it is treated with air", ge=0, le=1
    )
    waste_extra_km: Quantity = quantity(
        "km", "One way, further to the plant than to the landfill", ge=0, le=1000
    )
    residue_extra_km: Quantity = quantity(
        "km", "One way, from the plant to where its ash goes", ge=0, le=1000
    )
    lorry_load_t: Quantity = quantity("t", "Load of a lorry", gt=0, le=60)
    lorry_kgco2_per_km: Quantity = quantity("kg/km", "CO2 of a lorry", ge=0, le=5)
    grid_factor_tco2_per_mwh: Quantity = quantity(
        "tCO2/MWh", "Grid power displaced", ge=0, le=2, plausible=(0.05, 1.3)
    )
    grid_factor_change_percent_per_year: Quantity = quantity(
        "%/year", "Change of the grid factor; negative: the grid grows cleaner", ge=-50, le=20
    )
    grid_factor_floor_tco2_per_mwh: Quantity = quantity(
        "tCO2/MWh", "Below which the grid factor does not fall", ge=0, le=2
    )
    operating_margin_tco2_per_mwh: Quantity | None = quantity(
        "tCO2/MWh",
        "Operating margin; with the build margin in place of the grid factor",
        ge=0,
        le=2,
        default=None,
    )
    build_margin_tco2_per_mwh: Quantity | None = quantity(
        "tCO2/MWh", "Build margin", ge=0, le=2, default=None
    )
    operating_margin_weight: Quantity = quantity(
        "", "TOOL07 w_OM; 0.5 in the first crediting period, 0.25 after", ge=0, le=1
    )
    reference_grid_factor_tco2_per_mwh: Quantity | None = quantity(
        "tCO2/MWh",
        "Cautious factor of the JCM methodology; left out: the grid factor",
        ge=0,
        le=2,
        default=None,
    )
    export_loss_avoided_percent: Quantity = quantity(
        "%", "Losses of the grid that power from the plant avoids (TOOL05)", ge=0, le=30
    )
    import_loss_percent: Quantity = quantity("%", "Losses of the grid on bought power", ge=0, le=50)
    heat_fuel_tco2_per_gj: Quantity = quantity(
        "tCO2/GJ", "Fuel that heat sold (plant.heat) displaces", ge=0, le=0.2
    )
    heat_boiler_percent: Quantity = quantity(
        "%", "Efficiency of the boiler it is burnt in", gt=0, le=100
    )
    crediting_years: Quantity = quantity(
        "years", "Operation years that earn credits", ge=0, le=50, whole=True
    )
    landfill_density_t_per_m3: Quantity = quantity(
        "t/m3", "Waste in place in the landfill", gt=0, le=2
    )
    landfill_leachate_m3_per_t: Quantity = quantity(
        "m3/t", "Leachate of the landfill over the years", ge=0, le=3
    )
    fluorocarbons_kg_per_year: dict[str, Quantity] = quantity(
        "kg/year", "Fluorocarbons recovered and burnt, by gas", ge=0, le=1e7, default={}
    )
    destruction_percent: Quantity = quantity(
        "%", "Fluorocarbons destroyed in the furnace (DRE)", ge=0, le=100
    )
    fluorocarbons_recovered_anyway_percent: Quantity = quantity(
        "%", "Fluorocarbons that law makes others recover", ge=0, le=100
    )
    jcm: JcmSection
    air: AirSection

    @field_validator("fluorocarbons_kg_per_year")
    @classmethod
    def _known_gases(cls, gases: dict[str, Quantity]) -> dict[str, Quantity]:
        known = [row["gas"] for row in table("fluorocarbons")]
        faults = [
            (f".{name}", repr(name), "one of " + ", ".join(known), "correct it")
            for name in gases
            if name not in known
        ]
        if faults:
            raise refuse_each(faults)
        return gases

    @model_validator(mode="after")
    def _belong_together(self) -> "ClimateSection":
        faults = []
        if self.disposal_site == "water_table":
            faults += [
                (f".{name}", "nothing", "a number, for a site in ground water", "add it")
                for name in ("landfill_depth_m", "landfill_water_m")
                if getattr(self, name) is None
            ]
        margins = ("operating_margin_tco2_per_mwh", "build_margin_tco2_per_mwh")
        given = [name for name in margins if getattr(self, name) is not None]
        if len(given) == 1:
            other = next(name for name in margins if name not in given)
            faults.append((f".{other}", "nothing", f"a number beside {given[0]}", "add it"))
        if faults:
            raise refuse_each(faults)
        return self
