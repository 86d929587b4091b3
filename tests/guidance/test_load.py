"""Profiles from the package and from folders, and every fault of a folder at once."""

import datetime

import pytest

from wte_ppp.documents import DocumentError
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.field_problems import field_at, model_at
from wte_ppp.guidance.load import available_profiles, load_guidance
from wte_ppp.guidance.schema import Profile, Rule
from wte_ppp.sources import shipped
from wte_ppp.validation import Range, range_of

HEAD = """\
schema: wte_ppp/{kind}/1
id: {id}
name: {id}
version: '1'
as_of: '2026-01-01'
"""
RULE = """\
{id}:
  description: A rule
  unit: '%'
  values:
    - from: '2020-01-01'
      value: {value}
      reference: {{title: Law on Waste, year: 2020}}
      status: law
      confidence: S
      reviewed: '2026-01-01'
"""


def write(folder, head="", kind="profile", name="XX", **topics):
    folder.mkdir(parents=True, exist_ok=True)
    text = HEAD.format(kind=kind, id=name) + head
    (folder / f"{kind}.yaml").write_text(text, encoding="utf-8")
    for topic, body in topics.items():
        (folder / f"{topic}.yaml").write_text(body, encoding="utf-8")
    return folder


def faults(folder):
    with pytest.raises(DocumentError) as caught:
        load_guidance(folder)
    return caught.value.problems


def test_viet_nam_loads_with_the_toolkit_it_extends():
    guidance = load_guidance("VN")
    assert guidance.identity == "VN 2026.1"
    assert guidance.origin["cit_rate"] == "VN 2026.1"
    assert guidance.origin["min_lhv_mean"] == "wte_ppp 2026.1"
    assert set(guidance.origin) == set(guidance.rules)


def test_a_shipped_id_wins_over_a_folder_of_that_name(tmp_path, monkeypatch):
    write(tmp_path / "VN", name="other")
    monkeypatch.chdir(tmp_path)
    assert load_guidance("VN").profile.name == "Viet Nam"
    assert load_guidance("./VN").profile.name == "other"
    assert load_guidance(tmp_path / "VN").profile.name == "other"


def test_a_folder_s_rule_replaces_that_of_the_toolkit_beside_it(tmp_path):
    one, two = RULE.format(id="one", value=1), RULE.format(id="two", value=2)
    folder = write(tmp_path / "XX", "extends: base\n", topic=RULE.format(id="one", value=9))
    write(folder / "base", kind="toolkit", name="base", topic=one + two)
    guidance = load_guidance(folder)
    assert {key: rule.values[0].value for key, rule in guidance.rules.items()} == {
        "one": 9,
        "two": 2,
    }
    assert guidance.origin == {"one": "XX 1", "two": "base 1"}


def test_every_fault_of_every_file_is_listed_with_its_line(tmp_path):
    broken = RULE.format(id="late", value="[1]").replace("status: law", "status: lwa")
    folder = write(
        tmp_path / "XX",
        "extends: wte_pp\nflag: red\n",
        # a first rule so that lines are not all small
        alpha=RULE.format(id="good", value=1) + broken,
        beta="colour\n",
        gamma=RULE.format(id="good", value=2),
        delta=RULE.format(id="odd", value="true").replace("unit: '%'", "units: '%'"),
    )
    found = {
        (problem.path.rpartition("/")[2], problem.line, problem.field) for problem in faults(folder)
    }
    assert found == {
        ("profile.yaml", 7, "flag"),
        ("alpha.yaml", 16, "late.values.0.value"),
        ("alpha.yaml", 18, "late.values.0.status"),
        ("beta.yaml", 1, ""),
        ("gamma.yaml", 1, "good"),
        # a missing key has the line of the rule that lacks it
        ("delta.yaml", 1, "odd.unit"),
        ("delta.yaml", 3, "odd.units"),
        ("delta.yaml", 6, "odd.values.0.value"),
    }


def test_a_rule_in_two_files_names_both(tmp_path):
    folder = write(
        tmp_path / "XX", a=RULE.format(id="one", value=1), b=RULE.format(id="one", value=2)
    )
    (problem,) = faults(folder)
    assert str(problem).startswith(f"{folder / 'b.yaml'}:1: one: found 'one', already in a.yaml")


def test_dates_out_of_order_are_listed_with_the_rule(tmp_path):
    body = RULE.format(id="one", value=1)
    second = body.partition("values:\n")[2].replace("2020-01-01", "2019-01-01")
    (problem,) = faults(write(tmp_path / "XX", topic=body + second))
    assert problem.line == 4
    assert problem.field == "one.values"
    assert problem.found == "2020-01-01, 2019-01-01"


def test_an_unknown_toolkit_is_named_with_a_guess(tmp_path):
    (problem,) = faults(write(tmp_path / "XX", "extends: wte_pp\n"))
    assert problem.line == 6
    assert problem.action == "write 'wte_ppp'"
    assert "wte_ppp" in problem.allowed


def test_faults_of_a_toolkit_and_of_its_profile_come_together(tmp_path):
    bad = RULE.format(id="one", value="true")
    folder = write(tmp_path / "XX", "extends: base\n", topic=bad)
    write(folder / "base", kind="toolkit", name="base", other=bad)
    names = [problem.path.rpartition("/")[2] for problem in faults(folder)]
    assert names == ["other.yaml", "topic.yaml"]


def test_a_circle_of_toolkits_is_cut(tmp_path):
    folder = write(tmp_path / "XX", "extends: ../YY\n")
    write(tmp_path / "YY", "extends: ../XX\n", kind="toolkit", name="YY")
    (problem,) = faults(folder)
    assert problem.found == "XX -> YY -> XX"
    assert problem.line == 6


def test_an_unknown_country_is_named_with_a_guess():
    with pytest.raises(DocumentError, match="write 'VN'"):
        load_guidance("vn")
    with pytest.raises(DocumentError, match=r"one of .*VN"):
        load_guidance("Atlantis")


def test_a_missing_or_empty_folder_is_a_fault(tmp_path):
    assert "no such folder" in str(faults(tmp_path / "nowhere")[0])
    assert "no profile.yaml" in str(faults(tmp_path)[0])
    with pytest.raises(DocumentError, match="no such folder"):
        load_guidance("./nowhere")


def shipped_rules():
    for country in available_profiles():
        for rule_id, rule in load_guidance(country).rules.items():
            yield pytest.param(country, rule_id, rule, id=f"{country}-{rule_id}")


@pytest.mark.parametrize(("country", "rule_id", "rule"), list(shipped_rules()))
def test_every_shipped_rule_is_sourced_dated_and_reviewed(country, rule_id, rule):
    as_of = datetime.date.fromisoformat(load_guidance(country).profile.as_of)
    assert rule.description.endswith(".")
    for value in rule.values:
        assert len(value.reference.title) > 10
        assert 1900 <= value.reference.year <= as_of.year
        assert value.status in ("law", "guidance", "practice", "assumption")
        assert datetime.date.fromisoformat(value.reviewed) <= as_of
        # What is uncertain never reaches a study as law.
        if value.confidence == "U" and rule.feeds is not None and value.value is not None:
            assert value.status == "assumption"


def fed():
    for country in available_profiles():
        for rule_id, rule in load_guidance(country).rules.items():
            if rule.feeds is not None:
                yield pytest.param(rule, id=f"{country}-{rule_id}")


@pytest.mark.parametrize("rule", list(fed()))
def test_every_fed_input_exists_with_the_rule_s_unit_and_admits_its_values(rule):
    assert isinstance(rule, Rule)
    location = rule.feeds.split(".")
    section = model_at(StudyDefinition, location[:-1])
    assert section is not None
    assert location[-1] in section.model_fields
    field = field_at(StudyDefinition, location)
    bounds = range_of(field)
    for value in rule.values:
        if value.value is None:
            continue
        if isinstance(bounds, Range):
            assert rule.unit == bounds.unit
            assert bounds.admits(value.value)
            assert bounds.is_plausible(value.value)
        else:
            assert rule.unit == ""
            # A word: one of those that the field's Literal allows.
            assert value.value in field.annotation.__args__


def test_no_two_rules_of_a_profile_feed_the_same_input():
    for country in available_profiles():
        feeds = [rule.feeds for rule in load_guidance(country).rules.values() if rule.feeds]
        assert len(feeds) == len(set(feeds))


def test_every_shipped_toolkit_loads_on_its_own():
    folders = [item for item in shipped("toolkits").iterdir() if item.is_dir()]
    assert folders
    for folder in folders:
        guidance = load_guidance(folder)
        assert isinstance(guidance.profile, Profile)
        assert guidance.profile.schema_ == "wte_ppp/toolkit/1"
        assert guidance.rules
