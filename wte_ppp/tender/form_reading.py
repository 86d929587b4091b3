"""A filled-in Excel form, read by defined names and checked cell by cell."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.guidance.catalogues import BidField
from wte_ppp.messages import Message, Quoted, Text
from wte_ppp.spreadsheets import Cell, Workbook, read_workbook
from wte_ppp.tender.bids import (
    BIDDER,
    MISSING,
    Bid,
    FieldProblem,
    Unusable,
    currencies_of,
    is_currency,
    lacks_currency,
    read_fields,
)
from wte_ppp.tender.definition.bid import LONGEST_TEXT, Envelope
from wte_ppp.tender.form_workbook import FORM_SCHEMA, currency_name_of, name_of
from wte_ppp.tender.tender import Tender

FORM_NAMES = ("form_schema", "form_tender", "form_version", "form_envelope")


def read_form(path: str | Path, tender: Tender, envelope: Envelope) -> Bid:
    """Read one envelope from the tender's Excel form.

    Raises `DocumentError` if it is no such form, or one of another tender or envelope.
    """
    book = read_workbook(path)
    stamp = _stamp(book, tender, envelope)
    mine = {key: field for key, field in tender.form.items() if field.envelope == envelope}
    cells = {key: book.names[name_of(key)] for key in mine if name_of(key) in book.names}
    early: dict[str, FieldProblem] = {}
    raw: dict[str, Any] = {}
    for key, field in mine.items():
        if key not in cells:
            found, allowed = f"no cell named {name_of(key)}", "the form's own cells"
            what: Text = Message("its cell is missing from the form")
            early[key] = FieldProblem(
                book.path, None, name_of(key), found, allowed, "use the form", key, what
            )
            continue
        value, fault = _value(cells[key], field)
        if fault:
            found, allowed, action, what = fault
            place = f"{cells[key].place} ({key})"
            early[key] = FieldProblem(book.path, None, place, found, allowed, action, key, what)
        elif value is not None:
            raw[key] = _with_currency(value, _text(book, currency_name_of(key)))
    answers, faults = read_fields(raw, tender.form, envelope)
    later = {fault.key: fault for fault in faults}
    listed: list[Problem] = [*early.values()]
    listed += [_placed(book, problem, cells) for key, problem in later.items() if key not in early]
    bidder = _text(book, name_of("bidder_name")) or _text(book, name_of("bidder"))
    currency = _text(book, name_of("currency")).upper()
    currencies = currencies_of(raw, tender.form)
    money = lacks_currency(answers, tender.form, currencies)
    if not bidder:
        found = "no name of the bidder"
        listed.append(
            FieldProblem(book.path, None, "Bid", found, "a name", "add it", "bidder_name")
        )
    if money and not (len(currency) == 3 and currency.isalpha()):
        allowed = "three letters such as USD"
        what = Message("{stated}: not a currency", stated=Quoted(currency, BIDDER))
        what = what if currency else MISSING
        listed.append(
            FieldProblem(
                book.path, None, "Bid (currency)", repr(currency), allowed, "add it", "currency",
                what,
            )
        )  # fmt: skip
    notes = [
        Message("{place} ({field}): {note}", place=cell.place, field=key, note=note)
        for key, cell in cells.items()
        if cell.value is not None
        for note in _notes(cell)
    ]
    return Bid(
        bidder or "(no name)",
        envelope,
        currency,
        answers,
        tuple(listed),
        stamp,
        tuple(notes),
        currencies,
    )


def _with_currency(value: Any, unit: str) -> Any:
    """An amount as the cell of its unit has it: "USD/t" names a currency, "currency/t" none."""
    if not unit or unit.startswith("currency"):
        return value
    return {"amount": value, "currency": unit[:3] if is_currency(unit[:3]) else unit}


def _stamp(book: Workbook, tender: Tender, envelope: Envelope) -> str:
    stamped = {name: _text(book, name) for name in FORM_NAMES}
    wanted = {
        "form_schema": FORM_SCHEMA,
        "form_tender": tender.definition.id,
        "form_envelope": envelope,
    }
    faults = [
        _problem(book, name, repr(stamped[name]), repr(value), "fill in the form of this tender")
        for name, value in wanted.items()
        if stamped[name] != value
    ]
    if faults:
        raise DocumentError(faults)
    return stamped["form_version"]


def _text(book: Workbook, name: str) -> str:
    cell = book.names.get(name)
    value = cell.value if cell is not None else None
    return str(value).strip()[:LONGEST_TEXT] if value is not None else ""


def _value(cell: Cell, field: BidField) -> tuple[Any, Unusable | None]:
    """What a cell says, or why it cannot be used."""
    value, kind = cell.value, field.kind
    if cell.formula and value is None:
        what = Message("a formula without a stored value")
        return None, (str(what), "a value", "open and save the file", what)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None, None
    if kind in ("number", "money"):
        if isinstance(value, (bool, str)):
            found = f"{value!r:.60} is text" if isinstance(value, str) else repr(value)
            what = Message("{stated}: text, not a number", stated=Quoted(str(value), BIDDER))
            return None, (found, "a number", "enter digits alone, as a number", what)
        # Excel stores a number as binary; 15 digits are what it shows and means.
        number = Decimal(f"{value:.15g}")
        if cell.percent and not field.unit.startswith("%"):
            found = f"{value:g} shown as a percentage"
            what = Message("{number}: shown as a percentage", number=Fraction(number))
            allowed = f"a number of {field.unit}"
            return None, (found, allowed, "format the cell as a number", what)
        return number * 100 if cell.percent else number, None
    if kind == "yes_no":
        return ("yes" if value else "no") if isinstance(value, bool) else value, None
    return str(value), None


def _notes(cell: Cell) -> Iterator[Message]:
    if cell.formula:
        yield Message("a formula; its stored value counts")
    if cell.percent and isinstance(cell.value, (int, float)):
        yield Message("shown as a percentage: {percent:max6} % counts", percent=100 * cell.value)


def _problem(book: Workbook, place: str, found: str, allowed: str, action: str) -> Problem:
    return Problem(book.path, None, place, found, allowed, action)


def _placed(book: Workbook, fault: FieldProblem, cells: dict[str, Cell]) -> FieldProblem:
    """A fault of a field, with its cell."""
    key = fault.key
    place = f"{cells[key].place} ({key})" if key in cells else key
    return replace(fault, path=book.path, field=place)
