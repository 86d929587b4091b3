"""What the study file says about the city whose waste the plant gets."""

import numpy as np
from pydantic import model_validator

from wte_ppp.cards import count, quantity
from wte_ppp.validation import Quantity, Section, refuse_each


class CitySection(Section):
    """A forecast of the waste received, in place of waste.received_t_per_day."""

    base_year: int = count("", "Base year", "Year of the figures below", ge=1990, le=2060)
    population: Quantity = quantity(
        "persons", "Population served", "People whose waste is collected", ge=1, le=1e9
    )
    population_growth_percent: Quantity = quantity(
        "%/year", "Population growth", "In the base year", ge=-5, le=10
    )
    population_ceiling: Quantity | None = quantity(
        "persons", "Population ceiling", "Growth slows down towards it; left out: none", gt=0,
        le=1e9, default=None,
    )  # fmt: skip
    kg_per_capita_per_day: Quantity = quantity(
        "kg/day", "Waste per capita", ge=0.01, le=5, usual=(0.3, 2)
    )
    kg_growth_percent: Quantity = quantity("%/year", "Growth of waste per capita", ge=-10, le=10)
    kg_ceiling_per_day: Quantity | None = quantity(
        "kg/day", "Ceiling of waste per capita", "Saturation level; left out: none", gt=0, le=5,
        default=None,
    )  # fmt: skip
    collected_percent: Quantity = quantity(
        "% of waste", "Collection rate", "In the base year", gt=0, le=100
    )
    collected_target_percent: Quantity | None = quantity(
        "% of waste", "Target collection rate", "Reached in the target year; left out: as today",
        gt=0, le=100, default=None,
    )  # fmt: skip
    target_year: int | None = count(
        "", "Target year of the collection rate", default=None, ge=1990, le=2100
    )
    to_plant_percent: Quantity = quantity(
        "% of what is collected", "Share delivered to the plant", gt=0, le=100
    )
    uncertainty_percent: Quantity | None = quantity(
        "% of the amount", "Uncertainty of today's amount",
        "Half-width of the 90 % interval; left out: no band", ge=0, le=100, default=None,
    )  # fmt: skip
    growth_uncertainty_percent: Quantity | None = quantity(
        "%/year", "Uncertainty of the growth",
        "Half-width of the 90 % interval of the amount's growth; left out: 0", ge=0, le=10,
        default=None,
    )  # fmt: skip

    @model_validator(mode="after")
    def _targets_lie_ahead(self) -> "CitySection":
        faults = []
        for ceiling, today in (
            ("population_ceiling", "population"),
            ("kg_ceiling_per_day", "kg_per_capita_per_day"),
        ):
            most, now = getattr(self, ceiling), getattr(self, today)
            if most is not None and np.any(np.asarray(most) < now):
                faults.append(
                    (f".{ceiling}", "less than today's", f"{today} or more", "raise it or leave it")
                )
        if self.collected_target_percent is not None and (
            self.target_year is None or self.target_year <= self.base_year
        ):
            found = "none" if self.target_year is None else str(self.target_year)
            faults.append((".target_year", found, "a year after base_year", "give the year"))
        if faults:
            raise refuse_each(faults)
        return self
