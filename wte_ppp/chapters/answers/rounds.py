"""Answers on a further round of prices: each round's prices, and what they changed."""

from collections.abc import Iterator

from wte_ppp.blocks import Block, Bullets, Cell, Column, Number, Paragraph, Table, Words
from wte_ppp.chapters.answers.asked import OTHERS, Asked, closed
from wte_ppp.chapters.tender_words import has_total, score
from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.award import Award, RoundPrice
from wte_ppp.tender.moments import in_words as moment_words
from wte_ppp.tender.price_rounds import PriceRound, price_rounds

MONEY = ",.2f"


def price_round(asked: Asked) -> Iterator[Block]:
    """Of each round: whom it was held with, prices before and in it, and ranks before and after."""
    yield from closed(asked)
    if asked.evaluation is None:
        return
    rounds = price_rounds(asked.case.progress.events)
    if not rounds:
        yield Paragraph(Message("No price round was held: the prices of the opening count."))
        return
    for place, held in enumerate(rounds):
        yield Bullets(tuple(_course(asked, held)), "body")
        if held.closed is None:
            continue
        case, following = asked.case, rounds[place + 1 : place + 2]
        before = case.as_of(case.progress.events[held.opened.seq - 2])
        earlier, after = before.result(before.lots()), asked.evaluation.award
        if following:
            then = case.as_of(case.progress.events[following[0].opened.seq - 2])
            after = then.result(then.lots())
        yield _changes(asked, earlier, after)
    yield Paragraph(OTHERS, "note")


def _course(asked: Asked, held: PriceRound) -> Iterator[Message]:
    """Who was asked, when and why, what came, and when it was opened."""
    data = held.opened.data
    with_whom = Message("best and final offers of all bids that are in")
    if held.kind == "best_ranked":
        with_whom = Message("negotiation with the best ranked bid; the ranking stays as it is")
    yield Message(
        "Price round, {kind}: asked of {bids} on {at}, due by {deadline} ({reason})",
        kind=with_whom, bids=tuple(data["bids"]), at=moment_words(held.opened.at),
        deadline=moment_words(data["deadline"]), reason=Quoted(data["reason"], held.opened.by),
    )  # fmt: skip
    last = held.closed.seq if held.closed is not None else len(asked.case.progress.events)
    for event in asked.case.progress.all("price_round_received"):
        if not held.opened.seq < event.seq <= last:
            continue
        late = Message("{bid}: price received on {at}, late: it stays unread",
                       bid=event.data["bid"], at=moment_words(event.at))  # fmt: skip
        in_time = Message("{bid}: price received on {at}",
                          bid=event.data["bid"], at=moment_words(event.at))  # fmt: skip
        yield late if event.data["late"] else in_time
    if held.closed is None:
        yield Message("The round is open: nothing of it is read yet.")
    else:
        yield Message("Opened on {at} by {by}", at=moment_words(held.closed.at), by=held.closed.by)


def _changes(asked: Asked, before: Award, after: Award) -> Table:
    """Each ranked bid's price, points and rank before the round and after it."""
    procedure, currency = asked.case.tender.procedure, asked.case.tender.definition.currency
    first = {placed.bid: placed for placed in before.ranked}
    offered = {price.bid: price for price in after.rounds}
    points, total = procedure.combination == "weighted_sum", has_total(procedure)
    rows: list[tuple[Cell, ...]] = []
    for placed in after.ranked:
        earlier, offer = first.get(placed.bid), offered.get(placed.bid)
        row: list[Cell] = [
            placed.bid, Number(earlier.price if earlier else None, MONEY), _offer(offer)
        ]  # fmt: skip
        row += [Number(placed.price, MONEY), _state(offer)]
        if points:
            row += [score(procedure, earlier.price_points) if earlier else None,
                    score(procedure, placed.price_points)]  # fmt: skip
        if total:
            row += [
                score(procedure, earlier.total) if earlier else None,
                score(procedure, placed.total),
            ]
        rows.append((*row, earlier.rank if earlier else None, placed.rank))
    columns = [
        Column(Message("Bid"), 7),
        Column(Message("Price before, {currency}", currency=currency), 16, numbers=True),
        Column(Message("In the round"), 16, numbers=True),
        Column(Message("Ranked on"), 16, numbers=True),
        Column(Message("What counts"), 22),
    ]
    if points:
        columns += [Column(Message("Price points before"), 9, numbers=True),
                    Column(Message("now"), 9, numbers=True)]  # fmt: skip
    if total:
        columns += [Column(Message("Total before"), 9, numbers=True),
                    Column(Message("now"), 9, numbers=True)]  # fmt: skip
    columns += [Column(Message("Rank before"), 7, numbers=True),
                Column(Message("now"), 6, numbers=True)]  # fmt: skip
    return Table(tuple(columns), tuple(rows), name="price-round", size="small")


def _offer(offer: RoundPrice | None) -> Cell:
    if offer is None:
        return None
    return Message("not computed") if offer.now is None else Number(offer.now, MONEY)


def _state(offer: RoundPrice | None) -> Words:
    if offer is None:
        return Message("no price in the round; the earlier one stands")
    if offer.kind == "best_ranked" and offer.counts:
        return Message("agreed price of the contract; ranked on the earlier one")
    if offer.counts:
        return Message("the price of the round")
    return Message("the earlier price")
