"""What the study file says about the plant: furnace, boiler, turbine, operation, residues."""

from typing import Literal

from pydantic import Field, field_validator

from wte_ppp.feasibility.definition.plant_parts import (
    HeatSection,
    OwnUseSection,
    ResidueSection,
    StackSection,
    WaterSection,
)
from wte_ppp.validation import Quantity, Section, quantity, refuse

MONTHS = 12


class PlantSection(Section):
    """What the plant does with the waste."""

    capacity_t_per_day: Quantity = quantity(
        "t/d", "Waste fired by all lines at full load", gt=0, le=20000, plausible=(100, 6000)
    )
    lines: Quantity | None = quantity(
        "",
        "Furnace lines; left out: the fewest of the largest size",
        ge=1,
        le=20,
        whole=True,
        default=None,
    )
    largest_line_t_per_day: Quantity = quantity(
        "t/d", "Largest line that is built", gt=0, le=2000, plausible=(100, 1000)
    )
    design_lhv_mj_per_kg: Quantity | None = quantity(
        "MJ/kg",
        "LHV of fired waste at which capacity and heat input are both 100 %; left out: the LHV of "
        "the first year",
        gt=0,
        le=30,
        plausible=(4.5, 14),
        default=None,
    )
    lhv_min_mj_per_kg: Quantity = quantity(
        "MJ/kg", "LHV of fired waste below which auxiliary fuel is burnt", ge=0, le=15
    )
    lhv_max_mj_per_kg: Quantity | None = quantity(
        "MJ/kg",
        "LHV of fired waste above which the furnace is not run; left out: where full heat takes "
        "the lowest throughput",
        gt=0,
        le=40,
        default=None,
    )
    lowest_throughput_percent: Quantity = quantity(
        "% of capacity", "Lowest continuous throughput of a line", ge=0, le=95, plausible=(50, 80)
    )
    lowest_heat_percent: Quantity = quantity(
        "% of full heat", "Lowest continuous heat input of a line", ge=0, le=95, plausible=(50, 80)
    )
    overload_percent: Quantity = quantity(
        "% of full load", "Throughput and heat that a line bears for a short time", ge=100, le=130
    )
    availability_h_per_year: Quantity = quantity(
        "h/year", "Hours at full load", gt=0, le=8760, plausible=(6500, 8400)
    )
    turbines: Quantity = quantity(
        "", "Equal turbines that share the steam", ge=1, le=10, whole=True
    )
    short_of_waste: Literal["fewer_hours", "part_load"] = Field(
        description="What a plant with too little waste does: full load in fewer hours, or all its "
        "hours at part load with lines taken out of service"
    )
    ramp_up_percent: tuple[Quantity, ...] = quantity(
        "% of availability", "Availability of the first operation years, one a year", gt=0, le=100
    )
    degradation_percent_per_year: Quantity = quantity(
        "%/year", "Loss of power output between overhauls", ge=0, le=5
    )
    overhaul_interval_years: Quantity = quantity(
        "years", "Years between overhauls of the turbine", ge=1, le=30, whole=True
    )
    overhaul_recovery_percent: Quantity = quantity(
        "% of the loss", "Lost output that an overhaul recovers", ge=0, le=100
    )
    excess_air_ratio: Quantity = quantity("", "Combustion air / air needed", ge=1.05, le=3)
    flue_gas_exit_c: Quantity = quantity("°C", "Flue gas leaving the boiler", ge=100, le=350)
    air_preheat_c: Quantity = quantity("°C", "Combustion air entering the furnace", ge=0, le=300)
    air_moisture_kg_per_kg: Quantity = quantity("kg/kg", "Water in dry air", ge=0, le=0.05)
    unburnt_percent_of_bottom_ash: Quantity = quantity(
        "% of dry ash", "Loss on ignition of bottom ash", ge=0, le=15
    )
    boiler_efficiency_percent: Quantity | None = quantity(
        "% of LHV",
        "Heat to steam / heat input; left out: from the losses",
        gt=30,
        le=95,
        plausible=(75, 92),
        default=None,
    )
    steam_pressure_bar: Quantity = quantity("bar(a)", "Live steam", gt=5, le=180)
    steam_temperature_c: Quantity = quantity("°C", "Live steam", gt=200, le=560)
    feedwater_c: Quantity = quantity("°C", "Feedwater to the boiler", ge=60, le=250)
    air_preheat_steam_bar: Quantity = quantity(
        "bar(a)", "Turbine extraction that heats the combustion air", ge=1, le=180
    )
    extraction_bar: Quantity = quantity(
        "bar(a)", "Turbine extraction for the deaerator", ge=1, le=20
    )
    blowdown_percent: Quantity = quantity("% of steam", "Boiler blowdown", ge=0, le=10)
    cooling: Literal["air", "water"] = Field(description="Condenser cooled by air or by water")
    ambient_c: Quantity = quantity("°C", "Mean air temperature of the site", ge=-30, le=50)
    wet_bulb_c: Quantity | None = quantity(
        "°C",
        "Mean wet-bulb temperature of the site; left out: of its air temperature and moisture",
        ge=-30,
        le=45,
        default=None,
    )
    monthly_ambient_c: tuple[Quantity, ...] | None = quantity(
        "°C",
        "Mean air temperature (wet bulb where water cools) of each month, January first; left out: "
        "the year's mean for all",
        ge=-40,
        le=50,
        default=None,
    )
    condenser_approach_k: Quantity | None = quantity(
        "K",
        "Condensing temperature above air (air cooled) or above wet bulb (water cooled); left out: "
        "what is usual at the site where air cools, 19 where water does (assumptions)",
        ge=5,
        le=60,
        default=None,
    )
    turbine_efficiency_percent: Quantity | None = quantity(
        "%",
        "Isentropic efficiency; left out: a fit on the turbine's size",
        gt=40,
        le=92,
        plausible=(68, 90),
        default=None,
    )
    mechanical_efficiency_percent: Quantity = quantity("%", "Gear and bearings", gt=80, le=100)
    generator_efficiency_percent: Quantity = quantity("%", "Generator", gt=80, le=100)
    own_use_kwh_per_t: Quantity | None = quantity(
        "kWh/t",
        "Own use per tonne fired, all consumers; left out: by consumer",
        ge=0,
        le=500,
        default=None,
    )
    own_use_percent_of_gross: Quantity | None = quantity(
        "% of gross",
        "Own use on top that goes with output; left out: none",
        ge=0,
        le=50,
        default=None,
    )
    own_use: OwnUseSection
    export_loss_percent: Quantity = quantity(
        "% of net", "Transformer and line to the meter", ge=0, le=20
    )
    import_mwh_per_year: Quantity = quantity(
        "MWh/year", "Power bought from the grid beside what the plant makes", ge=0, le=1e6
    )
    auxiliary_fuel_gj_per_t: Quantity | None = quantity(
        "GJ/t",
        "Fuel for start and stop per tonne fired; left out: from the start-ups",
        ge=0,
        le=5,
        default=None,
    )
    starts_per_year: Quantity = quantity("", "Cold starts of each line in a year", ge=0, le=50)
    start_up_hours: Quantity = quantity("h", "From cold to waste feed, and shutdown", ge=0, le=100)
    start_up_heat_percent: Quantity = quantity(
        "% of full heat", "Mean heat of the burners in a start", ge=0, le=100
    )
    heating_degree_days: Quantity = quantity(
        "K·d", "20-year mean by Eurostat's method, for the R1 climate factor", ge=0, le=10000
    )
    heat: HeatSection | None = Field(default=None, description="Heat or steam sold")
    land_m2_per_t_per_day: Quantity = quantity(
        "m2 per t/d", "Site area per capacity", ge=0, le=2000
    )
    stack: StackSection
    water: WaterSection
    residues: ResidueSection

    @field_validator("monthly_ambient_c")
    @classmethod
    def _twelve(cls, months: tuple[Quantity, ...] | None) -> tuple[Quantity, ...] | None:
        if months is not None and len(months) != MONTHS:
            raise refuse(f"{len(months)} temperatures", "12, January first", "complete the list")
        return months
