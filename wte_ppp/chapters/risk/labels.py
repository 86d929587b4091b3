"""Names of what was sampled, and figures in the units of reports."""

import math

from wte_ppp.blocks import Cell, Words
from wte_ppp.cards import card_of
from wte_ppp.chapters.names import NAMES
from wte_ppp.chapters.outcome_tables import NOT_STATED, number
from wte_ppp.currencies import sums_of
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.outcomes import Outcome
from wte_ppp.feasibility.result.risk import RiskResult, SpreadOfOutcome
from wte_ppp.field_problems import field_at
from wte_ppp.messages import Message, sentence
from wte_ppp.money_words import unit_words

COMPONENTS = "waste.components."


def input_label(path: str) -> Words:
    """Label of an input by its card; of a share or an item of a list, with which one it is.

    Examples
    --------
    >>> str(input_label("cost.capex_usd")), str(input_label("waste.composition_percent.plastics"))
    ('Capital cost', 'Waste composition: Plastics')
    """
    parts = path.split(".")
    field = field_at(StudyDefinition, parts)
    if field is None:
        return path
    label = sentence(card_of(field).label)
    item = parts[-1]
    if path.startswith(COMPONENTS) and len(parts) > 3:
        return Message("{label}: {item}", label=label, item=_item(parts[2]))
    if field_at(StudyDefinition, parts[:-1]) is field:
        return Message("{label}: {item}", label=label, item=_item(item))
    return label


def _item(key: str) -> Message | str | int:
    if key.isdigit():
        return int(key) + 1
    return Message(NAMES[key]) if key in NAMES else key


def factor_label(factor: str, result: RiskResult) -> Words:
    """Label of an input; an event has the name that the study file gives it."""
    events = {event.name for event in result.events}
    return event_name(factor) if factor in events else input_label(factor)


def event_name(key: str) -> str:
    """Name of an event or scenario, which is a key of the study file."""
    return key.replace("_", " ")


def shown_in(unit: str) -> tuple[float, Words]:
    """Divisor and unit of a figure in reports: sums of money in millions or billions."""
    money = sums_of(unit.partition(" ")[0])
    if money is not None:
        return money.scale, money.sums
    return 1.0, unit_words(unit) if unit else ""


def in_base(row: SpreadOfOutcome, scale: float) -> Cell:
    """An outcome of the base case."""
    return NOT_STATED if "base" in row.not_stated else _figure(row.base, scale)


def in_draws(row: SpreadOfOutcome, value: Outcome, scale: float) -> Cell:
    """A statistic of an outcome over the simulations."""
    return NOT_STATED if "draws" in row.not_stated else _figure(value, scale)


def _figure(value: Outcome, scale: float) -> float | None:
    figure = number(value) / scale
    return figure if math.isfinite(figure) else None


def stated_outcomes(result: RiskResult) -> tuple[str, ...]:
    """Outcomes of which it can be said what drives them."""
    unknown = {row.path for row in result.outcomes if "draws" in row.not_stated}
    paths = dict.fromkeys(row.outcome for row in result.influence)
    return tuple(path for path in paths if path not in unknown)
