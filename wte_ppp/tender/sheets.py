"""Evaluators' sheets: marks with reasons, held against the tender's criteria and grades."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from wte_ppp.documents import Document, DocumentError, Problem, did_you_mean, read_document
from wte_ppp.field_problems import problems
from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.definition.bid import Sheet
from wte_ppp.tender.panel import SingleMark
from wte_ppp.tender.persons import person
from wte_ppp.tender.tender import Tender

SAME_REASON_FROM = 3


class Source(Protocol):
    """Where a sheet was read from: it says where a part of it stands."""

    def problem(self, place: str, found: str, allowed: str, action: str) -> Problem:
        """A problem at a part such as `marks.B1.care.grade`."""


@dataclass(frozen=True)
class InDocument:
    """A sheet in a YAML file."""

    document: Document

    def problem(self, place: str, found: str, allowed: str, action: str) -> Problem:
        """With its line."""
        line = self.document.line_of(place)
        return Problem(self.document.path, line, place, found, allowed, action)


@dataclass(frozen=True)
class MarkedSheet:
    """Marks of an evaluator by bid and criterion.

    `declared` is the interest by bid in the evaluator's words, empty for none; `notes` are what the
    chair should look at.
    """

    evaluator: str
    marks: Mapping[str, Mapping[str, SingleMark]]
    declared: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()


def read_sheet(
    path: str | Path, tender: Tender, bids: Sequence[str] | None, *, moderated: bool
) -> MarkedSheet:
    """Read a sheet of marks.

    `bids` are those that can be marked now; None reads a sheet that was taken in before. Raises
    `DocumentError` with every mark that names an unknown bid, criterion or grade.
    """
    document = read_document(path)
    try:
        sheet = Sheet.model_validate(document.data)
    except ValidationError as error:
        raise DocumentError(problems(error, Sheet, document)) from None
    return marked(sheet, InDocument(document), tender, bids, moderated=moderated)


def marked(
    sheet: Sheet, source: Source, tender: Tender, bids: Sequence[str] | None, *, moderated: bool
) -> MarkedSheet:
    """A sheet's marks, held against the tender and its panel; see `read_sheet`."""
    faults: list[Problem] = []

    def fault(place: str, found: str, allowed: Sequence[str]) -> None:
        guess = did_you_mean(found, allowed)
        action = f"write {guess!r}" if guess else "choose one"
        listed = "one of " + ", ".join(allowed)
        faults.append(source.problem(place, repr(found), listed, action))

    panel = tender.panel
    if sheet.tender != tender.definition.id:
        fault("tender", sheet.tender, [tender.definition.id])
    evaluator = sheet.evaluator if moderated else panel.named(sheet.evaluator)
    if evaluator is None:
        experts = [name for name in panel.experts if person(name) == person(sheet.evaluator)]
        if experts:
            found, action = "an adviser without a vote", "let a member score"
            faults.append(source.problem("evaluator", found, "a member", action))
        else:
            fault("evaluator", sheet.evaluator, panel.members or ("no member yet",))
        evaluator = sheet.evaluator
    if bids is not None:
        for bid in sheet.interests:
            if bid not in bids:
                fault(f"interests.{bid}", bid, bids)
    judged = {leaf.id: tender.grades_of(leaf) for leaf in tender.leaves if leaf.judged}
    least = tender.definition.panel.reason_least_characters if tender.definition.panel else 1
    marks: dict[str, dict[str, SingleMark]] = {}
    for bid, row in sheet.marks.items():
        if bids is not None and bid not in bids:
            fault(f"marks.{bid}", bid, bids)
            continue
        if bids is not None and not moderated and row:
            refusal = _refusal(tender, sheet, evaluator, bid)
            if refusal:
                allowed, action = "a member who may score it", "leave its scores out"
                faults.append(source.problem(f"marks.{bid}", refusal, allowed, action))
                continue
        for criterion, mark in row.items():
            place = f"marks.{bid}.{criterion}"
            if criterion not in judged:
                fault(place, criterion, list(judged))
            elif mark.grade not in judged[criterion]:
                fault(f"{place}.grade", mark.grade, list(judged[criterion]))
            elif bids is not None and len(mark.reason.strip()) < least:
                length = len(mark.reason.strip())
                allowed, action = f"at least {least} characters", "say what the grade rests on"
                place, found = f"{place}.reason", f"{length} characters"
                faults.append(source.problem(place, found, allowed, action))
            else:
                share = judged[criterion][mark.grade]
                marks.setdefault(bid, {})[criterion] = SingleMark(
                    evaluator,
                    mark.grade,
                    share,
                    Quoted(mark.reason, evaluator),
                    Quoted(mark.evidence, evaluator) if mark.evidence else None,
                )
    if faults:
        raise DocumentError(faults)
    declared = dict.fromkeys(bids or (), "") if sheet.no_conflict else dict(sheet.interests)
    return MarkedSheet(evaluator, marks, {} if moderated else declared, tuple(_notes(marks)))


def _refusal(tender: Tender, sheet: Sheet, evaluator: str, bid: str) -> str | None:
    """Why marks on a bid are not taken."""
    refusal = tender.panel.refusal(evaluator, bid)
    if refusal is None and sheet.interests.get(bid) and not _settled(tender, sheet, evaluator, bid):
        return "an interest declared on which the chair has not decided"
    return refusal


def _settled(tender: Tender, sheet: Sheet, evaluator: str, bid: str) -> bool:
    """Whether the chair decided on this very interest before."""
    return any(
        declared.decided is not None
        and declared.member == evaluator
        and declared.bid in (bid, "")
        and declared.text.text == sheet.interests[bid]
        for declared in tender.panel.declared
    )


def _notes(marks: Mapping[str, Mapping[str, SingleMark]]) -> list[Message]:
    """What is unlikely to be a judgement of each bid by itself."""
    singles = [single for row in marks.values() for single in row.values()]
    reasons = {" ".join(single.reason.text.split()).casefold() for single in singles}
    if len(singles) >= SAME_REASON_FROM and len(reasons) == 1:
        return [Message("all {count} scores have the same reason", count=len(singles))]
    return []
