"""Factor of an electricity system from its plants: operating, build and combined margin."""

import numpy as np
from numpy.typing import ArrayLike

from wte_ppp.arrays import FloatArray, Numeric

NEWEST_SHARE = 0.20  # TOOL07: the newest plants that make a fifth of the power
NEWEST_UNITS = 5
WEIGHTS = {"wind_solar": (0.75, 0.75, 0.75), "other": (0.5, 0.25, 0.25)}


def combined_margin(
    operating_margin: Numeric, build_margin: Numeric, operating_weight: Numeric
) -> Numeric:
    """Grid factor weighed between the operating and the build margin.

    Parameters
    ----------
    operating_margin, build_margin : Numeric
        t CO2 per MWh.
    operating_weight : Numeric
        Weight of the operating margin, 0 to 1. For waste-to-energy 0.5 in the first crediting
        period and 0.25 after; 0.75 is for wind and solar.

    Returns
    -------
    Numeric
        t CO2 per MWh, broadcast shape; NaN where the weight lies outside 0 to 1.

    References
    ----------
    CDM TOOL07, Tool to calculate the emission factor for an electricity system, v07.0.

    Examples
    --------
    0.8 and 0.6 in equal parts: 0.7.

    >>> print(f"{combined_margin(0.8, 0.6, 0.5):.3f}")
    0.700
    """
    weight = np.asarray(operating_weight, dtype=np.float64)
    weight = np.where((weight >= 0.0) & (weight <= 1.0), weight, np.nan)[()]
    return weight * operating_margin + (1.0 - weight) * build_margin


def operating_weight(technology: str, crediting_period: int) -> float:
    """Weight of the operating margin in the combined margin.

    Parameters
    ----------
    technology : str
        "other" (waste-to-energy among them) or "wind_solar".
    crediting_period : int
        1, 2 or 3.

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    ValueError
        For another technology or period.

    References
    ----------
    CDM TOOL07, v07.0, combined margin, default weights.

    Examples
    --------
    >>> operating_weight("other", 1), operating_weight("other", 2)
    (0.5, 0.25)
    """
    if technology not in WEIGHTS or crediting_period not in (1, 2, 3):
        raise ValueError(
            f"got {technology!r} in period {crediting_period}; expected "
            f"{', '.join(WEIGHTS)} in period 1, 2 or 3"
        )
    return WEIGHTS[technology][crediting_period - 1]


def unit_factor(fuel_kg_per_gj: Numeric, efficiency: Numeric) -> Numeric:
    """Emission factor of a power unit whose fuel use is not known.

    Parameters
    ----------
    fuel_kg_per_gj : Numeric
        kg CO2 per GJ of its fuel.
    efficiency : Numeric
        Net electric efficiency, lower heating value, 0 to 1.

    Returns
    -------
    Numeric
        t CO2 per MWh; NaN where the efficiency is not positive.

    References
    ----------
    CDM TOOL07, v07.0, option A2: EF * 3.6 / eta.

    Examples
    --------
    Coal 94.6 kg/GJ at 36 %: 94.6 * 3.6 / 0.36 / 1000 = 0.946.

    >>> print(f"{unit_factor(94.6, 0.36):.3f}")
    0.946
    """
    share = np.asarray(efficiency, dtype=np.float64)
    return (fuel_kg_per_gj * 3.6 / np.where(share > 0.0, share, np.nan) / 1000.0)[()]


def operating_margin(generation_mwh: ArrayLike, factors: ArrayLike) -> float:
    """Simple operating margin: mean factor of the plants that are not low-cost or must-run.

    Parameters
    ----------
    generation_mwh : array_like
        MWh of each unit (and year), (n,); of three years for the ex-ante option.
    factors : array_like
        t CO2 per MWh of each, (n,).

    Returns
    -------
    float
        t CO2 per MWh, weighed by generation.

    Raises
    ------
    ValueError
        If nothing is generated.

    References
    ----------
    CDM TOOL07, v07.0, simple operating margin.

    Examples
    --------
    100 MWh at 0.9 and 300 MWh at 0.5: 0.6.

    >>> print(f"{operating_margin([100.0, 300.0], [0.9, 0.5]):.2f}")
    0.60
    """
    power = np.asarray(generation_mwh, dtype=np.float64)
    if power.sum() <= 0.0:
        raise ValueError("no generation; give MWh of the units that count")
    return float((power * np.asarray(factors)).sum() / power.sum())


def build_margin(built: ArrayLike, generation_mwh: ArrayLike, factors: ArrayLike) -> float:
    """Build margin: mean factor of the newest units.

    Parameters
    ----------
    built : array_like
        Year in which each unit started, (n,); units under a crediting scheme left out.
    generation_mwh : array_like
        MWh of each in the last year, (n,).
    factors : array_like
        t CO2 per MWh of each, (n,).

    Returns
    -------
    float
        t CO2 per MWh of the five newest units, or of the newest that make 20 % of the power,
        whichever generate more.

    Raises
    ------
    ValueError
        If nothing is generated.

    References
    ----------
    CDM TOOL07, v07.0, build margin, sample of units (SET_5-units and SET_>=20%).

    Examples
    --------
    Six units of 100 MWh: the five newest make more than 20 %, so that the oldest alone is left
    out: (4 * 0.5 + 1.0) / 5 = 0.6.

    >>> years, power = [2000, 2010, 2011, 2012, 2013, 2014], [100.0] * 6
    >>> print(f"{build_margin(years, power, [9.0, 1.0, 0.5, 0.5, 0.5, 0.5]):.2f}")
    0.60
    """
    power: FloatArray = np.asarray(generation_mwh, dtype=np.float64)
    if power.sum() <= 0.0:
        raise ValueError("no generation; give MWh of the units of the system")
    newest = np.argsort(-np.asarray(built, dtype=np.float64), kind="stable")
    running = np.cumsum(power[newest])
    by_share = int(np.searchsorted(running, NEWEST_SHARE * running[-1]) + 1)
    count = max(min(NEWEST_UNITS, len(newest)), by_share)
    chosen = newest[:count]
    return operating_margin(power[chosen], np.asarray(factors, dtype=np.float64)[chosen])
