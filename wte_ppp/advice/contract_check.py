"""A contract held against the tender that leads to it: what was scored and what is paid for it."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from wte_ppp.contract.definition.contract import ContractDefinition
from wte_ppp.contract.definition.energy import EnergyShortfall
from wte_ppp.contract.definition.guarantees import (
    AcceptanceGuarantee,
    Completion,
    Guarantee,
)
from wte_ppp.contract.definition.term import Term
from wte_ppp.contract.formulas.damages import cap_reaches
from wte_ppp.contract.reading import Contract
from wte_ppp.guidance.catalogues import Criterion
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.model import Tender

Paid: TypeAlias = Literal["priced", "rate not stated", "rate of 0", "no term", "judged", "fact"]
Capped: TypeAlias = Literal["capped", "not stated", "uncapped", "too narrow", "reach not known"]
Kept: TypeAlias = Literal["as promised", "less", "more", "to be filled in"]
FOR_NOTHING = ("rate of 0", "no term", "judged")
# What a unit of a broken promise costs, by the names of the terms.
RATES = (
    "price_per_mwh", "rate_per_t", "rate_each", "rate_per_t_and_point", "disposal_per_t",
    "price_per_mj", "rate_per_unit", "rate_percent_per_day",
)  # fmt: skip
# One promise, tested once at acceptance and held in each year of operation.
SIBLINGS = {"net_energy": "net_energy_yearly", "net_energy_yearly": "net_energy"}


@dataclass(frozen=True)
class Filled:
    """Which field of the bid form a guaranteed value of the contract repeats."""

    term: str
    value: str
    field: str
    higher_is_better: bool


PROMISED = (
    Filled("net_energy_yearly", "guaranteed_kwh_per_t", "net_energy_kwh_per_t", True),
    Filled("net_energy", "guaranteed", "net_energy_kwh_per_t", True),
    Filled("availability", "guaranteed_h_per_year", "availability_h_per_year", True),
    Filled("bottom_ash_burnout", "guaranteed_percent", "bottom_ash_loi_percent", False),
    Filled("fly_ash", "guaranteed_kg_per_t", "fly_ash_kg_per_t", False),
    Filled("auxiliary_fuel", "guaranteed_mj_per_t", "auxiliary_fuel_mj_per_t", False),
)


@dataclass(frozen=True)
class ScoredPromise:
    """A criterion of the tender and what the contract pays where its promise is not kept.

    `guarantee` is the toolkit's guarantee behind the criterion, `terms` the places of the contract
    that price it. "judged" is a plan that a panel marks and nobody guarantees, "fact" what the
    evaluation verifies.
    """

    criterion: str
    points: float
    guarantee: str | None
    terms: tuple[str, ...]
    paid: Paid


@dataclass(frozen=True)
class CapOfTerm:
    """Whether the damages of a term end somewhere; `own` and `above` are % of `basis`."""

    term: str
    own: float | None
    above: str | None
    capped: Capped


@dataclass(frozen=True)
class KeptPromise:
    """A value of the contract beside the promise of a bid; None: the contract leaves it open."""

    bid: str
    term: str
    value: str
    promised: float
    guaranteed: float | None
    kept: Kept


@dataclass(frozen=True)
class ContractCheck:
    """What a contract does with the promises of a tender.

    `unpriced` are fields of the bid form that belong to a scored guarantee without a price.
    """

    scored: tuple[ScoredPromise, ...]
    caps: tuple[CapOfTerm, ...]
    promises: tuple[KeptPromise, ...]
    unpriced: tuple[str, ...]
    bids: tuple[str, ...]

    @property
    def points(self) -> float:
        """Points of the tender."""
        return sum(one.points for one in self.scored)

    @property
    def points_for_nothing(self) -> float:
        """Points for promises whose breach costs nothing by this contract."""
        return sum(one.points for one in self.scored if one.paid in FOR_NOTHING)

    @property
    def open(self) -> bool:
        """Whether anything is left to settle before signature."""
        return (
            any(one.paid in ("no term", "rate not stated", "rate of 0") for one in self.scored)
            or any(one.capped != "capped" for one in self.caps)
            or any(one.kept != "as promised" for one in self.promises)
        )


def contract_check(
    contract: Contract,
    tender: Tender,
    bids: Mapping[str, Bid],
    construction_price: float | None = None,
) -> ContractCheck:
    """Hold a contract against a tender and, where there are any, its bids.

    Parameters
    ----------
    contract
        The mechanism file.
    tender
        Whose criteria were, or will be, scored.
    bids
        Technical envelopes by bid.
    construction_price
        In the contract's money, for caps that are a share of it; None: their reach is not told.

    Returns
    -------
    ContractCheck
        By the order of the tender's criteria and the contract's terms.
    """
    definition = contract.definition
    toolkit = {
        name: entry
        for name, entry in tender.guidance.catalogue("criteria").items()
        if isinstance(entry, Criterion)
    }
    unknown = frozenset(contract.unknown())
    scored = tuple(_scored(tender, toolkit, definition, unknown))
    return ContractCheck(
        scored,
        tuple(_caps(definition, construction_price)),
        tuple(_promises(definition, bids)),
        _unpriced(tender, toolkit, scored),
        tuple(bids),
    )


def _scored(
    tender: Tender,
    toolkit: Mapping[str, Criterion],
    definition: ContractDefinition,
    unknown: frozenset[str],
) -> Iterator[ScoredPromise]:
    for leaf in tender.leaves:
        guarantee = toolkit[leaf.id].guarantee if leaf.id in toolkit else None
        if guarantee is None and leaf.id == "minimum_tonnage":
            places: tuple[str, ...] = tuple(_tonnage(definition))
            yield ScoredPromise(
                leaf.id, float(leaf.points), None, places, _paid(definition, places, unknown)
            )
            continue
        if guarantee is None:
            unguaranteed: Paid = "judged" if leaf.judged else "fact"
            yield ScoredPromise(leaf.id, float(leaf.points), None, (), unguaranteed)
            continue
        places = tuple(
            f"guarantees.{name}"
            for name in (guarantee, SIBLINGS.get(guarantee, ""))
            if getattr(definition.guarantees, name, None) is not None
        )
        yield ScoredPromise(
            leaf.id, float(leaf.points), guarantee, places, _paid(definition, places, unknown)
        )


def _tonnage(definition: ContractDefinition) -> Iterator[str]:
    """Terms in which the minimum tonnage of a bid is paid."""
    mechanism = definition.payment_mechanism
    for name in ("minimum_tonnage", "waste_put_or_pay"):
        if getattr(mechanism, name) is not None:
            yield f"payment_mechanism.{name}"


def _paid(definition: ContractDefinition, places: tuple[str, ...], unknown: frozenset[str]) -> Paid:
    if not places:
        return "no term"
    known = [place for place in places if _rate_known(place, unknown)]
    if not known:
        return "rate not stated"
    return "priced" if any(_costs(definition, place) for place in known) else "rate of 0"


def _costs(definition: ContractDefinition, place: str) -> bool:
    """Whether a term takes anything: neither its rate nor its own cap is 0."""
    part, name = place.split(".")
    term = getattr(getattr(definition, part), name)
    return not any(
        np.all(np.asarray(stated) == 0) for stated in (
            getattr(term, each, None) for each in (*RATES, "cap_percent")
        ) if stated is not None
    )  # fmt: skip


def _rate_known(place: str, unknown: frozenset[str]) -> bool:
    """Whether a term's price is stated; a guaranteed value is filled in from the bid."""
    values = {filled.value for filled in PROMISED}
    return not any(
        one.startswith(f"{place}.") and one.rpartition(".")[2] not in values for one in unknown
    )


def _caps(definition: ContractDefinition, price: float | None) -> Iterator[CapOfTerm]:
    for place, term in definition.terms():
        if not isinstance(term, Guarantee | AcceptanceGuarantee | Completion | EnergyShortfall):
            continue
        # What is owed to the buyer of power is under no cap of the waste contract.
        above = None if isinstance(term, EnergyShortfall) else _cap_above(definition, term)
        own = None if term.cap_percent is None else float(term.cap_percent)
        over = None if above is None else float(getattr(definition.damages_caps, above).percent)
        named = None if above is None else f"damages_caps.{above}"
        yield CapOfTerm(place, own, named, _capped(term, own, over, price))


def _cap_above(definition: ContractDefinition, term: Term) -> str | None:
    """The cap over several terms that reaches a term, by its name."""
    if isinstance(term, Guarantee):
        names: tuple[str, ...] = ("operation_year", "operation_total")
    elif isinstance(term, Completion):
        names = ("delay", "works_together", "works_liability")
    else:
        names = ("performance", "works_together", "works_liability")
    caps = definition.damages_caps
    return next((name for name in names if getattr(caps, name)), None)


def _capped(term: Term, own: float | None, above: float | None, price: float | None) -> Capped:
    stated = [cap for cap in (own, above) if cap is not None]
    if not stated:
        return "uncapped"
    narrow = min(stated)
    if any(math.isnan(cap) for cap in stated):
        return "not stated"
    if isinstance(term, AcceptanceGuarantee) and term.refused_at is not None:
        if price is None:
            return "reach not known"
        reaches = cap_reaches(
            term.rate_per_unit, term.guaranteed, term.refused_at, narrow / 100 * price
        )
        return "capped" if bool(reaches) else "too narrow"
    return "capped"


def _promises(definition: ContractDefinition, bids: Mapping[str, Bid]) -> Iterator[KeptPromise]:
    for name, bid in bids.items():
        for filled in PROMISED:
            term = getattr(definition.guarantees, filled.term)
            if term is None or filled.field not in bid.numbers:
                continue
            promised = float(bid.numbers[filled.field])
            stated = float(getattr(term, filled.value))
            yield KeptPromise(
                name,
                f"guarantees.{filled.term}",
                filled.value,
                promised,
                None if math.isnan(stated) else stated,
                _kept(promised, stated, filled.higher_is_better),
            )


def _kept(promised: float, stated: float, higher_is_better: bool) -> Kept:
    if math.isnan(stated):
        return "to be filled in"
    if math.isclose(promised, stated, rel_tol=1e-9):
        return "as promised"
    return "less" if (stated < promised) == higher_is_better else "more"


def _unpriced(
    tender: Tender, toolkit: Mapping[str, Criterion], scored: tuple[ScoredPromise, ...]
) -> tuple[str, ...]:
    """Fields of the form that belong to scored criteria, none of which has a price."""
    paid = {one.criterion: one.paid for one in scored}
    priced = {name for name, how in paid.items() if how == "priced"}
    of_priced = {name for key in priced if key in toolkit for name in toolkit[key].bid_fields}
    found: dict[str, None] = {}
    for leaf in tender.leaves:
        if leaf.id in priced:
            continue
        if paid[leaf.id] == "fact":
            continue
        further = toolkit[leaf.id].bid_fields if leaf.id in toolkit else ()
        for name in (leaf.criterion.field, *further):
            entry = tender.form.get(name)
            if entry is not None and entry.kind == "number" and name not in of_priced:
                found[name] = None
    return tuple(found)
