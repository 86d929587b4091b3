"""A report's tables on paper."""

from collections.abc import Mapping, Sequence

from reportlab.platypus import Flowable, KeepTogether

from wte_ppp import __version__
from wte_ppp.mrv.tables import Cell, Report, Table
from wte_ppp.reports.layout import BODY, NOTE, TITLE, build, gap, grid, heading
from wte_ppp.reports.text import para, quantity

__all__ = ["tables_pdf"]

MOST_ROWS = 60
WIDE, NARROW = 42, 7


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
    lacking: list[str] = []
    story: list[Flowable] = [para(report.title, TITLE, lacking)]
    story += [para(line, BODY, lacking) for line in report.lines]
    for drawing in drawings:
        story += [gap(8), KeepTogether(drawing)]
    elsewhere = left_out or {}
    for table in report.tables:
        story += heading(table.title)
        if table.title in elsewhere:
            story.append(para(f"{len(table.rows)} rows: {elsewhere[table.title]}", BODY))
            continue
        story += _table(table, lacking)
    story += [para(note, NOTE) for note in lacking]
    return build(story, report.title, f"wte_ppp {__version__}")


def _table(table: Table, lacking: list[str]) -> list[Flowable]:
    if not table.rows:
        return [para("None.", BODY)]
    numbers = [
        index
        for index in range(len(table.heads))
        if all(not isinstance(row[index], str) for row in table.rows)
    ]
    cells = [[_shown(cell) for cell in row] for row in table.rows]
    widths = [
        max(NARROW, min(WIDE, max(len(head) * 0.8, *(len(row[index]) * 0.8 for row in cells))))
        for index, head in enumerate(table.heads)
    ]
    size = 7.0 if len(table.heads) > 5 else 8.0
    story = [grid(table.heads, cells, widths, numbers, lacking, size)]
    if table.note:
        story += [gap(2), para(table.note, NOTE, lacking)]
    return story


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    # Years and serial numbers are whole and keep their digits together.
    return str(cell) if isinstance(cell, int) else quantity(cell)
