"""What the study file says of the waste in parts of the year."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from wte_ppp.cards import entry, quantity
from wte_ppp.validation import Fault, Quantity, Section, shown

MONTHS = 12
MEAN_ROUNDING_PERCENT = 1.0
SHARES_ROUNDING_PERCENT = 0.5
DAYS_OF_MONTH = (31.0, 28.25, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0)


class WasteSeasonSection(Section):
    """Waste in some months of each year; what is left out is as in the year, or moves with it."""

    months: tuple[int, ...] = entry(
        "Months", "Calendar months, 1 is January; every month stands in one season"
    )
    received_percent: Quantity | None = quantity(
        "% of the year's mean", "Waste received in the season",
        "Tonnes a day over the mean of the year; left out: 100", gt=0, le=400, usual=(60, 150),
        default=None,
    )  # fmt: skip
    moisture_percent: Quantity | None = quantity(
        "% as received", "Moisture in the season",
        "Left out: of the year, or as the season's composition has it", ge=0, le=90, default=None,
    )  # fmt: skip
    ash_percent: Quantity | None = quantity(
        "% as received", "Ash in the season",
        "Left out: as the year's, moved with water and composition", ge=0, le=90, default=None,
    )  # fmt: skip
    lhv_mj_per_kg: Quantity | None = quantity(
        "MJ/kg as received", "LHV at the gate in the season",
        "Left out: as the year's, moved with water, ash and composition", gt=0, le=30, default=None,
    )  # fmt: skip
    composition_percent: dict[str, Quantity] | None = quantity(
        "%", "Composition in the season", "Sums to 100; left out: of the year", ge=0, le=100,
        default=None,
    )  # fmt: skip
    bunker_leachate_percent: Quantity | None = quantity(
        "% of received", "Bunker leachate in the season", "Left out: of the year", ge=0, le=40,
        default=None,
    )  # fmt: skip

    @property
    def share_of_year(self) -> float:
        """Days of the season over those of the year."""
        return sum(DAYS_OF_MONTH[month - 1] for month in self.months) / sum(DAYS_OF_MONTH)

    @property
    def relative_amount(self) -> Any:
        """Tonnes a day over the year's mean."""
        return 1.0 if self.received_percent is None else self.received_percent / 100


def seasons_cover_the_year(
    components: Mapping[str, Any], seasons: Mapping[str, WasteSeasonSection] | None
) -> Iterator[Fault]:
    """Faults of seasons that leave out or repeat months, or whose waste is not that of the year."""
    if seasons is None:
        return
    stated = [month for season in seasons.values() for month in season.months]
    if sorted(stated) != list(range(1, MONTHS + 1)):
        yield (
            ".seasons",
            "months " + ", ".join(map(str, sorted(stated))),
            "each month from 1 to 12 in one season",
            "correct the months",
        )
        return
    mean = sum(season.share_of_year * season.relative_amount for season in seasons.values())
    if np.any(np.abs(100 * np.asarray(mean) - 100) > MEAN_ROUNDING_PERCENT):
        yield (
            ".seasons",
            f"received_percent of {shown(100 * mean)} % in the mean of the year's days",
            "a mean of 100 %",
            "correct received_percent; the year's amount is waste.received_t_per_day",
        )
    for name, season in seasons.items():
        shares = season.composition_percent
        if shares is None:
            continue
        place = f".seasons.{name}.composition_percent"
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
