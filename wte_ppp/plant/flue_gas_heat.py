"""Heat of flue gas behind the boiler: an economiser, and below the dew point a condenser."""

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.plant.gases import (
    MOLAR_MASS,
    MOLAR_VOLUME_NM3_PER_KMOL,
    FlueGas,
    flue_gas_enthalpy_kj_per_kg,
)
from wte_ppp.plant.steam import saturation_pressure_bar

_ATMOSPHERE_BAR = 1.01325


def recovered_mj_per_kg(gas: FlueGas, from_c: Numeric, to_c: Numeric) -> Numeric:
    """Heat that flue gas gives while it is cooled, with that of the water that condenses.

    Parameters
    ----------
    gas : FlueGas
        Of one kilogram of waste.
    from_c, to_c : float or array
        Before and behind [degC], ``to_c`` 0 to 100.

    Returns
    -------
    float or array
        [MJ/kg waste]; 0 where it is not cooled.

    Notes
    -----
    Gas at sea level leaves saturated where it is colder than its dew point. Water of a wet or
    semi-dry scrubber takes up heat that it gives back here, so that the boiler's exit counts.
    Heat of evaporation 2.501 - 0.00237 T MJ/kg (steam tables, 0 to 100 degC).

    References
    ----------
    First law; ideal gas and saturation line of IAPWS R7-97(2012). Danish Energy Agency, Technology
    Data for Energy Plants, sheets 08: flue gas condensation takes plants above 100 % of LHV.

    Examples
    --------
    Gas of 1 kg of water and 4 Nm3 dry at 60 degC keeps 0.1995/(1.01325 - 0.1995) of the dry moles:
    0.0438 kmol or 0.788 kg; 0.212 kg condense and give 0.5 MJ.

    >>> from types import SimpleNamespace
    >>> gas = SimpleNamespace(h2o_nm3=1 / 18.015 * 22.414, dry_nm3=4.0, co2_nm3=0.0, so2_nm3=0.0,
    ...                       hcl_nm3=0.0, n2_nm3=4.0, o2_nm3=0.0)
    >>> bool(abs(recovered_mj_per_kg(gas, 60.0, 60.0) - 0.50) < 0.01)
    True
    """
    cooled = np.minimum(to_c, from_c)
    sensible = flue_gas_enthalpy_kj_per_kg(gas, from_c) - flue_gas_enthalpy_kj_per_kg(gas, cooled)
    vapour_bar = np.minimum(saturation_pressure_bar(cooled), 0.99 * _ATMOSPHERE_BAR)
    kept = gas.dry_nm3 * vapour_bar / (_ATMOSPHERE_BAR - vapour_bar)
    condensed_nm3 = np.maximum(gas.h2o_nm3 - kept, 0.0)
    condensed_kg = condensed_nm3 / MOLAR_VOLUME_NM3_PER_KMOL * MOLAR_MASS["h2o"]
    return sensible / 1000.0 + condensed_kg * (2.501 - 0.00237 * cooled)
