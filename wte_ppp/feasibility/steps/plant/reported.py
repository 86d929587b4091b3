"""Part of the plant step: what is reported of full load, and of heat, R1 and site with it."""

from functools import cache

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.result.plant import FullLoadResult, PlantYears
from wte_ppp.feasibility.steps.plant.balances import energy_balance_mw, mass_balance, mass_flow_t
from wte_ppp.feasibility.steps.plant.operating_point import (
    OperatingPoint,
    feedwater_c,
    hot_air_c,
)
from wte_ppp.feasibility.steps.plant.years import FullLoad
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.plant import energy
from wte_ppp.plant.flame import adiabatic_temperature_c
from wte_ppp.plant.lines import lines_up_for
from wte_ppp.plant.water import cooling_tower_m3_per_h
from wte_ppp.sources import table

GASES = ("co2", "h2o", "n2", "o2", "so2", "hcl")
PERCENT_OF_YEAR = tuple(range(0, 101, 5))
PERMITTED_AFTER_2015 = True


def full_load(
    plant: PlantSection, gate: Gate, full: FullLoad, years: PlantYears, first_operation_year: int
) -> FullLoadResult:
    """Full load in the first year, and heat, R1 and load duration that follow from it."""
    point, own_use_mw = full.point, full.own_use.total_mw
    cycle, heat_in = point.cycle, point.thermal_mw
    throughput, support = full.throughput_t_per_h[..., :1], full.support_mw[..., :1]
    gross_mw, net_mw = cycle.gross_mw, cycle.gross_mw - own_use_mw
    # A settled year: the second, past the ramp-up, where there is one.
    settled = min(1, years.fired_t.shape[-1] - 1)
    fired = years.fired_t[..., settled, None]
    hours = fired / throughput
    heat_mwh = years.heat_mwh[..., settled, None]
    mean_heat = heat_mwh / np.where(hours > 0.0, hours, np.nan)
    mean_gross = gross_mw * full.variations.factor(np.asarray(hours))
    for_steam = (full.support_mw + full.superheat_fuel_mw)[..., settled, None]
    start_up_gj = years.auxiliary_fuel_gj[..., settled, None] - 3.6 * for_steam * hours
    waste_mw = heat_in - support
    fuel = support + point.superheat_fuel_mw
    all_heat = heat_in + point.superheat_fuel_mw
    rate = energy.japan_energy_recovery_rate(mean_gross, mean_heat, waste_mw, fuel)
    half_grant, third_grant = _grant_rates_percent(plant.capacity_t_per_day)
    r1_factor = energy.climate_correction_factor(
        plant.heating_degree_days,
        permitted_after_2015_08_31=PERMITTED_AFTER_2015,
        year=first_operation_year,
    )
    # R1 of a mean hour of full load; start-up fuel makes no steam for the turbine.
    r1 = energy.r1(
        electricity_gj=3.6 * mean_gross,
        heat_gj=3.6 * mean_heat,
        waste_gj=3.6 * waste_mw,
        steam_fuel_gj=3.6 * fuel,
        imported_fuel_gj=3.6 * (start_up_gj / 3.6 / np.where(hours > 0.0, hours, np.nan)),
    )
    gas = point.flue_gas
    air_c = hot_air_c(plant, gate, plant.ambient_c)
    return FullLoadResult(
        thermal_mw=heat_in,
        throughput_t_per_h=throughput,
        support_mw=support,
        superheat_fuel_mw=point.superheat_fuel_mw,
        combustion_air_c=air_c,
        feedwater_c=feedwater_c(plant),
        adiabatic_c=adiabatic_temperature_c(
            gate.fired,
            gate.fired_lhv_mj_per_kg[..., :1],
            plant.excess_air_ratio,
            air_c=air_c,
            air_moisture_kg_per_kg=plant.air_moisture_kg_per_kg,
            loss_on_ignition=plant.unburnt_percent_of_bottom_ash / 100,
        ),
        boiler_efficiency_percent=100 * point.boiler.efficiency,
        steam_t_per_h=3.6 * cycle.steam_kg_per_s,
        condenser_bar=point.condenser_bar,
        exhaust_wetness_percent=100 * (1 - cycle.exhaust_quality),
        turbine_efficiency_percent=100 * cycle.isentropic_efficiency,
        gross_mw=gross_mw,
        own_use_mw=own_use_mw,
        net_mw=net_mw,
        gross_efficiency_percent=100 * energy.gross_efficiency(gross_mw, all_heat),
        net_efficiency_percent=100 * energy.gross_efficiency(net_mw, all_heat),
        gross_kwh_per_t=energy.net_kwh_per_t(gross_mw, throughput),
        net_kwh_per_t=energy.net_kwh_per_t(net_mw, throughput),
        heat_limit_mw=full.variations.heat_limit_mw,
        heat_of_flue_gas_mw=full.variations.of_flue_gas_mw,
        modelled_net_kwh_per_t=energy.net_kwh_per_t(full.modelled_net_mw, throughput),
        modelled_boiler_efficiency_percent=100 * point.modelled_efficiency,
        modelled_own_use_kwh_per_t=energy.net_kwh_per_t(full.modelled_own_use_mw, throughput),
        gross_with_heat_mw=gross_mw * full.variations.with_heat,
        gross_by_month_mw=full.variations.by_month_mw,
        hot_hour_mw={}
        if full.variations.hot_hour_mw is None
        else {
            "gross": full.variations.hot_hour_mw,
            "net": full.variations.hot_hour_mw - own_use_mw,
        },
        own_use_by_consumer_mw=full.own_use.by_consumer_mw,
        net_by_percent_of_year_mw=_load_duration_mw(
            net_mw, hours, full.lines, plant.outages.line_planned_days
        ),
        r1=r1_factor * r1,
        r1_climate_factor=r1_factor,
        japan_energy_recovery_percent=100 * rate,
        japan_half_grant_percent=half_grant,
        japan_third_grant_percent=third_grant,
        energy_balance_mw=energy_balance_mw(point, heat_in, support, own_use_mw),
        mass_balance_kg_per_kg=mass_balance(point),
        mass_flow_t=mass_flow_t(plant, years, point, settled),
        combustion_air_nm3_per_t=1000 * gas.air_nm3,
        flue_gas_wet_nm3_per_t=1000 * gas.wet_nm3,
        flue_gas_dry_nm3_per_t=1000 * gas.dry_nm3,
        flue_gas_o2_dry_percent=gas.dry_o2_percent,
        flue_gas_percent={name: 100 * getattr(gas, f"{name}_nm3") / gas.wet_nm3 for name in GASES},
        water_m3_per_t=plant.water.process_m3_per_t
        + _evaporated_m3_per_t(plant, point, throughput),
        land_ha=plant.land_m2_per_t_per_day * plant.capacity_t_per_day / 1e4,
    )


def _evaporated_m3_per_t(
    plant: PlantSection, point: OperatingPoint, throughput: Numeric
) -> Numeric:
    """Water of a cooling tower; none where air cools."""
    if plant.cooling != "water":
        return 0.0
    tower_m3_per_h = cooling_tower_m3_per_h(
        point.cycle.condenser_mw,
        plant.water.tower_evaporative_percent / 100,
        plant.water.tower_cycles,
    )
    return tower_m3_per_h / throughput


def _load_duration_mw(
    net_mw: Numeric, hours_per_year: Numeric, lines: Numeric, planned_days: Numeric
) -> dict[str, Numeric]:
    """Net power reached for at least a share of the year, by that share in percent, "0" to "100".

    Planned stops of equal lines follow one another, faults are independent, the turbine always up.
    """
    return {
        str(percent): net_mw
        * lines_up_for(percent / 100, hours_per_year, lines, planned_days)
        / lines
        for percent in PERCENT_OF_YEAR
    }


def _grant_rates_percent(capacity_t_per_day: Numeric) -> tuple[FloatArray, FloatArray]:
    """Recovery rates that Japan's grants of 1/2 and 1/3 require at a capacity."""
    edges, half, third = _grant_steps()
    step = np.searchsorted(edges, np.asarray(capacity_t_per_day), side="left")
    return half[step], third[step]


@cache
def _grant_steps() -> tuple[FloatArray, FloatArray, FloatArray]:
    rows = table("japan_energy_recovery")
    upper, half, third = (
        np.array([float(row[name]) for row in rows])
        for name in ("to_t_per_day", "half_grant_percent", "third_grant_percent")
    )
    return upper[:-1], half, third
