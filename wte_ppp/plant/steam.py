"""Properties of water and steam (IAPWS-IF97) for numbers and arrays, with units in the names.

A thin room around the ``seuif97`` library: it works element by element in MPa and answers an
impossible state with a large negative code; here pressures are in bar absolute, arrays broadcast,
and an impossible state is NaN.
"""

from collections.abc import Callable
from typing import cast

import numpy as np
import seuif97

from wte_ppp.arrays import Numeric

_MPA_PER_BAR = 0.1
# The library's codes for an invalid state lie between -2000 and -9999; no property used here
# (kJ/kg, kJ/kgK, m3/kg, MPa, degC) comes near.
_LOWEST_PROPERTY = -1000.0


def _property(
    function: Callable[[float, float], float], first: Numeric, second: Numeric
) -> Numeric:
    """Apply a scalar property function element by element, with NaN for an invalid state."""
    with np.errstate(all="ignore"):  # the library trips over states that become NaN below
        raw = np.asarray(np.frompyfunc(function, 2, 1)(first, second), dtype=np.float64)
    valid = (raw > _LOWEST_PROPERTY) & np.isfinite(first) & np.isfinite(second)
    return cast(Numeric, np.where(valid, raw, np.nan)[()])


def enthalpy_pt(pressure_bar: Numeric, temperature_c: Numeric) -> Numeric:
    """Specific enthalpy at a pressure and a temperature.

    Parameters
    ----------
    pressure_bar : float or array
        Absolute pressure [bar].
    temperature_c : float or array
        Temperature [degC].

    Returns
    -------
    float or array
        Enthalpy [kJ/kg], NaN outside IF97.

    Notes
    -----
    Valid for 0-800 degC up to 1000 bar and 800-2000 degC up to 500 bar.

    References
    ----------
    IAPWS R7-97(2012), Revised Release on the IAPWS Industrial Formulation 1997, sections 5-9.

    Examples
    --------
    >>> round(float(enthalpy_pt(30.0, 26.85)), 3)  # table 5: 300 K, 3 MPa, 115.331273 kJ/kg
    115.331
    """
    return _property(seuif97.pt2h, np.multiply(pressure_bar, _MPA_PER_BAR), temperature_c)


def entropy_pt(pressure_bar: Numeric, temperature_c: Numeric) -> Numeric:
    """Specific entropy at a pressure and a temperature.

    Parameters
    ----------
    pressure_bar : float or array
        Absolute pressure [bar].
    temperature_c : float or array
        Temperature [degC].

    Returns
    -------
    float or array
        Entropy [kJ/(kg K)], NaN outside IF97.

    References
    ----------
    IAPWS R7-97(2012), sections 5-9.

    Examples
    --------
    >>> round(float(entropy_pt(30.0, 26.85)), 6)  # table 5: 0.392294792 kJ/(kg K)
    0.392295
    """
    return _property(seuif97.pt2s, np.multiply(pressure_bar, _MPA_PER_BAR), temperature_c)


def enthalpy_ps(pressure_bar: Numeric, entropy_kj_per_kg_k: Numeric) -> Numeric:
    """Specific enthalpy at a pressure and an entropy, wet steam included.

    Parameters
    ----------
    pressure_bar : float or array
        Absolute pressure [bar].
    entropy_kj_per_kg_k : float or array
        Entropy [kJ/(kg K)].

    Returns
    -------
    float or array
        Enthalpy [kJ/kg], NaN outside IF97.

    References
    ----------
    IAPWS R7-97(2012), sections 5.2.2 and 6.3.2 (backward equations of pressure and entropy).

    Examples
    --------
    >>> round(float(enthalpy_ps(0.08, 5.7432)))  # wet: 173.9 + 0.6745 * 2403.1 = 1794.8
    1795
    """
    return _property(seuif97.ps2h, np.multiply(pressure_bar, _MPA_PER_BAR), entropy_kj_per_kg_k)


def quality_ps(pressure_bar: Numeric, entropy_kj_per_kg_k: Numeric) -> Numeric:
    """Vapour mass share of steam at a pressure and an entropy.

    Parameters
    ----------
    pressure_bar : float or array
        Absolute pressure [bar].
    entropy_kj_per_kg_k : float or array
        Entropy [kJ/(kg K)].

    Returns
    -------
    float or array
        Quality [kg vapour/kg], 0 for liquid, 1 for superheated steam, NaN outside IF97.

    References
    ----------
    IAPWS R7-97(2012), section 8 (saturation line).

    Examples
    --------
    >>> round(float(quality_ps(0.08, 5.7432)), 2)  # (5.7432 - 0.5926) / (8.2287 - 0.5926)
    0.67
    """
    return _property(seuif97.ps2x, np.multiply(pressure_bar, _MPA_PER_BAR), entropy_kj_per_kg_k)


def saturated_liquid_enthalpy(pressure_bar: Numeric) -> Numeric:
    """Enthalpy of boiling water.

    Parameters
    ----------
    pressure_bar : float or array
        Absolute pressure [bar], 0.00611 to 220.6.

    Returns
    -------
    float or array
        Enthalpy [kJ/kg], NaN off the saturation line.

    References
    ----------
    IAPWS R7-97(2012), section 8.

    Examples
    --------
    >>> round(float(saturated_liquid_enthalpy(1.01325)))  # 100 degC * about 4.19 kJ/(kg K)
    419
    """
    return _property(seuif97.px2h, np.multiply(pressure_bar, _MPA_PER_BAR), 0.0)


def saturated_vapour_enthalpy(pressure_bar: Numeric) -> Numeric:
    """Enthalpy of dry saturated steam.

    Parameters
    ----------
    pressure_bar : float or array
        Absolute pressure [bar], 0.00611 to 220.6.

    Returns
    -------
    float or array
        Enthalpy [kJ/kg], NaN off the saturation line.

    References
    ----------
    IAPWS R7-97(2012), section 8.

    Examples
    --------
    >>> round(float(saturated_vapour_enthalpy(1.01325)))  # 419 + heat of evaporation 2257
    2676
    """
    return _property(seuif97.px2h, np.multiply(pressure_bar, _MPA_PER_BAR), 1.0)


def saturated_vapour_entropy(pressure_bar: Numeric) -> Numeric:
    """Entropy of dry saturated steam.

    Parameters
    ----------
    pressure_bar : float or array
        Absolute pressure [bar], 0.00611 to 220.6.

    Returns
    -------
    float or array
        Entropy [kJ/(kg K)], NaN off the saturation line.

    References
    ----------
    IAPWS R7-97(2012), section 8.

    Examples
    --------
    Moran and Shapiro, table A-3 (an older formulation): 80 bar, 5.7432 kJ/(kg K).

    >>> bool(abs(saturated_vapour_entropy(80.0) - 5.7432) < 0.002)
    True
    """
    return _property(seuif97.px2s, np.multiply(pressure_bar, _MPA_PER_BAR), 1.0)


def saturation_pressure_bar(temperature_c: Numeric) -> Numeric:
    """Boiling pressure at a temperature.

    Parameters
    ----------
    temperature_c : float or array
        Temperature [degC], 0 to 373.9.

    Returns
    -------
    float or array
        Absolute pressure [bar], NaN off the saturation line.

    References
    ----------
    IAPWS R7-97(2012), equation 30.

    Examples
    --------
    >>> round(float(saturation_pressure_bar(226.85)), 4)  # table 35: 500 K, 2.63889776 MPa
    26.389
    """
    return np.multiply(_property(seuif97.tx2p, temperature_c, 0.0), 1.0 / _MPA_PER_BAR)


def saturation_temperature_c(pressure_bar: Numeric) -> Numeric:
    """Boiling temperature at a pressure.

    Parameters
    ----------
    pressure_bar : float or array
        Absolute pressure [bar], 0.00611 to 220.6.

    Returns
    -------
    float or array
        Temperature [degC], NaN off the saturation line.

    References
    ----------
    IAPWS R7-97(2012), equation 31.

    Examples
    --------
    >>> round(float(saturation_temperature_c(10.0)) + 273.15, 3)  # table 36: 453.035632 K
    453.036
    """
    return _property(seuif97.px2t, np.multiply(pressure_bar, _MPA_PER_BAR), 0.0)


def liquid_specific_volume(pressure_bar: Numeric) -> Numeric:
    """Specific volume of boiling water.

    Parameters
    ----------
    pressure_bar : float or array
        Absolute pressure [bar], 0.00611 to 220.6.

    Returns
    -------
    float or array
        Volume [m3/kg], NaN off the saturation line.

    References
    ----------
    IAPWS R7-97(2012), section 8.

    Examples
    --------
    >>> round(float(liquid_specific_volume(0.1)), 5)  # water of 45.8 degC, about 990 kg/m3
    0.00101
    """
    return _property(seuif97.px2v, np.multiply(pressure_bar, _MPA_PER_BAR), 0.0)
