"""An envelope in whatever form it came: the Excel form, its copy in another format, YAML, CSV."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from wte_ppp.documents import Document, DocumentError, Problem, document_in, text_in
from wte_ppp.plain_files import plain_bytes
from wte_ppp.spreadsheets.guard import workbook_of
from wte_ppp.spreadsheets.safety import LARGEST_BYTES, looked_at
from wte_ppp.tender.answers import PerhapsGrouped
from wte_ppp.tender.bids import Bid, bid_of
from wte_ppp.tender.definition.bid import Envelope
from wte_ppp.tender.form_reading import form_in
from wte_ppp.tender.tender import Tender
from wte_ppp.tender.trust.sealing import seal_header

UNREADABLE = "(cannot be read)"
SEALED = "a sealed envelope"
LARGEST_TEXT = 1_000_000
HEAD = ("field", "value")
SEPARATORS = (",", ";", "\t")
# One to three digits, a point and three more: a decimal to one reader, thousands to another.
GROUPED = re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}")
# Lines of a CSV that are no fields of the form.
ABOUT = ("schema", "tender", "tender_version", "envelope", "bidder", "currency")


def read_envelope(path: Path, tender: Tender, envelope: Envelope) -> Bid:
    """Read one envelope of a bid, by what the file is; its ending says nothing.

    Raises
    ------
    DocumentError
        If it is no bid of this tender and envelope.
    """
    try:
        raw = plain_bytes(path, LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        found = getattr(error, "strerror", None) or str(error)
        action = "check the path"
        problem = Problem(str(path), None, "", found, "a file that can be read", action)
        raise DocumentError((problem,)) from None
    return envelope_in(raw, str(path), tender, envelope)


def envelope_in(raw: bytes, name: str, tender: Tender, envelope: Envelope) -> Bid:
    """The same from bytes; `name` is how problems call the file."""
    kind, safe = looked_at(raw, name)
    if kind != "text":
        return form_in(workbook_of(kind, safe, name), tender, envelope)
    if len(raw) > LARGEST_TEXT:
        raise _no_bid(name, f"{len(raw):,} bytes of text", f"at most {LARGEST_TEXT:,} bytes")
    if not raw.strip():
        raise _no_bid(name, "an empty file", "a filled-in form")
    separator = _separator(raw)
    if separator:
        document = _csv(text_in(raw, name), name, separator)
        if separator != ",":
            document = _with_groups_in_doubt(document)
        return bid_of(document, tender, envelope)
    return bid_of(document_in(raw, name), tender, envelope)


def read_received(
    raw: bytes, name: str, tender: Tender, envelope: Envelope, *, sealed: str = ""
) -> Bid:
    """An envelope as it was received; one that cannot be read is an open point and stops no other.

    Parameters
    ----------
    raw, name
        Its bytes and how problems call the file.
    tender, envelope
        What it should be a bid of.
    sealed
        Why a sealed envelope did not open; empty where nobody tried.

    Returns
    -------
    Bid
        With what it says, or with why it could not be read.
    """
    if seal_header(raw) is not None:
        found, allowed = sealed or SEALED, "an opened envelope"
        action = "open it with tender open-prices or unseal"
        problem = Problem(name, None, "", found, allowed, action)
        return Bid(UNREADABLE, envelope, "", {}, (problem,))
    try:
        return envelope_in(raw, name, tender, envelope)
    except DocumentError as error:
        problems = error.problems
    except (RecursionError, MemoryError) as error:
        problems = _no_bid(name, type(error).__name__, "a bid").problems
    return Bid(UNREADABLE, envelope, "", {}, problems)


def _separator(raw: bytes) -> str:
    """What parts field and value in the first line of a CSV; empty if it is none."""
    first = raw.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].strip().lower()
    for separator in SEPARATORS:
        cells = [cell.strip().strip(b'"') for cell in first.split(separator.encode())]
        if tuple(cell.decode("ascii", "replace") for cell in cells[:2]) == HEAD:
            return separator
    return ""


def _csv(text: str, name: str, separator: str) -> Document:
    """Lines of field and value as the document that a bid file is."""
    data: dict[str, Any] = {"schema": "wte_ppp/bid/1", "fields": {}}
    lines: dict[str, int] = {}
    faults: list[Problem] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            key, value = (*(cell.strip() for cell in row[:2]), "", "")[:2]
            if reader.line_num == 1 or not key:
                continue
            place = key if key in ABOUT else f"fields.{key}"
            if place in lines:
                allowed = f"each field once (it is in line {lines[place]})"
                found = "the field a second time"
                faults.append(Problem(name, reader.line_num, key, found, allowed, "remove one"))
            lines[place] = reader.line_num
            (data if key in ABOUT else data["fields"])[key] = value
    except csv.Error as error:
        raise _no_bid(name, str(error), "lines of field and value") from None
    if faults:
        raise DocumentError(faults)
    return Document(name, data, lines)


def _with_groups_in_doubt(document: Document) -> Document:
    """A CSV of a country that writes decimals with a comma: its "2.380" may well be 2380."""
    fields = {
        key: PerhapsGrouped(value) if GROUPED.fullmatch(value) else value
        for key, value in document.data["fields"].items()
    }
    return replace(document, data={**document.data, "fields": fields})


def _no_bid(name: str, found: str, allowed: str) -> DocumentError:
    action = "save the form as .xlsx and send it again"
    return DocumentError((Problem(name, None, "", found, allowed, action),))
