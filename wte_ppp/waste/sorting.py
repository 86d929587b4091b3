"""What is sorted out of the waste before it reaches the plant."""

from collections.abc import Mapping

import numpy as np

from wte_ppp.arrays import Numeric


def after_sorting(
    share: Mapping[str, Numeric], removed_share: Mapping[str, Numeric]
) -> tuple[dict[str, Numeric], Numeric]:
    """Composition and mass that are left when part of some components is taken out.

    Parameters
    ----------
    share : Mapping of str to Numeric
        kg wet component per kg wet waste before sorting.
    removed_share : Mapping of str to Numeric
        Part of each component that is taken out, 0 to 1; components not named stay.

    Returns
    -------
    tuple of dict and Numeric
        Shares of what is left, and kg left per kg before sorting; NaN where nothing is left.

    Raises
    ------
    ValueError
        If a component is taken out that is not there.

    Notes
    -----
    Each component keeps its moisture: kitchen waste sorted at its source leaves the rest drier
    than this says, since less water moves into paper and film.

    Examples
    --------
    Half of 60 % food is collected apart: 70 % of the mass is left, of it 30/70 food.

    >>> left, mass = after_sorting({"food": 0.6, "paper": 0.4}, {"food": 0.5})
    >>> round(float(left["food"]), 4), round(float(mass), 4)
    (0.4286, 0.7)
    """
    unknown = sorted(set(removed_share) - set(share))
    if unknown:
        raise ValueError(f"{unknown} not in the waste; expected {sorted(share)}")
    left = {name: part * (1.0 - removed_share.get(name, 0.0)) for name, part in share.items()}
    mass = np.asarray(sum(left.values()))
    divisor = np.where(mass > 0.0, mass, np.nan)
    return {name: (part / divisor)[()] for name, part in left.items()}, mass[()]
