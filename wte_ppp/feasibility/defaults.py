"""Defaults of a study's inputs, each with its source: on their cards and in the waste tables."""

from collections.abc import Iterator, Mapping
from typing import Any, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from wte_ppp.cards import card_of
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.definition.waste import ComponentProperties
from wte_ppp.feasibility.origin import Origin
from wte_ppp.field_problems import section_in
from wte_ppp.messages import Quoted, sentence
from wte_ppp.sources import table


def default_values() -> dict[str, tuple[Any, Origin]]:
    """Defaults that ship with the package, by dotted path.

    Returns
    -------
    dict[str, tuple[Any, Origin]]
        Value and origin; from the cards of the inputs and data/waste_components.csv.

    Examples
    --------
    >>> value, origin = default_values()["plant.steam_pressure_bar"]
    >>> value, origin.layer
    (40.0, 'default')
    """
    values = dict(defaults_of(StudyDefinition, "", {}))
    names = {
        "bunker_moisture_percent": "moisture_percent",
        "fcc_percent": "total_carbon_percent",
        "ffc_percent": "fossil_carbon_percent",
    }
    for row in table("waste_components"):
        name = names.get(row["property"], row["property"])
        if name not in ComponentProperties.model_fields or row["property"] == "moisture_percent":
            continue
        origin = _of_default(row["status"], row["source"], row["note"])
        values[f"waste.components.{row['component']}.{name}"] = (_read(row["value"]), origin)
    return values


def defaults_of(
    model: type[BaseModel], path: str, stated: Any
) -> Iterator[tuple[str, tuple[Any, Origin]]]:
    """Defaults on the cards of a section, of the sections it always has, and of those stated."""
    for name, field in model.model_fields.items():
        place = f"{path}.{name}" if path else name
        below = stated.get(name) if isinstance(stated, Mapping) else None
        section = section_in(field)
        if section is not None and (section is field.annotation or _opens(field, below)):
            yield from defaults_of(section, place, below)
        elif default := card_of(field).default:
            value = list(default.value) if isinstance(default.value, tuple) else default.value
            yield place, (value, _of_default(default.status, default.source, default.note))


def _opens(field: FieldInfo, stated: Any) -> bool:
    """Whether a study opens a section that it may leave out; those by name have no defaults."""
    return isinstance(stated, Mapping) and get_origin(field.annotation) is not dict


def _of_default(status: str, source: str, note: str) -> Origin:
    """Origin of a default: published sources are titles, all else is the package's own text."""
    cited = Quoted(source, "default") if status == "published" else sentence(source)
    return Origin("default", status, cited, sentence(note) if note else None)


def _read(text: str) -> Any:
    """Number or word of a table's cell."""
    try:
        return float(text)
    except ValueError:
        return text
