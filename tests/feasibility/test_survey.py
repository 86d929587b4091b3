"""A survey beside the study: its mean is the composition, its faults are told at once."""

from pathlib import Path

import pytest

from wte_ppp.documents import DocumentError
from wte_ppp.feasibility.study import Study
from wte_ppp.feasibility.survey import read_survey

MINIMAL = Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml"
KNOWN = ["food", "paper", "plastics"]
GOOD = "sample,food,plastics,paper\na,60,20,20\nb,50,30,20\nc,55,25,20\n"


@pytest.fixture
def write(tmp_path):
    def _write(text: str | bytes, name: str = "survey.csv") -> Path:
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return _write


def test_mean_of_samples(write):
    survey = read_survey(write(GOOD), KNOWN)
    composition, rows = survey.composition_percent, survey.rows
    # (60 + 50 + 55) / 3 = 55, (20 + 30 + 25) / 3 = 25.
    assert composition == pytest.approx({"food": 55, "plastics": 25, "paper": 20})
    food = rows[0]
    # Deviations 5, -5, 0: variance (25 + 25) / 2 = 25.
    assert food.standard_deviation_percent == pytest.approx(5)
    assert food.samples == 3
    # Student's t at 90 % and 2 degrees of freedom is 2.920: 55 -+ 2.920 x 5 / sqrt(3) = 46.57.
    assert food.lower_percent == pytest.approx(46.57, abs=0.005)


def test_seasons_weigh_the_same(write):
    text = "season,food,paper\ndry,60,40\ndry,60,40\ndry,60,40\nwet,80,20\nwet,80,20\n"
    composition = read_survey(write(text), KNOWN).composition_percent
    assert composition["food"] == pytest.approx(70)


def test_study_with_survey_runs_and_names_it(write, tmp_path):
    write(GOOD)
    text = MINIMAL.read_text(encoding="utf-8")
    start, end = text.index("  composition_percent"), text.index("plant:")
    study = write(text[:start] + "  survey_file: survey.csv\n" + text[end:], "study.yaml")
    result = Study.load(study).run()
    assert result.waste.composition_percent["food"] == pytest.approx(55)
    assert len(result.waste.survey) == 3
    row = next(one for one in result.inputs if one.path == "waste.composition_percent.food")
    assert (row.status, str(row.source)) == ("measured", "survey.csv, 3 samples")


def test_every_fault_of_a_survey_at_once(write):
    text = "sample,food,papr,plastics\na,60,20,20\nb,x,20,20\nc,50,20,20\nd,-5,85,20\n"
    with pytest.raises(DocumentError) as caught:
        read_survey(write(text), KNOWN)
    found = [(one.line, one.field) for one in caught.value.problems]
    assert found == [(1, "papr"), (3, "food"), (4, "sample"), (5, "food")]
    assert "'paper'" in caught.value.problems[0].action


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "two or more"),
        ("food,paper\n60,40\n", "two or more"),
        ("food,paper\n60,40,3\n50,50\n", "more than 2 cells"),
        ("season,food,paper\ndry,60,40\nwet,60,40\n", "one sample in 'dry'"),
        (b"food,paper\n60,\xff\n", "not utf-8"),
        (b"food,paper\n60,4\x000\n", "number"),
        ("food,paper\nnan,40\n50,50\n", "'nan'"),
        ("food,food\n50,50\n50,50\n", "column twice"),
        ('food,paper\n"' + "9" * 200_000 + '",1\n50,50\n', "CSV"),
    ],
)
def test_bad_surveys_are_refused(write, text, message):
    with pytest.raises(DocumentError, match=message):
        read_survey(write(text), KNOWN)


@pytest.mark.parametrize("name", ["none.csv", ".", "a\0b"])
def test_missing_survey_is_told_at_its_key(write, name, tmp_path):
    with pytest.raises(DocumentError, match=r"waste\.survey_file"):
        read_survey(tmp_path / name, KNOWN)


def test_survey_and_composition_together_are_refused(write):
    text = MINIMAL.read_text(encoding="utf-8").replace("waste:", "waste:\n  survey_file: s.csv")
    with pytest.raises(DocumentError, match=r"study\.yaml:8: waste\.survey_file"):
        Study.load(write(text, "study.yaml"))
