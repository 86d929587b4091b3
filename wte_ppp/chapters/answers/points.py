"""Answers on technical points, the panel, requirements and exclusion."""

from collections.abc import Iterator

from wte_ppp.blocks import Block, Bullets, Cell, Column, Paragraph, Table
from wte_ppp.chapters.answers.asked import Asked, not_held
from wte_ppp.chapters.tender_marks import marks_screen
from wte_ppp.chapters.tender_panel import panel_screen
from wte_ppp.chapters.tender_words import STATES, reason_by, rule_name, said
from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.admitted import admitted
from wte_ppp.tender.moments import in_words as moment_words
from wte_ppp.tender.rerun import without_member
from wte_ppp.tender.steps import Finding

# The procedure's rule behind a finding of another name.
PROCEDURE_RULES = {
    "abnormally_low": "abnormally_low_action",
    "technical_minimum": "technical_minimum_percent",
    "price": "price_ceiling",
}


def criterion(asked: Asked) -> Iterator[Block]:
    """Points by criterion: what was promised, the arithmetic, the marks, the rule."""
    if asked.bid not in asked.technical.scores:
        yield Paragraph(Message("Bid {bid} has no technical points.", bid=asked.bid))
        yield from out(asked)
        return
    yield from marks_screen(asked.case, asked.bid, asked.criterion)


def panel(asked: Asked) -> Iterator[Block]:
    """Who scored the bid, when, what was changed, and whether a single member decides."""
    tender, names = asked.case.tender, asked.case.tender.names.criteria
    if tender.definition.panel is None:
        yield Paragraph(Message("No panel scores in this tender: points follow from the figures."))
        return
    rows: list[tuple[Cell, ...]] = []
    changes: list[Message] = []
    for event in asked.case.progress.all("marked", "moderated"):
        rows.append(
            (event.seq, moment_words(event.at), said(event.what), event.data["evaluator"], event.by)
        )
        changes += [
            Message(
                "Line {line}, {at}: {evaluator} changed {criterion} from {before} to {after}.",
                line=event.seq, at=moment_words(event.at), evaluator=event.data["evaluator"],
                criterion=names.get(change["criterion"], change["criterion"]),
                before=change["from"], after=change["to"],
            )
            for change in event.data["changed"]
            if change["bid"] == asked.bid
        ]  # fmt: skip
    columns = (
        Column(Message("Line"), 7),
        Column(Message("When"), 26),
        Column(Message("What"), 14),
        Column(Message("Sheet of"), 24),
        Column(Message("Recorded by"), 24),
    )
    if not rows:
        yield Paragraph(Message("No score sheet has been recorded yet."))
        return
    yield Table(columns, tuple(rows), name="sheets", size="small")
    yield Bullets(tuple(changes) or (Message("No score of this bid was changed later."),))
    yield from _members(asked)


def _members(asked: Asked) -> Iterator[Block]:
    if asked.case.tender.procedure.panel_method in (None, "consensus"):
        yield Paragraph(
            Message(
                "The panel agreed on each grade. Leaving one member out could change nothing, so "
                "it is no test and none is shown."
            )
        )
        return
    if asked.inputs is None or asked.placed is None:
        return
    lines = []
    for member in asked.inputs.marks:
        result = without_member(asked.inputs, member).award()
        rank = next((placed.rank for placed in result.ranked if placed.bid == asked.bid), None)
        lines.append(
            Message(
                "Without the scores of {member}: rank {rank}, first {first}.",
                member=member, rank=rank or Message("none"), first=result.winner or Message("none"),
            )
        )  # fmt: skip
    yield Bullets(tuple(lines))


def interest(asked: Asked) -> Iterator[Block]:
    """What members of the panel declared of their interests, who was recused or replaced."""
    yield from panel_screen(asked.case)
    yield not_held(Message("what a member did not declare, such as work for a bidder"))


def minimum(asked: Asked) -> Iterator[Block]:
    """How the bid stands to each requirement, with who decided and when."""
    names = asked.case.tender.names
    rows = tuple(
        (
            said(finding.step),
            rule_name(names, finding.rule),
            Message(STATES[finding.passed]),
            reason_by(finding.reason),
            _when(asked, finding),
        )
        for finding in _findings(asked)
    )
    if not rows:
        yield from out(asked)
        return
    columns = (
        Column(Message("Step"), 20),
        Column(Message("Rule"), 24),
        Column("", 11),
        Column(Message("Figure or reason"), 44),
        Column(Message("Decided"), 22),
    )
    yield Table(columns, rows, name="requirements", size="small")


def out(asked: Asked) -> Iterator[Block]:
    """Why the bid is out: rule, figure, who decided, when, clause; or that it is not out."""
    progress = asked.case.progress
    if asked.bid in progress.withdrawn():
        reason = reason_by(progress.withdrawn()[asked.bid])
        yield Paragraph(Message("The bid was withdrawn: {reason}", reason=reason))
        return
    if asked.bid in progress.late():
        yield Paragraph(
            Message(
                "The bid came at {moment}, after the deadline of {deadline}. It was not opened.",
                moment=moment_words(progress.late()[asked.bid]),
                deadline=moment_words(asked.case.tender.definition.deadline),
            )
        )
        return
    if (asked.bid, "technical") not in progress.received():
        yield Paragraph(Message("No technical envelope of the bid was received by the deadline."))
        return
    failed = [finding for finding in _findings(asked) if finding.passed is False]
    if not failed:
        yield Paragraph(Message("The bid is not out."))
        return
    for finding in failed:
        yield Paragraph(_out_by(asked, finding))
    if asked.inputs is not None:
        yield from (
            Paragraph(would.words) for would in admitted(asked.inputs) if would.bid == asked.bid
        )


def _out_by(asked: Asked, finding: Finding) -> Message:
    sentence = Message("{line}. Rule: {rule}.", line=out_reason(asked, finding),
                       rule=_source(asked, finding))  # fmt: skip
    when = _when(asked, finding)
    if not isinstance(when, Message):
        return sentence
    return Message("{sentence} {when}", sentence=sentence, when=when)


def out_reason(asked: Asked, finding: Finding) -> Message:
    """Step, rule and reason; the rule alone where the step is named for it."""
    reason, step = reason_by(finding.reason), said(finding.step)
    if finding.rule == finding.step:
        return Message("Out at {step}: {reason}", step=step, reason=reason)
    rule = rule_name(asked.case.tender.names, finding.rule)
    return Message("Out at {step}, {rule}: {reason}", step=step, rule=rule, reason=reason)


def _source(asked: Asked, finding: Finding) -> Message:
    """Where the rule stands: the procedure's source with its clause, or the tender file."""
    tender, rule = asked.case.tender, finding.rule
    held = tender.rules.get(f"procedure.{PROCEDURE_RULES.get(rule, rule)}")
    if held is not None and held.override is None and held.value is not None:
        return Message("{source}", source=held.cited)
    places = {leaf.id: "criteria." + ".criteria.".join(leaf.path) for leaf in tender.leaves}
    if finding.step == "minimums":
        places = {key: f"minimums.{key}" for key in tender.definition.minimums}
    if held is not None and held.override is not None:
        places[rule] = f"rules.{held.id}"
    return Message(
        "{place} of {file}, version {version}",
        place=places.get(rule, rule), file=tender.path.name, version=tender.version,
    )  # fmt: skip


def _when(asked: Asked, finding: Finding) -> Message | str:
    """The line of the record that holds a person's decision; empty where a figure decides."""
    if not isinstance(finding.reason, Quoted):
        return ""
    decisions = [
        event
        for event in asked.case.progress.all("decided")
        if (event.data["bid"], event.data["rule"]) == (finding.bid, finding.rule)
    ]
    if not decisions:
        return ""
    last = decisions[-1]
    return Message(
        "Line {line}, {at}, by {by}.", line=last.seq, at=moment_words(last.at), by=last.by
    )


def _findings(asked: Asked) -> list[Finding]:
    every = asked.technical.findings
    if asked.evaluation is not None:
        every = asked.evaluation.findings
    return [finding for finding in every if finding.bid == asked.bid]
