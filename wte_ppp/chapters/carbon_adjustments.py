"""Corresponding adjustments as blocks: the structured summary of a Party's years."""

from collections.abc import Mapping

from wte_ppp.blocks import Column, Document, Paragraph, Table
from wte_ppp.chapters.carbon import carbon_document
from wte_ppp.messages import Message
from wte_ppp.mrv.corresponding import Adjustments

METHODS: Mapping[str, Message] = {
    "yearly": Message("Of each year (multi-year NDC or trajectory), paragraphs 7(a)(i) and 7(b)"),
    "average": Message(
        "Average of the years so far (single-year NDC), indicative before its year, paragraph "
        "7(a)(ii)"
    ),
}
FIRST_TRANSFERS: Mapping[str, Message] = {
    "International transfer": Message("the first international transfer"),
    "Authorization": Message("authorisation"),
    "Issuance": Message("issuance"),
    "Use or cancellation": Message("use or cancellation"),
    "NA": Message("the first international transfer; for other purposes nothing is specified"),
}


def adjustments_document(found: Adjustments) -> Document:
    """Structured summary with the emissions balance, a year a row."""
    first, last = found.period
    columns = (
        Column(Message("Year"), 3),
        Column(Message("Emissions"), 5, numbers=True),
        Column(Message("First transferred"), 5, numbers=True),
        Column(Message("Used"), 4, numbers=True),
        Column(Message("Net"), 4, numbers=True),
        Column(Message("Cumulative"), 4, numbers=True),
        Column(Message("Adjustment"), 4, numbers=True),
        Column(Message("Emissions balance"), 5, numbers=True),
    )
    rows = tuple(
        (row.year, row.emissions_t, row.first_transferred_t, row.used_t, row.net_t,
         row.cumulative_t, row.adjustment_t, row.balance_t)
        for row in found.years
    )  # fmt: skip
    note = Message(
        "t CO2e. First transfers stand in the year in which the reduction occurred, uses in the "
        "year of use within the NDC period, whenever the ledger's entry was made. Emissions that "
        "are not stated leave the balance not stated."
    )
    others = (
        Paragraph(elsewhere(year, transferred, used)) for year, transferred, used in found.outside
    )
    return carbon_document(
        Message("Corresponding adjustments of {party}", party=found.party),
        Message("Structured summary, decision 18/CMA.1, annex, paragraph 77(d)"),
        Paragraph(Message("NDC period {first} to {last}.", first=first, last=last)),
        Paragraph(Message("Method: {method}.", method=METHODS[found.method])),
        Paragraph(
            Message("First transfer: {what}.", what=FIRST_TRANSFERS[found.first_transfer])
        ),
        Table(columns, rows, Message("Emissions balance"), note, "Emissions balance"),
        *others,
    )  # fmt: skip


def elsewhere(year: int, transferred_t: float, used_t: float) -> Message:
    """What the ledger holds of a year that the table has not."""
    return Message(
        "Not in this table: {first:,.0f} t first transferred and {used:,.0f} t used of {year} "
        "(--year {year}).",
        first=transferred_t, used=used_t, year=year,
    )  # fmt: skip
