"""What the study file says about the waste: how much, what, how wet."""

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias

import numpy as np
from pydantic import ConfigDict, field_validator

from wte_ppp.cards import ASIA, JAPAN_SOUTH_EAST_ASIA, Default, count, entry, quantity
from wte_ppp.documents import did_you_mean
from wte_ppp.feasibility.definition.city import CitySection
from wte_ppp.feasibility.definition.waste_analysis import Element, SpreadSection, analysis_fits
from wte_ppp.feasibility.definition.waste_seasons import WasteSeasonSection, seasons_cover_the_year
from wte_ppp.feasibility.definition.waste_streams import (
    CompositionChangeSection,
    WasteStreamSection,
    changes_fit,
    streams_fit,
)
from wte_ppp.validation import Fault, Joint, Quantity, Section, refuse_each, shown
from wte_ppp.waste.survey_words import survey_word

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
        "% as received", "Moisture", "Of the component as it lies in the bunker", ge=0, le=95
    )
    ash_percent: Quantity = quantity("% dry", "Ash", "Of dry matter", ge=0, le=100)
    carbon_percent: Quantity = quantity("% dry", "Carbon", "Of dry matter", ge=0, le=100)
    hydrogen_percent: Quantity = quantity("% dry", "Hydrogen", "Of dry matter", ge=0, le=20)
    oxygen_percent: Quantity = quantity("% dry", "Oxygen", "Of dry matter", ge=0, le=100)
    nitrogen_percent: Quantity = quantity("% dry", "Nitrogen", "Of dry matter", ge=0, le=20)
    sulfur_percent: Quantity = quantity("% dry", "Sulfur", "Of dry matter", ge=0, le=10)
    chlorine_percent: Quantity = quantity("% dry", "Chlorine", "Of dry matter", ge=0, le=60)
    doc_percent: Quantity = quantity(
        "% wet", "Degradable organic carbon (DOC)", "Of wet waste (TOOL04)", ge=0, le=60
    )
    decay_class: DecayClass = entry("Decay class", "Row of TOOL04's table of decay rates")
    total_carbon_percent: Quantity = quantity(
        "% wet", "Total carbon", "Of wet waste, for fossil CO2 (ACM0022 FCC)", ge=0, le=100
    )
    fossil_carbon_percent: Quantity = quantity(
        "% of carbon", "Fossil share of carbon", "Of total carbon (ACM0022 FFC)", ge=0, le=100
    )
    adhering_soil: Literal["added", "included"] = entry(
        "Adhering soil",
        "Whether waste.adhering_soil_percent is added to the analysis, which is of the clean "
        "component, or included in it; components that the study describes itself: included",
        default="included",
    )


def _amount_given_once(received: Any, city: CitySection | None) -> Iterator[Fault]:
    if (city is None) == (received is None):
        found = "no amount of waste" if city is None else "received_t_per_day as well"
        yield ".city", found, "waste.received_t_per_day or waste.city", "give one of them"


def _components_are_known(
    components: dict[str, ComponentProperties], shares: dict[str, Any] | None
) -> Iterator[Fault]:
    for name in sorted(set(shares or {}) - set(components)):
        yield (
            f".composition_percent.{name}",
            f"unknown component {name!r}",
            "one of " + ", ".join(sorted(components)),
            _what_to_write(name, components) + ", or describe it under waste.components",
        )


def _what_to_write(name: str, components: dict[str, ComponentProperties]) -> str:
    """What to do about a name that is no component: split a survey's word, or mend a slip."""
    word = survey_word(name)
    if word is not None and word.classes:
        parts = " and ".join(f"{share:.0%} {part}" for part, share in word.classes.items())
        doubt = "" if word.certain else f" if that is what it holds ({word.holds or 'a guess'})"
        return f"this word of surveys is mapped to {parts}: split it so{doubt}"
    if word is not None:
        return f"this word of surveys is not one class ({word.holds}): ask for its sorting"
    guess = did_you_mean(name, components)
    return f"write {guess!r}" if guess else "choose one"


def _sums_to_100(shares: dict[str, Any] | None) -> Iterator[Fault]:
    total = np.asarray(sum((shares or {}).values()))
    if shares is not None and np.any(np.abs(total - 100) > ROUNDING_PERCENT):
        allowed = f"a sum of 100 % (rounding of {ROUNDING_PERCENT} %)"
        yield ".composition_percent", f"a sum of {shown(total)} %", allowed, "correct the shares"


def _removed_is_there(
    shares: dict[str, Any] | None, removed: dict[str, Any] | None
) -> Iterator[Fault]:
    if shares is None or removed is None:
        return
    for name in sorted(set(removed) - set(shares)):
        guess = did_you_mean(name, shares)
        yield (
            f".removed_percent.{name}",
            f"{name!r}, not in the waste",
            "one of " + ", ".join(sorted(shares)),
            f"write {guess!r}" if guess else "remove it",
        )


def _composition_given(
    shares: dict[str, Any] | None, survey_file: str | None, basis: str
) -> Iterator[Fault]:
    # The mean of a survey is laid into composition_percent before the definition is made.
    if survey_file is None and shares is None:
        yield (
            ".survey_file",
            "no composition of the waste",
            "waste.composition_percent or waste.survey_file",
            "give one of them",
        )
    if survey_file is not None and basis == "dry":
        yield (
            ".survey_file",
            "a survey with composition_basis: dry",
            "a survey of wet waste",
            "turn the samples to wet shares, or give their mean as composition_percent",
        )


class WasteSection(Section):
    """What arrives at the gate."""

    joint = (
        Joint(("received_t_per_day", "city"), _amount_given_once),
        Joint(("components", "composition_percent"), _components_are_known),
        Joint(("composition_percent",), _sums_to_100),
        Joint(("composition_percent", "removed_percent"), _removed_is_there),
        Joint(("composition_percent", "survey_file", "composition_basis"), _composition_given),
        Joint(("moisture_percent", "ash_percent", "elements_percent"), analysis_fits),
        Joint(("components", "seasons"), seasons_cover_the_year),
        Joint(("components", "streams", "seasons"), streams_fit),
        Joint(
            ("components", "composition_changes", "seasons", "lhv_growth_percent_per_year"),
            changes_fit,
        ),
    )

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["received_t_per_day"]}, {"required": ["city"]}]}
    )

    received_t_per_day: Quantity | None = quantity(
        "t/d", "Waste received",
        "Over the weighbridge in the first operation year, mean of 365 days; left out: from "
        "waste.city", ge=1, le=20000, usual=(100, 6000), default=None,
    )  # fmt: skip
    city: CitySection | None = entry(
        "City", "Forecast of the waste from population, in place of received_t_per_day",
        default=None, 
    )  # fmt: skip
    growth_percent_per_year: Quantity = quantity(
        "%/year", "Growth of waste received", "Of received_t_per_day; a city has its own", ge=-20,
        le=20, usual=(-2, 6),
        default=Default(0.0, "assumption", "No growth unless the study says so"),
    )  # fmt: skip
    guaranteed_t_per_day: Quantity | None = quantity(
        "t/d", "Guaranteed waste (put-or-pay)", "The tipping fee is due for at least these tonnes",
        ge=0, le=20000, default=None,
    )  # fmt: skip
    make_up_years: int = count(
        "years", "Years to make up waste not delivered",
        "Tonnes paid for and not delivered may be brought free of fee, above the guarantee",
        ge=0, le=50, default=Default(0, "assumption", "No such right unless the contract has it"),
    )  # fmt: skip
    moisture_percent: Quantity | None = quantity(
        "% as received", "Moisture of the mixed waste",
        "Measured; left out: from the components, reconciled with what else is measured", ge=0,
        le=90, usual=(25, 65), default=None,
    )  # fmt: skip
    ash_percent: Quantity | None = quantity(
        "% as received", "Ash of the mixed waste",
        "Measured; left out: from the components, reconciled with what else is measured", ge=0,
        le=90, usual=(5, 35), default=None,
    )  # fmt: skip
    elements_percent: dict[Element, Quantity] | None = quantity(
        "% as received", "Elements of the mixed waste",
        "Measured, of the waste with its water, any of them; left out: from the components, "
        "reconciled with what else is measured", ge=0, le=100, default=None,
    )  # fmt: skip
    analysis_spread: SpreadSection = entry(
        "Spread of the analysis",
        "Standard deviations that weigh what moves where an analysis does not fit the composition",
    )
    lhv_mj_per_kg: Quantity | None = quantity(
        "MJ/kg as received", "LHV at the gate",
        "Measured, before drainage in the bunker; left out: by formula", ge=0.1, le=30,
        usual=(3, 14), default=None,
    )  # fmt: skip
    lhv_deviation_percent: Quantity | None = quantity(
        "% of the mean", "Standard deviation of the LHV",
        "Of single samples; left out: from the survey's samples", ge=0, le=60, usual=(5, 35),
        default=None,
    )  # fmt: skip
    lhv_growth_percent_per_year: Quantity = quantity(
        "%/year", "Growth of the LHV at the gate",
        "Water, ash and elements stay as in the first year; composition_changes moves them too",
        ge=-5, le=5, usual=(-1, 2),
        default=Default(
            0.0, "assumption", "No change unless the study says so",
            "0.5 to 1.5 %/year has been seen in fast-growing Asian cities"
        ),
    )  # fmt: skip
    heating_value_formula: HeatingValueFormula = entry(
        "Heating value formula", "Used where no measured LHV is given",
        default=Default(
            "channiwala_parikh", "assumption",
            "S. A. Channiwala, P. P. Parikh, A unified correlation for estimating HHV of "
            "solid, liquid and gaseous fuels, Fuel 81 (2002) 1051-1063",
            "Mean absolute error 1.45 % on the authors' fuels"
        ),
    )  # fmt: skip
    bunker_leachate_percent: Quantity = quantity(
        "% of received", "Bunker leachate", "Water that drains from the waste in the bunker", ge=0,
        le=40,
        default=Default(
            10.0, "assumption", "Engineering practice for wet Asian waste",
            "5 to 15 in dry or cool seasons, 15 to 25 in wet seasons; measure it",
            place=ASIA,
        ),
    )  # fmt: skip
    components: dict[str, ComponentProperties] = entry(
        "Waste components", "Properties of each component"
    )
    adhering_soil_percent: Quantity = quantity(
        "% of dry matter", "Soil that adheres to the components",
        "In the bunker, of each component whose analysis is of a clean one", ge=0, le=50,
        usual=(0, 30),
        default=Default(
            3.0, "assumption",
            "2 to 3 fits ash and LHV of 135 Japanese bunkers (Ministry of the Environment, general "
            "waste survey FY2022); total dry ash of 8 to 22 % in South-East Asia asks for 0 to 15",
            "About 10 (0 to 22) fits Chinese plants, 15 (5 to 30) what is told of South Asia; "
            "measure the ash", place=JAPAN_SOUTH_EAST_ASIA,
        ),
    )  # fmt: skip
    composition_percent: dict[str, Quantity] | None = quantity(
        "%", "Waste composition",
        "Share of each component on the basis of composition_basis; sums to 100", ge=0, le=100,
        default=None,
    )  # fmt: skip
    composition_basis: Literal["wet", "dry"] = entry(
        "Basis of the composition",
        "Whether composition_percent is given on wet waste or, as in Japan's surveys, on dry "
        "matter; a survey_file is wet",
        default=Default(
            "wet", "assumption",
            "Sorting analyses outside Japan weigh the waste as it comes, e.g. ASTM D5231-92 (2016)",
            "Japanese municipal surveys give dry matter: say dry"
        ),
    )  # fmt: skip
    seasons: dict[str, WasteSeasonSection] | None = entry(
        "Seasons", "Waste of parts of the year, by name; left out: the same all year", default=None
    )
    streams: dict[str, WasteStreamSection] | None = entry(
        "Other streams",
        "Industrial waste, sludge or other waste beside the municipal one, by name; left out: none",
        default=None,
    )
    composition_changes: dict[str, CompositionChangeSection] | None = entry(
        "Changes of the composition",
        "Of the municipal waste, by name; left out: the same in all years",
        default=None,
    )
    removed_percent: dict[str, Quantity] | None = quantity(
        "% of the component", "Sorted out before the plant",
        "Share of each component; amount, composition and a measured LHV are then those before "
        "sorting; left out: none", ge=0, le=100, default=None,
    )  # fmt: skip
    survey_file: str | None = entry(
        "Waste survey", "CSV beside the study: one sample a row, one component a column, % wet",
        default=None, 
    )  # fmt: skip

    @field_validator("components")
    @classmethod
    def _dry_matter_sums_to_100(
        cls, components: dict[str, ComponentProperties]
    ) -> dict[str, ComponentProperties]:
        totals = {
            name: component.ash_percent
            + component.carbon_percent
            + component.hydrogen_percent
            + component.oxygen_percent
            + component.nitrogen_percent
            + component.sulfur_percent
            + component.chlorine_percent
            for name, component in components.items()
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
    def _scaled_within_rounding(
        cls, shares: dict[str, Quantity] | None
    ) -> dict[str, Quantity] | None:
        if shares is None or list(_sums_to_100(shares)):
            return shares
        total = np.asarray(sum(shares.values()))
        return {name: share / total * 100 for name, share in shares.items()}
