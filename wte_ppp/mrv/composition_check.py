"""What is wrong with a composition of waste that a file states."""

from collections.abc import Mapping

import numpy as np

from wte_ppp.documents import did_you_mean
from wte_ppp.sources import table
from wte_ppp.validation import Quantity

ROUNDING_PERCENT = 0.5


def composition_faults(shares: Mapping[str, Quantity]) -> list[tuple[str, str, str, str]]:
    """Faults of shares in percent: components that are not known, a sum that is not 100.

    Parameters
    ----------
    shares
        Percent by component, under the key `composition_percent`.

    Returns
    -------
    list of tuple
        Place, what was found, what is allowed, what to do.

    Examples
    --------
    >>> composition_faults({"food": 60.0, "papre": 40.0})[0][3]
    "write 'paper'"
    """
    faults = []
    known = sorted({row["component"] for row in table("waste_components")})
    for name in shares:
        if name not in known:
            guess = did_you_mean(name, known)
            action = f"write {guess!r}" if guess else "choose one"
            faults.append((f".composition_percent.{name}", repr(name), ", ".join(known), action))
    total = float(sum(np.asarray(one) for one in shares.values()))
    if abs(total - 100) > ROUNDING_PERCENT:
        faults.append((".composition_percent", f"{total:g} %", "100 %", "correct the shares"))
    return faults
