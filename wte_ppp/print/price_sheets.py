"""Prices in the workbook: what bids state, its value today, adders; all of it in live formulas."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from wte_ppp.chapters.tender_rates import rates_words
from wte_ppp.print.book import HEAD_ROW, Book
from wte_ppp.tender.currencies import rate_of
from wte_ppp.tender.definition.price import PresentValue, Price
from wte_ppp.tender.names import id_in_words

FIRST_STATED = 4
RATE = "(rate)"
FIRST_YEAR = HEAD_ROW + 6


def price_sheets(made: Book) -> dict[str, str]:
    """Write the sheets on prices."""
    ranked = {placed.bid: placed for placed in made.evaluation.award.ranked}
    if not ranked:
        return {}
    definition = made.evaluation.tender.definition
    stated = definition.price.fields
    parts = list(dict.fromkeys(key for placed in ranked.values() for key in placed.parts))
    adders = list(dict.fromkeys(key for placed in ranked.values() for key in placed.adders))
    # Amounts in a currency that is not the bid's own have their rate beside them.
    apart = [name for name in stated if any(_apart(made, bid, name) for bid in ranked)]
    first_part = FIRST_STATED + len(stated) + 2 * len(apart)
    last = first_part + len(parts) + len(adders)
    sheet = made.sheet("Price", "Prices", (8, 40, 10, 14, *(24,) * (last - FIRST_STATED), 22))
    money = definition.currency
    value = "in" if definition.price.npv is None else "valued in"
    names = made.evaluation.tender.names
    heads = [
        "Bid", "Bidder", "Currency", f"{money} for one",
        *(f"{names.fields[name]}, as read out" for name in stated),
        *(head for name in apart for head in (f"{names.fields[name]}: currency",
                                              f"{names.fields[name]}: {money} for one")),
        *(f"{names.fields.get(name, id_in_words(name))}, {value} {money}" for name in parts),
        *(adder_name(definition.price, name) for name in adders), f"Evaluated, {money}",
    ]  # fmt: skip
    made.heads(sheet, heads)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    years = _years(made, definition.price.npv) if definition.price.npv else {}
    cells = {}
    for number, (bid, placed) in enumerate(sorted(ranked.items())):
        row, envelope = HEAD_ROW + 1 + number, made.evaluation.prices[bid]
        texts = (bid, made.evaluation.names[bid], envelope.currency or money)
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text)
        made.number(sheet, row, 3, rate_of(made.evaluation.tender, envelope.currency))
        places = {RATE: xl_rowcol_to_cell(row, 3, False, True)}
        for place, name in enumerate(stated):
            made.number(sheet, row, FIRST_STATED + place, envelope.numbers[name])
            places[name] = xl_rowcol_to_cell(row, FIRST_STATED + place)
        for place, name in enumerate(apart):
            column, currency = FIRST_STATED + len(stated) + 2 * place, envelope.currency_of(name)
            sheet.write_string(row, column, currency or money)
            made.number(sheet, row, column + 1, rate_of(made.evaluation.tender, currency))
            places[f"{name} {RATE}"] = xl_rowcol_to_cell(row, column + 1)
        for place, name in enumerate(parts):
            formula = _part(definition.price.npv, name, places, years)
            made.formula(sheet, row, first_part + place, formula, placed.parts[name])
        for place, name in enumerate(adders, first_part + len(parts)):
            made.number(sheet, row, place, placed.adders.get(name, Fraction(0)))
        span = f"{xl_rowcol_to_cell(row, first_part)}:{xl_rowcol_to_cell(row, last - 1)}"
        made.formula(sheet, row, last, f"SUM({span})", placed.price)
        cells[bid] = f"Price!{xl_rowcol_to_cell(row, last)}"
    _rates(made, sheet, HEAD_ROW + 2 + len(ranked))
    return cells


def _apart(made: Book, bid: str, name: str) -> bool:
    envelope = made.evaluation.prices[bid]
    return envelope.currency_of(name) != envelope.currency


def _rate(stated: Mapping[str, str], field: str) -> str:
    """Cell of the rate of a field's currency."""
    return stated.get(f"{field} {RATE}", stated[RATE])


def adder_name(price: Price, key: str) -> str:
    """Name of an adder; its id where the tender gives none."""
    return price.adders[key].name or id_in_words(key)


def _rates(made: Book, sheet: Any, row: int) -> None:
    for place, line in enumerate(rates_words(made.evaluation.tender, made.evaluation.events)):
        sheet.write_string(row + place, 1, str(line))


def _years(made: Book, rule: PresentValue) -> dict[str, str]:
    """Quantities by year and the rates; gives the ranges and cells by name."""
    streams = rule.streams
    widths = (24, *(18,) * len(streams))
    sheet = made.sheet("Payments", "Quantities and rates of the present value", widths)
    made.heads(sheet, ("", *(id_in_words(name) for name in streams)))
    rows = ("Indexation, % a year", "Paid 1, received -1")
    for place, text in enumerate(rows):
        sheet.write_string(HEAD_ROW + 1 + place, 0, text)
    sheet.write_string(HEAD_ROW + 3, 0, "Discount rate, %")
    made.number(sheet, HEAD_ROW + 3, 1, rule.discount_rate_percent)
    made.heads(
        sheet, ("Year", *(f"Quantity, {id_in_words(name)}" for name in streams)), FIRST_YEAR - 1
    )
    last = FIRST_YEAR + rule.years - 1
    for place in range(rule.years):
        made.number(sheet, FIRST_YEAR + place, 0, Fraction(rule.first_year + place))
    ranges = {
        "year": _range(0, last),
        "discount": f"Payments!{xl_rowcol_to_cell(HEAD_ROW + 3, 1, True, True)}",
    }
    for column, (name, stream) in enumerate(streams.items(), 1):
        quantity = stream.quantity
        same = quantity if isinstance(quantity, tuple) else (quantity,) * rule.years
        made.number(sheet, HEAD_ROW + 1, column, stream.indexation_percent)
        made.number(sheet, HEAD_ROW + 2, column, Fraction(1 if stream.sign == "paid" else -1))
        for place, tonnes in enumerate(same):
            made.number(sheet, FIRST_YEAR + place, column, tonnes)
        ranges[f"{name} growth"], ranges[f"{name} sign"] = (
            f"Payments!{xl_rowcol_to_cell(row, column, True, True)}"
            for row in (HEAD_ROW + 1, HEAD_ROW + 2)
        )
        ranges[f"{name} quantity"] = _range(column, last)
    return ranges


def _range(column: int, last: int) -> str:
    first, end = (xl_rowcol_to_cell(row, column, True, True) for row in (FIRST_YEAR, last))
    return f"Payments!{first}:{end}"


def _part(
    rule: PresentValue | None, name: str, stated: Mapping[str, str], years: Mapping[str, str]
) -> str:
    """Formula of one part of a price: a field at its rate, a stream or a lump discounted."""
    if rule is None:
        return f"{stated[name]}*{_rate(stated, name)}"
    if name in rule.lumps:
        lump = rule.lumps[name]
        sign = "" if lump.sign == "paid" else "-"
        amount = f"{sign}{stated[lump.field]}*{_rate(stated, lump.field)}"
        return f"{amount}/(1+{years['discount']}/100)^{lump.year}"
    stream = rule.streams[name]
    share = f"{stated[stream.indexed_field]}/100" if stream.indexed_field else "1"
    index = f"(1+{share}*((1+{years[f'{name} growth']}/100)^{years['year']}-1))"
    discounted = f"{index}/(1+{years['discount']}/100)^{years['year']}"
    sign, quantity = years[f"{name} sign"], years[f"{name} quantity"]
    each = f"{sign}*{stated[stream.field]}*{_rate(stated, stream.field)}"
    return f"{each}*SUMPRODUCT({quantity},{discounted})"
