"""The committee settles open points, before the freeze or after the opening, and it counts."""

import json
from fractions import Fraction as F

import pytest
from click.testing import CliRunner

from tests.tender.conftest import at, bid, opening, price, text
from wte_ppp.chapters.tender_doubts import doubts_chapter, settled_words
from wte_ppp.chapters.tender_screen import selfcheck_screen, tender_screen
from wte_ppp.chapters.tender_status import status_screen
from wte_ppp.cli import main
from wte_ppp.documents import DocumentError
from wte_ppp.print.lines import lines
from wte_ppp.tender.case import Case
from wte_ppp.tender.evaluation import evaluation_of
from wte_ppp.tender.life.doubts import settle
from wte_ppp.tender.selfcheck import selfcheck
from wte_ppp.tender.verify import verify

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
  fee: {label: Fee, unit: CUR/t, kind: money, envelope: price, at_least: 0}
"""


def case_of(put, technical=None, prices=None, names="ABC", price_rule="price: {field: fee}\n"):
    """A case with bids of 500 kWh/t and fees of 2,400, 2,500, 2,600, but for what is given."""
    body = text(criteria=ONE, rules=RULES, form=FORM, price=price_rule)
    case = opening(put("case/tender.yaml", body).parent)
    for place, name in enumerate(names):
        own = (technical or {}).get(name, bid(name, net=500))
        fee = (prices or {}).get(name, price(name, 2400 + 100 * place))
        for envelope, content in (("technical", own), ("price", fee)):
            file = put(f"{name}-{envelope}.yaml", content)
            case.receive(name, envelope, file, by="Office", at=at(1), confirmed="seen")
    return case


def to_prices(case):
    for name in case.envelopes():
        case.decide(name, "eligibility", True, reason="in order", by="Office", at=at(3))
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    return case


def settled(case, name, field, how, envelope="technical", day=4, **more):
    return settle(case, name, envelope, how, field=field, reason="the figure is plain", by="Panel",
                  at=at(day), **more)  # fmt: skip


def test_a_technical_figure_in_doubt_holds_the_freeze_until_it_is_settled(put):
    """T11, by the acts of the case: 545 of 0 to 1000 is 54.5 points."""
    case = case_of(put, {"A": bid("A", net="'545 kWh/t'")})
    for name in "ABC":
        case.decide(name, "eligibility", True, reason="in order", by="Office", at=at(3))
    with pytest.raises(DocumentError, match="reads as 545"):
        case.freeze(by="Panel", at=at(4))
    # Completeness alone is no decision on the figure.
    case.decide("A", "completeness", True, reason="all there", by="Office", at=at(4))
    with pytest.raises(DocumentError, match="reads as 545"):
        case.freeze(by="Panel", at=at(4))
    event = settled(case, "A", "net", "accepted")
    assert (event.data["written"], event.data["points"]) == ("545 kWh/t", ["text"])
    case.freeze(by="Panel", at=at(5))
    assert case.technical().scores["A"].points == F("54.5")
    told = [
        str(one.reason) for one in case.technical().findings if (one.bid, one.rule) == ("A", "net")
    ]
    assert told == ["545 kWh/t: accepted as it reads by Panel, 545 counts: the figure is plain"]
    with pytest.raises(DocumentError, match="the technical evaluation is closed"):
        settled(case, "A", "net", "rejected", day=6)
    assert verify(case.folder).problems == ()


def test_a_price_in_doubt_holds_the_award_until_it_is_settled(put):
    """T10: 2,380.00 is the lowest of 2,380, 2,500, 2,600: 30 of 30 points."""
    case = to_prices(case_of(put, prices={"A": price("A", '"2,380.00"')}))
    with pytest.raises(DocumentError, match="reads as 2,380"):
        case.award(by="Panel", at=at(7))
    assert "A: price: Fee" in lines(status_screen(case))
    settled(case, "A", "fee", "accepted", "price", day=7)
    _, result = case.award(by="Panel", at=at(7))
    points = {placed.bid: placed.price_points for placed in result.ranked}
    assert points == {"A": 30, "B": 30 * F(2380, 2500), "C": 30 * F(2380, 2600)}
    assert result.winner == "A"
    assert verify(case.folder).problems == ()
    written = json.loads((case.folder / "award.json").read_text(encoding="utf-8"))
    assert "2,380.00: accepted as it reads by Panel" in json.dumps(written)


def test_a_correction_is_of_the_fields_kind_and_within_its_range(put):
    case = case_of(put, {"A": bid("A", net=4750)})
    for value, words in (
        ("", "the value that counts"),
        ("about 475", "a number"),
        ("4750", "1000"),
    ):
        with pytest.raises(DocumentError, match=words):
            settled(case, "A", "net", "corrected", value=value)
    with pytest.raises(DocumentError, match="reads one way"):
        settled(case, "A", "net", "accepted")
    settled(case, "A", "net", "corrected", value="475.5")
    assert case.envelopes()["A"].numbers["net"] == F("475.5")
    # The last decision counts; both stand in the record.
    settled(case, "A", "net", "corrected", value="475")
    assert Case(case.folder).envelopes()["A"].numbers["net"] == 475


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"name": "Z"}, "A, B, C"),
        ({"field": "fee"}, "expected net"),
        ({"field": "net", "name": "B"}, "no open point"),
        ({"envelope": "price", "field": "fee"}, "after prices are opened"),
        ({"how": "answered"}, "the bidder's answer"),
    ],
)
def test_what_cannot_be_settled_is_refused_and_not_recorded(put, more, words):
    case = case_of(put, {"A": bid("A", net=4750)})
    before = len(case.progress.events)
    given = {"name": "A", "field": "net", "how": "rejected", **more}
    with pytest.raises(DocumentError, match=words):
        settled(case, given.pop("name"), given.pop("field"), given.pop("how"), **given)
    assert len(case.progress.events) == before


def test_one_bidder_with_two_bids_is_an_open_point_before_the_freeze(put):
    """T20: both bids are asked about; the committee lets both stand, or rejects one."""
    case = case_of(put, {"C": bid("a", net=480)}, {"C": price("a", 2000)})
    points = [str(point) for point in case.technical().open if "same name" in str(point)]
    assert points == [
        "A: same_bidder: the bidder of bid C has the same name",
        "C: same_bidder: the bidder of bid A has the same name",
    ]
    settled(case, "C", "", "rejected", day=3)
    settled(case, "A", "", "accepted", day=3)
    case = to_prices(case)
    assert case.technical().passed == ("A", "B")


def test_the_same_file_in_two_bids_is_an_open_point(put):
    case = case_of(put, {"B": bid("A", net=500)})
    told = {str(point) for point in case.technical().open}
    assert "B: same_file: the same file, byte by byte, is in bid A" in told


def test_another_firms_name_in_a_price_envelope_is_an_open_point(put):
    case = to_prices(case_of(put, prices={"A": price("b", 2400)}))
    with pytest.raises(DocumentError, match="this is the name of bid B"):
        case.award(by="Panel", at=at(7))
    settled(case, "A", "bidder_name", "accepted", "price", day=7)
    assert case.award(by="Panel", at=at(7))[1].winner == "A"


def test_capitals_and_spaces_do_not_make_another_name(put):
    case = to_prices(
        case_of(put, {"A": bid("Green  Energy", net=500)}, {"A": price("GREEN ENERGY")})
    )
    assert not [point for point in case.result().open if "names" in str(point)]


def test_a_price_far_from_all_others_is_an_open_point(put):
    """43.20 among 2,390, 2,500 and 2,600: median 2,500, a fifth of it 500."""
    fees = {"A": price("A", 43.2), "B": price("B", 2390), "C": price("C", 2500)}
    fees["D"] = price("D", 2600)
    case = to_prices(case_of(put, prices=fees, names="ABCD"))
    (point,) = case.result().open
    assert "43.20 USD, more than 5 times below the median of the other bids, 2,500.00 USD" in str(
        point
    )
    with pytest.raises(DocumentError, match="another currency"):
        case.award(by="Panel", at=at(7))
    settled(case, "A", "fee", "corrected", "price", day=7, value="2380")
    _, result = case.award(by="Panel", at=at(7))
    assert {placed.bid: placed.price for placed in result.ranked}["A"] == 2380


def test_a_rejected_price_was_read_out_all_the_same(put):
    case = to_prices(case_of(put, prices={"A": price("A", 43.2)}))
    settled(case, "A", "fee", "rejected", "price", day=7)
    assert case.prices()["A"].numbers["fee"] == F("43.2")
    _, result = case.award(by="Panel", at=at(7))
    assert [placed.bid for placed in result.ranked] == ["B", "C"]


def test_a_price_far_above_and_one_beside_an_estimate(put):
    fees = {"A": price("A", 60_000)}  # others 2,500 and 2,600: median 2,550
    case = to_prices(case_of(put, prices=fees))
    assert "above the median of the other bids, 2,550.00 USD" in str(case.result().open[0])


def test_two_bids_are_held_against_the_buyers_estimate(put):
    rule = "price: {field: fee, estimate: 2450}\n"
    case = to_prices(case_of(put, prices={"A": price("A", 43.2)}, names="AB", price_rule=rule))
    (point,) = [point for point in case.result().open if "estimate" in str(point)]
    assert "43.20 USD, more than 5 times below the buyer's estimate, 2,450.00 USD" in str(point)


def test_an_accepted_text_does_not_accept_that_the_price_is_far_off(put):
    fees = {"A": price("A", '"43,20"')}
    case = to_prices(case_of(put, prices=fees))
    settled(case, "A", "fee", "accepted", "price", day=7)
    (point,) = case.result().open
    assert "more than 5 times below" in str(point)
    settled(case, "A", "fee", "accepted", "price", day=7)
    assert case.result().open == ()
    assert case.prices()["A"].numbers["fee"] == F("43.2")


def test_figures_of_a_file_that_cannot_be_read_are_entered_by_hand(put):
    """T12: nothing is "no"; the committee reads the paper and enters what stands there."""
    case = case_of(put, {"A": "%PDF-1.7"})
    assert not [one for one in case.technical().findings if one.passed is False]
    settled(case, "A", "net", "corrected", value="520", day=3)
    settled(case, "A", "", "not_stated", day=3)
    case = to_prices(case)
    assert case.technical().scores["A"].points == 52
    assert case.result().ranked[0].bid == "A"


def test_settle_by_command(put):
    case = case_of(put, {"A": bid("A", net="'545 kWh/t'")})
    point = ["--bid", "A", "--envelope", "technical", "--field", "net", "--by", "Panel"]
    words = ["--reason", "the figure {is} plain", "--at", at(4).isoformat()]

    def run(*more):
        return CliRunner().invoke(
            main, ["tender", "settle", str(case.folder), *point, *words, *more]
        )

    assert "give one of --accept" in run().output
    assert "give one of --accept" in run("--accept", "--reject").output
    assert run("--ask").exit_code == 0
    assert run("--answer", "We guarantee 545").exit_code == 0
    status = CliRunner().invoke(main, ["tender", "status", str(case.folder)]).output
    assert "bidder's answer: We guarantee 545" in status
    done = run("--accept")
    assert done.exit_code == 0, done.output
    assert "A: net: accepted." in done.output
    assert Case(case.folder).envelopes()["A"].numbers["net"] == 545
    refused = run("--correct", "2,380")
    assert refused.exit_code == 2
    assert "a number" in refused.output


def test_report_letter_and_status_say_what_was_written_what_counts_and_who_decided(put):
    case = to_prices(case_of(put, prices={"A": price("A", '"2,380.00"')}))
    assert "A: price: Fee: 2,380.00: text" in lines(status_screen(case))
    settle(case, "A", "price", "accepted", field="fee", reason="digits {and} comma are plain",
           by="Ms. Chair", at=at(7))  # fmt: skip
    assert "A: price: Fee: 2,380.00: accepted as it reads by Ms. Chair, 2,380 counts" in lines(
        status_screen(case)
    )
    case.award(by="Panel", at=at(7))
    evaluation = evaluation_of(case)
    told = lines(tuple(doubts_chapter(evaluation)))
    for words in ("2,380.00", "2,380", "digits {and} comma are plain (Ms. Chair)"):
        assert words in " ".join(told.split())
    (letter,) = settled_words(evaluation, "A")
    assert str(letter) == (
        "Fee: you wrote 2,380.00; what counts is 2,380. Reason: digits {and} comma are plain"
    )
    assert not [*settled_words(evaluation, "B")]


def test_the_tender_says_which_fields_count(tender):
    own = tender(criteria=ONE, rules=RULES, form=FORM + "  plan: {label: Plan, kind: text}\n")
    told = lines(tender_screen(own))
    assert (
        "Fields that count, as a score, requirement or the price reads them: Net power, Fee" in told
    )
    assert "Fields that inform alone: Plan" in told


def test_a_price_without_its_currency_waits_for_one(put):
    case = to_prices(case_of(put, prices={"A": price("A", 2400, currency="")}))
    (point,) = case.result().open
    assert str(point) == "A: price: currency: not stated"
    with pytest.raises(DocumentError, match="a code such as USD"):
        settled(case, "A", "currency", "corrected", "price", day=7, value="dollars")
    settled(case, "A", "currency", "corrected", "price", day=7, value="USD")
    assert case.award(by="Panel", at=at(7))[1].winner == "A"


def test_a_bidder_is_told_what_is_not_stated_and_not_that_it_failed(tender, put):
    own = tender()
    file = put("own.yaml", bid("A", net=475, cems="yes"))
    told = lines(selfcheck_screen(own, selfcheck(own, file)))
    assert "hours: decided by the buyer: Hours: not stated" in told
    assert "FAILED" not in told
