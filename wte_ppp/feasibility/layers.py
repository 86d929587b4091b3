"""Where each input comes from: defaults, then the country's rules, then the study file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from wte_ppp.cards import card_of
from wte_ppp.currencies import USD, Money
from wte_ppp.documents import Problem
from wte_ppp.feasibility.defaults import default_values, defaults_of
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.exchange import EXCHANGE, Exchange, amount_in
from wte_ppp.feasibility.filling import (
    Filling,
    Unfilled,
    currency_of,
    fillings,
    money_written,
    unit_of,
)
from wte_ppp.feasibility.money_document import MoneyDocument
from wte_ppp.feasibility.nested import leaves, merge, put
from wte_ppp.feasibility.origin import STUDY, Origin
from wte_ppp.feasibility.price_lists import LARGEST, taken_apart
from wte_ppp.feasibility.rates_laid import inflation_of_country, rates_across, rates_of_country
from wte_ppp.feasibility.stated import StatedValues
from wte_ppp.feasibility.unknown import cautious_ends, unknown_inputs
from wte_ppp.field_problems import field_at
from wte_ppp.guidance.override import loosening
from wte_ppp.guidance.resolved import STATUSES, ResolvedRule
from wte_ppp.guidance.shapes import Range, Situation
from wte_ppp.guidance.values import amount
from wte_ppp.messages import Message

TARIFF = "finance.power_tariff_usd_per_kwh"
YEN = "JPY"
OF_GRANT = "finance.grant.jpy_per_usd"
PREMIUM = "finance.contract_prices.power_tariff.premium_usd_per_kwh"
DRY_MATTER = ("ash", "carbon", "hydrogen", "oxygen", "nitrogen", "sulfur", "chlorine")


@dataclass(frozen=True)
class Layered:
    """The nested values of all layers, and the origin of each by dotted path.

    `overridden` holds the country's rules in whose place the study states its own value,
    `cautious` those of whose range, in the input's unit, the cautious end stands, by input;
    `unfilled` those that fill no input though they are to.
    """

    values: dict[str, Any]
    origins: dict[str, Origin]
    overridden: Mapping[str, ResolvedRule]
    cautious: Mapping[str, tuple[ResolvedRule, Range]]
    unfilled: tuple[Unfilled, ...]
    problems: tuple[Problem, ...]


def layered(
    document: MoneyDocument,
    rules: Mapping[str, ResolvedRule],
    situation: Situation | None = None,
    *,
    what_if: bool = False,
) -> Layered:
    """Lay the study file over the country's rules over the defaults.

    Parameters
    ----------
    document
        The study file, its amounts in the study's money.
    rules
        In force on the study's day.
    situation
        What scales among the rules depend on.
    what_if
        Whether a value that is looser than a binding rule is let through, not refused.
    """
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    _open(values, StudyDefinition)
    opened = dict(defaults_of(StudyDefinition, "", document.data))
    money = document.money
    for path, default in (default_values() | opened).items():
        value, origin = _in_money(path, *default, document.exchange)
        put(values, path, value)
        origins[path] = origin
    reader = StatedValues(document)
    of_study = reader.strip(document.data, "")
    lists = taken_apart(of_study, reader)
    stated = {path for path, _ in leaves(of_study)}
    fed: dict[str, Filling] = {}
    ranged: dict[str, tuple[Filling, Range]] = {}
    unfilled: list[Unfilled] = []
    for path, filling in fillings(rules, situation or {}, document.exchange):
        if path == PREMIUM and TARIFF in stated:
            continue  # a study's own price is its own: what is not added is told
        if isinstance(filling, Unfilled):
            unfilled.append(filling)
            continue
        if isinstance(filling.value, Range):
            ranged[path] = filling, filling.value
        else:
            fed[path] = filling
        moved = None if path in stated else currency_of(path, filling, money)
        fed |= {} if moved is None else dict([moved])
    fed |= dict(inflation_of_country(rules, money.code))
    fed |= dict(rates_across(document.used, document.exchange))
    fed |= dict(rates_of_country(of_study, rules, document.used))
    for path, filling in fed.items():
        put(values, path, filling.value)
        status = "assumption" if filling.rule.status == "assumption" else "published"
        origins[path] = Origin(filling.rule.origin, status, filling.rule.cited, _of_rule(filling))
    cautious = {}
    for fed_path, (filling, limits) in ranged.items():
        ends = cautious_ends(fed_path, limits)
        if stated.intersection(unknown_inputs()[fed_path][1].instead):
            continue
        cautious[fed_path] = filling.rule, limits
        for path, end in ends[:1] if fed_path in stated else ends:
            put(values, path, end)
            rule = filling.rule
            note = _of_range(filling, limits, money)
            origins[path] = Origin(rule.origin, "assumption", rule.cited, note)
    overridden = {}
    held: list[tuple[str, ResolvedRule, Any]] = []
    for path, value in leaves(of_study):
        if not _could_stand(path, value, money):
            cautious.pop(path, None)
            continue
        prices = lists.get(path, (value,))
        others = [one for one in prices if path in fed and one != fed[path].value]
        if others:
            overridden[path] = fed[path].rule
            held += [(path, fed[path].rule, one) for one in others]
        if path in cautious:
            rule, limits = cautious.pop(path)
            held += [(path, rule, one) for one in prices]
            if not all(_within(one, limits) for one in prices):
                overridden[path] = rule
    for path, rule, value in () if what_if else held:
        if fault := _looser(path, rule, value, situation or {}, money):
            reader.problem(path, *fault)
    local = rules[EXCHANGE].unit.partition("/")[0] if EXCHANGE in rules else ""
    for path, code in document.currencies.items():
        moving = money_written(path, code, stated, money, local)
        if moving is not None:
            put(values, *moving)
            source = Message("The money that the price is written in")
            origins[moving[0]] = Origin(STUDY, "published", source)
    merge(values, of_study, "", origins)
    _count_soil_once(values, of_study)
    origins.update(document.noted(reader.origins))
    return Layered(values, origins, overridden, cautious, tuple(unfilled), tuple(reader.problems))


def _in_money(path: str, value: Any, origin: Origin, exchange: Exchange) -> tuple[Any, Origin]:
    """A default in the study's money; not known where no rate from USD is."""
    yen = exchange.rate(YEN)
    if path == OF_GRANT and yen is not None and YEN in (exchange.money, *exchange.stated):
        # One yen has one rate in a study.
        note = Message("By the study's own rate of {code}", code=YEN)
        return 1 / yen, replace(origin, note=note)
    unit = unit_of(path)
    factor = exchange.own.factor(unit)
    if factor == 1.0 or not value:
        return value, origin
    said = amount_in(value, unit)
    if exchange.rate(USD) is None:
        said = Message("{amount}: no rate to {money}", amount=said, money=exchange.money)
    else:
        said = Message("{amount} at {rate}", amount=said, rate=exchange.told(USD))
    both = said if origin.note is None else Message("{said}. {note}", said=said, note=origin.note)
    return value * factor, replace(origin, note=both)


def _looser(
    path: str, rule: ResolvedRule, value: Any, situation: Situation, money: Money
) -> tuple[str, str, str] | None:
    """What is wrong with a value of the study that is looser than a binding rule.

    A price in other money is not: it is told, since the rate of exchange decides. Nor is the money
    in which a price moves, which its rule fills and does not say.
    """
    unit = money.unit(unit_of(path))
    if rule.feeds != path or (unit and rule.unit != unit):
        return None
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return loosening(rule, float(value) if number else value, situation)


def _count_soil_once(values: dict[str, Any], of_study: Mapping[str, Any]) -> None:
    """An analysis that the study states itself holds its soil, unless the study says otherwise."""
    waste = of_study.get("waste")
    stated = waste.get("components") if isinstance(waste, Mapping) else None
    for name, component in stated.items() if isinstance(stated, Mapping) else ():
        laid = values["waste"]["components"].get(name)
        if (
            isinstance(component, Mapping)
            and isinstance(laid, dict)
            and "adhering_soil" not in component
            and any(f"{substance}_percent" in component for substance in DRY_MATTER)
        ):
            laid["adhering_soil"] = "included"


def _of_rule(filling: Filling) -> Message:
    """Which rule gave an input, since when, how it came, and what its profile remarks."""
    rule = filling.rule
    since = Message(
        "{rule}: {status}, since {since}.",
        rule=rule.id,
        status=Message(STATUSES[rule.status]),
        since=rule.since,
    )
    parts = (since, *(part for part in (filling.how, rule.remark) if part is not None))
    return since if len(parts) == 1 else Message("{parts: }", parts=parts)


def _of_range(filling: Filling, limits: Range, money: Money) -> Message:
    """Which end of which rule's range stands in for an input."""
    amounts = amount(limits, money.unit(unit_of(str(filling.rule.feeds))), filling.rule.origin)
    return Message("The cautious end of {range}. {rule}", range=amounts, rule=_of_rule(filling))


def _could_stand(path: str, value: Any, money: Money) -> bool:
    """Whether a value is of its input's kind and range; the definition tells what is not."""
    field = field_at(StudyDefinition, path.split("."))
    bounds = card_of(field).range if field else None
    if bounds is None:
        return isinstance(value, str)
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    bounds = money.range(bounds)
    return number and bounds.admits(min(max(value, -LARGEST), LARGEST))


def _within(value: Any, limits: Range) -> bool:
    return isinstance(value, (int, float)) and limits.low <= value <= limits.high


def _open(values: dict[str, Any], model: type[BaseModel]) -> None:
    """Open the sections that a study always has: one may be without any default."""
    for name, field in model.model_fields.items():
        section = field.annotation
        if isinstance(section, type) and issubclass(section, BaseModel):
            _open(values.setdefault(name, {}), section)
