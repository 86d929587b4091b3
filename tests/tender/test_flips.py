"""What would flip an award: each figure by hand, and one step nearer nothing flips."""

from dataclasses import replace
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tender.conftest import FORM, HEAD, RULES, price, technical
from tests.tender.test_evaluation import bids, eligible, marks
from wte_ppp.chapters.tender_advice_screen import robustness_screen
from wte_ppp.messages import Quoted
from wte_ppp.print.lines import lines
from wte_ppp.tender.admitted import admitted
from wte_ppp.tender.flip_search import nearest, step_of
from wte_ppp.tender.flips import flips
from wte_ppp.tender.rerun import Inputs, with_promise, with_rate
from wte_ppp.tender.robustness import robust
from wte_ppp.tender.steps import Decision

__all__ = ["bids"]
EUROS = HEAD.replace("currency: USD", "currency: USD\nfx: {{date: '2026-03-01', source: the bank, "
                     "rates: {{EUR: 1.25}}}}")  # fmt: skip
CONSENSUS = """\
rules:
  procedure.technical_weight_percent: 70
  procedure.technical_minimum_percent: 50
  procedure.panel_method: consensus
"""


@pytest.fixture
def asked(tender, bids):
    """Technical points of B1: net 20, hours 20, monitors 10, care 22.5: 72.5; B2 has care 15: 65.

    0.7 x 72.5 + 30 x 25/30 = 75.75 against 0.7 x 65 + 30 = 75.5: B1 leads by a quarter of a point.
    """

    def make(grades=("333", "222"), more=None, marked=None, **parts):
        own = tender(**{"head": EUROS, **parts})
        envelopes = {
            "B1": (technical(), price(fee=30)),
            "B2": (technical(), price(fee=20, currency="EUR")),
            **(more or {}),
        }
        scores = {"B1": grades[0], "B2": grades[1], **(marked or {})}
        return Inputs(own, *bids(own, **envelopes), marks(**scores), decisions=eligible(*envelopes))

    return make


def of_kind(kind, found):
    return [flip for flip in found if flip.kind == kind]


def test_a_rate_one_per_cent_lower_flips_the_award(asked):
    inputs = asked()
    assert inputs.award().winner == "B1"
    # B2 at 20 r: 45.5 + 30 > 50.75 + 20 r where r < 1.2375; in steps of 0.001.
    (flip,) = of_kind("rate", flips(inputs))
    assert (flip.winner, flip.now, flip.at) == ("B2", F("1.25"), F("1.237"))
    assert str(flip.words) == (
        "1 EUR = 1.237 USD in place of 1.25 (1.04 % lower): B2 would win."
    )  # fmt: skip
    assert with_rate(inputs, "EUR", F("1.238")).award().winner == "B1"


def test_a_rate_that_flips_nothing_is_said_with_the_limit(asked):
    (flip,) = of_kind("rate", flips(asked(("444", "000"))))
    assert flip.winner is None
    assert str(flip.words) == "Exchange rate of EUR: no change of up to 50 % changes the winner."


def test_one_grade_of_one_member_flips_it(asked):
    # A step of one of three members: 30 x 1/4 / 3 x 0.7 = 1.75 points, more than the quarter.
    found = of_kind("grade", flips(asked()))
    assert len(found) == 6
    assert {flip.bid for flip in found} == {"B1", "B2"}
    assert str(found[0].words) == (
        "B1, care: grade 2 by Anh in place of 3: B2 would win."
    )  # fmt: skip


def test_an_agreed_grade_is_one_grade_and_no_member_is_left_out(asked):
    inputs = asked(rules=CONSENSUS)
    found = of_kind("grade", flips(inputs))
    assert [str(flip.words) for flip in found] == [
        "B1, care: grade 2 by the panel in place of 3: B2 would win.",
        "B2, care: grade 3 by the panel in place of 2: B2 would win.",
    ]
    result = robust(inputs, draws=50)
    assert result.evaluators == ()
    assert "TOPSIS" not in lines(robustness_screen(result))


def test_grades_that_flip_nothing_are_counted(asked):
    (flip,) = of_kind("grade", flips(asked(("444", "000"))))
    # Each of three members, down for B1 and up for B2.
    assert "none of 6 single grades" in str(flip.words)


def test_a_promise_that_is_a_little_less_or_more_flips_it(asked):
    inputs = asked()
    net = {flip.bid: flip for flip in of_kind("promise", flips(inputs)) if flip.now == 475}
    # 40 points over 250 kWh/t, times 0.7: 0.112 a kWh/t; 0.25 / 0.112 = 2.232
    assert {bid: flip.at for bid, flip in net.items()} == {"B1": F("472.7"), "B2": F("477.3")}
    assert with_promise(inputs, "B1", "net", F("472.8")).award().winner == "B1"
    assert "B1, Net power: 472.7 kWh/t in place of 475 kWh/t" in str(net["B1"].words)


def test_a_requirement_just_above_the_winner_lets_it_fall(asked):
    inputs = asked(more={"B2": (technical(hours=8010), price(fee=20, currency="EUR"))})
    (flip,) = [
        flip
        for flip in of_kind("minimum", flips(inputs))
        if flip.winner is not None and "hours" in str(flip.words)
    ]
    assert (flip.bid, flip.winner, flip.now, flip.at) == ("B1", "B2", 7500, 8001)


def test_a_requirement_at_what_a_bid_that_is_out_promises_brings_it_back(asked):
    cheap = {"B3": (technical(hours=7000), price(fee=10))}
    inputs = asked(more=cheap, marked={"B3": "333"})
    (flip,) = [flip for flip in of_kind("minimum", flips(inputs)) if flip.bid == "B3"]
    assert (flip.winner, flip.at) == ("B3", 7000)
    assert "B3 stays in" in str(flip.words)


def test_the_technical_threshold_is_a_requirement_too(asked):
    inputs = asked(grades=("222", "333"))
    # B2 wins with 72.5 %, B1 has 65 %: no threshold puts out the better of the two.
    assert all(flip.winner is None for flip in of_kind("minimum", flips(inputs)))
    # B3: net 8, hours 20, monitors 10, 38 of 100 points; 26.6 + 30 against 50.75 + 30 x 5/30.
    cheap = {"B3": (technical(net=400), price(fee=5))}
    out = asked(more=cheap, marked={"B3": "000"})
    (flip,) = [flip for flip in of_kind("minimum", flips(out)) if flip.bid == "B3"]
    assert (flip.now, flip.at) == (50, 38)


def test_a_threshold_in_points_is_one_too(asked):
    points = RULES.replace("technical_minimum_percent: 50", "technical_minimum_points: 50")
    cheap = {"B3": (technical(net=400), price(fee=5))}
    inputs = asked(more=cheap, marked={"B3": "000"}, rules=points)
    (flip,) = [flip for flip in of_kind("minimum", flips(inputs)) if flip.bid == "B3"]
    assert (flip.now, flip.at) == (50, 38)
    assert "38 points in place of 50 points: B3 stays in" in str(flip.words)


def test_a_bid_left_out_lets_another_win(asked):
    rate = EUROS.replace("1.25", "1.2")
    # 50.75 + 30 x 20/30 = 70.75 against 45.5 + 30 x 20/24 = 70.5; B3 37.1 + 30 = 67.1. Without B3
    # 50.75 + 30 x 24/30 = 74.75 against 75.5.
    more = {"B3": (technical(net=400), price(fee=20))}
    inputs = asked(head=rate, more=more, marked={"B3": "222"})
    assert inputs.award().winner == "B1"
    left = [flip for flip in of_kind("left_out", flips(inputs)) if flip.winner is not None]
    assert [(flip.bid, flip.winner) for flip in left] == [("B3", "B2")]


def test_the_technical_weight_at_which_another_bid_wins(asked):
    # 7.5 w = 100/6 (1 - w) at w = 0.68966
    (flip,) = of_kind("technical_weight", flips(asked()))
    assert (flip.winner, flip.at) == ("B2", F("68.96"))


def test_discount_and_indexation_of_a_present_value(asked):
    fees = "  late: {label: Late, unit: CUR, kind: money, envelope: price, at_least: 0}\n"
    value = (
        "price:\n  npv:\n    discount_rate_percent: 10\n    years: 1\n"
        "    streams: {treatment: {field: fee, quantity: 1, indexation_percent: 2}}\n"
        "    lumps: {end: {field: late, year: 3}}\n"
    )
    both = {
        "B1": (technical(), price(fee=30).replace("  fee: 30", "  fee: 30\n  late: 0")),
        "B2": (technical(), price(fee=0).replace("  fee: 0", "  fee: 0\n  late: 35")),
    }
    inputs = asked(("333", "333"), both, price=value, form=FORM + fees)
    # 30 x 1.02 / 1.1 = 27.82 against 35 / 1.331 = 26.30: B2 is the cheaper one.
    assert inputs.award().winner == "B2"
    (discount,) = of_kind("discount_rate", flips(inputs))
    # level where (1 + d)^2 = 35 / 30.6, d = 6.948 %: below that B1 wins
    assert (discount.winner, discount.at) == ("B1", F("6.94"))
    (index,) = of_kind("indexation", flips(inputs))
    # level where 30 (1 + g) / 1.1 = 35 / 1.331, g = -3.6 %: out of reach
    assert index.winner is None
    assert "from 0 to 7 % a year" in str(index.words)


def test_where_nobody_wins_nothing_flips(asked):
    inputs = asked()
    nobody = replace(inputs, prices={})
    assert flips(nobody) == ()


def test_a_bid_that_a_requirement_put_out_has_its_rank_if_its_price_is_known(asked):
    more = {"B3": (technical(hours=7000), price(fee=10))}
    inputs = asked(more=more, marked={"B3": "333"})
    (bid,) = admitted(inputs)
    assert (bid.bid, bid.rank) == ("B3", 1)
    assert str(bid.words) == "B3: would rank 1 of 3 if admitted"
    sealed = {key: price for key, price in inputs.prices.items() if key != "B3"}
    (bid,) = admitted(replace(inputs, prices=sealed))
    # Hours 20 x 7000/8000 = 17.5, and B1's other points: 70.
    assert (bid.rank, bid.points) == (None, 70)
    assert "70 of 100 technical points; its price was not opened" in str(bid.words)
    unmarked = replace(inputs, marks=marks(B1="333", B2="222"))
    (bid,) = admitted(unmarked)
    assert "the panel gave no marks on care" in str(bid.words)


def test_a_price_above_the_ceiling_or_found_too_low_has_its_rank_too(asked):
    ceiling = {
        "rules": "rules:\n  procedure.technical_weight_percent: 70\n"
        "  procedure.technical_minimum_percent: 50\n  procedure.price_ceiling: optional\n",
        "price": "price: {field: fee, ceiling: 28}\n",
    }
    (bid,) = admitted(asked(**ceiling))
    assert (bid.bid, bid.rank) == ("B1", 1)
    low = {
        "rules": "rules:\n  procedure.technical_weight_percent: 70\n"
        "  procedure.technical_minimum_percent: 50\n"
        "  procedure.criterion_minimum_percent: 0\n"
        "  procedure.abnormally_low_percent_of_estimate: 80\n"
        "  procedure.abnormally_low_action: investigate\n",
        "price": "price: {field: fee, estimate: 30}\n",
        "guidance": "world_bank_rated_criteria",
    }
    inputs = asked(more={"B3": (technical(), price(fee=20))}, marked={"B3": "333"}, **low)
    no = {("B3", "abnormally_low"): Decision(False, Quoted("no reagents", "Panel"))}
    (bid,) = admitted(replace(inputs, decisions={**inputs.decisions, **no}))
    assert (bid.bid, bid.rank, bid.out_by.rule) == ("B3", 1, "abnormally_low")


def test_who_was_put_out_by_a_decision_stays_out_when_the_rule_would_not_ask(asked):
    inputs = asked(more={"B3": (technical(), price(fee=20))}, marked={"B3": "333"})
    decided = {("B3", "abnormally_low"): Decision(False, Quoted("no reagents", "Panel"))}
    result = replace(inputs, decisions={**inputs.decisions, **decided}).award()
    assert [placed.bid for placed in result.ranked] == ["B1", "B2"]


def test_a_bid_that_left_after_the_freeze_is_not_ranked(asked):
    inputs = replace(asked(), gone=frozenset({"B1"}))
    assert [placed.bid for placed in inputs.award().ranked] == ["B2"]
    assert "B1" in inputs.technical().scores


def test_who_is_not_qualified_is_no_winner_and_no_rival(asked):
    inputs = asked(more={"B3": (technical(net=400), price(fee=30))}, marked={"B3": "222"})
    over = replace(inputs, passed_over={"B1": Quoted("no bond", "Office")})
    assert over.award().winner == "B2"
    assert {flip.bid for flip in of_kind("promise", flips(over))} <= {"B2", "B3", ""}
    result = robust(over, draws=50)
    assert result.winner == "B2"
    # Among those that are left B2 leads at the published weights.
    assert {switch.rival for switch in result.switches} <= {"B3", None}
    assert [(left.without, left.changed) for left in result.bids] == [("B3", False)]


def test_a_rival_that_is_not_second_is_asked_about(asked):
    more = {"B3": (technical(net=400), price(fee=30))}
    inputs = asked(more=more, marked={"B3": "222"})
    bids = {flip.bid for flip in of_kind("promise", flips(inputs, "B3"))}
    assert "B2" not in bids


@given(
    st.integers(1, 10_000), st.integers(1, 20_000), st.integers(0, 20_000), st.sampled_from((1, -1))
)
def test_the_nearest_figure_is_that_of_trying_each(now, edge, limit, sign):
    """One crossing: found to the step, never beyond the limit."""
    start, edge, limit = sign * F(now), sign * F(edge, 2), sign * F(limit)
    step = F(1)

    def winner(figure):
        # B wins on the far side of the edge, seen from the start.
        return "A" if (figure - edge) * (start - edge) > 0 or figure == start else "B"

    found = nearest(winner, start, limit, step)
    towards = 1 if limit > start else -1
    tried = [start + towards * k for k in range(1, int(abs(limit - start)) + 1)]
    expected = next((figure for figure in tried if winner(figure) == "B"), None)
    assert (found[0] if found else None) == expected


def test_a_step_is_the_fourth_digit():
    assert [step_of(F(x)) for x in ("1", "9.99", "0.05")] == [F(1, 1000), F(1, 1000), F(1, 100_000)]
