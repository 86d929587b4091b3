"""The firing diagram: which throughput and heat a furnace can run at, and what lies outside."""

from collections.abc import Iterable

import numpy as np
from scipy.stats import norm

from wte_ppp.arrays import ROUNDING, FloatArray, Numeric, above
from wte_ppp.plant.furnace import MW_PER_T_H_MJ_PER_KG

# Means of equally likely slices of a standard normal variable, so that its tails weigh in full.
_SLICES = 64
_EDGES = norm.pdf(norm.ppf(np.linspace(0.0, 1.0, _SLICES + 1)))
_SLICE_MEANS = _SLICES * (_EDGES[:-1] - _EDGES[1:])


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
    :func:`mean_load` for what lies below it.

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
    return np.minimum(mechanical_t_per_h, thermal_mw / (MW_PER_T_H_MJ_PER_KG * lhv))


def mean_load(
    lhv_mj_per_kg: Numeric,
    deviation_mj_per_kg: Numeric,
    mechanical_t_per_h: Numeric,
    thermal_mw: Numeric,
    lhv_min_mj_per_kg: Numeric,
    fuel_per_missing: Numeric = 1.0,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Throughput, waste heat and support heat at full load, means over hours of varying waste.

    Parameters
    ----------
    lhv_mj_per_kg, deviation_mj_per_kg : float or array
        Mean and standard deviation of the heating value over the hours, normal [MJ/kg].
    mechanical_t_per_h, thermal_mw : float or array
        Limits of the furnace [t/h], [MW].
    lhv_min_mj_per_kg : float or array
        Heating value below which waste takes auxiliary fuel [MJ/kg].
    fuel_per_missing : float or array
        Heat of that fuel over the heat that the waste lacks [MJ/MJ], as
        :func:`wte_ppp.plant.burnout.burnout` finds it.

    Returns
    -------
    tuple of array
        Throughput [t/h], heat of the waste [MW] and of auxiliary fuel [MW]; NaN where the mean is
        not positive. Waste and fuel together never pass the thermal limit.

    Notes
    -----
    Rich waste lowers the throughput in its hours, poor waste takes fuel in its own: a spread costs
    throughput and never gives heat. The mean is over equally likely hours.

    References
    ----------
    World Bank, Municipal Solid Waste Incineration: Technical Guidance Report, 1999, part 2.

    Examples
    --------
    Without a spread: 20 t/h of 7.2 MJ/kg are 40 MW.

    >>> [float(load) for load in mean_load(7.2, 0.0, 20.0, 40.0, 5.0)]
    [20.0, 40.0, 0.0]

    4 MJ/kg where 5 are needed, 1.2 MJ of fuel for each that lacks: 20 x 1.2 / 3.6 MW.

    >>> [round(float(load), 3) for load in mean_load(4.0, 0.0, 20.0, 40.0, 5.0, 1.2)]
    [20.0, 22.222, 6.667]
    """
    mean = np.where(np.asarray(lhv_mj_per_kg) > 0.0, lhv_mj_per_kg, np.nan)
    spread = np.asarray(deviation_mj_per_kg, dtype=float)
    slices = _SLICE_MEANS if np.any(spread != 0.0) else np.zeros(1)
    throughput: Numeric = 0.0
    waste: Numeric = 0.0
    support: Numeric = 0.0
    # Slice by slice: all of them at once do not fit the processor's cache.
    for deviation in slices:
        hours = np.maximum(mean + spread * deviation, 0.0)
        fuel = np.maximum(np.subtract(lhv_min_mj_per_kg, hours), 0.0) * fuel_per_missing
        heat = MW_PER_T_H_MJ_PER_KG * (hours + fuel)
        burning = np.where(heat > 0.0, heat, np.nan)
        fired = np.minimum(mechanical_t_per_h, thermal_mw / burning)
        throughput = throughput + fired
        waste = waste + fired * hours
        support = support + fired * fuel
    count = len(slices)
    per_mw = MW_PER_T_H_MJ_PER_KG / count
    return (
        np.asarray(throughput / count),
        np.asarray(waste * per_mw),
        np.asarray(support * per_mw),
    )


def share_outside(
    lhv_mj_per_kg: Numeric,
    deviation_mj_per_kg: Numeric,
    lhv_min_mj_per_kg: Numeric,
    lhv_max_mj_per_kg: Numeric,
) -> tuple[Numeric, Numeric]:
    """Share of the hours in which waste is poorer, or richer, than the diagram allows.

    Parameters
    ----------
    lhv_mj_per_kg, deviation_mj_per_kg : float or array
        Mean and standard deviation of the heating value over the hours, normal [MJ/kg].
    lhv_min_mj_per_kg, lhv_max_mj_per_kg : float or array
        Limits of the furnace [MJ/kg].

    Returns
    -------
    tuple of float or array
        Shares below and above [-]. Below, auxiliary fuel burns; above, throughput falls below its
        minimum or the furnace overheats.

    Examples
    --------
    7 +/- 1 MJ/kg against 5.355 to 8.645, the limits of a two-sided 90 % interval.

    >>> [round(float(load), 3) for load in share_outside(7.0, 1.0, 5.355, 8.645)]
    [0.05, 0.05]
    """
    deviation = np.asarray(deviation_mj_per_kg, dtype=float)
    spread = np.where(deviation > 0.0, deviation, 1.0)

    def below(bound: Numeric) -> Numeric:
        missing = np.subtract(bound, lhv_mj_per_kg)
        sure = 1.0 * above(bound, lhv_mj_per_kg)
        return np.where(deviation > 0.0, norm.cdf(missing / spread), sure)[()]

    richer = 1.0 * above(lhv_mj_per_kg, lhv_max_mj_per_kg)
    too_rich = np.where(deviation > 0.0, 1.0 - below(lhv_max_mj_per_kg), richer)
    return below(lhv_min_mj_per_kg), too_rich[()]


def highest_lhv_mj_per_kg(mechanical_min_t_per_h: Numeric, thermal_mw: Numeric) -> Numeric:
    """Heating value at which full heat takes the lowest throughput: no furnace burns richer waste.

    Parameters
    ----------
    mechanical_min_t_per_h, thermal_mw : float or array
        Lowest throughput [t/h] and highest heat [MW].

    Returns
    -------
    float or array
        [MJ/kg]; infinite without a lowest throughput.

    Examples
    --------
    >>> float(highest_lhv_mj_per_kg(12.0, 40.0))  # 40 * 3.6 / 12
    12.0
    """
    lowest = np.asarray(mechanical_min_t_per_h, dtype=float)
    heat = np.asarray(thermal_mw) / MW_PER_T_H_MJ_PER_KG
    highest = heat / np.where(lowest > 0.0, lowest, 1.0)
    return np.where(lowest > 0.0, highest, np.inf)[()]


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
        Lowest and highest heating value [MJ/kg], the two rays from the origin; infinite for none.

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
    if np.isfinite(lhv_max_mj_per_kg):
        polygon = _keep(polygon, -lhv_max_mj_per_kg * MW_PER_T_H_MJ_PER_KG, 1.0)
    polygon = _keep(polygon, lhv_min_mj_per_kg * MW_PER_T_H_MJ_PER_KG, -1.0)
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

    def side(throughput: float, heat: float) -> float:
        parts = per_t_per_h * throughput, per_mw * heat
        return 0.0 if abs(sum(parts)) <= ROUNDING * max(map(abs, parts)) else sum(parts)

    clipped: list[tuple[float, float]] = []
    for (m0, q0), (m1, q1) in zip(corners, [*corners[1:], *corners[:1]], strict=True):
        side0, side1 = side(m0, q0), side(m1, q1)
        if side0 <= 0.0:
            clipped.append((m0, q0))
        if side0 * side1 < 0.0:
            cut = side0 / (side0 - side1)
            clipped.append((m0 + cut * (m1 - m0), q0 + cut * (q1 - q0)))
    return clipped
