"""Chapter of the study on finance."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from wte_ppp.blocks import (
    Bars,
    Block,
    Heading,
    Lines,
    Paragraph,
    Series,
    Table,
    Together,
    Waterfall,
)
from wte_ppp.chapters.outcome_tables import (
    FIGURE_COLUMNS,
    MILLION,
    Row,
    all_years,
    defined,
    figure_rows,
    if_stated,
    number,
    price_year,
)
from wte_ppp.chapters.study.capital_tables import capital_table
from wte_ppp.chapters.study.money_tables import cash_flow_table, switching_table, value_for_money
from wte_ppp.chapters.study.second_money import second_money
from wte_ppp.chapters.study.signed_fee import told_at_study_fee
from wte_ppp.chapters.study.thin_equity import with_thin_equity
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.messages import Message, mark

SHOWN = (
    ("finance", "required_tipping_fee_usd_per_t"),
    ("finance", "tipping_fee_for_equity_irr_usd_per_t"),
    ("finance", "tipping_fee_for_dscr_usd_per_t"),
    ("finance", "equity_irr_percent"),
    ("finance", "project_irr_percent"),
    ("finance", "project_npv_usd"),
    ("finance", "payback_years"),
    ("finance", "gearing_percent"),
    ("finance", "equity_share_percent"),
    ("finance", "minimum_dscr"),
    ("finance", "average_dscr"),
    ("finance", "llcr"),
    ("finance.lenders", "minimum_plcr"),
    ("finance.lenders", "locked_up_periods"),
    ("finance.lenders", "support_usd"),
    ("finance", "lcoe_usd_per_mwh"),
    ("finance", "lcow_usd_per_t"),
    ("finance.public", "first_full_year_payment_usd"),
    ("finance.at_signed_fee", "tipping_fee_usd_per_t"),
    ("finance.at_signed_fee", "first_full_year_payment_usd"),
    ("finance.at_signed_fee", "present_value_usd"),
    ("finance.at_signed_fee", "highest_share_of_budget_percent"),
    ("finance.at_signed_fee", "highest_share_of_income_percent"),
)
FEES = (
    "required_tipping_fee_usd_per_t",
    "tipping_fee_for_equity_irr_usd_per_t",
    "tipping_fee_for_dscr_usd_per_t",
)
POWER_REVENUE = ("power_revenue_usd", "capacity_revenue_usd")
# What the public pays beside fees; most contracts have none of it.
PUBLIC_REVENUE = ("subsidy_revenue_usd", "shared_revenue_usd")
OTHER_REVENUE = ("carbon_revenue_usd", "metals_revenue_usd", "heat_revenue_usd")
BARS: Mapping[str, tuple[tuple[str, int], ...]] = {
    mark("Power"): tuple((name, 1) for name in POWER_REVENUE),
    mark("Tipping fees"): (("tipping_revenue_usd", 1), ("stream_fees_usd", 1)),
    mark("Credits, metals, heat"): tuple((name, 1) for name in OTHER_REVENUE),
    mark("Grant, debt and bridge loan drawn"): (
        ("grant_received_usd", 1),
        ("debt_drawn_usd", 1),
        ("bridge_drawn_usd", 1),
    ),
    mark("Capital and financing cost"): (("capex_spent_usd", -1), ("financing_cost_spent_usd", -1)),
    mark("Operating cost"): (("operating_cost_usd", -1),),
    mark("Tax"): (("tax_usd", -1),),
    mark("Debt service; bridge loan repaid, its interest"): (
        ("interest_usd", -1),
        ("principal_usd", -1),
        ("bridge_repaid_usd", -1),
        ("bridge_interest_usd", -1),
        ("vat_bridge_interest_usd", -1),
    ),
}


def finance_chapter(result: StudyResult) -> tuple[Block, ...]:
    """Returns, waterfall, cash flow and cover of the debt, switching values."""
    return (
        Heading(Message("Finance")),
        _main_figures(result),
        Paragraph(_on_fees(result), "note"),
        _waterfall(result),
        _cash_flow_chart(result),
        *_dscr_chart(result),
        *cash_flow_table(result),
        *capital_table(result),
        *second_money(result),
        *switching_table(result),
        *value_for_money(result),
    )


def _main_figures(result: StudyResult) -> Table:
    """Outcomes that are defined, and those without which a lender would ask."""
    rows: list[Row] = []
    for place, name in SHOWN:
        part: Any = result
        for step in place.split("."):
            part = getattr(part, step)
        if place == "finance" or np.isfinite(getattr(part, name)):
            rows += figure_rows(part, (name,))
    return Table(FIGURE_COLUMNS, tuple(with_thin_equity(result, rows)), name="finance")


def _on_fees(result: StudyResult) -> tuple[Message, ...]:
    texts = [
        Message(
            "Tipping fees are in prices of {year}; the levelised costs of power and of treatment "
            "are nominal.",
            year=price_year(result),
        ),
        *told_at_study_fee(result),
    ]
    if any(getattr(result.finance, name) < 0 for name in FEES):
        texts.append(Message("Negative tipping fee: the target is met without a fee."))
    return tuple(texts)


def _waterfall(result: StudyResult) -> Block:
    """What the operation years earn and who receives it, nominal sums."""
    finance = result.finance
    running = finance.operation_year >= 1
    scale = result.money.scale

    def total(*names: str) -> float:
        return sum(float(np.sum(getattr(finance, name)[running])) for name in names) / scale

    return if_stated(
        Waterfall(
            "waterfall",
            Message("Waterfall of the operation years"),
            Message("million USD nominal, sum of the contract"),
            steps=(
                (Message("Power"), total(*POWER_REVENUE)),
                (Message("Tipping fees"), total("tipping_revenue_usd", "stream_fees_usd")),
                (Message("Credits, metals, heat"), total(*OTHER_REVENUE)),
                *public_step(total(*PUBLIC_REVENUE)),
                (Message("Operating cost"), -total("operating_cost_usd")),
                (Message("Tax"), -total("tax_usd")),
                (Message("Available for debt service"), None),
                (Message("Interest"), -total("interest_usd")),
                (Message("Principal"), -total("principal_usd")),
                (Message("For shareholders and other lenders"), None),
            ),
        )
    )


def _cash_flow_chart(result: StudyResult) -> Block:
    """Bars that sum to the equity cash flow, the same in every study so that colours stay."""
    finance = result.finance
    bars = {
        Message(label): np.sum([sign * getattr(finance, name) for name, sign in parts], axis=0)
        for label, parts in BARS.items()
    }
    public = finance.subsidy_revenue_usd + finance.shared_revenue_usd
    if np.any(public):
        bars[Message("Subsidy and shared revenue")] = public
    rest = finance.equity_cash_flow_usd - sum(bars.values())
    scale = result.money.scale
    if np.max(np.abs(rest)) > scale / MILLION:
        bars[Message("Other loans, accounts, working capital, VAT, tax withheld")] = rest
    return if_stated(
        Bars(
            "cash_flow",
            Message("Equity cash flow: the sum of each year's bars"),
            Message("million USD nominal"),
            categories=tuple(all_years(result)),
            series=tuple(
                Series(label, tuple(float(value) / scale for value in values))
                for label, values in bars.items()
            ),
        )
    )


def public_step(amount: float) -> tuple[tuple[Message, float], ...]:
    """Step of a waterfall for what the public pays beside fees, where there is any of it."""
    return ((Message("Subsidy and shared revenue"), amount),) if amount else ()


def _dscr_chart(result: StudyResult) -> tuple[Block, ...]:
    """Cover of debt service over the years, beside the target."""
    finance, title = result.finance, Message("Debt service cover ratio")
    if np.any(np.isnan(finance.cfads_usd)) and number(finance.debt_usd) != 0.0:
        text = Paragraph(Message("The cash for debt service is not stated, so no DSCR."))
        return (Together((Heading(title, 2), text)),)
    if np.all(np.isnan(finance.dscr)):
        text = Paragraph(Message("There is no senior debt, so no DSCR."))
        return (Together((Heading(title, 2), text)),)
    chart = Lines(
        "dscr",
        title,
        Message("CFADS after tax / debt service"),
        categories=tuple(all_years(result)),
        series=(Series("DSCR", tuple(defined(value) for value in finance.dscr)),),
        thresholds=(
            (Message("Debt service just covered"), 1.0),
            (Message("Target"), number(finance.target_dscr)),
        ),
    )
    return (chart,)
