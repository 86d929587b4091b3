"""Table of the documentation: inputs whose default is another one in some country."""

from collections.abc import Callable, Iterator
from typing import Any

from wte_ppp.cards import card_of
from wte_ppp.documents import Document
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.drawn import input_range
from wte_ppp.feasibility.layers import Layered, layered
from wte_ppp.feasibility.money_reading import in_own_money
from wte_ppp.feasibility.unknown import cautious_ends
from wte_ppp.field_problems import field_at
from wte_ppp.guidance.available import available_hosts
from wte_ppp.guidance.load import load_guidance

Rows = Callable[[], tuple[tuple[str, ...], Iterator[tuple[str, ...]]]]
NOT_STATED = "not stated"


def _laid(country: str | None) -> Layered:
    """What a study has before it says anything, on the profile's own day."""
    empty = Document("study.yaml", {}, {})
    if country is None:
        return layered(in_own_money(empty, {}), {})
    guidance = load_guidance(country)
    rules = guidance.on(guidance.profile.as_of)
    return layered(in_own_money(empty, rules), rules)


def _by_country() -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    profiles = available_hosts()
    nowhere = _laid(None)
    laid = {country: _laid(country) for country in profiles}

    def rows() -> Iterator[tuple[str, ...]]:
        moved = {
            path
            for layers in laid.values()
            for path, origin in layers.origins.items()
            if origin.layer not in ("default", "unknown")
        }
        for path in sorted(moved):
            bounds = input_range(path)
            cells = [_cell(laid[country], path) for country in profiles]
            yield f"`{path}`", bounds.unit if bounds else "", _cell(nowhere, path), *cells

    return ("Input", "Unit", "No country", *profiles), rows()


def _cell(layers: Layered, path: str) -> str:
    value: Any = layers.values
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    origin = layers.origins.get(path)
    if value is None or value != value:
        return NOT_STATED
    text = f"{value:g}" if isinstance(value, float) else str(value)
    ends = (
        end for fed, (_, limits) in layers.cautious.items() for end, _ in cautious_ends(fed, limits)
    )
    if path in ends:
        return f"{text} c"
    if origin is not None and origin.layer == "default":
        return f"{text} d"
    return f"{text} a" if origin is not None and origin.status == "assumption" else text


def _by_place() -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    """Defaults that were made for a place, and the countries whose studies are told of it."""
    laid = {country: _laid(country) for country in available_hosts()}
    nowhere = _laid(None)

    def rows() -> Iterator[tuple[str, ...]]:
        for path, origin in nowhere.origins.items():
            field = field_at(StudyDefinition, path.split("."))
            default = card_of(field).default if field else None
            if origin.layer != "default" or default is None or not default.place:
                continue
            used = [name for name, layers in laid.items()
                    if layers.origins[path].layer == "default"]  # fmt: skip
            told = [name for name in used if not default.holds_in([name])]
            bounds = input_range(path)
            yield (
                f"`{path}`", str(default.value), bounds.unit if bounds else "", default.place,
                "all" if len(told) == len(laid) else ", ".join(told) or "none",
            )  # fmt: skip

    return ("Input", "Default", "Unit", "Made for", "Told in studies of"), rows()


TABLES: dict[str, Rows] = {
    "defaults-by-country": _by_country,
    "defaults-by-place": _by_place,
}
