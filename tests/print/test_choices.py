"""Choices of a study's inputs are words on paper; a person's text stays as it was written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from wte_ppp.chapters.choices import PROPER, choice_words, choices_of
from wte_ppp.chapters.study.inputs import inputs_table
from wte_ppp.chapters.study.legal import _rule_row
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.study import Study
from wte_ppp.field_problems import section_in
from wte_ppp.messages import Message, Quoted

MINIMAL = Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml"
LISTS = {"inputs", "outages", "delays", "changes", "correlations"}  # of risk: worded by its tables


def _choices(model: type[BaseModel], above: str = "") -> Iterator[tuple[str, str]]:
    for name, field in model.model_fields.items():
        if name in LISTS or name == "schema_":
            continue
        path = f"{above}{name}"
        yield from ((path, choice) for choice in choices_of(field.annotation))
        section = section_in(field)
        if section is not None and section is not model:
            yield from _choices(section, f"{path}.")


def test_every_choice_of_an_input_has_words() -> None:
    choices = [(path, choice) for path, choice in _choices(StudyDefinition) if choice not in PROPER]
    assert ("climate.disposal_site", "managed_anaerobic") in choices
    for path, choice in choices:
        words = choice_words(path, choice)
        assert isinstance(words, Message), (path, choice)
        assert "_" not in str(words), (path, choice)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("climate.disposal_site", "unmanaged_deep", "unmanaged, deep"),
        ("climate.climate_zone", "tropical_wet", "tropical, wet"),
        ("waste.heating_value_formula", "mott_spooner", "Mott and Spooner"),
        ("plant.cooling", "air", "air"),
    ],
)
def test_a_choice_is_said_in_words(path: str, value: str, words: str) -> None:
    assert str(choice_words(path, value)) == words


@pytest.mark.parametrize(
    ("path", "value"),
    [("waste.survey_file", "wet_season.csv"), ("waste.survey_file", "wet"), ("no.such", "wet")],
)
def test_a_person_s_text_is_not_worded(path: str, value: str) -> None:
    text = choice_words(path, value)
    assert isinstance(text, Quoted)
    assert str(text) == value


def test_the_legal_frame_says_the_climate_zone_in_words() -> None:
    result = Study.load(MINIMAL).run()
    zones = [row for row in result.rules if row.rule == "ghg.climate_zone"]
    assert [str(row.value) for row in zones] == ["tropical_wet"]
    assert str(_rule_row(zones[0])[1]) == "tropical, wet"


def test_streams_and_changes_of_the_composition_reach_the_table_of_inputs(tmp_path: Path) -> None:
    file = tmp_path / "study.yaml"
    more = """waste:
  streams:
    industrial: {received_t_per_day: 100, composition_percent: {plastics: 40, paper: 60}}
  composition_changes:
    sorting: {year: 2033, composition_percent: {food: 45, plastics: 25, paper: 30}}
"""
    file.write_text(MINIMAL.read_text("utf-8").replace("waste:\n", more), "utf-8")
    result = Study.load(file).run()
    table = str(inputs_table(result, result.inputs))
    assert "without emissions" in table
    assert "from that year on" in table
