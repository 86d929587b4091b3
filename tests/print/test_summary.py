"""The screen: right figures, clear labels, lines that fit."""

import re
from pathlib import Path

import pytest

from wte_ppp import Study, StudyResult
from wte_ppp.print.study import study_summary

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXT = (EXAMPLES / "minimal" / "study.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def minimal() -> StudyResult:
    return Study.load(EXAMPLES / "minimal" / "study.yaml").run()


@pytest.fixture(scope="module")
def bac_ninh() -> StudyResult:
    return Study.load(EXAMPLES / "bac_ninh" / "study.yaml").run()


def line(result: StudyResult, label: str) -> str:
    """What stands behind a label."""
    lines = study_summary(result).splitlines()
    first = next(text for text in lines if text.startswith(f"{label}  "))
    return first[len(label) :].strip()


def figure(result: StudyResult, label: str) -> float:
    """Number behind a label."""
    return float(line(result, label).split()[0].replace(",", ""))


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("LHV at the gate, as received, first year", lambda r: r.waste.lhv_mj_per_kg),
        ("Water at the gate", lambda r: r.waste.moisture_percent),
        ("Gross power at full load", lambda r: r.plant.gross_mw),
        ("Net power at full load", lambda r: r.plant.net_mw),
        ("Operating cost of the first full year", lambda r: r.cost.opex_usd_per_t),
        ("Senior debt", lambda r: r.finance.debt_usd / 1e6),
        ("Equity", lambda r: r.finance.equity_usd / 1e6),
        ("Capital grant", lambda r: r.finance.grant_usd / 1e6),
        ("Project IRR after tax, nominal", lambda r: r.finance.project_irr_percent),
        ("Equity IRR, nominal", lambda r: r.finance.equity_irr_percent),
        ("Minimum DSCR", lambda r: r.finance.minimum_dscr),
        (
            "Levelised cost of treatment, net of other revenue, before tax",
            lambda r: r.finance.lcow_usd_per_t,
        ),
        (
            "Levelised cost of power, net of other revenue, before tax",
            lambda r: r.finance.lcoe_usd_per_mwh,
        ),
    ],
)
def test_a_line_holds_the_figure_of_the_result(bac_ninh, label, value):
    # Three digits are shown, so half of the third is lost at most.
    assert figure(bac_ninh, label) == pytest.approx(value(bac_ninh), rel=5e-3)


def test_reduction_is_told_apart_from_credits(bac_ninh):
    climate = bac_ninh.climate
    mean = figure(bac_ninh, "Average reduction in the crediting years")
    total = figure(bac_ninh, "Reduction over the crediting years")
    label = "Credits issued (whole tonnes; none in years with negative reductions)"
    assert mean == round(climate.average_reduction_tco2e_per_year)
    assert total == round(climate.total_reduction_tco2e)
    assert figure(bac_ninh, label) == climate.credits_tco2e.sum()


def test_capital_cost_of_a_benchmark_shows_its_interval(minimal, bac_ninh):
    shown = " ".join(study_summary(minimal).split())
    pattern = r"capital cost is a benchmark; its 80 % interval is ([\d.]+) to ([\d.]+) million USD"
    low, high = re.search(pattern, shown).groups()
    assert float(low) == pytest.approx(minimal.cost.benchmark_low_usd / 1e6, rel=5e-3)
    assert float(high) == pytest.approx(minimal.cost.benchmark_high_usd / 1e6, rel=5e-3)
    # Bac Ninh states its capital cost.
    assert "interval" not in study_summary(bac_ninh)


@pytest.mark.parametrize("case", ["minimal", "bac_ninh"])
def test_fee_has_its_price_year_and_binding_target(case, request):
    result = request.getfixturevalue(case)
    target = "DSCR" if result.finance.dscr_binds else "equity IRR"
    year = {"minimal": 2024, "bac_ninh": 2022}[case]  # as their files say
    shown = " ".join(study_summary(result).split())
    assert f"Tipping fees are in prices of {year}." in shown
    assert f"The target {target} is binding for the required tipping fee." in shown
    fee = figure(result, "Required tipping fee (meets target equity IRR and DSCR)")
    assert fee == pytest.approx(result.finance.required_tipping_fee_usd_per_t, rel=5e-3)


def test_values_and_units_stand_in_columns(bac_ninh):
    lines = study_summary(bac_ninh).splitlines()
    first = next(at for at, text in enumerate(lines) if text.startswith("LHV at the gate"))
    ends = [re.match(r"\S.*? {2,}\S+", text).end() for text in lines[first : first + 25]]
    assert len(set(ends)) == 1


def test_no_line_is_wider_than_the_screen(tmp_path):
    file = tmp_path / "study.yaml"
    # A usual range left, so that there is a warning, which names the file.
    file.write_text(TEXT + "  debt: {max_gearing_percent: 0}\n", encoding="utf-8")
    name = "<b>\x1b[2J\u202e" + "VeryLongName" * 16
    shown = study_summary(Study.load(file).run().model_copy(update={"name": name}))
    assert "warning: " in shown
    assert max(map(len, shown.splitlines())) <= 100
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_what_is_not_met_and_what_is_published_is_listed(minimal, bac_ninh):
    failed = [check for check in minimal.checks if check.passed_share < 1]
    assert failed
    assert study_summary(minimal).count("NOT MET") == len(failed)
    shown = study_summary(bac_ninh)
    table = shown[shown.index("Model against published") :].splitlines()
    assert bac_ninh.published
    for row in bac_ninh.published:
        (found,) = [text for text in table if text.startswith(f"{row.description} ")]
        assert found.endswith(f"{row.difference_percent:+.1f} %")
