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

    # 13.5 MW / 600 t/d = 540 kWh/t.
    per_tonne = figure("power_at_opening") * 24_000 / figure("capacity_at_opening")
    assert COMPARED["plant.gross_kwh_per_t"].published == pytest.approx(per_tonne)
    # Capital cost is the published project cost less interest and fees, to 0.1 million.
    total = figure("total_project_cost_ifc_2021") * 1e6
    assert RESULT.finance.total_uses_usd == pytest.approx(total, abs=1e5)
    # The published generation is gross: 11.6 MW for 330 days of 24 hours.
    assert figure("gross_power") * 330 * 24 == pytest.approx(figure("annual_generation"))


def test_grant_by_the_programme_s_ceiling_is_the_published_one() -> None:
    # JPY 2.0 billion at 109.8 JPY/USD is 18.2 million; published about 18.
    assert abs(COMPARED["finance.grant_usd"].difference_percent) < 2


def test_every_large_difference_has_its_reason() -> None:
    large = [row for row in RESULT.published if abs(row.difference_percent) > 15]
    assert all(row.reason and len(str(row.reason)) > 40 for row in large)


def test_every_input_of_the_file_says_where_it_is_from() -> None:
    own = [row for row in RESULT.inputs if row.layer == "study file" and row.status != "stated"]
    assert len(own) > 30
    for row in own:
        assert row.status in {"published", "assumption"}, row.path
        assert row.note or row.source != "stated without a source", row.path


def test_reason_tells_what_waste_of_8_mj_per_kg_would_give() -> None:
    # Drainage of 7 %: 8.0 = (LHV + 2.443 x 0.07) / 0.93 as fired.
    gate = 8.0 * 0.93 - 2.443 * 0.07
    poorer = STUDY.run(draws={"waste.lhv_mj_per_kg": [gate]})
    sold, reduced = poorer.plant.exported_mwh_per_year[0], poorer.climate.total_reduction_tco2e[0]
    assert f"{sold:,.0f} MWh" in str(COMPARED["plant.exported_mwh_per_year"].reason)
    assert f"{reduced:,.0f} t" in str(COMPARED["climate.total_reduction_tco2e"].reason)
