"""The panel after its names are known: declarations, recusals, substitutes, quorum (T16)."""

import io
import unicodedata
from fractions import Fraction

import openpyxl
import pytest
from click.testing import CliRunner

from tests.tender.conftest import CRITERIA, RULES, at, begun, price, sheet, technical, text
from wte_ppp.chapters.tender_panel import panel_screen
from wte_ppp.cli import main
from wte_ppp.documents import DocumentError
from wte_ppp.print.language import language_of
from wte_ppp.print.lines import lines
from wte_ppp.print.panel_sheets import evaluator_sheet
from wte_ppp.tender.closeness import inputs_of
from wte_ppp.tender.life.panel import (
    appoint,
    declare,
    go_on_without,
    keep,
    recuse,
    substitute,
)  # fmt: skip
from wte_ppp.tender.life.review import reopen
from wte_ppp.tender.panel_history import agreement, final_sheets, sheets_taken
from wte_ppp.tender.rerun import without_member
from wte_ppp.tender.robustness import robust
from wte_ppp.tender.tender import load_tender
from wte_ppp.tender.verify import verify

WIDE = "\uff23\uff28\uff29"  # CHI in letters of full width
THREE = "members: [Anh, Binh, Chi]"


def panelled(put, members=THREE, **more):
    """A case with two eligible bids and a panel that is written so."""
    case = begun(put, criteria=CRITERIA.replace(THREE, members), **more)
    for bid in ("B1", "B2"):
        case.decide(bid, "eligibility", True, reason="in order", by="Office", at=at(3))
    return case


def score(case, put, member, **grades):
    return case.mark(put(f"{member}.yaml", sheet(member, **grades)), by=member, at=at(4))


def waiting(case):
    return [str(point) for point in case.technical().open]


def share(case, bid):
    return case.technical().judged[bid, "care"].share


def test_an_ill_member_is_replaced_and_the_tender_goes_on(put):
    case = panelled(put)
    score(case, put, "Anh", B1="3", B2="2")
    score(case, put, "Binh", B1="3", B2="2")
    with pytest.raises(DocumentError, match="no score by Chi"):
        case.freeze(by="Chair", at=at(5))
    substitute(case, "Chi", "Dao", reason="Ill since 3 March", by="Chair", at=at(4))
    assert waiting(case) == [
        "B1: no score by Dao on care",
        "B2: no score by Dao on care",
    ]
    score(case, put, "Dao", B1="1", B2="2")
    # qcbs averages: (75 + 75 + 25) / 3 = 58 1/3 %.
    assert share(case, "B1") == Fraction(7, 12)
    case.freeze(by="Chair", at=at(5))
    assert verify(case.folder).problems == ()


def test_marks_of_a_member_who_was_replaced_are_kept_beside(put):
    case = panelled(put)
    for member, grade in (("Anh", "3"), ("Binh", "3"), ("Chi", "1")):
        score(case, put, member, B1=grade, B2="2")
    substitute(case, "Chi", "Dao", reason="Ill", by="Chair", at=at(4))
    score(case, put, "Dao", B1="3", B2="2")
    assert share(case, "B1") == Fraction(3, 4)
    kept = {final.member: final for final in final_sheets(case)}
    assert kept["Chi"].marks["B1"]["care"].grade == "1"
    assert str(kept["Chi"].aside["B1"]) == "replaced by Dao"
    assert kept["Dao"].aside == {}
    with pytest.raises(DocumentError, match="replaced by Dao"):
        score(case, put, "Chi", B1="3")


def test_a_recused_member_does_not_count_for_that_bid_alone(put):
    case = panelled(put)
    for member, grade in (("Anh", "4"), ("Binh", "4"), ("Chi", "2")):
        score(case, put, member, B1=grade, B2=grade)
    # (100 + 100 + 50) / 3 = 83 1/3 %.
    assert share(case, "B1") == share(case, "B2") == Fraction(5, 6)
    recuse(case, "chi", bid="B1", reason="Brother works for it", by="Chair", at=at(4))
    assert share(case, "B1") == 1
    assert share(case, "B2") == Fraction(5, 6)
    assert waiting(case) == []
    (chi,) = (final for final in final_sheets(case) if final.member == "Chi")
    assert str(chi.aside["B1"]) == "recused: Brother works for it"
    assert "B2" not in chi.aside
    event = case.freeze(by="Chair", at=at(5))
    assert set(event.data["sheets"]) == {"Anh", "Binh", "Chi"}
    with pytest.raises(DocumentError, match="closed"):
        recuse(case, "Anh", bid="B1", reason="late", by="Chair", at=at(5))


def test_a_recusal_from_all_bids_asks_for_a_substitute_where_the_panel_gets_too_small(put):
    rules = RULES + "  procedure.panel_least: 3\n"
    case = panelled(put, rules=rules)
    for member in ("Anh", "Binh"):
        score(case, put, member, B1="3", B2="2")
    recuse(case, "Chi", reason="Left the city", by="Chair", at=at(4))
    assert waiting(case) == [
        "2 members are left of the panel, at least 3 are required: name a substitute"
    ]
    substitute(case, "Chi", "Dao", reason="Left the city", by="Chair", at=at(4))
    score(case, put, "Dao", B1="3", B2="2")
    assert waiting(case) == []


def test_a_declared_interest_waits_for_the_chair(put):
    case = panelled(put)
    for member in ("Anh", "Binh"):
        score(case, put, member, B1="3", B2="2")
    declare(case, "Chi", bid="B2", interest=True, text="Shares of it", by="Chi", at=at(4))
    with pytest.raises(DocumentError, match="the chair has not decided"):
        score(case, put, "Chi", B1="3", B2="2")
    score(case, put, "Chi", B1="3")
    assert waiting(case) == [
        "B2: Chi declared an interest, on which the chair must decide: Shares of it",
        "B2: no score by Chi on care",
    ]
    with pytest.raises(DocumentError, match="somebody else than the member"):
        keep(case, "Chi", bid="B2", reason="small", by=" chi ", at=at(4))
    keep(case, "Chi", bid="B2", reason="Ten shares, sold on 1 March", by="Chair", at=at(4))
    case.mark(put("c.yaml", sheet("Chi", B2="2")), by="Chi", at=at(4))
    assert waiting(case) == []
    assert "decided: Ten shares, sold on 1 March" in lines(panel_screen(case))


def test_an_interest_declared_after_scoring_opens_that_bid_again(put):
    case = panelled(put)
    for member in ("Anh", "Binh", "Chi"):
        score(case, put, member, B1="3", B2="2")
    declare(case, "Binh", interest=False, text="", by="Binh", at=at(4))
    assert waiting(case) == []
    declare(case, "Binh", bid="B1", interest=True, text="Cousin", by="Binh", at=at(4))
    # To declare the contrary does not undo it: the chair decides.
    declare(case, "Binh", bid="B1", interest=False, text="", by="Binh", at=at(4))
    assert len(waiting(case)) == 1
    recuse(case, "Binh", bid="B1", reason="Cousin", by="Chair", at=at(4))
    assert waiting(case) == []


@pytest.mark.parametrize("by_procedure", [False, True])
def test_by_the_quorum_a_missing_member_blocks_nothing(put, by_procedure):
    rules = RULES + ("  procedure.panel_quorum: 2\n" if by_procedure else "")
    case = panelled(put, THREE if by_procedure else f"{THREE}, quorum: 2", rules=rules)
    for member in ("Anh", "Binh"):
        score(case, put, member, B1="3", B2="2")
    score(case, put, "Chi", B1="1")
    assert waiting(case) == ["B2: no score by Chi on care"]
    with pytest.raises(DocumentError, match="all scores are in"):
        go_on_without(case, ["Anh"], reason="Ill", by="Chair", at=at(4))
    go_on_without(case, ["Chi"], reason="Ill since 4 March", by="Chair", at=at(4))
    assert waiting(case) == []
    # The one score that Chi gave would count for B1 and not for B2: it counts for none.
    assert share(case, "B1") == Fraction(3, 4)
    told = lines(panel_screen(case))
    assert "Chi is absent; the quorum was reached: Ill since 4 March" in told
    assert "scores of Chi on B1 are kept and do not count" in told
    with pytest.raises(DocumentError, match="1 members"):
        go_on_without(case, ["Chi", "Binh"], reason="Ill", by="Chair", at=at(4))
    go_on_without(case, [], reason="Back on 4 March", by="Chair", at=at(4))
    assert waiting(case) == ["B2: no score by Chi on care"]


def test_without_a_quorum_in_the_rules_nobody_goes_on_without_a_member(put):
    case = panelled(put)
    with pytest.raises(DocumentError, match="no quorum in the rules"):
        go_on_without(case, ["Chi"], reason="Ill", by="Chair", at=at(4))


def test_the_quorum_holds_bid_by_bid(put):
    case = panelled(put, "members: [Anh, Binh, Chi], quorum: 3")
    for member in ("Anh", "Binh", "Chi"):
        score(case, put, member, B1="3", B2="2")
    recuse(case, "Chi", bid="B2", reason="Cousin", by="Chair", at=at(4))
    assert waiting(case) == ["B2: 2 members may score it, the quorum is 3"]


def test_names_known_after_publication(put):
    case = panelled(put, "number: 3, quorum: 2")
    assert "the panel is not appointed yet" in waiting(case)
    with pytest.raises(DocumentError, match="no member yet"):
        score(case, put, "Anh", B1="3")
    with pytest.raises(DocumentError, match="3 members"):
        appoint(case, ["Anh", "Binh"], by="Office", at=at(3))
    with pytest.raises(DocumentError, match="one person twice"):
        appoint(case, ["Anh", "Binh", " anh"], by="Office", at=at(3))
    appoint(case, ["Anh", "PANEL", "Chi"], experts=["Dr Em"], by="Office", at=at(3))
    for member in ("Anh", "PANEL", "Chi"):
        score(case, put, member, B1="3", B2="2")
    with pytest.raises(DocumentError, match="without a vote"):
        score(case, put, "Dr Em", B1="3")
    assert waiting(case) == []
    with pytest.raises(DocumentError, match="substitute"):
        appoint(case, ["Anh", "Binh", "Chi"], by="Office", at=at(4))
    case.freeze(by="Chair", at=at(5))


def test_a_member_named_like_the_panel_is_no_moderated_mark(put):
    case = panelled(put, "members: [Anh, Panel, Chi]")
    for member in ("Anh", "Panel", "Chi"):
        score(case, put, member, B1="3", B2="2")
    event = case.mark(
        put("m.yaml", sheet("Panel", B1="1", B2="1")), by="Chair", at=at(4), moderated=True
    )
    # The panel's own sheet changes no mark of the member of that name.
    assert event.data["changed"] == []
    assert case.marks()[0]["Panel"]["B1"]["care"].grade == "3"


def test_a_name_in_another_case_or_with_blanks_is_the_same_person(put):
    case = panelled(put)
    case.mark(put("a.yaml", sheet("'  ANH '", B1="3")), by="Anh", at=at(4))
    assert list(case.marks()[0]) == ["Anh"]
    criteria = CRITERIA.replace(THREE, "members: [Anh, ' anh', Chi]")
    with pytest.raises(DocumentError, match="a member twice"):
        load_tender(put("twice/tender.yaml", text(criteria=criteria)))


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ("quorum: 2", "members, or their number"),
        ("members: [Anh, Binh, Chi], quorum: 4", "at most 3 members"),
        ("members: [Anh, Binh, Chi], number: 4", "as members are named"),
        ("number: 1", "at least 2 members"),
    ],
)
def test_a_panel_that_cannot_be_is_refused(put, members, said):
    criteria = CRITERIA.replace(THREE, members)
    rules = RULES + "  procedure.panel_least: 2\n"
    with pytest.raises(DocumentError, match=said):
        load_tender(put("tender.yaml", text(criteria=criteria, rules=rules)))


def test_who_changed_what_after_whom(put):
    case = panelled(put)
    score(case, put, "Anh", B1="3", B2="2")
    score(case, put, "Binh", B1="1", B2="2")
    case.mark(put("again.yaml", sheet("Anh", B1="1")), by="Anh", at=at(4))
    taken = sheets_taken(case.progress.events)
    assert [(sheet.evaluator, sheet.earlier) for sheet in taken] == [
        ("Anh", ()), ("Binh", ("Anh",)), ("Anh", ("Binh",)),
    ]  # fmt: skip
    (change,) = taken[2].changed
    assert (change.bid, change.before, change.after) == ("B1", "3", "1")


def test_robustness_leaves_out_members_who_count(put):
    case = panelled(put)
    for member, grade in (("Anh", "3"), ("Binh", "3"), ("Chi", "1")):
        score(case, put, member, B1=grade, B2="2")
    substitute(case, "Chi", "Dao", reason="Ill", by="Chair", at=at(4))
    score(case, put, "Dao", B1="3", B2="2")
    case.freeze(by="Chair", at=at(5))
    case.open_prices(by=["Office", "Chair"], at=at(6))
    inputs = inputs_of(case)
    left_out = robust(inputs, draws=100).evaluators
    assert [left.without for left in left_out] == ["Anh", "Binh", "Dao"]
    assert without_member(inputs, "Dao").technical().judged["B1", "care"].share == Fraction(3, 4)


def test_what_was_agreed_before_a_substitute_came_is_agreed_anew(put):
    case = panelled(put, rules=RULES + "  procedure.panel_method: consensus\n")
    for member, grade in (("Anh", "3"), ("Binh", "3"), ("Chi", "2")):
        score(case, put, member, B1=grade, B2="2")
    agreed = put("panel.yaml", sheet("Panel", B1="3"))
    case.mark(agreed, by="Chair", at=at(4), moderated=True)
    assert waiting(case) == []
    substitute(case, "Chi", "Dao", reason="Ill", by="Chair", at=at(4))
    score(case, put, "Dao", B1="1", B2="2")
    assert waiting(case) == [
        "B1: care: scores differ; a moderated score with its reason is required"
    ]
    case.mark(put("panel.yaml", sheet("Panel", B1="2")), by="Chair", at=at(4), moderated=True)
    assert share(case, "B1") == Fraction(1, 2)
    # A recusal from one bid undoes what was agreed on that bid alone.
    recuse(case, "Dao", bid="B1", reason="Cousin", by="Chair", at=at(4))
    assert share(case, "B1") == Fraction(3, 4)
    assert waiting(case) == []


def test_of_two_scores_none_is_trimmed_and_that_is_said(put):
    case = panelled(put, rules=RULES + "  procedure.panel_method: trimmed_mean\n")
    for member, grade in (("Anh", "4"), ("Binh", "3"), ("Chi", "2")):
        score(case, put, member, B1=grade, B2=grade)
    recuse(case, "Chi", bid="B1", reason="Cousin", by="Chair", at=at(4))
    # B2: 100 and 50 are left out, 75 stays. B1: (100 + 75) / 2.
    assert share(case, "B2") == Fraction(3, 4)
    assert share(case, "B1") == Fraction(7, 8)
    hows = {bid: str(row.marks[-1].how) for bid, row in case.technical().scores.items()}
    assert hows == {
        "B1": "panel, mean of 2 scores: too few to trim", "B2": "panel, trimmed mean",
    }  # fmt: skip


def test_agreement_is_told_over_bids_that_all_scored(put):
    case = panelled(put)
    for member, first, second in (("Anh", "3", "2"), ("Binh", "4", "2"), ("Chi", "2", "3")):
        score(case, put, member, B1=first, B2=second)
    # Rank sums 1 + 1 + 2 = 4 and 5, mean 4.5: S = 0.5; W = 12 x 0.5 / (9 x (8 - 2)) = 1/9.
    assert agreement(case) == pytest.approx(1 / 9)
    assert "Kendall's W, 0 to 1): 0.11" in lines(panel_screen(case))
    recuse(case, "Chi", bid="B1", reason="Cousin", by="Chair", at=at(4))
    assert agreement(case) is None


def test_another_member_does_not_hand_in_somebodys_sheet(put):
    case = panelled(put)
    with pytest.raises(DocumentError, match="Each member hands in their own"):
        case.mark(put("a.yaml", sheet("Anh", B1="3")), by="Binh", at=at(4))
    # The office may file a sheet that came on paper: the record names both.
    event = case.mark(put("a.yaml", sheet("Anh", B1="3")), by="Office", at=at(4))
    assert (event.by, event.data["evaluator"]) == ("Office", "Anh")


def test_an_evaluation_begun_anew_has_its_own_panel(put):
    case = panelled(put, "members: [Anh, Binh, Chi], quorum: 2")
    for member in ("Anh", "Binh"):
        score(case, put, member, B1="3", B2="2")
    go_on_without(case, ["Chi"], reason="Ill", by="Chair", at=at(4))
    case.freeze(by="Chair", at=at(5))
    frozen = case.technical()
    reopen(case, "technical", reason="Order 7", ordered_by="Review board", by="Office", at=at(6))
    # Who was ill then may be back.
    assert "B1: no score by Chi on care" in waiting(case)
    score_later = sheet("Chi", B1="4", B2="2")
    case.mark(put("chi.yaml", score_later), by="Chi", at=at(6))
    assert share(case, "B1") == Fraction(5, 6)
    assert frozen.judged["B1", "care"].share == Fraction(3, 4)
    assert verify(case.folder).problems == ()


def test_by_command(put, tmp_path):
    place = put("t/tender.yaml", text(criteria=CRITERIA.replace(THREE, "number: 3"))).parent

    def run(*words, code=0):
        result = CliRunner().invoke(main, ["tender", *words])
        assert result.exit_code == code, result.output
        return result.output

    when = ["--by", "Office", "--at"]
    run("open", str(place), "--reconstruction", "a test", *when, "2026-02-01T09:00+07:00")
    for envelope, body in (("technical", technical("B1")), ("price", price("B1"))):
        file = put(f"{envelope}.yaml", body)
        run("receive", str(place), str(file), "--bid", "B1", "--envelope", envelope, *when,
            "2026-03-01T09:00+07:00")  # fmt: skip
    folder, later = str(place), [*when, "2026-03-04T09:00+07:00"]
    members = [word for name in ("Anh", "Binh", "Chi") for word in ("--member", name)]
    assert "panel: Anh, Binh, Chi" in run("panel", "appoint", folder, *members, *later)
    run("panel", "declare", folder, "--member", "Chi", "--bid", "B1", "--interest", "--text",
        "Shares", *later)  # fmt: skip
    run("panel", "recuse", folder, "--member", "Chi", "--bid", "B1", "--reason", "Shares", *later)
    run("panel", "substitute", folder, "--member", "Binh", "--with", "Dao", "--reason", "Ill",
        *later)  # fmt: skip
    assert "no quorum in the rules" in run(
        "panel", "quorum", folder, "--absent", "Dao", "--reason", "Ill", *later, code=2
    )
    shown = run("panel", "show", folder)
    assert "Dao sits in place of Binh" in shown
    assert "Chi is recused from B1: Shares" in shown
    out = tmp_path / "anh.xlsx"
    run("sheet", folder, "--evaluator", "Anh", "--out", str(out), "--language", "vi")
    assert out.stat().st_size > 5000


def test_a_name_typed_on_another_machine_is_the_same_person(put):
    """Letters with their marks as one sign or as two (macOS), or of full width (Japan)."""
    case = panelled(put, f"members: [Ms Trần, Binh, {WIDE}]")
    for member in (unicodedata.normalize("NFD", "Ms Trần"), "Chi"):
        case.mark(put("a.yaml", sheet(member, B1="3")), by="Office", at=at(4))
    assert list(case.marks()[0]) == ["Ms Trần", WIDE]


def test_a_workbook_is_taken_in_by_command_and_its_notes_are_said(put, tmp_path):
    plan = 'plan: {weight: 25, scoring: {panel: {grades: {"0": 0, "3": 100}}}}'
    yes_no = "monitors: {weight: 25, field: cems, scoring: yes_no}"
    case = begun(put, criteria=CRITERIA.replace(yes_no, plan))
    file = tmp_path / "anh.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(evaluator_sheet(case, "Anh", language_of("en"))))
    for row in book["Scores"].iter_rows(max_col=6):
        if str(row[5].value).startswith("interest/"):
            row[2].value = "no"
        elif str(row[5].value).startswith("mark/"):
            row[2].value, row[3].value = "3", "good"
    book.save(file)
    words = [
        "tender",
        "mark",
        str(case.folder),
        str(file),
        "--at",
        "2026-03-04T09:00+07:00",
        "--by",
    ]
    refused = CliRunner().invoke(main, [*words, "Binh"])
    assert refused.exit_code == 2
    assert "the sheet of Anh" in refused.output
    taken = CliRunner().invoke(main, [*words, "Anh"])
    assert taken.exit_code == 0, taken.output
    assert "scores of Anh recorded" in taken.output
    assert "note: all 4 scores have the same reason" in taken.output
