"""What a rule's value is in a situation, and in words."""

from fractions import Fraction
from typing import TypeAlias, cast

from wte_ppp.currencies import unit_as_written
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.guidance.brackets import Brackets
from wte_ppp.guidance.limits import EmissionLimits
from wte_ppp.guidance.names import name_in_words
from wte_ppp.guidance.references import RuleReference, Scaled, scaled_in_words
from wte_ppp.guidance.shapes import (
    BandLinear,
    CappedIndex,
    Linear,
    Range,
    Situation,
    Steps,
    Weights,
)
from wte_ppp.guidance.tables import Table, cells
from wte_ppp.guidance.written import Plain
from wte_ppp.messages import Message, Quoted, Text, mark, sentence

Shape: TypeAlias = (
    Range
    | Weights
    | Steps
    | Linear
    | CappedIndex
    | EmissionLimits
    | RuleReference
    | Scaled
    | Table
    | Brackets
)
YEAR = "calendar year"  # unit of a year by its number


def value_at(value: Plain | Shape, situation: Situation) -> Plain | Range | Weights:
    """What a rule says in a situation.

    Raises `DocumentError` if the situation lacks what the value depends on, or names what there
    is none of.
    """
    if isinstance(value, (Steps, Linear, CappedIndex, EmissionLimits, Brackets)):
        return value.at(situation)
    if isinstance(value, Table):
        return value_at(value.cell(situation), situation)
    if isinstance(value, Scaled):
        return cast(Plain | Range, value.of(value_at(value.value, situation)))
    if isinstance(value, RuleReference):
        found, allowed = f"a reference to {value.id}", "a value"
        action = "ask for the rule on a day, for a project"
        raise DocumentError((Problem(None, None, value.id, found, allowed, action),))
    return value


def needs(value: Plain | Shape) -> tuple[str, ...]:
    """Names that a situation must give for a value.

    Examples
    --------
    >>> needs(Linear(by="capacity_mw", intercept=1, slope=2)), needs(2114.0)
    (('capacity_mw',), ())
    """
    if isinstance(value, Scaled):
        return needs(value.value)
    if isinstance(value, Table):
        inner = [name for _, cell in cells(value) for name in needs(cell)]
        return tuple(dict.fromkeys((*value.by, *inner)))
    if isinstance(value, (Linear, Brackets)):
        return (value.by,)
    if isinstance(value, Steps):
        inner = [band.value.linear.by for band in value.bands if isinstance(band.value, BandLinear)]
        return tuple(dict.fromkeys((value.by, *inner)))
    if isinstance(value, CappedIndex):
        return (value.by,) if value.at_most_percent_per_year is None else (value.by, "years")
    return ("pollutant",) if isinstance(value, EmissionLimits) else ()


def takes(value: Plain | Shape) -> tuple[str, ...]:
    """Names that a situation may give for a value: what it needs, and for limits what picks a row.

    Examples
    --------
    >>> takes(2114.0)
    ()
    """
    if isinstance(value, Scaled):
        return takes(value.value)
    picked = ("averaging", "case") if isinstance(value, EmissionLimits) else ()
    return (*needs(value), *picked)


def asks_value(value: Plain | Shape, situation: Situation) -> bool:
    """Whether a situation asks for the value, and does not only say which of several laws holds.

    Examples
    --------
    >>> line = Linear(by="capacity_mw", intercept=1, slope=2)
    >>> asks_value(line, {"capacity_mw": 12}), asks_value(line, {"permit": "2020-01-01"})
    (True, False)
    """
    return not needs(value) or any(name in takes(value) for name in situation)


def in_words(value: Plain | Shape, by: str = "") -> Text:
    """A value for a person, without its unit.

    Parameters
    ----------
    value
        As a profile or a tender holds it.
    by
        Who wrote it, such as a profile and its version: its words are theirs.

    Returns
    -------
    Message | Quoted
        With exact numbers.

    Examples
    --------
    >>> str(in_words(Linear(by="capacity_mw", intercept=0.1454, slope=-0.00076)))
    '0.1454 - 0.00076 x capacity in MW'
    """
    if value is None:
        return Message("none")
    if isinstance(value, bool):
        return Message("yes") if value else Message("no")
    if isinstance(value, (float, int)):
        return Message("{value:max10}", value=value)
    if isinstance(value, str):
        return Quoted(value, by)
    if isinstance(value, tuple):
        return Message("{words:; }", words=tuple(Quoted(word, by) for word in value))
    if isinstance(value, Range):
        return Message("{low:max10} to {high:max10}", low=value.low, high=value.high)
    if isinstance(value, Weights):
        shares = (
            Message("{name} {share:max10}", name=sentence(name.replace("_", " ")), share=share)
            for name, share in value.shares.items()
        )
        return Message("{shares}", shares=tuple(shares))
    if isinstance(value, Linear):
        return _line(value)
    if isinstance(value, CappedIndex):
        return _index(value)
    if isinstance(value, Steps):
        steps = tuple(_step(value, place) for place in range(len(value.bands)))
        return Message("{steps:; }", steps=steps)
    if isinstance(value, Scaled):
        return scaled_in_words(
            Message("({value})", value=in_words(value.value, by)), value.times, value.plus
        )
    if isinstance(value, Table):
        stated = "otherwise" in value.model_fields_set
        otherwise = in_words(value.otherwise, by) if stated else None
        return value.in_words([in_words(row.value, by) for row in value.rows], otherwise, by)
    return value.in_words(by) if isinstance(value, EmissionLimits) else value.in_words()


def amount(value: Plain | Shape, unit: str, by: str = "") -> Text:
    """A value with its unit, for a person; emission limits carry units of their own.

    Examples
    --------
    >>> str(amount(2114.0, "VND/kWh"))
    '2,114 VND/kWh'
    >>> str(amount(2021.0, YEAR))
    '2021'
    """
    bare = isinstance(value, (str, bool, tuple, EmissionLimits)) or value is None
    if bare or not unit:
        return in_words(value, by)
    if isinstance(value, RuleReference):
        return value.in_words()
    if isinstance(value, (float, int)):
        if unit == YEAR:
            return Message("{value}", value=int(value))  # no separator of thousands
        return Message("{value:max10} {unit}", value=value, unit=unit_as_written(unit))
    return Message("{value} {unit}", value=in_words(value, by), unit=unit_as_written(unit))


def _line(line: Linear) -> Message:
    numbers = {"intercept": line.intercept, "slope": abs(line.slope)}
    key = (
        mark("{intercept:max10} - {slope:max10} x {variable}")
        if line.slope < 0
        else mark("{intercept:max10} + {slope:max10} x {variable}")
    )
    text = Message(key, **numbers, variable=name_in_words(line.by))
    if line.at_least is not None:
        text = Message("{line}, at least {least:max10}", line=text, least=line.at_least)
    if line.at_most is not None:
        text = Message("{line}, at most {most:max10}", line=text, most=line.at_most)
    return text


def _index(value: CappedIndex) -> Message:
    text = Message(
        "{base:max10}, {share:max4} % of it following {index} from {base_index:max10}",
        base=value.base,
        share=Fraction(str(value.share)) * 100,
        index=name_in_words(value.by),
        base_index=value.base_index,
    )
    cap = value.at_most_percent_per_year
    if cap is None:
        return text
    return Message("{value}, at most {cap:max4} % a year", value=text, cap=cap)


def _step(steps: Steps, place: int) -> Text:
    band = steps.bands[place]
    value = band.value
    text = _line(value.linear) if isinstance(value, BandLinear) else in_words(value)
    if band.bound is None:
        return Message("{value} above", value=text) if place else text
    key = (
        mark("{value} up to {bound:max10} ({variable})")
        if band.up_to is not None
        else mark("{value} below {bound:max10} ({variable})")
    )
    return Message(key, value=text, bound=band.bound, variable=name_in_words(steps.by))
