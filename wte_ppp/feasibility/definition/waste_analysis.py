"""What the study file says of analyses of the mixed waste, and how far they may lie from it."""

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias

import numpy as np

from wte_ppp.cards import Default, quantity
from wte_ppp.validation import Fault, Quantity, Section, shown

Element: TypeAlias = Literal["carbon", "hydrogen", "oxygen", "nitrogen", "sulfur", "chlorine"]
ALL_SHARES = 8
ROUNDING_PERCENT = 1.0


class SpreadSection(Section):
    """Standard deviations by which measured and composed analyses are reconciled."""

    moisture_percent: Quantity = quantity(
        "% as received", "Spread of the water", "Against the water of the components", gt=0, le=30,
        default=Default(
            5.2, "assumption",
            "Residual of water by composition in 135 Japanese bunkers (Ministry of the "
            "Environment, general waste survey FY2022), own fit",
            "Shanghai 2007-2019: 3.3 (Sustainability 14 (2022) 15544, abstract)"
        ),
    )  # fmt: skip
    ash_percent: Quantity = quantity(
        "% as received", "Spread of the ash",
        "Against the ash of the components, which is that of clean ones", gt=0, le=30,
        default=Default(
            3.0, "assumption",
            "Between 1.0 (135 Japanese bunkers, general waste survey FY2022, own fit) and what "
            "Chinese bunkers show",
            "Soil that adheres to the waste: ash of Chinese bunkers is 4 to 8 points higher "
            "(Ebara Engineering Review 251-253: 14.4 to 18.5 %)"
        ),
    )  # fmt: skip
    carbon_percent: Quantity = quantity(
        "% of combustible", "Spread of the carbon", gt=0, le=30,
        default=Default(3.0, "assumption", "Share of plastics in the combustible +-10 points"),
    )  # fmt: skip
    hydrogen_percent: Quantity = quantity(
        "% of combustible", "Spread of the hydrogen", gt=0, le=10,
        default=Default(0.5, "assumption", "Share of plastics in the combustible +-10 points"),
    )  # fmt: skip
    oxygen_percent: Quantity = quantity(
        "% of combustible", "Spread of the oxygen", gt=0, le=30,
        default=Default(4.0, "assumption", "Share of plastics in the combustible +-10 points"),
    )  # fmt: skip
    nitrogen_percent: Quantity = quantity(
        "% of combustible", "Spread of the nitrogen", gt=0, le=10,
        default=Default(0.4, "assumption", "Share of food in the combustible +-20 points"),
    )  # fmt: skip
    sulfur_percent: Quantity = quantity(
        "% of combustible", "Spread of the sulfur", gt=0, le=5,
        default=Default(0.1, "assumption", "Engineering practice"),
    )  # fmt: skip
    chlorine_percent: Quantity = quantity(
        "% of combustible", "Spread of the chlorine", gt=0, le=10,
        default=Default(0.4, "assumption", "Share of PVC and salt; wide between cities"),
    )  # fmt: skip
    lhv_mj_per_kg: Quantity = quantity(
        "MJ/kg as received", "Error of the heating value formula", gt=0, le=5,
        default=Default(
            0.3, "assumption", "About 4 % of the waste's LHV",
            "Setagaya, Tokyo, FY2023: 12.12 measured, 12.02 by Dulong and 12.58 by Channiwala "
            "from the same elements"
        ),
    )  # fmt: skip


def analysis_fits(moisture: Any, ash: Any, elements: dict[Element, Any] | None) -> Iterator[Fault]:
    """Faults of an analysis of the mixed waste whose parts leave no waste."""
    stated = {"moisture_percent": moisture, "ash_percent": ash}
    parts = {name: value for name, value in stated.items() if value is not None}
    parts |= {f"elements_percent.{name}": value for name, value in (elements or {}).items()}
    total = np.asarray(sum(parts.values()))
    if len(parts) == ALL_SHARES:
        if np.any(np.abs(total - 100) > ROUNDING_PERCENT):
            yield (
                ".elements_percent",
                f"water, ash and elements that sum to {shown(total)} %",
                f"a sum of 100 % (rounding of {ROUNDING_PERCENT:g} %)",
                "correct the analysis; all shares are of the waste as received",
            )
    elif len(parts) > 1 and np.any(total >= 100):
        yield (
            f".{[*parts][-1]}",
            f"{' + '.join(parts)} of {shown(total)} %",
            "less than 100 %, since other shares are left",
            "correct the analysis; all shares are of the waste as received",
        )
