"""What the study file says about the city whose waste the plant gets."""

import numpy as np
from pydantic import Field, model_validator

from wte_ppp.validation import Quantity, Section, quantity, refuse_each


class CitySection(Section):
    """A forecast of the waste received, in place of waste.received_t_per_day."""

    base_year: int = Field(strict=True, ge=1990, le=2060, description="Year of the figures below")
    population: Quantity = quantity("persons", "People whose waste is collected for", gt=0, le=1e9)
    population_growth_percent: Quantity = quantity("%/year", "In the base year", ge=-5, le=10)
    population_ceiling: Quantity | None = quantity(
        "persons", "Growth slows down towards it; left out: none", gt=0, le=1e9, default=None
    )
    kg_per_capita_per_day: Quantity = quantity(
        "kg/day", "Waste of a person", gt=0, le=5, plausible=(0.3, 2)
    )
    kg_growth_percent: Quantity = quantity("%/year", "Of the waste of a person", ge=-10, le=10)
    kg_ceiling_per_day: Quantity | None = quantity(
        "kg/day", "Saturation of the waste of a person; left out: none", gt=0, le=5, default=None
    )
    collected_percent: Quantity = quantity("% of waste", "In the base year", gt=0, le=100)
    collected_target_percent: Quantity | None = quantity(
        "% of waste", "Reached in the target year; left out: as today", gt=0, le=100, default=None
    )
    target_year: int | None = Field(
        default=None, strict=True, ge=1990, le=2100, description="Year of the collection target"
    )
    to_plant_percent: Quantity = quantity(
        "% of what is collected", "Part that is taken to this plant", gt=0, le=100
    )
    uncertainty_percent: Quantity | None = quantity(
        "% of the amount",
        "Half-width of the 90 % interval of today's amount; left out: no band",
        ge=0,
        le=100,
        default=None,
    )
    growth_uncertainty_percent: Quantity | None = quantity(
        "%/year",
        "Half-width of the 90 % interval of the growth of the amount; left out: 0",
        ge=0,
        le=10,
        default=None,
    )

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
