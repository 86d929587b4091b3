"""Entries of a folder's catalogues held against sources, other entries and what runs them."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from wte_ppp.documents import Document, DocumentError, Problem, did_you_mean
from wte_ppp.guidance.available import available_procedures
from wte_ppp.guidance.catalogues import CATALOGUES, REFERRING, LegalProcedure
from wte_ppp.guidance.folder import SOURCES, Catalogue, read_catalogue
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.schema import Entry
from wte_ppp.validation import Section


def faulty_entries(
    layer: Layer,
    catalogues: Mapping[str, Catalogue],
    beneath: Sequence[Mapping[str, Catalogue]],
    profiles: str | Path | None,
) -> Iterator[Problem]:
    """Entries that name what is not there, or claim more than their source."""
    named = {target: _ids([*beneath, catalogues], target) for _, _, target in REFERRING}
    yield from _misquoted(layer, catalogues, named)
    yield from _unknown_toolkits(catalogues, profiles)


def read_catalogues(folder: Path, faults: list[Problem]) -> dict[str, Catalogue]:
    """Catalogues of a folder that are sound; the faults of the others."""
    catalogues: dict[str, Catalogue] = {}
    for name in CATALOGUES:
        try:
            catalogue = read_catalogue(folder, name)
        except DocumentError as error:
            faults += error.problems
            continue
        if catalogue.document is not None:
            catalogues[name] = catalogue
    return catalogues


def _misquoted(
    layer: Layer, catalogues: Mapping[str, Catalogue], named: Mapping[str, set[str]]
) -> Iterator[Problem]:
    """Catalogue entries that name a source or another entry that is not there."""
    for name, (entries, document) in catalogues.items():
        links = [(field, target) for catalogue, field, target in REFERRING if catalogue == name]
        for key, entry in entries.items():
            if entry is None or document is None:
                continue
            for field, target in links:
                words = getattr(entry, field)
                for word in (words,) if isinstance(words, str) else words or ():
                    if word not in named[target]:
                        place = f"{key}.{field}"
                        guess = did_you_mean(word, named[target])
                        action = f"write {guess!r}" if guess else f"add it to {target}.yaml"
                        line, allowed = document.line_of(place), f"an id of {target}.yaml"
                        yield Problem(document.path, line, place, repr(word), allowed, action)
            yield from _dishonest(layer, key, entry, document)


def _ids(layers: Sequence[Mapping[str, Catalogue]], name: str) -> set[str]:
    """Ids of a catalogue in all layers."""
    return {
        key
        for catalogues in layers
        if name in catalogues
        for key, entry in catalogues[name].entries.items()
        if entry is not None
    }


def _is_unreadable(layer: Layer, source: str) -> bool:
    """Whether a source is written down but at fault itself, which is told where it stands."""
    document = layer.documents.get("sources")
    if document is None:
        return (layer.folder / SOURCES).is_file()
    return source in document.data and source not in layer.sources


def _dishonest(layer: Layer, key: str, entry: Section, document: Document) -> Iterator[Problem]:
    """An entry whose source is unknown, or whose status claims more than was read or is law."""

    def fault(word: str, found: str, allowed: str, action: str) -> Problem:
        place = f"{key}.{word}"
        return Problem(document.path, document.line_of(place), place, found, allowed, action)

    if not isinstance(entry, Entry) or _is_unreadable(layer, entry.source):
        return
    places = {"source": entry.source} | {
        f"also.{place}.source": one.source for place, one in enumerate(entry.also)
    }
    for word, named in places.items():
        if named and named not in layer.sources:
            guess = did_you_mean(named, layer.sources)
            action = f"write {guess!r}" if guess else "add it to sources.yaml"
            yield fault(word, repr(named), "a key of sources.yaml", action)
    source = layer.sources.get(entry.source)
    read = source is not None and source.text != "unread"
    if not read and entry.status != "assumption":
        found = f"{entry.status} without a source that was read"
        yield fault("status", found, "assumption", "name the source")
    if not read and entry.confidence == "S":
        found = "S without a source that was read"
        yield fault("confidence", found, "K or U", "name the source")
    until = entry.until if isinstance(entry, LegalProcedure) else None
    ends = None if until is None else datetime.date.fromisoformat(until)
    if source is not None and entry.status == "law" and (reason := source.refuses(ends)):
        allowed = "what is in force" if until is None else f"what is in force up to {until}"
        yield fault("status", reason, allowed, "write another status, or the day on which it ends")


def _unknown_toolkits(
    catalogues: Mapping[str, Catalogue], profiles: str | Path | None
) -> Iterator[Problem]:
    """Procedures of the law that name no evaluation toolkit that is there."""
    entries, document = catalogues.get("procedures", Catalogue({}, None))
    known = available_procedures(profiles)
    for key, entry in entries.items():
        if document is None or not isinstance(entry, LegalProcedure):
            continue
        for place, name in enumerate(entry.toolkits):
            if name not in known:
                field = f"{key}.toolkits.{place}"
                guess = did_you_mean(name, known)
                action = f"write {guess!r}" if guess else "name one, or say why_not"
                line, allowed = document.line_of(field), "an evaluation toolkit"
                yield Problem(document.path, line, field, repr(name), allowed, action)
