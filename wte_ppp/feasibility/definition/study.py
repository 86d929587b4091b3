"""The study file: its head and its five sections."""

import datetime
from collections.abc import Iterator
from typing import Annotated, Literal

import numpy as np
from pydantic import Field, field_validator

from wte_ppp.cards import entry, quantity
from wte_ppp.feasibility.definition.climate import ClimateSection
from wte_ppp.feasibility.definition.cost import CostSection
from wte_ppp.feasibility.definition.finance import FinanceSection
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.definition.risk import RiskSection
from wte_ppp.feasibility.definition.waste import WasteSection
from wte_ppp.guidance.stated import ProjectStated
from wte_ppp.validation import Fault, Joint, Quantity, Section, refuse

SCHEMA = "wte_ppp/study/1"


class PublishedSection(Section):
    """A published figure of the real plant, to be compared with the result."""

    value: Quantity = quantity("", "Published figure", "In the unit of the result")
    source: str = entry("Source", "Document, publisher, date", min_length=3, max_length=600)
    reason: str | None = entry(
        "Reason for the difference", "Why the model differs by more than 15 %, where it does",
        default=None, max_length=900,
    )  # fmt: skip


def _measured_components_are_known(waste: WasteSection, climate: ClimateSection) -> Iterator[Fault]:
    for name in sorted(set(climate.methane_potential_kg_per_t) - set(waste.components)):
        yield (
            f".climate.methane_potential_kg_per_t.{name}",
            f"unknown component {name!r}",
            "a component of the waste",
            "correct it, or describe it under waste.components",
        )


def _changes_come_in_operation(waste: WasteSection, finance: FinanceSection) -> Iterator[Fault]:
    first = finance.first_operation_year
    for name, change in (waste.composition_changes or {}).items():
        if change.year <= first:
            yield (
                f".waste.composition_changes.{name}.year",
                str(change.year),
                f"a year after the first of operation, {first}",
                "correct the year, or state the composition as waste.composition_percent",
            )


def _added_line_burns_one_waste(waste: WasteSection, finance: FinanceSection) -> Iterator[Fault]:
    later = finance.later_investment
    what = "streams" if waste.streams else "seasons" if waste.seasons else ""
    if what and later.operation_year is not None and np.any(later.added_capacity_percent):
        yield (
            ".finance.later_investment.added_capacity_percent",
            f"an added line, with waste.{what}",
            "an added line on waste of one stream through one year",
            "write the line as a study of its own, on the waste that the first plant diverts",
        )


class StudyDefinition(Section):
    """Everything a user may write in a study file, defaults filled in."""

    joint = (
        Joint(("waste", "climate"), _measured_components_are_known),
        Joint(("waste", "finance"), _changes_come_in_operation),
        Joint(("waste", "finance"), _added_line_burns_one_waste),
    )

    schema_: Literal["wte_ppp/study/1"] = entry("Format version", alias="schema")
    name: str = entry("Project name", min_length=1, max_length=200)
    location: str = entry("Location", "Place and country", default="", max_length=200)
    country: str | None = entry("Country profile", "By id or folder", default=None)
    as_of: str | None = entry(
        "Date of the rules",
        "Day, YYYY-MM-DD, on which the profile's rules are read; left out: the profile's own",
        default=None,
    )  # fmt: skip
    description: str = entry("Description", "What the study is about", default="", max_length=4000)
    sources: dict[str, Annotated[str, Field(max_length=600)]] = entry(
        "Citations", "By short name, for `source:` below", default_factory=dict
    )
    project: ProjectStated = entry(
        "Project", "Days and words on which its law depends; left out: nothing is said of it",
        default_factory=ProjectStated,
    )  # fmt: skip
    waste: WasteSection = entry("Waste")
    plant: PlantSection = entry("Plant")
    cost: CostSection = entry("Cost")
    finance: FinanceSection = entry("Finance")
    climate: ClimateSection = entry("Climate")
    published: dict[str, PublishedSection] = entry(
        "Published figures", "By the name of the result; compared with the model",
        default_factory=dict,
    )  # fmt: skip
    risk: RiskSection | None = entry(
        "Risk", "How uncertain the inputs are; left out: no risk is computed", default=None
    )

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
