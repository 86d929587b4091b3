"""The one shape rule: a number, or an array with time on its last axis and draws before it.

Every formula in the ground floor accepts :data:`Numeric` and broadcasts. A quantity that
does not change with time is a float or an array of shape ``(n_draws, 1)``; a yearly series
has shape ``(n_years,)`` or ``(n_draws, n_years)``. Nothing loops over draws.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Numeric: TypeAlias = float | FloatArray

# A figure that was worked out lies this far from its true value, as a share of it or of 1.
ROUNDING = 1e-9


def at_least(value: Numeric, limit: Numeric) -> Flags:
    """Where a value reaches a limit, or misses it by rounding alone.

    Examples
    --------
    >>> bool(at_least(0.1 * 3 - 0.3, 0.0)), bool(at_least(0.3 - 0.1 * 3, 0.0))
    (True, True)
    >>> bool(at_least(0.999, 1.0))
    False
    """
    least = np.asarray(limit, dtype=np.float64)
    return np.asarray(np.asarray(value) >= least - ROUNDING * np.maximum(np.abs(least), 1.0))


def above(value: Numeric, limit: Numeric) -> Flags:
    """Where a value passes a limit by more than rounding.

    Examples
    --------
    >>> bool(above(1.0 + 1e-15, 1.0)), bool(above(1.001, 1.0))
    (False, True)
    """
    most = np.asarray(limit, dtype=np.float64)
    return np.asarray(np.asarray(value) > most + ROUNDING * np.maximum(np.abs(most), 1.0))


def of_amount(amount: Numeric, factor: Numeric) -> FloatArray:
    """Amount times a factor that may be unknown (NaN): of nothing it is nothing.

    Examples
    --------
    >>> of_amount(np.array([0.0, 2.0]), np.nan).tolist()
    [0.0, nan]
    """
    return np.where(np.asarray(amount) == 0.0, 0.0, amount * np.asarray(factor))


def column(value: Numeric) -> Numeric:
    """A number as it is, draws (n, 1) as (n,), for a loop over time.

    Examples
    --------
    >>> column(2.0), column(np.array([[1.0], [2.0]])).tolist()
    (2.0, [1.0, 2.0])
    """
    return np.asarray(value)[..., 0] if np.ndim(value) else value


def mean_of(value: Numeric) -> float:
    """Mean over draws and years, as one number.

    Examples
    --------
    >>> mean_of(np.array([[1.0, 2.0], [3.0, 6.0]])), mean_of(2.0)
    (3.0, 2.0)
    """
    return float(np.mean(np.asarray(value, dtype=np.float64)))
