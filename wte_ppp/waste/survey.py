"""What a waste survey proves: means with their confidence, samples needed, design values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from wte_ppp.arrays import FloatArray, Numeric

TWO_SIDED_90 = 1.645  # standard normal quantile of the 90 % interval


@dataclass(frozen=True)
class SurveyStatistics:
    """Result of a survey, one entry per class (or one number for a single quantity).

    Parameters
    ----------
    mean : FloatArray
        Estimated mean.
    standard_deviation : FloatArray
        Spread of single samples.
    lower, upper : FloatArray
        Confidence limits of the MEAN, not of single samples.
    n : int
        Number of samples.

    Examples
    --------
    >>> one = np.ones(1)
    >>> SurveyStatistics(mean=one, standard_deviation=0 * one, lower=one, upper=one, n=4).n
    4
    """

    mean: FloatArray
    standard_deviation: FloatArray
    lower: FloatArray
    upper: FloatArray
    n: int


def survey_statistics(
    samples: FloatArray,
    confidence: float = 0.90,
    stratum: Sequence[str] | None = None,
    tonnes: Mapping[str, float] | None = None,
) -> SurveyStatistics:
    """Mean of a survey with the t interval of that mean, by stratum where strata are given.

    Parameters
    ----------
    samples : FloatArray
        One row a sample, (n_samples, n_classes), or (n_samples,) for one quantity. Any unit.
    confidence : float, default 0.90
        Two-sided, between 0 and 1; 0.90 or 0.95 in practice.
    stratum : sequence of str, optional
        Label of each row: season, income area. Each stratum needs two samples or more.
    tonnes : Mapping of str to float, optional
        Waste of each stratum in a year; equal weights where not given.

    Returns
    -------
    SurveyStatistics
        Entries (n_classes,), or scalars for one quantity, in the unit of `samples`.

    Raises
    ------
    ValueError
        If there are fewer than two samples (in all or in a stratum), labels do not match the
        rows, or a stratum has no tonnes.

    Notes
    -----
    With strata, the mean is the tonnes-weighted mean of stratum means, its variance
    sum(W^2 s^2 / n), and the degrees of freedom Satterthwaite's. Season and area must not be
    averaged with equal weight when their tonnes differ.

    References
    ----------
    Cochran, Sampling Techniques, 3rd ed., Wiley 1977, ch. 5 (stratified means).
    ASTM D5231-92 (interval of the mean composition).

    Examples
    --------
    8, 10, 12: mean 10, s 2, t(2, 90 %) = 2.920, half-width 2.920 * 2/sqrt(3) = 3.372.

    >>> result = survey_statistics(np.array([8.0, 10.0, 12.0]))
    >>> print(f"{result.mean:.1f} {result.lower:.3f} {result.upper:.3f}")
    10.0 6.628 13.372
    """
    values = np.asarray(samples, dtype=np.float64)
    n = len(values)
    labels = np.asarray(["all"] * n if stratum is None else list(stratum), dtype=str)
    if len(labels) != n:
        raise ValueError(f"{len(labels)} stratum labels for {n} samples; give one label a row")
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"confidence is {confidence}; give a share between 0 and 1, such as 0.90")
    groups = {str(name): values[labels == name] for name in np.unique(labels)}
    small = sorted(name for name, group in groups.items() if len(group) < 2)
    if small or not groups:
        raise ValueError(
            f"strata {small or 'none'} hold fewer than two samples; a spread needs two or more: "
            "sample again or join strata"
        )
    if tonnes is not None and not set(groups) <= set(tonnes):
        raise ValueError(
            f"strata {sorted(set(groups) - set(tonnes))} have no tonnes; give the yearly tonnes "
            "of each stratum"
        )

    total = float(sum(tonnes[name] for name in groups)) if tonnes else float(len(groups))
    weight = {name: (tonnes[name] if tonnes else 1.0) / total for name in groups}
    means = {name: group.mean(axis=0) for name, group in groups.items()}
    variances = {name: group.var(axis=0, ddof=1) for name, group in groups.items()}

    zero = np.zeros(values.shape[1:])
    mean = sum((weight[g] * means[g] for g in groups), start=zero)
    # Spread of single samples: within strata plus between their means.
    variance = sum(
        (weight[g] * (variances[g] + (means[g] - mean) ** 2) for g in groups), start=zero
    )
    # Error of the mean: strata are fixed, so the spread between them plays no part.
    error = {g: weight[g] ** 2 * variances[g] / len(groups[g]) for g in groups}
    squared_error = sum(error.values(), start=zero)
    satterthwaite = sum((error[g] ** 2 / (len(groups[g]) - 1) for g in groups), start=zero)
    # Without spread the interval has no width, whatever the degrees of freedom.
    spread = satterthwaite > 0.0
    degrees = np.where(spread, squared_error**2 / np.where(spread, satterthwaite, 1.0), 1.0)
    half_width = stats.t.ppf(0.5 + confidence / 2.0, degrees) * np.sqrt(squared_error)
    return SurveyStatistics(
        mean=mean,
        standard_deviation=np.sqrt(variance),
        lower=mean - half_width,
        upper=mean + half_width,
        n=n,
    )


def required_samples(
    coefficient_of_variation: Numeric, relative_precision: Numeric, confidence: float = 0.90
) -> Numeric:
    """Sorting samples needed to know a mean to a stated precision.

    Parameters
    ----------
    coefficient_of_variation : Numeric
        Standard deviation over mean of single samples; any shape, one entry a component.
    relative_precision : Numeric
        Allowed half-width over mean, 0.10 for 10 %.
    confidence : float, default 0.90
        Two-sided confidence.

    Returns
    -------
    Numeric
        Whole number of samples, 2 or more; the component with the largest number governs.

    Notes
    -----
    First with the normal quantile, then with Student's t of that number; once two passes
    agree to 10 % the larger one is taken, as the standard says.

    References
    ----------
    ASTM D5231-92, number of sorting samples: n = (t s / (e x))^2.

    Examples
    --------
    Corrugated, s 0.06 and x 0.14, 10 % at 90 %: (1.645*0.06/0.014)^2 = 49.7, so 50; with
    t(49) = 1.677, 51.6, so 52, which is within 10 % of 50.

    >>> int(required_samples(0.06 / 0.14, 0.10))
    52
    """
    ratio = np.asarray(coefficient_of_variation / relative_precision, dtype=np.float64)
    tail = 0.5 + confidence / 2.0
    n = np.maximum(np.ceil((stats.norm.ppf(tail) * ratio) ** 2), 2.0)
    settled = np.zeros(n.shape, dtype=bool)
    for _ in range(20):  # a fixed count, so that each entry is as if computed alone
        again = np.maximum(np.ceil((stats.t.ppf(tail, n - 1.0) * ratio) ** 2), 2.0)
        close = np.abs(again - n) <= 0.10 * n
        n = np.where(settled, n, np.where(close, np.maximum(n, again), again))
        settled = settled | close
    return np.asarray(n, dtype=np.float64)[()]


@dataclass(frozen=True)
class DesignHeatingValues:
    """Low, reference and high quality waste of Japanese design, MJ/kg as received.

    Parameters
    ----------
    low : Numeric
        Sizes air preheating, grate area and auxiliary fuel.
    reference : Numeric
        Energy sales and running cost.
    high : Numeric
        Sizes furnace volume, fans and flue-gas treatment.

    Examples
    --------
    >>> DesignHeatingValues(low=5.0, reference=8.0, high=11.0).high
    11.0
    """

    low: Numeric
    reference: Numeric
    high: Numeric


def design_heating_values(mean: Numeric, standard_deviation: Numeric) -> DesignHeatingValues:
    """Low, reference and high heating value that a furnace must cover.

    Parameters
    ----------
    mean, standard_deviation : Numeric
        Of single survey samples, MJ/kg as received (the spread of samples, not the error of
        their mean); any shape.

    Returns
    -------
    DesignHeatingValues
        mean - 1.645 s, mean, mean + 1.645 s; low is NaN where it would not be positive, which
        says that the samples are not normal and percentiles must be taken instead.

    Notes
    -----
    One furnace covers a high/low ratio of about 2 to 2.5.

    References
    ----------
    Japan Waste Management Association, Guidelines for the planning and design of waste
    treatment facilities (2017 revision), planned waste quality: 90 % interval, normal.

    Examples
    --------
    8 MJ/kg with s = 1.5: 8 -/+ 2.4675.

    >>> design = design_heating_values(8.0, 1.5)
    >>> print(f"{design.low:.4f} {design.high:.4f}")
    5.5325 10.4675
    """
    low = mean - TWO_SIDED_90 * standard_deviation
    return DesignHeatingValues(
        low=np.where(np.asarray(low) > 0.0, low, np.nan)[()],
        reference=mean,
        high=mean + TWO_SIDED_90 * standard_deviation,
    )


def tanner_self_sustaining(
    moisture: Numeric, ash: Numeric, combustible: Numeric
) -> NDArray[np.bool_]:
    """Whether waste burns without auxiliary fuel, by Tanner's triangle.

    Parameters
    ----------
    moisture, ash, combustible : Numeric
        kg/kg as received, summing to 1; any shape.

    Returns
    -------
    NDArray of bool
        True where moisture <= 50 %, ash <= 60 % and combustible >= 25 %, all three. NaN in,
        False out: what is not known is not said to burn.

    References
    ----------
    Tanner, Die Entwicklung der Von-Roll-Müllverbrennungsanlagen, Schweizerische Bauzeitung 83
    (1965); limits as in World Bank, Municipal Solid Waste Incineration, 1999.

    Examples
    --------
    >>> tanner_self_sustaining(np.array([0.45, 0.55]), 0.20, np.array([0.35, 0.25])).tolist()
    [True, False]
    """
    return (
        (np.asarray(moisture) <= 0.50)
        & (np.asarray(ash) <= 0.60)
        & (np.asarray(combustible) >= 0.25)
    )
