"""Rules of the JCM programme: subsidy rate, cost per tonne, the target."""

from collections.abc import Mapping, Sequence

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric


def subsidy_rate_ceiling(
    similar_projects: Numeric, steps: Sequence[tuple[float, float]]
) -> Numeric:
    """Highest subsidy rate by the number of similar projects in the partner country.

    Parameters
    ----------
    similar_projects : Numeric
        JCM projects with the same or similar technology there already; 0 or more.
    steps : Sequence of (float, float)
        From how many projects on, and the rate then; the first starts at 0, ascending.

    Returns
    -------
    Numeric
        Rate; NaN for a negative number.

    References
    ----------
    GEC, Financing Programme for JCM Model Projects; steps as in data/jcm_programme.csv.

    Examples
    --------
    >>> steps = ((0, 0.5), (1, 0.4), (4, 0.3))
    >>> [float(subsidy_rate_ceiling(number, steps)) for number in (0, 1, 3, 4)]
    [0.5, 0.4, 0.4, 0.3]
    """
    number = np.asarray(similar_projects, dtype=np.float64)
    rate = np.full(number.shape, np.nan)
    for start, value in steps:
        rate = np.where(number >= start, value, rate)
    return rate[()]


def subsidy_jpy_per_tco2e(subsidy_jpy: Numeric, total_reductions_tco2e: Numeric) -> Numeric:
    """Subsidy paid for a tonne: the programme's test of cost-effectiveness.

    Parameters
    ----------
    subsidy_jpy : Numeric
        JPY.
    total_reductions_tco2e : Numeric
        Over the legal durable years, t CO2e.

    Returns
    -------
    Numeric
        JPY per t CO2e; NaN where nothing is reduced.

    References
    ----------
    GEC, Financing Programme for JCM Model Projects, public offering guidelines.

    Examples
    --------
    JPY 2.0 billion for 600 000 t: 3 333 JPY/t.

    >>> print(f"{subsidy_jpy_per_tco2e(2.0e9, 600_000.0):.0f}")
    3333
    """
    tonnes = np.asarray(total_reductions_tco2e, dtype=np.float64)
    return (subsidy_jpy / np.where(tonnes > 0.0, tonnes, np.nan))[()]


def net_reduction_kept_tco2e(business_as_usual_tco2e: Numeric, reference_tco2e: Numeric) -> Numeric:
    """Reduction that earns no credit since the reference is set below business as usual.

    Parameters
    ----------
    business_as_usual_tco2e, reference_tco2e : Numeric
        t CO2e per year.

    Returns
    -------
    Numeric
        t CO2e per year, which stay with the partner country's climate (net decrease).

    References
    ----------
    JCM Guidelines for Developing Proposed Methodology, reference emissions below business as
    usual.

    Examples
    --------
    >>> net_reduction_kept_tco2e(100.0, 80.0)
    20.0
    """
    return business_as_usual_tco2e - reference_tco2e


def study_subsidy_jpy(
    cost_jpy: Numeric, small_or_medium: bool, rates: Mapping[str, float]
) -> Numeric:
    """Subsidy of a feasibility study.

    Parameters
    ----------
    cost_jpy : Numeric
        Eligible cost of the study, JPY.
    small_or_medium : bool
        Whether the firm is a small or medium-sized enterprise of Japan.
    rates : Mapping of str to float
        "large" and "small_medium".

    Returns
    -------
    Numeric
        JPY.

    References
    ----------
    Ministry of the Environment of Japan, FY2025 budget request, overseas resource circulation:
    1/2 for large, 2/3 for small and medium-sized enterprises.

    Examples
    --------
    >>> print(f"{study_subsidy_jpy(30e6, True, {'large': 1/2, 'small_medium': 2/3}) / 1e6:.1f}")
    20.0
    """
    return cost_jpy * rates["small_medium" if small_or_medium else "large"]


def cumulative_reductions_t(
    reductions_tco2e: FloatArray, first_year: int, until_year: int
) -> FloatArray:
    """Reductions of a project added up to the end of a calendar year.

    Parameters
    ----------
    reductions_tco2e : FloatArray
        By year from `first_year` on, (n_years,) or (n_draws, n_years); years of loss count.
    first_year, until_year : int
        Calendar (or fiscal) years; both included.

    Returns
    -------
    FloatArray
        t CO2e, () or (n_draws,).

    References
    ----------
    Plan for Global Warming Countermeasures of Japan: cumulative JCM reductions by FY2030.

    Examples
    --------
    >>> float(cumulative_reductions_t(np.array([10.0, 20.0, 40.0]), 2029, 2030))
    30.0
    """
    count = max(until_year - first_year + 1, 0)
    return np.asarray(np.asarray(reductions_tco2e, dtype=np.float64)[..., :count].sum(axis=-1))


def contribution_to_target(
    projects: Sequence[tuple[FloatArray, int]], target_year: int, target_t: float
) -> float:
    """Share of the JCM target that a portfolio of projects brings.

    Parameters
    ----------
    projects : Sequence of (FloatArray, int)
        Yearly reductions, t CO2e, and first year of each project.
    target_year : int
        2030 or 2040.
    target_t : float
        t CO2e cumulative, above 0.

    Returns
    -------
    float
        Share of the target; 0.01 is one percent.

    Raises
    ------
    ValueError
        If the target is not positive.

    References
    ----------
    About 100 Mt by FY2030 and 200 Mt by FY2040, data/jcm_programme.csv.

    Examples
    --------
    Two plants of 50 000 t a year from 2027 and 2029 on: 200 000 + 100 000 of 100 million.

    >>> plant = np.full(15, 50_000.0)
    >>> print(f"{contribution_to_target([(plant, 2027), (plant, 2029)], 2030, 100e6):.4f}")
    0.0030
    """
    if target_t <= 0.0:
        raise ValueError(f"got a target of {target_t} t; expected a target above 0")
    together = sum(
        float(cumulative_reductions_t(series, first, target_year)) for series, first in projects
    )
    return together / target_t
