"""Slips that leave a rule sound by itself and useless: what nobody can answer, hides or tests."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping

from wte_ppp.documents import Document, DocumentError, Problem, did_you_mean
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.limits import EmissionLimits
from wte_ppp.guidance.load import Guidance
from wte_ppp.guidance.names import VARIABLES, WORDS
from wte_ppp.guidance.places import at, dated_values
from wte_ppp.guidance.project import UNSAID, Project
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.guidance.rule_tests import Outcome, RuleTest
from wte_ppp.guidance.schema import Rule
from wte_ppp.guidance.sourced import BLANK
from wte_ppp.guidance.spelling import is_slip
from wte_ppp.guidance.tables import Table
from wte_ppp.guidance.units import KINDS
from wte_ppp.guidance.values import needs, takes

MONEY = re.compile(r"[A-Z]{3}(?=/)")
NUMBER = re.compile(r"[-+]?[\d.,\s]*\d\s*\D{0,12}")
DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?[ ./-](?:\d{1,2}|[^\W\d]{3,10})[ ./-]\d{4}")
WORLD = ("USD", "EUR", "JPY")


def slips(guidance: Guidance) -> Iterator[Problem]:
    """Warnings on the rules of a profile's own folder."""
    layer = guidance.layers[-1]
    yield from _unanswerable(layer)
    yield from _hidden(guidance)
    other = _other_currency(layer)
    if other:
        action = f"write {other}, or correct the units"
        found = repr(layer.profile.currency)
        yield at(layer, "head.currency", "", found, f"{other}, as all units say", action)
    for rule_id, rule in layer.rules.items():
        yield from _strange_name(guidance, rule_id)
        for unit in dict.fromkeys((rule.unit, *map(rule.unit_of, rule.values))):
            if not other or not unit.startswith(other):
                yield from _strange_unit(guidance, rule_id, unit)
        yield from _words_for_numbers(guidance, rule_id, rule)
        yield from _day_in_words(layer, rule_id, rule)


def _other_currency(layer: Layer) -> str:
    """The currency of all rules in money, two or more, where the head says one that none has."""
    own = layer.profile.currency
    used = [
        money[0]
        for rule in layer.rules.values()
        for unit in {rule.unit, *map(rule.unit_of, rule.values)}
        if (money := MONEY.match(unit)) and money[0] not in (*WORLD, "CUR")
    ]
    return used[0] if own and len(used) > 1 and {*used} == {used[0]} - {own} else ""


def _day_in_words(layer: Layer, rule_id: str, rule: Rule) -> Iterator[Problem]:
    """A text that is nothing but a day, in a form that cannot be compared: 12 June 2013."""
    for place, dated in enumerate(rule.values):
        if isinstance(dated.value, str) and DAY.fullmatch(dated.value):
            found, action = repr(dated.value), "write it so"
            yield at(layer, rule_id, f"values.{place}.value", found, "a day as YYYY-MM-DD", action)


def _unanswerable(layer: Layer) -> Iterator[Problem]:
    """Values that depend on what neither a study nor a tender can state."""
    for rule_id, _, place, dated in dated_values(layer):
        if isinstance(dated.value, EmissionLimits):
            continue
        for name in needs(dated.value):
            words = isinstance(dated.value, Table) and bool(dated.value.words(name))
            known = WORDS if words else VARIABLES
            if name not in known:
                guess = did_you_mean(name, known)
                action = f"write {guess!r}" if guess else "write one of them"
                allowed = "one of " + ", ".join(known)
                field = _place_of(layer, rule_id, place, name)
                yield at(layer, rule_id, field, repr(name), allowed, action)


def _place_of(layer: Layer, rule_id: str, place: int, name: str) -> str:
    """Where a value names what it depends on."""
    topic, _, rule = rule_id.partition(".")
    document = layer.documents[topic]
    above = f"{rule}.values.{place}.value."
    named = [key for key in document.lines if key.startswith(above) and ".by" in key]
    fits = [key for key in named if _at(document, key) == name]
    return (fits or named or [above.rstrip(".")])[0].removeprefix(f"{rule}.")


def _at(document: Document, key: str) -> object:
    data: object = document.data
    for part in key.split("."):
        data = data[int(part)] if isinstance(data, list) else data[part]  # type: ignore[index]
    return data


def _hidden(guidance: Guidance) -> Iterator[Problem]:
    """Gaps that take away what a profile beneath knows."""
    layer = guidance.layers[-1]
    beneath = Guidance(guidance.layers[:-1])
    as_of = datetime.date.fromisoformat(layer.profile.as_of)
    for rule_id, rule, place, dated in dated_values(layer) if beneath.layers else ():
        if not dated.gap:
            continue
        later = rule.until(place)
        within = dated.since <= as_of and (later is None or as_of < later)
        project = dated.when.example() if dated.when else UNSAID
        known = beneath.on(as_of if within else dated.since, project).get(rule_id)
        if known is not None and not known.bounds:
            found, allowed = "a gap", f"the value of {known.origin}, which it hides"
            action = "remove the rule to inherit it; if it does not hold, null with a source"
            yield at(layer, rule_id, f"values.{place}.gap", found, allowed, action)


def _strange_name(guidance: Guidance, rule_id: str) -> Iterator[Problem]:
    """A rule named nearly like one that is known, which it was surely meant to be."""
    layer = guidance.layers[-1]
    known = {key for one in guidance.layers[:-1] for key in (*one.questions, *one.rules)}
    if rule_id in known or not known:
        return
    topic = rule_id.partition(".")[0]
    near = did_you_mean(rule_id, (key for key in known if key not in layer.rules))
    if near and near.partition(".")[0] == topic and is_slip(rule_id, near):
        action = f"write {near.partition('.')[2]!r}, or give it another name"
        yield at(layer, rule_id, "", rule_id, f"{near}, which is asked for", action)


def _strange_unit(guidance: Guidance, rule_id: str, unit: str) -> Iterator[Problem]:
    """A unit in a currency that is not the country's, or in other letters than a known one."""
    layer = guidance.layers[-1]
    own = {one.profile.currency for one in guidance.layers if one.profile.currency}
    money = MONEY.match(unit)
    if money and own and money[0] not in (*own, *WORLD, "CUR"):
        allowed = " or ".join(dict.fromkeys((*sorted(own), *WORLD)))
        yield at(layer, rule_id, "unit", repr(unit), allowed, "correct the currency")
        return
    known: Mapping[str, str] = {
        asked.replace("CUR", code).casefold().replace(" ", ""): asked.replace("CUR", code)
        for asked in (*(question.unit for question in guidance.questions.values()), *KINDS)
        for code in sorted(own) or ["CUR"]
    }
    meant = known.get(unit.casefold().replace(" ", ""))
    if meant is not None and meant != unit:
        yield at(layer, rule_id, "unit", repr(unit), repr(meant), f"write {meant!r}")


def _words_for_numbers(guidance: Guidance, rule_id: str, rule: Rule) -> Iterator[Problem]:
    """Text that holds a number, in a rule with a unit: `70 %`, `2,114`."""
    layer = guidance.layers[-1]
    for place, dated in enumerate(rule.values):
        value = dated.value
        unit = rule.unit_of(dated)
        if unit and isinstance(value, str) and NUMBER.fullmatch(value):
            found, allowed = repr(value), f"a number in {unit}"
            action = "write digits with a point, without unit, separators and quotes"
            yield at(layer, rule_id, f"values.{place}.value", found, allowed, action)


def idle_tests(guidance: Guidance, outcomes: Iterable[Outcome]) -> Iterator[Problem]:
    """Tests that cannot fail, or say what another says already."""
    seen: dict[tuple[object, ...], str] = {}
    for outcome in outcomes:
        name, test = outcome.name, outcome.test
        asked = (test.rule, test.on, tuple(sorted(test.with_.items())), repr(test.override))
        if asked in seen:
            allowed = "each question once"
            yield _of(outcome, "rule", f"the same as {seen[asked]!r}", allowed, "remove one")
        seen.setdefault(asked, name)
        rule = _rule_of(guidance, test)
        names = () if rule is None else (*takes(rule.value), *rule.asks)
        for key in test.with_:
            if rule is not None and test.override is None and key not in names:
                allowed = ", ".join(names) or "nothing: the rule depends on nothing"
                guess = did_you_mean(key, names)
                action = f"write {guess!r}" if guess else "remove it"
                yield _of(outcome, f"with.{key}", repr(key), allowed, action)
        if BLANK.fullmatch(test.because):
            allowed, action = "arithmetic or clause", "say why it must come out so"
            yield _of(outcome, "because", repr(test.because), allowed, action)


def _rule_of(guidance: Guidance, test: RuleTest) -> ResolvedRule | None:
    """The rule that a test asks about; None where the test itself is at fault."""
    try:
        return guidance.on(test.on, Project.of(test.with_)).get(test.rule)
    except DocumentError:
        return None


def _of(outcome: Outcome, word: str, found: str, allowed: str, action: str) -> Problem:
    field = f"{outcome.name}.{word}"
    line = outcome.document.line_of(field)
    return Problem(outcome.document.path, line, field, found, allowed, action)
