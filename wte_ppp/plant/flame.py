"""How hot waste burns: the temperature that its heat gives its own flue gas."""

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric, at_least
from wte_ppp.plant.combustion import (
    ASH_KJ_PER_KG_K,
    UNBURNT_CARBON_MJ_PER_KG,
    combustion,
    unburnt_carbon_share,
)
from wte_ppp.plant.gases import air_enthalpy_kj_per_kg, flue_gas_enthalpy_kj_per_kg
from wte_ppp.waste.composition import Analysis

_LOWEST_C, _HIGHEST_C = 25.0, 1726.0
_HALVINGS = 24  # 1 700 K to 0.0001 K


def adiabatic_temperature_c(
    analysis: Analysis,
    lhv_mj_per_kg: Numeric,
    excess_air_ratio: Numeric,
    *,
    air_c: Numeric,
    air_moisture_kg_per_kg: Numeric = 0.0,
    loss_on_ignition: Numeric = 0.0,
) -> Numeric:
    """Flue gas temperature without any loss of heat: the highest a furnace can reach.

    Parameters
    ----------
    analysis : Analysis
        Of what is fired [kg/kg].
    lhv_mj_per_kg : float or array
        Its lower heating value [MJ/kg].
    excess_air_ratio : float or array
        All air, primary and secondary, over stoichiometric air [-].
    air_c : float or array
        Air as it enters the furnace [degC].
    air_moisture_kg_per_kg : float or array
        Water vapour in the air [kg/kg dry air].
    loss_on_ignition : float or array
        Unburnt carbon in the dry ash [kg/kg].

    Returns
    -------
    float or array
        [degC], broadcast; NaN where the waste gives no heat, or more than 1726 degC.

    Notes
    -----
    Dissociation, weak below 1 700 degC, is left out; ash leaves as hot as the gas.

    References
    ----------
    First law for steady combustion (Cengel and Boles, Thermodynamics: An Engineering Approach,
    section "Adiabatic flame temperature"). Directive 2010/75/EU, article 50(2), asks for 850 degC
    for two seconds after the last air.

    Examples
    --------
    Cengel and Boles, example 15-8: liquid octane with 400 % of its air, 962 K = 689 degC. (The
    book takes 21 % oxygen in air.)

    >>> octane = Analysis(moisture=0, ash=0, carbon=0.84117, hydrogen=0.15883, oxygen=0,
    ...                   nitrogen=0, sulfur=0, chlorine=0)
    >>> bool(abs(adiabatic_temperature_c(octane, 44.43, 4.0, air_c=25.0) - 689) < 3)
    True
    """
    gas = combustion(
        analysis,
        excess_air_ratio,
        air_moisture_kg_per_kg=air_moisture_kg_per_kg,
        unburnt_carbon_share=unburnt_carbon_share(analysis, loss_on_ignition),
    )
    heat = (
        1000.0 * (lhv_mj_per_kg - gas.unburnt_carbon_kg * UNBURNT_CARBON_MJ_PER_KG)
        + gas.air_kg * air_enthalpy_kj_per_kg(air_c, air_moisture_kg_per_kg)
    )  # fmt: skip

    def taken_up(temperature: FloatArray) -> Numeric:
        solid = gas.ash_kg * ASH_KJ_PER_KG_K * (temperature - 25.0)
        return flue_gas_enthalpy_kj_per_kg(gas, temperature) + solid

    shape = np.shape(heat)
    low, high = np.full(shape, _LOWEST_C), np.full(shape, _HIGHEST_C)
    possible = at_least(heat, taken_up(low)) & at_least(taken_up(high), heat)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        colder = taken_up(middle) <= heat
        low, high = np.where(colder, middle, low), np.where(colder, high, middle)
    return np.where(possible, (low + high) / 2, np.nan)[()]
