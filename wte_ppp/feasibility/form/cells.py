"""What a cell of a study's form may hold, and what a study's file holds for it."""

import math
import re
from collections.abc import Mapping
from typing import Any

from wte_ppp.cards import Card
from wte_ppp.feasibility.form.inputs import Input, Kind
from wte_ppp.guidance.review.entered import (
    NUMBER,
    PARTED,
    SAYS_NOTHING,
    UnclearError,
    as_percent,
    day_of,
)
from wte_ppp.spreadsheets import Cell, Workbook
from wte_ppp.spreadsheets.formulas import differs, recomputed

LONGEST_CELL = 32_000
SHARE = re.compile(rf"(.+?)\s*:\s*({NUMBER})")
POINT = "a point for the decimals, nothing between thousands"
ERROR = re.compile(r"#[A-Z0-9/]+[!?]?")
FULL = 100
WORD_MARK = "\u200b"
_NO_CARD = Card("")


def shown(value: Any, kind: Kind) -> float | str | None:
    """A value of a study file as a cell shows it; None where no cell of this kind can.

    Examples
    --------
    >>> shown([40, 60], "numbers"), shown({"food": 52, "wood": 12.125}, "shares")
    ('40; 60', 'food: 52; wood: 12.1250')
    """
    made = _shown(value, kind)
    if made is None or (isinstance(made, str) and len(made) > LONGEST_CELL):
        return None
    try:
        back = entered(Cell("", made), Input((), _NO_CARD, kind), {})
    except UnclearError:
        return None
    return made if same(back, value) else None


def _shown(value: Any, kind: Kind) -> float | str | None:
    if kind in ("number", "any", "numbers") and _is_number(value):
        return value if kind != "numbers" else None
    if kind in ("number", "numbers") and isinstance(value, list) and value:
        if not all(_is_number(item) for item in value):
            return None
        listed = "; ".join(_typed(item) for item in value)
        return f"{listed};" if len(value) == 1 else listed
    if kind == "shares" and isinstance(value, Mapping) and value:
        if not all(_is_number(item) for item in value.values()):
            return None
        return "; ".join(f"{name}: {_typed(item)}" for name, item in value.items())
    if kind == "words" and isinstance(value, list):
        words = all(isinstance(item, str) and ";" not in item for item in value)
        return "; ".join(value) if words else None
    return value if isinstance(value, str) and kind in ("choice", "text", "day", "any") else None


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _typed(number: float) -> str:
    text = repr(number)
    return f"{text}0" if PARTED.fullmatch(text) else text


def same(one: Any, other: Any) -> bool:
    """Whether two values are one for a study: numbers to 15 digits, texts but for blanks."""
    if _is_number(one) and _is_number(other):
        return f"{one:.15g}" == f"{other:.15g}"
    if isinstance(one, str) and isinstance(other, str):
        return " ".join(one.split()) == " ".join(other.split())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return bool(type(one) is type(other) and one == other)


def text_of(cell: Cell) -> str:
    """Text of a cell without what a file cannot hold; a number without its last digits' noise.

    Raises
    ------
    UnclearError
        For a formula, or what a spreadsheet shows where one fails.
    """
    if cell.formula:
        raise UnclearError("a formula", "text", "type it in")
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        raise UnclearError(str(value).upper(), "text", "write it in words")
    text = f"{value:.15g}" if isinstance(value, (int, float)) else str(value)
    if ERROR.fullmatch(text.strip()):
        raise UnclearError(repr(text), "text", "the spreadsheet could not compute it: correct it")
    text = text.replace("\r\n", "\n").replace("_x000D_", "").replace("\t", " ")
    signs = "".join(
        sign for sign in text if sign == "\n" or sign.isprintable() or sign == WORD_MARK
    )
    return signs.strip()


def computed(cell: Cell, book: Workbook) -> Cell:
    """A cell with the value of its formula, which is the one that is stored and the one it gives.

    Raises
    ------
    UnclearError
        If no value is stored with the formula, or another than it gives.
    """
    if not cell.formula:
        return cell
    if cell.value in (None, ""):
        raise UnclearError(
            "a formula without a stored value", "a value", "open and save the file, or type it in"
        )
    anew = recomputed(cell, book)
    number = _is_number(cell.value)
    if number and anew is not None and differs(float(cell.value or 0), anew):
        found = f"a formula: {cell.value:.15g} is stored with it, it gives {anew:.15g}"
        raise UnclearError(found, "the value that the formula gives", "open and save the file")
    return Cell(cell.place, cell.value, "", cell.percent)


def entered(cell: Cell, asked: Input, words: Mapping[str, str]) -> Any:
    """What was entered in a cell, as the study's file holds it; None where it is empty.

    Parameters
    ----------
    cell
        Without its formula.
    asked
        What it is for.
    words
        Choices by the words that the form shows for them.

    Raises
    ------
    UnclearError
        If it cannot be taken for what is asked.

    Examples
    --------
    >>> from wte_ppp.feasibility.form.inputs import layout
    >>> spend = next(part for part in layout() if part.path[-1] == "spend_profile_percent")
    >>> entered(Cell("B2", "40; 60"), spend, {})
    [40, 60]
    """
    value, kind = cell.value, asked.kind
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool):
        raise UnclearError(str(value).upper(), _allowed(asked, words), "write it out")
    if isinstance(value, (int, float)):
        return _number(cell, asked)
    text = text_of(cell)
    if kind == "day":
        return day_of(Cell(cell.place, text))
    if kind == "text":
        return text
    if kind == "choice":
        return _choice(text, asked, words)
    if kind == "words":
        return [part.strip() for part in text.split(";") if part.strip()]
    if kind == "any" and not re.fullmatch(r"[-+\d.,\s]+", text):
        return text
    return _counted(text, asked, words)


def _number(cell: Cell, asked: Input) -> Any:
    value = cell.value
    assert isinstance(value, (int, float))
    if asked.kind == "day":
        return day_of(cell)
    if asked.kind in ("text", "words"):
        return text_of(cell)
    if asked.kind in ("choice", "shares"):
        raise UnclearError(f"{value:.15g}, a number", _allowed(asked, {}), "write it so")
    if cell.percent:
        # What was typed as 5 % is kept as 0.05.
        if not asked.card.unit.startswith("%"):
            raise as_percent(cell)
        value = float(f"{value * FULL:.15g}")
    number = float(f"{value:.15g}")
    plain: int | float = int(number) if number.is_integer() else number
    return [plain] if asked.kind == "numbers" else plain


def _choice(text: str, asked: Input, words: Mapping[str, str]) -> str:
    known = {bare(word): key for word, key in words.items()}
    known |= {bare(key): key for key in asked.choices}
    found = known.get(bare(text))
    if found is None and asked.choices:
        raise UnclearError(repr(text)[:60], _allowed(asked, words), "choose one, or leave it empty")
    return text if found is None else found


def bare(text: str) -> str:
    """A text as it is compared: without capitals, blanks and the marks at which Thai may break."""
    return " ".join(text.replace(WORD_MARK, "").casefold().split())


def _counted(text: str, asked: Input, words: Mapping[str, str]) -> Any:
    """Numbers that were typed as text: one, several, or shares by name."""
    if text.casefold() in SAYS_NOTHING:
        raise UnclearError(
            repr(text), _allowed(asked, words), "leave it empty: an empty cell is no 0"
        )
    parts = [part.strip() for part in text.split(";")]
    listed = len(parts) > 1
    if listed and not parts[-1]:
        parts.pop()
    if asked.kind == "shares":
        return dict(_share(part, asked, words) for part in parts)
    numbers = [_plain(part, asked, words) for part in parts]
    return numbers if listed or asked.kind == "numbers" else numbers[0]


def _share(text: str, asked: Input, words: Mapping[str, str]) -> tuple[str, int | float]:
    found = SHARE.fullmatch(text)
    if found is None:
        raise UnclearError(repr(text)[:60], _allowed(asked, words), POINT)
    return found[1], _plain(found[2], asked, words)


def _plain(text: str, asked: Input, words: Mapping[str, str]) -> int | float:
    if PARTED.fullmatch(text):
        plain = text.replace(".", "")
        action = f"write {plain}, or {text}0 if the point is one of decimals"
        raise UnclearError(repr(text), "a number whose point cannot part thousands", action)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise UnclearError(f"a day, {text}", _allowed(asked, words), "format the cell as a number")
    if not re.fullmatch(NUMBER, text):
        if ERROR.fullmatch(text):
            action = "the spreadsheet could not compute it: correct it"
        elif re.fullmatch(r"[-+]?[\d.,' \u00a0\u202f]+", text):
            action = f"type it anew: {POINT}"
        else:
            action = "write digits alone, without unit; leave the cell empty where it is not known"
        raise UnclearError(repr(text)[:60], _allowed(asked, words), action)
    number = float(text)
    return int(number) if number.is_integer() else number


def _allowed(asked: Input, words: Mapping[str, str]) -> str:
    if asked.choices:
        return "one of " + ", ".join(words or asked.choices)
    bounds = asked.card.range
    told = bounds.allowed if bounds is not None else "a number"
    return {
        "numbers": f"numbers parted by semicolons, such as 40; 60, each a {told}",
        "shares": "names with numbers, such as food: 52; plastics: 17",
        "day": "a day as YYYY-MM-DD",
        "text": "text",
        "words": "names parted by semicolons",
    }.get(asked.kind, told)
