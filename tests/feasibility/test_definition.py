"""The definition against its table of defaults, and rules that join two inputs."""

from dataclasses import replace
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

import wte_ppp
from wte_ppp.cards import Card, card_of
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.feasibility.defaults import default_values
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.stated import STATUSES
from wte_ppp.feasibility.study import Study
from wte_ppp.field_problems import field_at, problems, section_in
from wte_ppp.mrv.facility import FACILITY_DEFAULTS
from wte_ppp.mrv.facility_file import FacilityDefinition

MINIMAL = Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml"


def values() -> dict:
    return Study.load(MINIMAL).definition.model_dump(by_alias=True)


def faults(data: dict) -> list[Problem]:
    with pytest.raises(ValidationError) as caught:
        StudyDefinition.model_validate(data)
    return list(problems(caught.value, StudyDefinition))


def places(data: dict) -> list[str]:
    return [fault.field for fault in faults(data)]


def required(model: type[BaseModel], path: str = "") -> set[str]:
    found: set[str] = set()
    for name, field in model.model_fields.items():
        place = f"{path}.{name}" if path else name
        below = section_in(field)
        if below is not None and field.annotation is below:
            found |= required(below, place)
        elif field.is_required():
            found.add(place)
    return found


def inputs(model: type[BaseModel] = StudyDefinition, path: str = "") -> dict[str, FieldInfo]:
    """Every field of the study file by its dotted path, sections too."""
    fields: dict[str, FieldInfo] = {}
    for name, field in model.model_fields.items():
        place = f"{path}.{name}" if path else name
        fields[place] = field
        below = section_in(field)
        if below is not None:
            fields |= inputs(below, place)
    return fields


def cards() -> dict[str, Card]:
    facility = {f"facility.{name}": field for name, field in FacilityDefinition.model_fields.items()
                if name in FACILITY_DEFAULTS}  # fmt: skip
    found = {path: card_of(field) for path, field in (inputs() | facility).items()}
    for name, default in FACILITY_DEFAULTS.items():
        found[f"facility.{name}"] = replace(found[f"facility.{name}"], default=default)
    return found


CARDS = cards()


@pytest.mark.parametrize("path", [path for path, card in CARDS.items() if card.default])
def test_default_fits_its_field(path):
    card, default = CARDS[path], CARDS[path].default
    assert default.status in STATUSES
    assert len(default.source) > 3
    if card.range is None:
        kind = inputs()[path].annotation
        words = get_args(kind) or (kind,)
        assert default.value in words or type(default.value) in words
        return
    for number in default.value if isinstance(default.value, tuple) else (default.value,):
        assert card.range.admits(number), card.range.allowed
        # 0 stands for "none".
        assert number == 0 or card.range.is_usual(number)


@pytest.mark.parametrize("path", inputs())
def test_every_input_has_a_label_of_a_few_words(path):
    label = CARDS[path].label
    assert label[0].isupper() or label[0].isdigit()
    assert len(label) <= 48
    assert not label.endswith(".")
    assert ";" not in label


def test_labels_of_a_section_differ():
    for path in ("", *(path for path, field in inputs().items() if section_in(field))):
        below = [card.label for place, card in CARDS.items() if place.rpartition(".")[0] == path]
        assert len(below) == len(set(below)), path


def test_a_default_is_laid_below_the_study_or_there_is_none():
    # A section that may be left out would come to be by a default below it: it has its defaults
    # where the study opens it.
    declared = {path for path, card in CARDS.items() if card.default} - {
        f"facility.{name}" for name in FACILITY_DEFAULTS
    }
    laid = {path for path in default_values() if not path.startswith("waste.components.")}
    optional = {"finance.value_for_money", "finance.loans", "plant.heat"}
    assert {path.rpartition(".")[0] for path in declared - laid} == optional
    assert laid <= declared


def test_an_opened_section_has_its_defaults_with_their_origin(tmp_path):
    text = MINIMAL.read_text(encoding="utf-8")
    file = tmp_path / "study.yaml"
    file.write_text(f"{text}  value_for_money: {{discount_rate_percent: 6}}\n", encoding="utf-8")
    rows = {row.path: row for row in Study.load(file).inputs}
    step = rows["finance.value_for_money.rate_step_percent"]
    assert (step.value, step.layer, step.status) == (2.0, "default", "assumption")
    assert rows["finance.value_for_money.discount_rate_percent"].layer == "study file"
    assert Study.load(MINIMAL).definition.finance.value_for_money is None


def test_user_must_give_only_what_no_table_can_know():
    assert required(StudyDefinition) - set(default_values()) == {
        "schema_",
        "name",
        "waste.components",  # data/waste_components.csv
        "plant.capacity_t_per_day",
        "finance.first_operation_year",
        "finance.price_year",
    }


def test_the_amount_of_waste_is_given_once(tmp_path):
    city = (
        "  city: {base_year: 2024, population: 1e6, population_growth_percent: 1, "
        "kg_per_capita_per_day: 0.9, kg_growth_percent: 0, collected_percent: 90, "
        "to_plant_percent: 80}\n"
    )
    text = MINIMAL.read_text(encoding="utf-8")
    amount = "  received_t_per_day: 800\n"
    assert amount in text
    for written, found in (("", "no amount of waste"), (amount + city, "received_t_per_day as we")):
        file = tmp_path / "study.yaml"
        file.write_text(text.replace(amount, written), encoding="utf-8")
        with pytest.raises(DocumentError, match=found):
            Study.load(file)
    file.write_text(text.replace(amount, city), encoding="utf-8")
    # 1 000 000 x 1.01^4 x 0.9 kg x 365 x 0.9 x 0.8 / 1000 in 2028: 246 127 t.
    first = Study.load(file).run().waste.received_t[0]
    assert first == pytest.approx(1e6 * 1.01**4 * 0.9 * 365 * 0.9 * 0.8 / 1000, rel=1e-12)


def test_definition_is_frozen():
    definition = Study.load(MINIMAL).definition
    with pytest.raises(ValidationError):
        definition.plant.lines = 2.0


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("waste", "received_t_per_day", -1),
        ("waste", "received_t_per_day", 0),
        ("plant", "lines", 1.5),
        ("plant", "availability_h_per_year", 8761),  # a year of 365 days has 8,760 h
        ("plant", "cooling", "sea"),
        ("finance", "first_operation_year", "2028"),
        ("finance", "first_operation_year", True),
        ("finance", "tipping_fee_usd_per_t", "20"),
        ("finance", "tipping_fee_usd_per_t", True),
        ("finance", "tipping_fee_usd_per_t", [20]),
        ("finance", "tipping_fee_usd_per_t", None),
        ("finance", "tipping_fee_usd_per_t", float("nan")),
        ("finance", "tipping_fee_usd_per_t", float("inf")),
        ("finance", "tipping_fee_usd_per_t", 10**400),
        ("finance", "spend_profile_percent", []),
        ("finance", "spend_profile_percent", [40, 50]),
        ("finance", "spend_profile_percent", [5] * 20),
        ("climate", "gwp_set", "AR7"),
    ],
)
def test_impossible_value_is_one_fault_at_its_place(section, key, value):
    data = values()
    data[section][key] = value
    assert places(data) == [f"{section}.{key}"]


def test_shares_are_scaled_within_rounding_and_refused_beyond():
    data = values()
    # 55 of 100 replaced by 55.4: the sum of 100.4 is rounding, and food becomes 55.4 / 1.004.
    data["waste"]["composition_percent"]["food"] = 55.4
    definition = StudyDefinition.model_validate(data)
    assert definition.waste.composition_percent["food"] == pytest.approx(55.4 / 1.004)
    data["waste"]["composition_percent"]["food"] = 55.6
    assert [(fault.field, fault.found) for fault in faults(data)] == [
        ("waste.composition_percent", "a sum of 100.6 %")
    ]


def test_unknown_component_and_wrong_sum_are_told_together():
    data = values()
    data["waste"]["composition_percent"] = {"foood": 60.0, "paper": 20.0}
    assert places(data) == ["waste.composition_percent", "waste.composition_percent.foood"]


def test_dry_matter_that_does_not_sum_is_told_for_each_component():
    data = values()
    for name in ("food", "wood"):
        data["waste"]["components"][name]["ash_percent"] += 5
    assert places(data) == ["waste.components.food", "waste.components.wood"]


def test_debt_must_end_within_the_contract_and_begin_to_repay():
    data = values()
    data["finance"]["contract_years"] = 10
    data["finance"]["debt"] |= {"tenor_years": 12, "grace_years": 12}
    assert places(data) == ["finance.debt.grace_years", "finance.debt.tenor_years"]


def test_debt_is_held_to_the_contract_draw_by_draw():
    data = values()
    data["finance"]["contract_years"] = np.array([15.0, 20.0])
    data["finance"]["debt"]["tenor_years"] = np.array([15.0, 20.0])
    assert StudyDefinition.model_validate(data).finance.contract_years.shape == (2, 1)
    data["finance"]["debt"]["tenor_years"] = np.array([20.0, 15.0])
    assert places(data) == ["finance.debt.tenor_years"]


def test_composition_must_come_from_somewhere():
    data = values()
    data["waste"]["composition_percent"] = None
    assert places(data) == ["waste.survey_file"]


def test_what_joins_fields_is_told_beside_the_faults_of_others():
    data = values()
    data["plant"]["lines"] = 1.5
    data["waste"]["bunker_leachate_percent"] = -1
    data["waste"]["composition_percent"] = {"foood": 100.0}
    data["climate"]["methane_potential_kg_per_t"] = {"foood": 100.0}
    data["finance"]["debt"]["tenor_years"] = 40
    # Waste is faulty: whether the climate's components are known cannot be said.
    assert places(data) == [
        "finance.debt.tenor_years",
        "plant.lines",
        "waste.bunker_leachate_percent",
        "waste.composition_percent.foood",
    ]


def test_what_joins_two_sections():
    data = values()
    data["climate"]["methane_potential_kg_per_t"] = {"foood": 100.0}
    assert places(data) == ["climate.methane_potential_kg_per_t.foood"]


def test_no_check_depends_on_the_order_of_fields():
    # pydantic's `info.data` holds the fields that stand above; a check on it is silent for others.
    package = Path(wte_ppp.__file__).parent
    reading = [file for file in package.rglob("*.py") if "info.data" in file.read_text("utf-8")]
    assert not reading


@pytest.mark.parametrize("day", ["20240601", "2024-W22-6", "2024-02-30", "2024-6-1", ""])
def test_as_of_is_a_full_date(day):
    data = values()
    data["as_of"] = day
    assert places(data) == ["as_of"]


def test_every_quantity_of_the_schema_has_unit_and_description():
    for row in Study.load(MINIMAL).inputs:
        field = field_at(StudyDefinition, row.path.split("."))
        assert field is not None
        assert field.description
