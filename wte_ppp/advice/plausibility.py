"""Promises against physics and experience: energy, availability, emissions, price."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

import numpy as np

from wte_ppp.advice.checks import Checks, Margins
from wte_ppp.advice.flags import Flag, Level, Plausibility
from wte_ppp.advice.price_checks import (
    money_in_usd,
    operating_cost_check,
    operating_cost_usd,
    price_checks,
)
from wte_ppp.advice.site import OnSite, bid_on_site, kwh_per_t
from wte_ppp.feasibility.study import Study
from wte_ppp.messages import Message, mark
from wte_ppp.sources import table
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.derived import EMISSION_FIELDS
from wte_ppp.tender.tender import Tender

HOURS, DAY_HOURS = 8760, 24
LHV = "reference_lhv_mj_per_kg"
TECHNOLOGY_OF = {"NOx": "nox_control"}
TECHNOLOGIES = {
    "none": mark("no control"),
    "sncr": mark("SNCR"),
    "scr": mark("SCR"),
    "sncr_and_scr": mark("SNCR and SCR"),
}


def plausibility(
    tender: Tender,
    study: Study,
    bids: Mapping[str, Bid],
    prices: Mapping[str, Bid] | None = None,
    *,
    margins: Margins | None = None,
) -> Plausibility:
    """Hold what bids promise against the buyer's study of the site."""
    allowed = margins or Margins()
    flags: list[Flag] = []
    cooled: list[Message] = []
    for name in sorted(bids):
        bid, price = bids[name], (prices or {}).get(name)
        checks = Checks(name)
        money = money_in_usd(tender, price)
        site = bid_on_site(study.definition, bid, money)
        if site.cooled is not None:
            cooled.append(Message("{bid}: {words}", bid=name, words=site.cooled))
        _energy(checks, tender, bid, site, allowed)
        _consistency(checks, tender, bid, allowed)
        _availability(checks, tender, bid)
        _emissions(checks, bid)
        if price is not None:
            price_checks(checks, tender, price, site, money, allowed)
            operating_cost_check(checks, operating_cost_usd(tender, price), site, allowed)
        flags += checks.flags
    return Plausibility(tuple(flags), (*_assumptions(study, allowed), *cooled))


def _assumptions(study: Study, margins: Margins) -> Iterator[Message]:
    yield Message(
        "Waste, climate and cost as in the study {study} (inputs {hash}).",
        study=study.definition.name, hash=study.input_hash[:12],
    )  # fmt: skip
    yield Message(
        "Steam data, boiler efficiency and parasitic load are the bid's own, and the condenser "
        "unless said below; the turbine's efficiency is the model's fit on size."
    )
    yield Message(
        "Margins: energy {energy:max6} %, figures that follow from each other {consistency:max6} "
        "%, operating cost {cost:max6} %, DSCR {dscr:.2f}; set by this library, not by law.",
        energy=margins.energy_percent, consistency=margins.consistency_percent,
        cost=margins.operating_cost_percent, dscr=margins.least_dscr,
    )  # fmt: skip
    yield Message(
        "Lowest emissions by technology: table achievable_emissions, each with its source."
    )


def _energy(checks: Checks, tender: Tender, bid: Bid, site: OnSite, margins: Margins) -> None:
    values, check = bid.numbers, "net_energy"
    needed = ("net_energy_kwh_per_t", "reference_lhv_mj_per_kg", "steam_pressure_bar",
              "steam_temperature_c", "own_use_kwh_per_t")  # fmt: skip
    absent = [field for field in needed if field not in values]
    if absent:
        checks.missing(tender, check, *absent)
        return
    promised = float(values["net_energy_kwh_per_t"])
    lhv, parasitic = float(values["reference_lhv_mj_per_kg"]), float(values["own_use_kwh_per_t"])
    expected = kwh_per_t(site.gross_efficiency_percent, lhv) - parasitic
    best = kwh_per_t(site.best_efficiency_percent, lhv) - parasitic
    stated = Message("{power:,.0f} kWh/t net at {lhv:max6} MJ/kg", power=promised, lhv=values[LHV])
    reason = Message(
        "At {pressure:max6} bar and {temperature:max6} °C the model gives {gross:.1f} % gross, "
        "{expected:,.0f} kWh/t net of {parasitic:max6} kWh/t parasitic load; with the best turbine "
        "and no other loss {best:,.0f} kWh/t.",
        pressure=values["steam_pressure_bar"], temperature=values["steam_temperature_c"],
        gross=site.gross_efficiency_percent, expected=expected,
        parasitic=values["own_use_kwh_per_t"], best=best,
    )  # fmt: skip
    if expected:
        reason = Message(
            "{reason} The promise is {change:+.1f} % against the model.",
            reason=reason, change=100 * (promised / expected - 1),
        )  # fmt: skip
    if site.cooled is not None:
        reason = Message("{reason} {cooled}", reason=reason, cooled=site.cooled)
    level: Level = "fits"
    if promised > best:
        # With another condenser than the model's it may be possible.
        level = "impossible" if site.cooled is None else "explain"
    elif promised > expected * (1 + margins.energy_percent / 100):
        level = "explain"
    checks.add(check, level, stated, Message("{power:,.0f} kWh/t", power=expected), reason)
    surveyed = float(np.asarray(site.expected.waste.fired_lhv_mj_per_kg).flat[0])
    if lhv > surveyed * (1 + margins.energy_percent / 100):
        checks.add(
            "reference_lhv", "explain",
            Message("a reference of {lhv:max6} MJ/kg", lhv=values[LHV]),
            Message("{lhv:.2f} MJ/kg", lhv=surveyed),
            Message(
                "The surveyed waste has {lhv:.2f} MJ/kg as fired in the first year.", lhv=surveyed
            ),
        )  # fmt: skip


def _consistency(checks: Checks, tender: Tender, bid: Bid, margins: Margins) -> None:
    """Figures of a bid that follow from each other."""
    values = {key: float(value) for key, value in bid.numbers.items()}
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
        if all(field in values for field in needed):
            promised, other = values[stated], follows()
            off = abs(promised - other) > margins.consistency_percent / 100 * max(
                abs(promised), 1e-9
            )
            labels = tender.names.fields
            others = tuple(labels.get(field, field) for field in needed if field != stated)
            checks.add(
                check,
                "explain" if off else "fits",
                Message(
                    "{field}: {value:max3}", field=labels.get(stated, stated),
                    value=bid.numbers[stated],
                ),
                Message("{value:max3}", value=other),
                Message("From {fields} follows {value:max3}.", fields=others, value=other),
            )  # fmt: skip


def _availability(checks: Checks, tender: Tender, bid: Bid) -> None:
    values, check = bid.numbers, "availability"
    if "availability_h_per_year" not in values:
        checks.missing(tender, check, "availability_h_per_year")
        return
    promised = values["availability_h_per_year"]
    stated = Message("{hours:max6} h/year", hours=promised)
    if "planned_outage_days" in values:
        days = values["planned_outage_days"]
        most = HOURS - DAY_HOURS * days
        reason = Message(
            "{days:max6} days of planned outage leave {most:max6} h, and {rest:max6} h for "
            "unplanned ones.",
            days=days, most=most, rest=most - promised,
        )  # fmt: skip
        if promised > most:
            reason = Message(
                "{days:max6} days of planned outage leave {most:max6} h, {excess:max6} h fewer "
                "than promised.",
                days=days, most=most, excess=promised - most,
            )  # fmt: skip
        level: Level = "impossible" if promised > most else "fits"
        checks.add(check, level, stated, Message("at most {hours:max6} h/year", hours=most), reason)
    if "record_availability_h" in values:
        record = values["record_availability_h"]
        reason = Message("The plants you refer to reached {hours:max6} h.", hours=record)
        level = "explain" if promised > record else "fits"
        expected = Message("{hours:max6} h/year", hours=record)
        checks.add(f"{check}_record", level, stated, expected, reason)


def _emissions(checks: Checks, bid: Bid) -> None:
    for row in table("achievable_emissions"):
        pollutant, technology = row["pollutant"], row["technology"]
        key = EMISSION_FIELDS[pollutant]
        if key not in bid.numbers:
            continue
        offered = bid.answers.get(TECHNOLOGY_OF.get(pollutant, ""))
        if technology not in ("any", offered):
            continue
        promised, lowest = bid.numbers[key], Fraction(row["value"])
        if promised >= lowest:
            continue
        unit, source = row["unit"], row["source"]
        expected = Message("{value:max6} {unit} or more", value=lowest, unit=unit)
        if technology == "any":
            stated = Message(
                "{pollutant} {value:max6} {unit}", pollutant=pollutant, value=promised, unit=unit
            )
            reason = Message(
                "The lowest known is {value:max6} {unit} ({source}).",
                value=lowest, unit=unit, source=source,
            )  # fmt: skip
        else:
            equipment = Message(TECHNOLOGIES[technology])
            stated = Message(
                "{pollutant} {value:max6} {unit} with {technology}",
                pollutant=pollutant, value=promised, unit=unit, technology=equipment,
            )  # fmt: skip
            reason = Message(
                "The lowest known with {technology} is {value:max6} {unit} ({source}).",
                technology=equipment, value=lowest, unit=unit, source=source,
            )  # fmt: skip
        checks.add(f"emission_{pollutant}", "explain", stated, expected, reason)
