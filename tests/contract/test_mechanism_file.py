"""The mechanism file: all problems at once with their lines, unknown stays unknown, names."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from wte_ppp.cli import main
from wte_ppp.contract.definition import ContractDefinition
from wte_ppp.contract.definition.ends import DamagesCaps, TerminationPayments
from wte_ppp.contract.definition.guarantees import Guarantees
from wte_ppp.contract.definition.payments import PaymentMechanism
from wte_ppp.contract.published import contract_schema
from wte_ppp.contract.reading import Contract, contract_in, read_contract
from wte_ppp.documents import DocumentError, document_in

UK = Path(__file__).parent / "mechanism_9a.yaml"
TOOLKIT = Path(__file__).parents[2] / "toolkits" / "wte_ppp"
HEAD = "schema: wte_ppp/contract/1\nname: a\ncurrency: GBP\nprice_year: 2020\n"


def of(text: str) -> Contract:
    return contract_in(document_in((HEAD + text).encode(), "contract.yaml"))


def faults_in(text: str) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        of(text)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("part", "catalogue"),
    [
        (PaymentMechanism, "payment_mechanism"),
        (Guarantees, "guarantees"),
        (DamagesCaps, "damages_caps"),
        (TerminationPayments, "termination_payments"),
    ],
)
def test_names_are_the_toolkits(part: type, catalogue: str) -> None:
    listed = yaml.safe_load((TOOLKIT / f"{catalogue}.yaml").read_text(encoding="utf-8"))
    assert set(part.model_fields) <= set(listed)


def test_every_term_says_what_it_runs_on() -> None:
    for part in (PaymentMechanism, Guarantees, DamagesCaps, TerminationPayments):
        for field in part.model_fields.values():
            section = next(kind for kind in field.annotation.__args__ if kind is not type(None))
            assert section.runs_on


def test_uk_file_is_read_with_its_sources() -> None:
    contract = read_contract(UK)
    assert contract.unknown() == ()
    origin = contract.origins["payment_mechanism.minimum_tonnage.minimum_t"]
    assert (origin.status, origin.note) == ("assumption", "the end of the first band")
    assert contract.definition.payment_mechanism.base_payment.bands[1].price_per_t == (45.94,)


def test_file_keeps_to_the_published_schema() -> None:
    data = yaml.safe_load(UK.read_text(encoding="utf-8"))
    jsonschema.validate(data, contract_schema())
    data["payment_mechanism"]["mileage_deduction"]["rate"] = 6
    with pytest.raises(jsonschema.ValidationError, match="rate"):
        jsonschema.validate(data, contract_schema())


def test_all_problems_are_told_at_once() -> None:
    text = """payment_mechanism:
  unused_capacity: {}
  mileage_deduction: {rate_per_t: {value: 6, currency: USD, soruce: x}, status: published}
guarantees:
  availability: {guaranteed_h_per_year: 9000}
  fly_ashh: {}
"""
    told = faults_in(text)
    assert [fault.split(": got ")[0] for fault in told] == [
        "contract.yaml:5: payment_mechanism",
        "contract.yaml:6: payment_mechanism.unused_capacity",
        "contract.yaml:7: payment_mechanism.mileage_deduction.rate_per_t.currency",
        "contract.yaml:7: payment_mechanism.mileage_deduction.rate_per_t.soruce",
        "contract.yaml:7: payment_mechanism.mileage_deduction.status",
        "contract.yaml:9: guarantees.availability.guaranteed_h_per_year",
        "contract.yaml:9: guarantees.availability.period",
        "contract.yaml:10: guarantees.fly_ashh",
    ]
    assert "GBP, the contract's" in told[2]
    assert "Write 'fly_ash'" in told[-1]


def test_bands_rise() -> None:
    bands = "[{up_to_t: 300, price_per_t: 1}, {up_to_t: 200, price_per_t: 1}]"
    told = faults_in(f"payment_mechanism: {{base_payment: {{bands: {bands}}}}}")
    assert "bands.1.up_to_t: got 200; expected more than 300 t" in told[0]


def test_what_is_left_out_is_unknown() -> None:
    contract = of("payment_mechanism: {energy_payment: {paid_by: authority, indexed: false}}")
    assert contract.unknown() == ("payment_mechanism.energy_payment.price_per_mwh",)


def test_bonus_needs_its_guarantee() -> None:
    told = faults_in(
        "payment_mechanism:\n  base_payment: {bands: [{price_per_t: 5}]}\n"
        "  bonus: {rate_per_mwh: 5}\n"
    )
    assert "guarantees.net_energy_yearly beside it" in told[0]


def test_show_tells_terms_sources_and_what_is_not_stated(tmp_path: Path) -> None:
    file = tmp_path / "contract.yaml"
    text = UK.read_text(encoding="utf-8").replace("{rate_per_t: 6}", "{}")
    file.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(main, ["contract", "show", str(file)])
    assert done.exit_code == 0, done.output
    assert "Runs on: tonnes accepted in the year." in done.output
    assert "57.25" in done.output
    assert "GBP/t" in done.output
    assert "Extra haulage: Extra haulage" in done.output.split("Not stated")[1]


def test_show_of_a_bad_file_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "contract.yaml"
    file.write_text(HEAD, encoding="utf-8")
    done = CliRunner().invoke(main, ["contract", "show", str(file)])
    assert done.exit_code == 2
    assert "payment_mechanism: got nothing" in done.output


def test_schema_is_plain_json() -> None:
    assert json.loads(json.dumps(contract_schema()))["properties"]["currency"]
    assert ContractDefinition.model_config["frozen"]


EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("name", ["uk_yearly_charge", "japan_operation_fee", "indonesia_2025"])
def test_a_published_mechanism_is_encoded_with_its_sources(name: str) -> None:
    contract = read_contract(EXAMPLES / "contracts" / f"{name}.yaml")
    assert contract.unknown() == ()
    for place, term in contract.definition.terms():
        assert term.status is not None, place
        if term.status != "assumption":
            assert term.source in contract.definition.sources, place


FEE = "payment_mechanism: {base_payment: {bands: [{price_per_t: 57.25}]}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FEE.replace("57.25", "[]") + "}", "0.price_per_t: got an empty list"),
        (FEE.replace("57.25", "-5") + "}", "0.price_per_t: got -5"),
        (FEE.replace("57.25", "[1, -5]") + "}", "0.price_per_t.1: got -5"),
        (
            "contract_years: 2\n" + FEE.replace("57.25", "[1, 2, 3]") + "}",
            "0.price_per_t: got 3 values; expected at most 2, one for each contract year",
        ),
        (FEE.replace("57.25", "1.0e+308") + "}", "0.price_per_t: got 1e+308; expected at most"),
        (
            FEE + ", minimum_tonnage: {minimum_t: [9, 12], maximum_t: 10, falls_with_refused: true"
            "}}",
            "maximum_t: got 10; expected from 12 t",
        ),
        (
            "payment_mechanism: {waste_put_or_pay: {assured_t_per_day: 9, floor_percent: 130,"
            " ceiling_percent: 120, price_per_t: 1}}",
            "ceiling_percent: got 120; expected from 130 %",
        ),
        (
            "payment_mechanism: {fixed_and_unit_fee: {fixed_per_year: 1, unit_price_per_t: 1,"
            " planned_t: 1}, heating_value_band: {low_mj_per_kg: 12, high_mj_per_kg: 5}}",
            "high_mj_per_kg: got 5; expected more than 12",
        ),
    ],
)  # fmt: skip
def test_what_no_contract_can_mean_is_refused_at_its_place(text: str, told: str) -> None:
    (fault,) = faults_in(text)
    assert told in fault


def test_figures_are_shown_as_the_file_states_them(tmp_path: Path) -> None:
    file = tmp_path / "contract.yaml"
    prices = FEE.replace("57.25", "[2114000, 2205000.5]")
    file.write_text(HEAD + prices + "}\ncity_loss: {haulage_per_t: 11.51}\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["contract", "show", str(file)])
    assert "2,114,000; 2,205,000.5" in done.output
    assert "11.51" in done.output
