"""Inputs that nobody gave: what hangs on them, what would state them, what stands in for them.

An unknown number is NaN in the model and makes what hangs on it NaN by arithmetic; an unknown word
is None.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from wte_ppp.cards import Card, Unknown, card_of
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.outcomes import value_at
from wte_ppp.feasibility.own_money import per_usd
from wte_ppp.feasibility.result import (
    CautiousRow,
    InputRow,
    NotStatedRow,
    Outcomes,
    OutOfPlaceRow,
)
from wte_ppp.field_problems import field_at, section_in
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.guidance.shapes import Range
from wte_ppp.messages import Message, sentence

RETURNS_ALONE = (
    "finance.equity_irr_percent",
    "finance.project_irr_percent",
    "finance.minimum_dscr",
    "finance.required_tipping_fee_usd_per_t",
)
RETURNS = (*RETURNS_ALONE, "finance.lcow_usd_per_t")
REDUCTIONS = ("climate.total_reduction_tco2e", "climate.total_credits_tco2e")
CREDITS = ("climate.total_credits_tco2e", "climate.credits_of_japan_t")
SHARED_REVENUE = "finance.contract_prices.revenue_share."
AIR = ("climate.air_avoided_kg_per_year",)


@dataclass(frozen=True)
class _Hanging:
    """Outcomes that hang on an input, and whether it acts at all in a study."""

    outcomes: tuple[str, ...]
    acts: Callable[[StudyDefinition, Outcomes], bool]


def _sells_power(study: StudyDefinition, outcomes: Outcomes) -> bool:
    return bool(np.any(outcomes.plant.exported_mwh != 0.0))


def _counts_grid_power(study: StudyDefinition, outcomes: Outcomes) -> bool:
    moved = np.any(outcomes.plant.exported_mwh != 0.0) or np.any(outcomes.plant.imported_mwh != 0.0)
    return study.climate.operating_margin_tco2_per_mwh is None and bool(moved)


def _waste_rots(study: StudyDefinition, outcomes: Outcomes) -> bool:
    return bool(np.any(np.isnan(outcomes.climate.landfill_methane_tco2e)))


def _sells_heat(study: StudyDefinition, outcomes: Outcomes) -> bool:
    return bool(np.any(outcomes.plant.heat_mwh != 0.0))


def _earns_a_premium(study: StudyDefinition, outcomes: Outcomes) -> bool:
    terms = study.finance.contract_prices.power_tariff
    return bool(np.any(terms.premium_usd_per_kwh)) and _sells_power(study, outcomes)


def _sells_after_the_contract(study: StudyDefinition, outcomes: Outcomes) -> bool:
    term = study.finance.contract_prices.power_tariff.term_years
    goes_on = term is not None and bool(np.any(study.finance.contract_years > term))
    return goes_on and _sells_power(study, outcomes)


def shares_revenue(study: StudyDefinition) -> bool:
    """Whether revenue is shared at all: only against a plan."""
    shared = study.finance.contract_prices.revenue_share
    return shared.planned_revenue_usd_per_year is not None


def _shares_revenue(study: StudyDefinition, outcomes: Outcomes) -> bool:
    return shares_revenue(study)


def _sells_above_the_limit(study: StudyDefinition, outcomes: Outcomes) -> bool:
    limit = study.finance.power_limit
    limited = limit.kwh_per_t is not None or limit.mwh_per_year is not None
    return limited and bool(np.any(np.isnan(outcomes.finance.power_revenue_usd)))


def _would_earn_credits(study: StudyDefinition, outcomes: Outcomes) -> bool:
    # Where a reduction is itself unknown, its own inputs are told.
    climate = outcomes.climate
    known = not np.any(np.isnan(climate.total_reduction_tco2e))
    return known and bool(np.any(np.isnan(climate.total_credits_tco2e)))


def credits_pay(at: Callable[[str], Any]) -> bool:
    """Whether money hangs on credits: those that are sold, or a grant that asks for them.

    `at` gives the value of an input at its dotted path.
    """
    sold = at("finance.carbon_price_usd_per_tco2e") * at("finance.carbon_share_percent")
    by_rate = at("finance.grant.amount_usd") is None
    return bool(np.any(sold)) or (by_rate and bool(np.any(at("finance.grant.rate_percent"))))


HANGING: Mapping[str, _Hanging] = {
    "climate.jcm.partner": _Hanging(CREDITS, _would_earn_credits),
    "climate.jcm.let_go_percent": _Hanging(CREDITS, _would_earn_credits),
    "climate.grid_factor_tco2_per_mwh": _Hanging(REDUCTIONS, _counts_grid_power),
    "climate.climate_zone": _Hanging(REDUCTIONS, _waste_rots),
    "climate.air.grid_coal_percent": _Hanging(AIR, _sells_power),
    "climate.air.grid_gas_percent": _Hanging(AIR, _sells_power),
    "climate.air.grid_oil_percent": _Hanging(AIR, _sells_power),
    "finance.power_tariff_usd_per_kwh": _Hanging(RETURNS, _sells_power),
    "finance.power_limit.price_above_usd_per_kwh": _Hanging(RETURNS, _sells_above_the_limit),
    "finance.contract_prices.power_tariff.premium_years": _Hanging(RETURNS, _earns_a_premium),
    "finance.contract_prices.power_tariff.price_after_usd_per_kwh": _Hanging(
        RETURNS, _sells_after_the_contract
    ),
    "finance.contract_prices.revenue_share.above_percent": _Hanging(RETURNS_ALONE, _shares_revenue),
    "finance.contract_prices.revenue_share.below_percent": _Hanging(RETURNS_ALONE, _shares_revenue),
    "finance.heat_price_usd_per_gj": _Hanging((*RETURNS, "finance.lcoe_usd_per_mwh"), _sells_heat),
}


# Without them it is not known how many credits there are.
OF_CREDITS = tuple(path for path, hanging in HANGING.items() if CREDITS[0] in hanging.outcomes)


@cache
def unknown_inputs() -> Mapping[str, tuple[Card, Unknown]]:
    """Every input that may be unknown, by dotted path, with its card and what would state it.

    Examples
    --------
    >>> unknown_inputs()["climate.grid_factor_tco2_per_mwh"][1].cautious
    'low'
    """
    return dict(_below(StudyDefinition, ""))


def _below(model: type[BaseModel], path: str) -> Iterator[tuple[str, tuple[Card, Unknown]]]:
    for name, field in model.model_fields.items():
        place = f"{path}.{name}" if path else name
        section = section_in(field)
        if section is not None:
            yield from _below(section, place)
        elif (card := card_of(field)).unknown is not None:
            yield place, (card, card.unknown)


def cautious_end(path: str, limits: Range) -> float | None:
    """The end of a range that stands in for an input; None where neither is cautious."""
    known = unknown_inputs().get(path)
    if known is None or known[1].cautious is None:
        return None
    return limits.low if known[1].cautious == "low" else limits.high


def cautious_ends(path: str, limits: Range) -> tuple[tuple[str, float], ...]:
    """Inputs in which a number counts, one way and the other, with the end that is cautious there.

    None where neither end is cautious.
    """
    end = cautious_end(path, limits)
    if end is None:
        return ()
    other = unknown_inputs()[path][1].other_way
    if other is None:
        return ((path, end),)
    return (path, end), (other, limits.high if end == limits.low else limits.low)


def input_at(study: StudyDefinition, path: str) -> Any:
    """Value of an input at its dotted path; None where a part of the way is left out."""
    part: Any = study
    for name in path.split("."):
        part = getattr(part, name, None)
    return part


def is_unknown(value: Any) -> bool:
    """Whether an input that may be unknown is: NaN of a number, None of a word."""
    return value is None or (isinstance(value, float) and np.isnan(value))


def not_stated(study: StudyDefinition, outcomes: Outcomes) -> tuple[NotStatedRow, ...]:
    """Unknown inputs on which outcomes of this study hang."""
    return (*_of_defaults(study, outcomes), *_of_inputs(study, outcomes))


def _of_defaults(study: StudyDefinition, outcomes: Outcomes) -> Iterator[NotStatedRow]:
    """The rate without which defaults in USD are no cost in the study's money."""
    money = study.finance.money
    if np.any(np.isnan(per_usd(money))) and np.any(np.isnan(outcomes.cost.opex_usd_per_t)):
        yield NotStatedRow(
            input="finance.money.rates.USD.rate",
            label=Message("Rate of USD, in which the defaults of cost are"),
            outcomes=_unknown_of(RETURNS, outcomes),
            states=Message(
                "finance.money.rates.USD of the price year, or the study's own prices of what "
                "costs (cost)"
            ),
        )


def _of_inputs(study: StudyDefinition, outcomes: Outcomes) -> tuple[NotStatedRow, ...]:
    return tuple(
        NotStatedRow(
            input=path,
            label=sentence(card.label),
            outcomes=_unknown_of(
                (
                    *HANGING[path].outcomes,
                    *(
                        RETURNS
                        if path in OF_CREDITS and credits_pay(partial(input_at, study))
                        else ()
                    ),
                ),
                outcomes,
            ),
            states=sentence(unknown.states),
        )
        for path, (card, unknown) in unknown_inputs().items()
        if is_unknown(input_at(study, path)) and HANGING[path].acts(study, outcomes)
    )


def _unknown_of(paths: tuple[str, ...], outcomes: Outcomes) -> tuple[str, ...]:
    """Those outcomes that are unknown: credits are none in a country that lets none leave."""

    def known(path: str) -> bool:
        value = value_at(outcomes, path)
        return not isinstance(value, Mapping) and not np.any(np.isnan(np.asarray(value)))

    return tuple(path for path in paths if not known(path))


def cautious_rows(
    ranges: Mapping[str, tuple[ResolvedRule, Range]],
    layers: Mapping[str, str],
    study: StudyDefinition,
) -> tuple[CautiousRow, ...]:
    """Inputs for which the cautious end of a rule's range stands in, each way that they count.

    `ranges` holds the rule and the range in the input's unit by input; `layers` says for each
    input where its value comes from: the end that a study states itself, or draws, does not stand
    in. Neither does a band of shared revenue in a `study` that shares none.
    """
    return tuple(
        CautiousRow(
            input=path,
            label=sentence(card_of(_field(path)).label),
            value=value,
            low=limits.low,
            high=limits.high,
            unit=card_of(_field(path)).unit,
            rule=rule.id,
            source=rule.standing,
        )
        for fed, (rule, limits) in ranges.items()
        for path, value in cautious_ends(fed, limits)
        if layers[path] == rule.origin
        and (shares_revenue(study) or not path.startswith(SHARED_REVENUE))
    )


def _field(path: str) -> FieldInfo:
    field = field_at(StudyDefinition, path.split("."))
    assert field is not None
    return field


def out_of_place(
    inputs: Iterable[InputRow], profiles: Collection[str]
) -> tuple[OutOfPlaceRow, ...]:
    """Defaults in use that were made for other places than those of the profiles behind a study."""
    rows = []
    for row in inputs:
        field = field_at(StudyDefinition, row.path.split("."))
        card = Card(row.path) if field is None else card_of(field)
        if row.layer == "default" and card.default and not card.default.holds_in(profiles):
            rows.append(
                OutOfPlaceRow(
                    input=row.path,
                    label=sentence(card.label),
                    value=row.value,
                    unit=card.unit,
                    place=Message(card.default.place),
                )
            )
    return tuple(rows)
