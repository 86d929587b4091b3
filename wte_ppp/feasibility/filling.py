"""What the country's rules give the inputs of a study, in its situation and in its units."""

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wte_ppp.cards import card_of
from wte_ppp.currencies import USD, Money, money_in
from wte_ppp.documents import DocumentError
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.exchange import EXCHANGE, Exchange
from wte_ppp.feasibility.unknown import cautious_end
from wte_ppp.field_problems import field_at
from wte_ppp.guidance.money import same_but_for_money
from wte_ppp.guidance.names import name_in_words
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.guidance.shapes import Range, Situation
from wte_ppp.guidance.values import amount, needs, value_at
from wte_ppp.messages import Message

# A price that is set in local money moves with it, unless the study says otherwise.
MONEY_OF_PRICE: Mapping[str, str] = {
    "finance.power_tariff_usd_per_kwh": "finance.indexation.power_tariff.currency",
    "finance.tipping_fee_usd_per_t": "finance.indexation.tipping_fee.currency",
}
# The same by the code of a money.
PAID_IN: Mapping[str, str] = {
    path: f"{name.rpartition('.')[0]}.paid_in" for path, name in MONEY_OF_PRICE.items()
}
LOCAL = "local"
SIGNATURE, PARTNER = "ghg.jcm_signature", "climate.jcm.partner"


@dataclass(frozen=True)
class Filling:
    """A value in an input's unit, the rule that gives it, and how it came of what the rule says."""

    rule: ResolvedRule
    value: float | str | Range
    how: Message | None = None


@dataclass(frozen=True)
class Unfilled:
    """A rule that is to fill an input and cannot, with the reason."""

    rule: ResolvedRule
    why: Message


def fillings(
    rules: Mapping[str, ResolvedRule], situation: Situation, exchange: Exchange
) -> Iterator[tuple[str, Filling | Unfilled]]:
    """Each input that a rule is to fill, with what the rule gives it.

    Parameters
    ----------
    rules
        In force on the study's day.
    situation
        What scales among them depend on: capacity, year of operation, words of the project.
    exchange
        Rates to the study's money.

    Yields
    ------
    tuple[str, Filling | Unfilled]
        Dotted path of the input, and its value or why there is none. A range stands where one of
        its ends is the cautious one.
    """
    for rule in rules.values():
        if rule.feeds is None:
            continue
        try:
            filling = _before_signature(rule, rules) or _in_unit(
                rule, _in_situation(rule, situation), exchange
            )
        except _NoneGivenError as none:
            yield rule.feeds, Unfilled(rule, none.why)
        else:
            yield rule.feeds, filling


class _NoneGivenError(Exception):
    """That a rule gives no value, and why."""

    def __init__(self, why: Message) -> None:
        self.why = why


def _before_signature(rule: ResolvedRule, rules: Mapping[str, ResolvedRule]) -> Filling | None:
    """That a plant which operated before the JCM was signed has no part in it; None elsewhere."""
    signed = rules.get(SIGNATURE)
    operation = rule.project.days.get("operation")
    if rule.feeds != PARTNER or rule.value != "partner" or signed is None or operation is None:
        return None
    try:
        day = datetime.date.fromisoformat(str(signed.value))
    except ValueError:
        return None  # a text that names no day
    if operation >= day:
        return None
    how = Message(
        "Operation begins on {operation}, before the Joint Crediting Mechanism was signed on "
        "{day}: no credits.",
        operation=operation, day=day,
    )  # fmt: skip
    return Filling(rule, "no partner", how)


def _in_situation(rule: ResolvedRule, situation: Situation) -> tuple[Any, Message | None]:
    """A rule's value as the situation has it, and how it came."""
    asked = needs(rule.value)
    if not asked:
        return rule.value, None
    situation = {**rule.project.situation, **situation}
    missing = tuple(name_in_words(name) for name in asked if name not in situation)
    if missing:
        raise _NoneGivenError(
            Message("it depends on {names}, which the study does not say", names=missing)
        )
    where = Message(
        "{parts:; }",
        parts=tuple(
            Message("{name} = {value}", name=name_in_words(name), value=situation[name])
            for name in asked
        ),
    )
    try:
        value = value_at(rule.value, situation)
    except DocumentError as error:
        raise _NoneGivenError(
            Message("it takes no {found}", found=error.problems[0].found)
        ) from None
    if value is None:
        raise _NoneGivenError(Message("it gives none at {where}", where=where))
    return value, Message(
        "{value} at {where}, of {scale}.",
        value=amount(value, rule.unit, rule.origin), where=where, scale=rule.amount(),
    )  # fmt: skip


def _in_unit(rule: ResolvedRule, given: tuple[Any, Message | None], exchange: Exchange) -> Filling:
    """A value in the unit of its input; a price in other money at the rate of exchange."""
    value, how = given
    path = str(rule.feeds)
    unit = exchange.own.unit(unit_of(path))
    if not isinstance(value, (float, str, Range)):
        raise _NoneGivenError(Message("it is no value that a study takes"))
    if rule.unit != unit and not isinstance(value, str) and value != 0.0:
        value, how = _exchanged(rule, value, how, unit, exchange)
    if isinstance(value, Range) and cautious_end(path, value) is None:
        raise _NoneGivenError(Message("it is a range, of which neither end is cautious"))
    return Filling(rule, value, how)


def _exchanged(
    rule: ResolvedRule,
    value: float | Range,
    how: Message | None,
    unit: str,
    exchange: Exchange,
) -> tuple[float | Range, Message]:
    money = money_in(rule.unit)
    rate = exchange.range(money) if same_but_for_money(rule.unit, unit) else None
    if rate is None:
        raise _NoneGivenError(
            Message("it is in another currency, and the profile knows no {rate}", rate=EXCHANGE)
        )
    low, high = (value.low, value.high) if isinstance(value, Range) else (value, value)
    least, most = low * rate.low, high * rate.high
    converted = least if least == most else Range(low=least, high=most)
    at = exchange.by_rule(money)
    parts = (
        how or Message("{value}.", value=amount(value, rule.unit, rule.origin)),
        Message("At {rate}.", rate=exchange.told(money))
        if at is None
        else Message("At {rate} ({source}).", rate=at.amount(), source=at.standing),
    )
    return converted, Message("{parts: }", parts=parts)


def currency_of(path: str, filling: Filling, own: Money) -> tuple[str, Filling] | None:
    """The input that says in which money a price moves, where a rule in other money fills it."""
    same = filling.rule.unit == own.unit(unit_of(path))
    if path not in MONEY_OF_PRICE or same or filling.value == 0.0:
        return None
    if own.code != USD:
        code = money_in(filling.rule.unit)
        how = Message("{path} is set in {currency}.", path=path, currency=code)
        return PAID_IN[path], Filling(filling.rule, code, how)
    how = Message("{path} is set in local money.", path=path)
    return MONEY_OF_PRICE[path], Filling(filling.rule, LOCAL, how)


def money_written(
    path: str, code: str, stated: Collection[str], own: Money, local: str
) -> tuple[str, str] | None:
    """The input that says with which money a price moves that the study writes in another one.

    Parameters
    ----------
    path
        Of the price.
    code
        In which it is written.
    stated
        Inputs that the study gives.
    own, local
        Money of the study, and that of the country.

    Returns
    -------
    tuple[str, str] | None
        Path and value; None where the study says it itself.
    """
    if path not in MONEY_OF_PRICE or {MONEY_OF_PRICE[path], PAID_IN[path]} & set(stated):
        return None
    if own.code == USD and code == local:
        return MONEY_OF_PRICE[path], LOCAL
    return PAID_IN[path], code


def unit_of(path: str) -> str:
    """Unit of an input on its card, where USD stands for the study's money."""
    field = field_at(StudyDefinition, path.split("."))
    return card_of(field).unit if field else ""
