"""Folders into layers: what extends what, what is refused, and every fault at once."""

import os

import pytest

from tests.guidance.conftest import SOURCES, rule
from wte_ppp.documents import DocumentError
from wte_ppp.guidance.available import available_profiles, available_toolkits
from wte_ppp.guidance.load import load_guidance


def faults(*arguments, **keys):
    with pytest.raises(DocumentError) as caught:
        load_guidance(*arguments, **keys)
    return caught.value.problems


def places(problems):
    return {(one.path and one.path.rpartition("/")[2], one.line, one.field) for one in problems}


def test_a_profile_stands_on_its_toolkit(folder):
    folder("base", kind="toolkit", topic=rule("one") + rule("two"))
    place = folder("XX", head="extends: base\n", topic=rule("one", ("2021-01-01", 9)))
    guidance = load_guidance(place)
    assert [layer.identity for layer in guidance.layers] == ["base 1", "XX 1"]
    assert guidance.identity == "XX 1"
    assert guidance.rule_ids == ("topic.one", "topic.two")


def test_a_province_extends_a_country_of_the_same_collection(folder, tmp_path):
    folder("base", kind="toolkit", topic=rule("one"))
    folder("XX", head="extends: base\n", topic=rule("one", ("2020-01-01", 2)))
    folder("XX-HN", head="extends: XX\n", topic=rule("one", ("2020-01-01", 3)))
    rules = load_guidance("XX-HN", profiles=tmp_path).on("2021-01-01")
    assert rules.value("topic.one") == 3
    assert [link.origin for link in rules["topic.one"].chain] == ["base 1", "XX 1", "XX-HN 1"]


def test_a_folder_of_profiles_stands_beside_the_shipped_ones(folder, tmp_path):
    folder("XX", head="extends: wte_ppp\n", topic=rule("one"))
    known = available_profiles(tmp_path)
    assert known["XX"] == tmp_path / "XX"
    assert "VN" in known
    assert load_guidance("XX", profiles=tmp_path).profile.name == "XX"
    assert "wte_ppp" in available_toolkits(tmp_path)
    (problem,) = faults("XX", profiles=tmp_path / "nowhere")
    assert problem.action == "check --profiles"


def test_an_id_wins_over_a_folder_of_the_working_directory(folder, tmp_path, monkeypatch):
    folder("VN", topic=rule("one"))
    monkeypatch.chdir(tmp_path)
    assert load_guidance("VN").profile.name == "Viet Nam"
    assert load_guidance("./VN").profile.name == "VN"
    assert load_guidance("VN", profiles=tmp_path).profile.name == "VN"


def test_a_circle_is_cut(folder, tmp_path):
    place = folder("XX", head="extends: YY\n")
    folder("YY", head="extends: XX\n")
    (problem,) = faults(place)
    assert problem.found == "XX -> YY -> XX"
    assert problem.line == 7


def test_a_chain_is_not_endless(folder):
    for place in range(10):
        last = folder(f"P{place}", head=f"extends: P{place + 1}\n" if place < 9 else "")
    assert last.name == "P9"
    (problem,) = faults(last.parent / "P0")
    assert problem.field == "extends"


def test_an_unknown_base_is_named_with_a_guess(folder):
    (problem,) = faults(folder(head="extends: wte_pp\n"))
    assert (problem.line, problem.action) == (7, "write 'wte_ppp'")


@pytest.mark.parametrize("name", ["../YY", "/etc", "..", "sub/YY"])
def test_extends_never_leaves_the_collection(folder, name):
    folder("YY", topic=rule("one"))
    (problem,) = faults(folder("XX", head=f"extends: {name}\n"))
    assert problem.field == "extends"
    assert problem.found == repr(name)


@pytest.mark.parametrize("stem", ["profile", "sources", "topic", "criteria"])
def test_a_link_out_of_the_folder_is_refused(folder, tmp_path, stem):
    from wte_ppp.guidance.check import check

    place = folder("XX", topic=rule("one"), criteria="a: null\n")
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: 1\n", encoding="utf-8")
    (place / f"{stem}.yaml").unlink()
    os.symlink(secret, place / f"{stem}.yaml")
    errors = check(place).errors
    assert "leads out of the folder" in str(errors)
    assert "password" not in str(errors)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("a: &x [1]\nb: *x\n", "an alias or anchor"),
        ("a: !!python/object:os.system x\n", "the tag"),
        ("a: 1\na: 2\n", "a second time"),
        ("a: " + "[" * 60 + "]" * 60 + "\n", "more than 30 levels"),
        ("a: '" + "x" * 1_100_000 + "'\n", "more than 1 MB"),
        ("a: \x00\n", "control character"),
        ("- a\n", "a list"),
        ("", "an empty file"),
    ],
)
def test_a_hostile_file_is_refused_with_its_name(folder, body, found):
    problems = faults(folder(topic=body))
    assert any(found in one.found and "topic.yaml" in str(one.path) for one in problems)


def test_a_folder_of_too_many_files_is_refused(folder):
    place = folder(**{f"t{one}": rule("one") for one in range(70)})
    (problem,) = faults(place)
    assert problem.allowed == "at most 60"


def test_every_fault_of_every_file_is_listed_with_its_line(folder):
    place = folder(
        head="extends: wte_pp\nflag: red\n",
        alpha=rule("good")
        + rule("late", ("2020-01-01", "[1]")).replace("status: law", "status: lwa"),
        beta="colour\n",
        delta=rule("odd").replace("unit:", "units:"),
        gamma=rule("No_capital"),
        sources=SOURCES + "bad:\n  title: A\n  year: 2020\n  text: seen\n",
    )
    (place / "Bad name.yaml").write_text(rule("one"), encoding="utf-8")
    (place / "other.yml").write_text(rule("one"), encoding="utf-8")
    assert places(faults(place)) == {
        ("profile.yaml", 7, "extends"),
        ("profile.yaml", 8, "flag"),
        ("sources.yaml", 14, "bad.text"),
        ("sources.yaml", 12, "bad.title"),
        ("alpha.yaml", 16, "late.values.0.value.0"),
        ("alpha.yaml", 18, "late.values.0.status"),
        ("beta.yaml", 1, ""),
        ("delta.yaml", 3, "odd.units"),
        ("gamma.yaml", 1, "No_capital"),
        ("Bad name.yaml", None, ""),
        ("other.yml", None, ""),
    }


@pytest.mark.parametrize(
    ("change", "word", "found"),
    [
        ({"source": "lwa"}, "source", "'lwa'"),
        ({"source": "heard"}, "status", "law from a source nobody read"),
        ({"source": "heard", "status": "assumption"}, "confidence", "S from a source nobody read"),
        ({"confidence": "K"}, "confidence", "K although the source was read"),
        ({"source": None}, "status", "law without source"),
        ({"source": None, "status": "assumption"}, "confidence", "S without source"),
    ],
)
def test_a_value_cannot_claim_more_than_was_read(folder, change, word, found):
    problems = faults(folder(topic=rule("one", **change)))
    assert found in {one.found for one in problems}
    assert f"one.values.0.{word}" in {one.field for one in problems}


def test_an_assumption_may_rest_on_what_nobody_read(folder):
    unread = {"source": "heard", "status": "assumption", "confidence": "K"}
    place = folder(topic=rule("one", **unread) + rule("two", **unread | {"source": None}))
    assert len(load_guidance(place).on("2021-01-01").assumptions()) == 2


def test_a_rule_keeps_the_unit_and_the_words_of_the_one_beneath(folder):
    words = rule("way", ("2020-01-01", "open"), unit="''").replace(
        "  values:", "  choices: [open, closed]\n  values:"
    )
    folder("base", kind="toolkit", topic=rule("one") + words)
    place = folder(
        head="extends: base\n",
        topic=rule("one", unit="USD") + rule("way", ("2020-01-01", "half"), unit="''"),
    )
    assert places(faults(place)) == {
        ("topic.yaml", 3, "one.unit"),
        ("topic.yaml", 16, "way.values.0.value"),
    }


def test_a_description_may_be_the_outline_s_but_not_be_missing(folder):
    outline = (
        "topic.one:\n  description: From the outline.\n  unit: '%'\n  kind: number\n  why: x\n"
    )
    folder("base", kind="toolkit", outline=outline)
    bare = rule("one").replace("  description: A rule.\n", "")
    place = folder(head="extends: base\n", topic=bare)
    assert load_guidance(place).on("2021-01-01")["topic.one"].description == "From the outline."
    (problem,) = faults(folder("YY", topic=bare))
    assert problem.field == "one.description"


def test_an_unknown_country_is_named_with_a_guess():
    with pytest.raises(DocumentError, match="Write 'VN'"):
        load_guidance("vn")
    with pytest.raises(DocumentError, match=r"one of .*VN"):
        load_guidance("Atlantis")


def test_a_missing_or_empty_folder_is_a_fault(tmp_path):
    assert "no such folder" in str(faults(tmp_path / "nowhere")[0])
    assert "no profile.yaml" in str(faults(tmp_path)[0])
    with pytest.raises(DocumentError, match="no such folder"):
        load_guidance("./nowhere")


def test_the_folder_has_the_name_of_its_id(folder):
    place = folder(topic=rule("one"))
    (place.rename(place.with_name("ZZ")))
    (problem,) = faults(place.with_name("ZZ"))
    assert (problem.field, problem.line) == ("id", 2)


PROCEDURE = rule("envelopes", ("2020-01-01", 2), unit="''") + rule(
    "combination", ("2020-01-01", "lowest_price"), unit="''"
)


def test_a_procedure_takes_the_place_of_the_profile_s_own(folder, tmp_path):
    folder("bank", kind="toolkit", procedure=PROCEDURE.replace("value: 2\n", "value: 1\n"))
    folder("national", kind="toolkit", procedure=PROCEDURE)
    folder("XX", head="procedure: national\n", topic=rule("one"))
    own = load_guidance("XX", profiles=tmp_path).on("2021-01-01")
    assert own.value("procedure.envelopes") == 2
    banks = load_guidance("XX", procedure="bank", profiles=tmp_path).on("2021-01-01")
    assert banks.value("procedure.envelopes") == 1
    assert banks["procedure.envelopes"].origin == "bank 1"
    assert banks.value("topic.one") == 1
    (problem,) = faults("XX", procedure="bnk", profiles=tmp_path)
    assert problem.action == "write 'bank'"
