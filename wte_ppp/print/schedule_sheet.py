"""Price schedules in the workbook: unit price times quantity, items to totals, as live formulas."""

from fractions import Fraction
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from wte_ppp.print.book import HEAD_ROW, Book
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.definition.schedule import Schedule
from wte_ppp.tender.evaluated_price import arithmetic

HEADS = ("Bid", "Row", "Quantity", "Unit price", "As read out", "As it follows", "That counts")
QUANTITY, UNIT_PRICE, STATED, FOLLOWS, COUNTS = range(2, 7)


def schedule_sheet(made: Book) -> dict[tuple[str, str], str]:
    """Write the rows of every bid; gives the cell that counts by bid and field."""
    evaluation = made.evaluation
    schedules = evaluation.tender.definition.price.schedules
    cells: dict[tuple[str, str], str] = {}
    if not schedules:
        return cells
    sheet = made.sheet("Schedules", "Price schedules", (8, 40, 14, 18, 20, 20, 20))
    made.heads(sheet, HEADS)
    row = HEAD_ROW + 1
    for bid in sorted(placed.bid for placed in evaluation.award.ranked):
        for schedule in schedules.values():
            row = _schedule(made, sheet, row, bid, schedule, cells)
    return cells


def _schedule(
    made: Book,
    sheet: Any,
    row: int,
    bid: str,
    schedule: Schedule,
    cells: dict[tuple[str, str], str],
) -> int:
    envelope, tender = made.evaluation.prices[bid], made.evaluation.tender
    checked = arithmetic(tender, envelope)
    for key, item in schedule.items.items():
        amount, unit_price = schedule.amount_of(key), schedule.unit_price_of(key)
        if (bid, amount) in cells:
            continue  # the total of a schedule above
        quantity = (
            envelope.numbers.get(schedule.quantity_of(key))
            if schedule.quantity_of(key)
            else item.quantity
        )
        price = envelope.numbers.get(unit_price) if unit_price else None
        follows = None
        if isinstance(quantity, Fraction) and price is not None:
            made.number(sheet, row, QUANTITY, quantity)
            made.number(sheet, row, UNIT_PRICE, price)
            follows = "*".join(xl_rowcol_to_cell(row, place) for place in (QUANTITY, UNIT_PRICE))
            made.formula(sheet, row, FOLLOWS, follows, quantity * price)
        _counts(made, sheet, row, bid, envelope, amount, checked.figures, cells)
        row += 1
    if schedule.total:
        counted = [cells[bid, schedule.amount_of(key)] for key in schedule.items]
        amounts = [checked.numbers.get(schedule.amount_of(key)) for key in schedule.items]
        total = sum((value for value in amounts if value is not None), Fraction(0))
        formula = f"SUM({','.join(cell.partition('!')[2] for cell in counted)})"
        made.formula(sheet, row, FOLLOWS, formula, total)
        _counts(made, sheet, row, bid, envelope, schedule.total, checked.figures, cells)
        row += 1
    return row


def _counts(
    made: Book, sheet: Any, row: int, bid: str, envelope: Bid, field: str,
    corrected: dict[str, Fraction], cells: dict[tuple[str, str], str],
) -> None:  # fmt: skip
    """The figure read out, and which of the two counts."""
    name = made.evaluation.tender.names.fields.get(field, field)
    sheet.write_string(row, 0, bid)
    sheet.write_string(row, 1, str(name))
    stated = envelope.numbers.get(field)
    if stated is None:
        sheet.write_string(row, STATED, "not stated")
    else:
        made.number(sheet, row, STATED, stated)
    cells[bid, field] = f"Schedules!{xl_rowcol_to_cell(row, COUNTS)}"
    if field in corrected:
        follows = xl_rowcol_to_cell(row, FOLLOWS)
        made.formula(sheet, row, COUNTS, follows, corrected[field])
    elif stated is not None:
        made.formula(sheet, row, COUNTS, xl_rowcol_to_cell(row, STATED), stated)
