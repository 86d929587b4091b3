"""Where each input comes from: defaults, then the country's rules, then the study file."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from wte_ppp.cards import card_of, range_of
from wte_ppp.documents import Document, Problem, did_you_mean
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.definition.waste import ComponentProperties
from wte_ppp.feasibility.filling import Filling, Unfilled, currency_of, fillings, unit_of
from wte_ppp.feasibility.unknown import cautious_ends, unknown_inputs
from wte_ppp.field_problems import field_at, section_in
from wte_ppp.guidance.override import loosening
from wte_ppp.guidance.resolved import STATUSES as STATUS_OF_RULE
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.guidance.shapes import Range, Situation
from wte_ppp.guidance.values import amount
from wte_ppp.messages import Message, Quoted, Text, sentence
from wte_ppp.sources import table

STATUSES = ("published", "quote", "measured", "assumption")
SOURCED_KEYS = ("value", "unit", "status", "source", "note")
# Parts of the file whose mappings have a `value` key of their own, or no quantities.
LONGEST_REMARK = 600
LARGEST = 1e300  # an integer of more digits is no float
STUDY = "study file"
DRY_MATTER = ("ash", "carbon", "hydrogen", "oxygen", "nitrogen", "sulfur", "chlorine")
UNSOURCED = Message("stated without a source")
UNSOURCED_PARTS = ("published", "sources", "risk")


@dataclass(frozen=True)
class Origin:
    """Where one input comes from.

    `layer` is "default", the profile's name and version, "study file" or "draws".
    """

    layer: str
    status: str
    source: Text
    note: Text | None = None


@dataclass(frozen=True)
class Layered:
    """The nested values of all layers, and the origin of each by dotted path.

    `overridden` holds the country's rules in whose place the study states its own value,
    `cautious` those of whose range, in the input's unit, the cautious end stands, by input;
    `unfilled` those that fill no input though they are to.
    """

    values: dict[str, Any]
    origins: dict[str, Origin]
    overridden: Mapping[str, ResolvedRule]
    cautious: Mapping[str, tuple[ResolvedRule, Range]]
    unfilled: tuple[Unfilled, ...]
    problems: tuple[Problem, ...]


def default_values() -> dict[str, tuple[Any, Origin]]:
    """Defaults that ship with the package, by dotted path.

    Returns
    -------
    dict[str, tuple[Any, Origin]]
        Value and origin; from the cards of the inputs and data/waste_components.csv.

    Examples
    --------
    >>> value, origin = default_values()["plant.steam_pressure_bar"]
    >>> value, origin.layer
    (40.0, 'default')
    """
    values = dict(_defaults_of(StudyDefinition, "", {}))
    names = {
        "bunker_moisture_percent": "moisture_percent",
        "fcc_percent": "total_carbon_percent",
        "ffc_percent": "fossil_carbon_percent",
    }
    for row in table("waste_components"):
        name = names.get(row["property"], row["property"])
        if name not in ComponentProperties.model_fields or row["property"] == "moisture_percent":
            continue
        origin = _of_default(row["status"], row["source"], row["note"])
        values[f"waste.components.{row['component']}.{name}"] = (_read(row["value"]), origin)
    return values


def _defaults_of(
    model: type[BaseModel], path: str, stated: Any
) -> Iterator[tuple[str, tuple[Any, Origin]]]:
    """Defaults on the cards of a section, of the sections it always has, and of those stated."""
    for name, field in model.model_fields.items():
        place = f"{path}.{name}" if path else name
        below = stated.get(name) if isinstance(stated, Mapping) else None
        section = section_in(field)
        if section is not None and (section is field.annotation or _opens(field, below)):
            yield from _defaults_of(section, place, below)
        elif default := card_of(field).default:
            value = list(default.value) if isinstance(default.value, tuple) else default.value
            yield place, (value, _of_default(default.status, default.source, default.note))


def _opens(field: FieldInfo, stated: Any) -> bool:
    """Whether a study opens a section that it may leave out; those by name have no defaults."""
    return isinstance(stated, Mapping) and get_origin(field.annotation) is not dict


def _of_default(status: str, source: str, note: str) -> Origin:
    """Origin of a default: published sources are titles, all else is the package's own text."""
    cited = Quoted(source, "default") if status == "published" else sentence(source)
    return Origin("default", status, cited, sentence(note) if note else None)


def _read(text: str) -> Any:
    """Number or word of a table's cell."""
    try:
        return float(text)
    except ValueError:
        return text


def layered(
    document: Document,
    rules: Mapping[str, ResolvedRule],
    situation: Situation | None = None,
    *,
    what_if: bool = False,
) -> Layered:
    """Lay the study file over the country's rules over the defaults.

    Parameters
    ----------
    document
        The study file.
    rules
        In force on the study's day.
    situation
        What scales among the rules depend on.
    what_if
        Whether a value that is looser than a binding rule is let through, not refused.
    """
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    _open(values, StudyDefinition)
    opened = dict(_defaults_of(StudyDefinition, "", document.data))
    for path, (value, origin) in (default_values() | opened).items():
        _put(values, path, value)
        origins[path] = origin
    citations = document.data.get("sources")
    reader = _Reader(
        document, citations if isinstance(citations, Mapping) else {}, situation or {}, what_if
    )
    of_study = reader.strip(document.data, "")
    stated = {path for path, _ in leaves(of_study)}
    fed: dict[str, Filling] = {}
    ranged: dict[str, tuple[Filling, Range]] = {}
    unfilled: list[Unfilled] = []
    for path, filling in fillings(rules, situation or {}):
        if isinstance(filling, Unfilled):
            unfilled.append(filling)
            continue
        if isinstance(filling.value, Range):
            ranged[path] = filling, filling.value
        else:
            fed[path] = filling
        money = None if path in stated else currency_of(path, filling)
        fed |= {} if money is None else dict([money])
    for path, filling in fed.items():
        _put(values, path, filling.value)
        status = "assumption" if filling.rule.status == "assumption" else "published"
        origins[path] = Origin(filling.rule.origin, status, filling.rule.cited, _of_rule(filling))
    cautious = {}
    for fed_path, (filling, limits) in ranged.items():
        ends = cautious_ends(fed_path, limits)
        if stated.intersection(unknown_inputs()[fed_path][1].instead):
            continue
        cautious[fed_path] = filling.rule, limits
        for path, end in ends[:1] if fed_path in stated else ends:
            _put(values, path, end)
            rule = filling.rule
            note = _of_range(filling, limits)
            origins[path] = Origin(rule.origin, "assumption", rule.cited, note)
    overridden = {}
    for path, value in leaves(of_study):
        if not _could_stand(path, value):
            cautious.pop(path, None)
            continue
        if path in fed and value != fed[path].value:
            overridden[path] = fed[path].rule
            reader.hold_to(fed[path].rule, path, value)
        if path in cautious:
            rule, limits = cautious.pop(path)
            reader.hold_to(rule, path, value)
            if not _within(value, limits):
                overridden[path] = rule
    _merge(values, of_study, "", origins)
    _count_soil_once(values, of_study)
    origins.update(reader.origins)
    return Layered(values, origins, overridden, cautious, tuple(unfilled), tuple(reader.problems))


class _Reader:
    """Takes `{value, source, ...}` apart and remembers the origins."""

    def __init__(
        self,
        document: Document,
        citations: Mapping[str, Any],
        situation: Situation,
        what_if: bool,
    ) -> None:
        self.document = document
        self.citations = citations
        self.situation = situation
        self.what_if = what_if
        self.origins: dict[str, Origin] = {}
        self.problems: list[Problem] = []

    def strip(self, node: Any, path: str) -> Any:
        if isinstance(node, Mapping):
            if "value" in node and _may_be_sourced(path):
                return self._sourced(node, path)
            return {
                key: self.strip(item, f"{path}.{key}" if path else str(key))
                for key, item in node.items()
            }
        if _may_be_sourced(path):
            self.origins[path] = Origin(STUDY, "assumption", UNSOURCED)
        return node

    def _sourced(self, node: Mapping[str, Any], path: str) -> Any:
        field = field_at(StudyDefinition, path.split("."))
        bounds = range_of(field) if field else None
        for key in node:
            if key not in SOURCED_KEYS:
                guess = did_you_mean(str(key), list(SOURCED_KEYS))
                self._problem(
                    f"{path}.{key}",
                    f"unknown key {key!r}",
                    "one of " + ", ".join(SOURCED_KEYS),
                    f"write {guess!r}" if guess else "remove it",
                )
        unit = node.get("unit")
        if unit is not None and bounds is not None and unit != bounds.unit:
            self._problem(
                f"{path}.unit", repr(unit), repr(bounds.unit), "convert the number to that unit"
            )
        source = str(node.get("source") or "")
        cited = self.citations.get(source)
        status = node.get("status", "published" if source else "assumption")
        if status not in STATUSES:
            self._problem(
                f"{path}.status", repr(status), "one of " + ", ".join(STATUSES), "write one of them"
            )
        if status == "published" and not source:
            self._problem(f"{path}.status", "published", "with a source", "add 'source:'")
        for word in ("source", "note"):
            length = len(str(node.get(word) or ""))
            if length > LONGEST_REMARK:
                self._problem(
                    f"{path}.{word}",
                    f"{length} characters",
                    f"at most {LONGEST_REMARK}",
                    "shorten it",
                )
        text = str(cited) if cited is not None else source
        note = str(node.get("note") or "")
        self.origins[path] = Origin(
            STUDY,
            str(status),
            Quoted(text, STUDY) if text else UNSOURCED,
            Quoted(note, STUDY) if note else None,
        )
        return node["value"]

    def hold_to(self, rule: ResolvedRule, path: str, value: Any) -> None:
        """Refuse a value of the study that is looser than a binding rule.

        A price in other money is not: it is told, since the rate of exchange decides.
        """
        if self.what_if or (unit_of(path) and rule.unit != unit_of(path)):
            return
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        fault = loosening(rule, float(value) if number else value, self.situation)
        if fault:
            self._problem(path, *fault)

    def _problem(self, path: str, found: str, allowed: str, action: str) -> None:
        line = self.document.line_of(path)
        self.problems.append(Problem(self.document.path, line, path, found, allowed, action))


def _count_soil_once(values: dict[str, Any], of_study: Mapping[str, Any]) -> None:
    """An analysis that the study states itself holds its soil, unless the study says otherwise."""
    waste = of_study.get("waste")
    stated = waste.get("components") if isinstance(waste, Mapping) else None
    for name, component in stated.items() if isinstance(stated, Mapping) else ():
        laid = values["waste"]["components"].get(name)
        if (
            isinstance(component, Mapping)
            and isinstance(laid, dict)
            and "adhering_soil" not in component
            and any(f"{substance}_percent" in component for substance in DRY_MATTER)
        ):
            laid["adhering_soil"] = "included"


def _of_rule(filling: Filling) -> Message:
    """Which rule gave an input, since when, how it came, and what its profile remarks."""
    rule = filling.rule
    since = Message(
        "{rule}: {status}, since {since}.",
        rule=rule.id,
        status=Message(STATUS_OF_RULE[rule.status]),
        since=rule.since,
    )
    parts = (since, *(part for part in (filling.how, rule.remark) if part is not None))
    return since if len(parts) == 1 else Message("{parts: }", parts=parts)


def _of_range(filling: Filling, limits: Range) -> Message:
    """Which end of which rule's range stands in for an input."""
    amounts = amount(limits, unit_of(str(filling.rule.feeds)), filling.rule.origin)
    return Message("The cautious end of {range}. {rule}", range=amounts, rule=_of_rule(filling))


def _could_stand(path: str, value: Any) -> bool:
    """Whether a value is of its input's kind and range; the definition tells what is not."""
    field = field_at(StudyDefinition, path.split("."))
    bounds = card_of(field).range if field else None
    if bounds is None:
        return isinstance(value, str)
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and bounds.admits(min(max(value, -LARGEST), LARGEST))


def _within(value: Any, limits: Range) -> bool:
    return isinstance(value, (int, float)) and limits.low <= value <= limits.high


def _may_be_sourced(path: str) -> bool:
    """Whether a place holds an input that `{value, source, ...}` may give: no section, no head."""
    parts = path.split(".")
    field = field_at(StudyDefinition, parts)
    inside = len(parts) > 1 and parts[0] not in UNSOURCED_PARTS
    return inside and field is not None and section_in(field) is None


def _open(values: dict[str, Any], model: type[BaseModel]) -> None:
    """Open the sections that a study always has: one may be without any default."""
    for name, field in model.model_fields.items():
        section = field.annotation
        if isinstance(section, type) and issubclass(section, BaseModel):
            _open(values.setdefault(name, {}), section)


def _put(values: dict[str, Any], path: str, value: Any) -> None:
    *parents, leaf = path.split(".")
    node = values
    for parent in parents:
        node = node.setdefault(parent, {})
    node[leaf] = copy.copy(value)


def _merge(
    base: dict[str, Any], over: Mapping[str, Any], path: str, origins: dict[str, Origin]
) -> None:
    """Lay one nested mapping over another; what is replaced loses its origin."""
    for key, value in over.items():
        place = f"{path}.{key}" if path else str(key)
        below = base.get(key)
        if isinstance(value, Mapping) and isinstance(below, dict):
            _merge(below, value, place, origins)
        else:
            base[key] = value
            for old in [
                origin for origin in origins if origin == place or origin.startswith(place + ".")
            ]:
                del origins[old]


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a nested mapping with its dotted path.

    Examples
    --------
    >>> list(leaves({"a": {"b": 1}, "c": [2, 3]}))
    [('a.b', 1), ('c', [2, 3])]
    """
    if isinstance(node, Mapping):
        for key, item in node.items():
            yield from leaves(item, f"{path}.{key}" if path else str(key))
    else:
        yield path, node
