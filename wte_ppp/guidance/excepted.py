"""Exceptions that cannot be told apart, that nobody can meet, or that say not where they stand."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from wte_ppp.documents import Problem, did_you_mean
from wte_ppp.guidance.conditions import WordTerm
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.load import Guidance
from wte_ppp.guidance.names import DAYS, WORDS
from wte_ppp.guidance.places import at, dated_values
from wte_ppp.guidance.schema import DatedValue
from wte_ppp.guidance.sourced import BLANK
from wte_ppp.guidance.spelling import is_slip
from wte_ppp.guidance.tables import Table

DIGITS = re.compile(r"\d+")


def overlapping(layer: Layer) -> Iterator[Problem]:
    """Exceptions of one day that a project may meet both, where neither is the narrower."""
    for rule_id, rule in layer.rules.items():
        places = [(place, one) for place, one in enumerate(rule.values) if one.when is not None]
        for (earlier, one), (later, two) in itertools.combinations(places, 2):
            if one.since == two.since and _share(one, two):
                found = f"conditions that a project may meet with those of value {earlier}"
                allowed = "one exception a project and day"
                action = (
                    "narrow one of them, or give the one that stands over the other a later day"
                )
                yield at(layer, rule_id, f"values.{later}.when", found, allowed, action)


def _share(one: DatedValue, two: DatedValue) -> bool:
    if one.when is None or two.when is None or not one.when.shares(two.when):
        return False
    return not (one.when.narrower(two.when) or two.when.narrower(one.when))


def loose_conditions(layer: Layer) -> Iterator[Problem]:
    """Conditions on words that no study or tender gives, and those without their clause."""
    for rule_id, _, place, value in dated_values(layer):
        if value.when is None:
            continue
        for term in value.when.terms:
            if isinstance(term, WordTerm) and term.name not in WORDS:
                guess = did_you_mean(term.name, (*WORDS, *DAYS))
                action = f"write {guess!r}" if guess else "write one of them"
                allowed = "one of " + ", ".join((*DAYS, *WORDS))
                field = f"values.{place}.when.{term.name}"
                yield at(layer, rule_id, field, repr(term.name), allowed, action)
        if not value.gap and BLANK.fullmatch(value.clause):
            found, allowed = "conditions without a clause", "the article that makes the exception"
            yield at(layer, rule_id, f"values.{place}.when", found, allowed, "name it in 'clause'")


def misspelt_words(guidance: Guidance) -> Iterator[Problem]:
    """Words of conditions and tables that are a letter off one that stands elsewhere more often."""
    uses = [use for layer in guidance.layers for use in _words(layer)]
    counts = Counter((use.name, use.word) for use in uses)
    for use in _words(guidance.layers[-1]):
        near = [
            word
            for (name, word), count in counts.items()
            if name == use.name
            and count > counts[use.name, use.word]
            and is_slip(use.word, word)
            and DIGITS.sub("", word) != DIGITS.sub("", use.word)
        ]
        if near:
            allowed = f"{near[0]!r}, as elsewhere"
            layer, action = guidance.layers[-1], f"write {near[0]!r}"
            yield at(layer, use.rule_id, use.field, repr(use.word), allowed, action)


class _Use(NamedTuple):
    rule_id: str
    field: str
    name: str
    word: str


def _words(layer: Layer) -> Iterator[_Use]:
    for rule_id, _, place, dated in dated_values(layer):
        for term in dated.when.terms if dated.when else ():
            if isinstance(term, WordTerm):
                field = f"values.{place}.when.{term.name}"
                yield from (_Use(rule_id, field, term.name, word) for word in term.words)
        if isinstance(dated.value, Table):
            field = f"values.{place}.value.table"
            for name in dated.value.by:
                words = dated.value.words(name)
                yield from (_Use(rule_id, field, name, word) for word in words)
