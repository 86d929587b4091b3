"""What the form of a study says beside its cells."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from wte_ppp.chapters.choices import choice_words
from wte_ppp.chapters.study.inputs import LAYERS
from wte_ppp.chapters.study.inputs import STATUSES as STATUS_WORDS
from wte_ppp.currencies import Money
from wte_ppp.feasibility.definition.risk import SHAPES
from wte_ppp.feasibility.form.inputs import Input, Part, Table
from wte_ppp.feasibility.form.left_out import LeftOut
from wte_ppp.feasibility.given import origin_of
from wte_ppp.messages import Message, Text, Value, mark, sentence

CHOICE_SHEET = "_choices"
SHEETS: Mapping[str, str] = {
    "first": mark("First inputs"),
    "how": mark("How to fill in"),
    "project": mark("Project"),
    "waste": mark("Waste"),
    "plant": mark("Plant"),
    "cost": mark("Cost"),
    "finance": mark("Finance"),
    "climate": mark("Climate"),
    "risk": mark("Risk"),
    "waste lists": mark("Waste, lists"),
    "finance lists": mark("Finance, lists"),
    "risk lists": mark("Risk, lists"),
    "published": mark("Published figures"),
    "sources": mark("Sources"),
    "kept": mark("Kept as it is"),
}
# Shapes and bases of distributions.
_OF_RISK: Mapping[str, str] = {
    **{str(shape): words for shape, words in SHAPES.items()},
    "absolute": mark("in the unit of the input"),
    "percent_of_base": mark("in % of its base value"),
}
LISTS: Mapping[str, str] = {"project": "sources"}
COLUMN_HEADS: Mapping[str, str] = {
    "label": mark("Input"),
    "value": mark("Your value"),
    "unit": mark("Unit"),
    "currency": mark("Currency"),
    "status": mark("Status"),
    "source": mark("Source"),
    "note": mark("Note"),
    "left_out": mark("If left empty"),
    "from": mark("From"),
    "allowed": mark("Allowed"),
    "about": mark("What it is"),
}
WIDTHS: Mapping[str, int] = {
    "label": 34, "value": 20, "unit": 14, "currency": 9, "status": 12, "source": 24, "note": 28,
    "left_out": 16, "from": 32, "allowed": 20, "about": 44,
}  # fmt: skip
HOW = (
    mark("Fill in the yellow cells. All other cells are locked."),
    mark(
        "The first sheet has the inputs that matter most; bold ones must be given. The other "
        "sheets have the rest, a section each."
    ),
    mark(
        "An empty cell means that the study says nothing: what is grey beside it counts then, by "
        "the country's rules or by default, with its source. An empty cell is never 0. Where "
        "something is not known, leave it empty."
    ),
    mark(
        "Numbers are numbers: no units, nothing between thousands. In a cell that takes several, "
        "part them by semicolons, with a point for decimals: 40; 60. A price that changes may be "
        "a list by year: 0.1; 0.1; 0.09."
    ),
    mark("Where the unit is %, ninety-two percent is 92, or 92 % in a cell shown as a percentage."),
    mark("A cell may hold a formula; the value that is stored with it counts, not the formula."),
    mark(
        "Say where a value is from: its status, the source (or the short name of one on the sheet "
        "of sources) and a note. A value that is published needs a source."
    ),
    mark(
        "To leave out what was entered, empty the cell of the value. Do not delete rows or merge "
        "cells; in the lists a row that is emptied or deleted takes its entry away."
    ),
    mark(
        "When it is done: `wte-ppp study from-form` makes a study file of it, or changes only what "
        "you changed in the file that is there."
    ),
)


@dataclass(frozen=True)
class Beside:
    """What counts where a cell is left empty, where it is from, and whether it must be given."""

    value: float | str | Message
    origin: Text | None = None
    needed: bool = False


def sheet_of(part: Part) -> str:
    """Sheet on which a part stands."""
    first = str(part.path[0])
    if isinstance(part, Table) and first in ("waste", "finance", "risk"):
        return f"{first} lists"
    if isinstance(part, Table):
        return LISTS.get(first, first)
    return first if first in SHEETS else "project"


def left_out_words(asked: Input, below: LeftOut, member: bool = False) -> Beside:
    """What a form says beside a cell of the value that counts if it is left empty."""
    path = ".".join(str(part) for part in asked.path)
    value, origin = below.values.get(path), origin_of(below.origins, path)
    if member:
        return Beside("")
    if value is not None and origin is not None and not _is_unknown(value):
        layer = LAYERS.get(origin.layer)
        told = Message(
            "{layer}, {status}: {source}",
            layer=Message(layer) if layer else origin.layer,
            status=Message(STATUS_WORDS[origin.status])
            if origin.status in STATUS_WORDS
            else origin.status,
            source=origin.source,
        )
        return Beside(_shown(asked, value), told)
    if asked.card.unknown is not None:
        states = sentence(asked.card.unknown.states)
        return Beside(Message("not known"), Message("what would state it: {what}", what=states))
    if asked.preset is not None:
        return Beside(_shown(asked, asked.preset))
    if asked.required:
        always = len(asked.path) < 3
        needed = Message("required") if always else Message("required where this part is used")
        return Beside(needed, needed=always)
    return Beside("—")


def _is_unknown(value: object) -> bool:
    return isinstance(value, float) and math.isnan(value)


def word_of(asked: Input, choice: str) -> Text | str:
    """What stands for a choice in a form; one without words of its own as it is written."""
    if choice in _OF_RISK and asked.path[0] == "risk":
        return Message(_OF_RISK[choice])
    try:
        return choice_words(".".join(str(part) for part in asked.path), choice)
    except KeyError:
        return choice


def _shown(asked: Input, value: object) -> float | str | Message:
    if isinstance(value, bool) or not isinstance(value, (int, float, str, list, tuple)):
        return str(value)
    if isinstance(value, (int, float)):
        return float(f"{value:.6g}")
    if isinstance(value, str):
        words = word_of(asked, value)
        return words if isinstance(words, (str, Message)) else str(words)
    return "; ".join(f"{item:g}" if isinstance(item, float) else str(item) for item in value)


def allowed_words(asked: Input, money: Money) -> Message:
    """What a cell may hold, with the usual range."""
    bounds = None if asked.card.range is None else money.range(asked.card.range)
    if asked.kind == "day":
        return Message("a day, YYYY-MM-DD")
    if bounds is None:
        return Message("choose from the list") if asked.choices else Message("text")
    parts: list[Message] = [_range(bounds.low, bounds.high, bounds.low_excluded, bounds.whole)]
    if asked.kind == "numbers":
        parts = [Message("several, parted by ;"), *parts]
    if bounds.usual is not None:
        low, high = bounds.usual
        parts.append(Message("usual: {low:max6} to {high:max6}", low=low, high=high))
    return Message("{parts:; }", parts=tuple(parts))


def _range(low: float | None, high: float | None, open_: bool, whole: bool) -> Message:
    values: dict[str, Value] = {}
    # Whole numbers may be years: nothing between their thousands.
    if low is not None:
        values["low"] = int(low) if whole else low
    if high is not None:
        values["high"] = int(high) if whole else high
    if low is not None and high is not None:
        if open_:
            return Message("above {low:max6} to {high:max6}", **values)
        if whole:
            return Message("whole number, {low} to {high}", **values)
        return Message("{low:max6} to {high:max6}", **values)
    if low is not None:
        if open_:
            return Message("above {low:max6}", **values)
        return Message("{low:max6} or more", **values)
    if high is not None:
        return Message("at most {high:max6}", **values)
    return Message("a number")
