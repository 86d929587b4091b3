"""Part of the waste step: composition, water and heating value of what arrives."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.feasibility.definition.waste import ComponentProperties, WasteSection
from wte_ppp.waste.composition import Analysis, Component, mix, wet_shares, with_moisture
from wte_ppp.waste.heating_value import lhv_mj_per_kg
from wte_ppp.waste.sorting import after_sorting

HIGHEST_MOISTURE = 0.90
ELEMENTS = ("carbon", "hydrogen", "oxygen", "nitrogen", "sulfur", "chlorine")


@dataclass(frozen=True)
class MixedWaste:
    """Waste at the gate, after sorting; shares, analysis and carbon of components in kg/kg."""

    shares: Mapping[str, Numeric]
    kept_share: Numeric
    analysis: Analysis
    carbon: Mapping[str, Numeric]
    lhv_mj_per_kg: Numeric


def mixed_waste(waste: WasteSection) -> MixedWaste:
    """Mix the components at the measured water, and take out what is sorted out."""
    assert waste.composition_percent is not None
    shares = {name: share / 100 for name, share in waste.composition_percent.items()}
    components = {name: component_of(waste.components[name]) for name in shares}
    if waste.composition_basis == "dry":
        shares = wet_shares(
            shares, {name: component.moisture for name, component in components.items()}
        )
    from_parts = mix(shares, components)
    analysis = with_moisture(from_parts, _moisture(waste, from_parts))
    by_formula = lhv_mj_per_kg(analysis, waste.heating_value_formula)
    lhv = by_formula if waste.lhv_mj_per_kg is None else waste.lhv_mj_per_kg
    # What was measured of the mix tells how much wetter or drier each component is.
    drier = (1 - analysis.moisture) / (1 - from_parts.moisture)
    wet = {
        name: with_water(component, 1 - (1 - component.moisture) * drier)
        for name, component in components.items()
    }
    share_left: Numeric = 1.0
    if waste.removed_percent:
        removed = {name: percent / 100 for name, percent in waste.removed_percent.items()}
        shares, share_left = after_sorting(shares, removed)
        analysis = mix(shares, wet)
        lhv = lhv / by_formula * lhv_mj_per_kg(analysis, waste.heating_value_formula)
    return MixedWaste(
        shares=shares,
        kept_share=share_left,
        analysis=analysis,
        carbon={
            name: component.carbon * (1 - component.moisture) for name, component in wet.items()
        },
        lhv_mj_per_kg=lhv,
    )


def component_of(stated: ComponentProperties) -> Component:
    """Component in kg/kg with dry matter that sums to one exactly."""
    dry = {name: np.asarray(getattr(stated, f"{name}_percent")) for name in ("ash", *ELEMENTS)}
    total = sum(dry.values())
    return Component(
        moisture=stated.moisture_percent / 100,
        **{name: (share / total)[()] for name, share in dry.items()},
    )


def with_water(component: Component, moisture: Numeric) -> Component:
    """Return the same material with other water [kg/kg wet]."""
    return Component(
        moisture=moisture, **{name: getattr(component, name) for name in ("ash", *ELEMENTS)}
    )


def _moisture(waste: WasteSection, from_parts: Analysis) -> Numeric:
    """Water of the mixed waste: measured, or what fits the measured LHV, or of the components."""
    if waste.moisture_percent is not None:
        return waste.moisture_percent / 100
    if waste.lhv_mj_per_kg is None:
        return from_parts.moisture
    # On given dry matter every formula is linear in the water.
    dry, half = (
        lhv_mj_per_kg(with_moisture(from_parts, water), waste.heating_value_formula)
        for water in (0.0, 0.5)
    )
    fitting = 0.5 * (dry - waste.lhv_mj_per_kg) / (dry - half)
    possible = (fitting >= 0.0) & (fitting <= HIGHEST_MOISTURE)
    return np.where(possible, fitting, from_parts.moisture)[()]
