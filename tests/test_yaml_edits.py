"""Changes of a YAML file: only what is touched differs, and it reads back as it should."""

from pathlib import Path

import pytest

from wte_ppp.documents import DocumentError, document_in
from wte_ppp.sources import shipped
from wte_ppp.yaml_edits import YamlEdits

FILE = """\
# first line
price:   # what is paid
    unit: "VND/kWh"
    values:
      - from: '2020-01-01'
        value: 2114.0  # as printed
        note: >
          long
          text

      # the law that followed
      - {from: '2021-01-01', value: null, gap: 'nothing read'}
last: {a: 1}
"""


def edits(text=FILE):
    return YamlEdits(text.encode(), "f.yaml")


def test_nothing_touched_is_the_same():
    assert edits().text() == FILE


def test_one_figure():
    made = edits()
    made.put(("price", "values", 0), "value", 2115.5)
    assert made.text() == FILE.replace("2114.0", "2115.5")


def test_a_folded_text_gives_way_to_another_and_blank_lines_stay():
    made = edits()
    made.put(("price", "values", 0), "note", "short: it is")
    assert made.text() == FILE.replace(">\n          long\n          text", "'short: it is'")


def test_keys_come_in_behind_others_and_comments_of_the_line_stay():
    made = edits()
    made.put(("price", "values", 0), "binding", "exact", after="value")
    made.put(("price", "values", 1), "source", "law")
    made.drop(("price", "values", 1), "gap")
    expected = FILE.replace("# as printed\n", "# as printed\n        binding: exact\n")
    assert made.text() == expected.replace(", gap: 'nothing read'}", ", source: law}")


def test_a_gap_in_lines_of_its_own_goes():
    text = "a:\n  - from: '2020-01-01'\n    value: null\n    gap: nothing\n      read\n# end\n"
    made = edits(text)
    made.drop(("a", 0), "gap")
    made.put(("a", 0), "value", "yes")
    assert made.text() == "a:\n  - from: '2020-01-01'\n    value: 'yes'\n# end\n"


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_dated_value_in_its_place(place):
    made = edits()
    made.insert(("price", "values"), place, {"from": "2019-01-01", "value": {"range": {"low": 1}}})
    data = document_in(made.text().encode(), "f").data
    assert data["price"]["values"][place]["value"] == {"range": {"low": 1}}
    kept = made.text().splitlines()
    assert [line for line in FILE.splitlines() if line not in kept] == []


def test_comments_below_a_value_stay_with_what_they_stand_above():
    made = edits()
    made.insert(("price", "values"), 1, {"from": "2020-06-01", "value": 3})
    item = "      - from: '2020-06-01'\n        value: 3\n"
    before = "          text\n"
    assert made.text() == FILE.replace(before, before + item)
    below = (
        "a:\n  values:\n    - from: '2020-01-01'\n      value:\n        range: {low: 1}\n"
        "\n# b\nb: 1\n"
    )
    made = edits(below)
    made.put(("a", "values", 0), "value", 2)
    made.insert(("a", "values"), 1, {"from": "2021-01-01", "value": 3})
    assert made.text() == (
        "a:\n  values:\n    - from: '2020-01-01'\n      value: 2\n"
        "    - from: '2021-01-01'\n      value: 3\n\n# b\nb: 1\n"
    )


def test_a_new_rule_at_the_end():
    made = edits(FILE.rstrip("\n"))
    made.append("fee", {"unit": "USD/t", "values": [{"from": "2020-01-01", "value": 3}]}, "# why\n")
    assert made.text() == FILE + (
        "\n# why\nfee:\n  unit: USD/t\n  values:\n  - from: '2020-01-01'\n    value: 3\n"
    )


def test_line_ends_of_windows_and_its_mark_of_utf_8():
    text = "\ufeff" + FILE.replace("\n", "\r\n")
    made = edits(text)
    made.put(("price", "values", 0), "binding", "exact", after="value")
    made.put(("price", "values", 0), "value", 1)
    assert made.text() == text.replace("2114.0", "1").replace(
        "# as printed\r\n", "# as printed\r\n        binding: exact\r\n"
    )


def test_what_cannot_be_changed_in_place_is_refused():
    with pytest.raises(DocumentError, match="two kinds"):
        edits("a: 1\r\nb: 2\n")


@pytest.mark.parametrize("path", sorted(shipped("country_profiles").glob("*/t*.yaml")), ids=str)
def test_every_value_of_shipped_files_can_be_replaced(path: Path):
    """Each value in turn becomes 7; the rest of the file is as it was, by lines."""
    raw = path.read_bytes()
    data = document_in(raw, "f").data
    for rule, body in data.items():
        for place, value in enumerate(body.get("values", ()) if isinstance(body, dict) else ()):
            made = YamlEdits(raw, path.name)
            made.put((rule, "values", place), "value", 7)
            made.put((rule, "values", place), "reviewed_by", "AB", after="reviewed")
            changed = made.text().splitlines()
            gone = [line for line in raw.decode().splitlines() if line not in changed]
            if not isinstance(value["value"], (dict, list, str)):
                assert len(gone) <= 1
