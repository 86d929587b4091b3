"""A report as a Word document: real headings, real tables, nothing of a stranger runs."""

import re
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

from tests.print.hostile import HOSTILE
from wte_ppp.blocks import (
    Bars,
    Bullets,
    Column,
    Contents,
    Document,
    Heading,
    KeyFigures,
    Number,
    PageBreak,
    Paragraph,
    Series,
    Table,
    Waterfall,
)
from wte_ppp.messages import Message, Quoted
from wte_ppp.print.language import ENGLISH, language_of
from wte_ppp.print.word import word


def opened(*blocks, language=ENGLISH):
    data = word(Document("A plant", blocks, Message("Feasibility study"), "foot"), language)
    return docx.Document(BytesIO(data))


def cells(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_headings_are_headings_and_tables_are_tables() -> None:
    book = opened(
        Paragraph("Title", "title"),
        Heading(Message("Waste")),
        Heading("Part", 2),
        Bullets((Message("Tax"),)),
        KeyFigures(((Number(0.125, ".2f"), "tax"),)),
        PageBreak(),
        Table(
            (Column("A"), Column("B", form=",.1f")), (("x", 1234.55), ("y", None)), note="a note"
        ),
        Table((Column("A"),), ()),
    )
    styles = {line.text: line.style.name for line in book.paragraphs}
    assert styles["Title"] == "Title"
    assert styles["Waste"] == "Heading 1"
    assert styles["Part"] == "Heading 2"
    assert styles["Tax"] == "List Bullet"
    assert {"0.13 tax", "a note", "None."} <= set(styles)
    (table,) = book.tables
    assert cells(table) == [["A", "B"], ["x", "1,234.6"], ["y", "—"]]
    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells] == [0, 2]


def test_contents_name_the_chapters_until_word_fills_them() -> None:
    book = opened(Contents(), Heading("First"), Heading("Second"))
    assert any(line.text == "First\nSecond" for line in book.paragraphs)
    assert "TOC" in book.element.xml


def test_a_chart_is_its_numbers() -> None:
    bars = Bars("b", "Cash flow", "USD", categories=(2025, 2026),
                series=(Series("Power", (1.0, 2.0)), Series("Tax", (-1.0, None))))  # fmt: skip
    steps = Waterfall("w", "Flow", "USD", steps=(("Power", 9.0), ("Opex", -4.0), ("Left", None)))
    first, second = opened(bars, steps).tables
    assert cells(first)[1:] == [["2025", "1.00", "-1.00"], ["2026", "2.00", "—"]]
    assert cells(second)[3] == ["Left", "5.00"]  # 9 - 4


def test_numbers_are_those_of_the_language() -> None:
    (table,) = opened(
        Table((Column("x", form=",.2f"),), ((4500.5,),)), language=language_of("id")
    ).tables
    assert cells(table)[1] == ["4.500,50"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_are_text(text: str) -> None:
    hostile = Quoted(text, text)
    document = Document(
        hostile,
        (
            Heading(hostile),
            Contents(),
            Paragraph(hostile),
            Table((Column(hostile),), ((hostile,),)),
        ),
        hostile,
        text,
    )
    with ZipFile(BytesIO(word(document))) as book:
        links = b"".join(book.read(name) for name in book.namelist() if name.endswith(".rels"))
        assert b"External" not in links
        fields = re.findall(r"<w:instrText[^>]*>([^<]*)", book.read("word/document.xml").decode())
    assert fields == ['TOC \\o "1-2" \\h \\z']


def test_the_same_document_gives_the_same_bytes() -> None:
    document = Document("A plant", (Heading("One"),))
    assert word(document) == word(document)
