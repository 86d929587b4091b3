"""Part of the waste step: composition, water, ash and heating value of what arrives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.waste import ComponentProperties, WasteSection
from wte_ppp.waste.composition import Analysis, Component, mix, wet_shares, with_soil
from wte_ppp.waste.reconcile import (
    ELEMENTS,
    HEAT,
    Reconciled,
    Spread,
    carried_over,
    reconcile,
)
from wte_ppp.waste.sorting import after_sorting
from wte_ppp.waste.supply import changed_shares


@dataclass(frozen=True)
class MixedWaste:
    """Waste at the gate, after sorting; shares, analysis and carbon of components in kg/kg.

    `from_parts` and `state` are those before sorting, of the first year. All else is (..., years)
    where the composition changes.
    """

    shares: Mapping[str, Numeric]
    kept_share: Numeric
    from_parts: Analysis
    state: Reconciled
    analysis: Analysis
    carbon: Mapping[str, Numeric]
    lhv_mj_per_kg: Numeric


def mixed_waste(waste: WasteSection, calendar: FloatArray | None = None) -> MixedWaste:
    """Mix the components, reconcile with what was measured, and take out what is sorted out.

    With the calendar years of operation the composition follows the study's changes, and what was
    measured moves with it.
    """
    shares, components = parts_of(waste)
    first_parts = mix(shares, components)
    first = measured_state(waste, first_parts)
    from_parts, state = first_parts, first
    if waste.composition_changes and calendar is not None:
        shares, components = parts_of(with_changes(waste, calendar))
        from_parts = mix(shares, components)
        state = carried_over(first, first_parts, from_parts, {}, waste.heating_value_formula)
    kept = state
    share_left: Numeric = 1.0
    if waste.removed_percent:
        removed = {name: percent / 100 for name, percent in waste.removed_percent.items()}
        left, share_left = after_sorting(shares, removed)
        kept = carried_over(
            state, from_parts, mix(left, components), {}, waste.heating_value_formula
        )
        shares = left
    # What was measured of the mix tells how much carbon each component brings.
    corrected = state.analysis.carbon / from_parts.carbon
    return MixedWaste(
        shares=shares,
        kept_share=share_left,
        from_parts=first_parts,
        state=first,
        analysis=kept.analysis,
        carbon={
            name: component.carbon * (1 - component.moisture) * corrected
            for name, component in components.items()
        },
        lhv_mj_per_kg=kept.lhv_mj_per_kg,
    )


def with_changes(waste: WasteSection, calendar: FloatArray) -> WasteSection:
    """The waste with its composition in each calendar year, (..., years)."""
    assert waste.composition_percent is not None
    changes = sorted((waste.composition_changes or {}).values(), key=lambda change: change.year)
    stated = [waste.composition_percent]
    for change in changes:
        total = np.asarray(sum(change.composition_percent.values()))
        stated.append(
            {name: share / total * 100 for name, share in change.composition_percent.items()}
        )
    names = list(dict.fromkeys(name for shares in stated for name in shares))
    knots = [float(calendar[0]), *(float(change.year) for change in changes)]
    straight = [change.course == "straight_line" for change in changes]
    return waste.model_copy(
        update={
            "composition_percent": {
                name: changed_shares(
                    [shares.get(name, 0.0) for shares in stated], knots, straight, calendar
                )
                for name in names
            }
        }
    )


def parts_of(waste: WasteSection) -> tuple[dict[str, Numeric], dict[str, Component]]:
    """Wet shares of the components before sorting, and what each is made of, kg/kg."""
    assert waste.composition_percent is not None
    shares = {name: share / 100 for name, share in waste.composition_percent.items()}
    components = components_of(waste, shares)
    if waste.composition_basis == "dry":
        shares = wet_shares(
            shares, {name: component.moisture for name, component in components.items()}
        )
    return shares, components


def measured_state(waste: WasteSection, from_parts: Analysis) -> Reconciled:
    """Analysis and heating value of the mixed waste, reconciled with what was measured of it."""
    formula = waste.heating_value_formula
    return reconcile(from_parts, measured_of(waste), spread_of(waste), formula)


def spread_of(waste: WasteSection) -> Spread:
    """Spread that weighs what a reconciliation moves."""
    stated = waste.analysis_spread
    return Spread(
        moisture=stated.moisture_percent / 100,
        ash=stated.ash_percent / 100,
        **{name: getattr(stated, f"{name}_percent") / 100 for name in ELEMENTS},
        lhv=stated.lhv_mj_per_kg,
    )


def measured_of(waste: WasteSection) -> dict[str, Numeric]:
    """What the study states of the mixed waste: shares in kg/kg as received, LHV in MJ/kg."""
    shares: dict[str, Numeric | None] = {
        "moisture": waste.moisture_percent,
        "ash": waste.ash_percent,
    }
    shares |= {str(name): share for name, share in (waste.elements_percent or {}).items()}
    measured = {name: share / 100 for name, share in shares.items() if share is not None}
    if waste.lhv_mj_per_kg is not None:
        measured[HEAT] = waste.lhv_mj_per_kg
    return measured


def components_of(waste: WasteSection, names: Iterable[str]) -> dict[str, Component]:
    """What components of the waste are made of as sampled, kg/kg, with the soil on clean ones."""
    soil = waste.adhering_soil_percent / 100
    return {
        name: with_soil(component, soil)
        if waste.components[name].adhering_soil == "added"
        else component
        for name in names
        for component in (_component(waste.components[name]),)
    }


def _component(stated: ComponentProperties) -> Component:
    """Component in kg/kg with dry matter that sums to one exactly."""
    dry = {name: np.asarray(getattr(stated, f"{name}_percent")) for name in ("ash", *ELEMENTS)}
    total = sum(dry.values())
    return Component(
        moisture=stated.moisture_percent / 100,
        **{name: (share / total)[()] for name, share in dry.items()},
    )
