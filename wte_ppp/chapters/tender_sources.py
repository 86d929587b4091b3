"""Rules with their sources, and the record, at the end of the evaluation report."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from wte_ppp.chapters.tender_words import in_words
from wte_ppp.guidance.values import in_words as value_in_words
from wte_ppp.print.layout import NOTE, Paper, gap
from wte_ppp.tender.evaluation import Evaluation


def rules_section(paper: Paper, evaluation: Evaluation) -> Iterator[Flowable]:
    """Rules of the procedure with value, status and source."""
    tender, say = evaluation.tender, paper.say
    yield from paper.heading(say("Rules and their sources"))
    used = [rule for rule in tender.rules.values() if rule.id.startswith("procedure.")]
    rows = [
        [rule.id.removeprefix("procedure.").replace("_", " "),
         f"{value_in_words(rule.value)} {rule.unit}".rstrip(), paper.told(rule.status),
         rule.override.by if rule.override else f"{rule.origin}; {rule.source}"]
        for rule in used
        if rule.value is not None
    ]  # fmt: skip
    heads = (say("Rule"), say("Value"), say("Status"), say("From"))
    yield paper.grid(heads, rows, (20, 34, 11, 55), size=6.5)
    yield gap(3)
    for line in tender.assumptions:
        yield paper.para(say("- Assumption: {line}", line=line), NOTE)


def record_section(paper: Paper, evaluation: Evaluation) -> Iterator[Flowable]:
    """Events of the sealed record with their hashes."""
    say = paper.say
    yield from paper.heading(say("The record"))
    rows = [
        [str(one.seq), one.at, in_words(paper, one.what), one.by, one.hash[:16]]
        for one in evaluation.events
    ]
    heads = ("", say("When"), say("What"), say("Who"), say("Hash"))
    yield paper.grid(heads, rows, (5, 28, 24, 36, 20), size=7)
    yield gap(3)
    text = say(
        "Last hash {hash}. Verify with: wte-ppp tender verify", hash=evaluation.events[-1].hash
    )
    yield paper.para(text, NOTE)
