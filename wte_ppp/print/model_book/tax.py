"""Rows of depreciation and income tax, with and without debt."""

from wte_ppp.print.model_book.rows import Entry, Heading, Line, Note, Single, entries

USD = "USD"


def _on(name: str, label: str, profit: str) -> list[Entry]:
    """Tax on the profit of each fiscal year, in its last period."""
    of = f"{name}."
    return [
        Line(f"{of}to_date", f"{label}: profit of the fiscal year to date", USD,
             f"{profit} + IF({{fiscal_year}} = {{fiscal_year<}}, {{{of}to_date<}}, 0)"),
        Line(f"{of}profit", f"{label}: profit of the fiscal year", USD,
             f"{{fiscal_year_end}} * {{{of}to_date}}", total=True),
        Line(f"{of}loss", f"{label}: loss of the year", USD, f"MAX(0 - {{{of}profit}}, 0)",
             total=True),
        Line(f"{of}made", f"{label}: losses made to date", USD,
             f"{{{of}made<}} + {{{of}loss}}"),
        Line(f"{of}lapsed", f"{label}: of them too old to use", USD,
             f"SUMPRODUCT({{{of}loss:<}} * ({{fiscal_year:<}}"
             " < {fiscal_year} - {tax.loss_carry_forward_years}))"),
        Line(f"{of}used", f"{label}: losses used", USD,
             f"MIN(MAX({{{of}profit}}, 0),"
             f" {{{of}made<}} - MAX({{{of}gone<}} + 0, {{{of}lapsed}}))", total=True),
        Line(f"{of}gone", f"{label}: losses used or lapsed to date", USD,
             f"MAX({{{of}gone<}} + 0, {{{of}lapsed}}) + {{{of}used}}"),
        Line(f"{of}started", f"{label}: holiday has begun", "flag",
             f"IF(OR({{{of}started<}} = 1, AND({{fiscal_year_end}} = 1, {{tax_year}} >= 1,"
             f" OR({{{of}profit}} > 0, {{tax_year}} >= {{tax.holiday_latest_start_year}}))),"
             " 1, 0)"),
        Line(f"{of}count", f"{label}: fiscal years since it began", "years",
             f"{{{of}count<}} + {{fiscal_year_end}} * {{{of}started}}"),
        Line(f"{of}rate", f"{label}: rate", "%",
             "IF(OR({fiscal_year_end} = 0, {tax_year} < 1), 0,"
             " IF({tax_year} <= {tax.preferential_years}, {tax.preferential_rate}, {tax.rate})"
             f" * IF({{{of}count}} < 1, 1, IF({{{of}count}} <= {{tax.exempt_years}}, 0,"
             f" IF({{{of}count}} <= {{tax.exempt_years}} + {{tax.half_rate_years}},"
             " {half_rate}, 1))))"),
    ]  # fmt: skip


def _interest_held_back() -> list[Entry]:
    """Interest above its limit in each fiscal year, as `wte_ppp.finance.interest_limit`."""
    same_year = "IF({fiscal_year} = {fiscal_year<}, %s, 0)"
    return [
        Heading("Limit on deducted interest"),
        Line("net_interest", "Net interest of the fiscal year to date", USD,
             "{operating} * ({other_interest} + {interest} + {holder_interest}"
             " - {account_interest}) + " + same_year % "{net_interest<}"),
        Line("limit_base", "Revenue less operating cost of the fiscal year to date", USD,
             "{operating_surplus} + " + same_year % "{limit_base<}"),
        Line("interest_room", "Limit less net interest", USD,
             "IF(ISNUMBER({tax.interest_limit}), {fiscal_year_end}"
             " * ({tax.interest_limit} * MAX({limit_base}, 0) - {net_interest}), 0)", total=True),
        Line("interest_above", "Interest above the limit", USD, "MAX(0 - {interest_room}, 0)",
             total=True),
        Line("interest_made", "Interest above the limit to date", USD,
             "{interest_made<} + {interest_above}"),
        Line("interest_lapsed", "Of it, too old to deduct", USD,
             "SUMPRODUCT({interest_above:<} * ({fiscal_year:<}"
             " < {fiscal_year} - {tax.interest_carry_forward_years}))"),
        Line("interest_relief", "Interest of earlier years deducted", USD,
             "MIN(MAX({interest_room}, 0),"
             " {interest_made<} - MAX({interest_gone<} + 0, {interest_lapsed}))", total=True),
        Line("interest_gone", "Interest of earlier years deducted or lapsed, to date", USD,
             "MAX({interest_gone<} + 0, {interest_lapsed}) + {interest_relief}"),
    ]  # fmt: skip


def _due(name: str, tax: str, label: str) -> Line:
    return Line(
        tax, label, USD, f"{{{name}.rate}} * (MAX({{{name}.profit}}, 0) - {{{name}.used}})",
        total=True,
    )  # fmt: skip


def _sold(name: str, label: str, cost: str, written_off: str) -> list[Entry]:
    """Book value at the end of the contract, up to what is paid for what is left."""
    return [
        Line(f"{name}.to_date", f"{label}: depreciation to date", USD,
             f"{{{name}.to_date<}} + {written_off}"),
        Line(name, f"{label}: book value sold", USD,
             f"MIN(MAX({cost} + {{uses.land_usd}} - {{{name}.to_date}}, 0), {{salvage}})",
             total=True),
    ]  # fmt: skip


def tax_rows() -> tuple[Entry, ...]:
    """Depreciation, profit for tax, losses, holiday and tax."""
    return entries(
        Heading("Depreciation"),
        Line("written_off_part", "Share depreciated", "share",
             "IF({operating} = 1, INDEX({written_off_share:}, {operation_year}), 0)"
             " / {running_per_year}", total=True),
        Single("cost_without_financing", "Cost less grants, excluding financing cost", USD,
               "{asset_cost} - {all_grants}"),
        Single("cost_with_financing", "Cost less grants, including financing cost", USD,
               "{cost_without_financing} + SUM({financing_cost:})"),
        Line("written_off", "Depreciation in the accounts", USD,
             "{cost_with_financing} * {written_off_part} + {later.written_off}", total=True),
        Line("tax_depreciation", "Depreciation for tax", USD,
             "IF({financing_depreciated} = 1, {cost_with_financing}, {cost_without_financing})"
             " * {written_off_part}"
             " + IF({financing_depreciated} = 1, {later.written_off}, {later.plain})", total=True),
        Heading("Book value set off against the salvage value"),
        *_sold("sold", "In the accounts",
               "{cost_with_financing} + SUM({later.cost:}) + SUM({later.financing:})",
               "{written_off}"),
        *_sold("tax_sold", "For tax",
               "IF({financing_depreciated} = 1, {cost_with_financing} + SUM({later.financing:}),"
               " {cost_without_financing}) + SUM({later.cost:})", "{tax_depreciation}"),
        *_sold("unlevered_sold", "Without debt", "{cost_without_financing} + SUM({later.cost:})",
               "{cost_without_financing} * {written_off_part} + {later.plain}"),
        *_interest_held_back(),
        Heading("Taxable profit"),
        Line("taxable_profit", "Taxable profit", USD,
             "{operating_surplus} - {tax_depreciation} - {other_interest} - {interest}"
             " + {account_interest} - {holder_interest} + {salvage} - {tax_sold} - {refi.cost}"
             " + {interest_above} - {interest_relief}", total=True),
        Single("first_fiscal_year", "Fiscal year in which operation begins", "year",
               "INDEX({fiscal_year:}, {construction_periods} + 1)"),
        Line("tax_year", "Fiscal year of operation", "",
             "{fiscal_year} - {first_fiscal_year} + 1"),
        Heading("Income tax"),
        Note(
            "A queue of losses needs no list by age: it is enough to know how much of what was "
            "ever made is used up or too old."
        ),
        _on("levered", "Tax", "{taxable_profit}"),
        _due("levered", "tax", "Income tax"),
        Heading("Unlevered income tax, for the project return"),
        Line("unlevered_profit", "Unlevered profit", USD,
             "{operating_surplus} - {cost_without_financing} * {written_off_part} - {later.plain}"
             " + {salvage} - {unlevered_sold}", total=True),
        _on("unlevered", "Unlevered", "{unlevered_profit}"),
        _due("unlevered", "unlevered_tax", "Unlevered income tax"),
    )  # fmt: skip
