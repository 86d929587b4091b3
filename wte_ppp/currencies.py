"""A study's money: its code in units and names, its scale on paper, and the ranges of its amounts.

Cards of inputs and results are written in USD, and names inside the package end in `_usd`: both
stand for the money of the study, which this module puts in their place.
"""

import math
import re
from dataclasses import dataclass, replace
from functools import cache

from babel.numbers import list_currencies

from wte_ppp.cards import Range
from wte_ppp.messages import Message, Quoted, sentence

USD = "USD"
# Of which a unit buys so little that sums are told in billions, and prices without decimals.
_SMALL = frozenset({"IDR", "IRR", "KHR", "LAK", "MMK", "UZS", "VND"})
_NO_DECIMALS = _SMALL | {"CLP", "ISK", "JPY", "KRW", "MNT", "PYG", "UGX"}
_OF_UNIT = re.compile(r"(?P<scale>million |billion |)(?P<code>[A-Z]{3})(?P<rest>$|[/ ].*)", re.S)
_IN_NAME = re.compile(
    r"(?<![a-z0-9])((?:[a-z0-9]+_)*)usd(?=_)|(?<![a-z0-9])((?:[a-z0-9]+_)+)usd(?![a-z0-9])"
)
# End of the unit of a rate: other money for one of the study's.
PER_USD = "/USD"
MILLION, BILLION = 1e6, 1e9


@cache
def is_currency(code: str) -> bool:
    """Whether a text is the code of a currency (ISO 4217).

    Examples
    --------
    >>> is_currency("VND"), is_currency("vnd"), is_currency("XYZ")
    (True, False, False)
    """
    return code in list_currencies()


def money_in(unit: str) -> str:
    """Currency that a unit begins with, or an empty text.

    Examples
    --------
    >>> money_in("USD/t"), money_in("million USD nominal"), money_in("JPY/USD"), money_in("t/day")
    ('USD', 'USD', 'JPY', '')
    """
    found = _OF_UNIT.fullmatch(unit)
    return found["code"] if found and is_currency(found["code"]) else ""


@dataclass(frozen=True)
class Money:
    """The money of a study: ISO code, and units of it for one USD in the price year, NaN unknown.

    Examples
    --------
    >>> dong = Money("VND", 25_300.0)
    >>> dong.unit("USD/t accepted"), dong.unit("t/day"), dong.name("cost.staff_usd_per_year")
    ('VND/t accepted', 't/day', 'cost.staff_vnd_per_year')
    >>> dong.name("finance.grant.jpy_per_usd"), Money().name("cost.capex_usd")
    ('finance.grant.jpy_per_vnd', 'cost.capex_usd')
    """

    code: str = USD
    per_usd: float = 1.0

    @property
    def scale(self) -> float:
        """What sums are divided by on paper."""
        return BILLION if self.code in _SMALL else MILLION

    @property
    def words(self) -> dict[str, str | Message]:
        """What stands in a message's places of money: its code, its sums, their scale."""
        if self.scale == BILLION:
            sums, scale = Message("billion {money}", money=self.code), Message("billion")
        else:
            sums, scale = Message("million {money}", money=self.code), Message("million")
        return {"money": self.code, "sums": sums, "scale": scale}

    @property
    def sums(self) -> Message:
        """What its sums are told in, such as million USD."""
        return Message("{sums}", sums=self.words["sums"])

    @property
    def cent(self) -> float:
        """What one USD cent is worth: sums of less are rounding."""
        return 0.01 * (self.scale / MILLION if math.isnan(self.per_usd) else self.per_usd)

    def said(self, text: str) -> str:
        """A text of the program with its USD in this money.

        >>> Money("VND").said("Senior debt: schedule per USD")
        'Senior debt: schedule per VND'
        """
        return text if self.code == USD else re.sub(r"\bUSD\b", self.code, text)

    @property
    def decimals(self) -> bool:
        """Whether prices have any."""
        return self.code not in _NO_DECIMALS

    def unit(self, unit: str) -> str:
        """A card's unit in this money; its own rate of exchange stays.

        >>> Money("VND").unit("JPY/USD"), Money("VND").unit("VND/USD")
        ('JPY/VND', 'VND/USD')
        """
        if unit == f"{self.code}{PER_USD}":
            return unit
        if unit.endswith(PER_USD):
            return f"{unit.removesuffix(USD)}{self.code}"
        found = _OF_UNIT.fullmatch(unit)
        if found is None or found["code"] != USD:
            return unit
        return f"{found['scale']}{self.code}{found['rest']}"

    def template(self, key: str) -> str:
        """A message that is a unit, with a place for this money's code; others as they are.

        >>> Money("VND").template("million USD nominal"), Money("VND").template("USD/t")
        ('{sums} nominal', '{money}/t')
        """
        found = _OF_UNIT.fullmatch(key)
        if key == f"{self.code}{PER_USD}":
            return key
        if found is None or found["code"] != USD:
            return f"{key.removesuffix(USD)}{{money}}" if key.endswith(PER_USD) else key
        place = "{sums}" if found["scale"] else "{money}"
        return f"{place}{found['rest']}"

    def name(self, text: str) -> str:
        """A name of the package, or a text of names, with this money's code."""
        if self.code == USD or "usd" not in text:
            return text
        return _IN_NAME.sub(self._coded, text)

    def _coded(self, found: re.Match[str]) -> str:
        return f"{found[1] or found[2] or ''}{self.code.lower()}"

    def factor(self, unit: str) -> float:
        """What a number of a card's unit is multiplied by to be in this money."""
        if self.code == USD:
            return 1.0
        if unit.endswith(PER_USD):
            return 1 / self.per_usd
        return self.per_usd if money_in(unit) == USD else 1.0

    def lacks_rate(self, unit: str) -> bool:
        """Whether an amount of this unit may be unknown for want of a rate from USD."""
        return math.isnan(self.per_usd) and self.code in unit

    def range(self, bounds: Range) -> Range:
        """A card's range in this money; where its rate is unknown, only its sign."""
        factor = self.factor(bounds.unit)
        if factor == 1.0:
            return bounds
        unit = self.unit(bounds.unit)
        if math.isnan(factor):
            positive = bounds.low is not None and bounds.low >= 0
            low = 0.0 if positive else None
            return replace(bounds, unit=unit, low=low, high=None, usual=None)
        usual = bounds.usual
        return replace(
            bounds,
            unit=unit,
            low=None if bounds.low is None else bounds.low * factor,
            high=None if bounds.high is None else bounds.high * factor,
            usual=None if usual is None else (usual[0] * factor, usual[1] * factor),
        )


DOLLARS = Money()


def unit_as_written(unit: str) -> Message | Quoted:
    """A unit whose money stays what it is, in whatever money the study is told.

    Examples
    --------
    >>> dollars = unit_as_written("USD/kWh")
    >>> str(getattr(dollars, "key", "")), str(dollars), str(unit_as_written("million USD"))
    ('{money}/kWh', 'USD/kWh', 'million USD')
    >>> str(unit_as_written("THB/USD"))
    'THB/USD'
    """
    found = _OF_UNIT.fullmatch(unit)
    if found is None or not is_currency(found["code"]):
        return sentence(unit)
    if is_currency(found["rest"].removeprefix("/")):
        return Quoted(unit, "rate of exchange")  # of two monies, neither of which is the study's
    code = found["code"]
    key = DOLLARS.template(f"{found['scale']}{USD}{found['rest']}")
    if not found["scale"]:
        return Message(key, money=code)
    billions = found["scale"] == "billion "
    sums = Message("billion {money}" if billions else "million {money}", money=code)
    return Message(key, sums=sums)


def sums_of(unit: str) -> Money | None:
    """The money that a unit is and nothing else: sums of it are told in millions or billions.

    Examples
    --------
    >>> sums_of("VND"), sums_of("VND/t")
    (Money(code='VND', per_usd=nan), None)
    """
    if not is_currency(unit):
        return None
    return DOLLARS if unit == USD else Money(unit, math.nan)
