"""Sources and days of a profile that do not go together, and what a source cannot carry."""

import datetime
import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from wte_ppp.documents import Problem
from wte_ppp.guidance.folder import Catalogue
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.places import at, dated_values, own_sources
from wte_ppp.guidance.schema import Entry
from wte_ppp.guidance.source import Source

# Words by which a title says that its document is not law yet, in the languages of the profiles.
NOT_YET_LAW = re.compile(
    r"\b(draft|bill|proposed|proposal|rancangan|RUU|dự thảo|panukala)\b|ร่าง|草案|案$",
    re.IGNORECASE,
)
# What is written where something is still to be found out.
BLANK = re.compile(r"\W*|\W*(tbd|tbc|todo|n/?a|none|unknown|xxx+|to be \w+|not known)\W*", re.I)
HOME = re.compile(r"/?((index|home|default)(\.\w+)?|main|[a-z]{2}(-[a-z]{2})?)?/?", re.IGNORECASE)
LAG = datetime.timedelta(days=30)


def unlawful(layer: Layer, catalogues: Mapping[str, Catalogue]) -> Iterator[Problem]:
    """What binds without a clause, and drafts that values or entries cite as law."""
    for rule_id, _, place, value in dated_values(layer):
        if value.binding != "free" and BLANK.fullmatch(value.clause):
            found = f"binding: {value.binding} without a clause"
            action = "name it in 'clause', or remove 'binding'"
            field = f"values.{place}.clause" if value.clause else f"values.{place}.binding"
            yield at(layer, rule_id, field, found, "the article that binds", action)
    for key in own_sources(layer):
        source = layer.sources[key]
        if source.state is not None or not NOT_YET_LAW.search(source.title):
            continue
        citing = [
            rule_id
            for rule_id, _, _, value in dated_values(layer)
            if value.source == key and value.status == "law"
        ]
        citing += [
            f"{name}.{entry_id}"
            for name, (entries, _) in catalogues.items()
            for entry_id, entry in entries.items()
            if isinstance(entry, Entry) and entry.source == key and entry.status == "law"
        ]
        if citing:
            found = f"a draft by its title, cited as law by {citing[0]}"
            action = "state its legal state, as in 'state: draft', and another status there"
            yield at(layer, f"sources.{key}", "title", found, "a law in force", action)


def untimely(layer: Layer) -> Iterator[Problem]:
    """Days of values, readings and the profile that the source's own days speak against."""
    yield from _before_their_source(layer)
    latest = datetime.date.min
    for key in own_sources(layer):
        source = layer.sources[key]
        if source.read is None:
            continue
        read = datetime.date.fromisoformat(source.read)
        latest = max(latest, read)
        if read.year < source.year:
            found, allowed = f"read: {source.read}", f"a day of {source.year}, its year, or later"
            yield at(layer, f"sources.{key}", "read", found, allowed, "correct one of them")
    for rule_id, _, place, value in dated_values(layer):
        if value.reviewed is None:
            continue
        reviewed = datetime.date.fromisoformat(value.reviewed)
        latest = max(latest, reviewed)
        source_read = layer.sources[value.source].read if value.source in layer.sources else None
        if source_read and datetime.date.fromisoformat(source_read) - reviewed > LAG:
            found = f"reviewed {reviewed}, before its source was read on {source_read}"
            allowed, action = "a review after the reading", "hold the value against what was read"
            yield at(layer, rule_id, f"values.{place}.reviewed", found, allowed, action)
    as_of = datetime.date.fromisoformat(layer.profile.as_of)
    if latest - as_of > LAG:
        found = f"as_of {as_of}, although something was read or reviewed on {latest}"
        allowed, action = "the day on which it says how things stand", f"write '{latest}'"
        yield at(layer, "head.as_of", "", found, allowed, action)


def _before_their_source(layer: Layer) -> Iterator[Problem]:
    """Law that holds before the year of its source; of several, the source is asked."""
    early: dict[str, list[tuple[str, int, str]]] = {}
    for rule_id, _, place, value in dated_values(layer):
        source = layer.sources.get(value.source)
        if source and value.status == "law" and value.since.year < _year(source):
            early.setdefault(value.source, []).append((rule_id, place, value.from_))
    own = set(own_sources(layer))
    for key, citing in early.items():
        source = layer.sources[key]
        action = "correct one of them, or state 'law_year' of the law that the source tells of"
        if len(citing) > 1 and key in own:
            field = "law_year" if source.law_year else "year"
            found = f"{field}: {_year(source)}, but {citing[0][0]} holds from {citing[0][2]}"
            allowed = f"a year up to {min(since for _, _, since in citing)[:4]}"
            yield at(layer, f"sources.{key}", field, found, allowed, action)
        else:
            for rule_id, place, since in citing:
                found, allowed = f"from: {since}", f"a day of {_year(source)}, the source's year"
                yield at(
                    layer, rule_id, f"values.{place}.from", found, f"{allowed}, or later", action
                )


def _year(source: Source) -> int:
    return source.law_year or source.year


def vague(layer: Layer) -> Iterator[Problem]:
    """Links that lead to no document, and words that stand for what is still to be found."""
    for key in own_sources(layer):
        source = layer.sources[key]
        if source.text != "unread" and source.link and _is_home(source.link):
            found, allowed = f"the home page {source.link}", "a link to the document"
            action = "copy the link of the page that was read, or leave it out and say in the note"
            yield at(layer, f"sources.{key}", "link", found, allowed, action)
        if BLANK.fullmatch(source.title):
            allowed, action = "the title of a document", "write it as its issuer does"
            yield at(layer, f"sources.{key}", "title", repr(source.title), allowed, action)
    for rule_id, _, place, value in dated_values(layer):
        for word in ("clause", "note", "gap"):
            text = getattr(value, word)
            binds = word == "clause" and value.binding != "free"
            if text and not binds and BLANK.fullmatch(text):
                field, allowed = f"values.{place}.{word}", "words that say something"
                yield at(layer, rule_id, field, repr(text), allowed, "complete it, or leave it out")


def _is_home(link: str) -> bool:
    parts = urlsplit(link)
    return not parts.query and not parts.fragment and bool(HOME.fullmatch(parts.path))
