"""A study file with faults, and draws of its inputs, as a hostile user would write them."""

from pathlib import Path

import numpy as np
import pytest

from wte_ppp.documents import DocumentError
from wte_ppp.feasibility.study import Study

MINIMAL = Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml"
TEXT = MINIMAL.read_text(encoding="utf-8")

FAULTY = """\
schema: wte_ppp/study/1
name: 12
country: XX
as_of: 2024-13-40
wast: 5
waste:
  received_t_per_day: -800
  composition_percent: {foood: 55, plastics: 15}
plant:
  capacity_t_per_day: {value: 800, unit: t/h, status: maybe, sorce: x}
  lines: 1.5
  cooling: sea
  availability_h_per_year: eight thousand
  steam_presure_bar: 40
finance:
  first_operation_year: 2028
  tipping_fee_usd_per_t: 25,000
  contract_years: 10
  spend_profile_percent: [40, 50]
  debt:
    tenor_years: 15
    grace_years: 16
climate: {oxidation: 2}
published:
  plant.gros_mw: {value: 3, source: press}
"""
EXPECTED = [
    (2, "name", "12", "text"),
    (3, "country", "'XX'", "one of BD, ID"),
    (4, "as_of", "'2024-13-40'", "YYYY-MM-DD"),
    (5, "wast", "unknown key 'wast'", "waste"),
    (7, "waste.received_t_per_day", "-800", "from 1 to 20000 t/d"),
    (8, "waste.composition_percent", "a sum of 70 %", "100 %"),
    (8, "waste.composition_percent.foood", "unknown component 'foood'", "food"),
    (10, "plant.capacity_t_per_day.sorce", "unknown key 'sorce'", "source"),
    (10, "plant.capacity_t_per_day.status", "'maybe'", "published, quote"),
    (10, "plant.capacity_t_per_day.unit", "'t/h'", "'t/d'"),
    (11, "plant.lines", "1.5", "whole number"),
    (12, "plant.cooling", "'sea'", "'air', 'water' or 'once_through'"),
    (13, "plant.availability_h_per_year", "'eight thousand'", "a number"),
    (14, "plant.steam_presure_bar", "unknown key 'steam_presure_bar'", "capacity_t_per_day"),
    (15, "finance.price_year", "nothing", "price level"),
    (17, "finance.tipping_fee_usd_per_t", "'25,000'", "a number"),
    (19, "finance.spend_profile_percent", "a sum of 90 %", "100 %"),
    (21, "finance.debt.tenor_years", "15, with contract_years 10", "within the contract"),
    (22, "finance.debt.grace_years", "16, with tenor_years 15", "shorter than the tenor"),
    (23, "climate.oxidation", "2", "0 to 1"),
    (25, "published.plant.gros_mw", "'plant.gros_mw'", "number of the result"),
]
SUGGESTED = {
    "wast": "waste",
    "waste.composition_percent.foood": "food",
    "plant.capacity_t_per_day.sorce": "source",
    "plant.steam_presure_bar": "steam_pressure_bar",
    "published.plant.gros_mw": "plant.gross_mw",
}


@pytest.fixture
def write(tmp_path):
    def _write(text: str | bytes) -> Path:
        file = tmp_path / "study.yaml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return _write


def replaced(old: str, new: str) -> str:
    assert TEXT.count(old) == 1, old
    return TEXT.replace(old, new)


@pytest.fixture
def refused(write):
    def _refused(text: str | bytes) -> DocumentError:
        with pytest.raises(DocumentError) as caught:
            Study.load(write(text)).run()
        assert caught.value.problems
        assert str(caught.value).replace("\n", "").isprintable()
        return caught.value

    return _refused


def test_every_fault_of_a_file_at_once(refused):
    problems = refused(FAULTY).problems
    assert [(one.line, one.field, one.found) for one in problems] == [row[:3] for row in EXPECTED]
    for problem, (_, field, _, allowed) in zip(problems, EXPECTED, strict=True):
        assert allowed in problem.allowed, field
        assert problem.action
    for problem in problems:
        if problem.field in SUGGESTED:
            assert problem.action.startswith(f"write {SUGGESTED[problem.field]!r}")


def test_message_has_place_got_expected_and_what_to_do(write):
    file = write(replaced("received_t_per_day: 800", "received_t_per_day: -800"))
    with pytest.raises(DocumentError) as caught:
        Study.load(file)
    assert str(caught.value) == (
        f"{file}:8: waste.received_t_per_day: got -800; expected number from 1 to "
        "20000 t/d. Correct the number, or its unit."
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TEXT + "sources: &a {x: y}\ndescription: *a\n", "alias"),
        (TEXT + "description: !!python/object:os.system x\n", "tag"),
        (TEXT + "name: x\n", "second time"),
        (TEXT + "  price_year: 2020\n", "second time"),
        (TEXT + "cost:\n\tstaff: 3\n", "bad YAML"),
        (TEXT.encode() + b"description: caf\xe9\n", "not UTF-8"),
        (TEXT.encode("utf-16"), "not UTF-8"),
        ("", "empty"),
        ("# nothing\n", "empty"),
        ("- a\n", "list"),
        ("hello", "got"),
        (TEXT + "#" * 1_100_000, "1 MB"),
        (bytes(range(256)) * 20, "got"),
        (TEXT + "description: a\0b\n", "control"),
        (TEXT + "sources: " + "[" * 60 + "]" * 60 + "\n", "levels"),
        ("[" * 100_000, "got"),
        (TEXT + "---\n" + TEXT, "second document"),
        (TEXT + "<<: {description: x}\n", "<<"),
        (TEXT + "? [a, b]\n: 1\n", "key"),
        (TEXT + "5: 1\n", "key 5"),
        (TEXT + '"\\e[31mred": 1\n', "17"),
        (TEXT + '"\\u202eabc": 1\n', "17"),
        (TEXT + '"": 1\n', "unknown key"),
        (TEXT + "value: 5\n", "unknown key 'value'"),
    ],
)
def test_file_that_is_no_study(refused, text, found):
    assert found in str(refused(text))


@pytest.mark.parametrize(
    "fee",
    [
        *(".nan", "-.inf", "1e309", "1.0e+308", "1" + "0" * 400, "1" + "0" * 5000),
        *('"20"', "yes", "true", "[]", "", "~", "{}", "{value: }"),
        *("25,000", "0x14", "1:20", "20 USD"),
    ],
)
def test_what_is_no_fee_is_refused_at_its_line(refused, fee):
    (problem,) = refused(replaced("usd_per_t: 20", f"usd_per_t: {fee}")).problems
    assert (problem.line, problem.field) == (16, "finance.tipping_fee_usd_per_t")


@pytest.mark.parametrize("body", ["5", "[5]", "~", "x", ""])
@pytest.mark.parametrize("section", ["cost", "climate", "published", "sources"])
def test_section_that_is_no_mapping(refused, section, body):
    (problem,) = refused(f"{TEXT}{section}: {body}\n").problems
    assert (problem.line, problem.field) == (17, section)
    assert problem.allowed == "keys with values"


@pytest.mark.parametrize(
    "country", ["vn", "no", "../VN", "/", ".", "''", "5", "[VN]", "x" * 5000, "'a/b'", '"a\\nb"']
)
def test_country_that_is_none(refused, country):
    problem = refused(replaced("country: VN", f"country: {country}")).problems[0]
    assert (problem.line, problem.field) == (5, "country")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("    {food: 55, plastics: 15,", "    {food: 70,", "composition_percent"),
        ("plant:", "plant:\n  feedwater_c: 250", "plant.steam_pressure_bar"),
        ("plant:", "plant:\n  air_preheat_c: 300", "plant.steam_pressure_bar"),
        ("plant:", "plant:\n  ambient_c: -30", "plant.excess_air_ratio"),
        ("waste:", "waste:\n  moisture_percent: 5", "waste.bunker_leachate_percent"),
        ("waste:", "waste:\n  components:\n    mud: {ash_percent: 5}", "waste.components.mud"),
        ("waste:", "waste:\n  components:\n    food: 5", "waste.components.food"),
        ("waste:", "waste:\n  survey_file: none.csv", "waste.survey_file"),
    ],
)
def test_impossible_together_is_told_with_file_and_line(refused, old, new, field):
    if "70" in new:
        # Sums to 100: no fault. One component alone is: glass does not burn.
        start, end = TEXT.index("    {food"), TEXT.index("plant:")
        text, field = TEXT[:start] + "    {glass: 100}\n" + TEXT[end:], "waste.bunker_leachate"
    else:
        text = replaced(old, new)
    problem = refused(text).problems[0]
    assert problem.field.startswith(field)
    assert str(problem.path).endswith("study.yaml")
    assert problem.line is not None


def test_directory_and_missing_file(tmp_path):
    for path in (tmp_path, tmp_path / "none.yaml", Path("a\0b")):
        with pytest.raises(DocumentError):
            Study.load(path)


def test_fee_of_25000_is_run_with_a_warning(write):
    file = write(replaced("usd_per_t: 20", "usd_per_t: 25000"))
    result = Study.load(file).run()
    (warning,) = result.warnings
    assert str(warning) == (
        f"{file}:16: finance.tipping_fee_usd_per_t: 25,000 USD/t is outside the usual range of 0 "
        "to 200 USD/t; check the number and its unit"
    )


@pytest.mark.parametrize(
    "draws",
    [
        {"plant.capacity_t_per_dya": [800.0]},
        {"plant": [1.0]},
        {"plant.cooling": [1.0]},
        {"name": [1.0]},
        {"finance.first_operation_year": [2028.0]},
        {"plant.capacity_t_per_day": 800.0},
        {"plant.capacity_t_per_day": []},
        {"plant.capacity_t_per_day": [[800.0], [900.0]]},
        {"plant.capacity_t_per_day": [800.0, -1.0]},
        {"plant.capacity_t_per_day": [800.0, np.nan]},
        {"plant.capacity_t_per_day": ["many", "few"]},
        {"plant.capacity_t_per_day": [800.0, 900.0], "plant.lines": [1.0, 1.0, 2.0]},
        {"plant.lines": [1.5]},
        {"finance.debt.tenor_years": [12.0, 21.0]},
        {"waste.composition_percent.food": [55.0, 60.0]},
        {"waste.composition_percent.mud": [55.0]},
        {"finance.spend_profile_percent.0": [40.0, 50.0]},
        {"finance.spend_profile_percent.7": [40.0, 50.0]},
        {"": [1.0]},
    ],
)
def test_bad_draws_are_refused(draws):
    with pytest.raises(DocumentError) as caught:
        Study.load(MINIMAL).with_draws(draws)
    assert caught.value.problems


def test_unknown_draw_gets_a_suggestion():
    with pytest.raises(DocumentError, match=r"Write 'plant\.capacity_t_per_day'"):
        Study.load(MINIMAL).with_draws({"plant.capacity_t_per_dya": [800.0]})


def test_draws_are_remembered_in_origin_warnings_and_count():
    study = Study.load(MINIMAL).with_draws(
        {
            "finance.tipping_fee_usd_per_t": [20.0, 300.0],
            "finance.spend_profile_percent.0": [40.0, 30.0],
            "finance.spend_profile_percent.1": [60.0, 70.0],
        }
    )
    rows = {row.path: row for row in study.inputs}
    assert rows["finance.tipping_fee_usd_per_t"].layer == "draws"
    assert "20 to 300" in str(rows["finance.tipping_fee_usd_per_t"].note)
    assert rows["finance.spend_profile_percent"].layer == "draws"
    assert study.draws == 2
    assert [one for one in study.warnings if "300" in str(one)]
    with pytest.raises(DocumentError, match="one length"):
        study.with_draws({"plant.lines": [1.0, 1.0, 1.0]})


def test_draws_leave_the_study_as_it_was():
    study = Study.load(MINIMAL)
    before = study.input_hash
    study.with_draws({"plant.capacity_t_per_day": [700.0, 900.0]})
    assert study.input_hash == before
    assert study.draws is None


def test_progress_names_the_steps():
    seen: list[str] = []
    Study.load(MINIMAL).run(progress=seen.append)
    assert seen == ["waste", "plant", "cost", "climate", "finance", "checks"]


def test_impossible_draws_are_noted_and_nan():
    result = Study.load(MINIMAL).run(draws={"plant.feedwater_c": [130.0, 250.0]})
    assert np.isfinite(result.plant.gross_mw[0])
    assert np.isnan(result.plant.gross_mw[1])
    assert any("an impossible plant" in str(note) for note in result.notes)


def test_an_unknown_country_is_not_answered_with_ways_to_judge_bids(tmp_path: Path) -> None:
    text = MINIMAL.read_text(encoding="utf-8").replace("country: VN", "country: JP")
    file = tmp_path / "study.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        Study.load(file)
    (problem,) = caught.value.problems
    assert problem.found == "'JP'"
    assert "VN" in problem.allowed
    assert "qcbs" not in problem.allowed
    assert "least_cost" not in problem.allowed
