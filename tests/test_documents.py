"""Files people write are read strictly; files we write are whole or absent."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.documents import (
    Document,
    DocumentError,
    Problem,
    did_you_mean,
    read_document,
)
from wte_ppp.files import write_atomically, write_folder


def written(folder: Path, content: str | bytes) -> Path:
    file = folder / "study.yaml"
    file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return file


def refusal(folder: Path, content: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(DocumentError) as caught:
        read_document(written(folder, content))
    return caught.value.problems


def test_every_field_knows_its_line(tmp_path: Path) -> None:
    document = read_document(
        written(tmp_path, "waste:\n  lhv: 7.5\n  shares: {food: 60, paper: 40}\na:\n- 1\n- b: 2\n")
    )
    assert document.data == {
        "waste": {"lhv": 7.5, "shares": {"food": 60, "paper": 40}},
        "a": [1, {"b": 2}],
    }
    assert document.lines["waste.lhv"] == 2
    assert document.lines["waste.shares.paper"] == 3
    assert document.lines["a.1.b"] == 6


def test_line_of_a_missing_field_is_its_parents() -> None:
    document = Document("study.yaml", {}, {"waste": 4, "waste.lhv": 5})
    assert document.line_of("waste.lhv") == 5
    assert document.line_of("waste.moisture.wet") == 4


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2014-06-20", "2014-06-20"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("'1.10'", "1.10"),
        ('"5"', "5"),
        ("010", 10),
        ("1.5e3", 1500.0),
        ("-3", -3),
        ("true", True),
        ("~", None),
        ("1,000", "1,000"),
        ("92%", "92%"),
        ("Bắc Ninh", "Bắc Ninh"),
    ],
)
def test_a_value_keeps_the_type_that_was_written(tmp_path: Path, text: str, value: object) -> None:
    data = read_document(written(tmp_path, f"field: {text}\n")).data
    assert data == {"field": value}
    assert type(data["field"]) is type(value)


def test_data_are_plain_python(tmp_path: Path) -> None:
    data = read_document(written(tmp_path, "a: {b: [1, 2.5, 'x']}\nc: |\n  two\n  lines\n")).data
    assert type(data) is dict
    assert type(data["a"]) is dict
    assert [type(item) for item in data["a"]["b"]] == [int, float, str]
    assert type(data["c"]) is str


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    assert read_document(written(tmp_path, b"\xef\xbb\xbfa: 1\n")).data == {"a": 1}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a: 1\nb:\n  w: 1\n  w: 2\n", 4),  # a key twice
        ("a: 1\nb: &x 1\n", 2),  # an anchor
        ("a: &x 1\nb: *x\n", 1),  # an alias
        ("a: !!python/object/apply:os.system ['ls']\n", 1),
        ("a: 1\nb: !secret x\n", 2),
        ("a: 1\n2026: 5\n", 2),  # a number as key
        ("true: 5\n", 1),
        ("a: 1\nb: .nan\n", 2),
        ("a: [1, -.inf]\n", 1),
        ("a: 1\nb: 1e999\n", 2),
        ("- 1\n- 2\n", 1),  # no fields at the top
        ("", 1),
        ("# only a comment\n", 1),
        ("a: 1\n---\nb: 2\n", 2),  # two documents
        ("a: 1\nb: c: d\n", 2),  # syntax
        ("a:\n\tb: 1\n", 2),  # a tabulator as indent
        ("a: " + "[" * 40 + "]" * 40, 1),  # depth
        ("[" * 100_000, 1),
        (b"a: 1\n" + b"b: caf\xe9\n", 2),  # Latin-1
        ("a: 1\n".encode("utf-16"), 1),
    ],
)
def test_what_is_refused_is_refused_with_its_line(
    tmp_path: Path, content: str | bytes, line: int
) -> None:
    found = refusal(tmp_path, content)
    assert found[0].line == line
    assert found[0].path == str(tmp_path / "study.yaml")
    assert found[0].found
    assert found[0].action


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    assert [one.line for one in refusal(tmp_path, "a: .nan\nb: 1\nc: [.inf]\n2: x\n")] == [1, 3, 4]


def test_a_nul_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a: 1\nb: x\x00y\n")


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    assert "1" in refusal(tmp_path, b"a: " + b"x" * 1_000_001)[0].found


@pytest.mark.parametrize("name", ["", "missing.yaml"])
def test_a_folder_or_missing_file_is_a_problem(tmp_path: Path, name: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(tmp_path / name)
    assert str(tmp_path) in str(caught.value)


@given(
    st.recursive(
        st.integers(-(10**9), 10**9)
        | st.booleans()
        | st.none()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=20),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=5,
    )
)
def test_json_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, value: object
) -> None:
    # JSON is YAML 1.2 (specification 1.2.2, section 1.3), so json.dumps is an independent writer.
    file = written(
        tmp_path_factory.mktemp("json"), json.dumps({"field": value}, ensure_ascii=False)
    )
    assert read_document(file).data == {"field": value}


def test_a_problem_names_place_fault_rule_and_remedy() -> None:
    text = str(Problem("bid.yaml", 9, "price", "'forty'", "a number", "Write 40"))
    assert text.startswith("bid.yaml:9:")
    places = [text.index(part) for part in ("price", "'forty'", "a number", "Write 40")]
    assert places == sorted(places)


def test_a_problem_cannot_steer_the_terminal() -> None:
    text = str(Problem("a.yaml", 1, "x\x1b[31m", "\u202eevil\nb.yaml:2: fine", "", ""))
    assert text.isprintable()
    assert "\\x1b" in text


def test_a_problem_stays_short() -> None:
    assert len(str(Problem("a.yaml", 1, "x", "y" * 10_000, "a", "b"))) < 300


def test_document_error_shows_one_problem_a_line() -> None:
    error = DocumentError(Problem("a.yaml", line, "x", "y", "z", "w") for line in (1, 2))
    assert len(str(error).splitlines()) == 2
    assert isinstance(error, ValueError)


def test_did_you_mean() -> None:
    assert did_you_mean("capcity_t_per_day", ["capacity_t_per_day", "lhv"]) == "capacity_t_per_day"
    assert did_you_mean("zzz", ["capacity_t_per_day", "lhv"]) is None


def test_write_makes_the_folder_and_replaces_the_file(tmp_path: Path) -> None:
    file = tmp_path / "new" / "deep" / "result.json"
    write_atomically(file, "{}")
    write_atomically(file, b"\xc3\xa9")
    assert file.read_text(encoding="utf-8") == "é"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, MemoryError, OSError])
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_interruption_leaves_the_old_file_and_no_other(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    interruption: type[BaseException],
    step: str,
) -> None:
    file = tmp_path / "result.json"
    file.write_text("old", encoding="utf-8")

    def interrupted(*_: object) -> None:
        raise interruption("stopped")

    monkeypatch.setattr(os, step, interrupted)
    with pytest.raises((interruption, DocumentError)):
        write_atomically(file, "new")
    assert [one.name for one in tmp_path.iterdir()] == ["result.json"]
    assert file.read_text(encoding="utf-8") == "old"


def test_no_file_of_a_run_appears_before_the_last_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.fsync, []

    def second_fails(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(handle)

    monkeypatch.setattr(os, "fsync", second_fails)
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path, {"a.csv": "1", "b.csv": "2"})
    assert list(tmp_path.iterdir()) == []


def test_a_file_name_may_name_a_folder_below(tmp_path: Path) -> None:
    write_folder(tmp_path, {"a.json": "1", "tables/b.csv": "2"})
    assert (tmp_path / "tables" / "b.csv").read_text(encoding="utf-8") == "2"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.json", "tables"]


def test_a_file_in_the_folders_place_is_an_error_not_a_loss(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("precious", encoding="utf-8")
    with pytest.raises((OSError, DocumentError)):
        write_folder(tmp_path / "out", {"a.csv": "1"})
    assert (tmp_path / "out").read_text(encoding="utf-8") == "precious"
