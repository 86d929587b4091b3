"""Concentrations in the stack: from any basis to dry gas at 0 °C and a reference oxygen."""

from collections.abc import Mapping

from wte_ppp.arrays import Numeric
from wte_ppp.plant.gases import reference_oxygen_factor

__all__ = ["MOLAR_MASS", "at_reference", "mg_per_nm3"]

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
