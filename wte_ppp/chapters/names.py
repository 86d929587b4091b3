"""Names in a reader's words for what a result keys by short words and paths."""

from collections.abc import Mapping

from wte_ppp.blocks import Words
from wte_ppp.messages import Message, mark
from wte_ppp.print.language import Language

NAMES: Mapping[str, str] = {
    # Components of waste.
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
    "fines": mark("Fines and other"),
    "nappies": mark("Nappies"),
    "yard": mark("Garden waste"),
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
    # Consumers of power.
    "air_fans": mark("Air fans"),
    "induced_draught_fan": mark("Induced-draught fan"),
    "feed_pump": mark("Feed pump"),
    "condenser": mark("Condenser"),
    "flue_gas_treatment": mark("Flue-gas treatment"),
    "handling": mark("Waste and ash handling"),
    "general": mark("General"),
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
DRIVERS: Mapping[str, str] = {
    "waste.received_t_per_day": mark("Quantity of waste"),
    "waste.moisture_percent": mark("Water in the waste"),
    "waste.lhv_mj_per_kg": mark("Heating value of the waste"),
    "waste.composition_percent.plastics": mark("Share of plastics"),
    "plant.availability_h_per_year": mark("Availability of the plant"),
    "cost.capex_usd": mark("Capital cost"),
    "cost.maintenance_percent": mark("Cost of maintenance"),
    "finance.debt.interest_percent": mark("Interest of the debt"),
    "finance.tipping_fee_usd_per_t": mark("Tipping fee"),
    "finance.power_tariff_usd_per_kwh": mark("Power tariff"),
    "finance.carbon_price_usd_per_t": mark("Carbon price"),
    "climate.grid_factor_tco2_per_mwh": mark("Grid emission factor"),
    "finance.inflation_percent": mark("Inflation"),
}


def name_of(key: str) -> Words:
    """Name of a component, cost item, consumer or pollutant; an unknown one as it is written."""
    known = NAMES.get(key)
    return Message(known) if known else _in_words(key)


def driver_name(path: str, language: Language) -> str:
    """Name of an input that was drawn; an unknown one by its path, an event by its own name."""
    known = DRIVERS.get(path)
    return language.say(known) if known else _in_words(path)


def _in_words(key: str) -> str:
    text = key.replace("_", " ")
    return text[:1].upper() + text[1:]
