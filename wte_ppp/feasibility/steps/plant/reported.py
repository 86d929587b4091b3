"""Part of the plant step: what is told of full load and of the contract as a whole."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.steps.plant.balances import (
    energy_balance_mw,
    mass_balance,
    mass_flow_t,
    r1_values,
)
from wte_ppp.feasibility.steps.plant.resources import japan_values, load_duration, site_values
from wte_ppp.feasibility.steps.plant.stack import flue_gas_values
from wte_ppp.feasibility.steps.plant.years import FullLoad, PlantYears
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.plant import energy
from wte_ppp.plant.furnace import FurnaceSize


def full_load_values(
    plant: PlantSection, full: FullLoad, years: PlantYears, first_operation_year: int
) -> dict[str, Any]:
    """Tell of full load in the first year, and of heat, R1 and load duration that follow from it.

    Parameters
    ----------
    plant
        The plant section.
    full, years
        Full load, and the years at it.
    first_operation_year
        Calendar year.

    Returns
    -------
    dict
        For `PlantResult`.
    """
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
    start_up_gj = years.auxiliary_fuel_gj[..., settled, None] - 3.6 * support * hours
    waste_mw = heat_in - support
    return {
        "thermal_mw": heat_in,
        "support_mw": support,
        "throughput_t_per_h": throughput,
        "boiler_efficiency_percent": 100 * point.boiler.efficiency,
        "steam_t_per_h": 3.6 * cycle.steam_kg_per_s,
        "condenser_bar": point.condenser_bar,
        "exhaust_wetness_percent": 100 * (1 - cycle.exhaust_quality),
        "turbine_efficiency_percent": 100 * cycle.isentropic_efficiency,
        "gross_mw": gross_mw,
        "own_use_mw": own_use_mw,
        "own_use_by_consumer_mw": full.own_use.by_consumer_mw,
        "net_mw": net_mw,
        "gross_efficiency_percent": 100 * energy.gross_efficiency(gross_mw, heat_in),
        "net_efficiency_percent": 100 * energy.gross_efficiency(net_mw, heat_in),
        "gross_kwh_per_t": energy.net_kwh_per_t(gross_mw, throughput),
        "net_kwh_per_t": energy.net_kwh_per_t(net_mw, throughput),
        "gross_with_heat_mw": gross_mw * full.variations.with_heat,
        "gross_by_month_mw": full.variations.by_month_mw,
        "net_by_percent_of_year_mw": load_duration(net_mw, hours, full.lines),
        "energy_balance_mw": energy_balance_mw(point, heat_in, support, own_use_mw),
        "mass_balance_kg_per_kg": mass_balance(point),
        "mass_flow_t": mass_flow_t(plant, years, point.flue_gas, settled),
        **flue_gas_values(point.flue_gas),
        **site_values(plant, point, throughput),
        **japan_values(plant, mean_gross, mean_heat, waste_mw, support),
        **r1_values(
            plant,
            gross_mw=mean_gross,
            heat_mw=mean_heat,
            waste_mw=waste_mw,
            support_mw=support,
            start_up_mw=start_up_gj / 3.6 / np.where(hours > 0.0, hours, np.nan),
            first_operation_year=first_operation_year,
        ),
    }


def contract_values(
    plant: PlantSection,
    gate: Gate,
    size: FurnaceSize,
    years: PlantYears,
    yearly: Mapping[str, FloatArray],
    contract_years: Numeric,
) -> dict[str, Any]:
    """Tell of means over the contract.

    Parameters
    ----------
    plant, gate, size
        The section, what the waste step gave, and the furnaces.
    years, yearly
        From the years.
    contract_years
        Years of operation.

    Returns
    -------
    dict
        For `PlantResult`.
    """
    received = gate.received_t.sum(axis=-1, keepdims=True)
    exported = years.exported_mwh.sum(axis=-1, keepdims=True)
    fired = years.fired_t.sum(axis=-1, keepdims=True)
    full_hours_t = plant.availability_h_per_year * size.mechanical_t_per_h * contract_years
    return {
        "exported_kwh_per_t_received": 1000 * exported / received,
        "gross_mwh_per_year": np.sum(yearly["gross_mwh"], axis=-1, keepdims=True) / contract_years,
        "exported_mwh_per_year": exported / contract_years,
        "capacity_use_percent": 100 * fired / full_hours_t,
    }
