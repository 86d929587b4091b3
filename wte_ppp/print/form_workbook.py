"""The bid form as an Excel workbook, made from the tender: one workbook an envelope."""

import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import xlsxwriter

from wte_ppp.guidance.catalogues import BidField
from wte_ppp.messages import English, Message, Speech, mark, sentence, worded
from wte_ppp.tender.definition.bid import Envelope
from wte_ppp.tender.doubts import Answer
from wte_ppp.tender.exact import as_decimal
from wte_ppp.tender.form_layout import (
    FORM_SCHEMA,
    FORM_SHEET,
    KEY_COLUMN,
    LISTS_SHEET,
    PAGES,
    STAMP_SHEET,
    TEXTS,
    currency_name_of,
    name_of,
)
from wte_ppp.tender.form_outside import mark_of
from wte_ppp.tender.moments import in_words
from wte_ppp.tender.money_faults import possible_currencies
from wte_ppp.tender.names import CURRENCY
from wte_ppp.tender.tender import Tender

SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LONGEST_PROMPT, LONGEST_TITLE = 255, 32
LINE_HEIGHT = 15
INSTRUCTION_WIDTH = 100
WIDTHS = (34, 26, 16, 11, 70)
HEADS = (
    mark("Field"), mark("Your entry"), mark("Unit"), mark("Required"), mark("What to enter"),
)  # fmt: skip
INSTRUCTIONS = (
    mark("Fill in the yellow cells of the sheet 'Bid'. All other cells are locked."),
    mark("Numbers are numbers: no units, no separators; ninety-two percent is 92, not 0.92."),
    mark("Days are written as YYYY-MM-DD."),
    mark("A cell may hold a formula; the value that is stored with it counts, not the formula."),
    mark(
        "'Counts' means that the score, a requirement or the price reads the entry. An empty or "
        "doubtful entry that counts is decided on by the committee."
    ),
    mark("What is written outside the yellow cells counts for nothing and is shown to the buyer."),
    mark(
        "Hand in each envelope as its own file. A price in the technical envelope may end in the "
        "bid being rejected."
    ),
    mark("Do not rename sheets. Save the file as .xlsx."),
)
# By whether an entry is required, and whether it counts.
ASKED: Mapping[tuple[bool, bool], str] = {
    (True, True): mark("yes; counts"),
    (True, False): mark("yes; informs"),
    (False, True): mark("no; counts"),
    (False, False): mark("no; informs"),
}
ENVELOPES: Mapping[str, str] = {
    "technical": mark("Technical envelope. Deadline {deadline}. Form of version {version}"),
    "price": mark("Price envelope. Deadline {deadline}. Form of version {version}"),
}
ENGLISH = English()


def form_workbook(
    tender: Tender, envelope: Envelope, *, bidder: str = "", currency: str = "",
    answers: Mapping[str, Answer] | None = None, currencies: Mapping[str, str] | None = None,
    speech: Speech = ENGLISH,
) -> bytes:  # fmt: skip
    """Bytes of the form of one envelope, in the language of a speech."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, SAFE)
    # Same tender, same bytes.
    book.set_properties({"title": tender.definition.name, "created": tender.definition.deadline})
    _instructions(book, tender, envelope, speech)
    lists = book.add_worksheet(LISTS_SHEET)
    _bid(book, lists, tender, envelope, bidder, currency, answers or {}, currencies or {}, speech)
    lists.very_hidden()
    _stamp(book, tender, envelope)
    book.get_worksheet_by_name(FORM_SHEET).activate()
    book.close()
    return file.getvalue()


def _instructions(book: Any, tender: Tender, envelope: Envelope, speech: Speech) -> None:
    sheet = book.add_worksheet("Instructions")
    title, text = book.add_format({"bold": True, "font_size": 14}), book.add_format(WRAPPED)
    sheet.set_column(0, 0, INSTRUCTION_WIDTH)
    sheet.fit_to_pages(1, 0)
    definition = tender.definition
    deadline = in_words(definition.deadline)
    lines = [
        Message("Buyer: {buyer}", buyer=definition.buyer),
        Message(ENVELOPES[envelope], deadline=deadline, version=tender.version),
        *(Message(instruction) for instruction in INSTRUCTIONS),
    ]
    sheet.write_string(0, 0, definition.name, title)
    for row, line in enumerate(lines, 1):
        said = worded(line, speech)
        sheet.set_row(row, LINE_HEIGHT * _lines(said, INSTRUCTION_WIDTH))
        sheet.write_string(row, 0, said, text)
    sheet.protect()


WRAPPED = {"text_wrap": True, "valign": "top"}
ENTRY = {**WRAPPED, "locked": False, "bg_color": "#FFF8DC", "border": 1, "border_color": "#BFBFBF"}


def _bid(
    book: Any, lists: Any, tender: Tender, envelope: Envelope, bidder: str, currency: str,
    answers: Mapping[str, Answer], currencies: Mapping[str, str], speech: Speech,
) -> None:  # fmt: skip
    sheet = book.add_worksheet(FORM_SHEET)
    formats = {
        "text": book.add_format({**ENTRY, "num_format": "@"}),
        "number": book.add_format({**ENTRY, "num_format": "General", "align": "right"}),
        "money": book.add_format({**ENTRY, "num_format": "#,##0.00####", "align": "right"}),
        "unit": book.add_format(ENTRY),
        "label": book.add_format(WRAPPED),
        "head": book.add_format({"bold": True, "bg_color": "#1F4E79", "font_color": "white"}),
        "part": book.add_format({"bold": True, "bg_color": "#DDEBF7"}),
    }
    for column, (width, head) in enumerate(zip(WIDTHS, HEADS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, worded(Message(head), speech), formats["head"])
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{tender.definition.id} {tender.version}&R{PAGES}")
    section = ""
    row = 1
    listed = 0
    choices_of_currency = possible_currencies(tender.definition)
    filled = {"bidder": bidder, "currency": currency, **answers}
    for field, entry in _fields(tender, envelope):
        if entry.section != section:
            section = entry.section
            part = worded(sentence(section[:1].upper() + section[1:]), speech)
            sheet.merge_range(row, 0, row, len(HEADS) - 1, part, formats["part"])
            row += 1
        label = worded(tender.names.fields.get(field, sentence(entry.label)), speech)
        asked = worded(tender.names.instructions.get(field, sentence(entry.instruction)), speech)
        sheet.set_row(row, LINE_HEIGHT * max(_lines(asked, WIDTHS[4]), _lines(label, WIDTHS[0])))
        kind = entry.kind if entry.kind in ("number", "money") else "text"
        sheet.write_string(row, 0, label, formats["label"])
        _entry(sheet, row, filled.get(field), formats[kind])
        unit = worded(tender.names.field_units.get(field, entry.unit), speech)
        unit = unit.replace(CURRENCY, entry.currency or worded(Message("currency"), speech))
        sheet.write_string(row, 2, unit, formats["label"])
        if entry.kind == "money" and not entry.currency and len(choices_of_currency) > 1:
            # The unit's own cell: "currency/t" is the bid's currency, "USD/t" one of its own.
            listed += _unit_cell(
                book, sheet, lists, row, listed, field, entry, choices_of_currency,
                currencies.get(field, ""), formats["unit"],
            )  # fmt: skip
        counts = field in tender.counting or field not in tender.form
        required = worded(Message(ASKED[entry.required, counts]), speech)
        sheet.write_string(row, 3, required, formats["label"])
        sheet.write_string(row, 4, asked, formats["label"])
        if entry.kind in ("choice", "yes_no"):
            _choices(sheet, lists, row, 1, listed, entry.choices or ("yes", "no"))
            listed += 1
        elif kind != "text":
            sheet.data_validation(row, 1, row, 1, _bounds(entry, f"{label} ({unit})", speech))
        book.define_name(name_of(field), f"={FORM_SHEET}!$B${row + 1}")
        # Not every format keeps defined names: the row itself says which field it is.
        sheet.write_string(row, KEY_COLUMN, name_of(field))
        row += 1
    sheet.set_column(KEY_COLUMN, KEY_COLUMN, None, None, {"hidden": True})
    sheet.print_area(0, 0, row, len(HEADS) - 1)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _unit_cell(
    book: Any, sheet: Any, lists: Any, row: int, listed: int, field: str, entry: BidField,
    currencies: Sequence[str], chosen: str, style: Any,
) -> int:  # fmt: skip
    """The unit of an amount as a choice of currencies; gives how many lists it took."""
    bare = entry.unit if CURRENCY in entry.unit else f"{CURRENCY} {entry.unit}".strip()
    choices = [bare.replace(CURRENCY, code) for code in ("currency", *currencies)]
    sheet.write_string(row, 2, bare.replace(CURRENCY, chosen or "currency"), style)
    _choices(sheet, lists, row, 2, listed, choices)
    book.define_name(currency_name_of(field), f"={FORM_SHEET}!$C${row + 1}")
    return 1


def _choices(
    sheet: Any, lists: Any, row: int, column: int, listed: int, choices: Sequence[str]
) -> None:
    lists.write_column(0, listed, choices)
    letter = xlsxwriter.utility.xl_col_to_name(listed)
    source = f"={LISTS_SHEET}!${letter}$1:${letter}${len(choices)}"
    sheet.data_validation(row, column, row, column, {"validate": "list", "source": source})


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a width; not every program fits rows to wrapped text."""
    wide = sum(unicodedata.east_asian_width(sign) in ("W", "F") for sign in text)
    return -(-(len(text) + wide) // width) or 1


def _fields(tender: Tender, envelope: Envelope) -> Iterator[tuple[str, BidField]]:
    """The form's own head, then the fields of the envelope."""
    mine = {key: field for key, field in tender.form.items() if field.envelope == envelope}
    if "bidder_name" not in mine:
        yield "bidder", _head(mark("Name of the bidder"), mark("As in the technical envelope."))
    if any(field.kind == "money" and not field.currency for field in mine.values()):
        currencies = possible_currencies(tender.definition)
        fx = tender.definition.fx
        if fx is not None and fx.on is not None and not tender.definition.price.currencies:
            currencies = ()  # any that will have a rate
        asked = mark("Of all money below.")
        if len(currencies) > 1:
            asked = mark("Of all money below, but for amounts whose unit names another currency.")
        yield "currency", _head(mark("Currency"), asked, currencies)
    sections = list(dict.fromkeys(field.section for field in mine.values()))
    yield from sorted(mine.items(), key=lambda item: sections.index(item[1].section))


def _head(label: str, instruction: str, choices: tuple[str, ...] = ()) -> BidField:
    return BidField(
        label=label,
        section="identity",
        unit="",
        kind="choice" if choices else "text",
        choices=choices,
        envelope="technical",
        required=True,
        instruction=instruction,
        source="",
        status="practice",
        confidence="K",
        reviewed="2026-01-01",
    )


def _entry(sheet: Any, row: int, answer: Answer | None, style: Any) -> None:
    if answer is None or answer == "":
        sheet.write_blank(row, 1, None, style)
    elif isinstance(answer, bool):
        sheet.write_string(row, 1, "yes" if answer else "no", style)
    elif isinstance(answer, Fraction):
        sheet.write_number(row, 1, float(as_decimal(answer)), style)
    else:
        sheet.write_string(row, 1, answer, style)


def _bounds(field: BidField, label: str, speech: Speech) -> dict[str, Any]:
    low, high = field.at_least, field.at_most
    allowed = Message("a number")
    if low is not None and high is not None:
        allowed = Message("a number from {low:max6} to {high:max6}", low=low, high=high)
    elif low is not None:
        allowed = Message("a number, {low:max6} or more", low=low)
    elif high is not None:
        allowed = Message("a number, at most {high:max6}", high=high)
    told = worded(Message("{field}: {allowed}", field=label, allowed=allowed), speech)
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -1e15 if low is None else low,
        "maximum": 1e15 if high is None else high,
        "error_title": worded(Message("Not this number"), speech)[:LONGEST_TITLE],
        "error_message": told[:LONGEST_PROMPT],
    }


def _stamp(book: Any, tender: Tender, envelope: Envelope) -> None:
    sheet = book.add_worksheet(STAMP_SHEET)
    stamp = {
        "schema": FORM_SCHEMA,
        "tender": tender.definition.id,
        "version": tender.version,
        "envelope": envelope,
    }
    for row, (key, value) in enumerate(stamp.items()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
        book.define_name(f"form_{key}", f"={STAMP_SHEET}!$B${row + 1}")
    # By these a form that comes back knows its own words from the bidder's.
    sheet.write_string(len(stamp), 0, TEXTS)
    own = {mark_of(text) for text in [*book.str_table.string_table, *stamp, TEXTS]}
    sheet.write_string(len(stamp), 1, " ".join(sorted(own)))
    book.define_name(f"form_{TEXTS}", f"={STAMP_SHEET}!$B${len(stamp) + 1}")
    sheet.very_hidden()
    sheet.protect()
