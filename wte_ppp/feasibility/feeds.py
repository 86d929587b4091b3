"""Inputs of a study that a rule of a country profile may fill."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from wte_ppp.cards import card_of, range_of
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.field_problems import section_in, words_in
from wte_ppp.guidance.inputs import Input


@cache
def study_inputs() -> Mapping[str, Input]:
    """Every input that holds one number or word, by dotted path.

    Returns
    -------
    Mapping[str, Input]
        Unit, ranges and words of each.

    Examples
    --------
    >>> study_inputs()["finance.tax.rate_percent"].unit
    '%'
    """
    return MappingProxyType(dict(_below(StudyDefinition, "")))


def _below(model: type[BaseModel], path: str) -> list[tuple[str, Input]]:
    fed: list[tuple[str, Input]] = []
    for name, field in model.model_fields.items():
        if not path and name in ("risk", "project"):
            continue
        place = f"{path}.{name}" if path else name
        inner = section_in(field)
        if inner is not None:
            fed += _below(inner, place)
        elif "." in place:
            fed.append((place, _input(field)))
    return fed


def _input(field: FieldInfo) -> Input:
    """What a rule that fills a field is held against."""
    card = card_of(field)
    ranged = card.unknown is not None and card.unknown.cautious is not None
    return Input(card.unit, range_of(field), words_in(field), ranged)
