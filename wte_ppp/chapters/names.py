"""Names in a reader's words for what a result keys by short words and paths."""

from collections.abc import Mapping

from wte_ppp.blocks import Words
from wte_ppp.messages import Message, mark

NAMES: Mapping[str, str] = {
    # Components of waste.
    "municipal": mark("Municipal waste"),
    "food": mark("Food waste"),
    "paper": mark("Paper"),
    "cardboard": mark("Cardboard"),
    "textiles": mark("Textiles"),
    "wood": mark("Wood"),
    "plastics": mark("Plastics"),
    "plastics_textbook": mark("Plastics (textbook analysis)"),
    "rubber": mark("Rubber"),
    "leather": mark("Leather"),
    "metals": mark("Metals"),
    "glass": mark("Glass"),
    "fines": mark("Fines (dirt and ashes)"),
    "nappies": mark("Nappies"),
    "soil": mark("Stones, soil and sand"),
    "ceramics": mark("Ceramics and bricks"),
    "coal_ash": mark("Coal ash"),
    "other_inert": mark("Other inert"),
    "hazardous": mark("Household hazardous waste"),
    "crumbs": mark("Sieve fines (crumbs)"),
    "yard": mark("Garden waste"),
    # Analysis of waste.
    "moisture": mark("Moisture"),
    "ash": mark("Ash"),
    "carbon": mark("Carbon"),
    "hydrogen": mark("Hydrogen"),
    "oxygen": mark("Oxygen"),
    "nitrogen": mark("Nitrogen"),
    "sulfur": mark("Sulfur"),
    "chlorine": mark("Chlorine"),
    "lhv": mark("LHV (against the formula)"),
    # Operating cost.
    "staff": mark("Staff"),
    "maintenance": mark("Maintenance"),
    "insurance": mark("Insurance"),
    "reagents": mark("Reagents"),
    "residues": mark("Disposal of residues"),
    "leachate": mark("Leachate treatment"),
    "auxiliary_fuel": mark("Auxiliary fuel"),
    "bought_power": mark("Power bought"),
    "water_and_other": mark("Water and other"),
    "administration": mark("Administration"),
    "contract_fixed": mark("Operating contract, fixed"),
    "contract_per_t": mark("Operating contract, per tonne"),
    # Consumers of power.
    "air_fans": mark("Air fans"),
    "induced_draught_fan": mark("Induced-draught fan"),
    "feed_pump": mark("Feed pump"),
    "condenser": mark("Condenser"),
    "flue_gas_treatment": mark("Flue-gas treatment"),
    "handling": mark("Waste and ash handling"),
    "general": mark("General"),
    "furnace": mark("Furnace other than a grate"),
    "generation": mark("Older plant: flue-gas treatment and machines of its time"),
    "ash_melting": mark("Ash melting"),
    "catalyst": mark("Catalyst (SCR)"),
    "wet_scrubber": mark("Wet scrubber"),
    "with_output": mark("Share of gross power"),
    # Heating value.
    "channiwala_parikh": "Channiwala and Parikh",
    "scheurer_kestner": "Scheurer-Kestner",
    "mott_spooner": "Mott and Spooner",
    "japan_three_component": mark("Japanese three-component formula"),
    # Flue gas.
    "PM": mark("Dust (PM)"),
    "TOC": mark("Organic carbon (TOC)"),
    "Hg": mark("Mercury (Hg)"),
    "metals_in_gas": mark("Heavy metals"),
    "PCDD/F": mark("Dioxins (PCDD/F)"),
}


def name_of(key: str) -> Words:
    """Name of a component, cost item, consumer or pollutant; an unknown one as it is written."""
    name = NAMES.get(key)
    return Message(name) if name else _in_words(key)


def _in_words(key: str) -> str:
    text = key.replace("_", " ")
    return text[:1].upper() + text[1:]
