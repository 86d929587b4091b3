"""The study as an Excel form: inputs by section, made from the cards of its definition."""

import datetime
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from wte_ppp import __version__
from wte_ppp.chapters.names import NAMES
from wte_ppp.chapters.study.inputs import STATUSES as STATUS_WORDS
from wte_ppp.documents import Document
from wte_ppp.feasibility.form.carried import (
    COLUMNS,
    FORM_SCHEMA,
    LABEL,
    STAMP_SHEET,
    VALUE,
    Carried,
)
from wte_ppp.feasibility.form.cells import shown
from wte_ppp.feasibility.form.inputs import (
    BY_COMPONENT,
    FIRST,
    Heading,
    Input,
    Members,
    Path,
    Table,
)
from wte_ppp.feasibility.form.left_out import LeftOut
from wte_ppp.feasibility.form.reading import FURTHER, ROW
from wte_ppp.feasibility.form.stated import ABOUT, Entry, Filled, Slot, filled, kept, pointer
from wte_ppp.feasibility.stated import STATUSES
from wte_ppp.messages import Message, Quoted, Text, mark, sentence, worded
from wte_ppp.print.form_workbook import ENTRY, SAFE, WRAPPED
from wte_ppp.print.language import Language
from wte_ppp.print.sheet_paper import A3, for_print, lines_of
from wte_ppp.print.study_form_words import (
    CHOICE_SHEET,
    COLUMN_HEADS,
    HOW,
    SHEETS,
    WIDTHS,
    allowed_words,
    left_out_words,
    sheet_of,
    word_of,
)

LINE_HEIGHT, HIGHEST = 12, 160
FURTHER_NAMES, FREE_ROWS = 3, 6
LONGEST_ERROR, LONGEST_TITLE, LONGEST_SHEET = 255, 32, 31
TABLE_WIDTH, NAME_WIDTH = 16, 34
MONEY = "currency"
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
        self.words: dict[str, dict[str, str]] = {}
        self.sheets: dict[str, Any] = {}
        self.rows: dict[str, int] = {}
        self.listed: dict[tuple[str, ...], str] = {}
        self.formats = self._formats()

    def _formats(self) -> dict[str, Any]:
        add = self.book.add_format
        boxed = {**WRAPPED, "border": 1, "border_color": "#BFBFBF", "font_size": 9}
        entry = {**ENTRY, "font_size": 9}
        grey = {**boxed, "font_color": "#7F7F7F"}
        return {
            "title": add({"bold": True, "font_size": 14}),
            "plain": add(WRAPPED),
            "head": add({**boxed, "bold": True, "bg_color": "#1F4E79", "font_color": "white"}),
            "part": add({**boxed, "bold": True, "bg_color": "#DDEBF7"}),
            "label": add(boxed),
            "needed": add({**boxed, "bold": True}),
            "grey": add(grey),
            "grey_number": add({**grey, "num_format": "General", "align": "left"}),
            "kept": add({**grey, "bg_color": "#EDEDED"}),
            "entry": add({**entry, "num_format": "@"}),
            "number": add({**entry, "num_format": "General", "align": "right"}),
        }

    def written(self) -> bytes:
        """All sheets."""
        for name in SHEETS:
            self.sheets[name] = self.book.add_worksheet(self._title(SHEETS[name]))
        self.lists = self.book.add_worksheet(CHOICE_SHEET)
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
        self.lists.very_hidden()
        self.sheets["first"].activate()
        self.book.close()
        return self.file.getvalue()

    def said(self, text: Text | str) -> str:
        """Words in the form's language, without what a cell cannot hold."""
        words = worded(text, self.language)
        return "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in words)

    def _title(self, words: str) -> str:
        return "".join(" " if sign in "[]:*?/\\'" else sign for sign in self.said(Message(words)))[
            :LONGEST_SHEET
        ]

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
            self._table(filled_part, part, name)
            return
        if isinstance(part, Heading):
            if len(part.path) > 1 or filled_part.slots:
                self._heading(part.card.label, part.card.description, name)
        elif isinstance(part, Members):
            unit = f" ({part.card.unit})" if part.card.unit else ""
            self._heading(part.card.label, part.card.description, name, unit)
        for slot in filled_part.slots:
            self._slot(slot, name, isinstance(part, Members))
        if isinstance(part, Members) and not part.names:
            self._further(part, name)

    def _columns(self, name: str) -> None:
        """Heads of a sheet's columns, and a hidden row with what they are for."""
        if self.rows.get(name, 0) > 3 or (name != "first" and name in self.rows):
            return
        sheet, row = self.sheets[name], self.rows.get(name, 0)
        keys = (COLUMNS, LABEL, VALUE, "unit", *_SIDES, "left_out", "from", "allowed", "about")
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
            "unit": "" if member else self.said(sentence(asked.card.unit)),
            "from": self.said(told.origin) if told.origin else "",
            "allowed": self.said(allowed_words(asked)),
            "about": "" if member else self.said(sentence(asked.card.description)),
        }
        sheet.write_string(row, 0, key)
        style = "needed" if told.needed else "label"
        sheet.write_string(row, 1, f"  {label}" if member else label, self.formats[style])
        self._entry(sheet, row, 2, slot.asked, slot.entry)
        sheet.write_string(row, 3, texts["unit"], self.formats["label"])
        self._about(sheet, row, slot)
        at = 4 + len(_SIDES)
        if isinstance(told.value, (int, float)):
            sheet.write_number(row, at, told.value, self.formats["grey_number"])
        else:
            words = told.value if isinstance(told.value, str) else self.said(told.value)
            sheet.write_string(row, at, words, self.formats["grey"])
        for column, text in enumerate(("from", "allowed", "about"), at + 1):
            sheet.write_string(row, column, texts[text], self.formats["grey"])
        wrapped = {**texts, VALUE: _plain(slot.entry), **slot.entry.about}
        lines = max(lines_of(str(text), WIDTHS.get(place, 20)) for place, text in wrapped.items())
        sheet.set_row(row, min(LINE_HEIGHT * lines + 3, HIGHEST))

    def _label(self, asked: Input, member: bool) -> str:
        label = asked.card.label
        if member:
            return self.said(Message(NAMES[label]) if label in NAMES else Quoted(label, "study"))
        return self.said(sentence(label))

    def _about(self, sheet: Any, row: int, slot: Slot) -> None:
        """Cells of what is said of a value beside it."""
        for column, key in enumerate(_SIDES, 4):
            live = slot.sourced and not slot.entry.kept and key in ABOUT
            text = slot.entry.about.get(key, "")
            if key == MONEY:
                live = live and _is_money(slot.asked)
                text = text or (slot.asked.card.unit[:3] if _is_money(slot.asked) else "")
                text = text if not live else slot.entry.about.get(key, "")
            elif key == "status" and text in STATUSES:
                text = self.said(Message(STATUS_WORDS[text]))
            style = self.formats["entry" if live else "kept"]
            if text:
                sheet.write_string(row, column, text, style)
            else:
                sheet.write_blank(row, column, None, style)
            if live and key == "status":
                words = {self.said(Message(STATUS_WORDS[one])): one for one in STATUSES}
                self.words["status"] = words
                self._choice(sheet, row, column, tuple(words))

    def _entry(self, sheet: Any, row: int, column: int, asked: Input, entry: Entry) -> None:
        if entry.kept:
            told = self.said(Message("kept as it is in the file"))
            sheet.write_string(row, column, told, self.formats["kept"])
            return
        value = entry.value if entry.value is None else shown(entry.value, asked.kind)
        choices = self._choices(asked)
        if isinstance(value, str) and choices:
            value = {key: word for word, key in choices.items()}.get(value, value)
        counts = asked.kind in ("number", "any") and not isinstance(value, str)
        style = self.formats["number" if counts else "entry"]
        if value is None:
            sheet.write_blank(row, column, None, style)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, style)
        else:
            sheet.write_number(row, column, value, style)
        if choices:
            self._choice(sheet, row, column, tuple(choices))
        elif asked.kind == "number" and asked.card.range is not None:
            self._bounds(sheet, row, column, asked)

    def _choices(self, asked: Input) -> Mapping[str, str]:
        """Words of a choice, by what the form shows; by the input they are carried along."""
        if not asked.choices:
            return {}
        words: dict[str, str] = {}
        for choice in asked.choices:
            word = self.said(word_of(asked, choice))
            words[choice if word in words else word] = choice
        self.words[pointer(asked.path)] = words
        return words

    def _choice(self, sheet: Any, row: int, column: int, words: tuple[str, ...]) -> None:
        if words not in self.listed:
            letter = xl_col_to_name(len(self.listed))
            self.lists.write_column(0, len(self.listed), words)
            self.listed[words] = f"={CHOICE_SHEET}!${letter}$1:${letter}${len(words)}"
        options = {"validate": "list", "source": self.listed[words]}
        sheet.data_validation(row, column, row, column, options)

    def _bounds(self, sheet: Any, row: int, column: int, asked: Input) -> None:
        bounds = asked.card.range
        assert bounds is not None
        told = Message(
            "{field}: {allowed}", field=sentence(asked.card.label), allowed=allowed_words(asked)
        )
        sheet.data_validation(
            row, column, row, column,
            {
                "validate": "integer" if bounds.whole else "decimal",
                "criteria": "between",
                "minimum": -1e15 if bounds.low is None else bounds.low,
                "maximum": 1e15 if bounds.high is None else bounds.high,
                # A price may also be a list of years.
                "error_type": "warning" if asked.listed else "stop",
                "error_title": self.said(Message("Not this number"))[:LONGEST_TITLE],
                "error_message": self.said(told)[:LONGEST_ERROR],
            },
        )  # fmt: skip

    def _further(self, part: Members, name: str) -> None:
        """Rows for names that the list does not have yet."""
        sheet, key = self.sheets[name], FURTHER + pointer(part.path)
        if part.path == BY_COMPONENT:
            own = (
                slot.asked.path[-1] for one in self.parts if one.part is part for slot in one.slots
            )
            self.words[pointer(part.path)] = {
                self.said(Message(NAMES[str(one)])): str(one) for one in own if str(one) in NAMES
            }
        for _ in range(FURTHER_NAMES):
            row = self._next(name)
            sheet.write_string(row, 0, key)
            sheet.write_blank(row, 1, None, self.formats["entry"])
            sheet.write_blank(row, 2, None, self.formats["number"])
            sheet.write_blank(row, 3, None, self.formats["label"])
            for column, side in enumerate(_SIDES, 4):
                live = side in ABOUT and side != MONEY
                sheet.write_blank(row, column, None, self.formats["entry" if live else "kept"])
            told = self.said(Message("a further one: name and number"))
            sheet.write_string(row, 4 + len(_SIDES), told, self.formats["grey"])

    def _table(self, filled_part: Filled, part: Table, name: str) -> None:
        sheet = self.sheets[name]
        start = self.rows.setdefault(name, 0)
        sheet.set_column(1, 1, NAME_WIDTH)
        sheet.set_column(2, 20, TABLE_WIDTH)
        names = [f"name{number}" for number in range(part.path.count("*"))]
        heads = [self.said(Message(word)) for word in ("Name", "Input")[: len(names)]]
        heads += [self._column_head(column) for column in part.columns]
        keys = [COLUMNS, *names, *(pointer(one.path) or VALUE for one in part.columns)]
        label = self.said(sentence(part.card.label))
        about = self.said(sentence(part.card.description))
        sheet.write_string(start, 1, label, self.formats["title"])
        sheet.write_string(start + 1, 1, about)
        sheet.write_row(start + 2, 0, keys)
        sheet.set_row(start + 2, None, None, {"hidden": True})
        height = 1
        for column, head in enumerate(heads, 1):
            sheet.write_string(start + 3, column, head, self.formats["head"])
            height = max(height, lines_of(head, NAME_WIDTH if column == 1 else TABLE_WIDTH - 2))
        sheet.set_row(start + 3, LINE_HEIGHT * height + 4)
        self.rows[name] = start + 4
        key = ROW + pointer(part.path)
        for row in (*filled_part.rows, *(None,) * FREE_ROWS):
            at = self._next(name)
            sheet.write_string(at, 0, key)
            texts: list[str] = list(row.names) if row is not None else [""] * len(names)
            for column, text in enumerate(texts, 1):
                sheet.write_string(at, column, text, self.formats["entry"])
            lines = max([lines_of(texts[0], NAME_WIDTH)] if texts else [1])
            for place, asked in enumerate(part.columns):
                entry = row.entries[place] if row is not None else Entry()
                described = Input((*part.path, *asked.path), asked.card, asked.kind, asked.choices)
                self._entry(sheet, at, 1 + len(names) + place, described, entry)
                lines = max(lines, lines_of(_plain(entry), TABLE_WIDTH))
            sheet.set_row(at, min(LINE_HEIGHT * lines + 3, HIGHEST))
        self.rows[name] += 2

    def _column_head(self, column: Input) -> str:
        label = self.said(sentence(column.card.label))
        return f"{label} ({self.said(sentence(column.card.unit))})" if column.card.unit else label

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
            self.raw.decode("utf-8"), self.language.code, __version__, self.labels, self.words
        )
        sheet = self.book.add_worksheet(STAMP_SHEET)
        for row, (key, text) in enumerate([("schema", FORM_SCHEMA), *_numbered(carried.packed())]):
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, text)
        sheet.protect()
        sheet.very_hidden()


_SIDES = tuple(dict.fromkeys((MONEY, *ABOUT)))
_FIRST_PATHS: Sequence[Path] = tuple(tuple(path.split(".")) for path in FIRST)


def _numbered(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(texts):
        yield str(number), text


def _plain(entry: Entry) -> str:
    return "" if entry.value is None or entry.kept else str(entry.value)


def _is_money(asked: Input) -> bool:
    return asked.card.unit[:3] in ("USD", "JPY")


def _marked() -> tuple[str, ...]:
    return (mark("Name"), mark("Input"))
