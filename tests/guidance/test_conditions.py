"""Several laws side by side: the general rule unless an exception, by the project's days and words.

The law is that of Indonesia. Presidential Regulation 35/2018, article 11: 13.35 US cents/kWh;
Presidential Regulation 109/2025, article 19: 20 US cents/kWh from 10 October 2025.
"""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from wte_ppp.documents import DocumentError
from wte_ppp.guidance.check import check
from wte_ppp.guidance.compare import compare, says
from wte_ppp.guidance.conditions import When, read_when
from wte_ppp.guidance.explain import explain
from wte_ppp.guidance.holding import holding
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.override import overriding
from wte_ppp.guidance.project import UNSAID, Project
from wte_ppp.guidance.schema import Rule

KEYS = """\
      source: law
      clause: article 19
      status: law
      confidence: S
      reviewed: '2025-06-01'
"""


def value(since, what, *, when=None, until=None, more=""):
    """A dated value of a rule as its file has it."""
    lines = [f"    - from: '{since}'", f"      value: {what}"]
    lines += [f"      until: '{until}'"] if until else []
    lines += [f"      when: {when}"] if when else []
    return "\n".join(lines) + "\n" + more + KEYS


def price(*values, name="price"):
    return f"{name}:\n  description: A rule.\n  unit: USD/kWh\n  values:\n" + "".join(values)


OLD_PLANTS = "{contract: {from: '2018-04-16', before: '2025-10-10'}}"
JAVA = price(
    value("2018-04-16", 0.1335),
    value("2025-10-10", 0.2, more="      binding: exact\n"),
    value("2025-10-10", 0.1335, when=OLD_PLANTS, more="      binding: exact\n"),
)


def contracted(day):
    return Project({"contract": datetime.date.fromisoformat(day)})


@pytest.fixture
def java(folder):
    return load_guidance(folder(topic=JAVA))


@pytest.mark.parametrize(
    ("on", "contract", "dollars"),
    [
        ("2020-01-01", "2020-01-01", 0.1335),
        ("2026-01-01", "2020-06-01", 0.1335),
        ("2026-01-01", "2025-10-09", 0.1335),
        ("2026-01-01", "2025-10-10", 0.2),
        ("2026-01-01", "2018-04-15", 0.2),
    ],
)
def test_a_plant_keeps_the_law_of_its_contract(java, on, contract, dollars):
    assert java.on(on, contracted(contract)).value("topic.price") == dollars


def test_who_says_nothing_gets_the_general_rule_and_is_told_of_the_exception(java):
    found = java.on("2026-01-01")["topic.price"]
    assert found.value == 0.2
    (possible,) = found.possible
    assert (possible.value, possible.missing) == (0.1335, ("contract",))
    assert str(possible.told) == (
        "0.1335 USD/kWh where day of the contract from 16 April 2018 and before 10 October 2025 "
        "(Law on Waste 1/2020, article 19 (2020))"
    )
    assert found.asks == ("contract",)


def test_who_says_it_is_told_no_more_of_it(java):
    for day, condition in (("2020-06-01", True), ("2026-01-01", False)):
        found = java.on("2026-01-01", contracted(day))["topic.price"]
        assert found.possible == ()
        assert (found.condition is not None) is condition


def test_what_binds_is_what_holds_for_the_project(java):
    early = java.on("2026-01-01", contracted("2020-06-01"))
    assert overriding(early, {"topic.price": 0.1335}, by="t")["topic.price"].value == 0.1335
    with pytest.raises(DocumentError, match=r"exactly 0\.1335"):
        overriding(early, {"topic.price": 0.2}, by="t")
    with pytest.raises(DocumentError, match=r"exactly 0\.2"):
        overriding(java.on("2026-01-01"), {"topic.price": 0.1335}, by="t")


def test_show_explain_and_diff_tell_it(java):
    unsaid, early = java.on("2026-01-01"), java.on("2026-01-01", contracted("2020-06-01"))
    assert "; or 0.1335 USD/kWh where day of the contract" in says(unsaid, "topic.price")
    assert "or, as the project does not say: 0.1335" in explain(unsaid, "topic.price")
    told = explain(early, "topic.price", {"contract": "2020-06-01"})
    assert "because: day of the contract from 16 April 2018 and before 10 October 2025" in told
    assert [one.what for one in compare(unsaid, early)] == ["value"]


@pytest.mark.parametrize(
    ("words", "found"),
    [({"programme": "national"}, 5), ({"programme": "own"}, None), ({}, None)],
)
def test_a_rule_of_exceptions_alone(folder, words, found):
    body = price(value("2020-01-01", 5, when="{programme: [national, pilot]}"))
    rules = load_guidance(folder(topic=body)).on("2026-01-01", Project(words=words))
    if found is not None:
        assert rules.value("topic.price") == found
    elif words:
        with pytest.raises(DocumentError, match="holds only where programme: national, pilot"):
            rules.rule("topic.price")
        assert says(rules, "topic.price") == "only where programme: national, pilot"
    else:
        with pytest.raises(DocumentError, match="the project does not say: programme"):
            rules.rule("topic.price")
        assert rules.gaps["topic.price"].possible[0].value == 5


def test_all_conditions_must_hold(folder):
    when = "{programme: national, permit: {before: '2024-07-01'}}"
    body = price(value("2020-01-01", 1), value("2020-01-01", 2, when=when))
    loaded = load_guidance(folder(topic=body))
    early, late = datetime.date(2024, 6, 30), datetime.date(2024, 7, 1)
    for days, words, expected, missing in (
        ({"permit": early}, {"programme": "national"}, 2, None),
        ({"permit": late}, {"programme": "national"}, 1, None),
        ({"permit": late}, {}, 1, None),
        ({"permit": early}, {}, 1, ("programme",)),
        ({}, {}, 1, ("programme", "permit")),
    ):
        found = loaded.on("2026-01-01", Project(days, words))["topic.price"]
        assert found.value == expected
        assert [one.missing for one in found.possible] == ([missing] if missing else [])


def test_of_two_exceptions_the_later_holds(folder):
    body = price(
        value("2010-01-01", 1),
        value("2015-01-01", 2, when="{programme: national}"),
        value("2020-01-01", 3, when="{lender: adb}"),
    )
    loaded = load_guidance(folder(topic=body))
    both = {"programme": "national", "lender": "adb"}
    assert loaded.on("2026-01-01", Project(words=both)).value("topic.price") == 3
    assert loaded.on("2019-01-01", Project(words=both)).value("topic.price") == 2
    # The earlier one is met and the later not known; the earlier, not known, could not hold.
    first = loaded.on("2026-01-01", Project(words={"programme": "national"}))["topic.price"]
    assert (first.value, [one.value for one in first.possible]) == (2, [3])
    last = loaded.on("2026-01-01", Project(words={"lender": "adb"}))["topic.price"]
    assert (last.value, last.possible) == (3, ())


def test_a_value_ends_by_itself(folder):
    body = price(value("2020-01-01", 1, until="2024-01-01"), value("2025-01-01", 3))
    loaded = load_guidance(folder(topic=body))
    assert loaded.on("2023-12-31").value("topic.price") == 1
    assert loaded.on("2023-12-31")["topic.price"].until == datetime.date(2024, 1, 1)
    assert loaded.on("2024-01-01").ended["topic.price"].since == datetime.date(2024, 1, 1)
    assert loaded.on("2025-01-01").value("topic.price") == 3
    exception = price(
        value("2020-01-01", 1),
        value("2021-01-01", 2, when="{programme: national}", until="2024-01-01"),
    )
    loaded = load_guidance(folder(topic=exception))
    national = Project(words={"programme": "national"})
    assert loaded.on("2023-12-31", national).value("topic.price") == 2
    assert loaded.on("2024-01-01", national).value("topic.price") == 1


def test_a_month_is_all_that_is_known(folder):
    body = price(value("2018-01-01", 1), value("2018-04", 2))
    loaded = load_guidance(folder(topic=body))
    assert loaded.on("2018-03-31").value("topic.price") == 1
    assert loaded.on("2018-04-30").value("topic.price") == 2
    for day in ("2018-04-01", "2018-04-29"):
        with pytest.raises(DocumentError, match="a new value began in 2018-04, on a day that is"):
            loaded.on(day).rule("topic.price")


def test_a_province_stands_over_the_country_with_its_exceptions(folder):
    folder("NP", topic=price(value("2020-01-01", 1)))
    own = price(value("2021-01-01", 2, when="{region: hills}"))
    loaded = load_guidance(folder("NP-1", head="extends: NP\n", topic=own))
    hills, plains = (Project(words={"region": word}) for word in ("hills", "plains"))
    assert loaded.on("2026-01-01", hills).value("topic.price") == 2
    assert loaded.on("2026-01-01", plains).value("topic.price") == 1
    unsaid = loaded.on("2026-01-01")["topic.price"]
    assert (unsaid.value, [one.value for one in unsaid.possible]) == (1, [2])


def test_a_provinces_exception_does_not_loosen_the_countrys_law(folder):
    binding = "      binding: at_least\n"
    law = price(value("2020-01-01", 70, more=binding))
    folder("NP", topic=law)
    own = price(value("2021-01-01", 60, when="{region: hills}"))
    place = folder("NP-1", head="extends: NP\n", topic=own)
    hills = Project(words={"region": "hills"})
    assert load_guidance(place).on("2026-01-01", hills).value("topic.price") == 70
    assert any("60 USD/kWh, looser" in str(one) for one in check(place).errors)
    # The country's own exception frees it.
    freed = law + value("2020-01-01", 50, when="{region: hills}", more=binding)
    folder("NP", topic=freed)
    assert check(place).errors == ()
    assert load_guidance(place).on("2026-01-01", hills).value("topic.price") == 60


@pytest.mark.parametrize(
    ("when", "place", "found"),
    [
        ("{contarct: {before: '2025-10-10'}}", ".contarct", "unknown day 'contarct'"),
        ("{contract: {befor: '2025-10-10'}}", ".contract.befor", "unknown key 'befor'"),
        ("{contract: {before: '2025-13-10'}}", ".contract.before", "'2025-13-10'"),
        ("{contract: '2025-10-10'}", ".contract", "'2025-10-10'"),
        ("{contract: {}}", ".contract", "{}"),
        ("{contract: {from: '2025-01-02', before: '2025-01-02'}}", ".contract", "before 2025"),
        ("{region: []}", ".region", "[]"),
        ("{region: [java, 3]}", ".region", "['java', 3]"),
        ("{region: [java, java]}", ".region", "a word twice"),
        ("{capacity_mw: {from: 10}}", ".capacity_mw", "'capacity_mw', a number"),
        ("{lender: {not: adb}}", ".lender", "{'not': 'adb'}"),
        ("{}", "", "{}"),
        ("national", "", "'national'"),
    ],
)
def test_faulty_conditions_name_their_place(folder, when, place, found):
    with pytest.raises(DocumentError) as caught:
        load_guidance(folder(topic=price(value("2020-01-01", 1, when=when))))
    (problem,) = caught.value.problems
    assert problem.field == f"price.values.0.when{place}"
    assert found in problem.found
    assert problem.line


@pytest.mark.parametrize(
    ("body", "field", "found"),
    [
        (price(value("2020-01-01", 1, until="2020-01-01")), "until", "until 2020-01-01"),
        (
            price(value("2020-01-01", 1, until="2024-01-01"), value("2023-01-01", 2)),
            "from",
            "holds until 2024-01-01",
        ),
        (price(value("2020-01", 1), value("2020-01-31", 2)), "from", "2020-01-31 after 2020-01"),
        (price(value("2020-1", 1)), "from", "'2020-1'"),
        (price(value("2020-13", 1)), "from", "'2020-13'"),
    ],
)
def test_days_that_cannot_be(folder, body, field, found):
    with pytest.raises(DocumentError) as caught:
        load_guidance(folder(topic=body))
    (problem,) = caught.value.problems
    assert problem.field.endswith(field)
    assert found in problem.found


def test_a_project_has_four_days():
    with pytest.raises(DocumentError, match="Write 'contract'"):
        Project({"contarct": datetime.date(2020, 1, 1)})
    with pytest.raises(DocumentError, match="contract: got 'june'"):
        Project.of({"contract": "june"})


def test_the_check_tells_exceptions_that_a_project_may_meet_both(folder):
    body = price(
        value("2020-01-01", 1),
        value("2020-01-01", 2, when="{programme: national}"),
        value("2020-01-01", 3, when="{region: java}"),
    )
    errors = check(folder(topic=body)).errors
    assert [one.field for one in errors] == ["topic.price.values.2.when"]
    apart = body.replace("{region: java}", "{programme: own, region: java}")
    assert check(folder(topic=apart)).errors == ()


def test_an_exception_to_an_exception(folder):
    """Of one day the special stands over the general: lex specialis."""
    body = price(
        value("2020-01-01", 10),
        value(
            "2020-01-01", 7, when="{lender: [adb], region: south, contract: {from: '2022-01-01'}}"
        ),
        value("2020-01-01", 5, when="{lender: [adb, aiib], contract: {from: '2021-01-01'}}"),
    )
    made = folder(topic=body)
    assert check(made).errors == ()
    loaded, day = load_guidance(made), {"contract": datetime.date(2023, 1, 1)}
    south = Project(day, {"lender": "adb", "region": "south"})
    north = Project(day, {"lender": "adb", "region": "north"})
    unsaid = Project(day, {"lender": "adb"})
    found = [loaded.on("2026-01-01", one)["topic.price"] for one in (south, north, unsaid)]
    assert [one.value for one in found] == [7, 5, 5]
    assert [[other.value for other in one.possible] for one in found] == [[], [], [7]]
    # One alike is told, and so is one that a project may meet without the other.
    alike = body.replace(", region: south, contract: {from: '2022-01-01'}", "").replace(
        ", aiib", ""
    )
    assert check(folder(topic=alike.replace(", contract: {from: '2021-01-01'}", ""))).errors
    earlier = body.replace("2022-01-01", "2020-06-01")
    assert [one.field for one in check(folder(topic=earlier)).errors] == [
        "topic.price.values.2.when"
    ]


def test_the_check_tells_words_that_nobody_gives_and_a_missing_clause(folder):
    body = price(value("2020-01-01", 1, when="{programe: national}"))
    warnings = check(folder(topic=body)).warnings
    assert any("write 'programme'" in str(one).lower() for one in warnings)
    bare = body.replace("programe", "programme").replace("      clause: article 19\n", "")
    assert any(
        "conditions without a clause" in str(one) for one in check(folder(topic=bare)).warnings
    )


def test_the_check_tells_a_word_that_is_a_letter_off(folder):
    body = "".join(
        price(value("2020-01-01", 1, when=f"{{programme: {word}}}"), name=name)
        for name, word in zip("abc", ("waste_2022", "waste_2022", "wase_2022"), strict=True)
    )
    warnings = {one.field: str(one) for one in check(folder(topic=body)).warnings}
    assert "Write 'waste_2022'" in warnings["topic.c.values.0.when.programme"]
    # Rounds are told apart by their numbers.
    other = check(folder(topic=body.replace("wase_2022", "waste_2023")))
    assert not any("as elsewhere" in str(one) for one in other.warnings)


def test_a_rule_test_carries_days_and_words(folder):
    tests = """\
old plant:
  rule: topic.price
  on: '2026-01-01'
  with: {contract: '2020-06-01'}
  expect: 0.1335
  because: article 19
new plant:
  rule: topic.price
  on: '2026-01-01'
  with: {contract: '2026-06-01'}
  override: 0.1335
  expect: refused
  because: article 19 binds at 0.20
"""
    report = check(folder(topic=JAVA, tests=tests))
    assert (report.errors, report.tests) == ((), 2)
    wrong = check(folder(topic=JAVA, tests=tests.replace("'2020-06-01'", "june")))
    assert any("a day as YYYY-MM-DD" in str(one) for one in wrong.errors)


def test_the_command_takes_days_and_words(folder):
    from click.testing import CliRunner

    from wte_ppp.cli import main

    place = str(folder(topic=JAVA))
    said = CliRunner().invoke(
        main, ["guidance", "explain", place, "topic.price", "--with", "contract=2020-06-01"]
    )
    assert said.output.startswith("topic.price: 0.1335 USD/kWh")
    shown = CliRunner().invoke(main, ["guidance", "show", place, "--with", "contract=2020-06-01"])
    assert "topic.price: 0.1335 USD/kWh" in shown.output
    one, two = f"{place}@2020-01-01", f"{place}@2026-01-01"
    same = CliRunner().invoke(main, ["guidance", "diff", one, two, "--with", "contract=2020-06-01"])
    assert "0.1335 USD/kWh (since 2025-10-10" in same.output
    slip = CliRunner().invoke(main, ["guidance", "show", place, "--with", "contarct=2020-06-01"])
    assert slip.exit_code == 2
    assert "Write 'contract'" in slip.output
    wrong = CliRunner().invoke(
        main, ["guidance", "explain", place, "topic.price", "--with", "contract=june"]
    )
    assert wrong.exit_code == 2
    assert "contract: got 'june'; expected a day as YYYY-MM-DD" in wrong.output


def test_a_unit_changes_with_the_law(folder):
    # Share of the reference price by percent first, then as a price.
    body = price(value("2015-01-01", 90, more="      unit: '%'\n"), value("2020-01-01", 0.1))
    loaded = load_guidance(folder(topic=body))
    assert str(loaded.on("2016-01-01")["topic.price"].amount()) == "90 %"
    assert str(loaded.on("2026-01-01")["topic.price"].amount()) == "0.1 USD/kWh"
    assert "90 %" in explain(loaded.on("2016-01-01"), "topic.price").splitlines()[-1]


def test_a_province_keeps_a_unit_of_the_country(folder):
    folder("NP", topic=price(value("2015-01-01", 5)).replace("USD/kWh", "days"))
    own = price(value("2021-01-01", 7, more="      unit: working days\n"))
    place = folder("NP-1", head="extends: NP\n", topic=own.replace("USD/kWh", "days"))
    found = load_guidance(place).on("2026-01-01")["topic.price"]
    assert str(found.amount()) == "7 working days"
    folder(
        "NP-1",
        head="extends: NP\n",
        topic=own.replace("USD/kWh", "days").replace("working", "lunar"),
    )
    with pytest.raises(DocumentError, match=r"values\.0\.unit: got 'lunar days'"):
        load_guidance(place)


def test_a_gap_that_may_hold_is_no_nothing(folder):
    gap = "      when: {programme: own}\n      gap: Ask the ministry.\n"
    body = price(value("2020-01-01", 1)) + "    - from: '2020-01-01'\n      value: null\n" + gap
    found = load_guidance(folder(topic=body)).on("2026-01-01")["topic.price"]
    assert str(found.possible[0].told) == "not known where programme: own: Ask the ministry"


def test_the_project_is_not_said_in_passing(java):
    rules = java.on("2026-01-01", contracted("2020-06-01"))
    assert rules.value("topic.price", contract="2020-06-01") == 0.1335
    for of in (rules, java.on("2026-01-01")):
        with pytest.raises(
            DocumentError, match=r"contract: .* Give it to Guidance\.on, as a Project"
        ):
            of.value("topic.price", contract="2026-06-01")


days = st.dates(datetime.date(2000, 1, 1), datetime.date(2030, 12, 31))


@given(pairs=st.lists(st.tuples(days, days), min_size=2, max_size=2), asked=days)
def test_conditions_that_share_nothing_are_never_met_together(pairs, asked):
    whens = [
        read_when({"bid": {"from": str(min(pair)), "before": str(max(pair))}})
        for pair in pairs
        if pair[0] != pair[1]
    ]
    project = Project({"bid": asked})
    met = [when.met(project) for when in whens]
    if len(whens) == 2 and all(met):
        assert whens[0].shares(whens[1])
    for when in whens:
        assert when.met(when.example()) is True
        assert when.met(UNSAID) is None


@given(contract=st.none() | days, on=days)
def test_with_the_project_said_the_law_is_certain(contract, on):
    body = {"status": "assumption", "confidence": "U", "reviewed": "2025-01-01"}
    held = Rule.model_validate(
        {
            "values": [
                {"from": "2005-01-01", "value": 1, **body},
                {
                    "from": "2010-01-01",
                    "value": 2,
                    "when": {"contract": {"before": "2012-01-01"}},
                    **body,
                },
            ]
        }
    )
    project = UNSAID if contract is None else Project({"contract": contract})
    found = holding(held, on, project)
    known = contract is not None or on < datetime.date(2010, 1, 1)
    assert (found.possible == ()) is known
    if contract and contract < datetime.date(2012, 1, 1) and on >= datetime.date(2010, 1, 1):
        assert found.value is not None
        assert found.value.value == 2


def test_the_schema_knows_conditions():
    jsonschema = pytest.importorskip("jsonschema")
    from wte_ppp.guidance.published import guidance_schema

    held = jsonschema.Draft202012Validator(guidance_schema("rules"))
    dated = {
        "from": "2018-04",
        "until": "2025-10-10",
        "value": 1,
        "when": {"contract": {"before": "2025-10-10"}, "region": ["java", "bali"]},
    }
    assert held.is_valid({"price": {"values": [dated]}})
    for wrong in ({"contract": "2025"}, {"contract": {"befor": "2025-10-10"}}, {}, {"region": 3}):
        assert not held.is_valid({"price": {"values": [{**dated, "when": wrong}]}})


def test_conditions_are_frozen():
    with pytest.raises(AttributeError):
        read_when({"region": "java"}).terms = ()
    assert isinstance(read_when(When(())), When)
    with pytest.raises(ValidationError):
        Rule.model_validate({"values": [{"from": "2020-01-01", "value": 1, "when": 3}]})


def test_a_day_alone_tells_which_law_holds_and_asks_nothing(folder):
    """A scale that the project's day picks is shown; it is evaluated for who states a size."""
    scale = "{steps: {by: capacity_mw, bands: [{up_to: 10, value: 5}, {value: 3}]}}"
    body = price(
        value("2020-01-01", 2), value("2020-01-01", scale, when="{permit: {before: '2020-01-01'}}")
    )
    day = {"permit": "2019-05-05"}
    rules = load_guidance(folder(topic=body)).on("2026-01-01", Project.of(day))
    assert "depends on: capacity_mw" in explain(rules, "topic.price", day)
    assert "with permit = 2019-05-05, capacity_mw = 12: 3 USD/kWh" in explain(
        rules, "topic.price", {**day, "capacity_mw": 12}
    )


@pytest.mark.parametrize(
    ("values", "goes_on"),
    [
        ((value("2020-01-01", 1, until="2027-01-01"),), False),  # it ends, and nothing follows
        ((value("2020-01-01", 1), value("2027-01-01", 1)), True),
        ((value("2020-01-01", 1), value("2027-01-01", 2)), False),
        ((value("2020-01-01", 1, until="2027-01-01"), value("2029-01-01", 1)), False),
        # An exception that ends, under a general value that says the same, or ended before it.
        (
            (
                value("2020-01-01", 1),
                value("2020-01-01", 1, when="{region: java}", until="2027-01-01"),
            ),
            True,
        ),
        (
            (
                value("2020-01-01", 1, until="2026-06-01"),
                value("2020-01-01", 1, when="{region: java}", until="2027-01-01"),
            ),
            False,
        ),
    ],
)
def test_a_value_goes_on_where_the_one_after_it_says_the_same(folder, values, goes_on):
    guidance = load_guidance(folder(topic=price(*values)))
    found = guidance.on("2026-01-01", Project(words={"region": "java"}))["topic.price"]
    assert (str(found.until), found.goes_on) == ("2027-01-01", goes_on)


def test_a_possible_reference_to_what_is_open_itself_gives_no_figure(folder):
    """Where the region is Java the other rule has 5 and not 1; nobody said the region yet."""
    body = price(
        value("2020-01-01", 1), value("2020-01-01", 5, when="{region: java}"), name="base"
    ) + price(
        value("2020-01-01", 2),
        value("2020-01-01", "{rule: {id: topic.base}}", when="{region: java}"),
    )
    guidance = load_guidance(folder(topic=body))
    told = says(guidance.on("2026-01-01"), "topic.price")
    assert told.startswith("2 USD/kWh")
    assert "; or topic.base where region: java" in told
    met = guidance.on("2026-01-01", Project(words={"region": "java"}))
    assert met["topic.price"].value == 5


@pytest.mark.parametrize(("own", "told"), [(3, True), (0.5, False)])
def test_what_may_bind_beneath_is_told_where_the_value_would_not_stand(folder, own, told):
    """In Java the country binds to at most 1: 3 would not stand there, 0.5 would."""
    binds = "      binding: at_most\n"
    country = price(
        value("2020-01-01", 5), value("2020-01-01", 1, when="{region: java}", more=binds)
    )
    folder("NP", topic=country)
    place = folder("NP-1", head="extends: NP\n", topic=price(value("2020-01-01", own)))
    guidance = load_guidance(place)
    unsaid = guidance.on("2026-01-01")["topic.price"]
    assert unsaid.value == own
    assert [one.value for one in unsaid.possible] == ([1] if told else [])
    java = guidance.on("2026-01-01", Project(words={"region": "java"}))["topic.price"]
    assert java.value == (1 if told else own)
    elsewhere = guidance.on("2026-01-01", Project(words={"region": "bali"}))["topic.price"]
    assert (elsewhere.value, elsewhere.possible) == (own, ())
