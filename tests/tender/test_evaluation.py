"""The evaluation in its order: points by hand, who is out and why, and what may not matter."""

from fractions import Fraction as F
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tender.conftest import CRITERIA, PRICE, RULES, price, technical, text
from wte_ppp.messages import Quoted
from wte_ppp.tender.award import award
from wte_ppp.tender.bids import read_bid
from wte_ppp.tender.panel import SingleMark
from wte_ppp.tender.robustness import robustness
from wte_ppp.tender.steps import Decision
from wte_ppp.tender.technical import technical_evaluation

WRITTEN = Quoted("as written", "a member")
ANNEX = Quoted("Chi saw an annex others missed", "panel")
READ = Quoted("price build-up read", "Office")
OK = Decision(True, Quoted("in order", "Office"))
GRADES = {"0": F(0), "1": F(1, 4), "2": F(1, 2), "3": F(3, 4), "4": F(1)}


def marks(**by_bid):
    """Marks on `care` by bid: one grade a member."""
    found = {}
    for place, member in enumerate(("Anh", "Binh", "Chi")):
        found[member] = {
            bid: {"care": SingleMark(member, grades[place], GRADES[grades[place]], WRITTEN)}
            for bid, grades in by_bid.items()
        }
    return found


@pytest.fixture
def bids(put, tender):
    """Technical and price envelopes of a tender, from keyword texts."""

    def make(own, **envelopes):
        texts, prices = {}, {}
        for name, (one, other) in envelopes.items():
            texts[name] = read_bid(put(f"{name}-t.yaml", one), own, "technical")
            prices[name] = read_bid(put(f"{name}-p.yaml", other), own, "price")
        return texts, prices

    return make


def eligible(*names):
    return {(name, "eligibility"): OK for name in names}


def run(own, envelopes, grades, decisions=None, **options):
    first, second = envelopes
    settled = eligible(*first) | (decisions or {})
    technical_part = technical_evaluation(own, first, marks=marks(**grades), decisions=settled)
    return technical_part, award(own, technical_part, first, second, decisions=settled, **options)


def test_points_by_hand(tender, bids):
    own = tender()
    envelopes = bids(
        own,
        B1=(technical(net=475, hours=8000), price(fee=30)),
        B2=(technical(net=600, hours=7600, cems="no"), price(fee=24)),
    )
    first, result = run(own, envelopes, {"B1": "334", "B2": "222"})
    # B1: net 40 x 125/250 = 20, hours 20 x 8000/8000 = 20, monitors 10, care 30 x 2.5/3 = 25
    assert first.scores["B1"].points == 75
    # B2: net 40, hours 20 x 7600/8000 = 19, monitors 0, care 30 x 0.5 = 15
    assert first.scores["B2"].points == 74
    # qcbs: S = 0.7 x St + 0.3 x 100 x Fm / F: B1 52.5 + 24 = 76.5, B2 51.8 + 30 = 81.8
    totals = {one.bid: one.total for one in result.ranked}
    assert totals == {"B1": F("76.5"), "B2": F("81.8")}
    assert result.winner == "B2"


def test_a_bid_that_is_out_sets_no_reference(tender, bids):
    own = tender()
    envelopes = bids(
        own,
        B1=(technical(hours=8000), price(fee=30)),
        # out by the minimum of 7 500 h; its hours, net and price must count for nothing
        B2=(technical(net=600, hours=7400), price(fee=1)),
        # out by eligibility
        B3=(technical(hours=8700), price(fee=2)),
        # out by the threshold of 50 %
        B4=(technical(net=350, hours=8000, cems="no"), price(fee=3)),
    )
    refused = {("B3", "eligibility"): Decision(False, Quoted("no registration", "Office"))}
    grades = dict.fromkeys(("B1", "B2", "B3"), "333") | {"B4": "000"}
    first, result = run(own, envelopes, grades, refused)
    assert first.passed == ("B1",)
    hours = next(one for one in first.scores["B1"].marks if one.criterion == "hours")
    assert hours.share == 1
    assert [(one.bid, one.price_points) for one in result.ranked] == [("B1", 30)]
    out = {one.bid: one.step for one in first.findings if one.passed is False}
    assert out == {"B2": "minimums", "B3": "eligibility", "B4": "technical_score"}


def test_missing_fields_wait_for_a_decision(tender, bids):
    own = tender()
    broken = technical().replace("  hours: 8000\n", "")
    first, _ = bids(own, B1=(broken, price()))
    result = technical_evaluation(own, first, marks=marks(B1="333"), decisions=eligible("B1"))
    assert "B1: hours: not stated" in [str(point) for point in result.open]
    reason = next(one.reason for one in result.findings if one.rule == "completeness")
    assert "Hours: not stated" in str(reason)
    # A figure that is not stated is neither met nor missed.
    assert {one.passed for one in result.findings if one.rule == "hours"} == {None}


def test_marks_of_all_members_are_needed_and_a_wide_spread_a_note(tender, bids):
    own = tender()
    first, second = bids(own, B1=(technical(), price()))
    half = {"Anh": marks(B1="4--"[:1] * 3)["Anh"]}
    result = technical_evaluation(own, first, marks=half, decisions=eligible("B1"))
    assert len([one for one in result.open if "no score by" in str(one)]) == 2
    with pytest.raises(ValueError, match="not finished"):
        award(own, result, first, second)
    wide = technical_evaluation(own, first, marks=marks(B1="014"), decisions=eligible("B1"))
    assert any("4 grades apart" in str(one) for one in wide.open)
    note = {"B1": {"care": SingleMark("panel", "2", F(1, 2), ANNEX)}}
    settled = technical_evaluation(
        own, first, marks=marks(B1="014"), moderated=note, decisions=eligible("B1")
    )
    assert settled.open == ()
    # average method: the note explains, the mean of 0, 25 and 100 % stays
    assert settled.judged["B1", "care"].share == F(5, 12)


def test_consensus_takes_the_moderated_mark(tender, bids):
    own = tender(rules=RULES + "  procedure.panel_method: consensus\n")
    first, _ = bids(own, B1=(technical(), price()))
    note = {"B1": {"care": SingleMark("panel", "3", F(3, 4), Quoted("agreed", "panel"))}}
    options = {"marks": marks(B1="344"), "decisions": eligible("B1")}
    assert technical_evaluation(own, first, **options).open
    settled = technical_evaluation(own, first, moderated=note, **options)
    assert settled.judged["B1", "care"].share == F(3, 4)
    assert len(settled.judged["B1", "care"].marks) == 3, "single marks are kept"


def test_prices_in_other_currencies_use_the_tender_s_rate_only(tender, bids):
    head = "fx: {date: '2026-02-27', source: Central bank, rates: {JPY: '0.0064'}}\n"
    own = tender(price=head + PRICE)
    envelopes = bids(
        own,
        B1=(technical(), price(fee=5000, currency="JPY")),
        B2=(technical(), price(fee=30, currency="EUR")),
    )
    _, result = run(own, envelopes, {"B1": "333", "B2": "333"})
    # 5 000 JPY x 0.0064 = 32 USD
    assert [(one.bid, one.price) for one in result.ranked] == [("B1", 32)]
    assert any("no exchange rate of EUR" in str(one.reason) for one in result.findings)


def test_present_value_of_payments_with_indexed_share_and_grant(put, tender, bids):
    form = """\
bid_form:
  net: {label: Net power, unit: kWh/t, kind: number}
  fee: {label: Fee, unit: CUR/t, kind: money, envelope: price}
  share: {label: Share, unit: '%', kind: number, envelope: price}
  grant: {label: Grant, unit: CUR, kind: money, envelope: price}
"""
    criteria = (
        "criteria:\n  net: {weight: 100, field: net, scoring: {linear: {floor: 0, target: 600}}}\n"
    )
    own = tender(
        form=form,
        criteria=criteria,
        price="price:\n  npv:\n    discount_rate_percent: 10\n    years: 2\n    streams:\n"
        "      fee: {field: fee, quantity: [100, 200], indexation_percent: 5,\n"
        "            indexed_field: share}\n"
        "    lumps:\n      grant: {field: grant, year: 0}\n",
    )
    fields = "  fee: 11\n  share: 50\n  grant: 1000\n"
    envelope = price().replace("  fee: 30\n", fields)
    first, second = bids(
        own, B1=(technical().replace("  hours: 8000\n  cems: yes\n", ""), envelope)
    )
    settled = eligible("B1")
    # 300 of 600 needed for 50 %: 475 / 600 passes
    result = award(own, technical_evaluation(own, first, decisions=settled), first, second,
                   decisions=settled)  # fmt: skip
    # year 1: 11 x 100 x (1 + 0.5 x 0.05) / 1.1; year 2: 11 x 200 x (1 + 0.5 x 0.1025) / 1.21
    year_1 = F(11) * 100 * F("1.025") / F("1.1")
    year_2 = F(11) * 200 * F("1.05125") / F("1.21")
    assert result.ranked[0].price == 1000 + year_1 + year_2


def test_adders_cost_what_the_best_bid_saves(tender, bids):
    own = tender(
        rules=RULES + "  procedure.adders: true\n",
        price="price:\n  field: fee\n  adders:\n"
        "    power: {field: net, better: higher, money_per_unit: '0.02'}\n",
    )
    envelopes = bids(
        own, B1=(technical(net=475), price(fee=30)), B2=(technical(net=600), price(fee=31))
    )
    _, result = run(own, envelopes, {"B1": "333", "B2": "333"})
    # 600 - 475 = 125 kWh/t x 0.02 = 2.50
    assert {one.bid: one.price for one in result.ranked} == {"B1": F("32.5"), "B2": F(31)}


def low_tender(tender, action):
    rules = RULES + (
        "  procedure.abnormally_low_action: " + action + "\n"
        "  procedure.abnormally_low_percent_of_estimate: 80\n"
    )
    return tender(guidance="least_cost", rules=rules.replace(
        "  procedure.technical_weight_percent: 70\n", ""),
        price="price: {field: fee, estimate: 40}\n")  # fmt: skip


def test_an_abnormally_low_price_is_asked_and_never_out_by_itself(tender, bids):
    own = low_tender(tender, "clarify")
    # lowest price ranks; 80 % of 40 is 32
    envelopes = bids(own, B1=(technical(), price(fee=32)), B2=(technical(), price(fee=39)))
    note = {"B1": "333", "B2": "333"}
    first = technical_evaluation(own, envelopes[0], marks=marks(**note),
                                 decisions=eligible("B1", "B2"))  # fmt: skip
    waiting = award(own, first, *envelopes, decisions=eligible("B1", "B2"))
    assert [str(point) for point in waiting.open] == [
        "B1: abnormally_low: a written explanation must be requested and assessed",
    ]
    for passed, winner in ((True, "B1"), (False, "B2")):
        answer = {("B1", "abnormally_low"): Decision(passed, READ)}
        assert award(own, first, *envelopes, decisions=answer).winner == winner


NUMBERS = st.tuples(
    st.integers(300, 650), st.integers(7500, 8700), st.integers(5, 60), st.sampled_from("01234")
)


@given(st.lists(NUMBERS, min_size=2, max_size=4), st.data())
def test_order_bounds_and_monotony(drawn, data):
    own = _TENDER[0]
    envelopes = _made(own, drawn)
    grades = {f"B{place}": grade * 3 for place, (*_, grade) in enumerate(drawn)}
    first, result = run(own, envelopes, grades)
    for one in first.scores.values():
        assert 0 <= one.points <= 100
    # the order in which bids lie in the folder never matters
    order = data.draw(st.sampled_from(list(permutations(envelopes[0]))))
    shuffled = tuple({key: part[key] for key in order} for part in envelopes)
    again = run(own, shuffled, grades)[1]
    assert [(one.bid, one.total) for one in again.ranked] == [
        (one.bid, one.total) for one in result.ranked
    ]
    # a better promise on one criterion, all else equal, never scores less
    better = [(min(net + 40, 650), *rest) if place == 0 else (net, *rest)
              for place, (net, *rest) in enumerate(drawn)]  # fmt: skip
    more = run(own, _made(own, better), grades)[0]
    if "B0" in first.scores:
        assert more.scores["B0"].points >= first.scores["B0"].points


@given(st.lists(NUMBERS, min_size=3, max_size=4))
def test_absolute_rules_never_flip_on_an_irrelevant_bid(drawn):
    own = _TENDER[1]
    envelopes = _made(own, drawn)
    grades = {f"B{place}": grade * 3 for place, (*_, grade) in enumerate(drawn)}
    settled = eligible(*envelopes[0])
    found = robustness(own, *envelopes, marks=marks(**grades), decisions=settled, draws=50)
    assert not any(one.changed for one in found.bids)


@pytest.fixture(autouse=True, scope="module")
def _loaded(tmp_path_factory):
    """Tenders for drawn cases: the trial, and one in which every rule is absolute."""
    from wte_ppp.tender.tender import load_tender

    place = tmp_path_factory.mktemp("drawn")
    (place / "trial.yaml").write_text(text(rules=RULES.replace("50", "0")), encoding="utf-8")
    absolute = text(
        rules=RULES.replace("50", "0") + "  procedure.price_score: linear_between\n",
        criteria=CRITERIA.replace(
            "scoring: ratio", "scoring: {linear: {floor: 7000, target: 8700}}"
        ),
        price="price: {field: fee, floor: 0, ceiling: 60}\n",
    )
    (place / "absolute.yaml").write_text(absolute, encoding="utf-8")
    _TENDER[:] = [load_tender(place / name) for name in ("trial.yaml", "absolute.yaml")]


_TENDER: list = []


def _made(own, drawn):
    from wte_ppp.tender.bids import Bid

    texts, prices = {}, {}
    for place, (net, hours, fee, _) in enumerate(drawn):
        answers = {"net": F(net), "hours": F(hours), "cems": True}
        texts[f"B{place}"] = Bid("B", "technical", "", answers)
        prices[f"B{place}"] = Bid("B", "price", "USD", {"fee": F(fee)})
    return texts, prices


def test_rank_reversal_by_an_irrelevant_bid_is_found_and_explained(tender, bids):
    # hours score as a ratio to the best: B3, a poor bid of long hours, presses B1 and B2 together
    own = tender(
        rules="rules:\n  procedure.technical_weight_percent: 70\n"
        "  procedure.technical_minimum_percent: 0\n"
    )
    envelopes = bids(
        own,
        B1=(technical(net=475, hours=8700), price(fee=30)),
        B2=(technical(net=497, hours=8000), price(fee=30)),
        B3=(technical(net=350, hours=8784, cems="no"), price(fee=59)),
    )
    settled = eligible("B1", "B2", "B3")
    grades = marks(B1="333", B2="333", B3="000")
    found = robustness(own, *envelopes, marks=grades, decisions=settled, draws=100)
    assert found.winner is not None
    assert {one.without for one in found.bids} == {"B1", "B2", "B3"} - {found.winner}
    for one in found.bids:
        assert bool(one.why) == one.changed
    assert {one.without for one in found.evaluators} == {"Anh", "Binh", "Chi"}
    assert [one.criterion for one in found.switches][-1] == "price"
