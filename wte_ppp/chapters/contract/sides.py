"""A run as each side sees it: the city, the operator, the lenders."""

import math
from collections.abc import Iterator

import numpy as np

from wte_ppp.advice.contract_run import ContractRun
from wte_ppp.blocks import Block, Column, Heading, Paragraph, Table
from wte_ppp.chapters.contract.figures import (
    MILLION,
    cell,
    in_millions,
    money_unit,
    spread_columns,
)
from wte_ppp.messages import Message

WHOLE_PERCENT = 100.0


def city(run: ContractRun) -> Iterator[Block]:
    """Whether what the city receives covers what bad performance costs it."""
    yield Heading(Message("Is the city made whole?"), 2)
    if run.contract.definition.city_loss is None:
        yield Paragraph(
            Message(
                "Not told: the contract file says nothing of what bad performance costs the city "
                "(city_loss)."
            )
        )
        return
    found, unit = run.whole, money_unit(run)
    rows = (
        (Message("Loss of the city"), *in_millions(found.loss), unit),
        (Message("Received for bad performance"), *in_millions(found.received), unit),
        (
            Message("Received, as a share of the loss"),
            *(cell(value) for value in (found.covered_percent.p5, found.covered_percent.p50,
                                        found.covered_percent.p95, found.covered_percent.mean)),
            "%",
        ),
    )  # fmt: skip
    yield Table(spread_columns(), rows, name="contract_whole")
    if math.isfinite(found.draws_percent) and not math.isfinite(found.years_percent):
        yield Paragraph(Message("In no year does bad performance cost the city anything."))
    elif math.isfinite(found.draws_percent):
        yield Paragraph(
            Message(
                "The city is whole in {years:.1f} % of the years in which it loses, and over the "
                "contract in {draws:.1f} % of the histories.",
                years=found.years_percent, draws=found.draws_percent,
            )
        )  # fmt: skip
    if run.contract.definition.guarantees.net_energy_yearly is None:
        yield Paragraph(
            Message("The contract guarantees no energy: missing energy is not in the loss."), "note"
        )
    if float(found.covered_percent.p50) > WHOLE_PERCENT:
        yield Paragraph(
            Message(
                "More than the loss is received in more than half of the histories: damages above "
                "a true estimate of the loss may not stand in court."
            ),
            "note",
        )
    yield Paragraph(
        Message(
            "Loss: tonnes not accepted times their treatment elsewhere and haulage, less the fee "
            "that is not paid for them, and energy short of the guarantee times its value."
        ),
        "note",
    )


def operator(run: ContractRun) -> Iterator[Block]:
    """Whether the mechanism pays for standing still."""
    yield Heading(Message("Is the operator better off to stop?"), 2)
    rows = []
    unit = money_unit(run)
    for name, label in (
        ("running", Message("Running: income of the year less cost by the tonne")),
        ("standing", Message("Standing all year: what is left then")),
    ):
        found = run.by_year[name]
        rows.append((label, *(cell(np.mean(value), MILLION) for value in (
            found.p5, found.p50, found.p95, found.mean)), unit))  # fmt: skip
    per_t = Message("{currency}/t", currency=run.contract.definition.currency)
    for name, label in (
        ("marginal_income_per_t", Message("Income of the last tonne taken")),
        ("marginal_cost_per_t", Message("Cost of the last tonne taken")),
    ):
        found = run.by_year[name]
        values = (found.p5, found.p50, found.p95, found.mean)
        rows.append((label, *(cell(np.mean(value)) for value in values), per_t))
    yield Table(spread_columns(), tuple(rows), name="contract_moral_hazard")
    stops = float(np.mean(run.flags["stop_pays"]))
    margins = (run.by_year["running"].mean, run.by_year["standing"].mean)
    if not np.all(np.isfinite(margins)):
        yield Paragraph(Message("Not stated: a number that it hangs on is missing."))
    elif stops > 0:
        yield Paragraph(
            Message(
                "In {percent} % of the years the mechanism pays more for a plant that stands "
                "than for one that runs.",
                percent=stops,
            )
        )
    else:
        yield Paragraph(Message("In no year does standing still pay more than running."))
    yield Paragraph(
        Message(
            "Means of the years' percentiles. Fixed cost, debt and tax run on either way; default "
            "would end such a contract. A cap in percent of the year's fee falls with the fee: "
            "where the city pays by the tonne alone, a plant that stands owes only what no such "
            "cap covers."
        ),
        "note",
    )


def lenders(run: ContractRun) -> Iterator[Block]:
    """Cover of debt with and without what is taken off, by year."""
    yield Heading(Message("Where a deduction hurts lenders before owners"), 2)
    before, after = run.by_year["dscr_before"], run.by_year["dscr_after"]
    borne, taken = run.by_year["borne_by_lenders"], run.by_year["taken"]
    rows = []
    for year in range(run.years):
        if not math.isfinite(float(after.mean[year])):
            continue
        rows.append(
            (
                run.first_year + year,
                cell(before.p50[year]),
                cell(after.p50[year]),
                cell(after.p5[year]),
                float(run.flags["lenders_hurt"][year]),
                float(run.flags["lenders_hurt_owners_paid"][year]),
                cell(taken.mean[year], MILLION),
                cell(borne.mean[year], MILLION),
            )
        )
    if not rows:
        yield lenders_in_words(run)
        return
    columns = (
        Column(Message("Year"), 8, numbers=True),
        Column(Message("DSCR before deductions, P50"), 12, numbers=True, form=".2f"),
        Column(Message("DSCR after deductions, P50"), 12, numbers=True, form=".2f"),
        Column(Message("DSCR after deductions, P5"), 12, numbers=True, form=".2f"),
        Column(Message("Deductions take it below 1, %"), 14, numbers=True, form=".1f"),
        Column(Message("Of which after owners were paid, %"), 14, numbers=True, form=".1f"),
        Column(Message("Deducted, mean"), 12, numbers=True),
        Column(Message("Of which lenders bear, mean"), 12, numbers=True),
    )
    yield Table(columns, tuple(rows), name="contract_lenders", size="small",
                note=Message("Money in {unit}.", unit=money_unit(run)))  # fmt: skip
    yield lenders_in_words(run)
    yield Paragraph(
        Message(
            "Debt service, other income and cost, and tax are those of the study's base case; fee, "
            "power income and cost by the tonne are those of the contract in each history."
        ),
        "note",
    )


def lenders_in_words(run: ContractRun) -> Paragraph:
    """In how many histories a deduction takes the cover of debt below 1."""
    if not np.any(np.isfinite(run.by_year["dscr_after"].mean)):
        return Paragraph(
            Message(
                "Whether deductions take the cover of debt below 1 is not told: there is no debt "
                "service, or a number that it hangs on is missing."
            )
        )
    return Paragraph(
        Message(
            "{percent:.1f} % of the histories have a year in which deductions alone take the cover "
            "of debt from 1 or more to below 1. In the year itself owners lose first; lenders are "
            "hurt first where owners were paid in an earlier year and need not give it back.",
            percent=run.ever["lenders_hurt"],
        )
    )
