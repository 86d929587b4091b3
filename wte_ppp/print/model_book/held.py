"""The book held against the study's result: what differs is told, never written."""

from collections.abc import Iterator, Mapping

import numpy as np

from wte_ppp.feasibility.result import StudyResult
from wte_ppp.print.model_book.rows import Compared, Sheet
from wte_ppp.print.model_book.values import Values

RELATIVE = 1e-9
# Series of the result, by place, and the row whose sum or balance by years it is.
SUMS = {
    "finance": {
        "tipping_revenue_usd": "tipping_revenue",
        "power_revenue_usd": "power_revenue",
        "capacity_revenue_usd": "capacity_revenue",
        "subsidy_revenue_usd": "subsidy_revenue",
        "shared_revenue_usd": "shared_revenue",
        "carbon_revenue_usd": "carbon_revenue",
        "metals_revenue_usd": "metals_revenue",
        "heat_revenue_usd": "heat_revenue",
        "stream_fees_usd": "stream_revenue",
        "operating_cost_usd": "operating_cost",
        "capex_spent_usd": "capex_all",
        "financing_cost_spent_usd": "financing_all",
        "debt_drawn_usd": "debt_drawn",
        "bridge_drawn_usd": "bridge_drawn",
        "equity_paid_in_usd": "equity_all",
        "grant_received_usd": "grant_paid",
        "bridge_interest_usd": "bridge_interest",
        "vat_bridge_interest_usd": "vat_bridge_interest",
        "tax_usd": "tax",
        "cfads_usd": "cfads",
        "interest_usd": "interest",
        "principal_usd": "principal",
        "project_cash_flow_usd": "project",
        "equity_cash_flow_usd": "equity",
    },
    "finance.lenders": {
        "concessional_service_usd": "loan_service",
        "overhaul_usd": "overhaul",
    },
    "finance.owners": {"withheld_usd": "withheld"},
    "finance.public": {
        "payment_usd": "public_payment",
        "put_or_pay_usd": "put_or_pay",
        "central_government_usd": "central_payment",
        "municipality_usd": "municipal_payment",
        "termination_usd": "termination_due",
        "expected_termination_usd": "termination_expected",
    },
    "finance.capital": {
        "land_lease_usd": "land_lease",
        "closure_usd": "closure",
        "later_cost_usd": "later.cost",
        "later_financing_usd": "later.financing",
        "later_loan_usd": "later.loan_drawn",
        "later_equity_usd": "later.equity",
        "later_from_cash_usd": "later.from_cash",
        "salvage_usd": "salvage",
        "refinancing_drawn_usd": "refi.drawn",
        "refinancing_cost_usd": "refi.cost",
        "gain_shared_usd": "gain_shared",
    },
    "finance.accounts": {
        "revenue_usd": "is.revenue",
        "depreciation_usd": "written_off",
        "interest_expense_usd": "interest_expense",
        "interest_income_usd": "account_interest",
        "gain_on_disposal_usd": "gain_on_disposal",
        "refinancing_cost_usd": "refi.charge",
        "net_profit_usd": "net_profit",
        "operating_cash_usd": "operating_cash",
        "investing_cash_usd": "investing_cash",
        "financing_cash_usd": "financing_cash",
    },
}
BALANCES = {
    "finance.lenders": {"dsra_usd": "dsra", "maintenance_account_usd": "maintenance_account"},
    "finance.owners": {"shareholder_loan_usd": "holder_balance"},
    "finance.accounts": {
        "fixed_assets_usd": "fixed_assets",
        "vat_receivable_usd": "vat_receivable",
        "working_capital_usd": "bs.working_capital",
        "reserve_accounts_usd": "reserve_accounts",
        "cash_usd": "bs.cash",
        "senior_debt_usd": "bs.senior",
        "other_loans_usd": "bs.loan",
        "bridges_usd": "bridges",
        "shareholder_loan_usd": "bs.holder",
        "owners_capital_usd": "owners_capital",
        "retained_earnings_usd": "retained_earnings",
    },
}


def differences(
    result: StudyResult, sheets: tuple[Sheet, ...], values: Values
) -> Iterator[str]:  # fmt: skip
    """What the book has and the result has not, in words.

    Where the cash flow is not known, one of the two may know a year that the other does not: an
    account that there is not is empty whatever the cash.
    """
    hangs = bool(np.any(np.isnan(result.finance.cfads_usd)))
    cent = result.money.cent  # sums of hundreds of millions leave less
    for sheet in sheets:
        for entry in sheet.entries:
            if isinstance(entry, Compared) and values.singles[f"{entry.name}.differs"]:
                yield f"{entry.label}: {values.singles[entry.name]} and {entry.study}"
    for place, pairs in SUMS.items():
        for row, (in_book, wanted) in _pairs(result, values, place, pairs, summed=True):
            yield from _told(f"{place}: {row}", in_book, wanted, hangs, cent)
    for place, pairs in BALANCES.items():
        for row, (in_book, wanted) in _pairs(result, values, place, pairs, summed=False):
            yield from _told(f"{place}: {row}", in_book, wanted, hangs, cent)
    dscr = np.asarray(result.finance.dscr, dtype=float)
    # Beyond this the debt service is what rounding leaves.
    dscr = np.where(dscr > 1 / RELATIVE, np.nan, dscr)
    yield from _told("DSCR by years", values.series("y.dscr"), dscr, hangs, cent)


def _pairs(
    result: StudyResult, values: Values, place: str, pairs: Mapping[str, str], summed: bool
) -> Iterator[tuple[str, tuple[np.ndarray, np.ndarray]]]:
    part = result.finance if place == "finance" else getattr(result.finance, place.split(".")[1])
    year = values.series("operation_year")
    starts = np.flatnonzero(np.append(True, year[1:] != year[:-1]))
    for name, row in pairs.items():
        series = values.series(row)
        by_year = np.add.reduceat(series, starts) if summed else series[[*(starts[1:] - 1), -1]]
        yield row, (by_year, np.asarray(getattr(part, name), dtype=float))


def _told(
    what: str, in_book: np.ndarray, wanted: np.ndarray, hangs: bool, cent: float
) -> Iterator[str]:  # fmt: skip
    defined = np.isfinite(in_book) & np.isfinite(wanted)
    gap = np.abs(np.where(defined, in_book - wanted, 0.0))
    far = gap > np.maximum(RELATIVE * np.abs(np.where(defined, wanted, 0.0)), cent)
    if not hangs:
        far |= np.isfinite(in_book) != np.isfinite(wanted)
    for at in np.flatnonzero(far):
        yield f"{what}, year {at + 1}: {in_book[at]} and {wanted[at]}"
        return
