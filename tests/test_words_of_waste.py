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
    "finance.metals_usd_per_t": "of metals",
    "climate.air.damage_usd_per_t": "of a pollutant",
}
REAGENTS = re.compile(r"cost\..*(lime|bicarbonate|carbon|ammonia|ash).*_usd_per_t")
# What is burnt, treated or processed and is no tonnage of the plant.
OTHER = (
    r"open burning|burnt in the open|in the open",
    r"burns? alone|too low to burn|waste that burns|excavated from a landfill",
    r"[Ww]aste burnt for energy|Burnt for energy|Power sold per tonne burnt",  # a country's routes
    r"Burn-?out|burn(s|ing)? out|burnout|burner|burnt ash|burnt stove|Burning with the turbine",
    r"waste is still burnt|Plan for waste that cannot be burnt",  # a bidder's plant, no tonnage
    r"gas [a-z]* ?burnt|Collected and burnt|what is (collected|burnt), |Recovered and burnt",
    r"Burnt(, tCO2e|: )|boiler it would be burnt",
    r"burning (waste|of municipal|out)|Burning of municipal|not burning|too hot",
    r"cost of treatment|Levelised cost|costs? of (power and of )?treatment",
    r"[Ll]eachate|[Ff]lue[- ]gas|Does it burn|less than half of such waste|others treat already",
)  # fmt: skip
LOOSE = re.compile(
    r"\b(burns?|burnt|burned|burning|treats?|treated|treatment|incinerated|processed)\b", re.I
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
    other = re.compile("|".join(OTHER))
    loose = {
        key: place
        for key, place in gathered().items()
        if LOOSE.search(key) and re.search(r"\b[Ww]aste|\btonnes?\b|\bt\b", key)
        and not other.search(key)
    }  # fmt: skip
    assert loose == {}, "say received, accepted or fired"


def test_what_counts_tonnes_says_which() -> None:
    """Figures in tonnes of waste, by name: no fourth word."""
    tonnes = [path for path, card in CARDS.items() if card.label.startswith("Waste")
              and card.unit in ("t", "t/year", "t/d", "t/h")]  # fmt: skip
    assert len(tonnes) > 10
    words = ("received", "accepted", "fired", "fee is due", "guaranteed")
    for path in tonnes:
        label = CARDS[path].label
        assert any(word.lower() in label.lower() for word in words), f"{path}: {label}"
