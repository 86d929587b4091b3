"""Inputs of a study that a rule of a country profile may fill."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pydantic import BaseModel

from wte_ppp.cards import card_of
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.field_problems import section_in


@cache
def study_inputs() -> Mapping[str, str]:
    """Unit by dotted path of every input that holds one number or word.

    Returns
    -------
    Mapping[str, str]
        '' for words.

    Examples
    --------
    >>> study_inputs()["finance.tax.rate_percent"]
    '%'
    """
    return MappingProxyType(dict(_below(StudyDefinition, "")))


def _below(model: type[BaseModel], path: str) -> list[tuple[str, str]]:
    fed: list[tuple[str, str]] = []
    for name, field in model.model_fields.items():
        if not path and name == "risk":
            continue
        place = f"{path}.{name}" if path else name
        inner = section_in(field)
        if inner is not None:
            fed += _below(inner, place)
        elif "." in place:
            fed.append((place, card_of(field).unit))
    return fed
