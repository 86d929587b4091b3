"""Rates of exchange that a study uses and its country knows."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from wte_ppp.feasibility.exchange import EXCHANGE, RATES, Exchange
from wte_ppp.feasibility.filling import Filling
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.messages import Message

USUAL = "USD"
INFLATION = "macro.inflation"
OF_OWN_PRICES = ("finance.inflation_percent", "finance.cost_inflation_percent")
# Where a study names a money, by dotted path below finance.
NAMING = (
    "money.books",
    "money.also_in",
    "debt.currency",
    "concessional.currency",
    "grant.currency",
    "owners.shareholder_loan_currency",
    "uses.vat_currency",
)


def rates_of_country(
    of_study: Mapping[str, Any], rules: Mapping[str, ResolvedRule], used: Collection[str] = ()
) -> Iterator[tuple[str, Filling]]:
    """Inputs of rates of exchange that the country's rule gives where the study states none.

    Parameters
    ----------
    of_study
        The study's own values.
    rules
        Of the country, with its rate of exchange `macro.fx`, in units of its money for another.
    used
        Monies that amounts of the study are written in, and that of the defaults.

    Yields
    ------
    tuple[str, Filling]
        Dotted path of the input and its value. A range gives none: no end of it is the rate.
    """
    rule = rules.get(EXCHANGE)
    if rule is None or not isinstance(rule.value, float) or rule.value <= 0:
        return
    finance = _below(of_study, "finance")
    money = _below(finance, "money")
    own = str(money.get("currency", USUAL))
    one, _, other = rule.unit.partition("/")
    foreign, name = (one, "inverse_rate") if other == own else (other, "rate")
    if own not in (one, other) or foreign not in named(finance).union(used) - {own}:
        return
    stated = _below(_below(money, "rates"), foreign)
    if not {"rate", "inverse_rate", "path"} & set(stated):
        yield f"finance.money.rates.{foreign}.{name}", Filling(rule, rule.value)


def rates_across(used: Collection[str], exchange: Exchange) -> Iterator[tuple[str, Filling]]:
    """Rates by the country's rule and a stated one, where the rule is in neither money alone.

    A study in JPY with a rate of VND has one of USD by the country's VND/USD.
    """
    for code in used:
        rule, rate = exchange.by_rule(code), exchange.rate(code)
        if rule is None or rate is None or exchange.money in rule.unit.split("/"):
            continue
        how = Message("{rate} with the study's own rate.", rate=rule.amount())
        yield f"{RATES}.{code}.rate", Filling(rule, rate, how)


def inflation_of_country(
    rules: Mapping[str, ResolvedRule], own: str
) -> Iterator[tuple[str, Filling]]:
    """Inflation of a study's prices by the country's rule, where they are in its money."""
    rule, exchange = rules.get(INFLATION), rules.get(EXCHANGE)
    local = exchange is not None and exchange.unit.partition("/")[0] == own
    if rule is not None and local and isinstance(rule.value, float):
        yield from ((path, Filling(rule, rule.value)) for path in OF_OWN_PRICES)


def named(finance: Mapping[str, Any]) -> set[str]:
    """Codes of the monies that the finance section of a study names."""
    loans = finance.get("loans")
    further = loans.values() if isinstance(loans, Mapping) else ()
    found = {str(_below({"loan": loan}, "loan").get("currency", "")) for loan in further} - {""}
    formulas = _below(finance, "indexation")
    found |= {str(_below(formulas, name).get("paid_in", "")) for name in formulas} - {""}
    for path in NAMING:
        section, _, name = path.partition(".")
        code = _below(finance, section).get(name)
        if isinstance(code, str):
            found.add(code)
    return found


def _below(node: Any, key: str) -> Mapping[str, Any]:
    below = node.get(key) if isinstance(node, Mapping) else None
    return below if isinstance(below, Mapping) else {}
