"""Preference of domestic bidders and on other grounds: who has it, and what it makes of a price."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from wte_ppp.messages import Message, Text
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.exact import exact
from wte_ppp.tender.requirements import Decisions
from wte_ppp.tender.steps import Finding
from wte_ppp.tender.tender import Tender

DOMESTIC = "domestic"
STEP = "eligibility"


@dataclass(frozen=True)
class Preferred:
    """The preference of one bid: whether it is domestic, and the percentage that it has.

    `domestic` is None where nobody said so and nothing turns on it.
    """

    domestic: bool | None
    percent: Fraction


def preference_findings(
    tender: Tender, bid: str, envelope: Bid, decisions: Decisions
) -> Iterator[Finding]:
    """Who has a preference, as the bid states it or the committee decided.

    Nobody is out by it; what is not stated waits for a decision and is no "no".
    """
    for ground in grounds(tender):
        answer = _stated(tender, bid, envelope, ground, decisions)
        field = _field(tender, ground)
        name = tender.names.fields.get(field, field) if field else Message("domestic bidder")
        decision = decisions.get((bid, ground))
        if decision is not None:
            # The committee has looked into what the bidder says of itself.
            yield Finding(bid, STEP, ground, True, decision.reason)
        elif answer is None:
            reason: Text = Message("{name}: not stated; it must be decided", name=name)
            yield Finding(bid, STEP, ground, None, reason)
        else:
            word = Message("yes") if answer else Message("no")
            reason = Message("{name}: {answer}", name=name, answer=word)
            yield Finding(bid, STEP, ground, True, reason)


def grounds(tender: Tender) -> tuple[str, ...]:
    """Ids of the grounds that count in a tender, as decisions name them."""
    price = tender.definition.price
    domestic = bool(price.domestic_field) or price.domestic_decided
    return (*((DOMESTIC,) if domestic else ()), *price.preferences)


def preferred(tender: Tender, bid: str, envelope: Bid, decisions: Decisions) -> Preferred:
    """Preference of a bid: the highest of its grounds, never their sum."""
    own = exact(tender.procedure.domestic_preference_percent or 0)
    domestic: bool | None = None
    percents = [Fraction(0)]
    for ground in grounds(tender):
        holds = _stated(tender, bid, envelope, ground, decisions)
        if ground == DOMESTIC:
            domestic = holds
        if holds:
            more = tender.definition.price.preferences
            percents.append(more[ground].percent if ground in more else own)
    return Preferred(domestic, max(percents))


def compared(
    tender: Tender, prices: Mapping[str, Fraction], preferences: Mapping[str, Preferred]
) -> dict[str, Fraction]:
    """Prices as they are compared, with the preference.

    Parameters
    ----------
    tender
        Whose rule says how a preference counts. others_raised: a bid with less than the highest
        preference is raised by what it lacks, in percent of its own price. own_reduced: each bid is
        reduced by its own percentage. total_raised: prices stay; the total is raised.
    prices
        Evaluated prices, adders included.
    preferences
        By bid.

    Returns
    -------
    dict[str, Fraction]
        In the tender's currency; what the buyer pays is the price, not this.

    References
    ----------
    World Bank, Procurement Regulations (2025), paragraphs 5.52 and 5.53: the margin is added to the
    evaluated price of bids without preference. Decree 243/2025/ND-CP of Viet Nam, article 30(3):
    the own price is reduced, for ranking only.
    """
    how = tender.procedure.domestic_preference_how
    most = max((preference.percent for preference in preferences.values()), default=Fraction(0))
    if how == "total_raised" or not most:
        return dict(prices)
    if how == "own_reduced":
        return {bid: price - abs(price) * preferences[bid].percent / 100
                for bid, price in prices.items()}  # fmt: skip
    return {bid: price + abs(price) * (most - preferences[bid].percent) / 100
            for bid, price in prices.items()}  # fmt: skip


def total_with(tender: Tender, total: Fraction, preference: Preferred) -> Fraction:
    """A total score with the preference, where that is how it counts."""
    if tender.procedure.domestic_preference_how != "total_raised":
        return total
    return total * (1 + preference.percent / 100)


def _stated(
    tender: Tender, bid: str, envelope: Bid, ground: str, decisions: Decisions
) -> bool | None:
    decision = decisions.get((bid, ground))
    if decision is not None:
        return decision.passed
    answer = envelope.answers.get(_field(tender, ground))
    return answer if isinstance(answer, bool) else None


def _field(tender: Tender, ground: str) -> str:
    price = tender.definition.price
    more = price.preferences.get(ground)
    return price.domestic_field if more is None else more.field
