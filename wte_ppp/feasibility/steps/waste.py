"""First step: what arrives at the gate and what of it reaches the furnace."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.waste import ComponentProperties, WasteSection
from wte_ppp.feasibility.steps.amounts import DAYS_PER_YEAR, amounts_t
from wte_ppp.feasibility.steps.mixed_waste import ELEMENTS, mixed_waste
from wte_ppp.finance.timeline import Timeline
from wte_ppp.waste.bunker import drain
from wte_ppp.waste.composition import Analysis
from wte_ppp.waste.heating_value import lhv_spread
from wte_ppp.waste.survey import design_heating_values, tanner_self_sustaining


@dataclass(frozen=True)
class Gate:
    """What the next steps need of the waste; shares and analysis in kg/kg, series by year."""

    shares: Mapping[str, Numeric]
    carbon: Mapping[str, Numeric]
    properties: Mapping[str, ComponentProperties]
    received_t: FloatArray
    guaranteed_t: Numeric
    mass_ratio: Numeric
    fired: Analysis
    fired_lhv_mj_per_kg: FloatArray
    fired_deviation_mj_per_kg: FloatArray


def waste_step(
    waste: WasteSection, contract_years: Numeric, timeline: Timeline
) -> tuple[Gate, dict[str, Any]]:
    """Composition, heating value, drainage and supply.

    Parameters
    ----------
    waste
        The waste section; `composition_percent` given.
    contract_years
        Years in which waste comes.
    timeline
        The project's years.

    Returns
    -------
    tuple[Gate, dict]
        For the next steps, and for `WasteResult` (without what the furnace may refuse).
    """
    mixed = mixed_waste(waste)
    shares, analysis = mixed.shares, mixed.analysis
    by_formula = lhv_spread(analysis)
    first_lhv = mixed.lhv_mj_per_kg
    years = np.arange(timeline.operation_years, dtype=float)
    gate_lhv = first_lhv * (1 + waste.lhv_growth_percent_per_year / 100) ** years
    drained = drain(analysis, gate_lhv, waste.bunker_leachate_percent / 100)

    under_contract = np.where(years < contract_years, 1.0, 0.0)
    amount = amounts_t(waste, timeline)
    received, low, high = (one * mixed.kept_share * under_contract for one in amount)
    guaranteed_t_per_day = 0.0 if waste.guaranteed_t_per_day is None else waste.guaranteed_t_per_day
    fired = drained.analysis
    fired_lhv = np.asarray(drained.lhv_mj_per_kg, dtype=float)
    # Drainage shifts every sample's heating value alike, so that it only stretches their spread.
    known = waste.lhv_deviation_percent is not None
    spread = np.nan if waste.lhv_deviation_percent is None else waste.lhv_deviation_percent / 100
    deviation = np.asarray(gate_lhv * spread / drained.mass_ratio, dtype=float)
    design = design_heating_values(fired_lhv[..., :1], deviation[..., :1])
    gate = Gate(
        shares=shares,
        carbon=mixed.carbon,
        properties={name: waste.components[name] for name in shares},
        received_t=received,
        guaranteed_t=guaranteed_t_per_day * DAYS_PER_YEAR * under_contract,
        mass_ratio=drained.mass_ratio,
        fired=fired,
        fired_lhv_mj_per_kg=fired_lhv,
        fired_deviation_mj_per_kg=deviation if known else np.zeros_like(fired_lhv),
    )
    values = {
        "composition_percent": {name: 100 * share for name, share in shares.items()},
        "moisture_percent": 100 * analysis.moisture,
        "ash_percent": 100 * analysis.ash,
        "combustible_percent": 100 * analysis.combustible,
        "ultimate_percent": {name: 100 * getattr(analysis, name) for name in ELEMENTS},
        "lhv_mj_per_kg": first_lhv,
        "lhv_by_formula_mj_per_kg": by_formula,
        "fired_moisture_percent": 100 * fired.moisture,
        "fired_ash_percent": 100 * fired.ash,
        "fired_combustible_percent": 100 * fired.combustible,
        "fired_lhv_mj_per_kg": fired_lhv[..., :1],
        "fired_lhv_low_mj_per_kg": design.low,
        "fired_lhv_high_mj_per_kg": design.high,
        "self_sustaining": tanner_self_sustaining(fired.moisture, fired.ash, fired.combustible),
        "received_t": received,
        "received_low_t": low,
        "received_high_t": high,
    }
    return gate, values
