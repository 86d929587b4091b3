"""Furnace size, the firing diagram and what a line can burn at a heating value."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric

__all__ = [
    "FurnaceSize",
    "auxiliary_heat_mw",
    "design_thermal_mw",
    "firing_diagram",
    "furnace_size",
    "japan_capacity_t_per_day",
    "number_of_lines",
    "required_capacity_t_per_day",
    "throughput_t_per_h",
]

_MJ_PER_T_H_TO_MW = 1.0 / 3.6  # 1 t/h of 1 MJ/kg is 1000 MJ per 3600 s


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
    return capacity_t_per_h * design_lhv_mj_per_kg * _MJ_PER_T_H_TO_MW


def throughput_t_per_h(
    lhv_mj_per_kg: Numeric, mechanical_t_per_h: Numeric, thermal_mw: Numeric
) -> Numeric:
    """Waste a furnace can burn: the grate limits poor waste, the boiler limits rich waste.

    Parameters
    ----------
    lhv_mj_per_kg : float or array
        Lower heating value of the waste fired [MJ/kg], above 0.
    mechanical_t_per_h : float or array
        Mechanical limit [t/h].
    thermal_mw : float or array
        Thermal limit [MW].

    Returns
    -------
    float or array
        Throughput [t/h], broadcast; NaN where the heating value is not positive.

    Notes
    -----
    Whether the heating value lies inside the diagram is the caller's check; see
    :func:`auxiliary_heat_mw` for what lies below it.

    References
    ----------
    World Bank, Municipal Solid Waste Incineration: Technical Guidance Report, 1999, part 2.

    Examples
    --------
    >>> float(throughput_t_per_h(6.0, 20.0, 40.0))  # grate: 40 * 3.6 / 6 = 24 > 20
    20.0
    >>> float(throughput_t_per_h(9.0, 20.0, 40.0))  # boiler: 40 * 3.6 / 9 = 16
    16.0
    """
    lhv = np.where(np.asarray(lhv_mj_per_kg) > 0.0, lhv_mj_per_kg, np.nan)[()]
    return np.minimum(mechanical_t_per_h, thermal_mw / (_MJ_PER_T_H_TO_MW * lhv))


def auxiliary_heat_mw(
    throughput_t_per_h: Numeric, lhv_mj_per_kg: Numeric, lhv_min_mj_per_kg: Numeric
) -> Numeric:
    """Auxiliary fuel heat that lifts waste below the diagram to its lowest heating value.

    Parameters
    ----------
    throughput_t_per_h : float or array
        Waste burnt [t/h].
    lhv_mj_per_kg, lhv_min_mj_per_kg : float or array
        Its heating value, and the lowest one that burns without support [MJ/kg].

    Returns
    -------
    float or array
        Auxiliary heat [MW], 0 for waste that burns on its own.

    References
    ----------
    World Bank, Municipal Solid Waste Incineration: Technical Guidance Report, 1999, part 2.

    Examples
    --------
    >>> round(float(auxiliary_heat_mw(36.0, 4.5, 5.0)), 6)  # 36 * 0.5 / 3.6
    5.0
    """
    missing = np.maximum(lhv_min_mj_per_kg - np.asarray(lhv_mj_per_kg), 0.0)[()]
    return throughput_t_per_h * missing * _MJ_PER_T_H_TO_MW


def firing_diagram(
    *,
    mechanical_t_per_h: float,
    thermal_mw: float,
    mechanical_min_t_per_h: float,
    thermal_min_mw: float,
    lhv_min_mj_per_kg: float,
    lhv_max_mj_per_kg: float,
) -> FloatArray:
    """Corners of the region in which a furnace runs without support.

    ::

        MW  Q100 ........B________A
                        /         |
                   C  /           |
                    |/      _____F|
                    D____E--
                               t/h   m100

    Parameters
    ----------
    mechanical_t_per_h, mechanical_min_t_per_h : float
        Highest and lowest continuous throughput [t/h].
    thermal_mw, thermal_min_mw : float
        Highest and lowest continuous heat release [MW].
    lhv_min_mj_per_kg, lhv_max_mj_per_kg : float
        Lowest and highest heating value [MJ/kg], the two rays from the origin.

    Returns
    -------
    array
        Corners (n, 2): throughput [t/h], heat [MW], counter-clockwise.

    Raises
    ------
    ValueError
        If a lower limit is not below its upper limit, or if no point meets all six limits.

    References
    ----------
    World Bank, Municipal Solid Waste Incineration: Technical Guidance Report, 1999, part 2.

    Examples
    --------
    >>> corners = firing_diagram(mechanical_t_per_h=20.0, thermal_mw=40.0,
    ...     mechanical_min_t_per_h=12.0, thermal_min_mw=24.0,
    ...     lhv_min_mj_per_kg=5.4, lhv_max_mj_per_kg=9.0)
    >>> len(corners), [20.0, 30.0] in corners.round(6).tolist()  # F: 20 * 5.4 / 3.6
    (6, True)
    """
    for name, low, high in (
        ("throughput", mechanical_min_t_per_h, mechanical_t_per_h),
        ("heat", thermal_min_mw, thermal_mw),
        ("heating value", lhv_min_mj_per_kg, lhv_max_mj_per_kg),
    ):
        if not 0.0 <= low < high:
            raise ValueError(f"lowest {name} {low} must be at least 0 and below highest {high}")
    polygon = [
        (mechanical_min_t_per_h, thermal_min_mw),
        (mechanical_t_per_h, thermal_min_mw),
        (mechanical_t_per_h, thermal_mw),
        (mechanical_min_t_per_h, thermal_mw),
    ]
    polygon = _keep(polygon, -lhv_max_mj_per_kg * _MJ_PER_T_H_TO_MW, 1.0)
    polygon = _keep(polygon, lhv_min_mj_per_kg * _MJ_PER_T_H_TO_MW, -1.0)
    if len(polygon) < 3:
        raise ValueError(
            "no throughput meets both the heat and the heating value limits: widen them"
        )
    return np.array(polygon, dtype=np.float64)


def _keep(
    polygon: Iterable[tuple[float, float]], per_t_per_h: float, per_mw: float
) -> list[tuple[float, float]]:
    """Clip a polygon to the half-plane through the origin where the weighted sum is not above 0."""
    corners = list(polygon)
    kept: list[tuple[float, float]] = []
    for (m0, q0), (m1, q1) in zip(corners, [*corners[1:], *corners[:1]], strict=True):
        side0 = per_t_per_h * m0 + per_mw * q0
        side1 = per_t_per_h * m1 + per_mw * q1
        if side0 <= 0.0:
            kept.append((m0, q0))
        if side0 * side1 < 0.0:
            cut = side0 / (side0 - side1)
            kept.append((m0 + cut * (m1 - m0), q0 + cut * (q1 - q0)))
    return kept


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
    capacity_t_per_day: float, largest_line_t_per_day: float, at_least: int = 2
) -> int:
    """Number of equal lines, none larger than what is built.

    Parameters
    ----------
    capacity_t_per_day : float
        Plant capacity [t/day], above 0.
    largest_line_t_per_day : float
        Largest line offered [t/day], above 0.
    at_least : int
        Fewest lines wanted, so that one may stop.

    Returns
    -------
    int
        Lines.

    Raises
    ------
    ValueError
        If a capacity is not positive or fewer than one line is asked for.

    Examples
    --------
    >>> number_of_lines(2000.0, 750.0)  # 2000/750 = 2.67
    3
    """
    if capacity_t_per_day <= 0.0 or largest_line_t_per_day <= 0.0 or at_least < 1:
        raise ValueError(
            f"capacity {capacity_t_per_day} and largest line {largest_line_t_per_day} must be "
            f"above 0 t/day and at_least {at_least} at least 1"
        )
    return max(at_least, math.ceil(capacity_t_per_day / largest_line_t_per_day))
