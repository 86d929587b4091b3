"""What a bid costs the city over the contract, with its promised and with its expected quality."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from wte_ppp.advice.site import OnSite, kwh_per_t
from wte_ppp.arrays import FloatArray
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.definition.city import City

HOURS, DAYS = 8760, 365


@dataclass(frozen=True)
class Terms:
    """What a bid asks and guarantees, as the contract will hold it; money in the evaluation's."""

    capacity_received_t_per_day: float
    tipping_fee_per_t: float
    indexed_percent: float = 0.0
    capital_grant: float = 0.0
    availability_h_per_year: float = 8000.0
    net_energy_kwh_per_t: float = 0.0
    leachate_percent: float = 0.0
    minimum_tonnage_percent: float = 0.0
    damages_cap_percent: float = 100.0
    bottom_ash_kg_per_t: float = 0.0
    fly_ash_kg_per_t: float = 0.0


@dataclass(frozen=True)
class Quality:
    """What the plant does: hours at full load and net power of a tonne fired."""

    availability_h_per_year: float
    net_energy_kwh_per_t: float


@dataclass(frozen=True)
class CityCost:
    """Present values of the city's payments, in the evaluation's currency; income is negative.

    `per_t` divides the sum by the discounted tonnes of waste, treated or not.
    """

    fees: float
    grant: float
    untreated: float
    residues: float
    power_share: float
    damages: float
    per_t: float

    @property
    def total(self) -> float:
        """Sum of the parts."""
        return (
            self.fees
            + self.grant
            + self.untreated
            + self.residues
            + self.power_share
            + self.damages
        )


def city_cost(city: City, terms: Terms, quality: Quality) -> CityCost:
    """Present value of all that the city pays.

    Parameters
    ----------
    city
        Its waste, years, prices and rates.
    terms
        Of the bid.
    quality
        As promised, or as expected.

    Returns
    -------
    CityCost
        Year 1 is the first year of operation; grants are paid in year 0.

    Notes
    -----
    Treated tonnes are the waste, at most the capacity at the hours of `quality`. The fee is paid
    for them, and for missing waste up to the minimum tonnage as far as the plant could take it
    (put-or-pay). Damages are paid for power short of the guarantee and for tonnes that guaranteed
    hours would have treated, at most the cap's share of the year's fees. Prices are those of the
    first year of operation and move by the index from the second.

    Examples
    --------
    One year, 100 000 t all treated at 20: discounted at 0 % that is 20 a tonne.

    >>> city = City(source="example", waste_t_per_year=100000, years=1, discount_rate_percent=0)
    >>> city_cost(city, Terms(300, 20.0), Quality(8760, 0)).per_t
    20.0
    """
    year = np.arange(1.0, city.years + 1)
    discount = _growth(float(city.discount_rate_percent), -year)
    index = _growth(float(city.indexation_percent), year - 1)
    indexed = terms.indexed_percent / 100
    fee = terms.tipping_fee_per_t * (1 - indexed + indexed * index)

    waste = float(city.waste_t_per_year)
    able = _capacity(terms, quality.availability_h_per_year)
    promised = _capacity(terms, terms.availability_h_per_year)
    treated, guaranteed = min(waste, able), min(waste, promised)
    fired = treated * (1 - terms.leachate_percent / 100)
    fees = fee * max(treated, min(terms.minimum_tonnage_percent / 100 * promised, able))

    short_kwh = max(0.0, terms.net_energy_kwh_per_t - quality.net_energy_kwh_per_t) * fired
    short_t = max(0.0, guaranteed - treated)
    claim = index * (short_kwh * float(city.damages_per_kwh) + short_t * float(city.damages_per_t))
    damages = np.minimum(claim, terms.damages_cap_percent / 100 * fees)
    power = quality.net_energy_kwh_per_t * fired * float(city.power_value_per_kwh)
    ash = (
        terms.bottom_ash_kg_per_t * float(city.bottom_ash_per_t)
        + terms.fly_ash_kg_per_t * float(city.fly_ash_per_t)
    ) / 1000

    def present(yearly: FloatArray) -> float:
        return float(np.sum(yearly * discount))

    parts = {
        "fees": present(fees),
        "grant": terms.capital_grant,
        "untreated": present(index * (waste - treated) * float(city.untreated_per_t)),
        "residues": present(index * fired * ash),
        "power_share": 0.0 - present(index * power * float(city.city_power_percent) / 100),
        "damages": 0.0 - present(damages),
    }
    return CityCost(**parts, per_t=sum(parts.values()) / present(np.full(city.years, waste)))


def _growth(percent: float, years: FloatArray) -> FloatArray:
    return np.asarray((1 + percent / 100) ** years, dtype=float)


def _capacity(terms: Terms, hours: float) -> float:
    """Tonnes received a year at so many hours of full load."""
    return terms.capacity_received_t_per_day * DAYS * hours / HOURS


def terms_of(bid: Bid, money: Mapping[str, Fraction]) -> tuple[Terms, tuple[str, ...]]:
    """Terms of a bid, and the fields it does not state and that count as nothing.

    `money` are the numbers of its price envelope in the evaluation's currency.

    Raises `KeyError` without capacity or tipping fee: nothing can be said.
    """
    values = {**bid.numbers, **money}
    names = {
        "indexed_percent": "indexed_share_percent",
        "capital_grant": "capital_grant",
        "availability_h_per_year": "availability_h_per_year",
        "net_energy_kwh_per_t": "net_energy_kwh_per_t",
        "leachate_percent": "leachate_share_percent",
        "minimum_tonnage_percent": "minimum_tonnage_percent",
        "damages_cap_percent": "damages_cap_percent",
        "bottom_ash_kg_per_t": "bottom_ash_kg_per_t",
        "fly_ash_kg_per_t": "fly_ash_stabilised_kg_per_t",
    }
    stated = {name: float(values[key]) for name, key in names.items() if key in values}
    capacity = values.get("capacity_received_t_per_day", values.get("capacity_fired_t_per_day"))
    if capacity is None:
        raise KeyError("capacity_received_t_per_day")
    terms = Terms(float(capacity), float(values["tipping_fee"]), **stated)
    return terms, tuple(key for key in names.values() if key not in values)


def qualities(bid: Bid, site: OnSite) -> Mapping[str, Quality]:
    """Quality as promised, and as to be expected of this plant and bidder.

    Expected are the fewest hours of promise, outage plan and record, and the lower power of promise
    and model at the bid's own reference heating value.
    """
    values = {key: float(value) for key, value in bid.numbers.items()}
    hours = values.get("availability_h_per_year", Terms.availability_h_per_year)
    power = values.get("net_energy_kwh_per_t", 0.0)
    outage = values.get("planned_outage_days", 0.0)
    most = [hours, HOURS - 24 * outage, values.get("record_availability_h", hours)]
    model = power
    if "reference_lhv_mj_per_kg" in values and "own_use_kwh_per_t" in values:
        gross = kwh_per_t(site.gross_efficiency_percent, values["reference_lhv_mj_per_kg"])
        model = gross - values["own_use_kwh_per_t"]
    return {
        "promised": Quality(hours, power),
        "expected": Quality(min(most), min(power, model)),
    }
