"""Every score of a bid with what was promised, the arithmetic and the rule."""

from collections.abc import Iterator

from wte_ppp.blocks import Block, Bullets, Paragraph
from wte_ppp.chapters.tender_words import out_line, with_evidence
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.messages import Message, Text
from wte_ppp.tender.case import Case
from wte_ppp.tender.panel import METHODS
from wte_ppp.tender.steps import Mark


def marks_screen(case: Case, bid: str, criterion: str | None = None) -> tuple[Block, ...]:
    """Every score of a bid with what was promised, the arithmetic and the rule.

    Raises
    ------
    DocumentError
        For a bid or a criterion that is not there.
    """
    result = case.technical()
    if bid not in result.scores:
        out = [
            finding for finding in result.findings if finding.bid == bid and finding.passed is False
        ]
        if out:
            return tuple(Paragraph(out_line(case.tender.names, finding)) for finding in out)
        raise _unknown(case, "bid", bid, list(result.scores))
    marks = [scored for scored in result.scores[bid].marks if criterion in (None, scored.criterion)]
    if not case.tender.leaves and criterion is None:
        return (Paragraph(Message("No criterion is rated in this tender.")),)
    if not marks:
        raise _unknown(case, "criterion", str(criterion), [leaf.id for leaf in case.tender.leaves])
    return tuple(block for scored in marks for block in _mark(case, scored))


def _mark(case: Case, scored: Mark) -> Iterator[Block]:
    leaf = next(leaf for leaf in case.tender.leaves if leaf.id == scored.criterion)
    yield Paragraph(
        Message(
            "{bid} {criterion}: {points:max4} of {most:max4} points",
            bid=scored.bid, criterion=scored.criterion, points=scored.points, most=scored.most,
        )
    )  # fmt: skip
    lines: list[Text] = [
        Message(
            "promised: {promised} ({field})",
            promised=scored.promised or Message("nothing"),
            field=leaf.criterion.field or Message("panel"),
        ),
        Message("how: {how} = {share:max6}", how=scored.how, share=scored.share),
    ]
    judged = case.technical().judged.get((scored.bid, scored.criterion))
    for single in judged.marks if judged else ():
        lines.append(
            Message(
                "{member}: grade {grade}: {reason}",
                member=single.evaluator, grade=single.grade, reason=with_evidence(single),
            )
        )  # fmt: skip
    if judged and judged.moderated:
        grade, reason = judged.moderated.grade, with_evidence(judged.moderated)
        if judged.method == "consensus":
            line = Message("panel: grade {grade}: {reason}", grade=grade, reason=reason)
        else:
            line = Message(
                "panel: grade {grade}, a note beside the {method}: {reason}",
                grade=grade, method=Message(METHODS[judged.method]), reason=reason,
            )  # fmt: skip
        lines.append(line)
    place = ".criteria.".join(leaf.path)
    lines.append(
        Message(
            "rule: criteria.{place} of {file}, version {version}",
            place=place, file=case.tender.path.name, version=case.tender.version,
        )
    )  # fmt: skip
    yield Bullets(tuple(lines))


def _unknown(case: Case, field: str, word: str, words: list[str]) -> DocumentError:
    allowed = ", ".join(words) or "none yet"
    return DocumentError(
        (Problem(str(case.folder), None, field, repr(word), allowed, "choose one"),)
    )
