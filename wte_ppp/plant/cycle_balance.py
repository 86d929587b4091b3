"""Mass and energy balance of boiler, turbine, air preheater and feedwater tank."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import ROUNDING, Numeric


@dataclass(frozen=True)
class SteamCycle:
    """Flows [kg/s], heat and power [MW] and the state of the exhaust of one steam cycle.

    ``boiler_heat_mw`` + ``external_mw`` + ``recovered_mw`` + ``pump_mw`` = ``internal_mw`` +
    ``condenser_mw`` + ``blowdown_mw`` + ``air_preheat_mw`` + ``heat_mw``, and ``internal_mw`` =
    ``gross_mw`` + ``mechanical_loss_mw`` + ``generator_loss_mw``. ``external_mw`` is what another
    fuel's superheater gives the steam, ``recovered_mw`` what flue gas gives the condensate,
    ``heat_limit_mw`` the most heat for buyers until no steam is left for the exhaust.
    """

    steam_kg_per_s: Numeric
    deaerator_kg_per_s: Numeric
    preheat_kg_per_s: Numeric
    heat_kg_per_s: Numeric
    exhaust_kg_per_s: Numeric
    exhaust_quality: Numeric
    isentropic_efficiency: Numeric
    boiler_heat_mw: Numeric
    external_mw: Numeric
    recovered_mw: Numeric
    air_preheat_mw: Numeric
    heat_mw: Numeric
    pump_mw: Numeric
    condenser_mw: Numeric
    blowdown_mw: Numeric
    internal_mw: Numeric
    mechanical_loss_mw: Numeric
    generator_loss_mw: Numeric
    gross_mw: Numeric
    heat_limit_mw: Numeric
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
class Line:
    """An expansion: enthalpy at its start, and without loss at its end [kJ/kg]."""

    start: Numeric
    ideal: Numeric

    def end(self, efficiency: Numeric) -> Numeric:
        """Enthalpy where it ends [kJ/kg]."""
        return self.start - efficiency * (self.start - self.ideal)


@dataclass(frozen=True)
class States:
    """Enthalpies [kJ/kg] that do not depend on the turbine's efficiency.

    ``reheat``: without loss at the reheater's pressure, and behind it; ``*_reheated`` is 1 for
    steam that is drawn behind the reheater.
    """

    live: Numeric
    from_boiler: Numeric
    reheat: tuple[Numeric, Numeric] | None
    preheat: Line
    preheat_reheated: Numeric
    heat: Line
    heat_reheated: Numeric
    deaerator: Line
    exhaust: Line
    deaerator_saturated: tuple[Numeric, Numeric]
    exhaust_saturated: tuple[Numeric, Numeric]
    tank: Numeric
    pump: Numeric
    preheat_drain: Numeric
    heat_return: Numeric
    drum: Numeric
    makeup: Numeric


def balanced(
    states: States,
    efficiency: Numeric,
    boiler_heat_mw: Numeric,
    air_preheat_mw: Numeric,
    heat_mw: Numeric,
    condensate_heat_mw: Numeric,
    shaft_efficiencies: tuple[Numeric, Numeric],
    blowdown_share: Numeric,
    baumann_factor: Numeric,
) -> SteamCycle:
    """Flows and power of :func:`wte_ppp.plant.steam_cycle.rankine` at a turbine efficiency.

    Parameters
    ----------
    states : States
        Enthalpies.
    efficiency : float or array
        Of the turbine [-].
    boiler_heat_mw, air_preheat_mw, heat_mw, condensate_heat_mw : float or array
        Heat of the boiler, of the air, for buyers, and offered to the condensate [MW].
    shaft_efficiencies : tuple of float or array
        Mechanical and generator efficiency [-].
    blowdown_share, baumann_factor : float or array
        As for ``rankine``.

    Returns
    -------
    SteamCycle
        NaN where a flow is negative by more than rounding.
    """
    preheat, heat = states.preheat.end(efficiency), states.heat.end(efficiency)
    deaerator, dry_exhaust = states.deaerator.end(efficiency), states.exhaust.end(efficiency)
    wetness = 1.0 - 0.5 * (
        _quality(deaerator, states.deaerator_saturated)
        + _quality(dry_exhaust, states.exhaust_saturated)
    )
    exhaust = deaerator - (1.0 - baumann_factor * wetness) * (deaerator - dry_exhaust)

    feedwater = states.tank + states.pump
    preheat_kg = 1000.0 * air_preheat_mw / (preheat - states.preheat_drain)
    heat_kg = 1000.0 * heat_mw / (heat - states.heat_return)
    kj_per_kg = states.from_boiler - feedwater + blowdown_share * (states.drum - feedwater)
    rise: Numeric = 0.0
    if states.reheat is None:
        live_kg = 1000.0 * boiler_heat_mw / kj_per_kg
        not_reheated: Numeric = 0.0
    else:
        before, behind = states.reheat
        rise = behind - Line(states.live, before).end(efficiency)
        not_reheated = preheat_kg * (1.0 - states.preheat_reheated)
        not_reheated = not_reheated + heat_kg * (1.0 - states.heat_reheated)
        live_kg = (1000.0 * boiler_heat_mw + not_reheated * rise) / (kj_per_kg + rise)
    # Into the tank: extraction, drains of air and heat, make-up, condensate; out: steam, blowdown.
    condensate = states.exhaust_saturated[0]
    cold_tank = (
        live_kg * (1.0 + blowdown_share) * states.tank
        - heat_kg * states.heat_return
        - live_kg * blowdown_share * states.makeup
        - (live_kg - heat_kg) * condensate
    )
    cold_tank = np.where(np.abs(cold_tank) <= ROUNDING * live_kg * states.tank, 0.0, cold_tank)[()]
    lacking = cold_tank - preheat_kg * (states.preheat_drain - condensate)
    # A drain hotter than a cool tank needs goes to the condenser in part, and no steam is drawn.
    hot = lacking < 0.0
    recovered_mw = np.minimum(condensate_heat_mw, np.maximum(lacking, 0.0) / 1000.0)
    steam_kg = (lacking - 1000.0 * recovered_mw) / (deaerator - condensate)
    deaerator_kg = np.where(hot, 0.0, steam_kg)[()]
    drained_kg = np.where(hot, cold_tank / (states.preheat_drain - condensate), preheat_kg)[()]
    exhaust_kg = live_kg - preheat_kg - heat_kg - deaerator_kg
    exhaust_kg = np.where(np.abs(exhaust_kg) <= ROUNDING * live_kg, 0.0, exhaust_kg)[()]
    # A kilogram more for heat takes one less to the exhaust, but for what its warm water saves.
    saved = np.where(hot, 0.0, (states.heat_return - condensate) / (deaerator - condensate))
    most_kg = heat_kg + exhaust_kg / (1.0 - np.minimum(saved, 0.99))
    negative = (drained_kg < 0.0) | (exhaust_kg < 0.0)
    live_kg = np.where(negative, np.nan, live_kg)[()]

    internal_mw = (
        live_kg * states.live
        + (live_kg - not_reheated) * rise
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
        external_mw=live_kg * (states.live - states.from_boiler) / 1000.0,
        recovered_mw=recovered_mw + 0.0 * internal_mw,
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
        heat_limit_mw=most_kg * (heat - states.heat_return) / 1000.0 + 0.0 * internal_mw,
        efficiency_residual=0.0 * internal_mw,
    )


def _quality(enthalpy: Numeric, saturated: tuple[Numeric, Numeric]) -> Numeric:
    liquid, vapour = saturated
    return np.clip((enthalpy - liquid) / (vapour - liquid), 0.0, 1.0)
