"""Binding rules of the country held against a study: kept, not kept, or binding and not checked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.documents import DocumentError
from wte_ppp.feasibility.bound_money import ends_in_law, pays_less, rate_decides
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.emissions import RULE as LIMITS
from wte_ppp.feasibility.exchange import Exchange
from wte_ppp.feasibility.filling import unit_of
from wte_ppp.feasibility.own_money import exchange_of
from wte_ppp.feasibility.price_lists import prices_of
from wte_ppp.feasibility.result import BoundRow, EmissionRow, Outcomes
from wte_ppp.guidance.binding import outside
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import Bound, ResolvedRule
from wte_ppp.guidance.shapes import Range, Situation
from wte_ppp.guidance.values import amount, needs, value_at
from wte_ppp.messages import Message, Quoted, Text, sentence

STACK = "plant.stack_mg_per_nm3"
DAYS = 365.0
LEAST_WASTE = "waste.received_t_per_day"
NOTHING = Message("nothing in a study answers to it")
UNKNOWN = Message("the study does not state it")
IN_A_SITUATION = Message("it depends on what a study does not say")
BY_EXCHANGE = Message("it is in another currency, and the exchange rate would decide")
UNCOMPUTED = Message("the model has no figure for some of the limits")


@dataclass(frozen=True)
class Held:
    """What of a study a rule is held against: an input, its unit, and its amount in a study."""

    input: str
    unit: str
    of: Callable[[StudyDefinition, Outcomes], Any]


def least_waste_t_per_day(outcomes: Outcomes) -> FloatArray:
    """Waste received in the leanest year of the contract [t/day]; a number or one a draw."""
    received = np.asarray(outcomes.waste.received_t, dtype=float)
    within = np.where(received > 0.0, received, np.inf)
    return np.asarray(np.min(within, axis=-1) / DAYS)


def _share_percent(part: Any, whole: Any) -> FloatArray:
    """A part of a whole [%]; NaN of nothing."""
    parts, wholes = np.broadcast_arrays(np.asarray(part, float), np.asarray(whole, float))
    return np.asarray(100 * parts / np.where(wholes > 0, wholes, np.nan))


def _investment_usd(outcomes: Outcomes) -> FloatArray:
    """Uses of funds without the VAT that is refunded, which its own bridge loan pays."""
    finance = outcomes.finance
    return np.asarray(finance.total_uses_usd - finance.funds.vat_usd, dtype=float)


def state_support_percent(outcomes: Outcomes) -> FloatArray:
    """What the State pays in construction, of the investment [%]."""
    paid = outcomes.finance.funds.construction_grants_usd
    return _share_percent(paid, _investment_usd(outcomes))


def equity_percent(outcomes: Outcomes) -> FloatArray:
    """Equity, of the investment without what the State pays [%]."""
    return np.asarray(outcomes.finance.equity_share_percent, dtype=float)


def debt_to_equity(outcomes: Outcomes) -> FloatArray:
    """Senior debt and concessional loan in parts of equity."""
    finance = outcomes.finance
    debt = np.asarray(finance.debt_usd) + np.asarray(finance.funds.concessional_usd)
    return _share_percent(debt, finance.equity_usd) / 100


# Rules that bind an input without giving it its value; a rule that feeds one binds that one.
HELD: Mapping[str, Held] = {
    "tariff.waste_to_power": Held(
        "finance.power_tariff_usd_per_kwh", "USD/kWh",
        lambda study, _: prices_of(study, "finance.power_tariff_usd_per_kwh"),
    ),
    "wte.minimum_waste": Held(
        LEAST_WASTE, "t/day", lambda _, outcomes: least_waste_t_per_day(outcomes)
    ),
    "wte.tipping_fee": Held(
        "finance.tipping_fee_usd_per_t", "USD/t",
        lambda study, _: prices_of(study, "finance.tipping_fee_usd_per_t"),
    ),
    "procurement.state_support_cap": Held(
        "finance.funds.construction_grants_usd", "%",
        lambda _, outcomes: state_support_percent(outcomes),
    ),
    "procurement.least_equity": Held(
        "finance.equity_usd", "%", lambda _, outcomes: equity_percent(outcomes)
    ),
    "tax.debt_to_equity": Held(
        "finance.debt_usd", "", lambda _, outcomes: debt_to_equity(outcomes)
    ),
}  # fmt: skip


def held_of(rule: ResolvedRule) -> Held | None:
    """What of a study a rule is held against; None where nothing answers to it."""
    if rule.feeds is not None:
        path = rule.feeds
        return Held(path, unit_of(path), lambda study, _: prices_of(study, path))
    return HELD.get(rule.id)


def bound_rows(
    study: StudyDefinition,
    outcomes: Outcomes,
    rules: Rules,
    emissions: tuple[EmissionRow, ...],
    situation: Situation | None = None,
) -> tuple[BoundRow, ...]:
    """Hold a study against every binding rule of its country.

    Parameters
    ----------
    study, outcomes
        Inputs and what the model finds; numbers or arrays over draws.
    rules
        In force on the study's day.
    emissions
        The stack held against the emission limits.
    situation
        What scales among the rules depend on.

    Returns
    -------
    tuple[BoundRow, ...]
        One a rule and bound, by rule id.
    """
    return tuple(
        _row(rule, bound, study, outcomes, rules, emissions, situation or {})
        for rule in rules.values()
        for bound in rule.bounds
    )


def _row(
    rule: ResolvedRule,
    bound: Bound,
    study: StudyDefinition,
    outcomes: Outcomes,
    rules: Rules,
    emissions: tuple[EmissionRow, ...],
    situation: Situation,
) -> BoundRow:
    if rule.id == LIMITS and emissions:
        return _limits_row(rule, bound, emissions)
    held = held_of(rule)
    exchange = exchange_of(study.finance.money, rules)
    stated: Text | None = None
    share: float | None = None
    why: Message | None = NOTHING
    if held is not None:
        value = held.of(study, outcomes)
        stated = stated_amount(value, exchange.own.unit(held.unit))
        share, why = (
            (None, UNKNOWN)
            if stated is None
            else kept(rule, bound, value, held, exchange, situation)
        )
    return BoundRow(
        rule=rule.id,
        description=rule.about,
        demand=bound.demand(rule.unit),
        input=None if held is None else held.input,
        stated=stated,
        passed_share=share,
        why=why,
        source=source_of(bound),
        downside=bool(
            held is not None
            and share is not None
            and share < 1
            and np.any(pays_less(rule, bound, value, held.input, held.unit, exchange, situation))
        ),
    )


def _limits_row(rule: ResolvedRule, bound: Bound, emissions: tuple[EmissionRow, ...]) -> BoundRow:
    """The stack as a whole; each limit has its own row among the emissions."""
    shares = [row.passed_share for row in emissions if row.passed_share is not None]
    share = min(shares, default=None)
    known = len(shares) == len(emissions) or (share is not None and share < 1)
    above = dict.fromkeys(row.pollutant for row in emissions if (row.passed_share or 0) < 1)
    beyond = Message("{names} above or not known", names=tuple(above))
    return BoundRow(
        rule=rule.id,
        description=rule.about,
        demand=Message("{count} limits, one by one among the emissions", count=len(emissions)),
        input=STACK,
        stated=beyond if above else Message("all below"),
        passed_share=share if known else None,
        why=None if known else UNCOMPUTED,
        source=source_of(bound),
    )


def source_of(bound: Bound) -> Message:
    """Source of a bound, with the profile that binds."""
    return Message(
        "{source} ({profile})",
        source=Quoted(bound.source, bound.origin),
        profile=bound.origin,
    )


def kept(
    rule: ResolvedRule,
    bound: Bound,
    value: Any,
    held: Held,
    exchange: Exchange,
    situation: Situation | None = None,
) -> tuple[float | None, Message | None]:
    """Share of a study's amounts that keep to a bound; None with the reason where none can tell."""
    where = {**rule.project.situation, **(situation or {})}
    if any(name not in where for name in needs(bound.value)):
        return None, IN_A_SITUATION
    try:
        value_at(bound.value, where)
    except DocumentError as error:  # a word of the project that the table does not know
        return None, Message("it takes no {found}", found=error.problems[0].found)
    if isinstance(value, str):
        return float(outside(bound.binding, bound.value, value, where) is None), None
    ends_of = ends_in_law(bound, rule, held.unit, exchange)
    if ends_of is None:
        return None, BY_EXCHANGE
    amounts, counts = np.unique(np.asarray(value, dtype=float), return_counts=True)
    share = 0.0
    for one, count in zip(amounts, counts, strict=True):
        ends = {
            outside(bound.binding, bound.value, float(one) * end, where) is None for end in ends_of
        }
        if len(ends) > 1 or (rate_decides(bound, ends_of) and ends == {False}):
            return None, BY_EXCHANGE
        share += float(count) * ends.pop()
    return share / float(counts.sum()), None


def stated_amount(value: Any, unit: str) -> Text | None:
    """A study's amount in words; None where it is not known."""
    if value is None:
        return None
    if isinstance(value, str):
        return sentence(value)
    numbers = np.asarray(value, dtype=float)
    if np.any(np.isnan(numbers)):
        return None
    low, high = float(numbers.min()), float(numbers.max())
    return amount(low if low == high else Range(low=low, high=high), unit)


def bound_inputs(rules: Rules) -> Iterator[tuple[str, ResolvedRule, Bound, Held]]:
    """Inputs of a study that the country binds, each with its rule and bound."""
    for rule in rules.values():
        if rule.bounds and (held := held_of(rule)) is not None:
            yield from ((held.input, rule, bound, held) for bound in rule.bounds)
