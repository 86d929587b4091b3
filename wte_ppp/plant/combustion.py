"""Air demand, flue gas and boiler efficiency of one kilogram of waste."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import Numeric, above, at_least
from wte_ppp.plant.gases import (
    AIR_MOLAR_MASS,
    AIR_OXYGEN_MOLE_SHARE,
    ATMOSPHERIC_NITROGEN_MOLAR_MASS,
    MOLAR_MASS,
    MOLAR_VOLUME_NM3_PER_KMOL,
    FlueGas,
    air_enthalpy_kj_per_kg,
    flue_gas_enthalpy_kj_per_kg,
)
from wte_ppp.waste.composition import Analysis

# EN 12952-15:2003: heating value of the unburnt in ash, and heat capacity of ash from a grate.
UNBURNT_CARBON_MJ_PER_KG = 33.0
ASH_KJ_PER_KG_K = 0.84


@dataclass(frozen=True)
class BoilerEfficiency:
    """Boiler efficiency and its losses, shares of the fuel heat on the LHV basis."""

    efficiency: Numeric
    flue_gas_loss: Numeric
    unburnt_loss: Numeric
    ash_heat_loss: Numeric
    radiation_loss: Numeric


def oxygen_demand_kmol_per_kg(analysis: Analysis) -> Numeric:
    """Oxygen for complete combustion of one kg of waste, chlorine leaving as HCl.

    Parameters
    ----------
    analysis : Analysis
        As-received composition [kg/kg].

    Returns
    -------
    float or array
        Oxygen beyond the waste's own [kmol/kg waste].

    References
    ----------
    EN 12952-15:2003, combustion calculation from the elemental analysis.

    Examples
    --------
    Pure carbon takes one O2 per C: 1/12.011 = 0.08326 kmol/kg.

    >>> from wte_ppp.waste.composition import Analysis
    >>> carbon = Analysis(moisture=0, ash=0, carbon=1, hydrogen=0, oxygen=0, nitrogen=0,
    ...                   sulfur=0, chlorine=0)
    >>> round(float(oxygen_demand_kmol_per_kg(carbon)), 5)
    0.08326
    """
    return (
        analysis.carbon / MOLAR_MASS["C"]
        + (analysis.hydrogen / MOLAR_MASS["H"] - analysis.chlorine / MOLAR_MASS["Cl"]) / 4.0
        + analysis.sulfur / MOLAR_MASS["S"]
        - analysis.oxygen / MOLAR_MASS["o2"]
    )


def unburnt_carbon_share(analysis: Analysis, loss_on_ignition: Numeric) -> Numeric:
    """Share of the waste's carbon that stays in the ash at a loss on ignition.

    Parameters
    ----------
    analysis : Analysis
        As-received composition [kg/kg].
    loss_on_ignition : float or array
        Unburnt carbon in the dry residue [kg/kg], at least 0 and below 1.

    Returns
    -------
    float or array
        Unburnt share of the carbon [kg/kg], at most 1; 0 where there is no carbon.

    Notes
    -----
    Unburnt u in ash a: u/(a + u) = LOI, so u = a LOI/(1 - LOI).

    References
    ----------
    Directive 2010/75/EU, article 50(1): loss on ignition of bottom ash below 5 % of dry mass.

    Examples
    --------
    20 % ash, 5 % LOI: 0.20 * 0.05/0.95 = 0.010526 kg of 0.25 kg carbon, 4.2 %.

    >>> from wte_ppp.waste.composition import Analysis
    >>> waste = Analysis(moisture=0.4, ash=0.2, carbon=0.25, hydrogen=0.03, oxygen=0.11,
    ...                  nitrogen=0.01, sulfur=0, chlorine=0)
    >>> round(float(unburnt_carbon_share(waste, 0.05)), 4)
    0.0421
    """
    valid = at_least(loss_on_ignition, 0.0) & above(1.0, loss_on_ignition)
    loi = np.where(valid, np.maximum(loss_on_ignition, 0.0), np.nan)
    carbon = np.asarray(analysis.carbon)
    some_carbon = np.where(carbon > 0.0, carbon, 1.0)
    share = np.minimum(analysis.ash * loi / (1.0 - loi) / some_carbon, 1.0)
    return np.where(carbon > 0.0, share, 0.0 * loi)


def combustion(
    analysis: Analysis,
    excess_air_ratio: Numeric,
    *,
    air_moisture_kg_per_kg: Numeric = 0.0,
    unburnt_carbon_share: Numeric = 0.0,
    chlorine_to_gas_share: Numeric = 1.0,
    sulfur_to_gas_share: Numeric = 1.0,
) -> FlueGas:
    """Burn one kg of waste and account for every kg of air, gas and ash.

    Parameters
    ----------
    analysis : Analysis
        As-received composition [kg/kg].
    excess_air_ratio : float or array
        Air supplied over stoichiometric air [-], at least 1.
    air_moisture_kg_per_kg : float or array
        Water vapour in the air [kg/kg dry air].
    unburnt_carbon_share, chlorine_to_gas_share, sulfur_to_gas_share : float or array
        Carbon that stays in the ash; chlorine and sulfur that leave as HCl and SO2 [kg/kg]. The
        rest of the three stays in the ash.

    Returns
    -------
    FlueGas
        Amounts per kg of waste; NaN where the excess air ratio is below 1 or where the waste
        holds more oxygen than it can use.

    Notes
    -----
    Complete burnout of what leaves the ash: no CO, no NOx, waste nitrogen leaves as N2.
    1 kg waste + air = flue gas + ash holds exactly.

    References
    ----------
    EN 12952-15:2003, combustion calculation from the elemental analysis.

    Examples
    --------
    Carbon with twice its air: CO2 44.009/12.011 = 3.664 kg, dry oxygen 20.95/2 = 10.475 %.

    >>> from wte_ppp.waste.composition import Analysis
    >>> carbon = Analysis(moisture=0, ash=0, carbon=1, hydrogen=0, oxygen=0, nitrogen=0,
    ...                   sulfur=0, chlorine=0)
    >>> gas = combustion(carbon, 2.0)
    >>> round(float(gas.co2_kg), 3), round(float(gas.dry_o2_percent), 3)
    (3.664, 10.475)
    """
    unburnt_kg = analysis.carbon * unburnt_carbon_share
    burnt = Analysis(
        moisture=analysis.moisture,
        ash=analysis.ash,
        carbon=analysis.carbon - unburnt_kg,
        hydrogen=analysis.hydrogen,
        oxygen=analysis.oxygen,
        nitrogen=analysis.nitrogen,
        sulfur=analysis.sulfur * sulfur_to_gas_share,
        chlorine=analysis.chlorine * chlorine_to_gas_share,
    )
    enough_air = at_least(excess_air_ratio, 1.0)
    ratio = np.where(enough_air, np.maximum(excess_air_ratio, 1.0), np.nan)
    demand = oxygen_demand_kmol_per_kg(burnt)
    demand = np.where(at_least(demand, 0.0), np.maximum(demand, 0.0), np.nan)
    dry_air = ratio * demand / AIR_OXYGEN_MOLE_SHARE
    air_nitrogen = dry_air * (1.0 - AIR_OXYGEN_MOLE_SHARE)
    dry_air_kg = dry_air * AIR_MOLAR_MASS
    air_water_kg = dry_air_kg * air_moisture_kg_per_kg

    hcl = burnt.chlorine / MOLAR_MASS["Cl"]
    kmol = {
        "co2": burnt.carbon / MOLAR_MASS["C"],
        "h2o": (burnt.hydrogen / MOLAR_MASS["H"] - hcl) / 2.0
        + (burnt.moisture + air_water_kg) / MOLAR_MASS["h2o"],
        "so2": burnt.sulfur / MOLAR_MASS["S"],
        "hcl": hcl,
        "n2": burnt.nitrogen / MOLAR_MASS["n2"] + air_nitrogen,
        "o2": (ratio - 1.0) * demand,
    }
    kg = {gas: amount * MOLAR_MASS[gas] for gas, amount in kmol.items()}
    kg["n2"] = burnt.nitrogen + air_nitrogen * ATMOSPHERIC_NITROGEN_MOLAR_MASS
    air_water = air_water_kg / MOLAR_MASS["h2o"]
    return FlueGas(
        **{f"{gas}_kg": mass for gas, mass in kg.items()},
        **{f"{gas}_nm3": amount * MOLAR_VOLUME_NM3_PER_KMOL for gas, amount in kmol.items()},
        air_kg=dry_air_kg + air_water_kg,
        air_nm3=(dry_air + air_water) * MOLAR_VOLUME_NM3_PER_KMOL,
        dry_air_kg=dry_air_kg,
        dry_air_nm3=dry_air * MOLAR_VOLUME_NM3_PER_KMOL,
        ash_kg=analysis.ash
        + unburnt_kg
        + (analysis.chlorine - burnt.chlorine)
        + (analysis.sulfur - burnt.sulfur),
        unburnt_carbon_kg=unburnt_kg,
    )


def boiler_efficiency(
    analysis: Analysis,
    lhv_mj_per_kg: Numeric,
    excess_air_ratio: Numeric,
    *,
    exit_temperature_c: Numeric,
    ambient_c: Numeric,
    loss_on_ignition: Numeric,
    thermal_mw: Numeric,
    air_moisture_kg_per_kg: Numeric = 0.0,
    ash_temperature_c: Numeric = 300.0,
    radiation_coefficient: Numeric = 0.0315,
) -> BoilerEfficiency:
    """Boiler efficiency by the indirect method: 1 less the losses.

    Parameters
    ----------
    analysis : Analysis
        As-received composition of what is fired [kg/kg].
    lhv_mj_per_kg : float or array
        Its lower heating value [MJ/kg].
    excess_air_ratio : float or array
        Air ratio at the boiler exit [-].
    exit_temperature_c, ambient_c, ash_temperature_c : float or array
        Flue gas at the boiler exit, air drawn in, ash discharged [degC].
    loss_on_ignition : float or array
        Unburnt carbon in the dry ash [kg/kg].
    thermal_mw : float or array
        Fuel heat of one boiler [MW].
    air_moisture_kg_per_kg : float or array
        Water vapour in the air [kg/kg dry air].
    radiation_coefficient : float or array
        C of EN 12952-15: 0.0315 for lignite and fluidised beds, 0.0220 for hard coal.

    Returns
    -------
    BoilerEfficiency
        Efficiency and losses, shares of the fuel heat; NaN where there is no heat.

    Notes
    -----
    Heat of the combustion air above 25 degC is credited to the flue gas loss. The radiation law
    0.0315 Q**0.7 has Q as useful heat; it is taken as fuel heat less the other losses, which
    overstates the loss by about 1 % of itself. The ash temperature default is an assumption.

    References
    ----------
    EN 12952-15:2003, Water-tube boilers and auxiliary installations, part 15: Acceptance tests
    (indirect method; radiation and convection C Q^0.7).

    Examples
    --------
    >>> from wte_ppp.waste.composition import Analysis
    >>> waste = Analysis(moisture=0.45, ash=0.15, carbon=0.22, hydrogen=0.03, oxygen=0.14,
    ...                  nitrogen=0.005, sulfur=0.001, chlorine=0.004)
    >>> result = boiler_efficiency(waste, 7.5, 1.6, exit_temperature_c=190.0, ambient_c=25.0,
    ...                            loss_on_ignition=0.03, thermal_mw=50.0)
    >>> bool(0.80 < result.efficiency < 0.86)  # Asian grate plants: 80-84 %
    True
    """
    lhv = np.where(np.asarray(lhv_mj_per_kg) > 0.0, lhv_mj_per_kg, np.nan)[()]
    thermal = np.where(np.asarray(thermal_mw) > 0.0, thermal_mw, np.nan)[()]
    heat_kj = 1000.0 * lhv
    gas = combustion(
        analysis,
        excess_air_ratio,
        air_moisture_kg_per_kg=air_moisture_kg_per_kg,
        unburnt_carbon_share=unburnt_carbon_share(analysis, loss_on_ignition),
    )
    air_kj = gas.air_kg * air_enthalpy_kj_per_kg(ambient_c, air_moisture_kg_per_kg)
    flue_gas_loss = (flue_gas_enthalpy_kj_per_kg(gas, exit_temperature_c) - air_kj) / heat_kj
    unburnt_loss = gas.unburnt_carbon_kg * UNBURNT_CARBON_MJ_PER_KG / lhv
    ash_heat_loss = gas.ash_kg * ASH_KJ_PER_KG_K * (ash_temperature_c - 25.0) / heat_kj
    before_radiation = 1.0 - flue_gas_loss - unburnt_loss - ash_heat_loss
    useful_mw = np.maximum(thermal * before_radiation, 0.0)
    radiation_loss = radiation_coefficient * useful_mw**0.7 / thermal
    return BoilerEfficiency(
        efficiency=before_radiation - radiation_loss,
        flue_gas_loss=flue_gas_loss,
        unburnt_loss=unburnt_loss,
        ash_heat_loss=ash_heat_loss,
        radiation_loss=radiation_loss,
    )
