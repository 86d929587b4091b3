"""Rules with their sources, and the record, at the end of the evaluation report."""

from collections.abc import Iterator

from wte_ppp.blocks import Block, Bullets, Column, Heading, Table, Words
from wte_ppp.chapters.tender_law import law_blocks
from wte_ppp.chapters.tender_words import said, value_words
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.messages import Message
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.idle import not_run
from wte_ppp.tender.tender import Tender

TOPIC = "procedure."


def rules_chapter(evaluation: Evaluation) -> Iterator[Block]:
    """Rules of the procedure with value, status and source."""
    tender = evaluation.tender
    yield Heading(Message("Rules and their sources"))
    yield from law_blocks(tender)
    yield rules_table(tender)
    notes = tuple(not_run(tender))
    if notes:
        yield Bullets(tuple(Message("Note: {line}", line=line) for line in notes))
    if tender.assumptions:
        yield Bullets(
            tuple(Message("Assumption: {line}", line=line) for line in tender.assumptions)
        )


def rules_table(tender: Tender) -> Table:
    """Each rule of the procedure: its value, what kind of source it has, which, and since when."""
    rows = tuple(
        (
            said(rule.id.removeprefix(TOPIC)), value_words(rule), _status(rule), _source(rule),
            "" if rule.override else rule.since,
        )
        for rule in tender.rules.values()
        if rule.id.startswith(TOPIC) and rule.value is not None
    )  # fmt: skip
    columns = (
        Column(Message("Rule"), 24),
        Column(Message("Value"), 32),
        Column(Message("Status"), 12),
        Column(Message("From"), 46),
        Column(Message("Since"), 16),
    )
    return Table(columns, rows, name="rules", size="tiny")


def _status(rule: ResolvedRule) -> Words:
    return said(rule.status) if rule.override is None else Message("set by the buyer")


def _source(rule: ResolvedRule) -> Words:
    if rule.override is not None:
        return rule.override.by
    return Message("{origin}; {source}", origin=rule.origin, source=rule.source)
