"""Concentrations in the stack: from any basis to dry gas at 0 °C and a reference oxygen."""

from collections.abc import Mapping

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.plant.gases import reference_oxygen_factor

# kg/kmol; nitrogen oxides count as NO2.
MOLAR_MASS: Mapping[str, float] = {
    "SO2": 64.06,
    "NOx": 46.01,
    "HCl": 36.46,
    "CO": 28.01,
    "NH3": 17.03,
    "HF": 20.01,
}
LITRES_PER_MOL = 22.414
ZERO_C = 273.15


def mg_per_nm3(pollutant: str, ppm: Numeric) -> Numeric:
    """Mass concentration at 0 °C and 101.325 kPa of a share of volume.

    Parameters
    ----------
    pollutant
        One of `MOLAR_MASS`.
    ppm : float or array
        Parts per million by volume.

    Returns
    -------
    float or array
        mg/Nm3, at the same oxygen.

    Raises
    ------
    KeyError
        For a pollutant without a molar mass, such as dust.

    References
    ----------
    Ideal gas: molar mass / 22.414 l per mol.

    Examples
    --------
    >>> round(mg_per_nm3("SO2", 30), 1)  # 30 x 2.858
    85.7
    """
    return ppm * MOLAR_MASS[pollutant] / LITRES_PER_MOL


def at_reference(
    concentration: Numeric,
    *,
    o2_percent: Numeric,
    temperature_c: float = 0.0,
    to_o2_percent: Numeric = 11.0,
) -> Numeric:
    """A dry concentration at 0 °C and another oxygen content.

    Parameters
    ----------
    concentration : float or array
        Mass per cubic metre of dry gas at 101.325 kPa.
    o2_percent, to_o2_percent : float or array
        Oxygen of the concentration, and the one asked for [% by volume, dry].
    temperature_c
        At which the cubic metre is meant.

    Returns
    -------
    float or array
        Same mass unit per Nm3 at 0 °C.

    References
    ----------
    Directive 2010/75/EU, Annex VI, part 7; ideal gas for the temperature.

    Examples
    --------
    Thailand's 30 ppm SO2 at 7 % oxygen, at the European reference: 85.7 x 10/14.

    >>> round(float(at_reference(mg_per_nm3("SO2", 30), o2_percent=7)), 1)
    61.2
    >>> round(float(at_reference(100, o2_percent=12, temperature_c=25)), 1)  # 100 x 1.0915 x 10/9
    121.3
    """
    hotter = (ZERO_C + temperature_c) / ZERO_C
    return concentration * hotter * reference_oxygen_factor(o2_percent, to_o2_percent)


def from_reference(
    concentration: Numeric,
    *,
    to_o2_percent: Numeric,
    to_temperature_c: float = 0.0,
    o2_percent: Numeric = 11.0,
) -> Numeric:
    """Bring a dry concentration at 0 °C to the oxygen and the cubic metre of a standard.

    Parameters
    ----------
    concentration : float or array
        Mass per Nm3 of dry gas at 0 °C.
    to_o2_percent, o2_percent : float or array
        Oxygen of the standard, and of the concentration [% by volume, dry].
    to_temperature_c
        Temperature of the standard's cubic metre.

    Returns
    -------
    float or array
        Same mass unit per cubic metre of the standard.

    References
    ----------
    Inverse of :func:`at_reference`.

    Examples
    --------
    100 mg at 11 % are 100 x 9/10 at 12 %, and 1.0915 times less in a cubic metre of 25 °C.

    >>> round(float(from_reference(100.0, to_o2_percent=12.0, to_temperature_c=25.0)), 2)
    82.45
    """
    hotter = (ZERO_C + to_temperature_c) / ZERO_C
    return concentration * reference_oxygen_factor(o2_percent, to_o2_percent) / hotter


def ppm(pollutant: str, mg_per_nm3: Numeric) -> Numeric:
    """Share of volume of a mass concentration at 0 °C.

    Parameters
    ----------
    pollutant
        One of `MOLAR_MASS`.
    mg_per_nm3 : float or array
        At 0 °C and 101.325 kPa.

    Returns
    -------
    float or array
        Parts per million by volume, at the same oxygen.

    Examples
    --------
    >>> round(float(ppm("HCl", 1.6267 * 25)), 2)  # 36.46 / 22.414 = 1.6267 mg in 1 ppm
    25.0
    """
    return mg_per_nm3 * LITRES_PER_MOL / MOLAR_MASS[pollutant]


def dry_nm3_per_t_at_reference(
    dry_nm3_per_kg: Numeric, dry_o2_percent: Numeric, to_o2_percent: Numeric = 11.0
) -> Numeric:
    """Dry flue gas of a tonne of waste, diluted or thickened to a reference oxygen.

    Parameters
    ----------
    dry_nm3_per_kg : float or array
        As it is [Nm3/kg waste].
    dry_o2_percent, to_o2_percent : float or array
        Oxygen in it, and the reference [% by volume, dry].

    Returns
    -------
    float or array
        [Nm3/t waste] at 0 degC.

    References
    ----------
    Directive 2010/75/EU, Annex VI, part 7: what lowers a concentration enlarges the volume.

    Examples
    --------
    >>> round(float(dry_nm3_per_t_at_reference(4.0, 7.0)))  # 4000 x 14/10
    5600
    """
    return 1000.0 * dry_nm3_per_kg / reference_oxygen_factor(dry_o2_percent, to_o2_percent)


def acid_mg_per_nm3(pollutant: str, kmol_per_t: Numeric, dry_nm3_per_t: Numeric) -> Numeric:
    """Raw gas concentration of an acid that the waste's own chlorine or sulfur forms.

    Parameters
    ----------
    pollutant
        "HCl" or "SO2".
    kmol_per_t : float or array
        Of :func:`wte_ppp.plant.reagents.acid_gases_kmol_per_t` [kmol/t waste].
    dry_nm3_per_t : float or array
        Dry flue gas at the reference oxygen [Nm3/t waste], above 0.

    Returns
    -------
    float or array
        [mg/Nm3].

    Examples
    --------
    0.1 kmol of HCl in 5000 Nm3: 3.646 kg / 5000 m3.

    >>> round(float(acid_mg_per_nm3("HCl", 0.1, 5000.0)), 1)
    729.2
    """
    volume = np.where(np.asarray(dry_nm3_per_t) > 0.0, dry_nm3_per_t, np.nan)
    return kmol_per_t * MOLAR_MASS[pollutant] * 1e6 / volume


def cleaned(raw: Numeric, removals: Mapping[str, Numeric]) -> Numeric:
    """What is left of a pollutant behind stages in series.

    Parameters
    ----------
    raw : float or array
        Concentration before them.
    removals
        Share that each stage removes [-], by its name.

    Returns
    -------
    float or array
        In the unit of `raw`.

    Examples
    --------
    >>> round(float(cleaned(1000.0, {"spray": 0.9, "filter": 0.5})), 6)
    50.0
    """
    left = raw
    for removed in removals.values():
        left = left * (1.0 - np.asarray(removed))
    return left
