"""A methodology of the JCM is a choice of the profile, told by its title where one is approved."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from wte_ppp.chapters.study.page_one_climate import CHOICES, climate_answer
from wte_ppp.documents import Document, DocumentError, read_document
from wte_ppp.feasibility.methodology import APPROVED, NONE_APPROVED, RULE
from wte_ppp.feasibility.study import Study
from wte_ppp.guidance.available import available_hosts
from wte_ppp.guidance.load import load_guidance
from wte_ppp.mrv.checklists import checklists

MINIMAL = read_document(Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml")


def study(country: str, **climate: Any) -> Study:
    data: Any = deepcopy(MINIMAL.data)
    data |= {"country": country, "as_of": "2026-11-20"}
    data["climate"] = climate
    data["finance"]["power_tariff_usd_per_kwh"] = 0.08
    return Study.of(Document("study.yaml", data, {}))


def test_words_of_the_code_are_the_choices_of_the_outline():
    questions = load_guidance("wte_ppp").questions
    assert questions[RULE].choices == (NONE_APPROVED, APPROVED)


@pytest.mark.parametrize("country", list(available_hosts()))
def test_every_host_says_whether_one_is_approved(country):
    # Myanmar's JCM_MM_AM001 is the only methodology for burning waste in the list of June 2026.
    rule = load_guidance(country).on("2026-11-20")[RULE]
    assert rule.value == (APPROVED if country == "MM" else NONE_APPROVED)


def test_another_word_is_refused_at_its_line(tmp_path):
    folder = tmp_path / "XX"
    folder.mkdir()
    head = "schema: wte_ppp/profile/1\nid: XX\nname: X\nextends: wte_ppp\nversion: '1'\n"
    (folder / "profile.yaml").write_text(head + "as_of: '2026-11-20'\n", encoding="utf-8")
    (folder / "sources.yaml").write_text(
        "a:\n  title: A list\n  year: 2026\n  text: report\n  read: '2026-11-01'\n",
        encoding="utf-8",
    )
    (folder / "ghg.yaml").write_text(
        "jcm_methodology:\n  values:\n  - from: '2026-01-01'\n    value: none\n"
        "    source: a\n    status: guidance\n    confidence: S\n    reviewed: '2026-11-01'\n",
        encoding="utf-8",
    )
    with pytest.raises(DocumentError) as refused:
        load_guidance(folder)
    (problem,) = refused.value.problems
    assert (problem.line, problem.allowed) == (4, "one of none approved, approved")


def test_the_title_stands_in_the_note_and_the_lack_on_page_one():
    grid = {"grid_factor_tco2_per_mwh": 0.5}
    jcm = {"let_go_percent": 90}
    myanmar = study("MM", jcm=jcm, **grid).run()
    notes = " ".join(map(str, myanmar.notes))
    assert "in this country: JCM_MM_AM001 Ver1.0" in notes
    assert "No methodology for them" not in str(climate_answer(myanmar))
    viet_nam = study("VN").run()
    assert "No JCM methodology for burning waste is approved" in " ".join(map(str, viet_nam.notes))
    assert "No methodology for them is approved" in str(climate_answer(viet_nam))
    own = study("VN", jcm={"methodology": "VN_AM099"}).run()
    assert "No methodology for them" not in str(climate_answer(own))


def test_every_kind_of_choice_has_words_for_a_sentence():
    kinds = [row.kind for row in study("VN").run().reduction_span]
    assert set(kinds) <= {*CHOICES, "all"}
    assert kinds[-1] == "all"


def test_the_checklist_asks_the_rule_and_not_a_phrase():
    def answer(country: str) -> str:
        rules = load_guidance(country).on("2026-11-20")
        questions = checklists(rules=rules).eligibility
        text = "signed the jcm"
        return next(q.answer.answer for q in questions if text in str(q.question).lower())

    assert (answer("VN"), answer("MY")) == ("yes", "no")
