"""Condition at the end: what the survey finds, what was kept back for it, and what is left owed."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric


@dataclass(frozen=True)
class Handback:
    """Cost of putting right, its part from the retention, what is given back and owed [money]."""

    cost: FloatArray
    from_retention: FloatArray
    given_back: FloatArray
    owed: FloatArray


def handback(works: Numeric, addition: Numeric, retained: Numeric) -> Handback:
    """Settle the works found necessary at the end.

    Parameters
    ----------
    works
        Cost of the works found necessary [money].
    addition
        For supervision [-].
    retained
        Kept back from the fees of the last years, and security drawn [money].

    Returns
    -------
    Handback
        What the retention does not cover is a debt of the operator.

    References
    ----------
    WIDP residual waste contract, clause 79: survey 18 months before the end, retention from 12
    months before; toolkit, handback: LD = C_w x (1 + a).

    Examples
    --------
    >>> found = handback(10.0, 0.1, 8.0)
    >>> float(found.cost), float(found.from_retention), float(found.owed)
    (11.0, 8.0, 3.0)
    """
    cost = np.asarray(works) * (1 + np.asarray(addition))
    used = np.minimum(cost, retained)
    return Handback(cost, used, np.asarray(retained - used), np.asarray(cost - used))
