"""The study file: its head and its five sections."""

import datetime
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from wte_ppp.feasibility.definition.climate import ClimateSection
from wte_ppp.feasibility.definition.cost import CostSection
from wte_ppp.feasibility.definition.finance import FinanceSection
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.definition.risk import RiskSection
from wte_ppp.feasibility.definition.waste import WasteSection
from wte_ppp.validation import Quantity, Section, quantity, refuse, refuse_each

SCHEMA = "wte_ppp/study/1"


class PublishedSection(Section):
    """A published figure of the real plant, to be compared with the result."""

    value: Quantity = quantity("", "The published figure in the unit of the result")
    source: str = Field(min_length=3, max_length=600, description="Document, publisher, date")
    reason: str | None = Field(
        default=None, max_length=900, description="Why the model is more than 15 % off, where it is"
    )


class StudyDefinition(Section):
    """Everything a user may write in a study file, defaults filled in."""

    schema_: Literal["wte_ppp/study/1"] = Field(
        alias="schema", description="Version of this format"
    )
    name: str = Field(min_length=1, max_length=200, description="Name of the project")
    location: str = Field(default="", max_length=200, description="Place and country")
    country: str | None = Field(default=None, description="Country profile, by id or folder")
    as_of: str | None = Field(
        default=None,
        description="Day, YYYY-MM-DD, whose rules the profile gives; left out: its own",
    )
    description: str = Field(default="", max_length=4000, description="What the study is about")
    sources: dict[str, Annotated[str, Field(max_length=600)]] = Field(
        default_factory=dict, description="Citations by short name, for `source:` below"
    )
    waste: WasteSection
    plant: PlantSection
    cost: CostSection
    finance: FinanceSection
    climate: ClimateSection
    published: dict[str, PublishedSection] = Field(
        default_factory=dict, description="Published figures by the name of the result"
    )
    risk: RiskSection | None = Field(
        default=None, description="How sure the inputs are; left out: no risk is computed"
    )

    @field_validator("climate")
    @classmethod
    def _measured_components_are_known(
        cls, climate: ClimateSection, info: ValidationInfo
    ) -> ClimateSection:
        known = info.data["waste"].components if "waste" in info.data else None
        unknown = [] if known is None else set(climate.methane_potential_kg_per_t) - set(known)
        if unknown:
            raise refuse_each(
                [
                    (
                        f".methane_potential_kg_per_t.{name}",
                        f"unknown component {name!r}",
                        "a component of the waste",
                        "correct it, or describe it under waste.components",
                    )
                    for name in sorted(unknown)
                ]
            )
        return climate

    @field_validator("as_of")
    @classmethod
    def _is_date(cls, text: str | None) -> str | None:
        if text is not None:
            try:
                day = datetime.date.fromisoformat(text)
            except ValueError:
                day = None
            # Python also reads 20240601 and 2024-W22-6.
            if day is None or day.isoformat() != text:
                raise refuse(repr(text), "a date as YYYY-MM-DD", "correct it")
        return text
