"""Where a bid that is out would rank if it were admitted: said beside the award, never an award."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.award import LOW_PRICE, Award
from wte_ppp.tender.rerun import Inputs, with_procedure
from wte_ppp.tender.steps import Decision, Finding
from wte_ppp.tender.technical import Technical, TechnicalScore


@dataclass(frozen=True)
class Admitted:
    """A bid that is out, by which finding, and its place if it were in.

    `rank` is None where the record does not hold what a rank needs; `words` say what is lacking.
    `points` are its technical points, None where they are not known either.
    """

    bid: str
    out_by: Finding
    words: Message
    rank: int | None = None
    points: Fraction | None = None


def admitted(inputs: Inputs) -> tuple[Admitted, ...]:
    """Every bid that was put out, as if it alone were admitted, in the order of ids."""
    technical = inputs.technical()
    base = inputs.award(technical)
    out: dict[str, Finding] = {}
    for finding in (*technical.findings, *base.findings):
        if finding.passed is False and finding.bid not in inputs.gone:
            out.setdefault(finding.bid, finding)
    return tuple(_admitted(inputs, bid, out[bid]) for bid in sorted(out))


def _admitted(inputs: Inputs, bid: str, out_by: Finding) -> Admitted:
    tender = inputs.tender
    asked = replace(inputs, admitted=frozenset({bid}))
    technical = asked.technical()
    score = technical.scores.get(bid)
    lacking = [*_not_scored(asked, technical, bid, score)]
    if lacking:
        words = Message(
            "{bid}: not known where it would rank: {lacking:; }", bid=bid, lacking=tuple(lacking)
        )
        return Admitted(bid, out_by, words)
    points = score.points if score is not None else None
    price = inputs.prices.get(bid)
    if price is None:
        words = Message(
            "{bid}: would have {points:max3} of {whole:max6} technical points; its price was not "
            "opened, so its rank is not known",
            bid=bid, points=points or Fraction(0), whole=tender.definition.technical_points,
        )  # fmt: skip
        return Admitted(bid, out_by, words, points=points)
    if price.open:
        words = Message(
            "{bid}: not known where it would rank: its envelopes are incomplete", bid=bid
        )
        return Admitted(bid, out_by, words, points=points)
    result = _ranked(asked, technical, bid)
    rank = next((placed.rank for placed in result.ranked if placed.bid == bid), None)
    if rank is None:
        words = Message(
            "{bid}: not known where it would rank: it has no price that counts", bid=bid
        )
        return Admitted(bid, out_by, words, points=points)
    words = Message(
        "{bid}: would rank {rank} of {count} if admitted",
        bid=bid, rank=rank, count=len(result.ranked),
    )  # fmt: skip
    return Admitted(bid, out_by, words, rank, points)


def _not_scored(
    inputs: Inputs, technical: Technical, bid: str, score: TechnicalScore | None
) -> Iterator[Message]:
    names = inputs.tender.names
    if inputs.bids[bid].open:
        yield Message("its technical envelope is incomplete")
    waiting = tuple(
        names.criteria[leaf.id]
        for leaf in inputs.tender.leaves
        if leaf.judged and (bid, leaf.id) not in technical.judged
    )
    if waiting:
        yield Message("the panel gave no marks on {criteria}", criteria=waiting)
    if score is None and inputs.tender.leaves:
        yield Message("it has no technical score")


def _ranked(inputs: Inputs, technical: Technical, bid: str) -> Award:
    """The ranking with a bid that a decision or the ceiling put out."""
    pardon = Decision(True, Quoted("", ""))
    decisions = {**inputs.decisions, (bid, LOW_PRICE): pardon}
    asked = replace(inputs, decisions=decisions)
    if any(finding.bid == bid and finding.passed is False
           for finding in asked.award(technical).findings):  # fmt: skip
        others = tuple(other for other in technical.passed if other == bid or other in {
            placed.bid for placed in asked.award(technical).ranked})  # fmt: skip
        asked = with_procedure(asked, price_ceiling="none")
        technical = replace(technical, passed=others)
    return asked.award(technical)
