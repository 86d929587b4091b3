"""Lines break where a reader of the language would break them."""

from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.print.line_breaks import broken
from wte_ppp.print.text import width_of
from wte_ppp.print.typefaces import REGULAR


def test_japanese_keeps_numbers_and_punctuation_together() -> None:
    # Five places: a comma never begins a line, a number is not cut.
    assert broken("埋立処分、12.5", 5, len).split("\n") == ["埋立処分、", "12.5"]
    assert broken("処理する「焼却」", 5, len).split("\n") == ["処理する", "「焼却」"]


def test_thai_breaks_at_word_marks_which_are_not_drawn() -> None:
    text = "\u200b".join(["ขยะ", "มูลฝอย", "ชุมชน"])
    assert broken(text, 6, len).split("\n") == ["ขยะ", "มูลฝอย", "ชุมชน"]
    assert broken(text, 9, len).split("\n") == ["ขยะมูลฝอย", "ชุมชน"]


def test_thai_word_longer_than_a_line_keeps_marks_with_their_letter() -> None:
    lines = broken("ที่ตั้งน้ำ", 4, len).split("\n")
    # Above vowels and tone marks stand on the consonant before them.
    assert all(not "\u0e31" <= line[0] <= "\u0e4e" for line in lines)
    assert "".join(lines) == "ที่ตั้งน้ำ"


@given(st.text(alphabet="廃棄物 ขยะ\u200b12.,()ab\n", max_size=60), st.integers(1, 12))
def test_nothing_is_lost_and_no_line_is_too_long(text: str, width: int) -> None:
    found = broken(text, width, lambda one: sum(c not in "\u0e30\u0e31" for c in one))
    assert found.replace("\n", "") == text.replace("\n", "").replace("\u200b", "")
    assert "\u200b" not in found


def test_width_is_that_of_each_letter_in_the_font_that_draws_it() -> None:
    # Noto Sans JP sets a full-width letter on its em.
    assert width_of("廃棄", REGULAR, 10) == 20
