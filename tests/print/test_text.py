"""Text of a stranger is printed as it stands, and nothing of it is obeyed."""

import ast
import io
import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab import rl_config
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import SimpleDocTemplate

import wte_ppp
from wte_ppp.messages import Message
from wte_ppp.numbers import quantity
from wte_ppp.print.text import para, printable, safe_terminal
from wte_ppp.print.typefaces import BOLD, REGULAR, register_fonts

register_fonts()
STYLE = ParagraphStyle("body", fontName=REGULAR)


def pdf_of(*texts: str) -> PdfReader:
    stream = io.BytesIO()
    SimpleDocTemplate(stream, invariant=1).build([para(text, STYLE) for text in texts])
    return PdfReader(stream)


@pytest.mark.parametrize(
    "hostile",
    [
        '<img src="/etc/hostname"/>',
        '<img src="http://example.org/a.png"/>',
        '<font color="white" size="1">hidden</font>',
        '<a href="javascript:alert(1)">click</a>',
        "<b>unclosed",
        "A & B <Consortium>",
        "&lt;already escaped&gt;",
        "<para leftIndent=99999>far</para>",
        "<font color=\"[[[getattr(pow, Word('__globals__'))]]]\">x</font>",
        "</para><para>",
    ],
)
def test_markup_is_printed_not_obeyed(hostile: str) -> None:
    reader = pdf_of(hostile)
    shown = re.sub(r"\s+", " ", reader.pages[0].extract_text()).strip()
    assert shown.replace(" ", "") == hostile.replace(" ", "")
    assert not list(reader.pages[0].images)
    assert "/Annots" not in reader.pages[0]


def test_only_bundled_fonts_are_used_for_text_and_they_are_embedded() -> None:
    fonts = pdf_of("Tiếng Việt, CO₂ ≥ 5 ₫")
    names = [f["/BaseFont"] for f in _fonts_shown(fonts)]
    assert names
    assert all("NotoSans" in name for name in names)


def _fonts_shown(reader: PdfReader) -> list:
    page = reader.pages[0]
    used = re.findall(
        r"/(F\d+\+?\d*) [\d.]+ Tf[^/]*?T[jJ]", page.get_contents().get_data().decode("latin-1")
    )
    return [page["/Resources"]["/Font"][f"/{name}"].get_object() for name in set(used)]


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("abc\u202edef", "abcdef"),  # right-to-left override
        ("\u2066abc\u2069", "abc"),  # isolates
        ("a\x00b\x1b[31m", "ab[31m"),
        ("a\u200bb\u00adc", "abc"),  # invisible characters
        ("a\tb\nc", "a b c"),
        ("e\u0323\u0302", "ệ"),  # composed to NFC
        ("吉", "吉"),  # the Japanese companion font has it
        ("ក", "〓"),  # Khmer: no bundled font
        ("\U00020bb7", "〓"),  # beyond U+FFFF
        ("\ud800", "〓"),  # half of a surrogate pair
        ("", ""),
    ],
)
def test_printable(hostile: str, shown: str) -> None:
    assert printable(hostile) == shown


def test_what_the_font_lacks_is_noted_once() -> None:
    notes: list[Message] = []
    para("ក្រុមហ៊ុន A", STYLE, notes)
    para("ក្រុមហ៊ុន A", STYLE, notes)
    assert len(notes) == 1
    assert "U+1780" in str(notes[0])  # ក


def test_japanese_is_drawn_in_its_own_font_beside_latin() -> None:
    notes: list[Message] = []
    paragraph = para("燃やすごみ 500 t/d, Hà Nội", STYLE, notes)
    assert notes == []
    fonts = {(fragment.text, fragment.fontName) for fragment in paragraph.frags}
    assert ("燃やすごみ", "NotoSansJP") in fonts
    assert any(font == REGULAR and "Hà Nội" in text for text, font in fonts)


def test_nothing_is_noted_when_the_font_has_all() -> None:
    notes: list[Message] = []
    assert printable("tCO₂e, 5 ₫/kWh ≥ ฿ → Σ µ ½ Đặng", notes) == "tCO₂e, 5 ₫/kWh ≥ ฿ → Σ µ ½ Đặng"
    assert notes == []


@pytest.mark.parametrize("font", [REGULAR, BOLD])
def test_both_weights_have_every_letter_of_vietnamese(font: str) -> None:
    letters = (
        "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
    )
    glyphs = pdfmetrics.getFont(font).face.charToGlyph
    assert [
        c
        for c in letters + letters.upper() + "₫฿〓₂₄→←≤≥≠±\u00d7\u2212\u2013—…"
        if ord(c) not in glyphs
    ] == []


def test_text_is_capped() -> None:
    assert printable("x" * 10_000, limit=20) == "x" * 19 + "…"


def test_lines_are_kept_in_a_paragraph() -> None:
    assert len(para("a\nb\nc", STYLE).wrap(400, 400)) == 2
    assert para("a\nb\nc", STYLE).wrap(400, 400)[1] == 3 * STYLE.leading


@given(st.text(max_size=200))
def test_any_text_makes_a_paragraph(text: str) -> None:
    paragraph = para(text, STYLE)
    paragraph.wrap(200, 1000)
    allowed = pdfmetrics.getFont(REGULAR).face.charToGlyph
    assert all(ord(character) in allowed for character in printable(text))


def test_nothing_may_be_fetched() -> None:
    assert rl_config.trustedSchemes == ["data"]
    assert rl_config.trustedHosts == ["none.invalid"]


def _makes_paragraphs(module: Path) -> bool:
    return any(
        name.name.endswith(("Paragraph", "XPreformatted", "*"))
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("reportlab")
        for name in node.names
    )


def test_no_other_module_makes_a_paragraph() -> None:
    modules = sorted(Path(wte_ppp.__file__).parent.rglob("*.py"))
    assert [module.name for module in modules if _makes_paragraphs(module)] == ["text.py"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "—"),
        (math.nan, "—"),
        (math.inf, "—"),
        (0.0, "0"),
        (-0.0, "0"),
        (12.345, "12.3"),
        (-12.35, "-12.4"),  # half up in size, as a spreadsheet does
        (9.996, "10.0"),  # three digits after the carry, too
        (0.99951, "1.00"),
        (0.0123456, "0.0123"),
        (999.6, "1\u00a0000"),
        (1234567.8, "1\u00a0234\u00a0568"),
        (25, "25"),
        (1000, "1\u00a0000"),
        (1.5e-12, "1.50e-12"),
    ],
)
def test_quantity(value: float | None, shown: str) -> None:
    assert quantity(value) == shown


@given(st.floats(min_value=1e-6, max_value=1e9))
def test_quantity_is_within_half_of_its_last_digit(value: float) -> None:
    shown = quantity(value, 4)
    decimals = len(shown.partition(".")[2])
    # Four digits at least: the error is at most half a unit of the last one shown.
    error = abs(float(shown.replace("\u00a0", "")) - value)
    assert error <= 0.5 * 10.0**-decimals * (1 + 1e-6)
    assert error <= 0.5e-3 * value * (1 + 1e-6) or decimals == 0


def test_terminal_cannot_be_steered() -> None:
    assert safe_terminal("A\x1b[2J\r\nrank 1\u202e") == "A[2J rank 1"
    assert safe_terminal("Bắc 1\u00a0000", "ascii") == "B\\u1eafc 1 000"
