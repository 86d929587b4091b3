"""What is usually built for a waste and a boiler, where a study does not say."""

import numpy as np

from wte_ppp.arrays import Numeric

# Wet waste needs hot air to dry on the grate, rich waste burns with air of the bunker.
_LHV_MJ_PER_KG, _HOT_AIR_C = (9.0, 12.0), 160.0
_FEEDWATER_C, _PINCH_K = 130.0, 20.0


def usual_air_preheat_c(lhv_mj_per_kg: Numeric, ambient_c: Numeric) -> Numeric:
    """Temperature of combustion air that a waste is usually given.

    Parameters
    ----------
    lhv_mj_per_kg : float or array
        Of the waste fired [MJ/kg].
    ambient_c : float or array
        Air of the site [degC].

    Returns
    -------
    float or array
        [degC]: 160 up to 9 MJ/kg, as drawn in from 12 MJ/kg on, a straight line between.

    Notes
    -----
    Assumption after engineering practice: Asian plants on wet waste heat air to 160 to 220 degC;
    European plants on 9 to 11 MJ/kg to 80 to 130 degC; refuse-derived fuel takes cold air.

    Examples
    --------
    >>> float(usual_air_preheat_c(10.5, 20.0))  # half way between 160 and 20
    90.0
    """
    hot = np.clip(
        (_LHV_MJ_PER_KG[1] - np.asarray(lhv_mj_per_kg)) / np.ptp(_LHV_MJ_PER_KG), 0.0, 1.0
    )
    ambient = np.asarray(ambient_c, dtype=np.float64)
    between = ambient + hot * np.maximum(_HOT_AIR_C - ambient, 0.0)
    # Hot air is as hot whatever the site's is, also where that is not known.
    return np.asarray(np.where(hot == 1.0, np.fmax(_HOT_AIR_C, ambient), between))[()]


def usual_feedwater_c(flue_gas_exit_c: Numeric) -> Numeric:
    """Feedwater temperature that goes with a boiler's exit.

    Parameters
    ----------
    flue_gas_exit_c : float or array
        Flue gas at the boiler's exit [degC].

    Returns
    -------
    float or array
        [degC]: 130, or 20 K below colder flue gas, which the economiser must cool; not below 100.

    Notes
    -----
    Assumption after engineering practice: 105 to 145 degC.

    Examples
    --------
    >>> float(usual_feedwater_c(190.0)), float(usual_feedwater_c(140.0))
    (130.0, 120.0)
    """
    coldest = np.minimum(_FEEDWATER_C, np.asarray(flue_gas_exit_c) - _PINCH_K)
    return np.asarray(np.maximum(coldest, 100.0), dtype=np.float64)[()]
