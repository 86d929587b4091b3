"""Messages keep their values; a person's words pass every printer as they are."""

import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from wte_ppp.messages import Message, Quoted, TextField, as_data, from_data
from wte_ppp.numbers import decimals_of

NUMBERS = (
    st.integers(-(10**9), 10**9)
    | st.fractions(max_denominator=10**6)
    | st.floats(allow_nan=False, allow_infinity=False)
)
VALUES = st.text() | NUMBERS | st.dates() | st.builds(Quoted, st.text(), st.text())


def test_values_are_written_in_the_form_of_their_place() -> None:
    said = Message(
        "{year}: {tonnes:,.0f} t, {share:+.1f} %, {points:max4} points, {plain}, {day}",
        year=2026, tonnes=12345.5, share=1.25, points=Fraction(2, 3), plain=0.012345,
        day=datetime.date(2026, 11, 28),
    )  # fmt: skip
    # 12,345.5 and 1.25 are rounded half up, away from zero; 2/3 = 0.6667 at four decimals.
    assert str(said) == "2026: 12,346 t, +1.3 %, 0.6667 points, 0.0123, 28 November 2026"


def test_lists_and_sentences_stand_in_places() -> None:
    inner = Message("at least {bound:max6}", bound=Decimal("7500"))
    said = Message("{names}; {parts: and }", names=("B1", "B2"), parts=(inner, inner))
    assert str(said) == "B1, B2; at least 7,500 and at least 7,500"


def test_names_must_fit_the_places() -> None:
    with pytest.raises(ValueError, match=r"values \['b'\], places \['a'\]"):
        Message("{a}", b=1)


@given(st.text())
def test_a_quotation_is_never_read_as_a_template(text: str) -> None:
    assert str(Quoted(text, "officer")) == text
    assert str(Message("{reason}", reason=Quoted(text, "officer"))) == text


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), VALUES))
def test_data_gives_the_message_back(values: dict[str, Any]) -> None:
    key = " ".join(f"{{{name}}}" for name in values)
    said = Message(key, **values)
    assert from_data(as_data(said)) == said


def test_a_field_reads_what_it_writes_and_what_older_results_hold() -> None:
    class Result(BaseModel):
        note: TextField

    said = Result(note=Message("{points:max2} points", points=Fraction(1, 3)))
    assert Result.model_validate_json(said.model_dump_json()) == said
    assert Result.model_validate({"note": "an old note"}).note == Quoted("an old note", "")


@given(st.fractions(), st.integers(0, 8))
def test_rounding_is_off_by_half_a_step_at_most(value: Fraction, most: int) -> None:
    assert abs(Fraction(decimals_of(value, most)) - value) <= Fraction(1, 2 * 10**most)
