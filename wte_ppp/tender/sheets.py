"""Evaluators' sheets: marks with reasons, held against the tender's criteria and grades."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from wte_ppp.documents import DocumentError, Problem, did_you_mean, read_document
from wte_ppp.field_problems import problems
from wte_ppp.messages import Quoted
from wte_ppp.tender.definition.bid import Sheet
from wte_ppp.tender.panel import SingleMark
from wte_ppp.tender.tender import Tender


@dataclass(frozen=True)
class MarkedSheet:
    """Marks of an evaluator by bid and criterion."""

    evaluator: str
    marks: Mapping[str, Mapping[str, SingleMark]]


def read_sheet(
    path: str | Path, tender: Tender, bids: Sequence[str] | None, *, moderated: bool
) -> MarkedSheet:
    """Read a sheet of marks.

    Raises `DocumentError` with every mark that names an unknown bid, criterion or grade.
    """
    document = read_document(path)
    try:
        sheet = Sheet.model_validate(document.data)
    except ValidationError as error:
        raise DocumentError(problems(error, Sheet, document)) from None
    faults: list[Problem] = []

    def fault(place: str, found: str, allowed: Sequence[str]) -> None:
        guess = did_you_mean(found, allowed)
        action = f"write {guess!r}" if guess else "choose one"
        line = document.line_of(place)
        listed = "one of " + ", ".join(allowed)
        faults.append(Problem(document.path, line, place, repr(found), listed, action))

    if sheet.tender != tender.definition.id:
        fault("tender", sheet.tender, [tender.definition.id])
    members = tender.definition.panel.members if tender.definition.panel else ()
    if not moderated and sheet.evaluator not in members:
        fault("evaluator", sheet.evaluator, members)
    judged = {leaf.id: tender.grades_of(leaf) for leaf in tender.leaves if leaf.judged}
    marks: dict[str, dict[str, SingleMark]] = {}
    for bid, row in sheet.marks.items():
        if bids is not None and bid not in bids:
            fault(f"marks.{bid}", bid, bids)
            continue
        for criterion, mark in row.items():
            place = f"marks.{bid}.{criterion}"
            if criterion not in judged:
                fault(place, criterion, list(judged))
            elif mark.grade not in judged[criterion]:
                fault(f"{place}.grade", mark.grade, list(judged[criterion]))
            else:
                share = judged[criterion][mark.grade]
                marks.setdefault(bid, {})[criterion] = SingleMark(
                    sheet.evaluator,
                    mark.grade,
                    share,
                    Quoted(mark.reason, sheet.evaluator),
                    Quoted(mark.evidence, sheet.evaluator) if mark.evidence else None,
                )
    if faults:
        raise DocumentError(faults)
    return MarkedSheet(sheet.evaluator, marks)
