"""The study file as frozen models: what a user may write, in which unit, in which range."""

from wte_ppp.feasibility.definition.study import StudyDefinition

__all__ = ["StudyDefinition"]
