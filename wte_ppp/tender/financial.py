"""Criteria of the price envelope: scored beside the price once prices are open."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.currencies import converted
from wte_ppp.tender.definition.criteria import Criterion
from wte_ppp.tender.names import BY, id_in_words
from wte_ppp.tender.requirements import measured, yes_or_no
from wte_ppp.tender.steps import Mark
from wte_ppp.tender.tender import Tender


def financial_marks(tender: Tender, envelopes: Mapping[str, Bid]) -> dict[str, tuple[Mark, ...]]:
    """Marks of each bid on the criteria beside the price, in points of the price part's 100.

    Parameters
    ----------
    tender
        Whose price part has criteria of its own; without any there are no marks.
    envelopes
        Price envelopes of the bids that are compared; relative shapes look at these alone.

    Returns
    -------
    dict[str, tuple[Mark, ...]]
        By bid, in the order of the file. What the form let a bidder leave out earns nothing.
    """
    numbers = {bid: converted(tender, envelope) for bid, envelope in envelopes.items()}
    return {
        bid: tuple(
            _mark(tender, bid, key, criterion, envelope, numbers)
            for key, criterion in tender.definition.price.criteria.items()
        )
        for bid, envelope in envelopes.items()
    }


def taken_by_zero(tender: Tender, marks: Mapping[str, tuple[Mark, ...]]) -> Iterator[Message]:
    """Criteria on which a bid of nothing leaves all others without points, as a ratio does."""
    for at, (key, criterion) in enumerate(tender.definition.price.criteria.items()):
        values = {bid: row[at].value for bid, row in marks.items()}
        free = tuple(bid for bid, value in values.items() if value == 0)
        by_ratio = criterion.scoring is not None and criterion.scoring.name == "ratio"
        if by_ratio and criterion.better == "lower" and 0 < len(free) < len(values):
            yield Message(
                "{criterion}: {bids} at 0, and a ratio to that leaves every other bid no points",
                criterion=Quoted(criterion.name, BY) if criterion.name else id_in_words(key),
                bids=free,
            )  # fmt: skip


def share_with(tender: Tender, of_price: Fraction, marks: tuple[Mark, ...]) -> Fraction:
    """Share of the price points: the price's own by its weight, and the criteria beside it.

    Examples
    --------
    A price weight of 60 with a share of 1/2, and 40 points of which 30 are earned: 30 + 30 of 100.
    """
    if not marks:
        return of_price
    own = tender.definition.price.weight * of_price
    return (own + sum((mark.points for mark in marks), Fraction(0))) / 100


def _mark(
    tender: Tender, bid: str, key: str, criterion: Criterion, envelope: Bid,
    numbers: Mapping[str, Mapping[str, Fraction]],
) -> Mark:  # fmt: skip
    shape, field, better = criterion.scoring, criterion.field, criterion.better
    assert shape is not None  # held when the tender was read
    others = [row[field] for row in numbers.values() if field in row]
    value: Fraction | None = numbers[bid].get(field)
    promised: Message | None = None
    share, how = Fraction(0), Message("not stated")
    if shape.scored == "yes_no":
        answer = envelope.answers.get(field)
        share, value = Fraction(answer is True), None
        if answer is not None:
            promised, how = yes_or_no(answer), shape.how(share, others, better)
    elif value is not None:
        share, how = shape.share(value, others, better), shape.how(value, others, better)
        promised = measured(value, tender.names.field_units.get(field, ""))
    return Mark(bid, key, promised, share, share * criterion.weight, criterion.weight, how, value)
