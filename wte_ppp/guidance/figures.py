"""Figures of a rule's value that cannot be meant: outside what is usual, or in another unit."""

import datetime
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from wte_ppp.documents import Problem
from wte_ppp.guidance.brackets import Brackets
from wte_ppp.guidance.catalogues import ANY_CURRENCY, Question
from wte_ppp.guidance.inputs import Input
from wte_ppp.guidance.layer import Layer
from wte_ppp.guidance.limits import EmissionLimits
from wte_ppp.guidance.load import Guidance
from wte_ppp.guidance.places import at, dated_values
from wte_ppp.guidance.project import UNSAID
from wte_ppp.guidance.references import RuleReference
from wte_ppp.guidance.schema import DatedValue, Rule
from wte_ppp.guidance.shapes import CappedIndex, Linear, Range, Steps
from wte_ppp.guidance.tables import Table, cells
from wte_ppp.sources import table

DOLLAR = "USD"
FX = "macro.fx"
MG_PER = {"mg": 1.0, "µg": 1e-3}
PER_M3, PER_NM3 = "/m3", "/Nm3"


def figures(value: Any) -> Iterator[tuple[str, float]]:
    """Numbers of a value in its rule's unit, each with its place below the value.

    Examples
    --------
    >>> list(figures(Range(low=60, high=70)))
    [('.range.low', 60.0), ('.range.high', 70.0)]
    """
    if isinstance(value, float):
        yield "", value
    elif isinstance(value, Range):
        yield from ((".range.low", value.low), (".range.high", value.high))
    elif isinstance(value, Steps):
        for place, band in enumerate(value.bands):
            if isinstance(band.value, float):
                yield f".steps.bands.{place}.value", band.value
    elif isinstance(value, CappedIndex):
        yield ".indexed.base", value.base
    elif isinstance(value, Table):
        for where, cell in cells(value):
            yield from ((where + below, number) for below, number in figures(cell))
    elif isinstance(value, Brackets):
        for place, rate in enumerate(value.bands):
            if rate.amount is not None:
                yield f".brackets.bands.{place}.amount", rate.amount
    elif isinstance(value, Linear):
        bounds = ((".linear.at_least", value.at_least), (".linear.at_most", value.at_most))
        yield from ((place, bound) for place, bound in bounds if bound is not None)


def implausible(guidance: Guidance, inputs: Mapping[str, Input]) -> Iterator[Problem]:
    """Numbers of a profile's own folder that its author should look at again."""
    layer = guidance.layers[-1]
    for rule_id, rule, place, dated in dated_values(layer):
        field = f"values.{place}.value"
        if isinstance(dated.value, EmissionLimits):
            yield from _limits(layer, rule_id, field, dated.value)
            continue
        usual = _usual(guidance, rule_id, rule, dated, inputs)
        value = _referred(guidance, rule_id, dated)
        taken = inputs.get(rule.feeds or "")
        if value is not dated.value and taken is not None and taken.bounds is not None:
            outside = [number for _, number in figures(value) if not taken.bounds.admits(number)]
            if outside and taken.unit == rule.unit_of(dated):
                allowed = f"{taken.bounds.allowed}, as {rule.feeds} takes it"
                found = f"{outside[0]:.10g} {taken.unit}".rstrip()
                yield at(layer, rule_id, field, found, allowed, "correct 'times' or 'plus'")
                continue
        for below, number in figures(value):
            unit = rule.unit_of(dated)
            found = f"{number:.10g} {unit}".rstrip()
            if number == 0 and (dated.note or below == ".range.low"):
                continue  # None, and the note says why.
            if usual and not usual.low <= number <= usual.high:
                span = f"{usual.low:.4g} to {usual.high:.4g} {unit}".rstrip()
                allowed = f"{span}, usual by this library's assumption"
                action = "check the number and its unit"
                yield at(layer, rule_id, field + below, found, allowed, action)
            elif not usual and unit.startswith("%") and _fraction(number, dated):
                action = "multiply by 100, or say in the note that so little is meant"
                yield at(layer, rule_id, field + below, found, "percent, 18 for 18 %", action)


def _referred(guidance: Guidance, rule_id: str, dated: DatedValue) -> Any:
    """A value as it stands on its first day, where it is reckoned from another rule's.

    What is another rule's as it is, is told there.
    """
    reference = dated.value
    if not isinstance(reference, RuleReference) or (reference.times, reference.plus) == (1.0, 0.0):
        return reference
    project = dated.when.example() if dated.when else UNSAID
    rule = guidance.on(dated.since, project).get(rule_id)
    return None if rule is None else rule.value


def _fraction(number: float, dated: DatedValue) -> bool:
    return 0 < abs(number) < 1 and not dated.note


def _usual(
    guidance: Guidance, rule_id: str, rule: Rule, dated: DatedValue, inputs: Mapping[str, Input]
) -> Range | None:
    """What is usual by the outline, or of the input that the rule fills; money at the exchange."""
    question: Question | None = guidance.questions.get(rule_id)
    if question is None or question.usual is None:
        taken = inputs.get(rule.feeds or "")
        if taken and taken.bounds and taken.bounds.usual and taken.unit == rule.unit_of(dated):
            low, high = taken.bounds.usual
            return Range(low=low, high=high)
        return None
    unit = rule.unit_of(dated)
    currency, _, per = unit.partition("/")
    if rule_id == FX or question.unit != f"{ANY_CURRENCY}/{per}":
        return question.usual if rule_id == FX or question.unit == unit else None
    rate = 1.0 if currency == DOLLAR else _rate(guidance, currency, dated.since)
    if rate is None:
        return None
    return Range(low=question.usual.low * rate, high=question.usual.high * rate)


def _rate(guidance: Guidance, currency: str, day: datetime.date) -> float | None:
    """Units of a currency for a dollar, on the day or on the profile's own."""
    for when in (day, datetime.date.fromisoformat(guidance.profile.as_of)):
        rule = guidance.on(when).get(FX)
        if rule and rule.unit == f"{currency}/{DOLLAR}" and isinstance(rule.value, float):
            return rule.value or None
    return None


def _limits(layer: Layer, rule_id: str, field: str, limits: EmissionLimits) -> Iterator[Problem]:
    """Limits in a unit that the pollutant is not measured in, or of another size than any law's."""
    shares = [("o2_percent", limits.o2_percent)]
    shares += [
        (f"rows.{place}.o2_percent", row.o2_percent or 0) for place, row in enumerate(limits.rows)
    ]
    for name, oxygen in shares:
        if 0 < oxygen < 1:
            found, action = f"{oxygen:g} % O2", "multiply by 100"
            yield at(
                layer, rule_id, f"{field}.limits.{name}", found, "percent, 11 for 11 %", action
            )
    for place, row in enumerate(limits.rows):
        where = f"{field}.limits.rows.{place}"
        known = _plausible()[row.pollutant]
        units = known["units"].split("; ")
        found = f"{row.limit:g} {row.unit} of {row.pollutant}"
        if row.unit.replace(PER_M3, PER_NM3).replace("ITEQ", "I-TEQ") not in units:
            allowed = " or ".join(units)
            yield at(layer, rule_id, f"{where}.unit", found, allowed, "correct the unit")
            continue
        low, high = float(known["low"]), float(known["high"])
        number = row.limit * MG_PER.get(row.unit.partition("/")[0], 1.0)
        if row.unit != "ppm" and not low <= number <= high:
            allowed = f"{low:g} to {high:g} {known['unit']}, wide by this library's assumption"
            action = "check the number and its unit"
            yield at(layer, rule_id, f"{where}.limit", found, allowed, action)


@cache
def _plausible() -> Mapping[str, Mapping[str, str]]:
    return {row["pollutant"]: row for row in table("plausible_limits")}
