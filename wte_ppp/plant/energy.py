"""Power and heat of the whole plant: net power, recovery ratios, energy balance."""

from dataclasses import dataclass
from typing import cast

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.plant.combustion import BoilerEfficiency
from wte_ppp.plant.cycle_balance import SteamCycle


@dataclass(frozen=True)
class EnergyBalance:
    """Where the heat of the waste goes [MW].

    Inputs: ``waste_mw``, ``auxiliary_mw``. Every other field is an output; own use is shown
    without the feedwater pump, whose work returns to the cycle. ``residual_mw`` is what is
    missing, 0 up to rounding.
    """

    waste_mw: Numeric
    auxiliary_mw: Numeric
    flue_gas_loss_mw: Numeric
    other_boiler_loss_mw: Numeric
    blowdown_mw: Numeric
    condenser_mw: Numeric
    heat_mw: Numeric
    mechanical_loss_mw: Numeric
    generator_loss_mw: Numeric
    own_use_mw: Numeric
    net_mw: Numeric

    @property
    def residual_mw(self) -> Numeric:
        """Inputs less outputs [MW]."""
        return (
            self.waste_mw
            + self.auxiliary_mw
            - self.flue_gas_loss_mw
            - self.other_boiler_loss_mw
            - self.blowdown_mw
            - self.condenser_mw
            - self.heat_mw
            - self.mechanical_loss_mw
            - self.generator_loss_mw
            - self.own_use_mw
            - self.net_mw
        )


def net_kwh_per_t(net_mw: Numeric, throughput_t_per_h: Numeric) -> Numeric:
    """Net power per tonne burnt.

    Parameters
    ----------
    net_mw : float or array
        Gross power less parasitic load [MW].
    throughput_t_per_h : float or array
        Waste burnt [t/h], above 0.

    Returns
    -------
    float or array
        Net power [kWh/t], NaN where nothing burns.

    Examples
    --------
    >>> float(net_kwh_per_t(9.0, 30.0))  # 9000 kW / 30 t/h
    300.0
    """
    burnt = np.asarray(throughput_t_per_h)
    return 1000.0 * net_mw / np.where(burnt > 0.0, burnt, np.nan)[()]


def gross_efficiency(gross_mw: Numeric, thermal_mw: Numeric) -> Numeric:
    """Gross electrical efficiency on the LHV of waste and auxiliary fuel.

    Parameters
    ----------
    gross_mw, thermal_mw : float or array
        Generator power and fuel heat [MW].

    Returns
    -------
    float or array
        Efficiency [-], NaN for no heat.

    References
    ----------
    Implementing Decision (EU) 2019/2010, BAT conclusions for waste incineration, BAT 20 (gross
    electrical efficiency).

    Examples
    --------
    >>> float(gross_efficiency(12.0, 50.0))
    0.24
    """
    heat = np.asarray(thermal_mw)
    return gross_mw / np.where(heat > 0.0, heat, np.nan)[()]


def r1(
    *,
    electricity_gj: Numeric,
    heat_gj: Numeric,
    waste_gj: Numeric,
    steam_fuel_gj: Numeric = 0.0,
    imported_fuel_gj: Numeric = 0.0,
    imported_electricity_gj: Numeric = 0.0,
    imported_heat_gj: Numeric = 0.0,
) -> Numeric:
    """Energy efficiency R1 = (Ep - (Ef + Ei)) / (0.97 (Ew + Ef)), without climate factor.

    Parameters
    ----------
    electricity_gj, heat_gj : float or array
        Electricity produced and heat produced for commercial use [GJ/year].
    waste_gj : float or array
        Waste treated, net calorific value [GJ/year].
    steam_fuel_gj : float or array
        Fuels that help to produce steam, Ef [GJ/year].
    imported_fuel_gj, imported_electricity_gj, imported_heat_gj : float or array
        Other energy brought in [GJ/year]; electricity counts 2.6-fold and heat 1.1-fold in Ei.

    Returns
    -------
    float or array
        R1 [-], NaN where nothing is burnt. Recovery from 0.60 (permitted before 2009) or 0.65.

    References
    ----------
    Directive 2008/98/EC, Annex II, R1 footnote; European Commission, Guidelines on the R1
    energy efficiency formula, 2011 (weighting of Ei).

    Examples
    --------
    Electricity only at 25 %: 2.6 * 0.25 / 0.97.

    >>> round(float(r1(electricity_gj=25.0, heat_gj=0.0, waste_gj=100.0)), 2)
    0.67
    """
    produced = 2.6 * electricity_gj + 1.1 * heat_gj
    imported = imported_fuel_gj + 2.6 * imported_electricity_gj + 1.1 * imported_heat_gj
    heat_in = np.asarray(waste_gj + steam_fuel_gj)
    return (produced - (steam_fuel_gj + imported)) / (0.97 * np.where(heat_in > 0, heat_in, np.nan))


def climate_correction_factor(
    heating_degree_days: Numeric, *, permitted_after_2015_08_31: bool, year: int
) -> Numeric:
    """Climate factor that multiplies R1, rounded to three decimals.

    Parameters
    ----------
    heating_degree_days : float or array
        Mean of 20 consecutive years [K d], 0 in the tropics.
    permitted_after_2015_08_31 : bool
        Whether the plant was permitted under Union law after 31 August 2015.
    year : int
        Year of operation; the second branch holds for every plant after 31 December 2029.

    Returns
    -------
    float or array
        Factor [-], 1 to 1.25.

    References
    ----------
    Directive (EU) 2015/1127, amending Annex II of Directive 2008/98/EC, points 1 and 2.

    Examples
    --------
    >>> float(climate_correction_factor(2750.0, permitted_after_2015_08_31=True, year=2025))
    1.06
    >>> float(climate_correction_factor(0.0, permitted_after_2015_08_31=False, year=2025))
    1.25
    """
    warm, slope, intercept = (
        (1.12, 0.12, 1.335) if permitted_after_2015_08_31 or year >= 2030 else (1.25, 0.25, 1.698)
    )
    days = np.asarray(heating_degree_days)
    between = np.round(intercept - slope / 1200.0 * days, 3)
    factor = np.where(days >= 3350.0, 1.0, np.where(days <= 2150.0, warm, between))
    return cast(Numeric, np.where(days >= 0.0, factor, np.nan)[()])


def japan_energy_recovery_rate(
    power_mw: Numeric, useful_heat_mw: Numeric, waste_mw: Numeric, external_fuel_mw: Numeric = 0.0
) -> Numeric:
    """Energy recovery rate of the Japanese grant rules.

    Parameters
    ----------
    power_mw : float or array
        Generator power [MW].
    useful_heat_mw : float or array
        Heat used outside the plant [MW], weighted 0.46.
    waste_mw, external_fuel_mw : float or array
        Heat of the waste and of fuel brought in [MW].

    Returns
    -------
    float or array
        Rate [-], NaN for no heat.

    References
    ----------
    Ministry of the Environment Japan, Enerugi kaishu-gata haikibutsu shori shisetsu seibi manyuaru
    (manual for waste treatment facilities with energy recovery), energy recovery rate.

    Examples
    --------
    >>> round(float(japan_energy_recovery_rate(10.0, 5.0, 48.0, 2.0)), 3)  # (10 + 2.3) / 50
    0.246
    """
    heat_in = np.asarray(waste_mw + external_fuel_mw)
    return (power_mw + 0.46 * useful_heat_mw) / np.where(heat_in > 0.0, heat_in, np.nan)


def energy_balance(
    *,
    waste_mw: Numeric,
    auxiliary_mw: Numeric,
    boiler: BoilerEfficiency,
    cycle: SteamCycle,
    own_use_mw: Numeric,
    superheat_fuel_mw: Numeric = 0.0,
) -> EnergyBalance:
    """Energy balance of the plant from boiler losses and steam cycle.

    Parameters
    ----------
    waste_mw, auxiliary_mw : float or array
        Heat of waste and auxiliary fuel [MW]; the cycle must have been run on their sum and on
        ``boiler.efficiency``.
    boiler : BoilerEfficiency
        Boiler losses.
    cycle : SteamCycle
        Steam cycle.
    own_use_mw : float or array
        Parasitic load, feedwater pump included [MW].
    superheat_fuel_mw : float or array
        Fuel of a separate superheater [MW]; with the auxiliary fuel in the balance, and what the
        steam does not take with the flue gas loss. Heat that flue gas gives the condensate is
        taken off that loss.

    Returns
    -------
    EnergyBalance
        Inputs and outputs; the residual shows whether they balance.

    References
    ----------
    First law on the boundary of the plant, LHV at 25 degC; heat in the air drawn in is credited
    to the flue gas loss, make-up water to the blowdown.

    Examples
    --------
    >>> from wte_ppp.plant.steam_cycle import rankine
    >>> boiler = BoilerEfficiency(0.82, 0.15, 0.01, 0.01, 0.01)
    >>> cycle = rankine(live_steam_bar=40.0, live_steam_c=400.0, condenser_bar=0.12,
    ...     isentropic_efficiency=0.8, feedwater_c=130.0, deaerator_bar=2.7,
    ...     mechanical_efficiency=0.985, generator_efficiency=0.97, boiler_efficiency=0.82,
    ...     thermal_mw=50.0)
    >>> balance = energy_balance(waste_mw=48.0, auxiliary_mw=2.0, boiler=boiler, cycle=cycle,
    ...     own_use_mw=2.0)
    >>> bool(abs(balance.residual_mw) < 1e-9)
    True
    """
    thermal_mw = waste_mw + auxiliary_mw
    other_loss = boiler.unburnt_loss + boiler.ash_heat_loss + boiler.radiation_loss
    return EnergyBalance(
        waste_mw=waste_mw,
        auxiliary_mw=auxiliary_mw + superheat_fuel_mw,
        flue_gas_loss_mw=boiler.flue_gas_loss * thermal_mw
        + (superheat_fuel_mw - cycle.external_mw)
        - cycle.recovered_mw,
        other_boiler_loss_mw=other_loss * thermal_mw,
        blowdown_mw=cycle.blowdown_mw,
        condenser_mw=cycle.condenser_mw,
        heat_mw=cycle.heat_mw,
        mechanical_loss_mw=cycle.mechanical_loss_mw,
        generator_loss_mw=cycle.generator_loss_mw,
        own_use_mw=own_use_mw - cycle.pump_mw,
        net_mw=cycle.gross_mw - own_use_mw,
    )
