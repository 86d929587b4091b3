"""What the study file says about the plant: furnace, boiler, turbine, operation, residues."""

from typing import Literal

from pydantic import Field

from wte_ppp.validation import Quantity, Section, quantity

__all__ = ["PlantSection", "ResidueSection"]


class ResidueSection(Section):
    """What a tonne of incinerated waste needs and leaves."""

    bottom_ash_moisture_percent: Quantity = quantity(
        "% of wet ash", "Water in quenched bottom ash", ge=0, le=50
    )
    fly_ash_share_of_ash_percent: Quantity = quantity(
        "% of ash", "Share of the waste's ash that leaves with the flue gas", ge=0, le=100
    )
    lime_stoichiometric_ratio: Quantity = quantity(
        "mol/mol", "Hydrated lime fed per lime needed for HCl and SO2", ge=1, le=5
    )
    activated_carbon_kg_per_t: Quantity = quantity("kg/t", "Activated carbon", ge=0, le=5)
    ammonia_25_percent_kg_per_t: Quantity = quantity("kg/t", "Ammonia water, 25 %", ge=0, le=20)
    metal_recovery_percent: Quantity = quantity(
        "% of metals", "Metals of the waste that are sorted from bottom ash and sold", ge=0, le=100
    )
    chlorine_to_gas_percent: Quantity = quantity(
        "% of chlorine", "Chlorine of the waste that reaches the raw gas", ge=0, le=100
    )
    sulfur_to_gas_percent: Quantity = quantity(
        "% of sulfur", "Sulfur of the waste that reaches the raw gas", ge=0, le=100
    )


class PlantSection(Section):
    """What the plant does with the waste."""

    capacity_t_per_day: Quantity = quantity(
        "t/d", "Waste fired by all lines at full load", gt=0, le=20000, plausible=(100, 6000)
    )
    lines: Quantity = quantity("", "Furnace lines", ge=1, le=20, whole=True)
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
    wet_bulb_c: Quantity = quantity("°C", "Mean wet-bulb temperature of the site", ge=-30, le=45)
    condenser_approach_k: Quantity = quantity(
        "K",
        "Condensing temperature above air (air cooled) or above wet bulb (water cooled)",
        ge=5,
        le=60,
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
    own_use_kwh_per_t: Quantity = quantity("kWh/t", "Own use per tonne fired", ge=0, le=500)
    own_use_percent_of_gross: Quantity = quantity("% of gross", "Own use with output", ge=0, le=50)
    export_loss_percent: Quantity = quantity(
        "% of net", "Transformer and line to the meter", ge=0, le=20
    )
    import_mwh_per_year: Quantity = quantity(
        "MWh/year", "Power bought from the grid beside what the plant makes", ge=0, le=1e6
    )
    auxiliary_fuel_gj_per_t: Quantity = quantity(
        "GJ/t", "Fuel for start and stop per tonne fired", ge=0, le=5
    )
    heating_degree_days: Quantity = quantity(
        "K·d", "20-year mean by Eurostat's method, for the R1 climate factor", ge=0, le=10000
    )
    residues: ResidueSection
