"""The table of what each rule does claims no more than the code does."""

import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from wte_ppp.documents import Document, read_document
from wte_ppp.feasibility.bound import HELD, NOTHING, bound_rows
from wte_ppp.feasibility.emissions import RULE as LIMITS
from wte_ppp.feasibility.emissions import emission_rows
from wte_ppp.feasibility.filling import unit_of
from wte_ppp.feasibility.guidance_notes import on_guidance
from wte_ppp.feasibility.layers import layered
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.money_reading import in_own_money
from wte_ppp.feasibility.study import Study
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import Bound, ResolvedRule

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "docs"))
from effects_table import FRAME, NOT_CHECKED, SITUATION, TABLES, Effect, effects  # noqa: E402

MINIMAL = read_document(ROOT / "examples" / "minimal" / "study.yaml")
EFFECTS = {effect.rule: effect for effect in effects()}


def on_each_day(country: str, rule_id: str) -> Iterator[Rules]:
    """The country's rules on each day on which a value of a rule begins."""
    guidance = load_guidance(country)
    values = guidance.layers[-1].rules[rule_id].values
    yield from (guidance.on(value.since) for value in values)


def origins(country: str, rule_id: str, path: str) -> Iterator[bool]:
    """Whether an input stands on a rule, on each day of the rule and on the profile's own."""
    guidance = load_guidance(country)
    for rules in (*on_each_day(country, rule_id), guidance.on(guidance.profile.as_of)):
        laid = layered(in_own_money(Document("study.yaml", {}, {}), rules), rules, SITUATION)
        origin = laid.origins.get(path)
        if rule_id in rules and origin is not None and origin.layer == rules[rule_id].origin:
            yield rule_id in str(origin.note)


@pytest.mark.parametrize(
    ("rule_id", "path", "country"),
    [
        (effect.rule, path, country)
        for effect in EFFECTS.values()
        for path, countries in effect.fills.items()
        for country in countries
    ],
)
def test_what_is_said_to_fill_an_input_fills_it(rule_id, path, country):
    assert any(origins(country, rule_id, path))


@pytest.mark.parametrize(
    ("rule_id", "path", "country"),
    [
        (effect.rule, path, country)
        for effect in EFFECTS.values()
        for path, countries in effect.asks.items()
        for country in countries
    ],
)
def test_what_only_asks_fills_nothing_and_says_why(rule_id, path, country):
    assert not any(origins(country, rule_id, path))
    guidance = load_guidance(country)
    told: list[str] = []
    for rules in (*on_each_day(country, rule_id), guidance.on(guidance.profile.as_of)):
        laid = layered(in_own_money(Document("study.yaml", {}, {}), rules), rules, SITUATION)
        told += map(str, on_guidance(rules, {}, laid.origins, laid.unfilled))
    assert any(text.startswith(f"{path} is not given: {rule_id} says") for text in told)


@pytest.mark.parametrize(
    ("rule_id", "path"),
    [(effect.rule, path) for effect in EFFECTS.values() for path in effect.told],
)
def test_what_is_said_to_be_told_beside_an_input_is_told(rule_id, path):
    rules = load_guidance("VN").on("2026-11-01")
    rule = replace(rules["tax.vat_rate"], id=rule_id, value=7.0, feeds=None)
    told = [str(text) for text in on_guidance(rules.with_rules({rule_id: rule}), {}, {})]
    assert any(text.startswith(f"{path} is not given: {rule_id} says 7") for text in told)


@cache
def base() -> tuple[Study, Any]:
    data = deepcopy(MINIMAL.data)
    data["finance"]["power_tariff_usd_per_kwh"] = 0.08
    study = Study.of(Document("study.yaml", {**data, "country": "IN"}, {}))
    return study, run_model(study.definition)


@cache
def questions() -> dict[str, str | None]:
    """What the outline says that the answer to each of its questions fills; None of other rules."""
    asked = load_guidance("wte_ppp").questions
    return {key: asked[key].feeds if key in asked else None for key in EFFECTS}


def bound_rule(effect: Effect, value: Any) -> ResolvedRule:
    """A rule that binds its value exactly, in the unit of what is held against it."""
    rules = load_guidance("VN").on("2026-11-01")
    feeds = next(iter({**effect.fills, **effect.asks}), None) or questions()[effect.rule]
    unit = HELD[effect.rule].unit if effect.rule in HELD and not feeds else unit_of(effect.held)
    limit = Bound("exact", value, "a law, article 1", rules.day, "XX 1")
    return replace(
        rules["tax.vat_rate"], id=effect.rule, value=value, unit=unit, feeds=feeds, bounds=(limit,)
    )


@pytest.mark.parametrize("effect", EFFECTS.values(), ids=lambda effect: effect.rule)
def test_what_is_said_to_be_held_is_held_and_nothing_else(effect):
    study, outcomes = base()
    rule, rows = bound_rule(effect, 12345.6), ()
    if effect.rule == LIMITS:
        rules = load_guidance("IN").on("2024-06-01")
        rule, rows = rules[LIMITS], emission_rows(outcomes.plant, rules, None)
    rules = replace(load_guidance("wte_ppp").on("2026-11-01"), rules={effect.rule: rule})
    (row,) = bound_rows(study.definition, outcomes, rules, rows)
    assert (row.input or "") == effect.held
    if not effect.held:
        assert (row.passed_share, row.why) == (None, NOTHING)
    elif effect.rule != LIMITS and row.stated is not None:
        assert row.passed_share == 0
    # India's limits of 2024 stand in the Solid Waste Management Rules, 2016.
    assert ("2016" if effect.rule == LIMITS else "article 1") in str(row.source)


def test_the_table_names_every_rule_of_the_outline():
    _, rows = TABLES["rule-effects"]()
    named = {row[0].strip("`"): row for row in rows}
    assert set(load_guidance("wte_ppp").questions) <= set(named)
    assert named["wte.tipping_fee"][2] == "`finance.tipping_fee_usd_per_t`"
    assert named["procurement.unsolicited_proposals"][1:] == (FRAME, NOT_CHECKED)
    assert named["ghg.gwp_set"][1] == "`climate.gwp_set`"
    assert "`finance.power_tariff_usd_per_kwh`" in named["tariff.waste_to_power"][1]
    assert "asks for `finance.tax.depreciation_years` (VN" in named["tax.depreciation_years"][1]
    terms = "finance.contract_prices.power_tariff"
    assert f"`{terms}.premium_usd_per_kwh`" in named["tariff.premium"][1]
    assert f"`{terms}.term_years`" in named["tariff.contract_term"][1]
    assert named["tax.debt_to_equity"][2] == "`finance.debt_usd`"
    assert named["tax.cit_rate"][1] == "`finance.tax.rate_percent`"


def test_a_gap_in_an_input_with_a_default_is_told():
    # Thailand's 7 % end on 30 September 2026; what follows was not read.
    data = {**MINIMAL.data, "country": "TH", "as_of": "2026-11-01"}
    result = Study.of(Document("study.yaml", data, {})).run()
    notes = [str(note) for note in result.notes]
    (told,) = [note for note in notes if note.startswith("finance.uses.vat_percent")]
    assert "tax.vat_rate says nothing since 1 October 2026" in told
