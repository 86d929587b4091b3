"""Where the lines of a text may break: Japanese and Thai have no blanks between words.

reportlab breaks such text at any letter: before a comma, within a number, or between a Thai vowel
and its consonant. Lines are broken here instead wherever the width is known.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

from wte_ppp.print.typefaces import is_thai

ZERO_WIDTH_SPACE = "\u200b"  # stands between the words of a Thai message; never drawn
# Japanese rules (kinsoku): what may not begin a line is closing punctuation, a small kana and a
# mark of length; what may not end one is an opening bracket. By category of Unicode.
CLOSING, OPENING = ("Pe", "Pf", "Po"), ("Ps", "Pi")
NOT_FIRST = "゛゜ヽヾゝゞ々ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ%‰°"
WIDE = "WF"


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in WIDE


def needs_breaks(text: str) -> bool:
    """Whether a text has letters between which the library would break lines badly."""
    return is_thai(text) or any(_wide(character) for character in text)


def pieces(line: str) -> Iterator[str]:
    """Smallest parts of a line that stay together, blanks at their ends.

    >>> list(pieces("12.5 MW、廃棄"))
    ['12.5 ', 'MW、', '廃', '棄']
    """
    piece = ""
    for before, character in zip(" " + line, line, strict=False):
        if piece and _may_part(before, character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _may_part(before: str, after: str) -> bool:
    if before in (" ", ZERO_WIDTH_SPACE):
        return after not in (" ", ZERO_WIDTH_SPACE)
    if after in (" ", ZERO_WIDTH_SPACE) or after in NOT_FIRST:
        return False
    if unicodedata.category(after) in CLOSING or unicodedata.category(before) in OPENING:
        return False
    return _wide(before) or _wide(after)


def _clusters(piece: str) -> Iterator[str]:
    """Letters with the marks that stand on them; a Thai vowel before its consonant stays there."""
    yield from re.findall(
        r"[\u0e40-\u0e44]?.[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0300-\u036f]*", piece
    )


def stretches(word: str) -> list[str]:
    """Parts of a long word, each with the stop, stroke or hyphen at its end.

    >>> stretches("finance.power_tariff")
    ['finance.', 'power_', 'tariff']
    """
    return re.findall(r"[^_/.:\\-]+[_/.:\\-]*|[_/.:\\-]+", word)


def broken(text: str, width: float, width_of: Callable[[str], float]) -> str:
    r"""Text with a line end wherever a line is full.

    Parameters
    ----------
    text
        Its own line ends are kept.
    width
        In points.
    width_of
        Width of a text in points.

    Returns
    -------
    str
        Without zero-width spaces.

    Examples
    --------
    >>> broken("廃棄物発電、12.5 MW", 5, lambda text: len(text))
    '廃棄物発\n電、\n12.5 \nMW'
    """
    return "\n".join(_filled(line, width, width_of) for line in text.split("\n"))


def _filled(line: str, width: float, width_of: Callable[[str], float]) -> str:
    lines = [""]
    room = width
    for piece in pieces(line):
        shown = piece.replace(ZERO_WIDTH_SPACE, "")
        needed = width_of(shown.rstrip())
        if needed <= room:
            lines[-1] += shown
        elif needed <= width:
            lines.append(shown)
            room = width
        else:
            short = [
                part
                for stretch in stretches(shown)
                for part in ([stretch] if width_of(stretch) <= width else _clusters(stretch))
            ]
            for cluster in short:
                if width_of(cluster.rstrip()) > room and lines[-1]:
                    lines.append("")
                    room = width
                lines[-1] += cluster
                room -= width_of(cluster)
            continue
        room -= width_of(shown)
    return "\n".join(lines)
