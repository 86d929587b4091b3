"""Promises against the model, and how firm the result is, in the evaluation report."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from wte_ppp.advice.city_cost import CityCost
from wte_ppp.advice.on_case import Advice
from wte_ppp.chapters.tender_words import exactly, in_words
from wte_ppp.print.language import mark
from wte_ppp.print.layout import BODY, H2, NOTE, Paper, gap
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.robustness import Robustness

MILLION = 1e6
COSTS = (
    mark("Fees"), mark("Grant"), mark("Untreated"), mark("Residues"), mark("Power"),
    mark("Damages"), mark("Total"), mark("per t"),
)  # fmt: skip


def advice_section(paper: Paper, advice: Advice) -> Iterator[Flowable]:
    """Flags, and what each bid costs the city."""
    say = paper.say
    yield from paper.heading(say("Promises against the plant and finance model"))
    text = say("Nothing here scores. A flag opens a question to the bidder.")
    yield paper.para(text, BODY)
    flags = advice.plausibility.flags
    rows = [
        [one.bid, in_words(paper, one.check), paper.told(one.level), one.stated,
         paper.told(one.reason)]
        for one in flags
        if one.level != "fits"
    ]  # fmt: skip
    fits = sum(one.level == "fits" for one in flags)
    heads = (say("Bid"), say("Check"), "", say("Stated"), say("What the model says"))
    yield paper.grid(heads, rows, (6, 20, 14, 26, 50), size=7)
    yield gap(3)
    yield paper.para(say("{count} further promises fit.", count=fits), NOTE)
    if advice.costs:
        yield from paper.heading(say("What each bid costs the city"), H2)
        rows = [
            [one.bid, paper.told(one.case),
             *(paper.fixed(part / MILLION, 2) for part in _parts(one.cost)),
             paper.fixed(one.cost.per_t, 2)]
            for one in advice.costs
        ]  # fmt: skip
        head = (say("Bid"), say("Quality"), *(say(one) for one in COSTS))
        widths = (6, 12, 10, 10, 11, 10, 10, 11, 10, 9)
        yield paper.grid(head, rows, widths, tuple(range(2, 10)), size=7)
        yield gap(3)
        text = say(
            "Present value in million {currency}; the last column per tonne.",
            currency=advice.currency,
        )
        yield paper.para(text, NOTE)
    for line in (*advice.notes, *advice.plausibility.assumptions):
        yield paper.para(f"- {paper.told(line)}", NOTE)


def _parts(cost: CityCost) -> tuple[float, ...]:
    return (cost.fees, cost.grant, cost.untreated, cost.residues, cost.power_share, cost.damages,
            cost.total)  # fmt: skip


def robustness_section(
    paper: Paper, evaluation: Evaluation, robust: Robustness
) -> Iterator[Flowable]:
    """Weights at which the order turns, shares of first ranks, bids and evaluators left out."""
    say = paper.say
    yield from paper.heading(say("How firm the result is"))
    names = {leaf.id: leaf.criterion.name or leaf.id for leaf in evaluation.tender.leaves}
    rows = [
        [names.get(one.criterion, say("Price")), exactly(paper, 100 * one.weight, 2),
         "-" if one.at is None else exactly(paper, 100 * one.at, 2), one.rival or say("none")]
        for one in robust.switches
    ]  # fmt: skip
    if rows:
        text = say("The weight at which another bid draws level, the others in proportion:")
        yield paper.para(text, BODY)
        heads = (say("Criterion"), say("Weight, %"), say("Level at, %"), say("Rival"))
        yield paper.grid(heads, rows, (50, 14, 16, 14), (1, 2))
        yield gap()
    for title, found in (
        (mark("Weights within 20 % of the published, {draws} draws; first: {first}."),
         robust.around),
        (mark("Any weights, {draws} draws; first: {first}."), robust.anywhere),
    ):  # fmt: skip
        if found is not None:
            first = ", ".join(
                f"{bid} {paper.fixed(100 * float(row[0]), 2)} %"
                for bid, row in zip(found.bids, found.ranks, strict=True)
            )
            draws = paper.fixed(found.draws, 0)
            yield paper.para(say(title, draws=draws, first=first), BODY)
    for left in (*robust.bids, *robust.evaluators):
        text = say(
            mark("Without {who}: the order changes")
            if left.changed
            else mark("Without {who}: the same order"),
            who=left.without,
        )
        why = f" ({paper.told(left.why)})" if left.why else ""
        yield paper.para(f"{text}{why}.", BODY)
    text = say("This is information beside the award; it changes no score.")
    yield paper.para(text, NOTE)
