"""Promises against the model, and the robustness of the ranking, in the evaluation report."""

from collections.abc import Iterator, Mapping

from wte_ppp.advice.on_case import Advice, parts_of
from wte_ppp.blocks import Block, Bullets, Cell, Column, Heading, Number, Paragraph, Table, Words
from wte_ppp.chapters.tender_flips import DRAWS, flips_part
from wte_ppp.chapters.tender_words import said
from wte_ppp.messages import Message, mark
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.names import id_in_words
from wte_ppp.tender.robustness import Robustness

MILLION = 1e6
COSTS = (
    mark("Fees"), mark("Grant"), mark("Untreated"), mark("Residues"), mark("Power"),
    mark("Damages"), mark("Total"),
)  # fmt: skip
CHECKS: Mapping[str, str] = {
    "net_energy": mark("Net energy"),
    "reference_lhv": mark("Reference heating value"),
    "net_efficiency": mark("Net efficiency"),
    "gross_less_own_use": mark("Gross power less parasitic load"),
    "lines_make_the_capacity": mark("Capacity of the lines"),
    "availability": mark("Availability"),
    "availability_record": mark("Availability of reference plants"),
    "price": mark("Price"),
    "construction_price": mark("Construction price"),
    "viability": mark("Viability"),
    "operating_cost": mark("Operating cost"),
}
EMISSION = "emission_"


def check_name(check: str) -> Words:
    """What a check of a promise is called."""
    if check.startswith(EMISSION):
        return Message("Emission of {pollutant}", pollutant=check.removeprefix(EMISSION))
    return Message(CHECKS[check]) if check in CHECKS else id_in_words(check)


def advice_chapter(advice: Advice) -> Iterator[Block]:
    """Flags, and what each bid costs the city."""
    yield Heading(Message("Promises against the plant and finance model"))
    yield Paragraph(Message("Nothing here scores. A flag opens a question to the bidder."))
    flags = advice.plausibility.flags
    rows = tuple(
        (flag.bid, check_name(flag.check), said(flag.level), flag.stated or "", flag.reason)
        for flag in flags
        if flag.level != "fits"
    )
    columns = (
        Column(Message("Bid"), 6),
        Column(Message("Check"), 20),
        Column("", 14),
        Column(Message("Stated"), 26),
        Column(Message("What the model says"), 50),
    )
    yield Table(columns, rows, name="flags", size="small")
    fits = sum(flag.level == "fits" for flag in flags)
    yield Paragraph(Message("{count} further promises are plausible.", count=fits), "note")
    if advice.costs:
        yield _costs(advice)
    yield Bullets((*advice.notes, *advice.plausibility.assumptions))


def _costs(advice: Advice) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            cost.bid,
            said(cost.case),
            *(Number(part / MILLION, ",.2f") for part in parts_of(cost.cost)),
            Number(cost.cost.per_t, ",.2f"),
        )
        for cost in advice.costs
    ]
    columns = (
        Column(Message("Bid"), 6),
        Column(Message("Quality"), 12),
        *(Column(Message(head), 10.5, numbers=True) for head in COSTS),
        Column(Message("per t"), 9, numbers=True),
    )
    note = Message(
        "Present value in million {currency}; the last column per tonne.",
        currency=advice.currency,
    )  # fmt: skip
    title = Message("What each bid costs the city")
    return Table(columns, tuple(rows), title, note, "cost-to-the-city", "small")


def robustness_chapter(evaluation: Evaluation, robust: Robustness) -> Iterator[Block]:
    """Weights at which the order turns, shares of first ranks, bids and evaluators left out."""
    yield Heading(Message("Robustness of the ranking"))
    yield from flips_part(robust.flips, robust.admitted)
    names = evaluation.tender.names.criteria
    rows = tuple(
        (
            names.get(switch.criterion, Message("Price")),
            Number(100 * switch.weight, "max2"),
            None if switch.at is None else Number(100 * switch.at, "max2"),
            switch.rival or Message("none"),
        )
        for switch in robust.switches
    )
    if rows:
        columns = (
            Column(Message("Criterion"), 50),
            Column(Message("Weight, %"), 14, numbers=True),
            Column(Message("Level at, %"), 16, numbers=True),
            Column(Message("Rival"), 14),
        )
        title = Message("Weight at which another bid draws level, the others in proportion")
        yield Table(columns, rows, title, name="switching-weights")
    sentences = (
        mark("Weights within 20 % of the published, {count:,} simulations; first: {first}."),
        mark("Any weights, {count:,} simulations; first: {first}."),
    )
    for sentence, shares in zip(sentences, (robust.around, robust.anywhere), strict=True):
        if shares is not None:
            first = tuple(
                Message("{bid} {percent:.2f} %", bid=bid, percent=100 * float(row[0]))
                for bid, row in zip(shares.bids, shares.ranks, strict=True)
            )
            yield Paragraph(Message(sentence, count=shares.draws, first=first))
    if robust.around is not None:
        yield Paragraph(DRAWS)
    for left in (*robust.bids, *robust.evaluators):
        if left.why is None:
            yield Paragraph(Message("Without {who}: the same order.", who=left.without))
        else:
            yield Paragraph(
                Message("Without {who}: the order changes ({why}).", who=left.without, why=left.why)
            )
    yield Paragraph(Message("This is information beside the award; it changes no score."), "note")
