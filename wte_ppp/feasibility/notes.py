"""What a reader of a result must know beside its figures."""

from collections.abc import Iterator

import numpy as np

from wte_ppp.arrays import mean_of
from wte_ppp.feasibility.climate_notes import on_programme, on_reductions
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.firing_notes import on_firing, on_qualities, on_seasons
from wte_ppp.feasibility.idle_notes import on_idle_terms
from wte_ppp.feasibility.money_notes import on_monies
from wte_ppp.feasibility.own_money import own_money, searched_per_usd
from wte_ppp.feasibility.plant_notes import on_melting, on_steam, on_stops, on_support
from wte_ppp.feasibility.result import Comparison, Outcomes
from wte_ppp.finance.tipping_fee import HIGHEST_FEE, LOWEST_FEE
from wte_ppp.messages import Message, mark, sentence

DIFFERENCE_TO_EXPLAIN_PERCENT = 15.0
DIVERTED_TO_NOTE_PERCENT = 1.0
MISFIT_TO_NOTE = 2.0
FINES_TO_NOTE_PERCENT = 5.0
SHARE_NAMES = {
    "moisture": mark("moisture"),
    "ash": mark("ash"),
    "carbon": mark("carbon"),
    "hydrogen": mark("hydrogen"),
    "oxygen": mark("oxygen"),
    "nitrogen": mark("nitrogen"),
    "sulfur": mark("sulfur"),
    "chlorine": mark("chlorine"),
    "lhv": mark("LHV"),
}
MILLION = 1e6


def notes(
    study: StudyDefinition,
    outcomes: Outcomes,
    published: tuple[Comparison, ...],
    draws: int | None = None,
) -> tuple[Message, ...]:
    """What a reader of the result must know beside the figures."""
    return (
        *_on_waste(study, outcomes),
        *on_firing(study, outcomes),
        *on_seasons(outcomes),
        *on_qualities(outcomes),
        *on_support(study, outcomes),
        *on_steam(study, outcomes),
        *on_stops(study, outcomes),
        *on_melting(study),
        *_on_supply(study, outcomes),
        *_on_lines(outcomes),
        *_on_quotes(study, outcomes),
        *_on_capex(study, outcomes),
        *_on_debt(study, outcomes),
        *_on_returns(study, outcomes),
        *on_monies(study),
        *on_idle_terms(study),
        *on_reductions(study, outcomes),
        *on_programme(study, outcomes),
        *(_on_published(published) if draws is None else ()),
        *_on_country(study),
    )


def _on_waste(study: StudyDefinition, outcomes: Outcomes) -> Iterator[Message]:
    waste = outcomes.waste
    formulas = [mean_of(lhv) for lhv in waste.lhv_by_formula_mj_per_kg.values()]
    lhv, low, high = mean_of(waste.lhv_mj_per_kg), min(formulas), max(formulas)
    yield Message(
        "LHV at the gate {lhv:.2f} MJ/kg; formulas give {low:.2f} to {high:.2f} MJ/kg.",
        lhv=lhv,
        low=low,
        high=high,
    )
    fines = mean_of(waste.composition_percent.get("fines", 0.0))
    if fines > FINES_TO_NOTE_PERCENT:
        yield Message(
            "{share:max1} % of the waste are fines, taken as dirt and ashes of US stoves, a "
            "quarter of it unburnt carbon. Stones and soil are soil or other_inert, sieve fines "
            "of wet kitchens are crumbs: say which it is (`wte-ppp study words`).",
            share=fines,
        )
    misfit = {name: mean_of(np.abs(value)) for name, value in waste.misfit.items()}
    far = {name: value for name, value in misfit.items() if value > MISFIT_TO_NOTE}
    if far:
        yield Message(
            "What was measured of the waste and its composition do not speak of the same waste: "
            "{shares} lie more than {limit:max1} standard deviations apart. Check the analysis, "
            "the survey and the basis of each.",
            shares=tuple(Message(SHARE_NAMES[name]) for name in far),
            limit=MISFIT_TO_NOTE,
        )


def _on_supply(study: StudyDefinition, outcomes: Outcomes) -> Iterator[Message]:
    waste, plant = outcomes.waste, outcomes.plant
    diverted = 100 * float(np.sum(plant.diverted_t) / np.sum(waste.received_t))
    if diverted > DIVERTED_TO_NOTE_PERCENT:
        yield Message(
            "The plant does not accept {share:.1f} % of the waste received; it is diverted and "
            "earns neither tipping fee nor credits.",
            share=diverted,
        )
    guaranteed = study.waste.guaranteed_t_per_day
    if guaranteed is not None and np.any(guaranteed > np.asarray(study.plant.capacity_t_per_day)):
        yield Message("The guaranteed (put-or-pay) quantity of waste exceeds the plant's capacity.")
    if np.any(np.asarray(plant.net_mw) < 0):
        yield Message("The plant consumes more power than it generates and buys the balance.")


def _on_quotes(study: StudyDefinition, outcomes: Outcomes) -> Iterator[Message]:
    """What stands by a quote or a published study, and what the model's own would be."""
    plant, cost, stated = outcomes.plant, outcomes.cost, study.plant
    if stated.guaranteed_net_kwh_per_t is not None:
        yield Message(
            "Net power stands as guaranteed, {stands:.0f} kWh/t fired at this waste's LHV; the "
            "model's own would be {own:.0f}.",
            stands=mean_of(plant.net_kwh_per_t),
            own=mean_of(plant.modelled_net_kwh_per_t),
        )
    if stated.boiler_efficiency_percent is not None:
        yield Message(
            "Boiler efficiency stands as stated, {stands:.1f} %; by the model's own losses it "
            "would be {own:.1f} %.",
            stands=mean_of(plant.boiler_efficiency_percent),
            own=mean_of(plant.modelled_boiler_efficiency_percent),
        )
    if stated.own_use_kwh_per_t is not None:
        yield Message(
            "Parasitic load stands as stated, {stands:.0f} kWh/t fired; by the equipment it would "
            "be {own:.0f}.",
            stands=1000 * mean_of(plant.own_use_mw) / mean_of(plant.throughput_t_per_h),
            own=mean_of(plant.modelled_own_use_kwh_per_t),
        )
    terms = study.cost
    fixed, per_t = terms.operating_contract_usd_per_year, terms.operating_contract_usd_per_t
    if fixed is not None or per_t is not None:
        yield Message(
            "Operating cost stands as contracted, {stands} {money} per tonne accepted in the first "
            "full year; by item it would be {own:.1f}.",
            stands=mean_of(cost.opex_usd_per_t),
            own=mean_of(cost.modelled_opex_usd_per_t),
        )


def _on_lines(outcomes: Outcomes) -> Iterator[Message]:
    plant = outcomes.plant
    lines = round(mean_of(plant.lines))
    fired = {number: mean_of(amount) for number, amount in plant.fired_by_lines_t.items()}
    days = {number: mean_of(amount) for number, amount in plant.standstill_by_lines_days.items()}
    if lines == 1:
        yield Message(
            "With one line nothing is fired on {days:.0f} days a year; two lines of half its size "
            "would leave {days_two:.1f} such days and fire {more:,.0f} t a year more.",
            days=days["1"],
            days_two=days["2"],
            more=fired["2"] - fired["1"],
        )
    elif str(lines) in fired:
        yield Message(
            "With {lines} lines nothing is fired on {days:max1} days a year; one line of the same "
            "capacity would stand still for {days_one:.0f} days and fire {less:,.0f} t less.",
            lines=lines,
            days=days[str(lines)],
            days_one=days["1"],
            less=fired[str(lines)] - fired["1"],
        )


def _on_capex(study: StudyDefinition, outcomes: Outcomes) -> Iterator[Message]:
    cost, scale = outcomes.cost, own_money(study.finance.money).scale
    low, high = (
        mean_of(cost.benchmark_low_usd) / scale,
        mean_of(cost.benchmark_high_usd) / scale,
    )
    capex = mean_of(cost.capex_usd) / scale
    origin = study.cost.contractor_origin
    if study.cost.capex_usd is not None:
        if capex < low or capex > high:
            yield Message(
                "Capital cost of {money} {capex:,.0f} {scale} is outside the 80 % interval of "
                "published plants, {money} {low:,.0f} to {high:,.0f} {scale}.",
                capex=capex,
                low=low,
                high=high,
            )
    elif origin == "any":
        yield Message(
            "Capital cost is a benchmark by capacity only; published plants range from "
            "{money} {low:,.0f} to {high:,.0f} {scale} (80 % interval). Give a quote or "
            "cost.contractor_origin.",
            low=low,
            high=high,
        )
    else:
        yield Message(
            "Capital cost is a benchmark by capacity for contractors from {origin}; published "
            "plants range from {money} {low:,.0f} to {high:,.0f} {scale} (80 % interval). Give a "
            "quote.",
            origin=sentence(origin),
            low=low,
            high=high,
        )


def _on_debt(study: StudyDefinition, outcomes: Outcomes) -> Iterator[Message]:
    finance, terms = outcomes.finance, study.finance
    if terms.grant.amount_usd is None and np.any(np.asarray(finance.grant_usd) > 0):
        yield Message(
            "The grant is estimated from the subsidy rate and cap; it has not been awarded."
        )
    agreed = terms.debt.amount_usd
    if agreed is not None and np.any(
        np.asarray(finance.debt_usd) < np.asarray(agreed).reshape(-1) * (1 - 1e-9)
    ):
        yield Message("The agreed debt is reduced to what gearing, grant and repayment allow.")
    if terms.debt.repayment == "sculpted" and terms.debt.sizing_cfads == "pre_tax":
        yield Message("Sculpted debt is sized on pre-tax CFADS; DSCR is reported after tax.")
    if not np.all(np.asarray(finance.lenders.sizing_settled) > 0):
        yield Message(
            "Debt sized on CFADS after tax shifts the start of the tax holiday, which in turn "
            "shifts the debt: it is sized on the highest tax of each period among the solutions "
            "between which they alternate."
        )
    price_years = (terms.price_year, study.cost.price_year or terms.price_year)
    if max(price_years) > terms.first_operation_year:
        yield Message(
            "A price year is later than the first operation year: prices are deflated to it."
        )


def _on_returns(study: StudyDefinition, outcomes: Outcomes) -> Iterator[Message]:
    finance = outcomes.finance
    undefined = 100 * mean_of(np.isnan(finance.equity_irr_percent))
    if np.any(np.isnan(finance.cfads_usd)):
        return  # Not stated: the result says on what it hangs.
    if undefined == 100:
        yield Message(
            "The equity cash flow has no single rate of return ({reason}); see its yearly figures.",
            reason=finance.owners.equity_irr_reason,
        )
    elif undefined > 0:
        yield Message(
            "Equity IRR is not defined in {share:.1f} % of simulations: {reasons}.",
            share=undefined,
            reasons=finance.owners.equity_irr_reason,
        )
    support = mean_of(finance.lenders.support_usd)
    if support > 0:
        yield Message(
            "Cash and reserves do not always cover debt service: sponsors would have to inject "
            "{money} {support} {scale} in total, or the lenders are not paid.",
            support=support / own_money(study.finance.money).scale,
        )
    yield from _on_fee(study, outcomes)


def _on_fee(study: StudyDefinition, outcomes: Outcomes) -> Iterator[Message]:
    """That no fee is required, and why: none covers the service, or none in the bracket does."""
    finance = outcomes.finance
    none = np.isnan(finance.required_tipping_fee_usd_per_t)
    uncovered = np.isfinite(finance.uncovered_service_year)
    share = 100 * mean_of(uncovered)
    if share == 100:
        yield Message(
            "No tipping fee gives the target DSCR: debt service falls due in {year} while the "
            "plant does not earn. A longer grace period, a reserve or the sponsors must pay it.",
            year=int(np.min(finance.uncovered_service_year)),
        )
    elif share > 0:
        yield Message(
            "No tipping fee gives the target DSCR in {share:.1f} % of simulations: debt service "
            "falls due while the plant does not earn. The required fee is that of the others.",
            share=share,
        )
    if np.any(none & ~uncovered):
        rate = mean_of(searched_per_usd(study.finance.money))
        yield Message(
            "No tipping fee between {low:,.0f} and {high:,.0f} {money}/t meets the targets.",
            low=LOWEST_FEE * rate,
            high=HIGHEST_FEE * rate,
        )


def _on_published(published: tuple[Comparison, ...]) -> Iterator[Message]:
    for row in published:
        difference = float(row.difference_percent)
        if row.reason is None and abs(difference) > DIFFERENCE_TO_EXPLAIN_PERCENT:
            yield Message(
                "{description} ({figure}) is {difference:+.0f} % off the published figure and the "
                "study gives no reason.",
                description=row.description,
                figure=row.figure,
                difference=difference,
            )


def _on_country(study: StudyDefinition) -> Iterator[Message]:
    if study.country is None:
        yield Message(
            "No country profile: tax, tariff and grid factor are defaults unless the study gives "
            "them, and operating costs are rough South-East Asian figures."
        )
