"""What the plant does with the waste; the step builds it part by part."""

from typing import Self

import numpy as np

from wte_ppp.feasibility.outcomes import Outcome, ResultSection, Series, outcome


class FurnaceResult(ResultSection):
    """Size of the furnace, and the firing diagram of a line."""

    capacity_t_per_day: Outcome = outcome("t/d", "Firing capacity")
    lines: Outcome = outcome("", "Furnace lines", whole=True)
    design_lhv_mj_per_kg: Outcome = outcome("MJ/kg", "Design LHV, as fired", symbol="LHV")
    line_t_per_h: Outcome = outcome("t/h", "Maximum throughput of one line")
    line_mw: Outcome = outcome("MW", "Maximum heat input of one line")
    line_lowest_t_per_h: Outcome = outcome("t/h", "Minimum throughput of one line")
    line_lowest_mw: Outcome = outcome("MW", "Minimum heat input of one line")
    lhv_min_mj_per_kg: Outcome = outcome("MJ/kg", "Minimum LHV without auxiliary fuel")
    lhv_max_mj_per_kg: Outcome = outcome("MJ/kg", "Maximum LHV of the furnace")
    too_poor_percent: Outcome = outcome(
        "% of hours", "Time with waste below the minimum LHV, first year"
    )
    too_rich_percent: Outcome = outcome(
        "% of hours", "Time with waste above the maximum LHV, first year"
    )


class FullLoadResult(ResultSection):
    """The plant at full load in its first year, and in a settled year."""

    thermal_mw: Outcome = outcome("MW", "Heat input at full load, first year")
    throughput_t_per_h: Outcome = outcome("t/h", "Waste fired at full load, first year")
    support_mw: Outcome = outcome(
        "MW", "Auxiliary fuel for low-LHV waste, average heat input, first year"
    )
    superheat_fuel_mw: Outcome = outcome(
        "MW", "Fuel of a separate superheater", definition="None where waste alone makes the steam"
    )
    combustion_air_c: Outcome = outcome("°C", "Combustion air entering the furnace")
    feedwater_c: Outcome = outcome("°C", "Feedwater entering the boiler")
    adiabatic_c: Outcome = outcome(
        "°C",
        "Adiabatic combustion temperature",
        definition="Flue gas without heat loss: the hottest possible",
    )
    boiler_efficiency_percent: Outcome = outcome("% of LHV", "Boiler efficiency")
    steam_t_per_h: Outcome = outcome("t/h", "Live steam at full load")
    condenser_bar: Outcome = outcome("bar(a)", "Condenser pressure")
    exhaust_wetness_percent: Outcome = outcome(
        "% water",
        "Moisture of turbine exhaust steam",
        definition="Above 12 to 14 % the last blades wear",
    )
    turbine_efficiency_percent: Outcome = outcome("%", "Isentropic efficiency of the turbine")
    gross_mw: Outcome = outcome("MW", "Gross power at full load")
    own_use_mw: Outcome = outcome("MW", "Parasitic load at full load")
    net_mw: Outcome = outcome("MW", "Net power at full load")
    gross_efficiency_percent: Outcome = outcome("% of heat input", "Gross electrical efficiency")
    net_efficiency_percent: Outcome = outcome("% of heat input", "Net electrical efficiency")
    gross_kwh_per_t: Outcome = outcome("kWh/t fired", "Gross power per tonne fired")
    net_kwh_per_t: Outcome = outcome("kWh/t fired", "Net power per tonne fired")
    heat_limit_mw: Outcome = outcome(
        "MW",
        "Maximum heat supply at full load",
        definition="What turbine and flue gas give; 0 without heat sales",
    )
    heat_of_flue_gas_mw: Outcome = outcome("MW", "Heat supply from flue gas")
    modelled_net_kwh_per_t: Outcome = outcome(
        "kWh/t fired",
        "Net power per tonne fired by the model's own",
        definition="The same where no guarantee is stated",
    )
    modelled_boiler_efficiency_percent: Outcome = outcome(
        "% of LHV", "Boiler efficiency by the model's own losses"
    )
    modelled_own_use_kwh_per_t: Outcome = outcome(
        "kWh/t fired", "Parasitic load by the equipment stated, by the model's own"
    )
    gross_with_heat_mw: Outcome = outcome("MW", "Gross power at full load with heat supply")
    gross_by_month_mw: dict[str, Outcome] = outcome(
        "MW",
        "Gross power at full load by month",
        definition="Where the monthly temperatures are given",
    )
    hot_hour_mw: dict[str, Outcome] = outcome(
        "MW",
        "Power at full load in a hot hour, gross and net",
        definition="Where the temperature of a hot hour is given",
    )
    own_use_by_consumer_mw: dict[str, Outcome] = outcome(
        "MW",
        "Parasitic load at full load by consumer",
        definition="Empty where the study gives it as a lump sum",
    )
    net_by_percent_of_year_mw: dict[str, Outcome] = outcome(
        "MW", "Net power reached or exceeded, by share of a steady-state year"
    )
    r1: Outcome = outcome(
        "",
        "R1 energy efficiency, climate factor included",
        symbol="R1",
        source="Directive 2008/98/EC, Annex II",
    )
    r1_climate_factor: Outcome = outcome(
        "", "R1 climate correction factor", source="Directive (EU) 2015/1127"
    )
    japan_energy_recovery_percent: Outcome = outcome(
        "%",
        "Energy recovery rate (Japanese manual)",
        definition="Power and 0.46 of heat over heat input",
    )
    japan_half_grant_percent: Outcome = outcome(
        "%", "Energy recovery rate required for Japan's 1/2 grant at this capacity"
    )
    japan_third_grant_percent: Outcome = outcome(
        "%", "Energy recovery rate required for Japan's 1/3 grant at this capacity"
    )
    energy_balance_mw: dict[str, Outcome] = outcome("MW", "Energy balance at full load")
    mass_balance_kg_per_kg: dict[str, Outcome] = outcome(
        "kg/kg fired", "Mass balance of combustion"
    )
    mass_flow_t: dict[str, Outcome] = outcome(
        "t/year", "Mass flows in a settled year", definition="Flue gas by difference"
    )
    combustion_air_nm3_per_t: Outcome = outcome("Nm3/t fired", "Combustion air, moist")
    flue_gas_wet_nm3_per_t: Outcome = outcome("Nm3/t fired", "Flue gas, wet")
    flue_gas_dry_nm3_per_t: Outcome = outcome("Nm3/t fired", "Flue gas, dry")
    flue_gas_o2_dry_percent: Outcome = outcome("% by volume", "Oxygen in the dry flue gas")
    flue_gas_percent: dict[str, Outcome] = outcome("% by volume wet", "Composition of the flue gas")
    water_m3_per_t: Outcome = outcome("m3/t fired", "Water demand")
    land_ha: Outcome = outcome("ha", "Site area")


class StackResult(ResultSection):
    """Flue gas before and behind its treatment, on the reference basis."""

    flue_gas_reference_nm3_per_t: Outcome = outcome("Nm3/t fired", "Flue gas, dry, at 11 % oxygen")
    raw_gas_mg_per_nm3: dict[str, Outcome] = outcome(
        "mg/Nm3 dry, 11 % O2 (PCDD/F ng TEQ/Nm3)", "Flue gas before treatment"
    )
    stack_mg_per_nm3: dict[str, Outcome] = outcome(
        "mg/Nm3 dry, 11 % O2 (PCDD/F ng TEQ/Nm3)", "Flue gas after treatment, mean"
    )
    stack_kg_per_year: dict[str, Outcome] = outcome(
        "kg/year (PCDD/F mg TEQ/year)", "Emissions, contract average"
    )


class ContractResult(ResultSection):
    """Averages over the contract."""

    exported_kwh_per_t_received: Outcome = outcome(
        "kWh/t received", "Power sold per tonne received, contract average"
    )
    gross_mwh_per_year: Outcome = outcome("MWh/year", "Gross generation, contract average")
    exported_mwh_per_year: Outcome = outcome("MWh/year", "Power sold, contract average")
    capacity_use_percent: Outcome = outcome(
        "%",
        "Capacity utilisation, contract average",
        definition="Waste fired over capacity times hours of availability",
    )


class OutageResult(ResultSection):
    """What stops of lines and turbines cost in a settled year, in the mean; why several lines."""

    line_forced_percent: Outcome = outcome(
        "% of time",
        "Forced stops of a line",
        definition="Of the time outside its planned stop; what availability leaves",
    )
    lost_to_outages_t: Outcome = outcome(
        "t/year",
        "Waste that could not be fired because lines stood still",
        definition="Beyond what the furnaces would take with every line up all year",
    )
    lost_to_turbine_mwh: Outcome = outcome(
        "MWh/year", "Gross power lost while turbines stood still"
    )
    fired_by_lines_t: dict[str, Outcome] = outcome(
        "t/year", "Waste fired with the same capacity in 1 to 4 lines"
    )
    sold_by_lines_mwh: dict[str, Outcome] = outcome(
        "MWh/year",
        "Power sold with the same capacity in 1 to 4 lines",
        definition="Efficiency of smaller boilers not counted",
    )
    standstill_by_lines_days: dict[str, Outcome] = outcome(
        "days/year", "Days without any line, with the same capacity in 1 to 4 lines"
    )


class PlantYears(ResultSection):
    """Operation by year, and what a tonne fired needs and leaves."""

    lime_kg_per_t: Outcome = outcome("kg/t fired", "Hydrated lime")
    lime_t: Series = outcome("t/year", "Hydrated lime used")
    bicarbonate_kg_per_t: Outcome = outcome("kg/t fired", "Sodium bicarbonate")
    bicarbonate_t: Series = outcome("t/year", "Sodium bicarbonate used")
    activated_carbon_kg_per_t: Outcome = outcome("kg/t fired", "Activated carbon")
    ammonia_kg_per_t: Outcome = outcome("kg/t fired", "Ammonia water, 25 %")
    bottom_ash_kg_per_t: Outcome = outcome("kg/t fired", "Bottom ash, wet")
    fly_ash_kg_per_t: Outcome = outcome("kg/t fired", "Fly ash and flue gas treatment residue")
    fired_t: Series = outcome("t/year", "Waste fired")
    diverted_t: Series = outcome("t/year", "Waste received but not accepted by the plant")
    leachate_t: Series = outcome("t/year", "Leachate")
    full_load_hours: Series = outcome("h/year", "Full-load hours")
    available_hours: Series = outcome("h/year", "Hours in which the lines are available")
    running_hours: Series = outcome("h/year", "Operating hours at full or part load")
    turbine_stop_hours: Series = outcome(
        "h/year", "Full-load hours fired without making power, turbines down"
    )
    imported_mwh: Series = outcome("MWh/year", "Power purchased")
    gross_mwh: Series = outcome("MWh/year", "Gross power")
    exported_mwh: Series = outcome("MWh/year", "Power sold at the meter")
    heat_mwh: Series = outcome("MWh/year", "Heat sold")
    auxiliary_fuel_gj: Series = outcome("GJ/year", "Auxiliary fuel: support and start-ups")
    bottom_ash_t: Series = outcome("t/year", "Bottom ash, wet")
    fly_ash_t: Series = outcome("t/year", "Fly ash and flue gas treatment residue")
    metals_t: Series = outcome("t/year", "Metals recovered from bottom ash")

    @property
    def accepted_t(self) -> np.ndarray:
        """Waste that the plant takes [t/year]: fired, or drained from it as leachate."""
        return np.asarray(self.fired_t + self.leachate_t)


class StreamsResult(ResultSection):
    """Streams of waste; empty where the study states none beside the municipal waste."""

    accepted_by_stream_t: dict[str, Series] = outcome("t/year", "Waste accepted by stream")
    diverted_by_stream_t: dict[str, Series] = outcome(
        "t/year", "Waste received but not accepted, by stream"
    )


class SeasonsResult(ResultSection):
    """The plant in parts of a steady-state year; empty where the study states no seasons."""

    lhv_by_season_mj_per_kg: dict[str, Outcome] = outcome(
        "MJ/kg", "LHV as fired, by season", symbol="LHV"
    )
    lowest_season_lhv_mj_per_kg: Outcome = outcome(
        "MJ/kg", "LHV as fired in the poorest season", symbol="LHV"
    )
    net_by_season_mw: dict[str, Outcome] = outcome("MW", "Net power at full load, by season")
    throughput_by_season_t_per_h: dict[str, Outcome] = outcome(
        "t/h", "Waste fired at full load, by season"
    )
    fired_by_season_t: dict[str, Outcome] = outcome("t", "Waste fired, by season")
    diverted_by_season_t: dict[str, Outcome] = outcome(
        "t", "Waste received but not accepted, by season"
    )
    exported_by_season_mwh: dict[str, Outcome] = outcome("MWh", "Power sold, by season")
    auxiliary_fuel_by_season_gj: dict[str, Outcome] = outcome("GJ", "Auxiliary fuel, by season")

    @classmethod
    def none(cls) -> Self:
        """Of a study without seasons."""
        return cls(
            lhv_by_season_mj_per_kg={},
            lowest_season_lhv_mj_per_kg=np.nan,
            net_by_season_mw={},
            throughput_by_season_t_per_h={},
            fired_by_season_t={},
            diverted_by_season_t={},
            exported_by_season_mwh={},
            auxiliary_fuel_by_season_gj={},
        )


class DesignWasteResult(ResultSection):
    """Full load at the low, standard and high quality of the design waste; empty without one."""

    quality_lhv_mj_per_kg: dict[str, Outcome] = outcome(
        "MJ/kg", "LHV as fired, by quality of the design waste", symbol="LHV"
    )
    quality_throughput_t_per_h: dict[str, Outcome] = outcome(
        "t/h", "Waste fired at full load, by quality of the design waste"
    )
    quality_thermal_mw: dict[str, Outcome] = outcome(
        "MW", "Heat input at full load, by quality of the design waste"
    )
    quality_support_mw: dict[str, Outcome] = outcome(
        "MW", "Auxiliary fuel at full load, by quality of the design waste"
    )
    quality_adiabatic_c: dict[str, Outcome] = outcome(
        "°C", "Adiabatic combustion temperature, by quality of the design waste"
    )
    quality_boiler_efficiency_percent: dict[str, Outcome] = outcome(
        "% of LHV", "Boiler efficiency, by quality of the design waste"
    )
    quality_flue_gas_nm3_per_h: dict[str, Outcome] = outcome(
        "Nm3/h", "Flue gas, wet, at full load, by quality of the design waste"
    )
    quality_steam_t_per_h: dict[str, Outcome] = outcome(
        "t/h", "Live steam at full load, by quality of the design waste"
    )
    quality_gross_mw: dict[str, Outcome] = outcome(
        "MW", "Gross power at full load, by quality of the design waste"
    )
    quality_net_mw: dict[str, Outcome] = outcome(
        "MW", "Net power at full load, by quality of the design waste"
    )

    @classmethod
    def none(cls) -> Self:
        """Of a study that states no design waste."""
        return cls.model_validate({name: {} for name in cls.model_fields})


# Fields of the last base come first.
class PlantResult(
    DesignWasteResult,
    StreamsResult,
    SeasonsResult,
    PlantYears,
    OutageResult,
    ContractResult,
    StackResult,
    FullLoadResult,
    FurnaceResult,
):
    """What the plant does with it."""
