"""What an officer, a member or a bidder wrote is found verbatim in every language."""

import ast
import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from wte_ppp.blocks import Bullets, Document, Heading, Number, Paragraph, Table, flat
from wte_ppp.chapters.debrief_letter import debrief_letter
from wte_ppp.chapters.tender_report import evaluation_report
from wte_ppp.messages import Quoted, from_data, worded
from wte_ppp.print.language import LANGUAGES, catalogue, language_of
from wte_ppp.print.tender import debrief_pdf
from wte_ppp.tender.award import LOW_PRICE
from wte_ppp.tender.evaluation import evaluation_of
from wte_ppp.tender.steps import Finding
from wte_ppp.tender.written import award_data, technical_data

PLANTS = "at least two of the three reference plants never ran"
MARKUP = (
    "{bid} {} {0} {{x}} {",
    "100 % of %s, %(name)d, 5 %",
    "<b>bold</b> & <para> &amp; <a href='x'>",
    "panel, consensus",
    "yes",
    "not stated",
)


def keys_of_messages() -> set[str]:
    """Every template that stands in the code as the key of a message."""
    keys = set()
    for path in Path("wte_ppp").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            first = node.args[0] if name in ("Message", "mark", "say") and node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                keys.add(first.value)
    return keys


def templates() -> list[str]:
    """Templates of the catalogue and of the code, as somebody could write them in a reason."""
    catalogued = {str(message.id) for message in catalogue(None) if message.id}
    return sorted({PLANTS, *MARKUP, *catalogued, *keys_of_messages()} - {""})


def texts(document: Document, language) -> str:
    """All words of a report in a language, as a printer gets them."""
    found = []
    for block in flat(document.blocks):
        if isinstance(block, (Heading, Paragraph)):
            parts = block.text if isinstance(block.text, tuple) else (block.text,)
            found += [worded(part, language) for part in parts]
        elif isinstance(block, Bullets):
            found += [language.words(item) for item in block.items]
        elif isinstance(block, Table):
            cells = [cell for row in block.rows for cell in row]
            found += [language.cell(cell) for cell in cells if not isinstance(cell, Number)]
    return "\n".join(found)


@pytest.fixture
def evaluation(finished):
    return evaluation_of(finished)


def refused(evaluation, reason: str):
    """The same evaluation in which an officer put B1 out for a reason of their own."""
    finding = Finding("B1", LOW_PRICE, LOW_PRICE, False, Quoted(reason, "Evaluation panel"))
    award = replace(evaluation.award, findings=(finding, *evaluation.award.findings))
    return replace(evaluation, award=award)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_template_as_a_reason_is_found_verbatim_in_the_letter(evaluation, code):
    language, wanted = language_of(code), templates()
    assert len(wanted) > 1000
    changed = [
        reason
        for reason in wanted
        if reason not in texts(debrief_letter(refused(evaluation, reason), "B1"), language)
    ]
    assert changed == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_reasons_of_the_panel_and_of_a_withdrawal_are_found_verbatim(evaluation, code):
    language = language_of(code)
    for reason in (PLANTS, *MARKUP):
        key = ("B1", "care")
        found = evaluation.technical.judged[key]
        singles = tuple(
            replace(one, reason=Quoted(reason, one.evaluator), evidence=Quoted(reason, "p"))
            for one in found.marks
        )
        judged = {**evaluation.technical.judged, key: replace(found, marks=singles)}
        changed = replace(
            evaluation,
            technical=replace(evaluation.technical, judged=judged),
            withdrawn={"B4": Quoted(reason, "Office")},
        )
        report = texts(evaluation_report(changed), language)
        # Three members, each with the reason and the evidence; the withdrawal in the register.
        assert report.count(reason) >= 2 * 3 + 1
        assert texts(debrief_letter(changed, "B1"), language).count(reason) >= 2 * 3
        assert reason in texts(debrief_letter(changed, "B4"), language)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("reason", [PLANTS, *MARKUP[:3], "Least {measure} in {year}, {count} %"])
def test_on_paper_a_reason_stands_as_it_was_written(evaluation, code, reason):
    pages = PdfReader(io.BytesIO(debrief_pdf(refused(evaluation, reason), "B1", code))).pages
    paper = "".join("".join(page.extract_text().split()) for page in pages)
    assert "".join(reason.split()) in paper.replace("\u200b", "")


def test_a_decision_is_recorded_with_its_words_and_who_wrote_them(opened, put):
    from tests.tender.conftest import at, settle

    settle(opened, put)
    opened.decide("B1", "eligibility", False, reason=PLANTS, by="Anh", at=at(4))
    (finding,) = [
        finding
        for finding in opened.technical().findings
        if (finding.bid, finding.rule) == ("B1", "eligibility")
    ]
    assert finding.reason == Quoted(PLANTS, "Anh")
    data = technical_data(opened.technical())
    held = [one["reason"] for one in data["findings"] if one["rule"] == "eligibility"]
    assert {"text": PLANTS, "by": "Anh"} in held


def test_results_hold_key_and_values_beside_the_english(finished):
    technical, award = technical_data(finished.technical()), award_data(finished.result())
    (mark,) = [mark for mark in technical["scores"]["B1"]["marks"] if mark["criterion"] == "net"]
    # 475 kWh/t promised, 350 earns nothing and 600 all.
    assert mark["promised"]["text"] == "475 kWh/t"
    assert mark["promised"]["values"]["value"] == {"exact": "475"}
    assert mark["how"]["text"] == "(475 - 350) / (600 - 350)"
    assert mark["how"]["values"]["floor"] == {"exact": "350"}
    for finding in (*technical["findings"], *award["findings"]):
        assert from_data(finding["reason"]) == from_data(finding["reason"])
        assert str(from_data(finding["reason"])) == finding["reason"]["text"]
