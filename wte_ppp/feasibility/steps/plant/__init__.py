"""The plant step, a module a part."""

from wte_ppp.feasibility.steps.plant.step import plant_step

__all__ = ["plant_step"]
