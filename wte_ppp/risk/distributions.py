"""How sure an input is: distributions by their quantile function, from scipy."""

import itertools
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import stats

from wte_ppp.arrays import FloatArray

__all__ = ["Distribution", "Normal", "Pert", "Triangular", "Uniform"]


class Distribution(Protocol):
    """Anything that turns probabilities into values."""

    def quantile(self, probability: FloatArray) -> FloatArray:
        """Value below which the input lies with a probability (n,)."""
        ...


def _ordered(*values: float) -> None:
    if not all(a <= b for a, b in itertools.pairwise(values)) or values[0] == values[-1]:
        raise ValueError(f"found {values}, allowed rising values; order low, mode, high")


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


@dataclass(frozen=True)
class Triangular:
    """Low, most likely, high, with straight sides.

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
        width = self.high - self.low
        shape = (self.mode - self.low) / width
        return np.asarray(stats.triang.ppf(probability, shape, loc=self.low, scale=width))


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
        return np.asarray(stats.beta.ppf(probability, alpha, beta, loc=self.low, scale=width))


@dataclass(frozen=True)
class Normal:
    """Mean and standard deviation, cut off at low and high.

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
            raise ValueError(f"found {self.standard_deviation}, allowed a deviation above 0")

    def quantile(self, probability: FloatArray) -> FloatArray:
        """Value below which the input lies with a probability (n,)."""
        low = (self.low - self.mean) / self.standard_deviation
        high = (self.high - self.mean) / self.standard_deviation
        return np.asarray(
            stats.truncnorm.ppf(
                probability, low, high, loc=self.mean, scale=self.standard_deviation
            )
        )
