"""What guidance says on a day, through which chain, and what it says where there is nothing."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.guidance.conftest import rule
from wte_ppp.documents import DocumentError
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.resolve import resolve
from wte_ppp.guidance.schema import DatedValue, Rule

GAP = """\
{name}:
  description: Not known.
  unit: days
  values:
    - from: '2020-01-01'
      value: null
      gap: Ask the ministry.
"""


@pytest.fixture
def profile(folder):
    folder(
        "base",
        kind="toolkit",
        topic=rule("one", ("2010-01-01", 1)) + rule("two", ("2010-01-01", 2)),
    )
    return load_guidance(
        folder(
            head="extends: base\n",
            topic=rule("one", ("2018-04-16", 5), ("2021-06-01", "null"), ("2024-01-01", 7))
            + rule("three", ("2030-01-01", 3))
            + GAP.format(name="four"),
        )
    )


@pytest.mark.parametrize(
    ("day", "value", "chain"),
    [
        ("2012-01-01", 1, [("base 1", 1)]),
        ("2018-04-15", 1, [("base 1", 1)]),
        ("2018-04-16", 5, [("base 1", 1), ("XX 1", 5)]),
        ("2021-05-31", 5, [("base 1", 1), ("XX 1", 5)]),
        ("2024-01-01", 7, [("base 1", 1), ("XX 1", 7)]),
    ],
)
def test_the_topmost_value_that_has_begun_holds(profile, day, value, chain):
    found = profile.on(day)["topic.one"]
    assert found.value == value
    assert [(link.origin, link.value) for link in found.chain] == chain
    assert found.origin == chain[-1][0]


def test_a_rule_that_ended_gives_nothing_and_says_so(profile):
    rules = profile.on("2022-01-01")
    assert "topic.one" not in rules
    assert rules.ended["topic.one"].since == datetime.date(2021, 6, 1)
    with pytest.raises(DocumentError, match=r"ended on 2021-06-01, Law on Waste 1/2020 \(2020\)"):
        rules.rule("topic.one")


def test_a_gap_is_stated_with_whom_to_ask(profile):
    rules = profile.on("2022-01-01")
    assert {key: gap.note for key, gap in rules.gaps.items()} == {"topic.four": "Ask the ministry."}
    with pytest.raises(DocumentError, match=r"got a gap: Ask the ministry"):
        rules.rule("topic.four")


def test_a_rule_that_has_not_begun_names_its_day(profile):
    with pytest.raises(DocumentError, match="begins on 2030-01-01"):
        profile.on("2022-01-01").rule("topic.three")


@pytest.mark.parametrize(
    ("asked", "action"),
    [("topic.too", "Write 'topic.two'"), ("two", "Write 'topic.two'"), ("zzz", "guidance show")],
)
def test_an_unknown_rule_is_named_with_a_guess(profile, asked, action):
    with pytest.raises(DocumentError, match=action):
        profile.on("2022-01-01").rule(asked)


def test_a_value_knows_when_the_next_begins(profile):
    rules = profile.on("2019-01-01")
    assert rules["topic.one"].until == datetime.date(2021, 6, 1)
    assert rules["topic.two"].until is None


def test_a_day_is_a_date_or_a_text(profile):
    day = datetime.date(2019, 1, 1)
    assert profile.on(day).day == profile.on("2019-01-01").day == day
    assert profile.on(datetime.datetime(2019, 1, 1, 12)).day == day
    for wrong in ("2019-02-30", "yesterday", 2019, None):
        with pytest.raises(DocumentError, match="a day as YYYY-MM-DD"):
            profile.on(wrong)


def test_rules_are_frozen(profile):
    rules = profile.on("2019-01-01")
    with pytest.raises(AttributeError):
        rules.day = None
    with pytest.raises(AttributeError):
        rules["topic.one"].value = 9
    with pytest.raises(TypeError):
        rules.rules["topic.one"] = None
    with pytest.raises(TypeError):
        rules["topic.one"] = None


days = st.dates(datetime.date(1990, 1, 1), datetime.date(2040, 12, 31))


@given(begins=st.lists(days, min_size=1, max_size=6, unique=True).map(sorted), asked=days)
def test_the_last_value_that_has_begun_is_the_one_in_force(begins, asked):
    from wte_ppp.guidance.layer import Layer
    from wte_ppp.guidance.schema import Profile

    values = tuple(
        DatedValue.model_validate(
            {
                "from": day.isoformat(), "value": place, "status": "assumption",
                "confidence": "U", "reviewed": "2025-01-01",
            }
        )
        for place, day in enumerate(begins)
    )  # fmt: skip
    head = {"schema": "wte_ppp/profile/1", "id": "X", "name": "X", "version": "1"}
    profile = Profile.model_validate(head | {"as_of": "2025-01-01"})
    one = Rule(description="x", unit="", values=values)
    layer = Layer(profile, None, {}, {"a.b": one}, {}, {})
    rules = resolve([layer], asked)
    begun = [place for place, day in enumerate(begins) if day <= asked]
    if begun:
        assert rules.value("a.b") == begun[-1]
    else:
        assert rules.pending["a.b"] == begins[0]
