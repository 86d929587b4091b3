"""Ash, flue gas residue, metals and leachate of one tonne of waste."""

import numpy as np

from wte_ppp.arrays import Numeric, above, at_least
from wte_ppp.plant.gases import MOLAR_MASS
from wte_ppp.plant.reagents import acid_gases_kmol_per_t

_KG_PER_T = 1000.0


def bottom_ash_dry_kg_per_t(
    ash_share: Numeric, fly_ash_share: Numeric, loss_on_ignition: Numeric
) -> Numeric:
    """Dry bottom ash with what is unburnt in it.

    Parameters
    ----------
    ash_share : float or array
        Ash of the waste as received [kg/kg].
    fly_ash_share : float or array
        Part of the ash carried off with the gas [kg/kg ash].
    loss_on_ignition : float or array
        Unburnt in dry bottom ash [kg/kg], below 1.

    Returns
    -------
    float or array
        Dry bottom ash [kg/t waste].

    Examples
    --------
    20 % ash, 10 % of it fly ash, 4 % LOI: 1000 * 0.18 / 0.96.

    >>> round(float(bottom_ash_dry_kg_per_t(0.20, 0.10, 0.04)), 1)
    187.5
    """
    return _KG_PER_T * ash_share * (1.0 - fly_ash_share) / _remainder(loss_on_ignition)


def bottom_ash_wet_kg_per_t(dry_kg_per_t: Numeric, quench_moisture: Numeric) -> Numeric:
    """Bottom ash as it leaves the quench.

    Parameters
    ----------
    dry_kg_per_t : float or array
        Dry bottom ash [kg/t waste].
    quench_moisture : float or array
        Water in wet bottom ash [kg/kg], below 1.

    Returns
    -------
    float or array
        Wet bottom ash [kg/t waste].

    Examples
    --------
    >>> float(bottom_ash_wet_kg_per_t(187.5, 0.25))  # 187.5 / 0.75
    250.0
    """
    return dry_kg_per_t / _remainder(quench_moisture)


def fly_ash_kg_per_t(ash_share: Numeric, fly_ash_share: Numeric) -> Numeric:
    """Ash carried off with the flue gas, before reagents.

    Parameters
    ----------
    ash_share : float or array
        Ash of the waste as received [kg/kg].
    fly_ash_share : float or array
        Part of the ash carried off [kg/kg ash].

    Returns
    -------
    float or array
        Fly ash [kg/t waste].

    Examples
    --------
    >>> round(fly_ash_kg_per_t(0.20, 0.10), 6)
    20.0
    """
    return _KG_PER_T * (ash_share * fly_ash_share)


def flue_gas_residue_kg_per_t(
    fly_ash: Numeric,
    lime: Numeric,
    activated_carbon: Numeric,
    chlorine: Numeric,
    sulfur: Numeric,
    *,
    chlorine_to_gas: Numeric,
    sulfur_to_gas: Numeric,
) -> Numeric:
    """Residue of the flue gas treatment: fly ash, lime and carbon with the acids they took up.

    Parameters
    ----------
    fly_ash, lime, activated_carbon : float or array
        Fly ash and reagents [kg/t waste].
    chlorine, sulfur : float or array
        In the waste as received [kg/kg].
    chlorine_to_gas, sulfur_to_gas : float or array
        Parts that reach the raw gas, all of it captured [kg/kg].

    Returns
    -------
    float or array
        Residue [kg/t waste].

    Notes
    -----
    Ca(OH)2 + 2 HCl stays as CaCl2.2H2O and Ca(OH)2 + SO2 as CaSO3.H2O: masses simply add up.

    Examples
    --------
    20 + 7.3 + 0.4 and 0.1 kmol HCl of 36.458 kg/kmol.

    >>> round(float(flue_gas_residue_kg_per_t(20.0, 7.3, 0.4, 0.003545, 0.0,
    ...                                       chlorine_to_gas=1.0, sulfur_to_gas=1.0)), 2)
    31.35
    """
    hcl, so2 = acid_gases_kmol_per_t(chlorine, sulfur, chlorine_to_gas, sulfur_to_gas)
    acids = hcl * MOLAR_MASS["hcl"] + so2 * MOLAR_MASS["so2"]
    return fly_ash + lime + activated_carbon + acids


def bicarbonate_left_share(
    chlorine: Numeric,
    sulfur: Numeric,
    stoichiometric_ratio: Numeric,
    *,
    chlorine_to_gas: Numeric,
    sulfur_to_gas: Numeric,
) -> Numeric:
    """Part of sodium bicarbonate that stays in the residue beside the acids it took up.

    Parameters
    ----------
    chlorine, sulfur : float or array
        In the waste as received [kg/kg].
    stoichiometric_ratio : float or array
        Bicarbonate dosed over bicarbonate needed [-].
    chlorine_to_gas, sulfur_to_gas : float or array
        Parts that reach the raw gas [kg/kg].

    Returns
    -------
    float or array
        Residue less acids over bicarbonate [kg/kg]; 0 without acids.

    Notes
    -----
    NaHCO3 + HCl = NaCl + H2O + CO2 leaves 58.44 - 36.46 = 21.98 kg/kmol, 2 NaHCO3 + SO2 + O =
    Na2SO4 + ... 142.04 - 64.06 = 77.98, and the excess becomes soda, 105.99 of 168.01.

    Examples
    --------
    HCl alone and nothing in excess: 21.98 / 84.01.

    >>> round(float(bicarbonate_left_share(0.003545, 0.0, 1.0, chlorine_to_gas=1.0,
    ...     sulfur_to_gas=1.0)), 4)
    0.2617
    """
    hcl, so2 = acid_gases_kmol_per_t(chlorine, sulfur, chlorine_to_gas, sulfur_to_gas)
    needed = hcl + 2.0 * so2
    left = 21.985 * hcl + 77.975 * so2 + (stoichiometric_ratio - 1.0) * needed * 52.994
    fed = 84.006 * needed * stoichiometric_ratio
    return np.asarray(left / np.where(fed > 0.0, fed, 1.0))


def stabilised_residue_kg_per_t(residue_kg_per_t: Numeric, growth_factor: Numeric) -> Numeric:
    """Residue after stabilisation with chelant, cement and water.

    Parameters
    ----------
    residue_kg_per_t : float or array
        Fly ash and flue gas residue [kg/t waste].
    growth_factor : float or array
        Mass after over mass before stabilisation [-].

    Returns
    -------
    float or array
        Stabilised residue [kg/t waste].

    Examples
    --------
    >>> stabilised_residue_kg_per_t(30.0, 1.3)
    39.0
    """
    return residue_kg_per_t * growth_factor


def metals_recovered_kg_per_t(metal_share: Numeric, recovered_share: Numeric) -> Numeric:
    """Metal sorted out of the bottom ash.

    Parameters
    ----------
    metal_share : float or array
        Metal in the waste as received [kg/kg].
    recovered_share : float or array
        Part that the sorting brings back [kg/kg].

    Returns
    -------
    float or array
        Metal [kg/t waste].

    Examples
    --------
    >>> metals_recovered_kg_per_t(0.02, 0.75)
    15.0
    """
    return _KG_PER_T * (metal_share * recovered_share)


def leachate_m3(
    received_t: Numeric, drainage_share: Numeric, wash_water_m3_per_t: Numeric = 0.0
) -> Numeric:
    """Leachate to treat: drained from the bunker, and wash water.

    Parameters
    ----------
    received_t : float or array
        Waste over the weighbridge [t].
    drainage_share : float or array
        Leachate drained [t/t], 1 t taken as 1 m3.
    wash_water_m3_per_t : float or array
        Wash and floor water [m3/t].

    Returns
    -------
    float or array
        Leachate [m3].

    Examples
    --------
    >>> round(leachate_m3(1_000.0, 0.15, 0.05), 6)
    200.0
    """
    return received_t * (drainage_share + wash_water_m3_per_t)


def _remainder(share: Numeric) -> Numeric:
    """1 less a share; NaN where the share is not between 0 and 1."""
    part = np.asarray(share)
    valid = at_least(part, 0.0) & above(1.0, part)
    return 1.0 - np.where(valid, np.maximum(part, 0.0), np.nan)[()]
