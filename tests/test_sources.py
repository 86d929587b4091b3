"""Every figure that is shipped says where it is from."""

import csv
import re
from importlib.resources import files

import pytest

from wte_ppp import sources
from wte_ppp.sources import shipped, table

TABLES = sorted(
    item.name.removesuffix(".csv")
    for item in (files("wte_ppp") / "data").iterdir()
    if item.name.endswith(".csv")
)


def test_there_are_tables() -> None:
    assert "gwp" in TABLES


@pytest.mark.parametrize("name", TABLES)
def test_table_has_a_full_row_for_every_line(name: str) -> None:
    text = (files("wte_ppp") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    lines = list(csv.reader(text.splitlines(), strict=True))
    assert len({len(line) for line in lines}) == 1
    rows = table(name)
    assert len(rows) == len(lines) - 1
    assert list(rows[0].values()) == lines[1]


@pytest.mark.parametrize("name", TABLES)
def test_every_figure_has_a_source_or_is_called_an_assumption(name: str) -> None:
    for row in table(name):
        # Lists of words (fields, questions, methodologies) have a source and no status.
        status = row.get("status", "published")
        assert status in ("published", "assumption"), row
        assert row["source"] or status == "assumption", row


@pytest.mark.parametrize("name", TABLES)
def test_no_source_names_a_place_on_a_machine(name: str) -> None:
    for row in table(name):
        assert not re.search(r"(^|\s)(/\w+/|[A-Z]:\\|file:)", row["source"]), row


def test_a_reader_cannot_change_the_table_of_the_next() -> None:
    first = dict(table("gwp")[0])
    row = table("gwp")[0]
    with pytest.raises(TypeError):
        row["value"] = "0"
    assert dict(table("gwp")[0]) == first


def test_an_unknown_table_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        table("no_such_table")


@pytest.mark.parametrize("kind", ["toolkits", "country_profiles"])
def test_guidance_is_found(kind: str) -> None:
    assert any(shipped(kind).rglob("*.yaml"))


def test_missing_guidance_says_which_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    monkeypatch.setattr(sources, "files", lambda _: tmp_path / "site" / "wte_ppp")
    with pytest.raises(FileNotFoundError, match=r"toolkits.*install"):
        shipped("toolkits")


def test_installed_guidance_is_found_without_a_checkout(
    monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    folder = tmp_path / "site" / "wte_ppp" / "_data" / "toolkits"
    folder.mkdir(parents=True)
    monkeypatch.setattr(sources, "files", lambda _: tmp_path / "site" / "wte_ppp")
    assert shipped("toolkits") == folder
