"""Prices in the workbook: what bids state, what counts of it, its value today, what is added."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from wte_ppp.chapters.tender_rates import rates_words
from wte_ppp.print.book import HEAD_ROW, Book
from wte_ppp.print.schedule_sheet import schedule_sheet
from wte_ppp.tender.currencies import rate_of
from wte_ppp.tender.definition.price import PresentValue, Price
from wte_ppp.tender.discounts import lowered
from wte_ppp.tender.names import id_in_words
from wte_ppp.tender.ranked import Ranked

RATE = "(rate)"
FIRST_YEAR = HEAD_ROW + 6
ADDED = {
    "omission": "Items left blank",
    "deviation": "Deviations priced",
    "domestic_preference": "Domestic preference",
}


@dataclass
class _Row:
    """A bid's row while it is written: where its figures stand, by name."""

    number: int
    placed: Ranked
    places: dict[str, str] = field(default_factory=dict)

    def cell(self, column: int) -> str:
        return str(xl_rowcol_to_cell(self.number, column))


# Head of a column, and what writes a bid's cell in it.
Column = tuple[str, Callable[[_Row, int], None]]


def price_sheets(made: Book) -> dict[str, str]:
    """Write the sheets on prices; gives the cell of each bid's evaluated price."""
    ranked = {placed.bid: placed for placed in made.evaluation.award.ranked}
    if not ranked:
        return {}
    definition = made.evaluation.tender.definition
    # The sheet comes before those it reads.
    sheet = made.sheet("Price", "Prices", (8, 40, 10, 14))
    schedules = schedule_sheet(made)
    years = _years(made, definition.price.npv) if definition.price.npv else {}
    figures = [
        *_bidder(made, sheet),
        *_stated(made, sheet, ranked),
        *_discounts(made, sheet),
        *_counted(made, sheet, ranked, schedules),
    ]
    columns = [*figures, *_parts(made, sheet, ranked, years), *_added(made, sheet, ranked)]
    last, money = len(columns), definition.currency
    made.heads(sheet, [*(head for head, _ in columns), f"Evaluated, {money}"])
    sheet.set_column(4, last, 24)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    cells = {}
    for number, (bid, placed) in enumerate(sorted(ranked.items()), HEAD_ROW + 1):
        row = _Row(number, placed)
        for column, (_, write) in enumerate(columns):
            write(row, column)
        span = f"{row.cell(len(figures))}:{row.cell(last - 1)}"
        made.formula(sheet, number, last, f"SUM({span})", placed.price)
        cells[bid] = f"Price!{row.cell(last)}"
    _rates(made, sheet, HEAD_ROW + 2 + len(ranked))
    return cells


def _bidder(made: Book, sheet: Any) -> Sequence[Column]:
    evaluation = made.evaluation
    own = evaluation.tender.definition.currency

    def bid(row: _Row, column: int) -> None:
        sheet.write_string(row.number, column, row.placed.bid)

    def bidder(row: _Row, column: int) -> None:
        sheet.write_string(row.number, column, evaluation.names[row.placed.bid])

    def currency(row: _Row, column: int) -> None:
        sheet.write_string(row.number, column, evaluation.prices[row.placed.bid].currency or own)

    def rate(row: _Row, column: int) -> None:
        code = evaluation.prices[row.placed.bid].currency
        made.number(sheet, row.number, column, rate_of(evaluation.tender, code))
        row.places[RATE] = xl_rowcol_to_cell(row.number, column, False, True)

    return [("Bid", bid), ("Bidder", bidder), ("Currency", currency), (f"{own} for one", rate)]


def _stated(made: Book, sheet: Any, ranked: Mapping[str, Ranked]) -> Sequence[Column]:
    """Figures as read out; amounts in another currency than the bid's with their rate beside."""
    evaluation = made.evaluation
    names, own = evaluation.tender.names.fields, evaluation.tender.definition.currency
    columns: list[Column] = []
    for name in evaluation.tender.definition.price.fields:

        def stated(row: _Row, column: int, name: str = name) -> None:
            value = evaluation.prices[row.placed.bid].numbers.get(name)
            if value is None:
                sheet.write_string(row.number, column, "not stated")
            else:
                made.number(sheet, row.number, column, value)
            row.places[name] = row.cell(column)

        columns.append((f"{names[name]}, as read out", stated))
    apart = [
        name
        for name in evaluation.tender.definition.price.fields
        if any(_apart(made, bid, name) for bid in ranked)
    ]
    for name in apart:
        head = str(names[name])
        columns += [
            (f"{head}: currency", _currency_cell(made, sheet, name)),
            (f"{head}: {own} for one", _rate_cell(made, sheet, name)),
        ]
    return columns


def _currency_cell(made: Book, sheet: Any, name: str) -> Callable[[_Row, int], None]:
    own = made.evaluation.tender.definition.currency

    def currency(row: _Row, column: int) -> None:
        code = made.evaluation.prices[row.placed.bid].currency_of(name)
        sheet.write_string(row.number, column, code or own)

    return currency


def _rate_cell(made: Book, sheet: Any, name: str) -> Callable[[_Row, int], None]:
    def rate(row: _Row, column: int) -> None:
        code = made.evaluation.prices[row.placed.bid].currency_of(name)
        made.number(sheet, row.number, column, rate_of(made.evaluation.tender, code))
        row.places[f"{name} {RATE}"] = row.cell(column)

    return rate


def _discounts(made: Book, sheet: Any) -> Sequence[Column]:
    """Discounts that count, per cent or an amount with the rate of its currency."""
    evaluation = made.evaluation
    columns: list[Column] = []
    for key, discount in evaluation.tender.definition.price.discounts.items():
        name = str(evaluation.tender.names.fields[discount.field])
        counted = {
            placed.bid
            for placed in evaluation.award.ranked
            if any(step.what == "discount" and step.key == key and step.amount
                   for step in placed.steps)
        }  # fmt: skip

        def value(
            row: _Row, column: int, field: str = discount.field, bids: set[str] = counted
        ) -> None:
            stated = evaluation.prices[row.placed.bid].numbers.get(field, Fraction(0))
            counts = row.placed.bid in bids
            made.number(sheet, row.number, column, stated if counts else Fraction(0))
            row.places[field] = row.cell(column)

        columns.append((name, value))
        if evaluation.tender.form[discount.field].kind == "money":
            own = evaluation.tender.definition.currency
            columns.append((f"{name}: {own} for one", _rate_cell(made, sheet, discount.field)))
    return columns


def _counted(
    made: Book, sheet: Any, ranked: Mapping[str, Ranked], schedules: Mapping[tuple[str, str], str]
) -> Sequence[Column]:
    """Figures that count where they are not those read out: corrected, less discounts."""
    tender, award = made.evaluation.tender, made.evaluation.award
    price = tender.definition.price
    corrected = {
        item.field for bid in ranked for item in award.corrections.get(bid, ())
    }  # fmt: skip
    less = {
        name: [
            discount for discount in price.discounts.values() if name in lowered(tender, discount)
        ]
        for name in price.amounts
    }
    columns: list[Column] = []
    for name in price.amounts:
        if name not in corrected and not less[name]:
            continue

        def counts(row: _Row, column: int, name: str = name) -> None:
            formula = schedules.get((row.placed.bid, name), row.places[name])
            for discount in less[name]:
                given = row.places[discount.field]
                if tender.form[discount.field].kind == "money":
                    theirs = _rate(row.places, discount.field)
                    formula = f"({formula}-{given}*{theirs}/{_rate(row.places, name)})"
                else:
                    formula = f"{formula}*(1-{given}/100)"
            figures = row.placed.figures
            made.formula(sheet, row.number, column, formula, figures[name])
            row.places[name] = row.cell(column)

        columns.append((f"{tender.names.fields[name]}, that counts", counts))
    return columns


def _parts(
    made: Book, sheet: Any, ranked: Mapping[str, Ranked], years: Mapping[str, str]
) -> Sequence[Column]:
    definition = made.evaluation.tender.definition
    money, names = definition.currency, made.evaluation.tender.names.fields
    value = "in" if definition.price.npv is None else "valued in"
    columns: list[Column] = []
    for name in dict.fromkeys(key for placed in ranked.values() for key in placed.parts):

        def part(row: _Row, column: int, name: str = name) -> None:
            formula = _part(definition.price.npv, name, row.places, years)
            made.formula(sheet, row.number, column, formula, row.placed.parts[name])

        columns.append((f"{names.get(name, id_in_words(name))}, {value} {money}", part))
    return columns


def _added(made: Book, sheet: Any, ranked: Mapping[str, Ranked]) -> Sequence[Column]:
    """What is added for comparison: adders one by one, the rest by its kind."""
    price = made.evaluation.tender.definition.price
    columns: list[Column] = []
    for key in dict.fromkeys(key for placed in ranked.values() for key in placed.adders):

        def adder(row: _Row, column: int, key: str = key) -> None:
            made.number(sheet, row.number, column, row.placed.adders.get(key, Fraction(0)))

        columns.append((adder_name(price, key), adder))
    kinds = {step.what for placed in ranked.values() for step in placed.steps}
    for what in (what for what in ADDED if what in kinds):

        def added(row: _Row, column: int, what: str = what) -> None:
            amounts = [step.amount for step in row.placed.steps if step.what == what]
            made.number(sheet, row.number, column, sum(amounts, Fraction(0)))

        columns.append((ADDED[what], added))
    return columns


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
    stepped = [name for name, stream in streams.items()
               if stream.indexation_steps or stream.indexation_factors]  # fmt: skip
    for column, name in enumerate(stepped, 1 + len(streams)):
        sheet.write_string(FIRST_YEAR - 1, column, f"Index, {id_in_words(name)}")
        years = range(rule.first_year, rule.first_year + rule.years)
        for place, factor in enumerate(streams[name].index(years)):
            made.number(sheet, FIRST_YEAR + place, column, factor)
        ranges[f"{name} index"] = _range(column, last)
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
    factor = f"(1+{years[f'{name} growth']}/100)^{years['year']}"
    index = f"(1+{share}*({years.get(f'{name} index', factor)}-1))"
    discounted = f"{index}/(1+{years['discount']}/100)^{years['year']}"
    sign, quantity = years[f"{name} sign"], years[f"{name} quantity"]
    each = f"{sign}*{stated[stream.field]}*{_rate(stated, stream.field)}"
    return f"{each}*SUMPRODUCT({quantity},{discounted})"
