"""How close a result is, advice and derived weights for the command line."""

from collections.abc import Iterator, Mapping

from wte_ppp.advice.on_case import Advice, parts_of
from wte_ppp.blocks import Block, Bullets, Column, Number, Paragraph, Table, Words
from wte_ppp.chapters.tender_advice import COSTS, MILLION
from wte_ppp.chapters.tender_flips import DRAWS, flip_screen
from wte_ppp.chapters.tender_words import said
from wte_ppp.messages import Message, mark
from wte_ppp.tender.acceptability import Acceptability
from wte_ppp.tender.judgements import Weighted
from wte_ppp.tender.names import id_in_words
from wte_ppp.tender.robustness import Robustness

SIGNS = {"impossible": "!!", "explain": "? ", "fits": "ok", "not checked": "- "}
Blocks = tuple[Block, ...]
NO_NAMES: Mapping[str, Words] = {}


def robustness_screen(result: Robustness, names: Mapping[str, Words] = NO_NAMES) -> Blocks:
    """Switching weights, rank acceptability, bids and evaluators left out."""
    return tuple(_robustness(result, names))


def _robustness(result: Robustness, names: Mapping[str, Words]) -> Iterator[Block]:
    yield Paragraph(Message("Winner: {bid}", bid=result.winner or Message("none")))
    yield from flip_screen(result.flips, result.admitted)
    if result.switches:
        yield Paragraph(
            Message(
                "Weight at which another bid draws level, the others keeping their proportions:"
            )
        )
        yield Bullets(
            tuple(
                Message(
                    "{criterion}: {weight:max4} %; no weight changes the winner",
                    criterion=_criterion(names, switch.criterion), weight=100 * switch.weight,
                )
                if switch.at is None
                else Message(
                    "{criterion}: {weight:max4} % -> {at:max4} % ({rival})",
                    criterion=_criterion(names, switch.criterion), weight=100 * switch.weight,
                    at=100 * switch.at,
                    rival=switch.rival or "",
                )
                for switch in result.switches
            )
        )  # fmt: skip
    around = Message(
        "Share of simulations in which a bid is first, weights within 20 % of the published:"
    )
    anywhere = Message("Share of simulations in which a bid is first, any weights at all:")
    for sentence, shares in ((around, result.around), (anywhere, result.anywhere)):
        if shares is not None:
            yield Paragraph(sentence)
            yield Bullets(first_shares(shares))
    if result.around is not None:
        yield Paragraph(DRAWS)
    for left in (*result.bids, *result.evaluators):
        first = left.winner or Message("none")
        if left.why is None:
            line = Message(
                "Without {who}: same order, first {first}", who=left.without, first=first
            )
        else:
            line = Message(
                "Without {who}: order changes, first {first}: {why}",
                who=left.without, first=first, why=left.why,
            )  # fmt: skip
        yield Paragraph(line)
    yield Paragraph(Message("This is information beside the award; it changes no score."))


def _criterion(names: Mapping[str, Words], key: str) -> Words:
    return Message("Price") if key == "price" else names.get(key, id_in_words(key))


def first_shares(shares: Acceptability) -> tuple[Message, ...]:
    """Share of simulations in which each bid is first."""
    return tuple(
        Message("{bid}: {percent:.2f} %", bid=bid, percent=100 * float(row[0]))
        for bid, row in zip(shares.bids, shares.ranks, strict=True)
    )


def advice_screen(advice: Advice) -> Blocks:
    """Flags, questions and costs."""
    return tuple(_advice(advice))


def _advice(advice: Advice) -> Iterator[Block]:
    for flag in advice.plausibility.flags:
        sign = SIGNS[flag.level]
        if flag.stated is None:
            yield Paragraph(
                Message("{sign} {bid} {check}", sign=sign, bid=flag.bid, check=flag.check)
            )
        else:
            yield Paragraph(
                Message(
                    "{sign} {bid} {check}: {stated}",
                    sign=sign, bid=flag.bid, check=flag.check, stated=flag.stated,
                )
            )  # fmt: skip
        yield Bullets((flag.reason,))
    count = len(advice.plausibility.questions)
    yield Paragraph(Message("{count} question(s) to ask; flags never score.", count=count))
    if advice.costs:
        heads = (*COSTS, mark("per t"))
        rows = tuple(
            (
                cost.bid, said(cost.case),
                *(Number(part / MILLION, ",.2f") for part in parts_of(cost.cost)),
                Number(cost.cost.per_t, ",.2f"),
            )
            for cost in advice.costs
        )  # fmt: skip
        columns = (Column(), Column(), *(Column(Message(head), numbers=True) for head in heads))
        title = Message(
            "Cost to the city, present value in million {currency}:", currency=advice.currency
        )
        yield Table(columns, rows, title)
    for bid in dict.fromkeys(cost.bid for cost in advice.costs if cost.not_stated):
        missing = next(cost.not_stated for cost in advice.costs if cost.bid == bid)
        yield Paragraph(
            Message("{bid}: not stated, counted as nothing: {fields}", bid=bid, fields=missing)
        )
    yield from (Paragraph(note) for note in advice.notes)
    for line in advice.plausibility.assumptions:
        yield Paragraph(Message("Assumption: {line}", line=line))


def weights_screen(weighted: Weighted) -> Blocks:
    """Weights in percent and whether the judgements hold together."""
    return tuple(Paragraph(text) for text in _weights(weighted))


def _weights(weighted: Weighted) -> Iterator[Message]:
    for name, weight in weighted.weights.items():
        yield Message("{criterion}: {percent:.2f} %", criterion=name, percent=100 * weight)
    yield from _consistency(weighted, "")
    for name, group in weighted.groups.items():
        for criterion, share in group.weights.items():
            yield Message(
                "{group}: {criterion} has {percent:.2f} % of the group",
                group=name, criterion=criterion, percent=100 * share,
            )  # fmt: skip
        yield from _consistency(group, name)
    yield Message(
        "Put the weights into tender.yaml before the case is opened; then they are fixed."
    )


def _consistency(weighted: Weighted, group: str) -> Iterator[Message]:
    for pair, times in weighted.completed.items():
        yield Message(
            "{pair} was not judged; {times:.4f} contradicts the other judgements least",
            pair=pair, times=times,
        )  # fmt: skip
    ratio, limit = weighted.result.ratio, weighted.result.limit
    line = Message(
        "Consistency ratio {ratio:.4f}, limit {limit:max6}: NOT consistent: judge again",
        ratio=ratio, limit=limit,
    )  # fmt: skip
    if weighted.result.consistent:
        line = Message(
            "Consistency ratio {ratio:.4f}, limit {limit:max6}: consistent",
            ratio=ratio, limit=limit,
        )  # fmt: skip
    yield Message("{group}: {line}", group=group, line=line) if group else line
