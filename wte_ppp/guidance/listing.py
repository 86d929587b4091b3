"""A catalogue in lines: entries with their fields, symbols of formulas, sources by title."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from wte_ppp.guidance.contract_catalogues import Formula
from wte_ppp.guidance.load import Guidance
from wte_ppp.guidance.schema import Entry
from wte_ppp.guidance.shapes import Range
from wte_ppp.guidance.values import in_words

INDENT = "  "


def listed(guidance: Guidance, name: str) -> Iterator[str]:
    """Lines of a catalogue; what an entry leaves out is left out.

    Parameters
    ----------
    guidance
        A profile or toolkit.
    name
        Of the catalogue, such as "termination_payments".

    Yields
    ------
    str
        The entry's id, then its fields indented.
    """
    titles = {key: one.title for layer in guidance.layers for key, one in layer.sources.items()}
    for key, entry in guidance.catalogue(name).items():
        yield key
        yield from _fields(entry, titles, INDENT)


def _fields(section: BaseModel, titles: Mapping[str, str], indent: str) -> Iterator[str]:
    fields = type(section).model_fields
    # What an entry says stands before its formula, and that before where it comes from.
    last = (*Formula.model_fields, *Entry.model_fields) if isinstance(section, Entry) else ()
    first = tuple(name for name in fields if name not in last)
    for name in (*first, *(name for name in last if name in fields)):
        field, value = fields[name], getattr(section, name)
        if value == field.get_default(call_default_factory=True):
            continue
        label = field.alias or name
        if isinstance(value, (Range, float)):
            yield f"{indent}{label}: {in_words(value)}"
        elif isinstance(value, BaseModel):
            yield f"{indent}{label}:"
            yield from _fields(value, titles, indent + INDENT)
        elif isinstance(value, Mapping):
            yield f"{indent}{label}:"
            yield from (f"{indent}{INDENT}{key}: {one}" for key, one in value.items())
        elif isinstance(value, tuple) and any(isinstance(one, BaseModel) for one in value):
            for one in value:
                yield f"{indent}{label}:"
                yield from _fields(one, titles, indent + INDENT)
        elif isinstance(value, tuple):
            yield f"{indent}{label}: {'; '.join(map(str, value))}"
        elif name == "source" and value in titles:
            yield f"{indent}{label}: {value} ({titles[value]})"
        else:
            yield f"{indent}{label}: {value}"
