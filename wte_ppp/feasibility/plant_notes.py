"""Notes on the plant: waste that needs fuel, steam that eats tubes and blades."""

from collections.abc import Iterator

import numpy as np

from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.result import Outcomes
from wte_ppp.messages import Message

SUPPORT_TO_NOTE = 0.005
# Assumption: no published limit was found; a plant that lives on oil burns oil, not waste.
TOO_POOR = 0.20


def on_support(study: StudyDefinition, outcomes: Outcomes) -> Iterator[Message]:
    """Fuel that waste takes to burn out, and waste that is too poor to burn."""
    plant = outcomes.plant
    share = _mean(np.divide(plant.support_mw, plant.thermal_mw))
    if not share > SUPPORT_TO_NOTE:
        return
    lhv, least = _mean(outcomes.waste.fired_lhv_mj_per_kg), _mean(plant.lhv_min_mj_per_kg)
    if share > TOO_POOR:
        yield Message(
            "The waste is too poor to burn alone: {lhv:.2f} MJ/kg as fired, while the flue gas "
            "keeps {required:.0f} °C for two seconds from {least:.2f} MJ/kg up. Auxiliary fuel "
            "gives {share:.0f} % of the heat. Keep stones and ash out, drain or dry the waste, "
            "heat the air further, or add richer waste.",
            lhv=lhv,
            required=_mean(study.plant.burnout_c),
            least=least,
            share=100 * share,
        )
    else:
        yield Message(
            "Auxiliary fuel gives {share:.1f} % of the heat: the flue gas keeps {required:.0f} °C "
            "for two seconds from {least:.2f} MJ/kg up. Its cost and its CO2 are counted.",
            share=100 * share,
            required=_mean(study.plant.burnout_c),
            least=least,
        )


def _mean(value: object) -> float:
    return float(np.mean(np.asarray(value, dtype=float)))
