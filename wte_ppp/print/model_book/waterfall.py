"""Rows of operation's debt and of where cash goes after it, a period after the one before."""

from wte_ppp.print.model_book.closing import in_twelve_months
from wte_ppp.print.model_book.rows import Entry, Heading, Line, Single, entries

USD = "USD"


def debt_rows() -> tuple[Entry, ...]:
    """Senior debt as agreed and as paid, the other loan, the bridges."""
    return entries(
        Heading("Senior debt as agreed"),
        Line("agreed_interest", "Interest", USD, "{debt} * {unit_interest}", total=True),
        Line("agreed_principal", "Principal", USD, "{debt} * {unit_principal}", total=True),
        Line("agreed_service", "Debt service with the concessional loan's", USD,
             "{agreed_interest} + {agreed_principal} + {loan_service}", total=True),
        Line("agreed_to_date", "The same to date", USD, "{agreed_to_date<} + {agreed_service}"),
        Line("loan_service_to_date", "Concessional loan: debt service to date", USD,
             "{loan_service_to_date<} + {loan_service}"),
        Heading("Senior debt as paid"),
        Single("small", "Below this nothing is owed: rounding", USD,
               "{rounding} * MAX({debt}, 1)"),
        Line("senior_drawn", "Drawn in construction", USD, "{debt_drawn}", total=True),
        Line("senior_opening", "Owed before", USD,
             "IF({opening} = 1, {debt}, {senior_balance<} + 0)"),
        Line("interest", "Interest", USD, "{operating} * {senior.rate} * {senior_opening}",
             total=True),
        Line("principal_due", "Principal due, at most what is owed", USD,
             "{operating} * MAX(MIN({agreed_principal}, {senior_opening}),"
             " IF({owners.cash_sweep} > 0, 0 - {interest}, {agreed_principal}))"),
        Line("principal", "Principal", USD,
             "{operating} * IF({senior_opening} - {principal_due} <= {small}, {senior_opening},"
             " {principal_due})", total=True),
        Line("senior_balance", "Owed after", USD,
             "{senior_opening} + {senior_drawn} - {principal} - {swept}"),
        Line("service", "Debt service with the concessional loan's", USD,
             "{interest} + {principal} + {loan_service}", total=True),
        Heading("Concessional loan"),
        Line("loan_drawn", "Drawn in construction", USD, "{loans_drawn}", total=True),
        Line("loan_opening", "Owed before", USD, "{loan_balance<} + 0"),
        Line("loan_interest", "Interest", USD, "{loan_interest_due}", total=True),
        Line("loan_principal", "Principal", USD, "{loan_principal_due}", total=True),
        Line("loan_balance", "Owed after", USD,
             "{loan_opening} + {loan_drawn} - {loan_principal}"),
        Heading("Bridge for the grant"),
        Line("grant_paid", "Grant, which repays the bridge", USD,
             "{grant} * IF({grant.paid_in_operation_year} = 0, {last_building},"
             " IF(AND({operation_year} = {grant.paid_in_operation_year}, {year_end} = 1), 1, 0))",
             total=True),
        Line("bridge_balance", "Owed after", USD,
             "{bridge_balance<} + {bridge_drawn} - {grant_paid}"),
        Line("bridge_interest", "Interest in operation", USD,
             "IF(AND({operating} = 1, {operation_year} <= {grant.paid_in_operation_year}),"
             " {grant} * {debt.bridge_interest} / {running_per_year}, 0)",
             total=True),
        Line("vat_bridge_interest", "Interest of the VAT bridge in operation", USD,
             "{vat_interest} * {operating}", total=True),
        Line("other_interest", "Interest but of senior debt", USD,
             "{bridge_interest} + {vat_bridge_interest} + {loan_interest}", total=True),
    )  # fmt: skip


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
        Single("earning_rate", "Interest that accounts earn in a period", "%",
               "IF({passes_through} = 1, 0, {reserves.interest}) / {running_per_year}"),
        Line("cfads", "CFADS", USD, "{cfads_before_tax} - {tax}", total=True),
        Line("account_interest", "Interest earned on accounts and cash", USD,
             "{operating} * {earning_rate} * ({dsra<} + {maintenance_account<} + {cash<})",
             total=True),
        Line("account_release", "Paid by the maintenance account for overhauls", USD,
             "{operating} * MIN({maintenance_account<} + 0, {overhaul})", total=True),
        Line("free_cash", "Cash after debt service", USD,
             "{operating} * ({cash<} + {cfads} - {loan_service} - {bridge_interest}"
             " - {vat_bridge_interest} + {account_interest} - {interest} - {principal}"
             " + {account_release} - {from_maintenance})"),
        Heading("Debt service reserve account"),
        Single("dsra_whole", "Whole periods that it holds", "periods", "INT({dsra_periods})"),
        Single("dsra_part", "Part of a period that it holds", "periods",
               "{dsra_periods} - {dsra_whole}"),
        Line("dsra_target_agreed", "Target by the debt as agreed", USD,
             f"{{in_contract}} * ({_ahead('agreed_to_date')})"),
        Line("dsra_target_of_loan", "Target for the concessional loan", USD,
             f"{{in_contract}} * ({_ahead('loan_service_to_date')})"),
        Line("dsra_target", "Target", USD,
             "IF({senior_opening} - {principal} <= {small},"
             " MIN({dsra_target_agreed}, {dsra_target_of_loan}), {dsra_target_agreed})"),
        Line("dsra_excess", "Set free: above target", USD,
             "{operating} * MAX({dsra<} - {dsra_target}, 0)", total=True),
        Line("account_before", "Maintenance account after overhauls", USD,
             "{operating} * ({maintenance_account<} - {account_release})"),
        Line("account_excess", "Set free by the maintenance account", USD,
             "MAX({account_before} - {maintenance_target}, 0)", total=True),
        Line("cash_or_need", "Cash with what is set free", USD,
             "{free_cash} + {dsra_excess} + {account_excess}"),
        Line("shortfall", "Shortfall", USD, "MAX(0 - {cash_or_need}, 0)", total=True),
        Line("dsra_drawn", "Drawn from the DSRA", USD,
             "{operating} * MIN({dsra<} - {dsra_excess}, {shortfall})", total=True),
        Line("account_drawn", "Drawn from the maintenance account", USD,
             "MIN({account_before} - {account_excess}, {shortfall} - {dsra_drawn})", total=True),
        Line("support", "Support of the owners", USD,
             "{shortfall} - {dsra_drawn} - {account_drawn}", total=True),
        Line("dsra_filled", "Filled", USD,
             "{operating} * MIN(MAX({cash_or_need}, 0),"
             " {dsra_target} - ({dsra<} - {dsra_excess} - {dsra_drawn}))", total=True),
        Line("dsra", "Debt service reserve account at the end", USD,
             "{dsra<} + {dsra_funded} - {dsra_excess} - {dsra_drawn} + {dsra_filled}"),
        Heading("Maintenance reserve account"),
        Line("account_filled", "Filled", USD,
             "MIN(MAX({cash_or_need}, 0) - {dsra_filled},"
             " {maintenance_target} - ({account_before} - {account_excess} - {account_drawn}))",
             total=True),
        Line("maintenance_account", "Maintenance reserve account at the end", USD,
             "{account_before} - {account_excess} - {account_drawn} + {account_filled}"),
        Heading("Cash sweep"),
        Line("after_reserves", "Cash after reserves", USD,
             "MAX({cash_or_need}, 0) - {dsra_filled} - {account_filled}", total=True),
        Line("sweep_due", "Sweep, at most what is owed", USD,
             "{operating} * MIN({owners.cash_sweep} * {after_reserves},"
             " {senior_opening} - {principal})"),
        Line("swept", "Senior debt prepaid", USD,
             "{operating} * IF({owners.cash_sweep} > 0, MIN({after_reserves},"
             " IF({senior_opening} - {principal} - {sweep_due} <= {small},"
             " {senior_opening} - {principal}, {sweep_due})), 0)", total=True),
        Heading("Lock-up"),
        Line("after_sweep", "Cash after the sweep", USD, "{after_reserves} - {swept}", total=True),
        Line("tested_service", "Debt service that is tested", USD,
             "IF({service} > {small}, {service}, 0)"),
        Line("tested_cash", "CFADS that is tested", USD,
             "IF({tested_service} > 0, {cfads}, 0)"),
        Line("locked_up", "Locked up: DSCR of twelve months too low", "flag",
             "IF(AND({owners.lockup_dscr} > 0, {tested_service} > 0,"
             f" {in_twelve_months('tested_cash')} < {{owners.lockup_dscr}}"
             f" * {in_twelve_months('tested_service')} * (1 - {{lockup_margin}})), 1, 0)",
             total=True),
        Line("held", "Cash held back", USD,
             "{operating} * IF({contract_end} = 1, 0, IF({locked_up} = 1, {after_sweep},"
             " MIN({after_sweep}, {reserves.minimum_cash_usd})))"),
        Line("payable", "Cash that may be paid out", USD, "{after_sweep} - {held}"),
        Heading("Shareholder loan"),
        Line("holder_drawn", "Drawn in construction", USD,
             "{owners.shareholder_loan} * MAX({equity_paid_in} * {building}, 0)", total=True),
        Line("holder_interest", "Interest, added to it", USD,
             "{operating} * {owners.shareholder_loan_interest} / {running_per_year}"
             " * {holder_balance<}", total=True),
        Line("holder_paid", "Paid: interest first", USD,
             "{operating} * MIN({payable}, {holder_balance<} + {holder_interest})", total=True),
        Line("holder_interest_paid", "Of it interest", USD,
             "MIN({holder_paid}, {holder_unpaid<} + {holder_interest})", total=True),
        Line("holder_unpaid", "Interest not yet paid", USD,
             "{holder_unpaid<} + {holder_interest} - {holder_interest_paid}"),
        Line("holder_balance", "Shareholder loan at the end", USD,
             "{holder_balance<} + {holder_drawn} + {holder_interest} - {holder_paid}"),
        Heading("Dividends"),
        Line("earnings", "Profit after tax", USD,
             "{operating_surplus} - {written_off} - {other_interest} - {tax} - {interest}"
             " + {account_interest} - {holder_interest}", total=True),
        Line("retained_before", "Retained earnings before dividends", USD,
             "{operating} * ({retained<} + {earnings})"),
        Line("out_of_earnings", "Paid out of earnings", USD,
             "MIN({payable} - {holder_paid}, MAX({retained_before}, 0))", total=True),
        Line("beyond_earnings", "Paid out beyond earnings", USD,
             "IF(AND({limit_dividends} = 1, {contract_end} = 0), 0,"
             " {payable} - {holder_paid} - {out_of_earnings})", total=True),
        Line("capital_before", "Capital paid in and not yet paid back", USD,
             "{capital_after<} + {equity_paid_in} - {holder_drawn} + {support}"),
        Line("returned", "Of it capital paid back", USD,
             "MIN({beyond_earnings}, MAX({capital_before}, 0))", total=True),
        Line("capital_after", "Capital left", USD, "{capital_before} - {returned}"),
        Line("dividends", "Dividends, those on profit to come included", USD,
             "{out_of_earnings} + {beyond_earnings} - {returned}", total=True),
        Line("retained", "Retained earnings", USD, "{retained_before} - {dividends}"),
        Line("cash", "Cash at the end", USD,
             "IF({building} = 1, {cash<} + {cash_funded},"
             " {held} + {payable} - {holder_paid} - {out_of_earnings} - {beyond_earnings})"),
        Line("withheld", "Tax withheld", USD,
             "{owners.dividend_withholding} * {dividends}"
             " + {owners.interest_withholding} * {holder_interest_paid}", total=True),
        Heading("Cash flow of the owners"),
        Line("equity_cash_flow", "Paid to the owners less paid in", USD,
             "{dividends} + {returned} + {holder_paid} - {withheld} - {support}"
             " - {equity_paid_in}", total=True),
    )  # fmt: skip
