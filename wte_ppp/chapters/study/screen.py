"""The result of a study on one screen."""

import numpy as np

from wte_ppp.blocks import Block, Bullets, Column, Document, Paragraph, Table
from wte_ppp.chapters.outcome_tables import (
    Row,
    figure_rows,
    input_value,
    number,
    price_year,
    scaled,
    signed_percent,
)
from wte_ppp.chapters.study.bound import not_checked, not_kept
from wte_ppp.chapters.study.buyer import not_met
from wte_ppp.chapters.study.open_points import failed_requirement, is_failed
from wte_ppp.chapters.study.report import origin
from wte_ppp.chapters.study.signed_fee import falls_short, told_at_study_fee
from wte_ppp.chapters.study.thin_equity import with_thin_equity
from wte_ppp.chapters.study.unknown import unknown_texts
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.messages import Message, Quoted
from wte_ppp.money_words import in_money

COLUMNS = (Column("", 62), Column("", 11, numbers=True), Column("", 27))
AT_SIGNED_FEE = ("tipping_fee_usd_per_t", "first_full_year_payment_usd", "present_value_usd")


def study_screen(result: StudyResult) -> Document:
    """Main figures of the base case, requirements, published figures, warnings and notes."""
    title = Quoted(result.name, "study file")
    assumed = Message(
        "{assumed} of {count} inputs are assumptions; each is listed in study.json and study.pdf.",
        assumed=sum(row.status == "assumption" for row in result.inputs),
        count=len(result.inputs),
    )
    warnings = tuple(Message("warning: {text}", text=text) for text in result.warnings)
    unknown = unknown_texts(result)
    notes = tuple(Message("note: {text}", text=text) for text in result.notes)
    blocks = (
        Paragraph(title, "title"),
        Table(COLUMNS, _figures(result), name="summary"),
        *_remarks(result),
        *_law(result),
        *((Bullets(unknown),) if unknown else ()),
        *_requirements(result),
        *_published(result),
        Bullets((*warnings, *notes)),
        Paragraph(assumed),
    )
    return in_money(
        Document(title, blocks, Message("Feasibility study"), origin(result)), result.money
    )


def _figures(result: StudyResult) -> tuple[Row, ...]:
    waste, plant, finance, climate = result.waste, result.plant, result.finance, result.climate
    power = ("throughput_t_per_h", "gross_mw", "net_mw", "exported_mwh_per_year", "net_kwh_per_t",
             "net_efficiency_percent", "r1")  # fmt: skip
    money = ("project_irr_percent", "equity_irr_percent", "minimum_dscr", "average_dscr",
             "lcow_usd_per_t", "lcoe_usd_per_mwh", "required_tipping_fee_usd_per_t")  # fmt: skip
    reduction = ("average_reduction_tco2e_per_year", "total_reduction_tco2e", "total_credits_tco2e")
    funds = [
        name
        for name in ("concessional_usd", "construction_grants_usd")
        if number(getattr(finance.funds, name)) > 0
    ]
    return (
        *figure_rows(waste, ("lhv_mj_per_kg", "moisture_percent", "fired_lhv_mj_per_kg")),
        *figure_rows(plant, power),
        *figure_rows(result.cost, ("capex_usd", "opex_usd_per_t")),
        *figure_rows(finance, ("debt_usd", "equity_usd", "grant_usd")),
        *figure_rows(finance.funds, funds),
        *with_thin_equity(result, figure_rows(finance, money)),
        *figure_rows(finance.public, ("first_full_year_payment_usd", "present_value_usd")),
        *(figure_rows(finance.at_signed_fee, AT_SIGNED_FEE) if falls_short(result) else ()),
        *figure_rows(climate, reduction),
    )


def _remarks(result: StudyResult) -> tuple[Block, ...]:
    """The benchmark's interval where it is the capital cost, and what the tipping fee rests on."""
    texts = []
    if input_value(result, "cost.capex_usd") is None:
        texts.append(
            Message(
                "The capital cost is a benchmark; its 80 % interval is {low} to {high} {sums}.",
                low=number(result.cost.benchmark_low_usd) / result.money.scale,
                high=number(result.cost.benchmark_high_usd) / result.money.scale,
            )
        )
    texts.append(Message("Tipping fees are in prices of {year}.", year=price_year(result)))
    texts += told_at_study_fee(result)
    finance = result.finance
    if not np.isnan(finance.required_tipping_fee_usd_per_t):
        texts.append(
            Message("The target DSCR is binding for the required tipping fee.")
            if finance.dscr_binds == 1
            else Message("The target equity IRR is binding for the required tipping fee.")
        )
    return (Paragraph(tuple(texts)),)


def _law(result: StudyResult) -> tuple[Block, ...]:
    """Binding rules of the country that are not kept, or not checked."""
    texts = (
        *(Message("BINDING RULE NOT KEPT: {text}", text=text) for text in not_kept(result)),
        *(Message("Binding, not checked: {text}", text=text) for text in not_checked(result)),
        *(Message("BUYER'S CONDITION NOT MET: {text}", text=text) for text in not_met(result)),
    )
    return (Bullets(texts),) if texts else ()


def _requirements(result: StudyResult) -> tuple[Block, ...]:
    failed = [check for check in result.checks if is_failed(check)]
    count = len(result.checks)
    met = sum(check.passed_share == 1 for check in result.checks)
    text = (
        Message("{met} of {count} requirements met", met=met, count=count)
        if result.guidance is None
        else Message(
            "Guidance {guidance}: {met} of {count} requirements met",
            guidance=result.guidance,
            met=met,
            count=count,
        )
    )
    lines = tuple(Message("NOT MET: {text}", text=failed_requirement(check)) for check in failed)
    return (Paragraph(text), *((Bullets(lines),) if lines else ()))


def _published(result: StudyResult) -> tuple[Block, ...]:
    if not result.published:
        return ()
    columns = (
        Column(Message("Model against published"), 48),
        Column(Message("Published"), 12, numbers=True),
        Column(Message("Model"), 12, numbers=True),
        Column("", 16),
        Column(Message("Difference"), 12, numbers=True),
    )
    rows = []
    for row in result.published:
        published, unit = scaled(row.published, row.unit)
        model, _ = scaled(number(row.model), row.unit)
        change = signed_percent(row.difference_percent)
        rows.append((row.description, published, model, unit, change))
    return (Table(columns, tuple(rows), name="published"),)
