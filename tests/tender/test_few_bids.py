"""Fewer bids than the procedure wants: nothing is opened before the rule is kept."""

import pytest

from tests.tender.conftest import RULES, at, begun, opening, price, settle, technical, text
from tests.tender.test_gates import as_it_runs, missing, refused
from tests.tender.test_law import BODY, HEAD, LAWFUL
from wte_ppp.chapters.tender_screen import tender_screen
from wte_ppp.chapters.tender_summary import caveats
from wte_ppp.documents import DocumentError
from wte_ppp.print.lines import lines
from wte_ppp.tender.evaluation import evaluation_of
from wte_ppp.tender.few_bids import bids_at_closing
from wte_ppp.tender.gates import open_gates
from wte_ppp.tender.life.addenda import extend_deadline
from wte_ppp.tender.life.opening import record_opening
from wte_ppp.tender.life.outcome import approve, notify, sign
from wte_ppp.tender.tender import load_tender


def rules(fewest, action):
    return RULES + f"  procedure.fewest_bids: {fewest}\n  procedure.fewer_bids_action: {action}\n"


def few(put, action, fewest=4):
    """B1, B2 and B4 are in at the deadline, B3 is late; B4 withdraws the day after."""
    case = begun(put, rules=rules(fewest, action))
    settle(case, put)
    return case


def test_a_bid_that_is_withdrawn_after_the_closing_had_come(put):
    case = few(put, "approval")
    assert case.progress.bids() == ["B1", "B2"]
    assert bids_at_closing(case.tender, case.progress) == 3


@pytest.mark.parametrize(
    ("fewest", "action", "held"),
    [
        (3, "approval", None),
        (4, "approval", "approve few-bids"),
        (4, "retender", "tender cancel"),
        (4, "go_on", None),
    ],
)
def test_what_is_done_with_few_bids_is_what_the_rule_says(put, monkeypatch, fewest, action, held):
    case = few(put, action, fewest)
    if held is None:
        assert "fewest_bids" not in {rule for rule, _ in missing(case)}
        as_it_runs(case, monkeypatch).freeze(by="Panel", at=at(5))
        return
    problems = refused(as_it_runs(case, monkeypatch).freeze, by="Panel", at=at(5))
    assert set(problems) == {"fewest_bids"}
    assert held in problems["fewest_bids"].action
    assert "rules.procedure.fewest_bids of the tender file" in problems["fewest_bids"].allowed


def test_an_approval_lets_these_bids_be_opened(put, monkeypatch):
    case = few(put, "approval")
    approve(case, "few-bids", reference="Letter 9", by="Province", at=at(4))
    as_it_runs(case, monkeypatch).freeze(by="Panel", at=at(5))
    assert missing(case) == []
    with pytest.raises(DocumentError, match="approved already"):
        approve(case, "few-bids", reference="Letter 9", by="Province", at=at(5))


@pytest.mark.parametrize(("fewest", "action"), [(3, "approval"), (4, "go_on"), (4, "retender")])
def test_where_nobody_has_to_approve_an_approval_is_refused(put, fewest, action):
    case = few(put, action, fewest)
    with pytest.raises(DocumentError):
        approve(case, "few-bids", reference="Letter 9", by="Province", at=at(4))


def test_the_deadline_is_extended_after_it_where_few_bids_came_and_for_no_other_reason(put):
    later = {"deadline": at(20, 17), "reason": "three bids came", "by": "Office", "at": at(3)}
    plenty = begun(put, rules=rules(3, "approval"))
    with pytest.raises(DocumentError, match="after the deadline"):
        extend_deadline(plenty, **later)


def test_another_bid_within_the_extension_makes_them_enough(put):
    case = begun(put, rules=rules(4, "approval"))
    extend_deadline(
        case, deadline=at(20, 17), reason="three bids came", by="Office", at=at(3)
    )  # fmt: skip
    for envelope, body in (("technical", technical("B5")), ("price", price("B5", 28))):
        case.receive("B5", envelope, put(f"B5-{envelope}.yaml", body), by="Office", at=at(10))
    # B4 withdrew before the closing that counts now; B3 was late for the first one.
    assert bids_at_closing(case.tender, case.progress) == 3
    approve(case, "few-bids", reference="Letter 9", by="Province", at=at(21))


def test_minutes_wait_for_the_decision_and_end_the_extension(put, monkeypatch):
    case = as_it_runs(begun(put, rules=rules(4, "approval")), monkeypatch)
    minutes = {"attended": ["B1"], "by": "Office", "at": at(3, 9)}
    assert set(refused(record_opening, case, "technical", **minutes)) == {"fewest_bids"}
    approve(case, "few-bids", reference="Letter 9", by="Province", at=at(3, 8))
    record_opening(case, "technical", **minutes)
    with pytest.raises(DocumentError, match="after the deadline"):
        extend_deadline(case, deadline=at(20, 17), reason="few", by="Office", at=at(3, 10))


def test_nobody_can_decide_to_go_on_with_no_bid(put):
    case = opening(put("case/tender.yaml", text(rules=rules(4, "approval"))).parent)
    with pytest.raises(DocumentError, match="no bid at all"):
        approve(case, "few-bids", reference="Letter 9", by="Province", at=at(3))
    (gate,) = open_gates(case.tender, case.progress)
    assert gate.command == "tender extend, or tender cancel"
    late = put("late.yaml", technical("B3"))
    case.receive("B3", "technical", late, by="Office", at=at(3))
    with pytest.raises(DocumentError, match="no bid at all"):
        approve(case, "few-bids", reference="Letter 9", by="Province", at=at(3))


def test_a_past_tender_says_what_it_lacked(put):
    case = few(put, "approval")
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    case.award(by="Panel", at=at(7))
    notify(case, by="Office", at=at(8))
    sign(case, reference="C1", by="Mayor", at=at(30))
    told = lines(tuple(caveats(evaluation_of(case))))
    assert "decision to go on with 3 bids, fewer than 4" in told


def test_going_on_is_told_in_the_report(put):
    case = few(put, "go_on")
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    case.award(by="Panel", at=at(7))
    told = lines(tuple(caveats(evaluation_of(case))))
    assert "3 bids came, fewer than 4" in told


def test_a_number_without_what_is_done_is_refused(put, tender):
    with pytest.raises(DocumentError, match="fewer_bids_action"):
        tender(rules=RULES + "  procedure.fewest_bids: 3\n")
    with pytest.raises(DocumentError, match="it beside fewest_bids"):
        tender(rules=RULES + "  procedure.fewer_bids_action: go_on\n")


def test_viet_nam_asks_the_authority_below_three_and_elsewhere_nothing_is_known(put):
    # Decree 243/2025, article 75(2): fewer than three, opened at once or extended.
    head = HEAD.format(guidance="VN", date="2026-03-02", deadline="2026-06-15")
    own = load_tender(put("tender.yaml", head + LAWFUL + BODY))
    assert (own.procedure.fewest_bids, own.procedure.fewer_bids_action) == (3, "approval")
    assert "75(2)" in str(own.rules["procedure.fewest_bids"].cited)
    fewer = LAWFUL + "rules: {procedure.fewest_bids: 2}\n"
    with pytest.raises(DocumentError, match=r"article 75\(2\)"):
        load_tender(put("tender.yaml", head + fewer + BODY))
    head = HEAD.format(guidance="MY", date="2026-03-02", deadline="2026-06-15")
    other = load_tender(put("tender.yaml", head + "procedure: my_rfp\n" + BODY))
    assert "few bids, or with one, nobody has said" in lines(tender_screen(other))
