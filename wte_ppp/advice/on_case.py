"""Advice on a tender in progress: what to ask bidders, and what each bid costs the city."""

from dataclasses import dataclass
from pathlib import Path

from wte_ppp.advice.city_cost import CityCost, Quality, city_cost, qualities, terms_of
from wte_ppp.advice.flags import Plausibility
from wte_ppp.advice.plausibility import plausibility
from wte_ppp.advice.site import bid_on_site
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.feasibility.study import Study
from wte_ppp.messages import Message
from wte_ppp.tender.case import Case
from wte_ppp.tender.currencies import converted, currencies_in, rates_of


@dataclass(frozen=True)
class BidCost:
    """A bid's cost to the city with one quality; `not_stated` counts as nothing."""

    bid: str
    case: str
    quality: Quality
    cost: CityCost
    not_stated: tuple[str, ...]


@dataclass(frozen=True)
class Advice:
    """Beside the evaluation, never in it. Costs are empty until prices are open."""

    plausibility: Plausibility
    costs: tuple[BidCost, ...]
    currency: str
    notes: tuple[Message, ...]


def advise(case: Case, study: str | Path | None = None) -> Advice:
    """Hold a case's bids against the study of the site.

    Raises `DocumentError` if there is no study, or it cannot be read.
    """
    tender = case.tender
    site = site_of_case(case, study)
    bids = case.envelopes()
    prices = case.prices() if case.progress.prices_open else {}
    checked = plausibility(tender, site, bids, prices)
    city = tender.definition.city
    costs: list[BidCost] = []
    notes: list[Message] = []
    rates = rates_of(tender)
    if city is None:
        notes.append(Message("No section 'city' in the tender: cost to the city not computed."))
    elif not prices:
        notes.append(Message("Prices are not open: cost to the city not computed."))
    for bid, price in prices.items():
        if city is None:
            continue
        lacking = tuple(code for code in currencies_in(tender, price) if code not in rates)
        if lacking:
            notes.append(
                Message(
                    "{bid}: no exchange rate of {currencies}; its cost to the city is not "
                    "computed.",
                    bid=bid, currencies=lacking,
                )
            )  # fmt: skip
            continue
        try:
            terms, missing = terms_of(bids[bid], converted(tender, price))
        except KeyError as error:
            field = tender.names.fields.get(error.args[0], error.args[0])
            notes.append(
                Message(
                    "{bid}: {field} is not stated; its cost to the city is not computed.",
                    bid=bid, field=field,
                )
            )  # fmt: skip
            continue
        for name, quality in qualities(bids[bid], bid_on_site(site.definition, bids[bid])).items():
            costs.append(BidCost(bid, name, quality, city_cost(city, terms, quality), missing))
    return Advice(checked, tuple(costs), tender.definition.currency, tuple(notes))


def site_of_case(case: Case, study: str | Path | None = None) -> Study:
    """The study of the site: the one that is named, else the tender's.

    Raises `DocumentError` if there is none, or it cannot be read.
    """
    tender = case.tender
    if not study and not tender.definition.study:
        problem = Problem(
            str(tender.path), None, "study", "nothing", "the study file of the site",
            "add 'study: study.yaml', or give --study",
        )  # fmt: skip
        raise DocumentError((problem,))
    site = Study.load(Path(study) if study else case.folder / tender.definition.study)
    site.needs_usd("advice on a tender")
    return site


def parts_of(cost: CityCost) -> tuple[float, ...]:
    """Parts of a cost to the city in the order in which they are shown, the total last."""
    return (
        cost.fees,
        cost.grant,
        cost.untreated,
        cost.residues,
        cost.power_share,
        cost.damages,
        cost.total,
    )
