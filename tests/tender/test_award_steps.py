"""Steps after the freeze that an officer can get wrong: ceilings, ties, lots, names, notes."""

import pytest

from tests.tender.conftest import MEMBERS, at, bid, price, sheet, technical, text
from wte_ppp.chapters.tender_screen import award_screen, marks_screen, prices_screen
from wte_ppp.documents import DocumentError
from wte_ppp.print.tender import debrief_pdf
from wte_ppp.print.terminal import terminal
from wte_ppp.tender.case import open_case
from wte_ppp.tender.evaluation import evaluation_of
from wte_ppp.tender.tender import load_tender

LOTTERY = """\
rules:
  procedure.technical_weight_percent: 70
  procedure.technical_minimum_percent: 50
  procedure.tie_break: [lottery]
"""
NO_LOTTERY = LOTTERY.replace("[lottery]", "[lower_price]")


def opened_prices(put, rules=LOTTERY, prices=None, marks="3"):
    """Three bids alike in all but what `prices` says, with their prices open."""
    case = open_case(put("case/tender.yaml", text(rules=rules)).parent, by="O", at=at(1, month=2))
    for name in ("B1", "B2", "B3"):
        case.receive(name, "technical", put(f"{name}-t.yaml", technical(name)), by="O", at=at(1))
        body = (prices or {}).get(name, price(name))
        case.receive(name, "price", put(f"{name}-p.yaml", body), by="O", at=at(1))
    for name in ("B1", "B2", "B3"):
        case.decide(name, "eligibility", True, reason="in order", by="O", at=at(3))
    for member in MEMBERS:
        file = put(f"{member}.yaml", sheet(member, B1=marks, B2=marks, B3=marks))
        case.mark(file, by=member, at=at(4), moderated=False)
    case.freeze(by="P", at=at(5))
    case.open_prices(by=["O", "C"], at=at(6))
    return case


def test_a_ceiling_that_the_procedure_would_pass_over_is_refused(put):
    file = put("tender.yaml", text(price="price: {field: fee, ceiling: 25}\n"))
    with pytest.raises(DocumentError, match="puts nobody out for a high price"):
        load_tender(file)
    rules = LOTTERY + "  procedure.price_ceiling: optional\n"
    held = put("held/tender.yaml", text(rules=rules, price="price: {field: fee, ceiling: 25}\n"))
    assert load_tender(held).definition.price.ceiling == 25


def test_a_tie_stands_and_says_what_to_do_until_lots_are_drawn_once(put):
    case = opened_prices(put)
    assert case.result().winner is None
    told = terminal(award_screen(case.tender, case.result()))
    assert "B1 and B2 and B3 are tied; no tie-break rule of the tender resolves it" in told
    assert "Draw lots" in told
    for lots in ({"B1": 1, "B2": 2}, {"B1": 1, "B2": 1, "B3": 2}, {"B1": 1, "B2": 2, "Z": 3}):
        with pytest.raises(DocumentError, match="one lot each, all different, for B1, B2, B3"):
            case.award(by="P", at=at(7), lots=lots)
    _, result = case.award(by="P", at=at(7), lots={"B1": 2, "B2": 1, "B3": 3})
    assert [one.bid for one in result.ranked] == ["B2", "B1", "B3"]
    with pytest.raises(DocumentError, match="not drawn again"):
        case.award(by="P", at=at(7), lots={"B1": 1, "B2": 2, "B3": 3})
    with pytest.raises(DocumentError, match="proposed already"):
        case.award(by="P", at=at(7), lots={"B1": 2, "B2": 1, "B3": 3})
    assert evaluation_of(case).award.winner == "B2"


def test_lots_are_refused_where_the_rule_knows_none(put):
    case = opened_prices(put, NO_LOTTERY)
    with pytest.raises(DocumentError, match="the tender's tie rules: lower_price"):
        case.award(by="P", at=at(7), lots={"B1": 1, "B2": 2, "B3": 3})


def test_letters_of_a_tie_tell_the_tie(put):
    from tests.tender.test_reports import words

    case = opened_prices(put, NO_LOTTERY)
    case.award(by="P", at=at(7))
    letter = words(debrief_pdf(evaluation_of(case), "B2"))
    assert "is tied for the first rank with 2 other(s)" in letter
    assert "another bid" not in letter


def test_opening_reads_prices_out_and_names_what_cannot_count(put):
    case = opened_prices(put, prices={"B2": price("B2", currency="GBP"), "B3": price("Else")})
    told = terminal(prices_screen(case))
    assert "B1, B1: fee 30 (USD)" in told
    assert "B2: out at price opening by price: no exchange rate of GBP" in told
    (noted,) = [one for one in case.result().findings if one.bid == "B3"]
    assert noted.passed
    assert "the price envelope names Else, the technical one B3" in str(noted.reason)


def test_a_panel_sheet_beside_an_average_is_a_note_and_changes_no_mark(opened, put):
    for name in ("B1", "B2"):
        opened.decide(name, "eligibility", True, reason="in order", by="O", at=at(3))
    for member in MEMBERS:
        file = put(f"{member}.yaml", sheet(member, B1="3", B2="3"))
        opened.mark(file, by=member, at=at(4), moderated=False)
    before = opened.technical().scores["B1"].points
    event = opened.mark(put("m.yaml", sheet("Anh", B1="1")), by="Anh", at=at(4), moderated=True)
    assert event.data["changed"] == []
    assert opened.technical().scores["B1"].points == before
    assert "panel: grade 1, a note beside the average" in terminal(
        marks_screen(opened, "B1", "care")
    )


def test_a_form_of_another_version_is_noted(put):
    case = open_case(put("case/tender.yaml", text()).parent, by="O", at=at(1, month=2))
    body = bid("B1", net=475, hours=8000, cems="yes").replace(
        "envelope:", "tender_version: '000000000000'\nenvelope:"
    )
    case.receive("B1", "technical", put("b.yaml", body), by="O", at=at(1))
    (found,) = [one for one in case.technical().findings if one.rule == "completeness"]
    assert f"version 000000000000, the tender is {case.tender.version}" in str(found.reason)
