"""A report's tables on paper."""

from collections.abc import Mapping, Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, KeepTogether

from wte_ppp import __version__
from wte_ppp.mrv.tables import Cell, Report, Table
from wte_ppp.print.layout import BODY, NOTE, PAGE_WIDTH, TITLE, Paper, gap
from wte_ppp.print.pages import build
from wte_ppp.print.typefaces import BOLD, REGULAR, register_fonts

WIDEST_WORD, PADDING = 110.0, 8.0

# From here on digits after the point say nothing.
LARGE = 10_000


def tables_pdf(
    report: Report, drawings: Sequence[Flowable] = (), left_out: Mapping[str, str] | None = None
) -> bytes:
    """Pages of a report.

    Parameters
    ----------
    report
        Its tables.
    drawings
        Charts that stand before the tables.
    left_out
        Where a table is to be found that is too long for paper, by its title.

    Returns
    -------
    bytes
        PDF, the same bytes for the same report.
    """
    paper = Paper()
    story: list[Flowable] = [paper.para(report.title, TITLE)]
    story += [paper.para(line, BODY) for line in report.lines]
    for drawing in drawings:
        story += [gap(8), KeepTogether(drawing)]
    elsewhere = left_out or {}
    for table in report.tables:
        if table.title in elsewhere:
            text = f"{table.title}, {len(table.rows)} rows: see {elsewhere[table.title]}."
            story.append(paper.para(text, NOTE))
            continue
        story += [*paper.heading(table.title), *_table(paper, table)]
    story += [paper.para(note, NOTE) for note in paper.lacking]
    return build(story, report.title, f"wte_ppp {__version__}")


def _table(paper: Paper, table: Table) -> list[Flowable]:
    if not table.rows:
        return [paper.para("None.", BODY)]
    numbers = [
        index
        for index in range(1, len(table.heads))
        if all(not isinstance(row[index], str) for row in table.rows)
    ]
    cells = [[_shown(paper, cell, table.exact) for cell in row] for row in table.rows]
    size = 6.5 if len(table.heads) > 6 else 8.0
    story = [paper.grid(table.heads, cells, _widths(table.heads, cells, size), numbers, size)]
    if table.note:
        story += [gap(2), paper.para(table.note, NOTE)]
    return story


def _widths(heads: Sequence[str], cells: Sequence[Sequence[str]], size: float) -> list[float]:
    """Points of each column: its longest word fits, and the rest goes by the length of texts."""
    register_fonts()
    columns = [[head, *(row[index] for row in cells)] for index, head in enumerate(heads)]
    least = [
        min(
            WIDEST_WORD, max(stringWidth(word, BOLD, size) for text in one for word in _words(text))
        )
        + PADDING
        for one in columns
    ]
    wanted = [max(stringWidth(text, REGULAR, size) for text in one) + PADDING for one in columns]
    more = [max(want - low, 0.0) for want, low in zip(wanted, least, strict=True)]
    spare = max(PAGE_WIDTH - sum(least), 0.0)
    share = spare / sum(more) if sum(more) > 0 else 0.0
    return [low + part * share for low, part in zip(least, more, strict=True)]


def _words(text: str) -> list[str]:
    return text.split(" ") or [""]


def _shown(paper: Paper, cell: Cell, exact: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if exact and abs(cell) < LARGE:
        return f"{cell:.7g}"
    # Years and serial numbers are whole and keep their digits together.
    return str(cell) if isinstance(cell, int) else paper.quantity(cell)
