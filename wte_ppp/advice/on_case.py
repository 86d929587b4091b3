"""Advice on a tender in progress: what to ask bidders, and what each bid costs the city."""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from wte_ppp.advice.city_cost import CityCost, Quality, city_cost, qualities, terms_of
from wte_ppp.advice.flags import Plausibility
from wte_ppp.advice.plausibility import plausibility
from wte_ppp.advice.site import bid_on_site
from wte_ppp.documents import DocumentError, Problem, printable
from wte_ppp.feasibility.study import Study
from wte_ppp.tender.case import Case

INDENT = "      "
MARK = {"impossible": "!!", "explain": "? ", "fits": "ok", "not checked": "- "}


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
    notes: tuple[str, ...]


def advise(case: Case, study: str | Path | None = None) -> Advice:
    """Hold a case's bids against the study of the site.

    Parameters
    ----------
    case
        An opened case; prices are used only once they are open.
    study
        Study file; left out: the one the tender names.

    Returns
    -------
    Advice
        On the bids that are evaluated.

    Raises
    ------
    DocumentError
        If there is no study, or it cannot be read.
    """
    tender = case.tender
    named = Path(study) if study else case.folder / tender.definition.study
    if not study and not tender.definition.study:
        problem = Problem(
            str(tender.path), None, "study", "nothing", "the study file of the site",
            "add 'study: study.yaml', or give --study",
        )  # fmt: skip
        raise DocumentError((problem,))
    site = Study.load(named)
    bids = case.envelopes()
    prices = case.prices() if case.progress.prices_open else {}
    found = plausibility(tender, site, bids, prices)
    city, costs, notes = tender.definition.city, [], []
    rates: Mapping[str, Fraction] = tender.definition.fx.rates if tender.definition.fx else {}
    if city is None:
        notes.append("No section 'city' in the tender: cost to the city not computed.")
    elif not prices:
        notes.append("Prices are not open: cost to the city not computed.")
    for bid, price in prices.items():
        same = price.currency == tender.definition.currency
        rate = Fraction(1) if same else rates.get(price.currency)
        if city is None or rate is None:
            continue
        try:
            terms, missing = terms_of(bids[bid], price, float(rate))
        except KeyError as error:
            notes.append(f"{bid}: no {error.args[0]}; its cost to the city is not computed.")
            continue
        for name, quality in qualities(bids[bid], bid_on_site(site.definition, bids[bid])).items():
            costs.append(BidCost(bid, name, quality, city_cost(city, terms, quality), missing))
    return Advice(found, tuple(costs), tender.definition.currency, tuple(notes))


def advice_in_words(advice: Advice) -> str:
    """Flags, questions and costs, for the command line."""
    return "\n".join(printable(line) for line in _lines(advice))


def _lines(advice: Advice) -> Iterator[str]:
    for flag in advice.plausibility.flags:
        yield f"{MARK[flag.level]} {flag.bid} {flag.check}: {flag.stated}"
        yield from textwrap.wrap(flag.reason, 96, initial_indent=INDENT, subsequent_indent=INDENT)
    count = len(advice.plausibility.questions)
    yield f"{count} question(s) to ask; flags never score."
    if advice.costs:
        yield f"Cost to the city, present value in million {advice.currency}:"
        heads = ("fees", "grant", "untreated", "residues", "power", "damages", "total")
        yield f"{'':14}" + "".join(f"{head:>11}" for head in heads) + f"{'per t':>9}"
    for one in advice.costs:
        cost = one.cost
        parts = (cost.fees, cost.grant, cost.untreated, cost.residues, cost.power_share,
                 cost.damages, cost.total)  # fmt: skip
        figures = "".join(f"{part / 1e6:>11,.2f}" for part in parts)
        yield f"{one.bid + ' ' + one.case:14}{figures}{cost.per_t:>9,.2f}"
    for bid in dict.fromkeys(one.bid for one in advice.costs if one.not_stated):
        missing = next(one.not_stated for one in advice.costs if one.bid == bid)
        yield f"{bid}: not stated, counted as nothing: {', '.join(missing)}"
    yield from advice.notes
    yield from (f"Assumption: {line}" for line in advice.plausibility.assumptions)
