"""The one shape rule: a number, or an array with time on its last axis and draws before it.

Every formula in the ground floor accepts :data:`Numeric` and broadcasts. A quantity that
does not change with time is a float or an array of shape ``(n_draws, 1)``; a yearly series
has shape ``(n_years,)`` or ``(n_draws, n_years)``. Nothing loops over draws.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]
Numeric: TypeAlias = float | FloatArray


def column(value: Numeric) -> Numeric:
    """A number as it is, draws (n, 1) as (n,), for a loop over time.

    Examples
    --------
    >>> column(2.0), column(np.array([[1.0], [2.0]])).tolist()
    (2.0, [1.0, 2.0])
    """
    return np.asarray(value)[..., 0] if np.ndim(value) else value
