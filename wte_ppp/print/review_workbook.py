"""The review sheet of a profile as an Excel workbook: cover, rows, documents, tables."""

import datetime
import io
import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from wte_ppp.guidance.limits import EmissionLimits
from wte_ppp.guidance.load import Guidance
from wte_ppp.guidance.names import VARIABLES
from wte_ppp.guidance.review.layout import (
    ABOUT,
    CHOICES,
    COLUMNS,
    DOCUMENT_COLUMNS,
    DOCUMENTS,
    FREE_DOCUMENTS,
    FREE_TABLE_ROWS,
    HEAD_ROW,
    KEY,
    LIMITS,
    LISTS,
    NOT_YET,
    PLACES,
    READ,
    REVIEW,
    SAID,
    SCHEMA,
    SHOWN,
    STAMP,
    STATES,
    TABLE_COLUMNS,
    TABLES,
    Column,
)
from wte_ppp.guidance.review.reading import comparable, shown_mark
from wte_ppp.guidance.review.rows import EFFECTS, Row
from wte_ppp.messages import Message, Quoted, Speech, Text, worded
from wte_ppp.print.form_workbook import ENTRY, SAFE, WRAPPED
from wte_ppp.print.review_limits import LimitsSheet, rows_to_fill_in
from wte_ppp.print.review_words import HOW, HOW_NEW
from wte_ppp.print.sheet_paper import A3, for_print, lines_of

LINE_HEIGHT, HIGHEST_ROW, ABOUT_WIDTH = 12, 400, 110
LONGEST_CELL = 30_000


def review_workbook(
    guidance: Guidance, rows: Sequence[Row], day: datetime.date, speech: Speech, *,
    new: Mapping[str, str] | None = None,
) -> bytes:  # fmt: skip
    """Bytes of the workbook.

    Parameters
    ----------
    guidance
        The profile whose own folder is read.
    rows
        In their order.
    day
        The rows are those in force on it or to come.
    speech
        Of the reader.
    new
        Head of a country that the sheet starts; None where the profile is there.
    """
    return _Book(guidance, rows, day, speech, new).written()


class _Book:
    def __init__(
        self, guidance: Guidance, rows: Sequence[Row], day: datetime.date, speech: Speech,
        new: Mapping[str, str] | None,
    ) -> None:  # fmt: skip
        self.guidance, self.rows, self.day, self.speech, self.new = guidance, rows, day, speech, new
        self.file = io.BytesIO()
        self.book: Any = xlsxwriter.Workbook(self.file, SAFE)
        created = datetime.datetime.combine(day, datetime.time())
        self.book.set_properties({"title": guidance.profile.name, "created": created})
        add, boxed = self.book.add_format, {**WRAPPED, "border": 1, "border_color": "#BFBFBF"}
        self.formats = {
            "title": add({"bold": True, "font_size": 14}),
            "plain": add(WRAPPED),
            "text": add({**boxed, "font_size": 9}),
            "number": add({**boxed, "font_size": 9, "align": "left", "num_format": "General"}),
            "entry": add({**ENTRY, "font_size": 9, "num_format": "@"}),
            "entry_number": add(
                {**ENTRY, "font_size": 9, "num_format": "General", "align": "left"}
            ),
            "head": add({**boxed, "bold": True, "bg_color": "#1F4E79", "font_color": "white"}),
            "head_entry": add({**boxed, "bold": True, "bg_color": "#FFE699"}),
        }
        self.about = self.book.add_worksheet(ABOUT)
        self.review = self.book.add_worksheet(REVIEW)
        self.documents = self.book.add_worksheet(DOCUMENTS)
        self.tables = self.book.add_worksheet(TABLES)
        # Limits to fill in, or as they stand; a profile that leaves them to another has neither.
        self.unknown = next(rows_to_fill_in(rows), "")
        self.held = [row for row in rows if isinstance(row.value, EmissionLimits)]
        self.limits = [
            self.book.add_worksheet(LIMITS) for _ in range(bool(self.unknown or self.held))
        ]
        self.lists = self.book.add_worksheet(LISTS)
        self.listed = 0

    def written(self) -> bytes:
        """All sheets, protected."""
        self._about()
        self._documents()
        self._tables()
        self._limits()
        self._review()
        self._stamp()
        for sheet in (self.about, self.review, self.documents, self.tables, *self.limits):
            sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
        self.lists.protect()
        self.lists.very_hidden()
        self.about.activate()
        self.book.close()
        return self.file.getvalue()

    def said(self, text: Text | str) -> str:
        """Words in the reader's language, without what a cell cannot hold."""
        words = worded(text, self.speech)[:LONGEST_CELL]
        return "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in words)

    def _about(self) -> None:
        profile, sheet = self.guidance.profile, self.about
        sheet.set_column(0, 0, ABOUT_WIDTH)
        title = self.said(Quoted(profile.name, self.guidance.identity))
        sheet.write_string(0, 0, title, self.formats["title"])
        stands = (
            Message("A new profile, {profile}", profile=profile.id)
            if self.new is not None
            else Message(
                "Review of {profile}: values in force on {day} or later",
                profile=self.guidance.identity,
                day=self.day.isoformat(),
            )
        )
        steps = HOW if self.new is None else HOW_NEW
        told = [Message(step, **({"profile": profile.id} if "{" in step else {})) for step in steps]
        counts = Message("{count} rows", count=len(self.rows))
        lines: list[Text] = [stands, counts, Message("Guidance, not legal advice.")]
        for row, line in enumerate((*lines, *told), 1):
            words = self.said(line)
            words = f"{row - len(lines)}. {words}" if row > len(lines) else words
            sheet.set_row(row, 15 * lines_of(words, ABOUT_WIDTH))
            sheet.write_string(row, 0, words, self.formats["plain"])
        for_print(sheet, profile.id)

    def _review(self) -> None:
        sheet = self.review
        self._heads(sheet, COLUMNS)
        sheet.set_column(KEY, SHOWN, None, None, {"hidden": True})
        for key in NOT_YET if self.new is not None else ():
            sheet.set_column(PLACES[key], PLACES[key], None, None, {"hidden": True})
        for number, row in enumerate(self.rows, HEAD_ROW + 1):
            shown = self._shown(row)
            height = 1
            for place, value in enumerate(shown):
                if isinstance(value, float):
                    sheet.write_number(number, place, value, self.formats["number"])
                else:
                    sheet.write_string(number, place, value, self.formats["text"])
                height = max(height, lines_of(comparable(value), COLUMNS[place].width))
            self._entries(number, row, len(shown))
            if row.choices and row.kind == "text":
                self._choice(sheet, number, number, PLACES["value_seen"], self._list(row.choices))
            sheet.write_string(number, KEY, row.key)
            sheet.write_string(number, SAID, row.said)
            sheet.write_string(number, SHOWN, shown_mark([comparable(value) for value in shown]))
            sheet.set_row(number, min(LINE_HEIGHT * height + 2, HIGHEST_ROW))
        last = HEAD_ROW + max(len(self.rows), 1)
        for key in ("read_seen", "kind_seen", "binds_seen"):
            words = [self.said(Message(word)) for word in CHOICES[key].values()]
            self._choice(sheet, HEAD_ROW + 1, last, PLACES[key], self._list(words))
        documents = f"={DOCUMENTS}!$A$2:$A${1 + len(self._known()) + FREE_DOCUMENTS}"
        self._choice(sheet, HEAD_ROW + 1, last, PLACES["document_seen"], documents)
        sheet.freeze_panes(HEAD_ROW + 1, PLACES["rule"] + 1)
        sheet.repeat_rows(HEAD_ROW)
        sheet.autofilter(HEAD_ROW, 0, last, len(COLUMNS) - 1)
        sheet.print_area(0, 0, last, len(COLUMNS) - 1)
        for_print(sheet, self.guidance.identity, paper=A3)

    def _shown(self, row: Row) -> list[str | float]:
        """The locked cells of a row, in the order of columns."""
        value = row.value_in_words()
        source = row.source
        quoted = row.by_profile
        state = "" if source is None or source.state is None else STATES[source.state]
        texts: Mapping[str, Text | str] = {
            "effect": Message(EFFECTS[row.effect]),
            "question": row.question,
            "rule": row.rule_id,
            "unit": row.unit,
            "since": row.since,
            "when": row.when or "",
            "document": "" if source is None else Quoted(source.title, quoted),
            "article": Quoted(row.clause, quoted),
            "link": "" if source is None else source.link,
            "read": Message(READ[row.read]) if row.read else "",
            "state": Message(state) if state else "",
            "by": row.by,
            "reviewed": row.reviewed,
            "todo": row.todo,
        }
        return [
            value if column.key == "value" and isinstance(value, float)
            else self.said(value if column.key == "value" else texts[column.key])  # type: ignore[arg-type]
            for column in COLUMNS
            if not column.entry
        ]  # fmt: skip

    def _entries(self, number: int, row: Row, first: int) -> None:
        for place, column in enumerate(COLUMNS[first:], first):
            tells = row.is_plain and (row.kind != "limits" or row.value is not None)
            locked = column.key == "value_seen" and not tells
            counts = column.key == "value_seen" and row.kind in ("number", "any", "weights")
            style = "text" if locked else "entry_number" if counts else "entry"
            self.review.write_blank(number, place, None, self.formats[style])

    def _heads(self, sheet: Any, columns: Sequence[Column]) -> None:
        height = 1
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            head = self.said(Message(column.head))
            style = "head_entry" if column.entry else "head"
            sheet.write_string(HEAD_ROW, place, head, self.formats[style])
            height = max(height, lines_of(head, column.width - 2))
        sheet.set_row(HEAD_ROW, 15 * height + 2)

    def _known(self) -> list[str]:
        return sorted(self.guidance.layers[-1].sources) if self.new is None else []

    def _documents(self) -> None:
        sheet, known = self.documents, self._known()
        self._heads(sheet, DOCUMENT_COLUMNS)
        for number, key in enumerate(known, 1):
            source = self.guidance.layers[-1].sources[key]
            state = "" if source.state is None else self.said(Message(STATES[source.state]))
            cells = (key, source.title, str(source.year), source.link, state)
            for place, text in enumerate(cells):
                sheet.write_string(number, place, text, self.formats["text"])
            lines = [
                lines_of(cell, one.width) for cell, one in zip(cells, DOCUMENT_COLUMNS, strict=True)
            ]
            sheet.set_row(number, LINE_HEIGHT * max(lines) + 2)
        first, last = len(known) + 1, len(known) + FREE_DOCUMENTS
        for number in range(first, last + 1):
            for place in range(len(DOCUMENT_COLUMNS)):
                sheet.write_blank(number, place, None, self.formats["entry"])
        words = [self.said(Message(word)) for word in STATES.values()]
        self._choice(sheet, first, last, len(DOCUMENT_COLUMNS) - 1, self._list(words))
        self._listing(sheet)

    def _tables(self) -> None:
        sheet = self.tables
        self._heads(sheet, TABLE_COLUMNS)
        for number in range(1, FREE_TABLE_ROWS + 1):
            for place, column in enumerate(TABLE_COLUMNS):
                style = "entry_number" if column.key in ("up_to", "value") else "entry"
                sheet.write_blank(number, place, None, self.formats[style])
        rules = list(dict.fromkeys(row.rule_id for row in self.rows if row.kind != "limits"))
        self._choice(sheet, 1, FREE_TABLE_ROWS, 0, self._list(rules))
        self._choice(sheet, 1, FREE_TABLE_ROWS, 1, self._list(list(VARIABLES)))
        self._listing(sheet)

    def _limits(self) -> None:
        for sheet in self.limits:
            limits = LimitsSheet(
                sheet, self.formats, self.said,
                lambda at, first, last, column, words: self._choice(
                    at, first, last, column, self._list(words)
                ),
            )  # fmt: skip
            if self.unknown:
                limits.to_fill_in()
            else:
                limits.as_they_stand(self.held)
            for_print(sheet, self.guidance.identity)

    def _listing(self, sheet: Any) -> None:
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        for_print(sheet, self.guidance.identity)

    def _list(self, words: Sequence[str]) -> str:
        self.lists.write_column(0, self.listed, words)
        letter = xl_col_to_name(self.listed)
        self.listed += 1
        return f"={LISTS}!${letter}$1:${letter}${max(len(words), 1)}"

    def _choice(self, sheet: Any, first: int, last: int, column: int, source: str) -> None:
        if last >= first:
            sheet.data_validation(
                first, column, last, column, {"validate": "list", "source": source}
            )

    def _stamp(self) -> None:
        profile = self.guidance.profile
        sheet = self.book.add_worksheet(STAMP)
        stamp = {
            "schema": SCHEMA,
            "profile": profile.id,
            "version": profile.version,
            "day": self.day.isoformat(),
            "rows": str(len(self.rows)),
            "limits": self.unknown,
            "documents": json.dumps(self._known()),
            **{
                f"{name}.{key}": self.said(Message(word))
                for name, words in CHOICES.items()
                for key, word in words.items()
            },
            **{f"new.{key}": text for key, text in (self.new or {}).items()},
        }
        for row, (key, text) in enumerate(stamp.items()):
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, text)
        sheet.protect()
        sheet.very_hidden()
