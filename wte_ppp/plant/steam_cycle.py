"""The water-steam cycle: from furnace heat to power, closed to the last kilowatt."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wte_ppp.arrays import Numeric
from wte_ppp.plant import steam
from wte_ppp.plant.gases import air_enthalpy_kj_per_kg
from wte_ppp.plant.turbine import isentropic_efficiency_fit

Flags = NDArray[np.bool_]

# Pressures are quoted to 0.1 bar: 2.7 bar boils at 129.96 degC and feeds "130 degC" tanks.
_DEAERATOR_TOLERANCE_K = 1.0
_COLDEST_MAKEUP_C = 5.0
_KPA_PER_BAR = 100.0
_FIRST_EFFICIENCY = 0.80
_FIXED_POINT_STEPS = 8


@dataclass(frozen=True)
class SteamCycle:
    """Flows [kg/s], heat and power [MW] and the state of the exhaust of one steam cycle.

    ``boiler_heat_mw`` + ``pump_mw`` = ``internal_mw`` + ``condenser_mw`` + ``blowdown_mw`` +
    ``air_preheat_mw`` + ``heat_mw``, and ``internal_mw`` = ``gross_mw`` + ``mechanical_loss_mw`` +
    ``generator_loss_mw``.
    """

    steam_kg_per_s: Numeric
    deaerator_kg_per_s: Numeric
    preheat_kg_per_s: Numeric
    heat_kg_per_s: Numeric
    exhaust_kg_per_s: Numeric
    exhaust_quality: Numeric
    isentropic_efficiency: Numeric
    boiler_heat_mw: Numeric
    air_preheat_mw: Numeric
    heat_mw: Numeric
    pump_mw: Numeric
    condenser_mw: Numeric
    blowdown_mw: Numeric
    internal_mw: Numeric
    mechanical_loss_mw: Numeric
    generator_loss_mw: Numeric
    gross_mw: Numeric
    efficiency_residual: Numeric

    @property
    def extraction_share(self) -> Numeric:
        """Steam drawn from the turbine before its exhaust [kg/kg live steam]."""
        drawn = self.deaerator_kg_per_s + self.preheat_kg_per_s + self.heat_kg_per_s
        return drawn / self.steam_kg_per_s

    @property
    def specific_work_kj_per_kg(self) -> Numeric:
        """Turbine work inside the casing [kJ/kg live steam]."""
        return 1000.0 * self.internal_mw / self.steam_kg_per_s


@dataclass(frozen=True)
class _States:
    """Enthalpies [kJ/kg] that do not depend on the turbine's efficiency."""

    live: Numeric
    preheat_ideal: Numeric
    heat_ideal: Numeric
    deaerator_ideal: Numeric
    exhaust_ideal: Numeric
    deaerator_saturated: tuple[Numeric, Numeric]
    exhaust_saturated: tuple[Numeric, Numeric]
    tank: Numeric
    pump: Numeric
    preheat_drain: Numeric
    heat_return: Numeric
    drum: Numeric
    makeup: Numeric


def rankine(
    *,
    live_steam_bar: Numeric,
    live_steam_c: Numeric,
    condenser_bar: Numeric,
    isentropic_efficiency: Numeric | None,
    feedwater_c: Numeric,
    deaerator_bar: Numeric,
    mechanical_efficiency: Numeric,
    generator_efficiency: Numeric,
    boiler_efficiency: Numeric,
    thermal_mw: Numeric,
    air_kg_per_s: Numeric = 0.0,
    air_preheat_c: Numeric | None = None,
    ambient_c: Numeric = 25.0,
    preheat_steam_bar: Numeric | None = None,
    heat_mw: Numeric = 0.0,
    heat_steam_bar: Numeric | None = None,
    heat_return_c: Numeric = 80.0,
    blowdown_share: Numeric = 0.0,
    pump_efficiency: Numeric = 0.75,
    baumann_factor: Numeric = 0.0,
    turbines: Numeric = 1.0,
) -> SteamCycle:
    """Steam cycle with deaerator and steam air preheater, from fuel heat to gross power.

    Parameters
    ----------
    live_steam_bar, live_steam_c : float or array
        Live steam pressure [bar absolute] and temperature [degC].
    condenser_bar : float or array
        Exhaust pressure [bar absolute].
    isentropic_efficiency : float or array, optional
        Turbine efficiency from live steam to exhaust [-]; None takes
        :func:`isentropic_efficiency_fit` at the power found.
    feedwater_c, deaerator_bar : float or array
        Feedwater from the deaerator tank [degC]; extraction pressure that heats it [bar].
    mechanical_efficiency, generator_efficiency, boiler_efficiency, pump_efficiency : float or array
        Efficiencies [-]; the boiler's on fuel heat.
    thermal_mw : float or array
        Fuel heat: waste and auxiliary fuel [MW].
    air_kg_per_s, air_preheat_c : float or array
        Combustion air heated by steam [kg/s] and how far [degC]; None leaves it at ambient.
    ambient_c : float or array
        Air and make-up water [degC]; the water not below 5.
    preheat_steam_bar : float or array, optional
        Pressure of the air preheater's steam [bar]; live steam if not given.
    heat_mw : float or array
        Heat delivered to buyers from turbine steam [MW].
    heat_steam_bar, heat_return_c : float or array
        Pressure of that steam [bar], the deaerator's if not given; its water comes back at
        [degC].
    blowdown_share : float or array
        Drum water discharged [kg/kg live steam], replaced by make-up water.
    baumann_factor : float or array
        Loss of efficiency per unit of mean wetness below the deaerator extraction; 1 is Baumann's
        rule, 0 when the efficiency already holds it, as the fit does.
    turbines : float or array
        Equal turbines that share the steam, for the fit.

    Returns
    -------
    SteamCycle
        Flows, heats and power; broadcast. NaN where a state is outside IF97, where pressures do
        not fall along the turbine, where air or feedwater would be hotter than the steam that
        heats it, or where a flow is negative. ``efficiency_residual`` is what one more step of
        the fit would change.

    Notes
    -----
    One efficiency from live steam down. What the air preheater's drain gives beyond the need of
    a cool feedwater tank goes to the condenser. Pressure losses between drum and turbine and the
    condensate pump are left out. Heat given to the air returns to the boiler.

    References
    ----------
    Moran, M.J. and Shapiro, H.N., Fundamentals of Engineering Thermodynamics, 5th ed., 2006,
    chapter 8. Baumann, K., "Some recent developments in large steam turbine practice", Journal
    of the IEE 59 (1921) 565.

    Examples
    --------
    Ideal cycle of Moran & Shapiro, example 8.1 (8 MPa saturated, 0.008 MPa): 37.1 %.

    >>> cycle = rankine(live_steam_bar=80.0, live_steam_c=295.06, condenser_bar=0.08,
    ...     isentropic_efficiency=1.0, feedwater_c=41.52, deaerator_bar=1.0,
    ...     mechanical_efficiency=1.0, generator_efficiency=1.0, boiler_efficiency=1.0,
    ...     thermal_mw=269.77, pump_efficiency=1.0)
    >>> round(float((cycle.gross_mw - cycle.pump_mw) / 269.77), 3)
    0.371
    """
    air_target_c = ambient_c if air_preheat_c is None else air_preheat_c
    preheat_bar = live_steam_bar if preheat_steam_bar is None else preheat_steam_bar
    heat_bar = deaerator_bar if heat_steam_bar is None else heat_steam_bar
    possible = (
        (np.asarray(condenser_bar) < deaerator_bar)
        & (np.asarray(deaerator_bar) < live_steam_bar)
        & (np.asarray(condenser_bar) < preheat_bar)
        & (np.asarray(preheat_bar) <= live_steam_bar)
        & (np.equal(heat_mw, 0.0) | _gives_heat(heat_bar, condenser_bar, live_steam_bar))
        & (np.equal(heat_mw, 0.0) | (steam.saturation_temperature_c(heat_bar) > heat_return_c))
        & (np.asarray(live_steam_c) > steam.saturation_temperature_c(live_steam_bar))
        & (steam.saturation_temperature_c(preheat_bar) > np.asarray(air_target_c))
        & (
            steam.saturation_temperature_c(deaerator_bar)
            > np.subtract(feedwater_c, _DEAERATOR_TOLERANCE_K)
        )
    )
    air_preheat_mw = (air_kg_per_s / 1000.0) * (
        air_enthalpy_kj_per_kg(air_target_c) - air_enthalpy_kj_per_kg(ambient_c)
    )
    boiler_heat_mw = np.where(possible, boiler_efficiency * thermal_mw + air_preheat_mw, np.nan)

    entropy = steam.entropy_pt(live_steam_bar, live_steam_c)
    tank_bar = steam.saturation_pressure_bar(feedwater_c)
    states = _States(
        live=steam.enthalpy_pt(live_steam_bar, live_steam_c),
        preheat_ideal=steam.enthalpy_ps(preheat_bar, entropy),
        heat_ideal=steam.enthalpy_ps(heat_bar, entropy),
        deaerator_ideal=steam.enthalpy_ps(deaerator_bar, entropy),
        exhaust_ideal=steam.enthalpy_ps(condenser_bar, entropy),
        deaerator_saturated=_saturated(deaerator_bar),
        exhaust_saturated=_saturated(condenser_bar),
        tank=steam.saturated_liquid_enthalpy(tank_bar),
        pump=steam.liquid_specific_volume(tank_bar)
        * (live_steam_bar - tank_bar)
        * _KPA_PER_BAR
        / pump_efficiency,
        preheat_drain=steam.saturated_liquid_enthalpy(preheat_bar),
        heat_return=steam.enthalpy_pt(heat_bar, heat_return_c),
        drum=steam.saturated_liquid_enthalpy(live_steam_bar),
        makeup=steam.enthalpy_pt(1.01325, np.maximum(ambient_c, _COLDEST_MAKEUP_C)),
    )

    def balance(efficiency: Numeric) -> SteamCycle:
        return _balance(
            states,
            efficiency,
            boiler_heat_mw,
            air_preheat_mw,
            heat_mw,
            (mechanical_efficiency, generator_efficiency),
            blowdown_share,
            baumann_factor,
        )

    if isentropic_efficiency is not None:
        return balance(isentropic_efficiency)
    # Each step shrinks the error about fifteenfold (0.055 per unit of ln P, d ln P / d eta ~ 1.2),
    # and every draw takes the same number of steps.
    efficiency: Numeric = _FIRST_EFFICIENCY
    for _ in range(_FIXED_POINT_STEPS):
        efficiency = isentropic_efficiency_fit(balance(efficiency).gross_mw / turbines)
    cycle = balance(efficiency)
    residual = isentropic_efficiency_fit(cycle.gross_mw / turbines) - efficiency
    return replace(cycle, efficiency_residual=residual)


def _gives_heat(heat_bar: Numeric, condenser_bar: Numeric, live_steam_bar: Numeric) -> Flags:
    return (np.asarray(condenser_bar) < heat_bar) & (np.asarray(heat_bar) <= live_steam_bar)


def _saturated(pressure_bar: Numeric) -> tuple[Numeric, Numeric]:
    return (
        steam.saturated_liquid_enthalpy(pressure_bar),
        steam.saturated_vapour_enthalpy(pressure_bar),
    )


def _quality(enthalpy: Numeric, saturated: tuple[Numeric, Numeric]) -> Numeric:
    liquid, vapour = saturated
    return np.clip((enthalpy - liquid) / (vapour - liquid), 0.0, 1.0)


def _balance(
    states: _States,
    efficiency: Numeric,
    boiler_heat_mw: Numeric,
    air_preheat_mw: Numeric,
    heat_mw: Numeric,
    shaft_efficiencies: tuple[Numeric, Numeric],
    blowdown_share: Numeric,
    baumann_factor: Numeric,
) -> SteamCycle:
    """Mass and energy balance of boiler, turbine, preheater and deaerator."""
    preheat = states.live - efficiency * (states.live - states.preheat_ideal)
    heat = states.live - efficiency * (states.live - states.heat_ideal)
    deaerator = states.live - efficiency * (states.live - states.deaerator_ideal)
    dry_exhaust = states.live - efficiency * (states.live - states.exhaust_ideal)
    wetness = 1.0 - 0.5 * (
        _quality(deaerator, states.deaerator_saturated)
        + _quality(dry_exhaust, states.exhaust_saturated)
    )
    exhaust = deaerator - (1.0 - baumann_factor * wetness) * (deaerator - dry_exhaust)

    feedwater = states.tank + states.pump
    blowdown_kj = blowdown_share * (states.drum - feedwater)
    live_kg = 1000.0 * boiler_heat_mw / (states.live - feedwater + blowdown_kj)
    preheat_kg = 1000.0 * air_preheat_mw / (preheat - states.preheat_drain)
    heat_kg = 1000.0 * heat_mw / (heat - states.heat_return)
    # Into the tank: extraction, drains of air and heat, make-up, condensate; out: steam, blowdown.
    condensate = states.exhaust_saturated[0]
    cold_tank = (
        live_kg * (1.0 + blowdown_share) * states.tank
        - heat_kg * states.heat_return
        - live_kg * blowdown_share * states.makeup
        - (live_kg - heat_kg) * condensate
    )
    steam_kg = (cold_tank - preheat_kg * (states.preheat_drain - condensate)) / (
        deaerator - condensate
    )
    # A drain hotter than a cool tank needs goes to the condenser in part, and no steam is drawn.
    hot = steam_kg < 0.0
    deaerator_kg = np.where(hot, 0.0, steam_kg)[()]
    drained_kg = np.where(hot, cold_tank / (states.preheat_drain - condensate), preheat_kg)[()]
    exhaust_kg = live_kg - preheat_kg - heat_kg - deaerator_kg
    negative = (drained_kg < 0.0) | (exhaust_kg < 0.0)
    live_kg = np.where(negative, np.nan, live_kg)[()]

    internal_mw = (
        live_kg * states.live
        - preheat_kg * preheat
        - heat_kg * heat
        - deaerator_kg * deaerator
        - exhaust_kg * exhaust
    ) / 1000.0
    mechanical, generator = shaft_efficiencies
    return SteamCycle(
        steam_kg_per_s=live_kg,
        deaerator_kg_per_s=deaerator_kg,
        preheat_kg_per_s=preheat_kg,
        heat_kg_per_s=heat_kg,
        exhaust_kg_per_s=exhaust_kg,
        exhaust_quality=_quality(exhaust, states.exhaust_saturated),
        isentropic_efficiency=efficiency,
        boiler_heat_mw=boiler_heat_mw,
        air_preheat_mw=air_preheat_mw,
        heat_mw=heat_mw + 0.0 * internal_mw,
        pump_mw=live_kg * (1.0 + blowdown_share) * states.pump / 1000.0,
        condenser_mw=(
            exhaust_kg * (exhaust - condensate)
            + (preheat_kg - drained_kg) * (states.preheat_drain - condensate)
        )
        / 1000.0,
        blowdown_mw=live_kg * blowdown_share * (states.drum - states.makeup) / 1000.0,
        internal_mw=internal_mw,
        mechanical_loss_mw=internal_mw * (1.0 - mechanical),
        generator_loss_mw=internal_mw * mechanical * (1.0 - generator),
        gross_mw=internal_mw * mechanical * generator,
        efficiency_residual=0.0 * internal_mw,
    )
