"""What the study file says about the waste: how much, what, how wet."""

from typing import Literal, TypeAlias

import numpy as np
from pydantic import ConfigDict, Field, ValidationInfo, field_validator

from wte_ppp.documents import did_you_mean
from wte_ppp.feasibility.definition.city import CitySection
from wte_ppp.validation import Quantity, Section, quantity, refuse, refuse_each, shown

DecayClass: TypeAlias = Literal["slow_paper", "slow_wood", "moderate", "rapid", "inert"]
HeatingValueFormula: TypeAlias = Literal[
    "channiwala_parikh",
    "dulong",
    "steuer",
    "scheurer_kestner",
    "boie",
    "mott_spooner",
    "japan_three_component",
]
ROUNDING_PERCENT = 0.5


class ComponentProperties(Section):
    """One class of waste: water, dry ultimate analysis, carbon and decay in a landfill."""

    moisture_percent: Quantity = quantity(
        "% as received", "Water in the component as it lies in the bunker", ge=0, le=95
    )
    ash_percent: Quantity = quantity("% dry", "Ash of dry matter", ge=0, le=100)
    carbon_percent: Quantity = quantity("% dry", "Carbon of dry matter", ge=0, le=100)
    hydrogen_percent: Quantity = quantity("% dry", "Hydrogen of dry matter", ge=0, le=20)
    oxygen_percent: Quantity = quantity("% dry", "Oxygen of dry matter", ge=0, le=100)
    nitrogen_percent: Quantity = quantity("% dry", "Nitrogen of dry matter", ge=0, le=20)
    sulfur_percent: Quantity = quantity("% dry", "Sulfur of dry matter", ge=0, le=10)
    chlorine_percent: Quantity = quantity("% dry", "Chlorine of dry matter", ge=0, le=60)
    doc_percent: Quantity = quantity(
        "% wet", "Degradable organic carbon of wet waste (TOOL04)", ge=0, le=60
    )
    decay_class: DecayClass = Field(description="Row of TOOL04's table of decay rates")
    total_carbon_percent: Quantity = quantity(
        "% wet", "Total carbon of wet waste for fossil CO2 (ACM0022 FCC)", ge=0, le=100
    )
    fossil_carbon_percent: Quantity = quantity(
        "% of carbon", "Fossil share of total carbon (ACM0022 FFC)", ge=0, le=100
    )


class WasteSection(Section):
    """What arrives at the gate."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["received_t_per_day"]}, {"required": ["city"]}]}
    )

    received_t_per_day: Quantity | None = quantity(
        "t/d",
        "Waste over the weighbridge in the first operation year, mean of 365 days; left out: from "
        "waste.city",
        gt=0,
        le=20000,
        plausible=(100, 6000),
        default=None,
    )
    city: CitySection | None = Field(
        default=None,
        validate_default=True,
        description="Forecast of the waste by people, in place of received_t_per_day",
    )
    growth_percent_per_year: Quantity = quantity(
        "%/year",
        "Growth of received_t_per_day; a city has its own",
        ge=-20,
        le=20,
        plausible=(-2, 6),
    )
    guaranteed_t_per_day: Quantity | None = quantity(
        "t/d",
        "Put-or-pay: the tipping fee is paid for at least these tonnes",
        ge=0,
        le=20000,
        default=None,
    )
    moisture_percent: Quantity | None = quantity(
        "% as received",
        "Measured water of the mixed waste; left out: what fits a measured LHV, else from the "
        "components",
        ge=0,
        le=90,
        plausible=(25, 65),
        default=None,
    )
    lhv_mj_per_kg: Quantity | None = quantity(
        "MJ/kg as received",
        "Measured LHV at the gate, before drainage; left out: by formula",
        gt=0,
        le=30,
        plausible=(3, 14),
        default=None,
    )
    lhv_deviation_percent: Quantity | None = quantity(
        "% of the mean",
        "Standard deviation of the LHV of single samples; left out: from the survey's samples",
        ge=0,
        le=60,
        plausible=(5, 35),
        default=None,
    )
    lhv_growth_percent_per_year: Quantity = quantity(
        "%/year", "Growth of the LHV at the gate", ge=-5, le=5, plausible=(-1, 2)
    )
    heating_value_formula: HeatingValueFormula = Field(
        description="Formula for the heating value where no measured one is given"
    )
    bunker_leachate_percent: Quantity = quantity(
        "% of received", "Water that drains from the waste in the bunker", ge=0, le=40
    )
    components: dict[str, ComponentProperties] = Field(description="Properties of each component")
    composition_percent: dict[str, Quantity] | None = quantity(
        "%",
        "Share of each component on the basis of composition_basis; sums to 100",
        ge=0,
        le=100,
        default=None,
    )
    composition_basis: Literal["wet", "dry"] = Field(
        description="Whether composition_percent are shares of wet waste or, as Japan's surveys "
        "give them, of dry matter; a survey_file is wet"
    )
    removed_percent: dict[str, Quantity] | None = quantity(
        "% of the component",
        "Part of a component that is sorted out before the plant; amount, composition and a "
        "measured LHV are then those before sorting; left out: none",
        ge=0,
        le=100,
        default=None,
    )
    survey_file: str | None = Field(
        default=None,
        validate_default=True,
        description="CSV beside the study: one sample a row, one component a column, % wet",
    )

    @field_validator("components")
    @classmethod
    def _dry_matter_sums_to_100(
        cls, components: dict[str, ComponentProperties]
    ) -> dict[str, ComponentProperties]:
        totals = {
            name: one.ash_percent
            + one.carbon_percent
            + one.hydrogen_percent
            + one.oxygen_percent
            + one.nitrogen_percent
            + one.sulfur_percent
            + one.chlorine_percent
            for name, one in components.items()
        }
        faults = [
            (
                f".{name}",
                f"dry matter that sums to {shown(total)} %",
                "a sum of 100 % of ash, carbon, hydrogen, oxygen, nitrogen, sulfur and chlorine",
                "correct the analysis",
            )
            for name, total in totals.items()
            if np.any(np.abs(total - 100) > ROUNDING_PERCENT)
        ]
        if faults:
            raise refuse_each(faults)
        return components

    @field_validator("composition_percent")
    @classmethod
    def _known_and_whole(
        cls, shares: dict[str, Quantity] | None, info: ValidationInfo
    ) -> dict[str, Quantity] | None:
        if shares is None:
            return None
        known = info.data.get("components", shares)
        faults = []
        for name in sorted(set(shares) - set(known)):
            guess = did_you_mean(name, known)
            faults.append(
                (
                    f".{name}",
                    f"unknown component {name!r}",
                    "one of " + ", ".join(sorted(known)),
                    (f"write {guess!r}" if guess else "choose one")
                    + ", or describe it under waste.components",
                )
            )
        total = np.asarray(sum(shares.values()))
        if np.any(np.abs(total - 100) > ROUNDING_PERCENT):
            allowed = f"a sum of 100 % (rounding of {ROUNDING_PERCENT} %)"
            faults.append(("", f"a sum of {shown(total)} %", allowed, "correct the shares"))
        if faults:
            raise refuse_each(faults)
        return {name: share / total * 100 for name, share in shares.items()}

    @field_validator("city")
    @classmethod
    def _amount_given_once(
        cls, city: CitySection | None, info: ValidationInfo
    ) -> CitySection | None:
        given = info.data.get("received_t_per_day", 0.0)
        if (city is None) == (given is None):
            raise refuse(
                "no amount of waste" if city is None else "received_t_per_day as well",
                "waste.received_t_per_day or waste.city",
                "give one of them",
            )
        return city

    @field_validator("removed_percent")
    @classmethod
    def _removed_is_there(
        cls, removed: dict[str, Quantity] | None, info: ValidationInfo
    ) -> dict[str, Quantity] | None:
        there = info.data.get("composition_percent")
        if removed is None or there is None:
            return removed
        faults = []
        for name in sorted(set(removed) - set(there)):
            guess = did_you_mean(name, there)
            found, allowed = f"{name!r}, not in the waste", "one of " + ", ".join(sorted(there))
            faults.append(
                (f".{name}", found, allowed, f"write {guess!r}" if guess else "remove it")
            )
        if faults:
            raise refuse_each(faults)
        return removed

    @field_validator("survey_file")
    @classmethod
    def _composition_given(cls, survey_file: str | None, info: ValidationInfo) -> str | None:
        # The mean of a survey is laid into composition_percent before the definition is made.
        if survey_file is None and info.data.get("composition_percent", {}) is None:
            raise refuse(
                "no composition of the waste",
                "waste.composition_percent or waste.survey_file",
                "give one of them",
            )
        if survey_file is not None and info.data.get("composition_basis") == "dry":
            raise refuse(
                "a survey with composition_basis: dry",
                "a survey of wet waste",
                "turn the samples to wet shares, or give their mean as composition_percent",
            )
        return survey_file
