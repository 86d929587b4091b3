"""A bunker between shortage and plenty: how much of it is free, what runs over."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import Flags, FloatArray, Numeric


@dataclass(frozen=True)
class BunkerSwings:
    """Bunker between shortage and plenty of waste: growth of its density, rates and flows.

    `otherwise` is its free share where nothing changes.
    """

    growth: FloatArray
    ends: FloatArray
    starts: FloatArray
    rises: FloatArray
    falls: FloatArray
    changes: Flags
    otherwise: FloatArray

    def overflow(self, deficit: FloatArray, bunker: Numeric) -> FloatArray:
        """What the bunker cannot hold of a deficit; all of it where nothing changes."""
        rises = np.where(self.changes, self.rises, 1.0)
        held = bunker * _mean_exponential(-self.growth) * self.ends / rises
        return np.where(self.changes, deficit / (1.0 + held), deficit)

    def free(self, bunker: Numeric) -> FloatArray:
        """Mean share that is free: density of what is filled exp(growth x), masses at both ends."""
        growth, changes, rises = self.growth, self.changes, self.rises
        scale = np.maximum(growth, 0.0)
        at_full, at_empty = np.exp(growth - scale), np.exp(-scale)
        small = np.abs(growth) < 1e-4
        divisor = np.where(small, 1.0, growth)
        whole = np.where(small, at_empty * (1.0 + growth / 2), (at_full - at_empty) / divisor)
        first = np.where(
            small,
            at_empty * (0.5 + growth / 3),
            (at_full * (growth - 1.0) + at_empty) / divisor**2,
        )
        both = np.where(changes, 1.0 + rises / np.where(changes, self.falls, 1.0), 1.0) * bunker
        full = at_full * rises / np.where(changes, self.ends, 1.0)
        empty = at_empty * rises / np.where(changes, self.starts, 1.0)
        total = both * whole + full + empty
        filled = (both * first + full) / np.where(total > 0.0, total, 1.0)
        return np.where(changes, 1.0 - filled, self.otherwise)


def _mean_exponential(exponent: FloatArray) -> FloatArray:
    """Mean of exp(exponent x) over x from 0 to 1."""
    small = np.abs(exponent) < 1e-8
    return np.where(small, 1.0 + exponent / 2, np.expm1(exponent) / np.where(small, 1.0, exponent))
