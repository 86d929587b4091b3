"""Received, accepted and fired: three words for three tonnages, wherever the program names them."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel

from tools.messages import gathered
from wte_ppp.cards import card_of as input_card
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.outcomes import card_of as outcome_card
from wte_ppp.feasibility.result import Outcomes
from wte_ppp.field_problems import section_in

# Units per tonne of waste name which tonne; a price per tonne of something else says of what.
BARE = re.compile(r"(kWh|MWh|GJ|MJ|kg|Nm3|m3|mg|kgCO2e|USD)/t")
OF_WHAT = {
    "finance.tipping_fee_usd_per_t": "a price; its help says on tonnes accepted",
    "waste.streams.tipping_fee_usd_per_t": "a price, as the tipping fee",
    "finance.required_tipping_fee_usd_per_t": "a price, as the tipping fee",
    "finance.tipping_fee_for_equity_irr_usd_per_t": "a price, as the tipping fee",
    "finance.tipping_fee_for_dscr_usd_per_t": "a price, as the tipping fee",
    "finance.contract_prices.tipping_fee.band_prices_usd_per_t": "a price, as the tipping fee",
    "finance.contract_prices.tipping_fee.floor_usd_per_t": "a price, as the tipping fee",
    "finance.contract_prices.tipping_fee.cap_usd_per_t": "a price, as the tipping fee",
    "finance.contract_prices.operating_subsidy.usd_per_t": "its help says for tonnes accepted",
    "finance.at_signed_fee.tipping_fee_usd_per_t": "a price, as the tipping fee",
    "finance.value_for_money.tipping_fee_usd_per_t": "a price, as the tipping fee",
    "finance.metals_usd_per_t": "of metals",
    "climate.air.damage_usd_per_t": "of a pollutant",
}
REAGENTS = re.compile(r"cost\..*(lime|bicarbonate|carbon|ammonia|ash).*_usd_per_t")
# A fourth word for the plant's tonnes.
DONE = "burnt|burned|treated|processed|incinerated|combusted"
LOOSE = re.compile(
    rf"\b(waste|tonnes?|mix)\b( [a-z]+){{0,3}} ({DONE})\b"
    rf"|\b({DONE}),? (waste|tonnes?|t)\b|\bplant (burns|treats|processes|incinerates)\b",
    re.IGNORECASE,
)
# What is burnt or treated and is no tonnage of the plant.
OTHER = re.compile(
    r"in the open|for energy|Power sold per tonne burnt|Burnt, tCO2e|"  # a country's, a gas
    r"such waste already treated|"  # what law demands
    r"waste is still burnt|waste that cannot be burnt"  # a bidder's plant, no tonnes
)


def _cards(
    model: type[BaseModel], card_of: Callable[[Any], Any], path: str = ""
) -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        place = f"{path}.{name}" if path else name
        section = section_in(field)
        if section is not None:
            yield from _cards(section, card_of, place)
        else:
            yield place, card_of(field)


CARDS = dict((*_cards(StudyDefinition, input_card), *_cards(Outcomes, outcome_card)))


def test_a_unit_per_tonne_says_of_which_tonne() -> None:
    per_tonne = {path: card.unit for path, card in CARDS.items() if "/t" in card.unit}
    assert len(per_tonne) > 40
    for path, unit in per_tonne.items():
        if BARE.fullmatch(unit):
            named = path in OF_WHAT or REAGENTS.fullmatch(path)
            assert named, f"{path} is in {unit}: of which tonne?"
        for word in ("received", "accepted", "fired"):
            if path.endswith(f"_{word}"):
                assert unit.endswith(f"/t {word}"), f"{path} is in {unit}"


def test_tonnes_of_the_plant_are_received_accepted_or_fired() -> None:
    assert LOOSE.search("The plant burns the mix of what it accepts.")
    assert LOOSE.search("Payment for waste burnt before acceptance.")
    assert LOOSE.search("Treated, t fired")
    loose = [key for key in gathered() if LOOSE.search(key) and not OTHER.search(key)]
    assert loose == [], "say received, accepted or fired"


def test_what_counts_tonnes_says_which() -> None:
    """Figures in tonnes of waste, by name: no fourth word."""
    tonnes = [path for path, card in CARDS.items() if card.label.startswith("Waste")
              and card.unit in ("t", "t/year", "t/d", "t/h")]  # fmt: skip
    assert len(tonnes) > 10
    words = ("received", "accepted", "fired", "fee is due", "guaranteed")
    for path in tonnes:
        label = CARDS[path].label
        assert any(word.lower() in label.lower() for word in words), f"{path}: {label}"
