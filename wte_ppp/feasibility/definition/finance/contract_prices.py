"""What contracts say of their prices beside one number: schedule, premium, floor, cap, end."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated

import numpy as np
from pydantic import PlainValidator, WithJsonSchema

from wte_ppp.cards import Default, Unknown, entry, quantity
from wte_ppp.feasibility.definition.finance.contract_payments import (
    CapacitySection,
    OperatingSubsidySection,
    RevenueShareSection,
    ShortfallSection,
)
from wte_ppp.validation import Fault, Joint, Quantity, Section, number_or_draws, refuse, shown


def _price(value: object) -> object:
    if isinstance(value, (list, tuple)):
        raise refuse(
            repr(value)[:80], "a number, or a list of numbers, one for each operation year",
            "give each year its price; the last one goes on",
        )  # fmt: skip
    return number_or_draws(value)


# A price of one number, or by operation year in the study file: the layers take such a list apart
# into its first price and the others in percent of it.
Price = Annotated[
    float | np.ndarray,
    PlainValidator(_price),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number"},
                {"type": "array", "items": {"type": "number"}, "minItems": 1},
            ]
        }
    ),
]


def _floor_below_cap(floor: Quantity | None, cap: Quantity | None) -> Iterator[Fault]:
    if floor is not None and cap is not None and np.any(floor > cap):
        yield "", f"a floor of {shown(floor)} above the cap {shown(cap)}", "a floor below", "swap"


def _steps_up(
    name: str, ends: tuple[Quantity, ...] | None, prices: tuple[Quantity, ...] | None
) -> Iterator[Fault]:
    if len(ends or ()) != len(prices or ()):
        found = f"{len(ends or ())} ends and {len(prices or ())} prices"
        yield f".{name}", found, "a price for what is above each end", "add or remove one"
    elif any(np.any(high <= low) for low, high in pairwise(ends or ())):
        yield f".{name}", "an end that is not above the one before", "rising ends", "sort them"


def _blocks_with_prices(
    by_year: tuple[Quantity, ...] | None,
    by_tonne: tuple[Quantity, ...] | None,
    prices: tuple[Quantity, ...] | None,
) -> Iterator[Fault]:
    if by_year is not None and by_tonne is not None:
        yield ".block_ends_kwh_per_t", "ends by year as well", "one of them", "leave one out"
        return
    name = "block_ends_kwh_per_t" if by_year is None else "block_ends_mwh_per_year"
    yield from _steps_up(name, by_tonne if by_year is None else by_year, prices)


def _bands_with_prices(
    ends: tuple[Quantity, ...] | None, prices: tuple[Quantity, ...] | None
) -> Iterator[Fault]:
    return _steps_up("band_ends_t_per_year", ends, prices)


class TariffSection(Section):
    """How the power contract pays beside its tariff and the formula that moves it."""

    joint = (
        Joint(("floor_usd_per_kwh", "cap_usd_per_kwh"), _floor_below_cap),
        Joint(
            ("block_ends_mwh_per_year", "block_ends_kwh_per_t", "block_prices_usd_per_kwh"),
            _blocks_with_prices,
        ),
    )

    by_year_percent: tuple[Quantity, ...] | None = quantity(
        "% of the tariff", "Tariff by operation year",
        "Last one goes on; left out: one tariff for all years", ge=0, le=1e6, default=None,
    )  # fmt: skip
    block_ends_mwh_per_year: tuple[Quantity, ...] | None = quantity(
        "MWh/year", "Ends of blocks of energy by year", "Rising; left out: none", gt=0, le=1e7,
        default=None,
    )  # fmt: skip
    block_ends_kwh_per_t: tuple[Quantity, ...] | None = quantity(
        "kWh/t accepted", "Ends of blocks of energy by tonne", "Rising; left out: none", gt=0,
        le=2000, default=None,
    )  # fmt: skip
    block_prices_usd_per_kwh: tuple[Quantity, ...] | None = quantity(
        "USD/kWh", "Prices of energy above each end", "Up to the next end; indexed as the tariff",
        ge=0, le=100, default=None,
    )  # fmt: skip
    premium_usd_per_kwh: Quantity = quantity(
        "USD/kWh", "Premium", "On top of the tariff in the first years, indexed as the tariff",
        ge=0, le=10,
        default=Default(0.0, "assumption", "None unless the contract or the country says so"),
    )  # fmt: skip
    premium_years: Quantity = quantity(
        "years", "Years of the premium", "First operation years", ge=0, le=50, whole=True,
        default=Unknown("The rule or contract that gives the premium", cautious="low"),
    )  # fmt: skip
    floor_usd_per_kwh: Quantity | None = quantity(
        "USD/kWh", "Minimum tariff", "Nominal, without the premium; left out: none", ge=0, le=100,
        default=None,
    )  # fmt: skip
    cap_usd_per_kwh: Quantity | None = quantity(
        "USD/kWh", "Maximum tariff", "Nominal, without the premium; left out: none", ge=0, le=100,
        default=None,
    )  # fmt: skip
    term_years: Quantity | None = quantity(
        "years", "Term of the power contract",
        "Operation years; left out: the contract term of the study", ge=1, le=50, whole=True,
        default=None,
    )  # fmt: skip
    price_after_usd_per_kwh: Quantity = quantity(
        "USD/kWh", "Price of power after the power contract",
        "In prices of the price year, follows inflation", ge=0, le=100,
        default=Unknown(
            "A new contract, or a forecast of the price in the market", cautious="low"
        ),
    )  # fmt: skip


class FeeSection(Section):
    """How the waste contract pays beside its tipping fee and the formula that moves it."""

    joint = (
        Joint(("floor_usd_per_t", "cap_usd_per_t"), _floor_below_cap),
        Joint(("band_ends_t_per_year", "band_prices_usd_per_t"), _bands_with_prices),
    )

    by_year_percent: tuple[Quantity, ...] | None = quantity(
        "% of the fee", "Tipping fee by operation year",
        "Last one goes on; left out: one fee for all years", ge=0, le=1e6, default=None,
    )  # fmt: skip
    band_ends_t_per_year: tuple[Quantity, ...] | None = quantity(
        "t/year", "Ends of bands of tonnes", "Rising; left out: none", gt=0, le=1e8, default=None
    )
    band_prices_usd_per_t: tuple[Quantity, ...] | None = quantity(
        "USD/t", "Fees of tonnes above each end", "Up to the next end; indexed as the tipping fee",
        ge=0, le=100000, default=None,
    )  # fmt: skip
    floor_usd_per_t: Quantity | None = quantity(
        "USD/t", "Minimum tipping fee", "Nominal; left out: none", ge=0, le=100000, default=None
    )
    cap_usd_per_t: Quantity | None = quantity(
        "USD/t", "Maximum tipping fee", "Nominal; left out: none", ge=0, le=100000, default=None
    )


class ContractPricesSection(Section):
    """Terms of the contracts about prices that one number does not say."""

    power_tariff: TariffSection = entry("Power tariff")
    tipping_fee: FeeSection = entry("Tipping fee")
    capacity: CapacitySection = entry("Capacity payment")
    shortfall: ShortfallSection = entry("Waste not delivered")
    operating_subsidy: OperatingSubsidySection = entry("Operating subsidy")
    revenue_share: RevenueShareSection = entry("Shared revenue")
