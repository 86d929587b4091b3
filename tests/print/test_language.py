"""Catalogues hold what the reports say, and every language writes numbers in its own form."""

from io import BytesIO

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from tools import messages
from wte_ppp.cli import main
from wte_ppp.cli.options import language_option
from wte_ppp.messages import Message
from wte_ppp.print.language import (
    LANGUAGES,
    Language,
    catalogue,
    language_of,
    missing,
    with_forms,
)
from wte_ppp.print.typefaces import runs_of

FOREIGN = [code for code in LANGUAGES if code != "en"]


SOURCES = {path: path.read_text("utf-8") for path in sorted(messages.PACKAGE.rglob("*.py"))}
# Where a text of a table or a toolkit, or a template that a caller marked, becomes a message.
DOORS = {
    "wte_ppp/chapters/tender_words.py": 1,
    "wte_ppp/cli/climate_files.py": 1,
    "wte_ppp/currencies.py": 2,
    "wte_ppp/feasibility/risk_statistics.py": 2,
    "wte_ppp/feasibility/unknown.py": 1,
    "wte_ppp/guidance/review/rows.py": 1,
    "wte_ppp/messages.py": 2,
    "wte_ppp/money_words.py": 2,
    "wte_ppp/print/html.py": 1,
    "wte_ppp/print/review_workbook.py": 1,
}


def test_template_is_current() -> None:
    keys = {message.id for message in catalogue(None) if message.id}
    assert keys == set(messages.gathered()), "run python -m tools.renew"


def test_every_message_is_gathered() -> None:
    marked = messages.marked_tables(SOURCES.values())
    lines = {
        path.relative_to(messages.ROOT).as_posix(): list(messages.unmarked(source, marked))
        for path, source in SOURCES.items()
    }
    assert {
        path: found for path, found in lines.items() if len(found) != DOORS.get(path, 0)
    } == {}, "Message() takes a literal, or a key that a table marks: mark(...)"


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('Message("a")', []),
        ('Message("a" if b else "c")', []),
        ("Message(f'{a}')", [1]),
        ("Message(text)", [1]),
        ('key = mark("a")\nMessage(key)', []),
        ('key = "a"\nMessage(key + "b")', [2]),
        ("Message(NAMES[key])", []),
        ("for name in NAMES.values():\n    Message(name)", []),
        ("def said(text):\n    return Message(text)", [2]),
    ],
)
def test_what_is_not_gathered_is_told(source: str, lines: list[int]) -> None:
    assert list(messages.unmarked(source, {"NAMES"})) == lines


def test_keys_are_gathered_from_code() -> None:
    source = """
mark("a")
Message("b" if x else "c", y=1)
z: float = outcome("MW", "Net {power}")
Message(d)
"""
    assert set(messages.keys_in(source)) == {"a", "b", "c", "MW", "Net {{power}}"}


def test_a_translation_outlives_other_names_and_forms_of_its_places() -> None:
    there = {"{0} of {1} t": "{1} t 中 {0}", "{a} MW": "{a} 兆瓦"}
    texts = messages.merged(["{part:.2f} of {all:,} t", "{b} MW", "{b} GW"], there)
    assert texts == {
        "{part:.2f} of {all:,} t": "{all} t 中 {part}",
        "{b} MW": "{b} 兆瓦",
        "{b} GW": "",
    }


def test_a_catalogue_is_the_same_text_whoever_writes_it() -> None:
    texts = {'a "b"\n{c}': "x\\y", "z": ""}
    text = messages.written(texts, {'a "b"\n{c}': "b.py", "z": "a.py"}, "ja")
    # The header holds no version, no date and no name of a machine.
    assert text.split("\n\n")[0].splitlines() == [
        "# Messages of the reports.", 'msgid ""', 'msgstr ""', '"Project-Id-Version: wte_ppp\\n"',
        '"Language: ja\\n"', '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"', '"Content-Transfer-Encoding: 8bit\\n"',
    ]  # fmt: skip
    again = read_po(BytesIO(text.encode()), locale="ja")
    assert [message.id for message in again if message.id] == ["z", 'a "b"\n{c}']
    assert again['a "b"\n{c}'].string == "x\\y"


@pytest.mark.parametrize("text", ["{b}", "{a} {b}", "{a", "{a:q} }", "{}", "{a[0]}"])
def test_a_translation_with_other_places_is_not_used(monkeypatch, text: str) -> None:
    def bad(code):
        held = catalogue(code)
        held.add("{a:.1f} MW", text)
        return held

    monkeypatch.setattr("wte_ppp.print.language.catalogue", bad)
    assert Language("ja").words(Message("{a:.1f} MW", a=2.25)) == "2.3 MW"


def test_forms_of_numbers_are_those_of_the_key() -> None:
    assert with_forms("{b} von {a:.9f}", "{a:.1f} of {b}") == "{b} von {a:.1f}"


@pytest.mark.parametrize("code", FOREIGN)
def test_catalogue_belongs_to_the_template(code: str) -> None:
    ids = {one.id for one in catalogue(None)}
    assert {one.id for one in catalogue(code)} <= ids


@pytest.mark.parametrize("code", FOREIGN)
def test_a_translation_keeps_its_places(code: str) -> None:
    for message in catalogue(code):
        if message.id and message.string:
            # Sentences of before have numbers for names; both sides have the same.
            assert with_forms(message.string, message.id), message.id


@pytest.mark.parametrize("code", FOREIGN)
def test_fonts_have_every_letter_of_a_language(code: str) -> None:
    texts = "".join(str(one.string).replace("\u200b", "") for one in catalogue(code) if one.id)
    assert {run for run, font in runs_of(texts) if font is None} == set()


@pytest.mark.parametrize("code", FOREIGN)
def test_nothing_is_missing(code: str) -> None:
    assert missing(code) == []


def test_command_lists_what_is_missing(monkeypatch) -> None:
    def with_a_hole(code):
        found = catalogue(code)
        if code is not None:
            found.get("Waste").string = ""
        return found

    monkeypatch.setattr("wte_ppp.print.language.catalogue", with_a_hole)
    shown = CliRunner().invoke(main, ["study", "translations", "--language", "ja"])
    assert shown.exit_code == 1
    assert shown.output.splitlines() == ["Waste", "日本語: 1 message(s) missing"]


def test_command_offers_the_languages_that_there_are() -> None:
    option = language_option(lambda: None).__click_params__[0]
    assert list(option.type.choices) == list(LANGUAGES)


def test_what_is_not_translated_stays_english() -> None:
    assert language_of("ja").say("A message of {day}", day="today") == "A message of today"


@pytest.mark.parametrize(
    ("code", "shown", "day"),
    [
        # CLDR: group and decimal signs, long dates.
        ("en", "1,234,567 12.3 -0.50", "25 November 2026"),
        ("ja", "1,234,567 12.3 -0.50", "2026年11月25日"),
        ("vi", "1.234.567 12,3 -0,50", "25 tháng 11, 2026"),
        ("id", "1.234.567 12,3 -0,50", "25 November 2026"),
        ("th", "1,234,567 12.3 -0.50", "25 พฤศจิกายน ค.ศ. 2026"),
    ],
)
def test_numbers_and_days_are_those_of_the_locale(code: str, shown: str, day: str) -> None:
    language = language_of(code)
    found = (language.quantity(1234567.4), language.quantity(12.345), language.fixed(-0.5, 2))
    assert " ".join(found) == shown
    assert language.day("2026-11-25") == day


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_empty_text_is_not_the_head_of_the_catalogue(code: str) -> None:
    language = language_of(code)
    assert language.say("") == language.template("") == ""


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="expected en, ja, vi, id, th"):
        language_of("xx")
