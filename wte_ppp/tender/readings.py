"""What a text that should have been a figure reads as, where it reads as one figure only."""

import datetime
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

LONGEST_FIGURE = 60
# Points, commas, signs and spaces that other scripts and keyboards write.
PUNCTUATION = {
    **dict.fromkeys(map(ord, "\uff0e\u066b"), "."),
    **dict.fromkeys(map(ord, "\uff0c"), ","),
    **dict.fromkeys(map(ord, "\uff05"), "%"),
    **dict.fromkeys(map(ord, "\uff0d\u2212"), "-"),
    **dict.fromkeys(map(ord, "\uff0b"), "+"),
    **dict.fromkeys(map(ord, "\u066c\u2019\uff07"), "'"),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u3000"), " "),
}
SIGNS = {"$": "USD", "US$": "USD", "¥": "JPY", "€": "EUR", "₫": "VND", "฿": "THB", "₱": "PHP"}
SIGNS |= {"Rp": "IDR", "RM": "MYR"}
# Groups of three; of two before the last three as in India.
GROUPS = r"(?:\d{1,3}(?:%s\d{3})+|\d{1,2}(?:%s\d{2})+%s\d{3})"
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
HIGHEST_MONTH = 12


def figure_in(text: str, *, unit: str = "", currency: str = "") -> Fraction | None:
    """The one figure that a text can mean.

    Parameters
    ----------
    text
        As it was written.
    unit
        Of the field; the text may repeat it behind the figure.
    currency
        Of the envelope; the text may repeat it.

    Returns
    -------
    Fraction | None
        None where there is none, or where two readings are possible: "2,380" is 2380 to one
        reader and 2.38 to another.

    Examples
    --------
    >>> figure_in("2,380.00"), figure_in("1.234,5"), figure_in("2,380")
    (Fraction(2380, 1), Fraction(2469, 2), None)
    >>> figure_in("12 %", unit="%"), figure_in("USD 30", currency="VND")
    (Fraction(12, 1), None)
    """
    plain = _plain(text)
    if len(plain) > LONGEST_FIGURE:
        return None
    for word in _words(unit, currency):
        folded = plain.casefold()
        if folded.endswith(word.casefold()):
            plain = plain[: len(plain) - len(word)].strip()
            break
        money = word.casefold() == currency.casefold() or word in SIGNS
        if money and folded.startswith(word.casefold()):
            plain = plain[len(word) :].strip()
            break
    sign = -1 if plain.startswith("-") else 1
    digits = _decimal(plain[1:].strip() if plain[:1] in ("-", "+") else plain)
    return None if digits is None else sign * Fraction(Decimal(digits))


def _plain(text: str) -> str:
    """Digits of any script as 0 to 9; a raised 2 or a half is no digit and stays."""
    shown = (char for char in text if unicodedata.category(char) != "Cf")
    digits = (
        char if (value := unicodedata.decimal(char, None)) is None else str(value) for char in shown
    )
    return "".join(digits).translate(PUNCTUATION).strip()


def _words(unit: str, currency: str) -> Sequence[str]:
    """Units and currency that a figure may carry; longer ones first."""
    signs = [sign for sign, code in SIGNS.items() if currency and code == currency]
    named = unit.replace("CUR", currency) if currency else unit.replace("CUR", "").strip("/ ")
    percent = ["%"] if unit.startswith("%") else []
    words = {named, currency, *signs, *percent} - {""}
    return sorted(words, key=len, reverse=True)


def _decimal(text: str) -> str | None:
    """Digits with a point, where the marks in them allow one reading alone."""
    if re.fullmatch(r"\d+", text):
        return text
    for point, group in ((".", ","), (",", "."), (".", "'"), (",", "'"), (".", " "), (",", " ")):
        mark, separator = re.escape(point), re.escape(group)
        if re.fullmatch(GROUPS % (separator, separator, separator) + rf"{mark}\d+", text):
            return text.replace(group, "").replace(point, ".")
    for mark in (".", ","):
        whole, _, part = text.partition(mark)
        if whole.isdigit() and part.isdigit() and text.isascii():
            # Three digits behind it may be a group of a thousand, unless what stands before cannot.
            grouped = len(part) == 3 and len(whole) <= 3 and not whole.startswith("0")
            return None if grouped else f"{whole}.{part}"
    for group in (",", ".", "'", " "):
        separator = re.escape(group)
        if re.fullmatch(GROUPS % (separator, separator, separator), text):
            return text.replace(group, "")
    return None


def day_in(text: str) -> str | None:
    """The one day that a text can mean, as YYYY-MM-DD.

    Examples
    --------
    >>> day_in("1 September 2026"), day_in("13/9/2026"), day_in("1/9/2026")
    ('2026-09-01', '2026-09-13', None)
    """
    plain = _plain(text)
    found = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", plain)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", plain)
    if found:
        first, second, year = (int(part) for part in found.groups())
        if first > HIGHEST_MONTH or first == second:
            return _day(year, second, first)
        return _day(year, first, second) if second > HIGHEST_MONTH else None
    words = re.sub(r"[,.]", " ", plain).casefold().split()
    if len(words) != 3:
        return None
    months = [
        number for word in words for number, month in enumerate(MONTHS, 1)
        if word == month or (len(word) == 3 and month.startswith(word))
    ]  # fmt: skip
    numbers = [word for word in words if word.isdigit()]
    days = [int(word) for word in numbers if len(word) <= 2]
    years = [int(word) for word in numbers if len(word) == 4]
    if len(months) == len(days) == len(years) == 1:
        return _day(years[0], months[0], days[0])
    return None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def choice_in(text: str, choices: Sequence[str]) -> str | None:
    """The choice that a text is, but for capitals, spaces and hyphens.

    Examples
    --------
    >>> choice_in("Moving grate", ["moving_grate", "fluidised_bed"])
    'moving_grate'
    """
    wanted = _bare(text)
    same = [choice for choice in choices if _bare(choice) == wanted]
    return same[0] if len(same) == 1 else None


def _bare(text: str) -> str:
    return re.sub(r"[\s_\-.]+", "", _plain(text)).casefold()
