"""Inputs of the workbook from a result: what may be changed, what is laid out, what is pasted."""

from collections.abc import Iterable
from typing import Literal, get_args, get_origin

import numpy as np
from pydantic.fields import FieldInfo

from wte_ppp.arrays import Numeric
from wte_ppp.cards import card_of, range_of
from wte_ppp.currencies import Money
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.feasibility.result.held_against import InputRow
from wte_ppp.feasibility.unknown import unknown_inputs
from wte_ppp.field_problems import field_at
from wte_ppp.print.model_book.flows import pasted
from wte_ppp.print.model_book.layout import (
    STEPS_OF_PRICE,
    Layout,
    listed,
)
from wte_ppp.print.model_book.public import risk_inputs
from wte_ppp.print.model_book.returns import STEPS
from wte_ppp.print.model_book.rows import (
    NOT_STATED,
    Entry,
    Given,
    Heading,
    Note,
    Single,
    entries,
)

# Laid out when the workbook is written: a change of these asks for another workbook.
STRUCTURE = (
    "finance.contract_years",
    "finance.timing.construction_period",
    "finance.timing.operation_period",
    "finance.timing.spend_profile_by",
    "finance.debt.draw_order",
    "finance.debt.sizing_cfads",
    "finance.refinancing.operation_year",
    "finance.debt.currency",
    "finance.concessional.currency",
    "finance.grant.currency",
    "finance.owners.shareholder_loan_currency",
    "finance.uses.vat_currency",
)
# Not used by the finance model, or written in another place.
ELSEWHERE = (
    "cost.capex_usd",
    "cost.contractor_origin",
    "cost.flue_gas_factor",
    "cost.owner_cost_percent",
    "finance.debt.schedule_percent",
    "finance.debt.hedge",
    "finance.later_investment.added_",
    "finance.debt.interest_steps_percent",
    "finance.debt.margin_steps_percent",
    "finance.money.",
    "finance.value_for_money.risks",
    "finance.tax.depreciation_schedule_percent",
    "finance.contract_prices.power_tariff.by_year_percent",
    "finance.contract_prices.tipping_fee.by_year_percent",
    "finance.contract_prices.revenue_share.planned_revenue_usd_per_year",
)
PARTS = (
    "finance",
    "finance.timing",
    "finance.power_limit",
    "finance.contract_prices",
    "finance.indexation",
    "finance.uses",
    "finance.debt",
    "finance.concessional",
    "finance.loans",
    "finance.refinancing",
    "finance.later_investment",
    "finance.grant",
    "finance.reserves",
    "finance.owners",
    "finance.end",
    "finance.tax",
    "finance.municipality",
    "finance.commitments",
    "finance.value_for_money",
    "cost",
)
# Further loans stand below it, by name.
LOANS = "finance.loans."
# What these sections hold in the workbook, their parts and capital cost apart.
HEADINGS = {"finance": "Contract and prices", "cost": "Prices of operation"}
LISTS = (
    "finance.spend_profile_percent", "finance.grant.viability_gap_milestones_percent",
    *STEPS_OF_PRICE,
)  # fmt: skip


def _field(path: str) -> FieldInfo:
    field = field_at(StudyDefinition, path.split("."))
    assert field is not None, path
    return field


def _label(path: str) -> str:
    """Label of an input, behind that of the part of a part in which it stands."""
    label = card_of(_field(path)).label
    whole = path.rpartition(".")[0]
    if ".indices." in whole:
        price, _, name = whole.partition(".indices.")
        return f"{card_of(_field(price)).label}, {name}: {label}"
    if whole.startswith(LOANS):
        return f"{whole.removeprefix(LOANS)}: {label}"
    return f"{card_of(_field(whole)).label}: {label}" if whole.count(".") > 1 else label


def _choices(path: str) -> tuple[str, ...]:
    annotation = _field(path).annotation
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def input_name(path: str) -> str:
    """Name of an input's row in the workbook by its path in the study file."""
    return path.removeprefix("finance.").removesuffix("_percent")


def _is_laid_out(path: str) -> bool:
    return path in STRUCTURE or (path.startswith(LOANS) and path.endswith(".currency"))


def _given(row: InputRow, layout: Layout, money: Money) -> Given:
    percent = row.path.endswith("_percent")
    values: tuple[float | str | None, ...] = (row.value,)
    if row.value is None and row.path in unknown_inputs():
        values = (NOT_STATED,)
    elif row.path in LISTS:
        values = listed(row.value) or (None,) * layout.lengths.get(row.path, layout.items)
    if percent:
        values = tuple(
            value if value in (None, NOT_STATED) else float(value) / 100 for value in values
        )
    bounds = range_of(_field(row.path))
    bounds = None if bounds is None else money.range(bounds)
    allowed = None
    if bounds and bounds.low is not None and bounds.high is not None:
        part = 100 if percent else 1
        allowed = (bounds.low / part, bounds.high / part)
    return Given(
        allowed=None if _is_laid_out(row.path) else allowed,
        whole=bool(bounds and bounds.whole),
        name=input_name(row.path),
        label=_label(row.path),
        unit=row.unit,
        values=values,
        kind="structure" if _is_laid_out(row.path) else "input",
        source="; ".join(part for part in (row.layer, row.status, str(row.source)) if part),
        choices=() if _is_laid_out(row.path) else _choices(row.path),
        listed=row.path in LISTS,
    )


def _model_inputs(rows: Iterable[InputRow], layout: Layout) -> list[Entry]:
    """Inputs of finance and cost, by part, in the order of the study file."""
    by_part: dict[str, list[Entry]] = {part: [] for part in PARTS}
    for row in rows:
        if not row.path.startswith(("finance.", "cost.")) or row.path.startswith(ELSEWHERE):
            continue
        if row.path.endswith(".paid_in"):  # told by the rates of exchange
            continue
        if row.path in PARTS or (row.path in STEPS_OF_PRICE and row.value is None):
            continue  # a section, or steps of a price, that the study leaves out
        words = row.path.split(".")
        part = words[0] if len(words) == 2 else ".".join(words[:2])
        by_part[part].append(_given(row, layout, row.money))
    entries_by_part: list[Entry] = []
    for part, inputs in by_part.items():
        if not inputs:
            continue
        entries_by_part += [Heading(HEADINGS.get(part) or card_of(_field(part)).label), *inputs]
    return entries_by_part


def input_rows(result: StudyResult, layout: Layout) -> tuple[Entry, ...]:
    """Entries of the sheet of inputs."""
    laid_out: tuple[tuple[str, str, str, float], ...] = (
        ("construction_months", "Months per construction period", "months",
         layout.construction_months),
        ("operation_months", "Months per operation period", "months", layout.operation_months),
        ("construction_years", "Construction years", "years", layout.construction_years),
        ("construction_periods", "Construction periods", "periods", layout.construction_periods),
        ("periods", "All periods", "periods", layout.periods),
        ("steps", "Steps of the rate of return solver", "", STEPS),
    )  # fmt: skip
    return entries(
        Note("Blue on yellow may be changed; grey is fixed or pasted; the rest is computed."),
        _model_inputs(result.inputs, layout),
        risk_inputs(result.inputs),
        Given(
            "capex", "Capital cost, excluding financing cost", "USD",
            (float(result.cost.capex_usd),),
            source=str(result.cost.capex_basis),
        ),
        Given(
            "net_kw", "Net power at full load", "kW", (float(result.plant.net_mw) * 1000,),
            "pasted", "plant model",
        ),
        Given(
            "total_reduction", "Emission reduction over the crediting years", "tCO2e",
            (pasted(result.climate.total_reduction_tco2e),), "pasted", "climate model",
        ),
        Given(
            "earns_credits", "Credits arise, without which there is no grant by rate", "flag",
            (pasted(_arise(result.climate.total_credits_tco2e)),), "pasted", "climate model",
        ),
        Heading("Model structure: generate another workbook to change it"),
        [
            Given(name, label, unit, (float(value),), "structure")
            for name, label, unit, value in laid_out
        ],
        Heading("Constants"),
        _constants(result.money),
        Heading("Switches: choices as numbers"),
        _switches(layout.loans),
    )  # fmt: skip


def _constants(money: Money) -> list[Entry]:
    constants = (
        ("months_per_year", "Months per year", "months", 12.0),
        ("hours_per_year", "Hours per year, for availability", "h", 8760.0),
        ("days_per_year", "Days per year, for receivables and dated returns", "days", 365.0),
        ("kwh_per_mwh", "kWh of a MWh", "kWh/MWh", 1000.0),
        ("gj_per_mwh", "GJ per MWh", "GJ/MWh", 3.6),
        ("hundred", "Percent of a whole", "%", 100.0),
        ("mid_period", "Part of a period for which its drawdowns bear interest", "share", 0.5),
        ("half", "Half: bisection", "share", 0.5),
        ("half_rate", "Part of the tax rate in the second part of the holiday", "share", 0.5),
        ("rounding", "Relative size of rounding errors", "", 1e-9),
        ("lockup_margin", "Lock-up test margin", "", 1e-12),
        ("tolerance", "Relative tolerance of the checks", "", 1e-9),
        ("cash_tolerance", "Absolute tolerance of the checks", "USD", money.cent),
        ("least_equity", "Minimum equity share for reporting an IRR", "share", 1e-3),
        ("irr_low", "Minimum rate of return searched", "%", -0.9),
        ("irr_high", "Maximum rate of return searched", "%", 10.0),
        ("grid_low", "Minimum rate of the grid", "%", -0.5),
    )  # fmt: skip
    return [
        Given(name, label, unit, (value,), "constant") for name, label, unit, value in constants
    ]


def _switches(loans: tuple[str, ...]) -> list[Entry]:
    def chosen(name: str, label: str, of: str, word: str) -> Single:
        return Single(name, label, "flag", f'IF({{{of}}} = "{word}", 1, 0)')

    return [
        chosen("debt_is_annuity", "Senior debt: annuity", "debt.repayment", "annuity"),
        chosen("debt_is_sculpted", "Senior debt: sculpted", "debt.repayment", "sculpted"),
        chosen("debt_is_agreed", "Senior debt: agreed schedule", "debt.repayment", "schedule"),
        chosen("debt_capitalised", "Senior debt: interest capitalised in the grace years",
               "debt.grace_interest", "capitalised"),
        chosen("sized_on_dscr", "Senior debt: sized on DSCR", "debt.sized_by", "gearing_and_dscr"),
        chosen("loan_is_annuity", "Concessional loan: annuity", "concessional.repayment",
               "annuity"),
        chosen("loan_capitalised", "Concessional loan: interest capitalised in the grace years",
               "concessional.grace_interest", "capitalised"),
        *(
            row
            for name in loans
            for row in (
                chosen(f"loans.{name}.is_annuity", f"{name}: annuity", f"loans.{name}.repayment",
                       "annuity"),
                chosen(f"loans.{name}.capitalised", f"{name}: interest capitalised in the grace",
                       f"loans.{name}.grace_interest", "capitalised"),
            )
        ),
        chosen("later_is_annuity", "Later investment: annuity", "later_investment.loan_repayment",
               "annuity"),
        chosen("refi_is_annuity", "Refinancing: annuity", "refinancing.repayment", "annuity"),
        chosen("dsra_at_close", "DSRA funded at close", "reserves.dsra_funded", "at_close"),
        chosen("limit_dividends", "Dividends limited to retained earnings", "owners.dividends",
               "retained_earnings"),
        chosen("financing_depreciated", "Financing cost tax-deductible", "tax.financing_cost",
               "depreciated"),
        chosen("by_schedule", "Depreciation by a schedule", "tax.depreciation_method", "schedule"),
        chosen("by_guarantee", "Declining balance with a guaranteed amount",
               "tax.depreciation_method", "declining_guaranteed"),
        chosen("by_declining", "Declining balance to straight line", "tax.depreciation_method",
               "declining_to_straight_line"),
        chosen("fee_in_local", "Tipping fee in local currency", "indexation.tipping_fee.currency",
               "local"),
        chosen("tariff_in_local", "Tariff in local currency", "indexation.power_tariff.currency",
               "local"),
        Single("year_of_prices", "Price year of operation", "year",
               "IF(ISNUMBER({cost.price_year}), {cost.price_year}, {price_year})"),
        Single("construction_interest", "Interest rate of senior debt during construction", "%",
               "IF(ISNUMBER({debt.construction_interest}), {debt.construction_interest},"
               " INDEX({debt_rate_of_year:}, 1))"),
        Single("lender_dscr", "DSCR of the lender case", "x",
               "IF(ISNUMBER({debt.lender_case.dscr}), {debt.lender_case.dscr},"
               " {debt.target_dscr})"),
        Single("useful_life", "Useful life", "years",
               "IF(ISNUMBER({tax.depreciation_years}), {tax.depreciation_years},"
               " {contract_years})"),
        Single("passes_through", "All cash distributed in its period", "flag",
               "IF(AND({reserves.dsra_months} = 0, {reserves.maintenance_years} = 0,"
               " {end.closure_reserve_years} = 0, {later_investment.reserve_years} = 0,"
               " {reserves.minimum_cash_usd} = 0, {owners.lockup_dscr} = 0,"
               " {owners.cash_sweep} = 0, {owners.shareholder_loan} = 0,"
               " {owners.dividend_withholding} = 0, {limit_dividends} = 0), 1, 0)"),
    ]  # fmt: skip


def _arise(credits: Numeric) -> float:
    """1 where there are credits, 0 where there are none, NaN where that is not known."""
    total = float(credits)
    return total if np.isnan(total) else float(total != 0)
