"""How prices move, and limits to what is sold at the full tariff."""

from typing import Literal

from wte_ppp.cards import Default, Unknown, count, entry, quantity
from wte_ppp.feasibility.definition.finance.money import Currency
from wte_ppp.validation import Quantity, Section


class IndexSection(Section):
    """An index of its own that a part of a price follows, such as wages or machine repair."""

    weight_percent: Quantity = quantity("% of the price", "Share indexed to it", ge=0, le=100)
    growth_percent: Quantity = quantity(
        "%/year", "Growth of the index", "In the money of the price", ge=-20, le=50
    )


class FormulaSection(Section):
    """How one price moves beside its share that follows inflation of the USD; the rest is fixed."""

    currency: Literal["usd", "local"] = entry(
        "Currency of the price", "A price in local currency is converted at the path of FX",
        default=Default("usd", "assumption", "In USD unless the contract says so"),
    )  # fmt: skip
    paid_in: Currency | None = entry(
        "Money that the price moves with", "Code of ISO 4217: the price follows its rate of "
        "exchange; left out: the money that the price is written in", default=None,
    )  # fmt: skip
    local_inflation_percent: Quantity = quantity(
        "% of the price", "Share indexed to local inflation", ge=0, le=100,
        default=Default(0.0, "assumption", "Not indexed unless the contract says so"),
    )  # fmt: skip
    exchange_rate_percent: Quantity = quantity(
        "% of the price", "Share indexed to the exchange rate",
        "Local currency for one of the study's money", ge=0, le=100,
        default=Default(0.0, "assumption", "Not indexed unless the contract says so"),
    )  # fmt: skip
    fuel_percent: Quantity = quantity(
        "% of the price", "Share indexed to the fuel price", ge=0, le=100,
        default=Default(0.0, "assumption", "Not indexed unless the contract says so"),
    )  # fmt: skip
    indices: dict[str, IndexSection] = entry(
        "Further indices", "By name, each with its own growth", default_factory=dict
    )
    step_years: int = count(
        "years", "Years between price adjustments", ge=1, le=10,
        default=Default(1, "assumption", "Adjusted every year unless the contract says so"),
    )  # fmt: skip
    cap_percent: Quantity | None = quantity(
        "%/year", "Cap on yearly growth", "Since the price year; left out: none", ge=-20, le=50,
        default=None,
    )  # fmt: skip
    floor_percent: Quantity | None = quantity(
        "%/year", "Floor of yearly growth", "Since the price year; left out: none", ge=-20, le=50,
        default=None,
    )  # fmt: skip


class IndexationSection(Section):
    """Indices, and the formulas of fee and tariff."""

    local_inflation_percent: Quantity = quantity(
        "%/year", "Local inflation", ge=-5, le=50, usual=(0, 15),
        default=Default(
            2.0, "assumption", "As inflation of prices (finance.inflation_percent)",
            "Counts only where a price is set in or follows local money"
        ),
    )  # fmt: skip
    fx_real_drift_percent: Quantity = quantity(
        "%/year", "Real depreciation of the local currency", "Beyond purchasing power parity",
        ge=-20, le=20,
        default=Default(0.0, "assumption", "Purchasing power parity"),
    )  # fmt: skip
    fuel_growth_percent: Quantity = quantity(
        "%/year", "Growth of the fuel price", ge=-20, le=30,
        default=Default(
            2.0, "assumption", "As inflation of prices (finance.inflation_percent)",
            "Counts only where a price follows fuel"
        ),
    )  # fmt: skip
    tipping_fee: FormulaSection = entry("Tipping fee")
    power_tariff: FormulaSection = entry("Power tariff")


class PowerLimitSection(Section):
    """Power that earns the full tariff; what is above it earns another price."""

    kwh_per_t: Quantity | None = quantity(
        "kWh/t accepted", "Cap per tonne of waste", "Left out: none", ge=0, le=2000, default=None
    )
    mwh_per_year: Quantity | None = quantity(
        "MWh/year", "Cap per year", "Left out: none", ge=0, le=1e7, default=None
    )
    price_above_usd_per_kwh: Quantity = quantity(
        "USD/kWh", "Price above the cap", "Indexed as the tariff", ge=0, le=100,
        default=Unknown("The contract that sets the limit", cautious="low"),
    )  # fmt: skip
