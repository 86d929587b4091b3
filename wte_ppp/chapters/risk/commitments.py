"""What a risk analysis says of the public's commitments: expected and P95 by year."""

import math
from collections.abc import Mapping

from wte_ppp.blocks import Block, Column, Heading, Paragraph, Table
from wte_ppp.chapters.outcome_tables import NOT_STATED
from wte_ppp.feasibility.result.risk import RiskResult
from wte_ppp.messages import Message, mark

HEADS: Mapping[str, str] = {
    "finance.public.payment_usd": mark("Payment"),
    "finance.public.put_or_pay_usd": mark("Put-or-pay"),
    "finance.public.termination_usd": mark("Termination"),
}


def commitments(result: RiskResult) -> tuple[Block, ...]:
    """Table of the public's payments by year: base case, expected and P95 of each kind."""
    kinds = result.commitments
    if not kinds:
        return ()
    columns = [Column(Message("Year"), 10)]
    for row in kinds:
        name = Message(HEADS[row.path]) if row.path in HEADS else row.description
        base = Message("{payment}, base case", payment=name)
        columns += [
            Column(head, 10, ",.2f", numbers=True)
            for head in (base, Message("expected"), Message("P95"))
        ]
    rows = tuple(
        (
            int(year),
            *(
                NOT_STATED if math.isnan(series[at]) else float(series[at]) / result.money.scale
                for row in kinds
                for series in (row.base, row.expected, row.p95)
            ),
        )
        for at, year in enumerate(kinds[0].calendar_year)
    )
    return (
        Heading(Message("Commitments of the public, {sums} nominal"), 2),
        Table(tuple(columns), rows, name="commitments", size="small"),
        Paragraph(
            Message(
                "Payment is tipping fees and grants paid during construction, put-or-pay its part "
                "for waste not delivered; termination is due if the contract ends at the end of "
                "the year. Expected is the mean of the simulations; 95 % of them do not exceed "
                "P95, each year by itself. The present value of the payments is in the first table."
            ),
            "note",
        ),
    )
