"""Simulations, differences, settings and scenarios of a study in which inputs are missing."""

import json
import math
import re
import warnings
from copy import deepcopy

import numpy as np
import pytest

from tests.feasibility.test_unknown import (
    GRID,
    KNOWN,
    MINIMAL,
    TARIFF,
    ZONE,
    study_with,
    without,
)
from wte_ppp.blocks import Fan as FanChart
from wte_ppp.chapters.risk.matrix import largest_risks
from wte_ppp.chapters.risk.report import risk_chapter
from wte_ppp.documents import Document
from wte_ppp.feasibility.difference import difference, effects_of
from wte_ppp.feasibility.result.risk import RiskResult
from wte_ppp.feasibility.result_tables import study_tables
from wte_ppp.feasibility.risk_analysis import FANS, risk_analysis
from wte_ppp.feasibility.study import Study
from wte_ppp.feasibility.what_if import what_if
from wte_ppp.print.risk import difference_text, risk_summary
from wte_ppp.print.study import study_pdf
from wte_ppp.print.study_page import study_page
from wte_ppp.risk.sensitivity import rank_correlations

LET_GO = "climate.jcm.let_go_percent"
MONEY = ("finance.equity_irr_percent", "finance.minimum_dscr", "finance.project_npv_usd")
RISK = {
    "draws": 64,
    "lock_up_dscr": 1.1,
    "inputs": {
        "plant.availability_h_per_year": {
            "distribution": "pert", "low": 7000, "mode": 7900, "high": 8200
        },
        "cost.capex_usd": {
            "distribution": "triangular", "basis": "percent_of_base", "low": 90, "mode": 100,
            "high": 130,
        },
    },
    "outages": {
        "turbine": {
            "probability_percent_per_year": 5,
            "days": {"distribution": "uniform", "low": 10, "high": 90},
        }
    },
    "scenarios": {"little waste": {"waste.received_t_per_day": 500}, "priced": {TARIFF: 0.09}},
}  # fmt: skip
PRICE = {"distribution": "uniform", "low": 0.08, "high": 0.12}


def run_of(study: Study, draws: int = 64) -> RiskResult:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return risk_analysis(study, draws=draws, sobol_draws=8).result


def row_of(result: RiskResult, path: str):
    return next(row for row in result.outcomes if row.path == path)


def no_nan(text: str):
    """JSON as it is written, in which nothing is NaN or infinite."""

    def refuse(word: str) -> None:
        raise AssertionError(word)

    return json.loads(text, parse_constant=refuse)


def in_sri_lanka(**changes) -> Study:
    """A study in a country whose profile has no tariff."""
    data = {**deepcopy(MINIMAL.data), "country": "LK", "as_of": "2026-06-01"}
    # No power contract that ends and leaves a price that is known after it, no shared revenue.
    apart = (TARIFF, "finance.contract_prices.")
    known = {path: value for path, value in KNOWN.items() if not path.startswith(apart)}
    return study_with({**known, "risk": RISK, **changes}, Document("study.yaml", data, {}))


@pytest.fixture(scope="module")
def unpriced() -> Study:
    return in_sri_lanka()


@pytest.fixture(scope="module")
def risk(unpriced) -> RiskResult:
    return run_of(unpriced)


def test_no_percentile_and_no_probability_of_what_hangs_on_an_unknown(risk):
    for path in MONEY:
        row = row_of(risk, path)
        assert row.not_stated == ("base", "draws")
        assert np.isnan([row.mean, row.p5, row.p50, row.p95, *row.percentiles]).all()
    assert risk.probabilities
    for chance in risk.probabilities:
        assert chance.not_stated
        assert math.isnan(chance.percent)
    for fan in risk.fans:
        known = fan.path not in ("finance.cfads_usd", "finance.dscr")
        assert np.isfinite(fan.p50[-3:]).all() == known, fan.path
    assert {fan.path for fan in risk.fans} == set(FANS)


def test_what_does_not_hang_on_it_has_its_distribution(risk):
    for path in ("plant.exported_mwh_per_year", "finance.lcoe_usd_per_mwh", "cost.capex_usd",
                 "climate.total_reduction_tco2e"):  # fmt: skip
        row = row_of(risk, path)
        assert row.not_stated == ()
        assert row.p5 < row.p50 < row.p95
    moved = {row.factor for row in risk.influence if abs(row.rank_correlation) > 0.2}
    assert "plant.availability_h_per_year" in moved  # of reductions
    for row in risk.influence:
        if row.outcome in MONEY:
            assert math.isnan(row.rank_correlation)
            assert math.isnan(row.sobol_total)


def test_a_scenario_that_gives_the_price_has_a_result(risk):
    by_name = {scenario.name: scenario for scenario in risk.scenarios}
    assert TARIFF in [row.input for row in risk.not_stated]
    for name in ("base case", "little waste"):
        assert set(MONEY) <= set(by_name[name].not_stated)
    priced = by_name["priced"]
    assert not priced.not_stated
    assert priced.outcomes["finance.equity_irr_percent"] == pytest.approx(
        float(in_sri_lanka(**{TARIFF: 0.09}).run().finance.equity_irr_percent)
    )


def test_a_price_that_is_drawn_is_known_in_the_draws():
    inputs = {**RISK["inputs"], TARIFF: PRICE}
    study = without(study_with({**KNOWN, "risk": {**RISK, "inputs": inputs}}), TARIFF)
    row = row_of(run_of(study), "finance.project_npv_usd")
    assert row.not_stated == ("base",)
    assert math.isnan(row.base)
    assert row.p5 < row.p50 < row.p95


def test_one_draw_that_is_not_known_leaves_nothing_to_say():
    # Power above the limit has no price, and only a good year of the plant passes the limit.
    most = float(np.max(study_with({}).run().plant.exported_mwh))
    limit = {"mwh_per_year": 0.995 * most}
    study = without(
        study_with({"finance.power_limit": limit, "risk": RISK, TARIFF: 0.09}),
        "finance.power_limit.price_above_usd_per_kwh",
    )
    run = risk_analysis(study, draws=64, sobol_draws=0)
    drawn = run.draws.outcomes["finance.project_npv_usd"]
    assert np.isnan(drawn).any()
    assert np.isfinite(drawn).any()
    row = row_of(run.result, "finance.project_npv_usd")
    assert "draws" in row.not_stated
    assert math.isnan(row.p50)


def test_words_and_files_say_not_stated(unpriced, risk, tmp_path):
    screen = risk_summary(risk)
    assert screen.count("not stated") > 20
    assert "0.0 %" not in screen
    assert "Not known: Power tariff" in " ".join(screen.split())
    result = unpriced.run()
    told = " ".join(map(str, largest_risks(result, risk)))
    assert told.startswith("Not stated")
    assert "—" not in told
    assert str(risk_chapter(risk)).count("no chart, since figures of it are not stated") >= 4
    # CFADS is known while nothing operates, and is 0 there: no chart of that.
    fans = [block.name for block in risk_chapter(risk) if isinstance(block, FanChart)]
    assert "fan-exported_mwh" in fans
    assert "fan-cfads_usd" not in fans
    no_nan(risk.to_json())
    assert study_pdf(result, risk).startswith(b"%PDF")
    outcomes = study_tables(result, risk)["risk_outcomes"].set_index("path")
    assert outcomes.loc["finance.equity_irr_percent", "not_stated"] == "base; draws"
    assert outcomes.loc["plant.exported_mwh_per_year", "not_stated"] == ""


@pytest.mark.parametrize("path", [GRID, ZONE, LET_GO])
def test_simulations_without_facts_of_the_climate(path):
    risk = run_of(without(study_with({**KNOWN, "risk": RISK}), path))
    credits = row_of(risk, "climate.total_credits_tco2e")
    assert credits.not_stated == ("base", "draws")
    reduction = row_of(risk, "climate.total_reduction_tco2e")
    assert bool(reduction.not_stated) == (path != LET_GO)
    no_nan(risk.to_json())


def test_what_nothing_varies_has_no_rank():
    none = rank_correlations({"a": np.arange(4.0)}, np.full(4, np.nan))
    assert math.isnan(none["a"])


@pytest.mark.parametrize("path", [TARIFF, GRID, LET_GO])
def test_a_difference_says_which_side_is_not_stated(path):
    known = study_with(KNOWN)
    unknown = without(known, path)
    for before, after, side in ((known, unknown, "after"), (unknown, known, "before")):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            told = difference(before.run(), after.run(), effects_of(before, after))
        (change,) = told.inputs
        assert (change.path, change.not_stated) == (path, (side,))
        hung = [row for row in told.outcomes if row.not_stated]
        assert hung
        assert all(row.not_stated == (side,) for row in hung)
        assert all(math.isnan(getattr(row, side)) for row in hung)
        text = difference_text(told, everything=True)
        assert "not stated" in text
        assert not re.search(r"\bnan\b", text.lower())
        no_nan(told.to_json())
    both = difference(unknown.run(), unknown.run(), effects_of(unknown, unknown))
    assert not both.outcomes
    assert not both.series


def test_settings_of_the_page_say_not_stated(unpriced):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        settings = what_if(unpriced)
    assert set(MONEY) <= set(settings.not_stated)
    assert "plant.exported_mwh_per_year" not in settings.not_stated
    assert TARIFF not in {lever.path for lever in settings.levers}
    page = study_page(unpriced.run(), None, settings)
    assert '"unknown":"not stated"' in page.replace('": "', '":"')
    assert "NaN," not in page
