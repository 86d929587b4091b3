"""Corresponding adjustments from a ledger: by hand, for both sides, both methods."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from wte_ppp.cli.climate import climate
from wte_ppp.documents import DocumentError
from wte_ppp.mrv.corresponding import adjustments
from wte_ppp.mrv.ledger import read_ledger
from wte_ppp.mrv.ndc import ndc_period

EXAMPLE = Path(__file__).parents[2] / "examples" / "monitoring" / "ledger.yaml"


def test_periods_of_common_time_frames():
    # Decision 6/CMA.3: end dates 2030, 2035, 2040
    assert [ndc_period(year) for year in (2021, 2030, 2031, 2035, 2036)] == [
        (2021, 2030), (2021, 2030), (2031, 2035), (2031, 2035), (2036, 2040),
    ]  # fmt: skip


def test_host_adds_what_left_in_the_year_of_the_reduction():
    found = adjustments(
        read_ledger(EXAMPLE), "VNM", 2031, "yearly", {2030: 1000.0}, period=(2021, 2035)
    )
    by_year = {row.year: row for row in found.years}
    # Vintage 2030: credits 1 to 13 837 went to Japan's side in 2031, once; 2 000 of them moved on.
    assert by_year[2030].first_transferred_t == 13_837
    assert by_year[2030].balance_t == 14_837
    assert by_year[2030].used_t == 0
    assert by_year[2029].balance_t is None


def test_user_subtracts_what_it_used_within_the_period_of_the_vintage():
    found = adjustments(read_ledger(EXAMPLE), "JPN", 2030)
    # Credits 1 to 9 225 of 2030, retired in December 2031 for the NDC to 2030
    assert found.years[-1].used_t == 9225
    assert found.years[-1].adjustment_t == -9225
    assert sum(row.first_transferred_t for row in found.years) == 0


def test_average_of_a_single_year_ndc(tmp_path):
    found = adjustments(read_ledger(EXAMPLE), "VNM", 2031, "average", period=(2021, 2035))
    # 13 837 t by 2031, of eleven years; of ten years in 2030
    assert found.years[-1].adjustment_t == pytest.approx(13_837 / 11)
    assert found.years[-2].adjustment_t == pytest.approx(13_837 / 10)
    assert found.years[0].adjustment_t == 0


@pytest.mark.parametrize(("party", "transferred", "used"), [("VNM", 13_837, 0), ("JPN", 0, 9225)])
def test_no_tonne_of_the_ledger_is_lost_between_two_periods(party, transferred, used):
    # What left in 2031 of the vintage 2030 is added to 2030 (decision 2/CMA.3, annex, paragraph 8):
    # the host's years together are what left, whichever year is reported.
    for year in (2029, 2030, 2031, 2036):
        found = adjustments(read_ledger(EXAMPLE), party, year)
        of_years = [(row.year, row.first_transferred_t, row.used_t) for row in found.years]
        everything = (*of_years, *found.outside)
        assert sum(first for _, first, _ in everything) == transferred, year
        assert sum(uses for _, _, uses in everything) == used, year
        assert [year for year, first, uses in everything if first or uses] == [2030], year


def test_what_is_in_no_row_of_the_table_is_said(tmp_path):
    shutil.copy(EXAMPLE, tmp_path / "ledger.yaml")
    arguments = ["adjustments", str(tmp_path / "ledger.yaml"), "--party", "VNM", "--year", "2031"]
    told = CliRunner().invoke(climate, [*arguments, "--out", str(tmp_path / "out")])
    assert "13,837 t first transferred and 0 t used of 2030 (--year 2030)" in told.output


def changed(folder: Path, *pairs: tuple[str, str]) -> Path:
    text = EXAMPLE.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file = folder / "ledger.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_first_transfer_of_other_purposes_is_what_the_authorisation_says(tmp_path):
    retire = ("use: NDC}", "use: OIMP}")
    other = "purposes: OIMP\n  first_transfer_oimp: "
    file = changed(tmp_path, ("purposes: NDC", other + "Issuance"), retire)
    found = adjustments(read_ledger(file), "VNM", 2031, period=(2021, 2035))
    # All 18 450 credits issued
    assert sum(row.first_transferred_t for row in found.years) == 18_450
    file = changed(tmp_path, ("purposes: NDC", other + "Use or cancellation"), retire)
    found = adjustments(read_ledger(file), "VNM", 2031, period=(2021, 2035))
    # 9 225 used and 100 cancelled
    assert sum(row.first_transferred_t for row in found.years) == 9325


def test_a_year_outside_the_period_and_a_strange_party_are_refused():
    with pytest.raises(DocumentError, match="2021 to 2030"):
        adjustments(read_ledger(EXAMPLE), "VNM", 2031, period=(2021, 2030))
    with pytest.raises(DocumentError, match="one of JPN, VNM"):
        adjustments(read_ledger(EXAMPLE), "FRA", 2030)


def test_the_verb_writes_the_structured_summary(tmp_path):
    shutil.copy(EXAMPLE, tmp_path / "ledger.yaml")
    arguments = ["adjustments", str(tmp_path / "ledger.yaml"), "--party", "VNM", "--year", "2030"]
    told = CliRunner().invoke(
        climate, [*arguments, "--emissions", "2030=350e6", "--out", str(tmp_path / "out")]
    )
    assert told.exit_code == 0, told.output
    # 1 to 13 837 of vintage 2030 left in May 2031 and belong to 2030 (paragraph 8).
    assert "VNM 2030: first transferred 13,837 t" in told.output
    assert (tmp_path / "out" / "adjustments-VNM-2030.json").is_file()
    wrong = CliRunner().invoke(climate, [*arguments, "--emissions", "much"])
    assert wrong.exit_code == 2
