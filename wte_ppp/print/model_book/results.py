"""Rows of results: each live, beside the study's own value; the project by years; checks."""

from wte_ppp.chapters.outcome_tables import number
from wte_ppp.feasibility.hanging import hangs_on_unknown
from wte_ppp.feasibility.outcomes import Card, ResultSection, card_of
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.feasibility.result.finance import YearlyFinance
from wte_ppp.print.model_book.flows import pasted
from wte_ppp.print.model_book.proof import proof_row
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


def _card(part: ResultSection, field: str) -> Card:
    return card_of(type(part).model_fields[field])


def result_rows(result: StudyResult, proven: bool) -> tuple[Entry, ...]:
    """Results with the study's values beside them; the required fee may be `proven` on a sheet."""
    money = result.finance
    funds, lenders, owners = money.funds, money.lenders, money.owners
    first = "{construction_periods} + 1"

    def same(name: str, part: ResultSection, field: str, formula: str, unit: str = "") -> Compared:
        card, study = _card(part, field), number(getattr(part, field))
        if unit == "%":
            study /= 100
        return Compared(f"r.{name}", card.label, unit or card.unit, formula, study)

    def usd(name: str, part: ResultSection, field: str, row: str) -> Compared:
        return same(name, part, field, f"SUM({{{row}:}})")

    def cover(name: str, part: ResultSection, field: str, rule: str, row: str) -> Compared:
        # The sum tells a cover that is not known from a cover of nothing.
        none = f"AND(COUNT({{{row}:}}) = 0, SUM({{{row}:}}) = 0)"
        formula = f'IF({none}, "", {rule}({{{row}:}}))'
        return same(name, part, field, formula, "x")

    def rate(solver: str, part: ResultSection, field: str) -> Compared:
        formula = f"{{{solver}.rate}}"
        if solver.endswith("equity"):
            formula = (
                "IF(SUM({equity_paid_in:}) > {least_equity} * SUM({uses:}),"
                f' {{{solver}.rate}}, "")'
            )
        return same(solver, part, field, formula, "%")

    def fee(name: str, field: str) -> Given:
        card = _card(money, field)
        hangs = hangs_on_unknown(money, field)
        study = pasted(getattr(money, field)) if hangs else _known(getattr(money, field))
        return Given(f"fee.{name}", card.label, card.unit, (study,), "pasted")

    return entries(
        Heading("Returns"),
        rate("irr_pre_tax", money, "project_irr_pre_tax_percent"),
        rate("irr_project", money, "project_irr_percent"),
        rate("irr_equity", money, "equity_irr_percent"),
        rate("xirr_project", owners, "project_xirr_percent"),
        rate("xirr_equity", owners, "equity_xirr_percent"),
        same("npv", money, "project_npv_usd", "SUMPRODUCT({project:} * {discount:})"),
        same("equity_npv", owners, "equity_npv_usd",
             "SUMPRODUCT({equity:} * (1 + {target_equity_irr}) ^ (0 - {years:}))"),
        same("payback", money, "payback_years", "{payback_years}"),
        same("discounted", owners, "discounted_payback_years", "{discounted_years}"),
        Heading("Cover"),
        cover("dscr_min", money, "minimum_dscr", "MIN", "dscr"),
        cover("dscr_mean", money, "average_dscr", "AVERAGE", "dscr_while_owed"),
        same("llcr", money, "llcr", f"INDEX({{llcr:}}, {first})", "x"),
        cover("llcr_min", lenders, "minimum_llcr", "MIN", "llcr"),
        cover("llcr_mean", lenders, "average_llcr", "AVERAGE", "llcr_while_owed"),
        same("plcr", lenders, "plcr", f"INDEX({{plcr:}}, {first})", "x"),
        cover("plcr_min", lenders, "minimum_plcr", "MIN", "plcr"),
        cover("plcr_mean", lenders, "average_plcr", "AVERAGE", "plcr_while_owed"),
        same("locked_up", lenders, "locked_up_periods", "SUM({locked_up:})", "periods"),
        usd("swept", lenders, "swept_usd", "swept"),
        usd("support", lenders, "support_usd", "support"),
        Heading("Levelised cost"),
        same("lcoe", money, "lcoe_usd_per_mwh",
             "IF(SUM({exported:}) > 0, SUMPRODUCT(({net_cost:} - {tipping_revenue:}"
             " - {beside_power:}) * {discount:}) / SUMPRODUCT({exported:} * {discount:})"
             ', "")'),
        same("lcow", money, "lcow_usd_per_t",
             "IF(SUM({accepted:}) > 0, SUMPRODUCT(({net_cost:} - {other_revenue:})"
             ' * {discount:}) / SUMPRODUCT({accepted:} * {discount:}), "")'),
        Heading("Uses of funds"),
        same("capex", result.cost, "capex_usd", "{capex}"),
        same("contingency", funds, "contingency_and_development_usd",
             "SUM({use.capex:}) - {capex}"),
        usd("land", funds, "land_usd", "use.land"),
        usd("vat", funds, "vat_usd", "use.vat"),
        usd("financing", money, "financing_cost_usd", "financing_cost"),
        usd("dsra", funds, "dsra_funded_usd", "dsra_funded"),
        usd("cash", funds, "working_capital_funded_usd", "use.cash"),
        usd("uses", money, "total_uses_usd", "uses"),
        Heading("Sources of funds"),
        same("debt", money, "debt_usd", "{debt}"),
        usd("loan", funds, "concessional_usd", "loans_drawn"),
        usd("grants", funds, "construction_grants_usd", "construction_grants"),
        same("grant", money, "grant_usd", "{grant}"),
        usd("equity", money, "equity_usd", "equity_paid_in"),
        usd("holder", funds, "shareholder_loan_usd", "holder_drawn"),
        same("gearing", money, "gearing_percent",
             "IF({debt} + SUM({loans_drawn:}) + SUM({equity_paid_in:}) > 0,"
             " ({debt} + SUM({loans_drawn:}))"
             ' / ({debt} + SUM({loans_drawn:}) + SUM({equity_paid_in:})), "")', "%"),
        same("equity_share", money, "equity_share_percent",
             "IF(SUM({uses:}) - SUM({use.vat:}) - SUM({construction_grants:}) > 0,"
             " SUM({equity_paid_in:})"
             ' / (SUM({uses:}) - SUM({use.vat:}) - SUM({construction_grants:})), "")', "%"),
        Heading("Required tipping fee: pasted"),
        Note(
            "Solved in Python, by trying fees on the whole model; it holds for the study's inputs. "
            "To find it for others, use Goal Seek: set the equity NPV above to 0 by changing the "
            "tipping fee, and look at the minimum DSCR."
        ),
        fee("required", "required_tipping_fee_usd_per_t"),
        fee("equity", "tipping_fee_for_equity_irr_usd_per_t"),
        fee("dscr", "tipping_fee_for_dscr_usd_per_t"),
        proof_row(proven),
        Single("fee.state", "Whether they are still valid", "",
               'IF({differing} = 0, "As for the study", "Stale: inputs have changed")'),
    )  # fmt: skip


def _tenors(loans: tuple[str, ...]) -> str:
    """Tests of tenor and grace of further loans, among others in an OR."""
    return "".join(
        f", {{loans.{name}.tenor_years}} > {{contract_years}},"
        f" {{loans.{name}.grace_years}} >= {{loans.{name}.tenor_years}}"
        for name in loans
    )


def _known(value: object) -> float | None:
    figure = number(value)
    return None if figure != figure else figure


def annual_rows() -> tuple[Entry, ...]:
    """The project by construction and operation years."""

    def label(field: str) -> str:
        return card_of(YearlyFinance.model_fields[field]).label

    def summed(name: str, title: str, row: str) -> Line:
        formula = f"SUMIF({{operation_year:}}, {{y.year}}, {{{row}:}})"
        return Line(f"y.{name}", title, USD, formula, total=True)

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
        summed("tipping", label("tipping_revenue_usd"), "tipping_revenue"),
        summed("streams", label("stream_fees_usd"), "stream_revenue"),
        summed("power", label("power_revenue_usd"), "power_revenue"),
        summed("capacity", label("capacity_revenue_usd"), "capacity_revenue"),
        summed("heat", label("heat_revenue_usd"), "heat_revenue"),
        summed("metals", label("metals_revenue_usd"), "metals_revenue"),
        summed("carbon", label("carbon_revenue_usd"), "carbon_revenue"),
        summed("subsidy", label("subsidy_revenue_usd"), "subsidy_revenue"),
        summed("shared", label("shared_revenue_usd"), "shared_revenue"),
        summed("revenue", "Revenue", "revenue"),
        Heading("From revenue to equity"),
        summed("cost", label("operating_cost_usd"), "operating_cost"),
        summed("ebitda", "EBITDA", "ebitda"),
        summed("tax", label("tax_usd"), "tax"),
        summed("cfads", "CFADS", "cfads"),
        summed("interest", label("interest_usd"), "interest"),
        summed("principal", label("principal_usd"), "principal"),
        summed("swept", "Senior debt prepaid", "swept"),
        summed("loan_service", "Debt service, concessional loan", "loan_service"),
        summed("bridge", "Interest on the grant bridge", "bridge_interest"),
        summed("vat_bridge", "Interest on the VAT bridge", "vat_bridge_interest"),
        summed("service", "Debt service", "service"),
        summed("uses", "Uses of funds", "uses"),
        summed("paid_in", label("equity_paid_in_usd"), "equity_all"),
        summed("equity", label("equity_cash_flow_usd"), "equity"),
        summed("project", label("project_cash_flow_usd"), "project"),
        summed("net_profit", "Net profit", "net_profit"),
        Heading("Year-end balances"),
        at_end("senior", "Senior debt", "senior_balance"),
        at_end("loan", "Concessional loan", "loan_balance"),
        at_end("dsra", "Debt service reserve account", "dsra"),
        at_end("account", "Maintenance reserve account", "maintenance_account"),
        at_end("cash", "Cash", "cash"),
        at_end("assets", "Assets", "assets"),
        Heading("Cover"),
        Line("y.serves", "Debt service due", "flag",
             "IF(AND({debt} + {loans_amount} + {later.debt} > 0,"
             " {y.service} > MAX({rounding} * MAX({y.service:}), {small})), 1, 0)"),
        Line("y.dscr", "DSCR for the year", "x",
             'IF({y.serves} = 1, {y.cfads} / {y.service}, "")'),
        Line("y.target", "Target DSCR", "x",
             'IF({y.serves} = 1, {debt.target_dscr}, "")'),
    )  # fmt: skip


def check_rows(
    trials: tuple[str, ...],
    compared: tuple[str, ...],
    laid_out: tuple[str, ...],
    loans: tuple[str, ...] = (),
) -> tuple[Entry, ...]:
    """Checks of each period, and their sum."""
    as_laid = ", ".join(f"{{{name}}} = {{{name}.laid}}" for name in laid_out)
    off = "IF(ABS(%s) > {cash_tolerance}, 1, 0)"

    def check(name: str, label: str, formula: str) -> Line:
        return Line(f"c.{name}", label, "flag", formula, total=True)

    lines = [
        check("balance", "Balance sheet does not balance", off % "{assets} - {liabilities}"),
        check("funds", "Sources differ from uses", off % "{uses} - {sources}"),
        check("cash", "Cash flow statement differs from the accounts",
              off % "{cash_held} - {bs.cash} - {reserve_accounts}"),
        check("negative", "Negative account balance",
              "IF(MIN({cash}, {dsra}, {maintenance_account}) < 0 - {cash_tolerance}, 1, 0)"),
        check("owed", "Debt outstanding after the contract",
              "{contract_end} * IF({senior_balance} + {loan_balance} + {bridge_balance}"
              " > {cash_tolerance}, 1, 0)"),
        check("kept", "Cash remaining after the contract",
              "{contract_end} * IF({cash} + {reserve_accounts} > {cash_tolerance}, 1, 0)"),
        check("split", "Equity cash flow differs from the statements",
              off % "{equity} + {equity_all} + {support} + {withheld} - {dividends_booked}"
              " - {capital_returned} - {holder_paid}"),
        check("losses", "More losses used than incurred",
              off % "MIN({levered.made} - {levered.gone}, 0)"),
    ]  # fmt: skip
    shares: list[Entry] = [
        Single("c.laid_out", "A structural input was changed: generate another workbook", "flag",
               f"IF(AND({as_laid}), 0, 1)"),
        Single("c.spend", "Spending profile does not sum to 1", "flag",
               "IF(ABS(SUM({spend:}) - 1) > {tolerance}, 1, 0)"),
        Single("c.milestones", "Viability gap funding milestones do not sum to 1", "flag",
               "IF(ABS(SUM({milestones:}) - 1) > {tolerance}, 1, 0)"),
        Single("c.grant", "Grant paid after the contract", "flag",
               "IF({grant.paid_in_operation_year} > {contract_years}, 1, 0)"),
        Single("c.schedule", "Depreciation exceeds cost, or its rates are missing",
               "flag", "IF(OR({by_schedule} * SUM({depreciation_schedule:}) > 1 + {tolerance},"
               " AND({by_guarantee} = 1, MIN({tax.declining_rate} + 0,"
               " {tax.declining_revised_rate} + 0, {tax.declining_guarantee} + 0) = 0)), 1, 0)"),
        Single("c.repaid", "Agreed schedule of repayment does not sum to 1", "flag",
               "IF(AND({debt_is_agreed} = 1,"
               " ABS(SUM({senior.schedule:}) - 1) > {tolerance}), 1, 0)"),
        Single("c.fees", "Indexed shares above 1", "flag",
               "IF(MAX({tipping_fee.moving}, {power_tariff.moving}) > 1 + {tolerance}, 1, 0)"),
        Single("c.tenor", "Debt not repaid within the contract, or grace as long as the tenor",
               "flag",
               "IF(OR(AND({debt_is_agreed} = 0, {debt.tenor_years} > {contract_years}),"
               " AND({debt_is_agreed} = 0, {debt.grace_years} >= {debt.tenor_years}),"
               " AND({concessional.amount_usd} > 0,"
               " OR({concessional.tenor_years} > {contract_years},"
               " {concessional.grace_years} >= {concessional.tenor_years}))"
               f"{_tenors(loans)}), 1, 0)"),
    ]  # fmt: skip
    if "trial_tax" not in trials:
        shares.append(
            Single("c.sized", "Debt sized on DSCR after tax: generate another workbook", "flag",
                   'IF(AND({debt.sizing_cfads} = "post_tax",'
                   " OR({debt_is_sculpted} = 1, {sized_on_dscr} = 1)), 1, 0)")
        )  # fmt: skip
    settled: list[Entry] = []
    for trial, reached in (("trial_tax", "tax_less_earned"), ("trial_debt", "found_debt"),
                         ("trial_equity", "found_equity")):  # fmt: skip
        if trial in trials:
            moved = f"{{{trial}}} - {{{reached}}}"
            formula = f"IF(ABS({moved}) > {{tolerance}} * SUM({{uses:}}), 1, 0)"
            label = f"Passes have not converged: {reached.replace('_', ' ')}"
            kind = Line if trial == "trial_tax" else Single
            settled.append(kind(f"c.{trial}", label, "flag", formula))
    sums = [f"SUM({{{row.name}:}})" for row in lines]
    sums += [
        f"SUM({{{row.name}:}})" if isinstance(row, Line) else f"{{{row.name}}}"
        for row in (*shares, *settled)
        if isinstance(row, Line | Single)
    ]
    differ = " + ".join(f"{{{name}.differs}}" for name in compared)
    return entries(
        Heading("Total errors"),
        Single("faults", "Errors: 0 if all is well", "", " + ".join(sums)),
        Single("differing", "Results that differ from the study's", "", differ),
        Single("state", "State", "",
               'IF(ISNA({faults}), "Not stated: fill in the inputs that say so",'
               ' IF({faults} > 0, "A check has failed: see below",'
               ' IF({differing} = 0, "All checks hold; results are the study\'s",'
               ' "All checks hold; inputs differ from the study\'s")))'),
        Heading("Per period: 1 marks an error"),
        lines,
        Heading("Inputs and passes: 1 marks an error"),
        shares,
        settled,
    )  # fmt: skip
