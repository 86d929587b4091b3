"""Reagents of the flue gas treatment for one tonne of waste."""

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.plant.gases import MOLAR_MASS

_KG_PER_T = 1000.0
_CALCIUM_HYDROXIDE = 40.078 + 2 * (MOLAR_MASS["O"] + MOLAR_MASS["H"])
_SODIUM_BICARBONATE = 22.990 + MOLAR_MASS["H"] + MOLAR_MASS["C"] + 3 * MOLAR_MASS["O"]
_AMMONIA = MOLAR_MASS["N"] + 3 * MOLAR_MASS["H"]
_UREA = MOLAR_MASS["C"] + 4 * MOLAR_MASS["H"] + MOLAR_MASS["O"] + 2 * MOLAR_MASS["N"]
_NITROGEN_DIOXIDE = MOLAR_MASS["N"] + 2 * MOLAR_MASS["O"]


def acid_gases_kmol_per_t(
    chlorine: Numeric, sulfur: Numeric, chlorine_to_gas: Numeric, sulfur_to_gas: Numeric
) -> tuple[Numeric, Numeric]:
    """HCl and SO2 in the raw gas of one tonne of waste.

    Parameters
    ----------
    chlorine, sulfur : float or array
        In the waste as received [kg/kg].
    chlorine_to_gas, sulfur_to_gas : float or array
        Parts that reach the raw gas [kg/kg].

    Returns
    -------
    tuple of float or array
        HCl and SO2 [kmol/t waste].

    Examples
    --------
    >>> hcl, so2 = acid_gases_kmol_per_t(0.003545, 0.0, 1.0, 1.0)  # 3.545 kg / 35.45
    >>> round(hcl, 6), so2
    (0.1, 0.0)
    """
    return (
        _KG_PER_T * chlorine * chlorine_to_gas / MOLAR_MASS["Cl"],
        _KG_PER_T * sulfur * sulfur_to_gas / MOLAR_MASS["S"],
    )


def slaked_lime_kg_per_t(
    chlorine: Numeric,
    sulfur: Numeric,
    *,
    chlorine_to_gas: Numeric,
    sulfur_to_gas: Numeric,
    stoichiometric_ratio: Numeric,
) -> Numeric:
    """Slaked lime for HCl and SO2: Ca(OH)2 takes two HCl or one SO2.

    Parameters
    ----------
    chlorine, sulfur : float or array
        In the waste as received [kg/kg].
    chlorine_to_gas, sulfur_to_gas : float or array
        Parts that reach the raw gas [kg/kg].
    stoichiometric_ratio : float or array
        Lime dosed over lime needed [-]: dry 2-3, semi-dry 1.4-2.

    Returns
    -------
    float or array
        Pure Ca(OH)2 [kg/t waste].

    References
    ----------
    IUPAC standard atomic weights: 74.092 kg/kmol; 1.016 kg/kg HCl, 1.157 kg/kg SO2.

    Examples
    --------
    5 g Cl/kg, 70 % to gas: 3.5 kg Cl = 0.09873 kmol HCl, half of it lime: 3.658 kg; twice that.

    >>> round(float(slaked_lime_kg_per_t(0.005, 0.0, chlorine_to_gas=0.7, sulfur_to_gas=0.5,
    ...                                  stoichiometric_ratio=2.0)), 2)
    7.32
    """
    hcl, so2 = acid_gases_kmol_per_t(chlorine, sulfur, chlorine_to_gas, sulfur_to_gas)
    return (hcl / 2.0 + so2) * _CALCIUM_HYDROXIDE * stoichiometric_ratio


def sodium_bicarbonate_kg_per_t(
    chlorine: Numeric,
    sulfur: Numeric,
    *,
    chlorine_to_gas: Numeric,
    sulfur_to_gas: Numeric,
    stoichiometric_ratio: Numeric,
) -> Numeric:
    """Sodium bicarbonate for HCl and SO2: one NaHCO3 takes one HCl, two take one SO2.

    Parameters
    ----------
    chlorine, sulfur : float or array
        In the waste as received [kg/kg].
    chlorine_to_gas, sulfur_to_gas : float or array
        Parts that reach the raw gas [kg/kg].
    stoichiometric_ratio : float or array
        Bicarbonate dosed over bicarbonate needed [-]: 1.1-1.3.

    Returns
    -------
    float or array
        Pure NaHCO3 [kg/t waste].

    References
    ----------
    IUPAC standard atomic weights: 84.006 kg/kmol; 2.304 kg/kg HCl, 2.623 kg/kg SO2.

    Examples
    --------
    3.545 kg Cl is 0.1 kmol HCl and takes 8.4006 kg.

    >>> round(float(sodium_bicarbonate_kg_per_t(0.003545, 0.0, chlorine_to_gas=1.0,
    ...     sulfur_to_gas=1.0, stoichiometric_ratio=1.0)), 3)
    8.401
    """
    hcl, so2 = acid_gases_kmol_per_t(chlorine, sulfur, chlorine_to_gas, sulfur_to_gas)
    return (hcl + 2.0 * so2) * _SODIUM_BICARBONATE * stoichiometric_ratio


def nitrogen_oxides_removed_kg_per_t(
    raw_mg_per_nm3: Numeric, target_mg_per_nm3: Numeric, dry_nm3_per_kg: Numeric
) -> Numeric:
    """Nitrogen oxides that must be reduced, as NO2.

    Parameters
    ----------
    raw_mg_per_nm3, target_mg_per_nm3 : float or array
        Before and after treatment, dry, at one oxygen content [mg/Nm3].
    dry_nm3_per_kg : float or array
        Dry flue gas at that oxygen content [Nm3/kg waste].

    Returns
    -------
    float or array
        NO2 removed [kg/t waste], 0 where the raw gas is already below the target.

    Examples
    --------
    >>> float(nitrogen_oxides_removed_kg_per_t(350.0, 150.0, 4.0))  # 200 mg * 4000 Nm3
    0.8
    """
    return np.maximum(np.subtract(raw_mg_per_nm3, target_mg_per_nm3), 0.0) * dry_nm3_per_kg / 1000.0


def ammonia_solution_kg_per_t(
    removed_kg_per_t: Numeric, normalised_ratio: Numeric, solution_strength: Numeric
) -> Numeric:
    """Ammonia water for the reduction of nitrogen oxides, one NH3 for one NO2.

    Parameters
    ----------
    removed_kg_per_t : float or array
        Nitrogen oxides removed, as NO2 [kg/t waste].
    normalised_ratio : float or array
        Ammonia dosed per NO2 removed [mol/mol]: SCR about 1.05, SNCR 1.5-2.5.
    solution_strength : float or array
        Ammonia in the solution [kg/kg].

    Returns
    -------
    float or array
        Solution [kg/t waste].

    References
    ----------
    IUPAC standard atomic weights: 17.031/46.005 = 0.370 kg NH3/kg NO2.

    Examples
    --------
    >>> round(float(ammonia_solution_kg_per_t(0.8, 2.0, 0.25)), 2)  # 0.8 * 0.3702 * 2 / 0.25
    2.37
    """
    return removed_kg_per_t * _AMMONIA / _NITROGEN_DIOXIDE * normalised_ratio / solution_strength


def urea_kg_per_t(removed_kg_per_t: Numeric, normalised_ratio: Numeric) -> Numeric:
    """Solid urea for the reduction of nitrogen oxides, one CO(NH2)2 for two NO2.

    Parameters
    ----------
    removed_kg_per_t : float or array
        Nitrogen oxides removed, as NO2 [kg/t waste].
    normalised_ratio : float or array
        Reducing nitrogen dosed per NO2 removed [mol/mol].

    Returns
    -------
    float or array
        Urea [kg/t waste].

    References
    ----------
    IUPAC standard atomic weights: 60.056/(2 * 46.005) = 0.653 kg/kg NO2.

    Examples
    --------
    >>> round(urea_kg_per_t(0.8, 2.0), 3)  # 0.8 * 0.6527 * 2
    1.044
    """
    return removed_kg_per_t * _UREA / (2.0 * _NITROGEN_DIOXIDE) * normalised_ratio


def activated_carbon_kg_per_t(dose_mg_per_nm3: Numeric, dry_nm3_per_kg: Numeric) -> Numeric:
    """Activated carbon for mercury and dioxins.

    Parameters
    ----------
    dose_mg_per_nm3 : float or array
        Dose in the flue gas [mg/Nm3].
    dry_nm3_per_kg : float or array
        Flue gas on the same basis [Nm3/kg waste].

    Returns
    -------
    float or array
        Activated carbon [kg/t waste].

    Examples
    --------
    >>> activated_carbon_kg_per_t(100.0, 4.0)  # 100 mg * 4000 Nm3
    0.4
    """
    return dose_mg_per_nm3 * dry_nm3_per_kg / 1000.0
