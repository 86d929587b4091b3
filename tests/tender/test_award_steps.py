"""Steps after the freeze that an officer can get wrong: ceilings, ties, lots, names, notes."""

import json
import shutil
from dataclasses import replace
from fractions import Fraction

import pytest

from tests.tender.conftest import MEMBERS, at, bid, opening, price, sheet, technical, text
from wte_ppp.chapters.tender_marks import marks_screen
from wte_ppp.chapters.tender_screen import award_screen, prices_screen
from wte_ppp.chapters.tender_status import status_screen
from wte_ppp.chapters.tender_words import distance
from wte_ppp.documents import DocumentError
from wte_ppp.print.lines import lines
from wte_ppp.print.tender import debrief_pdf
from wte_ppp.tender.adoption import RESULTS
from wte_ppp.tender.case import Case
from wte_ppp.tender.evaluation import evaluation_of
from wte_ppp.tender.record import GENESIS, canonical, digest
from wte_ppp.tender.tender import load_tender
from wte_ppp.tender.verify import verify
from wte_ppp.tender.written import written

LOTTERY = """\
rules:
  procedure.technical_weight_percent: 70
  procedure.technical_minimum_percent: 50
  procedure.tie_break: [lottery]
"""
NO_LOTTERY = LOTTERY.replace("[lottery]", "[lower_price]")


def opened_prices(put, rules=LOTTERY, prices=None, marks="3"):
    """Three bids alike in all but what `prices` says, with their prices open."""
    case = opening(put("case/tender.yaml", text(rules=rules)).parent)
    for name in ("B1", "B2", "B3"):
        case.receive(name, "technical", put(f"{name}-t.yaml", technical(name)), by="O", at=at(1))
        body = (prices or {}).get(name, price(name))
        file = put(f"{name}-p.yaml", body)
        case.receive(name, "price", file, by="O", at=at(1), confirmed="seen")
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
    told = lines(award_screen(case.tender, case.result()))
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
    told = lines(prices_screen(case))
    assert "B1, B1: Fee 30 (USD)" in told
    assert "B2: currency conversion: no exchange rate of GBP yet" in told
    assert "B2: out" not in told
    noted = [str(one.reason) for one in case.result().findings if one.rule == "bidder_name"]
    assert noted == ["the technical envelope names B3"]
    assert [one.passed for one in case.result().findings if one.bid == "B3"] == [None, None]


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
    assert "panel: grade 1, a note beside the average" in lines(marks_screen(opened, "B1", "care"))


def test_a_form_of_another_version_is_noted(put):
    case = opening(put("case/tender.yaml", text()).parent)
    body = bid("B1", net=475, hours=8000, cems="yes").replace(
        "envelope:", "tender_version: '000000000000'\nenvelope:"
    )
    case.receive("B1", "technical", put("b.yaml", body), by="O", at=at(1))
    (found,) = [one for one in case.technical().findings if one.rule == "completeness"]
    assert f"version 000000000000, the tender is {case.tender.version}" in str(found.reason)


def test_totals_that_differ_late_are_shown_with_the_decimals_that_part_them(put):
    # 30 price points each; technical 70 x 0.5 of 40 %: a hundred-thousandth of a kWh/t apart.
    case = opened_prices(put)
    evaluation = evaluation_of(case)
    first, second, third = evaluation.award.ranked
    near = replace(second, rank=2, total=first.total - Fraction(1, 10**6))
    apart = replace(third, rank=3, total=first.total - 5)
    result = replace(evaluation.award, ranked=(replace(first, rank=1), near, apart))
    told = lines(award_screen(case.tender, result))
    assert "Distance of the first two: 0.000001 points" in told
    assert "0.00 points" not in told
    shown = [line.split()[4] for line in told.splitlines() if line.split()[1:2] in (["B1"], ["B2"])]
    assert len(set(shown)) == 2


def test_equal_totals_say_what_decided_and_no_distance(put):
    case = opened_prices(put, NO_LOTTERY.replace("lower_price", "higher_technical"))
    ranked = case.result().ranked
    parted = (
        replace(ranked[0], rank=1, tie_broken_by="lower_price"),
        replace(ranked[1], rank=2),
    )
    told = str(distance(case.tender, parted))
    assert told == "The first two have equal totals; decided by lower price."


def test_before_any_score_is_in_nobody_is_out_by_scores(opened):
    for name in ("B1", "B2"):
        opened.decide(name, "eligibility", True, reason="in order", by="O", at=at(3))
    told = lines(status_screen(opened))
    assert "B1: not scored yet" in told
    assert "B2: not scored yet" in told
    assert "out at" not in told
    assert not [one for one in opened.technical().findings if one.passed is False]


def test_a_case_of_version_0_1_verifies_and_goes_on(finished, tmp_path):
    """Its results held sentences as bare text; the record carries the hashes of those files."""
    old = as_version_0_1_left_it(finished, tmp_path / "old")
    report = verify(old)
    assert report.problems == ()
    assert [str(note).partition(" was recorded")[0] for note in report.notes] == [
        f"Event {event.seq} ({event.what})"
        for event in finished.progress.all("frozen", "award_proposed")
    ]
    assert not (old / "case.wte").exists(), "to verify changes nothing"
    changed = shutil.copytree(old, tmp_path / "changed")
    file = changed / "technical.json"
    file.write_text(file.read_text("utf-8").replace('"points": "', '"points": "9'), "utf-8")
    assert verify(changed).problems
    # It is taken over when it is next opened, line by line as it is.
    case = Case(old, at_reason="a test")
    assert case.result() == finished.result()
    assert case.store.lines() == (old / "record.jsonl").read_text("utf-8").splitlines()
    case.withdraw("B1", reason="Letter", by="Office", at=at(8))
    assert verify(old).problems == ()


def as_version_0_1_left_it(case, folder):
    """A case as a folder of version 0.1: texts as strings, a record of lines, its files."""
    previous, rows = GENESIS, []
    for event in case.progress.events:
        files = {
            name: sha256
            for name, sha256 in event.files.items()
            if not name.startswith(("guidance/", "results/"))
        }
        for name, sha256 in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(case.store.content(sha256))
        data = {key: value for key, value in event.data.items() if key != "reconstruction"}
        if event.what in RESULTS:
            result = plain(json.loads(case.kept_result(event)))
            (folder / RESULTS[event.what]).write_text(written(result), encoding="utf-8")
            data["result"] = digest(result)
        body = {
            "seq": event.seq, "at": event.at, "by": event.by, "what": event.what,
            "data": data, "files": files, "prev": previous,
        }  # fmt: skip
        previous = digest(body)
        rows.append(canonical({**body, "hash": previous}))
    (folder / "record.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def plain(data):
    """Messages and quotations as the sentences they were."""
    if isinstance(data, dict):
        if "text" in data and ("key" in data or "by" in data):
            return f"{data['text']}." if "key" in data else data["text"]
        later = ("exact", "evidence", "waits_for")
        return {key: plain(value) for key, value in data.items() if key not in later}
    return [plain(item) for item in data] if isinstance(data, list) else data
