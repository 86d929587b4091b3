"""What a procedure asks for before the contract is on record, or nobody signs."""

import re

import pytest
from click.testing import CliRunner

from tests.tender.conftest import MEMBERS, RULES, at, begun, settle, sheet, text
from wte_ppp.chapters.tender_status import status_screen
from wte_ppp.chapters.tender_summary import caveats
from wte_ppp.cli import main
from wte_ppp.documents import DocumentError
from wte_ppp.print.lines import lines
from wte_ppp.tender.case import Case
from wte_ppp.tender.evaluation import evaluation_of
from wte_ppp.tender.gates import open_gates
from wte_ppp.tender.life.opening import record_opening
from wte_ppp.tender.life.outcome import approve, notify, sign
from wte_ppp.tender.life.qualification import qualify
from wte_ppp.tender.life.review import reopen
from wte_ppp.tender.tender import load_tender

WANTED = RULES + (
    "  procedure.opening_minutes: true\n"
    "  procedure.technical_approval: Province\n"
    "  procedure.post_qualification: true\n"
    "  procedure.award_approval: City council\n"
)


def as_it_runs(case, monkeypatch):
    """The same case as one that was not opened to write a past tender down."""
    monkeypatch.setattr(Case, "reconstructed", "")
    case._at_reason = "a test"
    return case


def frozen(put):
    case = begun(put, rules=WANTED)
    settle(case, put)
    case.freeze(by="Panel", at=at(5))
    return case


def awarded(put):
    case = frozen(put)
    approve(case, "technical", reference="Letter 1", by="Province", at=at(5, 15))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    case.award(by="Panel", at=at(7))
    return case


def missing(case):
    return [(gate.rule, gate.holds) for gate in open_gates(case.tender, case.progress)]


def refused(act, *args, **more):
    with pytest.raises(DocumentError) as caught:
        act(*args, **more)
    return {problem.field: problem for problem in caught.value.problems}


@pytest.mark.parametrize(
    ("rules", "fields"),
    [
        ("  procedure.opening_minutes: true\n", {"opening_minutes"}),
        ("  procedure.post_qualification: true\n", {"post_qualification"}),
        ("  procedure.award_approval: City council\n", {"award_approval"}),
        ("  procedure.technical_approval: Province\n", {"technical_approval"}),
    ],
)
def test_each_rule_alone_holds_up_the_contract(put, monkeypatch, rules, fields):
    case = begun(put, rules=RULES + rules)
    settle(case, put)
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    case.award(by="Panel", at=at(7))
    notify(case, by="Office", at=at(8))
    problems = refused(sign, as_it_runs(case, monkeypatch), reference="C1", by="Mayor", at=at(30))
    assert set(problems) == fields
    for problem in problems.values():
        assert problem.action.startswith("run tender ")
        assert f"rules.procedure.{problem.field} of the tender file" in problem.allowed


def test_without_such_a_rule_nothing_of_it_is_asked(put, monkeypatch):
    case = begun(put)
    settle(case, put)
    case.freeze(by="Panel", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    case.award(by="Panel", at=at(7))
    notify(case, by="Office", at=at(8))
    assert (
        "without"
        not in sign(as_it_runs(case, monkeypatch), reference="C1", by="Mayor", at=at(30)).data
    )


def test_prices_wait_for_the_approval_of_the_scores(put, monkeypatch):
    case = as_it_runs(frozen(put), monkeypatch)
    problems = refused(case.open_prices, by=["Office", "Chair"], at=at(6))
    assert set(problems) == {"technical_approval"}
    assert (
        problems["technical_approval"].action == "run tender approve technical --reference NUMBER"
    )
    approve(case, "technical", reference="Letter 1", by="Province", at=at(6))
    case.open_prices(by=["Office", "Chair"], at=at(6))


def test_all_that_is_missing_is_told_at_once_and_each_command_closes_its_gap(put, monkeypatch):
    case = awarded(put)
    notify(case, by="Office", at=at(8))
    problems = refused(sign, as_it_runs(case, monkeypatch), reference="C1", by="Mayor", at=at(30))
    # The minutes of both openings have one rule.
    assert set(problems) == {"opening_minutes", "post_qualification", "award_approval"}
    winner = case.result().winner
    for envelope in ("technical", "price"):
        record_opening(case, envelope, attended=["B1"], by="Office", at=at(30))
    qualify(case, winner, True, reason="Accounts read", by="Panel", at=at(30))
    approve(case, "award", reference="R 1", by="City council", at=at(30))
    assert "without" not in sign(case, reference="C1", by="Mayor", at=at(30)).data
    assert missing(case) == [("", ())]  # letters alone, and they hold nothing up


def test_qualification_and_approval_are_of_this_very_bid_and_award(put, monkeypatch):
    """B2 is cheaper at the same quality and wins; it fails, and B1 is next."""
    case = awarded(put)
    approve(case, "award", reference="R 1", by="City council", at=at(8))
    qualify(case, "B2", False, reason="No accounts", by="Panel", at=at(9))
    case.award(by="Panel", at=at(10))
    assert case.progress.last("award_proposed").data["winner"] == "B1"
    rules = [rule for rule, _ in missing(case)]
    assert "post_qualification" in rules
    assert "award_approval" in rules
    qualify(case, "B1", True, reason="Accounts read", by="Panel", at=at(11))
    approve(case, "award", reference="R 2", by="City council", at=at(11))
    assert not {"post_qualification", "award_approval"} & {rule for rule, _ in missing(case)}
    # Ordered anew, what was found in the earlier evaluation no longer counts.
    reopen(case, "award", ordered_by="Board", reason="Ruling", by="Office", at=at(12))
    case.award(by="Panel", at=at(13))
    assert "post_qualification" in [rule for rule, _ in missing(case)]
    assert "award_approval" in [rule for rule, _ in missing(case)]


def test_a_notice_of_an_earlier_award_carries_no_contract(put):
    case = awarded(put)
    notify(case, by="Office", at=at(8))
    qualify(case, "B2", False, reason="No accounts", by="Panel", at=at(9))
    assert "not qualified" in refused(
        sign, case, reference="C1", by="Mayor", at=at(30)
    )["award"].found  # fmt: skip
    case.award(by="Panel", at=at(30))
    assert "earlier award" in refused(
        sign, case, reference="C1", by="Mayor", at=at(30)
    )["notice"].found  # fmt: skip


def test_a_past_tender_is_signed_and_says_what_it_lacks(put):
    case = awarded(put)
    notify(case, by="Office", at=at(8))
    call = ["tender", "sign", str(case.folder), "--reference", "C1", "--by", "Mayor", "--at",
            "2026-03-30T09:00+07:00"]  # fmt: skip
    shown = CliRunner().invoke(main, call)
    assert shown.exit_code == 0, shown.output
    assert "not on record yet, to be recorded: minutes of the opening of the tech" in shown.output
    assert "to be recorded: result of the qualification of bid B2" in shown.output
    assert re.search(
        r"to be recorded: approval of the award to bid B2, line \d+ of the record", shown.output
    )
    case = Case(case.folder)
    told = lines(tuple(caveats(evaluation_of(case))))
    assert "When the contract was signed this was not on record: approval of the award" in told
    assert "Not on record: approval of the award" in told
    approve(case, "award", reference="R 1", by="City council", at=at(30, 12))
    told = lines(tuple(caveats(evaluation_of(case))))
    assert "When the contract was signed this was not on record: approval of the award" in told
    assert "Not on record: approval of the award" not in told


def test_status_lists_each_with_who_and_the_command(put):
    case = begun(put, rules=WANTED)
    minutes = (
        "minutes of the opening of the technical envelopes (rules.procedure.opening_minutes of the "
        "tender file); by the procurement office: tender opening --envelope technical --attended "
        "NAME; before tender sign"
    )
    assert minutes in lines(status_screen(case))
    for bid in ("B1", "B2"):
        case.decide(bid, "eligibility", bid == "B1", reason="read", by="Office", at=at(3))
    for member in MEMBERS:
        case.mark(put(f"{member}.yaml", sheet(member, B1="3", B2="3")), by=member, at=at(4))
    case.freeze(by="Panel", at=at(5))
    screen = lines(status_screen(case))
    assert (
        "by Province: tender approve technical --reference NUMBER; before tender open-pr" in screen
    )
    assert "letters on the technical result to B2; by the procurement office" in screen
    assert "Next: tender approve technical" in screen
    approve(case, "technical", reference="Letter 1", by="Province", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    screen = lines(status_screen(case))
    assert "minutes of the opening of the price envelopes" in screen
    assert "letters on the technical result" not in screen
    case.award(by="Panel", at=at(7))
    screen = lines(status_screen(case))
    assert "by the committee: tender qualify --bid B1 --pass or --fail --reason WHY" in screen
    assert "by City council: tender approve award --reference NUMBER; before tender sign" in screen
    assert (
        "notice of intention to award to bid B1; by the procurement office: tender notify" in screen
    )
    assert "letters on the outcome to all bidders" in screen
    notify(case, by="Office", at=at(9))
    screen = lines(status_screen(case))
    # Ten working days after Monday 9 March.
    assert "contract, after the standstill of 10 working days (qcbs" in screen
    assert "ends on 2026-03-23; by the procurement office: tender sign" in screen


def test_an_approver_without_a_name_is_refused(put):
    rules = RULES + "  procedure.award_approval: ' '\n"
    with pytest.raises(DocumentError, match="award_approval"):
        load_tender(put("tender.yaml", text(rules=rules)))


def test_where_prices_were_read_out_first_the_ranking_waits_for_the_approval(put, monkeypatch):
    """Decree 243/2025, article 49(5)(b), (c), (6)(a): approved and told, then finance and rank."""
    rules = (
        "rules:\n  procedure.technical_weight_percent: 70\n"
        "  procedure.technical_minimum_percent: 60\n  procedure.envelopes: 1\n"
        "  procedure.technical_approval: Province\n"
    )
    case = begun(put, rules=rules)
    case.open_prices(by=["Office", "Chair"], at=at(2))
    settle(case, put, grades=("3", "0"))
    case.freeze(by="Panel", at=at(5))
    assert case.progress.last("frozen").data["passed"] == ["B1"]
    # A letter to B2, though prices are open since the opening.
    assert missing(case) == [("technical_approval", ("award", "sign")), ("", ())]
    with monkeypatch.context() as patch:
        problems = refused(as_it_runs(case, patch).award, by="Panel", at=at(6))
    assert set(problems) == {"technical_approval"}
    event, _ = case.award(by="Panel", at=at(6))
    assert len(event.data["without"]) == 1
    approve(case, "technical", reference="Letter 1", by="Province", at=at(6))
    assert "technical_approval" not in [rule for rule, _ in missing(case)]
