"""Part of the plant step: flue gas, raw and cleaned, and what leaves the stack in a year."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.definition.plant_parts import POLLUTANTS, StackSection
from wte_ppp.feasibility.result.plant import StackResult
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.plant import stack
from wte_ppp.plant.gases import FlueGas
from wte_ppp.plant.reagents import acid_gases_kmol_per_t
from wte_ppp.sources import table

REFERENCE_O2_PERCENT = 11.0


def stack_gas(
    plant: PlantSection, gate: Gate, gas: FlueGas, fired_t_per_year: Numeric
) -> StackResult:
    """Find concentrations before and behind the flue gas treatment, and yearly loads."""
    volume = stack.dry_nm3_per_t_at_reference(gas.dry_nm3, gas.dry_o2_percent, REFERENCE_O2_PERCENT)
    rules = plant.residues
    hcl, so2 = acid_gases_kmol_per_t(
        gate.fired.chlorine,
        gate.fired.sulfur,
        rules.chlorine_to_gas_percent / 100,
        rules.sulfur_to_gas_percent / 100,
    )
    formed = {
        "HCl": stack.acid_mg_per_nm3("HCl", hcl, volume),
        "SO2": stack.acid_mg_per_nm3("SO2", so2, volume),
    }
    raw = {name: formed.get(name, _typical_raw().get(name, np.nan)) for name in POLLUTANTS}
    offered = plant.stack.guaranteed_mg_per_nm3 or {}
    cleaned = {
        name: offered.get(name, stack.cleaned(raw[name], removals(plant.stack, name)))
        for name in POLLUTANTS
    }
    return StackResult(
        flue_gas_reference_nm3_per_t=volume,
        raw_gas_mg_per_nm3=raw,
        stack_mg_per_nm3=cleaned,
        stack_kg_per_year={
            name: mg_per_nm3 * volume * fired_t_per_year / 1e6
            for name, mg_per_nm3 in cleaned.items()
        },
    )


def removals(treatment: StackSection, pollutant: str) -> dict[str, float]:
    """Share of a pollutant that each offered stage removes [-], by technology."""
    offered = (treatment.acid_gas, treatment.nox, treatment.dust, treatment.activated_carbon)
    return {name: share for name, share in _removal_table(pollutant).items() if name in offered}


@cache
def _typical_raw() -> Mapping[str, float]:
    rows = table("flue_gas_treatment")
    return {row["pollutant"]: float(row["value"]) for row in rows if row["quantity"] == "raw"}


@cache
def _removal_table(pollutant: str) -> Mapping[str, float]:
    return {
        row["technology"]: float(row["value"]) / 100
        for row in table("flue_gas_treatment")
        if (row["quantity"], row["pollutant"]) == ("removal", pollutant)
    }
