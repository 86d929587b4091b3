"""Promises against physics and experience: energy, availability, emissions, price."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from wte_ppp.advice.flags import Flag, Level, Plausibility
from wte_ppp.advice.site import OnSite, bid_on_site, kwh_per_t
from wte_ppp.feasibility.study import Study
from wte_ppp.sources import table
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.derived import EMISSION_FIELDS
from wte_ppp.tender.exact import shown_exactly
from wte_ppp.tender.tender import Tender

HOURS, DAY_HOURS = 8760, 24
THIRD_YEAR = 2
TECHNOLOGY_OF = {"NOx": "nox_control"}


@dataclass(frozen=True)
class Margins:
    """How far a promise may lie from what is expected before it is asked about.

    Assumptions of this library, to be set by the buyer's engineer; they never score.
    """

    energy_percent: float = 5
    consistency_percent: float = 2
    operating_cost_percent: float = 30
    least_dscr: float = 1.0


@dataclass
class _Checks:
    """Flags of one bid as they are found."""

    bid: str
    flags: list[Flag] = field(default_factory=list)

    def add(self, check: str, level: Level, stated: str, expected: str, reason: str) -> None:
        asked = level in ("impossible", "explain")
        question = f"You state {stated}. {reason} Please explain, with evidence." if asked else ""
        self.flags.append(Flag(self.bid, check, level, stated, expected, reason, question))

    def missing(self, check: str, *fields: str) -> None:
        self.add(check, "not checked", "", "", f"The form does not ask for {', '.join(fields)}.")


def plausibility(
    tender: Tender,
    study: Study,
    bids: Mapping[str, Bid],
    prices: Mapping[str, Bid] | None = None,
    *,
    margins: Margins | None = None,
) -> Plausibility:
    """Hold what bids promise against the buyer's study of the site.

    Parameters
    ----------
    tender
        Whose exchange rates and emission limits apply.
    study
        Of the site, with the surveyed waste.
    bids
        Technical envelopes by bid.
    prices
        Price envelopes by bid, once they are open.
    margins
        Left out: those of the library.

    Returns
    -------
    Plausibility
        Flags open questions; they never change a score.
    """
    allowed = margins or Margins()
    flags: list[Flag] = []
    for name in sorted(bids):
        bid, price = bids[name], (prices or {}).get(name)
        checks = _Checks(name)
        money = _money(tender, price)
        site = bid_on_site(study.definition, bid, money)
        _energy(checks, bid, site, allowed)
        _consistency(checks, bid, allowed)
        _availability(checks, bid)
        _emissions(checks, bid)
        if price is not None:
            _price(checks, price, site, money, allowed)
            _operating_cost(checks, _operating_cost_usd(tender, price), site, allowed)
        flags += checks.flags
    return Plausibility(tuple(flags), tuple(_assumptions(study, allowed)))


def _assumptions(study: Study, margins: Margins) -> Iterator[str]:
    head = study.definition
    yield f"Waste, climate and cost as in the study {head.name!r} (inputs {study.input_hash[:12]})."
    yield (
        "Steam data, boiler efficiency, own use and condenser are the bid's own; the turbine's "
        "efficiency is the model's fit on size."
    )
    yield (
        f"Margins: energy {margins.energy_percent:g} %, figures that follow from each other "
        f"{margins.consistency_percent:g} %, operating cost {margins.operating_cost_percent:g} %, "
        f"DSCR {margins.least_dscr:g}; set by this library, not by law."
    )
    yield "Lowest emissions by technology: table achievable_emissions, each with its source."


def _energy(checks: _Checks, bid: Bid, site: OnSite, margins: Margins) -> None:
    values, check = bid.numbers, "net_energy"
    needed = ("net_energy_kwh_per_t", "reference_lhv_mj_per_kg", "steam_pressure_bar",
              "steam_temperature_c", "own_use_kwh_per_t")  # fmt: skip
    absent = [one for one in needed if one not in values]
    if absent:
        checks.missing(check, *absent)
        return
    promised = float(values["net_energy_kwh_per_t"])
    lhv, own = float(values["reference_lhv_mj_per_kg"]), float(values["own_use_kwh_per_t"])
    expected = kwh_per_t(site.gross_efficiency_percent, lhv) - own
    best = kwh_per_t(site.best_efficiency_percent, lhv) - own
    stated = f"{promised:,.0f} kWh/t net at {lhv:g} MJ/kg"
    reason = (
        f"At {float(values['steam_pressure_bar']):g} bar and "
        f"{float(values['steam_temperature_c']):g} °C the model gives "
        f"{site.gross_efficiency_percent:.1f} % gross, {expected:,.0f} kWh/t net of {own:g} kWh/t "
        f"own use; with the best turbine and no other loss {best:,.0f} kWh/t."
    )
    margin = (
        f"Promise {100 * (promised / expected - 1):+.1f} % against the model." if expected else ""
    )
    level: Level = "fits"
    if promised > best:
        level = "impossible"
    elif promised > expected * (1 + margins.energy_percent / 100):
        level = "explain"
    checks.add(check, level, stated, f"{expected:,.0f} kWh/t", f"{reason} {margin}".strip())
    surveyed = float(np.asarray(site.expected.waste.fired_lhv_mj_per_kg).flat[0])
    if lhv > surveyed * (1 + margins.energy_percent / 100):
        checks.add(
            "reference_lhv", "explain", f"a reference of {lhv:g} MJ/kg", f"{surveyed:.2f} MJ/kg",
            f"The surveyed waste has {surveyed:.2f} MJ/kg as fired in the first year.",
        )  # fmt: skip


def _consistency(checks: _Checks, bid: Bid, margins: Margins) -> None:
    """Figures of a bid that follow from each other."""
    values = {key: float(one) for key, one in bid.numbers.items()}
    rules: dict[str, tuple[tuple[str, ...], str, Callable[[], float]]] = {
        "net_efficiency": (
            ("net_energy_kwh_per_t", "reference_lhv_mj_per_kg", "net_efficiency_percent"),
            "net_energy_kwh_per_t",
            lambda: kwh_per_t(values["net_efficiency_percent"], values["reference_lhv_mj_per_kg"]),
        ),
        "gross_less_own_use": (
            ("net_energy_kwh_per_t", "gross_power_mw", "own_use_kwh_per_t", "line_count",
             "line_throughput_t_per_h"),
            "net_energy_kwh_per_t",
            lambda: 1000 * values["gross_power_mw"]
            / (values["line_count"] * values["line_throughput_t_per_h"])
            - values["own_use_kwh_per_t"],
        ),
        "lines_make_the_capacity": (
            ("capacity_fired_t_per_day", "line_count", "line_throughput_t_per_h"),
            "capacity_fired_t_per_day",
            lambda: DAY_HOURS * values["line_count"] * values["line_throughput_t_per_h"],
        ),
    }  # fmt: skip
    for check, (needed, stated, follows) in rules.items():
        if all(one in values for one in needed):
            own, other = values[stated], follows()
            off = abs(own - other) > margins.consistency_percent / 100 * max(abs(own), 1e-9)
            others = ", ".join(one for one in needed if one != stated)
            checks.add(
                check, "explain" if off else "fits", f"{stated} {own:,.6g}", f"{other:,.6g}",
                f"From {others} follows {other:,.6g}.",
            )  # fmt: skip


def _availability(checks: _Checks, bid: Bid) -> None:
    values, check = bid.numbers, "availability"
    if "availability_h_per_year" not in values:
        checks.missing(check, "availability_h_per_year")
        return
    promised = values["availability_h_per_year"]
    stated = f"{shown_exactly(promised)} h/year"
    if "planned_outage_days" in values:
        days = values["planned_outage_days"]
        most = HOURS - DAY_HOURS * days
        reason = (
            f"{shown_exactly(days)} days of planned outage leave {shown_exactly(most)} h, and "
            f"{shown_exactly(most - promised)} h for unplanned ones."
        )
        level: Level = "impossible" if promised > most else "fits"
        checks.add(check, level, stated, f"at most {shown_exactly(most)} h/year", reason)
    if "record_availability_h" in values:
        record = values["record_availability_h"]
        reason = f"The plants you refer to reached {shown_exactly(record)} h."
        level = "explain" if promised > record else "fits"
        checks.add(f"{check}_record", level, stated, f"{shown_exactly(record)} h/year", reason)


def _emissions(checks: _Checks, bid: Bid) -> None:
    for row in table("achievable_emissions"):
        pollutant, technology = row["pollutant"], row["technology"]
        key = EMISSION_FIELDS[pollutant]
        if key not in bid.numbers:
            continue
        offered = bid.answers.get(TECHNOLOGY_OF.get(pollutant, ""))
        if technology not in ("any", offered):
            continue
        promised, lowest = bid.numbers[key], Fraction(row["value"])
        with_it = f" with {offered}" if technology != "any" else ""
        if promised < lowest:
            stated = f"{pollutant} {shown_exactly(promised)} {row['unit']}{with_it}"
            reason = f"The lowest known{with_it} is {row['value']} {row['unit']} ({row['source']})."
            expected = f"{row['value']} {row['unit']} or more"
            checks.add(f"emission_{pollutant}", "explain", stated, expected, reason)


def _money(tender: Tender, price: Bid | None) -> dict[str, dict[str, float]]:
    """A price envelope as inputs of a study, in USD; empty where no rate leads there."""
    if price is None:
        return {}
    rate = _usd(tender, price.currency)
    if rate is None:
        return {}
    values = {key: float(one) * rate for key, one in price.numbers.items()}
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


def _operating_cost_usd(tender: Tender, price: Bid) -> float | None:
    rate = _usd(tender, price.currency)
    stated = price.numbers.get("operating_cost")
    return float(stated) * rate if stated and rate is not None else None


def _usd(tender: Tender, currency: str) -> float | None:
    """USD for one unit of a currency by the tender's own rates."""
    rates = dict(tender.definition.fx.rates) if tender.definition.fx else {}
    rates[tender.definition.currency] = Fraction(1)
    if currency == "USD":
        return 1.0
    if currency not in rates or "USD" not in rates:
        return None
    return float(rates[currency] / rates["USD"])


def _price(
    checks: _Checks, price: Bid, site: OnSite, money: Mapping[str, Mapping[str, float]],
    margins: Margins,
) -> None:  # fmt: skip
    if not money:
        rate = f"a rate from {price.currency or 'the bid'} to USD in fx.rates"
        checks.add("price", "not checked", "", "", f"The tender gives no {rate}.")
        return
    cost, finance = site.expected.cost, site.expected.finance
    capex = money["cost"].get("capex_usd")
    if capex is None:
        checks.missing("construction_price", "construction_price")
    else:
        low, high = float(cost.benchmark_low_usd), float(cost.benchmark_high_usd)
        inside = low <= capex <= high
        reason = (
            f"Published plants of this capacity cost USD {low / 1e6:,.0f} to {high / 1e6:,.0f} "
            "million (80 % interval)."
        )
        stated = f"a construction price of USD {capex / 1e6:,.1f} million"
        expected = f"USD {low / 1e6:,.0f} to {high / 1e6:,.0f} million"
        checks.add("construction_price", "fits" if inside else "explain", stated, expected, reason)
    if "tipping_fee_usd_per_t" in money["finance"]:
        dscr, needed = float(finance.minimum_dscr), float(finance.required_tipping_fee_usd_per_t)
        fee = money["finance"]["tipping_fee_usd_per_t"]
        reason = (
            f"With these prices and the study's cost and debt the lowest DSCR is {dscr:.2f}; the "
            f"model needs a fee of USD {needed:,.2f}/t."
        )
        viable = bool(dscr >= margins.least_dscr) if np.isfinite(dscr) else True
        checks.add(
            "viability", "fits" if viable else "explain", f"a tipping fee of USD {fee:,.2f}/t",
            f"USD {needed:,.2f}/t", reason,
        )  # fmt: skip


def _operating_cost(checks: _Checks, stated: float | None, site: OnSite, margins: Margins) -> None:
    if stated is None:
        return
    items = [np.ravel(one) for one in site.expected.cost.opex_usd.values()]
    model = float(sum(one[min(THIRD_YEAR, one.size - 1)] for one in items))
    low = stated < model * (1 - margins.operating_cost_percent / 100)
    reason = f"The model's third year costs USD {model / 1e6:,.1f} million, from the bottom up."
    checks.add(
        "operating_cost", "explain" if low else "fits",
        f"a yearly operating cost of USD {stated / 1e6:,.1f} million",
        f"USD {model / 1e6:,.1f} million", reason,
    )  # fmt: skip
