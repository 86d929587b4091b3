"""The panel's Excel workbooks: an evaluator's own score sheet, and the chair's for moderation."""

import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from wte_ppp.chapters.tender_sheet_words import anchors, evidence, promises
from wte_ppp.messages import Message, Quoted, Speech, Text, worded
from wte_ppp.print.form_workbook import ENTRY, SAFE, WRAPPED
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.definition.tender import Leaf
from wte_ppp.tender.doubts import BIDDER
from wte_ppp.tender.form_outside import mark_of
from wte_ppp.tender.names import BY
from wte_ppp.tender.panel import METHODS, Judged, SingleMark
from wte_ppp.tender.panel_form import (
    GRADE_LIST,
    INTEREST,
    MARK,
    OWN,
    SCHEMA,
    SCORES,
    STAMP,
    key_of,
)  # fmt: skip
from wte_ppp.tender.requirements import yes_or_no
from wte_ppp.tender.tender import Tender

LINE_HEIGHT, HIGHEST_ROW = 15, 400
LONGEST_CELL = 30_000
WIDTHS = (20, 46, 9, 56, 16)
MEMBERS_WIDTH, NARROWEST = 100, 26


@dataclass(frozen=True)
class Printing:
    """For whom and of what state of the case a workbook is made; `head` is the record's hash."""

    tender: Tender
    bids: Mapping[str, Bid]
    head: str
    speech: Speech


def evaluator_workbook(
    printing: Printing, evaluator: str, scored: Sequence[str],
    marks: Mapping[str, Mapping[str, SingleMark]], interests: Mapping[str, str],
) -> bytes:  # fmt: skip
    """An evaluator's own sheet.

    Parameters
    ----------
    printing
        Tender and bids; every bid is listed for the declaration.
    evaluator
        Member of the panel.
    scored
        Bids that this member may score.
    marks, interests
        What the member gave before: filled in again.

    Returns
    -------
    bytes
        An .xlsx file.
    """
    page = _Page(printing, evaluator, "marks", WIDTHS)
    tender = printing.tender
    page.title(Message("Score sheet of {evaluator}", evaluator=evaluator))
    for line in (
        Message("Fill in the yellow cells. All other cells are locked."),
        Message("First declare for every bidder whether you have an interest."),
        Message("Do not score a bid in which you have an interest until the chair has decided."),
        Message("Give each bid a grade, your own reason for it, and the page that shows it."),
        Message("Leave a row empty that you have not scored yet; you can hand it in later."),
    ):
        page.across(line, "text")
    page.blank()
    page.across(Message("Declaration of interest"), "part")
    page.row((
        (Message("Bid"), "head"), (Message("Bidder"), "head"),
        (Message("Interest in the bid?"), "head"),
        (Message("If yes: what it is"), "head"), ("", "head"),
    ))  # fmt: skip
    yes, no = page.said(yes_or_no(True)), page.said(yes_or_no(False))
    for bid, envelope in printing.bids.items():
        given = interests.get(bid)
        answer = "" if given is None else yes if given else no
        place = page.row(
            (
                (bid, "text"), (Quoted(envelope.bidder, BIDDER), "text"), (answer, "entry"),
                (given or "", "entry"), ("", "text"),
            ),
            key_of(INTEREST, bid),
        )  # fmt: skip
        page.choices(place, 2, (yes, no))
    for leaf in tender.leaves:
        if not leaf.judged:
            continue
        page.criterion(leaf)
        page.row((
            (Message("Bid"), "head"), (Message("What the bid says"), "head"),
            (Message("Grade"), "head"), (Message("Reason"), "head"),
            (Message("Page"), "head"),
        ))  # fmt: skip
        for bid in scored:
            envelope = printing.bids[bid]
            before = marks.get(bid, {}).get(leaf.id)
            place = page.row(
                (
                    (page.bid(bid), "text"), (page.promises(leaf, envelope), "text"),
                    (before.grade if before else "", "entry"),
                    (before.reason.text if before else "", "entry"),
                    (before.evidence.text if before and before.evidence else "", "entry"),
                ),
                key_of(MARK, bid, leaf.id), least=4,
            )  # fmt: skip
            page.choices(place, 2, tuple(tender.grades_of(leaf)))
            page.ask_reason(place, 2, 3)
    return page.finished({"yes": yes, "no": no})


def moderation_workbook(printing: Printing, judged: Mapping[tuple[str, str], Judged]) -> bytes:
    """The chair's workbook: what must be agreed, with all scores and reasons side by side.

    `judged` are the scores to moderate, by bid and criterion.
    """
    tender = printing.tender
    members = tuple(dict.fromkeys(
        single.evaluator for score in judged.values() for single in score.marks
    ))  # fmt: skip
    each = max(NARROWEST, MEMBERS_WIDTH // max(len(members), 1))
    page = _Page(printing, "", "moderation", (16, *[each] * len(members), 9, 50))
    page.title(Message("Moderation of scores"))
    page.across(Message("Fill in the yellow cells. All other cells are locked."), "text")
    method = tender.procedure.panel_method or "consensus"
    if method == "consensus":
        page.across(Message("The agreed grade counts, with its reason."), "text")
    else:
        note = Message(
            "The members' own scores count, by {method}; grade and reason here are a note.",
            method=Message(METHODS[method]),
        )
        page.across(note, "text")
    grade, reason = len(members) + 1, len(members) + 2
    for leaf in tender.leaves:
        rows = {bid: score for (bid, key), score in judged.items() if key == leaf.id}
        if not rows:
            continue
        page.criterion(leaf)
        page.row((
            (Message("Bid"), "head"), *((member, "head") for member in members),
            (Message("Agreed"), "head"), (Message("Reason"), "head"),
        ))  # fmt: skip
        for bid, score in sorted(rows.items()):
            singles = {single.evaluator: single for single in score.marks}
            before = score.moderated
            place = page.row(
                (
                    (page.bid(bid), "text"),
                    *((page.single(singles.get(member)), "text") for member in members),
                    (before.grade if before else "", "entry"),
                    (before.reason.text if before else "", "entry"),
                ),
                key_of(MARK, bid, leaf.id), least=4,
            )  # fmt: skip
            page.choices(place, grade, tuple(tender.grades_of(leaf)))
            page.ask_reason(place, grade, reason)
    return page.finished({"grade": str(grade)})


@dataclass
class _Page:
    """One printed sheet: its rows from top to bottom, and what its locked cells say."""

    printing: Printing
    evaluator: str
    kind: str
    widths: Sequence[int]
    own: dict[int, list[str]] = field(default_factory=dict)
    height: int = 0
    listed: dict[tuple[str, ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.file = io.BytesIO()
        self.book: Any = xlsxwriter.Workbook(self.file, SAFE)
        definition = self.printing.tender.definition
        # Same state, same bytes.
        self.book.set_properties({"title": definition.name, "created": definition.deadline})
        self.sheet: Any = self.book.add_worksheet(SCORES)
        self.lists: Any = self.book.add_worksheet(GRADE_LIST)
        boxed = {**WRAPPED, "border": 1, "border_color": "#BFBFBF"}
        band = {**WRAPPED, "bold": True, "bg_color": "#DDEBF7"}
        self.formats = {
            "title": self.book.add_format({"bold": True, "font_size": 14}),
            "text": self.book.add_format(boxed),
            "entry": self.book.add_format({**ENTRY, "num_format": "@"}),
            "head": self.book.add_format(
                {**WRAPPED, "bold": True, "bg_color": "#1F4E79", "font_color": "white"}
            ),
            "part": self.book.add_format(band),
            "scale": self.book.add_format({**WRAPPED, "italic": True}),
            "missing": self.book.add_format({"bg_color": "#F8CBAD"}),
        }
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)
        self.key_column = len(self.widths)
        self.sheet.set_column(self.key_column, self.key_column, None, None, {"hidden": True})

    def said(self, text: Text | str) -> str:
        """Words in the reader's language, without what a cell cannot hold."""
        words = worded(text, self.printing.speech)
        return "".join(
            " " if unicodedata.category(sign) == "Cc" and sign != "\n" else sign for sign in words
        )

    def title(self, kind: Message) -> None:
        """Tender, what this is, and the stamp in words."""
        tender = self.printing.tender
        self.across(Quoted(tender.definition.name, BY), "title")
        self.across(kind, "title")
        stamp = Message(
            "Tender {tender}, version {version}; record {head}",
            tender=tender.definition.id, version=tender.version, head=self.printing.head[:16],
        )  # fmt: skip
        self.across(stamp, "scale")
        self.sheet.set_footer(f"&L{tender.definition.id} {tender.version}&RPage &P of &N")

    def across(self, text: Text | str, style: str) -> None:
        """A text over the whole width."""
        words, last = self.said(text), len(self.widths) - 1
        self.sheet.merge_range(self.height, 0, self.height, last, "", self.formats[style])
        self._locked(0, words, style)
        high = 1.4 if style == "title" else _lines(words, sum(self.widths))
        self.sheet.set_row(self.height, min(LINE_HEIGHT * high, HIGHEST_ROW))
        self.height += 1

    def blank(self) -> None:
        """A row that is left free."""
        self.height += 1

    def criterion(self, leaf: Leaf) -> None:
        """Head of a criterion: its points, what to look for, and what each grade stands for."""
        tender = self.printing.tender
        self.blank()
        name = tender.names.criteria[leaf.id]
        head = Message("{name}: {points:max2} points", name=name, points=leaf.points)
        self.across(head, "part")
        if leaf.criterion.evidence:
            self.across(evidence(tender, leaf), "scale")
        lines = [self.said(line) for line in anchors(tender, leaf)]
        self.across("\n".join(lines), "scale")

    def row(self, cells: Iterable[tuple[Text | str, str]], key: str = "", least: int = 1) -> int:
        """Cells beside each other; gives the number of the row."""
        lines = [least]
        for column, (text, style) in enumerate(cells):
            words = self.said(text) if isinstance(text, (Message, Quoted)) else str(text)
            if style == "entry":
                if words:
                    self.sheet.write_string(self.height, column, words, self.formats[style])
                else:
                    self.sheet.write_blank(self.height, column, None, self.formats[style])
            else:
                self._locked(column, words, style)
            lines.append(_lines(words, self.widths[column]))
        if key:
            self._locked(self.key_column, key, "text")
        self.sheet.set_row(self.height, min(LINE_HEIGHT * max(lines), HIGHEST_ROW))
        self.height += 1
        return self.height - 1

    def _locked(self, column: int, words: str, style: str) -> None:
        self.sheet.write_string(self.height, column, words, self.formats[style])
        if words.strip():
            cell = xlsxwriter.utility.xl_rowcol_to_cell(self.height, column)
            self.own.setdefault(self.height, []).extend((cell, mark_of(words)))

    def choices(self, row: int, column: int, offered: tuple[str, ...]) -> None:
        """A list to choose from."""
        if offered not in self.listed:
            self.listed[offered] = len(self.listed)
            for place, choice in enumerate(offered):
                self.lists.write_string(place, self.listed[offered], choice)
        letter = xlsxwriter.utility.xl_col_to_name(self.listed[offered])
        source = f"={GRADE_LIST}!${letter}$1:${letter}${len(offered)}"
        self.sheet.data_validation(row, column, row, column, {"validate": "list", "source": source})

    def ask_reason(self, row: int, grade: int, reason: int) -> None:
        """Colour a reason that is missing or too short."""
        panel = self.printing.tender.definition.panel
        least = panel.reason_least_characters if panel else 1
        cell = xlsxwriter.utility.xl_rowcol_to_cell
        rule = f'=AND({cell(row, grade)}<>"",LEN(TRIM({cell(row, reason)}))<{least})'
        style = {"type": "formula", "criteria": rule, "format": self.formats["missing"]}
        self.sheet.conditional_format(row, reason, row, reason, style)

    def bid(self, bid: str) -> str:
        """Id and name of a bid."""
        return f"{bid}\n{self.said(Quoted(self.printing.bids[bid].bidder, BIDDER))}"

    def promises(self, leaf: Leaf, envelope: Bid) -> str:
        """What a bid says on the fields that belong to a criterion."""
        lines = [self.said(line) for line in promises(self.printing.tender, leaf, envelope)] or [
            self.said(Message("see the bid"))
        ]
        kept = lines[:]
        while len("\n".join(kept)) > LONGEST_CELL:
            kept.pop()
        if len(kept) < len(lines):
            more = Message("{count} more answers: see the bid", count=len(lines) - len(kept))
            kept.append(self.said(more))
        return "\n".join(kept)

    def single(self, single: SingleMark | None) -> str:
        """One member's score with its reason."""
        if single is None:
            return self.said(Message("not scored"))
        words = f"{single.grade}: {single.reason.text}"
        return f"{words}\n({single.evidence.text})" if single.evidence else words

    def finished(self, more: Mapping[str, str]) -> bytes:
        """Protected, with its stamp."""
        tender = self.printing.tender
        stamp = {
            "schema": SCHEMA,
            "kind": self.kind,
            "tender": tender.definition.id,
            "version": tender.version,
            "head": self.printing.head,
            "evaluator": self.evaluator,
            **more,
        }
        hidden = self.book.add_worksheet(STAMP)
        for row, (key, value) in enumerate(stamp.items()):
            hidden.write_string(row, 0, key)
            hidden.write_string(row, 1, value)
        # By these a sheet that comes back tells which of its locked cells were changed.
        for row, marks in enumerate(self.own.values()):
            hidden.write_string(row, OWN, " ".join(marks))
        for sheet in (hidden, self.lists):
            sheet.protect()
            sheet.very_hidden()
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.print_area(0, 0, max(self.height - 1, 0), len(self.widths) - 1)
        self.sheet.protect("", {"format_columns": True, "format_rows": True})
        self.sheet.activate()
        self.book.close()
        return self.file.getvalue()


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column; not every program fits rows to wrapped text."""
    return sum(-(-_width(line) // width) or 1 for line in text.split("\n"))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
