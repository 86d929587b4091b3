"""Support fuel burnt with waste: the two as one fuel, with the air of each."""

from dataclasses import dataclass, fields

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.plant.combustion import oxygen_demand_kmol_per_kg
from wte_ppp.waste.composition import Analysis

# Light fuel oil (assumption: CH1.86, as EN 590 diesel), burnt with a fifth more air than it needs.
OIL = Analysis(
    moisture=0.0, ash=0.0, carbon=0.865, hydrogen=0.135, oxygen=0.0, nitrogen=0.0, sulfur=0.0,
    chlorine=0.0,
)  # fmt: skip
OIL_MJ_PER_KG = 42.8
OIL_AIR_RATIO = 1.2


@dataclass(frozen=True)
class Mixture:
    """A kilogram of waste and support fuel: its air over what it needs, oil to 1 kg of waste."""

    analysis: Analysis
    lhv_mj_per_kg: Numeric
    excess_air_ratio: Numeric
    oil_kg: Numeric


def with_fuel(
    analysis: Analysis,
    lhv_mj_per_kg: Numeric,
    excess_air_ratio: Numeric,
    fuel_mj_per_kg: Numeric,
) -> Mixture:
    """Waste and its support fuel as one fuel.

    Parameters
    ----------
    analysis : Analysis
        Of the waste [kg/kg].
    lhv_mj_per_kg : float or array
        Its heating value [MJ/kg].
    excess_air_ratio : float or array
        Air of the waste over what it needs [-]; the oil has 1.2 of its own.
    fuel_mj_per_kg : float or array
        Heat of light fuel oil burnt with a kilogram of waste [MJ/kg].

    Returns
    -------
    Mixture
        Of both; without fuel the waste itself.

    Examples
    --------
    4 MJ/kg of waste with 0.1 kg of oil: (4 + 4.28)/1.1; the air of each over what both need.

    >>> waste = Analysis(moisture=0.6, ash=0.2, carbon=0.2, hydrogen=0, oxygen=0, nitrogen=0,
    ...                  sulfur=0, chlorine=0)
    >>> mixed = with_fuel(waste, 4.0, 1.6, 4.28)
    >>> round(float(mixed.analysis.moisture), 4), round(float(mixed.lhv_mj_per_kg), 4)
    (0.5455, 7.5273)
    >>> need, oil = 0.2 / 12.011, 0.1 * (0.865 / 12.011 + 0.135 / 4 / 1.008)
    >>> bool(abs(mixed.excess_air_ratio - (1.6 * need + 1.2 * oil) / (need + oil)) < 1e-12)
    True
    """
    if not np.any(fuel_mj_per_kg):
        return Mixture(analysis, lhv_mj_per_kg, excess_air_ratio, 0.0)
    oil_kg = np.asarray(fuel_mj_per_kg) / OIL_MJ_PER_KG
    parts = {
        field.name: (getattr(analysis, field.name) + oil_kg * getattr(OIL, field.name))
        / (1.0 + oil_kg)
        for field in fields(Analysis)
    }
    of_waste = oxygen_demand_kmol_per_kg(analysis)
    of_oil = oil_kg * oxygen_demand_kmol_per_kg(OIL)
    air = excess_air_ratio * of_waste + OIL_AIR_RATIO * of_oil
    return Mixture(
        Analysis(**parts),
        (lhv_mj_per_kg + np.asarray(fuel_mj_per_kg)) / (1.0 + oil_kg),
        air / (of_waste + of_oil),
        oil_kg,
    )
