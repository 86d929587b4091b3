"""A run year by year, and what an early end or the handback would bring."""

from collections.abc import Iterator

import numpy as np

from wte_ppp.advice.contract_run import ContractRun
from wte_ppp.blocks import Block, Cell, Column, Heading, Lines, Paragraph, Series, Table
from wte_ppp.chapters.contract.figures import (
    MILLION,
    cell,
    in_millions,
    money_unit,
    spread_columns,
)
from wte_ppp.chapters.contract.terms import term_name
from wte_ppp.chapters.outcome_tables import defined
from wte_ppp.messages import Message

SERIES = {
    "charge": Message("Net charge"),
    "received": Message("City receives for bad performance"),
    "loss": Message("Loss of the city"),
}
HANDBACK = {
    "cost": Message("Works at handback, with supervision"),
    "from_retention": Message("Paid from the retention"),
    "given_back": Message("Retention given back"),
    "owed": Message("Still owed by the operator"),
}


def years(run: ContractRun) -> Iterator[Block]:
    """Net charge, what the city receives and its loss by year."""
    yield Heading(Message("Year by year"), 2)
    charge = run.by_year["charge"]
    if np.all(np.isfinite(charge.mean)):
        yield Lines(
            "contract-charge",
            SERIES["charge"],
            money_unit(run),
            Message("Lines by year: P5, median and P95 of the histories."),
            tuple(run.first_year + year for year in range(run.years)),
            tuple(
                Series(level, tuple(float(value) / MILLION for value in values))
                for level, values in (("P5", charge.p5), ("P50", charge.p50), ("P95", charge.p95))
            ),
        )
    rows = tuple(
        (
            run.first_year + year,
            *(
                cell(getattr(run.by_year[name], level)[year], MILLION)
                for name in SERIES
                for level in ("p5", "p50", "p95")
            ),
        )
        for year in range(run.years)
    )
    columns = (
        Column(Message("Year"), 8, numbers=True),
        *(
            Column(
                Message("{what}, {level}", what=label, level=level), 10, numbers=True,
                name=f"{name}_{level.lower()}",
            )
            for name, label in SERIES.items()
            for level in ("P5", "P50", "P95")
        ),
    )  # fmt: skip
    note = Message("In {unit}.", unit=money_unit(run))
    yield Table(columns, rows, name="contract_years", size="tiny", note=note)


def every_series(run: ContractRun) -> Table:
    """Every series by year, for readers of data."""
    rows: list[tuple[Cell, ...]] = []
    for name, found in run.by_year.items():
        for year in range(run.years):
            values = (found.p5, found.p50, found.p95, found.mean)
            rows.append((name, run.first_year + year, *(defined(value[year]) for value in values)))
    columns = (
        Column(Message("Series"), 30, name="series"),
        Column(Message("Year"), 10, numbers=True, name="year"),
        *(Column(head, 15, numbers=True, name=head) for head in ("P5", "P50", "P95")),
        Column(Message("Mean"), 15, numbers=True, name="mean"),
    )
    return Table(columns, tuple(rows), Message("Every series by year"), name="contract_series")


def ends(run: ContractRun) -> Iterator[Block]:
    """Payments at an early end by cause, and handback."""
    if run.termination:
        yield Heading(Message("If the contract ended at the end of a year"), 2)
        columns = (
            Column(Message("Year"), 8, numbers=True),
            *(
                Column(term_name(f"termination_payments.{cause}"), 12, numbers=True, name=cause)
                for cause in run.termination
            ),
        )
        rows = tuple(
            (
                run.first_year + year,
                *(cell(amounts[year], MILLION) for amounts in run.termination.values()),
            )
            for year in range(run.years)
        )
        note = Message(
            "In {unit}, on debt and equity of the study's base case; sums that the operator owes, "
            "balances, insurance and breakage of hedges are not in it.",
            unit=money_unit(run),
        )
        yield Table(columns, rows, name="contract_termination", size="tiny", note=note)
    if run.handback:
        yield Heading(Message("Handback"), 2)
        found = tuple(
            (label, *in_millions(run.handback[name]), money_unit(run))
            for name, label in HANDBACK.items()
        )
        yield Table(spread_columns(), found, name="contract_handback")
        yield Paragraph(Message("Works as the contract file expects them."), "note")
