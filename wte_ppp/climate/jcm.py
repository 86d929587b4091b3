"""Joint Crediting Mechanism: reductions, whole credits, and the equipment subsidy."""

import numpy as np
from numpy.typing import NDArray

from wte_ppp.arrays import FloatArray, Numeric

# Allocation, rates by number of similar projects and portfolios are in jcm_programme.


def reductions_tco2e(reference_tco2e: Numeric, project_tco2e: Numeric) -> Numeric:
    """Emission reductions of a year: reference less project.

    Parameters
    ----------
    reference_tco2e : Numeric
        Reference emissions (landfill methane and displaced power), t CO2e per year; float,
        (n_years,) or (n_draws, n_years). Set below business as usual by the methodology.
    project_tco2e : Numeric
        Project emissions, t CO2e per year.

    Returns
    -------
    Numeric
        t CO2e per year, broadcast shape; negative in years the plant emits more, as the first
        years of operation may.

    References
    ----------
    JCM Guidelines for Developing Proposed Methodology: ER = RE - PE.

    Examples
    --------
    >>> reductions_tco2e(np.array([30_000.0, 50_000.0]), 35_000.0).tolist()
    [-5000.0, 15000.0]
    """
    return reference_tco2e - project_tco2e


def compliance_discount(compliance_rate: Numeric) -> Numeric:
    """Share of the reference that counts where law requires treatment and is complied with in part.

    Parameters
    ----------
    compliance_rate : Numeric
        Share of such waste that is treated as the law requires, 0 to 1; 0 without such a law.

    Returns
    -------
    Numeric
        1 less the rate; 0 from a rate of one half on; NaN outside 0 to 1.

    References
    ----------
    CDM ACM0022 v03.0, DF_RATE.

    Examples
    --------
    >>> compliance_discount(np.array([0.0, 0.2, 0.5])).tolist()
    [1.0, 0.8, 0.0]
    """
    rate = np.asarray(compliance_rate, dtype=np.float64)
    rate = np.where((rate >= 0.0) & (rate <= 1.0), rate, np.nan)
    return np.where(rate >= 0.5, 0.0, 1.0 - rate)[()]


def credits_t(reductions_tco2e: Numeric, crediting_years: NDArray[np.bool_]) -> FloatArray:
    """Credits issued, whole tonnes a year.

    Parameters
    ----------
    reductions_tco2e : Numeric
        t CO2e per year, (n_years,) or (n_draws, n_years).
    crediting_years : NDArray of bool
        True in the years of the crediting period, (n_years,).

    Returns
    -------
    FloatArray
        Credits, t CO2e per year, rounded down; 0 in years of negative reductions and outside
        the crediting period.

    Notes
    -----
    Rounded down each year, as if each year were one monitoring period; longer periods lose
    fewer fractions. A shortfall of one year is not carried to the next;
    :func:`credits_less_shortfall_t` carries it.

    References
    ----------
    JCM Project Cycle Procedure; JCM Guidelines for Issuance of Credits (one credit, one tonne).

    Examples
    --------
    >>> credits_t(np.array([-50.0, 120.9, 80.0]), np.array([True, True, False])).tolist()
    [0.0, 120.0, 0.0]
    """
    # A gram is below any meter: it keeps 120.0 from becoming 119 by a rounding bit.
    to_the_gram = np.round(np.asarray(reductions_tco2e, dtype=np.float64), 6)
    whole = np.floor(np.maximum(to_the_gram, 0.0))
    return np.where(crediting_years, whole, 0.0)


def credits_less_shortfall_t(
    reductions_tco2e: Numeric, crediting_years: NDArray[np.bool_]
) -> FloatArray:
    """Credits where a year of loss is made good before any more are issued.

    Parameters
    ----------
    reductions_tco2e : Numeric
        t CO2e per year, (n_years,) or (n_draws, n_years).
    crediting_years : NDArray of bool
        True in the years of the crediting period, (n_years,).

    Returns
    -------
    FloatArray
        Credits, t CO2e per year, rounded down: what the running sum of reductions rises above the
        highest that it has reached.

    Notes
    -----
    All credits together never exceed the highest running sum; credits already issued are not
    taken back.

    References
    ----------
    CDM Executive Board, 21st meeting, paragraph 18, on negative reductions; from general knowledge,
    not re-read. The JCM's own rule was not found.

    Examples
    --------
    50 t too many are emitted at first: 70.9 t of the next year's 120.9 are left.

    >>> years = np.array([True, True, True])
    >>> credits_less_shortfall_t(np.array([-50.0, 120.9, 80.0]), years).tolist()
    [0.0, 70.0, 80.0]
    """
    counted = np.where(crediting_years, np.asarray(reductions_tco2e, dtype=np.float64), 0.0)
    highest = np.maximum(np.maximum.accumulate(np.cumsum(counted, axis=-1), axis=-1), 0.0)
    risen = np.diff(highest, axis=-1, prepend=0.0)
    # A gram is below any meter, as in `credits_t`.
    return np.where(crediting_years, np.floor(np.round(risen, 6)), 0.0)


def total_reductions_tco2e(
    reductions_tco2e: FloatArray, counted_years: NDArray[np.bool_]
) -> FloatArray:
    """Reductions summed over the years that a subsidy test counts.

    Parameters
    ----------
    reductions_tco2e : FloatArray
        t CO2e per year, (n_years,) or (n_draws, n_years).
    counted_years : NDArray of bool
        True in the years of the legal service life of the equipment, (n_years,).

    Returns
    -------
    FloatArray
        t CO2e in all, (1,) or (n_draws, 1), so that it broadcasts against yearly series.

    References
    ----------
    GEC, Financing Programme for JCM Model Projects, public offering guidelines: reductions
    over the legal durable years of Japanese tax law.

    Examples
    --------
    >>> total_reductions_tco2e(np.array([10.0, 20.0, 40.0]), np.array([True, True, False]))
    array([30.])
    """
    counted = np.where(counted_years, reductions_tco2e, 0.0)
    return np.asarray(counted.sum(axis=-1, keepdims=True), dtype=np.float64)


def subsidy_usd(
    eligible_cost_usd: Numeric,
    rate: Numeric,
    limit_jpy_per_tco2e: Numeric,
    total_reductions_tco2e: Numeric,
    jpy_per_usd: Numeric,
    cap_jpy: Numeric = np.inf,
) -> Numeric:
    """JCM equipment subsidy: the minimum of the rate, the price per tonne and the ceiling.

    Parameters
    ----------
    eligible_cost_usd : Numeric
        Cost of equipment that cuts energy-origin CO2 and its construction, USD; float or
        (n_draws, 1).
    rate : Numeric
        Granted share of the eligible cost.
    limit_jpy_per_tco2e : Numeric
        Most subsidy the programme pays for a tonne; infinite: it has no such limit, and reductions
        that are unknown (NaN) do not matter.
    total_reductions_tco2e : Numeric
        Reductions over the legal service life, t CO2e.
    jpy_per_usd : Numeric
        Exchange rate, above 0.
    cap_jpy : Numeric, default no cap
        Ceiling for one project, JPY.

    Returns
    -------
    Numeric
        USD, 0 or more, broadcast shape; NaN where the exchange rate is not positive.

    Notes
    -----
    Sourced: rate ceiling 30 to 50 % by number of similar projects, and JPY 2.0 billion at most
    for one project (offerings of 2018 and 2022). Not sourced, and to be given by the caller
    from the offering in force: which count of similar projects gives 50, 40 or 30 %, and the
    limit per tonne (JPY 4 000 and less is quoted from practice).

    References
    ----------
    Ministry of the Environment of Japan, JCM equipment subsidy, offering of FY2018 (6 April
    2018): 30-50 %, JPY 0.05 to 2.0 billion a project; offering of FY2022: up to 50 %, JPY 2.0
    billion.

    Examples
    --------
    Half of USD 40 million is 20; 4 000 JPY/t * 600 000 t / 120 = 20; JPY 2.0 billion / 120 =
    16.667 million decides.

    >>> print(f"{subsidy_usd(40e6, 0.5, 4000.0, 600_000.0, 120.0, 2.0e9) / 1e6:.3f}")
    16.667
    """
    exchange = np.asarray(jpy_per_usd, dtype=np.float64)
    exchange = np.where(exchange > 0.0, exchange, np.nan)[()]
    by_cost = rate * eligible_cost_usd
    limit = np.asarray(limit_jpy_per_tco2e, dtype=np.float64)
    limited = np.where(np.isinf(limit), 1.0, limit) * total_reductions_tco2e / exchange
    by_tonne = np.where(np.isinf(limit) | (by_cost == 0.0), np.inf, limited)
    least = np.minimum(np.minimum(by_cost, by_tonne), cap_jpy / exchange)
    return np.maximum(least, 0.0)
