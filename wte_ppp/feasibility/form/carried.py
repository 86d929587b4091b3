"""What a form takes along unseen: the study's file, its own words, and how it was made."""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wte_ppp.documents import LARGEST_FILE_BYTES, Document, DocumentError, Problem, document_in
from wte_ppp.spreadsheets import Cell, Workbook

FORM_SCHEMA = "wte_ppp/study-form/1"
STAMP_SHEET = "_study"
# First cell of a row that names the columns below it.
COLUMNS = "@columns"
# Columns of a row, beside those of what is said of a value.
LABEL, VALUE = "label", "value"
UNIT, LEFT_OUT, FROM, ALLOWED, ABOUT_IT = "unit", "left_out", "from", "allowed", "about"
SHOWN = (LABEL, UNIT, LEFT_OUT, FROM, ALLOWED, ABOUT_IT)  # the form's own words
LONGEST_CELL, MOST_UNPACKED = 30_000, 4 * LARGEST_FILE_BYTES
AGAIN = "make the form anew with `wte-ppp study form`"


@dataclass(frozen=True)
class Carried:
    """The study's file as the form was made of it, and what the form shows.

    `labels` are the texts beside the cells by their keys, `words` those of choices, by the place
    of an input without names, `about` those of the status.
    """

    study: str
    language: str
    version: str
    labels: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]

    def document(self, name: str) -> Document:
        """The study's file as data."""
        return document_in(self.study.encode("utf-8"), name)

    def packed(self) -> Sequence[str]:
        """As texts that no program changes, each for one cell."""
        whole = json.dumps(
            {
                "study": self.study,
                "language": self.language,
                "version": self.version,
                "labels": dict(self.labels),
                "words": {place: dict(words) for place, words in self.words.items()},
            },
            ensure_ascii=False,
        ).encode("utf-8")
        text = base64.b64encode(zlib.compress(whole, 9)).decode("ascii")
        return [text[at : at + LONGEST_CELL] for at in range(0, len(text), LONGEST_CELL)]


def carried_in(book: Workbook) -> Carried:
    """What a form that came back has taken along.

    Raises
    ------
    DocumentError
        If it is no form of a study, or that part of it is damaged.
    """
    rows = next(
        (rows for rows in book.sheets.values() if rows and _text(rows[0], 0) == "schema"), None
    )
    if rows is None:
        found = f"no sheet {STAMP_SHEET}, which a form has"
        raise _refused(book, found, "a form made by `wte-ppp study form`", AGAIN)
    if _text(rows[0], 1) != FORM_SCHEMA:
        found = repr(_text(rows[0], 1))[:60]
        raise _refused(book, found, repr(FORM_SCHEMA), AGAIN)
    packed = "".join(_text(row, 1) for row in rows[1:])
    try:
        whole = _unpacked(packed)
        return Carried(
            str(whole["study"]), str(whole["language"]), str(whole["version"]),
            {str(key): str(text) for key, text in whole["labels"].items()},
            {
                str(place): {str(word): str(key) for word, key in words.items()}
                for place, words in whole["words"].items()
            },
        )  # fmt: skip
    except (ValueError, KeyError, AttributeError, TypeError, zlib.error, RecursionError):
        raise _refused(
            book, "a part of the form that was changed or cut", "the form as it was made", AGAIN
        ) from None


def _unpacked(text: str) -> Any:
    unpacking = zlib.decompressobj()
    whole = unpacking.decompress(base64.b64decode(text, validate=True), MOST_UNPACKED)
    if unpacking.unconsumed_tail or not unpacking.eof:
        raise ValueError
    return json.loads(whole)


def _text(row: Sequence[Cell], column: int) -> str:
    value = row[column].value if len(row) > column else None
    return value if isinstance(value, str) else ""


def _refused(book: Workbook, found: str, allowed: str, action: str) -> DocumentError:
    return DocumentError((Problem(book.path, None, STAMP_SHEET, found, allowed, action),))
