"""Inputs that are refused with a line, and slips that must not become a traceback."""

from pathlib import Path

import pytest

from wte_ppp.documents import DocumentError, read_document


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a: 1\n<<: {a: 1}\n", 2),
        ("a: 1\nb: " + "9" * 5000 + "\n", 2),
        ('a: 1\nb: "x\\0y"\n', 2),
        ('a: 1\nb: "\\ud800"\n', 2),
        ("%YAML 1.1\n---\na: yes\n", 1),
        ("a: 1\nb: x\x00y\n", 2),
    ],
)
def test_is_refused_with_its_line(tmp_path: Path, content: str, line: int) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        read_document(file)
    assert caught.value.problems[0].line == line


def test_an_impossible_date_stays_the_text_that_was_written(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("in_force: 2014-13-45\n", encoding="utf-8")
    assert read_document(file).data == {"in_force": "2014-13-45"}


def test_folded_and_literal_text_is_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "study.yaml"
    path.write_text("folded: >-\n  one\n  two\nliteral: |\n  three\n  four\n", encoding="utf-8")
    assert read_document(path).data == {"folded": "one two", "literal": "three\nfour\n"}
