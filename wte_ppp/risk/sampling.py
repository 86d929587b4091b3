"""Samples of several inputs at once, evenly distributed, repeatable, in blocks of any order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from scipy.stats import qmc

from wte_ppp.arrays import FloatArray
from wte_ppp.risk.distributions import Distribution

Method: TypeAlias = Literal["latin_hypercube", "sobol"]
BLOCK = 2048  # draws whose arrays still fit a processor's cache; a power of 2 for Sobol sequences
LEAST, MOST = 2.0**-53, 1 - 2.0**-53


@dataclass(frozen=True)
class Block:
    """Consecutive simulations of a run, with a seed of their own."""

    index: int
    first: int
    count: int
    seed: np.random.SeedSequence


def blocks(draws: int, seed: int, size: int = BLOCK) -> list[Block]:
    """Simulations in blocks, each with its own seed.

    Parameters
    ----------
    draws
        Number of simulations of the run, one or more.
    seed
        Of the run.
    size
        Maximum number of simulations per block.

    Returns
    -------
    list[Block]
        In order. A block's seed is child number `index` of the run's (`SeedSequence.spawn`), so
        that it may be computed anywhere, in any order, and again.

    Raises
    ------
    ValueError
        For less than one simulation, or a size below one.

    Examples
    --------
    >>> [(block.first, block.count) for block in blocks(10, seed=1, size=4)]
    [(0, 4), (4, 4), (8, 2)]
    """
    if draws < 1 or size < 1:
        raise ValueError(f"got {draws} draws in blocks of {size}; expected one or more of each")
    firsts = range(0, draws, size)
    seeds = np.random.SeedSequence(seed).spawn(len(firsts))
    return [
        Block(index, first, min(size, draws - first), child)
        for index, (first, child) in enumerate(zip(firsts, seeds, strict=True))
    ]


def probabilities(
    count: int, dimensions: int, seed: np.random.SeedSequence | int, method: Method
) -> FloatArray:
    """Points of the unit cube.

    Parameters
    ----------
    count
        Number of points.
    dimensions
        Of the cube.
    seed
        The same seed gives the same points.
    method
        Latin hypercube, or Sobol sequence, scrambled by a random matrix and shift; of the latter
        the first points of a power of 2.

    Returns
    -------
    FloatArray
        (count, dimensions), above 0 and below 1.

    References
    ----------
    .. [1] J. Matousek, On the L2-discrepancy for anchored boxes, J. Complexity 14 (1998) 527-556.
    .. [2] M. D. McKay, R. J. Beckman, W. J. Conover, A comparison of three methods for selecting
       values of input variables, Technometrics 21 (1979) 239-245.

    Examples
    --------
    Four points of a Sobol sequence fall one in each quarter.

    >>> points = probabilities(4, 1, 7, "sobol")
    >>> np.sort(np.floor(4 * points[:, 0])).tolist()
    [0.0, 1.0, 2.0, 3.0]
    """
    if isinstance(seed, np.random.SeedSequence):
        # A sequence counts the children it was asked for; a fresh one has had none.
        seed = np.random.SeedSequence(seed.entropy, spawn_key=seed.spawn_key)
    rng = np.random.default_rng(seed)
    if method == "sobol":
        power = int(np.ceil(np.log2(max(count, 1))))
        points = qmc.Sobol(d=dimensions, rng=rng).random_base2(power)[:count]
    else:
        points = qmc.LatinHypercube(d=dimensions, rng=rng).random(count)
    return np.clip(points, LEAST, MOST)


def sample(
    inputs: Mapping[str, Distribution],
    draws: int,
    seed: int,
    method: Method = "latin_hypercube",
) -> dict[str, FloatArray]:
    """Independent samples of inputs.

    Parameters
    ----------
    inputs
        Distribution by the input's dotted path, such as "plant.availability_h_per_year".
    draws
        Number of samples; for "sobol" a power of 2 is best.
    seed
        The same seed gives the same samples.
    method
        Latin hypercube, or scrambled Sobol sequence.

    Returns
    -------
    dict[str, FloatArray]
        Draws (n,) by path, ready for `Study.run(draws=...)`.

    Raises
    ------
    ValueError
        For no input, or less than one sample.

    Examples
    --------
    Four samples of a Latin hypercube fall one in each quarter.

    >>> from wte_ppp.risk.distributions import Uniform
    >>> draws = sample({"plant.capacity_t_per_day": Uniform(0.0, 4.0)}, 4, seed=1)
    >>> np.sort(np.floor(draws["plant.capacity_t_per_day"])).tolist()
    [0.0, 1.0, 2.0, 3.0]
    """
    if not inputs or draws < 1:
        raise ValueError(
            f"got {len(inputs)} inputs and {draws} draws; expected one or more of each"
        )
    probability = probabilities(draws, len(inputs), seed, method)
    return {
        path: distribution.quantile(probability[:, column])
        for column, (path, distribution) in enumerate(inputs.items())
    }
