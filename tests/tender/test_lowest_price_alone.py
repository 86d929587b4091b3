"""Requirements and a price, and no rated criteria: the lowest responsive price wins."""

import pytest
from click.testing import CliRunner

from tests.tender.conftest import at, bid, opening
from tests.tender.test_reports import words
from wte_ppp.chapters.tender_screen import award_screen, tender_screen
from wte_ppp.cli import main
from wte_ppp.documents import DocumentError
from wte_ppp.print.evaluation_workbook import evaluation_workbook
from wte_ppp.print.lines import lines
from wte_ppp.print.tender import debrief_pdf, evaluation_pdf
from wte_ppp.tender.closeness import robustness_of
from wte_ppp.tender.evaluation import evaluation_of
from wte_ppp.tender.tender import load_tender
from wte_ppp.tender.verify import verify

TENDER = """\
schema: wte_ppp/tender/1
id: trial
name: Trial of a plant
buyer: City
guidance: {guidance}
date: '2026-01-01'
deadline: '2026-03-01T17:00+07:00'
currency: USD
{rules}minimums:
  hours: {{field: hours, unit: h/year, at_least: 7500}}
price: {{field: fee, ceiling: 40}}
bid_form:
  hours: {{label: Hours, unit: h/year, kind: number}}
  fee: {{label: Fee, unit: CUR/t, kind: money, envelope: price}}
"""


def written(guidance="ph_procurement_act", rules=""):
    return TENDER.format(guidance=guidance, rules=rules)


@pytest.fixture
def cheapest(put):
    """B1 asks 30, B2 24, and B3 the least but for too few hours."""
    case = opening(put("case/tender.yaml", written()).parent)
    for name, hours, fee in (("B1", 8000, 30), ("B2", 7600, 24), ("B3", 7000, 10)):
        first = put(f"{name}-t.yaml", bid(name, hours=hours))
        second = put(f"{name}-p.yaml", bid(name, "price", "USD", fee=fee))
        case.receive(name, "technical", first, by="Office", at=at(1))
        case.receive(name, "price", second, by="Office", at=at(1))
    for name in ("B1", "B2", "B3"):
        case.decide(name, "eligibility", True, reason="in order", by="Office", at=at(3))
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    case.award(by="Panel", at=at(7))
    return case


def test_the_lowest_price_that_meets_the_requirements_wins(cheapest):
    ranked = cheapest.result().ranked
    assert [(placed.bid, placed.price) for placed in ranked] == [("B2", 24), ("B1", 30)]
    assert not verify(cheapest.folder).problems
    told = lines(award_screen(cheapest.tender, cheapest.result()))
    assert "technical" not in told.splitlines()[1]
    assert "Criteria" not in lines(tender_screen(cheapest.tender))


def test_papers_speak_of_no_points(cheapest):
    evaluation = evaluation_of(cheapest)
    report = words(evaluation_pdf(evaluation, robust=robustness_of(cheapest)))
    assert "Award to bid B2" in report
    assert "technical" not in words(debrief_pdf(evaluation, "B1"))
    assert evaluation_workbook(evaluation)


@pytest.mark.parametrize("command", ["status", "explain", "robustness", "flip"])
def test_each_command_answers(cheapest, command):
    more = ["--bid", "B1"] if command == "explain" else []
    done = CliRunner().invoke(main, ["tender", command, str(cheapest.folder), *more])
    assert done.exit_code == 0, done.output


def test_other_procedures_need_criteria(put):
    with pytest.raises(DocumentError) as caught:
        load_tender(put("tender.yaml", written("qcbs")))
    assert "criteria" in {problem.field for problem in caught.value.problems}


def test_a_minimum_score_without_criteria_is_refused(put):
    rules = "rules: {procedure.technical_minimum_percent: 70}\n"
    with pytest.raises(DocumentError, match="beside rated criteria"):
        load_tender(put("tender.yaml", written(rules=rules)))


RECEIVED = """\
price:
  npv:
    discount_rate_percent: 8
    years: 3
    streams: {pay: {field: fee, quantity: 100, sign: received}}
"""
PAID = "rules:\n  procedure.technical_minimum_percent: 0\n"


def test_the_highest_payment_is_the_lowest_present_value(run):
    rules = f"{PAID}  procedure.combination: lowest_price\n  procedure.price_score: none\n"
    award = run(rules=rules, price=RECEIVED, A=(80, 30), B=(70, 40))
    # 1/1.08 + 1/1.08^2 + 1/1.08^3 = 2.577097; 3,000 and 4,000 a year that the city receives.
    assert [(row.bid, round(float(row.price), 2)) for row in award.ranked] == [
        ("B", -10308.39),
        ("A", -7731.29),
    ]


@pytest.mark.parametrize("how", ["lowest_price", "weighted_sum"])
def test_a_score_that_divides_by_a_payment_to_the_city_is_refused(run, how):
    rules = f"{PAID}  procedure.combination: {how}\n"
    if how == "weighted_sum":
        rules += "  procedure.technical_weight_percent: 70\n"
    with pytest.raises(DocumentError, match=r"npv\.streams: got payments to the buyer alone"):
        run(rules=rules, price=RECEIVED, A=(80, 30), B=(70, 40))
