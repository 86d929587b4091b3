"""The span of reductions: each end is what the study gives when it is run with that choice."""

import re
from pathlib import Path

import numpy as np
import pytest

from wte_ppp.feasibility.study import Study

BASE = (Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml").read_text("utf-8")


def run(tmp_path: Path, climate: str = "", country: str = "VN"):
    file = tmp_path / "study.yaml"
    text = re.sub("country: VN", f"country: {country}", BASE)
    file.write_text(f"{text}climate: {{{climate}}}\n", encoding="utf-8")
    return Study.load(file).run()


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return run(tmp_path_factory.mktemp("base"))


@pytest.mark.parametrize(
    ("climate", "choice", "end"),
    [
        ("fossil_carbon: analysis", "Fossil carbon", "high_tco2e"),
        ("landfill_model: ipcc_2019", "Landfill model", "high_tco2e"),
        ("decay_rates: low", "Decay rates", "low_tco2e"),
        ("reference_grid_factor_tco2_per_mwh: 0.333", "Grid factor", "low_tco2e"),
        ("disposal_site: unmanaged_shallow", "Type of landfill", "low_tco2e"),
        ("disposal_site: managed_anaerobic", "Type of landfill", "high_tco2e"),
    ],
)
def test_an_end_is_the_study_run_with_that_choice(tmp_path, base, climate, choice, end):
    row = next(row for row in base.reduction_span if str(row.choice) == choice)
    found = run(tmp_path, climate).climate.average_reduction_tco2e_per_year
    assert getattr(row, end) == pytest.approx(float(found))


def test_all_together_hold_every_choice_and_the_study(base):
    *rows, together = base.reduction_span
    used = float(base.climate.average_reduction_tco2e_per_year)
    for row in rows:
        assert together.low_tco2e <= row.low_tco2e <= row.used_tco2e <= row.high_tco2e
        assert row.high_tco2e <= together.high_tco2e
        assert row.used_tco2e == pytest.approx(used)


def test_more_that_rots_and_less_that_is_fossil_reduces_more(base):
    row = next(row for row in base.reduction_span if str(row.choice) == "Composition")
    assert row.low_tco2e < row.used_tco2e < row.high_tco2e
    assert str(row.high_choice).startswith("10 % more that rots")


def test_a_reduction_that_is_not_stated_has_no_span(tmp_path):
    study = Study.load(_without_country(tmp_path)).run()
    assert np.isnan(study.climate.total_reduction_tco2e)
    assert study.reduction_span == ()


def _without_country(tmp_path: Path) -> Path:
    file = tmp_path / "study.yaml"
    file.write_text(BASE.replace("country: VN\n", ""), encoding="utf-8")
    return file


def kinds(result) -> list[str]:
    return [str(row.choice) for row in result.reduction_span]


def test_a_landfill_that_the_study_states_is_no_choice(tmp_path, base):
    assert "Type of landfill" in kinds(base)
    assert "Type of landfill" not in kinds(run(tmp_path, "disposal_site: unmanaged_deep"))


def test_the_other_end_of_a_country_s_range_is_told(tmp_path):
    # The Maldives: 0.524, of which the study takes this end, to 0.753 (IFI, v3.2)
    result = run(tmp_path, country="MV")
    row = next(row for row in result.reduction_span if str(row.choice) == "Grid factor")
    other = run(tmp_path, "grid_factor_tco2_per_mwh: 0.753", country="MV")
    assert row.high_tco2e == pytest.approx(float(other.climate.average_reduction_tco2e_per_year))
    assert "0.753" in str(row.high_choice)
    stated = next(row for row in other.reduction_span if str(row.choice) == "Grid factor")
    assert str(stated.high_choice) == "as in the study"


def test_a_grid_that_grows_cleaner_is_a_choice_unless_the_study_states_its_course(tmp_path):
    # Viet Nam's own factor fell by 6.4 % a year: (0.6592 / 0.8041)^(1/3), 2020 to 2023.
    result = run(tmp_path, country="MV")
    row = next(row for row in result.reduction_span if str(row.choice) == "Grid factor")
    falling = run(tmp_path, "grid_factor_change_percent_per_year: -4", country="MV")
    assert str(row.low_choice) == "falling by 4 % a year"
    assert row.low_tco2e == pytest.approx(float(falling.climate.average_reduction_tco2e_per_year))
    own = "grid_factor_tco2_per_mwh: 0.6, grid_factor_change_percent_per_year: 0"
    assert "Grid factor" not in kinds(run(tmp_path, own, country="MV"))


def test_a_reference_above_business_as_usual_credits_nothing_more(tmp_path, base):
    # JCM: reference emissions are set below business as usual. Viet Nam's factor of 2023: 0.6592.
    found = run(tmp_path, "reference_grid_factor_tco2_per_mwh: 0.9")
    assert found.climate.total_reduction_tco2e == pytest.approx(base.climate.total_reduction_tco2e)
    assert any("lies above the grid factor of 0.659" in str(note) for note in found.notes)
    assert not any("lies above the grid factor" in str(note) for note in base.notes)


@pytest.mark.parametrize(("report", "told"), [("AR5", False), ("AR4", True), ("AR6", True)])
def test_other_warming_potentials_than_those_of_article_6_are_told(tmp_path, report, told):
    found = run(tmp_path, f"gwp_set: {report}")
    assert any("18/CMA.1" in str(note) for note in found.notes) is told
