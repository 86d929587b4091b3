"""The language of a report: its messages, and the numbers and dates of its locale.

Messages are English in the code and their own keys. A catalogue (gettext's .po, one a language, in
`locale/`) holds their translations; what it lacks stays English. A `Language` is passed to writers,
so that two reports in two languages can be written at once: there is no language of the process.
"""

import datetime
import math
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from io import BytesIO
from string import Formatter

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol
from babel.support import Translations

from wte_ppp.blocks import Cell, Number, Words
from wte_ppp.messages import AND, COMMA, English, worded
from wte_ppp.numbers import NOT_DEFINED, rounded

LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "ja": "日本語",
    "vi": "Tiếng Việt",
    "id": "Bahasa Indonesia",
    "th": "ภาษาไทย",
}
WIDE_COMMA = "、"
LOCALES: Mapping[str, str] = {"en": "en_GB"}
DOMAIN = "wte_ppp"
USD, MILLION_USD = "USD", "million USD"
NO_BLANK_BEHIND = ("。", "、", "」")


def catalogue(code: str | None) -> Catalog:
    """Messages of a language as its .po file holds them; None: the template of all messages."""
    folder = files("wte_ppp.print") / "locale"
    name = f"{DOMAIN}.pot" if code is None else f"{code}/LC_MESSAGES/{DOMAIN}.po"
    with (folder / name).open("rb") as stream:
        return read_po(stream, locale=code, domain=DOMAIN)


def missing(code: str) -> list[str]:
    """Messages that a report in a language prints in English: those without a usable translation.

    Parameters
    ----------
    code
        One of `LANGUAGES`.

    Returns
    -------
    list[str]
        In the order of the template; none for English.

    Examples
    --------
    >>> missing("en")
    []
    """
    if code == "en":
        return []
    translated = {
        message.id
        for message in catalogue(code)
        if message.string
        and not message.fuzzy
        and with_forms(str(message.string), str(message.id)) is not None
    }
    keys = (str(message.id) for message in catalogue(None) if message.id)
    return [key for key in keys if key not in translated]


class Language(English):
    """One language: messages, sentences of results, numbers and dates.

    As a `Speech` it words messages: `worded(message, language)`.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self.locale = Locale.parse(LOCALES.get(code, code))
        self._translations: Translations | None = None
        self._templates: dict[str, str] = {}
        self._symbols = str.maketrans(
            {",": get_group_symbol(self.locale), ".": get_decimal_symbol(self.locale)}
        )
        if code == "en":
            return
        compiled = BytesIO()
        translated = catalogue(code)
        write_mo(compiled, translated)
        compiled.seek(0)
        self._translations = Translations(compiled, domain=DOMAIN)

    def say(self, message: str, **values: object) -> str:
        """A message of ours in this language, with values in its named places.

        Parameters
        ----------
        message
            English, as in the template.
        **values
            By name, already as text of this language.

        Returns
        -------
        str
            Translated; English where the catalogue lacks it.

        Examples
        --------
        >>> ENGLISH.say("Page {page} of {pages}", page=3, pages=15)
        'Page 3 of 15'
        >>> language_of("ja").say("Waste")
        '廃棄物'
        """
        # Under the empty message a catalogue holds its own head.
        if self._translations is not None and message:
            message = self._translations.gettext(message)
        return message.format(**values) if values else message

    def template(self, key: str) -> str:
        """Template of a message in this language; English where the catalogue lacks it.

        The forms of numbers are those of the key: a translation says only where they stand. One
        whose places are not those of the key is not used.
        """
        if self._translations is None or not key:
            return key
        if key not in self._templates:
            translated = str(self._translations.gettext(key))
            if translated == key:
                translated = self._of_usd(key)
            self._templates[key] = with_forms(translated, key) or key
        return self._templates[key]

    def _of_usd(self, key: str) -> str:
        """A unit of another money as the same unit of USD is translated."""
        assert self._translations is not None
        sums = str(self._translations.gettext(MILLION_USD))
        in_usd = key.replace("{sums}", MILLION_USD).replace("{money}", USD)
        translated = str(self._translations.gettext(in_usd))
        return translated.replace(sums, "{sums}").replace(USD, "{money}")

    def number(self, value: int | float | Decimal | Fraction, form: str) -> str:
        """A number in the form that a message asks for, with this locale's signs.

        Examples
        --------
        >>> language_of("vi").number(1234.5, ",.2f"), language_of("vi").number(2027, "")
        ('1.234,50', '2027')
        """
        return super().number(value, form).translate(self._symbols)

    def date(self, value: datetime.date) -> str:
        """A day in words."""
        return self.day(value)

    def joined(self, parts: Sequence[str], separator: str) -> str:
        """A list in one line, by commas or by the locale's "and".

        Examples
        --------
        >>> language_of("id").joined(["B1", "B2"], " and "), language_of("ja").joined("ab", ", ")
        ('B1 dan B2', 'a、b')
        """
        if separator == AND and self.code != "en":
            return str(format_list(parts, locale=self.locale))
        return (WIDE_COMMA if separator == COMMA and self.code == "ja" else separator).join(parts)

    def words(self, text: Words | tuple[Words, ...]) -> str:
        """A text of a report; several are one paragraph.

        Examples
        --------
        >>> from wte_ppp.messages import Message, Quoted
        >>> ENGLISH.words((Message("Page {page}", page=3), Quoted("Table {x}", "an officer")))
        'Page 3 Table {x}'
        """
        if not isinstance(text, tuple):
            return worded(text, self)
        joined = ""
        for part in text:
            following = worded(part, self)
            joined += " " if joined and following and not joined.endswith(NO_BLANK_BEHIND) else ""
            joined += following
        return joined

    def cell(self, cell: Cell | tuple[Cell, ...], form: str = "") -> str:
        r"""A cell of a table; a tuple stands on lines of its own.

        Examples
        --------
        >>> ENGLISH.cell(0.125, ".2f"), ENGLISH.cell(None), ENGLISH.cell(("a", 2))
        ('0.13', '—', 'a\n2')
        """
        if isinstance(cell, tuple):
            return "\n".join(self.cell(part, form) for part in cell)
        if isinstance(cell, Number):
            return self.cell(cell.value, cell.form or form)
        return NOT_DEFINED if cell is None else worded(cell, self, form)

    def quantity(self, value: float | None, digits: int = 3) -> str:
        """A number as tables show it: digits that mean something, in the locale's form.

        Parameters
        ----------
        value
            Number of any unit; None, NaN and infinite are not defined.
        digits
            Significant digits; digits before the decimal point are never rounded away.

        Returns
        -------
        str
            Rounded half up; a dash when not defined.

        Examples
        --------
        >>> ENGLISH.quantity(1234567.8), language_of("vi").quantity(12.345)
        ('1,234,568', '12,3')
        """
        figure = rounded(value, digits)
        if figure is None:
            return NOT_DEFINED
        number, decimals = figure
        if decimals > 9:
            return f"{float(number):.{digits - 1}e}"
        return self._written(number, decimals)

    def fixed(self, value: float | Decimal, decimals: int, *, sign: bool = False) -> str:
        """A number with a fixed count of decimals, in the locale's form.

        Examples
        --------
        >>> ENGLISH.fixed(-1234.5, 2), language_of("id").fixed(0.5, 1, sign=True)
        ('-1,234.50', '+0,5')
        """
        if not math.isfinite(value):
            return NOT_DEFINED
        exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
        number = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        return ("+" if sign and number >= 0 else "") + self._written(number, decimals)

    def tick(self, value: float) -> str:
        """A number at the axis of a chart, with as many decimals as it has.

        Examples
        --------
        >>> ENGLISH.tick(1200.0), language_of("vi").tick(0.25)
        ('1,200', '0,25')
        """
        return self.fixed(value, len(f"{value:.10f}".rstrip("0").partition(".")[2]))

    def _written(self, number: Decimal, decimals: int) -> str:
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        plain = abs(number) if number == 0 else number
        return str(format_decimal(plain, format=pattern, locale=self.locale))

    def day(self, day: datetime.date | str) -> str:
        """A date in words, the year of the Gregorian calendar.

        Examples
        --------
        >>> ENGLISH.day("2026-11-25"), language_of("ja").day("2026-11-25")
        ('25 November 2026', '2026年11月25日')
        """
        date = datetime.date.fromisoformat(day) if isinstance(day, str) else day
        return str(format_date(date, format="long", locale=self.locale))


def with_forms(translation: str, key: str) -> str | None:
    """A translated template with the forms of its key; None where the places are not the same.

    >>> with_forms("{b} von {a}", "{a:.2f} of {b}"), with_forms("{c", "{a}")
    ('{b} von {a:.2f}', None)
    """
    parse = Formatter().parse
    try:
        parts = list(parse(translation))
    except ValueError:
        return None
    forms = {name: form or "" for _, name, form, _ in parse(key) if name is not None}
    if {name for _, name, _, _ in parts if name is not None} != set(forms):
        return None
    whole = ""
    for literal, name, _, _ in parts:
        whole += literal.replace("{", "{{").replace("}", "}}")
        if name is not None:
            whole += f"{{{name}:{forms[name]}}}" if forms[name] else f"{{{name}}}"
    return whole


@cache
def language_of(code: str) -> Language:
    """Language by its code.

    Parameters
    ----------
    code
        One of `LANGUAGES`.

    Returns
    -------
    Language
        Its catalogue is read once.

    Raises
    ------
    ValueError
        For a code that is not there.

    Examples
    --------
    >>> language_of("xx")
    Traceback (most recent call last):
    ValueError: language: got 'xx'; expected en, ja, vi, id, th
    """
    if code not in LANGUAGES:
        raise ValueError(f"language: got {code[:20]!r}; expected {', '.join(LANGUAGES)}")
    return Language(code)


ENGLISH = Language("en")
