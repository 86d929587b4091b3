"""Names and reasons that mislead a reader, or break the record, are refused in clear lines."""

import pytest
from click.testing import CliRunner

from tests.tender.conftest import at, settle
from wte_ppp.cli import main
from wte_ppp.documents import DocumentError
from wte_ppp.tender.verify import verify


@pytest.mark.parametrize(
    "name", ["a\x00b", "a\nb", "\x1b[31mOffice", "\u202eOffice", "a\u2028b", "x" * 501, "\udcff"]
)
def test_a_name_that_misleads_does_not_act(opened, name):
    before = opened.store.lines()
    with pytest.raises(DocumentError, match="by: got"):
        opened.withdraw("B1", reason="Letter", by=name, at=at(2))
    assert opened.store.lines() == before


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Thị Bích Ngọc",
        "\u0645\u062d\u0645\u062f",
        "\u0645\u06cc\u200c\u062e",
        "山田 太郎",
        "=SUM(A1)",
    ],
)
def test_names_of_all_scripts_act(opened, name):
    assert opened.withdraw("B1", reason="Letter", by=name, at=at(2)).by == name


@pytest.mark.parametrize("option", ["--by", "--reason"])
def test_text_that_is_no_unicode_is_told_and_nothing_is_recorded(opened, option):
    words = {"--by": "Office", "--reason": "Letter", option: "a\udcff"}
    line = [
        "tender",
        "withdraw",
        str(opened.folder),
        "--bid",
        "B1",
        "--at",
        "2026-03-02T18:00+07:00",
    ]
    before = opened.store.lines()
    ended = CliRunner().invoke(main, [*line, *(part for pair in words.items() for part in pair)])
    assert (ended.exit_code, opened.store.lines()) == (2, before)
    assert "nothing written" in ended.output
    assert verify(opened.folder).problems == ()


@pytest.mark.parametrize("second", ["A\u200bnh", "\uff21\uff2e\uff28", " anh ", "Anh\u2060"])
def test_one_person_under_two_spellings_does_not_open_prices(opened, put, second):
    settle(opened, put)
    opened.freeze(by="Panel", at=at(5))
    with pytest.raises(DocumentError, match="two persons"):
        opened.open_prices(by=["Anh", second], at=at(6))
    assert not opened.progress.prices_open
