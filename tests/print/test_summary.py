"""The screen: right figures, clear labels, lines that fit."""

import re
from pathlib import Path

import pytest

from wte_ppp import Study, StudyResult
from wte_ppp.feasibility.outcomes import card_of
from wte_ppp.feasibility.result.finance import FinanceResult
from wte_ppp.print.study import study_summary

EXAMPLES = Path(__file__).parents[2] / "examples"
FEE = card_of(FinanceResult.model_fields["required_tipping_fee_usd_per_t"]).label
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
    ("section", "name", "scale"),
    [
        ("waste", "lhv_mj_per_kg", 1),
        ("waste", "moisture_percent", 1),
        ("plant", "gross_mw", 1),
        ("plant", "net_mw", 1),
        ("cost", "opex_usd_per_t", 1),
        ("finance", "debt_usd", 1e6),
        ("finance", "equity_usd", 1e6),
        ("finance", "grant_usd", 1e6),
        ("finance", "project_irr_percent", 1),
        ("finance", "equity_irr_percent", 1),
        ("finance", "minimum_dscr", 1),
        ("finance", "lcow_usd_per_t", 1),
        ("finance", "lcoe_usd_per_mwh", 1),
    ],
)
def test_a_line_holds_the_figure_of_the_result_under_its_one_name(bac_ninh, section, name, scale):
    part = getattr(bac_ninh, section)
    label = card_of(type(part).model_fields[name]).label
    # Three digits are shown, so half of the third is lost at most.
    assert figure(bac_ninh, label) == pytest.approx(getattr(part, name) / scale, rel=5e-3)


def test_cost_of_treatment_says_that_it_is_net_of_other_revenue(bac_ninh):
    label = "Levelised cost of treatment, net of other revenue, before tax"
    assert figure(bac_ninh, label) < bac_ninh.cost.opex_usd_per_t


def test_reduction_is_told_apart_from_credits(bac_ninh):
    climate = bac_ninh.climate
    shown = {
        name: figure(bac_ninh, card_of(type(climate).model_fields[name]).label)
        for name in (
            "average_reduction_tco2e_per_year",
            "total_reduction_tco2e",
            "total_credits_tco2e",
        )
    }
    assert shown == {
        "average_reduction_tco2e_per_year": round(climate.average_reduction_tco2e_per_year),
        "total_reduction_tco2e": round(climate.total_reduction_tco2e),
        "total_credits_tco2e": climate.credits_tco2e.sum(),
    }


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
    fee = figure(result, FEE)
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
