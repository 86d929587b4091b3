"""What a bidder wrote beside the form's own cells: it counts for nothing and is listed."""

import hashlib
from collections.abc import Collection, Iterator, Mapping

from wte_ppp.messages import Message, Quoted, mark
from wte_ppp.spreadsheets import Remark, Workbook
from wte_ppp.tender.doubts import BIDDER

MOST_LISTED = 200
DIGITS = 8
WORDS: Mapping[str, str] = {
    "comment": mark("comment at {place}: {text}"),
    "drawing": mark("text in a drawing ({place}): {text}"),
    "header": mark("header of {place}: {text}"),
    "footer": mark("footer of {place}: {text}"),
}
BARE: Mapping[str, str] = {
    "hidden sheet": mark("hidden sheet: {place}"),
    "hidden column": mark("hidden column: {place}"),
    "hidden row": mark("hidden row: {place}"),
    "picture": mark("picture: {place}"),
    "embedded file": mark("file within the file: {place}"),
}


def mark_of(text: str) -> str:
    """Short hash by which a form knows its own texts again, in any language.

    >>> len(mark_of("Name of the bidder"))
    8
    """
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:DIGITS]


def outside(
    book: Workbook, entries: Collection[str], own_texts: str, own_remarks: Collection[str]
) -> tuple[Message, ...]:
    """Cells and remarks that are neither the form's own nor an entry.

    Parameters
    ----------
    book
        The filled-in form.
    entries
        Places of the cells that are read.
    own_texts
        Marks of the form's texts, as it carries them; a form without any is not compared.
    own_remarks
        Places of hidden parts and texts of footers that the form has itself.

    Returns
    -------
    tuple[Message, ...]
        The first 200 of them, and how many more there are.
    """
    found = [*_remarks(book.remarks, own_remarks)]
    if own_texts:
        found += _cells(book, entries, set(own_texts.split()))
    if len(found) > MOST_LISTED:
        more = Message("and {count} more", count=len(found) - MOST_LISTED)
        return (*found[:MOST_LISTED], more)
    return tuple(found)


def _remarks(remarks: Collection[Remark], own: Collection[str]) -> Iterator[Message]:
    for remark in remarks:
        if remark.place in own or (remark.text and remark.text in own):
            continue
        if remark.kind in WORDS:
            text = Quoted(remark.text, BIDDER)
            yield Message(WORDS[remark.kind], place=remark.place, text=text)
        elif remark.kind in BARE:
            yield Message(BARE[remark.kind], place=remark.place)


def _cells(book: Workbook, entries: Collection[str], own: Collection[str]) -> Iterator[Message]:
    for rows in book.sheets.values():
        for row in rows:
            for cell in row:
                text = cell.formula or ("" if cell.value is None else str(cell.value))
                if text.strip() and cell.place not in entries and mark_of(text) not in own:
                    yield Message("{place}: {text}", place=cell.place, text=Quoted(text, BIDDER))
