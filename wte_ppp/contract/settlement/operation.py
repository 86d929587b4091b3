"""What a contract is settled on: the plant's years, and the money of those years."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric

MONTHS = 12
HOURS_PER_YEAR = 8760.0


@dataclass(frozen=True)
class Waste:
    """What a tonne is and leaves in each year, (..., years)."""

    fired_per_received: FloatArray  # t fired a t accepted
    lhv_mj_per_kg: FloatArray  # as fired
    bottom_ash_kg_per_t: FloatArray  # a t fired
    unburnt_percent: Numeric  # of bottom ash
    fly_ash_kg_per_t: FloatArray  # a t fired
    landfilled_kg_per_t: FloatArray  # residues, a t fired
    fuel_mj_per_t: FloatArray  # auxiliary, a t fired


@dataclass(frozen=True)
class Operation:
    """Years of a plant in many draws; tonnes as received, (draws, years) unless said otherwise.

    What was delivered is accepted or refused; `idle_t` and `idle_mwh` are what lines that were up
    could have done more with more waste. Power is at the meter before what the grid did not take.
    """

    accepted_t: FloatArray
    refused_t: FloatArray
    unprocessed_t: FloatArray  # accepted and landfilled untreated
    idle_t: FloatArray
    energy_mwh: FloatArray
    idle_mwh: FloatArray
    line_hours: FloatArray  # of the mean line up, (draws, years, 12)
    t_per_h: FloatArray  # all lines, (..., years)
    waste: Waste
    events: Mapping[str, FloatArray]  # by guarantee: counts of the year

    @property
    def years(self) -> int:
        """Contract years."""
        return int(self.accepted_t.shape[-1])

    @property
    def fired_t(self) -> FloatArray:
        """Waste fired [t/year]."""
        return np.asarray((self.accepted_t - self.unprocessed_t) * self.waste.fired_per_received)

    def up_to(self, most_t: FloatArray) -> Self:
        """Refusals of what is above some tonnes of the year, (years,), are the operator's right.

        What is left as refused is its fault.
        """
        delivered = np.minimum(self.accepted_t + self.refused_t, most_t)
        return replace(self, refused_t=np.maximum(delivered - self.accepted_t, 0.0))

    def part(self, share: float) -> Self:
        """The same plant that takes a part of the waste and refuses the rest by its own will.

        Nothing is idle for want of waste then; hours of lines go down alike.
        """
        stopped = (1 - share) * self.accepted_t
        return replace(
            self,
            accepted_t=share * self.accepted_t,
            refused_t=self.refused_t + stopped,
            unprocessed_t=share * self.unprocessed_t,
            idle_t=share * self.idle_t,
            energy_mwh=share * self.energy_mwh,
            idle_mwh=share * self.idle_mwh,
            line_hours=share * self.line_hours,
        )


@dataclass(frozen=True)
class Money:
    """Prices of the years in the contract's currency, (..., years).

    `index` is local inflation from the contract's price year. `power_per_mwh` is what power earns
    where the contract itself pays none.
    """

    calendar_year: FloatArray
    index: FloatArray
    power_per_mwh: FloatArray
