"""Every input acts: moved within its range it moves an outcome the way physics or money demand.

A row says which outcome moves, which way, and why. The direction comes from the reason in the row,
not from a run. Rows with the same base share one run over samples; a choice of words or a whole
number, which no sample can stand for, takes a run for each of its two values.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import BaseModel

from wte_ppp.documents import Document, DocumentError, read_document
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.drawn import drawable
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.feasibility.study import Study
from wte_ppp.field_problems import section_in

MINIMAL = read_document(Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml")

# A plant that pays: taxes, dividends and a debt that its cash serves.
BASE: dict[str, Any] = {
    "cost.capex_usd": 80e6,
    "finance.tipping_fee_usd_per_t": 40.0,
    "finance.tipping_fee_indexed_percent": 50.0,
    "finance.carbon_price_usd_per_tco2e": 10.0,
}
# No tax holiday: what is deducted earlier saves tax earlier.
TAXED = {
    "finance.tax.preferential_years": 0,
    "finance.tax.exempt_years": 0,
    "finance.tax.half_rate_years": 0,
}
WARM = {
    "plant.heat": {
        "supplied_mw": 5.0,
        "hours_per_year": 4000.0,
        "steam_bar": 0.7,
        "return_c": 50.0,
    },
    "finance.heat_price_usd_per_gj": 8.0,
}
HEAT = {
    "plant.heat": {
        "supplied_mw": 5.0,
        "hours_per_year": 4000.0,
        "steam_bar": 3.0,
        "return_c": 60.0,
    },
    "finance.heat_price_usd_per_gj": 8.0,
}
CITY = {
    "waste.received_t_per_day": None,
    "waste.city": {
        "base_year": 2024, "population": 1e6, "population_growth_percent": 1.0,
        "population_ceiling": 1.5e6, "kg_per_capita_per_day": 0.9, "kg_growth_percent": 1.0,
        "kg_ceiling_per_day": 1.2, "collected_percent": 80.0, "collected_target_percent": 95.0,
        "target_year": 2035, "to_plant_percent": 80.0, "uncertainty_percent": 10.0,
        "growth_uncertainty_percent": 1.0,
    },
}  # fmt: skip
# Prices in dong rise by 6 % and in USD by 2 %: the dong loses value.
DONG = {"finance.money": {"rates": {"VND": {"rate": 0.00004, "inflation_percent": 6.0}}}}
REFINANCED = {"finance.refinancing": {"operation_year": 4, "interest_percent": 3.0,
                                      "tenor_years": 14}}  # fmt: skip
LATER = {"finance.later_investment": {
    "operation_year": 6, "cost_usd": 8e6, "loan_percent": 50.0, "loan_interest_percent": 5.0,
    "loan_tenor_years": 12, "reserve_years": 3.0, "depreciation_years": 10,
}}  # fmt: skip
LOAN = {"finance.concessional.amount_usd": 10e6, "finance.concessional.tenor_years": 12}
SCULPTED = {"finance.debt.repayment": "sculpted", "finance.debt.max_gearing_percent": 95}
RISK = {"falls_on": "capital_cost", "probability_percent": 30.0, "impact_percent": 20.0,
        "transferred_percent": 50.0}  # fmt: skip
PUBLIC = {
    "finance.value_for_money": {"discount_rate_percent": 6.0, "risks": {"overrun": RISK}},
}
WET = {"plant.cooling": "water"}
UNINDEXED = {
    "finance.tipping_fee_indexed_percent": 0.0,
    "finance.power_tariff_indexed_percent": 0.0,
}
LOCAL = {
    **UNINDEXED,
    "finance.indexation.local_inflation_percent": 6.0,
    "finance.indexation.fuel_growth_percent": 5.0,
}
SAMPLED_LHV = {"waste.lhv_deviation_percent": 20.0}
DECLINING = {**TAXED, "finance.tax.depreciation_method": "declining_to_straight_line"}
GUARANTEED = {
    **TAXED,
    "finance.tax.depreciation_method": "declining_guaranteed",
    "finance.tax.depreciation_years": 15,
    "finance.tax.declining_rate_percent": 13.3,
    "finance.tax.declining_revised_rate_percent": 14.3,
    "finance.tax.declining_guarantee_percent": 4.565,
}
IN_GROUND_WATER = {
    "climate.disposal_site": "water_table",
    "climate.landfill_depth_m": 10.0,
    "climate.landfill_water_m": 9.0,
}


@dataclass(frozen=True)
class Row:
    """One or more inputs, their two values, the outcome, its direction, and why."""

    path: str
    low: Any
    high: Any
    outcome: str
    sign: int
    why: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    beside: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def moves(self) -> dict[str, tuple[Any, Any]]:
        """Every input that the row moves: some can only move together, as shares of a whole."""
        return {self.path: (self.low, self.high), **self.beside}

    def __str__(self) -> str:
        return f"{self.path}-{self.outcome}"


UP, DOWN = 1, -1
SPREAD = "waste.analysis_spread"
# Poorer waste than the composition says: what gives way has less heat.
POOR = {"waste.lhv_mj_per_kg": 6.0}
WET_SEASON = {
    "months": [5, 6, 7, 8, 9, 10], "received_percent": 100, "moisture_percent": 58,
    "ash_percent": 10, "lhv_mj_per_kg": 6.0, "bunker_leachate_percent": 10,
}  # fmt: skip
SEASONS = {
    "waste.seasons": {"wet": WET_SEASON, "dry": {"months": [1, 2, 3, 4, 11, 12]}},
}
WET_PLACE = "waste.seasons.wet"


def _with_season(**changes: Any) -> dict[str, Any]:
    """Seasons in which the wet one states something else; None takes a figure away."""
    wet = {name: value for name, value in {**WET_SEASON, **changes}.items() if value is not None}
    return {"waste.seasons": {"wet": wet, "dry": {"months": [1, 2, 3, 4, 11, 12]}}}


DESIGN = "plant.design_waste"
QUALITIES = {
    DESIGN: {
        "low": {"moisture_percent": 58, "ash_percent": 14, "lhv_mj_per_kg": 4.2},
        "standard": {"moisture_percent": 52, "ash_percent": 14, "lhv_mj_per_kg": 6.3},
        "high": {"moisture_percent": 45, "ash_percent": 14, "lhv_mj_per_kg": 8.4},
    }
}


def _laid_out(on: str) -> dict[str, Any]:
    return {DESIGN: {**QUALITIES[DESIGN], "laid_out_on": on}}


FOOD = "waste.components.food"
PLASTICS = "waste.components.plastics"

WASTE = (
    Row("waste.received_t_per_day", 600, 700, "waste.received_t", UP, "it is the amount"),
    Row("waste.growth_percent_per_year", 0, 2, "waste.received_t", UP, "later years have more"),
    Row("waste.guaranteed_t_per_day", 650, 750, "waste.paid_t", UP,
        "the fee is due for what is guaranteed above what comes",
        {"waste.received_t_per_day": 600, "waste.guaranteed_t_per_day": 650}),
    Row("waste.moisture_percent", 45, 55, "waste.lhv_mj_per_kg", DOWN,
        "water burns not and must be evaporated", {"waste.moisture_percent": 50}),
    Row("waste.lhv_mj_per_kg", 7, 9, "plant.thermal_mw", UP,
        "the furnace is laid out for the heat of its tonnes", {"waste.lhv_mj_per_kg": 8}),
    Row("waste.lhv_deviation_percent", 10, 40, "plant.too_poor_percent", UP,
        "wider spread: more often below the minimum LHV", SAMPLED_LHV),
    Row("waste.lhv_growth_percent_per_year", -1, 0, "plant.gross_mwh", UP,
        "poorer waste at the same throughput gives less heat"),
    Row("waste.heating_value_formula", "dulong", "steuer", "waste.lhv_mj_per_kg", UP,
        "Dulong binds all oxygen to hydrogen, Steuer half of it to carbon, which costs less heat"),
    Row("waste.bunker_leachate_percent", 5, 15, "waste.fired_lhv_mj_per_kg", UP,
        "what drains is water"),
    Row(f"{FOOD}.moisture_percent", 65, 75, "waste.lhv_mj_per_kg", DOWN, "wetter food"),
    Row(f"{FOOD}.ash_percent", 5, 10, "waste.ash_percent", UP, "it is ash",
        beside={f"{FOOD}.carbon_percent": (48, 43)}),
    Row(f"{PLASTICS}.carbon_percent", 67.7, 70.7, "waste.lhv_mj_per_kg", UP,
        "carbon burns, ash does not", beside={f"{PLASTICS}.ash_percent": (8, 5)}),
    Row(f"{PLASTICS}.hydrogen_percent", 9.7, 10.7, "waste.lhv_mj_per_kg", UP,
        "hydrogen burns, ash does not", beside={f"{PLASTICS}.ash_percent": (8, 7)}),
    Row(f"{FOOD}.oxygen_percent", 37, 40, "waste.lhv_mj_per_kg", DOWN,
        "oxygen has burnt a part already", beside={f"{FOOD}.ash_percent": (5, 2)}),
    Row(f"{FOOD}.nitrogen_percent", 2.6, 4.6, "waste.ultimate_percent.nitrogen", UP,
        "it is nitrogen", beside={f"{FOOD}.ash_percent": (5, 3)}),
    Row(f"{FOOD}.sulfur_percent", 0.4, 0.8, "plant.raw_gas_mg_per_nm3.SO2", UP,
        "sulfur burns to SO2", beside={f"{FOOD}.ash_percent": (5, 4.6)}),
    Row(f"{PLASTICS}.chlorine_percent", 2, 4, "plant.raw_gas_mg_per_nm3.HCl", UP,
        "chlorine leaves as HCl", beside={f"{PLASTICS}.ash_percent": (8, 6)}),
    Row("waste.ash_percent", 8, 14, "plant.bottom_ash_t", UP, "it is ash",
        {"waste.ash_percent": 10}),
    Row("waste.elements_percent.chlorine", 0.3, 0.9, "plant.raw_gas_mg_per_nm3.HCl", UP,
        "chlorine leaves as HCl", {"waste.elements_percent": {"chlorine": 0.5}}),
    Row("waste.adhering_soil_percent", 0, 15, "waste.ash_percent", UP, "soil is ash"),
    Row(f"{FOOD}.adhering_soil", "included", "added", "waste.ash_percent", UP,
        "soil is added to a clean analysis"),
    Row(f"{SPREAD}.moisture_percent", 2, 8, "waste.moisture_percent", UP,
        "poor waste is the wetter the more the water may give way", POOR),
    Row(f"{SPREAD}.ash_percent", 2, 8, "waste.ash_percent", UP,
        "poor waste holds the more ash the more it may give way", POOR),
    Row(f"{SPREAD}.carbon_percent", 1, 8, "waste.ultimate_percent.carbon", DOWN,
        "poor waste holds the less carbon the more it may give way", POOR),
    Row(f"{SPREAD}.hydrogen_percent", 0.2, 3, "waste.ultimate_percent.hydrogen", DOWN,
        "poor waste holds the less hydrogen the more it may give way", POOR),
    Row(f"{SPREAD}.oxygen_percent", 1, 10, "waste.ultimate_percent.oxygen", UP,
        "poor waste holds the more oxygen the more it may give way", POOR),
    Row(f"{SPREAD}.nitrogen_percent", 0.2, 3, "waste.ultimate_percent.nitrogen", UP,
        "nitrogen takes the place of what burns", POOR),
    Row(f"{SPREAD}.sulfur_percent", 0.05, 2, "waste.ultimate_percent.sulfur", UP,
        "sulfur has a third of carbon's heat and takes its place", POOR),
    Row(f"{SPREAD}.chlorine_percent", 0.2, 3, "waste.ultimate_percent.chlorine", UP,
        "chlorine takes the place of what burns", POOR),
    Row(f"{SPREAD}.lhv_mj_per_kg", 0.1, 2, "waste.moisture_percent", DOWN,
        "the less the formula is trusted, the less the water gives way", POOR),
    Row(f"{WET_PLACE}.moisture_percent", 50, 60, "plant.lowest_season_lhv_mj_per_kg", DOWN,
        "water burns not", _with_season(lhv_mj_per_kg=None)),
    Row(f"{WET_PLACE}.ash_percent", 6, 16, "plant.bottom_ash_t", UP, "it is ash",
        _with_season(lhv_mj_per_kg=None)),
    Row(f"{WET_PLACE}.lhv_mj_per_kg", 5, 7, "plant.exported_mwh", UP, "more heat in the season",
        SEASONS),
    Row(f"{WET_PLACE}.bunker_leachate_percent", 5, 15, "plant.leachate_t", UP,
        "what drains is leachate", SEASONS),
    Row(f"{DESIGN}.low.moisture_percent", 55, 62, "plant.quality_flue_gas_nm3_per_h.low",
        DOWN, "water gives less gas than the matter whose place it takes, at the same heat",
        QUALITIES),
    Row(f"{DESIGN}.low.ash_percent", 10, 18, "plant.quality_flue_gas_nm3_per_h.low", DOWN,
        "less of it burns to gas", QUALITIES),
    Row(f"{DESIGN}.low.lhv_mj_per_kg", 3.5, 4.5, "plant.quality_support_mw.low", DOWN,
        "richer waste takes less fuel", QUALITIES),
    Row(f"{DESIGN}.standard.moisture_percent", 48, 56, "plant.quality_flue_gas_nm3_per_h.standard",
        DOWN, "water gives less gas than the matter whose place it takes, at the same heat",
        QUALITIES),
    Row(f"{DESIGN}.standard.ash_percent", 10, 18, "plant.quality_flue_gas_nm3_per_h.standard",
        DOWN, "less of it burns to gas", QUALITIES),
    Row(f"{DESIGN}.standard.lhv_mj_per_kg", 5.5, 6.5, "plant.quality_thermal_mw.standard", UP,
        "the furnace is laid out on it", QUALITIES),
    Row(f"{DESIGN}.high.moisture_percent", 42, 48, "plant.quality_flue_gas_nm3_per_h.high",
        DOWN, "water gives less gas than the matter whose place it takes, at the same heat",
        QUALITIES),
    Row(f"{DESIGN}.high.ash_percent", 10, 18, "plant.quality_flue_gas_nm3_per_h.high", DOWN,
        "less of it burns to gas", QUALITIES),
    Row(f"{DESIGN}.high.lhv_mj_per_kg", 8, 10, "plant.quality_throughput_t_per_h.high", DOWN,
        "the heat limits the tonnes", QUALITIES),
    Row(f"{DESIGN}.laid_out_on", "standard", "high", "plant.quality_throughput_t_per_h.high", UP,
        "the boiler is as large as the high quality asks", _laid_out("standard")),
    Row(f"{FOOD}.doc_percent", 12, 18, "climate.landfill_methane_tco2e", UP,
        "carbon that decomposes makes the methane"),
    Row(f"{FOOD}.decay_class", "slow_wood", "rapid", "climate.landfill_methane_tco2e", UP,
        "faster decay emits more within the crediting years"),
    Row(f"{PLASTICS}.total_carbon_percent", 75, 85, "climate.fossil_co2_tco2e", UP,
        "carbon of plastics is fossil"),
    Row(f"{PLASTICS}.fossil_carbon_percent", 90, 100, "climate.fossil_co2_tco2e", UP,
        "its fossil share counts"),
    Row("waste.composition_percent.plastics", 15, 20, "waste.lhv_mj_per_kg", UP,
        "plastics in place of food burn better",
        beside={"waste.composition_percent.food": (55, 50)}),
    Row("waste.composition_basis", "wet", "dry", "waste.moisture_percent", UP,
        "the same shares of dry matter: with its water, wet food weighs more than that"),
    Row("waste.removed_percent.plastics", 5, 40, "waste.fired_lhv_mj_per_kg", DOWN,
        "the best fuel is sorted out", {"waste.removed_percent": {"plastics": 10}}),
    Row("waste.city.base_year", 2020, 2026, "waste.received_t", DOWN,
        "the same people later have fewer years to grow", CITY),
    Row("waste.city.population", 0.9e6, 1e6, "waste.received_t", UP, "more people", CITY),
    Row("waste.city.population_growth_percent", 0.5, 1.5, "waste.received_t", UP,
        "more people later", CITY),
    Row("waste.city.population_ceiling", 1.2e6, 2e6, "waste.received_t", UP,
        "growth slows down nearer to the ceiling", CITY),
    Row("waste.city.kg_per_capita_per_day", 0.8, 0.9, "waste.received_t", UP,
        "more of each", CITY),
    Row("waste.city.kg_growth_percent", 0.5, 1.5, "waste.received_t", UP,
        "more of each later", CITY),
    Row("waste.city.kg_ceiling_per_day", 1.0, 1.4, "waste.received_t", UP,
        "growth slows down nearer to the ceiling", CITY),
    Row("waste.city.collected_percent", 70, 80, "waste.received_t", UP,
        "more is collected until the target year", CITY),
    Row("waste.city.collected_target_percent", 90, 98, "waste.received_t", UP,
        "more is collected in the end", CITY),
    Row("waste.city.target_year", 2030, 2040, "waste.received_t", DOWN,
        "a higher rate is reached later", CITY),
    Row("waste.city.to_plant_percent", 70, 80, "waste.received_t", UP, "more is taken here", CITY),
    Row("waste.city.uncertainty_percent", 5, 15, "waste.received_high_t", UP,
        "the band is wider", CITY),
    Row("waste.city.growth_uncertainty_percent", 0.5, 2, "waste.received_high_t", UP,
        "the band widens faster", CITY),
)  # fmt: skip
PLANT = (
    Row("plant.capacity_t_per_day", 500, 600, "plant.fired_t", UP, "waste is in plenty"),
    Row("plant.lines", 1, 4, "plant.line_t_per_h", DOWN, "more lines, each smaller",
        {"plant.lines": 2}),
    Row("plant.largest_line_t_per_day", 300, 800, "plant.lines", DOWN,
        "larger lines, fewer of them"),
    Row("plant.design_lhv_mj_per_kg", 8, 9, "plant.thermal_mw", UP,
        "capacity x LHV is the heat input", {"plant.design_lhv_mj_per_kg": 8.5}),
    Row("plant.lhv_min_mj_per_kg", 4, 7, "plant.too_poor_percent", UP,
        "more of the samples lie below it", {**SAMPLED_LHV, "plant.lhv_min_mj_per_kg": 5}),
    Row("plant.burnout_c", 850, 950, "plant.lhv_min_mj_per_kg", UP,
        "hotter gas takes richer waste"),
    Row("plant.wall_loss_percent", 8, 20, "plant.lhv_min_mj_per_kg", UP,
        "what the walls take must come from the waste"),
    Row("plant.lhv_max_mj_per_kg", 9.5, 12, "plant.too_rich_percent", DOWN,
        "fewer of the samples lie above it", {**SAMPLED_LHV, "plant.lhv_max_mj_per_kg": 10}),
    Row("plant.lowest_throughput_percent", 60, 80, "plant.line_lowest_t_per_h", UP,
        "it is that share of a line"),
    Row("plant.lowest_heat_percent", 60, 80, "plant.line_lowest_mw", UP,
        "it is that share of a line", {"plant.lowest_heat_percent": 70}),
    Row("plant.availability_h_per_year", 7000, 8000, "plant.gross_mwh", UP, "more hours"),
    Row("plant.outages.line_planned_days", 10, 30, "plant.line_forced_percent", DOWN,
        "of the same hours less is left for forced stops"),
    Row("plant.outages.line_planned_stops", 1, 3, "plant.lost_to_outages_t", DOWN,
        "the bunker carries shorter stops", {"waste.received_t_per_day": 700}),
    Row("plant.outages.line_repair_days", 2, 15, "plant.lost_to_outages_t", UP,
        "a longer stop fills the bunker", {"waste.received_t_per_day": 700}),
    Row("plant.outages.turbine_planned_days", 0, 60, "plant.lost_to_turbine_mwh", UP,
        "beyond the line's stop waste is burnt without power"),
    Row("plant.outages.turbine_forced_percent", 0, 5, "plant.lost_to_turbine_mwh", UP,
        "waste is burnt without power"),
    Row("plant.outages.bunker_days", 1, 10, "plant.fired_t", UP, "it carries longer stops",
        {"waste.received_t_per_day": 700}),
    Row("plant.turbines", 1, 3, "plant.turbine_efficiency_percent", DOWN,
        "smaller turbines lose more at their blades' ends and seals"),
    Row("plant.short_of_waste", "fewer_hours", "part_load", "plant.gross_mwh", DOWN,
        "part load is less efficient (without heat, of which less is then sold)",
        {"waste.received_t_per_day": 500, "plant.heat": None}),
    Row("plant.ramp_up_percent.0", 70, 90, "plant.gross_mwh", UP, "the first year runs longer"),
    Row("plant.late_start_months", 0, 6, "plant.gross_mwh", DOWN, "half of the first year is lost"),
    Row("plant.degradation_percent_per_year", 0, 1, "plant.gross_mwh", DOWN, "output is lost"),
    Row("plant.overhaul_interval_years", 3, 8, "plant.gross_mwh", DOWN,
        "losses last longer until they are recovered"),
    Row("plant.overhaul_recovery_percent", 30, 90, "plant.gross_mwh", UP, "more is recovered"),
    Row("plant.excess_air_ratio", 1.4, 1.8, "plant.boiler_efficiency_percent", DOWN,
        "more gas leaves with its heat"),
    Row("plant.flue_gas_exit_c", 160, 220, "plant.boiler_efficiency_percent", DOWN,
        "gas leaves hotter"),
    Row("plant.air_preheat_c", 100, 170, "plant.adiabatic_c", UP, "hotter air, hotter flame",
        {"plant.air_preheat_c": 120}),
    Row("plant.air_moisture_kg_per_kg", 0.005, 0.025, "plant.flue_gas_wet_nm3_per_t", UP,
        "its water passes into the gas"),
    Row("plant.unburnt_percent_of_bottom_ash", 1, 5, "plant.boiler_efficiency_percent", DOWN,
        "carbon in the ash has not burnt"),
    Row("plant.boiler_efficiency_percent", 80, 88, "plant.steam_t_per_h", UP,
        "more of the heat makes steam", {"plant.boiler_efficiency_percent": 84}),
    Row("plant.steam_pressure_bar", 40, 60, "plant.gross_mw", UP,
        "heat goes in at a higher temperature"),
    Row("plant.steam_temperature_c", 390, 430, "plant.gross_mw", UP,
        "heat goes in at a higher temperature"),
    Row("plant.cooling_water_c", 24, 32, "plant.gross_mw", DOWN,
        "warmer water, higher exhaust pressure",
        {"plant.cooling": "once_through", "plant.cooling_water_c": 28}),
    Row("plant.altitude_m", 0, 2000, "plant.own_use_mw", UP, "fans move more volume"),
    Row("plant.hot_hour_c", 32, 42, "plant.hot_hour_mw.net", DOWN, "the condenser is warmer",
        {"plant.hot_hour_c": 36}),
    Row("plant.steam.boiler_steam_c", 320, 390, "plant.superheat_fuel_mw", DOWN,
        "less is left to the other fuel", {"plant.steam": {"boiler_steam_c": 360}}),
    Row("plant.steam.superheater_efficiency_percent", 80, 95, "plant.superheat_fuel_mw", DOWN,
        "less of the other fuel is lost", {"plant.steam": {"boiler_steam_c": 360}}),
    Row("plant.steam.reheat_bar", 8, 15, "plant.exhaust_wetness_percent", UP,
        "reheat at a lower pressure ends at a higher entropy",
        {"plant.steam": {"reheat_bar": 10, "reheat_c": 350}}),
    Row("plant.steam.reheat_c", 300, 390, "plant.exhaust_wetness_percent", DOWN,
        "hotter steam ends drier", {"plant.steam": {"reheat_bar": 10, "reheat_c": 350}}),
    Row("plant.feedwater_c", 110, 140, "plant.steam_t_per_h", UP,
        "a tonne of steam needs less heat of the boiler", {"plant.feedwater_c": 120}),
    Row("plant.air_preheat_steam_bar", 8, 20, "plant.gross_mw", DOWN,
        "steam taken at a higher pressure has worked less"),
    Row("plant.extraction_bar", 3, 8, "plant.gross_mw", DOWN,
        "steam taken at a higher pressure has worked less"),
    Row("plant.blowdown_percent", 0, 4, "plant.gross_mw", DOWN, "hot water is thrown away"),
    Row("plant.cooling", "air", "water", "plant.condenser_bar", DOWN,
        "the wet bulb lies below the air, and water needs a smaller approach"),
    Row("plant.ambient_c", 15, 32, "plant.gross_mw", DOWN, "the condenser is warmer"),
    Row("plant.wet_bulb_c", 15, 26, "plant.gross_mw", DOWN, "the condenser is warmer",
        {**WET, "plant.wet_bulb_c": 20}),
    Row("plant.monthly_ambient_c.6", 27, 38, "plant.gross_mwh", DOWN,
        "the condenser is warmer in July", {"plant.monthly_ambient_c": [27.0] * 12}),
    Row("plant.condenser_approach_k", 15, 35, "plant.condenser_bar", UP,
        "steam condenses hotter", {"plant.condenser_approach_k": 25}),
    Row("plant.turbine_efficiency_percent", 75, 85, "plant.gross_mw", UP, "more work of the steam",
        {"plant.turbine_efficiency_percent": 80}),
    Row("plant.mechanical_efficiency_percent", 95, 99, "plant.gross_mw", UP, "less is lost"),
    Row("plant.generator_efficiency_percent", 94, 98, "plant.gross_mw", UP, "less is lost"),
    Row("plant.own_use_kwh_per_t", 60, 100, "plant.net_mw", DOWN, "the plant itself takes more",
        {"plant.own_use_kwh_per_t": 80}),
    Row("plant.own_use_percent_of_gross", 3, 8, "plant.net_mw", DOWN,
        "the plant itself takes more", {"plant.own_use_percent_of_gross": 5}),
    Row("plant.own_use.air_fans_kpa", 3, 6, "plant.own_use_mw", UP, "power of a fan: flow x rise"),
    Row("plant.own_use.induced_draught_kpa", 3, 7, "plant.own_use_mw", UP,
        "power of a fan: flow x rise"),
    Row("plant.own_use.fan_efficiency_percent", 60, 80, "plant.own_use_mw", DOWN,
        "power of a fan: / efficiency"),
    Row("plant.own_use.pump_motor_percent", 80, 95, "plant.own_use_mw", DOWN,
        "power of a pump: / efficiency"),
    Row("plant.own_use.condenser_kw_per_mw", 5, 15, "plant.own_use_mw", UP, "it is own use"),
    Row("plant.own_use.flue_gas_treatment_kwh_per_t", 8, 20, "plant.own_use_mw", UP,
        "it is own use"),
    Row("plant.own_use.handling_kwh_per_t", 8, 20, "plant.own_use_mw", UP, "it is own use"),
    Row("plant.own_use.general_kwh_per_t", 10, 30, "plant.own_use_mw", UP, "it is own use",
        {"plant.own_use.general_kwh_per_t": 20}),
    Row("plant.own_use.practice", "china", "japan", "plant.own_use_mw", UP,
        "Japan's register: 153 kWh/t, China's plants 60 to 90"),
    Row("plant.own_use.generation", "modern", "1999_2005", "plant.own_use_mw", UP,
        "Japan's register: + 53 kWh/t of flue gas treatment"),
    Row("plant.own_use.furnace", "grate", "shaft_melting", "plant.own_use_mw", UP,
        "Japan's register: + 81 kWh/t"),
    Row("plant.own_use.ash_melting", "none", "electric", "plant.own_use_mw", UP, "it is own use"),
    Row("plant.guaranteed_net_kwh_per_t", 400, 500, "plant.net_mw", UP, "it stands",
        {"plant.guaranteed_net_kwh_per_t": 450}),
    Row("plant.guaranteed_net_lhv_mj_per_kg", 6, 9, "plant.net_mw", DOWN,
        "the same power of richer waste is less of this", {
            "plant.guaranteed_net_kwh_per_t": 450, "plant.guaranteed_net_lhv_mj_per_kg": 8,
        }),
    Row("plant.rated_gross_mw", 5, 10, "plant.gross_mw", UP, "turbines take more steam",
        {"plant.rated_gross_mw": 8}),
    Row("plant.stack.reheat_k", 10, 60, "plant.gross_mw", DOWN, "steam warms gas in its place",
        {"plant.stack.reheat_k": 30}),
    Row("plant.own_use.standing_percent", 0, 80, "plant.imported_mwh", UP,
        "it is bought while all lines stand", {"plant.lines": 1}),
    Row("plant.own_use.leachate_kwh_per_m3", 15, 35, "plant.own_use_mw", UP, "it is own use"),
    Row("plant.export_loss_percent", 0, 3, "plant.exported_mwh", DOWN, "lost before the meter"),
    Row("plant.import_mwh_per_year", 100, 1000, "plant.imported_mwh", UP, "it is bought"),
    Row("plant.auxiliary_fuel_gj_per_t", 0.05, 0.2, "plant.auxiliary_fuel_gj", UP,
        "it is the fuel", {"plant.auxiliary_fuel_gj_per_t": 0.1}),
    Row("plant.starts_per_year", 2, 6, "plant.auxiliary_fuel_gj", UP, "burners fire in each",
        {"plant.starts_per_year": 3}),
    Row("plant.start_up_hours", 8, 20, "plant.auxiliary_fuel_gj", UP, "burners fire longer"),
    Row("plant.start_up_heat_percent", 20, 50, "plant.auxiliary_fuel_gj", UP, "burners fire more"),
    Row("plant.heating_degree_days", 2200, 3300, "plant.r1_climate_factor", DOWN,
        "Directive (EU) 2015/1127: warm sites get the larger factor"),
    Row("plant.heat.supplied_mw", 2, 8, "plant.gross_with_heat_mw", DOWN,
        "steam for heat works less", HEAT),
    Row("plant.heat.hours_per_year", 2000, 6000, "plant.heat_mwh", UP, "supplied longer", HEAT),
    Row("plant.heat.turbine", "extraction", "back_pressure", "plant.gross_mw", DOWN,
        "all steam leaves warm, sold or not", WARM),
    Row("plant.heat.condensers", "one", "two", "plant.gross_mw", UP,
        "half of the steam works down to a lower pressure",
        {**WARM, "plant.heat": {**WARM["plant.heat"], "turbine": "back_pressure"}}),
    Row("plant.heat.flue_gas_cooled_to_c", 60, 140, "plant.heat_limit_mw", DOWN,
        "warmer gas keeps more of its heat",
        {**HEAT, "plant.heat": {**HEAT["plant.heat"], "flue_gas_cooled_to_c": 100}}),
    Row("plant.condensate_economiser_c", 100, 170, "plant.gross_mw", DOWN,
        "warmer gas leaves more to steam of the turbine",
        {"plant.condensate_economiser_c": 140}),
    Row("plant.heat.steam_bar", 2, 6, "plant.gross_with_heat_mw", DOWN,
        "steam taken at a higher pressure has worked less", HEAT),
    Row("plant.land_m2_per_t_per_day", 60, 120, "plant.land_ha", UP, "it is the area"),
    Row("plant.stack.acid_gas", "dry_lime", "wet", "plant.stack_mg_per_nm3.HCl", DOWN,
        "wet scrubbers reach the lowest HCl (BREF on waste incineration)"),
    Row("plant.stack.nox", "none", "scr", "plant.stack_mg_per_nm3.NOx", DOWN,
        "a catalyst reduces NOx"),
    Row("plant.stack.dust", "electrostatic", "bag_filter", "plant.stack_mg_per_nm3.PM", DOWN,
        "fabric holds finer dust"),
    Row("plant.stack.activated_carbon", "none", "injected", "plant.stack_mg_per_nm3.PCDD/F", DOWN,
        "carbon adsorbs dioxins"),
    Row("plant.stack.guaranteed_mg_per_nm3.HCl", 3, 8, "plant.stack_mg_per_nm3.HCl", UP,
        "what is guaranteed counts", {"plant.stack.guaranteed_mg_per_nm3": {"HCl": 5}}),
    Row("plant.water.process_m3_per_t", 0.3, 0.8, "plant.water_m3_per_t", UP, "it is water"),
    Row("plant.water.tower_evaporative_percent", 70, 90, "plant.water_m3_per_t", UP,
        "more of the heat leaves as vapour", WET),
    Row("plant.water.tower_cycles", 3, 6, "plant.water_m3_per_t", DOWN,
        "less is blown down", WET),
    Row("plant.residues.bottom_ash_moisture_percent", 10, 25, "plant.bottom_ash_t", UP,
        "its water is weighed too"),
    Row("plant.residues.fly_ash_share_of_ash_percent", 8, 16, "plant.fly_ash_t", UP,
        "more ash goes with the gas", {"plant.residues.fly_ash_share_of_ash_percent": 12}),
    Row("plant.residues.lime_stoichiometric_ratio", 1.4, 2.5, "plant.lime_kg_per_t", UP,
        "more lime per acid", {"plant.residues.lime_stoichiometric_ratio": 1.8}),
    Row("plant.residues.activated_carbon_kg_per_t", 0.3, 0.8, "plant.activated_carbon_kg_per_t",
        UP, "it is the carbon"),
    Row("plant.residues.ammonia_25_percent_kg_per_t", 2, 5, "plant.ammonia_kg_per_t", UP,
        "it is the ammonia", {"plant.residues.ammonia_25_percent_kg_per_t": 3}),
    Row("plant.residues.metal_recovery_percent", 10, 60, "plant.metals_t", UP, "more is sorted"),
    Row("plant.residues.chlorine_to_gas_percent", 50, 80, "plant.lime_kg_per_t", UP,
        "more HCl takes more lime"),
    Row("plant.residues.sulfur_to_gas_percent", 40, 60, "plant.lime_kg_per_t", UP,
        "more SO2 takes more lime"),
)  # fmt: skip
BENCHMARK = {"cost.capex_usd": None}
COST = (
    Row("cost.capex_usd", 70e6, 90e6, "finance.required_tipping_fee_usd_per_t", UP,
        "more money to pay back"),
    Row("cost.price_year", 2020, 2026, "finance.operating_cost_usd", DOWN,
        "the same prices later have fewer years of inflation", {"cost.price_year": 2024}),
    Row("cost.contractor_origin", "japan", "china", "cost.benchmark_capex_usd", DOWN,
        "plants of Chinese contractors are the cheapest of the table", BENCHMARK),
    Row("cost.flue_gas_factor", 1, 1.1, "cost.benchmark_capex_usd", UP,
        "more gas cleaning", BENCHMARK),
    Row("cost.owner_cost_percent", 5, 20, "cost.capex_usd", UP, "on top of the price", BENCHMARK),
    Row("cost.bicarbonate_usd_per_t", 200, 500, "cost.opex_usd.reagents", UP, "it is its price",
        {"plant.stack.acid_gas": "dry_bicarbonate"}),
    Row("cost.operating_contract_usd_per_year", 5e6, 9e6, "cost.opex_usd_per_t", UP, "it stands",
        {"cost.operating_contract_usd_per_year": 7e6}),
    Row("cost.operating_contract_usd_per_t", 10, 30, "cost.opex_usd_per_t", UP, "it stands",
        {"cost.operating_contract_usd_per_t": 20}),
    *(
        Row(f"cost.{name}", low, high, f"cost.opex_usd.{part}", UP, "it is its price or amount",
            {"plant.import_mwh_per_year": 500})
        for name, low, high, part in (
            ("staff", 50, 90, "staff"),
            ("staff_usd_per_year", 7000, 12000, "staff"),
            ("maintenance_percent", 1, 3, "maintenance"),
            ("insurance_percent", 0.2, 0.8, "insurance"),
            ("administration_percent", 5, 15, "administration"),
            ("lime_usd_per_t", 80, 150, "reagents"),
            ("activated_carbon_usd_per_t", 1000, 2000, "reagents"),
            ("ammonia_usd_per_t", 100, 300, "reagents"),
            ("bottom_ash_usd_per_t", 0, 20, "residues"),
            ("fly_ash_usd_per_t", 60, 150, "residues"),
            ("leachate_usd_per_m3", 4, 15, "leachate"),
            ("auxiliary_fuel_usd_per_gj", 15, 30, "auxiliary_fuel"),
            ("bought_power_usd_per_kwh", 0.05, 0.15, "bought_power"),
            ("water_and_other_usd_per_t", 1, 3, "water_and_other"),
        )
    ),
)  # fmt: skip
HALF_YEARS = {"finance.timing.construction_period": "half_year"}
LIMIT = {"finance.power_limit": {"kwh_per_t": 300.0, "price_above_usd_per_kwh": 0.05}}
BY_CONTRACT = "finance.contract_prices.power_tariff"
FEE_TERMS = "finance.contract_prices.tipping_fee"
BLOCKS, BANDS = "block_prices_usd_per_kwh", "band_prices_usd_per_t"
CAPACITY = "finance.contract_prices.capacity"
CAPACITY_PAID, CENTRAL = "finance.capacity_revenue_usd", "finance.public.central_government_usd"
SHORTFALL = "finance.contract_prices.shortfall"
GUARANTEED_WASTE = {"waste.guaranteed_t_per_day": 1000.0}
SUBSIDY = "finance.contract_prices.operating_subsidy"
SHARED, SHARED_PAID = "finance.contract_prices.revenue_share", "finance.shared_revenue_usd"
SHARING = {f"{SHARED}.planned_revenue_usd_per_year": [9e6], f"{SHARED}.above_percent": 120.0,
           f"{SHARED}.below_percent": 75.0}  # fmt: skip
SHORT_OF_PLAN = {**SHARING, f"{SHARED}.planned_revenue_usd_per_year": [60e6]}


def _with_index(price: str) -> dict[str, Any]:
    """A third of a price follows an index of its own."""
    index = {"wages": {"weight_percent": 30.0, "growth_percent": 3.0}}
    return {**UNINDEXED, f"finance.indexation.{price}.indices": index}


AGREED = {
    "finance.debt.repayment": "schedule",
    "finance.debt.schedule_percent": [10.0] * 10,
}
LOW_FEE = {"finance.tipping_fee_usd_per_t": 10.0}
SIZED = {**SCULPTED, **LOW_FEE, **TAXED}
GRANT = {"finance.grant.rate_percent": 20.0}
VAT = {"finance.uses.vat_percent": 10.0, "finance.uses.vat_refunded_percent": 80.0}
CITY_MONEY = {
    "finance.municipality": {
        "budget_usd_per_year": 100e6, "households": 200e3, "household_income_usd_per_year": 5000.0,
    }
}  # fmt: skip
OVERHAULS = {"finance.reserves.overhaul_percent": 5.0, "finance.reserves.maintenance_years": 2.0}
OWN_LOAN = {
    "finance.owners.shareholder_loan_percent": 40.0,
    "finance.owners.interest_withholding_percent": 5.0,
}
TERMINATION = {"finance.commitments.termination_probability_percent": 1.0,
               "finance.commitments.termination_equity_percent": 50.0}  # fmt: skip
GAP = {"finance.grant.viability_gap_usd": 10e6,
       "finance.grant.viability_gap_milestones_percent": [50.0, 50.0]}  # fmt: skip
# Losses of the first years: a fee that pays interest and depreciation only after some years.
LOSSES = {
    **TAXED,
    "finance.tipping_fee_usd_per_t": 14.0,
    "finance.inflation_percent": 5.0,
    "finance.tipping_fee_indexed_percent": 100.0,
    "finance.power_tariff_indexed_percent": 100.0,
    "finance.cost_inflation_percent": 0.0,
    "finance.tax.depreciation_years": 8,
    "plant.heat": None,
    "plant.residues.metal_recovery_percent": 0.0,
}


def formula_rows(name: str, revenue: str) -> Iterator[Row]:
    """Of a price: 6 % local against 2 % USD inflation, fuel 5 %."""
    whole = f"finance.indexation.{name}"
    yield Row(f"{whole}.currency", "usd", "local", revenue, DOWN,
              "an unindexed price in local money loses value in USD by purchasing power parity",
              LOCAL)  # fmt: skip
    yield Row(f"{whole}.local_inflation_percent", 0, 40, revenue, UP, "a part grows", LOCAL)
    yield Row(f"{whole}.exchange_rate_percent", 0, 40, revenue, UP,
              "local money per USD grows, and a part with it", LOCAL)  # fmt: skip
    yield Row(f"{whole}.fuel_percent", 0, 40, revenue, UP, "a part grows", LOCAL)
    yield Row(f"{whole}.step_years", 1, 5, revenue, DOWN, "prices rise later",
              {f"finance.{name}_indexed_percent": 100.0})  # fmt: skip
    yield Row(f"{whole}.cap_percent", 0.5, 1.5, revenue, UP, "growth of 2 % is held to less",
              {f"finance.{name}_indexed_percent": 100.0, f"{whole}.cap_percent": 1.0})  # fmt: skip
    yield Row(f"{whole}.floor_percent", 1, 3, revenue, UP, "an unindexed price grows by it",
              {**UNINDEXED, f"{whole}.floor_percent": 2.0})  # fmt: skip


FEE, TARIFF = "finance.tipping_revenue_usd", "finance.power_revenue_usd"
IRR = "finance.equity_irr_percent"
CLOSE = "finance.financing_cost_usd"
CONTRACT = (
    Row("finance.first_operation_year", 2028, 2032, FEE, UP, "prices have more years to rise"),
    Row("finance.price_year", 2022, 2026, FEE, DOWN, "prices have fewer years to rise"),
    Row("finance.contract_years", 15, 25, FEE, UP, "more years of revenue"),
    Row("finance.timing.construction_period", "half_year", "month", "finance.periods.start", UP,
        "more periods"),
    Row("finance.timing.operation_period", "half_year", "quarter", "finance.periods.start", UP,
        "more periods"),
    Row("finance.timing.spend_profile_by", "year", "period", "finance.periods.start", DOWN,
        "two half-years in place of two years", HALF_YEARS),
    Row("finance.timing.first_operation_month", 1, 7, FEE, UP,
        "the second half of each operation year has the prices of the next calendar year",
        {"finance.timing.operation_period": "half_year"}),
    Row("finance.timing.fiscal_year_start_month", 1, 7, "finance.tax_usd", UP,
        "the first fiscal year has six months and takes up the one exempt year",
        {**TAXED, "finance.tax.exempt_years": 1, "finance.timing.operation_period": "half_year"}),
    Row("finance.spend_profile_percent.0", 30, 60, CLOSE, UP, "spent earlier, financed longer",
        beside={"finance.spend_profile_percent.1": (70, 40)}),
    Row("finance.inflation_percent", 1, 3, FEE, UP, "half of the fee follows it"),
    Row("finance.cost_inflation_percent", 1, 3, "finance.operating_cost_usd", UP, "costs rise"),
    Row("finance.tipping_fee_usd_per_t", 30, 50, FEE, UP, "it is the price"),
    Row("finance.tipping_fee_indexed_percent", 0, 80, FEE, UP, "more of it rises"),
    Row("finance.power_tariff_usd_per_kwh", 0.06, 0.09, TARIFF, UP, "it is the price"),
    Row("finance.power_tariff_indexed_percent", 0, 80, TARIFF, UP, "more of it rises"),
    Row("finance.metals_usd_per_t", 100, 200, "finance.metals_revenue_usd", UP, "it is the price",
        {"plant.residues.metal_recovery_percent": 50.0}),
    Row("finance.heat_price_usd_per_gj", 5, 10, "finance.heat_revenue_usd", UP, "it is the price",
        HEAT),
    Row("finance.carbon_price_usd_per_tco2e", 5, 20, "finance.carbon_revenue_usd", UP,
        "it is the price"),
    Row("finance.carbon_share_percent", 50, 100, "finance.carbon_revenue_usd", UP,
        "more is the project's"),
    Row("finance.discount_rate_percent", 5, 10, "finance.project_npv_usd", DOWN,
        "money comes after it is spent"),
    Row("finance.target_equity_irr_percent", 10, 15,
        "finance.tipping_fee_for_equity_irr_usd_per_t", UP, "a higher return needs a higher fee"),
    Row("finance.power_limit.kwh_per_t", 200, 350, TARIFF, UP, "more earns the full tariff",
        LIMIT),
    Row("finance.power_limit.mwh_per_year", 50e3, 80e3, TARIFF, UP, "more earns the full tariff",
        {"finance.power_limit": {"mwh_per_year": 60e3, "price_above_usd_per_kwh": 0.05}}),
    Row("finance.power_limit.price_above_usd_per_kwh", 0.02, 0.06, TARIFF, UP,
        "it is the price of the rest", LIMIT),
    Row(f"{BY_CONTRACT}.by_year_percent.1", 80, 110, TARIFF, UP, "it is the second year's price",
        {f"{BY_CONTRACT}.by_year_percent": [100.0, 90.0, 95.0]}),
    Row(f"{BY_CONTRACT}.premium_usd_per_kwh", 0.0, 0.02, TARIFF, UP, "it comes on top",
        {f"{BY_CONTRACT}.premium_years": 8.0}),
    Row(f"{BY_CONTRACT}.premium_years", 5, 8, TARIFF, UP, "it is paid for longer",
        {f"{BY_CONTRACT}.premium_usd_per_kwh": 0.02}),
    Row(f"{BY_CONTRACT}.floor_usd_per_kwh", 0.02, 0.2, TARIFF, UP, "it holds the price up"),
    Row(f"{BY_CONTRACT}.cap_usd_per_kwh", 0.02, 0.2, TARIFF, UP, "it lets the price rise"),
    Row(f"{BY_CONTRACT}.term_years", 10, 15, TARIFF, UP, "more years earn the tariff",
        {f"{BY_CONTRACT}.price_after_usd_per_kwh": 0.02}),
    Row(f"{BY_CONTRACT}.price_after_usd_per_kwh", 0.02, 0.04, TARIFF, UP, "it is the price then",
        {f"{BY_CONTRACT}.term_years": 15.0}),
    Row(f"{FEE_TERMS}.by_year_percent.1", 80, 110, FEE, UP, "it is the second year's fee",
        {f"{FEE_TERMS}.by_year_percent": [100.0, 90.0, 95.0]}),
    Row(f"{BY_CONTRACT}.block_ends_mwh_per_year.0", 40e3, 60e3, TARIFF, UP,
        "more earns the full tariff",
        {f"{BY_CONTRACT}.block_ends_mwh_per_year": [50e3], f"{BY_CONTRACT}.{BLOCKS}": [0.02]}),
    Row(f"{BY_CONTRACT}.block_ends_kwh_per_t.0", 150, 250, TARIFF, UP,
        "more earns the full tariff",
        {f"{BY_CONTRACT}.block_ends_kwh_per_t": [200.0], f"{BY_CONTRACT}.{BLOCKS}": [0.02]}),
    Row(f"{BY_CONTRACT}.{BLOCKS}.0", 0.01, 0.03, TARIFF, UP, "it is the price of the rest",
        {f"{BY_CONTRACT}.block_ends_mwh_per_year": [50e3], f"{BY_CONTRACT}.{BLOCKS}": [0.02]}),
    Row(f"{FEE_TERMS}.band_ends_t_per_year.0", 150e3, 200e3, FEE, UP, "more earns the full fee",
        {f"{FEE_TERMS}.band_ends_t_per_year": [180e3], f"{FEE_TERMS}.{BANDS}": [10.0]}),
    Row(f"{FEE_TERMS}.{BANDS}.0", 10, 20, FEE, UP, "it is the price of the rest",
        {f"{FEE_TERMS}.band_ends_t_per_year": [180e3], f"{FEE_TERMS}.{BANDS}": [10.0]}),
    Row(f"{CAPACITY}.usd_per_kw_month", 5, 9, CAPACITY_PAID, UP, "it is the price"),
    Row(f"{CAPACITY}.contracted_kw", 5e3, 9e3, CAPACITY_PAID, UP, "more is paid for",
        {f"{CAPACITY}.usd_per_kw_month": 9.0}),
    Row(f"{CAPACITY}.target_availability_percent", 92, 99, CAPACITY_PAID, DOWN,
        "the same hours are less of it", {f"{CAPACITY}.usd_per_kw_month": 9.0}),
    Row(f"{SHORTFALL}.price_percent", 50, 100, FEE, UP, "it is their price", GUARANTEED_WASTE),
    Row(f"{SHORTFALL}.paid_by", "municipality", "central_government",
        "finance.public.municipality_usd", DOWN, "another pays", GUARANTEED_WASTE),
    Row("waste.make_up_years", 0, 3, FEE, DOWN, "tonnes paid for come free of fee",
        {**GUARANTEED_WASTE, "waste.growth_percent_per_year": 10.0,
         "plant.capacity_t_per_day": 1400.0}),
    Row(f"{SUBSIDY}.usd_per_t", 10, 20, CENTRAL, UP, "it is the amount"),
    Row(f"{SUBSIDY}.years", 5, 10, CENTRAL, UP, "it is paid for longer",
        {f"{SUBSIDY}.usd_per_t": 10.0}),
    Row(f"{SUBSIDY}.paid_to", "municipality", "project", "finance.subsidy_revenue_usd", UP,
        "it becomes revenue of the project", {f"{SUBSIDY}.usd_per_t": 10.0}),
    Row(f"{SHARED}.planned_revenue_usd_per_year.0", 15e6, 20e6, SHARED_PAID, UP,
        "less is above the plan", {**SHARING, f"{SHARED}.planned_revenue_usd_per_year": [15e6]}),
    Row(f"{SHARED}.above_percent", 110, 125, SHARED_PAID, UP, "less is shared", SHARING),
    Row(f"{SHARED}.public_share_above_percent", 40, 50, SHARED_PAID, DOWN, "more is the public's",
        SHARING),
    Row(f"{SHARED}.below_percent", 75, 90, SHARED_PAID, UP, "more is made good", SHORT_OF_PLAN),
    Row(f"{SHARED}.public_share_below_percent", 40, 50, SHARED_PAID, UP, "more is the public's",
        SHORT_OF_PLAN),
    *(
        row
        for price, outcome in (("tipping_fee", FEE), ("power_tariff", TARIFF))
        for row in (
            Row(f"finance.indexation.{price}.indices.wages.weight_percent", 20, 40, outcome, UP,
                "more of it rises", _with_index(price)),
            Row(f"finance.indexation.{price}.indices.wages.growth_percent", 2, 4, outcome, UP,
                "a part of the price follows", _with_index(price)),
        )
    ),
    Row(f"{FEE_TERMS}.floor_usd_per_t", 10, 60, FEE, UP, "it holds the fee up"),
    Row(f"{FEE_TERMS}.cap_usd_per_t", 20, 60, FEE, UP, "it lets the fee rise"),
    Row("finance.indexation.local_inflation_percent", 3, 6, FEE, UP, "a part of the fee follows",
        {**UNINDEXED, "finance.indexation.tipping_fee.local_inflation_percent": 50.0}),
    Row("finance.indexation.fx_real_drift_percent", 0, 2, FEE, DOWN,
        "local money loses value", {**LOCAL, "finance.indexation.tipping_fee.currency": "local"}),
    Row("finance.indexation.fuel_growth_percent", 2, 5, FEE, UP, "a part of the fee follows",
        {**UNINDEXED, "finance.indexation.tipping_fee.fuel_percent": 50.0}),
    *formula_rows("tipping_fee", FEE),
    *formula_rows("power_tariff", TARIFF),
)  # fmt: skip
FUNDING = (
    Row("finance.uses.land_usd", 0, 5e6, "finance.total_uses_usd", UP, "it is a use"),
    *(
        Row(f"finance.refinancing.{name}", low, high, place, way, why, REFINANCED)
        for name, low, high, place, way, why in (
            ("operation_year", 3, 6, "finance.interest_usd", UP, "cheaper interest comes later"),
            ("interest_percent", 3, 6, "finance.interest_usd", UP, "it is the interest"),
            ("tenor_years", 11, 15, "finance.interest_usd", UP, "debt stands longer"),
            ("repayment", "annuity", "equal_principal", "finance.interest_usd", DOWN,
             "equal principal repays earlier"),
            ("additional_usd", 0, 5e6, "finance.capital.refinancing_drawn_usd", UP, "it is drawn"),
            ("fee_percent", 0, 2, "finance.capital.refinancing_cost_usd", UP, "it is the fee"),
            ("break_cost_percent", 0, 2, "finance.capital.refinancing_cost_usd", UP,
             "it is the cost"),
            ("authority_share_percent", 0, 50, "finance.capital.gain_shared_usd", UP,
             "more of the gain"),
        )
    ),
    *(
        Row(f"finance.later_investment.{name}", low, high, f"finance.{place}", way, why, LATER)
        for name, low, high, place, way, why in (
            ("operation_year", 4, 7, "capital.later_cost_usd", UP, "indexed for longer"),
            ("added_power_percent", 0, 5, "power_revenue_usd", UP, "more is sold"),
            ("cost_usd", 5e6, 9e6, "capital.later_cost_usd", UP, "it is the cost"),
            ("spend_years", 1, 3, "capital.later_cost_usd", DOWN, "spent earlier, indexed less"),
            ("equity_percent", 0, 20, "capital.later_equity_usd", UP, "it is paid in"),
            ("loan_percent", 40, 60, "capital.later_loan_usd", UP, "it is lent"),
            ("loan_interest_percent", 3, 6, "capital.later_financing_usd", UP, "more interest"),
            ("loan_tenor_years", 9, 14, "lenders.concessional_service_usd", UP,
             "interest for longer"),
            ("loan_repayment", "equal_principal", "annuity", "lenders.concessional_service_usd",
             UP, "principal later, interest for longer"),
            ("loan_fee_percent", 0, 2, "capital.later_financing_usd", UP, "it is the fee"),
            ("reserve_years", 2, 4, "lenders.maintenance_account_usd", UP, "saved from earlier"),
            ("depreciation_years", 5, 30, "accounts.depreciation_usd", DOWN,
             "part of it is left at the end"),
            ("operating_cost_usd_per_year", 0, 2e5, "operating_cost_usd", UP, "it is a cost"),
        )
    ),
    Row("finance.later_investment.added_capacity_percent", 5, 30, "plant.diverted_t", DOWN,
        "it burns what the plant diverts", {**LATER, "plant.capacity_t_per_day": 700.0}),
    Row("finance.uses.land_lease_usd_per_year", 0, 2e5, "finance.capital.land_lease_usd", UP,
        "it is the lease"),
    Row("finance.uses.land_lease_growth_percent", 0, 5, "finance.capital.land_lease_usd", UP,
        "it grows", {"finance.uses.land_lease_usd_per_year": 1e5}),
    Row("finance.end.salvage_usd", 0, 5e6, IRR, UP, "it is paid to the sponsors"),
    Row("finance.end.closure_usd", 0, 5e6, "finance.capital.closure_usd", UP, "it is the cost"),
    Row("finance.end.closure_reserve_years", 2, 8, "finance.lenders.maintenance_account_usd", UP,
        "saved from earlier on", {"finance.end.closure_usd": 3e6}),
    Row("finance.uses.development_fee_usd", 0, 5e6, "finance.total_uses_usd", UP, "it is a use"),
    Row("finance.uses.contingency_percent", 0, 10, "finance.total_uses_usd", UP, "it is a use"),
    Row("finance.uses.working_capital_usd", 0, 5e6, "finance.total_uses_usd", UP, "it is a use"),
    Row("finance.uses.receivable_days", 0, 60, IRR, DOWN, "money comes later"),
    Row("finance.uses.payable_days", 0, 60, IRR, UP, "money goes later"),
    Row("finance.uses.vat_percent", 5, 15, "finance.funds.vat_usd", UP, "it is the tax", VAT),
    Row("finance.uses.vat_refunded_percent", 50, 100, IRR, UP, "less of it is a cost", VAT),
    Row("finance.uses.vat_refund_months", 3, 24, "finance.accounts.bridges_usd", UP,
        "the bridge stands longer", VAT),
    Row("finance.uses.vat_bridge_interest_percent", 4, 10, CLOSE, UP, "the bridge costs more",
        VAT),
    Row("finance.debt.amount_usd", 20e6, 40e6, "finance.debt_usd", UP, "it is the debt",
        {"finance.debt.amount_usd": 30e6}),
    Row("finance.debt.max_gearing_percent", 50, 70, "finance.debt_usd", UP, "it caps the debt"),
    Row("finance.debt.least_equity_percent", 35, 50, "finance.debt_usd", DOWN,
        "more equity leaves less to borrow", {"finance.debt.least_equity_percent": 40.0}),
    Row("finance.debt.interest_percent", 5, 9, "finance.interest_usd", UP, "it is the interest"),
    Row("finance.debt.interest_steps_percent.1", 5, 9, "finance.interest_usd", UP,
        "it is the interest of a year", {"finance.debt.interest_steps_percent": [6.0, 7.0, 8.0]}),
    Row("finance.debt.margin_steps_percent.1", 1, 3, "finance.interest_usd", UP, "it is added",
        {"finance.debt.margin_steps_percent": [1.0, 2.0]}),
    Row("finance.debt.construction_interest_percent", 5, 10, CLOSE, UP, "paid until completion",
        {"finance.debt.construction_interest_percent": 7.0}),
    Row("finance.debt.upfront_fee_percent", 0, 3, CLOSE, UP, "paid at the start"),
    Row("finance.debt.commitment_fee_percent", 0, 1, CLOSE, UP, "paid on what is undrawn"),
    Row("finance.debt.tenor_years", 8, 14, "finance.minimum_dscr", UP,
        "the same debt in smaller payments"),
    Row("finance.debt.grace_years", 0, 3, "finance.interest_usd", UP, "debt stands longer"),
    Row("finance.debt.grace_interest", "paid", "capitalised", "finance.interest_usd", UP,
        "interest is added to the debt and bears interest", {"finance.debt.grace_years": 2}),
    Row("finance.debt.repayment", "annuity", "equal_principal", "finance.interest_usd", DOWN,
        "equal principal repays earlier"),
    Row("finance.debt.schedule_percent.0", 5, 15, "finance.interest_usd", DOWN, "repaid earlier",
        AGREED, {"finance.debt.schedule_percent.9": (15, 5)}),
    Row("finance.debt.target_dscr", 1.2, 1.6, "finance.debt_usd", DOWN,
        "the same cash serves less debt", SIZED),
    Row("finance.debt.sized_by", "gearing", "gearing_and_dscr", "finance.debt_usd", DOWN,
        "the DSCR holds it below the gearing",
        {**LOW_FEE, "finance.debt.max_gearing_percent": 95}),
    Row("finance.debt.sizing_cfads", "pre_tax", "post_tax", "finance.debt_usd", DOWN,
        "less cash after tax", SIZED),
    Row("finance.debt.draw_order", "equity_first", "debt_first", CLOSE, UP,
        "debt is drawn earlier and bears interest longer"),
    Row("finance.debt.bridge_interest_percent", 3, 10, "finance.bridge_interest_usd", UP,
        "it is the interest", GRANT),
    Row("finance.debt.lender_case.revenue_percent", 75, 95, "finance.debt_usd", UP,
        "more cash in the case that sizes", SIZED),
    Row("finance.debt.lender_case.operating_cost_percent", 105, 130, "finance.debt_usd", DOWN,
        "less cash in the case that sizes", SIZED),
    Row("finance.debt.lender_case.dscr", 1.3, 1.8, "finance.debt_usd", DOWN,
        "the same cash serves less debt",
        {**SIZED, "finance.debt.lender_case": {"revenue_percent": 90.0, "dscr": 1.4}}),
    Row("finance.concessional.amount_usd", 5e6, 20e6, "finance.funds.concessional_usd", UP,
        "it is the loan", LOAN),
    *(
        Row(f"finance.concessional.{name}", low, high,
            "finance.lenders.concessional_service_usd", UP, why, LOAN)
        for name, low, high, why in (
            ("interest_percent", 1, 4, "more interest"),
            ("tenor_years", 8, 15, "interest for longer"),
            ("grace_years", 0, 4, "interest for longer"),
            ("repayment", "equal_principal", "annuity", "principal later, interest for longer"),
            ("grace_interest", "paid", "capitalised", "interest on interest of the grace years"),
        )
    ),
    Row("finance.concessional.upfront_fee_percent", 0, 3, CLOSE, UP, "paid at the start", LOAN),
    Row("finance.concessional.commitment_fee_percent", 0, 1, CLOSE, UP, "paid on what is undrawn",
        LOAN),
    Row("finance.grant.amount_usd", 5e6, 10e6, "finance.grant_usd", UP, "it is the grant",
        {"finance.grant.amount_usd": 6e6}),
    Row("finance.grant.rate_percent", 10, 30, "finance.grant_usd", UP, "a larger share", GRANT),
    Row("finance.grant.eligible_percent", 50, 100, "finance.grant_usd", UP, "of more", GRANT),
    Row("finance.grant.limit_jpy_per_tco2e", 200, 600, "finance.grant_usd", UP,
        "it caps the grant", {**GRANT, "finance.grant.limit_jpy_per_tco2e": 400.0}),
    Row("finance.grant.cap_jpy", 3e8, 8e8, "finance.grant_usd", UP, "it caps the grant",
        {**GRANT, "finance.grant.cap_jpy": 5e8}),
    Row("finance.grant.jpy_per_usd", 120, 180, "finance.grant_usd", DOWN,
        "the cap in JPY is worth less", {**GRANT, "finance.grant.cap_jpy": 5e8}),
    Row("finance.grant.paid_in_operation_year", 0, 3, "finance.bridge_interest_usd", UP,
        "the bridge stands longer", GRANT),
    Row("finance.grant.viability_gap_usd", 0, 5e6, "finance.funds.construction_grants_usd", UP,
        "it is a grant"),
    Row("finance.grant.viability_gap_milestones_percent.0", 20, 80, IRR, UP,
        "paid earlier, the sponsors pay in later", GAP,
        {"finance.grant.viability_gap_milestones_percent.1": (80, 20)}),
    Row("finance.grant.central_support_usd", 0, 5e6, "finance.funds.construction_grants_usd", UP,
        "it is a grant"),
    Row("finance.reserves.dsra_months", 3, 9, "finance.funds.dsra_funded_usd", UP,
        "more service is held ahead"),
    Row("finance.reserves.dsra_funded", "at_close", "from_cash_flow",
        "finance.funds.dsra_funded_usd", DOWN, "nothing is funded at close",
        {"finance.reserves.dsra_months": 6.0}),
    Row("finance.reserves.overhaul_percent", 2, 6, "finance.lenders.overhaul_usd", UP,
        "it is the cost", OVERHAULS),
    Row("finance.reserves.overhaul_every_years", 4, 8, "finance.lenders.overhaul_usd", DOWN,
        "fewer of them", OVERHAULS),
    Row("finance.reserves.maintenance_years", 1, 4, "finance.lenders.maintenance_account_usd", UP,
        "saved from earlier on", OVERHAULS),
    Row("finance.reserves.interest_percent", 0, 4, "finance.accounts.interest_income_usd", UP,
        "accounts earn it", {"finance.reserves.dsra_months": 6.0}),
    Row("finance.reserves.minimum_cash_usd", 0, 3e6, "finance.accounts.cash_usd", UP,
        "it is kept"),
    Row("finance.owners.lockup_dscr", 1, 3, "finance.lenders.locked_up_periods", UP,
        "more periods lie below", LOW_FEE),
    Row("finance.owners.cash_sweep_percent", 0, 50, "finance.lenders.swept_usd", UP,
        "it prepays"),
    Row("finance.owners.dividends", "all_cash", "retained_earnings", IRR, DOWN,
        "cash that is no profit waits until the end",
        {**TAXED, "finance.tax.depreciation_years": 8}),
    Row("finance.owners.shareholder_loan_percent", 10, 50,
        "finance.funds.shareholder_loan_usd", UP, "it is the loan"),
    Row("finance.owners.shareholder_loan_interest_percent", 5, 12,
        "finance.accounts.interest_expense_usd", UP, "it is interest", OWN_LOAN),
    Row("finance.owners.dividend_withholding_percent", 0, 10, "finance.owners.withheld_usd", UP,
        "it is withheld"),
    Row("finance.owners.interest_withholding_percent", 0, 10, "finance.owners.withheld_usd", UP,
        "it is withheld", OWN_LOAN),
)  # fmt: skip
TAX = (
    Row("finance.tax.rate_percent", 15, 25, "finance.tax_usd", UP, "it is the rate", TAXED),
    Row("finance.tax.preferential_rate_percent", 5, 15, "finance.tax_usd", UP, "it is the rate"),
    Row("finance.tax.preferential_years", 5, 15, "finance.tax_usd", DOWN,
        "10 % in place of 20 % for longer"),
    Row("finance.tax.exempt_years", 0, 4, "finance.tax_usd", DOWN, "no tax for longer"),
    Row("finance.tax.half_rate_years", 0, 9, "finance.tax_usd", DOWN, "half the tax for longer"),
    Row("finance.tax.holiday_latest_start_year", 1, 4, "finance.tax_usd", DOWN,
        "fewer years of the holiday are wasted on losses",
        {**LOSSES, "finance.tax.exempt_years": 4}),
    Row("finance.tax.loss_carry_forward_years", 0, 5, "finance.tax_usd", DOWN,
        "losses of the first years are set off", LOSSES),
    Row("finance.tax.interest_limit_percent", 10, 60, "finance.tax_usd", DOWN,
        "more interest is deducted", {**TAXED, "finance.tax.interest_limit_percent": 30.0}),
    Row("finance.tax.interest_carry_forward_years", 0, 15, "finance.tax_usd", DOWN,
        "what was above the limit is deducted later",
        {**TAXED, "finance.tax.interest_limit_percent": 20.0}),
    Row("finance.tax.depreciation_years", 10, 20, IRR, DOWN, "deducted later",
        {**TAXED, "finance.tax.depreciation_years": 15}),
    Row("finance.tax.depreciation_method", "straight_line", "declining_to_straight_line", IRR, UP,
        "deducted earlier", TAXED),
    Row("finance.tax.declining_multiple", 1.2, 2, IRR, UP, "deducted earlier", DECLINING),
    Row("finance.tax.declining_rate_percent", 8, 13, IRR, UP, "deducted earlier", GUARANTEED),
    Row("finance.tax.declining_revised_rate_percent", 10, 16, IRR, UP, "deducted earlier",
        GUARANTEED),
    Row("finance.tax.declining_guarantee_percent", 3, 6, IRR, UP,
        "the change to level amounts, which are more than declining ones, comes earlier",
        GUARANTEED),
    Row("finance.tax.depreciation_schedule_percent.0", 5, 20, IRR, UP, "deducted earlier",
        {**TAXED, "finance.tax.depreciation_method": "schedule",
         "finance.tax.depreciation_schedule_percent": [10.0] * 10},
        {"finance.tax.depreciation_schedule_percent.9": (15, 0)}),
    Row("finance.tax.financing_cost", "depreciated", "not_deductible", "finance.tax_usd", UP,
        "less is deducted", TAXED),
)  # fmt: skip
OF_BUDGET = "finance.public.highest_share_of_budget_percent"
OF_INCOME = "finance.public.highest_share_of_income_percent"
VFM = "finance.value_for_money"
PUBLIC_SIDE = (
    Row("finance.municipality.budget_usd_per_year", 50e6, 100e6, OF_BUDGET, DOWN,
        "of a larger budget", CITY_MONEY),
    Row("finance.municipality.budget_growth_percent", 0, 4,
        "finance.public.share_of_budget_percent", DOWN, "of a larger budget", CITY_MONEY),
    Row("finance.municipality.households", 1e5, 3e5, OF_INCOME, DOWN, "shared by more",
        CITY_MONEY),
    Row("finance.municipality.household_growth_percent", 0, 2,
        "finance.public.share_of_income_percent", DOWN, "shared by more", CITY_MONEY),
    Row("finance.municipality.household_income_usd_per_year", 4000, 6000, OF_INCOME, DOWN,
        "of a larger income", CITY_MONEY),
    Row("finance.municipality.income_growth_percent", 0, 4,
        "finance.public.share_of_income_percent", DOWN, "of a larger income", CITY_MONEY),
    Row("finance.municipality.affordable_percent_of_income", 0.5, 2,
        "finance.public.affordable_percent_of_income", UP,
        "it is the threshold that is printed beside the share", CITY_MONEY),
    Row("finance.commitments.termination_debt_percent", 50, 100,
        "finance.public.termination_usd", UP, "more is paid", TERMINATION),
    Row("finance.commitments.termination_equity_percent", 0, 100,
        "finance.public.termination_usd", UP, "more is paid", TERMINATION),
    Row("finance.commitments.termination_probability_percent", 1, 3,
        "finance.public.expected_termination_present_value_usd", UP, "it is more likely",
        TERMINATION),
    Row(f"{VFM}.discount_rate_percent", 5, 9, f"{VFM}.payments_usd", DOWN,
        "fees come over the contract", PUBLIC),
    Row(f"{VFM}.public_capital_cost_percent", 100, 120, f"{VFM}.raw_psc_usd", UP,
        "it is a cost of public delivery", PUBLIC),
    Row(f"{VFM}.public_operating_cost_percent", 100, 120, f"{VFM}.raw_psc_usd", UP,
        "it is a cost of public delivery", PUBLIC),
    Row(f"{VFM}.public_revenue_percent", 80, 100, f"{VFM}.raw_psc_usd", DOWN,
        "revenue lowers the cost of public delivery", PUBLIC),
    Row(f"{VFM}.transaction_cost_usd", 0, 2e6, f"{VFM}.transaction_and_monitoring_usd", UP,
        "it is the cost", PUBLIC),
    Row(f"{VFM}.monitoring_usd_per_year", 0, 2e5, f"{VFM}.transaction_and_monitoring_usd", UP,
        "it is the cost", PUBLIC),
    Row(f"{VFM}.insurance_percent_of_capital_cost", 0, 1, f"{VFM}.neutrality_usd", UP,
        "the public saves what it does not insure", PUBLIC),
    Row(f"{VFM}.risks.overrun.probability_percent", 20, 40, f"{VFM}.transferred_risk_usd", UP,
        "value of a risk: probability x impact", PUBLIC),
    Row(f"{VFM}.risks.overrun.impact_percent", 10, 30, f"{VFM}.transferred_risk_usd", UP,
        "value of a risk: probability x impact", PUBLIC),
    Row(f"{VFM}.risks.overrun.transferred_percent", 30, 70, f"{VFM}.retained_risk_usd", DOWN,
        "what the private party bears, the public does not", PUBLIC),
    Row(f"{VFM}.risks.overrun.falls_on", "operating_cost", "capital_cost",
        f"{VFM}.transferred_risk_usd", UP,
        "80 million of capital against less than 40 million of operating cost in present value",
        {**PUBLIC, "cost.staff": 20, "cost.maintenance_percent": 0.5,
         "finance.contract_years": 12}),
)  # fmt: skip
METHANE = "climate.landfill_methane_tco2e"
AIR = {"climate.air": {"grid_coal_percent": 40.0, "grid_gas_percent": 30.0,
                       "grid_oil_percent": 10.0, "grid_so2_removed_percent": 50.0}}  # fmt: skip
BURNT_IN_THE_OPEN = {"climate.open_burning_percent": 20.0}
FROM_MARGINS = {
    "climate.operating_margin_tco2_per_mwh": 0.8,
    "climate.build_margin_tco2_per_mwh": 0.5,
}
GREENER = {"climate.grid_factor_change_percent_per_year": -4.0}
GASES = {"climate.fluorocarbons_kg_per_year": {"HFC-134a": 100.0}}
CLIMATE = (
    Row("climate.landfill_model", "tool04", "ipcc_2006", METHANE, UP,
        "TOOL04 takes off for uncertainty (phi), the IPCC's own model does not"),
    Row("climate.disposal_site", "unmanaged_shallow", "managed_anaerobic", METHANE, UP,
        "methane correction factor 0.4 and 1.0"),
    Row("climate.landfill_depth_m", 5, 10, METHANE, UP, "TOOL04: MCF of 1 - 2 / depth",
        {**IN_GROUND_WATER, "climate.landfill_water_m": 1.0}),
    Row("climate.landfill_water_m", 8.5, 9.5, METHANE, UP, "TOOL04: MCF of water / depth",
        IN_GROUND_WATER),
    Row("climate.climate_zone", "tropical_dry", "tropical_wet", METHANE, UP,
        "waste decays faster where it is wet"),
    Row("climate.first_decay_month", 7, 13, METHANE, DOWN, "decay starts later",
        {"climate.landfill_model": "ipcc_2006"}),
    Row("climate.gwp_set", "SAR", "AR5", METHANE, UP, "GWP of methane 21 and 28"),
    Row("climate.fossil_carbon", "analysis", "acm0022", "climate.fossil_co2_tco2e", UP,
        "ACM0022 takes the upper values of the IPCC's ranges"),
    Row("climate.carbon_burnt_percent", 90, 100, "climate.fossil_co2_tco2e", UP, "more burns"),
    Row("climate.model_correction", 0.75, 0.95, METHANE, UP, "it is a factor of the methane",
        {"climate.model_correction": 0.85}),
    Row("climate.model_uncertainty_percent.0", 10, 50, METHANE, DOWN,
        "TOOL04: a less certain model is corrected by more",
        {"climate.model_uncertainty_percent": [10.0, 10.0, 10.0, 10.0, 10.0, 10.0]}),
    Row("climate.oxidation", 0, 0.2, METHANE, DOWN, "it is oxidised"),
    Row("climate.methane_fraction", 0.4, 0.6, METHANE, UP, "more of the gas is methane"),
    Row("climate.decay_rates", "low", "high", METHANE, UP, "more decays within the contract"),
    Row("climate.doc_decomposing", 0.4, 0.6, METHANE, UP, "more carbon decomposes"),
    Row("climate.methane_potential_kg_per_t.food", 40, 80, METHANE, UP, "it was measured so",
        {"climate.methane_potential_kg_per_t": {"food": 60.0}}),
    Row("climate.captured_fraction", 0, 0.3, METHANE, DOWN, "it is captured anyway"),
    Row("climate.compliance_percent", 0, 30, "climate.reference_tco2e", DOWN,
        "law demands that others treat it"),
    Row("climate.open_burning_percent", 0, 30, METHANE, DOWN, "what burns does not rot"),
    Row("climate.open_burning_carbon_percent", 50, 70, "climate.open_burning_tco2e", UP,
        "more fossil carbon burns", BURNT_IN_THE_OPEN),
    Row("climate.furnace_technology", "continuous_stoker", "batch_stoker",
        "climate.n2o_ch4_tco2e", UP, "2006 IPCC Guidelines, Vol. 5, Tables 5.3 and 5.6"),
    Row("climate.n2o_kg_per_t", 0.03, 0.1, "climate.n2o_ch4_tco2e", UP, "it is emitted",
        {"climate.n2o_kg_per_t": 0.05}),
    Row("climate.ch4_kg_per_t", 0.01, 0.1, "climate.n2o_ch4_tco2e", UP, "it is emitted",
        {"climate.ch4_kg_per_t": 0.05}),
    Row("climate.auxiliary_fuel_tco2_per_gj", 0.056, 0.075, "climate.auxiliary_fuel_tco2e", UP,
        "CO2 of the fuel"),
    Row("climate.leachate_cod_kg_per_m3", 20, 50, "climate.leachate_tco2e", UP,
        "more to digest", {"climate.leachate_mcf": 0.3}),
    Row("climate.leachate_mcf", 0.1, 0.8, "climate.leachate_tco2e", UP, "less air"),
    Row("climate.waste_extra_km", 0, 20, "climate.transport_tco2e", UP, "further to drive"),
    Row("climate.residue_extra_km", 0, 50, "climate.transport_tco2e", UP, "further to drive"),
    Row("climate.lorry_load_t", 8, 16, "climate.transport_tco2e", DOWN, "fewer trips",
        {"climate.waste_extra_km": 10.0}),
    Row("climate.lorry_kgco2_per_km", 0.8, 1.2, "climate.transport_tco2e", UP, "CO2 of a trip",
        {"climate.waste_extra_km": 10.0}),
    Row("climate.grid_factor_tco2_per_mwh", 0.4, 0.7, "climate.grid_power_tco2e", UP,
        "dirtier power is displaced"),
    Row("climate.bought_grid_factor_tco2_per_mwh", 0.4, 0.7, "climate.imported_power_tco2e", UP,
        "dirtier power is bought", {"climate.bought_grid_factor_tco2_per_mwh": 0.6}),
    Row("climate.grid_factor_change_percent_per_year", -4, 0, "climate.grid_power_tco2e", UP,
        "the grid stays dirtier"),
    Row("climate.grid_factor_floor_tco2_per_mwh", 0, 0.6, "climate.grid_power_tco2e", UP,
        "it falls no further", GREENER),
    Row("climate.operating_margin_tco2_per_mwh", 0.6, 0.9, "climate.grid_power_tco2e", UP,
        "a part of the factor", FROM_MARGINS),
    Row("climate.build_margin_tco2_per_mwh", 0.3, 0.6, "climate.grid_power_tco2e", UP,
        "a part of the factor", FROM_MARGINS),
    Row("climate.operating_margin_weight", 0.25, 0.5, "climate.grid_power_tco2e", UP,
        "more of the dirtier of the two margins", FROM_MARGINS),
    Row("climate.reference_grid_factor_tco2_per_mwh", 0.3, 0.5, "climate.grid_power_tco2e", UP,
        "it is the factor of the reference", {"climate.reference_grid_factor_tco2_per_mwh": 0.4}),
    Row("climate.export_loss_avoided_percent", 0, 5, "climate.grid_power_tco2e", UP,
        "the grid would have generated more"),
    Row("climate.import_loss_percent", 0, 20, "climate.imported_power_tco2e", UP,
        "the grid generates more", {"plant.import_mwh_per_year": 500.0}),
    Row("climate.heat_fuel_tco2_per_gj", 0.05, 0.09, "climate.heat_tco2e", UP,
        "dirtier fuel is displaced", HEAT),
    Row("climate.heat_boiler_percent", 80, 100, "climate.heat_tco2e", DOWN,
        "less fuel for the same heat", HEAT),
    Row("climate.crediting_years", 10, 15, "climate.total_reduction_tco2e", UP, "more years"),
    Row("climate.landfill_density_t_per_m3", 0.6, 1, "climate.landfill_space_m3_per_year", DOWN,
        "it lies denser"),
    Row("climate.landfill_leachate_m3_per_t", 0.2, 0.5, "climate.landfill_leachate_m3_per_year",
        UP, "it is the leachate"),
    Row("climate.fluorocarbons_kg_per_year.HFC-134a", 50, 150,
        "climate.fluorocarbons_tco2e_per_year.AR5", UP, "more is destroyed", GASES),
    Row("climate.destruction_percent", 90, 99, "climate.fluorocarbons_tco2e_per_year.AR5", UP,
        "more is destroyed", GASES),
    Row("climate.fluorocarbons_recovered_anyway_percent", 0, 50,
        "climate.fluorocarbons_tco2e_per_year.AR5", DOWN, "others would have recovered it",
        GASES),
    Row("climate.jcm.similar_projects", 0, 5, "climate.subsidy_ceiling_percent", DOWN,
        "the programme pays less for what is known"),
    Row("climate.jcm.share_of_japan_percent", 30, 70, "climate.credits_of_japan_t", UP,
        "it is Japan's share"),
    Row("climate.jcm.shortfall", "carried", "dropped", "climate.total_credits_tco2e", UP,
        "the first year, when the landfill would emit little yet, lowers no later credits"),
    Row("climate.jcm.partner", "no partner", "partner", "climate.total_credits_tco2e", UP,
        "there are credits in partner countries alone"),
    Row("climate.jcm.let_go_percent", 20, 40, "climate.credits_of_japan_t", UP,
        "the host's cap on what leaves lies below Japan's half"),
    Row("climate.jcm.issuance_years", 0.3, 5, "finance.project_npv_usd", DOWN,
        "credits that are issued later are worth less today"),
    Row("climate.jcm.study_cost_jpy", 10e6, 50e6, "climate.study_subsidy_jpy", UP,
        "a share of the cost"),
    Row("climate.jcm.study_applicant", "large", "small_medium", "climate.study_subsidy_jpy", UP,
        "1/2 and 2/3", {"climate.jcm.study_cost_jpy": 30e6}),
    Row("climate.air.grid_coal_percent", 20, 60, "climate.air_grid_kg_per_year.SO2", UP,
        "coal holds sulfur"),
    Row("climate.air.grid_gas_percent", 20, 60, "climate.air_grid_kg_per_year.NOx", UP,
        "its flames make NOx"),
    Row("climate.air.grid_oil_percent", 10, 30, "climate.air_grid_kg_per_year.SO2", UP,
        "oil holds sulfur"),
    Row("climate.air.grid_so2_removed_percent", 50, 95, "climate.air_grid_kg_per_year.SO2", DOWN,
        "it is removed", AIR),
    Row("climate.air.grid_nox_removed_percent", 0, 60, "climate.air_grid_kg_per_year.NOx", DOWN,
        "it is removed", AIR),
    Row("climate.air.damage_usd_per_t.SO2", 1000, 5000,
        "climate.air_damage_avoided_usd_per_year.SO2", UP,
        "the plant's gas is scrubbed, the coal plants' half as well",
        {**AIR, "climate.air.damage_usd_per_t": {"SO2": 2000.0}}),
)  # fmt: skip
# What stands apart from the plant and its debt may as well stand in the base.
BASE |= {**HEAT, **PUBLIC, **CITY_MONEY, **TERMINATION, **GASES, **AIR,
         "plant.import_mwh_per_year": 500.0, "plant.residues.metal_recovery_percent": 50.0,
         "climate.waste_extra_km": 10.0, "climate.leachate_mcf": 0.3}  # fmt: skip
MONIES = (
    Row("finance.money.books", "USD", "VND", "finance.accounts.depreciation_usd", DOWN,
        "depreciation in dong is worth less in USD with each year", DONG),
    Row("finance.money.fx_differences", "accrued", "not_deducted", "finance.tax_usd", UP,
        "what a loan in USD costs more in dong is not deducted",
        {**DONG, **TAXED, "finance.money.books": "VND"}),
    Row("finance.debt.currency", "USD", "VND", IRR, UP,
        "the same interest on a debt that loses value", DONG),
    Row("finance.debt.hedged_percent", 0, 80, IRR, UP,
        "1 % a year for what rises by 4 % a year in dong",
        {**DONG, "finance.money.books": "VND", "finance.debt.hedge_cost_percent": 1.0}),
    Row("finance.debt.hedge_cost_percent", 1, 3, IRR, DOWN, "it is paid on what is hedged",
        {**DONG, "finance.money.books": "VND", "finance.debt.hedge_cost_percent": 2.0,
         "finance.debt.hedged_percent": 50.0}),
    Row("finance.concessional.currency", "USD", "VND", IRR, UP,
        "the same interest on a debt that loses value", {**LOAN, **DONG}),
    Row("finance.grant.currency", "USD", "VND", "finance.grant_usd", DOWN,
        "what was awarded is worth less when it is paid",
        {**DONG, "finance.grant.amount_usd": 10e6}),
    Row("finance.uses.vat_currency", "USD", "VND", CLOSE, DOWN,
        "what is owed on the bridge loses value", {**VAT, **DONG}),
    Row("finance.owners.shareholder_loan_currency", "USD", "VND",
        "finance.accounts.exchange_loss_usd", DOWN, "a debt that loses value is a gain",
        {**OWN_LOAN, **DONG}),
)  # fmt: skip
ROWS = (*MONIES, *WASTE, *PLANT, *COST, *CONTRACT, *FUNDING, *TAX, *PUBLIC_SIDE, *CLIMATE)

# Inputs that move no outcome by their nature, and where they are tested.
EXCEPTIONS = {
    "finance.indexation.tipping_fee.paid_in": "by hand: test_price_in_another_money.py",
    "finance.indexation.power_tariff.paid_in": "by hand: test_price_in_another_money.py",
    "plant.design_waste.low.elements_percent": "held with the LHV: test_design_waste.py",
    "plant.design_waste.standard.elements_percent": "held with the LHV: test_design_waste.py",
    "plant.design_waste.high.elements_percent": "held with the LHV: test_design_waste.py",
    "waste.seasons.NAME.months": "whole numbers together make the year: test_seasons.py",
    "waste.seasons.NAME.received_percent": "moves with the other seasons': test_seasons.py",
    "waste.seasons.NAME.composition_percent": "moves water and heat: test_seasons.py",
    "schema": "names the format: tests/feasibility/test_definition.py",
    "name": "a name",
    "location": "a name",
    "description": "a text",
    "country": "lays the profile below the study: tests/feasibility/test_layers.py",
    "as_of": "the day of the rules: tests/feasibility/test_definition.py",
    "project": "tells which law holds: tests/feasibility/test_filling.py",
    "sources": "citations: tests/feasibility/test_layers.py",
    "published": "compared with the result: tests/feasibility/test_findings.py",
    "risk": "how inputs are sampled: tests/feasibility/test_risk_section.py, test_uncertainty.py",
    "finance.money.currency": "a study in another money: tests/feasibility/test_monies.py",
    "finance.money.also_in": "a second set of results: tests/feasibility/test_monies.py",
    "finance.money.rates": "each number by hand: tests/feasibility/test_monies.py",
    "finance.loans": "by hand: tests/feasibility/test_capital_side.py",
    "waste.streams": "each input of a stream by hand: tests/feasibility/test_streams.py",
    "waste.composition_changes": "by hand: tests/feasibility/test_streams.py",
    "waste.survey_file": "gives the composition: tests/feasibility/test_survey.py",
    "climate.jcm.methodology": "a name",
    "climate.jcm.buyer": "lays the buyer's profile beside the study: test_buyer.py",
    "plant.overload_percent": "drawn in the firing diagram: tests/print/test_figures.py",
    "plant.steam.protection": "moves findings: tests/feasibility/test_steam_state.py",
    "plant.heat.return_c": "refused where heat could not flow; see below",
    f"{VFM}.rate_step_percent": "see below",
}


def inputs(model: type[BaseModel] = StudyDefinition, path: str = "") -> Iterator[str]:
    """Every input by its path; what a person names stands as NAME."""
    for name, definition in model.model_fields.items():
        place = f"{path}.{definition.alias or name}".lstrip(".")
        below = section_in(definition)
        if place in EXCEPTIONS or below is None:
            yield place
        else:
            mapped = str(definition.annotation).startswith("dict")
            yield from inputs(below, f"{place}.NAME" if mapped else place)


def test_every_input_stands_in_a_row_or_is_an_exception_with_a_reason():
    covered = set()
    for row in ROWS:
        parts = row.path.split(".")
        covered |= {".".join(parts[:depth]) for depth in range(1, len(parts) + 1)}
        covered |= {re.sub(r"(components|risks|seasons|indices)\.\w+", r"\1.NAME", row.path)}
    missing = [path for path in inputs() if path not in covered and path not in EXCEPTIONS]
    assert not missing
    assert set(EXCEPTIONS) <= set(inputs())


def study_with(changes: Mapping[str, Any]) -> Study:
    """The plant that pays, with other inputs."""
    data = deepcopy(MINIMAL.data)
    for path, value in {**BASE, **changes}.items():
        place = data
        *parts, last = path.split(".")
        for part in parts:
            place = place.setdefault(part, {})
        place[last] = deepcopy(value)
    return Study.of(Document(MINIMAL.path, data, {}), beside=_beside())


@cache
def _beside() -> Study:
    return Study.of(MINIMAL)


def _key(changes: Mapping[str, Any]) -> str:
    """What a base changes, so that rows of the same base share its runs."""
    own = {path: value for path, value in changes.items() if BASE.get(path) != value}
    return repr(sorted((path, value) for path, value in own.items()))


@cache
def _study(key: str) -> Study:
    return study_with(next(row.changes for row in ROWS if _key(row.changes) == key))


def _sampled(row: Row) -> bool:
    known = drawable(_study(_key(row.changes)).definition)
    return all(known.get(path) is not None for path in row.moves)


@cache
def _runs(key: str) -> tuple[list[Row], StudyResult]:
    """All rows of a base that samples can move: two samples for each, in one run."""
    study = _study(key)
    rows = [row for row in ROWS if _key(row.changes) == key and _sampled(row)]
    values = drawable(study.definition)
    samples: dict[str, np.ndarray] = {}
    for index, row in enumerate(rows):
        for path, ends in row.moves.items():
            place = samples.setdefault(path, np.full(2 * len(rows), values[path], dtype=float))
            place[2 * index : 2 * index + 2] = ends
    return rows, study.run(samples)


def _outcome(result: StudyResult, path: str, sample: int | None = None) -> float:
    """An outcome; of a series its sum, of periods their number."""
    value: Any = result
    for part in path.split("."):
        value = value[part] if isinstance(value, Mapping) else getattr(value, part)
    if path == "finance.periods.start":
        return len(value)
    array = np.asarray(value, dtype=float)
    return float(np.nansum(array if sample is None else array[sample]))


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_an_input_moves_its_outcome_the_way_it_must(row):
    if _sampled(row):
        rows, result = _runs(_key(row.changes))
        place = 2 * next(index for index, other in enumerate(rows) if other is row)
        low, high = (_outcome(result, row.outcome, place + end) for end in (0, 1))
    else:
        low, high = (
            _outcome(study_with({**row.changes, row.path: value}).run(), row.outcome)
            for value in (row.low, row.high)
        )
    assert np.isfinite([low, high]).all()
    # More than rounding.
    assert row.sign * (high - low) > 1e-6 * max(abs(low), abs(high)), (low, high, row.why)


def test_heat_cannot_come_back_hotter_than_the_steam_that_gives_it():
    # Steam of 0.5 bar condenses at 81 degC.
    supply = {**HEAT["plant.heat"], "steam_bar": 0.5}
    study_with({"plant.heat": {**supply, "return_c": 60.0}}).run()
    with pytest.raises(DocumentError, match="heat"):
        study_with({"plant.heat": {**supply, "return_c": 100.0}}).run()


def test_rates_of_the_comparison_lie_a_step_apart():
    public = {**PUBLIC[VFM], "public_revenue_percent": 0.0}
    values = {}
    for rate, step in ((6.0, 1.0), (6.0, 2.0), (4.0, 1.0), (8.0, 1.0)):
        changed = {**public, "discount_rate_percent": rate, "rate_step_percent": step}
        values[rate, step] = study_with({VFM: changed}).run().finance.value_for_money
    # Two per cent below 6 and above it is what stands at 4 and at 8.
    for name, rate in (("lower", 4.0), ("higher", 8.0)):
        by_rate = values[6.0, 2.0].value_percent_by_rate[name]
        assert by_rate == pytest.approx(values[rate, 1.0].value_percent)
        assert by_rate != pytest.approx(values[6.0, 1.0].value_percent_by_rate[name])
