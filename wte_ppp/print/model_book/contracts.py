"""Rows of what the contracts pay: prices by their terms, and power at them."""

from wte_ppp.print.model_book.rows import Line, Single

TARIFF = "contract_prices.power_tariff"
FEE = "contract_prices.tipping_fee"


def sold_at(name: str, label: str, unit: str, given: str, index: str, sold: str) -> Line:
    """A price that may not be stated: not known where something is sold at it, else none."""
    price = f"{{{given}}}"
    return Line(
        name, label, unit,
        f"IF(ISNUMBER({price}), {price} * {{{index}}}, IF({sold} = 0, \"\", NA()))",
    )  # fmt: skip


def _bounded(price: str, section: str, unit: str) -> str:
    """A price between its floor and cap, as `wte_ppp.finance.tariffs.bounded`."""
    floor, cap = f"{{{section}.floor_{unit}}}", f"{{{section}.cap_{unit}}}"
    raised = f"IF(ISNUMBER({floor}), MAX({price}, {floor}), {price})"
    return f"IF(ISNUMBER({cap}), MIN({raised}, {cap}), {raised})"


def _of_year(schedule: str) -> str:
    return f"INDEX({{{schedule}:}}, MAX({{operation_year}}, 1))"


def fee_rows() -> list[Line | Single]:
    """Tipping fee of each period: by its formula and schedule, then between floor and cap."""
    return [
        Line(
            "fee_free", "Tipping fee before floor and cap", "USD/t",
            f"{{tipping_fee_usd_per_t}} * {{tipping_fee.index}} * {_of_year('fee_schedule')}",
        ),
        Line("fee", "Tipping fee", "USD/t", _bounded("{fee_free}", FEE, "usd_per_t")),
    ]  # fmt: skip


def tariff_rows(blocks: int) -> list[Line | Single]:
    """Prices of power in each period, as `wte_ppp.feasibility.steps.finance_contracts`."""
    # What is above the limit is sold at the prices of blocks where the contract has them.
    above = "0" if blocks else "SUM({sold_in_term:}) - SUM({within_limit:})"
    return [
        sold_at("tariff_full", "Tariff by its formula", "USD/kWh", "power_tariff_usd_per_kwh",
                "power_tariff.index", "SUM({within_limit:})"),
        Line(
            "tariff_free", "Tariff before floor and cap", "USD/kWh",
            f'IF({{tariff_full}} = "", "", {{tariff_full}} * {_of_year("tariff_schedule")})',
        ),
        Line(
            "tariff_bounded", "Tariff with floor and cap", "USD/kWh",
            f'IF({{tariff_free}} = "", "", {_bounded("{tariff_free}", TARIFF, "usd_per_kwh")})',
        ),
        Line(
            "premium", "Premium", "USD/kWh",
            f"IF({{{TARIFF}.premium_usd_per_kwh}} = 0, 0,"
            f" IF(ISNUMBER({{{TARIFF}.premium_years}}),"
            f" IF({{operation_year}} <= {{{TARIFF}.premium_years}},"
            f" {{{TARIFF}.premium_usd_per_kwh}} * {{power_tariff.index}}, 0), NA()))",
        ),
        Line(
            "tariff", "Tariff", "USD/kWh",
            'IF({tariff_bounded} = "", "", {tariff_bounded} + {premium})',
        ),
        sold_at("tariff_above", "Price above the limit", "USD/kWh",
                "power_limit.price_above_usd_per_kwh", "power_tariff.index", above),
        sold_at("price_after", "Price after the power contract", "USD/kWh",
                f"{TARIFF}.price_after_usd_per_kwh", "price_index",
                "SUM({exported:}) - SUM({sold_in_term:})"),
    ]  # fmt: skip


def _bands(
    of: str, what: str, label: str, unit: str, ends: tuple[str, ...], prices: str, index: str
) -> tuple[list[Line | Single], str, str]:
    """Rows of ends and parts above them; the part below them all, and what the others earn."""
    rows: list[Line | Single] = []
    for place, end in enumerate(ends, 1):
        number = f"{{{what}.number_{place - 1}}} + 1" if place > 1 else "1"
        rows.append(Single(f"{what}.number_{place}", f"{label}: number {place}", "", number))
        rows.append(Line(f"{what}.end_{place}", f"{label}: end {place}", unit, end))
    for place in range(1, len(ends) + 1):
        above = f"MIN({{{of}}}, {{{what}.end_{place + 1}}})" if place < len(ends) else f"{{{of}}}"
        rows.append(
            Line(f"{what}.{place}", f"{label}: above end {place}", unit,
                 f"MAX({above} - {{{what}.end_{place}}}, 0)", total=True)
        )  # fmt: skip
    first = f"MIN({{{of}}}, {{{what}.end_1}})" if ends else f"{{{of}}}"
    earned = "".join(
        f" + {{{what}.{place}}} * INDEX({{{prices}:}}, {{{what}.number_{place}}}) * {{{index}}}"
        for place in range(1, len(ends) + 1)
    )
    return rows, first, earned


def tipping_rows(bands: int) -> list[Line | Single]:
    """Tipping fees of each period, by bands of tonnes where the contract has them."""
    rows, fees = _fees_of("paid", "fee_band", "Band of tonnes", bands)
    return [
        Line(
            "paid",
            "Waste paid for at the tipping fee",
            "t",
            "{due} - (1 - {contract_prices.shortfall.price}) * {not_delivered}",
            total=True,
        ),
        *rows,
        Line("tipping_revenue", "Tipping fees", "USD", fees, total=True),
    ]


def delivered_rows(bands: int) -> list[Line | Single]:
    """Fees for the tonnes that came, and what is paid beyond them: put-or-pay."""
    rows, fees = _fees_of("delivered", "delivered_band", "Delivered: band of tonnes", bands)
    return [
        Line("delivered", "Waste delivered for which a fee is due", "t",
             "{due} - {not_delivered}", total=True),
        *rows,
        Line("delivered_fees", "Tipping fees for waste delivered", "USD", fees, total=True),
        Line("put_or_pay", "Fees for waste not delivered (put-or-pay)", "USD",
             "MAX({tipping_revenue} - {delivered_fees}, 0)", total=True),
    ]  # fmt: skip


def _fees_of(of: str, what: str, label: str, bands: int) -> tuple[list[Line | Single], str]:
    """Rows of the bands of some tonnes, and the fees for them."""
    ends = tuple(
        f"INDEX({{{FEE}.band_ends_t_per_year:}}, {{{what}.number_{place}}}) * {{share_of_year}}"
        for place in range(1, bands + 1)
    )
    prices = f"{FEE}.band_prices_usd_per_t"
    rows, first, above = _bands(of, what, label, "t", ends, prices, "tipping_fee.index")
    return rows, f"{first} * {{fee}}{above}"


def payer_rows() -> list[Line | Single]:
    """What the central government pays, of the fees and as subsidy, as `finance_payers`."""
    terms = "contract_prices.operating_subsidy"
    years = f"{{{terms}.years}}"
    return [
        Line(
            "subsidy_to_city", "Operating subsidy paid to the municipality", "USD",
            f'IF({{{terms}.paid_to}} = "municipality",'
            f" IF(IF(ISNUMBER({years}), {{operation_year}} <= {years}, 1 = 1),"
            f" MIN({{delivered}} * {{{terms}.usd_per_t}}, {{delivered_fees}}), 0), 0)", total=True,
        ),
        Line(
            "central_of_fees", "Of the tipping fees, paid by the central government", "USD",
            'IF({contract_prices.shortfall.paid_by} = "central_government", {put_or_pay}, 0)'
            " + {subsidy_to_city}", total=True,
        ),
    ]  # fmt: skip


def subsidy_row() -> Line:
    """Operating subsidy that the project receives."""
    terms = "contract_prices.operating_subsidy"
    years = f"{{{terms}.years}}"
    return Line(
        "subsidy_revenue", "Operating subsidy paid to the project", "USD",
        f'IF({{{terms}.paid_to}} = "project",'
        f" IF(IF(ISNUMBER({years}), {{operation_year}} <= {years}, 1 = 1),"
        f" ({{due}} - {{not_delivered}}) * {{{terms}.usd_per_t}}, 0), 0)", total=True,
    )  # fmt: skip


def shared_rows() -> list[Line | Single]:
    """What the public pays for revenue beside the plan, as `wte_ppp.finance.tariffs`."""
    terms = "contract_prices.revenue_share"
    plan, of_year = "INDEX({plan:}, MAX({operation_year}, 1))", "{revenue_of_year}"

    def beyond(bound: str, gap: str) -> str:
        return f"MAX({gap}, 0) * {{{terms}.public_share_{bound}}}"

    above = beyond("above", f"{of_year} - {{planned}} * {{{terms}.above}}")
    below = beyond("below", f"{{planned}} * {{{terms}.below}} - {of_year}")
    known = f"IF(ISNUMBER({{{terms}.above}}), IF(ISNUMBER({{{terms}.below}}), 1, 0), 0)"
    return [
        Line(
            "planned", "Planned revenue of the year that ends", "USD",
            f"IF(AND({{in_contract}} = 1, {{year_end}} = 1, ISNUMBER({plan})), {plan}, 0)",
            total=True,
        ),
        Line(
            "revenue_of_year", "Revenue of the year before sharing", "USD",
            "SUMIF({operation_year:}, {operation_year}, {tipping_revenue:})"
            " + SUMIF({operation_year:}, {operation_year}, {other_revenue:})",
        ),
        Line(
            "shared_revenue", "Shared revenue received from the public", "USD",
            f"IF(AND({{in_contract}} = 1, {{year_end}} = 1, COUNT({{plan:}}) > 0),"
            f" IF({known} = 1, {below} - {above}, NA()), 0)", total=True,
        ),
    ]  # fmt: skip


def power_rows(blocks: int, by_year: bool) -> list[Line | Single]:
    """Power by the price that it earns, and its revenue; blocks end by the year or the tonne."""
    given, what = (
        ("block_ends_mwh_per_year", "{share_of_year}")
        if by_year
        else ("block_ends_kwh_per_t", "{accepted} / {kwh_per_mwh}")
    )
    ends = tuple(
        f"INDEX({{{TARIFF}.{given}:}}, {{block.number_{place}}}) * {what}"
        for place in range(1, blocks + 1)
    )
    rows, first, above = _bands(
        "sold_in_term", "block", "Block of energy", "MWh", ends,
        f"{TARIFF}.block_prices_usd_per_kwh", "power_tariff.index",
    )  # fmt: skip
    capacity = "contract_prices.capacity"
    whole = f"{{{capacity}.contracted_kw}}"
    term = f"{{{TARIFF}.term_years}}"
    other = (
        " + IF({sold_in_term} = {within_limit}, 0,"
        " ({sold_in_term} - {within_limit}) * {tariff_above})"
    )
    return [
        Line(
            "in_term", "Within the power contract", "flag",
            f"IF(ISNUMBER({term}), IF({{operation_year}} <= {term}, 1, 0), 1)",
        ),
        Line(
            "sold_in_term", "Power sold by the power contract", "MWh", "{exported} * {in_term}",
            total=True,
        ),
        *rows,
        Line(
            "within_kwh", "Power within the limit per tonne", "MWh",
            "IF(ISNUMBER({power_limit.kwh_per_t}),"
            f" MIN({first}, {{accepted}} * {{power_limit.kwh_per_t}} / {{kwh_per_mwh}}), {first})",
            total=True,
        ),
        Line(
            "within_limit", "Power at the full tariff", "MWh",
            "IF(ISNUMBER({power_limit.mwh_per_year}),"
            " MIN({within_kwh}, {share_of_year} * {power_limit.mwh_per_year}), {within_kwh})",
            total=True,
        ),
        Line(
            "power_revenue", "Power", "USD",
            "{kwh_per_mwh} * (IF({within_limit} = 0, 0, {within_limit} * {tariff})"
            f"{above or other}"
            " + IF({exported} = {sold_in_term}, 0,"
            " ({exported} - {sold_in_term}) * {price_after}))", total=True,
        ),
        Line(
            "available_share", "Availability of the year", "share of the year",
            "IF({operating} = 1, INDEX({plant.available_hours:}, {operation_year})"
            " / {hours_per_year}, 0)",
        ),
        Line(
            "capacity_revenue", "Capacity payments", "USD",
            f"IF({{operating}} * {{in_term}} = 1, IF(ISNUMBER({whole}), {whole}, {{net_kw}})"
            f" * MIN({{available_share}} / {{{capacity}.target_availability}}, 1)"
            f" * {{months_per_year}} * {{share_of_year}} * {{{capacity}.usd_per_kw_month}}"
            " * {power_tariff.index}, 0)", total=True,
        ),
    ]  # fmt: skip
