"""A report as a Word document that its reader may edit: headings, paragraphs, tables."""

import datetime
import io
import zipfile
from typing import Any

from wte_ppp.blocks import (
    Block,
    Bullets,
    Chart,
    Contents,
    Document,
    Heading,
    KeyFigures,
    PageBreak,
    Paragraph,
    Table,
    Words,
    flat,
)
from wte_ppp.extras import library
from wte_ppp.messages import Message
from wte_ppp.print.chart_tables import chart_table
from wte_ppp.print.language import ENGLISH, Language
from wte_ppp.print.tables import cell_is_number, number_columns
from wte_ppp.print.text import storable

STYLES = {"title": "Title", "lead": "Intense Quote", "body": "Normal", "note": "Caption"}
GRID = "Light List Accent 1"
SIZES = {"normal": 9, "small": 8, "tiny": 6.5}  # points
WIDTH_CM = 17.0
FONT = "Noto Sans"
EAST_ASIAN = {"ja": "Yu Gothic"}
BORN = datetime.datetime(2000, 1, 1)  # a file that tells no day is the same file every day


def word(document: Document, language: Language = ENGLISH) -> bytes:
    """A report as .docx.

    Raises `MissingLibraryError` where python-docx is not installed.
    """
    docx = library("docx", "word", "A Word document")
    paper = _Paper(docx, document, language)
    for block in flat(document.blocks):
        paper.add(block)
    return paper.finish()


class _Paper:
    """One document under construction."""

    def __init__(self, docx: Any, document: Document, language: Language) -> None:
        self.language = language
        self._points = library("docx.shared", "word", "A Word document").Pt
        self._centimetres = library("docx.shared", "word", "A Word document").Cm
        self._element = library("docx.oxml", "word", "A Word document").OxmlElement
        self._name = library("docx.oxml.ns", "word", "A Word document").qn
        self._chapters = [
            block.text
            for block in flat(document.blocks)
            if isinstance(block, Heading) and block.level == 1
        ]
        self.book: Any = docx.Document()
        self._page(document)

    def _page(self, document: Document) -> None:
        section = self.book.sections[0]
        section.page_width, section.page_height = self._centimetres(21), self._centimetres(29.7)
        section.left_margin = section.right_margin = self._centimetres((21 - WIDTH_CM) / 2)
        section.header.paragraphs[0].text = self.text(document.title)
        section.footer.paragraphs[0].text = storable(document.footer)
        about = self.book.core_properties
        about.title, about.subject = self.text(document.title)[:255], self.text(document.kind)[:255]
        about.author = about.last_modified_by = "wte_ppp"
        about.created = about.modified = BORN
        about.language, about.comments = self.language.code, ""
        normal = self.book.styles["Normal"]
        normal.font.name, normal.font.size = FONT, self._points(10)
        fonts = normal.element.rPr.rFonts
        fonts.set(self._name("w:eastAsia"), EAST_ASIAN.get(self.language.code, FONT))
        fonts.set(self._name("w:cs"), FONT)

    def text(self, text: Words | tuple[Words, ...]) -> str:
        return storable(self.language.words(text))

    def add(self, block: Block) -> None:
        """One block at the end of the document."""
        match block:
            case Heading():
                self.book.add_heading(self.text(block.text), block.level)
            case Paragraph():
                self.book.add_paragraph(self.text(block.text), style=STYLES[block.style])
            case Bullets():
                for item in block.items:
                    self.book.add_paragraph(self.text(item), style="List Bullet")
            case KeyFigures():
                for figure, name in block.items:
                    line = self.book.add_paragraph()
                    line.add_run(storable(self.language.cell(figure))).bold = True
                    line.add_run(f" {self.text(name)}")
            case Contents():
                self._contents()
            case PageBreak():
                self.book.add_page_break()
            case Table():
                self._table(block)
            case Chart():
                if block.words:
                    self.book.add_paragraph(self.text(block.words))
                self._table(chart_table(block))

    def _contents(self) -> None:
        """A table of contents that Word fills with its pages; until then the titles alone."""
        self.book.add_paragraph(self.text(Message("Contents")), style="TOC Heading")
        line = self.book.add_paragraph()
        self._field(line, "begin")
        order = self._element("w:instrText")
        order.set(self._name("xml:space"), "preserve")
        order.text = 'TOC \\o "1-2" \\h \\z'
        line.add_run()._r.append(order)
        self._field(line, "separate")
        for at, title in enumerate(self._chapters):
            run = line.add_run(self.text(title))
            if at + 1 < len(self._chapters):
                run.add_break()
        self._field(line, "end")

    def _field(self, line: Any, kind: str) -> None:
        mark = self._element("w:fldChar")
        mark.set(self._name("w:fldCharType"), kind)
        line.add_run()._r.append(mark)

    def _table(self, table: Table) -> None:
        if table.title:
            self.book.add_heading(self.text(table.title), 2)
        heads = [self.text(column.head) for column in table.columns]
        if not table.rows:
            self.book.add_paragraph(self.text(Message("None.")))
        else:
            self._grid(table, heads)
        note = self.text(table.note)
        self.book.add_paragraph(note, style="Caption") if note else self.book.add_paragraph()

    def _grid(self, table: Table, heads: list[str]) -> None:
        first = int(any(heads))
        grid = self.book.add_table(len(table.rows) + first, len(heads), style=GRID)
        grid.autofit = False
        right = number_columns(table)
        size = self._points(SIZES[table.size])
        shares = sum(column.width for column in table.columns)
        widths = [self._centimetres(WIDTH_CM * c.width / shares) for c in table.columns]
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width
        if first:
            self._fill(grid.rows[0], heads, widths, right, size)
            repeated = self._element("w:tblHeader")
            repeated.set(self._name("w:val"), "true")
            grid.rows[0]._tr.get_or_add_trPr().append(repeated)
        forms = [column.form for column in table.columns]
        for line, row in zip(list(grid.rows)[first:], table.rows, strict=True):
            texts = [
                storable(self.language.cell(cell, form))
                for cell, form in zip(row, forms, strict=True)
            ]
            numbers = frozenset(at for at, cell in enumerate(row) if cell_is_number(cell))
            self._fill(line, texts, widths, right | numbers, size)

    def _fill(
        self, row: Any, texts: list[str], widths: list[Any], right: frozenset[int], size: Any
    ) -> None:
        for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = widths[at]
            paragraph = cell.paragraphs[0]
            paragraph.alignment = 2 if at in right else 0
            paragraph.paragraph_format.space_after = 0
            paragraph.add_run(text).font.size = size

    def finish(self) -> bytes:
        """Bytes of the document, without the hour at which it was written."""
        stream, fixed = io.BytesIO(), io.BytesIO()
        self.book.save(stream)
        with zipfile.ZipFile(stream) as book, zipfile.ZipFile(fixed, "w") as again:
            for name in book.namelist():
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                again.writestr(entry, book.read(name), zipfile.ZIP_DEFLATED)
        return fixed.getvalue()
