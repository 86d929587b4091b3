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


def tariff_rows() -> list[Line | Single]:
    """Prices of power in each period, as `wte_ppp.feasibility.steps.finance_contracts`."""
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
                "power_limit.price_above_usd_per_kwh", "power_tariff.index",
                "SUM({sold_in_term:}) - SUM({within_limit:})"),
        sold_at("price_after", "Price after the power contract", "USD/kWh",
                f"{TARIFF}.price_after_usd_per_kwh", "price_index",
                "SUM({exported:}) - SUM({sold_in_term:})"),
    ]  # fmt: skip


def power_rows() -> list[Line | Single]:
    """Power by the price that it earns, and its revenue."""
    term = f"{{{TARIFF}.term_years}}"
    return [
        Line(
            "sold_in_term", "Power sold by the power contract", "MWh",
            f"IF(ISNUMBER({term}), IF({{operation_year}} <= {term}, {{exported}}, 0),"
            " {exported})", total=True,
        ),
        Line(
            "within_kwh", "Power within the limit per tonne", "MWh",
            "IF(ISNUMBER({power_limit.kwh_per_t}),"
            " MIN({sold_in_term}, {accepted} * {power_limit.kwh_per_t} / {kwh_per_mwh}),"
            " {sold_in_term})",
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
            " + IF({sold_in_term} = {within_limit}, 0,"
            " ({sold_in_term} - {within_limit}) * {tariff_above})"
            " + IF({exported} = {sold_in_term}, 0,"
            " ({exported} - {sold_in_term}) * {price_after}))", total=True,
        ),
    ]  # fmt: skip
