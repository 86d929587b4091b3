"""Higher heating value from elements: six correlations, each as its author printed it.

Mass fractions in and heating value out share one basis, usually dry matter. Formulas
published in kcal are converted with 4.1868 kJ/kcal.
"""

import numpy as np

from wte_ppp.arrays import Numeric

MJ_PER_KCAL = 4.1868e-3  # international table calorie, Japanese practice


def hhv_dulong(carbon: Numeric, hydrogen: Numeric, oxygen: Numeric, sulfur: Numeric) -> Numeric:
    """Higher heating value by Dulong: all oxygen already bound to hydrogen.

    Parameters
    ----------
    carbon, hydrogen, oxygen, sulfur : Numeric
        kg/kg of one basis (dry, or dry and ash free); any shape.

    Returns
    -------
    Numeric
        MJ/kg of that basis.

    Notes
    -----
    Made for coal. Low for cellulose-rich waste, some 13 % for cellulose itself. Printings in
    joule differ by up to 0.6 % (33.83 C + 144.3 (H - O/8) + 9.42 S); the kcal form is used so
    that Dulong, Steuer and Scheurer-Kestner differ only in what they assume of the oxygen.

    References
    ----------
    Dulong's formula in kcal/kg, percent by mass: 81 C + 342.5 (H - O/8) + 22.5 S.

    Examples
    --------
    Pure carbon: 8 100 kcal/kg * 4.1868 kJ/kcal = 33.913 MJ/kg.

    >>> round(hhv_dulong(1.0, 0.0, 0.0, 0.0), 3)
    33.913
    """
    kcal = 8100.0 * carbon + 34250.0 * (hydrogen - oxygen / 8.0) + 2250.0 * sulfur
    return kcal * MJ_PER_KCAL


def hhv_steuer(carbon: Numeric, hydrogen: Numeric, oxygen: Numeric, sulfur: Numeric) -> Numeric:
    """Higher heating value by Steuer: half the oxygen bound to hydrogen, half to carbon as CO.

    Parameters
    ----------
    carbon, hydrogen, oxygen, sulfur : Numeric
        kg/kg of one basis; any shape.

    Returns
    -------
    Numeric
        MJ/kg of that basis, between Dulong and Scheurer-Kestner for ordinary waste.

    References
    ----------
    Steuer's formula as used in Japanese plant design, kcal/kg, percent by mass:
    81 (C - 3/8 O) + 57 * 3/8 O + 345 (H - O/16) + 25 S.

    Examples
    --------
    Pure hydrogen: 34 500 kcal/kg = 144.445 MJ/kg.

    >>> round(hhv_steuer(0.0, 1.0, 0.0, 0.0), 3)
    144.445
    """
    kcal = (
        8100.0 * (carbon - 3.0 / 8.0 * oxygen)
        + 5700.0 * 3.0 / 8.0 * oxygen
        + 34500.0 * (hydrogen - oxygen / 16.0)
        + 2500.0 * sulfur
    )
    return kcal * MJ_PER_KCAL


def hhv_scheurer_kestner(
    carbon: Numeric, hydrogen: Numeric, oxygen: Numeric, sulfur: Numeric
) -> Numeric:
    """Higher heating value by Scheurer-Kestner: all oxygen bound to carbon as CO.

    Parameters
    ----------
    carbon, hydrogen, oxygen, sulfur : Numeric
        kg/kg of one basis; any shape.

    Returns
    -------
    Numeric
        MJ/kg of that basis. High for oxygen-rich waste, some 17 % for cellulose.

    References
    ----------
    Scheurer-Kestner's formula, kcal/kg, percent by mass:
    81 (C - 3/4 O) + 342.5 H + 22.5 S + 57 * 3/4 O.

    Examples
    --------
    Carbon monoxide (C 12/28, O 16/28): the carbon left is nil, 57 * 0.75 * 57.143 = 2 442.9
    kcal/kg = 10.23 MJ/kg (10.10 measured).

    >>> print(f"{hhv_scheurer_kestner(12 / 28, 0.0, 16 / 28, 0.0):.2f}")
    10.23
    """
    kcal = (
        8100.0 * (carbon - 3.0 / 4.0 * oxygen)
        + 34250.0 * hydrogen
        + 2250.0 * sulfur
        + 5700.0 * 3.0 / 4.0 * oxygen
    )
    return kcal * MJ_PER_KCAL


def hhv_boie(
    carbon: Numeric, hydrogen: Numeric, oxygen: Numeric, nitrogen: Numeric, sulfur: Numeric
) -> Numeric:
    """Higher heating value by Boie.

    Parameters
    ----------
    carbon, hydrogen, oxygen, nitrogen, sulfur : Numeric
        kg/kg of one basis; any shape.

    Returns
    -------
    Numeric
        MJ/kg of that basis.

    References
    ----------
    Boie's formula, kJ/kg, percent by mass:
    351.60 C + 1162.25 H - 110.90 O + 62.80 N + 104.65 S.

    Examples
    --------
    Polystyrene CH: 35.160 * 12/13 + 116.225 * 1/13 = 41.40 MJ/kg.

    >>> print(f"{hhv_boie(12 / 13, 1 / 13, 0.0, 0.0, 0.0):.2f}")
    41.40
    """
    return (
        35.160 * carbon + 116.225 * hydrogen - 11.090 * oxygen + 6.280 * nitrogen + 10.465 * sulfur
    )


def hhv_mott_spooner(
    carbon: Numeric, hydrogen: Numeric, oxygen: Numeric, sulfur: Numeric, ash: Numeric
) -> Numeric:
    """Higher heating value by Mott and Spooner, with two regimes of oxygen.

    Parameters
    ----------
    carbon, hydrogen, oxygen, sulfur, ash : Numeric
        kg/kg dry; any shape.

    Returns
    -------
    Numeric
        MJ/kg dry. The published regimes do not meet: at O = 15 % and no ash the value steps up
        by 0.04 MJ/kg.

    References
    ----------
    Mott and Spooner, Fuel in Science and Practice 19 (1940), MJ/kg, percent by mass:
    0.3361 C + 1.4193 H - 0.1453 O + 0.0942 S up to 15 % oxygen, above it the oxygen
    coefficient is 0.1532 - 0.0720 O/(100 - ash).

    Examples
    --------
    O 0.40: coefficient 15.32 - 7.20 * 0.40 = 12.44; 33.61*0.5 + 141.93*0.06 - 12.44*0.40 =
    20.345 MJ/kg.

    >>> print(f"{hhv_mott_spooner(0.50, 0.06, 0.40, 0.0, 0.0):.3f}")
    20.345
    """
    ash_free = np.where(np.asarray(ash) < 1.0, 1.0 - ash, 1.0)
    oxygen_mj = np.where(np.asarray(oxygen) <= 0.15, 14.53, 15.32 - 7.20 * oxygen / ash_free)[()]
    return 33.61 * carbon + 141.93 * hydrogen - oxygen_mj * oxygen + 9.42 * sulfur


def hhv_channiwala_parikh(
    carbon: Numeric,
    hydrogen: Numeric,
    oxygen: Numeric,
    nitrogen: Numeric,
    sulfur: Numeric,
    ash: Numeric,
) -> Numeric:
    """Higher heating value by the unified correlation of Channiwala and Parikh.

    Parameters
    ----------
    carbon, hydrogen, oxygen, nitrogen, sulfur, ash : Numeric
        kg/kg dry; any shape.

    Returns
    -------
    Numeric
        MJ/kg dry.

    Notes
    -----
    Valid for C 0-92.25, H 0.43-25.15, O 0-50, N 0-5.6, S 0-94.08, ash 0-71.4 % dry; mean
    absolute error 1.45 % on the authors' fuels. It has no chlorine term.

    References
    ----------
    Channiwala, Parikh, A unified correlation for estimating HHV of solid, liquid and gaseous
    fuels, Fuel 81 (2002) 1051-1063.

    Examples
    --------
    Cellulose C6H10O5: 34.91*0.4445 + 117.83*0.0622 - 10.34*0.4934 = 17.74 (17.4 measured).

    >>> print(f"{hhv_channiwala_parikh(0.4445, 0.0622, 0.4934, 0.0, 0.0, 0.0):.2f}")
    17.74
    """
    return (
        34.91 * carbon
        + 117.83 * hydrogen
        + 10.05 * sulfur
        - 10.34 * oxygen
        - 1.51 * nitrogen
        - 2.11 * ash
    )
