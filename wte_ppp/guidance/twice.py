"""What a profile and an evaluation toolkit that it names both say of one thing, and otherwise."""

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.guidance.catalogues import LegalProcedure
from wte_ppp.guidance.folder import Catalogue
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.load import Guidance, load_guidance
from wte_ppp.guidance.places import at
from wte_ppp.guidance.procurement import ANSWERS, Twice, said_otherwise
from wte_ppp.guidance.project import Project


def said_twice(
    guidance: Guidance, catalogues: Mapping[str, Catalogue], profiles: str | Path | None
) -> Iterator[Problem]:
    """Rules on procurement that a toolkit of the same law contradicts.

    A toolkit that carries no law, such as a bank's, may say otherwise; its tender tells it.
    """
    layer = guidance.layers[-1]
    if "procedures" not in catalogues or not any(key in layer.rules for key in ANSWERS):
        return
    told: set[tuple[str, int, str]] = set()
    for entry in catalogues["procedures"].entries.values():
        if not isinstance(entry, LegalProcedure):
            continue
        for toolkit in entry.toolkits:
            try:
                both = load_guidance(layer.folder, procedure=toolkit, profiles=profiles)
            except DocumentError:
                continue  # What is wrong with it is told of the toolkit.
            for day in _days(both, entry):
                project = Project(words={"procedure": toolkit})
                for twice in said_otherwise(both.on(day, project)):
                    place = _place_of(layer, twice)
                    key = (twice.country.id, place or 0, toolkit)
                    if place is not None and key not in told and _is_law(twice):
                        told.add(key)
                        yield _problem(layer, twice, place, toolkit, day)


def _days(both: Guidance, entry: LegalProcedure) -> list[datetime.date]:
    """Days on which either side begins to say something, while the procedure is in the law."""
    ids = {*ANSWERS, *ANSWERS.values()}
    begun = {
        value.since
        for layer in both.layers
        for rule_id, rule in layer.rules.items()
        if rule_id in ids
        for value in rule.values
    }
    first = datetime.date.fromisoformat(entry.from_)
    return [day for day in sorted({*begun, first}) if entry.holds_on(day)]


def _is_law(twice: Twice) -> bool:
    return twice.breaks or twice.procedure.status == "law"


def _place_of(layer: Layer, twice: Twice) -> int | None:
    rule = layer.rules.get(twice.country.id)
    if rule is None or twice.country.origin != layer.identity:
        return None
    since = twice.country.since
    return next((at for at, value in enumerate(rule.values) if value.since == since), None)


def _problem(layer: Layer, twice: Twice, place: int, toolkit: str, day: datetime.date) -> Problem:
    found = f"{twice.country.amount()} on {day}"
    allowed = f"{twice.procedure.amount()} as {toolkit} has it, which procedures.yaml names"
    action = "correct one of them, or say when each holds: when: {procedure: ...}"
    return at(layer, twice.country.id, f"values.{place}.value", found, allowed, action)
