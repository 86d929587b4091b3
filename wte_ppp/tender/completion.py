"""What a tender leaves open, taken from the toolkit's catalogues and said so."""

import copy
from collections.abc import Mapping
from typing import Any

from wte_ppp.documents import Document
from wte_ppp.guidance.catalogues import BidField, Criterion, Minimum
from wte_ppp.guidance.load import Guidance
from wte_ppp.messages import Message, sentence
from wte_ppp.tender.derived import DERIVED
from wte_ppp.validation import Section

SHAPES = {"anchors": "panel", "ratio": "ratio", "yes_no": "yes_no"}


def completed(document: Document, guidance: Guidance) -> tuple[dict[str, Any], tuple[Message, ...]]:
    """The tender's data, completed from catalogue entries: names, fields, shapes, thresholds."""
    data = copy.deepcopy(document.data)
    taken: list[Message] = []
    form = guidance.catalogue("bid_form")
    _criteria(data.get("criteria"), guidance.catalogue("criteria"), form, taken)
    minimums = guidance.catalogue("minimums")
    parts = data.get("minimums")
    if not isinstance(parts, dict):
        parts = {}
    for key, body in parts.items():
        entry = minimums.get(key)
        if isinstance(entry, Minimum):
            parts[key] = _minimum(dict(body or {}), entry, form, taken)
    return data, tuple(taken)


def _criteria(
    node: Any,
    catalogue: Mapping[str, Section],
    form: Mapping[str, Section],
    taken: list[Message],
) -> None:
    if not isinstance(node, dict):
        return
    for key, body in node.items():
        if not isinstance(body, dict):
            continue
        entry = catalogue.get(key)
        if "criteria" in body:
            _criteria(body["criteria"], catalogue, form, taken)
        elif isinstance(entry, Criterion):
            _criterion(key, body, entry, form, taken)


def _criterion(
    key: str,
    body: dict[str, Any],
    entry: Criterion,
    form: Mapping[str, Section],
    taken: list[Message],
) -> None:
    body.setdefault("name", entry.name)
    body.setdefault("evidence", entry.evidence)
    if "unit" not in body and entry.shape != "anchors":
        body["unit"] = entry.unit
    if "better" not in body and entry.direction in ("higher", "lower"):
        body["better"] = entry.direction
    if "field" not in body and entry.shape != "anchors":
        # A figure that follows from several fields carries the criterion's name and its unit.
        derived = next((name for name in DERIVED if name.startswith(f"{key}_")), None)
        field = derived or _field_in(entry.unit, entry.bid_fields, form)
        if field:
            body["field"] = field
    if "scoring" in body:
        return
    if entry.shape in SHAPES:
        body["scoring"] = {SHAPES[entry.shape]: {}}
    elif entry.bounds is not None and entry.shape in ("linear", "count"):
        floor, target = entry.bounds.floor, entry.bounds.target
        body["scoring"] = (
            {"linear": {"floor": floor, "target": target}}
            if entry.shape == "linear"
            else {"count": {"full_at": target}}
        )
        if entry.status == "assumption":
            taken.append(
                Message(
                    "{name}: scored from {floor:max6} to {target:max6} {unit} by the toolkit",
                    name=sentence(entry.name), floor=floor, target=target,
                    unit=sentence(entry.unit),
                )
            )  # fmt: skip


def _minimum(
    body: dict[str, Any],
    entry: Minimum,
    form: Mapping[str, Section],
    taken: list[Message],
) -> dict[str, Any]:
    body.setdefault("name", entry.name)
    body.setdefault("requirement", entry.requirement)
    body.setdefault("unit", entry.unit)
    if {"at_least", "at_most", "sense"} & set(body):
        return body
    field = body.get("field") or _field_in(entry.unit, entry.bid_fields, form)
    if entry.sense == "yes" or not field or entry.threshold is None:
        # What no field of the form can prove is decided by the officer, with a reason.
        return {**body, "sense": "decided"}
    if entry.status == "assumption":
        taken.append(
            Message(
                "{name}: threshold of {threshold:max6} {unit} by the toolkit",
                name=sentence(entry.name), threshold=entry.threshold, unit=sentence(entry.unit),
            )
        )  # fmt: skip
    return {**body, "field": field, entry.sense: entry.threshold}


def _field_in(unit: str, fields: tuple[str, ...], form: Mapping[str, Section]) -> str | None:
    """The first field that measures the criterion itself: in its own unit, or a bare count."""
    for key in fields:
        entry = form.get(key)
        if isinstance(entry, BidField) and entry.kind == "number" and entry.unit in (unit, ""):
            return key
    return None
