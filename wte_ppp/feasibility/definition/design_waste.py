"""What the study file says of the waste that a plant is designed for: low, standard and high."""

from collections.abc import Iterator
from typing import Any, Literal

import numpy as np

from wte_ppp.cards import entry, quantity
from wte_ppp.feasibility.definition.waste_analysis import Element, analysis_fits
from wte_ppp.validation import Fault, Joint, Quantity, Section, shown


class WasteQualitySection(Section):
    """One quality of the design waste, as fired: three components, heating value, elements."""

    joint = (Joint(("moisture_percent", "ash_percent", "elements_percent"), analysis_fits),)

    moisture_percent: Quantity = quantity("% as fired", "Moisture", ge=0, le=90)
    ash_percent: Quantity = quantity("% as fired", "Ash", ge=0, le=90)
    lhv_mj_per_kg: Quantity = quantity("MJ/kg as fired", "LHV", gt=0, le=30)
    elements_percent: dict[Element, Quantity] | None = quantity(
        "% as fired", "Elements", "Of the waste with its water; left out: reconciled from the mix",
        ge=0, le=100, default=None,
    )  # fmt: skip


def _richer_in_order(low: Any, standard: Any, high: Any) -> Iterator[Fault]:
    rising = low.lhv_mj_per_kg, standard.lhv_mj_per_kg, high.lhv_mj_per_kg
    if not (np.all(rising[0] <= rising[1]) and np.all(rising[1] <= rising[2])):
        yield (
            "",
            " / ".join(shown(lhv) for lhv in rising) + " MJ/kg",
            "low <= standard <= high",
            "correct the order of the qualities",
        )


class DesignWasteSection(Section):
    """The three qualities on which Japanese plants are laid out and guaranteed."""

    low: WasteQualitySection = entry("Low quality", "Decides support fuel and air preheating")
    standard: WasteQualitySection = entry("Standard quality", "What is burnt most of the time")
    high: WasteQualitySection = entry(
        "High quality", "Decides the size of boiler and fans where the plant is laid out on it"
    )
    laid_out_on: Literal["standard", "high"] | None = entry(
        "Quality that takes full heat",
        "Capacity and heat input are both 100 % with it. high: the whole capacity from low to high "
        "quality, as Japanese specifications ask for; standard: richer waste takes less "
        "throughput; left out: high where plant.own_use.practice is japan, else standard",
        default=None,
    )

    joint = (Joint(("low", "standard", "high"), _richer_in_order),)
