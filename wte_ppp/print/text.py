"""The one door for text into a report.

A bidder's name is hostile until shown otherwise: markup in it could embed a local file, hide text
or stop the report. So no module but this one makes a ``Paragraph``, text is never markup, and what
the font cannot draw is marked and noted instead of vanishing.
"""

import re
import unicodedata
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph

from wte_ppp.messages import Message
from wte_ppp.print.line_breaks import ZERO_WIDTH_SPACE, broken, needs_breaks
from wte_ppp.print.typefaces import (
    base_font,
    is_thai,
    register_fonts,
    runs_of,
)

LONGEST_TEXT = 5000
GETA = "〓"  # the mark a Japanese printer sets for a character that is missing

# A second wall behind escaping: nothing a paragraph names may be fetched.
rl_config.trustedSchemes = ["data"]
rl_config.trustedHosts = ["none.invalid"]


def _plain(text: str, limit: int, kept_format: str = "") -> str:
    """Return text composed (NFC), without controls, direction marks and invisible characters."""
    text = unicodedata.normalize("NFC", text[: 4 * limit])
    characters: list[str] = []
    for character in text:
        category = unicodedata.category(character)
        if character in "\n\u2028\u2029\x85":
            characters.append("\n")
        elif character == "\t":
            characters.append(" ")
        elif category not in ("Cc", "Cf") or character in kept_format:
            characters.append(character)
    return "".join(characters if len(characters) <= limit else [*characters[: limit - 1], "…"])


def _code_and_name(character: str) -> str:
    """As the Unicode tables call it, so that a reader knows what stood there."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def _with_geta(text: str, notes: list[Message] | None) -> str:
    """Replace what no bundled font can draw, and note it."""
    plain = text.replace(ZERO_WIDTH_SPACE, "")
    lacking = "".join(run for run, font in runs_of(plain) if font is None)
    if not lacking:
        return text
    missing = list(dict.fromkeys(lacking))
    text = text.translate({ord(c): GETA for c in missing})
    if notes is not None:
        codes = tuple(_code_and_name(character) for character in missing[:10])
        start = text[:40].replace("\n", " ")
        codes += ("…",) if len(missing) > 10 else ()
        note = Message(
            '〓 stands for characters the font lacks in "{start}": {codes}',
            start=start, codes=codes,
        )  # fmt: skip
        if note not in notes:
            notes.append(note)
    return text


def printable(text: object, notes: list[Message] | None = None, limit: int = LONGEST_TEXT) -> str:
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
    >>> str(notes[0])
    '〓 stands for characters the font lacks in "Hà Nội 吉 〓": U+20BB7 CJK UNIFIED IDEOGRAPH-20BB7'
    """
    return _with_geta(_plain(str(text), limit).replace("\n", " "), notes)


def width_of(text: str, font: str, size: float) -> float:
    """Width of a line in points, each run in the font that draws it."""
    register_fonts()
    return float(sum(stringWidth(run, name or font, size) for run, name in runs_of(text, font)))


def para(
    text: object,
    style: ParagraphStyle,
    notes: list[Message] | None = None,
    limit: int = LONGEST_TEXT,
    width: float | None = None,
    bullet: str | None = None,
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
    width
        Of the line in points, where it is known: Japanese and Thai break at words, and a word that
        is longer than the line behind its stops and strokes.
    bullet
        Drawn before the first line.

    Returns
    -------
    Paragraph
        Ready for a table cell or a story; line ends of the text are kept.

    Examples
    --------
    >>> style = ParagraphStyle("body", fontName="NotoSans")
    >>> para("A & B <b>Consortium", style).getPlainText()
    'A & B <b>Consortium'
    """
    register_fonts()
    plain = _with_geta(_plain(str(text), limit, ZERO_WIDTH_SPACE), notes)
    font, size = style.fontName, style.fontSize
    if width is not None and (needs_breaks(plain) or _overlong(plain, font, size, width)):
        # A hair less than the width, so that the library does not break what is broken.
        plain = broken(plain, width - 0.5, lambda part: width_of(part, font, size))
        return Paragraph(_in_runs(plain, font), _shaped(plain, style), bullet)
    plain = plain.replace(ZERO_WIDTH_SPACE, "")
    return Paragraph(_in_runs(plain, font), _wrapped(plain, style), bullet)


def _overlong(text: str, font: str, size: float, width: float) -> bool:
    """Whether a word is longer than a line: the library would cut it at any letter."""
    # No letter is wider than its height and a little: most words need no measuring.
    longest = [word for word in text.split() if 1.1 * size * len(word) > width]
    return any(width_of(word, font, size) > width for word in longest)


def _in_runs(text: str, font: str) -> str:
    """Markup of a text in which each run of characters has a font that draws it."""
    base, runs = base_font(text, font), []
    for run, name in runs_of(text, font):
        plain = escape(run).replace("\n", "<br/>")
        runs.append(plain if name in (base, None) else f'<font name="{name}">{plain}</font>')
    return "".join(runs)


def _shaped(text: str, style: ParagraphStyle) -> ParagraphStyle:
    """Style in which Thai marks are placed where they belong."""
    if not is_thai(text):
        return style
    font = base_font(text, style.fontName)
    return style.clone(f"{style.name}-thai", fontName=font, shaping=1)


def _wrapped(text: str, style: ParagraphStyle) -> ParagraphStyle:
    """Style that breaks lines between any two letters where most of the text is Japanese."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    if 2 * wide > len(text):
        return style.clone(f"{style.name}-cjk", wordWrap="CJK")
    return _shaped(text, style)


def storable(text: object, limit: int = 30_000) -> str:
    r"""Text of any origin as a file of an office program may hold it, lines kept.

    Examples
    --------
    >>> storable("Plant\x00 A\ud800\nB")
    'Plant A\ufffd\nB'
    """
    plain = _plain(str(text).replace(ZERO_WIDTH_SPACE, ""), limit)
    return re.sub("[\ud800-\udfff\ufffe\uffff]", "\ufffd", plain)


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
