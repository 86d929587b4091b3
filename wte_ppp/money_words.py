"""What a program says in the money of a study: messages, units, names and whole reports."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from wte_ppp.blocks import Number
from wte_ppp.currencies import USD, Money, money_in
from wte_ppp.messages import OF_MONEY, Message, Quoted, places, sentence

_Said = TypeVar("_Said")


def in_money(said: _Said, money: Money) -> _Said:
    """Texts, units, names and blocks of a report in a study's money.

    Parameters
    ----------
    said
        A message, a name or unit, a block of a report, or a tuple, list or mapping of them. What a
        person wrote stays as it is.
    money
        Of the study.

    Returns
    -------
    _Said
        The same where the money is USD.

    Examples
    --------
    >>> dong = Money("VND", 25_300.0)
    >>> str(in_money(Message("{fee:,.0f} {money}/t", fee=385_000.0), dong))
    '385,000 VND/t'
    >>> str(in_money(Message("{capex:,.0f} {sums} to build", capex=1_771.0), dong))
    '1,771 billion VND to build'
    >>> in_money(("USD/t", "cost.capex_usd", Quoted("USD 70 million", "study")), dong)[:2]
    ('VND/t', 'cost.capex_vnd')
    >>> str(in_money(Message("Results in {second}", second="USD"), dong))
    'Results in USD'
    """
    return said if money.code == USD else _in(said, money)


def unit_words(unit: str) -> Message:
    """A unit as a message; one of money with a place for its code, so that it has a translation.

    >>> unit_words("VND/t accepted").key, str(unit_words("VND/t accepted"))
    ('{money}/t accepted', 'VND/t accepted')
    """
    code = money_in(unit)
    if code in ("", USD):
        return sentence(unit)
    key = Money(code).template(f"{USD}{unit.removeprefix(code)}")
    return Message(key, money=code)


def _in(said: Any, money: Money) -> Any:
    if isinstance(said, Message):
        return _message(said, money)
    if isinstance(said, str):
        # A code alone is a name too, as that of a second money.
        named = money.unit(said) if said != USD else said
        return money.name(said) if named == said else named
    if isinstance(said, (Quoted, Number)):
        return said
    if isinstance(said, (tuple, list)):
        return type(said)(_in(one, money) for one in said)
    if isinstance(said, Mapping):
        return {_in(name, money): _in(one, money) for name, one in said.items()}
    if is_dataclass(said) and not isinstance(said, type):
        parts = {part.name: getattr(said, part.name) for part in fields(said) if part.init}
        return replace(said, **{name: _in(part, money) for name, part in parts.items()})
    return said


def _message(said: Message, money: Money) -> Message:
    values = {name: _in(value, money) for name, value in said.values.items()}
    wanted = set(places(said.key))
    key = said.key
    if not wanted & set(OF_MONEY):
        key = money.template(key)
        wanted = set(places(key))
    values |= {name: money.words[name] for name in wanted & set(OF_MONEY) if name not in values}
    return Message(key, **values)
