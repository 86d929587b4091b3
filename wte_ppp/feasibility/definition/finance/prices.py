"""How prices move, and limits to what is sold at the full tariff."""

from typing import Literal

from pydantic import Field

from wte_ppp.validation import Quantity, Section, quantity


class FormulaSection(Section):
    """How one price moves beside its share that follows inflation of the USD; the rest is fixed."""

    currency: Literal["usd", "local"] = Field(
        description="Currency in which the price is set; local money is changed at the path of FX"
    )
    local_inflation_percent: Quantity = quantity(
        "% of the price", "Part that follows local inflation", ge=0, le=100
    )
    exchange_rate_percent: Quantity = quantity(
        "% of the price", "Part that follows local currency per USD", ge=0, le=100
    )
    fuel_percent: Quantity = quantity(
        "% of the price", "Part that follows the fuel price", ge=0, le=100
    )
    step_years: int = Field(
        default=1, strict=True, ge=1, le=10, description="The price is set anew every so many years"
    )
    cap_percent: Quantity | None = quantity(
        "%/year", "Largest yearly growth since the price year; left out: none", ge=-20, le=50,
        default=None,
    )  # fmt: skip
    floor_percent: Quantity | None = quantity(
        "%/year", "Least yearly growth since the price year; left out: none", ge=-20, le=50,
        default=None,
    )  # fmt: skip


class IndexationSection(Section):
    """Indices, and the formulas of fee and tariff."""

    local_inflation_percent: Quantity = quantity(
        "%/year", "Inflation of the local currency", ge=-5, le=50, plausible=(0, 15)
    )
    fx_real_drift_percent: Quantity = quantity(
        "%/year",
        "Real loss of value of the local currency beyond purchasing power parity",
        ge=-20,
        le=20,
    )
    fuel_growth_percent: Quantity = quantity("%/year", "Growth of the fuel price", ge=-20, le=30)
    tipping_fee: FormulaSection
    power_tariff: FormulaSection


class PowerLimitSection(Section):
    """Power that earns the full tariff; what is above it earns another price."""

    kwh_per_t: Quantity | None = quantity(
        "kWh/t accepted", "Limit per tonne of waste; left out: none", ge=0, le=2000, default=None
    )
    mwh_per_year: Quantity | None = quantity(
        "MWh/year", "Limit per year; left out: none", ge=0, le=1e7, default=None
    )
    price_above_usd_per_kwh: Quantity = quantity(
        "USD/kWh", "Price above the limit, indexed as the tariff", ge=0, le=100
    )
