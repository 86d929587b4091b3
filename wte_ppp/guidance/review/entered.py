"""What was typed into a cell of a review sheet, as a profile would hold it."""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from wte_ppp.spreadsheets import Cell

NUMBER = r"[-+]?\d+(?:\.\d+)?"
# Not 30:70, 70/30, 3 x 5, 30 and 70 or 1e5, which are something else.
BETWEEN = r"(?!(?i:and|or|of|x|e)(?![^\W\d_]))[^\W\d_]{1,12}|\.\.\.?|[-\u2013\u2014~\u301c\uff5e]"
RANGE = re.compile(rf"({NUMBER})\s*(?:{BETWEEN})\s*({NUMBER})")
SHARE = re.compile(rf"([^\d;]*[^\d;\s])\s+({NUMBER})\s*%?")
FULL = 100.0
# 1.000 is one in one country and a thousand in another.
PARTED = re.compile(r"[-+]?[1-9]\d{0,2}(?:\.\d{3})+")
SAYS_NOTHING = frozenset(
    ("-", "--", "\u2013", "\u2014", "?", "n/a", "n.a.", "na", "nil", "none known", "not known",
     "unknown", "tbc", "tbd", "to be confirmed", "to be determined")
)  # fmt: skip
# Spreadsheets count days from here; numbers of days from 1927 to 2100, and no year.
FIRST_DAY, KEPT_DAYS = datetime.date(1899, 12, 30), range(10_000, 73_051)


class UnclearError(ValueError):
    """A cell whose content cannot be taken: what was found, what is allowed, what to do."""

    def __init__(self, found: str, allowed: str, action: str) -> None:
        self.fault = found, allowed, action
        super().__init__(found)


def text_of(cell: Cell) -> str:
    """Text of a cell as it was typed; a number without the noise of its last digits.

    Raises
    ------
    UnclearError
        For a formula.
    """
    if cell.formula:
        raise UnclearError("a formula", "what was read", "type it in")
    if cell.value is None:
        return ""
    if isinstance(cell.value, bool):
        return "yes" if cell.value else "no"
    text = f"{cell.value:.15g}" if isinstance(cell.value, float) else str(cell.value)
    # A control code can be no part of what was read.
    signs = (" " if unicodedata.category(sign) == "Cc" else sign for sign in text)
    return " ".join("".join(signs).split())


def day_of(cell: Cell) -> str:
    """A day as YYYY-MM-DD; a program may keep a day that was typed as the number of its days.

    Raises
    ------
    UnclearError
        If it is none.

    Examples
    --------
    >>> day_of(Cell("A1", "2020-03-01")), day_of(Cell("A1", 43891.0))
    ('2020-03-01', '2020-03-01')
    """
    text = text_of(cell)
    if isinstance(cell.value, (int, float)) and cell.value in KEPT_DAYS:
        return (FIRST_DAY + datetime.timedelta(days=int(cell.value))).isoformat()
    try:
        day = datetime.date.fromisoformat(text.removesuffix(" 00:00:00"))
    except ValueError:
        raise UnclearError(repr(text)[:60], "a day as YYYY-MM-DD", "write it so") from None
    return day.isoformat()


def month_or_day_of(cell: Cell) -> str:
    """A day as YYYY-MM-DD, or a month as YYYY-MM where the day is not known.

    Raises
    ------
    UnclearError
        If it is neither.
    """
    text = text_of(cell)
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        return text
    return day_of(cell)


def as_percent(cell: Cell) -> UnclearError:
    """That a number is shown as a percentage, 75 %, and kept as 0.75."""
    assert isinstance(cell.value, (int, float))
    shown = f"{cell.value * FULL:.10g}"
    found = f"{shown} %, kept as {text_of(cell)}"
    return UnclearError(found, shown, "write the number without the sign %")


def clause_of(cell: Cell) -> str:
    """An article as it was typed.

    Raises
    ------
    UnclearError
        If the program made a day of it, as of 9.2 or 9/2.
    """
    text = text_of(cell)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise UnclearError(f"a day, {text}", "an article", "write it with a word, as article 9.2")
    return text


def word_of(cell: Cell, words: Mapping[str, str]) -> str:
    """The word of a list that was chosen; `words` are the list's own by what they stand for.

    Raises
    ------
    UnclearError
        If it is none of them.
    """
    text = text_of(cell)
    known = {word.casefold(): key for key, word in words.items()}
    known |= {key.casefold(): key for key in words}
    if text.casefold() not in known:
        raise UnclearError(repr(text)[:60], "one of " + ", ".join(words.values()), "choose one")
    return known[text.casefold()]


def value_of(cell: Cell, kind: str, answers: Mapping[str, str]) -> Any:
    """A value as a profile's file would hold it.

    Parameters
    ----------
    cell
        Of the column of values.
    kind
        What is asked for: "number", "text", "list", "weights" or "any"; a number may be a range.
    answers
        The sheet's words for yes and no.

    Returns
    -------
    Any
        Number, text, yes or no, list, range or weights.

    Raises
    ------
    UnclearError
        If it is nothing that is asked for.

    Examples
    --------
    >>> value_of(Cell("A1", "40 to 60"), "number", {})
    {'range': {'low': 40, 'high': 60}}
    >>> value_of(Cell("A1", "tender; direct award"), "list", {})
    ['tender', 'direct award']
    """
    if isinstance(cell.value, bool) and kind == "any":
        return cell.value
    text = text_of(cell)
    if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
        if kind in ("text", "list", "weights"):
            raise UnclearError(f"{text}, a number", "words", "write what the article says")
        if cell.percent:
            raise as_percent(cell)
        return _number(text)
    if text.casefold() in SAYS_NOTHING:
        allowed = "what the article says"
        raise UnclearError(
            repr(text), allowed, "leave the row empty, or say in Remark where to ask"
        )
    if kind == "list" and "," in text and ";" not in text:
        allowed = "words parted by semicolons"
        raise UnclearError(
            repr(text)[:60], allowed, "part them, or end a single one with a semicolon"
        )
    if kind == "list":
        return [part.strip() for part in text.split(";") if part.strip()]
    if kind == "text":
        return text
    for key, word in answers.items():
        if text.casefold() in (word.casefold(), key) and kind == "any":
            return key == "yes"
    if kind in ("number", "any") and re.fullmatch(NUMBER, text):
        return _typed(text)
    if kind in ("number", "any") and (ends := RANGE.fullmatch(text)):
        return {"range": {"low": _typed(ends[1]), "high": _typed(ends[2])}}
    shares = [SHARE.fullmatch(part.strip()) for part in text.split(";")]
    if kind in ("weights", "any") and len(shares) > 1 and all(shares):
        return {"weights": {_name(share[1]): _typed(share[2]) for share in shares if share}}
    if kind == "any" and not re.search(r"[^\W\d_]", text):
        allowed = "a number, a range such as 40 to 60, or shares such as technical 30; price 70"
        raise UnclearError(repr(text)[:60], allowed, "write it without unit and separators")
    if kind == "any":
        return [part.strip() for part in text.split(";") if part.strip()] if ";" in text else text
    allowed = {
        "number": "a number such as 12.5, or a range such as 40 to 60",
        "weights": "shares of 100, such as technical 30; price 70",
    }.get(kind, "nothing: it is changed in the file")
    raise UnclearError(repr(text)[:60], allowed, "write it without unit and separators")


def _typed(text: str) -> int | float:
    """A number that was typed as text."""
    if PARTED.fullmatch(text):
        allowed = "a number whose point cannot part thousands"
        plain = text.replace(".", "")
        raise UnclearError(repr(text), allowed, f"write {plain}, or {text}0 if it is that")
    return _number(text)


def _number(text: str) -> int | float:
    number = float(text)
    return int(number) if number.is_integer() else number


def _name(text: str) -> str:
    return re.sub(r"\W+", "_", text.strip().casefold())


def key_of(name: str) -> str:
    """A document's short name as a key: small letters, digits and _.

    >>> key_of("Decree 12/2020/NĐ-CP")
    'decree_12_2020_nd_cp'
    """
    plain = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D"))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().casefold())
    key = "_".join(words)
    return f"document_{key}" if key[:1].isdigit() or not key else key
