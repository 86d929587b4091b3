"""The water-steam cycle: from furnace heat to power, closed to the last kilowatt."""

from dataclasses import replace

import numpy as np

from wte_ppp.arrays import ROUNDING, Flags, Numeric, above, at_least
from wte_ppp.plant import steam
from wte_ppp.plant.cycle_balance import Line, States, SteamCycle, balanced
from wte_ppp.plant.gases import air_enthalpy_kj_per_kg
from wte_ppp.plant.turbine import isentropic_efficiency_fit

# Pressures are quoted to 0.1 bar: 2.7 bar boils at 129.96 degC and feeds "130 degC" tanks.
_QUOTED_K = 1.0
_COLDEST_MAKEUP_C = 5.0
_KPA_PER_BAR = 100.0
_FIRST_EFFICIENCY = 0.80
_FIXED_POINT_STEPS = 20


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
    reheat_bar: Numeric | None = None,
    reheat_c: Numeric | None = None,
    boiler_steam_c: Numeric | None = None,
    condensate_heat_mw: Numeric = 0.0,
) -> SteamCycle:
    """Steam cycle with deaerator and steam air preheater, from fuel heat to gross power.

    Parameters
    ----------
    live_steam_bar, live_steam_c : float or array
        Live steam pressure [bar absolute] and temperature [degC]; dry saturated steam at its
        boiling point.
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
    reheat_bar, reheat_c : float or array, optional
        Pressure at which the boiler heats all steam again [bar], above the deaerator's, and how
        far [degC]; None reheats nothing. Steam drawn above that pressure is not reheated.
    boiler_steam_c : float or array, optional
        Steam as it leaves the waste's boiler [degC]; heat of another fuel takes it to
        ``live_steam_c``. None leaves all superheating to the waste.
    condensate_heat_mw : float or array
        Heat offered to the condensate before the tank, as from flue gas [MW]; what the tank does
        not need stays unused.

    Returns
    -------
    SteamCycle
        Flows, heats and power; broadcast. NaN where a state is outside IF97, where pressures do
        not fall along the turbine, where air or feedwater would be hotter than the steam that
        heats it, or where a flow is negative; what misses such a limit by rounding alone meets it.
        ``efficiency_residual`` is what one more step of the fit would change.

    Notes
    -----
    One efficiency from live steam down. What the air preheater's drain gives beyond the need of
    a cool feedwater tank goes to the condenser. Pressure losses between drum and turbine and the
    condensate pump are left out. Heat given to the air returns to the boiler. Pressures are quoted
    to 0.1 bar: feedwater up to 1 K hotter than the deaerator's steam, or up to 1 K colder than
    the condensate, has its temperature.

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
    boiling_c = steam.saturation_temperature_c(live_steam_bar)
    condensate_c = steam.saturation_temperature_c(condenser_bar)
    no_heat = np.equal(heat_mw, 0.0)
    possible = (
        _falls(deaerator_bar, condenser_bar)
        & _falls(live_steam_bar, deaerator_bar)
        & _falls(preheat_bar, condenser_bar)
        & at_least(live_steam_bar, preheat_bar)
        & (no_heat | (_falls(heat_bar, condenser_bar) & at_least(live_steam_bar, heat_bar)))
        & (no_heat | at_least(steam.saturation_temperature_c(heat_bar), heat_return_c))
        & at_least(live_steam_c, boiling_c)
        & at_least(steam.saturation_temperature_c(preheat_bar), air_target_c)
        & at_least(
            steam.saturation_temperature_c(deaerator_bar), np.subtract(feedwater_c, _QUOTED_K)
        )
    )
    if reheat_bar is not None and reheat_c is not None:
        possible = possible & (
            _falls(live_steam_bar, reheat_bar)
            & _falls(reheat_bar, deaerator_bar)
            & at_least(reheat_c, steam.saturation_temperature_c(reheat_bar))
        )
    if boiler_steam_c is not None:
        possible = possible & at_least(boiler_steam_c, boiling_c)
        possible = possible & at_least(live_steam_c, boiler_steam_c)
    air_preheat_mw = (air_kg_per_s / 1000.0) * (
        air_enthalpy_kj_per_kg(air_target_c) - air_enthalpy_kj_per_kg(ambient_c)
    )
    boiler_heat_mw = np.where(possible, boiler_efficiency * thermal_mw + air_preheat_mw, np.nan)

    live, entropy = _steam(live_steam_bar, live_steam_c, boiling_c)
    low_start, low_entropy, reheated_below = live, entropy, None
    if reheat_bar is not None and reheat_c is not None:
        low_start, low_entropy = _steam(
            reheat_bar, reheat_c, steam.saturation_temperature_c(reheat_bar)
        )
        reheated_below = reheat_bar

    def line(pressure_bar: Numeric) -> Line:
        """Expansion to a pressure, from live steam or from the reheater."""
        if reheated_below is None:
            return Line(live, steam.enthalpy_ps(pressure_bar, entropy))
        low = at_least(reheated_below, pressure_bar)
        start = np.where(low, low_start, live)[()]
        return Line(start, steam.enthalpy_ps(pressure_bar, np.where(low, low_entropy, entropy)))

    cold = np.asarray(feedwater_c) < condensate_c
    nearly = cold & (np.asarray(feedwater_c) >= np.subtract(condensate_c, _QUOTED_K))
    tank_bar = steam.saturation_pressure_bar(np.where(nearly, condensate_c, feedwater_c)[()])
    heat_drain = steam.saturated_liquid_enthalpy(heat_bar)
    states = States(
        live=live,
        from_boiler=(
            live if boiler_steam_c is None else _steam(live_steam_bar, boiler_steam_c, boiling_c)[0]
        ),
        reheat=None
        if reheated_below is None
        else (steam.enthalpy_ps(reheated_below, entropy), low_start),
        preheat=line(preheat_bar),
        preheat_reheated=_reheated(preheat_bar, reheated_below),
        heat=line(heat_bar),
        heat_reheated=_reheated(heat_bar, reheated_below),
        deaerator=line(deaerator_bar),
        exhaust=line(condenser_bar),
        deaerator_saturated=_saturated(deaerator_bar),
        exhaust_saturated=_saturated(condenser_bar),
        tank=steam.saturated_liquid_enthalpy(tank_bar),
        pump=steam.liquid_specific_volume(tank_bar)
        * (live_steam_bar - tank_bar)
        * _KPA_PER_BAR
        / pump_efficiency,
        preheat_drain=steam.saturated_liquid_enthalpy(preheat_bar),
        # Water that comes back boiling is water, on whichever side of the line rounding puts it.
        heat_return=np.minimum(steam.enthalpy_pt(heat_bar, heat_return_c), heat_drain),
        drum=steam.saturated_liquid_enthalpy(live_steam_bar),
        makeup=steam.enthalpy_pt(1.01325, np.maximum(ambient_c, _COLDEST_MAKEUP_C)),
    )

    def balance(efficiency: Numeric) -> SteamCycle:
        return balanced(
            states,
            efficiency,
            boiler_heat_mw,
            air_preheat_mw,
            heat_mw,
            condensate_heat_mw,
            (mechanical_efficiency, generator_efficiency),
            blowdown_share,
            baumann_factor,
        )

    if isentropic_efficiency is not None:
        return balance(isentropic_efficiency)
    # Each step shrinks the error at least fourfold (up to 0.15 per unit of ln P, d ln P / d eta
    # ~ 1.6), and every draw takes the same number of steps.
    efficiency: Numeric = _FIRST_EFFICIENCY
    for _ in range(_FIXED_POINT_STEPS):
        efficiency = isentropic_efficiency_fit(balance(efficiency).gross_mw / turbines)
    cycle = balance(efficiency)
    residual = isentropic_efficiency_fit(cycle.gross_mw / turbines) - efficiency
    return replace(cycle, efficiency_residual=residual)


def _falls(higher_bar: Numeric, lower_bar: Numeric) -> Flags:
    return above(np.asarray(higher_bar) / lower_bar, 1.0)


def _reheated(pressure_bar: Numeric, reheat_bar: Numeric | None) -> Numeric:
    if reheat_bar is None:
        return 0.0
    return np.where(at_least(reheat_bar, pressure_bar), 1.0, 0.0)[()]


def _steam(bar: Numeric, temperature_c: Numeric, boiling_c: Numeric) -> tuple[Numeric, Numeric]:
    """Enthalpy and entropy of steam, dry saturated where it is quoted at its boiling point."""
    hot = np.asarray(temperature_c) > np.asarray(boiling_c) * (1.0 + ROUNDING)
    enthalpy, entropy = steam.enthalpy_pt(bar, temperature_c), steam.entropy_pt(bar, temperature_c)
    if np.all(hot):
        return enthalpy, entropy
    return (
        np.where(hot, enthalpy, steam.saturated_vapour_enthalpy(bar))[()],
        np.where(hot, entropy, steam.saturated_vapour_entropy(bar))[()],
    )


def _saturated(pressure_bar: Numeric) -> tuple[Numeric, Numeric]:
    return (
        steam.saturated_liquid_enthalpy(pressure_bar),
        steam.saturated_vapour_enthalpy(pressure_bar),
    )
