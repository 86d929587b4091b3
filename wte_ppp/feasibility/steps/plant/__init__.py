"""The plant step, a module a part."""

from wte_ppp.feasibility.steps.plant.step import plant_step
from wte_ppp.feasibility.steps.plant.years import PlantYears

__all__ = ["PlantYears", "plant_step"]
