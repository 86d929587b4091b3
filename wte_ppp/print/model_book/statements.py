"""Rows of the three statements and of the lenders' ratios."""

from wte_ppp.print.model_book.closing import in_twelve_months
from wte_ppp.print.model_book.rows import Entry, Heading, Line, Single, entries

USD = "USD"


def statement_rows() -> tuple[Entry, ...]:
    """Income statement, cash flow statement, balance sheet."""
    return entries(
        Heading("Income statement"),
        Line("is.revenue", "Revenue", USD, "{revenue}", total=True),
        Line("is.cost", "Operating cost", USD, "0 - {operating_cost}", total=True),
        Line("ebitda", "EBITDA", USD, "{is.revenue} + {is.cost}", total=True),
        Line("is.depreciation", "Depreciation", USD, "0 - {written_off}", total=True),
        Line("ebit", "EBIT", USD, "{ebitda} + {is.depreciation}", total=True),
        Line("interest_expense", "Interest, including shareholder loan", USD,
             "{interest} + {other_interest} + {holder_interest}", total=True),
        Line("gain_on_disposal", "Salvage value less book value", USD, "{salvage} - {sold}",
             total=True),
        Line("refi.charge", "Refinancing: its cost, and gain shared", USD,
             "{refi.cost} + {gain_shared}", total=True),
        Line("profit_before_tax", "Profit before tax", USD,
             "{ebit} - {interest_expense} + {account_interest} + {gain_on_disposal}"
             " - {refi.charge}", total=True),
        Line("is.tax", "Income tax", USD, "0 - {tax}", total=True),
        Line("net_profit", "Net profit", USD, "{profit_before_tax} + {is.tax}", total=True),
        Heading("Distributions"),
        Line("paid_out", "Distributions other than on the shareholder loan", USD,
             "{dividends} + {returned} - {gain_shared}", total=True),
        Line("earned_before", "Retained earnings before dividends", USD,
             "{retained_earnings<} + {net_profit}"),
        Line("beyond_booked", "Distributions beyond retained earnings", USD,
             "MAX({paid_out}, 0) - MIN(MAX({paid_out}, 0), MAX({earned_before}, 0))", total=True),
        Line("capital_booked", "Share capital, opening", USD,
             "{owners_capital<} + {equity_all} - {holder_drawn} + {support}"),
        Line("capital_returned", "Capital repaid", USD,
             "MIN({beyond_booked}, MAX({capital_booked}, 0))", total=True),
        Line("dividends_booked", "Dividends", USD, "{paid_out} - {capital_returned}", total=True),
        Heading("Cash flow statement"),
        Line("capex_all", "Capital cost, a later investment included", USD,
             "{use.capex} + {later.cost}", total=True),
        Line("financing_all", "Financing cost in the asset", USD,
             "{financing_cost} + {later.financing}", total=True),
        Line("operating_cash", "Cash from operations, after interest", USD,
             "{cfads} + {later.from_cash} - {from_maintenance} - {interest}"
             " - {other_interest} - {holder_interest_paid} - {refi.charge}", total=True),
        Line("investing_cash", "Cash from investing, grants included", USD,
             "{grant_paid} + {construction_grants} - {capex_all} - {use.land} - {use.vat}"
             " + {vat_refund} - {financing_all} + {salvage}", total=True),
        Line("financing_cash", "Cash from financing", USD,
             "{debt_drawn} + {refi.drawn} + {loan_drawn} + {later.loan_drawn}"
             " - {principal} - {loan_principal} - {swept} + {bridge_drawn} - {grant_paid}"
             " + {vat_paid} - {vat_refund} + {equity_all}"
             " + {support} - ({holder_paid} - {holder_interest_paid}) - {dividends_booked}"
             " - {capital_returned}", total=True),
        Line("cash_moved", "Change in cash and reserve accounts", USD,
             "{operating_cash} + {investing_cash} + {financing_cash}", total=True),
        Line("cash_held", "Cash and reserve accounts per this statement", USD,
             "{cash_held<} + {cash_moved}"),
        Heading("Balance sheet: assets"),
        Line("fixed_assets", "Fixed assets", USD,
             "{fixed_assets<} + {capex_all} + {use.land} + {financing_all} - {grant_paid}"
             " - {construction_grants} - {written_off} - {sold}"),
        Line("vat_receivable", "VAT receivable", USD,
             "{vat_receivable<} + {vat_paid} - {vat_refund}"),
        Line("bs.working_capital", "Net working capital", USD, "{working_capital}"),
        Line("reserve_accounts", "Reserve accounts", USD, "{dsra} + {maintenance_account}"),
        Line("bs.cash", "Cash", USD, "{cash}"),
        Line("assets", "Assets", USD,
             "{fixed_assets} + {vat_receivable} + {bs.working_capital} + {reserve_accounts}"
             " + {bs.cash}"),
        Heading("Balance sheet: liabilities and equity"),
        Line("bs.senior", "Senior debt", USD, "{senior_balance}"),
        Line("bs.loan", "Concessional loan", USD, "{loan_balance}"),
        Line("bridges", "Bridges for grant and VAT", USD, "{bridge_balance} + {vat_bridge}"),
        Line("bs.holder", "Shareholder loan", USD, "{holder_balance}"),
        Line("owners_capital", "Share capital", USD,
             "{capital_booked} - {capital_returned}"),
        Line("retained_earnings", "Retained earnings", USD,
             "{earned_before} - {dividends_booked}"),
        Line("liabilities", "Liabilities and equity", USD,
             "{bs.senior} + {bs.loan} + {bridges} + {bs.holder} + {owners_capital}"
             " + {retained_earnings}"),
    )  # fmt: skip


def ratio_rows() -> tuple[Entry, ...]:
    """DSCR, LLCR, PLCR, and the project's cash flows."""
    return entries(
        Heading("Debt service cover"),
        Line("serves", "Debt service due", "flag",
             "IF(AND({debt} + {loans_amount} + {later.debt} > 0,"
             " {service} > MAX({rounding} * MAX({service:}), {small})), 1, 0)"),
        Line("served_cash", "CFADS where due", USD, "{serves} * {cfads}"),
        Line("served_due", "Debt service where due", USD, "{serves} * {service}"),
        Line("dscr", "DSCR of the twelve months to the period end", "x",
             "IF(AND({serves} = 1, {operation_period} >= {running_per_year}),"
             f' {in_twelve_months("served_cash")} / {in_twelve_months("served_due")}, "")'),
        Line("senior_is_owed", "Senior debt outstanding", "flag",
             "IF(AND({operating} = 1, {senior_opening} > {rounding} * {debt}), 1, 0)"),
        _while_owed("dscr", "DSCR"),
        Heading("Loan life and project life cover"),
        Line("owed", "Opening debt, including concessional loan", USD,
             "{operating} * ({senior_opening} + {loan_opening} - {later.uncounted})"),
        Line("is_owed", "Debt outstanding", "flag", "IF({owed} > {rounding} * MAX({owed:}), 1, 0)"),
        Line("debt_rate", "Interest rate of a period, of what the loans owe", "%",
             "IF({is_owed} = 1, ({interest} + {loan_interest}) / {owed}, {debt_rate<} + 0)"),
        Line("cash_for_loans", "CFADS less interest of the bridges", USD,
             "{cfads} - {bridge_interest} - {vat_bridge_interest}", total=True),
        Line("pv_of_loan_life", "PV of it while debt is outstanding", USD,
             "{operating} * ({pv_of_loan_life>} + {cash_for_loans} * {is_owed})"
             " / (1 + {debt_rate})"),
        Line("pv_of_project_life", "PV of it to the end of the contract", USD,
             "{operating} * ({pv_of_project_life>} + {cash_for_loans} * {in_contract})"
             " / (1 + {debt_rate})"),
        Line("pv_of_later_debt", "PV of debt drawn later", USD,
             "{operating} * ({pv_of_later_debt>} + {refi.drawn}"
             " + IF({operation_period} = {later.drawn_by}, {later.debt}, 0)) / (1 + {debt_rate})"),
        Line("llcr", "LLCR", "x",
             'IF({is_owed} = 1, {pv_of_loan_life} / ({owed} + {pv_of_later_debt}), "")'),
        Line("plcr", "PLCR", "x",
             'IF({is_owed} = 1, {pv_of_project_life} / ({owed} + {pv_of_later_debt}), "")'),
        _while_owed("llcr", "LLCR"),
        _while_owed("plcr", "PLCR"),
        Heading("Project cash flow"),
        Line("project_pre_tax", "Unlevered, pre-tax", USD,
             "{operating_surplus} - {working_capital_growth} - {capex_all} - {use.land}"
             " - {use.vat} + {vat_refund} + {grant_paid} + {construction_grants} + {salvage}",
             total=True),
        Line("project", "Unlevered, post-tax", USD, "{project_pre_tax} - {unlevered_tax}",
             total=True),
        Line("equity", "Equity cash flow", USD, "{equity_cash_flow}", total=True),
        Heading("Present values"),
        Line("discount", "Discount factor", "", "(1 + {discount_rate}) ^ (0 - {years})"),
        Line("net_cost", "Capital and operating cost less grants", USD,
             "{capex_all} + {use.land} - {grant_paid} - {construction_grants}"
             " + {operating_cost} - {salvage}", total=True),
        *_payback("payback", "Payback", "{project}"),
        *_payback("discounted", "Discounted payback", "{project} * {discount}"),
    )  # fmt: skip


def _while_owed(ratio: str, label: str) -> Line:
    """A ratio of the periods that begin with senior debt; of all, where there is none."""
    return Line(
        f"{ratio}_while_owed", f"{label} while senior debt is owed", "x",
        f'IF(OR({{senior_is_owed}} = 1, SUM({{senior_is_owed:}}) = 0), {{{ratio}}}, "")',
    )  # fmt: skip


def _payback(name: str, label: str, flow: str) -> list[Entry]:
    last, years = f"{{{name}.last}}", "INDEX({years:}, %s)"
    after = f"INDEX({{{name}.flow:}}, {last} + 1)"
    return [
        Line(f"{name}.flow", f"{label}: cash flow", USD, flow, total=True),
        Line(f"{name}.sum", f"{label}: sum to date", USD, f"{{{name}.sum<}} + {{{name}.flow}}"),
        Line(f"{name}.below", f"{label}: period, while the sum is below zero", "",
             f"IF({{{name}.sum}} >= 0, 0, {{period}})"),
        Single(f"{name}.last", f"{label}: last period below zero", "", f"MAX({{{name}.below:}})"),
        Single(f"{name}_years", f"{label}, from the end of the first period", "years",
               f'IF({last} = 0, 0, IF({last} = {{periods}}, "", {years % last}'
               f" - INDEX({{{name}.sum:}}, {last}) / IF({after} = 0, 1, {after})"
               f" * ({years % (last + ' + 1')} - {years % last})))"),
    ]  # fmt: skip
