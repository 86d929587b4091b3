"""What the scales of a country's rules depend on, as a study has it."""

from collections.abc import Mapping

import numpy as np

from wte_ppp.arrays import mean_of
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.model import plant_outcomes
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.guidance.shapes import Situation
from wte_ppp.guidance.values import needs

POWER, CAPACITY = "capacity_mw", "capacity_t_per_day"


def asked(rules: Mapping[str, ResolvedRule]) -> frozenset[str]:
    """Names that the rules which fill or bind an input depend on."""
    values = [rule.value for rule in rules.values() if rule.feeds]
    values += [bound.value for rule in rules.values() for bound in rule.bounds]
    return frozenset(name for value in values for name in needs(value))


def situation_of(study: StudyDefinition, rules: Mapping[str, ResolvedRule]) -> Situation:
    """What of a study its country's scales depend on, in the base case and before finance.

    Parameters
    ----------
    study
        A valid definition; its tariff may be unknown.
    rules
        In force on its day.

    Returns
    -------
    Situation
        Only what a rule asks: `capacity_mw` is the gross design power of the study's own plant,
        `capacity_t_per_day` its capacity. The year of operation is the project's.
    """
    names = asked(rules)
    situation: dict[str, float | str] = {}
    if CAPACITY in names:
        situation[CAPACITY] = mean_of(study.plant.capacity_t_per_day)
    if POWER in names:
        power = mean_of(plant_outcomes(study).gross_mw)
        if np.isfinite(power) and power > 0:
            situation[POWER] = power
    return situation
