"""Keys of amounts as a study writes them: with the code of their currency, or plain.

`capex_usd` is in USD for ever, `capex_vnd` in VND, `capex` in the study's own money: all three
write the field `capex_usd` of the definition, which stands for the study's money.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from wte_ppp.currencies import PER_USD, USD, is_currency, money_in
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.reading import RESULT_SECTIONS
from wte_ppp.field_problems import section_in

_USD = re.compile(r"(|.*?_)usd(|_.*)")


@dataclass(frozen=True)
class Key:
    """A key as written: the field that it writes, its name there, and the currency it names."""

    name: str
    field: FieldInfo | None
    currency: str | None = None


def unit_of_field(field: FieldInfo) -> str:
    """Unit on the card of an input or of an outcome; of other fields an empty text."""
    extra = field.json_schema_extra
    unit = extra.get("unit") if isinstance(extra, dict) else None
    return unit if isinstance(unit, str) else ""


def is_money(field: FieldInfo | None) -> bool:
    """Whether a field holds amounts of the study's money."""
    return field is not None and money_in(unit_of_field(field)) == USD


def key_in(model: type[BaseModel], key: str) -> Key:
    """What a written key means in a section.

    Parameters
    ----------
    model
        Definition of the section, or part of the result.
    key
        As written.

    Returns
    -------
    Key
        Of one that the section does not know, the key itself without a field.

    Examples
    --------
    >>> from wte_ppp.feasibility.definition.cost import CostSection
    >>> [key_in(CostSection, key).name for key in ("capex", "capex_vnd", "capex_usd", "staff")]
    ['capex_usd', 'capex_usd', 'capex_usd', 'staff']
    >>> key_in(CostSection, "staff_idr_per_year").currency
    'IDR'
    """
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    if key in fields:
        field = fields[key]
        return Key(key, field, USD if is_money(field) and _USD.fullmatch(key) else None)
    for name, field in fields.items():
        if unit_of_field(field).endswith(PER_USD) and key.startswith(name.removesuffix("usd")):
            code = key[len(name) - len(USD) :].upper()
            if is_currency(code):
                return Key(name, field, code)
        found = _USD.fullmatch(name)
        if not found or not is_money(field):
            continue
        before, after = found[1], found[2]
        if key == f"{before}{after[1:]}".strip("_"):
            return Key(name, field)
        written = re.fullmatch(f"{re.escape(before)}([a-z]{{3}}){re.escape(after)}", key)
        if written and is_currency(written[1].upper()):
            return Key(name, field, written[1].upper())
    return Key(key, None)


def keys_of(name: str) -> str | None:
    """Pattern of the keys that write a field of money, plain or with a code; None without `usd`.

    >>> keys_of("staff_usd_per_year")
    '^(staff_[a-z]{3}_per_year|staff_per_year)$'
    """
    found = _USD.fullmatch(name)
    if not found:
        return None
    plain = f"{found[1]}{found[2][1:]}".strip("_")
    return f"^({found[1]}[a-z]{{3}}{found[2]}|{plain})$"


@dataclass(frozen=True)
class Path:
    """A dotted path as written: the input or outcome of it, its unit if money, its currency."""

    path: str
    unit: str = ""
    currency: str | None = None


@cache
def path_of(word: str) -> Path:
    """What a written path means: an input of a study, or else an outcome of its result.

    Examples
    --------
    >>> path_of("finance.tipping_fee_vnd_per_t")
    Path(path='finance.tipping_fee_usd_per_t', unit='USD/t', currency='VND')
    >>> path_of("waste.streams.rice husk.tipping_fee_per_t").path
    'waste.streams.rice husk.tipping_fee_usd_per_t'
    >>> path_of("finance.lcow_vnd_per_t").path, path_of("plant.lines").unit
    ('finance.lcow_usd_per_t', '')
    """
    first, *names = word.split(".")
    found = _along(StudyDefinition, [first, *names], "")
    if found is None and first in RESULT_SECTIONS:
        found = _along(RESULT_SECTIONS[first], names, first)
    return found or Path(word)


def _along(model: type[BaseModel], names: list[str], begin: str) -> Path | None:
    within: type[BaseModel] | None = model
    path, unit, currency, named = begin, "", None, False
    for name in names:
        if named:  # of a stream, a component, a pollutant, the place in a list
            path, named = f"{path}.{name}", False
            continue
        key = key_in(within, name) if within is not None else Key(name, None)
        if key.field is None:
            return None
        path = f"{path}.{key.name}" if path else key.name
        if is_money(key.field):
            unit, currency = unit_of_field(key.field), key.currency
        within, named = section_in(key.field), by_name(key.field)
    return Path(path, unit, currency)


def by_name(field: FieldInfo | None) -> bool:
    """Whether a field holds entries by name, or a list of them."""
    kinds = (field.annotation, *get_args(field.annotation)) if field is not None else ()
    return any(get_origin(kind) in (dict, tuple) for kind in kinds)
