"""Choices of the study file in a reader's words, such as the type of landfill."""

import types
from collections.abc import Mapping
from typing import Any, Literal, Union, get_args, get_origin

from wte_ppp.blocks import Words
from wte_ppp.chapters.carbon import FURNACES, SITES, ZONES
from wte_ppp.chapters.names import NAMES
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.origin import STUDY
from wte_ppp.field_problems import field_at
from wte_ppp.messages import Message, Quoted, mark

# Names that stand as they are written.
PROPER = frozenset({"SAR", "AR4", "AR5", "AR6"})
CHOICES: Mapping[str, str] = {
    # Waste.
    "dulong": "Dulong",
    "steuer": "Steuer",
    "boie": "Boie",
    "wet": mark("wet"),
    "alloy": mark("alloy steel"),
    "cladding": mark("cladding"),
    "south_east_asia": mark("South-East Asia"),
    "taiwan": mark("Taiwan"),
    "europe": mark("Europe"),
    "modern": mark("modern"),
    "2006_2012": mark("built 2006 to 2012"),
    "1999_2005": mark("built 1999 to 2005"),
    "before_1999": mark("built before 1999"),
    "grate": mark("grate"),
    "fluidised_bed": mark("fluidised bed"),
    "fluidised_bed_gasification": mark("fluidised bed gasification"),
    "shaft_melting": mark("shaft melting furnace"),
    "electric": mark("electric"),
    "extraction": mark("extraction"),
    "back_pressure": mark("back pressure"),
    "one": mark("one"),
    "two": mark("two"),
    "dry": mark("dry"),
    "slow_paper": mark("slow (paper, textiles)"),
    "slow_wood": mark("slow (wood)"),
    "moderate": mark("moderate"),
    "rapid": mark("rapid"),
    "inert": mark("inert"),
    "as_municipal": mark("as the municipal waste"),
    "no_emissions": mark("without emissions"),
    "first": mark("before the municipal waste"),
    "alike": mark("in proportion with the municipal waste"),
    "last": mark("after the municipal waste"),
    "from_year": mark("from that year on"),
    # Plant.
    "fewer_hours": mark("fewer hours"),
    "part_load": mark("part load"),
    "air": mark("air"),
    "water": mark("water"),
    "once_through": mark("river or sea water, once through"),
    "dry_lime": mark("dry, lime"),
    "semi_dry_lime": mark("semi-dry, lime"),
    "dry_bicarbonate": mark("dry, bicarbonate"),
    "none": mark("none"),
    "sncr": "SNCR",
    "scr": "SCR",
    "bag_filter": mark("bag filter"),
    "electrostatic": mark("electrostatic precipitator"),
    "injected": mark("injected"),
    # Cost and finance.
    "any": mark("any origin"),
    "china": mark("China"),
    "japan": mark("Japan"),
    "eu": "EU",
    "other": mark("other"),
    "capital_cost": mark("capital cost"),
    "operating_cost": mark("operating cost"),
    "revenue": mark("revenue"),
    "municipality": mark("the municipality"),
    "central_government": mark("the central government"),
    "project": mark("the project"),
    "paid": mark("paid"),
    "capitalised": mark("capitalised"),
    "annuity": mark("annuity"),
    "equal_principal": mark("equal principal"),
    "sculpted": mark("sculpted"),
    "schedule": mark("schedule"),
    "gearing": mark("gearing"),
    "gearing_and_dscr": mark("gearing and DSCR"),
    "added": mark("added to a clean analysis"),
    "included": mark("included in the analysis"),
    "pre_tax": mark("pre-tax"),
    "post_tax": mark("post-tax"),
    "pro_rata": mark("pro rata"),
    "equity_first": mark("equity first"),
    "debt_first": mark("debt first"),
    "usd": "USD",
    "local": mark("local currency"),
    "all_cash": mark("all cash"),
    "retained_earnings": mark("up to retained earnings"),
    "at_close": mark("at financial close"),
    "from_cash_flow": mark("from cash flow"),
    "straight_line": mark("straight-line method"),
    "declining_to_straight_line": mark("declining balance, then straight line"),
    "declining_guaranteed": mark("declining balance, guaranteed amount"),
    "depreciated": mark("depreciated"),
    "not_deductible": mark("not deductible"),
    "year": mark("year"),
    "half_year": mark("half year"),
    "quarter": mark("quarter"),
    "month": mark("month"),
    "period": mark("period"),
    # Risk.
    "sobol": mark("Sobol sequence"),
    "latin_hypercube": mark("Latin hypercube"),
    "agreed": mark("agreed before the outcome is known"),
    "sized_anew": mark("sized anew in each simulation"),
    # Climate.
    "tool04": mark("CDM TOOL04, yearly"),
    "tool04_monthly": mark("CDM TOOL04, monthly"),
    "ipcc_2006": mark("IPCC 2006"),
    "ipcc_2019": mark("IPCC 2019"),
    "acm0022": "ACM0022",
    "analysis": mark("elemental analysis"),
    "ipcc": "IPCC",
    "partner": mark("partner of the JCM"),
    "no partner": mark("no partner of the JCM"),
    "default": mark("default"),
    "low": mark("low"),
    "standard": mark("standard"),
    "high": mark("high"),
    "carried": mark("carried forward"),
    "dropped": mark("dropped"),
    "accrued": mark("as booked"),
    "not_deducted": mark("neither taxed nor deducted"),
    "large": mark("large company"),
    "small_medium": mark("small or medium-sized company"),
}
_OF_CLIMATE: Mapping[str, Message] = {
    str(choice): words
    for choices in (SITES.items(), ZONES.items(), FURNACES.items())
    for choice, words in choices
}


def choice_words(path: str, value: str) -> Words:
    """What stands for an input's text: a choice in our words, anything else as it was written.

    Examples
    --------
    >>> str(choice_words("climate.disposal_site", "unmanaged_deep"))
    'unmanaged, deep'
    >>> str(choice_words("waste.survey_file", "my_survey.csv"))
    'my_survey.csv'
    """
    field = field_at(StudyDefinition, path.split("."))
    if field is None or value not in choices_of(field.annotation) or value in PROPER:
        return Quoted(value, STUDY)
    if value in _OF_CLIMATE:
        return _OF_CLIMATE[value]
    return Message(CHOICES[value] if value in CHOICES else NAMES[value])


def choices_of(annotation: Any) -> tuple[str, ...]:
    """Texts of which a field takes one; none where it takes something else."""
    if get_origin(annotation) is Literal:
        return tuple(choice for choice in get_args(annotation) if isinstance(choice, str))
    if get_origin(annotation) in (Union, types.UnionType):
        return tuple(text for part in get_args(annotation) for text in choices_of(part))
    return ()
