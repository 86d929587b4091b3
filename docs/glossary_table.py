"""The glossary: every input and every figure by its card, and where it is used."""

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from wte_ppp.cards import card_of as input_card
from wte_ppp.feasibility.defaults import default_values
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.outcomes import ResultSection
from wte_ppp.feasibility.outcomes import card_of as figure_card
from wte_ppp.feasibility.reading import RESULT_SECTIONS
from wte_ppp.field_problems import section_in

PACKAGE = Path(__file__).resolve().parents[1] / "wte_ppp"
# Where a name is declared is not where it is used.
DECLARED = ("feasibility/definition/", "feasibility/result/")
Row = tuple[str, str, str, str, str]
HEAD = ("Term", "Symbol", "Unit", "Name in files", "Used in")


def glossary_rows() -> Iterator[Row]:
    """Term, symbol, unit, name in files, rooms that use it; by term."""
    rooms = _rooms()
    rows = [*_inputs(StudyDefinition, "", rooms), *_figures(rooms)]
    yield from sorted(set(rows), key=lambda row: (row[0].lower(), row[3]))


def _inputs(model: type[BaseModel], path: str, rooms: dict[str, set[str]]) -> Iterator[Row]:
    stated = default_values()
    for name, field in model.model_fields.items():
        place = f"{path}.{name}" if path else name
        inner = section_in(field)
        if inner is not None:
            yield from _inputs(inner, place, rooms)
            continue
        card = input_card(field)
        if card.range is not None or place in stated:
            yield card.label, "", card.unit, f"`{place}` (input)", _used(name, rooms)


def _figures(rooms: dict[str, set[str]]) -> Iterator[Row]:
    for section, model in RESULT_SECTIONS.items():
        yield from _outcomes(model, section, rooms)


def _outcomes(model: type[ResultSection], path: str, rooms: dict[str, set[str]]) -> Iterator[Row]:
    for name, field in model.model_fields.items():
        place = f"{path}.{name}"
        if isinstance(field.annotation, type) and issubclass(field.annotation, ResultSection):
            yield from _outcomes(field.annotation, place, rooms)
            continue
        extra = field.json_schema_extra
        if isinstance(extra, dict) and "unit" in extra:
            card = figure_card(field)
            yield card.label, card.symbol, card.unit, f"`{place}`", _used(name, rooms)


def _rooms() -> dict[str, set[str]]:
    """Rooms of the package in which each word stands."""
    words: dict[str, set[str]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        place = file.relative_to(PACKAGE).as_posix()
        if place.startswith(DECLARED):
            continue
        room = place.rpartition("/")[0].replace("/", ".") or "wte_ppp"
        for word in set(re.findall(r"[a-z]\w+", file.read_text(encoding="utf-8"))):
            words.setdefault(word, set()).add(room)
    return words


def _used(name: str, rooms: dict[str, set[str]]) -> str:
    return ", ".join(sorted(rooms.get(name, set())))
