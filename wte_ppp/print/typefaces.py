"""The bundled fonts: which of them draws which characters."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import groupby

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "NotoSans"
BOLD = "NotoSans-Bold"
JAPANESE = {REGULAR: "NotoSansJP", BOLD: "NotoSansJP-Bold"}
THAI = {REGULAR: "NotoSansThai", BOLD: "NotoSansThai-Bold"}
FILES = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    "NotoSansJP": "NotoSansJP-Regular.ttf",
    "NotoSansJP-Bold": "NotoSansJP-Bold.ttf",
    "NotoSansThai": "NotoSansThai-Regular.ttf",
    "NotoSansThai-Bold": "NotoSansThai-Bold.ttf",
}


@cache
def register_fonts() -> None:
    """Make the bundled fonts known to reportlab: Latin under `REGULAR` and `BOLD`, and the others.

    Notes
    -----
    Italic is set upright: no slanted font is bundled, and without the mapping reportlab would fall
    back on a font that it does not embed. Thai needs its marks placed (shaping).
    """
    folder = files("wte_ppp.print") / "fonts"
    for name, file in FILES.items():
        with (folder / file).open("rb") as stream:
            pdfmetrics.registerFont(TTFont(name, stream, shapable=name in THAI.values()))
    for regular, bold in zip(*([iter(FILES)] * 2), strict=True):
        pdfmetrics.registerFontFamily(
            regular, normal=regular, bold=bold, italic=regular, boldItalic=bold
        )


@cache
def _glyphs(font: str) -> frozenset[int]:
    register_fonts()
    # reportlab cuts code points above U+FFFF to 16 bits and would draw another character.
    return frozenset(code for code in pdfmetrics.getFont(font).face.charToGlyph if code <= 0xFFFF)


def is_thai(text: str) -> bool:
    """Whether a text has Thai letters, which need shaping and have no blanks between words."""
    return any("\u0e01" <= character <= "\u0e5b" and character != "\u0e3f" for character in text)


def draws(font: str, text: str) -> bool:
    """Whether a font has every character of a text."""
    glyphs = _glyphs(font)
    return all(ord(character) in glyphs for character in text if character != "\n")


@cache
def _font_of(character: str, chain: tuple[str, ...]) -> str | None:
    return next((font for font in chain if ord(character) in _glyphs(font)), None)


def _chain(text: str, font: str) -> tuple[str, ...]:
    """Fonts in the order in which they are asked; Thai text stands in its own as far as it can."""
    if font not in JAPANESE:
        return (font,)
    chain = (font, JAPANESE[font], THAI[font])
    return (THAI[font], *chain[:2]) if is_thai(text) else chain


def base_font(text: str, font: str) -> str:
    """Font that a paragraph of a text is set in, where most of it can be."""
    return _chain(text, font)[0]


def runs_of(text: str, font: str = REGULAR) -> Iterator[tuple[str, str | None]]:
    """Stretches of a text, each with the bundled font that draws it; None: no font does.

    Examples
    --------
    >>> list(runs_of("燃やす CO₂"))
    [('燃やす', 'NotoSansJP'), (' CO₂', 'NotoSans')]
    """
    if text.isascii() and font in JAPANESE:
        yield text, font
        return
    chain = _chain(text, font)
    placed = [
        (character, _font_of(character, chain) if character != "\n" else chain[0])
        for character in text
    ]
    for name, run in groupby(placed, key=lambda placement: placement[1]):
        yield "".join(character for character, _ in run), name


def font_for(text: str, font: str = REGULAR) -> str:
    """Font that draws most of a text, where one must do, such as for the labels of an axis.

    Parameters
    ----------
    text
        As `printable` gives it.
    font
        `REGULAR` or `BOLD`.

    Returns
    -------
    str
        The font asked for, or its Japanese or Thai companion where that draws more of the text.

    Examples
    --------
    >>> font_for("Hà Nội"), font_for("燃やすごみ t/d")
    ('NotoSans', 'NotoSansJP')
    """
    if draws(font, text):
        return font
    if is_thai(text):
        return THAI[font]
    wide = any(unicodedata.east_asian_width(character) in "WF" for character in text)
    return JAPANESE[font] if wide else font
