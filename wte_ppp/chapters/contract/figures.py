"""Figures of a run as cells: money in millions, what is not stated as such."""

import math

import numpy as np

from wte_ppp.advice.contract_run import ContractRun
from wte_ppp.arrays import Numeric
from wte_ppp.blocks import Cell, Column, Table, Words
from wte_ppp.chapters.contract.terms import NOT_STATED, term_name
from wte_ppp.contract.results import Spread
from wte_ppp.messages import Message

MILLION = 1e6
PARTS = {
    "payment": "payment_mechanism",
    "deduction": "payment_mechanism",
    "damages": "guarantees",
}


def cell(value: Numeric | np.floating, scale: float = 1.0) -> Cell:
    """A number, or that it is not stated."""
    number = float(np.asarray(value)) / scale
    return number if math.isfinite(number) else NOT_STATED


def in_millions(found: Spread) -> tuple[Cell, ...]:
    """P5, P50, P95 and mean of money."""
    return tuple(cell(value, MILLION) for value in (found.p5, found.p50, found.p95, found.mean))


def money_unit(run: ContractRun) -> Message:
    """Millions of the contract's money."""
    return Message("million {currency}", currency=run.contract.definition.currency)


def title_of(name: str) -> Words:
    """Name of a series by its term."""
    part, _, term = name.partition(".")
    label = term_name(f"{PARTS[part]}.{term}")
    if part == "payment":
        return label
    return Message("less: {term}", term=label)


def spread_columns() -> tuple[Column, ...]:
    """Label, percentiles, mean, unit."""
    return (
        Column("", 40, name="what"),
        *(Column(head, 12, numbers=True) for head in ("P5", "P50", "P95")),
        Column(Message("Mean"), 12, numbers=True),
        Column(Message("Unit"), 12),
    )


def cap_table(run: ContractRun) -> Table:
    """Every cap: how often it binds, claimed and paid under it."""
    definition = run.contract.definition
    stated = {
        name
        for name in (row.name for row in run.caps)
        if getattr(getattr(definition.guarantees, name, None), "cap_percent", None) is not None
        or getattr(definition.damages_caps, name, None) is not None
    }
    rows = tuple(
        (
            _cap_name(row.name),
            cell(row.years_percent) if row.name in stated else Message("no cap"),
            cell(row.draws_percent) if row.name in stated else Message("no cap"),
            cell(row.claimed, MILLION),
            cell(row.paid, MILLION),
        )
        for row in run.caps
    )
    columns = (
        Column(Message("Cap"), 40),
        Column(Message("Binds, % of years"), 14, numbers=True, name="years_percent"),
        Column(Message("Ever, % of histories"), 14, numbers=True,
               name="draws_percent"),
        Column(Message("Claimed, mean"), 14, numbers=True, name="claimed"),
        Column(Message("Paid, mean"), 14, numbers=True, name="paid"),
    )  # fmt: skip
    note = Message(
        "Claimed and paid in {unit} over the contract; caps in percent are of what the city pays "
        "in the year before deductions.",
        unit=money_unit(run),
    )
    return Table(columns, rows, note=note, name="contract_caps")


def _cap_name(name: str) -> Words:
    part = "damages_caps" if name.startswith("operation_") else "guarantees"
    return term_name(f"{part}.{name}")
