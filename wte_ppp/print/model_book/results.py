"""Rows of results: each live, beside the study's own value; the project by years; checks."""

from wte_ppp.chapters.outcome_tables import number
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.print.model_book.rows import (
    Compared,
    Entry,
    Given,
    Heading,
    Line,
    Note,
    Single,
    entries,
)

USD = "USD"


def _percent(value: object) -> float:
    return number(value) / 100


def result_rows(result: StudyResult) -> tuple[Entry, ...]:
    """Results with the study's values beside them."""
    money = result.finance
    funds, lenders, owners = money.funds, money.lenders, money.owners
    first = "{construction_periods} + 1"

    def same(name: str, label: str, unit: str, formula: str, study: object) -> Compared:
        return Compared(f"r.{name}", label, unit, formula, number(study))

    def usd(name: str, label: str, row: str, study: object) -> Compared:
        return same(name, label, USD, f"SUM({{{row}:}})", study)

    def cover(name: str, label: str, rule: str, row: str, study: object) -> Compared:
        formula = f'IF(COUNT({{{row}:}}) = 0, "", {rule}({{{row}:}}))'
        return same(name, label, "x", formula, study)

    def rate(name: str, label: str, solver: str, study: object) -> Compared:
        formula = f"{{{solver}.rate}}"
        if solver.endswith("equity"):
            formula = (
                "IF(SUM({equity_paid_in:}) > {least_equity} * SUM({uses:}),"
                f' {{{solver}.rate}}, "")'
            )
        return same(name, label, "%", formula, _percent(study))

    return entries(
        Heading("Returns"),
        rate("irr_pre_tax", "Project IRR before tax", "irr_pre_tax",
             money.project_irr_pre_tax_percent),
        rate("irr_project", "Project IRR after tax", "irr_project", money.project_irr_percent),
        rate("irr_equity", "Equity IRR", "irr_equity", money.equity_irr_percent),
        rate("xirr_project", "Project IRR after tax by dates", "xirr_project",
             owners.project_xirr_percent),
        rate("xirr_equity", "Equity IRR by dates", "xirr_equity", owners.equity_xirr_percent),
        same("npv", "Project NPV after tax at the discount rate", USD,
             "SUMPRODUCT({project:} * {discount:})", money.project_npv_usd),
        same("equity_npv", "Owners' NPV at the return they ask for", USD,
             "SUMPRODUCT({equity:} * (1 + {target_equity_irr}) ^ (0 - {years:}))",
             owners.equity_npv_usd),
        same("payback", "Payback, from the end of the first period", "years", "{payback_years}",
             money.payback_years),
        same("discounted", "Discounted payback", "years", "{discounted_years}",
             owners.discounted_payback_years),
        Heading("Cover"),
        cover("dscr_min", "Lowest DSCR of twelve months", "MIN", "dscr", money.minimum_dscr),
        cover("dscr_mean", "Mean DSCR while senior debt is owed", "AVERAGE", "dscr_while_owed",
              money.average_dscr),
        same("llcr", "LLCR at commercial operation", "x", f"INDEX({{llcr:}}, {first})",
             money.llcr),
        cover("llcr_min", "Lowest LLCR", "MIN", "llcr", lenders.minimum_llcr),
        cover("llcr_mean", "Mean LLCR while senior debt is owed", "AVERAGE", "llcr_while_owed",
              lenders.average_llcr),
        same("plcr", "PLCR at commercial operation", "x", f"INDEX({{plcr:}}, {first})",
             lenders.plcr),
        cover("plcr_min", "Lowest PLCR", "MIN", "plcr", lenders.minimum_plcr),
        cover("plcr_mean", "Mean PLCR while senior debt is owed", "AVERAGE", "plcr_while_owed",
              lenders.average_plcr),
        same("locked_up", "Periods of lock-up", "periods", "SUM({locked_up:})",
             lenders.locked_up_periods),
        usd("swept", "Senior debt prepaid", "swept", lenders.swept_usd),
        usd("support", "Support that the owners pay in", "support", lenders.support_usd),
        Heading("Levelised cost"),
        same("lcoe", "Levelised cost of power, after all other revenue", "USD/MWh",
             "IF(SUM({exported:}) > 0, SUMPRODUCT(({net_cost:} - {revenue:} + {power_revenue:})"
             ' * {discount:}) / SUMPRODUCT({exported:} * {discount:}), "")',
             money.lcoe_usd_per_mwh),
        same("lcow", "Levelised cost of treatment, after all other revenue", "USD/t",
             "IF(SUM({accepted:}) > 0, SUMPRODUCT(({net_cost:} - {other_revenue:})"
             ' * {discount:}) / SUMPRODUCT({accepted:} * {discount:}), "")',
             money.lcow_usd_per_t),
        Heading("Uses of funds"),
        same("capex", "Capital cost", USD, "{capex}", result.cost.capex_usd),
        same("contingency", "Contingency, development, VAT not refunded", USD,
             "SUM({use.capex:}) - {capex}", funds.contingency_and_development_usd),
        usd("land", "Land", "use.land", funds.land_usd),
        usd("vat", "VAT", "use.vat", funds.vat_usd),
        usd("financing", "Interest and fees in construction", "financing_cost",
            money.financing_cost_usd),
        usd("dsra", "Debt service reserve account", "dsra_funded", funds.dsra_funded_usd),
        usd("cash", "Working capital", "use.cash", funds.working_capital_funded_usd),
        usd("uses", "Uses of funds", "uses", money.total_uses_usd),
        Heading("Sources of funds"),
        same("debt", "Senior debt", USD, "{debt}", money.debt_usd),
        usd("loan", "Concessional loan", "loans_drawn", funds.concessional_usd),
        usd("grants", "Grants in construction", "construction_grants",
            funds.construction_grants_usd),
        same("grant", "Grant after completion, bridged", USD, "{grant}", money.grant_usd),
        usd("equity", "Equity", "equity_paid_in", money.equity_usd),
        usd("holder", "Of it shareholder loan", "holder_drawn", funds.shareholder_loan_usd),
        same("gearing", "Senior debt and concessional loan / uses but refunded VAT", "%",
             "({debt} + SUM({loans_drawn:})) / (SUM({uses:}) - SUM({use.vat:}))",
             _percent(money.gearing_percent)),
        Heading("Tipping fee that meets the owners' return and the lenders' cover: pasted"),
        Note(
            "Solved in Python, by trying fees on the whole model; it holds for the study's inputs. "
            "To find it for others, use Goal Seek: set the owners' NPV above to 0 by changing the "
            "tipping fee, and look at the lowest DSCR."
        ),
        Given("fee.required", "Required tipping fee", "USD/t",
              (_known(money.required_tipping_fee_usd_per_t),), "pasted"),
        Given("fee.equity", "For the owners' return alone", "USD/t",
              (_known(money.tipping_fee_for_equity_irr_usd_per_t),), "pasted"),
        Given("fee.dscr", "For the lenders' cover alone", "USD/t",
              (_known(money.tipping_fee_for_dscr_usd_per_t),), "pasted"),
        Single("fee.state", "Whether they still hold", "",
               'IF({differing} = 0, "As for the study", "Stale: inputs have changed")'),
    )  # fmt: skip


def _known(value: object) -> float | None:
    found = number(value)
    return None if found != found else found


def annual_rows() -> tuple[Entry, ...]:
    """The project by construction and operation years."""

    def summed(name: str, label: str, row: str) -> Line:
        formula = f"SUMIF({{operation_year:}}, {{y.year}}, {{{row}:}})"
        return Line(f"y.{name}", label, USD, formula, total=True)

    def at_end(name: str, label: str, row: str) -> Line:
        formula = f"SUMPRODUCT({{{row}:}} * {{year_end:}} * ({{operation_year:}} = {{y.year}}))"
        return Line(f"y.{name}", label, USD, formula)

    return entries(
        Heading("Years"),
        Line("y.number", "Year", "", "{y.number<} + 1"),
        Line("y.year", "Operation year; 0 and below: construction", "",
             "{y.number} - {construction_years}"),
        Line("y.calendar", "Calendar year in which it begins", "year",
             "{first_operation_year} + {y.year} - 1"),
        Heading("Revenue"),
        summed("tipping", "Tipping fees", "tipping_revenue"),
        summed("power", "Power", "power_revenue"),
        summed("heat", "Heat", "heat_revenue"),
        summed("metals", "Metals", "metals_revenue"),
        summed("carbon", "Credits", "carbon_revenue"),
        summed("revenue", "Revenue", "revenue"),
        Heading("From revenue to the owners"),
        summed("cost", "Operating cost", "operating_cost"),
        summed("ebitda", "EBITDA", "ebitda"),
        summed("tax", "Income tax", "tax"),
        summed("cfads", "CFADS", "cfads"),
        summed("interest", "Interest of senior debt", "interest"),
        summed("principal", "Principal of senior debt", "principal"),
        summed("swept", "Senior debt prepaid", "swept"),
        summed("loan_service", "Service of the concessional loan", "loan_service"),
        summed("service", "Debt service", "service"),
        summed("uses", "Uses of funds", "uses"),
        summed("paid_in", "Equity paid in", "equity_paid_in"),
        summed("equity", "Cash flow of the owners", "equity"),
        summed("project", "Project cash flow after tax", "project"),
        summed("net_profit", "Net profit", "net_profit"),
        Heading("At the end of the year"),
        at_end("senior", "Senior debt", "senior_balance"),
        at_end("loan", "Concessional loan", "loan_balance"),
        at_end("dsra", "Debt service reserve account", "dsra"),
        at_end("account", "Maintenance reserve account", "maintenance_account"),
        at_end("cash", "Cash", "cash"),
        at_end("assets", "Assets", "assets"),
        Heading("Cover"),
        Line("y.serves", "Debt service falls due", "flag",
             "IF({y.service} > MAX({rounding} * MAX({y.service:}), {small}), 1, 0)"),
        Line("y.dscr", "DSCR of the year", "x",
             'IF({y.serves} = 1, {y.cfads} / {y.service}, "")'),
        Line("y.target", "DSCR asked for", "x",
             'IF({y.serves} = 1, {debt.target_dscr}, "")'),
    )  # fmt: skip


def check_rows(
    trials: tuple[str, ...], compared: tuple[str, ...], laid_out: tuple[str, ...]
) -> tuple[Entry, ...]:
    """Checks of each period, and their sum.

    Parameters
    ----------
    trials
        Trials of the passes in use.
    compared
        Names of the results that stand beside the study's values.
    laid_out
        Names of the inputs that the sheets are laid out for.
    """
    as_laid = ", ".join(f"{{{name}}} = {{{name}.laid}}" for name in laid_out)
    off = "IF(ABS(%s) > {cash_tolerance}, 1, 0)"

    def check(name: str, label: str, formula: str) -> Line:
        return Line(f"c.{name}", label, "flag", formula, total=True)

    lines = [
        check("balance", "Balance sheet does not balance", off % "{assets} - {liabilities}"),
        check("funds", "Sources differ from uses", off % "{uses} - {sources}"),
        check("cash", "Cash flow statement differs from the accounts",
              off % "{cash_held} - {bs.cash} - {reserve_accounts}"),
        check("negative", "An account below zero",
              "IF(MIN({cash}, {dsra}, {maintenance_account}) < 0 - {cash_tolerance}, 1, 0)"),
        check("owed", "Debt left after the contract",
              "{contract_end} * IF({senior_balance} + {loan_balance} + {bridge_balance}"
              " > {cash_tolerance}, 1, 0)"),
        check("kept", "Cash left after the contract",
              "{contract_end} * IF({cash} + {reserve_accounts} > {cash_tolerance}, 1, 0)"),
        check("split", "Owners' cash differs from what the statements pay them",
              off % "{equity} + {equity_paid_in} + {support} + {withheld} - {dividends_booked}"
              " - {capital_returned} - {holder_paid}"),
        check("losses", "More losses used than made",
              off % "MIN({levered.made} - {levered.gone}, 0)"),
    ]  # fmt: skip
    shares: list[Entry] = [
        Single("c.laid_out", "An input was changed for which the sheets are laid out", "flag",
               f"IF(AND({as_laid}), 0, 1)"),
        Single("c.spend", "Spending profile does not sum to 1", "flag",
               "IF(ABS(SUM({spend:}) - 1) > {tolerance}, 1, 0)"),
        Single("c.milestones", "Milestones of viability gap funding do not sum to 1", "flag",
               "IF(ABS(SUM({milestones:}) - 1) > {tolerance}, 1, 0)"),
        Single("c.grant", "Grant paid after the contract", "flag",
               "IF({grant.paid_in_operation_year} > {contract_years}, 1, 0)"),
        Single("c.schedule", "Depreciation writes off more than all, or its rates are missing",
               "flag", "IF(OR({by_schedule} * SUM({depreciation_schedule:}) > 1 + {tolerance},"
               " AND({by_guarantee} = 1, MIN({tax.declining_rate} + 0,"
               " {tax.declining_revised_rate} + 0, {tax.declining_guarantee} + 0) = 0)), 1, 0)"),
        Single("c.repaid", "Agreed schedule of repayment does not sum to 1", "flag",
               "IF(AND({debt_is_agreed} = 1,"
               " ABS(SUM({senior.schedule:}) - 1) > {tolerance}), 1, 0)"),
        Single("c.fees", "Indexed parts above 1", "flag",
               "IF(MAX({tipping_fee.moving}, {power_tariff.moving}) > 1 + {tolerance}, 1, 0)"),
        Single("c.tenor", "Debt not repaid within the contract, or grace as long as it", "flag",
               "IF(OR(AND({debt_is_agreed} = 0, {debt.tenor_years} > {contract_years}),"
               " AND({debt_is_agreed} = 0, {debt.grace_years} >= {debt.tenor_years}),"
               " AND({concessional.amount_usd} > 0,"
               " OR({concessional.tenor_years} > {contract_years},"
               " {concessional.grace_years} >= {concessional.tenor_years}))), 1, 0)"),
    ]  # fmt: skip
    settled: list[Entry] = []
    for trial, found in (("trial_tax", "tax"), ("trial_debt", "found_debt"),
                         ("trial_equity", "found_equity")):  # fmt: skip
        if trial in trials:
            moved = f"{{{trial}}} - {{{found}}}"
            formula = f"IF(ABS({moved}) > {{tolerance}} * SUM({{uses:}}), 1, 0)"
            label = f"Passes have not settled: {found.replace('_', ' ')}"
            kind = Line if trial == "trial_tax" else Single
            settled.append(kind(f"c.{trial}", label, "flag", formula))
    sums = [f"SUM({{{one.name}:}})" for one in lines]
    sums += [
        f"SUM({{{one.name}:}})" if isinstance(one, Line) else f"{{{one.name}}}"
        for one in (*shares, *settled)
        if isinstance(one, Line | Single)
    ]
    differ = " + ".join(f"{{{name}.differs}}" for name in compared)
    return entries(
        Heading("Faults in all"),
        Single("faults", "Faults: 0 if all is well", "", " + ".join(sums)),
        Single("differing", "Results that differ from the study's", "", differ),
        Single("state", "State", "",
               'IF({faults} > 0, "A check has failed: see below",'
               ' IF({differing} = 0, "All checks hold; results are the study\'s",'
               ' "All checks hold; inputs differ from the study\'s"))'),
        Heading("Of each period: 1 marks a fault"),
        lines,
        Heading("Of inputs and passes: 1 marks a fault"),
        shares,
        settled,
    )  # fmt: skip
