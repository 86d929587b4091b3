"""What rules of the country leave open: exceptions that nobody decided, and prices.

A highest price stands in for one, a rule ends before the study, a premium is not counted.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress

import numpy as np

from wte_ppp.documents import DocumentError
from wte_ppp.feasibility.bound import HELD
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.emissions import RULE as LIMITS
from wte_ppp.feasibility.filling import MONEY_OF_PRICE
from wte_ppp.feasibility.origin import STUDY, Origin
from wte_ppp.feasibility.result import OpenRow
from wte_ppp.guidance.limits import EmissionLimits
from wte_ppp.guidance.names import name_in_words
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.guidance.shapes import Situation
from wte_ppp.guidance.values import amount, needs, value_at
from wte_ppp.messages import Message, sentence

PREMIUM, PREMIUM_YEARS = "tariff.premium", "tariff.premium_years"


def open_rows(
    study: StudyDefinition, rules: Rules, origins: Mapping[str, Origin], situation: Situation
) -> tuple[OpenRow, ...]:
    """Exceptions that the project does not decide, then what is open of the prices.

    Parameters
    ----------
    study
        A valid definition.
    rules
        In force on the study's day for its project.
    origins
        Of the study's inputs, by dotted path.
    situation
        What scales among the rules depend on.

    Returns
    -------
    tuple[OpenRow, ...]
        Exceptions by rule id.
    """
    standing = (*rules.values(), *rules.ended.values(), *rules.gaps.values())
    exceptions = [
        row for rule in sorted(standing, key=lambda rule: rule.id) for row in _exceptions(rule)
    ]
    return (
        *exceptions,
        *_ceilings(rules, origins),
        *_premium(rules, origins, situation),
        *_ending(study, rules, origins),
    )


def _exceptions(rule: ResolvedRule) -> Iterator[OpenRow]:
    for possible in rule.possible:
        binds = possible.binding != "free" or bool(rule.bounds)
        yield OpenRow(
            rule=rule.id,
            description=rule.about,
            kind="exception",
            told=possible.told,
            missing=tuple(sentence(str(name_in_words(name))) for name in possible.missing),
            acts=rule.feeds is not None or rule.id in HELD or binds,
        )


def _ceilings(rules: Rules, origins: Mapping[str, Origin]) -> Iterator[OpenRow]:
    for rule in rules.values():
        is_highest = rule.highest or rule.binding == "at_most"
        if rule.feeds not in MONEY_OF_PRICE or not is_highest or rule.value == 0.0:
            continue
        origin = origins.get(str(rule.feeds))
        if origin is None or origin.layer != rule.origin:
            continue
        yield OpenRow(
            rule=rule.id,
            description=rule.about,
            kind="ceiling",
            told=_ceiling(rule),
            missing=(),
            acts=True,
        )  # fmt: skip


def _ceiling(rule: ResolvedRule) -> Message:
    if rule.binding == "at_most":
        return Message(
            "{value} is the highest that the law allows ({source}): the contract may have less",
            value=rule.amount(), source=rule.cited,
        )  # fmt: skip
    return Message(
        "{value} is the highest price of a frame or auction ({source}): what is agreed lies below "
        "it, and whether it holds on the day was not read",
        value=rule.amount(), source=rule.cited,
    )  # fmt: skip


def _ending(
    study: StudyDefinition, rules: Rules, origins: Mapping[str, Origin]
) -> Iterator[OpenRow]:
    """Rules whose value ends in the study's years, and that it counts beyond."""
    finance = study.finance
    last = np.max(np.asarray(finance.first_operation_year) + np.asarray(finance.contract_years))
    for rule in rules.values():
        if rule.until is None or rule.until.year > last or rule.goes_on:
            continue
        if rule.status == "practice":  # statistics of a year, which no law ends
            continue
        origin = origins.get(str(rule.feeds))
        fills = origin is not None and origin.layer == rule.origin
        if not fills and rule.id != LIMITS and not (rule.bounds and rule.id in HELD):
            continue
        told = (
            Message(
                "{count} limits hold no more from {day} on ({source}): the study counts them in "
                "every year",
                count=len(rule.value.rows), day=rule.until, source=rule.cited,
            )
            if isinstance(rule.value, EmissionLimits)
            else Message(
                "{value} holds no more from {day} on ({source}): the study counts it in every year",
                value=rule.amount(), day=rule.until, source=rule.cited,
            )
        )  # fmt: skip
        yield OpenRow(
            rule=rule.id, description=rule.about, kind="ends", told=told, missing=(), acts=True
        )


def _premium(
    rules: Rules, origins: Mapping[str, Origin], situation: Situation
) -> Iterator[OpenRow]:
    """That a premium of some years is not counted; its scale where nobody says where on it.

    It is counted where the rule fills the study's premium, or the study states its own.
    """
    rule = rules.get(PREMIUM)
    origin = origins.get(str(rule.feeds)) if rule is not None else None
    if rule is None or (origin is not None and origin.layer in (rule.origin, STUDY)):
        return
    value, where = rule.value, {**rule.project.situation, **situation}
    if all(name in where for name in needs(value)):
        with suppress(DocumentError):  # a word that the table does not know
            value = value_at(value, where)
    if value is None or value == 0.0:
        return
    premium, years = amount(value, rule.unit, rule.origin), rules.get(PREMIUM_YEARS)
    told = (
        Message("A premium of {value} ({source}) is not counted", value=premium, source=rule.cited)
        if years is None
        else Message(
            "A premium of {value} for {years} ({source}) is not counted",
            value=premium, years=years.amount(), source=rule.cited,
        )
    )  # fmt: skip
    yield OpenRow(
        rule=PREMIUM, description=rule.about, kind="premium", told=told, missing=(), acts=True
    )
