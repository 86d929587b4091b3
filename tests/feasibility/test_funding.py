"""Funding in the study file: an agreed schedule of repayment, sources that exceed the uses."""

import pytest
import yaml

from wte_ppp.documents import DocumentError
from wte_ppp.feasibility.study import Study

MINIMAL = "examples/minimal/study.yaml"


def study_with(tmp_path, **debt) -> Study:
    with open(MINIMAL, encoding="utf-8") as file:
        data = yaml.safe_load(file)
    data["finance"]["debt"] = {"repayment": "schedule", **debt}
    path = tmp_path / "study.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    return Study.load(path)


def test_debt_is_repaid_by_the_schedule_whatever_tenor_and_grace_say(tmp_path):
    study = study_with(tmp_path, amount_usd=50e6, schedule_percent=[0, 20, 30, 50], tenor_years=25)
    finance = study.run().finance
    assert finance.principal_usd[2:7] == pytest.approx([0, 10e6, 15e6, 25e6, 0])
    assert finance.lenders.repayment_percent[:5] == pytest.approx([0, 20, 30, 50, 0])


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        (None, "schedule_percent: got nothing; expected shares"),
        ([50, 40], "schedule_percent: got a sum of 90 %"),
        ([5] * 20 + [0], "schedule_percent: got 21 periods; expected at most 20"),
    ],
)
def test_a_schedule_that_does_not_repay_is_refused(tmp_path, shares, words):
    terms = {} if shares is None else {"schedule_percent": shares}
    with pytest.raises(DocumentError, match=words):
        study_with(tmp_path, **terms)


@pytest.mark.parametrize(
    ("path", "terms"),
    [
        ("finance.concessional.amount_usd", {"concessional": {"amount_usd": 900e6}}),
        ("finance.grant.viability_gap_usd", {"grant": {"viability_gap_usd": 900e6}}),
    ],
)
def test_loans_and_grants_above_all_uses_are_refused(tmp_path, path, terms):
    with open(MINIMAL, encoding="utf-8") as file:
        data = yaml.safe_load(file)
    data["finance"] |= terms
    file = tmp_path / "study.yaml"
    file.write_text(yaml.safe_dump(data), encoding="utf-8")
    with pytest.raises(DocumentError, match=f"{path}: got loans and grants above all uses"):
        Study.load(file).run()
