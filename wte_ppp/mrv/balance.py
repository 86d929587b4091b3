"""Mass and water balance of a monitored period, checked both ways."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.climate.landfill_site import kept_from_landfill_t
from wte_ppp.feasibility.defaults import default_values
from wte_ppp.messages import Message
from wte_ppp.mrv.facility import Facility
from wte_ppp.mrv.gaps import Filled
from wte_ppp.mrv.sources_of_emission import burnt_t

# Verified scales err by less than 1 %, crane cells and stock in the bunker by more: an assumption.
TOLERANCE_PERCENT = 5.0


@dataclass(frozen=True)
class MassBalance:
    """Waste of a period, t.

    What is credited has its gaps at the lowest, or zero; `weighed_in_t` has those of the waste
    received at the highest, so that a gap alone is no fault of the balance. `water_t` is the water
    of the waste that stayed, by the components' own moisture.
    """

    received_t: float
    sent_away_t: float
    fired_t: float
    leachate_m3: float
    kept_t: float
    unaccounted_t: float
    burnt_t: float
    weighed_in_t: float
    water_t: float

    @property
    def excess_percent(self) -> float:
        """What left beyond what came, of what came; NaN where nothing came."""
        out = self.sent_away_t + self.fired_t + self.leachate_m3
        return 100 * (out - self.weighed_in_t) / self.weighed_in_t if self.weighed_in_t else np.nan

    @property
    def lost_percent(self) -> float:
        """What came and is neither sent away, fired nor leachate; NaN where nothing came."""
        return 100 * self.unaccounted_t / self.received_t if self.received_t else np.nan

    @property
    def leachate_counts(self) -> bool:
        """Whether leachate may stand for waste: balance and water both allow it."""
        return not self.excess_percent > TOLERANCE_PERCENT and self.leachate_m3 <= self.water_t

    def findings(self) -> tuple[Message, ...]:
        """What does not close, by more than scales err."""
        found = []
        if self.excess_percent > TOLERANCE_PERCENT:
            found.append(
                Message(
                    "Waste fired, leachate and waste sent away are {excess:.1f} % more than the "
                    "waste received, beyond the {tolerance:g} % that scales may err: leachate "
                    "earns no credit.",
                    excess=self.excess_percent, tolerance=TOLERANCE_PERCENT,
                )
            )  # fmt: skip
        if self.leachate_m3 > self.water_t:
            found.append(
                Message(
                    "{leachate:,.0f} m3 of leachate are more than the {water:,.0f} t of water in "
                    "the waste: rain or wash water is in it, and it earns no credit.",
                    leachate=self.leachate_m3, water=self.water_t,
                )
            )  # fmt: skip
        if self.lost_percent > TOLERANCE_PERCENT:
            found.append(
                Message(
                    "{lost:.1f} % of the waste received is neither fired, sent away nor leachate: "
                    "it counts as fired and not as diverted.",
                    lost=self.lost_percent,
                )
            )
        return tuple(found)


def mass_balance(facility: Facility, avoided: Filled, caused: Filled) -> MassBalance:
    """Balance of a facility's period, and the waste that it kept from the landfill.

    Parameters
    ----------
    facility
        As read.
    avoided, caused
        Its data, filled for the reference and for the project.

    Returns
    -------
    MassBalance
        `kept_t` is bounded by what was fired and ran off; by what was fired alone for samples of
        the crane, to whose mass the composition belongs, and where leachate does not count.

    References
    ----------
    CDM TOOL04 v08.1, monitoring of W_j,x; the bounds are this library's, cautious.
    """
    received, away = avoided.total("waste_received_t"), avoided.total("waste_sent_away_t")
    fired, leachate = avoided.total("waste_fired_t"), avoided.total("leachate_m3")
    weighed_in = caused.total("waste_received_t")

    def balance(run_off: float) -> MassBalance:
        kept = float(np.asarray(kept_from_landfill_t(received, away, fired, run_off)))
        return MassBalance(
            received_t=received,
            sent_away_t=away,
            fired_t=fired,
            leachate_m3=leachate,
            kept_t=kept,
            unaccounted_t=received - away - kept,
            burnt_t=burnt_t(facility, caused),
            weighed_in_t=weighed_in,
            water_t=(weighed_in - caused.total("waste_sent_away_t")) * _moisture(facility),
        )

    whole = balance(leachate)
    if facility.definition.sampled_at == "gate" and whole.leachate_counts:
        return whole
    return balance(0.0)


def _moisture(facility: Facility) -> float:
    """Water of the waste, kg/kg, by the components' usual moisture in bag and bunker."""
    defaults = default_values()
    return sum(
        share * float(defaults[f"waste.components.{name}.moisture_percent"][0]) / 100
        for name, share in facility.composition.items()
    )
