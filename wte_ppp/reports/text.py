"""The one door for text into a report, and how numbers are written.

A bidder's name is hostile until shown otherwise: markup in it could embed a local file, hide text
or stop the report. So no module but this one makes a ``Paragraph``, text is never markup, and what
the font cannot draw is marked and noted instead of vanishing.
"""

import math
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

__all__ = [
    "BOLD",
    "REGULAR",
    "font_for",
    "para",
    "printable",
    "quantity",
    "register_fonts",
    "safe_terminal",
]

REGULAR = "NotoSans"
BOLD = "NotoSans-Bold"
JAPANESE = {REGULAR: "NotoSansJP", BOLD: "NotoSansJP-Bold"}
FILES = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    "NotoSansJP": "NotoSansJP-Regular.ttf",
    "NotoSansJP-Bold": "NotoSansJP-Bold.ttf",
}
LONGEST_TEXT = 5000
NOT_DEFINED = "—"
GETA = "〓"  # the mark a Japanese printer sets for a character that is missing

# A second wall behind escaping: nothing a paragraph names may be fetched.
rl_config.trustedSchemes = ["data"]
rl_config.trustedHosts = ["none.invalid"]


@cache
def register_fonts() -> None:
    """Make the bundled fonts known to reportlab: Latin under `REGULAR` and `BOLD`, and Japanese.

    Notes
    -----
    Italic is set upright: no slanted font is bundled, and without the mapping reportlab would fall
    back on a font that it does not embed.
    """
    folder = files("wte_ppp.reports") / "fonts"
    for name, file in FILES.items():
        with (folder / file).open("rb") as stream:
            pdfmetrics.registerFont(TTFont(name, stream))
    for regular, bold in ((REGULAR, BOLD), (JAPANESE[REGULAR], JAPANESE[BOLD])):
        pdfmetrics.registerFontFamily(
            regular, normal=regular, bold=bold, italic=regular, boldItalic=bold
        )


def _draws(font: str, text: str) -> bool:
    """Whether a font has every character of a text."""
    register_fonts()
    glyphs = pdfmetrics.getFont(font).face.charToGlyph
    return all(ord(one) in glyphs for one in text if one != "\n")


def font_for(text: str, font: str = REGULAR) -> str:
    """Font that draws all of a text on a canvas, where one must do.

    Parameters
    ----------
    text
        As `printable` gives it.
    font
        `REGULAR` or `BOLD`.

    Returns
    -------
    str
        The font asked for, or its Japanese companion where that draws more of the text.

    Examples
    --------
    >>> font_for("Hà Nội"), font_for("燃やすごみ t/d")
    ('NotoSans', 'NotoSansJP')
    """
    return font if _draws(font, text) else JAPANESE[font]


def _plain(text: str, limit: int) -> str:
    """Return text composed (NFC), without controls, direction marks and invisible characters."""
    text = unicodedata.normalize("NFC", text[: 4 * limit])
    kept: list[str] = []
    for character in text:
        category = unicodedata.category(character)
        if character in "\n\u2028\u2029\x85":
            kept.append("\n")
        elif character == "\t":
            kept.append(" ")
        elif category not in ("Cc", "Cf"):
            kept.append(character)
    return "".join(kept if len(kept) <= limit else [*kept[: limit - 1], "…"])


def _with_geta(text: str, notes: list[str] | None) -> str:
    """Replace what the bundled font cannot draw, and note it."""
    # reportlab cuts code points above U+FFFF to 16 bits and would draw another character.
    missing = [
        one
        for one in dict.fromkeys(text)
        if ord(one) > 0xFFFF or not any(_draws(font, one) for font in (REGULAR, JAPANESE[REGULAR]))
    ]
    if not missing:
        return text
    text = text.translate({ord(c): GETA for c in missing})
    if notes is not None:
        codes = ", ".join(f"U+{ord(c):04X}" for c in missing[:10])
        more = f" and {len(missing) - 10} more" if len(missing) > 10 else ""
        start = text[:40].replace("\n", " ")
        note = f'{GETA} stands for characters the font lacks in "{start}": {codes}{more}'
        if note not in notes:
            notes.append(note)
    return text


def printable(text: object, notes: list[str] | None = None, limit: int = LONGEST_TEXT) -> str:
    r"""Text as a report may draw it on one line: labels of charts, titles, authors.

    Parameters
    ----------
    text
        Anything a user wrote.
    notes
        Is given a line for each text in which a character had to be replaced.
    limit
        Longest result; what is cut off is shown by an ellipsis.

    Returns
    -------
    str
        Composed, on one line, of characters the bundled fonts have, else 〓; see `font_for`.

    Examples
    --------
    >>> notes = []
    >>> printable("Hà\u202e Nội\x00 吉 \U00020bb7", notes)
    'Hà Nội 吉 〓'
    >>> notes
    ['〓 stands for characters the font lacks in "Hà Nội 吉 〓": U+20BB7']
    """
    return _with_geta(_plain(str(text), limit).replace("\n", " "), notes)


def para(
    text: object, style: ParagraphStyle, notes: list[str] | None = None, limit: int = LONGEST_TEXT
) -> Paragraph:
    """Text of any origin as a paragraph; what looks like markup is printed as it stands.

    Parameters
    ----------
    text
        Anything a user wrote.
    style
        Its font must be one of the bundled ones.
    notes
        Is given a line for each text in which a character had to be replaced.
    limit
        Longest result; what is cut off is shown by an ellipsis.

    Returns
    -------
    Paragraph
        Ready for a table cell or a story; line ends of the text are kept.

    Examples
    --------
    >>> style = ParagraphStyle("body", fontName=REGULAR)
    >>> para("A & B <b>Consortium", style).getPlainText()
    'A & B <b>Consortium'
    """
    plain = _with_geta(_plain(str(text), limit), notes)
    return Paragraph(_in_runs(plain, style.fontName), _wrapped(plain, style))


def _in_runs(text: str, font: str) -> str:
    """Markup of a text in which each run of characters has a font that draws it."""
    companion = JAPANESE.get(font)
    runs = []
    for latin, run in groupby(text, key=lambda one: companion is None or _draws(font, one)):
        plain = escape("".join(run)).replace("\n", "<br/>")
        runs.append(plain if latin else f'<font name="{companion}">{plain}</font>')
    return "".join(runs)


def _wrapped(text: str, style: ParagraphStyle) -> ParagraphStyle:
    """Style that breaks lines between any two letters where most of the text is Japanese."""
    wide = sum(unicodedata.east_asian_width(one) in "WF" for one in text)
    return style.clone(f"{style.name}-cjk", wordWrap="CJK") if 2 * wide > len(text) else style


def quantity(value: float | None, digits: int = 3) -> str:
    """Return a number for a table: digits that mean something, thousands apart.

    Parameters
    ----------
    value
        Number of any unit; None, NaN and infinite are not defined.
    digits
        Significant digits; digits before the decimal point are never rounded away, and an int has
        no decimals.

    Returns
    -------
    str
        Rounded half up; groups of three parted by a no-break space; ``—`` when not defined.

    Examples
    --------
    >>> quantity(12.345), quantity(0.0123456), quantity(2.675), quantity(25), quantity(None)
    ('12.3', '0.0123', '2.68', '25', '—')
    >>> quantity(1234567.8).replace("\u00a0", " ")
    '1 234 568'
    """
    if value is None or not math.isfinite(value):
        return NOT_DEFINED
    exact = Decimal(value) if isinstance(value, int) else Decimal(repr(float(value)))
    if exact == 0:
        return "0"
    decimals = 0 if isinstance(value, int) else max(0, digits - 1 - exact.adjusted())
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if decimals and rounded.adjusted() > exact.adjusted():  # 9.996 became 10.00
        decimals -= 1
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if decimals > 9:
        return f"{float(value):.{digits - 1}e}"
    return f"{abs(rounded) if rounded == 0 else rounded:,.{decimals}f}".replace(",", "\u00a0")


def safe_terminal(text: object, encoding: str = "utf-8", limit: int = LONGEST_TEXT) -> str:
    r"""Text of any origin on one line of a terminal, unable to steer it.

    Parameters
    ----------
    text
        Anything a user wrote.
    encoding
        Of the terminal; what it lacks is written as an escape.
    limit
        Longest result; what is cut off is shown by an ellipsis.

    Returns
    -------
    str
        One line without control codes and direction marks.

    Examples
    --------
    >>> safe_terminal("Bidder\x1b[2J\nrank 1", "ascii")
    'Bidder[2J rank 1'
    """
    line = _plain(str(text), limit).replace("\n", " ").replace("\u00a0", " ")
    return line.encode(encoding, "backslashreplace").decode(encoding)
