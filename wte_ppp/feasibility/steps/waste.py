"""First step: what arrives at the gate and what of it reaches the furnace."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.city import CitySection
from wte_ppp.feasibility.definition.waste import ComponentProperties, WasteSection
from wte_ppp.feasibility.result import GateResult, PaidWaste, PlantResult, SurveyRow
from wte_ppp.feasibility.steps.mixed_waste import mixed_waste
from wte_ppp.finance.timeline import Timeline
from wte_ppp.waste.bunker import drain
from wte_ppp.waste.composition import Analysis
from wte_ppp.waste.forecast import forecast_band, ramp, saturating_growth
from wte_ppp.waste.heating_value import lhv_spread
from wte_ppp.waste.reconcile import ELEMENTS, SHARES
from wte_ppp.waste.supply import city_waste_t, delivered_t, paid_t
from wte_ppp.waste.survey import design_heating_values, tanner_self_sustaining

DAYS_PER_YEAR = 365.0


@dataclass(frozen=True)
class Gate:
    """What the steps that follow need of the waste, and what the result says of it.

    Shares and carbon by component and the analysis as fired in kg/kg; heating values as fired
    (..., years).
    """

    result: GateResult
    shares: Mapping[str, Numeric]
    carbon: Mapping[str, Numeric]
    properties: Mapping[str, ComponentProperties]
    guaranteed_t: Numeric
    mass_ratio: Numeric
    fired: Analysis
    fired_lhv_mj_per_kg: FloatArray
    fired_deviation_mj_per_kg: FloatArray


def waste_step(
    waste: WasteSection,
    contract_years: Numeric,
    timeline: Timeline,
    survey: tuple[SurveyRow, ...] = (),
) -> Gate:
    """Composition, heating value, drainage and supply."""
    mixed = mixed_waste(waste)
    shares, analysis = mixed.shares, mixed.analysis
    years = np.arange(timeline.operation_years, dtype=float)
    gate_lhv = mixed.lhv_mj_per_kg * (1 + waste.lhv_growth_percent_per_year / 100) ** years
    drained = drain(analysis, gate_lhv, waste.bunker_leachate_percent / 100)

    under_contract = np.where(years < contract_years, 1.0, 0.0)
    received, low, high = (
        tonnes * mixed.kept_share * under_contract for tonnes in amounts_t(waste, timeline)
    )
    guaranteed_t_per_day = 0.0 if waste.guaranteed_t_per_day is None else waste.guaranteed_t_per_day
    fired = drained.analysis
    fired_lhv = np.asarray(drained.lhv_mj_per_kg, dtype=float)
    # Drainage shifts every sample's heating value alike, so that it only stretches their spread.
    sampled = waste.lhv_deviation_percent is not None
    spread = np.nan if waste.lhv_deviation_percent is None else waste.lhv_deviation_percent / 100
    deviation = np.asarray(gate_lhv * spread / drained.mass_ratio, dtype=float)
    design = design_heating_values(fired_lhv[..., :1], deviation[..., :1])
    result = GateResult(
        composition_percent={name: 100 * share for name, share in shares.items()},
        survey=survey,
        moisture_percent=100 * analysis.moisture,
        ash_percent=100 * analysis.ash,
        combustible_percent=100 * analysis.combustible,
        ultimate_percent={name: 100 * getattr(analysis, name) for name in ELEMENTS},
        composed_percent={name: 100 * getattr(mixed.from_parts, name) for name in SHARES},
        misfit=dict(mixed.state.misfit),
        lhv_mj_per_kg=mixed.lhv_mj_per_kg,
        lhv_by_formula_mj_per_kg=lhv_spread(analysis),
        fired_moisture_percent=100 * fired.moisture,
        fired_ash_percent=100 * fired.ash,
        fired_combustible_percent=100 * fired.combustible,
        fired_lhv_mj_per_kg=fired_lhv[..., :1],
        fired_lhv_low_mj_per_kg=design.low,
        fired_lhv_high_mj_per_kg=design.high,
        self_sustaining=tanner_self_sustaining(fired.moisture, fired.ash, fired.combustible),
        received_t=received,
        received_low_t=low,
        received_high_t=high,
    )
    return Gate(
        result=result,
        shares=shares,
        carbon=mixed.carbon,
        properties={name: waste.components[name] for name in shares},
        guaranteed_t=guaranteed_t_per_day * DAYS_PER_YEAR * under_contract,
        mass_ratio=drained.mass_ratio,
        fired=fired,
        fired_lhv_mj_per_kg=fired_lhv,
        fired_deviation_mj_per_kg=deviation if sampled else np.zeros_like(fired_lhv),
    )


def paid_waste(gate: Gate, plant: PlantResult) -> PaidWaste:
    """Waste that the tipping fee is due for, guaranteed tonnes included, once the plant has run."""
    due = paid_t(plant.accepted_t, gate.guaranteed_t, plant.diverted_t)
    return PaidWaste(paid_t=np.asarray(due))


def amounts_t(waste: WasteSection, timeline: Timeline) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Waste of each operation year before sorting, with the band of a forecast."""
    if waste.city is not None:
        return _city_t(waste.city, timeline)
    assert waste.received_t_per_day is not None
    years = np.arange(timeline.operation_years, dtype=float)
    growth = waste.growth_percent_per_year / 100
    amount = delivered_t(waste.received_t_per_day * DAYS_PER_YEAR, growth, years)
    return amount, amount, amount


def _city_t(city: CitySection, timeline: Timeline) -> tuple[FloatArray, FloatArray, FloatArray]:
    operation = timeline.calendar_year[timeline.construction_years :].astype(float)
    years = operation - city.base_year
    people = saturating_growth(
        city.population,
        city.population_growth_percent / 100,
        np.inf if city.population_ceiling is None else city.population_ceiling,
        years,
    )
    each = saturating_growth(
        city.kg_per_capita_per_day,
        city.kg_growth_percent / 100,
        np.inf if city.kg_ceiling_per_day is None else city.kg_ceiling_per_day,
        years,
    )
    collected = city.collected_percent / 100
    if city.collected_target_percent is not None:
        span = 0 if city.target_year is None else city.target_year - city.base_year
        collected = ramp(collected, city.collected_target_percent / 100, float(span), years)
    amount = np.asarray(city_waste_t(people, each, collected, city.to_plant_percent / 100))
    level, drift = city.uncertainty_percent, city.growth_uncertainty_percent
    if level is None and drift is None:
        return amount, amount, amount
    low, high = forecast_band(
        amount,
        0.0 if level is None else level / 100,
        0.0 if drift is None else drift / 100,
        years,
    )
    return amount, low, high
