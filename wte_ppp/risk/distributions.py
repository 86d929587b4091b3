"""How sure an input is: distributions by their quantile function."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import special

from wte_ppp.arrays import FloatArray


class Distribution(Protocol):
    """Anything that turns probabilities into values."""

    def quantile(self, probability: FloatArray) -> FloatArray:
        """Value below which the input lies with a probability (n,)."""
        ...

    @property
    def support(self) -> tuple[float, float]:
        """Lowest and highest value that can be drawn."""
        ...


def _ordered(*values: float) -> None:
    if not all(a <= b for a, b in itertools.pairwise(values)) or values[0] == values[-1]:
        raise ValueError(f"got {values}; expected rising values, in the order low, mode, high")


@dataclass(frozen=True)
class Uniform:
    """Every value from low to high alike.

    Examples
    --------
    >>> Uniform(2.0, 4.0).quantile(np.array([0.5]))
    array([3.])
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        _ordered(self.low, self.high)

    def quantile(self, probability: FloatArray) -> FloatArray:
        """Value below which the input lies with a probability (n,)."""
        return np.asarray(self.low + (self.high - self.low) * probability)

    @property
    def support(self) -> tuple[float, float]:
        """Lowest and highest value that can be drawn."""
        return self.low, self.high


@dataclass(frozen=True)
class Triangular:
    """Low, most likely, high, with straight sides.

    References
    ----------
    .. [1] D. Vose, Risk Analysis: A Quantitative Guide, 3rd ed. (2008), appendix III, Triangle:
       F(m) = (m - a) / (b - a), and F is a parabola on either side of the mode m.

    Examples
    --------
    Half of the mass lies below the mode of a symmetric triangle.

    >>> Triangular(0.0, 1.0, 2.0).quantile(np.array([0.5]))
    array([1.])
    """

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        _ordered(self.low, self.mode, self.high)

    def quantile(self, probability: FloatArray) -> FloatArray:
        """Value below which the input lies with a probability (n,)."""
        p = np.asarray(probability)
        width, rise, fall = self.high - self.low, self.mode - self.low, self.high - self.mode
        left = self.low + np.sqrt(p * width * rise)
        right = self.high - np.sqrt((1 - p) * width * fall)
        return np.where(p * width <= rise, left, right)

    @property
    def support(self) -> tuple[float, float]:
        """Lowest and highest value that can be drawn."""
        return self.low, self.high


@dataclass(frozen=True)
class Pert:
    """Low, most likely, high as a beta distribution whose mean is (low + 4 mode + high) / 6.

    References
    ----------
    .. [1] D. Vose, Risk Analysis: A Quantitative Guide, 3rd ed. (2008), section on PERT:
       alpha = 1 + 4 (m - a) / (b - a), beta = 1 + 4 (b - m) / (b - a).

    Examples
    --------
    >>> Pert(0.0, 1.0, 2.0).quantile(np.array([0.5])).round(9)
    array([1.])
    """

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        _ordered(self.low, self.mode, self.high)

    def quantile(self, probability: FloatArray) -> FloatArray:
        """Value below which the input lies with a probability (n,)."""
        width = self.high - self.low
        alpha = 1 + 4 * (self.mode - self.low) / width
        beta = 1 + 4 * (self.high - self.mode) / width
        return np.asarray(self.low + width * special.betaincinv(alpha, beta, probability))

    @property
    def support(self) -> tuple[float, float]:
        """Lowest and highest value that can be drawn."""
        return self.low, self.high


def _standard_normal_between(probability: FloatArray, low: float, high: float) -> FloatArray:
    """Quantile of the standard normal cut off at low and high, on the side of the smaller tail."""
    p = np.asarray(probability)
    if low > 0:
        return -_standard_normal_between(1 - p, -high, -low)
    below, above = special.ndtr(low), special.ndtr(high)
    return np.clip(special.ndtri(below + p * (above - below)), low, high)


@dataclass(frozen=True)
class Normal:
    """Mean and standard deviation before it is cut off at low and high.

    References
    ----------
    .. [1] N. L. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions 1, 2nd ed.
       (1994), section 13.10.1: F(x) = (Phi(z) - Phi(a)) / (Phi(b) - Phi(a)).

    Examples
    --------
    >>> Normal(5.0, 1.0).quantile(np.array([0.5]))
    array([5.])
    """

    mean: float
    standard_deviation: float
    low: float = -np.inf
    high: float = np.inf

    def __post_init__(self) -> None:
        _ordered(self.low, self.high)
        if self.standard_deviation <= 0:
            raise ValueError(
                f"got {self.standard_deviation}; expected a standard deviation above 0"
            )

    def quantile(self, probability: FloatArray) -> FloatArray:
        """Value below which the input lies with a probability (n,)."""
        low = (self.low - self.mean) / self.standard_deviation
        high = (self.high - self.mean) / self.standard_deviation
        z = _standard_normal_between(probability, low, high)
        return np.asarray(self.mean + self.standard_deviation * z)

    def probability(self, value: float) -> float:
        """Probability of less than a value before the cut-off."""
        return float(special.ndtr((value - self.mean) / self.standard_deviation))

    @property
    def support(self) -> tuple[float, float]:
        """Lowest and highest value that can be drawn."""
        return self.low, self.high


@dataclass(frozen=True)
class LogNormal:
    """Mean and standard deviation of the value itself (not of its logarithm), before cut-off.

    References
    ----------
    .. [1] N. L. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions 1, 2nd ed.
       (1994), chapter 14: with v = ln(1 + (s/m)^2), the logarithm has variance v and mean
       ln m - v/2.

    Examples
    --------
    The median is m / sqrt(1 + (s/m)^2): 3 / sqrt(1 + 1) = 2.1213.

    >>> LogNormal(3.0, 3.0).quantile(np.array([0.5])).round(4)
    array([2.1213])
    """

    mean: float
    standard_deviation: float
    low: float = 0.0
    high: float = np.inf

    def __post_init__(self) -> None:
        _ordered(self.low, self.high)
        if self.mean <= 0 or self.standard_deviation <= 0 or self.low < 0:
            raise ValueError("got a mean, deviation or low below 0; expected positive values")

    def quantile(self, probability: FloatArray) -> FloatArray:
        """Value below which the input lies with a probability (n,)."""
        centre, spread = self._of_logarithm
        low = (np.log(self.low) - centre) / spread if self.low > 0 else -np.inf
        high = (np.log(self.high) - centre) / spread
        z = _standard_normal_between(probability, float(low), float(high))
        return np.asarray(np.clip(np.exp(centre + spread * z), self.low, self.high))

    def probability(self, value: float) -> float:
        """Probability of less than a value before the cut-off."""
        centre, spread = self._of_logarithm
        return float(special.ndtr((np.log(value) - centre) / spread)) if value > 0 else 0.0

    @property
    def _of_logarithm(self) -> tuple[float, float]:
        variance = np.log1p((self.standard_deviation / self.mean) ** 2)
        return float(np.log(self.mean) - variance / 2), float(np.sqrt(variance))

    @property
    def support(self) -> tuple[float, float]:
        """Lowest and highest value that can be drawn."""
        return self.low, self.high


class Discrete:
    """Some values, each with its weight; rising, so that a high probability is a high value.

    Parameters
    ----------
    values
        In any order.
    weights
        Relative, one per value; left out: equal weights.

    Examples
    --------
    Weights 1 and 3: a quarter of the samples is 10.

    >>> Discrete([20.0, 10.0], [3.0, 1.0]).quantile(np.array([0.2, 0.3]))
    array([10., 20.])
    """

    def __init__(self, values: Sequence[float], weights: Sequence[float] | None = None) -> None:
        shares = np.ones(len(values)) if weights is None else np.asarray(weights, dtype=float)
        if (
            not len(values)
            or shares.shape != (len(values),)
            or shares.min() < 0
            or not shares.sum()
        ):
            raise ValueError(
                f"got {len(values)} values and weights {weights}; expected one weight of 0 or "
                "more for each value"
            )
        order = np.argsort(values, kind="stable")
        self.values = np.asarray(values, dtype=float)[order]
        self.shares = shares[order] / shares.sum()

    def quantile(self, probability: FloatArray) -> FloatArray:
        """Value below which the input lies with a probability (n,)."""
        steps = np.cumsum(self.shares)[:-1]
        return np.asarray(self.values[np.searchsorted(steps, probability, side="right")])

    @property
    def support(self) -> tuple[float, float]:
        """Lowest and highest value that can be drawn."""
        return float(self.values[0]), float(self.values[-1])
