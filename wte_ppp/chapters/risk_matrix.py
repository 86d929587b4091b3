"""The risk matrix of a study: what was computed, what is judged, and who usually bears it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib.colors import HexColor, white
from reportlab.platypus import Flowable, KeepTogether

from wte_ppp.chapters.names import driver_name
from wte_ppp.chapters.outcome_tables import input_value, number
from wte_ppp.feasibility.result import RiskResult, StudyResult
from wte_ppp.guidance.catalogues import Risk
from wte_ppp.guidance.load import load_guidance
from wte_ppp.print.charts.canvas import add_heading, label
from wte_ppp.print.language import Language, mark
from wte_ppp.print.layout import H2, NOTE, PAGE_WIDTH, Paper, gap
from wte_ppp.print.typefaces import REGULAR, register_fonts
from wte_ppp.risk.levels import (
    IMPACT_BOUNDS,
    PROBABILITY_BOUNDS,
    Level,
    level_of,
    margin_level,
    worse_percent,
)
from wte_ppp.sources import table

TOOLKIT = "wte_ppp"
OUTCOME = "finance.equity_irr_percent"
LEVELS: tuple[Level, ...] = ("low", "medium", "high")
WORDS = {"low": mark("low"), "medium": mark("medium"), "high": mark("high")}
PARTIES = {"public": mark("public"), "private": mark("private"), "shared": mark("shared")}
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
DRIVERS: Mapping[str, str] = {
    "Capital cost": "construction_cost",
    "Operating cost": "inflation",
    "Revenue other than tipping fees": "power_price",
    "Tonnes paying the tipping fee": "waste_quantity",
    "Senior debt interest rate": "interest",
}
RISKS_SHOWN = {
    *ENTRIES.values(),
    *DRIVERS.values(),
    *(row["risk"] for row in table("qualitative_risks")),
}
COLOURS = {0: HexColor("#d9e8d2"), 1: HexColor("#f6e7b8"), 2: HexColor("#efc9a5"),
           3: HexColor("#dd9a91")}  # fmt: skip
COMPUTED = mark(
    "Probability: share of the draws in which the driver is worse than in the base case, of an "
    "event that it happens; low below {low} %, high from {high} %. Impact: points that the equity "
    "IRR loses with the driver at the worse of its P10 and P90; low below {small}, high from "
    "{large}."
)
SWITCHING = mark(
    "The study has no risk section: impact is read from the switching values (high: the owners "
    "miss their return when the driver moves by less than 10 %; low: by more than 25 %), "
    "probability is not computed."
)
JUDGED = mark(
    "Marked judged: not computed by this study, rated by the tool for plants of this kind; an "
    "assumption to be replaced by the project's own assessment. Bearer: usual allocation by the "
    "toolkit's catalogue of risks, not what a contract says."
)


@dataclass(frozen=True)
class RiskLine:
    """One line of the matrix; without an effect it is judged, not computed."""

    name: str
    entry: str | None
    probability: Level | None
    impact: Level
    effect: str = ""
    loss: float = 0.0


@cache
def _catalogue() -> Mapping[str, Risk]:
    found = load_guidance(TOOLKIT).catalogue("risks")
    return {name: one for name, one in found.items() if isinstance(one, Risk)}


def _entry(path: str) -> str | None:
    return next((entry for start, entry in ENTRIES.items() if path.startswith(start)), None)


def computed_risks(
    result: StudyResult, risk: RiskResult | None, language: Language
) -> list[RiskLine]:
    """Risks that the study computed, the largest loss first; those without effect are left out.

    Parameters
    ----------
    result
        Base case.
    risk
        Of the same study; None: switching values stand in.
    language
        Of names and numbers.

    Returns
    -------
    list[RiskLine]
        With the effect in words.
    """
    lines = _of_switching(result, language) if risk is None else _of_draws(result, risk, language)
    return sorted(lines, key=lambda one: -one.loss)


def _of_draws(result: StudyResult, risk: RiskResult, language: Language) -> list[RiskLine]:
    inputs = {one.path: one for one in risk.inputs}
    events = {one.name: one for one in risk.events}
    base, found = number(result.finance.equity_irr_percent), []
    for bar in risk.tornado:
        if bar.outcome != OUTCOME:
            continue
        low, high = number(bar.at_low), number(bar.at_high)
        worst = float(np.fmin(low, high))
        loss = base - worst
        undefined = not (np.isfinite(low) and np.isfinite(high))
        if not undefined and loss <= 0.005:
            continue
        more_is_worse = bool(high < low)
        if bar.factor in inputs:
            below = number(inputs[bar.factor].below_base_percent)
            percent, entry = worse_percent(below, more_is_worse=more_is_worse), _entry(bar.factor)
        else:
            event = events[bar.factor]
            percent, entry = number(event.draws_percent), _entry(event.kind)
        effect = language.say(
            "Equity IRR {base} % to {worst} %; worse than planned in {percent} % of draws",
            base=language.quantity(base),
            worst=language.quantity(None if undefined else worst),
            percent=language.quantity(percent, 2),
        )
        found.append(
            RiskLine(
                name=driver_name(bar.factor, language),
                entry=entry,
                probability=level_of(percent, PROBABILITY_BOUNDS),
                impact="high" if undefined else level_of(loss, IMPACT_BOUNDS),
                effect=effect,
                loss=np.inf if undefined else loss,
            )
        )
    return found


def _of_switching(result: StudyResult, language: Language) -> list[RiskLine]:
    target = input_value(result, "finance.target_equity_irr_percent")
    # With no return at all the comparison is false: the target is missed.
    met = isinstance(target, float) and number(result.finance.equity_irr_percent) >= target
    found = []
    for row in result.finance.switching:
        # A grant that may be lost is told by its own line, not by a further grant.
        if not row.change_percent or str(row.driver) not in DRIVERS:
            continue
        effect = language.say(
            mark("The owners miss their return from {change} % on")
            if met
            else mark("The owners miss their return; they reach it from {change} % on"),
            change=language.fixed(row.change_percent, 1, sign=True),
        )
        found.append(
            RiskLine(
                name=language.told(row.driver),
                entry=DRIVERS[str(row.driver)],
                probability=None,
                impact=margin_level(row.change_percent) if met else "high",
                effect=effect,
                loss=1 / abs(row.change_percent),
            )
        )
    return found


def _judged(taken: set[str | None], language: Language) -> list[RiskLine]:
    return [
        RiskLine(
            name=language.told(_catalogue()[row["risk"]].risk),
            entry=row["risk"],
            probability=_level(row["probability"]),
            impact=_level(row["impact"]),
        )
        for row in table("qualitative_risks")
        if row["risk"] not in taken
    ]


def _level(word: str) -> Level:
    return next(one for one in LEVELS if one == word)


def matrix_chapter(paper: Paper, result: StudyResult, risk: RiskResult | None) -> list[Flowable]:
    """Matrix of probability and impact, and the table of its risks with who bears them."""
    say = paper.say
    computed = computed_risks(result, risk, paper.language)
    lines = [*computed, *_judged({one.entry for one in computed}, paper.language)]
    rows = [
        [
            str(at),
            one.name,
            _word(paper, one.probability),
            _word(paper, one.impact),
            one.effect or say("judged"),
            say(PARTIES[_catalogue()[one.entry].usual_party]) if one.entry else say("by contract"),
        ]
        for at, one in enumerate(lines, 1)
    ]
    header = ("", say("Risk"), say("Probability"), say("Impact"), say("What it does"),
              say("Usually borne by"))  # fmt: skip
    how = say(SWITCHING)
    if risk is not None:
        bounds = {"low": PROBABILITY_BOUNDS[0], "high": PROBABILITY_BOUNDS[1],
                  "small": IMPACT_BOUNDS[0], "large": IMPACT_BOUNDS[1]}  # fmt: skip
        how = say(COMPUTED, **{name: paper.quantity(int(one)) for name, one in bounds.items()})
    return [
        *paper.heading(say("Risk matrix and who bears what"), H2, room=250),
        KeepTogether(_matrix(paper, lines)),
        gap(6),
        paper.grid(header, rows, (5, 32, 13, 11, 44, 15), size=7.5),
        gap(3),
        paper.para(how, NOTE),
        paper.para(say(JUDGED), NOTE),
        *_mitigations(paper, computed),
    ]


def _word(paper: Paper, level: Level | None) -> str:
    return paper.say(WORDS[level]) if level else paper.quantity(None)


def _matrix(paper: Paper, lines: Sequence[RiskLine]) -> Drawing:
    """Nine fields, the numbers of the table's risks in them."""
    register_fonts()
    left, bottom, wide, high = 90.0, 28.0, (PAGE_WIDTH - 100.0) / 3, 30.0
    drawing = Drawing(PAGE_WIDTH, bottom + 3 * high + 4, initialFontName=REGULAR)
    for row, probability in enumerate(LEVELS):
        y = bottom + row * high
        drawing.add(label(left - 6, y + high / 2 - 3, _word(paper, probability), "end"))
        for column, impact in enumerate(LEVELS):
            x = left + column * wide
            colour = COLOURS[max(0, row + column - 1)]
            drawing.add(Rect(x, y, wide, high, fillColor=colour, strokeColor=white, strokeWidth=1))
            here = [
                at
                for at, one in enumerate(lines, 1)
                if (one.probability, one.impact) == (probability, impact)
            ]
            text = ", ".join(map(str, here))
            drawing.add(label(x + wide / 2, y + high / 2 - 3, text, "middle"))
    for column, impact in enumerate(LEVELS):
        x = left + (column + 0.5) * wide
        drawing.add(label(x, bottom - 12, _word(paper, impact), "middle"))
    drawing.add(label(left + 1.5 * wide, 4, paper.say("Impact"), "middle"))
    add_heading(
        drawing, paper.say("Risk matrix"), paper.say("Probability; numbers as in the table")
    )
    return drawing


def _mitigations(paper: Paper, lines: Sequence[RiskLine]) -> list[Flowable]:
    """How the toolkit meets the risks that weigh most."""
    entries = list(dict.fromkeys(one.entry for one in lines if one.entry))[:5]
    rows = [
        [paper.told(_catalogue()[one].risk), paper.told(_catalogue()[one].mitigation),
         paper.told(_catalogue()[one].contract_clause)]
        for one in entries
    ]  # fmt: skip
    if not rows:
        return []
    say = paper.say
    header = (say("Risk"), say("How it is met"), say("Clause of the contract"))
    return [
        *paper.heading(say("How the largest risks are met, by the toolkit"), H2),
        paper.grid(header, rows, (30, 55, 20), size=7.5),
    ]
