"""Furnace size: capacity per hour and day, heat, number of lines."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import ROUNDING, Numeric

MW_PER_T_H_MJ_PER_KG = 1.0 / 3.6  # 1 t/h of 1 MJ/kg is 1000 MJ per 3600 s


@dataclass(frozen=True)
class FurnaceSize:
    """What one furnace, or all of them together, is built for."""

    capacity_t_per_day: Numeric
    mechanical_t_per_h: Numeric
    thermal_mw: Numeric
    design_lhv_mj_per_kg: Numeric


def furnace_size(capacity_t_per_day: Numeric, design_lhv_mj_per_kg: Numeric) -> FurnaceSize:
    """Size a furnace from its daily capacity at the design heating value.

    Parameters
    ----------
    capacity_t_per_day : float or array
        Capacity over 24 hours [t/day].
    design_lhv_mj_per_kg : float or array
        Lower heating value at which mechanical and thermal limit meet [MJ/kg].

    Returns
    -------
    FurnaceSize
        Hourly and thermal capacity.

    References
    ----------
    World Bank, Municipal Solid Waste Incineration: Technical Guidance Report, 1999, part 2
    (capacity diagram).

    Examples
    --------
    >>> size = furnace_size(480.0, 7.2)
    >>> size.mechanical_t_per_h, round(size.thermal_mw, 6)  # 480/24; 20 * 7.2/3.6
    (20.0, 40.0)
    """
    mechanical = capacity_t_per_day / 24.0
    return FurnaceSize(
        capacity_t_per_day=capacity_t_per_day,
        mechanical_t_per_h=mechanical,
        thermal_mw=design_thermal_mw(mechanical, design_lhv_mj_per_kg),
        design_lhv_mj_per_kg=design_lhv_mj_per_kg,
    )


def design_thermal_mw(capacity_t_per_h: Numeric, design_lhv_mj_per_kg: Numeric) -> Numeric:
    """Heat released at full throughput of waste of the design heating value.

    Parameters
    ----------
    capacity_t_per_h : float or array
        Mechanical capacity [t/h].
    design_lhv_mj_per_kg : float or array
        Design lower heating value [MJ/kg].

    Returns
    -------
    float or array
        Thermal capacity [MW], broadcast.

    References
    ----------
    World Bank, Municipal Solid Waste Incineration: Technical Guidance Report, 1999, part 2.

    Examples
    --------
    >>> design_thermal_mw(36.0, 8.0)  # 36 * 8 / 3.6
    80.0
    """
    return capacity_t_per_h * design_lhv_mj_per_kg * MW_PER_T_H_MJ_PER_KG


def required_capacity_t_per_day(annual_t: Numeric, availability_h_per_year: Numeric) -> Numeric:
    """Daily capacity that burns a yearly amount in the hours a plant runs.

    Parameters
    ----------
    annual_t : float or array
        Waste to burn [t/year].
    availability_h_per_year : float or array
        Hours at full load [h/year].

    Returns
    -------
    float or array
        Capacity [t/day].

    Examples
    --------
    >>> required_capacity_t_per_day(320_000.0, 8_000.0)  # 320 000 / 8000 * 24
    960.0
    """
    return annual_t / availability_h_per_year * 24.0


def japan_capacity_t_per_day(
    annual_t: Numeric, operating_days: Numeric = 280.0, adjustment: Numeric = 0.96
) -> Numeric:
    """Capacity by the Japanese grant rule: yearly mean over operating rate and adjustment.

    Parameters
    ----------
    annual_t : float or array
        Planned amount [t/year].
    operating_days : float or array
        Days a furnace runs in a year: 365 less repair, inspection and start-up days.
    adjustment : float or array
        Allowance for unplanned stops; 1 leaves it out.

    Returns
    -------
    float or array
        Capacity [t/day].

    References
    ----------
    Japan Waste Management Association, Gomi shori shisetsu seibi no keikaku, sekkei yoryo (plan
    and design of waste treatment facilities): mean daily amount / (280/365) / 0.96.

    Examples
    --------
    A plan of 59 960 t/year and 10 % disaster waste: 65 956/280 = 235.56, built as 2 x 118 t/day.

    >>> round(japan_capacity_t_per_day(65_956.0, adjustment=1.0), 2)
    235.56
    """
    return annual_t / 365.0 / (operating_days / 365.0) / adjustment


def number_of_lines(
    capacity_t_per_day: Numeric, largest_line_t_per_day: Numeric, at_least: Numeric = 1.0
) -> Numeric:
    """Minimum number of equal lines, none larger than the maximum line capacity.

    Parameters
    ----------
    capacity_t_per_day : float or array
        Plant capacity [t/day], above 0.
    largest_line_t_per_day : float or array
        Largest line offered [t/day], above 0.
    at_least : float or array
        Fewest lines wanted; two, so that one may stop.

    Returns
    -------
    float or array
        Whole number of lines; NaN where a capacity is not positive.

    Examples
    --------
    >>> float(number_of_lines(2000.0, 750.0))  # 2000/750 = 2.67
    3.0
    """
    capacity, largest = np.asarray(capacity_t_per_day), np.asarray(largest_line_t_per_day)
    possible = (capacity > 0.0) & (largest > 0.0)
    ratio = np.where(possible, capacity, np.nan) / np.where(possible, largest, 1.0)
    # A capacity of a whole number of lines does not take one more for a rounding error.
    return np.maximum(np.ceil(ratio - ROUNDING), at_least)
