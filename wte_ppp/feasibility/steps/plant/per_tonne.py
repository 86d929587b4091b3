"""Part of the plant step: reagents and residues of a tonne."""

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.steps.waste import Gate
from wte_ppp.plant import reagents, residues


def per_tonne(plant: PlantSection, gate: Gate) -> dict[str, Numeric]:
    """Reagents and residues, kg per tonne fired."""
    rules = plant.residues
    to_gas = {
        "chlorine_to_gas": rules.chlorine_to_gas_percent / 100,
        "sulfur_to_gas": rules.sulfur_to_gas_percent / 100,
    }
    fly_share = rules.fly_ash_share_of_ash_percent / 100
    chlorine, sulfur = gate.fired.chlorine, gate.fired.sulfur
    lime = reagents.slaked_lime_kg_per_t(
        chlorine, sulfur, stoichiometric_ratio=rules.lime_stoichiometric_ratio, **to_gas
    )
    # What is not built takes no reagent.
    carbon = 0.0 if plant.stack.activated_carbon == "none" else rules.activated_carbon_kg_per_t
    ammonia = 0.0 if plant.stack.nox == "none" else rules.ammonia_25_percent_kg_per_t
    metals = residues.metals_recovered_kg_per_t(
        gate.shares.get("metals", 0.0) / gate.mass_ratio, rules.metal_recovery_percent / 100
    )
    dry = residues.bottom_ash_dry_kg_per_t(
        gate.fired.ash, fly_share, plant.unburnt_percent_of_bottom_ash / 100
    )
    return {
        "lime_t": lime,
        "activated_carbon_t": carbon,
        "ammonia_t": ammonia,
        "bottom_ash_t": residues.bottom_ash_wet_kg_per_t(
            np.maximum(dry - metals, 0.0), rules.bottom_ash_moisture_percent / 100
        ),
        "fly_ash_t": residues.flue_gas_residue_kg_per_t(
            residues.fly_ash_kg_per_t(gate.fired.ash, fly_share),
            lime,
            carbon,
            chlorine,
            sulfur,
            **to_gas,
        ),
        "metals_t": metals,
    }
