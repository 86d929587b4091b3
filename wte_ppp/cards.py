"""A card for each input: label, unit, range, usual range, and its default with where it is from.

A field of a definition is declared once, by `quantity`, `count` or `entry`. Error messages,
warnings, the table of defaults, the JSON Schema, the reference pages and the rows of the workbook
all read the card that the declaration leaves on the field.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar, cast

import numpy as np
from pydantic import Field
from pydantic.fields import FieldInfo

from wte_ppp.arrays import Numeric
from wte_ppp.messages import mark

_Value = TypeVar("_Value", bound=int | float | str | tuple[float, ...])


@dataclass(frozen=True)
class Default(Generic[_Value]):
    """What stands where neither the study nor its country says anything, and where it is from.

    `place` names the entry of `PLACES` that the value was made for; empty: it holds anywhere.
    """

    value: _Value
    status: Literal["published", "assumption"]
    source: str
    note: str = ""
    place: str = ""

    def holds_in(self, profiles: Collection[str]) -> bool:
        """Whether the default was made for one of these countries; without a place, for any.

        >>> Default(27.0, "assumption", "Lowland city", place=TROPICS).holds_in(["MN"])
        False
        """
        return not self.place or not PLACES[self.place].isdisjoint(profiles)


@dataclass(frozen=True)
class Unknown:
    """What stands where nobody gives an input that no default can stand for.

    `states` is what would state it. `cautious` is the end of a profile's range that stands in for
    a number that the profile knows no better, None where neither end is cautious. Where the number
    also counts the other way round, `other_way` is the input that takes the other end. Stated
    inputs of `instead` leave it without use.
    """

    states: str
    cautious: Literal["low", "high"] | None = None
    other_way: str | None = None
    instead: tuple[str, ...] = ()


# Countries for which defaults of a place were made.
TROPICS = mark("tropical lowland of South and South-East Asia")
ASIA = mark("developing Asia")
CHINA_SOUTH_EAST_ASIA = mark("China and South-East Asia")
JAPAN_SOUTH_EAST_ASIA = mark("Japan and South-East Asia")
CHINA_EUROPE = mark("China and the European Union")
VIET_NAM = mark("Viet Nam")
DENMARK = mark("Denmark")
TOKYO = mark("Tokyo")
# Most countries levy it: a study without a word of its profile says that none is counted.
UNTAXED = mark("a country that levies none")
_SOUTH_EAST = frozenset({"ID", "KH", "LA", "MM", "MY", "PH", "TH", "VN"})
_SOUTH = frozenset({"BD", "LK", "MV"})
_EUROPEAN_UNION = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
     "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}
)  # fmt: skip
PLACES: Mapping[str, frozenset[str]] = {
    TROPICS: _SOUTH_EAST | _SOUTH,
    ASIA: _SOUTH_EAST | _SOUTH | {"CN", "IN", "MN"},
    CHINA_SOUTH_EAST_ASIA: _SOUTH_EAST | {"CN"},
    JAPAN_SOUTH_EAST_ASIA: _SOUTH_EAST | {"JP"},
    CHINA_EUROPE: _EUROPEAN_UNION | {"CN"},
    VIET_NAM: frozenset({"VN"}),
    DENMARK: frozenset({"DK"}),
    TOKYO: frozenset(),  # a city's own plants
    UNTAXED: frozenset(),
}
UNKNOWN = float("nan")


@dataclass(frozen=True)
class Range:
    """Unit, allowed range and usual range of a number."""

    unit: str
    low: float | None = None
    high: float | None = None
    low_excluded: bool = False
    usual: tuple[float, float] | None = None
    whole: bool = False

    @property
    def allowed(self) -> str:
        """The allowed range in words."""
        kind = "whole number" if self.whole else "number"
        above = "above" if self.low_excluded else "from"
        if self.low is not None and self.high is not None:
            return f"{kind} {above} {self.low:g} to {self.high:g} {self.unit}".rstrip()
        if self.low is not None:
            return f"{kind} {above} {self.low:g} {self.unit}".rstrip()
        if self.high is not None:
            return f"{kind} up to {self.high:g} {self.unit}".rstrip()
        return f"{kind} in {self.unit}" if self.unit else kind

    def admits(self, value: Numeric) -> bool:
        """Whether every sample is finite and inside the allowed range."""
        array = np.asarray(value, dtype=float)
        if not np.all(np.isfinite(array)):
            return False
        if self.low is not None:
            above = array > self.low if self.low_excluded else array >= self.low
            if not np.all(above):
                return False
        if self.high is not None and not np.all(array <= self.high):
            return False
        return not self.whole or bool(np.all(array == np.rint(array)))

    def is_usual(self, value: Numeric) -> bool:
        """Whether every sample lies in the usual range."""
        if self.usual is None:
            return True
        low, high = self.usual
        return bool(np.all((np.asarray(value) >= low) & (np.asarray(value) <= high)))


@dataclass(frozen=True)
class Card:
    """What is declared of an input.

    `label` is what a row of a table says; `description` is what a reader must know beside it.
    """

    label: str
    description: str = ""
    range: Range | None = None
    default: Default[Any] | None = None
    unknown: Unknown | None = None
    samples: bool = False  # whether an array over simulations may stand in its place

    @property
    def unit(self) -> str:
        """Unit of a number, else an empty text."""
        return self.range.unit if self.range else ""

    @property
    def meaning(self) -> str:
        """Label and description in one line."""
        return f"{self.label}: {self.description}" if self.description else self.label


def quantity(
    unit: str,
    label: str,
    description: str = "",
    *,
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
    usual: tuple[float, float] | None = None,
    whole: bool = False,
    default: Any = ...,
) -> Any:
    """Field of a definition that holds a number, or samples of it.

    Parameters
    ----------
    unit
        Written in errors, in the schema and in the table of inputs.
    label
        A few words: what the row of a table says.
    description
        What a reader must know beside the label.
    ge, gt, le
        Allowed range; outside it the file is refused.
    usual
        Range outside which the user is warned, not stopped.
    whole
        Whether only whole numbers make sense.
    default
        A `Default`, which the layers lay below study and country; `Unknown`: where neither gives
        the number it is not known, NaN, and so is what hangs on it; None: may be left out. Without
        one the study or its country must give the number.

    Returns
    -------
    Any
        A pydantic field.
    """
    bounds = Range(unit, gt if gt is not None else ge, le, gt is not None, usual, whole)
    return _field(label, description, default, bounds, samples=True)


def count(
    unit: str,
    label: str,
    description: str = "",
    *,
    ge: int,
    le: int | None = None,
    default: Any = ...,
) -> Any:
    """Field that holds a whole number which is the same in all simulations, such as a year.

    Parameters
    ----------
    unit, label, description, default
        As for `quantity`.
    ge, le
        Allowed range.

    Returns
    -------
    Any
        A pydantic field of an `int`.
    """
    bounds = Range(unit, ge, le, whole=True)
    return _field(label, description, default, bounds, strict=True, ge=ge, le=le)


def entry(label: str, description: str = "", *, default: Any = ..., **limits: Any) -> Any:
    """Field that holds no number: a choice of words, a text, a section or a mapping of them.

    Parameters
    ----------
    label, description, default
        As for `quantity`.
    **limits
        As pydantic takes them, such as `max_length`.

    Returns
    -------
    Any
        A pydantic field.
    """
    return _field(label, description, default, None, **limits)


def card_of(field: FieldInfo) -> Card:
    """Card of a field; of one that was declared without, its description is the label."""
    cards = (item for item in field.metadata if isinstance(item, Card))
    return next(cards, Card(field.description or ""))


def range_of(field: FieldInfo) -> Range | None:
    """Range of a field that `quantity` declared; None of all others."""
    card = card_of(field)
    return card.range if card.samples else None


def _field(
    label: str,
    description: str,
    default: Any,
    bounds: Range | None,
    *,
    samples: bool = False,
    **limits: Any,
) -> Any:
    stated_default = default if isinstance(default, Default) else None
    extra: dict[str, Any] = {} if bounds is None else {"unit": bounds.unit}
    if bounds is not None and samples:
        low = "above" if bounds.low_excluded else "minimum_value"
        about = {low: bounds.low, "maximum_value": bounds.high, "plausible": bounds.usual}
        extra |= {name: value for name, value in about.items() if value is not None}
    if stated_default is not None:
        extra["default"] = stated_default.value
    unknown = default if isinstance(default, Unknown) else None
    if stated_default is not None:
        limits["default"] = ...
    elif unknown is not None and bounds is not None:
        # By a factory: NaN is no value of a JSON Schema.
        limits["default_factory"] = _nothing_known
    elif unknown is not None:
        limits["default"] = None
    elif "default_factory" not in limits:
        limits["default"] = default
    field = cast(
        FieldInfo,
        Field(title=label, description=description or label, json_schema_extra=extra, **limits),
    )
    field.metadata.append(Card(label, description, bounds, stated_default, unknown, samples))
    return field


def _nothing_known() -> float:
    return UNKNOWN
