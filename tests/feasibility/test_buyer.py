"""Japan's side of the JCM: conditions of its profile held against grant, credits and price."""

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wte_ppp.chapters.study.page_one import summary_page
from wte_ppp.climate.jcm_programme import subsidy_rate_ceiling
from wte_ppp.documents import Document, DocumentError, read_document
from wte_ppp.feasibility.buyer import CONDITIONS, buyer_rows
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.result import BuyerRow, StudyResult
from wte_ppp.feasibility.steps.climate_factors import programme
from wte_ppp.feasibility.study import Study
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.shapes import Steps
from wte_ppp.guidance.tables import Table

MINIMAL = read_document(Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml")
HOST = {"partner": "partner", "let_go_percent": 90}  # Viet Nam, Decree 112/2026


def study(jcm: Any = None, day: str = "2026-11-20", **finance: Any) -> Study:
    data: Any = deepcopy(MINIMAL.data)
    data["as_of"] = day
    data["climate"] = {"jcm": {**HOST, **(jcm or {})}}
    data["finance"] |= finance
    return Study.of(Document("study.yaml", data, {}))


def run(jcm: Any = None, day: str = "2026-11-20", **finance: Any) -> StudyResult:
    return study(jcm, day, **finance).run()


def row(result: StudyResult, rule: str) -> BuyerRow:
    return next(row for row in result.buyer if row.rule == rule)


@pytest.mark.parametrize(
    ("similar", "rate", "met"),
    [
        # 50 % without a similar project, 40 % with one to three, 30 % from four on.
        (0, 50, 1), (0, 51, 0), (1, 50, 0), (3, 40, 1), (4, 40, 0), (4, 30, 1),
    ],
)  # fmt: skip
def test_rate_by_similar_projects_is_held_with_its_source(similar, rate, met):
    result = run({"similar_projects": similar}, grant={"rate_percent": rate})
    held = row(result, "grant.rate")
    assert held.passed_share == met
    # The steps were not read: the source says so.
    assert "Global Environment Centre" in str(held.source)
    assert "not re-read" in str(held.source)
    ceiling = row(result, "grant.rate_ceiling")
    assert ceiling.passed_share == (1 if rate <= 50 else 0)
    assert "source read" in str(ceiling.source)


def test_steps_of_the_profile_are_those_that_the_model_computes_with():
    rule = load_guidance("JP").on("2026-11-20")["grant.rate"]
    steps = [(n, programme("subsidy_rate", f"from_{n}_similar_projects")) for n in (0, 1, 4)]
    for count in (0, 1, 3, 4, 20):
        assert rule.at(similar_projects=count) == subsidy_rate_ceiling(count, steps)
    figures = {"grant.cap": ("subsidy_cap", "one_project"),
               "grant.cost_effectiveness": ("cost_effectiveness_limit", "general"),
               "grant.credit_share": ("credit_share", "government_of_japan"),
               "grant.installation_years": ("installation_years", "model_project"),
               "grant.legal_durable_years": ("legal_durable_years", "waste_to_energy")}  # fmt: skip
    rules = load_guidance("JP").on("2026-11-20")
    for name, place in figures.items():
        assert rules[name].value == programme(*place), name


def test_a_grant_above_the_cap_of_one_project_is_told():
    # USD 20 million at 150 JPY are JPY 3.0 billion; one project gets at most 2.0.
    result = run(grant={"amount_usd": 20e6, "jpy_per_usd": 150})
    cap = row(result, "grant.cap")
    assert (str(cap.stated), cap.passed_share) == ("3,000,000,000 JPY", 0)
    assert "2,000,000,000 JPY" in str(cap.demand)
    assert "the study has no grant by rate" in str(row(result, "grant.rate").why)
    assert row(run(grant={"amount_usd": 13e6, "jpy_per_usd": 150}), "grant.cap").passed_share == 1


def test_the_share_is_what_the_host_lets_leave_of_what_is_asked():
    grant = {"rate_percent": 30}
    assert row(run(grant=grant), "grant.credit_share").passed_share == 1
    assert row(run({"let_go_percent": 30}, grant=grant), "grant.credit_share").passed_share == 0
    assert "no grant" in str(row(run({"let_go_percent": 30}), "grant.credit_share").why)


@pytest.mark.parametrize(("usd", "met"), [(10, 1), (28, 1), (29, 0)])
def test_a_price_above_the_limit_of_the_market_is_told(usd, met):
    # 28 USD are 4 200 JPY/t, 29 are 4 350; the upper limit of fiscal year 2026 is 4 300.
    result = run(carbon_price_usd_per_tco2e=usd, grant={"jpy_per_usd": 150})
    price = row(result, "credits.price")
    assert price.passed_share == met
    assert "1,700 to 4,300" in str(price.demand)


def test_no_price_is_held_before_the_market_opens():
    result = run(day="2026-03-31", carbon_price_usd_per_tco2e=29)
    assert [row.rule for row in result.buyer if row.rule.startswith("credits")] == []
    assert row(run(carbon_price_usd_per_tco2e=0), "credits.price").passed_share is None


def test_four_years_of_construction_are_longer_than_three_fiscal_years():
    spend = [25, 25, 25, 25]
    result = run(spend_profile_percent=spend, grant={"rate_percent": 30})
    assert row(result, "grant.installation_years").passed_share == 0


def test_every_condition_has_a_rule_and_every_rule_is_told_with_gaps():
    result = run(grant={"rate_percent": 30}, carbon_price_usd_per_tco2e=10)
    assert [row.rule for row in result.buyer] == list(CONDITIONS)
    told = {row.rule: row.status for row in result.buyer_rules}
    assert set(CONDITIONS) <= set(told)
    assert told["frame.fees"] == "gap"
    assert "frame.guidelines" not in told  # abolished on 31 March 2025
    assert "frame.guidelines" in {row.rule for row in run(day="2025-03-30").buyer_rules}


def test_nothing_is_told_where_the_host_is_no_partner_or_no_buyer_is_named():
    for jcm in ({"partner": "no partner"}, {"buyer": None}):
        result = run(jcm, grant={"rate_percent": 60})
        assert (result.buyer, result.buyer_rules) == ((), ())


def test_a_buyer_that_nobody_knows_is_refused_at_its_place():
    with pytest.raises(DocumentError, match=r"climate\.jcm\.buyer"):
        study({"buyer": "JPP"})


def test_draws_give_the_share_that_meets_a_condition():
    result = study(grant={"rate_percent": 30}).run(
        draws={"climate.jcm.similar_projects": np.array([0.0, 0.0, 1.0, 4.0]),
               "finance.grant.rate_percent": np.array([50.0, 51.0, 40.0, 40.0])}
    )  # fmt: skip
    assert row(result, "grant.rate").passed_share == 0.5


def test_what_is_not_met_stands_on_page_one():
    page = str(summary_page(run(grant={"amount_usd": 20e6, "jpy_per_usd": 150}), None))
    assert "NOT MET: conditions of the credits' buyer" in page
    assert "NOT MET: conditions" not in str(summary_page(run(), None))


def test_a_limit_in_other_money_or_by_what_nobody_says_is_told_and_not_held():
    base = study(grant={"rate_percent": 30})
    assert base.buyer is not None
    by_region = {"by": ["region"], "rows": [{"region": "north", "value": 60}]}
    changed = {
        "grant.cap": replace(base.buyer["grant.cap"], unit="CHF"),
        "grant.rate": replace(base.buyer["grant.rate"], value=Table.model_validate(by_region)),
    }
    outcomes = run_model(base.definition)
    rows = {
        row.rule: row
        for row in buyer_rows(base.definition, outcomes, base.buyer.with_rules(changed))
    }
    cap, rate = rows["grant.cap"], rows["grant.rate"]
    assert (cap.passed_share, str(cap.demand)) == (None, "at most 2,000,000,000 CHF")
    assert "another currency" in str(cap.why)
    assert (rate.passed_share, rate.stated) == (None, None)
    assert "region north: 60" in str(rate.demand)


def test_a_scale_without_a_value_for_so_many_projects_asks_nothing():
    base = study({"similar_projects": 5}, grant={"rate_percent": 60})
    assert base.buyer is not None
    bands = [{"up_to": 3, "value": 40}, {"value": None}]
    scale = Steps.model_validate({"by": "similar_projects", "bands": bands})
    rules = base.buyer.with_rules({"grant.rate": replace(base.buyer["grant.rate"], value=scale)})
    outcomes = run_model(base.definition)
    rows = buyer_rows(base.definition, outcomes, rules)
    rate = next(row for row in rows if row.rule == "grant.rate")
    assert rate.passed_share == 1
    assert "40 up to 3" in str(rate.demand)


IN_DONG = {"currency": "VND", "rates": {"USD": {"rate": 26_300}, "JPY": {"rate": 170}}}


@pytest.mark.parametrize(("yen", "met"), [(2_000_000_000, 1), (2_000_000_001, 0)])
def test_a_grant_in_yen_is_held_as_it_is_awarded(yen, met):
    """2,000 million JPY is the ceiling, whatever it is worth in dong when it is paid.

    Not 2,056 million: 2,000 x 170 x ((1 + 3.31 %) / (1 + 3.31 %))^n VND over 26,300 / 150.
    """
    result = run(
        tipping_fee_usd_per_t=0, money=IN_DONG, grant={"currency": "JPY", "amount_jpy": yen}
    )
    held = row(result, "grant.cap")
    assert held.passed_share == met
    assert str(held.stated) == f"{yen:,} JPY"
    tonnes = result.climate.total_reduction_tco2e
    assert result.climate.grant_jpy_per_tco2e == pytest.approx(yen / tonnes, rel=1e-12)


def test_the_rate_of_the_grant_is_that_of_the_study():
    """170 VND for one JPY: 1 / 170 JPY/VND, and 1 in a study in JPY."""
    dong = study(tipping_fee_usd_per_t=0, money=IN_DONG)
    assert dong.definition.finance.grant.jpy_per_usd == pytest.approx(1 / 170, rel=1e-15)
    rates = {"USD": {"rate": 155}, "VND": {"inverse_rate": 170}}
    yen = study(tipping_fee_usd_per_t=0, money={"currency": "JPY", "rates": rates})
    assert yen.definition.finance.grant.jpy_per_usd == 1
    assert study().definition.finance.grant.jpy_per_usd == 150  # the default, in USD
