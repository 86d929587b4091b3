"""What results are made of: outcomes with unit, one number or one a draw, and yearly series."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Annotated, Any, Self, TypeAlias, dataclass_transform

import numpy as np
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    PrivateAttr,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic.fields import FieldInfo

from wte_ppp.blocks import Number
from wte_ppp.currencies import DOLLARS, USD, Money, money_in
from wte_ppp.files import write_atomically
from wte_ppp.messages import Message
from wte_ppp.money_words import in_money

MILLION = 1e6
# What an award or a loan is decided on.
DECIDING = (
    "finance.required_tipping_fee_usd_per_t",
    "finance.equity_irr_percent",
    "finance.project_irr_percent",
    "finance.project_npv_usd",
    "finance.minimum_dscr",
    "finance.lcow_usd_per_t",
    "plant.exported_mwh_per_year",
    "climate.average_reduction_tco2e_per_year",
)

UNITS = ("unit", "units")
AS_COMPUTED = -1  # no context: shapes stay as a step made them


def _draws(info: ValidationInfo) -> int | None:
    return info.context["draws"] if isinstance(info.context, dict) else AS_COMPUTED


def _frozen(array: np.ndarray) -> np.ndarray:
    """View of an array that refuses to be changed."""
    view = array.view()
    view.setflags(write=False)
    return view


def _as_outcome(value: Any, info: ValidationInfo) -> Any:
    """Number for the base case, (draws,) for draws; (draws, 1) while the steps run."""
    array = np.asarray(value, dtype=float)
    if array.ndim > 2 or (array.ndim and array.shape[-1] != 1):
        raise ValueError(f"an outcome of shape {array.shape}; expected one number a draw")
    draws = _draws(info)
    if draws == AS_COMPUTED:
        return _frozen(array) if array.ndim == 2 else float(array.item())
    if draws is None:
        return float(array.item())
    return _frozen(np.broadcast_to(array.reshape(-1), (draws,)))


def _as_series(value: Any, info: ValidationInfo) -> np.ndarray:
    """(years,) for the base case, (draws, years) for draws; either while the steps run."""
    array = np.asarray(value, dtype=float)
    if array.ndim not in (1, 2):
        raise ValueError(f"a series of shape {array.shape}; expected years, or draws and years")
    draws = _draws(info)
    if draws is None or draws == AS_COMPUTED:
        return _frozen(array)
    return _frozen(np.broadcast_to(array, (draws, array.shape[-1])))


def _plain(value: Any) -> Any:
    """Numbers and lists for JSON; what is not defined (NaN) is null."""
    if isinstance(value, np.ndarray):
        return [_plain(item) for item in value.tolist()]
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if np.isfinite(value) else None


_NUMBER = {"type": ["number", "null"]}
_NUMBERS = {"type": "array", "items": _NUMBER}

Outcome: TypeAlias = Annotated[
    float | np.ndarray,
    PlainValidator(_as_outcome),
    PlainSerializer(_plain),
    WithJsonSchema({"anyOf": [_NUMBER, _NUMBERS]}),
]
Series: TypeAlias = Annotated[
    np.ndarray,
    PlainValidator(_as_series),
    PlainSerializer(_plain),
    WithJsonSchema({"anyOf": [_NUMBERS, {"type": "array", "items": _NUMBERS}]}),
]


@dataclass(frozen=True)
class Card:
    """What a figure of a result is: the one place of its label, unit and form.

    Schema, tables of the documentation, heads of data files and every paper take them from here.

    Examples
    --------
    >>> card = Card("USD", "Senior debt")
    >>> card.cell(62.5e6), card.cell(1_581.25e9, Money("VND"))
    (62.5, 1581.25)
    """

    unit: str
    label: str
    symbol: str = ""
    definition: str = ""
    source: str = ""
    whole: bool = False

    @property
    def meaning(self) -> str:
        """Label with symbol, definition and source, for tables that explain.

        Examples
        --------
        >>> Card("USD", "Sponsor support", definition="Where cash does not cover service").meaning
        'Sponsor support. Where cash does not cover service'
        """
        symbol = f" ({self.symbol})" if self.symbol and self.symbol not in self.label else ""
        return ". ".join(
            part for part in (self.label + symbol, self.definition, self.source) if part
        )

    def cell(self, value: float, money: Money = DOLLARS) -> float | Number:
        """A value as a table shows it: sums in millions or billions, counts and years whole."""
        if self.whole and math.isfinite(value):
            return Number(value, ".0f")
        if self.unit == USD:
            return value / money.scale
        money_of_unit = money_in(self.unit) == USD and not money.decimals
        return Number(value, ",.0f") if money_of_unit and math.isfinite(value) else value


def outcome(
    unit: str,
    label: str,
    *,
    symbol: str = "",
    definition: str = "",
    source: str = "",
    whole: bool = False,
) -> Any:
    """Field of a result with its card.

    Parameters
    ----------
    unit
        As the field writes it; empty for a ratio or a count.
    label
        Its name on every paper, short.
    symbol
        Such as DSCR or LCOW, where the field has one.
    definition
        A longer explanation, where the label does not say it all.
    source
        Document that defines it.
    whole
        A count or a year.

    Returns
    -------
    Any
        For a field of a `ResultSection`.
    """
    card = Card(unit, label, symbol, definition, source, whole)
    extra = {name: value for name, value in asdict(card).items() if value and name != "label"}
    return Field(description=label, json_schema_extra={"unit": unit, **extra})


def card_of(field: FieldInfo) -> Card:
    """Card that `outcome` gave a field; of another field its description alone."""
    extra = field.json_schema_extra
    stated: dict[str, Any] = dict(extra) if isinstance(extra, Mapping) else {}
    names = {field.name for field in fields(Card)} & stated.keys()
    return Card(
        label=field.description or "",
        **{"unit": "", **{name: stated[name] for name in names}},
    )


def unit_of(field: FieldInfo) -> str:
    """Unit that `outcome` declared for a field."""
    return card_of(field).unit


@dataclass_transform(kw_only_default=True, field_specifiers=(outcome, Field))
class ResultSection(BaseModel):
    """Part of a result: frozen, and complete.

    A step builds it by keyword, as its arrays are: an outcome is a number or (draws, 1), a series
    (years,) or (draws, years). `for_draws` gives it the one shape of a finished result; so does
    `model_validate(values, context={"draws": n})`: with draws every outcome has the shape (n,) and
    every series (n, years), also where a value is the same in all draws.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    _money: Money = PrivateAttr(default=DOLLARS)

    @property
    def money(self) -> Money:
        """Money of the study, for which `_usd` and USD stand in names and cards."""
        return self._money

    def in_money(self, money: Money) -> Self:
        """The section, and those within, with units and texts in a study's money.

        Parameters
        ----------
        money
            In which the figures are.

        Returns
        -------
        Self
            The same figures under the same names.
        """
        if money == self._money:
            return self
        values = {name: _in_money(getattr(self, name), money) for name in type(self).model_fields}
        values |= {name: _unit_in(values[name], money) for name in UNITS if name in values}
        section = self.model_copy(update=values)
        section._money = money
        return section

    @classmethod
    def joined(cls, *parts: "ResultSection") -> Self:
        """Section of the fields of several parts.

        Parameters
        ----------
        *parts
            Of the classes that this one is derived from; each field stands in one of them.

        Returns
        -------
        Self
            Checked for completeness.
        """
        return cls.model_validate(
            {
                field.alias or name: getattr(part, name)
                for part in parts
                for name, field in type(part).model_fields.items()
            }
        )

    def for_draws(self, draws: int | None) -> Self:
        """The section with every outcome (draws,) and every series (draws, years).

        Parameters
        ----------
        draws
            Their number; None for the base case, whose numbers have that shape already.

        Returns
        -------
        Self
            Parts within it have their shape too.
        """
        if draws is None:
            return self
        values = {name: getattr(self, name) for name in type(self).model_fields}
        values = {
            name: value.for_draws(draws) if isinstance(value, ResultSection) else value
            for name, value in values.items()
        }
        return self.model_validate(values, context={"draws": draws})

    def to_json(self, path: str | Path | None = None) -> str:
        """Write the result as JSON, the same bytes for the same inputs.

        Parameters
        ----------
        path
            File to write; left out: only the text is returned.

        Returns
        -------
        str
            JSON by the published schema (`wte-ppp study schema`, with --result or --risk); names
            that end in `_usd` there have the code of the study's money.
        """
        data = coded(self.model_dump(mode="json", by_alias=True), self.money)
        text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
        if path is not None:
            write_atomically(Path(path), text)
        return text


def coded(data: Any, money: Money) -> Any:
    """Plain data of a result with a money's code in names; what a person wrote stays.

    Examples
    --------
    >>> coded({"capex_usd": 1.0, "path": "cost.capex_usd"}, Money("VND"))
    {'capex_vnd': 1.0, 'path': 'cost.capex_vnd'}
    """
    if money.code == USD:
        return data
    if isinstance(data, Mapping):
        if "by" in data:
            return data
        return {money.name(name): coded(one, money) for name, one in data.items()}
    if isinstance(data, list):
        return [coded(one, money) for one in data]
    return money.name(data) if isinstance(data, str) else data


def _unit_in(unit: Any, money: Money) -> Any:
    """A unit, or several, in a study's money."""
    if isinstance(unit, tuple):
        return tuple(_unit_in(one, money) for one in unit)
    return money.unit(unit) if isinstance(unit, str) else unit


def _in_money(value: Any, money: Money) -> Any:
    """Texts and sections in a study's money; names and figures stay."""
    if isinstance(value, ResultSection):
        return value.in_money(money)
    if isinstance(value, Message):
        return in_money(value, money)
    if isinstance(value, tuple):
        return tuple(_in_money(one, money) for one in value)
    if isinstance(value, dict):
        return {name: _in_money(one, money) for name, one in value.items()}
    return value


def value_at(outcomes: BaseModel, path: str) -> Any:
    """Outcome at a dotted place such as "finance.public.payment_usd"; None if there is none."""
    section, *names = path.split(".")
    part: Any = getattr(outcomes, section, None) if names else None
    for name in names:
        if isinstance(part, Mapping):
            part = part.get(name)
        elif part is not None:
            part = getattr(part, name) if name in getattr(type(part), "model_fields", {}) else None
    return part
