"""How cold the condenser gets, and the exhaust pressure that follows."""

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.plant.steam import saturation_pressure_bar

# Middle of the usual design differences: hot sites 20 to 24 K, cool ones 25 to 32 K.
SEA_LEVEL_HPA = 1013.25
WATER_OVER_AIR = 0.622  # molar masses
_SITES_C, _DIFFERENCES_K = (13.5, 30.0), (28.5, 22.0)


def air_cooled_condenser_c(
    ambient_c: Numeric, design_difference_k: Numeric, duty_share: Numeric = 1.0
) -> Numeric:
    """Condensing temperature of an air-cooled condenser.

    Parameters
    ----------
    ambient_c : float or array
        Air temperature [degC].
    design_difference_k : float or array
        Condensing less air temperature at design duty [K]; 20-24 in hot climates, 25-32 in cool.
    duty_share : float or array
        Heat rejected over design heat [-].

    Returns
    -------
    float or array
        Condensing temperature [degC].

    Notes
    -----
    At constant air flow the difference is proportional to the duty.

    References
    ----------
    VGB-R 131 M e, Acceptance test measurements and operation monitoring of air-cooled
    condensers under vacuum, 1997 (initial temperature difference).

    Examples
    --------
    >>> air_cooled_condenser_c(30.0, 22.0)
    52.0
    """
    return ambient_c + design_difference_k * duty_share


def usual_air_cooled_difference_k(ambient_c: Numeric) -> Numeric:
    """Condensing less air temperature that air-cooled condensers are usually built for at a site.

    Parameters
    ----------
    ambient_c : float or array
        Mean air temperature of the site [degC].

    Returns
    -------
    float or array
        Difference at design duty [K]: 22 at 30 degC and above, 28.5 at 13.5 degC and below.

    Notes
    -----
    Assumption after engineering practice: 20 to 24 K in hot climates (30 degC), 25 to 32 K in cool
    ones (12 to 15 degC); the middle of each, a straight line between. A quote replaces it.

    Examples
    --------
    Half way between 13.5 and 30 degC: (28.5 + 22)/2.

    >>> float(usual_air_cooled_difference_k(21.75))
    25.25
    """
    return np.asarray(np.interp(ambient_c, _SITES_C, _DIFFERENCES_K), dtype=np.float64)[()]


def wet_bulb_c(air_c: Numeric, moisture_kg_per_kg: Numeric) -> Numeric:
    """Wet bulb temperature of air at sea level.

    Parameters
    ----------
    air_c : float or array
        Air temperature [degC], -20 to 50.
    moisture_kg_per_kg : float or array
        Water in dry air [kg/kg]; what is above saturation counts as saturated.

    Returns
    -------
    float or array
        Wet bulb temperature [degC], within 1 K of the psychrometric one (mostly 0.3 K), and not
        above the air's.

    References
    ----------
    .. [1] R. Stull, "Wet-bulb temperature from relative humidity and air temperature", J. Appl.
       Meteor. Climatol. 50 (2011), 2267-2269, equation 1.
    .. [2] O. A. Alduchov and R. E. Eskridge, "Improved Magnus form approximation of saturation
       vapor pressure", J. Appl. Meteor. 35 (1996), 601-609, equation 21.

    Examples
    --------
    Stull's example: 20 degC and 50 % relative humidity (7.22 g/kg at sea level) give 13.7 degC.

    >>> round(float(wet_bulb_c(20.0, 0.00722)), 1)
    13.7
    """
    saturated_hpa = 6.1094 * np.exp(17.625 * air_c / (243.04 + air_c))
    vapour_hpa = SEA_LEVEL_HPA * moisture_kg_per_kg / (WATER_OVER_AIR + moisture_kg_per_kg)
    humidity = np.minimum(100.0 * vapour_hpa / saturated_hpa, 100.0)
    fitted = (
        air_c * np.arctan(0.151977 * np.sqrt(humidity + 8.313659))
        + np.arctan(air_c + humidity)
        - np.arctan(humidity - 1.676331)
        + 0.00391838 * humidity**1.5 * np.arctan(0.023101 * humidity)
        - 4.686035
    )
    return np.minimum(fitted, air_c)


def water_cooled_condenser_c(
    wet_bulb_c: Numeric, approach_k: Numeric, range_k: Numeric, terminal_difference_k: Numeric
) -> Numeric:
    """Condensing temperature behind a wet cooling tower.

    Parameters
    ----------
    wet_bulb_c : float or array
        Wet bulb temperature [degC].
    approach_k, range_k, terminal_difference_k : float or array
        Cold water over wet bulb, warm over cold water, condensing over warm water [K].

    Returns
    -------
    float or array
        Condensing temperature [degC].

    Examples
    --------
    >>> water_cooled_condenser_c(27.0, 6.0, 9.0, 4.0)
    46.0
    """
    return wet_bulb_c + approach_k + range_k + terminal_difference_k


def condenser_pressure_bar(condenser_c: Numeric, lowest_bar: Numeric = 0.05) -> Numeric:
    """Exhaust pressure at a condensing temperature, not below the choked exhaust.

    Parameters
    ----------
    condenser_c : float or array
        Condensing temperature [degC].
    lowest_bar : float or array
        Pressure below which the last stage gives no more work [bar].

    Returns
    -------
    float or array
        Pressure [bar absolute].

    References
    ----------
    IAPWS R7-97(2012), equation 30 (saturation line).

    Examples
    --------
    >>> round(float(condenser_pressure_bar(50.0)), 4)  # steam table: 0.12352 bar
    0.1235
    """
    return np.maximum(saturation_pressure_bar(condenser_c), lowest_bar)
