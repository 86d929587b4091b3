"""The study as an Excel form: inputs by section, made from the cards of its definition."""

import datetime
import io
from collections.abc import Iterator, Sequence
from typing import Any

import xlsxwriter

from wte_ppp import __version__
from wte_ppp.chapters.names import NAMES
from wte_ppp.documents import Document
from wte_ppp.feasibility.form.carried import (
    COLUMNS,
    FORM_SCHEMA,
    LABEL,
    STAMP_SHEET,
    VALUE,
    Carried,
)
from wte_ppp.feasibility.form.cells import WORD_MARK
from wte_ppp.feasibility.form.inputs import (
    BY_COMPONENT,
    FIRST,
    Heading,
    Input,
    Members,
    Path,
    Table,
)
from wte_ppp.feasibility.form.kept import kept
from wte_ppp.feasibility.form.left_out import LeftOut
from wte_ppp.feasibility.form.reading import FURTHER
from wte_ppp.feasibility.form.stated import ABOUT, Filled, Slot, filled, pointer
from wte_ppp.messages import Message, Quoted, sentence
from wte_ppp.print.form_workbook import SAFE
from wte_ppp.print.language import Language
from wte_ppp.print.sheet_paper import A3, for_print, lines_of
from wte_ppp.print.study_form_cells import HIGHEST, LINE_HEIGHT, MONEY, SIDES, Cells, plain
from wte_ppp.print.study_form_tables import write_table
from wte_ppp.print.study_form_words import (
    COLUMN_HEADS,
    HOW,
    SHEETS,
    WIDTHS,
    allowed_words,
    left_out_words,
    sheet_of,
)

FURTHER_NAMES = 3
LONGEST_SHEET = 31
ALONE = ("published", "sources")  # sheets whose tables have wide texts
# The same study and language, the same bytes.
MADE = datetime.datetime(2026, 1, 1)


def study_form(document: Document, raw: bytes, below: LeftOut, language: Language) -> bytes:
    """Bytes of the form of a study.

    Parameters
    ----------
    document, raw
        The study's file as data and as it stands: the form takes it along, so that nothing of it
        is lost on the way back.
    below
        What counts where a cell is left empty.
    language
        Of all that the form says itself; what the study quotes stays as it is.
    """
    return _Form(document, raw, below, language).written()


class _Form:
    def __init__(self, document: Document, raw: bytes, below: LeftOut, language: Language) -> None:
        self.document, self.raw, self.below, self.language = document, raw, below, language
        self.parts = tuple(filled(document.data))
        self.file = io.BytesIO()
        self.book: Any = xlsxwriter.Workbook(self.file, SAFE)
        self.book.set_properties({"title": "wte_ppp", "created": MADE})
        self.labels: dict[str, str] = {}
        self.sheets: dict[str, Any] = {}
        self.rows: dict[str, int] = {}
        self.cells = Cells(self.book, language, below)
        self.said, self.formats = self.cells.said, self.cells.formats

    def written(self) -> bytes:
        """All sheets."""
        for name in SHEETS:
            self.sheets[name] = self.book.add_worksheet(self._title(name))
        self.cells.begin_lists()
        self._first()
        for part in self.parts:
            if part.part.path not in _FIRST_PATHS:
                self._part(part, sheet_of(part.part))
        self._how()
        self._kept()
        for name in [name for name in SHEETS if name not in self.rows]:
            self.sheets[name].hide()
        self._stamp()
        for name, sheet in self.sheets.items():
            for_print(sheet, str(self.document.data.get("name", "")), paper=A3)
            sheet.protect(
                "", {"format_columns": True, "format_rows": True, "select_locked_cells": True}
            )
            if name in self.rows:
                sheet.set_column(0, 0, None, None, {"hidden": True})
        self.sheets["first"].activate()
        self.book.close()
        return self.file.getvalue()

    def _title(self, name: str) -> str:
        """Name of a sheet: what a spreadsheet takes, each once."""
        said = self.said(Message(SHEETS[name])).replace(WORD_MARK, "")
        title = "".join(" " if sign in "[]:*?/\\'" else sign for sign in said)[:LONGEST_SHEET]
        taken = {sheet.get_name().casefold() for sheet in self.sheets.values()}
        if title.casefold() in taken:
            title = f"{title[: LONGEST_SHEET - 3]} {len(taken)}"
        return title

    def _first(self) -> None:
        by_path = {part.part.path: part for part in self.parts}
        sheet = self.sheets["first"]
        title = self.document.data.get("name") or self.said(Message("A new study"))
        sheet.write_string(0, 1, str(title), self.formats["title"])
        sheet.write_string(1, 1, self.said(Message(HOW[0])))
        self.rows["first"] = 3
        for path in _FIRST_PATHS:
            if path in by_path:
                self._part(by_path[path], "first")

    def _part(self, filled_part: Filled, name: str) -> None:
        part = filled_part.part
        if isinstance(part, Table):
            start = self.rows.get(name, 0)
            sheet = self.sheets[name]
            self.rows[name] = write_table(
                sheet, start, filled_part, part, self.cells, name in ALONE
            )
            return
        if isinstance(part, Heading):
            if len(part.path) > 1 or filled_part.slots:
                self._heading(part.card.label, part.card.description, name)
        elif isinstance(part, Members):
            unit = f" ({self.cells.unit(part.card.unit)})" if part.card.unit else ""
            self._heading(part.card.label, part.card.description, name, unit)
            if part.path == BY_COMPONENT:
                self._sum(filled_part, name)
        for slot in filled_part.slots:
            self._slot(slot, name, isinstance(part, Members))
        if isinstance(part, Members) and not part.names:
            self._further(part, name)

    def _columns(self, name: str) -> None:
        """Heads of a sheet's columns, and a hidden row with what they are for."""
        if self.rows.get(name, 0) > 3 or (name != "first" and name in self.rows):
            return
        sheet, row = self.sheets[name], self.rows.get(name, 0)
        keys = (COLUMNS, LABEL, VALUE, "unit", *SIDES, "left_out", "from", "allowed", "about")
        sheet.write_row(row, 0, keys)
        sheet.set_row(row, None, None, {"hidden": True})
        height = 1
        for column, key in enumerate(keys[1:], 1):
            sheet.set_column(column, column, WIDTHS[key])
            head = self.said(Message(COLUMN_HEADS[key]))
            sheet.write_string(row + 1, column, head, self.formats["head"])
            height = max(height, lines_of(head, WIDTHS[key] - 2))
        sheet.set_row(row + 1, LINE_HEIGHT * height + 4)
        sheet.freeze_panes(row + 2, 2)
        sheet.repeat_rows(row + 1)
        self.rows[name] = row + 2

    def _heading(self, label: str, description: str, name: str, unit: str = "") -> None:
        self._columns(name)
        sheet, row = self.sheets[name], self._next(name)
        about = self.said(sentence(description)) if description else ""
        sheet.write_string(row, 1, self.said(sentence(label)) + unit, self.formats["part"])
        for column in range(2, len(WIDTHS) + 1):
            sheet.write_blank(row, column, None, self.formats["part"])
        sheet.write_string(row, len(WIDTHS), about, self.formats["part"])
        width = WIDTHS["about"]
        sheet.set_row(row, LINE_HEIGHT * max(lines_of(about, width), 1) + 3)

    def _sum(self, filled_part: Filled, name: str) -> None:
        """The sum of the shares, in the row of their heading."""
        row = self.rows[name]
        last = row + len(filled_part.slots) + FURTHER_NAMES
        shares = [slot.entry.value for slot in filled_part.slots]
        total = sum(share for share in shares if isinstance(share, (int, float)))
        formula = f"=SUM(C{row + 1}:C{last})"
        self.sheets[name].write_formula(row - 1, 2, formula, self.formats["sum"], total)

    def _next(self, name: str) -> int:
        self.rows[name] += 1
        return self.rows[name] - 1

    def _slot(self, slot: Slot, name: str, member: bool) -> None:
        self._columns(name)
        sheet, row, asked = self.sheets[name], self._next(name), slot.asked
        key = pointer(asked.path)
        label = self._label(asked, member)
        self.labels[key] = label
        told = left_out_words(asked, self.below, member)
        texts = {
            LABEL: label,
            "unit": "" if member else self.cells.unit(asked.card.unit),
            "from": self.said(told.origin) if told.origin else "",
            "allowed": self.said(allowed_words(asked, self.below.money)),
            "about": "" if member else self.said(sentence(asked.card.description)),
        }
        sheet.write_string(row, 0, key)
        style = "needed" if told.needed else "label"
        sheet.write_string(row, 1, f"  {label}" if member else label, self.formats[style])
        self.cells.entry(sheet, row, 2, slot.asked, slot.entry)
        sheet.write_string(row, 3, texts["unit"], self.formats["label"])
        self.cells.about(sheet, row, slot, member)
        at = 4 + len(SIDES)
        if isinstance(told.value, (int, float)):
            sheet.write_number(row, at, told.value, self.formats["grey_number"])
        else:
            words = told.value if isinstance(told.value, str) else self.said(told.value)
            sheet.write_string(row, at, words, self.formats["grey"])
        for column, text in enumerate(("from", "allowed", "about"), at + 1):
            sheet.write_string(row, column, texts[text], self.formats["grey"])
        wrapped = {**texts, VALUE: plain(slot.entry), **slot.entry.about}
        lines = max(lines_of(str(text), WIDTHS.get(place, 20)) for place, text in wrapped.items())
        sheet.set_row(row, min(LINE_HEIGHT * lines + 3, HIGHEST))

    def _label(self, asked: Input, member: bool) -> str:
        label = asked.card.label
        if member:
            return self.said(Message(NAMES[label]) if label in NAMES else Quoted(label, "study"))
        return self.said(sentence(label))

    def _further(self, part: Members, name: str) -> None:
        """Rows for names that the list does not have yet."""
        sheet, key = self.sheets[name], FURTHER + pointer(part.path)
        if part.path == BY_COMPONENT:
            own = (
                slot.asked.path[-1] for one in self.parts if one.part is part for slot in one.slots
            )
            self.cells.words[pointer(part.path)] = {
                self.said(Message(NAMES[str(one)])): str(one) for one in own if str(one) in NAMES
            }
        for _ in range(FURTHER_NAMES):
            row = self._next(name)
            sheet.write_string(row, 0, key)
            sheet.write_blank(row, 1, None, self.formats["entry"])
            sheet.write_blank(row, 2, None, self.formats["number"])
            sheet.write_blank(row, 3, None, self.formats["label"])
            for column, side in enumerate(SIDES, 4):
                live = side in ABOUT and side != MONEY
                sheet.write_blank(row, column, None, self.formats["entry" if live else "kept"])
            told = self.said(Message("a further one: name and number"))
            sheet.set_row(row, LINE_HEIGHT * lines_of(told, WIDTHS["left_out"]) + 3)
            sheet.write_string(row, 4 + len(SIDES), told, self.formats["grey"])

    def _how(self) -> None:
        sheet = self.sheets["how"]
        sheet.set_column(0, 0, 2)
        sheet.set_column(1, 1, 110)
        for row, line in enumerate(HOW):
            words = self.said(Message(line))
            sheet.set_row(row, 15 * lines_of(words, 100))
            sheet.write_string(row, 1, words, self.formats["plain"])
        self.rows["how"] = len(HOW)

    def _kept(self) -> None:
        places = [pointer(path) for path in kept(self.document.data)]
        if not places:
            return
        sheet = self.sheets["kept"]
        sheet.set_column(1, 1, 110)
        told = Message("These parts of the file are kept as they are; change them in the file.")
        for row, text in enumerate((self.said(told), *places)):
            sheet.write_string(row, 1, text, self.formats["plain"])
        self.rows["kept"] = len(places) + 1

    def _stamp(self) -> None:
        carried = Carried(
            self.raw.decode("utf-8"), self.language.code, __version__, self.labels, self.cells.words
        )
        sheet = self.book.add_worksheet(STAMP_SHEET)
        for row, (key, text) in enumerate([("schema", FORM_SCHEMA), *_numbered(carried.packed())]):
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, text)
        sheet.protect()
        sheet.very_hidden()


_FIRST_PATHS: Sequence[Path] = tuple(tuple(path.split(".")) for path in FIRST)


def _numbered(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(texts):
        yield str(number), text
