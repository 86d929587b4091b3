"""What heating value burns out by itself, and the fuel that poorer waste takes."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.plant.combustion import (
    ASH_KJ_PER_KG_K,
    UNBURNT_CARBON_MJ_PER_KG,
    combustion,
    unburnt_carbon_share,
)
from wte_ppp.plant.gases import (
    air_enthalpy_kj_per_kg,
    flue_gas_enthalpy_kj_per_kg,
    molar_enthalpy_kj_per_kmol,
)
from wte_ppp.plant.support_fuel import OIL, OIL_AIR_RATIO, OIL_MJ_PER_KG
from wte_ppp.waste.composition import Analysis
from wte_ppp.waste.heating_value import LATENT_HEAT_MJ_PER_KG

_WATER_KG_PER_KMOL = 18.015


@dataclass(frozen=True)
class Burnout:
    """Lowest heating value that burns out alone [MJ/kg]; fuel per heat missing to it [MJ/MJ]."""

    lowest_lhv_mj_per_kg: Numeric
    fuel_per_missing: Numeric


def burnout(
    analysis: Analysis,
    lhv_mj_per_kg: Numeric,
    excess_air_ratio: Numeric,
    *,
    required_c: Numeric,
    wall_loss_share: Numeric,
    air_c: Numeric,
    air_moisture_kg_per_kg: Numeric = 0.0,
    loss_on_ignition: Numeric = 0.0,
) -> Burnout:
    """Heating value whose flue gas is as hot as required where it must be, walls cooled.

    Parameters
    ----------
    analysis : Analysis
        Of what is fired [kg/kg].
    lhv_mj_per_kg : float or array
        Its lower heating value [MJ/kg].
    excess_air_ratio : float or array
        All air up to the last injection over stoichiometric air [-].
    required_c : float or array
        Temperature two seconds after the last air [degC].
    wall_loss_share : float or array
        Heat that the walls take up to there, share of the heat of waste and air [-].
    air_c : float or array
        Air as it enters the furnace [degC].
    air_moisture_kg_per_kg : float or array
        Water vapour in the air [kg/kg dry air].
    loss_on_ignition : float or array
        Unburnt carbon in the dry ash [kg/kg].

    Returns
    -------
    Burnout
        NaN where the waste has no dry matter that burns, or the fuel's own flue gas takes all of
        its heat.

    Notes
    -----
    Heating values differ by water: dry matter, air and ash are diluted alike, so that the heat that
    is left at the required temperature is a straight line of the heating value. Its zero is the
    lowest one that needs no fuel. The fuel heats its own flue gas too, and the walls take their
    share of its heat; drier waste would have brought more air and gas as well.

    References
    ----------
    First law for steady combustion, as :func:`wte_ppp.plant.flame.adiabatic_temperature_c`.
    Directive 2010/75/EU, article 50(2): 850 degC for two seconds after the last injection of air.

    Examples
    --------
    Wet waste of 6.2 MJ/kg, walls that take 15 %, air of 160 degC: about 5 MJ/kg, where Chinese
    practice has its limit (Technical policy on municipal solid waste treatment, 2000).

    >>> waste = Analysis(moisture=0.55, ash=0.09, carbon=0.189, hydrogen=0.026, oxygen=0.135,
    ...                  nitrogen=0.0045, sulfur=0.001, chlorine=0.0045)
    >>> need = burnout(waste, 6.2, 1.6, required_c=850.0, wall_loss_share=0.15, air_c=160.0)
    >>> bool(4.7 < need.lowest_lhv_mj_per_kg < 5.3), bool(1.0 < need.fuel_per_missing < 1.4)
    (True, True)
    """
    lhv = np.asarray(lhv_mj_per_kg, dtype=np.float64)
    moisture = np.asarray(analysis.moisture, dtype=np.float64)
    gas = combustion(
        analysis,
        excess_air_ratio,
        air_moisture_kg_per_kg=air_moisture_kg_per_kg,
        unburnt_carbon_share=unburnt_carbon_share(analysis, loss_on_ignition),
    )
    vapour_kj = molar_enthalpy_kj_per_kmol("h2o", required_c) / _WATER_KG_PER_KMOL
    kept = 1.0 - np.asarray(wall_loss_share, dtype=np.float64)
    air_kj = gas.air_kg * air_enthalpy_kj_per_kg(air_c, air_moisture_kg_per_kg)
    taken_up = flue_gas_enthalpy_kj_per_kg(gas, required_c)
    taken_up = taken_up + gas.ash_kg * ASH_KJ_PER_KG_K * (np.asarray(required_c) - 25.0)
    unburnt_kj = 1000.0 * gas.unburnt_carbon_kg * UNBURNT_CARBON_MJ_PER_KG
    from_water = -moisture * vapour_kj
    from_dry = kept * (air_kj - unburnt_kj) - taken_up - from_water
    surplus = kept * 1000.0 * lhv + from_dry + from_water
    # Per MJ/kg along the line of water: d(dry)/dw = -dry/(1 - w), d(LHV)/dw = -(LHV + r)/(1 - w).
    to_dry = np.where(moisture < 1.0, 1.0 - moisture, np.nan)
    slope = kept * 1000.0 + (from_dry + vapour_kj * to_dry) / (lhv + LATENT_HEAT_MJ_PER_KG)
    slope = np.where(slope > 0.0, slope, np.nan)
    oil_kj = flue_gas_enthalpy_kj_per_kg(combustion(OIL, OIL_AIR_RATIO), required_c)
    left_of_fuel = kept * 1000.0 - oil_kj / OIL_MJ_PER_KG
    left_of_fuel = np.where(left_of_fuel > 0.0, left_of_fuel, np.nan)
    return Burnout(
        lowest_lhv_mj_per_kg=np.maximum(lhv - surplus / slope, 0.0)[()],
        fuel_per_missing=(slope / left_of_fuel)[()],
    )
