"""Names of a stored result in another money than USD, back to those of the package."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from wte_ppp.currencies import Money
from wte_ppp.feasibility.money_names import path_of
from wte_ppp.field_problems import section_in


def with_names_of(model: type[BaseModel], data: Any, money: Money) -> Any:
    """Stored data of a result under the names of its model.

    Parameters
    ----------
    model
        `StudyResult`, or a part of it.
    data
        As read; names end in the code of the study's money, or in `_usd`.
    money
        Of the study.

    Returns
    -------
    Any
        Paths of inputs and outcomes too have the package's names.
    """
    if isinstance(data, list):
        return [with_names_of(model, one, money) for one in data]
    if not isinstance(data, Mapping):
        return data
    fields: dict[str, FieldInfo] = {
        str(field.alias or name): field for name, field in model.model_fields.items()
    }
    found: dict[str, Any] = {}
    for name, field in fields.items():
        word = name if name in data else money.name(name)
        if word in data:
            found[name] = _of_field(field, data[word], money)
    known = {*fields, *map(money.name, fields)}
    return {**found, **{word: value for word, value in data.items() if word not in known}}


def _of_field(field: FieldInfo, value: Any, money: Money) -> Any:
    section = section_in(field)
    if section is None:
        return _paths(value, money)
    if isinstance(value, Mapping) and not set(value) & _words(section, money):
        return {key: with_names_of(section, one, money) for key, one in value.items()}
    return with_names_of(section, value, money)


def _words(model: type[BaseModel], money: Money) -> set[str]:
    names = {str(field.alias or name) for name, field in model.model_fields.items()}
    return names | {money.name(name) for name in names}


def _paths(value: Any, money: Money) -> Any:
    """Paths with the money's code, alone or in a list, as the package names them."""
    if isinstance(value, list):
        return [_paths(one, money) for one in value]
    named = isinstance(value, str) and "." in value and " " not in value
    if named and money.code.lower() in value:
        return path_of(value).path
    return value
