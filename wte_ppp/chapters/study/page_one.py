"""Page one of the study: what a mayor asks, answered on one page."""

import datetime

import numpy as np

from wte_ppp.blocks import (
    Block,
    Column,
    KeyFigures,
    PageBreak,
    Paragraph,
    Table,
    Together,
    Waterfall,
)
from wte_ppp.chapters.outcome_tables import (
    MILLION,
    NOT_STATED,
    if_stated,
    input_number,
    input_value,
    joined,
    number,
    price_year,
    shown_figure,
    whole,
)
from wte_ppp.chapters.risk.matrix import largest_risks
from wte_ppp.chapters.study.bound import not_checked, not_kept
from wte_ppp.chapters.study.buyer import not_met
from wte_ppp.chapters.study.money import (
    OTHER_REVENUE,
    POWER_REVENUE,
    PUBLIC_REVENUE,
    public_step,
)
from wte_ppp.chapters.study.open_points import is_failed
from wte_ppp.chapters.study.page_one_climate import climate_answer
from wte_ppp.chapters.study.signed_fee import city_answer, told_at_study_fee
from wte_ppp.chapters.study.thin_equity import has_thin_equity
from wte_ppp.chapters.study.unknown import unknown_texts
from wte_ppp.feasibility.hanging import hangs_on_unknown
from wte_ppp.feasibility.result import RiskResult, StudyResult
from wte_ppp.messages import Message, Quoted, mark

REVENUES = (
    (mark("power {share:,.0f} %"), POWER_REVENUE),
    (mark("tipping fees {share:,.0f} %"), ("tipping_revenue_usd", "stream_fees_usd")),
    (mark("credits, metals and heat {share:,.0f} %"), OTHER_REVENUE),
    (mark("subsidy and shared revenue {share:,.0f} %"), PUBLIC_REVENUE),
)
MOST_CONDITIONS = 6
FUEL_TO_TELL = 0.01  # of the heat


def summary_page(result: StudyResult, risk: RiskResult | None) -> tuple[Block, ...]:
    """The plant, its cost, who pays and who earns, climate, risks, conditions: on one page."""
    unknown = unknown_texts(result)
    broken, unchecked = not_kept(result), not_checked(result)
    refused = not_met(result)
    answers = (
        *(((Message("NOT KEPT: binding rules of the country"), broken),) if broken else ()),
        *(((Message("NOT MET: conditions of the credits' buyer"), refused),) if refused else ()),
        (Message("The plant"), _plant(result)),
        (Message("What it costs"), _cost(result)),
        (Message("What the city pays"), city_answer(result)),
        (Message("Who earns what"), _earnings(result)),
        (Message("What it does for the climate"), climate_answer(result)),
        (Message("The three largest risks"), largest_risks(result, risk)),
        (Message("Conditions and open points"), _conditions(result)),
        *(((Message("Binding, not checked"), unchecked),) if unchecked else ()),
        *(((Message("Not known"), unknown),) if unknown else ()),
    )
    page = (
        *_title(result),
        _key_figures(result),
        Table((Column("", 24), Column("", 96)), answers, name="summary"),
        _tonne(result),
        Paragraph(_basis(result), "note"),
    )
    return (Together(page, shrink=True), PageBreak())


def _title(result: StudyResult) -> tuple[Block, ...]:
    place = result.location or result.country_name or result.country
    kind = Message("Summary of the feasibility study")
    if place:
        kind = Message("{kind}: {place}", kind=kind, place=Quoted(place, "study file"))
    title = (Paragraph(Quoted(result.name, "study file"), "title"), Paragraph(kind))
    if not result.description:
        return title
    return (*title, Paragraph(Quoted(result.description, "study file"), "note"))


def _key_figures(result: StudyResult) -> KeyFigures:
    """Four figures that all ask for."""
    finance, climate = result.finance, result.climate
    avoided = number(climate.average_reduction_tco2e_per_year)
    more = Message("tCO₂e a year more than without the plant, average of the crediting years")
    less = Message("tCO₂e a year avoided, average of the crediting years")
    return KeyFigures(
        (
            (
                shown_figure(finance, "required_tipping_fee_usd_per_t"),
                Message(
                    "{money}/t: required tipping fee, prices of {year}", year=price_year(result)
                ),
            ),
            (
                number(result.cost.capex_usd) / result.money.scale,
                Message("{sums}: capital cost, excluding interest during construction"),
            ),
            (
                number(result.plant.exported_mwh_per_year) / 1000,
                Message("GWh of power sold a year, contract average"),
            ),
            (
                NOT_STATED if np.isnan(avoided) and result.not_stated else whole(abs(avoided)),
                more if avoided < 0 else less,
            ),
        )
    )


def _plant(result: StudyResult) -> Message:
    plant, waste = result.plant, result.waste
    lines = int(number(plant.lines))
    return Message(
        "Fires up to {capacity} t of waste a day in {lines}, with an LHV of {lhv} MJ/kg as "
        "fired; {received:,.0f} t a year are received and {fired:,.0f} t fired (contract "
        "averages). Generates {gross} MW, of which {net} MW leave the plant: {net_kwh} kWh per "
        "tonne fired. Over {years} years it receives {total} million t.",
        capacity=number(plant.capacity_t_per_day),
        lines=Message("one line") if lines == 1 else Message("{count} lines", count=lines),
        lhv=number(waste.fired_lhv_mj_per_kg),
        received=float(np.mean(waste.received_t)),
        fired=float(np.mean(plant.fired_t)),
        gross=number(plant.gross_mw),
        net=number(plant.net_mw),
        net_kwh=number(plant.net_kwh_per_t),
        years=len(waste.received_t),
        total=float(np.sum(waste.received_t)) / MILLION,
    )


def _cost(result: StudyResult) -> Message:
    cost, finance = result.cost, result.finance
    scale = result.money.scale
    loan = number(finance.funds.concessional_usd) / scale
    grants = number(finance.funds.construction_grants_usd) / scale
    figures = {
        "capex": number(cost.capex_usd) / scale,
        "basis": cost.capex_basis,
        "opex": number(cost.opex_usd_per_t),
    }
    funds = {
        "debt": number(finance.debt_usd) / scale,
        "equity": number(finance.equity_usd) / scale,
        "grant": number(finance.grant_usd) / scale,
    }
    texts = [
        Message(
            "{capex} {sums} to build ({basis}); {opex} {money} per tonne accepted to operate, "
            "before any revenue. Debt, equity and grant are not all stated.",
            **figures,
        )
        if np.isnan(tuple(funds.values())).any()
        else Message(
            "{capex} {sums} to build ({basis}); {opex} {money} per tonne accepted to operate, "
            "before any revenue. Funded by {debt} {scale} of debt, {equity} {scale} of equity and "
            "{grant} {scale} of grant.",
            **figures,
            **funds,
        )
    ]
    if loan > 0:
        texts.append(Message("Loans beside the senior debt add {loan} {scale}.", loan=loan))
    if grants > 0:
        texts.append(
            Message("Other grants, paid during construction, add {grants} {scale}.", grants=grants)
        )
    return joined(*texts)


def _earnings(result: StudyResult) -> Message:
    texts = [_shareholders(result), _lenders(result)]
    finance = result.finance
    sums = [
        (name, sum(float(np.sum(getattr(finance, part))) for part in parts))
        for name, parts in REVENUES
    ]
    total = sum(value for _, value in sums)
    if np.isnan(total):
        texts.append(Message("The shares of the revenue are not stated."))
    shares = tuple(Message(name, share=100 * value / total) for name, value in sums if value > 0)
    if total > 0:
        texts.append(Message("Revenue: {shares}.", shares=shares))
    return joined(*texts)


def _shareholders(result: StudyResult) -> Message:
    irr = number(result.finance.equity_irr_percent)
    target = input_number(result, "finance.target_equity_irr_percent")
    if np.isnan(irr) and hangs_on_unknown(result.finance, "equity_irr_percent"):
        return Message("Shareholders: equity IRR not stated (target: {target} %).", target=target)
    if np.isnan(irr):
        return Message(
            "Shareholders: their cash flow has no IRR (target: {target} %).", target=target
        )
    if has_thin_equity(result):
        return Message(
            "Shareholders: equity is {share} % of the investment, below its minimum; what they "
            "earn on so little is no measure.",
            share=number(result.finance.equity_share_percent),
        )
    return Message("Shareholders: equity IRR {irr} % (target: {target} %).", irr=irr, target=target)


def _lenders(result: StudyResult) -> Message:
    minimum = number(result.finance.minimum_dscr)
    if np.isnan(minimum) and hangs_on_unknown(result.finance, "minimum_dscr"):
        return Message(
            "Lenders: minimum DSCR not stated (target: {target}).",
            target=number(result.finance.target_dscr),
        )
    if np.isnan(minimum):
        return Message("There is no senior debt.")
    return Message(
        "Lenders: minimum DSCR {minimum} (target: {target}).",
        minimum=minimum,
        target=number(result.finance.target_dscr),
    )


def _conditions(result: StudyResult) -> tuple[Message, ...]:
    conditions = [
        Message("Not met: {requirement}", requirement=check.description)
        for check in result.checks
        if is_failed(check)
    ]
    support = number(result.finance.lenders.support_usd) / result.money.scale
    if support > 0:
        conditions.append(
            Message(
                "Cash does not cover debt service: a shortfall of {support} {sums} in total.",
                support=support,
            )
        )
    fuel = number(result.plant.support_mw) / number(result.plant.thermal_mw)
    if fuel > FUEL_TO_TELL:
        conditions.append(
            Message(
                "The waste is too poor to burn alone: auxiliary fuel gives {share:.0f} % of the "
                "heat.",
                share=100 * fuel,
            )
        )
    above = tuple(row.pollutant for row in result.emissions if row.passed_share == 0)
    if above:
        conditions.append(Message("Above the emission limit: {names}.", names=above))
    if input_value(result, "cost.capex_usd") is None:
        conditions.append(Message("The capital cost is a benchmark, not a quote."))
    if not result.waste.survey:
        conditions.append(
            Message("The waste was not surveyed for this study: survey it before the tender.")
        )
    if number(result.finance.grant_usd) > 0:
        conditions.append(Message("The grant is estimated or not yet awarded: confirm it."))
    if not result.rules:
        conditions.append(Message("No country profile: the legal frame is not covered."))
    conditions.append(
        Message(
            "{assumed} of {count} inputs are assumptions: confirm those that weigh most.",
            assumed=sum(row.status == "assumption" for row in result.inputs),
            count=len(result.inputs),
        )
    )
    return tuple(
        Message("- {condition}", condition=condition) for condition in conditions[:MOST_CONDITIONS]
    )


def _tonne(result: StudyResult) -> Block:
    """What a tonne of waste earns and where it goes, means of the operation years."""
    finance = result.finance
    running = finance.operation_year >= 1
    tonnes = float(np.sum(result.waste.received_t))

    def per_t(*names: str) -> float:
        return sum(float(np.sum(getattr(finance, name)[running])) for name in names) / tonnes

    return if_stated(
        Waterfall(
            "tonne",
            Message("What a tonne of waste earns, and where it goes"),
            Message("{money} per tonne received, nominal, contract average"),
            steps=(
                (Message("Power"), per_t(*POWER_REVENUE)),
                (Message("Tipping fees"), per_t("tipping_revenue_usd", "stream_fees_usd")),
                (Message("Credits, metals, heat"), per_t(*OTHER_REVENUE)),
                *public_step(per_t(*PUBLIC_REVENUE)),
                (Message("Operating cost"), -per_t("operating_cost_usd")),
                (Message("Tax"), -per_t("tax_usd")),
                (Message("Debt service"), -per_t("interest_usd", "principal_usd")),
                (Message("For shareholders and other lenders"), None),
            ),
        )
    )


def _basis(result: StudyResult) -> tuple[Message, ...]:
    texts = [
        Message(
            "Money is nominal {money}; the tipping fee is in prices of {year}. All figures are in "
            "study.json.",
            year=price_year(result),
        ),
        *told_at_study_fee(result),
    ]
    if result.guidance is None:
        return tuple(texts)
    day = (
        Message("the profile's own date")
        if result.as_of is None
        else datetime.date.fromisoformat(result.as_of)
    )
    rules = Message(
        "Rules: {rules}, as of {day}. Guidance, not legal advice.", rules=result.guidance, day=day
    )
    return (rules, *texts)
