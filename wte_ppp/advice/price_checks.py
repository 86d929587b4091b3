"""Prices against published plants and the finance model of the study."""

from collections.abc import Mapping

import numpy as np

from wte_ppp.advice.checks import Checks, Margins
from wte_ppp.advice.site import OnSite
from wte_ppp.feasibility.hanging import hanging
from wte_ppp.messages import Message
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.currencies import rates_of
from wte_ppp.tender.tender import Tender

THIRD_YEAR = 2
MILLION = 1e6


def money_in_usd(tender: Tender, price: Bid | None) -> dict[str, dict[str, float]]:
    """A price envelope as inputs of a study, in USD; empty where no rate leads there."""
    if price is None:
        return {}
    rates = {key: _usd(tender, price.currency_of(key)) for key in price.numbers}
    values = {
        key: float(value) * rate
        for key, value in price.numbers.items()
        if (rate := rates[key]) is not None
    }
    if not values:
        return {}
    finance: dict[str, float] = {}
    if "tipping_fee" in values:
        finance["tipping_fee_usd_per_t"] = values["tipping_fee"]
    if "indexed_share_percent" in price.numbers:
        finance["tipping_fee_indexed_percent"] = float(price.numbers["indexed_share_percent"])
    power = values.get("power_price", values.get("power_price_assumed"))
    if power is not None:
        finance["power_tariff_usd_per_kwh"] = power
    cost = {"capex_usd": values["construction_price"]} if "construction_price" in values else {}
    return {"finance": finance, "cost": cost}


def operating_cost_usd(tender: Tender, price: Bid) -> float | None:
    """The yearly operating cost of a bid; None where none is stated or no rate leads to USD."""
    rate = _usd(tender, price.currency_of("operating_cost"))
    stated = price.numbers.get("operating_cost")
    return float(stated) * rate if stated and rate is not None else None


def _usd(tender: Tender, currency: str) -> float | None:
    """USD for one unit of a currency by the tender's own rates."""
    rates = rates_of(tender)
    if currency == "USD":
        return 1.0
    if currency not in rates or "USD" not in rates:
        return None
    return float(rates[currency] / rates["USD"])


def price_checks(
    checks: Checks, tender: Tender, price: Bid, site: OnSite,
    money: Mapping[str, Mapping[str, float]], margins: Margins,
) -> None:  # fmt: skip
    """Construction price against published plants, tipping fee against the study's finance."""
    if not money:
        reason = Message(
            "The tender gives no rate from {currency} to USD.",
            currency=price.currency or Message("the bid's currency"),
        )
        checks.not_checked("price", reason)
        return
    cost, finance = site.expected.cost, site.expected.finance
    capex = money["cost"].get("capex_usd")
    if capex is None:
        checks.missing(tender, "construction_price", "construction_price")
    else:
        low, high = float(cost.benchmark_low_usd), float(cost.benchmark_high_usd)
        inside = low <= capex <= high
        span = {"low": low / MILLION, "high": high / MILLION}
        checks.add(
            "construction_price",
            "fits" if inside else "explain",
            Message("a construction price of USD {cost:,.1f} million", cost=capex / MILLION),
            Message("USD {low:,.0f} to {high:,.0f} million", **span),
            Message(
                "Published plants of this capacity cost USD {low:,.0f} to {high:,.0f} million "
                "(80 % interval).",
                **span,
            ),
        )
    if "tipping_fee_usd_per_t" in money["finance"]:
        dscr, needed = float(finance.minimum_dscr), float(finance.required_tipping_fee_usd_per_t)
        fee = money["finance"]["tipping_fee_usd_per_t"]
        why_not = _why_no_cover(site, dscr, needed)
        if why_not is not None:
            checks.not_checked("viability", why_not)
            return
        checks.add(
            "viability",
            "fits" if dscr >= margins.least_dscr else "explain",
            Message("a tipping fee of USD {fee:,.2f}/t", fee=fee),
            Message("USD {fee:,.2f}/t", fee=needed),
            Message(
                "With these prices and the study's cost and debt the minimum DSCR is {dscr:.2f}; "
                "the model needs a fee of USD {fee:,.2f}/t.",
                dscr=dscr, fee=needed,
            ),
        )  # fmt: skip


def _why_no_cover(site: OnSite, dscr: float, needed: float) -> Message | None:
    """Why neither cover nor fee can be told; None where both are known."""
    if hanging("finance.minimum_dscr", site.expected):
        lacking = [row for row in site.not_stated if "finance.minimum_dscr" in row.outcomes]
        return Message(
            "Neither the study nor the price envelope gives {inputs:; }: cover and fee are not "
            "stated.",
            inputs=tuple(row.label for row in lacking),
        )
    if not (np.isfinite(dscr) and np.isfinite(needed)):
        return Message("With these prices there is no debt service to cover, or no fee covers it.")
    return None


def operating_cost_check(
    checks: Checks, stated: float | None, site: OnSite, margins: Margins
) -> None:
    """Operating cost against the model's own, built bottom-up."""
    if stated is None:
        return
    items = [np.ravel(amounts) for amounts in site.expected.cost.opex_usd.values()]
    model = float(sum(amounts[min(THIRD_YEAR, amounts.size - 1)] for amounts in items))
    low = stated < model * (1 - margins.operating_cost_percent / 100)
    checks.add(
        "operating_cost",
        "explain" if low else "fits",
        Message("a yearly operating cost of USD {cost:,.1f} million", cost=stated / MILLION),
        Message("USD {cost:,.1f} million", cost=model / MILLION),
        Message(
            "The model's third year costs USD {cost:,.1f} million, built bottom-up.",
            cost=model / MILLION,
        ),
    )
