"""A text reads as a figure only where no reader can take it for another one."""

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.tender.readings import choice_in, day_in, figure_in


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("545", F(545)),
        (" 545 ", F(545)),
        ("2,380.00", F(2380)),
        ("1.234,5", F("1234.5")),
        ("1,234.567", F("1234.567")),
        ("1,234,567", F(1_234_567)),
        ("1.234.567", F(1_234_567)),
        ("12,34,567.00", F(1_234_567)),  # as in India
        ("2 380,50", F("2380.5")),
        ("2\u202f380", F(2380)),
        ("1'234.50", F("1234.5")),
        ("0.123", F("0.123")),
        ("12,50", F("12.5")),
        ("1234.567", F("1234.567")),
        ("\u2212" + "30", F(-30)),  # minus sign
        ("\uff12\uff13\uff18\uff10\uff0e\uff15", F("2380.5")),  # full width
        ("๕๔๕", F(545)),  # Thai
        ("\u0663\u0660\u066b\u0665", F("30.5")),  # Arabic
    ],
)
def test_one_reading(text, figure):
    assert figure_in(text) == figure


@pytest.mark.parametrize(
    "text",
    [
        "2,380", "1.234",  # thousand or decimals: two readers, two figures
        "1.23,45", "1,2,3", "12.34.56",  # no grouping that anybody writes
        "10²", "½", "(30)", "1e5", "~30", "30-35", "30 + 5", ">30",
        "O30", "thirty", "2.4 million", "", "-", ".", "n/a", "30.", "30 35",
    ],
)  # fmt: skip
def test_none_or_two_readings(text):
    assert figure_in(text) is None


@pytest.mark.parametrize(
    ("text", "unit", "currency", "figure"),
    [
        ("12 %", "%", "", F(12)),
        ("92%", "kWh/t", "", None),
        ("475 kWh/t", "kWh/t", "", F(475)),
        ("475 MWh/t", "kWh/t", "", None),
        ("USD 30", "CUR/t", "USD", F(30)),
        ("30 USD/t", "CUR/t", "USD", F(30)),
        ("US$30.50", "CUR", "USD", F("30.5")),
        ("Rp 1.234.567,50", "CUR", "IDR", F("1234567.5")),
        ("USD 30", "CUR/t", "VND", None),
        ("$30", "CUR/t", "VND", None),
        ("USD 30", "CUR/t", "", None),
    ],
)
def test_a_unit_is_taken_off_only_where_it_is_the_fields_own(text, unit, currency, figure):
    assert figure_in(text, unit=unit, currency=currency) == figure


@given(st.decimals(0, 10**9, places=2, allow_nan=False))
def test_what_is_written_plainly_reads_as_itself(number):
    for text in (f"{number:,.2f}", f"{number:.2f}"):
        assert figure_in(text) == F(number)
    continental = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))
    assert figure_in(continental) == F(number)


@given(st.text(max_size=30))
def test_no_text_breaks_it(text):
    figure = figure_in(text, unit="%", currency="USD")
    assert figure is None or any(char.isdigit() for char in text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026/9/1", "2026-09-01"),
        ("13/9/2026", "2026-09-13"),
        ("9/13/2026", "2026-09-13"),
        ("9/9/2026", "2026-09-09"),
        ("1 September 2026", "2026-09-01"),
        ("Sep 1, 2026", "2026-09-01"),
        ("1/9/2026", None),  # 1 September or 9 January
        ("1-2", None),
        ("31/2/2026", None),
        ("1 September 69", None),
    ],
)
def test_days(text, day):
    assert day_in(text) == day


def test_choices_but_for_capitals_and_marks():
    choices = ("moving_grate", "fluidised_bed")
    assert choice_in("Moving Grate", choices) == "moving_grate"
    assert choice_in("grate", choices) is None
    assert choice_in("YES.", ("yes", "no")) == "yes"
