"""A credit ledger and a Party's annual information as blocks."""

from collections.abc import Mapping, Sequence

from wte_ppp.blocks import Column, Document, Paragraph, Table
from wte_ppp.chapters.carbon import LEDGER_FILE, carbon_document
from wte_ppp.climate.credit_ledger import totals
from wte_ppp.messages import Message, Quoted
from wte_ppp.mrv.aef import Row, Submission
from wte_ppp.mrv.aef_format import TABLES, fields
from wte_ppp.mrv.ledger import Ledger

STATES = {
    "held": Message("held"),
    "retired": Message("retired"),
    "cancelled": Message("cancelled"),
}
KINDS = {
    "issue": Message("issue"),
    "allocate": Message("allocate"),
    "transfer": Message("transfer"),
    "retire": Message("retire"),
    "cancel": Message("cancel"),
}


def ledger_document(ledger: Ledger) -> Document:
    """Entries, holdings and sums of a ledger."""
    head = ledger.definition
    entries = tuple(
        (entry.date, KINDS[entry.kind], entry.vintage, entry.first, entry.last,
         entry.last - entry.first + 1, entry.from_account, entry.to_account,
         Quoted(entry.purpose, LEDGER_FILE))
        for entry in head.entries
    )  # fmt: skip
    lots = tuple(
        (lot.vintage, lot.first, lot.last, lot.tonnes, lot.account, STATES[lot.state],
         Quoted(lot.purpose, LEDGER_FILE))
        for lot in ledger.lots
    )  # fmt: skip
    sums = tuple(
        (STATES[state], account, tonnes)
        for state, accounts in totals(ledger.lots).items()
        for account, tonnes in sorted(accounts.items())
    )
    note = Message(
        "{issued:,} t issued; held, retired and cancelled credits add up to the same.",
        issued=sum(lot.tonnes for lot in ledger.lots),
    )
    state = Message(
        "State after {entries} entries: {hash}", entries=len(entries), hash=ledger.chain[-1]
    )
    vintage = Column(Message("Vintage"), 4, numbers=True)
    first = Column(Message("First credit"), 4, numbers=True, name="First")
    last = Column(Message("Last credit"), 4, numbers=True, name="Last")
    status = Column(Message("Credit status"), 4, name="State")
    purpose = Column(Message("Purpose"), 7)
    return carbon_document(
        Message("Credit ledger of {project}", project=head.project),
        Message("Credit ledger"),
        *((Paragraph(Quoted(head.remark, LEDGER_FILE)),) if head.remark else ()),
        Paragraph(state),
        Table(
            (status, Column(Message("Account"), 8),
             Column("t CO2e", 4, ",", numbers=True)),
            sums, Message("Balances"), note, "Sums",
        ),
        Table(
            (vintage, first, last, Column("t CO2e", 4, ",", numbers=True),
             Column(Message("Account"), 8), status, purpose),
            lots, Message("Credits"), name="Credits",
        ),
        Table(
            (Column(Message("Date"), 5), Column(Message("Kind of entry"), 4, name="Kind"), vintage,
             first, last, Column(Message("Tonnes"), 4, ",", numbers=True),
             Column(Message("From account"), 7, name="From"),
             Column(Message("To account"), 7, name="To"), purpose),
            entries, Message("Entries"), name="Entries", size="small",
        ),
    )  # fmt: skip


def aef_document(tables: Mapping[str, Sequence[Row]], submission: Submission) -> Document:
    """The five tables under the labels of the format, which are not translated."""
    source = Message("Fields: {source}.", source=fields(TABLES[0])[0]["source"])
    empty = Message(
        "Fields that the centralised accounting and reporting platform fills in are empty."
    )
    made = tuple(
        Table(
            tuple(Column(field["label"]) for field in fields(name)),
            tuple(tuple(row[field["key"]] for field in fields(name)) for row in tables[name]),
            name,
            name=name,
        )
        for name in TABLES
    )
    title = Message(
        "Annual information, {party}, {year}", party=submission.party, year=submission.reported_year
    )
    kind = Message("Annual information, Article 6")
    return carbon_document(title, kind, Paragraph(source), Paragraph(empty), *made)
