"""Gaps and doubtful figures are open points: the committee settles them, and it takes effect."""

from fractions import Fraction as F

import pytest

from tests.tender.conftest import bid, price, technical
from wte_ppp.documents import Problem
from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.award import award
from wte_ppp.tender.bids import Bid, read_bid
from wte_ppp.tender.doubts import Doubt
from wte_ppp.tender.resolutions import Resolution
from wte_ppp.tender.settlements import settled
from wte_ppp.tender.steps import Decision
from wte_ppp.tender.technical import technical_evaluation

PANEL = "Panel"
# One rated figure and a price: nothing for a panel to mark.
ONE = (
    "criteria:\n  quality: {weight: 100, field: net, scoring: {linear: {floor: 0, target: 1000}}}\n"
)
RULES = """\
rules:
  procedure.technical_weight_percent: 70
  procedure.technical_minimum_percent: 0
"""
FORM = """\
bid_form:
  net: {label: Net power, unit: kWh/t, kind: number, at_least: 0, at_most: 1000}
  remark: {label: Advisory, kind: text, envelope: price}
  fee: {label: Fee, unit: CUR/t, kind: money, envelope: price, at_least: 0}
"""


@pytest.fixture
def plain(tender):
    return tender(criteria=ONE, rules=RULES, form=FORM)


@pytest.fixture
def read(plain, put):
    def read_text(text, envelope="technical"):
        return read_bid(put("b.yaml", text), plain, envelope)

    return read_text


def made(how, field, value=None, envelope="technical", reason="the figure is plain", **more):
    return Resolution(envelope, field, how, Quoted(reason, PANEL), value, **more)


def frozen(tender, bids):
    passed = Decision(True, Quoted("in order", "Office"))
    return technical_evaluation(
        tender, bids, decisions={(one, "eligibility"): passed for one in bids}
    )


def test_fields_that_count_and_fields_that_inform(plain, tender):
    assert (plain.counting, plain.informing) == (("net", "fee"), ("remark",))
    # hours are scored and required, plan is read by nothing
    own = tender()
    assert own.informing == ("plan",)


def test_a_blank_advisory_field_is_listed_and_the_bid_stays(plain, read):
    """T9: the price envelope leaves a field blank that no formula reads."""
    prices = {"A": read(price("A", 100), "price"), "B": read(price("B", 110), "price")}
    (doubt,) = prices["A"].doubts
    assert (doubt.field, doubt.kind, doubt.counts) == ("remark", "blank", False)
    technicals = {one: read(bid(one, net=500)) for one in "AB"}
    result = award(plain, frozen(plain, technicals), technicals, prices)
    assert (result.open, result.winner) == ((), "A")
    told = [str(one.reason) for one in result.findings if one.rule == "remark"]
    assert told == ["not stated; no score or price reads it: the bid stays"] * 2
    # The committee may still decide otherwise.
    out = settled(prices["A"], [made("rejected", "remark", envelope="price", reason="required")])
    result = award(plain, frozen(plain, technicals), technicals, {**prices, "A": out})
    assert (result.open, result.winner) == ((), "B")


def test_a_price_typed_as_text_waits_and_counts_once_accepted(plain, read):
    """T10: "2,380.00" is the lowest price. P of the other is 100 x 2380 / 2600 = 91.54."""
    one, other = price("A", '"2,380.00"'), price("B", 2600)
    prices = {"A": read(one, "price"), "B": read(other, "price")}
    technicals = {name: read(bid(name, net=500)) for name in "AB"}
    (doubt,) = prices["A"].open
    assert (doubt.kind, doubt.proposed, doubt.written) == (
        "text",
        2380,
        Quoted("2,380.00", "bidder"),
    )
    result = award(plain, frozen(plain, technicals), technicals, prices)
    assert [str(point) for point in result.open] == [
        "A: price: Fee: 2,380.00: text, not a number; reads as 2,380"
    ]
    assert not [one for one in result.findings if one.bid == "A" and one.passed is False]
    accepted = settled(prices["A"], [made("accepted", "fee", envelope="price")])
    result = award(plain, frozen(plain, technicals), technicals, {**prices, "A": accepted})
    assert result.open == ()
    points = {placed.bid: placed.price_points for placed in result.ranked}
    assert points == {"A": 30, "B": 30 * F(2380, 2600)}
    (told,) = [str(one.reason) for one in result.findings if (one.bid, one.rule) == ("A", "fee")]
    assert told == "2,380.00: accepted as it reads by Panel, 2,380 counts: the figure is plain"


def test_a_figure_typed_as_text_scores_once_accepted(plain, read):
    """T11: 545 of 0 to 1000 is 54.5 of 100 points. YAML digits in quotes are a number already."""
    doubtful = read(bid("A", net="'545 kWh/t'"))
    result = frozen(plain, {"A": doubtful})
    assert [str(point) for point in result.open] == [
        "A: net: 545 kWh/t: text, not a number; reads as 545"
    ]
    assert result.scores["A"].marks[0].how.key == "open: {why}"
    result = frozen(plain, {"A": settled(doubtful, [made("accepted", "net")])})
    assert (result.open, result.scores["A"].points) == ((), F("54.5"))


def test_a_correction_keeps_both_figures(plain, read):
    over = read(bid("A", net=4750))
    assert (over.open[0].kind, over.open[0].proposed) == ("range", None)
    # A figure outside the range has no reading to accept.
    assert settled(over, [made("accepted", "net")]).open == over.open
    right = settled(over, [made("corrected", "net", F(475), reason="in kWh, not tenths")])
    (item,) = right.settled
    assert (str(item.doubt.written), item.counts, right.numbers["net"]) == ("4750", 475, 475)
    assert str(item.told) == "4750: corrected by Panel, 475 counts: in kWh, not tenths"


def test_a_question_stays_open_until_it_is_answered_and_decided(plain, read):
    text = read(bid("A", net="about 475"))
    asked = made("asked", "net", reason="Which figure do you guarantee?")
    (doubt,) = settled(text, [asked]).open
    assert str(doubt.why).endswith("bidder asked: Which figure do you guarantee?")
    answer = made("answered", "net", answer=Quoted("475 {kWh/t}", "bidder"))
    (doubt,) = settled(text, [asked, answer]).open
    assert str(doubt.why).endswith("bidder's answer: 475 {kWh/t}")
    done = settled(text, [asked, answer, made("corrected", "net", F(475))])
    assert (done.open, done.numbers["net"]) == ((), 475)


def test_taken_as_not_stated_scores_nothing_and_says_so(plain, read):
    text = settled(read(bid("A", net="about 475")), [made("not_stated", "net")])
    result = frozen(plain, {"A": text})
    assert (result.open, result.scores["A"].points) == ((), 0)
    assert str(result.scores["A"].marks[0].how) == "not stated"


def test_a_rejected_bid_is_out_by_that_reason_and_holds_nobody_up(plain, read):
    out = settled(read(bid("A", net="about 475")), [made("rejected", "net", reason="no figure")])
    result = frozen(plain, {"A": out, "B": read(bid("B", net=400))})
    assert (result.open, result.passed) == ((), ("B",))
    (finding,) = [one for one in result.findings if one.passed is False]
    assert finding.bid == "A"
    assert "no figure" in str(finding.reason)


def test_nothing_stated_at_a_requirement_is_open_and_then_as_decided(tender, put):
    own = tender(form=(
        "bid_form:\n  net: {label: Net, kind: number, unit: kWh/t}\n"
        "  hours: {label: Hours, kind: number, unit: h/year, required: false}\n"
        "  cems: {label: Monitors, kind: yes_no}\n"
        "  fee: {label: Fee, unit: CUR/t, kind: money, envelope: price}\n"
    ))  # fmt: skip
    blank = read_bid(put("b.yaml", bid("A", net=475, cems="yes")), own, "technical")
    assert [(doubt.field, doubt.counts) for doubt in blank.doubts] == [("hours", True)]

    def outcome(envelope, **decided):
        decisions = {
            ("A", rule): Decision(True, Quoted(words, "Office")) for rule, words in decided.items()
        }
        result = technical_evaluation(own, {"A": envelope}, decisions=decisions)
        return next(one for one in result.findings if (one.step, one.rule) == ("minimums", "hours"))

    assert outcome(blank).passed is None
    assert outcome(blank, hours="stated in the plan").passed is True
    gone = outcome(settled(blank, [made("not_stated", "hours", reason="asked; no answer")]))
    assert gone.passed is False
    assert "asked; no answer" in str(gone.reason)


def test_a_file_that_cannot_be_read_says_neither_yes_nor_no(tender):
    """T12: nothing is known of it, so nothing of it is "no"."""
    own = tender(
        form=(
            "bid_form:\n  net: {label: Net, kind: number, unit: kWh/t}\n"
            "  hours: {label: Hours, kind: number, unit: h/year}\n"
            "  cems: {label: Monitors, kind: yes_no}\n"
            "  fee: {label: Fee, unit: CUR/t, kind: money, envelope: price}\n"
        ),
    )
    unread = Bid(
        "(cannot be read)", "technical", "", {}, (Problem("f", None, "", "a password", "", ""),)
    )
    result = technical_evaluation(own, {"A": unread})
    assert {one.passed for one in result.findings} == {None}
    assert not any(str(one.reason).endswith(": no") for one in result.findings)
    assert "A: unreadable: could not be read: a password" in [str(point) for point in result.open]
    # The committee enters the figures from the paper; the rest it takes as not stated.
    read = settled(unread, [
        made("corrected", "net", F(475), reason="page 3"), made("corrected", "hours", F(8000)),
        made("corrected", "cems", True), made("not_stated", ""),
    ])  # fmt: skip
    assert (dict(read.answers), read.open) == ({"net": 475, "hours": 8000, "cems": True}, ())
    result = technical_evaluation(own, {"A": read})
    assert [
        one.passed for one in result.findings if one.rule == "hours" and one.step == "minimums"
    ] == [True]


def test_a_decision_does_not_reach_a_point_that_came_up_later():
    """The text of a price was accepted; that the price is far from all others is another point."""
    why = Message("far")
    later = Doubt("price", "fee", "far_price", why, True)
    own = Bid("A", "price", "USD", {"fee": F("43.2")}, doubts=(later,))
    assert settled(own, [made("accepted", "fee", envelope="price", kinds=("text",))]).open == (
        later,
    )
    done = settled(own, [made("accepted", "fee", envelope="price", kinds=("far_price",))])
    assert (done.open, done.numbers["fee"]) == ((), F("43.2"))


def test_what_belongs_into_the_sealed_envelope_is_told_and_not_shown(read):
    (doubt,) = read(bid("A", net=475, fee=2390)).open
    assert (doubt.kind, doubt.written) == ("other_envelope", None)
    assert "2390" not in f"{doubt}"


def test_completeness_passed_does_not_pass_over_a_figure_in_doubt(plain, read):
    decisions = {
        ("A", rule): Decision(True, Quoted("in order", "Office"))
        for rule in ("eligibility", "completeness")
    }
    result = technical_evaluation(
        plain, {"A": read(bid("A", net="about 475"))}, decisions=decisions
    )
    assert [one.passed for one in result.findings if one.rule == "completeness"] == [True]
    assert [str(point) for point in result.open] == ["A: net: about 475: not a number"]


def test_two_names_in_one_envelope_are_asked_about(tender, put):
    own = tender(
        form="bid_form:\n  bidder_name: {label: Name, kind: text}\n"
        "  net: {label: N, kind: number, unit: kWh/t}\n"
        "  fee: {label: Fee, unit: CUR/t, kind: money, envelope: price}\n",
        criteria=ONE, rules=RULES,
    )  # fmt: skip
    text = bid("Nhà máy Một", net=475, bidder_name="Nhà máy Hai")
    (doubt,) = read_bid(put("b.yaml", text), own, "technical").open
    assert (doubt.kind, str(doubt.written)) == ("other_name", "Nhà máy Hai")
    same = bid("Nhà máy Một", net=475, bidder_name='"NHÀ MÁY  một"')
    assert read_bid(put("c.yaml", same), own, "technical").open == ()


def test_an_unknown_field_is_listed_with_what_it_is_near_to(read):
    far = read(technical("A", net=475))  # hours and cems are no fields here
    assert [(doubt.kind, doubt.counts) for doubt in far.doubts] == [("unknown_field", False)] * 2
    near = read(bid("A", nett=475))
    assert [(doubt.field, doubt.counts) for doubt in near.doubts] == [
        ("nett", False),
        ("net", True),
    ]
    assert "near net" in str(near.doubts[0].why)
