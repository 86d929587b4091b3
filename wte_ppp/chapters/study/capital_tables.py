"""Table of the capital side: land lease and the end of the contract, where there is any."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from wte_ppp.blocks import Block, Heading, Paragraph, Words
from wte_ppp.chapters.outcome_tables import all_years, in_millions
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.messages import Message, mark

COLUMNS: Mapping[str, str] = {
    "land_lease_usd": mark("Land lease"),
    "later_cost_usd": mark("Investment"),
    "later_financing_usd": mark("Its interest, fee"),
    "later_loan_usd": mark("By its loan"),
    "later_equity_usd": mark("By sponsors"),
    "later_from_cash_usd": mark("By cash"),
    "refinancing_drawn_usd": mark("New debt"),
    "refinancing_cost_usd": mark("Refinancing"),
    "gain_shared_usd": mark("Gain shared"),
    "closure_usd": mark("Closure"),
    "salvage_usd": mark("Salvage"),
}
NOTE = Message(
    "Land lease and closure are part of opex; the salvage value is the sponsors' and not in CFADS, "
    "its tax is. Of a refinancing the table has the debt above the debt repaid, its cost, and the "
    "gain paid to the authority."
)


def capital_table(result: StudyResult) -> tuple[Block, ...]:
    """What is paid by year; nothing for a study that has none of it."""
    capital = result.finance.capital
    series = {head: np.asarray(getattr(capital, name)) for name, head in COLUMNS.items()}
    happened: dict[Words, Any] = {
        Message(head): amounts for head, amounts in series.items() if np.any(amounts)
    }
    if not happened:
        return ()
    return (
        Heading(Message("Land, later investment, refinancing, contract end, {sums} nominal"), 2),
        in_millions(result, all_years(result), happened, name="capital_side"),
        Paragraph(NOTE, "note"),
    )
