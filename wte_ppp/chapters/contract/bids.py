"""Bids under the tender's own contract, side by side."""

from collections.abc import Iterator

import numpy as np

from wte_ppp.advice.bid_contract import UnderContract
from wte_ppp.advice.contract_run import ContractRun
from wte_ppp.blocks import Block, Bullets, Cell, Column, Document, Heading, Paragraph, Table
from wte_ppp.chapters.contract.figures import cell, title_of
from wte_ppp.chapters.contract.terms import CONTRACT, term_name
from wte_ppp.contract.reading import Contract
from wte_ppp.messages import Message, Quoted

MILLION = 1e6


def bids_document(
    contract: Contract, bids: tuple[UnderContract, ...], prices_open: bool = True
) -> Document:
    """What the city pays and receives with each bid, and what no bid states."""
    return Document(
        Quoted(contract.definition.name, CONTRACT),
        tuple(_blocks(contract, bids, prices_open)),
        Message("Bids under the contract"),
    )


def _blocks(
    contract: Contract, bids: tuple[UnderContract, ...], prices_open: bool
) -> Iterator[Block]:
    yield Paragraph(Message("Bids under the contract"), "title")
    runs = [(one.bid, one.run) for one in bids if one.run is not None]
    if runs:
        first = runs[0][1]
        yield Paragraph(
            Message(
                "Each bid's plant on the site, under the contract that it would sign: {draws:,} "
                "histories of {years} years by month, the same chances for all, seed {seed}. All "
                "money is nominal, in million {currency} over the contract; medians.",
                draws=first.draws, years=first.years, seed=first.seed,
                currency=contract.definition.currency,
            )
        )  # fmt: skip
        yield _table(runs)
        yield Heading(Message("Damages and deductions by term"), 2)
        yield _by_term(runs)
    if not prices_open:
        yield Paragraph(
            Message("Price envelopes are closed: prices that the draft leaves open are not known.")
        )
    open_ = [(one.bid, one.contract.unknown()) for one in bids]
    lacking = [
        Message(
            "{bid}: {term}: {value}",
            bid=bid, term=term_name(place.rpartition(".")[0]), value=term_name(place),
        )
        for bid, places in open_
        for place in places
    ]  # fmt: skip
    if lacking:
        yield Heading(Message("Not stated by contract or bid, with all that hangs on it"), 2)
        yield Bullets(tuple(lacking))
    for one in bids:
        if one.fault is not None:
            yield Heading(Message("{bid} could not be run", bid=one.bid), 2)
            yield Bullets(tuple(str(problem) for problem in one.fault.problems))


def _table(runs: list[tuple[str, ContractRun]]) -> Table:
    columns = (
        Column(Message("Bid"), 10),
        Column(Message("City pays"), 15, numbers=True),
        Column(Message("Receives for bad performance"), 18, numbers=True),
        Column(Message("Net charge"), 15, numbers=True),
        Column(Message("Received, % of the loss"), 18, numbers=True),
        Column(Message("Years in which a cap binds, %"), 24, numbers=True),
    )
    return Table(columns, tuple(_row(bid, run) for bid, run in runs), name="bids_under_contract")


def _row(bid: str, run: ContractRun) -> tuple[Cell, ...]:
    def median(name: str) -> Cell:
        return cell(run.totals[name].p50 / MILLION) if name in run.totals else None

    return (
        bid,
        median("paid"),
        median("received"),
        median("charge"),
        cell(run.whole.covered_percent.p50),
        cell(np.max([row.years_percent for row in run.caps])),
    )


def _by_term(runs: list[tuple[str, ContractRun]]) -> Table:
    names = [name for name in runs[0][1].totals if name.startswith(("deduction.", "damages."))]
    columns = (
        Column(Message("Term of the contract"), 34),
        *(Column(bid, 13, numbers=True) for bid, _ in runs),
    )
    rows = tuple(
        (title_of(name), *(cell(run.totals[name].p50 / MILLION) for _, run in runs))
        for name in names
    )
    return Table(columns, rows, name="damages_of_bids")
