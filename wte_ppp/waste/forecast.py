"""A city's waste over the contract: people, waste of each, collection, and how sure that is."""

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric


def saturating_growth(
    first: Numeric, growth_per_year: Numeric, ceiling: Numeric, years: FloatArray
) -> FloatArray:
    """Growth that slows down towards a ceiling: the logistic curve.

    Parameters
    ----------
    first : Numeric
        Value in year 0, above 0.
    growth_per_year : Numeric
        Relative growth in year 0, 0.02 for 2 % a year.
    ceiling : Numeric
        Value that is never passed; infinite for plain compound growth.
    years : FloatArray
        Years since year 0, (n_years,); negative ones go back.

    Returns
    -------
    FloatArray
        (n_years,) or (n_draws, n_years); the first value for ever where it lies at the ceiling or
        above.

    References
    ----------
    Verhulst, Notice sur la loi que la population suit dans son accroissement (1838):
    x = K / (1 + (K/x0 - 1) exp(-r t)); here r (1 - x0/K) = ln(1 + growth).

    Examples
    --------
    >>> saturating_growth(1.0, 0.10, np.inf, np.array([0.0, 1.0, 2.0])).round(6).tolist()
    [1.0, 1.1, 1.21]
    >>> saturating_growth(1.0, 0.10, 2.0, np.array([0.0, 500.0])).round(6).tolist()
    [1.0, 2.0]
    """
    start, most = np.asarray(first, dtype=float), np.asarray(ceiling, dtype=float)
    rate = np.log1p(np.asarray(growth_per_year, dtype=float))
    free = np.isinf(most)
    grows = most > start
    finite = np.where(free | ~grows, 2.0 * start, most)
    slowing = rate / (1.0 - start / finite)
    logistic = finite / (1.0 + (finite / start - 1.0) * np.exp(-slowing * years))
    compound = start * np.exp(rate * years)
    return np.asarray(np.where(free, compound, np.where(grows, logistic, start)))


def ramp(now: Numeric, target: Numeric, years_to_target: Numeric, years: FloatArray) -> FloatArray:
    """Straight line from today's value to a target, and level before and after.

    Parameters
    ----------
    now, target : Numeric
        Values in year 0 and from the target year on.
    years_to_target : Numeric
        Years between the two; 0 or less means that the target is reached.
    years : FloatArray
        Years since year 0, (n_years,).

    Returns
    -------
    FloatArray
        (n_years,) or (n_draws, n_years).

    Examples
    --------
    >>> ramp(0.6, 0.9, 3.0, np.array([-1.0, 0.0, 1.0, 3.0, 9.0])).round(6).tolist()
    [0.6, 0.6, 0.7, 0.9, 0.9]
    """
    span = np.asarray(years_to_target, dtype=float)
    share = np.where(span > 0.0, years / np.where(span > 0.0, span, 1.0), 1.0)
    return np.asarray(now + (target - now) * np.clip(share, 0.0, 1.0))


def forecast_band(
    amount: FloatArray, level_share: Numeric, growth_share: Numeric, years: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Lower and upper bound of a forecast whose base and growth are both uncertain.

    Parameters
    ----------
    amount : FloatArray
        Forecast, (..., n_years).
    level_share : Numeric
        Half-width of the interval of the base, over the base [-].
    growth_share : Numeric
        Half-width of the interval of the growth rate, of the same confidence [1/year].
    years : FloatArray
        Years since the base, (n_years,).

    Returns
    -------
    tuple of FloatArray
        Low and high, of the confidence of the two half-widths.

    References
    ----------
    Error propagation of x0 exp(g t) for independent x0 and g: half-width of ln x is
    sqrt(level^2 + (growth t)^2) (JCGM 100:2008, section 5.1).

    Examples
    --------
    20 % on the base and 1.5 points of growth after 10 years: sqrt(0.04 + 0.0225) = 0.25.

    >>> low, high = forecast_band(np.array([100.0]), 0.20, 0.015, np.array([10.0]))
    >>> low.round(2).tolist(), high.round(2).tolist()  # 100 exp(-/+ 0.25)
    ([77.88], [128.4])
    """
    half_width = np.sqrt(np.square(level_share) + np.square(growth_share * years))
    return amount * np.exp(-half_width), amount * np.exp(half_width)
