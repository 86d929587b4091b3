"""What contracts pay beside price times quantity: capacity, shortfall, subsidy, shared revenue."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from wte_ppp.cards import VIET_NAM, Default, Unknown, entry, quantity
from wte_ppp.validation import Fault, Joint, Quantity, Section

PLAN = "planned_revenue_usd_per_year"


class CapacitySection(Section):
    """Payment for capacity that is available, beside the price of energy."""

    usd_per_kw_month: Quantity = quantity(
        "USD/kW/month", "Capacity payment", "For net capacity available, indexed as the tariff",
        ge=0, le=1000,
        default=Default(0.0, "assumption", "None unless the power contract has one"),
    )  # fmt: skip
    contracted_kw: Quantity | None = quantity(
        "kW", "Contracted capacity", "Left out: net power at full load", ge=0, le=1e6, default=None
    )
    target_availability_percent: Quantity = quantity(
        "% of the year", "Availability for the full payment",
        "Below it the payment falls in proportion", gt=0, le=100,
        default=Default(100.0, "assumption", "Paid by the hours available unless a target is set"),
    )  # fmt: skip


class ShortfallSection(Section):
    """What is paid for guaranteed waste that is not delivered, and by whom."""

    price_percent: Quantity = quantity(
        "% of the fee", "Price of guaranteed waste not delivered", ge=0, le=200,
        default=Default(100.0, "assumption", "Put-or-pay at the fee unless the contract differs"),
    )  # fmt: skip
    paid_by: Literal["municipality", "central_government"] = entry(
        "Payer for waste not delivered",
        default=Default("municipality", "assumption", "The side that guarantees the waste"),
    )


class OperatingSubsidySection(Section):
    """What the central government pays for each tonne delivered."""

    usd_per_t: Quantity = quantity(
        "USD/t", "Operating subsidy", "Nominal, for tonnes accepted at the tipping fee", ge=0,
        le=1000, default=Default(0.0, "assumption", "None unless the study says so"),
    )  # fmt: skip
    paid_to: Literal["project", "municipality"] = entry(
        "Receiver of the subsidy",
        "To the municipality: toward its tipping fee, and never more than that",
        default=Default("municipality", "assumption", "Support of the side that owes the fee"),
    )  # fmt: skip
    years: Quantity | None = quantity(
        "years", "Years of the subsidy", "First operation years; left out: all", ge=0, le=50,
        whole=True, default=None,
    )  # fmt: skip


def _shares_something(
    planned: tuple[Quantity, ...] | None, above: Quantity, below: Quantity
) -> Iterator[Fault]:
    if planned is None or np.any(np.isnan(above)) or np.any(np.isnan(below)):
        return
    if np.any(above < below):
        yield ".above_percent", "a band whose top is below its foot", "a higher top", "correct it"


class RevenueShareSection(Section):
    """How revenue above and below the plan is shared with the public."""

    joint = (Joint((PLAN, "above_percent", "below_percent"), _shares_something),)

    planned_revenue_usd_per_year: tuple[Quantity, ...] | None = quantity(
        "USD/year", "Planned revenue by operation year",
        "Nominal, as in the financial plan of the contract; last one goes on; left out: no sharing",
        ge=0, le=1e10, default=None,
    )  # fmt: skip
    above_percent: Quantity = quantity(
        "%", "Revenue above which the excess is shared", "Of planned revenue", ge=100, le=1000,
        default=Unknown("The contract, within what the country's law has", cautious="low"),
    )  # fmt: skip
    public_share_above_percent: Quantity = quantity(
        "%", "Public share of the excess", ge=0, le=100,
        default=Default(50.0, "assumption", "Half, as Viet Nam's PPP Law of 2020, article 82(1)",
            place=VIET_NAM,
        ),
    )  # fmt: skip
    below_percent: Quantity = quantity(
        "%", "Revenue below which the shortfall is shared", "Of planned revenue", ge=0, le=100,
        default=Unknown("The contract, within what the country's law has", cautious="low"),
    )  # fmt: skip
    public_share_below_percent: Quantity = quantity(
        "%", "Public share of the shortfall", ge=0, le=100,
        default=Default(50.0, "assumption", "Half, as Viet Nam's PPP Law of 2020, article 82(2)",
            place=VIET_NAM,
        ),
    )  # fmt: skip
