"""The screen: right figures, clear labels, lines that fit."""

import re
from pathlib import Path

import pytest

from wte_ppp import Study, StudyResult
from wte_ppp.chapters.summary import summary

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXT = (EXAMPLES / "minimal" / "study.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def minimal() -> StudyResult:
    return Study.load(EXAMPLES / "minimal" / "study.yaml").run()


@pytest.fixture(scope="module")
def bac_ninh() -> StudyResult:
    return Study.load(EXAMPLES / "bac_ninh" / "study.yaml").run()


def figures(line: str) -> list[float]:
    """Numbers of a line of figures behind its label."""
    return [float(one.replace(" ", "")) for one in re.findall(r"-?\d[\d ]*(?:\.\d+)?", line)]


def line(result: StudyResult, label: str) -> str:
    (found,) = [one for one in summary(result).splitlines() if one.startswith(label)]
    return found[len(label) :]


@pytest.mark.parametrize(
    ("label", "values"),
    [
        ("Waste", lambda r: (r.waste.lhv_mj_per_kg, r.waste.moisture_percent)),
        ("Power", lambda r: (r.plant.gross_mw, r.plant.net_mw)),
        ("Operating cost", lambda r: (r.cost.opex_usd_per_t,)),
        ("Funding", lambda r: (r.finance.debt_usd / 1e6, r.finance.equity_usd / 1e6)),
        ("  grant", lambda r: (r.finance.grant_usd / 1e6,)),
        ("IRR", lambda r: (r.finance.project_irr_percent, r.finance.equity_irr_percent)),
        ("DSCR", lambda r: (r.finance.minimum_dscr, r.finance.average_dscr)),
        ("Cost of treatment", lambda r: (r.finance.lcow_usd_per_t,)),
        ("Cost of power", lambda r: (r.finance.lcoe_usd_per_mwh,)),
    ],
)
def test_a_line_holds_the_figures_of_the_result(bac_ninh, label, values):
    # Three digits are shown, so half of the third is lost at most.
    assert figures(line(bac_ninh, label)) == pytest.approx(list(values(bac_ninh)), rel=5e-3)


def test_reduction_is_told_apart_from_credits(bac_ninh):
    climate = bac_ninh.climate
    mean, total = re.fullmatch(
        r" +([\d ]+) tCO2e/year mean +([\d ]+) tCO2e in the crediting years",
        line(bac_ninh, "Reduction"),
    ).groups()
    assert int(mean.replace(" ", "")) == round(climate.average_reduction_tco2e_per_year)
    assert int(total.replace(" ", "")) == round(climate.total_reduction_tco2e)
    (credits,) = figures(line(bac_ninh, "  credits").replace("tCO2e in all", ""))
    assert credits == climate.credits_tco2e.sum()


def test_capital_cost_of_a_benchmark_shows_its_interval(minimal, bac_ninh):
    text = line(minimal, "Capital cost")
    assert "benchmark; 80 % interval" in text
    low, high = re.search(r"interval ([\d.]+) to ([\d.]+)$", text).groups()
    assert float(low) == pytest.approx(minimal.cost.benchmark_low_usd / 1e6, rel=5e-3)
    assert float(high) == pytest.approx(minimal.cost.benchmark_high_usd / 1e6, rel=5e-3)
    # Bac Ninh states its capital cost.
    assert line(bac_ninh, "Capital cost").endswith(" million USD")


@pytest.mark.parametrize("case", ["minimal", "bac_ninh"])
def test_fee_line_names_price_year_and_binding_target(case, request):
    result = request.getfixturevalue(case)
    target = "DSCR" if result.finance.dscr_binds else "equity IRR"
    year = {"minimal": 2024, "bac_ninh": 2022}[case]  # as their files say
    text = line(result, "Tipping fee needed")
    assert text.endswith(f" USD/t in prices of {year}; the {target} asked for binds")
    fee = result.finance.required_tipping_fee_usd_per_t
    assert float(text.split()[0]) == pytest.approx(fee, rel=5e-3)


def test_values_and_units_stand_in_columns(bac_ninh):
    lines = summary(bac_ninh).splitlines()[2:18]
    # A label of 20, a blank, a value of 10 set to the right, a blank, the unit.
    assert all(re.match(r".{20} [ \d.—-]{9}[\d—] \S", one) for one in lines)


def test_no_line_is_wider_than_the_screen(tmp_path):
    file = tmp_path / "study.yaml"
    # A usual range left, so that there is a warning, which names the file.
    file.write_text(TEXT + "  debt: {max_gearing_percent: 0}\n", encoding="utf-8")
    name = "<b>\x1b[2J\u202e" + "VeryLongName" * 16
    shown = summary(Study.load(file).run().model_copy(update={"name": name}))
    assert "warning: " in shown
    assert max(map(len, shown.splitlines())) <= 100
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_what_is_not_met_and_what_is_published_is_listed(minimal, bac_ninh):
    failed = [check for check in minimal.checks if check.passed_share < 1]
    assert failed
    assert summary(minimal).count("NOT MET") == len(failed)
    shown = summary(bac_ninh)
    assert bac_ninh.published
    for row in bac_ninh.published:
        (found,) = [one for one in shown.splitlines() if one.strip().startswith(row.figure + " ")]
        assert found.endswith(f"{row.difference_percent:+.1f} %")
