"""Every rule and step of a procedure changes a result, or a tender that states it is refused."""

import ast
import datetime
from dataclasses import dataclass, field
from fractions import Fraction as F
from pathlib import Path

import pytest

from tests.tender.conftest import CRITERIA, FORM, RULES, begun, text
from wte_ppp.chapters.tender_words import score
from wte_ppp.documents import DocumentError
from wte_ppp.guidance.procedure import Procedure
from wte_ppp.guidance.steps import ORDER
from wte_ppp.messages import Quoted
from wte_ppp.tender.award import award
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.calendar import period_end
from wte_ppp.tender.panel import SingleMark
from wte_ppp.tender.steps import Decision
from wte_ppp.tender.technical import technical_evaluation
from wte_ppp.tender.tender import load_tender

DAY = datetime.date(2026, 3, 6)
PERIODS = (
    "standstill_days", "complaint_days", "debrief_request_days", "debrief_answer_days",
    "bid_validity_days", "freeze_to_opening_days",
)  # fmt: skip
WEIGHT = {"technical_weight_percent": "70", "technical_minimum_percent": "0"}
LOWEST = {"combination": "lowest_price", "technical_minimum_percent": "0"}
QUALITY = {"combination": "highest_quality", "technical_minimum_percent": "0"}
LOW = {**WEIGHT, "abnormally_low_action": "clarify"}
ESTIMATE = "price: {field: fee, estimate: 40}\n"
DEVIATIONS = {**LOW, "abnormally_low_deviations": "1", "abnormally_low_deviation_sense": "below"}
AT_LINE = {**DEVIATIONS, "abnormally_low_deviation_sense": "at_or_below"}
HOME = "price: {field: fee, domestic_field: home}\n"
PREFERENCE = {**WEIGHT, "domestic_preference_percent": "15"}
MARKET = "price: {field: fee, estimate: 40, market_price: 20}\n"
BENCHMARK = {
    "benchmark_estimate_percent": "25", "benchmark_bids_percent": "25",
    "benchmark_market_percent": "50",
}  # fmt: skip
ROUNDED = {**WEIGHT, "rank_on": "rounded"}


@dataclass(frozen=True)
class Side:
    """A tender that differs from the trial's, and what its two bids promise."""

    rules: dict = field(default_factory=lambda: WEIGHT)
    price: str = "price: {field: fee}\n"
    head: str = ""
    net: tuple = (475, 600)
    fee: tuple = (30, 24)
    alike: bool = False
    grades: tuple = ("3", "3", "3")


def side(rules=WEIGHT, price="price: {field: fee}\n", /, head="", **more):
    parts = {key: more.pop(key) for key in ("net", "fee", "alike", "grades") if key in more}
    return Side({**rules, **more}, price, head, **parts)


def loaded(tender, part):
    rules = "rules:\n" + "".join(f"  procedure.{k}: {v}\n" for k, v in part.rules.items())
    form = FORM + (
        "  home: {label: Domestic, kind: yes_no, required: false}\n"
        "  plants: {label: Plants run, kind: number, required: false}\n"
    )
    return tender(rules=rules, price=part.head + part.price, form=form, criteria=CRITERIA)


def outcome(tender, part):
    """All that a tender leads to: the fault that refuses it, or findings, ranks and days."""
    try:
        own = loaded(tender, part)
    except DocumentError as error:
        return [str(problem).partition("tender.yaml")[2] for problem in error.problems]
    hours, cems = ((8000, 8000), (True, True)) if part.alike else ((8000, 7600), (True, False))
    bids, prices, marks, settled = {}, {}, {}, {}
    for place, bid in enumerate(("B1", "B2")):
        answers = {"net": F(part.net[place]), "hours": F(hours[place]), "cems": cems[place]}
        answers |= {"home": bid == "B1", "plants": F(3 - place)}
        bids[bid] = Bid(bid, "technical", "", answers)
        prices[bid] = Bid(bid, "price", "USD", {"fee": F(part.fee[place])})
        settled[bid, "eligibility"] = Decision(True, Quoted("in order", "Office"))
    for member, grade in zip(("Anh", "Binh", "Chi"), part.grades, strict=True):
        mark = SingleMark(member, grade, F(int(grade), 4), Quoted("read", member))
        marks[member] = {bid: {"care": mark} for bid in bids}
    panel = {bid: {"care": SingleMark("panel", "3", F(3, 4), Quoted("agreed", "panel"))}
             for bid in bids}  # fmt: skip
    technical = technical_evaluation(own, bids, marks=marks, moderated=panel, decisions=settled)
    assert technical.open == (), technical.open
    result = award(own, technical, bids, prices, decisions=settled)
    return [
        *(str(finding.reason) + str(finding.passed) for finding in technical.findings),
        *(str(finding.reason) + str(finding.passed) for finding in result.findings),
        *((placed.bid, placed.rank, placed.total, placed.price, placed.tie_broken_by,
           str(score(own.procedure, placed.technical))) for placed in result.ranked),
        *map(str, (*result.open, *result.not_applied)),
        *(period_end(own, DAY, key) for key in PERIODS),
    ]  # fmt: skip


# By rule: two tenders that differ in it alone and come to different results, or one is refused.
PAIRS = {
    "stages": (side(), side(stages="2")),
    "technical_score": (side(), side(technical_score="relative_to_best")),
    "technical_minimum_percent": (side(), side(technical_minimum_percent="80")),
    "technical_minimum_points": (side(), side(technical_minimum_points="80")),
    "technical_minimum_of_best_percent": (
        side(technical_minimum_of_best_percent="80"), side(technical_minimum_of_best_percent="95"),
    ),
    "technical_best_count": (side(technical_best_count="2"), side(technical_best_count="1")),
    "group_minimum_percent": (side(group_minimum_percent="50"), side(group_minimum_percent="80")),
    "criterion_minimum_percent": (
        side(criterion_minimum_percent="0"), side(criterion_minimum_percent="60"),
    ),
    "total_minimum_percent": (side(total_minimum_percent="50"), side(total_minimum_percent="80")),
    # B1 has 20 + 20 + 10 + 22.5 less 40 x 0.025 / 250 = 0.004 points: 72.496, printed 72.50.
    "threshold_on": tuple(
        side(technical_minimum_percent="72.5", threshold_on=how, net=("474.975", 600))
        for how in ("rounded", "unrounded")
    ),
    "price_score": (
        side(WEIGHT, "price: {field: fee, floor: 10, ceiling: 40}\n", price_ceiling="optional"),
        side(WEIGHT, "price: {field: fee, floor: 10, ceiling: 40}\n", price_ceiling="optional",
             price_score="linear_between"),
    ),
    "combination": (side(), side(LOWEST)),
    "technical_weight_percent": (side(), side(technical_weight_percent="90")),
    "standard_points": tuple(
        side(LOWEST, combination="quality_per_price", standard_points=points)
        for points in ("100", "200")
    ),
    "published_points": (side(published_points="100"), side(published_points="200")),
    "price_ceiling": tuple(
        side(WEIGHT, "price: {field: fee, ceiling: 25}\n", price_ceiling=how)
        for how in ("none", "optional")
    ),
    "score_decimals": (side(ROUNDED, score_decimals="2"), side(ROUNDED, score_decimals="0")),
    # 0.7 x 72.5 = 50.75: 51 or 50.
    "rounding": tuple(
        side(ROUNDED, score_decimals="0", rounding=how) for how in ("half_up", "down")
    ),
    "rank_on": (side(WEIGHT, score_decimals="0"), side(ROUNDED, score_decimals="0")),
    "tie_break": tuple(
        side(QUALITY, alike=True, net=(475, 475), tie_break=f"[{rule}]")
        for rule in ("lower_price", "higher_technical")
    ),
    "abnormally_low_percent_of_estimate": tuple(
        side(LOW, ESTIMATE, abnormally_low_percent_of_estimate=percent) for percent in ("80", "50")
    ),
    # 60 % of 40 is 24.
    "abnormally_low_sense": tuple(
        side(LOW, ESTIMATE, abnormally_low_percent_of_estimate="60", abnormally_low_sense=sense)
        for sense in ("below", "at_or_below")
    ),
    "abnormally_low_deviations": (side(AT_LINE), side(AT_LINE, abnormally_low_deviations="2")),
    "abnormally_low_deviation_from": tuple(
        side(AT_LINE, abnormally_low_deviation_from=count) for count in ("2", "3")
    ),
    # Of 24 and 30: mean 27, deviation of the population 3, so that the line is at 24.
    "abnormally_low_deviation_sense": (side(DEVIATIONS), side(AT_LINE)),
    # Of the sample 3 x root 2: the line is at 22.76.
    "abnormally_low_spread": tuple(
        side(AT_LINE, abnormally_low_spread=spread) for spread in ("population", "sample")
    ),
    # Mean of 24 and 30 is 27: 24 is 11.1 % below it, and 20 % below 30.
    "abnormally_low_test": tuple(
        side(LOW, abnormally_low_test=test, abnormally_low_test_percent="12")
        for test in ("mean_less_percent", "second_lowest_less_percent")
    ),
    "abnormally_low_test_percent": tuple(
        side(LOW, abnormally_low_test="mean_less_percent", abnormally_low_test_percent=percent)
        for percent in ("11", "12")
    ),
    "abnormally_low_test_sense": tuple(
        side(LOW, abnormally_low_test="second_lowest_less_percent",
             abnormally_low_test_percent="20", abnormally_low_test_sense=sense)
        for sense in ("below", "at_or_below")
    ),
    # Estimate 40, mean 27, market 20: three benchmarks over 30 and 24.
    **{
        f"benchmark_{part}_percent": (
            side(WEIGHT, MARKET, price_score="benchmark_over_price", **BENCHMARK),
            side(WEIGHT, MARKET, price_score="benchmark_over_price",
                 **{**BENCHMARK, f"benchmark_{part}_percent": "50" if part != "market" else "75",
                    f"benchmark_{other}_percent": "0"}),
        )
        for part, other in (("estimate", "bids"), ("bids", "estimate"), ("market", "bids"))
    },
    "abnormally_low_action": tuple(
        side(LOW, ESTIMATE, abnormally_low_percent_of_estimate="80", abnormally_low_action=action)
        for action in ("clarify", "none")
    ),
    "domestic_preference_percent": (
        side(PREFERENCE, HOME), side(PREFERENCE, HOME, domestic_preference_percent="20"),
    ),
    "domestic_preference_how": tuple(
        side(PREFERENCE, HOME, domestic_preference_how=how)
        for how in ("others_raised", "own_reduced")
    ),
    "panel_least": (side(), side(panel_least="4")),
    "panel_method": tuple(
        side(panel_method=how, grades=("2", "3", "3")) for how in ("average", "median")
    ),
    "rating_scale_highest": (side(), side(rating_scale_highest="5")),
    # From 2026-01-01 to 2026-03-01 are 59 days.
    "publication_least_days": (side(publication_least_days="59"),
                               side(publication_least_days="60")),
    **{key: (side(**{key: "5"}), side(**{key: "6"})) for key in PERIODS},
    "standstill_kind": (side(standstill_kind="working"), side(standstill_kind="calendar")),
    "complaint_kind": tuple(
        side(complaint_days="10", complaint_kind=kind) for kind in ("working", "calendar")
    ),
    "adders": tuple(
        side(WEIGHT, "price: {field: fee, adders: {power: {field: net, money_per_unit: '0.02'}}}\n",
             adders=yes) for yes in ("true", "false")
    ),
    "applies_to": (side(), side(applies_to="All tenders")),
}  # fmt: skip
# Rules whose pair of tenders stands in another test.
ELSEWHERE = {
    "negotiation": "test_price_round.py::test_a_final_offer_changes_the_winner",
    **dict.fromkeys(
        ("opening_minutes", "technical_approval", "post_qualification", "award_approval"),
        "test_gates.py::test_each_rule_alone_holds_up_the_contract",
    ),
    **dict.fromkeys(
        ("fewest_bids", "fewer_bids_action"),
        "test_few_bids.py::test_what_is_done_with_few_bids_is_what_the_rule_says",
    ),
    "panel_quorum": "test_panel_life.py::test_by_the_quorum_a_missing_member_blocks_nothing",
    "envelopes": "test_rules_run.py::test_one_envelope_is_opened_whole_and_two_in_their_order",
    "steps": "test_rules_run.py::test_a_step_runs_or_is_refused",
    "arithmetic_governs": "test_corrections.py::test_other_rules_on_what_governs",
    "misplaced_decimal": "test_corrections.py"
    "::test_where_the_law_says_so_the_amount_governs_at_once",
    "omitted_items": "test_corrections.py::test_an_omitted_item_is_priced_by_the_rule",
}


def test_every_rule_of_a_procedure_has_its_row():
    assert set(PAIRS) | set(ELSEWHERE) == set(Procedure.model_fields)
    for place in ELSEWHERE.values():
        file, _, name = place.partition("::")
        tree = ast.parse((Path(__file__).parent / file).read_text("utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("key", sorted(PAIRS))
def test_a_rule_changes_a_result_or_is_refused_by_name(tender, key):
    first, second = (outcome(tender, part) for part in PAIRS[key])
    assert first != second
    for found in (first, second):
        refused = [line for line in found if isinstance(line, str) and line.startswith(":")]
        assert not refused or any(key in line or "ceiling" in line or "deadline" in line
                                  or "panel" in line or "adders" in line or "scoring" in line
                                  for line in refused)  # fmt: skip


def test_the_rules_on_ties_each_decide(tender):
    alike = {"alike": True, "net": (475, 475), "fee": (30, 30)}
    home = "price: {field: fee, domestic_field: home}\n"
    decided = {
        "domestic": side(QUALITY, home, tie_break="[domestic]", **alike),
        "more_experience": side(QUALITY, tie_break="[more_experience]",
                                head="experience_field: plants\n", **alike),
    }  # fmt: skip
    for rule, part in decided.items():
        ranked = [row[:2] + row[4:5] for row in outcome(tender, part) if isinstance(row, tuple)]
        assert ranked == [("B1", 1, rule), ("B2", 2, "")]


@pytest.mark.parametrize(
    ("part", "place"),
    [
        (side(tie_break="[domestic]"), "tie_break"),
        (side(tie_break="[more_experience]"), "tie_break"),
        (side(head="experience_field: plants\n"), "experience_field"),
        (side(domestic_preference_percent="15"), "domestic_preference_percent"),
        (side(WEIGHT, HOME), "price.domestic_field"),
        (side(LOWEST, technical_weight_percent="70"), "technical_weight_percent"),
        (side(LOWEST, technical_score="absolute"), "technical_score"),
        (side(LOWEST, published_points="200"), "published_points"),
        # To ask is the committee's, also where no line asks; to reject needs a line.
        (side(abnormally_low_action="reject"), "abnormally_low_action"),
        (side(abnormally_low_sense="below"), "abnormally_low_sense"),
        (side(standard_points="100"), "standard_points"),
        (side(WEIGHT, MARKET), "price.market_price"),
        (side(WEIGHT, MARKET, **BENCHMARK), "benchmark_bids_percent"),
        (side(price_score="benchmark_over_price"), "price_score"),
        (side(price_score="benchmark_over_price", **BENCHMARK), "price.estimate"),
        (side(price_score="benchmark_over_price", benchmark_bids_percent="60"), "benchmark_bids"),
        (side(LOW, abnormally_low_test="mean_less_percent"), "abnormally_low_test"),
        (side(LOW, abnormally_low_test="benchmark_less_percent",
              abnormally_low_test_percent="10"), "abnormally_low_test"),
        (side(LOW, abnormally_low_test="re_averaged_mean",
              abnormally_low_test_percent="10"), "abnormally_low_test_percent"),
        (side(abnormally_low_test_sense="below"), "abnormally_low_test_sense"),
        (side(WEIGHT, "price: {field: fee, reference: 20}\n"), "price.reference"),
        (side(WEIGHT, "price: {field: fee, unit_of_price: 1000}\n"), "price.unit_of_price"),
        (side(technical_minimum_points="101"), "technical_minimum_points"),
        (side(technical_weight_percent="-1"), "technical_weight_percent"),
        (side(technical_weight_percent="66.66666666666667"), "technical_weight_percent"),
        (side(technical_minimum_percent="66.66666666666667"), "technical_minimum_percent"),
        (side(score_decimals="400"), "score_decimals"),
        (side(score_decimals="1.5"), "score_decimals"),
        (side(standard_points="0", combination="quality_per_price"), "standard_points"),
        (side(WEIGHT, "price: {field: fee, floor: 40, ceiling: 40}\n",
              price_score="linear_between"), "price.floor"),
    ],
)  # fmt: skip
def test_a_rule_that_nothing_reads_and_a_number_that_would_crash_are_refused(tender, part, place):
    with pytest.raises(DocumentError) as caught:
        loaded(tender, part)
    named = [problem for problem in caught.value.problems if place in problem.field]
    assert named, caught.value.problems
    assert all(problem.action for problem in named)


IDLE = ("arithmetic_correction", "adders", "abnormally_low")  # in this tender
STEPS_OF_QCBS = [step for step in ORDER if step not in IDLE]


def listed(steps):
    return side(steps="[" + ", ".join(steps) + "]")


def test_a_step_runs_or_is_refused(tender):
    refused = {}
    for step in ORDER:
        found = outcome(tender, listed([name for name in STEPS_OF_QCBS if name != step]))
        refused[step] = isinstance(found[0], str) and found[0].startswith(":") and step in found[0]
    # All that always run or that another rule asks for are; the currency is where there are rates,
    # the arithmetic where there are price schedules.
    assert {step for step, no in refused.items() if not no} == {
        "arithmetic_correction", "currency", "adders", "abnormally_low",
    }  # fmt: skip
    for step in IDLE:
        steps = [name for name in ORDER if name in (*STEPS_OF_QCBS, step)]
        assert f"{step}, which would have nothing to do" in outcome(tender, listed(steps))[0]
    rates = "fx: {date: '2026-02-27', source: Central bank, rates: {JPY: '0.0064'}}\n"
    part = listed([step for step in STEPS_OF_QCBS if step != "currency"])
    part = Side(part.rules, part.price, rates)
    assert "no currency, which the tender's other rules ask for" in outcome(tender, part)[0]


def test_steps_in_another_order_than_they_run_are_refused(tender):
    for place in range(len(STEPS_OF_QCBS) - 1):
        steps = [*STEPS_OF_QCBS]
        steps[place : place + 2] = reversed(steps[place : place + 2])
        with pytest.raises(DocumentError, match="order"):
            loaded(tender, listed(steps))


def test_what_a_tender_asks_for_joins_the_steps_of_its_guidance(tender):
    adders = "price: {field: fee, adders: {power: {field: net, money_per_unit: '0.02'}}}\n"
    own = loaded(tender, side(WEIGHT, adders, adders="true"))
    steps = own.procedure.steps
    assert steps[steps.index("currency") + 1] == "adders"
    assert own.rules["procedure.steps"].override.by == "tender trial"


@pytest.mark.parametrize(("envelopes", "refused"), [(2, True), (1, False)])
def test_one_envelope_is_opened_whole_and_two_in_their_order(put, envelopes, refused):
    case = begun(put, rules=RULES + f"  procedure.envelopes: {envelopes}\n")
    moment = datetime.datetime(2026, 3, 6, 9, tzinfo=datetime.UTC)
    if refused:
        with pytest.raises(DocumentError, match="prices before the freeze"):
            case.open_prices(by=["Office", "Chair"], at=moment)
    else:
        case.open_prices(by=["Office", "Chair"], at=moment)
        assert case.tender.procedure.steps[1] == "price_opening"


def test_a_rule_that_no_procedure_has_stays_unknown(put):
    rules = "rules: {procedure.domestic_preference: 15, procedure.technical_weight_percent: 70}\n"
    with pytest.raises(DocumentError, match=r"procedure\.domestic_preference"):
        load_tender(put("tender.yaml", text(rules=rules)))
