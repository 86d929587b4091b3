"""Make the tables of the documentation from the code and data that they describe.

A page holds a table between the lines `<!-- table:NAME -->` and `<!-- /table:NAME -->`. A test
compares them with what is made here; after a change of a field or a default, run from the root::

    python -m tools.renew
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import chp_table
import climate_tables
import defaults_table
import effects_table
import glossary_table
import guidance_tables
import model_rows_table
import plants_table
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from wte_ppp.cards import Card, Default, card_of
from wte_ppp.feasibility.defaults import default_values
from wte_ppp.feasibility.definition import StudyDefinition, risk
from wte_ppp.feasibility.definition.waste import ComponentProperties
from wte_ppp.feasibility.findings import LIMITS
from wte_ppp.feasibility.outcomes import Series
from wte_ppp.feasibility.outcomes import card_of as card_of_outcome
from wte_ppp.feasibility.reading import RESULT_SECTIONS
from wte_ppp.field_problems import field_at, section_in
from wte_ppp.mrv.facility import FACILITY_DEFAULTS
from wte_ppp.mrv.facility_file import FacilityDefinition

DOCS = Path(__file__).resolve().parent
RISK_PARTS: Mapping[str, type[BaseModel]] = {
    "risk.": risk.RiskSection,
    "…": risk.Spread,
    "risk.correlations.N.": risk.CorrelationSection,
    "risk.outages.NAME.": risk.OutageEvent,
    "risk.delays.NAME.": risk.DelayEvent,
    "risk.changes.NAME.": risk.ChangeEvent,
}
HEAD_FIELDS = ("schema_", "name", "location", "country", "as_of", "description", "sources")


def renewed(page: str) -> str:
    """Text of a page with each of its tables made anew.

    Parameters
    ----------
    page
        Markdown.

    Returns
    -------
    str
        Markdown.
    """

    def fill(match: re.Match[str]) -> str:
        name = match["name"]
        return f"<!-- table:{name} -->\n\n{TABLES[name]()}\n\n<!-- /table:{name} -->"

    pattern = r"<!-- table:(?P<name>[\w-]+) -->.*?<!-- /table:(?P=name) -->"
    return re.sub(pattern, fill, page, flags=re.DOTALL)


def _markdown(head: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> str:
    """Rows as a Markdown table; bars in a cell would end it."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        "| " + " | ".join(" ".join(str(cell).split()).replace("|", "\\|") for cell in line) + " |"
        for line in lines
    )


def _section(name: str) -> Callable[[], str]:
    """Table of one section of the study file."""
    model = StudyDefinition.model_fields[name].annotation
    assert isinstance(model, type)
    return lambda: _markdown(
        ("Field", "Unit", "Allowed", "Default", "Meaning"), _fields(model, name)
    )


def _fields(model: type[BaseModel], path: str) -> Iterator[tuple[str, ...]]:
    defaults = default_values()
    for name, field in model.model_fields.items():
        place = f"{path}.{name}"
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _fields(field.annotation, place)
            continue
        if place == "waste.components":
            meaning = f"{_meaning(card_of(field))}; see below"
            yield f"`{place}`", "", "a mapping", "the table of components", meaning
            continue
        inner = section_in(field)
        card = card_of(field)
        default = "required"
        if place in defaults:
            default = _shown(defaults[place][0])
        elif not field.is_required():
            default = "left out" if inner else _default(field.default)
        allowed = _allowed(field)
        if card.range and card.range.usual:
            low, high = card.range.usual
            allowed += f"; usual {low:g} to {high:g}"
        yield f"`{place}`", card.unit, allowed, default, _meaning(card)
        if inner:
            named = ".NAME" if get_origin(field.annotation) is dict else ""
            yield from _fields(inner, place + named)


def _allowed(field: FieldInfo) -> str:
    """Allowed values in words, without the unit that has its own column."""
    card = card_of(field)
    if get_origin(field.annotation) is Literal:
        return ", ".join(str(word) for word in get_args(field.annotation))
    if card.range:
        return card.range.allowed.removesuffix(card.unit).strip() or "number"
    return "text" if field.annotation in (str, str | None) else "a mapping"


def _meaning(card: Card) -> str:
    """Label of an input, and what a reader must know beside it."""
    return f"**{card.label}**. {card.description}" if card.description else f"**{card.label}**"


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_shown(one) for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _head() -> str:
    """Table of the top of the study file."""
    rows = []
    for name in HEAD_FIELDS:
        field = StudyDefinition.model_fields[name]
        need = "yes" if field.is_required() else "no"
        rows.append((f"`{field.alias or name}`", need, _meaning(card_of(field))))
    return _markdown(("Field", "Required", "Meaning"), iter(rows))


def _risk() -> str:
    """Table of the risk section and of what stands in it."""

    def rows() -> Iterator[tuple[str, ...]]:
        for place, model in RISK_PARTS.items():
            for name, field in model.model_fields.items():
                card = card_of(field)
                default = "required" if field.is_required() else _default(field.default)
                yield (
                    f"`{place}{name}`", card.unit, _allowed(field), default, _meaning(card)
                )  # fmt: skip

    return _markdown(("Field", "Unit", "Allowed", "Default", "Meaning"), rows())


def _default(value: Any) -> str:
    nothing = value is None or value in ((), {}) or value is PydanticUndefined
    return "left out" if nothing or isinstance(value, type) else _shown(value)


def _component_fields() -> str:
    """Table of what describes one component of waste."""

    def rows() -> Iterator[tuple[str, ...]]:
        for name, field in ComponentProperties.model_fields.items():
            card = card_of(field)
            yield f"`{name}`", card.unit, _allowed(field), _meaning(card)

    return _markdown(("Field", "Unit", "Allowed", "Meaning"), rows())


def _component_values() -> str:
    """Table of the components that ship with the package."""
    columns = ("moisture", "ash", "carbon", "hydrogen", "oxygen", "chlorine", "doc")
    values: dict[str, dict[str, str]] = {}
    for path, (value, _) in default_values().items():
        if path.startswith("waste.components."):
            _, _, component, name = path.split(".")
            values.setdefault(component, {})[name] = _shown(value)
    rows = (
        (f"`{name}`", *(one[f"{column}_percent"] for column in columns), one["decay_class"])
        for name, one in values.items()
    )
    units = ("% wet", *("% dry" for _ in columns[1:-1]), "% wet")
    head = (f"{name}, {unit}" for name, unit in zip(columns, units, strict=True))
    return _markdown(("Component", *head, "decay class"), rows)


def _defaults() -> str:
    """Table of defaults with their sources."""

    def row(path: str, field: FieldInfo, default: Default[Any]) -> tuple[str, ...]:
        value = list(default.value) if isinstance(default.value, tuple) else default.value
        unit = card_of(field).unit
        return f"`{path}`", _shown(value), unit, default.status, default.source, default.note

    def rows() -> Iterator[tuple[str, ...]]:
        for path in default_values():
            field = field_at(StudyDefinition, path.split("."))
            if field and (default := card_of(field).default):
                yield row(path, field, default)
        for name, default in FACILITY_DEFAULTS.items():
            yield row(f"facility.{name}", FacilityDefinition.model_fields[name], default)

    return _markdown(("Input", "Value", "Unit", "Status", "Source", "Note"), rows())


def _outcomes(section: str) -> Callable[[], str]:
    """Table of one section of the result."""
    rows = list(_outcomes_of(RESULT_SECTIONS[section], section))
    return lambda: _markdown(("Field", "Unit", "Form", "Meaning"), iter(rows))


def _outcomes_of(model: type[BaseModel], place: str) -> Iterator[tuple[str, ...]]:
    for name, field in model.model_fields.items():
        below = section_in(field)
        if below is None or get_origin(field.annotation) is tuple:
            card = card_of_outcome(field)
            meaning = card.meaning or (_meaning_of(below) if below else "")
            yield f"`{place}.{name}`", card.unit, _form(field), meaning
        else:
            yield from _outcomes_of(below, f"{place}.{name}")


def _meaning_of(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").split("\n")[0]


def _form(field: FieldInfo) -> str:
    """Whether a field of the result is one number, a series, or a mapping of either."""
    annotation = field.annotation
    if annotation is str:
        return "text"
    if get_origin(annotation) is tuple:
        return "rows"
    if get_origin(annotation) is dict:
        return ("yearly" if get_args(annotation)[1] == Series else "number") + ", by name"
    # The validator of the alias `Series` tells it from `Outcome` once pydantic has unwrapped it.
    return "yearly" if get_args(Series)[1] in field.metadata else "number"


def _limits() -> str:
    """Table of the rules that are held against a result."""

    def rows() -> Iterator[tuple[str, ...]]:
        for rule, (path, side) in LIMITS.items():
            section, _, name = path.partition(".")
            meaning = RESULT_SECTIONS[section].model_fields[name].description or ""
            yield f"`{rule}`", f"`{path}`", meaning, side

    return _markdown(("Rule", "Limits", "Meaning", "Side"), rows())


def _made(rows: guidance_tables.Rows) -> Callable[[], str]:
    return lambda: _markdown(*rows())


TABLES: Mapping[str, Callable[[], str]] = {
    "study-head": _head,
    **{
        f"study-{name}": _section(name) for name in ("waste", "plant", "cost", "finance", "climate")
    },
    "study-risk": _risk,
    "component-fields": _component_fields,
    "component-values": _component_values,
    "defaults": _defaults,
    "limits": _limits,
    **{f"result-{name}": _outcomes(name) for name in RESULT_SECTIONS},
    **{name: _made(make) for name, make in guidance_tables.TABLES.items()},
    **{name: _made(make) for name, make in effects_table.TABLES.items()},
    **{name: _made(make) for name, make in plants_table.TABLES.items()},
    **{name: _made(make) for name, make in chp_table.TABLES.items()},
    **{name: _made(make) for name, make in climate_tables.TABLES.items()},
    **{name: _made(make) for name, make in defaults_table.TABLES.items()},
    **{name: _made(make) for name, make in model_rows_table.TABLES.items()},
    "glossary": lambda: _markdown(glossary_table.HEAD, glossary_table.glossary_rows()),
}


if __name__ == "__main__":
    for path in sorted(DOCS.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        if (new := renewed(text)) != text:
            path.write_text(new, encoding="utf-8")
            print(f"renewed {path.relative_to(DOCS.parent)}")
