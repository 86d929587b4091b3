"""The real case: what the example compares with is what was published, and it explains itself."""

import csv
from pathlib import Path

import pytest

import wte_ppp as wte

ROOT = Path(__file__).parents[2]
with (ROOT / "tests" / "published" / "bac_ninh.csv").open(encoding="utf-8") as stream:
    PUBLISHED = {row["figure"]: row for row in csv.DictReader(stream)}
STUDY = wte.Study.load(ROOT / "examples" / "bac_ninh" / "study.yaml")
RESULT = STUDY.run()
COMPARED = {row.figure: row for row in RESULT.published}


@pytest.mark.parametrize(
    ("figure", "published", "factor"),
    [
        ("plant.gross_mw", "gross_power", 1),
        ("plant.gross_mwh_per_year", "annual_generation", 1),
        ("plant.exported_mwh_per_year", "annual_generation", 1),
        ("climate.total_reduction_tco2e", "ghg_avoided_15_years", 1),
        ("climate.average_reduction_tco2e_per_year", "jcm_ghg_reduction_per_year", 1),
        ("cost.benchmark_capex_usd", "capex_opening_2024", 1e6),
        ("finance.total_uses_usd", "total_project_cost_ifc_2021", 1e6),
        ("finance.grant_usd", "moej_jcm_subsidy", 1e6),
    ],
)
def test_example_compares_with_the_published_figure(
    figure: str, published: str, factor: float
) -> None:
    assert COMPARED[figure].published == float(PUBLISHED[published]["value"]) * factor


def test_figures_derived_from_published_ones() -> None:
    def figure(name: str) -> float:
        return float(PUBLISHED[name]["value"])

    # 13.5 MW / 600 t/d = 540 kWh/t; owners pay what grant and loan leave of 74.
    per_tonne = figure("power_at_opening") * 24_000 / figure("capacity_at_opening")
    assert COMPARED["plant.gross_kwh_per_t"].published == pytest.approx(per_tonne)
    left = figure("capex_opening_2024") - figure("moej_jcm_subsidy") - figure("ifc_package")
    assert COMPARED["finance.equity_usd"].published == left * 1e6
    # The published generation is gross: 11.6 MW for 330 days of 24 hours.
    assert figure("gross_power") * 330 * 24 == pytest.approx(figure("annual_generation"))


def test_grant_by_the_programme_s_ceiling_is_the_published_one() -> None:
    # JPY 2.0 billion at 109.8 JPY/USD is 18.2 million; published about 18.
    assert abs(COMPARED["finance.grant_usd"].difference_percent) < 2


def test_every_large_difference_has_its_reason() -> None:
    large = [row for row in RESULT.published if abs(row.difference_percent) > 15]
    assert all(row.reason and len(row.reason) > 40 for row in large)


def test_every_input_of_the_file_says_where_it_is_from() -> None:
    own = [row for row in RESULT.inputs if row.layer == "study file" and row.status != "stated"]
    assert len(own) > 30
    for row in own:
        assert row.status in {"published", "assumption"}, row.path
        assert row.note or row.source != "stated without a source", row.path
