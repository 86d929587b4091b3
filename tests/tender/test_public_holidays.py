"""Public holidays as a proposal for the closed days of a tender."""

import datetime

import pytest
import yaml
from click.testing import CliRunner

from wte_ppp.cli import main
from wte_ppp.documents import DocumentError
from wte_ppp.tender.public_holidays import public_holidays


def days(country, first, last):
    first, last = map(datetime.date.fromisoformat, (first, last))
    return {str(holiday.day): holiday for holiday in public_holidays(country, first, last)}


def test_tet_of_2026_is_a_working_week():
    # Nine days without work, Saturday 14 to Sunday 22 February: Monday 16 to Friday 20 are left.
    assert list(days("VN", "2026-02-01", "2026-02-28")) == [
        "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20",
    ]  # fmt: skip


def test_weekends_are_left_out_and_both_bounds_count():
    # 26 April 2026 is a Sunday; its day in place is Monday 27.
    found = days("VN", "2026-04-26", "2026-04-30")
    assert list(found) == ["2026-04-27", "2026-04-30"]


def test_a_day_that_the_moon_decides_is_marked():
    # The Feast of Sacrifice in Indonesia, May 2027.
    assert days("ID", "2027-05-01", "2027-05-31")["2027-05-17"].estimated
    assert not days("ID", "2026-01-01", "2026-01-31")["2026-01-01"].estimated


@pytest.mark.parametrize(
    ("country", "year", "field"), [("VM", 2026, "country"), ("LK", 2027, "year")]
)
def test_what_the_list_does_not_have_is_refused_by_name(country, year, field):
    with pytest.raises(DocumentError) as caught:
        days(country, f"{year}-01-01", f"{year}-12-31")
    assert caught.value.problems[0].field == field


def test_the_command_writes_what_a_tender_file_takes():
    run = CliRunner().invoke(
        main, ["tender", "holidays", "VN", "--from", "2026-08-28", "--until", "2026-09-04"]
    )
    assert run.exit_code == 0
    assert "check against the decree" in run.output
    assert yaml.safe_load(run.output)["calendar"]["closed_days"] == [
        "2026-08-31", "2026-09-01", "2026-09-02",
    ]  # fmt: skip
