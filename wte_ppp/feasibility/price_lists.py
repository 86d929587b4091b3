"""Prices that a study gives as a list by operation year: taken apart before they are laid.

The first price that is not zero is the price of the study, by which it is drawn, searched and held
against a rule; the others stand in percent of it.
"""

from collections.abc import Mapping
from typing import Any

from wte_ppp.cards import Range, range_of
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.nested import put
from wte_ppp.feasibility.stated import StatedValues
from wte_ppp.feasibility.steps.finance_terms import shares
from wte_ppp.feasibility.unknown import input_at
from wte_ppp.field_problems import field_at

LARGEST = 1e300  # an integer of more digits is no float
# The schedule of a price, in percent of it.
SCHEDULE_OF: Mapping[str, str] = {
    "finance.power_tariff_usd_per_kwh": "finance.contract_prices.power_tariff.by_year_percent",
    "finance.tipping_fee_usd_per_t": "finance.contract_prices.tipping_fee.by_year_percent",
}


def taken_apart(of_study: dict[str, Any], reader: StatedValues) -> dict[str, tuple[float, ...]]:
    """Take lists of prices in a study's values apart, in place; each list by its price's path."""
    lists = {}
    for path, schedule in SCHEDULE_OF.items():
        prices = _at(of_study, path)
        if not isinstance(prices, list) or not prices or not all(map(_is_number, prices)):
            continue  # a number, or what the definition refuses
        level = next((price for price in prices if price), 0.0)
        outside = [place for place, price in enumerate(prices) if not _bounds(path).admits(price)]
        for place in outside:
            reader.problem(
                f"{path}.{place}", f"{prices[place]:,g}", _bounds(path).allowed,
                "correct the number, or its unit",
            )  # fmt: skip
        if outside:
            put(of_study, path, 0.0)  # stands in: it is told above
            continue
        if _at(of_study, schedule) is not None:
            reader.problem(
                path, "a list, beside by_year_percent", "one of them", "give the years once"
            )
            continue
        put(of_study, path, level)
        put(of_study, schedule, [100 * price / level if level else 100.0 for price in prices])
        reader.origins[schedule] = reader.origins[path]
        lists[path] = tuple(float(price) for price in prices)
    return lists


def prices_of(study: StudyDefinition, path: str) -> Any:
    """Value of an input; of a price with a schedule those of all years, (..., years)."""
    value = input_at(study, path)
    percents = input_at(study, SCHEDULE_OF[path]) if path in SCHEDULE_OF else None
    if percents is None:
        return value
    return shares(percents) * value


def _at(values: Mapping[str, Any], path: str) -> Any:
    node: Any = values
    for name in path.split("."):
        node = node.get(name) if isinstance(node, Mapping) else None
    return node


def _bounds(path: str) -> Range:
    field = field_at(StudyDefinition, path.split("."))
    bounds = range_of(field) if field else None
    assert bounds is not None, path
    return bounds


def _is_number(value: Any) -> bool:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and abs(value) <= LARGEST
