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
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

__all__ = ["BOLD", "REGULAR", "para", "printable", "quantity", "register_fonts", "safe_terminal"]

REGULAR = "NotoSans"
BOLD = "NotoSans-Bold"
LONGEST_TEXT = 5000
NOT_DEFINED = "—"
GETA = "〓"  # the mark a Japanese printer sets for a character that is missing

# A second wall behind escaping: nothing a paragraph names may be fetched.
rl_config.trustedSchemes = ["data"]
rl_config.trustedHosts = ["none.invalid"]


@cache
def register_fonts() -> None:
    """Make the bundled fonts known to reportlab, under `REGULAR` and `BOLD`.

    Notes
    -----
    Italic is set upright: no slanted font is bundled, and without the mapping reportlab would fall
    back on a font that it does not embed.
    """
    folder = files("wte_ppp.reports") / "fonts"
    for name, file in ((REGULAR, "NotoSans-Regular.ttf"), (BOLD, "NotoSans-Bold.ttf")):
        with (folder / file).open("rb") as stream:
            pdfmetrics.registerFont(TTFont(name, stream))
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD
    )


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
    register_fonts()
    glyphs = pdfmetrics.getFont(REGULAR).face.charToGlyph
    # reportlab cuts code points above U+FFFF to 16 bits and would draw another character.
    missing = [
        c for c in dict.fromkeys(text) if c != "\n" and (ord(c) > 0xFFFF or ord(c) not in glyphs)
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
        Composed, on one line, of characters the bundled font has, else 〓.

    Examples
    --------
    >>> notes = []
    >>> printable("Hà\u202e Nội\x00 吉", notes)
    'Hà Nội 〓'
    >>> notes
    ['〓 stands for characters the font lacks in "Hà Nội 〓": U+5409']
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
    return Paragraph(escape(plain).replace("\n", "<br/>"), style)


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
