"""Table of the documentation: inputs whose default is another one in some country."""

from collections.abc import Callable, Iterator
from typing import Any

from wte_ppp.documents import Document
from wte_ppp.feasibility.drawn import input_range
from wte_ppp.feasibility.layers import Layered, layered
from wte_ppp.guidance.load import available_profiles, load_guidance

Rows = Callable[[], tuple[tuple[str, ...], Iterator[tuple[str, ...]]]]
NOT_STATED = "not stated"


def _laid(country: str | None) -> Layered:
    """What a study has before it says anything, on the profile's own day."""
    empty = Document("study.yaml", {}, {})
    if country is None:
        return layered(empty, {})
    guidance = load_guidance(country)
    return layered(empty, guidance.on(guidance.profile.as_of))


def _by_country() -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    profiles = available_profiles()
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
    if path in layers.cautious:
        return f"{text} c"
    if origin is not None and origin.layer == "default":
        return f"{text} d"
    return f"{text} a" if origin is not None and origin.status == "assumption" else text


TABLES: dict[str, Rows] = {"defaults-by-country": _by_country}
