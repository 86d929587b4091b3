"""Cells of a study's form: entries, drop-downs, bounds, and what is said of a value beside it."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from wte_ppp.chapters.study.inputs import STATUSES as STATUS_WORDS
from wte_ppp.currencies import USD
from wte_ppp.feasibility.form.cells import shown
from wte_ppp.feasibility.form.inputs import Input
from wte_ppp.feasibility.form.left_out import LeftOut
from wte_ppp.feasibility.form.stated import ABOUT, Entry, Slot, is_amount, pointer
from wte_ppp.feasibility.money_reading import COMMON
from wte_ppp.feasibility.stated import STATUSES
from wte_ppp.messages import Message, Text, sentence, worded
from wte_ppp.print.form_workbook import ENTRY, WRAPPED
from wte_ppp.print.language import Language
from wte_ppp.print.study_form_words import CHOICE_SHEET, allowed_words, word_of

LONGEST_ERROR, LONGEST_TITLE = 255, 32
LINE_HEIGHT, HIGHEST = 12, 160
MONEY, COUNTRY = "currency", ("country",)
# Columns beside a value; in which money an amount is, is shown where the file cannot say it.
SIDES = tuple(dict.fromkeys((MONEY, *ABOUT)))


class Cells:
    """Writes cells of one workbook; `words` are the choices that it shows, by their input."""

    def __init__(self, book: Any, language: Language, below: LeftOut) -> None:
        self.book, self.language, self.below = book, language, below
        self.words: dict[str, dict[str, str]] = {}
        self.listed: dict[tuple[str, ...], str] = {}
        self.formats = self._formats()

    def begin_lists(self) -> None:
        """Add the sheet of the drop-downs, behind those that are there."""
        self.lists = self.book.add_worksheet(CHOICE_SHEET)
        self.lists.very_hidden()

    def said(self, text: Text | str) -> str:
        """Words in the form's language, without what a cell cannot hold."""
        words = worded(text, self.language)
        return "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in words)

    def unit(self, unit: str) -> str:
        """A unit, of an amount in the study's money."""
        code, words = self.below.money.code, self.said(sentence(unit))
        return words if self.below.money.unit(unit) == unit else words.replace(USD, code)

    def entry(self, sheet: Any, row: int, column: int, asked: Input, entry: Entry) -> None:
        """The cell to fill in, with what stands in it."""
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
            self.choice(sheet, row, column, tuple(choices))
        elif asked.path == COUNTRY and self.below.countries:
            # A folder of one's own may stand there as well.
            self.choice(sheet, row, column, self.below.countries, strict=False)
        elif asked.kind == "number" and asked.card.range is not None:
            self._bounds(sheet, row, column, asked)

    def about(self, sheet: Any, row: int, slot: Slot, member: bool) -> None:
        """Cells of what is said of a value beside it."""
        for column, key in enumerate(SIDES, 4):
            live = slot.sourced and not slot.entry.kept and key in ABOUT
            text = slot.entry.about.get(key, "")
            if key == MONEY:
                live = live and is_amount(slot.asked) and not member
            elif key == "status" and text in STATUSES:
                text = self.said(Message(STATUS_WORDS[text]))
            write_text(sheet, row, column, text, self.formats["entry" if live else "kept"])
            if live and key == MONEY:
                self.choice(sheet, row, column, COMMON, strict=False)
            if live and key == "status":
                words = {self.said(Message(STATUS_WORDS[one])): one for one in STATUSES}
                self.words["status"] = words
                self.choice(sheet, row, column, tuple(words))

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

    def choice(
        self, sheet: Any, row: int, column: int, words: tuple[str, ...], *, strict: bool = True
    ) -> None:
        """A drop-down; one that is not strict takes other words as well."""
        if words not in self.listed:
            letter = xl_col_to_name(len(self.listed))
            self.lists.write_column(0, len(self.listed), words)
            self.listed[words] = f"={CHOICE_SHEET}!${letter}$1:${letter}${len(words)}"
        options = {"validate": "list", "source": self.listed[words], "show_error": strict}
        sheet.data_validation(row, column, row, column, options)

    def _bounds(self, sheet: Any, row: int, column: int, asked: Input) -> None:
        assert asked.card.range is not None
        bounds = self.below.money.range(asked.card.range)
        told = Message(
            "{field}: {allowed}",
            field=sentence(asked.card.label),
            allowed=allowed_words(asked, self.below.money),
        )
        sheet.data_validation(
            row, column, row, column,
            {
                "validate": "integer" if bounds.whole else "decimal",
                "criteria": "between",
                "minimum": -1e15 if bounds.low is None else bounds.low,
                "maximum": 1e15 if bounds.high is None else bounds.high,
                # A price may also be a list of years, an amount be in another currency.
                "error_type": "warning" if asked.listed or is_amount(asked) else "stop",
                "error_title": self.said(Message("Not this number"))[:LONGEST_TITLE],
                "error_message": self.said(told)[:LONGEST_ERROR],
            },
        )  # fmt: skip

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
            "sum": add({**boxed, "bold": True, "bg_color": "#DDEBF7", "num_format": "0.0##"}),
            "label": add(boxed),
            "needed": add({**boxed, "bold": True}),
            "grey": add(grey),
            "grey_number": add({**grey, "num_format": "General", "align": "left"}),
            "kept": add({**grey, "bg_color": "#EDEDED"}),
            "entry": add({**entry, "num_format": "@"}),
            "number": add({**entry, "num_format": "General", "align": "right"}),
        }


def write_text(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """A text, or nothing: an empty text is something in a spreadsheet."""
    if text:
        sheet.write_string(row, column, text, style)
    else:
        sheet.write_blank(row, column, None, style)


def plain(entry: Entry) -> str:
    """An entry's value as text, for the height of its row."""
    return "" if entry.value is None or entry.kept else str(entry.value)
