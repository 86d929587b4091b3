"""Rows of operation's debt and of where cash goes after it, a period after the one before."""

from wte_ppp.print.model_book.closing import in_twelve_months
from wte_ppp.print.model_book.rows import Entry, Heading, Line, Single, entries

USD = "USD"


def debt_rows() -> tuple[Entry, ...]:
    """Senior debt as agreed and as paid, the other loan, the bridges."""
    return entries(
        refinanced_rows(),
        Heading("Senior debt as agreed"),
        Line("agreed_interest", "Interest", USD,
             "IF({refi.after} = 1, {refi.rate} * {refi.balance<}, {debt} * {unit_interest})",
             total=True),
        Line("agreed_principal", "Principal", USD,
             "IF({refi.after} = 1, {refi.debt} * {refi.unit_principal}, {debt} * {unit_principal})",
             total=True),
        Line("agreed_service", "Debt service, all lenders", USD,
             "{agreed_interest} + {agreed_principal} + {beside_service}", total=True),
        Line("agreed_to_date", "The same, cumulative", USD, "{agreed_to_date<} + {agreed_service}"),
        Line("beside_to_date", "Debt service excluding senior debt, cumulative", USD,
             "{beside_to_date<} + {beside_service}"),
        Heading("Senior debt as paid"),
        Single("small", "Rounding threshold of balances", USD,
               "{rounding} * MAX({debt}, 1)"),
        Line("senior_drawn", "Drawdown during construction", USD, "{debt_drawn}", total=True),
        Line("senior_opening", "Opening balance", USD,
             "IF({opening} = 1, {debt}, {senior_balance<} + 0)"),
        Line("senior_rate", "Interest of a period", "%",
             "IF({refi.after} = 1, {refi.rate}, {senior.rate})"),
        Line("interest", "Interest", USD, "{operating} * {senior_rate} * {senior_opening}",
             total=True),
        Line("refi.part", "Debt after a refinancing over that planned", "",
             "IF({refi.after} = 1, IF(AND({refi.now<} = 1, {refi.debt} > 0),"
             " {refi.new<} / MAX({refi.debt}, {rounding}), {refi.part<} + 0), 1)"),
        Line("principal_scheduled", "Principal scheduled", USD, "{agreed_principal} * {refi.part}"),
        Line("principal_due", "Principal due, limited to the balance", USD,
             "{operating} * MAX(MIN({principal_scheduled}, {senior_opening}),"
             " IF({owners.cash_sweep} > 0, 0 - {interest}, {principal_scheduled}))"),
        Line("principal", "Principal", USD,
             "{operating} * IF({senior_opening} - {principal_due} <= {small}, {senior_opening},"
             " {principal_due})", total=True),
        Line("senior_balance", "Closing balance", USD,
             "{senior_opening} + {senior_drawn} - {principal} - {swept}"
             " + {refi.now} * {refinancing.additional_usd}"),
        Line("refi.new", "New debt of the refinancing, before the sweep", USD,
             "{refi.now} * ({senior_opening} - {principal} + {refinancing.additional_usd})"),
        Line("senior_left", "Balance before the sweep", USD,
             "{senior_opening} - {principal} + {refi.drawn}"),
        Line("refi.drawn", "Of it above the debt repaid", USD,
             "{refi.now} * {refinancing.additional_usd}", total=True),
        Line("refi.cost", "Fee and break cost", USD,
             "{refinancing.fee} * {refi.new}"
             " + {refinancing.break_cost} * ({refi.new} - {refi.drawn})", total=True),
        Line("service", "Debt service, all lenders", USD,
             "{interest} + {principal} + {beside_service}", total=True),
        Heading("Concessional loan"),
        Line("loan_drawn", "Drawdown during construction", USD, "{loans_drawn}", total=True),
        Line("loan_opening", "Opening balance", USD, "{loan_balance<} + 0"),
        Line("loan_interest", "Interest", USD, "{loan_interest_due}", total=True),
        Line("loan_principal", "Principal", USD, "{loan_principal_due}", total=True),
        Line("loan_balance", "Closing balance", USD,
             "{loan_opening} + {loan_drawn} + {later.loan_drawn} - {loan_principal}"),
        Heading("Bridge for the grant"),
        Line("grant_paid", "Grant, repaying the bridge", USD,
             "{grant} * IF({grant.paid_in_operation_year} = 0, {last_building},"
             " IF(AND({operation_year} = {grant.paid_in_operation_year}, {year_end} = 1), 1, 0))",
             total=True),
        Line("bridge_balance", "Closing balance", USD,
             "{bridge_balance<} + {bridge_drawn} - {grant_paid}"),
        Line("bridge_interest", "Interest during operation", USD,
             "IF(AND({operating} = 1, {operation_year} <= {grant.paid_in_operation_year}),"
             " {grant} * {debt.bridge_interest} / {running_per_year}, 0)",
             total=True),
        Line("vat_bridge_interest", "Interest on the VAT bridge during operation", USD,
             "{vat_interest} * {operating}", total=True),
        Line("other_interest", "Interest excluding senior debt", USD,
             "{bridge_interest} + {vat_bridge_interest} + {loan_interest}", total=True),
    )  # fmt: skip


def refinanced_rows() -> list[Entry]:
    """The new debt as planned, of the debt outstanding by the agreed schedule."""
    year = "{refinancing.operation_year}"
    left = "MAX({refi.payments} - {refi.last}, 1)"
    return [
        Heading("Refinancing: the new debt as planned"),
        Single("refi.on", "Refinanced", "flag", f"IF(ISNUMBER({year}), 1, 0)"),
        Single("refi.last", "Last operation period of the debt replaced", "",
               f"IF({{refi.on}} = 1, {year} * {{running_per_year}}, 0)"),
        Single("refi.payments", "Last operation period of the new debt", "",
               "IF(ISNUMBER({refinancing.tenor_years}),"
               " {refinancing.tenor_years} * {running_per_year}, 0)"),
        Single("refi.rate", "Interest of a period", "%",
               "IF(ISNUMBER({refinancing.interest}), {refinancing.interest}, 0)"
               " / {running_per_year}"),
        Line("refi.now", "Refinanced at the end of the period", "flag",
             "IF(AND({refi.on} = 1, {operating} = 1, {operation_period} = {refi.last}), 1, 0)"),
        Line("refi.after", "After the refinancing", "flag",
             "IF(AND({refi.on} = 1, {operating} = 1, {operation_period} > {refi.last}), 1, 0)"),
        Single("refi.debt", "New debt", USD,
               "{refi.on} * ({debt} * SUMPRODUCT({refi.now:} * {unit_closing:})"
               " + {refinancing.additional_usd})"),
        Single("refi.level", "Level payment", "per USD",
               f"IF({{refi.rate}} = 0, 1 / {left},"
               f" {{refi.rate}} / (1 - (1 + {{refi.rate}}) ^ (0 - {left})))"),
        Line("refi.unit_principal", "Principal", "per USD",
             "IF(AND({refi.after} = 1, {operation_period} <= {refi.payments}),"
             " IF({refi_is_annuity} = 1, ({refi.level} - {refi.rate}) * (1 + {refi.rate})"
             f" ^ ({{operation_period}} - {{refi.last}} - 1), 1 / {left}), 0)", total=True),
        Line("refi.balance", "Closing balance", USD,
             "IF({refi.now} = 1, {refi.debt}, IF({refi.after} = 1,"
             " {refi.balance<} - {refi.debt} * {refi.unit_principal}, 0))"),
    ]  # fmt: skip


def _ahead(to_date: str) -> str:
    """Sum of the periods ahead that the DSRA holds, the last of them in part."""
    whole = "{period} + {dsra_whole}"

    def until(place: str) -> str:
        return f"INDEX({{{to_date}:}}, MIN({place}, {{periods}}))"

    return (
        f"{until(whole)} * (1 - {{dsra_part}}) + {until(whole + ' + 1')} * {{dsra_part}}"
        f" - {{{to_date}}}"
    )


def distribution_rows() -> tuple[Entry, ...]:
    """The waterfall: debt service, reserves, sweep, lock-up, shareholder loan, dividends."""
    return entries(
        Heading("Cash after debt service"),
        Single("earning_rate", "Interest rate on accounts per period", "%",
               "IF({passes_through} = 1, 0, {reserves.interest}) / {running_per_year}"),
        Line("account_interest", "Interest income on accounts and cash", USD,
             "IF({operating} * {earning_rate} = 0, 0,"
             " {earning_rate} * ({dsra<} + {maintenance_account<} + {cash<}))", total=True),
        Line("tax_less_earned", "Income tax less that interest", USD, "{tax} - {account_interest}",
             total=True),
        Line("cfads", "CFADS, interest income on accounts included", USD,
             "{cfads_before_tax} - {tax_less_earned}", total=True),
        Line("account_release", "Released from the maintenance account for overhauls", USD,
             "{operating} * MIN({maintenance_account<} + 0, {overhaul} + {closure}"
             " + {later.from_cash})", total=True),
        Line("free_cash", "Cash after debt service", USD,
             "{operating} * ({cash<} + {cfads} - {beside_service}"
             " - {interest} - {principal}"
             " + {account_release} - {from_maintenance} + {salvage} + {refi.drawn}"
             " - {refi.cost})"),
        Heading("Debt service reserve account"),
        Single("dsra_whole", "Whole periods covered", "periods", "INT({dsra_periods})"),
        Single("dsra_part", "Part of a period covered", "periods",
               "{dsra_periods} - {dsra_whole}"),
        Line("dsra_target_agreed", "Target on agreed debt", USD,
             f"{{in_contract}} * ({_ahead('agreed_to_date')})"),
        Line("dsra_target_of_loan", "Target for the concessional loan and bridges", USD,
             f"{{in_contract}} * ({_ahead('beside_to_date')})"),
        Line("dsra_target", "Target", USD,
             "IF({senior_left} <= {small},"
             " MIN({dsra_target_agreed}, {dsra_target_of_loan}), {dsra_target_agreed})"),
        Line("dsra_excess", "Released: above target", USD,
             "{operating} * MAX({dsra<} - {dsra_target}, 0)", total=True),
        Line("account_before", "Maintenance account after overhauls", USD,
             "{operating} * ({maintenance_account<} - {account_release})"),
        Line("account_excess", "Released from the maintenance account", USD,
             "MAX({account_before} - {maintenance_target}, 0)", total=True),
        Line("cash_or_need", "Cash including releases", USD,
             "{free_cash} + {dsra_excess} + {account_excess}"),
        Line("shortfall", "Shortfall", USD, "MAX(0 - {cash_or_need}, 0)", total=True),
        Line("dsra_drawn", "Drawn from the DSRA", USD,
             "IF({operating} * ({dsra<} - {dsra_excess}) = 0, 0,"
             " MIN({dsra<} - {dsra_excess}, {shortfall}))", total=True),
        Line("account_drawn", "Drawn from the maintenance account", USD,
             "IF({account_before} - {account_excess} = 0, 0,"
             " MIN({account_before} - {account_excess}, {shortfall} - {dsra_drawn}))", total=True),
        Line("support", "Sponsor support", USD,
             "{shortfall} - {dsra_drawn} - {account_drawn}", total=True),
        Line("dsra_filled", "Filled", USD,
             "IF({operating} * ({dsra_target} - {dsra<} + {dsra_excess} + {dsra_drawn}) = 0, 0,"
             " MIN(MAX({cash_or_need}, 0),"
             " {dsra_target} - ({dsra<} - {dsra_excess} - {dsra_drawn})))", total=True),
        Line("dsra", "Debt service reserve account, closing", USD,
             "{dsra<} + {dsra_funded} - {dsra_excess} - {dsra_drawn} + {dsra_filled}"),
        Heading("Maintenance reserve account"),
        Line("account_filled", "Filled", USD,
             "IF({maintenance_target} - {account_before} + {account_excess} + {account_drawn} = 0,"
             " 0, MIN(MAX({cash_or_need}, 0) - {dsra_filled},"
             " {maintenance_target} - ({account_before} - {account_excess} - {account_drawn})))",
             total=True),
        Line("maintenance_account", "Maintenance reserve account, closing", USD,
             "{account_before} - {account_excess} - {account_drawn} + {account_filled}"),
        Heading("Cash sweep"),
        Line("after_reserves", "Cash after reserves", USD,
             "MAX({cash_or_need}, 0) - {dsra_filled} - {account_filled}", total=True),
        Line("sweep_due", "Sweep, limited to the balance", USD,
             "{operating} * MIN({owners.cash_sweep} * {after_reserves},"
             " {senior_left})"),
        Line("swept", "Senior debt prepaid", USD,
             "{operating} * IF({owners.cash_sweep} > 0, MIN({after_reserves},"
             " IF({senior_left} - {sweep_due} <= {small},"
             " {senior_left}, {sweep_due})), 0)", total=True),
        Heading("Lock-up"),
        Line("after_sweep", "Cash after the sweep", USD, "{after_reserves} - {swept}", total=True),
        Line("tested_service", "Debt service tested", USD,
             "IF({service} > {small}, {service}, 0)"),
        Line("tested_cash", "CFADS tested", USD,
             "IF({tested_service} > 0, {cfads}, 0)"),
        Line("locked_up", "Lock-up: twelve-month DSCR too low", "flag",
             "IF({owners.lockup_dscr} = 0, 0, IF({tested_service} = 0, 0,"
             f" IF({in_twelve_months('tested_cash')} < {{owners.lockup_dscr}}"
             f" * {in_twelve_months('tested_service')} * (1 - {{lockup_margin}}), 1, 0)))",
             total=True),
        Line("held", "Cash locked up", USD,
             "IF(OR({operating} = 0, {contract_end} = 1), 0, IF({locked_up} = 1, {after_sweep},"
             " IF({reserves.minimum_cash_usd} = 0, 0,"
             " MIN({after_sweep}, {reserves.minimum_cash_usd}))))"),
        Line("payable", "Cash available for distribution", USD, "{after_sweep} - {held}"),
        Heading("Shareholder loan"),
        Line("holder_drawn", "Drawdown during construction", USD,
             "{owners.shareholder_loan} * MAX({equity_paid_in} * {building}, 0)", total=True),
        Line("holder_interest", "Interest accrued", USD,
             "{operating} * {owners.shareholder_loan_interest} / {running_per_year}"
             " * {holder_balance<}", total=True),
        Line("holder_paid", "Paid: interest first", USD,
             "IF({operating} * ({holder_balance<} + {holder_interest}) = 0, 0,"
             " MIN({payable}, {holder_balance<} + {holder_interest}))", total=True),
        Line("holder_interest_paid", "Of which interest", USD,
             "MIN({holder_paid}, {holder_unpaid<} + {holder_interest})", total=True),
        Line("holder_unpaid", "Unpaid interest", USD,
             "{holder_unpaid<} + {holder_interest} - {holder_interest_paid}"),
        Line("holder_balance", "Shareholder loan, closing", USD,
             "{holder_balance<} + {holder_drawn} + {holder_interest} - {holder_paid}"),
        Heading("Dividends"),
        Line("equity_all", "Equity paid in, for a later investment too", USD,
             "{equity_paid_in} + {later.equity}", total=True),
        Line("earnings", "Profit after tax", USD,
             "{operating_surplus} - {written_off} - {other_interest} - {tax} - {interest}"
             " + {account_interest} - {holder_interest} + {salvage} - {sold} - {refi.cost}",
             total=True),
        Line("retained_before", "Retained earnings before dividends", USD,
             "{operating} * ({retained<} + {earnings})"),
        Line("out_of_earnings", "Distributions from earnings", USD,
             "MIN({payable} - {holder_paid}, MAX({retained_before}, 0))", total=True),
        Line("kept_back", "Limited to retained earnings", "flag",
             "IF(AND({limit_dividends} = 1, {contract_end} = 0), 1, 0)"),
        Line("beyond_earnings", "Distributions beyond earnings", USD,
             "IF({kept_back} = 1, 0, {payable} - {holder_paid} - {out_of_earnings})",
             total=True),
        Line("capital_before", "Capital paid in and not yet repaid", USD,
             "{capital_after<} + {equity_all} - {holder_drawn} + {support}"),
        Line("returned", "Of which capital repaid", USD,
             "MIN({beyond_earnings}, MAX({capital_before}, 0))", total=True),
        Line("capital_after", "Capital remaining", USD, "{capital_before} - {returned}"),
        Line("dividends", "Dividends, including those in advance of profit", USD,
             "{out_of_earnings} + {beyond_earnings} - {returned}", total=True),
        Line("retained", "Retained earnings", USD, "{retained_before} - {dividends}"),
        Line("cash", "Cash, closing", USD,
             "IF({building} = 1, {cash<} + {cash_funded}, {held} + IF({kept_back} = 1,"
             " {payable} - {holder_paid} - {out_of_earnings}, 0))"),
        Line("withheld", "Withholding tax", USD,
             "IF({owners.dividend_withholding} = 0, 0,"
             " {owners.dividend_withholding} * {dividends})"
             " + {owners.interest_withholding} * {holder_interest_paid}", total=True),
        Heading("Refinancing gain, and the authority's share of it"),
        Line("equity_before_share", "Distributions less equity paid in, before the share", USD,
             "{dividends} + {returned} + {holder_paid} - {withheld} - {support}"
             " - {equity_all}", total=True),
        Line("gain.change", "Change by the refinancing", USD,
             "IF({refi.on} = 1, {equity_before_share} - {not_refinanced.equity}, 0)", total=True),
        Line("gain.factor", "Discount factor from the refinancing", "",
             "(1 + {target_equity_irr}) ^ (SUMPRODUCT({refi.now:} * {years:}) - {years})"),
        Line("gain.more", "What the sponsors receive more", USD,
             "MAX(MIN({gain.change}, {equity_before_share}), 0)",
             total=True),
        Single("gain", "Refinancing gain", USD, "SUMPRODUCT({gain.change:} * {gain.factor:})"),
        Single("gain.worth", "Value of what they receive more", USD,
               "SUMPRODUCT({gain.more:} * {gain.factor:})"),
        Line("gain_shared", "Paid to the authority", USD,
             "IF({gain.worth} > 0, MIN({refinancing.authority_share} * MAX({gain}, 0)"
             " / MAX({gain.worth}, {rounding}), 1) * {gain.more}, 0)", total=True),
        Heading("Equity cash flow"),
        Line("equity_cash_flow", "Distributions less equity paid in", USD,
             "{equity_before_share} - {gain_shared}", total=True),
    )  # fmt: skip
