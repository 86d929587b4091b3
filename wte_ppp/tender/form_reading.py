"""A filled-in Excel form, read by defined names and checked cell by cell."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.guidance.catalogues import BidField
from wte_ppp.messages import Message, Quoted
from wte_ppp.spreadsheets import Cell, Workbook, read_workbook
from wte_ppp.spreadsheets.formulas import differs, recomputed
from wte_ppp.spreadsheets.workbook import column_letters
from wte_ppp.tender.answers import (
    NUMBERS,
    Unusable,
    as_written,
    is_currency,
    not_a_number,
    out_of_range,
)
from wte_ppp.tender.bids import Bid, currencies_of, lacks_currency, no_currency, read_fields
from wte_ppp.tender.definition.bid import LONGEST_TEXT, Envelope
from wte_ppp.tender.doubts import BIDDER, CURRENCY, NAME, Doubt, blank_is_open
from wte_ppp.tender.form_layout import (
    ENTRY_COLUMN,
    FORM_SCHEMA,
    FORM_SHEET,
    KEY_COLUMN,
    LISTS_SHEET,
    PAGES,
    STAMP_SHEET,
    TEXTS,
    UNIT_COLUMN,
    currency_name_of,
    name_of,
)
from wte_ppp.tender.form_outside import outside
from wte_ppp.tender.tender import Tender

NOT_LOOKED_FOR = "not looked for"
NO_NAME = "(no name)"
FORM_NAMES = ("form_schema", "form_tender", "form_version", "form_envelope")
STAMPED = (*FORM_NAMES, f"form_{TEXTS}")


def read_form(path: str | Path, tender: Tender, envelope: Envelope) -> Bid:
    """Read one envelope from the tender's Excel form.

    Raises `DocumentError` if it is no such form, or one of another tender or envelope.
    """
    return form_in(read_workbook(path), tender, envelope)


def form_in(workbook: Workbook, tender: Tender, envelope: Envelope) -> Bid:
    """The same from a workbook that is read already."""
    book = replace(workbook, names={**_named_by_row(workbook), **workbook.names})
    stamp = _stamp(book, tender, envelope)
    mine = {key: entry for key, entry in tender.form.items() if entry.envelope == envelope}
    cells = {key: book.names[name_of(key)] for key in mine if name_of(key) in book.names}
    currency = _text(book, name_of(CURRENCY)).upper()
    early: dict[str, Doubt] = {}
    raw: dict[str, Any] = {}
    in_doubt: dict[str, str] = {}
    for key, entry in mine.items():
        counts = key in tender.counting
        if key not in cells:
            early[key] = _missing(book, envelope, key, blank_is_open(tender, key))
            continue
        unit = _text(book, currency_name_of(key)) if _names_currency(entry) else ""
        own = unit[:3] if is_currency(unit[:3]) else entry.currency
        value = _value(book, cells[key], entry, own or currency)
        if isinstance(value, Unusable):
            place = f"{cells[key].place} ({key})"
            problem = _problem(book, place, value.found, value.allowed, value.action)
            written = _written(cells[key])
            early[key] = Doubt(
                envelope, key, value.kind, value.why, counts, written, value.proposed, problem
            )
            in_doubt |= {key: own} if own else {}
        elif value is not None:
            raw[key] = _with_currency(value, unit)
    answers, later = read_fields(raw, tender, envelope, currency)
    doubts = [*early.values()]
    doubts += [_placed(book, doubt, cells) for doubt in later if doubt.field not in early]
    bidder = _text(book, name_of(NAME)) or _text(book, name_of("bidder"))
    if not bidder:
        doubts = [doubt for doubt in doubts if doubt.field != NAME]
        problem = _problem(book, FORM_SHEET, "no name of the bidder", "a name", "add it")
        why = Message("no name of the bidder")
        doubts.append(Doubt(envelope, NAME, "no_name", why, True, None, None, problem))
    currencies = {**currencies_of(raw, tender.form), **in_doubt}
    if lacks_currency(tender, answers, currencies) and not is_currency(currency):
        place = "Bid (currency)"
        doubts.append(
            no_currency(tender, envelope, answers, currencies, book.path, place, written=currency)
        )
    notes = [
        Message("{place} ({field}): {note}", place=cell.place, field=key, note=note)
        for key, cell in cells.items()
        if cell.value is not None
        for note in _notes(cell)
    ]
    if any(remark.kind == NOT_LOOKED_FOR for remark in book.remarks):
        notes.append(Message("formulas, comments and hidden rows could not be looked for"))
    return Bid(
        bidder or NO_NAME, envelope, currency, answers, (), stamp, tuple(notes), currencies,
        tuple(doubts), outside=_outside(book, tender, stamp),
    )  # fmt: skip


def _outside(book: Workbook, tender: Tender, version: str) -> tuple[Message, ...]:
    keys = (*tender.form, "bidder", CURRENCY)
    named = [name for key in keys for name in (name_of(key), currency_name_of(key))]
    entries = {book.names[name].place for name in (*named, *STAMPED) if name in book.names}
    own = (
        STAMP_SHEET, LISTS_SHEET, f"{FORM_SHEET}!{column_letters(KEY_COLUMN + 1)}",
        f"{tender.definition.id} {version}", PAGES,
    )  # fmt: skip
    return outside(book, entries, _text(book, STAMPED[-1]), own)


def _names_currency(entry: BidField) -> bool:
    """Whether the cell of its unit may name a currency."""
    return entry.kind == "money" and not entry.currency


def _with_currency(value: Any, unit: str) -> Any:
    """An amount as the cell of its unit has it: "USD/t" names a currency, "currency/t" none."""
    if not unit or unit.startswith("currency"):
        return value
    return {"amount": value, "currency": unit[:3] if is_currency(unit[:3]) else unit}


def _missing(book: Workbook, envelope: Envelope, key: str, counts: bool) -> Doubt:
    found, allowed = f"no cell named {name_of(key)}", "the form's own cells"
    problem = _problem(book, name_of(key), found, allowed, "use the form")
    why = Message("its cell is missing from the form")
    return Doubt(envelope, key, "blank", why, counts, None, None, problem)


def _written(cell: Cell) -> Quoted | None:
    """What stands in a cell: its formula, or its value."""
    text = cell.formula or ("" if cell.value is None else as_written(cell.value))
    return Quoted(text, BIDDER) if text else None


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


def _value(book: Workbook, cell: Cell, entry: BidField, currency: str) -> Any:
    """What a cell says, or why it cannot be used."""
    value, kind = cell.value, entry.kind
    if cell.formula:
        unlike = _formula(book, cell, entry)
        if unlike is not None:
            return unlike
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if kind in NUMBERS:
        if isinstance(value, (bool, str)):
            found = f"{value!r:.60} is text" if isinstance(value, str) else repr(value)
            action = "enter digits alone, as a number"
            return not_a_number(value, entry, currency, found, "a number", action)
        number = _shown(value)
        if cell.percent and not entry.unit.startswith("%"):
            found = f"{value:g} shown as a percentage"
            why = Message("{number}: shown as a percentage", number=number)
            allowed = f"a number of {entry.unit}"
            return Unusable("percentage", why, found, allowed, "format the cell as a number")
        return number * 100 if cell.percent else number
    if kind == "yes_no":
        return ("yes" if value else "no") if isinstance(value, bool) else value
    return str(value)


def _shown(value: float) -> Decimal:
    """Excel stores a number as binary; 15 digits are what it shows and means."""
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")


def _formula(book: Workbook, cell: Cell, entry: BidField) -> Unusable | None:
    """What is wrong with a formula: no value is stored with it, or not the one it gives now."""
    computed = recomputed(cell, book)
    action = "open and save the file"
    if cell.value in (None, ""):
        why = Message("a formula without a stored value")
        proposed = None
        if computed is not None and entry.kind in NUMBERS:
            figure = Fraction(_shown(computed)) * (100 if cell.percent else 1)
            if out_of_range(figure, entry) is None:
                proposed = figure
                why = Message(
                    "a formula without a stored value; it gives {figure:max6}", figure=figure
                )
        return Unusable("formula", why, str(why), "a value", action, proposed)
    number = isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)
    if not number or computed is None or not differs(float(cell.value or 0), computed):
        return None
    stored = Fraction(_shown(float(cell.value or 0)))
    why = Message(
        "a formula: {stored:max6} is stored with it, it gives {computed:max6}",
        stored=stored, computed=Fraction(_shown(computed)),
    )  # fmt: skip
    figure = stored * (100 if cell.percent else 1)
    proposed = figure if out_of_range(figure, entry) is None else None
    return Unusable("formula", why, str(why), "the value that the formula gives", action, proposed)


def _named_by_row(book: Workbook) -> dict[str, Cell]:
    """Cells by the key that stands in their row: a format may not keep defined names."""
    names: dict[str, Cell] = {}
    for row in book.sheets.get(FORM_SHEET, ()):
        key = row[KEY_COLUMN].value if len(row) > KEY_COLUMN else None
        if isinstance(key, str) and key.startswith(name_of("")):
            field = key.removeprefix(name_of(""))
            names[key], names[currency_name_of(field)] = row[ENTRY_COLUMN], row[UNIT_COLUMN]
    for row in book.sheets.get(STAMP_SHEET, ()):
        if len(row) > 1 and isinstance(row[0].value, str):
            names[f"form_{row[0].value}"] = row[1]
    return names


def _notes(cell: Cell) -> Iterator[Message]:
    if cell.formula:
        yield Message(
            "a formula, {formula}; its stored value counts", formula=Quoted(cell.formula, BIDDER)
        )
    if cell.percent and isinstance(cell.value, (int, float)):
        yield Message("shown as a percentage: {percent:max6} % counts", percent=100 * cell.value)


def _problem(book: Workbook, place: str, found: str, allowed: str, action: str) -> Problem:
    return Problem(book.path, None, place, found, allowed, action)


def _placed(book: Workbook, doubt: Doubt, cells: dict[str, Cell]) -> Doubt:
    """A point on a field, with its cell."""
    key, problem = doubt.field, doubt.problem
    place = f"{cells[key].place} ({key})" if key in cells else key
    if problem is None:
        return doubt
    return replace(doubt, problem=replace(problem, path=book.path, field=place))
