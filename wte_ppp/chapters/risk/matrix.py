"""The risk matrix of a study: what was computed, what is judged, and who usually bears it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wte_ppp.blocks import Block, Column, Heading, Paragraph, RiskMatrix, Table, Words
from wte_ppp.chapters.outcome_tables import input_value, number
from wte_ppp.chapters.risk.allocation import bearer, mitigations, name_of, parts, phases, rating_of
from wte_ppp.chapters.risk.labels import factor_label
from wte_ppp.feasibility.hanging import hangs_on_unknown
from wte_ppp.feasibility.result import RiskResult, StudyResult
from wte_ppp.messages import Message, mark
from wte_ppp.risk.levels import (
    IMPACT_BOUNDS,
    PROBABILITY_BOUNDS,
    Level,
    level_of,
    margin_level,
    worse_percent,
)

OUTCOME = "finance.equity_irr_percent"
LEVELS: tuple[Level, ...] = ("low", "medium", "high")
WORDS: Mapping[Level, str] = {"low": mark("low"), "medium": mark("medium"), "high": mark("high")}
# Beginning of an input's path, or the kind of an event -> entry of the toolkit's catalogue.
ENTRIES: Mapping[str, str] = {
    "waste.received": "waste_quantity",
    "waste.": "waste_quality",
    "plant.availability": "availability",
    "plant.": "energy_performance",
    "cost.capex": "construction_cost",
    "cost.maintenance": "maintenance",
    "cost.": "inflation",
    "finance.debt.interest": "interest",
    "finance.tipping_fee": "fee_payment",
    "finance.power_tariff": "power_price",
    "finance.grant": "grant",
    "climate.": "carbon_credits",
    "outage": "availability",
    "delay": "completion",
}
# Driver of a switching value (`SwitchingRow.kind`) -> entry. A grant that may be lost is a line
# of its own, not a further grant.
DRIVERS: Mapping[str, str] = {
    "capital_cost": "construction_cost",
    "operating_cost": "inflation",
    "other_revenue": "power_price",
    "paid_tonnes": "waste_quantity",
    "debt_interest": "interest",
}
# Entries that a study does not compute, with the toolkit's rating.
JUDGED = (
    "land_acquisition", "permits", "public_opposition", "es_covenants", "waste_ownership",
    "offtaker_credit", "curtailment", "fee_payment", "currency", "convertibility",
    "change_in_law", "ash_reclassified", "emissions_breach", "carbon_credits",
    "itmo_revocation", "force_majeure", "award_enforcement",
)  # fmt: skip
# Fields of the toolkit's entries that a report prints, by entry.
NAMED = ("risk", "public_bears", "private_bears")
RISKS_SHOWN: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(JUDGED, NAMED),
    **dict.fromkeys((*ENTRIES.values(), *DRIVERS.values()), (*NAMED, "mitigation", "instrument")),
}


@dataclass(frozen=True)
class RiskLine:
    """One line of the matrix; without an effect it is judged, not computed."""

    name: Words
    entry: str | None
    probability: Level | None
    impact: Level
    effect: Message | None = None
    loss: float = 0.0


def _entry(path: str) -> str | None:
    return next((entry for start, entry in ENTRIES.items() if path.startswith(start)), None)


def computed_risks(result: StudyResult, risk: RiskResult | None) -> list[RiskLine]:
    """Risks that the study computed, the largest loss first; those without effect are left out."""
    lines = _of_switching(result) if risk is None else _of_simulations(result, risk)
    return sorted(lines, key=lambda line: -line.loss)


def largest_risks(
    result: StudyResult, risk: RiskResult | None, most: int = 3
) -> tuple[Message, ...]:
    """The computed risks that weigh most, or what to do where none was computed."""
    lines = computed_risks(result, risk)[:most]
    if lines:
        return tuple(
            Message("{at}. {risk}: {effect}.", at=at, risk=line.name, effect=line.effect or "")
            for at, line in enumerate(lines, 1)
        )
    if hangs_on_unknown(result.finance, "equity_irr_percent"):
        return (Message("Not stated: the equity IRR hangs on what is not known."),)
    if risk is None:
        return (
            Message(
                "None was computed: no driver of this study has a switching value. State how the "
                "main inputs may turn out (section risk of the study file) and run the study again."
            ),
        )
    return (
        Message(
            "None was computed: nothing that the section risk of the study file varies lowers the "
            "equity IRR. Add the main drivers: capital cost, quantity and LHV of the waste, "
            "availability, power price."
        ),
    )


def _of_simulations(result: StudyResult, risk: RiskResult) -> list[RiskLine]:
    if hangs_on_unknown(result.finance, "equity_irr_percent"):
        return []
    inputs = {row.path: row for row in risk.inputs}
    events = {event.name: event for event in risk.events}
    base = number(result.finance.equity_irr_percent)
    lines = []
    for bar in risk.tornado:
        if bar.outcome != OUTCOME:
            continue
        low, high = number(bar.at_low), number(bar.at_high)
        worst = float(np.fmin(low, high))
        loss = base - worst
        undefined = not (math.isfinite(low) and math.isfinite(high))
        if not undefined and loss <= 0.005:
            continue
        if bar.factor in inputs:
            below = number(inputs[bar.factor].below_base_percent)
            percent = worse_percent(below, more_is_worse=high < low)
            entry = _entry(bar.factor)
        else:
            percent = number(events[bar.factor].draws_percent)
            entry = _entry(events[bar.factor].kind)
        lines.append(
            RiskLine(
                name=factor_label(bar.factor, risk),
                entry=entry,
                probability=level_of(percent, PROBABILITY_BOUNDS),
                impact="high" if undefined else level_of(loss, IMPACT_BOUNDS),
                effect=_effect(base, None if undefined else worst, percent),
                loss=math.inf if undefined else loss,
            )
        )
    return lines


def _effect(base: float, worst: float | None, percent: float) -> Message:
    if worst is None:
        return Message(
            "Equity IRR {base} % to none; worse than the base case in {percent:.0f} % of "
            "simulations",
            base=base,
            percent=percent,
        )
    return Message(
        "Equity IRR {base} % to {worst} %; worse than the base case in {percent:.0f} % of "
        "simulations",
        base=base,
        worst=worst,
        percent=percent,
    )


def _of_switching(result: StudyResult) -> list[RiskLine]:
    target = input_value(result, "finance.target_equity_irr_percent")
    # With no return at all the comparison is false: the target is missed.
    met = isinstance(target, float) and number(result.finance.equity_irr_percent) >= target
    lines = []
    for row in result.finance.switching:
        if not row.change_percent or row.kind not in DRIVERS:
            continue
        key = (
            mark("Equity IRR falls below target from a change of {change:+.1f} %")
            if met
            else mark("Equity IRR is below target; a change of {change:+.1f} % reaches it")
        )
        lines.append(
            RiskLine(
                name=row.driver,
                entry=DRIVERS[row.kind],
                probability=None,
                impact=margin_level(row.change_percent) if met else "high",
                effect=Message(key, change=row.change_percent),
                loss=1 / abs(row.change_percent),
            )
        )
    return lines


def _judged(taken: set[str | None]) -> list[RiskLine]:
    return [
        RiskLine(name_of(entry), entry, *rating_of(entry)) for entry in JUDGED if entry not in taken
    ]


def matrix_chapter(result: StudyResult, risk: RiskResult | None) -> tuple[Block, ...]:
    """Matrix of probability and impact, and the table of its risks with who bears them."""
    computed = computed_risks(result, risk)
    lines = [*computed, *_judged({line.entry for line in computed})]
    columns = (
        Column("", 5),
        Column(Message("Risk"), 30),
        Column(Message("Phase"), 15),
        Column(Message("Probability"), 13),
        Column(Message("Impact"), 11),
        Column(Message("Effect"), 36),
        Column(Message("Usually borne by"), 15),
    )
    rows = tuple(
        (
            at,
            line.name,
            phases(line.entry),
            None if line.probability is None else Message(WORDS[line.probability]),
            Message(WORDS[line.impact]),
            line.effect or Message("judged"),
            bearer(line.entry),
        )
        for at, line in enumerate(lines, 1)
    )
    return (
        Heading(Message("Risk matrix and allocation"), 2),
        _matrix(lines),
        Table(columns, rows, name="risk_matrix", size="small"),
        Paragraph(_how(risk), "note"),
        Paragraph(
            Message(
                "Judged: not computed by this study, rated by the tool for plants of this kind; "
                "an assumption to be replaced by the project's own assessment. Usually borne by: "
                "allocation in the toolkit's catalogue of risks, not what a contract says."
            ),
            "note",
        ),
        *parts(_entries(lines)),
        *mitigations(_entries(computed)),
    )


def _entries(lines: Sequence[RiskLine]) -> list[str]:
    """Entries of lines, each once, in their order."""
    return list(dict.fromkeys(line.entry for line in lines if line.entry))


def _how(risk: RiskResult | None) -> Message:
    if risk is None:
        return Message(
            "The study has no risk section: impact is read from the switching values (high: equity "
            "IRR falls below target when the driver moves by less than 10 %; low: by more than "
            "25 %), probability is not computed."
        )
    return Message(
        "Probability: share of simulations in which the driver is worse than in the base case, or "
        "in which the event happens; low below {low:.0f} %, high from {high:.0f} %. Impact: "
        "percentage points of equity IRR lost with the driver at the worse of its P10 and P90; low "
        "below {small:.0f}, high from {large:.0f}.",
        low=PROBABILITY_BOUNDS[0],
        high=PROBABILITY_BOUNDS[1],
        small=IMPACT_BOUNDS[0],
        large=IMPACT_BOUNDS[1],
    )


def _matrix(lines: Sequence[RiskLine]) -> RiskMatrix:
    """Nine fields, the numbers of the table's risks in them."""
    cells = tuple(
        (up, across, numbers)
        for up, probability in enumerate(LEVELS)
        for across, impact in enumerate(LEVELS)
        if (
            numbers := tuple(
                at
                for at, line in enumerate(lines, 1)
                if (line.probability, line.impact) == (probability, impact)
            )
        )
    )
    return RiskMatrix(
        "risk_matrix",
        Message("Risk matrix"),
        Message("Probability; numbers as in the table"),
        levels=tuple(Message(WORDS[level]) for level in LEVELS),
        cells=cells,
    )
