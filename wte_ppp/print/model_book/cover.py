"""The first sheet: what the workbook is, how to use it, what it finds, where it comes from."""

from typing import Any, Protocol

from wte_ppp.feasibility.result import StudyResult
from wte_ppp.print.model_book.book import ModelBook
from wte_ppp.print.model_book.formats import Formats, cleaned
from wte_ppp.print.model_book.inputs import input_name
from wte_ppp.print.model_book.places import INPUTS, excel_name
from wte_ppp.print.model_book.rows import Compared
from wte_ppp.print.model_book.values import Values

ABOUT = {
    "Results": "Returns, cover ratios, uses and sources, each beside the study's value; charts",
    "Checks": "1 marks an error; all must be 0",
    "Inputs": "Inputs that may be changed, model structure, constants, switches",
    "Timeline": "Periods, dates, flags",
    "Plant and cost": "Plant flows by operation year (pasted), operating cost, depreciation",
    "Prices": "Indices and prices of each period",
    "Operation": "Quantities, revenue, cost, working capital, CFADS before tax",
    "Sizing": "Schedules per USD of debt, and debt capacity on CFADS",
    "Construction": "Grants, VAT, interest and fees during construction, debt, uses and sources",
    "Debt": "Senior debt, concessional loan and bridges in operation",
    "Tax": "Depreciation, losses carried forward, holiday, income tax",
    "Cash": "Reserve accounts, sweep, lock-up, shareholder loan, dividends",
    "Statements": "Income statement, cash flow statement, balance sheet",
    "Ratios": "DSCR, LLCR, PLCR, project cash flows, payback",
    "Monies": "Rates of exchange, of loans as they are drawn, and exchange losses",
    "Second money": "Cash flow and balance sheet in the second money",
    "Public": "Public payments, commitments, value for money",
    "Annual": "Annual summary of the project",
    "Signs": "Whether a cash flow has exactly one rate of return",
    "Rates": "Rates of return, by bisection",
    "Fee": "The model once more at the required tipping fee: what that fee gives",
    "Passes": "Circular tax, debt or equity, solved pass by pass",
}
HOW = (
    "Change the blue cells on yellow of the sheet Inputs; everything else follows. Percentages are "
    "entered as such: 7 % or 0.07.",
    "Each row over time has one formula, the same in every column. No formula holds a number but 0 "
    "and 1; constants are on Inputs with their names. Nothing is circular.",
    "Grey cells are pasted or fixed structure. The plant flows (waste, power, heat, residues, "
    "credits) come from the waste, plant and climate model in Python: this workbook has no plant "
    "model. The required tipping fees are solved in Python.",
    "Period lengths, the contract's years, the order of drawdowns and whether debt is sized after "
    "tax are fixed structure: to change them, change the study file and generate a new workbook.",
    "Results shows each result beside the study's own value; after a change of inputs they "
    "differ, and Checks says so.",
    "An input that nobody gave says not stated. What hangs on it is #N/A, on Results not stated, "
    "until the cell is filled in.",
)
LABEL_WIDTH = 46  # characters
HEAD_RESULTS = ("r.irr_equity", "r.irr_project", "r.npv", "r.dscr_min", "r.llcr", "r.debt",
                "r.uses", "r.lcow")  # fmt: skip


class Writer(Protocol):
    """What the cover asks of the workbook's writer."""

    result: StudyResult
    book: ModelBook
    formats: Formats

    @property
    def values(self) -> Values:
        """Values of all cells."""
        ...

    def formula(
        self, sheet: Any, row: int, column: int, text: str, value: Any, style: Any, at: int = 0
    ) -> None:
        """Write a live formula."""
        ...


def write_cover(writer: Writer, cover: Any) -> None:
    """Fill the first sheet."""
    style, result = writer.formats, writer.result
    cover.hide_gridlines(2)
    cover.set_column(0, 0, LABEL_WIDTH)
    cover.set_column(1, 1, 100)
    cover.write_string(0, 0, "Project finance model", style.title)
    cover.set_row(0, 24)
    row = 2
    about = {
        "Study": result.name,
        "Place": result.location,
        "About": result.description,
        "Country and day": " ".join(part for part in (result.country, result.as_of) if part),
        "Guidance": result.guidance or "none",
        "Made by": f"wte-ppp {result.package_version}, base case",
        "Inputs (SHA-256)": result.input_hash,
    }
    for label, text in about.items():
        cover.write_string(row, 0, label, style.bold)
        row = _text(writer, cover, row, cleaned(text, 1000))
    row = _state(writer, cover, row + 1)
    row = _not_stated(writer, cover, row)
    cover.write_string(row, 0, "How to use it", style.heading)
    cover.write_blank(row, 1, None, style.heading)
    row += 1
    for number, line in enumerate(HOW, 1):
        cover.write_number(row, 0, number, style.make(align="left", valign="top"))
        row = _text(writer, cover, row, line)
    row = _legend(writer, cover, row + 1)
    cover.write_string(row, 0, "Sheets", style.heading)
    cover.write_blank(row, 1, None, style.heading)
    for sheet in writer.book.sheets:
        row += 1
        cover.write_url(row, 0, f"internal:'{sheet.name}'!A1", style.link, sheet.name)
        cover.write_string(row, 1, result.money.said(ABOUT[sheet.name]), style.text)
    row += 2
    if result.warnings:
        cover.write_string(row, 0, "Warnings of the study", style.heading)
        cover.write_blank(row, 1, None, style.heading)
        row += 1
        for warning in result.warnings:
            row = _text(writer, cover, row, cleaned(str(warning), 500))
    cover.set_landscape()
    cover.set_paper(9)
    cover.fit_to_pages(1, 0)


def _not_stated(writer: Writer, cover: Any, row: int) -> int:
    """What nobody gave, what would state it, and where it is filled in."""
    style, result, rows = writer.formats, writer.result, writer.result.not_stated
    if not rows:
        return row
    cover.write_string(row, 0, "Not stated", style.heading)
    cover.write_blank(row, 1, None, style.heading)
    row += 1
    for missing in rows:
        name = input_name(missing.input)
        cell = excel_name(result.money.name(name))
        where = (
            f"Enter it on the sheet {INPUTS}, {cell}: what hangs on it follows."
            if name in writer.values.singles
            else "Give it in the study file and generate another workbook: its results are pasted."
        )
        cover.write_string(row, 0, cleaned(str(missing.label), 100), style.bold)
        row = _text(writer, cover, row, cleaned(f"{missing.states}. {where}", 500))
    return row + 1


def _text(writer: Writer, cover: Any, row: int, text: str) -> int:
    lines = max(1, -(-len(text) // 115))
    cover.set_row(row, 15 * lines)
    cover.write_string(row, 1, text, writer.formats.text)
    return row + 1


def _state(writer: Writer, cover: Any, row: int) -> int:
    """Checks and the head results, live."""
    style = writer.formats
    cover.write_string(row, 0, "Key results", style.heading)
    cover.write_blank(row, 1, None, style.heading)
    row += 1
    cover.write_string(row, 0, "Checks", style.bold)
    writer.formula(cover, row, 1, "{state}", writer.values.singles["state"], style.bold)
    labels = {
        part.name: (part.label, part.unit)
        for sheet in writer.book.sheets
        for part in sheet.entries
        if isinstance(part, Compared) and part.name in HEAD_RESULTS
    }  # fmt: skip
    for name in HEAD_RESULTS:
        row += 1
        label, unit = labels[name]
        shown = unit if unit not in ("%", "x") else ""
        text = f"{label}{', ' + shown if shown else ''}"
        if len(text) > LABEL_WIDTH:
            cover.set_row(row, 30)
        cover.write_string(row, 0, text, style.make(bold=True, valign="top", text_wrap=True))
        kind = style.make(num_format=style.number(unit).num_format, align="left", valign="top")
        writer.formula(cover, row, 1, f"{{{name}}}", writer.values.singles[name], kind)
    return row + 2


def _legend(writer: Writer, cover: Any, row: int) -> int:
    style = writer.formats
    cover.write_string(row, 0, "Colours", style.heading)
    cover.write_blank(row, 1, None, style.heading)
    for kind, text in (
        ("input", "An input: may be changed"),
        ("pasted", "Pasted, or fixed structure: not computed here"),
        ("constant", "A constant"),
        ("formula", "A formula"),
    ):
        row += 1
        cover.write_number(row, 0, 1234, style.number("USD", kind))
        cover.write_string(row, 1, text, style.text)
    return row + 2
