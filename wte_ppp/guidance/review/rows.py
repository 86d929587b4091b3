"""Rows of a review sheet: each dated value in force or to come, gaps and unanswered questions."""

import datetime
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wte_ppp.guidance.catalogues import ANY_CURRENCY, Question
from wte_ppp.guidance.coverage import left_open
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.load import Guidance
from wte_ppp.guidance.places import dated_values
from wte_ppp.guidance.schema import DatedValue, Rule
from wte_ppp.guidance.shapes import Range, Weights
from wte_ppp.guidance.source import Source
from wte_ppp.guidance.upkeep import REVIEW_DAYS
from wte_ppp.guidance.values import Shape, amount, in_words
from wte_ppp.guidance.written import Plain
from wte_ppp.messages import Message, Quoted, Text, mark, sentence

EFFECTS: tuple[str, ...] = (mark("award or tariff"), mark("told beside"), mark("shown"))
DECIDING = ("procedure",)
# By whether a question is asked only where the law has it.
ASKED: Mapping[bool, str] = {
    False: mark("Not answered yet. Find the law and enter what it says. Why it matters: {why}"),
    True: mark("Asked where the law has it; leave it empty where it has not. It matters: {why}"),
}


@dataclass(frozen=True)
class Effects:
    """What rules change beyond what they feed and bind, as the floors above know it.

    `deciding` are rules that a study or tender is held to where they bind or that decide an award;
    `told` those that are told beside an input of a study.
    """

    deciding: Collection[str] = ()
    told: Collection[str] = ()


@dataclass(frozen=True)
class Row:
    """One row: a dated value or a question without one, with what its file says of it.

    `place` is that of the value in its rule, None for a question; `raw` what the file says; `said`
    tells this from what another version says.
    """

    rule_id: str
    place: int | None
    raw: Mapping[str, Any]
    said: str
    effect: int
    question: Text
    unit: str
    kind: str
    choices: tuple[str, ...]
    value: Plain | Shape
    since: str
    when: Text | None
    source: Source | None
    clause: str
    read: str
    reviewed: str
    by: str
    todo: Text
    by_profile: str

    @property
    def key(self) -> str:
        """Which value it is, whatever its place."""
        when = json.dumps(self.raw.get("when"), sort_keys=True) if self.raw.get("when") else ""
        return json.dumps([self.rule_id, self.since, when])

    @property
    def is_plain(self) -> bool:
        """Whether its value can be told in one cell."""
        return in_a_cell(self.value)

    def value_in_words(self) -> Text | float:
        """The value for its cell: a number as a number."""
        if self.value is None:
            return Message("not known") if self.raw.get("gap") or self.place is None else _ended()
        if isinstance(self.value, (int, float)) and not isinstance(self.value, bool):
            return float(self.value)
        return (
            in_words(self.value, self.by_profile) if self.is_plain
            else amount(self.value, self.unit, self.by_profile)
        )  # fmt: skip


def in_a_cell(value: Plain | Shape) -> bool:
    """Whether a value is plain, a range or weights: what is typed into one cell.

    >>> in_a_cell(3.0), in_a_cell(("a", "b"))
    (True, True)
    """
    return value is None or isinstance(value, (bool, int, float, str, tuple, Range, Weights))


def _ended() -> Message:
    return Message("none: the rule ended")


def review_rows(
    guidance: Guidance, day: datetime.date, effects: Effects | None = None
) -> tuple[Row, ...]:
    """Rows of a profile's own folder: what changes an award or a tariff first.

    Parameters
    ----------
    guidance
        Its own folder's values are listed; those of what it extends belong to another sheet.
    day
        Values that ended before it are left out.
    effects
        What rules change; None: only what they feed and bind is known.

    Returns
    -------
    tuple[Row, ...]
        By effect, within it in the order of the outline and then of the files.

    Examples
    --------
    >>> from wte_ppp.guidance.load import load_guidance
    >>> rows = review_rows(load_guidance("VN"), datetime.date(2026, 11, 29))
    >>> rows[0].effect, rows[-1].effect
    (0, 2)
    """
    known = effects or Effects()
    order = {rule_id: place for place, rule_id in enumerate(guidance.questions)}
    rows = [row for row in all_rows(guidance, known, day) if not _is_past(guidance, row, day)]
    return tuple(sorted(rows, key=lambda row: (row.effect, order.get(row.rule_id, len(order)))))


def all_rows(guidance: Guidance, effects: Effects, day: datetime.date) -> Iterator[Row]:
    """Every dated value of a profile's own folder, past ones too, then unanswered questions.

    What a country states as not known is asked of its province.
    """
    layer = guidance.layers[-1]
    for rule_id, rule, place, value in dated_values(layer):
        yield _of_value(guidance, rule_id, rule, place, value, effects, day)
    if layer.is_toolkit:
        return
    asked = [rule_id for rule_id in guidance.questions if rule_id not in guidance.rule_ids]
    for rule_id in (*asked, *left_open(guidance, day)):
        yield _of_question(guidance, rule_id, effects)


def _is_past(guidance: Guidance, row: Row, day: datetime.date) -> bool:
    if row.place is None:
        return False
    end = guidance.layers[-1].rules[row.rule_id].until(row.place)
    return end is not None and end <= day


def _of_value(
    guidance: Guidance, rule_id: str, rule: Rule, place: int, value: DatedValue, effects: Effects,
    day: datetime.date,
) -> Row:  # fmt: skip
    layer = guidance.layers[-1]
    topic, _, name = rule_id.partition(".")
    raw = layer.documents[topic].data[name]["values"][place]
    source = layer.sources.get(value.source)
    question = guidance.questions.get(rule_id)
    binds = any(dated.binding != "free" for dated in rule.values)
    about = (
        sentence(rule.description)
        if layer.is_toolkit or (question is not None and question.description == rule.description)
        else Quoted(rule.description, layer.identity)
    )
    read = "" if source is None else value.read(source)
    return Row(
        rule_id=rule_id,
        place=place,
        raw=raw,
        said=said_of(raw, source),
        effect=_effect(rule_id, bool(rule.feeds) or binds, effects),
        question=about,
        unit=rule.unit_of(value),
        kind=_kind(question, rule),
        choices=rule.choices,
        value=value.value,
        since=value.from_,
        when=_when(value, layer),
        source=source,
        clause=value.clause,
        read=read,
        reviewed=value.reviewed or "",
        by=value.reviewed_by,
        todo=_todo(value, read, day, layer, question),
        by_profile=layer.identity,
    )


def _of_question(guidance: Guidance, rule_id: str, effects: Effects) -> Row:
    question = guidance.questions[rule_id]
    currency = guidance.profile.currency or ANY_CURRENCY
    return Row(
        rule_id=rule_id,
        place=None,
        raw={},
        said="",
        effect=_effect(rule_id, question.feeds is not None, effects),
        question=sentence(question.description),
        unit=question.unit.replace(ANY_CURRENCY, currency),
        kind=question.kind,
        choices=question.choices,
        value=None,
        since="",
        when=None,
        source=None,
        clause="",
        read="",
        reviewed="",
        by="",
        todo=Message(ASKED[question.optional], why=sentence(question.why)),
        by_profile=guidance.identity,
    )


def said_of(raw: Mapping[str, Any], source: Source | None) -> str:
    """A mark of what a file says of a value and of its document's standing, for comparison."""
    document = None if source is None else source.model_dump(mode="json", exclude={"read"})
    told = json.dumps([raw, document], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _effect(rule_id: str, drives: bool, effects: Effects) -> int:
    if drives or rule_id.partition(".")[0] in DECIDING or rule_id in effects.deciding:
        return 0
    return 1 if rule_id in effects.told else 2


def _kind(question: Question | None, rule: Rule) -> str:
    """What may be entered: what the outline asks for, unless the rule already has another kind."""
    values = [dated.value for dated in rule.values if dated.value is not None]
    if question is not None and question.kind != "any":
        other = question.kind == "number" and any(isinstance(value, str) for value in values)
        return "any" if other else question.kind
    if values and all(isinstance(value, str) for value in values):
        return "text"
    return "list" if values and all(isinstance(value, tuple) for value in values) else "any"


def _when(value: DatedValue, layer: Layer) -> Text | None:
    """Conditions and end of a value, where it has any."""
    terms = () if value.when is None else (value.when.in_words(layer.identity),)
    ends = () if value.until is None else (Message("until {day}", day=value.until),)
    return Message("{terms:; }", terms=(*terms, *ends)) if terms or ends else None


def _todo(
    value: DatedValue, read: str, day: datetime.date, layer: Layer, question: Question | None
) -> Text:
    if value.gap and question is not None:
        return Message(
            "Find out: {gap} Why it matters: {why}",
            gap=Quoted(value.gap, layer.identity),
            why=sentence(question.why),
        )
    if value.gap:
        return Message("Find out: {gap}", gap=Quoted(value.gap, layer.identity))
    todo = Message(_step(value, read, day))
    if not value.note:
        return todo
    return Message("{todo} Note: {note}", todo=todo, note=Quoted(value.note, layer.identity))


def _step(value: DatedValue, read: str, day: datetime.date) -> str:
    """What the lawyer does with a value."""
    reviewed = datetime.date.fromisoformat(value.reviewed or day.isoformat())
    if not value.source:
        return mark("Name the document that says so, read it and enter what it says.")
    if read == "unread":
        return mark("Nobody has read it: read the article and enter what it says.")
    if read == "report":
        return mark("Known from a report: read the article in the official text.")
    if (day - reviewed).days > REVIEW_DAYS:
        return mark("Read more than a year ago: does it still hold?")
    if value.since > day:
        return mark("Not in force yet: will it enter into force on this day?")
    return mark("Read. Confirm it, or enter what has changed.")
