"""A study in the money of its place: keys, currencies, rates, and the same figures as in USD."""

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import BaseModel

from wte_ppp.documents import Document, DocumentError, document_in, read_document
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.money_names import is_money
from wte_ppp.feasibility.outcomes import card_of
from wte_ppp.feasibility.result_tables import leaves_of
from wte_ppp.feasibility.risk_analysis import check_risk
from wte_ppp.feasibility.scenarios import scenario_studies
from wte_ppp.feasibility.study import Study
from wte_ppp.field_problems import section_in

MINIMAL = Path("examples/minimal/study.yaml")
BAC_NINH = Path("examples/bac_ninh/study.yaml")
RATE = 25_300.0
DONG = f"  money: {{currency: VND, rates: {{USD: {{rate: {RATE:.0f}}}}}}}\n"


def study_of(finance: str = "", cost: str = "", more: str = "") -> Study:
    """The minimal study without its fee, with lines below finance and cost."""
    text = MINIMAL.read_text().replace("  tipping_fee_usd_per_t: 20\n", finance)
    text += f"cost:\n{cost}" if cost else ""
    return Study.of(document_in((text + more).encode(), "study.yaml"))


def faults_of(*parts: str) -> list[str]:
    with pytest.raises(DocumentError) as refused:
        study_of(*parts)
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("written", "fee"),
    [
        ("tipping_fee_per_t: 20", 20.0),
        ("tipping_fee_usd_per_t: {value: 20, unit: USD/t}", 20.0),
        ("tipping_fee_vnd_per_t: 506000", 20.0),  # 506,000 / 25,300
        ("tipping_fee_per_t: {value: 506000, currency: VND}", 20.0),
        ("tipping_fee_per_t: {value: 506000, unit: VND/t}", 20.0),
    ],
)
def test_an_amount_says_its_currency(written, fee):
    rates = f"  money: {{rates: {{VND: {{inverse_rate: {RATE:.0f}}}}}}}\n"
    study = study_of(f"{rates}  {written}\n")
    assert study.definition.finance.tipping_fee_usd_per_t == pytest.approx(fee, rel=1e-15)
    note = str(study.origins["finance.tipping_fee_usd_per_t"].note)
    if "506000" in written:
        assert note == "506,000 VND/t at 25,300 VND/USD"
        assert study.document.currencies == {"finance.tipping_fee_usd_per_t": "VND"}


@pytest.mark.parametrize(
    ("written", "fee"),
    [
        ("tipping_fee_per_t: 385000", 385_000.0),
        ("tipping_fee_vnd_per_t: 385000", 385_000.0),
        ("tipping_fee_usd_per_t: 20", 506_000.0),  # 20 x 25,300
    ],
)
def test_a_study_in_dong_keeps_what_usd_means(written, fee):
    assert study_of(f"{DONG}  {written}\n").definition.finance.tipping_fee_usd_per_t == fee


def test_the_countrys_rate_brings_an_amount_to_the_studys_money():
    """Viet Nam's macro.fx of 2024: 24,165 VND/USD."""
    study = study_of("  tipping_fee_vnd_per_t: 483300\n")
    assert study.definition.finance.tipping_fee_usd_per_t == pytest.approx(20.0, rel=1e-12)
    assert study.definition.finance.money.rates["VND"].inverse_rate == 24_165.0


def test_two_keys_for_one_input_are_refused_with_the_line():
    (fault,) = faults_of("  tipping_fee_per_t: 20\n  tipping_fee_vnd_per_t: 385000\n")
    assert fault.startswith("study.yaml:17: finance.tipping_fee_vnd_per_t: got ")
    assert "one key for an input" in fault


@pytest.mark.parametrize(
    ("finance", "told"),
    [
        ("  tipping_fee_per_t: {value: 20, currency: XXQ}\n", "a code of ISO 4217"),
        ("  tipping_fee_vnd_per_t: {value: 20, currency: USD}\n", "one currency of an amount"),
        ("  tipping_fee_per_t: {value: 20, currency: EUR}\n", "finance.money.rates.EUR.rate"),
        ("  tipping_fee_per_t: {value: 20, unit: USD/kWh}\n", "'USD/t'"),
        ("  contract_years: {value: 20, currency: VND}\n", "it is no money"),
    ],
)
def test_a_currency_that_cannot_be_read_is_refused_at_its_line(finance, told):
    (fault,) = faults_of(finance)
    assert fault.startswith("study.yaml:16: ")
    assert told in fault


def test_ranges_are_those_of_the_studys_money():
    (fault,) = faults_of(f"{DONG}  tipping_fee_per_t: 3000000000\n")
    # 100,000 USD/t is the most that a fee may be: 2.53e9 VND/t.
    assert "finance.tipping_fee_per_t: got 3,000,000,000" in fault
    assert "2.53e+09 VND/t" in fault
    assert "USD" not in fault


def test_a_default_in_usd_is_converted_with_a_word():
    study = study_of(DONG)
    assert study.definition.cost.lime_usd_per_t == 110 * RATE
    row = next(row for row in study.inputs if row.path == "cost.lime_usd_per_t")
    assert row.unit == "VND/t"
    assert str(row.note).startswith("110 USD/t at 25,300 VND/USD")


def test_without_a_rate_a_default_in_usd_is_unknown():
    text = MINIMAL.read_text().replace("country: VN\n", "")
    text = text.replace(
        "tipping_fee_usd_per_t: 20", "tipping_fee_per_t: 385000\n  money: {currency: VND}"
    )
    study = Study.of(document_in(text.encode(), "study.yaml"))
    assert np.isnan(study.definition.cost.lime_usd_per_t)
    assert np.isnan(study.run().cost.opex_usd_per_t)


def test_distributions_and_scenarios_say_their_currency_too():
    risk = """
risk:
  inputs:
    finance.tipping_fee_per_t: {distribution: uniform, low: 300000, high: 500000}
    cost.capex_usd: {distribution: uniform, low: 60000000, high: 80000000}
  scenarios:
    in dollars: {finance.tipping_fee_usd_per_t: 20}
    in dong: {finance.tipping_fee_per_t: 400000}
"""
    finance = f"{DONG}  tipping_fee_per_t: 385000\n"
    study = study_of(finance, "  capex: 1771000000000\n", risk)
    drawn = study.definition.risk.inputs
    assert drawn["cost.capex_usd"].low == 60e6 * RATE
    assert drawn["finance.tipping_fee_usd_per_t"].high == 500_000
    fees = {
        name: other.definition.finance.tipping_fee_usd_per_t
        for name, other in scenario_studies(study).items()
    }
    assert fees == {"in dollars": 506_000.0, "in dong": 400_000.0}
    check_risk(study)


def in_dong(model: type[BaseModel], node: Mapping[str, Any]) -> dict[str, Any]:
    """A study's amounts in USD as amounts in VND under plain keys."""

    def converted(value: Any) -> Any:
        if isinstance(value, Mapping):
            plain = ("source", "note", "status")
            return {key: one if key in plain else converted(one) for key, one in value.items()}
        return [converted(one) for one in value] if isinstance(value, list) else value * RATE

    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    written: dict[str, Any] = {}
    for key, value in node.items():
        section = section_in(fields[key])
        if is_money(fields[key]):
            written[key.replace("_usd", "")] = converted(value)
        elif section is not None and key not in ("components", "streams"):
            written[key] = in_dong(section, value)
        else:
            written[key] = value
    return written


@pytest.mark.parametrize("example", [MINIMAL, BAC_NINH])
def test_the_same_study_in_dong_has_the_same_ratios(example):
    """All amounts times a rate, prices of both monies rising alike: money times the rate."""
    read = read_document(example)
    data = {
        key: deepcopy(part) for key, part in read.data.items() if key not in ("published", "risk")
    }
    data["finance"] |= {"inflation_percent": 2, "cost_inflation_percent": 2}
    data["finance"]["power_tariff_usd_per_kwh"] = 0.1005
    data["finance"]["indexation"] = {"power_tariff": {"currency": "usd"}}
    dollars = Study.of(Document(str(example), data, {})).run()
    other = in_dong(StudyDefinition, data)
    other["finance"]["money"] = {"currency": "VND", "rates": {"USD": {"rate": RATE}}}
    dong = Study.of(Document(str(example), other, {})).run()
    for (path, field, one), (_, _, two) in zip(leaves_of(dollars), leaves_of(dong), strict=True):
        if not isinstance(one, (float, np.ndarray)) or path.endswith("largest_imbalance_usd"):
            continue
        rate = RATE if card_of(field).unit.startswith("USD") else 1.0
        size = np.nanmax(np.abs(one)) * rate if np.any(np.isfinite(one)) else 1.0
        np.testing.assert_allclose(
            np.asarray(two), np.asarray(one) * rate, rtol=1e-12, atol=1e-12 * size, err_msg=path
        )


RUPIAH = """schema: wte_ppp/study/1
name: A city in Indonesia
country: ID
as_of: "2026-06-01"
waste: {received_t_per_day: 1200, composition_percent: {food: 60, plastics: 20, paper: 20}}
plant: {capacity_t_per_day: 1000}
finance:
  first_operation_year: 2029
  price_year: 2026
  money: {currency: IDR, rates: {USD: {rate: 16775}}}
"""


@pytest.mark.parametrize(
    ("tariff", "kept"),
    [
        ("power_tariff_usd_per_kwh: 0.2", 1.0),
        ("power_tariff_per_kwh: 3355", 1.0),  # 0.2 x 16,775
        ("power_tariff_per_kwh: 3400", None),  # 0.2 at 17,000, of another day
    ],
)
def test_a_rule_in_dollars_stays_in_dollars(tariff, kept):
    """Perpres 109/2025, article 19: exactly 0.20 USD/kWh."""
    result = Study.of(document_in(f"{RUPIAH}  {tariff}\n".encode(), "study.yaml")).run()
    (bound,) = (row for row in result.bound if row.rule == "tariff.waste_to_power")
    assert str(bound.demand) == "exactly 0.2 USD/kWh"
    assert bound.passed_share == kept
    frame = {row.rule: str(row.value) for row in result.rules}
    assert frame["tariff.waste_to_power"] == "0.2 USD/kWh"
    assert frame["macro.fx"] == "16,775 IDR/USD"


def test_defaults_in_dollars_without_a_rate_are_told_and_null():
    own = "  tipping_fee_per_t: 2000\n  money: {currency: JPY}\n"
    text = MINIMAL.read_text().replace("country: VN\n", "")
    text = text.replace("  tipping_fee_usd_per_t: 20\n", own)
    document = document_in(text.encode(), "study.yaml")
    result = Study.of(document).run()
    lime = next(row for row in result.inputs if row.path == "cost.lime_usd_per_t")
    assert (lime.value, lime.status) == (None, "not stated")
    assert "110 USD/t: no rate to JPY" in str(lime.source)
    assert "finance.money.rates.USD.rate" in {row.input for row in result.not_stated}
    assert not any("outside the 80 %" in str(note) for note in result.notes)
    result.to_json()


def test_revenue_is_shared_against_a_plan_or_not_at_all():
    """Law 90/2025: the cautious ends of the band are told where a plan is, else that none is."""
    later = MINIMAL.read_text().replace("2024-06-01", "2026-06-01")
    plan = (
        "  contract_prices: {revenue_share: {planned_revenue_usd_per_year: [20000000], "
        "above_percent: 115}}\n"
    )
    without, shared = (
        Study.of(document_in((later + more).encode(), "study.yaml")).run() for more in ("", plan)
    )
    prefix = "finance.contract_prices.revenue_share."
    assert not [row for row in without.cautious if row.input.startswith(prefix)]
    assert any("nothing is shared here" in str(note) for note in without.notes)
    assert [row.input for row in shared.cautious if row.input.startswith(prefix)] == [
        f"{prefix}below_percent"
    ]
    assert not any("nothing is shared here" in str(note) for note in shared.notes)
