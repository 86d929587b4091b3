"""Whose the credits are: none is sold twice, and no grant is paid for credits that cannot arise."""

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.feasibility.words import words_of
from wte_ppp.chapters.study.page_one import summary_page
from wte_ppp.documents import Document, read_document
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.feasibility.study import Study

MINIMAL = read_document(Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml")
GRANT = {"rate_percent": 50, "cap_jpy": 2_000_000_000, "jpy_per_usd": 150}
SALES = {"carbon_price_usd_per_tco2e": 30, "inflation_percent": 0}


def run(jcm: Mapping[str, Any] | None = None, draws: Any = None, **finance: Any) -> StudyResult:
    data: Any = deepcopy(MINIMAL.data)
    data["climate"] = {"jcm": dict(jcm or {})}
    data["finance"] |= SALES | finance
    return Study.of(Document("study.yaml", data, {})).run(draws=draws)


def sold_t(result: StudyResult) -> float:
    return float(np.sum(result.finance.carbon_revenue_usd)) / 30


def notes(result: StudyResult) -> str:
    return "\n".join(map(str, result.notes))


@pytest.mark.parametrize(
    ("jcm", "finance", "sold"),
    [
        # Without a grant the project may hold what the host lets leave.
        ({}, {}, 1.0),
        ({"let_go_percent": 90}, {}, 0.9),
        ({"let_go_percent": 90}, {"carbon_share_percent": 60}, 0.6),
        # For a grant Japan's half goes to its government (jcm_programme.csv, credit_share).
        ({}, {"grant": GRANT}, 0.5),
        ({}, {"grant": {"amount_usd": 10e6}}, 0.5),
        ({"let_go_percent": 90}, {"grant": GRANT}, 0.4),
        ({"share_of_japan_percent": 80}, {"grant": GRANT}, 0.2),
        ({"share_of_japan_percent": 80}, {"grant": GRANT, "carbon_share_percent": 10}, 0.1),
        ({"let_go_percent": 30}, {"grant": GRANT}, 0.0),
    ],
)
def test_no_credit_is_sold_twice(jcm, finance, sold):
    result = run(jcm, **finance)
    issued = float(np.sum(result.climate.credits_issued_tco2e))
    assert sold_t(result) == pytest.approx(sold * issued, rel=1e-9)
    told = "not the project's to sell" in notes(result)
    assert told is (sold < finance.get("carbon_share_percent", 100) / 100)


def test_a_drawn_grant_takes_japans_share_where_it_is_asked_for():
    result = run(
        grant={"jpy_per_usd": 150}, draws={"finance.grant.rate_percent": np.array([0.0, 50.0])}
    )
    sums = np.sum(result.finance.carbon_revenue_usd, axis=-1)
    assert sums[1] == pytest.approx(sums[0] / 2)


@pytest.mark.parametrize(
    "jcm",
    [{"partner": "no partner"}, {"let_go_percent": 0}],
)
def test_no_grant_by_rate_where_no_credit_can_arise(jcm):
    result = run(jcm, grant=GRANT)
    assert result.finance.grant_usd == 0
    assert "No grant: the JCM's equipment subsidy is given for credits" in notes(result)
    # What is said of a country with credits is not said of one without.
    assert "carried forward" not in notes(result)
    assert "Power is credited" not in notes(result)


def test_no_grant_by_rate_where_nothing_is_reduced():
    # The law asks for treatment and most comply: the reference has no landfill left (ACM0022).
    data: Any = deepcopy(MINIMAL.data)
    data["climate"] = {"compliance_percent": 60}
    data["finance"] |= {"grant": GRANT}
    result = Study.of(Document("study.yaml", data, {})).run()
    assert result.climate.total_reduction_tco2e < 0
    assert result.finance.grant_usd == 0


def test_an_awarded_grant_stands_and_is_told():
    result = run({"partner": "no partner"}, grant={"amount_usd": 10e6})
    assert result.finance.grant_usd == 10e6
    assert "although the study has no credits" in notes(result)


def test_a_grant_for_credits_that_are_not_stated_is_told():
    data: Any = deepcopy(MINIMAL.data)
    data |= {"country": "BD"}
    data["finance"] |= {"grant": GRANT}
    result = Study.of(Document("study.yaml", data, {})).run()
    assert np.isnan(result.climate.total_credits_tco2e)
    assert "on condition of credits, which are not stated" in notes(result)
    # Neither is what debt and equity have to raise beside it: page one says so, without a dash.
    page = words_of(summary_page(result, None))
    assert "before any revenue. Debt, equity and grant are not all stated." in page
    assert "— million" not in page


def test_credits_that_are_none_are_not_called_unknown():
    # India lets no credits of burning waste leave; which zone the landfill has is not known.
    data: Any = deepcopy(MINIMAL.data)
    data |= {"country": "IN", "as_of": "2026-08-01"}
    result = Study.of(Document("study.yaml", data, {})).run()
    assert result.climate.total_credits_tco2e == 0
    hanging = {path for row in result.not_stated for path in row.outcomes}
    assert "climate.total_reduction_tco2e" in hanging
    assert "climate.total_credits_tco2e" not in hanging
