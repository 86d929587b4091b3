"""What differs between two days, two profiles, two versions."""

from tests.guidance.conftest import SOURCES, rule
from wte_ppp.guidance.compare import compare, compare_histories
from wte_ppp.guidance.load import load_guidance

GAP = """\
unknown:
  description: Not known.
  unit: days
  values:
    - {from: '2020-01-01', value: null, gap: Ask.}
"""


def profile(folder, name, topic):
    return load_guidance(folder(name, topic=topic))


def test_two_days_of_one_profile(folder):
    guidance = profile(folder, "XX", rule("a", ("2020-01-01", 1), ("2022-01-01", 2)) + rule("b"))
    (one,) = compare(guidance.on("2021-01-01"), guidance.on("2023-01-01"))
    assert (one.rule, one.what) == ("topic.a", "value")
    assert one.one == "1 % (since 2020-01-01; law)"
    assert one.two == "2 % (since 2022-01-01; law)"


def test_two_profiles_on_a_day(folder):
    left = profile(folder, "XX", rule("a") + rule("b") + rule("e") + GAP).on("2021-01-01")
    right = profile(
        folder,
        "YY",
        rule("a", binding="at_most")
        + rule("c", ("2030-01-01", 3))
        + rule("d", ("2010-01-01", 1), ("2015-01-01", "null"))
        + rule("e", clause="article 2"),
    ).on("2021-01-01")
    found = {one.rule: (one.what, one.one, one.two) for one in compare(left, right)}
    assert found == {
        "topic.a": ("binding", "1 % (since 2020-01-01; law)", "1 % (since 2020-01-01; law)"),
        "topic.b": ("value", "1 % (since 2020-01-01; law)", "not asked"),
        "topic.c": ("value", "not asked", "begins 2030-01-01"),
        "topic.d": ("value", "not asked", "ended 2015-01-01"),
        "topic.e": ("source", "1 % (since 2020-01-01; law)", "1 % (since 2020-01-01; law)"),
        "topic.unknown": ("value", "gap", "not asked"),
    }


def test_what_is_the_same_is_listed_when_asked_for(folder):
    rules = profile(folder, "XX", rule("a")).on("2021-01-01")
    assert compare(rules, rules) == ()
    (one,) = compare(rules, rules, equal=True)
    assert one.what == "same"


def test_two_versions_whatever_the_day(folder, tmp_path):
    old = load_guidance(folder("XX", topic=rule("a") + rule("b")))
    changed = rule("a", ("2020-01-01", 9), ("2024-01-01", 2)) + rule("b", clause="article 2")
    place = tmp_path / "new"
    from tests.guidance.conftest import write

    new = load_guidance(write(place, "XX", topic=changed, sources=SOURCES))
    found = {
        (one.rule, one.what): (one.one[:3], one.two[:3]) for one in compare_histories(old, new)
    }
    assert found == {
        ("topic.a", "from 2020-01-01"): ("1 %", "9 %"),
        ("topic.a", "from 2024-01-01"): ("-", "2 %"),
        ("topic.b", "from 2020-01-01"): ("1 %", "1 %"),
    }
