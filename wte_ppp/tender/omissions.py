"""What is added for comparison alone: items left without a price, deviations that were priced."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from wte_ppp.messages import Message, Text
from wte_ppp.tender.currencies import converted, rate_of
from wte_ppp.tender.evaluated_price import Priced
from wte_ppp.tender.money import money
from wte_ppp.tender.price_steps import PriceStep
from wte_ppp.tender.requirements import Decisions
from wte_ppp.tender.steps import Finding
from wte_ppp.tender.tender import Tender

OMITTED = "omitted_items"


def omissions(
    tender: Tender, priced: Mapping[str, Priced], settled: Decisions
) -> tuple[dict[str, list[PriceStep]], list[Finding]]:
    """Steps by bid for items that it leaves blank, and what puts it out or waits.

    Parameters
    ----------
    tender
        With the rule `procedure.omitted_items`: included in other prices, or the highest or average
        amount of the other bids, or the buyer's estimate, or rejection.
    priced
        Bids that are still in.
    settled
        Decisions on "omitted_items": pass counts the items as included, fail rejects the bid.

    Returns
    -------
    tuple
        Amounts in the tender's currency; a finding for each bid that does not simply go on.
    """
    steps: dict[str, list[PriceStep]] = {bid: [] for bid in priced}
    findings = []
    for bid, price in priced.items():
        decision = settled.get((bid, OMITTED))
        if decision is not None and price.omitted:
            findings.append(Finding(bid, OMITTED, OMITTED, decision.passed, decision.reason))
            if not decision.passed:
                continue
        if tender.procedure.omitted_items == "reject" and price.omitted:
            names = tuple(tender.names.fields.get(field, field) for field in price.omitted)
            reason = Message("left blank: {items}; the rule rejects such a bid", items=names)
            findings.append(Finding(bid, OMITTED, OMITTED, False, reason))
            continue
        for field in price.omitted:
            label = tender.names.fields.get(field, field)
            step = _step(tender, priced, bid, field)
            if step is None and decision is None:
                reason = Message("{item}: left blank; no rule prices it", item=label)
                findings.append(Finding(bid, OMITTED, OMITTED, None, reason))
            elif step is None or decision is not None:
                said: Text = Message("{item}: left blank, included in other prices", item=label)
                if decision is not None:
                    said = Message("{what}: {reason}", what=said, reason=decision.reason)
                steps[bid].append(PriceStep("omission", field, Fraction(0), said))
            else:
                steps[bid].append(step)
    return steps, findings


def _step(tender: Tender, priced: Mapping[str, Priced], bid: str, field: str) -> PriceStep | None:
    """The price of an omitted item by the procedure's rule; None where it cannot be had."""
    rule = tender.procedure.omitted_items
    label, own = tender.names.fields.get(field, field), tender.definition.currency
    if rule == "included":
        said = Message("{item}: left blank, included in other prices by the rule", item=label)
        return PriceStep("omission", field, Fraction(0), said)
    others = [
        amount
        for other, price in priced.items()
        if other != bid and price.figures is not None
        and (amount := converted(tender, price.figures).get(field)) is not None
    ]  # fmt: skip
    estimate = _estimate(tender, field)
    if rule == "highest" and others:
        amount, why = max(others), Message("highest amount of the other bids")
    elif rule == "average" and others:
        amount = sum(others, Fraction(0)) / len(others)
        why = Message("average amount of {count} other bid(s)", count=len(others))
    elif rule == "estimate" and estimate is not None:
        amount, why = estimate, Message("the buyer's estimate")
    else:
        return None
    said = Message(
        "{item}: left blank, {amount} added ({why})",
        item=label, amount=money(amount, own), why=why,
    )  # fmt: skip
    return PriceStep("omission", field, amount, said)


def _estimate(tender: Tender, field: str) -> Fraction | None:
    for schedule in tender.definition.price.schedules.values():
        for key, item in schedule.items.items():
            if schedule.amount_of(key) == field:
                return item.estimate
    return None


def deviations(tender: Tender, price: Priced) -> Iterator[PriceStep]:
    """Deviations of one bid that the committee priced."""
    for deviation in price.figures.rulings.deviations if price.figures else ():
        amount = deviation.amount * rate_of(tender, deviation.currency)
        said = Message(
            "{what}: {amount}",
            what=deviation.what, amount=money(deviation.amount, deviation.currency),
        )  # fmt: skip
        if deviation.reason is not None:
            said = Message("{what}: {reason}", what=said, reason=deviation.reason)
        yield PriceStep("deviation", "", amount, said)
