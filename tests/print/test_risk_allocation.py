"""The risk matrix of a study: party, phase and rating of each risk as the toolkit has them."""

import pytest

from wte_ppp.blocks import Table, flat
from wte_ppp.chapters.risk.allocation import PARTIES, PHASES
from wte_ppp.chapters.risk.matrix import JUDGED, RISKS_SHOWN, matrix_chapter
from wte_ppp.chapters.study.report import study_report
from wte_ppp.guidance.load import load_guidance
from wte_ppp.messages import English, worded
from wte_ppp.print.language import LANGUAGES, language_of

RISKS = load_guidance("wte_ppp").catalogue("risks")


def said(cell):
    return "" if cell is None else worded(cell, English())


def tables(blocks):
    return {block.name: block for block in blocks if isinstance(block, Table)}


def test_every_line_has_phase_rating_and_party_by_the_toolkit(risk_case):
    study, run = risk_case
    drawn = tables(matrix_chapter(study.run(), run.result))["risk_matrix"]
    heads = [said(column.head) for column in drawn.columns]
    assert heads[1:] == ["Risk", "Phase", "Probability", "Impact", "Effect", "Usually borne by"]
    rows = [[said(cell) for cell in row] for row in drawn.rows]
    by_name = {risk.risk: key for key, risk in RISKS.items()}
    judged = {by_name[row[1]]: row for row in rows if row[5] == "judged"}
    # The study varies the tipping fee: what is computed is not judged.
    assert judged.keys() == set(JUDGED) - {"fee_payment"}
    for key, row in judged.items():
        risk = RISKS[key]
        assert row[2] == ", ".join(PHASES[phase] for phase in risk.phases)
        assert row[3:5] == [risk.likelihood, risk.impact]
        assert row[6] == PARTIES[risk.usual_party]


def test_shared_risks_say_what_each_side_bears(risk_case):
    study, run = risk_case
    shared = tables(matrix_chapter(study.run(), run.result))["shared_risks"]
    parts = {said(row[0]): (said(row[1]), said(row[2])) for row in shared.rows}
    for key in JUDGED:
        risk = RISKS[key]
        assert (risk.risk in parts) == (risk.usual_party == "shared")
        if risk.usual_party == "shared":
            assert parts[risk.risk] == (risk.public_bears, risk.private_bears)


def test_mitigations_name_instrument_and_clause(risk_case):
    study, run = risk_case
    table = tables(matrix_chapter(study.run(), run.result))["mitigation"]
    clauses = load_guidance("wte_ppp").catalogue("contract")
    by_name = {risk.risk: risk for risk in RISKS.values()}
    assert table.rows
    for row in table.rows:
        risk = by_name[said(row[0])]
        assert said(row[2]) == risk.instrument
        assert said(row[3]) == clauses[risk.contract_clause].name


def test_what_a_report_prints_of_risks_is_in_the_toolkit():
    assert set(RISKS_SHOWN) <= set(RISKS)
    assert set(JUDGED) <= set(RISKS_SHOWN)


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_heads_that_differ_in_english_differ_in_every_language(risk_case, code):
    # "Impact" and "Effect" were one word in two languages, side by side in the matrix.
    study, run = risk_case
    language = language_of(code)
    for table in flat(study_report(study.run(), run.result).blocks):
        if isinstance(table, Table):
            heads = {said(column.head): column.head for column in table.columns}
            translated = {worded(head, language) for head in heads.values()}
            assert len(translated) == len(heads), (table.name, heads.keys())
