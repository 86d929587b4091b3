"""Power that the plant itself uses, consumer by consumer."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import Numeric

SEA_LEVEL_KPA = 101.325
_ZERO_C_K = 273.15
_KW_PER_MW = 1000.0
_GAS_KJ_PER_NM3_K = 1.36


@dataclass(frozen=True)
class Consumption:
    """Specific consumption of a plant's own consumers.

    Parameters
    ----------
    air_kpa, flue_gas_kpa
        Pressure rise of the combustion air fans and of the induced draught fan [kPa].
    fan_efficiency, pump_motor_efficiency
        Fan with motor and drive; motor of the feed pump [-].
    condenser_kw_per_mw
        Fans of an air-cooled condenser, or pumps and fans of a cooling tower, per MW of heat.
    flue_gas_treatment_kwh_per_t, handling_kwh_per_t, general_kwh_per_t
        Per tonne fired: reagents and filters; cranes, feed, grate and ash; ventilation,
        deodorising, offices, light and the rest.
    leachate_kwh_per_m3
        Leachate treatment.
    """

    air_kpa: Numeric
    flue_gas_kpa: Numeric
    fan_efficiency: Numeric
    pump_motor_efficiency: Numeric
    condenser_kw_per_mw: Numeric
    flue_gas_treatment_kwh_per_t: Numeric
    handling_kwh_per_t: Numeric
    general_kwh_per_t: Numeric
    leachate_kwh_per_m3: Numeric


def air_pressure_kpa(altitude_m: Numeric) -> Numeric:
    """Mean pressure of the air at an altitude.

    Parameters
    ----------
    altitude_m : float or array
        Above the sea [m], up to 11,000.

    Returns
    -------
    float or array
        [kPa].

    References
    ----------
    ISO 2533:1975, Standard atmosphere: p = 101.325 (1 - 0.0065 h / 288.15)^5.2559.

    Examples
    --------
    >>> round(float(air_pressure_kpa(2000.0)), 1)  # table of the standard: 79.50 kPa
    79.5
    """
    return SEA_LEVEL_KPA * (1.0 - 0.0065 * np.asarray(altitude_m) / 288.15) ** 5.2559


def fan_mw(
    gas_nm3_per_s: Numeric,
    temperature_c: Numeric,
    rise_kpa: Numeric,
    efficiency: Numeric,
    pressure_kpa: Numeric = SEA_LEVEL_KPA,
) -> Numeric:
    """Power of a fan, compression neglected.

    Parameters
    ----------
    gas_nm3_per_s : float or array
        Wet gas at 0 degC and 101.325 kPa [Nm3/s].
    temperature_c : float or array
        Gas in the fan [degC].
    rise_kpa : float or array
        Pressure rise [kPa].
    efficiency : float or array
        Fan, motor and drive [-].
    pressure_kpa : float or array
        Of the air at the site [kPa].

    Returns
    -------
    float or array
        Electric power [MW].

    References
    ----------
    P = V dp / efficiency, with the volume at the gas temperature (for example VDI 2044).

    Examples
    --------
    50 Nm3/s at 136.575 degC are 75 m3/s; 75 x 4 / 0.75 = 400 kW.

    >>> round(fan_mw(50.0, 136.575, 4.0, 0.75), 6)
    0.4
    """
    volume = gas_nm3_per_s * (temperature_c + _ZERO_C_K) / _ZERO_C_K * SEA_LEVEL_KPA / pressure_kpa
    return volume * rise_kpa / efficiency / _KW_PER_MW


def reheating_mw(gas_nm3_per_s: Numeric, rise_k: Numeric) -> Numeric:
    """Heat that warms flue gas before a catalyst or the stack.

    Parameters
    ----------
    gas_nm3_per_s : float or array
        Wet gas [Nm3/s].
    rise_k : float or array
        Rise of its temperature [K].

    Returns
    -------
    float or array
        Heat of steam [MW].

    Notes
    -----
    1.36 kJ/(Nm3 K): wet flue gas of waste near 200 degC.

    References
    ----------
    Q = V cp dT; cp after the gases' Shomate equations, NIST Chemistry WebBook.

    Examples
    --------
    50 Nm3/s by 30 K: 50 x 1.36 x 30 = 2,040 kW.

    >>> round(reheating_mw(50.0, 30.0), 3)
    2.04
    """
    return gas_nm3_per_s * _GAS_KJ_PER_NM3_K * rise_k / _KW_PER_MW


def own_use_by_consumer_mw(
    use: Consumption,
    *,
    throughput_t_per_h: Numeric,
    air_nm3_per_kg: Numeric,
    flue_gas_nm3_per_kg: Numeric,
    air_c: Numeric,
    flue_gas_c: Numeric,
    pump_shaft_mw: Numeric,
    condenser_mw: Numeric,
    leachate_m3_per_t: Numeric,
    pressure_kpa: Numeric = SEA_LEVEL_KPA,
) -> dict[str, Numeric]:
    """Own use at one load by consumer.

    Parameters
    ----------
    use : Consumption
        Specific consumption.
    throughput_t_per_h : float or array
        Waste fired [t/h].
    air_nm3_per_kg, flue_gas_nm3_per_kg : float or array
        Moist air and wet flue gas per kg fired [Nm3/kg].
    air_c, flue_gas_c : float or array
        In the fans [degC].
    pump_shaft_mw, condenser_mw : float or array
        Feed pump's work and heat rejected, of :class:`wte_ppp.plant.steam_cycle.SteamCycle` [MW].
    leachate_m3_per_t : float or array
        Leachate treated per tonne fired.
    pressure_kpa : float or array
        Of the air at the site [kPa].

    Returns
    -------
    dict of str to float or array
        Electric power [MW]; ``feed_pump`` and ``condenser`` go with the steam, the rest with the
        waste.

    Examples
    --------
    >>> use = Consumption(4.0, 5.0, 0.7, 0.9, 8.0, 10.0, 10.0, 15.0, 20.0)
    >>> found = own_use_by_consumer_mw(use, throughput_t_per_h=36.0, air_nm3_per_kg=4.0,
    ...     flue_gas_nm3_per_kg=5.0, air_c=27.0, flue_gas_c=150.0, pump_shaft_mw=0.18,
    ...     condenser_mw=50.0, leachate_m3_per_t=0.1)
    >>> round(found["feed_pump"], 3), round(found["condenser"], 3), round(found["handling"], 3)
    (0.2, 0.4, 0.36)
    """
    kg_per_s = throughput_t_per_h / 3.6
    per_t = throughput_t_per_h / _KW_PER_MW
    return {
        "air_fans": fan_mw(
            kg_per_s * air_nm3_per_kg, air_c, use.air_kpa, use.fan_efficiency, pressure_kpa
        ),
        "induced_draught_fan": fan_mw(
            kg_per_s * flue_gas_nm3_per_kg,
            flue_gas_c,
            use.flue_gas_kpa,
            use.fan_efficiency,
            pressure_kpa,
        ),
        "feed_pump": pump_shaft_mw / use.pump_motor_efficiency,
        "condenser": condenser_mw * use.condenser_kw_per_mw / _KW_PER_MW,
        "flue_gas_treatment": per_t * use.flue_gas_treatment_kwh_per_t,
        "handling": per_t * use.handling_kwh_per_t,
        "leachate": per_t * leachate_m3_per_t * use.leachate_kwh_per_m3,
        "general": per_t * use.general_kwh_per_t,
    }
