"""What an author of guidance should look at: reviews, dates, sources, weights, gaps."""

import datetime
import itertools
import re
from collections.abc import Iterator, Mapping

from wte_ppp.documents import Problem
from wte_ppp.guidance.brackets import Brackets
from wte_ppp.guidance.catalogues import Criterion
from wte_ppp.guidance.coverage import unanswered
from wte_ppp.guidance.folder import Catalogue
from wte_ppp.guidance.holding import current
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.limits import EmissionLimits
from wte_ppp.guidance.load import Guidance
from wte_ppp.guidance.places import at, dated_values, own_sources, unit_field
from wte_ppp.guidance.references import RuleReference
from wte_ppp.guidance.schema import Entry
from wte_ppp.guidance.shapes import CappedIndex, Linear, Range, Steps
from wte_ppp.guidance.tables import cells
from wte_ppp.guidance.units import alike

REVIEW_DAYS = 365
FULL = 100.0
KINDS: Mapping[str, tuple[type, ...]] = {
    "text": (str, bool, tuple, RuleReference),
    "list": (tuple, RuleReference),
    "number": (float, Range, Linear, Steps, CappedIndex, Brackets, RuleReference),
    "limits": (EmissionLimits, RuleReference),
}


def upkeep(
    guidance: Guidance, catalogues: Mapping[str, Catalogue], day: datetime.date, *, sound: bool
) -> list[Problem]:
    """Warnings on a profile's own folder; what a folder cites is known where it is `sound`."""
    layer = guidance.layers[-1]
    uncited = [*_without_source(layer)]
    return [
        *uncited,
        *_dates(layer, day),
        *(_unused_sources(guidance, catalogues) if sound and not uncited else ()),
        *_documents_twice(layer),
        *_unlike_outline(guidance),
        *_criteria_weights(catalogues),
    ]


def _without_source(layer: Layer) -> Iterator[Problem]:
    for rule_id, _, place, value in dated_values(layer):
        if not value.source and not value.gap:
            found, action = "a value without source", "name the document it comes from"
            yield at(layer, rule_id, f"values.{place}", found, "a source", action)


def _dates(layer: Layer, day: datetime.date) -> Iterator[Problem]:
    """Values not reviewed for a year, and dates that cannot be."""
    as_of = datetime.date.fromisoformat(layer.profile.as_of)
    if as_of > day:
        found, allowed = f"as_of {as_of}", f"a day up to {day}"
        yield at(layer, "head.as_of", "", found, allowed, "correct the date")
    for key, source in layer.sources.items():
        for word, later in (
            ("read", source.read is not None and datetime.date.fromisoformat(source.read) > day),
            ("year", source.year > day.year + 1),
        ):
            if later and layer.place(f"sources.{key}", word)[1] is not None:
                found = f"{word}: {getattr(source, word)}"
                yield at(layer, f"sources.{key}", word, found, f"up to {day}", "correct the date")
    for rule_id, rule in layer.rules.items():
        for place, value in enumerate(rule.values):
            if value.reviewed is None:
                continue
            end = rule.until(place)
            field = f"values.{place}.reviewed"
            reviewed = datetime.date.fromisoformat(value.reviewed)
            if reviewed > day:
                found, allowed = f"reviewed {reviewed}", f"a day up to {day}"
                yield at(layer, rule_id, field, found, allowed, "correct the date")
            elif (end is None or end > day) and (day - reviewed).days > REVIEW_DAYS:
                found = f"last reviewed {reviewed}, {(day - reviewed).days} days ago"
                allowed = f"a review within {REVIEW_DAYS} days"
                yield at(layer, rule_id, field, found, allowed, "read the source again")
            elif reviewed < value.since <= day:
                found = f"in force since {value.since}, not reviewed since ({reviewed})"
                allowed, action = "a review after that day", "did it enter into force as foreseen?"
                yield at(layer, rule_id, field, found, allowed, action)
        for one, two in itertools.pairwise(rule.general):
            place = rule.values.index(two)
            same = one.value == two.value and one.source == two.source and one.gap == two.gap
            same = same and rule.unit_of(one) == rule.unit_of(two) and one.ends in (None, two.since)
            if same and one.clause == two.clause and one.binding == two.binding:
                found = f"from {two.from_}: nothing changes"
                allowed = "a value or source that changes"
                yield at(layer, rule_id, f"values.{place}", found, allowed, "remove it")


def _unused_sources(guidance: Guidance, catalogues: Mapping[str, Catalogue]) -> Iterator[Problem]:
    layer = guidance.layers[-1]
    beneath = {key for layer in guidance.layers[:-1] for key in layer.sources}
    cited = {key for _, _, _, value in dated_values(layer) for key in value.cites}
    for entries, _ in catalogues.values():
        cited |= {
            key for entry in entries.values() if isinstance(entry, Entry) for key in entry.cites
        }
    for key in layer.sources:
        if key not in cited and key not in beneath:
            found, allowed = "a source that nothing cites", "a citation"
            yield at(layer, f"sources.{key}", "", found, allowed, "cite it or remove it")


def _documents_twice(layer: Layer) -> Iterator[Problem]:
    """Documents that stand under two keys, of which one may be corrected and the other not."""
    first: dict[tuple[object, ...], str] = {}
    for key in own_sources(layer):
        source = layer.sources[key]
        # What was read of it may set two apart.
        said = source.title.casefold(), source.year, source.link, source.text
        known = first.setdefault(said, key)
        if known != key:
            found, action = f"the document of {known}", "cite it by one key, and remove the other"
            yield at(layer, f"sources.{key}", "title", found, "each document once", action)


def _unlike_outline(guidance: Guidance) -> Iterator[Problem]:
    """Answers of another kind or unit than the outline asks for."""
    layer = guidance.layers[-1]
    for rule_id, rule in layer.rules.items():
        question = guidance.questions.get(rule_id)
        if question is None or question.kind == "any":
            continue
        pattern = re.escape(question.unit).replace("CUR", "[A-Z]{3}")
        units = {rule.unit_of(value) for value in rule.values if value.value is not None}
        for unit in units if question.kind == "number" else ():
            if not re.fullmatch(pattern, unit) and not alike(unit, [question.unit]):
                action = "convert it, or give it another name"
                field = unit_field(rule, unit)
                yield at(layer, rule_id, field, repr(unit), repr(question.unit), action)
        wanted = KINDS.get(question.kind)
        for place, value in enumerate(rule.values):
            for below, cell in cells(value.value):
                field = f"values.{place}.value{below}"
                if wanted and cell is not None and not isinstance(cell, wanted):
                    allowed, found = f"a {question.kind}, as the outline asks", repr(cell)[:60]
                    yield at(layer, rule_id, field, found, allowed, "correct it")
                elif (question.kind, rule.unit_of(value)) == ("number", "%"):
                    most = max(FULL, question.usual.high) if question.usual else FULL
                    if isinstance(cell, float) and not 0 <= cell <= most:
                        allowed = f"0 to {most:g} %"
                        yield at(layer, rule_id, field, f"{cell:g} %", allowed, "check the unit")


def _criteria_weights(catalogues: Mapping[str, Catalogue]) -> Iterator[Problem]:
    """Usual weights from which no set that sums to 100 can be chosen."""
    entries, document = catalogues.get("criteria", Catalogue({}, None))
    weights = [entry.weight_percent for entry in entries.values() if isinstance(entry, Criterion)]
    if not weights or document is None:
        return
    low, high = sum(weight.low for weight in weights), sum(weight.high for weight in weights)
    if not low <= FULL <= high:
        found = f"weights from {low:g} to {high:g} in sum"
        yield Problem(document.path, 1, "", found, "ranges around 100", "correct the weights")


def gaps(guidance: Guidance, day: datetime.date) -> list[Problem]:
    """What a profile states as not known on a day, and questions that nothing answers."""
    layer = guidance.layers[-1]
    problems = []
    for rule_id, rule in layer.rules.items():
        value = current(rule, day)
        if value is not None and value.gap:
            place = rule.values.index(value)
            problems.append(
                at(layer, rule_id, f"values.{place}.gap", "a gap", "a value", value.gap)
            )
    for rule_id in unanswered(guidance):
        action = "add the rule, or state the gap"
        problems.append(
            Problem(str(layer.folder), None, rule_id, "no answer", "a rule or a stated gap", action)
        )
    return problems
