"""Quantities with unit and range, and problems in words."""

from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, ValidationError

from wte_ppp.cards import entry, quantity, range_of
from wte_ppp.documents import Document
from wte_ppp.field_problems import field_at, model_at, problems, section_in
from wte_ppp.validation import Joint, Quantity, Section, implausible, refuse, refuse_each, shown


class Boiler(Section):
    pressure_bar: Quantity = quantity("bar", "Live steam", gt=0, le=180, usual=(20, 90))
    lines: Quantity = quantity("", "Lines", ge=1, le=4, whole=True)
    kind: str = Field(default="grate", description="Furnace")
    stages_bar: tuple[Quantity, ...] = quantity("bar", "Stages", ge=0, default=(1.0,))
    spare_bar: Quantity | None = quantity("bar", "Spare", default=None, usual=(1, 2))


class Works(Section):
    schema_: str = Field(alias="schema")
    boiler: Boiler
    others: dict[str, Boiler] = Field(default_factory=dict)
    shares: dict[str, Quantity] = quantity("%", "Shares", ge=0, le=100, default={"a": 1.0})


GOOD = {"schema": "1", "boiler": {"pressure_bar": 40, "lines": 2}}


def boiler(**changes) -> Boiler:
    return Boiler.model_validate({"pressure_bar": 40, "lines": 2, **changes})


def found(data: dict, document: Document | None = None) -> list:
    with pytest.raises(ValidationError) as caught:
        Works.model_validate(data)
    return list(problems(caught.value, Works, document))


def test_number_becomes_float_and_draws_a_column():
    assert boiler(pressure_bar=40).pressure_bar == 40.0
    assert isinstance(boiler(pressure_bar=np.int64(40)).pressure_bar, float)
    assert boiler(pressure_bar=np.array([40, 60])).pressure_bar.shape == (2, 1)
    assert boiler(pressure_bar=np.array([[40], [60]])).pressure_bar.shape == (2, 1)


@pytest.mark.parametrize(
    "value", [np.array([]), np.ones((2, 2)), np.ones((1, 2, 1)), np.array(40.0), 10**400, 1j, b"4"]
)
def test_what_is_no_quantity(value):
    with pytest.raises(ValidationError):
        boiler(pressure_bar=value)


@pytest.mark.parametrize("value", [0, -1, 180.1, np.nan, np.inf, np.array([40.0, np.nan])])
def test_outside_the_range(value):
    with pytest.raises(ValidationError):
        boiler(pressure_bar=value)


def test_ends_of_the_range():
    # Above 0 leaves 0 out, up to 180 takes 180 in.
    bounds = range_of(Boiler.model_fields["pressure_bar"])
    assert not bounds.admits(0.0)
    assert bounds.admits(180.0)
    assert bounds.allowed == "number above 0 to 180 bar"


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"ge": 1, "whole": True}, "whole number from 1 m"),
        ({"le": 5}, "number up to 5 m"),
        ({}, "number in m"),
    ],
)
def test_range_in_words(limits, words):
    assert range_of(quantity("m", "Length", **limits)).allowed == words


def test_range_without_unit_in_words():
    assert range_of(quantity("", "Count")).allowed == "number"


@given(value=st.floats(-200, 400, allow_nan=False))
def test_admits_as_one_draw_as_it_admits_alone(value):
    bounds = range_of(Boiler.model_fields["pressure_bar"])
    assert bounds.admits(value) == bounds.admits(np.array([[value]]))
    assert bounds.admits(value) == (0 < value <= 180)


def test_problems_have_found_allowed_action_and_line():
    document = Document("works.yaml", {}, {"boiler": 3, "boiler.lines": 5, "boiler.stages_bar": 7})
    data = {
        "boiler": {"pressure_bar": -1, "lines": 1.5, "kindd": "x", "stages_bar": [1, -2]},
        "others": 5,
        "shares": {"a": 101, "b": 102},
    }
    lines = {(one.line, one.field): one for one in found(data, document)}
    assert set(lines) == {
        (1, "schema"),
        (1, "others"),
        (1, "shares.a"),
        (1, "shares.b"),
        (3, "boiler.kindd"),
        (3, "boiler.pressure_bar"),
        (5, "boiler.lines"),
        (7, "boiler.stages_bar.1"),
    }
    assert lines[3, "boiler.kindd"].action == "write 'kind'"
    assert lines[5, "boiler.lines"].allowed == "whole number from 1 to 4"
    assert lines[1, "others"].allowed == "keys with values"
    assert lines[1, "schema"].found == "nothing"


def test_problems_without_a_file_have_no_line():
    assert found({**GOOD, "x": 1})[0].line is None


def test_problem_below_a_place():
    with pytest.raises(ValidationError) as caught:
        Boiler.model_validate({"pressure_bar": 40})
    (problem,) = problems(caught.value, Boiler, under="works.boiler")
    assert problem.field == "works.boiler.lines"
    assert problem.allowed == "whole number from 1 to 4"


def test_unknown_key_names_the_alias_of_a_field():
    (problem,) = found({**GOOD, "schemaa": 1})
    assert problem.allowed == "one of schema, boiler, others, shares"


def test_refusals_carry_their_parts():
    assert refuse("a", "b", "c").context["faults"] == [("", "a", "b", "c")]
    faults = [(".x", "1", "2", "3"), (".y", "4", "5", "6")]
    assert refuse_each(faults).context["faults"] == faults


def test_implausible_numbers_are_warned_of_not_refused():
    works = Works.model_validate({**GOOD, "boiler": {"pressure_bar": 120, "lines": 1}})
    (warning,) = implausible(works)
    assert str(warning.warning) == (
        "boiler.pressure_bar: 120 bar is outside the usual range of 20 to 90 bar; check the number "
        "and its unit"
    )
    assert implausible(Works.model_validate(GOOD)) == []


def test_one_implausible_draw_is_enough():
    drawn = boiler(pressure_bar=np.array([40.0, 120.0]))
    assert [str(one.number) for one in implausible(drawn)] == ["simulated values from 40 to 120"]


def test_shown():
    assert shown(25000.0) == "25,000"
    assert shown(np.array([[7.0]])) == "7"
    assert shown(np.array([1.0, 2.5])) == "draws from 1 to 2.5"


def test_places_of_a_definition():
    assert model_at(Works, ["boiler"]) is Boiler
    assert model_at(Works, ["others", "second"]) is Boiler
    assert model_at(Works, ["boiler", "lines"]) is None
    assert field_at(Works, ["boiler", "lines"]) is Boiler.model_fields["lines"]
    assert field_at(Works, ["schema"]) is Works.model_fields["schema_"]
    assert field_at(Works, ["shares", "a"]) is Works.model_fields["shares"]
    assert field_at(Works, ["none"]) is None
    assert section_in(Works.model_fields["others"]) is Boiler
    assert section_in(Works.model_fields["shares"]) is None


def _taller_than_wide(height: float, width: float):
    if height <= width:
        yield ".height_m", f"{height:g} m", f"more than {width:g} m", "correct one"


class Stack(Section):
    joint = (Joint(("height_m", "width_m"), _taller_than_wide),)

    height_m: Quantity = quantity("m", "Height", gt=0)
    width_m: Quantity = quantity("m", "Width", gt=0)
    colour: Literal["grey", "red"] = entry("Colour", default="grey")


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        ({"height_m": 2, "width_m": 3}, ["height_m"]),
        # Told although another field is at fault, and not told where one of its own is.
        ({"height_m": 2, "width_m": 3, "colour": "blue"}, ["colour", "height_m"]),
        ({"height_m": -2, "width_m": 3}, ["height_m"]),
        ({"height_m": 2}, ["width_m"]),
        ({"height_m": 2, "width_m": 3, "x": 1}, ["height_m", "x"]),
        ({"height_m": 4, "width_m": 3, "x": 1}, ["x"]),
        ([], [""]),
    ],
)
def test_a_check_of_several_fields(data, fields):
    with pytest.raises(ValidationError) as caught:
        Stack.model_validate(data)
    assert [problem.field for problem in problems(caught.value, Stack)] == fields


def test_other_faults_read_the_same_beside_a_joint_one():
    faulty = {"colour": "blue", "width_m": "3", "height_m": 1}
    joined = {"colour": "blue", "width_m": 3, "height_m": 1}
    told = []
    for data in (faulty, joined):
        with pytest.raises(ValidationError) as caught:
            Stack.model_validate(data)
        told.append({one.field: str(one) for one in problems(caught.value, Stack)})
    assert told[0]["colour"] == told[1]["colour"]
    assert set(told[1]) == {"colour", "height_m"}


def test_schema_tells_unit_and_ranges():
    pressure = Boiler.model_json_schema()["properties"]["pressure_bar"]
    assert pressure["unit"] == "bar"
    assert pressure["above"] == 0
    assert pressure["plausible"] == [20, 90]
