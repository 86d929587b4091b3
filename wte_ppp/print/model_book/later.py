"""Rows of a later investment: cost, who pays for it, its loan, its depreciation."""

from wte_ppp.print.model_book.rows import Entry, Heading, Line, Single, entries

USD = "USD"
OF = "later_investment"


def _stated(name: str, otherwise: str) -> str:
    given = f"{{{OF}.{name}}}"
    return f"IF(ISNUMBER({given}), {given}, {otherwise})"


def later_rows() -> tuple[Entry, ...]:
    """As `wte_ppp.finance.later_investment`."""
    period, year = "{operation_period}", "{operation_year}"
    return entries(
        Heading("Later investment"),
        Single("later.on", "There is one", "flag", f"IF(ISNUMBER({{{OF}.operation_year}}), 1, 0)"),
        Single("later.first", "First operation year of it", "", _stated("operation_year", "0")),
        Line("later.cost", "Cost", USD,
             f"IF(AND({{later.on}} = 1, {{operating}} = 1, {year} < {{later.first}},"
             f" {year} >= {{later.first}} - {{{OF}.spend_years}}), {{{OF}.cost_usd}}"
             f" / ({{{OF}.spend_years}} * {{running_per_year}})"
             " * (1 + {cost_inflation}) ^ {years_from_base}, 0)", total=True),
        Line("later.loan_drawn", "Paid by its loan", USD, f"{{{OF}.loan}} * {{later.cost}}",
             total=True),
        Line("later.equity", "Paid in by the sponsors", USD, f"{{{OF}.equity}} * {{later.cost}}",
             total=True),
        Line("later.loan_to_date", "Loan drawn to date", USD,
             "{later.loan_to_date<} + {later.loan_drawn}"),
        Single("later.debt", "Loan", USD, "SUM({later.loan_drawn:})"),
        Single("later.rate", "Its interest of a period", "%",
               _stated("loan_interest", "0") + " / {running_per_year}"),
        Line("later.financing", "Fee, and interest until it runs", USD,
             f"IF({year} < {{later.first}}, {{later.rate}} * ({{later.loan_to_date}}"
             " - {mid_period} * {later.loan_drawn}), 0)"
             f" + {{{OF}.loan_fee}} * {{later.debt}} * IF(AND({{later.loan_drawn}} > 0,"
             " {later.loan_to_date} = {later.loan_drawn}), 1, 0)", total=True),
        Line("later.from_cash", "Paid from cash", USD,
             "{later.cost} + {later.financing} - {later.loan_drawn} - {later.equity}", total=True),
        Single("later.drawn_by", "Operation period before it runs", "",
               "MAX({later.first} - 1, 0) * {running_per_year}"),
        Single("later.payments", "Operation period of the loan's last payment", "",
               _stated("loan_tenor_years", "{later.first}") + " * {running_per_year}"),
        Single("later.left", "Payments", "", "MAX({later.payments} - {later.drawn_by}, 1)"),
        Single("later.level", "Level payment", "per USD",
               "IF({later.rate} = 0, 1 / {later.left},"
               " {later.rate} / (1 - (1 + {later.rate}) ^ (0 - {later.left})))"),
        Line("later.principal", "Principal", USD,
             f"IF(AND({period} > {{later.drawn_by}}, {period} <= {{later.payments}}),"
             " {later.debt} * IF({later_is_annuity} = 1,"
             " ({later.level} - {later.rate}) * (1 + {later.rate})"
             f" ^ ({period} - {{later.drawn_by}} - 1), 1 / {{later.left}}), 0)", total=True),
        Line("later.balance", "Loan, closing, from the end of the year before it runs", USD,
             f"IF({period} = {{later.drawn_by}}, {{later.debt}}, IF({period} > {{later.drawn_by}},"
             " {later.balance<} - {later.principal}, 0))"),
        Line("later.interest", "Interest", USD,
             f"IF({period} > {{later.drawn_by}}, {{later.rate}} * {{later.balance<}}, 0)",
             total=True),
        Line("later.uncounted", "Drawn before, not yet served: not in the ratios", USD,
             f"IF({period} <= {{later.drawn_by}}, {{later.loan_to_date<}} + 0, 0)"),
        Single("later.life", "Useful life", "years",
               _stated("depreciation_years", "{contract_years} - {later.first} + 1")),
        Line("later.part", "Part depreciated", "share",
             f"IF(AND({{later.on}} = 1, {year} >= {{later.first}},"
             f" {year} <= {{later.first}} + {{later.life}} - 1),"
             " 1 / ({later.life} * {running_per_year}), 0)", total=True),
        Line("later.plain", "Depreciation without financing", USD,
             "SUM({later.cost:}) * {later.part}", total=True),
        Line("later.written_off", "Depreciation", USD,
             "(SUM({later.cost:}) + SUM({later.financing:})) * {later.part}", total=True),
        Line("later.operating_cost", "Fixed operating cost that it adds", USD,
             f"IF(AND({{later.on}} = 1, {{in_contract}} = 1, {year} >= {{later.first}}),"
             f" {{{OF}.operating_cost_usd_per_year}} * {{share_of_year}}"
             " * (1 + {cost_inflation}) ^ {years_from_base}, 0)", total=True),
    )  # fmt: skip
