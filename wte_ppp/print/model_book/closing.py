"""Rows of the financial close: shapes of loans, uses, size of the debt, sources, draws."""

from wte_ppp.print.model_book.rows import (
    Entry,
    GivenRow,
    Heading,
    Line,
    Note,
    Single,
    entries,
)

USD = "USD"
UNIT = "per USD"


def in_twelve_months(row: str) -> str:
    """Sum of a row over the periods of the last twelve months, as far as the row goes back."""
    return (
        f"SUMPRODUCT({{{row}:<}} * ({{period:<}} > {{period}} - {{running_per_year}}))"
    )  # fmt: skip


def _level_rows(
    name: str, label: str, terms: str, annuity: str, capitalised: str, agreed: str | None = None
) -> list[Entry]:
    """Schedule of one USD of a loan: level payments or equal principal, after its grace.

    The interest of senior debt may change by year. `agreed` is the switch of its schedule, which
    stands in the row of that name and ".schedule".
    """
    rate, waiting, payments = f"{{{name}.rate}}", f"{{{name}.waiting}}", f"{{{name}.payments}}"
    left = f"MAX({payments} - {waiting}, 1)"
    period, last = "{operation_period}", payments
    principal = (
        f"{{{name}.repaying}} * IF({{{annuity}}} = 1,"
        f" {{{name}.grown}} * {{{name}.level}} - {rate} * {{{name}.unit_opening}},"
        f" {{{name}.grown}} / {left}) - {{{name}.added}}"
    )
    yearly = f"{{{terms}.interest}}"
    rate_row: Entry = Single(f"{name}.rate", f"{label}: interest of a period", "%",
                             f"{yearly} / {{running_per_year}}")  # fmt: skip
    by_schedule: list[Entry] = []
    if agreed is not None:
        principal = f"IF({{{agreed}}} = 1, {{{name}.schedule}}, {principal})"
        last = f"{{{name}.last}}"
        by_schedule = [
            Line(f"{name}.paying", f"{label}: operation period, where its schedule pays", "",
                 f"IF({{{name}.schedule}} <> 0, {period}, 0)"),
            Single(f"{name}.last", f"{label}: operation period of the last payment", "",
                   f"IF({{{agreed}}} = 1, MAX({{{name}.paying:}}), {payments})"),
        ]  # fmt: skip
        rate_row = Line(f"{name}.rate", f"{label}: interest of a period", "%",
                        "INDEX({debt_rate_of_year:}, MAX({operation_year}, 1))"
                        " / {running_per_year}")  # fmt: skip
    return [
        rate_row,
        Single(f"{name}.payments", f"{label}: periods to the last payment", "periods",
               f"{{{terms}.tenor_years}} * {{running_per_year}}"),
        Single(f"{name}.waiting", f"{label}: periods of grace", "periods",
               f"{{{terms}.grace_years}} * {{running_per_year}}"),
        Line(f"{name}.adding", f"{label}: interest is added", "flag",
             f"IF(AND({{{capitalised}}} = 1, {period} >= 1, {period} <= {waiting}), 1, 0)"),
        Line(f"{name}.growing", f"{label}: owed with interest added", UNIT,
             f"IF({{period}} = 1, 1, {{{name}.growing<}} + 0) * (1 + {rate} * {{{name}.adding}})"),
        Single(f"{name}.grown", f"{label}: owed after the grace", UNIT,
               f"INDEX({{{name}.growing:}}, {{periods}})"),
        *by_schedule,
        Line(f"{name}.repaying", f"{label}: repays", "flag",
             f"IF(AND({period} > {waiting}, {period} <= {payments}), 1, 0)"),
        Line(f"{name}.factor", f"{label}: discount factor at its interest", "",
             f"IF({{period}} = 1, 1, {{{name}.factor<}} + 0) / (1 + {rate} * {{{name}.repaying}})"),
        Single(f"{name}.level", f"{label}: level payment", UNIT,
               f"1 / MAX(SUMPRODUCT({{{name}.factor:}} * {{{name}.repaying:}}), {{rounding}})"),
        Line(f"{name}.added", f"{label}: interest added", UNIT,
             f"{rate} * {{{name}.adding}} * {{{name}.growing}} / (1 + {rate})"),
        Line(f"{name}.unit_principal", f"{label}: principal", UNIT,
             principal, total=True),
        Line(f"{name}.unit_repaid", f"{label}: repaid to date", UNIT,
             f"{{{name}.unit_repaid<}} + {{{name}.unit_principal}}"),
        Line(f"{name}.unit_opening", f"{label}: owed before", UNIT,
             f"IF(AND({period} >= 1, {period} <= {last}), 1 - {{{name}.unit_repaid<}}, 0)"),
        Line(f"{name}.unit_closing", f"{label}: owed after", UNIT,
             f"IF(AND({period} >= 1, {period} < {last}), 1 - {{{name}.unit_repaid}}, 0)"),
        Line(f"{name}.unit_service", f"{label}: interest and principal", UNIT,
             f"{rate} * {{{name}.unit_opening}} + {{{name}.unit_principal}}", total=True),
    ]  # fmt: skip


def _each(loans: tuple[str, ...], formula: str) -> str:
    """Sum of a formula over further loans, to be added; `*` in it stands for the loan's rows."""
    return "".join(f" + {formula.replace('*.', f'loans.{name}.')}" for name in loans)


def sizing_rows(tax: str, schedule: GivenRow, loans: tuple[str, ...] = ()) -> tuple[Entry, ...]:
    """What the lenders size on, and the shape in which debt is repaid.

    `tax` is the row of the tax that they count on; empty: they size before tax.
    """
    after = "after tax" if tax else "before tax"
    tax = f" - {{{tax}}}" if tax else ""
    return entries(
        Heading("Concessional loan: schedule per USD"),
        _level_rows(
            "loan", "Concessional loan", "concessional", "loan_is_annuity", "loan_capitalised"
        ),
        further_loan_rows(loans),
        Single("loans_amount", "Loans beside the senior debt", USD,
               "{concessional.amount_usd}" + _each(loans, "{*.amount_usd}")),
        Line("loan_interest_due", "Loans beside the senior debt: interest", USD,
             "{concessional.amount_usd} * {loan.rate} * {loan.unit_opening}"
             + _each(loans, "{*.amount_usd} * {*.rate} * {*.unit_opening}")
             + " + {later.interest}", total=True),
        Line("loan_principal_due", "Loans beside the senior debt: principal", USD,
             "{concessional.amount_usd} * {loan.unit_principal}"
             + _each(loans, "{*.amount_usd} * {*.unit_principal}")
             + " + {later.principal}", total=True),
        Line("loan_service", "Loans beside the senior debt: debt service", USD,
             "{loan_interest_due} + {loan_principal_due}", total=True),
        Line("loan_balance_due", "Loans beside the senior debt: closing balance", USD,
             "{concessional.amount_usd} * {loan.unit_closing}"
             + _each(loans, "{*.amount_usd} * {*.unit_closing}") + " + {later.balance}"),
        Line("beside_service", "Debt service beside senior debt: loans, interest of bridges", USD,
             "{loan_service} + {bridge_interest} + {vat_bridge_interest}", total=True),
        Heading("Senior debt: debt capacity on CFADS"),
        Line("sizing_cfads", f"Sizing CFADS, {after}", USD, "{cfads_before_tax}" + tax,
             total=True),
        Line("lender_cfads", f"CFADS of the lender case, {after}", USD,
             "{cfads_before_tax} + {revenue} * ({debt.lender_case.revenue} - 1)"
             " - {operating_cost} * ({debt.lender_case.operating_cost} - 1)" + tax, total=True),
        Line("able", "Debt service supported by both cases", USD,
             "MIN({sizing_cfads} / {debt.target_dscr}, {lender_cfads} / {lender_dscr})",
             total=True),
        Heading("Senior debt: schedule per USD, annuity, equal or agreed"),
        schedule,
        _level_rows(
            "senior", "Senior debt", "debt", "debt_is_annuity", "debt_capitalised",
            "debt_is_agreed",
        ),
        Line("level.serves", "Debt service due", "flag",
             "IF({senior.unit_service} > {rounding} * MAX({senior.unit_service:}, 1), 1, 0)"),
        Line("level.cash", "Debt service supported by the period, where due", USD,
             "{level.serves} * ({able} - {beside_service})"),
        Line("level.due", "Debt service per USD", UNIT,
             "{level.serves} * {senior.unit_service}"),
        Line("level_capacity", "Debt supported by twelve months", USD,
             "IF(AND({level.serves} = 1, {operation_period} >= {running_per_year}),"
             f' {in_twelve_months("level.cash")} / {in_twelve_months("level.due")}, "")'),
        Heading("Senior debt: sculpted"),
        Single("sculpted.interest_only", "Interest-only periods", "periods",
               "IF({debt_capitalised} = 1, 0, {senior.waiting})"),
        Line("sculpted.left", "Debt service supported by the period", USD,
             "MAX({able}, 0) - {beside_service}"),
        Line("sculpted.service", "Debt service", USD,
             "MAX({sculpted.left}, 0) * {senior.repaying}", total=True),
        Line("sculpted.before", "Opening balance", USD,
             "IF({operating} = 0, 0, IF({operation_period} > {sculpted.interest_only},"
             " ({sculpted.balance} + {sculpted.service}) / (1 + {senior.rate}),"
             " {sculpted.balance}))"),
        Line("sculpted.balance", "Closing balance, from the last payment backwards", USD,
             "{sculpted.before>} * {operating}"),
        Single("sculpted.repaid", "Debt repaid from CFADS", USD,
               "INDEX({sculpted.before:}, {construction_periods} + 1)"),
        Line("sculpted.unit_closing", "Closing balance", UNIT,
             "{sculpted.balance} / IF({sculpted.repaid} > 0, {sculpted.repaid}, 1)"),
        Line("sculpted.due", "Debt service of that debt, interest of a grace included", USD,
             "IF({sculpted.repaid} > 0, {operating} * ((1 + {senior.rate}) * {sculpted.before}"
             " - {sculpted.balance}), 0)"),
        Line("sculpted.serves", "Debt service due", "flag",
             "IF({sculpted.due} > {rounding} * MAX({sculpted.due:}), 1, 0)"),
        Line("sculpted.cash", "Debt service supported, where due", USD,
             "{sculpted.serves} * {sculpted.left}"),
        Line("sculpted.owed", "Debt service, where due", USD,
             "{sculpted.serves} * {sculpted.due}"),
        Line("sculpted.cover", "Debt service supported by twelve months over that due", "x",
             "IF(AND({sculpted.serves} = 1, {operation_period} >= {running_per_year}),"
             f' {in_twelve_months("sculpted.cash")} / {in_twelve_months("sculpted.owed")}, "")'),
        Single("sculpted.capacity", "The same, with the target DSCR in the grace too", USD,
               "IF(OR({sculpted.interest_only} = 0, {sculpted.repaid} <= 0), {sculpted.repaid},"
               " MIN(MAX(MIN({sculpted.cover:}), 0), 1) * {sculpted.repaid})"),
        Heading("Senior debt: selected schedule, per USD"),
        Line("unit_opening", "Opening balance", UNIT,
             "IF({debt_is_sculpted} = 1, IF({opening} = 1, 1, {unit_closing<} * {operating}),"
             " {senior.unit_opening})"),
        Line("unit_closing", "Closing balance", UNIT,
             "IF({debt_is_sculpted} = 1, {sculpted.unit_closing}, {senior.unit_closing})"),
        Line("unit_interest", "Interest", UNIT, "{senior.rate} * {unit_opening}", total=True),
        Line("unit_principal", "Principal", UNIT,
             "IF({debt_is_sculpted} = 1, {unit_opening} - {unit_closing},"
             " {senior.unit_principal})", total=True),
        Single("capacity", "Debt capacity on CFADS; none: not applied", USD,
               "IF({debt_is_sculpted} = 1, {sculpted.capacity}, IF({sized_on_dscr} = 1,"
               ' MAX(MIN({level_capacity:}), 0), "none"))'),
        Single("debt_limit", "Limit by agreed amount and CFADS; none: neither", USD,
               'IF({capacity} = "none", IF(ISNUMBER({debt.amount_usd}), {debt.amount_usd}, "none"),'
               " IF(ISNUMBER({debt.amount_usd}), MIN({capacity}, {debt.amount_usd}),"
               " {capacity}))"),
        Heading("Initial funding of the debt service reserve account"),
        Single("dsra_periods", "Periods of debt service covered", "periods",
               "{reserves.dsra_months} / {operation_months}"),
        Line("dsra_weight", "Part of a period covered", "share",
             "{operating} * MAX(0, MIN(1, {dsra_periods} - {operation_period} + 1))"),
        Single("dsra_per_debt", "Initial funding per USD of senior debt", UNIT,
               "{dsra_at_close} * SUMPRODUCT(({unit_interest:} + {unit_principal:})"
               " * {dsra_weight:})"),
        Single("dsra_of_loan", "Initial funding for the concessional loan and bridges", USD,
               "{dsra_at_close} * SUMPRODUCT({beside_service:} * {dsra_weight:})"),
    )  # fmt: skip


def further_loan_rows(loans: tuple[str, ...]) -> list[Entry]:
    """Schedule per USD of each further loan."""
    rows: list[Entry] = []
    for name in loans:
        of = f"loans.{name}"
        rows += [
            Heading(f"{name}: schedule per USD"),
            *_level_rows(of, name, of, f"{of}.is_annuity", f"{of}.capitalised"),
        ]
    return rows + ([Heading("Loans beside the senior debt")] if loans else [])


def uses_rows(by_period: bool, loans: tuple[str, ...] = ()) -> tuple[Entry, ...]:
    """Uses of funds that do not depend on the debt, and sources but debt and equity."""
    place = "{period}" if by_period else "{operation_year} + {construction_years}"
    count = "1" if by_period else "COUNTIF({operation_year:}, {operation_year})"

    def share(of: str) -> str:
        return f"IF({{building}} = 1, INDEX({{{of}:}}, {place}) / {count}, 0)"

    return entries(
        Heading("Capital cost and grants"),
        Single("capital_cost", "Capital cost including contingency and development", USD,
               "{capex} * (1 + {uses.contingency}) + {uses.development_fee_usd}"),
        Single("asset_cost", "Capital cost including non-refundable VAT", USD,
               "{capital_cost} * (1 + {uses.vat} * (1 - {uses.vat_refunded}))"),
        Single("grant_by_rate", "Grant by rate", USD,
               "{capex} * {grant.eligible} * {grant.rate}"),
        Single("grant_by_tonne", "Grant by limit per tonne", USD,
               "IF(ISNUMBER({grant.limit_jpy_per_tco2e}), {grant.limit_jpy_per_tco2e}"
               " * IF(ISNUMBER({total_reduction}), MAX({total_reduction}, {rounding}), NA())"
               " / {grant.jpy_per_usd}, {grant_by_rate})"),
        Single("grant_by_cap", "Grant by ceiling", USD,
               "IF(ISNUMBER({grant.cap_jpy}), {grant.cap_jpy} / {grant.jpy_per_usd},"
               " {grant_by_rate})"),
        Single("grant_with_credits", "Grant by rate, limit and ceiling, with credits", USD,
               "MAX(MIN({grant_by_rate}, {grant_by_tonne}, {grant_by_cap}), 0)"),
        Single("grant_by_credits", "The same where credits arise", USD,
               "IF({grant_with_credits} = 0, 0,"
               " IF(ISNUMBER({earns_credits}), {earns_credits} * {grant_with_credits}, NA()))"),
        Single("grant", "Grant after completion", USD,
               "IF(ISNUMBER({grant.amount_usd}), {grant.amount_usd}, {grant_by_credits})"),
        Line("spend", "Spending profile", "share", share("spend_profile"), total=True),
        Line("spent_to_date", "Cumulative spending", "share", "{spent_to_date<} + {spend}"),
        Line("mean_drawn", "Average drawn share in the period", "share",
             "{building} * ({spent_to_date} - {mid_period} * {spend})"),
        Line("mean_undrawn", "Average undrawn share", "share", "{building} - {mean_drawn}"),
        Line("milestones", "Viability gap funding milestones", "share",
             f"IF(COUNT({{grant.viability_gap_milestones:}}) = 0, {{spend}},"
             f" {share('grant.viability_gap_milestones')})", total=True),
        Line("construction_grants", "Grants paid during construction", USD,
             "{grant.viability_gap_usd} * {milestones} + {grant.central_support_usd} * {spend}",
             total=True),
        Single("all_grants", "Total capital grants", USD, "{grant} + SUM({construction_grants:})"),
        Heading("VAT and VAT bridge"),
        Line("vat_paid", "Refundable VAT paid", USD,
             "{capital_cost} * {spend} * {uses.vat} * {uses.vat_refunded}", total=True),
        Line("vat_refunded", "VAT refunded to date", USD,
             "SUMPRODUCT({vat_paid:} * ({months_at_end:} + {uses.vat_refund_months}"
             " <= IF({period} = {periods}, {months_at_end} + {uses.vat_refund_months},"
             " {months_at_end})))"),
        Line("vat_refund", "VAT refunded, repaying the bridge", USD,
             "{vat_refunded} - {vat_refunded<}", total=True),
        Line("vat_bridge", "Bridge closing balance", USD,
             "{vat_bridge<} + {vat_paid} - {vat_refund}"),
        Line("vat_interest", "Bridge interest", USD,
             "{uses.vat_bridge_interest}"
             " / IF({operating} = 1, {running_per_year}, {building_per_year})"
             " * ({vat_bridge<} + {mid_period} * {vat_paid})", total=True),
        Heading("Financing cost independent of senior debt"),
        Line("bridge_cost", "Interest on the grant bridge", USD,
             "{grant} * {debt.bridge_interest} / {building_per_year} * {mean_drawn}", total=True),
        Line("loan_cost", "Interest and fees on loans beside the senior debt", USD,
             "{concessional.amount_usd} * ({concessional.interest} / {building_per_year}"
             " * {mean_drawn} + {concessional.commitment_fee} / {building_per_year}"
             " * {mean_undrawn} + {concessional.upfront_fee} * {first_period})"
             + _each(loans, "{*.amount_usd} * ({*.interest} / {building_per_year} * {mean_drawn}"
                     " + {*.commitment_fee} / {building_per_year} * {mean_undrawn}"
                     " + {*.upfront_fee} * {first_period})"), total=True),
        Line("fixed_financing", "Financing cost excluding senior debt", USD,
             "{bridge_cost} + {loan_cost} + {vat_interest} * {building}", total=True),
        Heading("Uses and sources independent of senior debt, excluding refunded VAT"),
        Line("capex_spent", "Capital cost", USD, "{asset_cost} * {spend}", total=True),
        Line("land_paid", "Land", USD, "{uses.land_usd} * {first_period}", total=True),
        Line("cash_funded", "Working capital funded", USD,
             "{uses.working_capital_usd} * {last_building}", total=True),
        Line("loans_drawn", "Drawdown of loans beside the senior debt", USD,
             "{loans_amount} * {spend}", total=True),
        Line("bridge_drawn", "Grant bridge drawdown", USD, "{grant} * {spend}", total=True),
        Line("fixed_uses", "Uses excluding those of senior debt", USD,
             "{capex_spent} + {land_paid} + {fixed_financing} + {cash_funded}"
             " + {dsra_of_loan} * {last_building}", total=True),
        Line("fixed_sources", "Sources excluding senior debt and equity", USD,
             "{bridge_drawn} + {loans_drawn} + {construction_grants}", total=True),
    )  # fmt: skip


def _pro_rata() -> list[Entry]:
    return [
        Line("debt_cost", "Interest and fees per USD of senior debt", UNIT,
             "{construction_interest} / {building_per_year} * {mean_drawn}"
             " + {debt.commitment_fee} / {building_per_year} * {mean_undrawn}"
             " + {debt.upfront_fee} * {first_period}", total=True),
        Line("debt_needs", "The same including initial funding of the DSRA", UNIT,
             "{debt_cost} + {dsra_per_debt} * {last_building}", total=True),
        Single("debt_needs_sum", "Uses added per USD of senior debt", UNIT,
               "SUM({debt_needs:})"),
        Single("debt_by_gearing", "Debt by gearing", USD,
               "({debt.max_gearing} * (SUM({fixed_uses:}) - SUM({fixed_sources:})"
               " + {loans_amount}) - {loans_amount})"
               " / (1 - {debt.max_gearing} * IF({debt_needs_sum} < 1, {debt_needs_sum}, 0))"),
        Line("debt_by_period", "Debt with equity at zero or more", USD,
             "IF({spend} - {debt_needs} > 0,"
             ' ({fixed_uses} - {fixed_sources}) / ({spend} - {debt_needs}), "")'),
        Single("debt_by_equity", "Debt beside the minimum equity", USD,
               "IF(ISNUMBER({debt.least_equity}), IF({debt.least_equity} > 0,"
               " MAX(((1 - {debt.least_equity}) * SUM({fixed_uses:}) - SUM({fixed_sources:})"
               " + {debt.least_equity} * SUM({construction_grants:}))"
               " / (1 - (1 - {debt.least_equity}) * {debt_needs_sum}), 0), {debt_by_gearing}),"
               " {debt_by_gearing})"),
        Single("debt_most", "Maximum debt by gearing, by period and by equity", USD,
               "IF({debt_needs_sum} < 1, MAX(MIN({debt_by_gearing}, MIN({debt_by_period:}),"
               " {debt_by_equity}), 0), 0)"),
        Single("debt", "Senior debt", USD,
               'IF({debt_limit} = "none", {debt_most}, MIN({debt_most}, {debt_limit}))'),
        Line("debt_drawn", "Senior debt drawdown", USD, "{debt} * {spend}", total=True),
        Line("debt_financing", "Interest and fees on senior debt", USD, "{debt} * {debt_cost}",
             total=True),
        Line("equity_paid_in", "Equity, including shareholder loan", USD,
             "{fixed_uses} + {debt} * {debt_needs} - {fixed_sources} - {debt_drawn}", total=True),
    ]  # fmt: skip


def _in_order(equity_first: bool) -> list[Entry]:
    """Draws of debt and equity one after the other, from the amounts of the pass before."""
    per_draw = "{cash_per_draw}"
    if equity_first:
        paid_in = "MIN({draw_need}, {equity_left<} + {first_period} * {trial_equity})"
        free = "{debt} - {draw_balance<}"
        lent = f"MAX({{draw_need}} - {{own_first}}, 0) / {per_draw}"
        lent = f"IF({{last_building}} = 1, MIN({lent}, {free}), {lent})"
    else:
        paid_in = "0"
        lent = (
            f"MIN(MAX({{draw_need}} / {per_draw}, 0 - {{draw_balance<}}),"
            " {debt} - {draw_balance<})"
        )
    return [
        Note(
            "Debt and equity drawn one after the other depend on the interest on their drawdowns. "
            "They are solved by passes on the sheet Passes, each from the one before, so that "
            "nothing is circular; this is the last pass."
        ),
        Single("debt", "Senior debt", USD, "{trial_debt}"),
        Single("cash_per_draw", "Cash per USD drawn, net of its interest in the period", UNIT,
               "1 - {mid_period} * ({construction_interest} - {debt.commitment_fee})"
               " / {building_per_year}"),
        Line("draw_before", "Interest and fees before the period's drawdown", USD,
             "{building} * ({construction_interest} / {building_per_year} * {draw_balance<}"
             " + {debt.commitment_fee} / {building_per_year} * ({debt} - {draw_balance<})"
             " + {debt.upfront_fee} * {debt} * {first_period})", total=True),
        Line("draw_need", "Cash required from debt and equity", USD,
             "{building} * ({fixed_uses} - {fixed_sources} + {draw_before}"
             " + {dsra_per_debt} * {debt} * {last_building})", total=True),
        Line("own_first", "Equity before debt", USD, paid_in, total=True),
        Line("debt_drawn", "Senior debt drawdown", USD, f"{{building}} * {lent}", total=True),
        Line("draw_balance", "Cumulative senior debt drawdown", USD,
             "{draw_balance<} + {debt_drawn}"),
        Line("debt_financing", "Interest and fees on senior debt", USD,
             f"{{draw_before}} + {{debt_drawn}} * (1 - {per_draw})", total=True),
        Line("equity_paid_in", "Equity, including shareholder loan", USD,
             f"{{draw_need}} - {{debt_drawn}} * {per_draw}", total=True),
        Line("equity_left", "Undrawn equity", USD,
             "{equity_left<} + {first_period} * {trial_equity} - {equity_paid_in}"),
        Single("uses_found", "Uses with these drawdowns", USD,
               "SUM({fixed_uses:}) + SUM({debt_financing:}) + {debt} * {dsra_per_debt}"),
        Single("debt_by_equity", "Debt beside the minimum equity", USD,
               "IF(ISNUMBER({debt.least_equity}), IF({debt.least_equity} > 0,"
               " MAX((1 - {debt.least_equity}) * {uses_found} - SUM({fixed_sources:})"
               " + {debt.least_equity} * SUM({construction_grants:}), 0), {uses_found}),"
               " {uses_found})"),
        Single("debt_most", "Maximum debt by gearing, remaining uses and equity", USD,
               "MAX(MIN({debt.max_gearing} * ({uses_found} - SUM({fixed_sources:})"
               " + {loans_amount}) - {loans_amount},"
               " {uses_found} - SUM({fixed_sources:}), {debt_by_equity}), 0)"),
        Single("found_debt", "Resulting senior debt", USD,
               'IF({debt_limit} = "none", {debt_most}, MAX(MIN({debt_most}, {debt_limit}), 0))'),
        Single("found_equity", "Resulting equity", USD,
               "MAX({uses_found} - SUM({fixed_sources:}) - {found_debt}, 0)"),
    ]  # fmt: skip


def close_rows(draw_order: str) -> tuple[Entry, ...]:
    """Senior debt, its draws, uses and sources."""
    return entries(
        Heading("Senior debt: size and drawdowns"),
        _pro_rata() if draw_order == "pro_rata" else _in_order(draw_order == "equity_first"),
        Heading("Uses of funds"),
        Line("use.capex", "Capital cost", USD, "{capex_spent}", total=True),
        Line("use.land", "Land", USD, "{land_paid}", total=True),
        Line("use.vat", "VAT", USD, "{vat_paid}", total=True),
        Line("financing_cost", "Interest and fees during construction", USD,
             "{fixed_financing} + {debt_financing}", total=True),
        Line("dsra_funded", "Debt service reserve account", USD,
             "({dsra_of_loan} + {debt} * {dsra_per_debt}) * {last_building}", total=True),
        Line("use.cash", "Working capital", USD, "{cash_funded}", total=True),
        Line("uses", "Uses of funds", USD,
             "{use.capex} + {use.land} + {use.vat} + {financing_cost} + {dsra_funded}"
             " + {use.cash}", total=True),
        Heading("Sources of funds"),
        Line("source.debt", "Senior debt", USD, "{debt_drawn}", total=True),
        Line("source.loan", "Concessional loan", USD, "{loans_drawn}", total=True),
        Line("source.bridge", "Bridge for the grant", USD, "{bridge_drawn}", total=True),
        Line("source.vat", "Bridge for VAT", USD, "{vat_paid}", total=True),
        Line("source.grants", "Grants", USD, "{construction_grants}", total=True),
        Line("source.equity", "Equity", USD, "{equity_paid_in}", total=True),
        Line("sources", "Sources of funds", USD,
             "{source.debt} + {source.loan} + {source.bridge} + {source.vat} + {source.grants}"
             " + {source.equity}", total=True),
    )  # fmt: skip
