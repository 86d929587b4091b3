"""Binding rules of a country: kept, not kept and told, or binding and not checked."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import numpy as np
import pytest

from tests.feasibility.words import words_of
from wte_ppp.chapters.study.bound import bound_blocks, not_checked, not_kept
from wte_ppp.chapters.study.page_one import summary_page
from wte_ppp.chapters.study.screen import study_screen
from wte_ppp.documents import Document, DocumentError
from wte_ppp.feasibility.bound import bound_rows, held_of
from wte_ppp.feasibility.bound_notes import range_by_law
from wte_ppp.feasibility.emissions import emission_rows
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.feasibility.risk_analysis import risk_analysis
from wte_ppp.feasibility.study import Study
from wte_ppp.guidance.available import available_hosts
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.messages import Message

LAW = "Presidential Regulation 109/2025"
COMPOSITION = {
    "food": 55, "plastics": 15, "paper": 8, "textiles": 4, "wood": 3, "nappies": 5, "fines": 7,
    "glass": 2, "metals": 1,
}  # fmt: skip
CITY: Mapping[str, Any] = {
    "schema": "wte_ppp/study/1",
    "name": "A city of the national programme",
    "country": "ID",
    "as_of": "2026-11-01",
    "waste": {"received_t_per_day": 1000, "composition_percent": COMPOSITION},
    "plant": {"capacity_t_per_day": 1000},
    "finance": {"first_operation_year": 2028, "price_year": 2024},
}


def study(
    *, fee: float | None = None, t_per_day: float = 1000, growth: float = 0, **more: Any
) -> Study:
    data = deepcopy({**CITY, **more})
    data["waste"] |= {"received_t_per_day": t_per_day, "growth_percent_per_year": growth}
    if fee is not None:
        data["finance"]["tipping_fee_usd_per_t"] = fee
    return Study.of(Document("study.yaml", data, {}))


def on_page_one(result: StudyResult) -> str:
    return words_of(summary_page(result, None))


def on_screen(result: StudyResult) -> str:
    return words_of(study_screen(result).blocks)


def states(result: StudyResult) -> dict[str, float | None]:
    return {row.rule: row.passed_share for row in result.bound}


def test_two_revenues_in_indonesia_are_told_on_page_one_with_the_clause():
    # Perpres 109/2025: power is the only revenue; article 4: at least 1,000 t/d to the plant.
    result = study(fee=20, t_per_day=800).run()
    assert states(result) == {
        "tariff.waste_to_power": 1, "wte.minimum_waste": 0, "wte.tipping_fee": 0,
    }  # fmt: skip
    fee, waste = (str(text) for text in sorted(not_kept(result), key=str))
    assert "Here 20 USD/t; by law at most 0 IDR/t" in fee
    assert LAW in fee
    assert "Here 800 t/day; by law at least 1,000 t/day" in waste
    assert "article 4" in waste
    assert "NOT KEPT" in on_page_one(result)
    assert "NOT KEPT" in on_screen(result)
    assert "By law the fee is at most 0 IDR/t" in on_page_one(result)


def test_what_keeps_the_law_is_not_blamed():
    result = study().run()
    assert set(states(result).values()) == {1}
    assert not_kept(result) == ()
    assert "NOT KEPT" not in on_page_one(result) + on_screen(result)


def test_waste_that_shrinks_below_the_least_is_told():
    # 1,050 t/d less 1 % a year is below 1,000 t/d in the sixth year: 1,050 x 0.99^5 = 998.5.
    assert states(study(t_per_day=1050, growth=-1).run())["wte.minimum_waste"] == 0
    assert states(study(t_per_day=1050).run())["wte.minimum_waste"] == 1


def test_before_the_law_nothing_is_bound():
    assert study(fee=20, t_per_day=800, as_of="2024-06-01").run().bound == ()


def test_draws_tell_their_share():
    result = study().run({"finance.tipping_fee_usd_per_t": np.array([0.0, 1.0, 2.0, 0.0])})
    assert states(result)["wte.tipping_fee"] == 0.5


def test_a_profile_without_partner_gives_no_credits_and_says_so():
    result = study(fee=20, t_per_day=800, country="MY").run()
    assert result.climate.total_credits_tco2e == 0
    assert "No credits: the country is no partner of the JCM" in on_page_one(result)


def test_a_bound_price_of_the_study_is_refused_but_runs_as_a_scenario_and_is_told():
    low = {"finance.power_tariff_usd_per_kwh": 0.15}
    finance = {**CITY["finance"], "power_tariff_usd_per_kwh": 0.15}
    with pytest.raises(DocumentError, match="article 19"):
        study(finance=finance)
    risk = {
        "draws": 64,
        "inputs": {
            "finance.tipping_fee_usd_per_t": {"distribution": "uniform", "low": 0, "high": 10}
        },
        "scenarios": {"downside": low, "hot": {"plant.ambient_c": 30}},
    }
    result = risk_analysis(study(risk=risk), sobol_draws=0).result
    departs = {row.name: [str(text) for text in row.departs] for row in result.scenarios}
    assert departs["base case"] == departs["hot"] == []
    (told,) = departs["downside"]
    assert "Here 0.15 USD/kWh, less than the price by law, exactly 0.2 USD/kWh" in told
    assert told.endswith("a downside.")
    assert "article 19" in told
    notes = [str(text) for text in result.notes]
    assert any("Scenario downside is a what-if" in text and LAW in text for text in notes)
    # Drawn between 0 and 10, the fee is above 0 in all simulations.
    assert any("100 % of the drawn values are a what-if" in text for text in notes)


def test_a_slider_says_what_the_law_binds():
    rules = study().rules
    base = Message("20 % up and down: a range to explore, not a statement of risk")
    assert "by law at most 0 IDR/t" in str(
        range_by_law("finance.tipping_fee_usd_per_t", base, rules)
    )
    assert range_by_law("plant.availability_h_per_year", base, rules) is base


def days(country: str) -> Iterator[str]:
    """Days on which a value of the profile that binds begins."""
    for layer in load_guidance(country).layers:
        for rule in layer.rules.values():
            yield from (str(value.since) for value in rule.values if value.binding != "free")


# The last is a day on which the Philippines' price and rate of exchange are both known.
SHIPPED = [(country, day) for country in available_hosts() for day in sorted(set(days(country)))]
SHIPPED.append(("PH", "2025-06-01"))


@pytest.mark.parametrize(("country", "day"), SHIPPED)
def test_every_binding_rule_that_ships_is_held_or_listed_as_not_checked(country, day):
    result = study(country=country, as_of=day).run()
    bound = {rule.id for rule in load_guidance(country).on(day).values() if rule.bounds}
    assert bound  # else the day would not be one of the list
    assert {row.rule for row in result.bound} == bound
    page, screen = on_page_one(result), on_screen(result)
    frame = words_of(bound_blocks(result))
    for row in result.bound:
        assert str(row.demand) in frame
        if row.passed_share is None:
            assert row.why
            assert str(row.why) in page
            assert "Binding, not checked" in screen
            assert "Binding, not checked" in frame
    assert len(not_kept(result)) + len(not_checked(result)) == sum(
        row.passed_share != 1 for row in result.bound
    )


# Rules on which nothing of a study bears, so that each result lists them as not checked.
NOT_OF_A_STUDY = {"procurement.challenge_period"}


def test_what_ships_is_held_but_for_the_rules_named_here():
    unchecked = set()
    for country, day in SHIPPED:
        rules = load_guidance(country).on(day)
        for rule in rules.values():
            if rule.bounds and held_of(rule) is None and rule.id != "emissions.limits":
                unchecked.add(rule.id)
    assert unchecked == NOT_OF_A_STUDY


# Units of a profile's currency in a US dollar that make a price too high at each end of its range.
CHEAPEST = {"VND": 10_000.0, "PHP": 30.0, "IDR": 10_000.0}


def loosened(rule: ResolvedRule, value: float) -> float:
    """A value on the wrong side of a bound, in the unit of the study."""
    (bound,) = rule.bounds
    rate = CHEAPEST.get(rule.unit.partition("/")[0], 1.0) if value else 1.0
    factor = {"at_most": 1.05, "at_least": 0.95, "exact": 1.05}[bound.binding]
    return (value * factor or 1.0) / rate


@pytest.mark.parametrize(
    ("country", "day", "rule_id"),
    [
        (country, day, rule.id)
        for country, day in SHIPPED
        for rule in load_guidance(country).on(day).values()
        if rule.bounds and held_of(rule) is not None
    ],
)
def test_a_value_on_the_wrong_side_is_refused_or_told(country, day, rule_id):
    rules = load_guidance(country).on(day)
    rule = rules[rule_id]
    held = held_of(rule)
    assert held is not None
    section, *names = held.input.split(".")
    data = deepcopy({**CITY, "country": country, "as_of": day})
    node = data.setdefault(section, {})
    for name in names[:-1]:
        node = node.setdefault(name, {})
    node[names[-1]] = loosened(rule, rule.value)
    document = Document("study.yaml", data, {})
    # What only a rate of exchange can tell is told, not refused.
    in_other_money = rule.unit != held.unit
    if rule.feeds is not None and not in_other_money:
        with pytest.raises(DocumentError, match="looser than a binding rule"):
            Study.of(document)
    what_if = Study.of(document, what_if=True)
    outcomes = run_model(what_if.definition)
    rows = bound_rows(what_if.definition, outcomes, rules, ())
    (row,) = [row for row in rows if row.rule == rule_id]
    # Without a rate of exchange on the day a price in the country's money is not checked.
    unknown = in_other_money and rule.value
    assert row.passed_share == (None if unknown and "macro.fx" not in rules else 0)


def test_a_stack_above_a_binding_limit_is_told():
    # India's limits of 2016 bind: NOx 400 mg/Nm3 at 11 % oxygen.
    base = study(country="IN", as_of="2024-06-01")
    outcomes = run_model(base.definition)
    stack = dict(outcomes.plant.stack_mg_per_nm3)
    dirty = outcomes.plant.model_copy(update={"stack_mg_per_nm3": {**stack, "NOx": 500.0}})
    worse = outcomes.model_copy(update={"plant": dirty})
    for results, share in ((outcomes, {1, None}), (worse, {0})):
        emissions = emission_rows(results.plant, base.rules, None)
        rows = bound_rows(base.definition, results, base.rules, emissions)
        assert {row.passed_share for row in rows} <= share


HEAD = """\
schema: wte_ppp/profile/1
id: {id}
name: A province
extends: {extends}
version: '2026.1'
as_of: '2026-11-01'
currency: {currency}
"""
RESOLUTION = """\
resolution: {title: Resolution 7/2026, year: 2026, link: 'https://example.org/r/7', text: official,
  read: '2026-10-01'}
"""
BY_REGION = """\
waste_to_power:
  unit: USD/kWh
  values:
  - from: '2026-06-01'
    value: {table: {by: [region], rows: [{region: north, value: 0.21}], otherwise: 0.2}}
    binding: exact
    source: resolution
    clause: article 2
    status: law
    confidence: S
    reviewed: '2026-10-01'
"""


def province(tmp_path, extends: str, currency: str, **topics: str) -> None:
    place = tmp_path / "PV"
    place.mkdir()
    head = HEAD.format(id="PV", extends=extends, currency=currency)
    for name, text in {"profile": head, "sources": RESOLUTION, **topics}.items():
        (place / f"{name}.yaml").write_text(text, encoding="utf-8")


def of_province(tmp_path, **more: Any) -> StudyResult:
    data = deepcopy({**CITY, "country": "PV", **more})
    return Study.of(Document("study.yaml", data, {}), profiles=tmp_path).run()


def test_a_study_of_a_province_shows_the_law_of_its_country_too(tmp_path):
    province(tmp_path, "ID", "IDR")
    frame = {row.rule: row.value is not None for row in of_province(tmp_path).rules}
    country = {row.rule: row.value is not None for row in study().run().rules}
    assert frame == country
    assert frame["wte.law"]


def test_a_price_by_region_is_held_where_the_study_says_its_region(tmp_path):
    province(tmp_path, "wte_ppp", "USD", tariff=BY_REGION)
    north = of_province(tmp_path, project={"words": {"region": "north"}})
    assert states(north)["tariff.waste_to_power"] == 1
    data = {**CITY["finance"], "power_tariff_usd_per_kwh": 0.2}
    with pytest.raises(DocumentError, match=r"exactly 0\.21"):
        of_province(tmp_path, project={"words": {"region": "north"}}, finance=data)
    unsaid = next(row for row in of_province(tmp_path).bound if row.rule == "tariff.waste_to_power")
    assert (unsaid.passed_share, str(unsaid.why)) == (None, "the study does not state it")


def of_price(tmp_path, value: str, unit: str = "USD/kWh", more: str = "", **study: Any):
    """A study of a province with a binding price of power."""
    table = next(line for line in BY_REGION.splitlines() if "table" in line)
    tariff = BY_REGION.replace("USD/kWh", unit).replace(table, f"    value: {value}")
    topics = {"macro": RATE} if unit.startswith("THB") else {}
    province(tmp_path, "wte_ppp", unit[:3], tariff=tariff + more, **topics)
    return of_province(tmp_path, **study)


RATE = """\
fx:
  unit: THB/USD
  values:
  - {from: '2026-06-01', value: 30, source: resolution, status: practice, confidence: S,
     reviewed: '2026-10-01'}
"""
PREMIUM = """\
premium:
  description: Addition to the price.
  unit: USD/kWh
  values:
  - from: '2026-06-01'
    value: {table: {by: [region], rows: [{region: north, value: 0.01}, {region: east, value: 0}]}}
    source: resolution
    status: law
    confidence: S
    reviewed: '2026-10-01'
"""


def test_a_word_that_a_binding_table_does_not_know_is_not_checked_and_told(tmp_path):
    table = "{table: {by: [region], rows: [{region: north, value: 0.21}]}}"
    finance = {**CITY["finance"], "power_tariff_usd_per_kwh": 0.1}
    east = {"words": {"region": "east"}}
    (row,) = of_price(tmp_path, table, project=east, finance=finance).bound
    assert (row.passed_share, str(row.why)) == (None, "it takes no 'east'")


def test_the_money_of_a_price_is_the_studys_to_say_though_the_price_binds(tmp_path):
    moves = {"indexation": {"power_tariff": {"currency": "usd"}}}
    result = of_price(tmp_path, "6", "THB/kWh", finance={**CITY["finance"], **moves})
    inputs = {row.path: row for row in result.inputs}
    assert inputs["finance.power_tariff_usd_per_kwh"].value == 6 / 30
    assert inputs["finance.indexation.power_tariff.currency"].layer == "study file"


@pytest.mark.parametrize(
    ("region", "paid", "told"),
    [("north", 0.01, None), ("east", 0.0, None), (None, 0.0, "region north: 0.01")],
)
def test_a_premium_by_region_is_paid_or_told_where_nobody_says_the_region(
    tmp_path, region, paid, told
):
    words = {} if region is None else {"region": region}
    result = of_price(tmp_path, "0.21", more=PREMIUM, project={"words": words})
    premium = [str(row.told) for row in result.left_open if row.kind == "premium"]
    assert [told in text for text in premium] == ([] if told is None else [True])
    terms = "finance.contract_prices.power_tariff."
    inputs = {row.path: row.value for row in result.inputs}
    assert inputs[f"{terms}premium_usd_per_kwh"] == paid
    # For how many years is not known.
    unknown = {row.input for row in result.not_stated}
    assert (f"{terms}premium_years" in unknown) == (paid > 0)


def test_a_binding_scale_that_gives_none_for_a_plant_binds_nothing(tmp_path):
    # 1 000 t/day give more than 10 MW, for which the law has no price.
    steps = "{steps: {by: capacity_mw, bands: [{up_to: 10, value: 0.21}]}}"
    finance = {**CITY["finance"], "power_tariff_usd_per_kwh": 0.1}
    assert not not_kept(of_price(tmp_path, steps, finance=finance))


def test_a_scale_by_year_goes_by_the_day_on_which_the_project_begins(tmp_path):
    years = "{table: {by: [operation_year], rows: [{operation_year: {from: 2028}, value: 0.1}], \
otherwise: 0.2}}"
    result = of_price(tmp_path, years, project={"operation_day": "2027-12-31"})
    prices = [row.value for row in result.inputs if row.path == "finance.power_tariff_usd_per_kwh"]
    assert prices == [0.2]


def test_a_price_has_a_side_below_it_is_a_downside_and_above_it_no_contract_can_be():
    tariff = "finance.power_tariff_usd_per_kwh"
    risk = {
        "draws": 64,
        "inputs": {tariff: {"distribution": "uniform", "low": 0.18, "high": 0.22}},
        "scenarios": {"less": {tariff: 0.18}, "more": {tariff: 0.22}},
    }
    result = risk_analysis(study(risk=risk), sobol_draws=0).result
    departs = {row.name: [str(text) for text in row.departs] for row in result.scenarios}
    assert departs["less"][0].endswith("a downside.")
    assert "Here 0.22 USD/kWh; by law exactly 0.2 USD/kWh" in departs["more"][0]
    notes = [str(text) for text in result.notes]
    # Half of a uniform spread about 0.20 lies on either side.
    assert any("50 % of the drawn values are less than the price by law" in text for text in notes)
    assert any("50 % of the drawn values are a what-if that no contract" in text for text in notes)
    # Every bar and draw ran, at prices that no base case may state.
    assert all(np.isfinite([float(bar.at_low), float(bar.at_high)]).all() for bar in result.tornado
               if "equity_irr" in bar.outcome)  # fmt: skip
    irr = {row.name: row.outcomes["finance.equity_irr_percent"] for row in result.scenarios}
    assert irr["less"] < irr["base case"] < irr["more"]


def test_a_run_below_a_fixed_price_is_marked_a_downside_in_its_rows():
    run = study().run({"finance.power_tariff_usd_per_kwh": np.array([0.18, 0.20])})
    row = next(row for row in run.bound if row.rule == "tariff.waste_to_power")
    assert (row.passed_share, row.downside) == (0.5, True)
    dear = study().run({"finance.power_tariff_usd_per_kwh": np.array([0.22, 0.20])})
    row = next(row for row in dear.bound if row.rule == "tariff.waste_to_power")
    assert (row.passed_share, row.downside) == (0.5, False)
