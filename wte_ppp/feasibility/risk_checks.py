"""Faults of the risk section that need the rest of the study: paths, ranges, correlations."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from pydantic import BaseModel, ValidationError

from wte_ppp.arrays import Numeric
from wte_ppp.cards import Range
from wte_ppp.currencies import Money
from wte_ppp.documents import Document, Problem, did_you_mean
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.definition.risk import (
    ChangeEvent,
    CorrelationSection,
    DelayEvent,
    OutageEvent,
    RiskSection,
    Spread,
)
from wte_ppp.feasibility.drawn import drawable, input_range
from wte_ppp.feasibility.own_money import own_money
from wte_ppp.messages import Message
from wte_ppp.risk.correlation import impossible_pairs
from wte_ppp.risk.distributions import Distribution, LogNormal, Normal

MOST_CUT_OFF = 0.05
DAYS, MONTHS = (0.0, 365.0), (0.0, 60.0)
Fault = tuple[str, str, str]


def within_range(
    spread: Spread, bounds: Range, base: float | None
) -> tuple[Distribution | None, Fault | None, Message | None]:
    """A spread as a distribution inside an input's allowed range.

    Parameters
    ----------
    spread
        As written.
    bounds
        Of the input, in its unit.
    base
        Value that 100 % stands for; None for a spread in the input's own unit.

    Returns
    -------
    tuple
        Distribution (in the unit, or in % of the base value), or a fault; and a remark on what was
        cut off, if anything was.

    Notes
    -----
    A normal or lognormal distribution without its own ends is cut off at the allowed range, and the
    remark says how much of it lies outside; more than 5 % is a fault.
    """
    scale = 1.0 if base is None else base / 100
    if scale == 0:
        fault = ("percent of a base value of 0", "an input that is not 0", "give it absolute")
        return None, fault, None
    ends = [None if bound is None else bound / scale for bound in _inner(bounds)]
    low, high = ends if scale > 0 else ends[::-1]
    made = spread.made(low, high) if spread.distribution in ("normal", "lognormal") else None
    remark = None
    if made is not None:
        outside = _cut_off(spread, made)
        if outside > MOST_CUT_OFF:
            found = f"{spread.in_words}, of which {100 * outside:.3g} % lie outside the range"
            fault = (found, f"at most {100 * MOST_CUT_OFF:g} % outside {bounds.allowed}",
                     "narrow it, or give low and high")  # fmt: skip
            return None, fault, None
        if outside > 1e-12:
            remark = Message(
                "cut off at the allowed range ({range}), {share} % of it",
                range=bounds.allowed,
                share=100 * float(outside),
            )
    distribution = made or spread.made()
    values = spread.values if spread.distribution == "discrete" else None
    for edge in values if values is not None else distribution.support:
        if not bounds.admits(edge * scale) and not _is_open_end(edge * scale, bounds, spread):
            found = f"{spread.in_words}, which draws {edge * scale:,.10g}"
            return None, (found, bounds.allowed, "keep it within the range"), None
    if bounds.whole and values is None:
        found = f"{spread.distribution} for an input of whole numbers"
        return None, (found, "discrete", "list the values"), None
    return distribution, None, remark


def _inner(bounds: Range) -> tuple[float | None, float | None]:
    low = bounds.low
    if low is not None and bounds.low_excluded:
        low = float(np.nextafter(low, np.inf)) if low else 1e-12
    return low, bounds.high


def _is_open_end(value: Numeric, bounds: Range, spread: Spread) -> bool:
    """Whether the value is the end of a continuous spread at a limit that is itself not allowed."""
    at_end = bool(np.all(np.asarray(value) == bounds.low))
    return spread.distribution != "discrete" and bounds.low_excluded and at_end


def _cut_off(spread: Spread, cut: Distribution) -> float:
    """Probability beyond an input's range, on the sides where the spread has no end of its own."""
    whole = spread.made()
    assert isinstance(whole, (Normal, LogNormal))
    low, high = cut.support
    below = whole.probability(low) if spread.low is None else 0.0
    above = 1 - whole.probability(high) if spread.high is None else 0.0
    return below + above


@dataclass(frozen=True)
class _Place:
    path: str
    place: str
    spread: Spread


def _spreads(risk: RiskSection) -> Iterator[_Place]:
    for path, spread in risk.inputs.items():
        yield _Place(path, f"risk.inputs.{path}", spread)
    for name, event in risk.changes.items():
        for path, spread in event.changes.items():
            yield _Place(path, f"risk.changes.{name}.changes.{path}", spread)


def valid_parts(raw: Any) -> RiskSection | None:
    """What of a risk section can be read by itself, whatever is wrong with the rest of it."""
    if not isinstance(raw, Mapping):
        return None

    def each(key: str, model: type[BaseModel]) -> dict[str, Any]:
        items = raw.get(key)
        models = {}
        for name, item in items.items() if isinstance(items, Mapping) else ():
            with contextlib.suppress(ValidationError):
                models[str(name)] = model.model_validate(item)
        return models

    correlations: tuple[CorrelationSection, ...] = ()
    with contextlib.suppress(ValidationError, TypeError):
        items = raw.get("correlations") or ()
        correlations = tuple(CorrelationSection.model_validate(item) for item in items)
    return RiskSection.model_construct(
        inputs=each("inputs", Spread),
        correlations=correlations,
        outages=each("outages", OutageEvent),
        delays=each("delays", DelayEvent),
        changes=each("changes", ChangeEvent),
    )


def risk_faults(
    study: StudyDefinition | None, risk: RiskSection | None, document: Document
) -> list[Problem]:
    """Faults of the risk section beside the rest of the study."""
    if risk is None:
        return []
    inputs = {} if study is None else drawable(study)
    money = Money() if study is None else own_money(study.finance.money)
    faults: list[tuple[str, Fault]] = []
    for stated in _spreads(risk):
        bounds = input_range(stated.path, money)
        if bounds is None or (study is not None and stated.path not in inputs):
            faults.append((stated.place, _unknown(stated.path, inputs)))
            continue
        relative = stated.spread.basis == "percent_of_base"
        base = inputs.get(stated.path) if relative else None
        if relative and base is None:
            continue  # left out: the base case finds its value, and it is checked then
        _, fault, _ = within_range(stated.spread, bounds, base)
        if fault:
            faults.append((stated.place, fault))
    for kind, (low, high), events in (
        ("outages", DAYS, {name: outage.days for name, outage in risk.outages.items()}),
        ("delays", MONTHS, {name: delay.months for name, delay in risk.delays.items()}),
    ):
        for name, spread in events.items():
            unit, word = ("days", "days") if kind == "outages" else ("months", "months")
            if spread.basis != "absolute":
                fault = ("percent of a base value", f"a number of {unit}", "give it absolute")
                faults.append((f"risk.{kind}.{name}.{word}", fault))
                continue
            bounds = Range(unit, low, high, False, None, False)
            _, wrong, _ = within_range(spread, bounds, None)
            if wrong:
                faults.append((f"risk.{kind}.{name}.{word}", wrong))
    faults += _correlation_faults(risk)
    return [
        Problem(document.path, document.line_of(place) or 1, place, *parts)
        for place, parts in faults
    ]


def _unknown(path: str, inputs: Mapping[str, Any]) -> Fault:
    guess = did_you_mean(path, sorted(inputs))
    action = f"write {guess!r}" if guess else "see `wte-ppp study schema`"
    return (f"unknown input {path!r}", "the dotted path of a number of the study", action)


def _correlation_faults(risk: RiskSection) -> Iterator[tuple[str, Fault]]:
    pairs: dict[tuple[str, str], float] = {}
    places: dict[tuple[str, str], str] = {}
    for index, correlation in enumerate(risk.correlations):
        place = f"risk.correlations.{index}"
        unknown = [name for name in correlation.inputs if name not in risk.inputs]
        for name in unknown:
            guess = did_you_mean(name, risk.inputs)
            action = f"write {guess!r}" if guess else "give it a spread under risk.inputs"
            found = f"{name!r}, which is not drawn"
            yield f"{place}.inputs", (found, "two inputs of risk.inputs", action)
        if unknown:
            continue
        pair = (min(correlation.inputs), max(correlation.inputs))
        if pair in pairs:
            found = f"{pair[0]} with {pair[1]} a second time"
            yield place, (found, "each pair once (the matrix is symmetric)", "remove one")
            continue
        pairs[pair], places[pair] = float(np.asarray(correlation.rank)), place
    for wrong in impossible_pairs(sorted(risk.inputs), pairs):
        first, second = wrong.pair
        if wrong.allowed is None:
            allowed, action = "correlations that can hold together", "bring these nearer to 0"
        else:
            low, high = wrong.allowed
            allowed = f"{low:.2f} to {high:.2f} beside the other correlations"
            action = "change this one or another of those listed"
        found = f"{wrong.found:g} between {first} and {second}: the matrix is not positive "
        yield places[wrong.pair], (found + "semi-definite", allowed, action)
