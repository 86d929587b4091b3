"""A further price round by command: final offers of all, and negotiation with the best ranked."""

from fractions import Fraction as F

import pytest

from tests.tender.conftest import RULES, at, begun, opening, price, settle, technical, text
from tests.tender.test_cli_prices import act, ran
from wte_ppp.chapters.answers import answers
from wte_ppp.chapters.answers.asked import asked_about
from wte_ppp.chapters.tender_life import life_chapter
from wte_ppp.chapters.tender_prices import prices_chapter
from wte_ppp.documents import DocumentError
from wte_ppp.print.lines import lines
from wte_ppp.tender.case import Case
from wte_ppp.tender.evaluation import evaluation_of
from wte_ppp.tender.life.corrections import price_deviation
from wte_ppp.tender.life.outcome import notify
from wte_ppp.tender.life.price_round import close_price_round, open_price_round, receive_price
from wte_ppp.tender.life.review import reopen
from wte_ppp.tender.trust.sealed_prices import seal_key
from wte_ppp.tender.trust.sealing import new_seal_key, sealed
from wte_ppp.tender.trust.unsealing import make_seal_key


@pytest.fixture
def priced(put):
    def build(kind):
        case = begun(put, rules=RULES + f"  procedure.negotiation: {kind}\n")
        settle(case, put)
        case.freeze(by="Panel", at=at(5))
        case.open_prices(by=["Office", "Chair"], at=at(6))
        return case

    return build


def held(case, put, *offers, hour=9):
    """A round with prices handed in: pairs of bid and fee."""
    open_price_round(case, deadline=at(8), reason="clause 34", by="Office", at=at(7))
    for bid, fee in offers:
        file = put(f"{bid}-again.yaml", price(bid, fee))
        receive_price(case, bid, file, by="Office", at=at(8, hour))
    return close_price_round(case, by=["Office", "Chair"], at=at(9))


def ranks(result):
    return [(placed.bid, placed.price, placed.price_points) for placed in result.ranked]


def refusal(act, *arguments, **named):
    with pytest.raises(DocumentError) as caught:
        act(*arguments, **named)
    return str(caught.value)


def test_a_final_offer_changes_the_winner(priced, put):
    """Lowest over price, 30 points at most: first 24 against 30, then 20 against 24."""
    case = priced("all")
    folder = case.folder
    # B1: 30 x 24 / 30 = 24.
    assert ranks(case.result()) == [("B2", 24, 30), ("B1", 30, 24)]
    case.award(by="Panel", at=at(6, 10))
    opened = ("--deadline", "2026-03-08T09:00+07:00", "--reason", "clause 34")
    assert "open for B2, B1" in act("price-round", "open", folder, *opened, day=7)
    assert "close it first" in act("award", folder, day=7, by="Panel", code=2)
    assert "no proposed winner" in act("notify", folder, day=7, code=2)
    file = put("again.yaml", price("B1", 20))
    receive_price(case, "B1", file, by="Office", at=at(8))
    # Nothing of it is read before the round is closed.
    assert case.prices()["B1"].numbers["fee"] == 30
    ended = ("--by", "Office", "--by", "Chair", "--at", "2026-03-09T09:00+07:00")
    told = ran("price-round", "close", folder, *ended)
    assert "B1: 20 USD in the price round counts; 30 before" in told
    case = Case(folder)
    # B2 stays at 24: 30 x 20 / 24 = 25.
    assert ranks(case.result()) == [("B1", 20, 30), ("B2", 24, 25)]
    assert case.technical() == case.as_of(case.progress.last("frozen")).technical()
    assert "award proposed: B1" in act("award", folder, day=10, by="Panel")
    report = " ".join(lines(prices_chapter(evaluation_of(Case(folder)))).split())
    assert "B1: 20 USD in the price round counts; 30 before" in report
    assert "nothing changed" in ran("verify", folder)
    course = " ".join(lines(life_chapter(evaluation_of(Case(folder)))).split())
    assert "price round opened" in course
    assert "B1" in course
    proposals = Case(folder).progress.all("award_proposed")
    then = [case.as_of(event).result().winner for event in proposals[:1]]
    assert then == ["B2"]


def test_a_late_one_stays_unread(priced, put):
    case = priced("all")
    assert held(case, put, ("B1", 20), hour=10).data["bids"] == []
    assert case.progress.last("price_round_received").data["late"]
    assert "price-round-2" in case.progress.last("price_round_received").data["file"]
    assert ranks(case.result()) == [("B2", 24, 30), ("B1", 30, 24)]
    assert case.result().rounds == ()


@pytest.mark.parametrize(("passed", "fee"), [(True, 40), (False, 30)])
def test_the_committee_decides_which_price_counts_where_the_new_one_is_higher(
    priced, put, passed, fee
):
    case = priced("all")
    held(case, put, ("B1", 40))
    assert "above 30 before" in str(case.result().open[0])
    assert "which one counts" in refusal(case.award, by="Panel", at=at(10))
    case.decide("B1", "price_round", passed, reason="clause 34.2", by="Panel", at=at(10))
    case.award(by="Panel", at=at(11))
    result = case.result()
    # 30 x 24 / 40 = 18, and 30 x 24 / 30 = 24.
    assert ranks(result) == [("B2", 24, 30), ("B1", fee, F(720, fee))]
    assert [(p.earlier, p.now, p.counts) for p in result.rounds] == [(30, 40, passed)]
    assert evaluation_of(case).out("B1") is None


def test_an_unreadable_new_price_is_an_open_point(priced, put):
    case = priced("all")
    held(case, put, ("B1", "about 20"))
    assert case.result().open
    assert "B1" in case.prices()


@pytest.mark.parametrize(("fee", "counts"), [(23, True), (24, True), (25, False)])
def test_negotiation_with_the_best_ranked_leaves_the_ranking(priced, put, fee, counts):
    case = priced("best_ranked")
    held(case, put, ("B2", fee))
    case.award(by="Panel", at=at(10))
    result = case.result()
    assert ranks(result) == [("B2", 24, 30), ("B1", 30, 24)]
    assert [(p.bid, p.earlier, p.now, p.counts) for p in result.rounds] == [("B2", 24, fee, counts)]
    report = " ".join(lines(prices_chapter(evaluation_of(case))).split())
    said = f"{fee} USD agreed after" if counts else f"{fee} USD in the negotiation is no better"
    assert said in report
    assert "nothing changed" in ran("verify", case.folder)


def test_only_the_first_only_once_only_by_the_rules(priced, put):
    case = priced("best_ranked")
    ask = {"deadline": at(8), "reason": "clause 34", "by": "Office"}
    file = put("again.yaml", price("B1", 20))
    assert "none open" in refusal(receive_price, case, "B1", file, by="Office", at=at(7))
    open_price_round(case, **ask, at=at(7))
    assert "'B1'" in refusal(receive_price, case, "B1", file, by="Office", at=at(7))
    two = ["Office", "Chair"]
    assert "Wait" in refusal(close_price_round, case, by=two, at=at(7, 10))
    assert "two persons" in refusal(close_price_round, case, by=["Chair"], at=at(9))
    close_price_round(case, by=two, at=at(9))
    assert "had its price round" in refusal(open_price_round, case, **ask, at=at(7))
    case.award(by="Panel", at=at(10))
    reopen(case, "award", reason="ruling", ordered_by="Board", by="Office", at=at(11))
    open_price_round(case, **{**ask, "deadline": at(13)}, at=at(12))


ASK = {"deadline": at(8), "reason": "clause 34", "by": "Office"}


def test_no_round_without_its_rule(priced):
    case = priced("none")
    assert "a procedure without one" in refusal(open_price_round, case, **ASK, at=at(7))


def test_no_round_before_the_opening(put):
    case = begun(put, rules=RULES + "  procedure.negotiation: all\n")
    assert "prices" in refusal(open_price_round, case, **ASK, at=at(7))


def test_no_round_after_the_notice(priced):
    case = priced("all")
    case.award(by="Panel", at=at(6, 10))
    notify(case, by="Office", at=at(6, 11))
    assert "notified already" in refusal(open_price_round, case, **ASK, at=at(7))


def test_what_was_settled_of_the_earlier_price_says_nothing_of_the_new_one(priced, put):
    case = priced("all")
    price_deviation(
        case, "B1", "no spare parts", F(2), currency="USD", reason="p. 3", by="Panel", at=at(6, 10)
    )
    assert [placed.price for placed in case.result().ranked] == [24, 32]
    held(case, put, ("B1", 20))
    assert ranks(case.result()) == [("B1", 20, 30), ("B2", 24, 25)]


def test_a_bid_that_leaves_during_the_round_is_out(priced, put):
    case = priced("all")
    open_price_round(case, **ASK, at=at(7))
    case.withdraw("B1", reason="letter", by="Office", at=at(7, 10))
    file = put("again.yaml", price("B1", 20))
    assert "'B1'" in refusal(receive_price, case, "B1", file, by="Office", at=at(7, 11))


def test_explain_tells_each_price_of_the_round_and_what_changed(priced, put):
    """30 points at most: B1 at 30 has 30 x 24 / 30 = 24, at 20 all; B2 then 30 x 20 / 24 = 25.

    Both have 72.5 technical points, 50.75 of 70.
    """
    case = priced("all")
    assert "No price round was held" in lines(answers(asked_about(case, "B1"), "round"))
    held(case, put, ("B1", 20))
    told = lines(answers(asked_about(case, "B2"), "round"))
    assert "asked of B2, B1" in told
    assert "clause 34" in told
    rows = {line.split()[0]: line for line in told.splitlines() if line.strip()[:2] in ("B1", "B2")}
    cells = [" ".join(rows[bid].split()) for bid in ("B1", "B2")]
    assert cells == [
        "B1 30.00 20.00 20.00 the price of the round 24.00 30.00 74.75 80.75 2 1",
        "B2 24.00 — 24.00 no price in the round; the earlier one stands "
        "30.00 25.00 80.75 75.75 1 2",
    ]


def test_explain_of_a_round_that_is_open_reads_nothing_of_it(priced, put):
    case = priced("best_ranked")
    open_price_round(case, **ASK, at=at(7))
    receive_price(case, "B2", put("again.yaml", price("B2", 19)), by="Office", at=at(7, 12))
    told = lines(answers(asked_about(case, "B2"), "round"))
    assert "The round is open: nothing of it is read yet." in told
    assert "negotiation with the best ranked bid" in told
    assert "19" not in told.replace("2019", "")


@pytest.fixture
def in_three_hands(put):
    """A tender with a key; its first prices came in plain text."""
    rules = RULES + "  procedure.negotiation: all\n"
    case = opening(put("case/tender.yaml", text(rules=rules)).parent)
    holders = ("Ms Reyes", "Chair", "Mr Cruz")
    _, shares = make_seal_key(case, need=2, holders=holders, by="Office", at=at(2, month=2))
    for name, fee in (("B1", 30), ("B2", 24)):
        for envelope, body in (("technical", technical(name)), ("price", price(name, fee))):
            file = put(f"{name}-{envelope}.yaml", body)
            case.receive(name, envelope, file, by="Office", at=at(1))
    settle(case, put)
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    open_price_round(case, **ASK, at=at(7))
    return case, shares


def sealed_file(case, put, bid, fee, key=None):
    raw = sealed(price(bid, fee).encode(), key or seal_key(case.progress.events), ".yaml")
    return put(f"{bid}-again.jwe", raw.decode())


def test_a_sealed_price_of_a_round_is_read_with_the_holders_shares(in_three_hands, put):
    case, shares = in_three_hands
    event = receive_price(case, "B1", sealed_file(case, put, "B1", 20), by="Office", at=at(8))
    assert event.data["sealed"] == seal_key(case.progress.events).kid
    receive_price(case, "B2", put("B2.yaml", price("B2", 22)), by="Office", at=at(8))
    two = {"by": ["Office", "Chair"], "at": at(9)}
    assert "2 of the 3 shares" in refusal(close_price_round, case, **two)
    assert "different shares" in refusal(close_price_round, case, **two, shares=shares[:1])
    assert case.progress.last("price_round_closed") is None
    files = [put(f"share{number}.txt", shares[number]) for number in (0, 2)]
    ended = ("--by", "Office", "--by", "Chair", "--at", "2026-03-09T09:00+07:00")
    given = [part for file in files for part in ("--share", str(file))]
    told = ran("price-round", "close", case.folder, *ended, *given)
    assert "B1: 20 USD in the price round counts; 30 before" in told
    case = Case(case.folder)
    # B2: 30 x 20 / 22.
    assert ranks(case.result()) == [("B1", 20, 30), ("B2", 22, F(600, 22))]
    closed = case.progress.last("price_round_closed")
    assert closed.data["shares"] == [1, 3]
    (row,) = closed.data["unsealed"]
    assert case.content(closed, row["file"]).decode() == price("B1", 20)
    case.award(by="Panel", at=at(10))
    assert "nothing changed" in ran("verify", case.folder)


def test_one_sealed_for_another_key_stops_no_other_and_is_an_open_point(in_three_hands, put):
    case, shares = in_three_hands
    other, _ = new_seal_key("trial", need=2, of=3)
    receive_price(case, "B1", sealed_file(case, put, "B1", 20, other), by="Office", at=at(8))
    event = receive_price(case, "B2", sealed_file(case, put, "B2", 22), by="Office", at=at(8))
    assert "said" not in event.data
    close_price_round(case, by=["Office", "Chair"], at=at(9), shares=shares[:2])
    assert case.prices()["B2"].numbers["fee"] == 22
    assert "B1" in str(case.result().open[0])
    # The committee lets the earlier price stand.
    case.decide("B1", "price_round", False, reason="did not open", by="Panel", at=at(10))
    assert ranks(case.result()) == [("B2", 22, 30), ("B1", 30, 22)]


def test_a_new_tie_after_a_round_has_lots_of_its_own(put):
    """At 30 and 30 both have 50.75 + 30; in the round both offer 20, and tie anew."""
    rules = RULES + "  procedure.negotiation: all\n  procedure.tie_break: [lottery]\n"
    case = opening(put("case/tender.yaml", text(rules=rules)).parent)
    for name in ("B1", "B2"):
        for envelope, body in (("technical", technical(name)), ("price", price(name, 30))):
            file = put(f"{name}-{envelope}.yaml", body)
            case.receive(name, envelope, file, by="Office", at=at(1))
    settle(case, put)
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    _, result = case.award(by="Panel", at=at(6, 10), lots={"B1": 1, "B2": 2})
    assert result.winner == "B1"
    other = {"B1": 2, "B2": 1}
    assert "drawn already" in refusal(case.award, by="Panel", at=at(6, 11), lots=other)
    held(case, put, ("B1", 20), ("B2", 20))
    _, result = case.award(by="Panel", at=at(10))
    assert result.winner is None
    _, result = case.award(by="Panel", at=at(11), lots=other)
    assert result.winner == "B2"
    again = {"B1": 1, "B2": 2}
    assert "drawn already" in refusal(case.award, by="Panel", at=at(12), lots=again)
    assert "nothing changed" in ran("verify", case.folder)
