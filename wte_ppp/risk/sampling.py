"""Draws of several inputs at once, spread evenly and repeatable."""

from collections.abc import Mapping
from typing import Literal

import numpy as np
from scipy.stats import qmc

from wte_ppp.arrays import FloatArray
from wte_ppp.risk.distributions import Distribution

__all__ = ["sample"]


def sample(
    inputs: Mapping[str, Distribution],
    draws: int,
    seed: int,
    method: Literal["latin_hypercube", "sobol"] = "latin_hypercube",
) -> dict[str, FloatArray]:
    """Independent draws of inputs.

    Parameters
    ----------
    inputs
        Distribution by the input's dotted path, such as "plant.availability_h_per_year".
    draws
        Number of draws; for "sobol" best a power of 2.
    seed
        The same seed gives the same draws.
    method
        Latin hypercube, or scrambled Sobol sequence.

    Returns
    -------
    dict[str, FloatArray]
        Draws (n,) by path, ready for `Study.run(draws=...)`.

    Raises
    ------
    ValueError
        For no input, or less than one draw.

    References
    ----------
    .. [1] M. D. McKay, R. J. Beckman, W. J. Conover, A comparison of three methods for selecting
       values of input variables, Technometrics 21 (1979) 239-245.

    Examples
    --------
    Four draws of a Latin hypercube fall one in each quarter.

    >>> from wte_ppp.risk.distributions import Uniform
    >>> draws = sample({"plant.capacity_t_per_day": Uniform(0.0, 4.0)}, 4, seed=1)
    >>> np.sort(np.floor(draws["plant.capacity_t_per_day"])).tolist()
    [0.0, 1.0, 2.0, 3.0]
    """
    if not inputs or draws < 1:
        raise ValueError(
            f"found {len(inputs)} inputs and {draws} draws, allowed one or more of each"
        )
    engines = {"latin_hypercube": qmc.LatinHypercube, "sobol": qmc.Sobol}
    engine = engines[method](d=len(inputs), rng=np.random.default_rng(seed))
    probability = engine.random(draws)
    return {
        path: distribution.quantile(probability[:, column])
        for column, (path, distribution) in enumerate(inputs.items())
    }
