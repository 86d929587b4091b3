"""Capex of real plants: a log-log regression and where a new plant should lie."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from wte_ppp.arrays import FloatArray, Numeric


@dataclass(frozen=True)
class CapexFit:
    """Log-log regression ln(capex) = ln(coefficient) + exponent ln(capacity) of one group.

    ``coefficient_usd`` is the capex at 1 t/day in money of the base year; the residual standard
    error is in ln, of all plants; ``n_plants`` and the mean are of the group; the last three place
    new plants in the sample.
    """

    coefficient_usd: float
    exponent: float
    residual_standard_error: float
    n_plants: int
    mean_log_capacity: float
    sum_squares_log_capacity: float
    degrees_of_freedom: int


def capex_fit(
    capacity_t_per_day: FloatArray,
    capex_usd: FloatArray,
    price_index: FloatArray,
    base_price_index: float,
    *,
    groups: Sequence[str] | None = None,
    of: str = "",
) -> CapexFit:
    """Fit capex to capacity over a table of plants, in money of the base year.

    Parameters
    ----------
    capacity_t_per_day : array
        Capacity of each plant [t/day], (n_plants,), above 0.
    capex_usd : array
        Cost in money of the plant's year [USD], (n_plants,), above 0.
    price_index : array
        Price index in the plant's year [-], (n_plants,), above 0.
    base_price_index : float
        Price index in the base year [-], above 0.
    groups, of
        Group of each plant, such as where its builder is from, and the one asked for; left out:
        all plants alike. Groups differ by a factor and share the exponent.

    Returns
    -------
    CapexFit
        Coefficient, exponent and standard deviation.

    Raises
    ------
    ValueError
        If there are fewer than three plants, lengths differ, a value is not positive, all plants
        of each group have one capacity, no plant is of the group asked for, or no plant is left to
        estimate the standard deviation.

    References
    ----------
    Ordinary least squares, with groups the analysis of covariance with one slope (Draper, N.R. and
    Smith, H., Applied Regression Analysis, 3rd ed., 1998, chapter 14); cost-capacity relation of
    AACE International Recommended Practice 59R-10.

    Examples
    --------
    Three plants of exactly 1 MUSD * capacity^0.5.

    >>> fit = capex_fit(np.array([100.0, 400.0, 900.0]), np.array([10e6, 20e6, 30e6]),
    ...                 np.ones(3), 1.0)
    >>> round(fit.coefficient_usd), round(fit.exponent, 6)
    (1000000, 0.5)
    """
    columns = (np.asarray(capacity_t_per_day), np.asarray(capex_usd), np.asarray(price_index))
    n = columns[0].size
    if n < 3 or any(column.shape != (n,) for column in columns):
        raise ValueError("capacity, capex and price index must be columns of three plants or more")
    if base_price_index <= 0.0 or not all(np.all(column > 0.0) for column in columns):
        raise ValueError("capacity, capex and price indices must all be above 0")
    x = np.log(columns[0])
    y = np.log(columns[1] * base_price_index / columns[2])
    labels = np.array([""] * n if groups is None else list(groups))
    if labels.shape != (n,) or of not in labels:
        raise ValueError(f"no plant of group {of!r}: choose one of {sorted(set(labels.tolist()))}")
    of_group = labels == of
    x_mean, y_mean = (np.array([values[labels == g].mean() for g in labels]) for values in (x, y))
    spread = float(np.sum((x - x_mean) ** 2))
    freedom = n - len(set(labels.tolist())) - 1
    if spread == 0.0:
        raise ValueError("all plants have the same capacity: no exponent can be fitted")
    if freedom < 1:
        raise ValueError("as many groups as plants leave none to tell the spread: join groups")
    exponent = float(np.sum((x - x_mean) * (y - y_mean))) / spread
    residual = y - y_mean - exponent * (x - x_mean)
    middle = float(x[of_group].mean())
    return CapexFit(
        coefficient_usd=float(np.exp(y[of_group].mean() - exponent * middle)),
        exponent=exponent,
        residual_standard_error=float(np.sqrt(np.sum(residual**2) / freedom)),
        n_plants=int(of_group.sum()),
        mean_log_capacity=middle,
        sum_squares_log_capacity=spread,
        degrees_of_freedom=freedom,
    )


def capex_interval(
    fit: CapexFit, capacity_t_per_day: Numeric, level: float = 0.80
) -> tuple[Numeric, Numeric, Numeric]:
    """Median capex of a new plant and its two-sided prediction interval.

    Parameters
    ----------
    fit : CapexFit
        Result of :func:`capex_fit`.
    capacity_t_per_day : float or array
        Capacity [t/day], above 0.
    level : float
        Probability that a new plant of the same population lies inside, between 0 and 1.

    Returns
    -------
    tuple of float or array
        Low, median, high [USD of the base year]; NaN for no capacity.

    Raises
    ------
    ValueError
        If the level is not between 0 and 1.

    References
    ----------
    Draper, N.R. and Smith, H., Applied Regression Analysis, 3rd ed., 1998 (prediction interval):
    y +/- t(freedom) s sqrt(1 + 1/n + (x - mean)^2 / Sxx).

    Examples
    --------
    >>> fit = CapexFit(1e6, 0.5, 0.0, 3, 5.8, 2.5, 1)  # plants without scatter
    >>> [round(float(usd) / 1e6, 6) for usd in capex_interval(fit, 400.0)]
    [20.0, 20.0, 20.0]
    """
    if not 0.0 < level < 1.0:
        raise ValueError(f"level {level} must lie between 0 and 1, for example 0.80")
    capacity = np.asarray(capacity_t_per_day)
    x = np.log(np.where(capacity > 0.0, capacity, np.nan))
    leverage = (
        1.0 + 1.0 / fit.n_plants + (x - fit.mean_log_capacity) ** 2 / fit.sum_squares_log_capacity
    )
    quantile = float(stats.t.ppf(0.5 + level / 2.0, fit.degrees_of_freedom))
    half_width = quantile * fit.residual_standard_error * np.sqrt(leverage)
    median = fit.coefficient_usd * np.exp(fit.exponent * x)
    return median * np.exp(-half_width), median, median * np.exp(half_width)
