"""Blocks on paper: all of it stands there, in its place, and no word is cut."""

import re
from fractions import Fraction
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.print.hostile import HOSTILE, shown
from wte_ppp.blocks import (
    Bullets,
    Column,
    Contents,
    Document,
    Heading,
    KeyFigures,
    Number,
    PageBreak,
    Paragraph,
    Table,
    Together,
    Waterfall,
)
from wte_ppp.messages import Message, Quoted
from wte_ppp.print.language import ENGLISH, language_of
from wte_ppp.print.pdf import pdf
from wte_ppp.print.pdf_styles import PAGE_WIDTH
from wte_ppp.print.pdf_table import fitted

WORDS = "at least two of the three reference plants never ran"


def printed(*blocks, language=ENGLISH) -> list[str]:
    """Texts of the pages."""
    data = pdf(Document("A plant", blocks, Message("Feasibility study"), "foot"), language)
    return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


def rows(count: int) -> Table:
    return Table((Column("Row"), Column("Value")), tuple((f"r{at}", at) for at in range(count)))


def test_every_block_is_on_paper() -> None:
    text = "\n".join(
        printed(
            Paragraph("Title", "title"),
            Contents(),
            KeyFigures(((Number(0.125, ".2f"), Message("Tax")), (None, "none"))),
            Heading(Message("Waste")),
            Paragraph((Message("Waste"), Quoted("said {so} <b>", "an officer"))),
            Bullets((Message("Tax"), ("one", "two"))),
            Table((Column("A"), Column("B", form=",.1f")), (("x", 1234.55),), note="a note"),
            Table((Column("A"),), ()),
            Together((Heading("Held", 2), Paragraph("together"))),
            Waterfall("w", "Flow", "USD", steps=(("Power", 9.0), ("Left", None))),
        )
    )
    for words in (
        "Title", "Contents", "0.13", "—", "Waste said {so} <b>", "•", "one two", "1,234.6",
        "a note", "None.", "Held", "together", "Flow", "9.00", "Page 1 of 1", "foot",
    ):  # fmt: skip
        assert words in text


def test_numbers_and_words_are_those_of_the_language() -> None:
    table = Table((Column(Message("Waste")), Column("x", form=",.2f")), (("a", Fraction(9001, 2)),))
    (page,) = printed(table, language=language_of("vi"))
    assert "4.500,50" in page
    assert language_of("vi").words(Message("Waste")) in page


def test_an_integer_is_a_year_or_a_count_and_keeps_its_digits() -> None:
    (page,) = printed(Table((Column("Year"),), ((2030,), (None,))))
    assert "2030" in page
    assert "2,030" not in page


@pytest.mark.parametrize("lines", range(30, 62, 3))
def test_no_heading_stands_alone_at_the_foot(lines: int) -> None:
    filler = tuple(Paragraph(f"line {at}") for at in range(lines))
    pages = printed(*filler, Heading("Lonely chapter"), Heading("Lonely part", 2), rows(40))
    for page in pages:
        if "Lonely" in page:
            assert "Lonely chapter" in page
            assert "Lonely part" in page
            assert "r3" in page  # and with it the first rows


def test_a_short_table_stays_with_its_heading() -> None:
    filler = tuple(Paragraph(f"line {at}") for at in range(40))
    pages = printed(*filler, Heading("Ten rows", 2), rows(10))
    (page,) = [page for page in pages if "Ten rows" in page]
    assert all(f"r{at}" in page for at in range(10))


def test_heads_are_repeated_and_chapters_are_bookmarks_and_contents() -> None:
    blocks = (Contents(), Heading("First"), rows(150), PageBreak(), Heading("Second"), rows(2))
    data = pdf(Document("A plant", blocks), ENGLISH)
    reader = PdfReader(BytesIO(data))
    assert [mark.title for mark in reader.outline] == ["First", "Second"]
    texts = [page.extract_text() for page in reader.pages]
    assert all("Value" in text for text in texts)
    assert re.search(rf"Second[\s.]*{len(texts)}", texts[0])


def test_what_must_fit_one_page_is_shrunk_and_what_cannot_runs_on() -> None:
    def held(count: int) -> list[str]:
        return printed(Together((Paragraph("top"), rows(count)), shrink=True))

    assert len(held(60)) == 1  # 60 rows of 13 points do not fit 720 points as they are
    assert len(held(300)) > 2


def test_a_column_gets_the_room_that_its_words_need() -> None:
    heads = ["", "Environmental", "Value"]
    texts = [["a few words that wrap", "0.5", "1,234,567.89"]]
    widths, size = fitted(heads, texts, (90, 5, 5), [1, 2], 8.0)
    assert size == 8.0
    assert sum(widths) == pytest.approx(PAGE_WIDTH)
    assert widths[1] > 60  # "Environmental" in bold letters of 8 points
    (page,) = printed(
        Table((Column("", 90), Column("Environmental", 5), Column("Value", 5, ",.2f")),
              (("a few words that wrap", 0.5, 1234567.89),))
    )  # fmt: skip
    assert "Environmental" in page
    assert "1,234,567.89" in page


def test_letters_become_smaller_before_a_word_is_cut() -> None:
    # 13 columns of 40 points: "Distribution" in bold letters of 8 points takes 50.
    heads = ["Distribution"] * 13
    widths, size = fitted(heads, [["1"] * 13], [1] * 13, range(13), 8.0)
    assert 5.0 <= size < 8.0
    assert sum(widths) <= PAGE_WIDTH + 0.1


def test_a_long_path_breaks_behind_its_stops() -> None:
    path = "finance.power_tariff_usd_per_kwh_with_more_of_it"
    (page,) = printed(Table((Column("A", 5), Column("B", 95)), ((path, WORDS * 6),)))
    pieces = [line for line in page.split("\n") if line and line in path]
    assert "".join(pieces) == path
    assert all(piece[-1] in "._" for piece in pieces[:-1])


def test_words_of_a_person_are_never_cut() -> None:
    reason = " ".join(f"word{at}" for at in range(3000))
    flat = "".join("".join(printed(Paragraph(Quoted(reason, "an officer")))).split())
    assert "word2999" in flat


@pytest.mark.parametrize("code", ["en", "ja", "th"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_are_harmless_everywhere(text: str, code: str) -> None:
    hostile = Quoted(text, text)
    blocks = (
        Paragraph(hostile, "title"), Contents(), Heading(hostile), Bullets((hostile,)),
        KeyFigures(((hostile, hostile),)),
        Table((Column(hostile), Column("Value")), ((hostile, 1.5), ((hostile, "a"), None)),
              hostile, hostile),
        Together((Heading(hostile, 2), Paragraph(hostile, "note"))),
        Waterfall("w", hostile, hostile, steps=((hostile, 1.0),)),
    )  # fmt: skip
    assert "1.5" in shown(pdf(Document(hostile, blocks, hostile, text), language_of(code)))


def test_what_no_font_has_is_noted_at_the_end() -> None:
    assert "U+1780" in printed(Paragraph(Quoted("ក", "a bidder")))[-1]


def test_the_same_document_gives_the_same_bytes() -> None:
    document = Document("A plant", (Heading("One"), rows(3)))
    assert pdf(document) == pdf(document)
