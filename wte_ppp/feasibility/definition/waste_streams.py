"""What the study file says of waste that comes beside the municipal one, and of later changes."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import numpy as np

from wte_ppp.cards import count, entry, quantity
from wte_ppp.feasibility.definition.waste_analysis import Element, analysis_fits
from wte_ppp.feasibility.definition.waste_seasons import MONTHS, WasteSeasonSection
from wte_ppp.validation import Fault, Joint, Quantity, Section, shown

MUNICIPAL = "municipal"
SHARES_ROUNDING_PERCENT = 0.5


class WasteStreamSection(Section):
    """Waste of another source that burns with the municipal waste."""

    joint = (Joint(("moisture_percent", "ash_percent", "elements_percent"), analysis_fits),)

    received_t_per_day: Quantity = quantity(
        "t/d", "Waste received of the stream", "Mean of the year, beside waste.received_t_per_day",
        gt=0, le=20000,
    )  # fmt: skip
    growth_percent_per_year: Quantity = quantity(
        "%/year", "Growth of the stream", "Left out: none", ge=-20, le=20, default=0.0
    )
    months: tuple[int, ...] | None = entry(
        "Months of the stream",
        "Calendar months in which it comes, with waste.seasons; left out: all year",
        default=None,
    )
    guaranteed_t_per_day: Quantity | None = quantity(
        "t/d", "Guaranteed waste of the stream (put-or-pay)", "Left out: none", ge=0, le=20000,
        default=None,
    )  # fmt: skip
    tipping_fee_usd_per_t: Quantity | None = quantity(
        "USD/t", "Tipping fee of the stream",
        "At the price year, indexed as the tipping fee; paid by who brings it, not by the public. "
        "Left out: finance.tipping_fee_usd_per_t, paid by the public", ge=0, le=100000,
        default=None,
    )  # fmt: skip
    composition_percent: dict[str, Quantity] = quantity(
        "%", "Composition of the stream",
        "On the basis of composition_basis; sums to 100. What is no class of waste.components is "
        "described there", ge=0, le=100,
    )  # fmt: skip
    moisture_percent: Quantity | None = quantity(
        "% as received", "Moisture of the stream", "Measured; left out: from the components",
        ge=0, le=95, default=None,
    )  # fmt: skip
    ash_percent: Quantity | None = quantity(
        "% as received", "Ash of the stream", "Measured; left out: from the components", ge=0,
        le=90, default=None,
    )  # fmt: skip
    elements_percent: dict[Element, Quantity] | None = quantity(
        "% as received", "Elements of the stream",
        "Measured, any of them; left out: from the components", ge=0, le=100, default=None,
    )  # fmt: skip
    lhv_mj_per_kg: Quantity | None = quantity(
        "MJ/kg as received", "LHV of the stream at the gate", "Measured; left out: by formula",
        ge=-2, le=35, default=None,
    )  # fmt: skip
    without_plant: Literal["as_municipal", "no_emissions"] = entry(
        "What becomes of the stream without the plant",
        "as_municipal: landfilled or burnt in the open like the municipal waste; no_emissions: "
        "nothing of it counts in the reference",
        default="no_emissions",
    )
    diverted: Literal["first", "alike", "last"] = entry(
        "When the plant cannot take all",
        "Whether the stream is sent elsewhere before the municipal waste, in proportion with it, "
        "or after it",
        default="alike",
    )


class CompositionChangeSection(Section):
    """Composition of the municipal waste from a year on, such as after a sorting law."""

    year: int = count(
        "", "Year of the new composition", "Calendar year, after the first of operation", ge=1990,
        le=2150,
    )  # fmt: skip
    composition_percent: dict[str, Quantity] = quantity(
        "%", "New composition", "On the basis of composition_basis; sums to 100", ge=0, le=100
    )
    course: Literal["from_year", "straight_line"] = entry(
        "Course of the change",
        "from_year: at once in that year; straight_line: evenly from the composition before, which "
        "is that of the year of the change before it, or of the first operation year",
        default="from_year",
    )


def streams_fit(
    components: Mapping[str, Any],
    streams: Mapping[str, WasteStreamSection] | None,
    seasons: Mapping[str, WasteSeasonSection] | None,
) -> Iterator[Fault]:
    """Faults of streams: of names, compositions and months."""
    for name, stream in (streams or {}).items():
        place = f".streams.{name}"
        if name == MUNICIPAL:
            yield place, repr(name), "another name: the waste section itself is it", "rename it"
        yield from shares_fit(f"{place}.composition_percent", components, stream)
        months = stream.months
        if months is None:
            continue
        if sorted({*months} & set(range(1, MONTHS + 1))) != sorted(months) or not months:
            found = "months " + ", ".join(map(str, months))
            yield f"{place}.months", found, "months from 1 to 12, each once", "correct the months"
        elif seasons is None:
            yield (
                f"{place}.months",
                "months of a stream without seasons",
                "waste.seasons, through which the plant is run apart",
                "state the seasons, or leave out the months",
            )


def changes_fit(
    components: Mapping[str, Any],
    changes: Mapping[str, CompositionChangeSection] | None,
    seasons: Mapping[str, WasteSeasonSection] | None,
    lhv_growth: Any,
) -> Iterator[Fault]:
    """Faults of changes of composition, and of what would contradict them."""
    if not changes:
        return
    for name, change in changes.items():
        yield from shares_fit(
            f".composition_changes.{name}.composition_percent", components, change
        )
        if any(change.year == other.year for key, other in changes.items() if key < name):
            found = f"year {change.year} twice"
            yield f".composition_changes.{name}.year", found, "years that differ", "correct one"
    for name, season in (seasons or {}).items():
        if season.composition_percent is not None:
            yield (
                f".seasons.{name}.composition_percent",
                "a composition of the season beside composition_changes",
                "one of them: it is not known how the season's would change",
                "state the season's water, ash or LHV, or leave out the changes",
            )
    if np.any(np.asarray(lhv_growth) != 0.0):
        yield (
            ".lhv_growth_percent_per_year",
            f"{shown(lhv_growth)} %/year beside composition_changes",
            "0: the LHV follows from the composition of each year",
            "leave it out",
        )


def shares_fit(
    place: str,
    components: Mapping[str, Any],
    stated: WasteStreamSection | CompositionChangeSection,
) -> Iterator[Fault]:
    """Faults of a composition: unknown components, and a sum that is not 100 %."""
    shares = stated.composition_percent
    for component in sorted(set(shares) - set(components)):
        yield (
            f"{place}.{component}",
            f"unknown component {component!r}",
            "one of " + ", ".join(sorted(components)),
            "choose one, or describe it under waste.components",
        )
    total = np.asarray(sum(shares.values()))
    if np.any(np.abs(total - 100) > SHARES_ROUNDING_PERCENT):
        yield place, f"a sum of {shown(total)} %", "a sum of 100 %", "correct the shares"
