"""Nothing comes from nothing: what nobody gave is not known, and what hangs on it is not stated."""

import datetime
import json
import math
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.feasibility.words import words_of
from wte_ppp.arrays import of_amount
from wte_ppp.cards import PLACES, Default, card_of
from wte_ppp.chapters.outcome_tables import NOT_STATED
from wte_ppp.chapters.study.money_tables import switching_table
from wte_ppp.chapters.study.page_one import summary_page
from wte_ppp.chapters.study.screen import study_screen
from wte_ppp.documents import Document, DocumentError, read_document
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.difference import difference, effects_of
from wte_ppp.feasibility.exchange import Exchange
from wte_ppp.feasibility.filling import fillings
from wte_ppp.feasibility.guidance_notes import on_guidance
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.feasibility.result_tables import leaves_of
from wte_ppp.feasibility.study import Study
from wte_ppp.feasibility.unknown import HANGING, unknown_inputs
from wte_ppp.field_problems import section_in

ROOT = Path(__file__).parents[2]
MINIMAL = read_document(ROOT / "examples" / "minimal" / "study.yaml")
CASES = ROOT / "tests" / "published" / "cases"
# Its grid factor is a range, 0.524 to 0.753 t/MWh (IFI, v3.2); of a tariff nothing is known.
MALDIVES = Document("study.yaml", {**MINIMAL.data, "country": "MV", "as_of": "2026-06-01"}, {})
TARIFF, GRID = "finance.power_tariff_usd_per_kwh", "climate.grid_factor_tco2_per_mwh"
ZONE = "climate.climate_zone"
BOUGHT = "climate.bought_grid_factor_tco2_per_mwh"


def study_with(changes: Mapping[str, Any], base: Document = MINIMAL) -> Study:
    data = deepcopy(base.data)
    for path, value in changes.items():
        *parents, leaf = path.split(".")
        node: Any = data
        for part in parents:
            node = node.setdefault(part, {})
        node[leaf] = deepcopy(value)
    return Study.of(Document("study.yaml", data, {}))


def without(study: Study, path: str) -> Study:
    """The study as if nobody had given an input."""

    def emptied(node: Any, parts: list[str]) -> Any:
        name, *below = parts
        value = getattr(node, name)
        nothing = math.nan if isinstance(value, float) else None
        return node.model_copy(update={name: emptied(value, below) if below else nothing})

    return replace(study, definition=emptied(study.definition, path.split(".")))


def case(name: str) -> StudyResult:
    return Study.load(CASES / name).run()


# The cases' figures are of lines that never fail and ash that leaves by no lorry; a bunker of 60
# days bridges nearly every stop of a line. Three starts of 14 h with 35 % of the heat, no power
# for a plant that stands.
UNDISTURBED = {
    "plant.starts_per_year": 3,
    "plant.start_up_hours": 14,
    "plant.start_up_heat_percent": 35,
    "plant.own_use.standing_percent": 0,
    "plant.outages": {
        "bunker_days": 60, "turbine_forced_percent": 0, "turbine_planned_days": 0,
    },
    "climate.residue_extra_km": 0,
}  # fmt: skip


def but_power(result: StudyResult) -> float:
    """Reductions of the crediting years without those of the power sold."""
    power = float(np.sum(result.climate.grid_power_tco2e[:15]))
    return float(result.climate.total_reduction_tco2e) - power


def test_indonesia_stands_on_the_cautious_end_of_its_grid_factor_and_says_so():
    result = case("indonesia_grid_zero.yaml")
    row, bought = result.cautious
    assert (row.input, row.value, row.low, row.high) == (GRID, 0.78, 0.78, 0.95)
    assert (bought.input, bought.value) == (BOUGHT, 0.95)
    # Every MWh sold, after outages and own use, counts 0.78 t, the least combined margin of the
    # country's grids; the rest is the landfill against the plant, published for the case as
    # 24,815 t with a grid factor of 0.
    np.testing.assert_allclose(
        result.climate.grid_power_tco2e, 0.78 * result.plant.exported_mwh, rtol=1e-12
    )
    undisturbed = study_with(UNDISTURBED, read_document(CASES / "indonesia_grid_zero.yaml")).run()
    assert but_power(undisturbed) == pytest.approx(24_815, rel=0.002)
    # Published: (864,401 t - 24,815 t) / 0.8 = 1,049,483 MWh sold in 15 years with the own use of
    # a tropical plant before equipment was counted, 16.4 % of gross.
    gross = undisturbed.plant.exported_mwh[:15].sum() * undisturbed.plant.gross_mw
    assert gross / undisturbed.plant.net_mw * (1 - 0.164) == pytest.approx(1_049_483, rel=0.01)
    # The tariff is a scale by size: 13.35 US cents up to 20 MW.
    assert not result.not_stated
    assert result.plant.gross_mw < 20
    tariff = next(row for row in result.inputs if row.path == TARIFF)
    assert tariff.value == 0.1335
    assert "0.780 and 0.950 tCO2/MWh, the cautious ends of 0.780 to 0.950" in _said(result)


def test_mongolia_has_its_own_climate():
    study = Study.load(CASES / "mongolia_tropical.yaml")
    assert study.definition.climate.climate_zone == "boreal_temperate_dry"
    assert study.definition.plant.ambient_c == -0.5
    assert study.definition.plant.heating_degree_days == 6762
    undisturbed = study_with(UNDISTURBED, read_document(CASES / "mongolia_tropical.yaml")).run()
    # Published for the case: 56,518 instead of 120,184 t of landfill methane in year 10.
    assert undisturbed.climate.landfill_methane_tco2e[9] == pytest.approx(56_518, rel=0.001)
    # With the power's credit taken off again it emits 839,000 t more than the landfill.
    assert but_power(undisturbed) == pytest.approx(-839_365, rel=0.002)


def test_waste_that_stops_divert_is_in_a_landfill_with_and_without_the_plant():
    document = read_document(CASES / "mongolia_tropical.yaml")
    undisturbed, result = study_with(UNDISTURBED, document).run(), study_with({}, document).run()
    # The published 56,518 t are of 500 t/d x 365 d = 182,500 t/y, and 8,000 h x 90 % x 110 % of
    # 20.833 t/h = 165,000 t in the first. What is turned away leaves the reference: the methane of
    # year 10 is linear in the years before, and the first of ten counts for less than a tenth.
    first, later = (result.plant.accepted_t / undisturbed.plant.accepted_t)[:2]
    assert later < first < 1
    assert undisturbed.plant.accepted_t[:2] == pytest.approx([165_000, 182_500], rel=0.01)
    low, high = 56_518 * later, 56_518 * (later + 0.1 * (first - later))
    assert low < result.climate.landfill_methane_tco2e[9] < high


def test_mongolia_without_a_profile_states_nothing_of_its_landfill():
    text = (CASES / "mongolia_tropical.yaml").read_text(encoding="utf-8")
    data = read_document(CASES / "mongolia_tropical.yaml").data
    assert "country: MN" in text  # taken away below
    result = Study.of(
        Document("study.yaml", {k: v for k, v in data.items() if k != "country"}, {})
    ).run()
    assert {row.input for row in result.not_stated} == {
        GRID, ZONE, TARIFF, "climate.air.grid_coal_percent", "climate.air.grid_gas_percent",
        "climate.air.grid_oil_percent",
    }  # fmt: skip
    assert math.isnan(result.climate.total_reduction_tco2e)
    assert math.isnan(result.climate.total_credits_tco2e)
    placed = {row.input: str(row.place) for row in result.out_of_place}
    assert "tropical lowland" in placed["plant.ambient_c"]
    assert "No country is given" in _said(result)


def test_an_end_of_the_range_that_the_study_states_does_not_stand_in():
    for bought, rows in ((None, [GRID, BOUGHT]), (0.753, [GRID]), (0.6, [GRID])):
        stated = {} if bought is None else {BOUGHT: bought}
        result = study_with(stated, MALDIVES).run()
        assert [row.input for row in result.cautious] == rows


def _said(result: StudyResult) -> str:
    """Every word of page one and of the screen."""
    blocks = (*summary_page(result, None), *study_screen(result).blocks)
    return words_of(blocks)


# Two values of each input that may be unknown: what differs between them hangs on it.
VALUES: Mapping[str, tuple[Any, Any]] = {
    GRID: (0.4, 0.8),
    ZONE: ("tropical_wet", "boreal_temperate_dry"),
    "climate.air.grid_coal_percent": (20, 40),
    "climate.air.grid_gas_percent": (20, 40),
    "climate.air.grid_oil_percent": (2, 10),
    "climate.jcm.partner": ("partner", "no partner"),
    "climate.jcm.let_go_percent": (100, 40),
    TARIFF: (0.06, 0.1),
    "finance.power_limit.price_above_usd_per_kwh": (0.03, 0.05),
    "finance.heat_price_usd_per_gj": (5, 9),
    "finance.contract_prices.power_tariff.premium_years": (5, 8),
    "finance.contract_prices.power_tariff.price_after_usd_per_kwh": (0.03, 0.05),
    "finance.contract_prices.revenue_share.above_percent": (105, 120),
    "finance.contract_prices.revenue_share.below_percent": (75, 90),
}
KNOWN = {path: low for path, (low, _) in VALUES.items()} | {
    "plant.heat": {
        "supplied_mw": 5.0, "hours_per_year": 4000.0, "steam_bar": 3.0, "return_c": 60.0
    },
    "finance.power_limit.kwh_per_t": 300,
    "finance.contract_prices.power_tariff.premium_usd_per_kwh": 0.02,
    "finance.contract_prices.power_tariff.term_years": 10,
    "finance.contract_prices.revenue_share.planned_revenue_usd_per_year": [10e6, 60e6, 15e6],
    "finance.tipping_fee_usd_per_t": 40,
    "finance.carbon_price_usd_per_tco2e": 10,
    "finance.value_for_money": {"discount_rate_percent": 6.0},
}  # fmt: skip
TERMS: Mapping[str, Mapping[str, Any]] = {
    "plain": {},
    "sculpted after tax": {"finance.debt": {"repayment": "sculpted", "sizing_cfads": "post_tax"}},
    "accounts and sweep": {
        "finance.owners": {
            "cash_sweep_percent": 50, "shareholder_loan_percent": 20, "lockup_dscr": 1.1
        },
        "finance.reserves": {
            "dsra_months": 6, "interest_percent": 2, "overhaul_percent": 2, "maintenance_years": 2
        },
    },
    "grant by the tonne": {"finance.grant": {"rate_percent": 30, "limit_jpy_per_tco2e": 4000}},
    "half-years": {
        "finance.timing": {"operation_period": "half_year", "construction_period": "half_year"},
        "finance.uses": {"receivable_days": 30, "payable_days": 30, "vat_percent": 10},
    },
}  # fmt: skip


def _numbers(result: StudyResult) -> dict[str, np.ndarray]:
    return {
        path: np.asarray(value, dtype=float)
        for path, _, value in leaves_of(result)
        if isinstance(value, (float, np.ndarray))
    }


def test_every_input_that_may_be_unknown_says_what_hangs_on_it():
    assert set(HANGING) == set(unknown_inputs()) == set(VALUES)


@pytest.mark.parametrize("terms", TERMS)
def test_what_an_unknown_moves_is_not_stated(terms):
    changes = {**KNOWN, **TERMS[terms]}
    base = study_with(changes)
    low = _numbers(base.run())
    for path, (_, other) in VALUES.items():
        if terms != "plain" and path not in (GRID, TARIFF):
            continue
        high = _numbers(study_with({**changes, path: other}).run())
        result = without(base, path).run()
        unknown = _numbers(result)
        assert [row.input for row in result.not_stated] == [path]
        for name, values in low.items():
            moved = ~np.isclose(values, high[name], rtol=1e-9, atol=1e-6, equal_nan=True)
            stated = moved & ~np.isnan(unknown[name])
            assert not stated.any(), (path, name)
        for name in HANGING[path].outcomes:
            part, _, leaf = name.partition(".")
            value = getattr(getattr(result, part), leaf)
            numbers = list(value.values()) if isinstance(value, Mapping) else [value]
            assert any(np.isnan(numbers)), (path, name)
        # The plant, its cost and what the city pays do not hang on any of them.
        for name, values in unknown.items():
            if name.startswith(("waste.", "plant.", "cost.", "finance.tipping_revenue")):
                np.testing.assert_array_equal(values, low[name], err_msg=name)


def test_an_unknown_that_does_not_act_is_not_named():
    result = study_with({}).run()
    assert not {row.input for row in result.not_stated} & {
        "finance.heat_price_usd_per_gj",  # no heat is sold
        "finance.power_limit.price_above_usd_per_kwh",  # there is no limit
        "finance.contract_prices.power_tariff.premium_years",  # there is no premium
        "finance.contract_prices.power_tariff.price_after_usd_per_kwh",  # the contract goes on
        "finance.contract_prices.revenue_share.above_percent",  # there is no plan
        "finance.contract_prices.revenue_share.below_percent",
    }
    assert not math.isnan(result.finance.equity_irr_percent)


def test_margins_or_a_methodologys_factor_stand_without_the_grid_factor():
    margins = {
        "climate.operating_margin_tco2_per_mwh": 0.8,
        "climate.build_margin_tco2_per_mwh": 0.6,
    }
    study = without(study_with(margins), GRID)
    assert GRID not in [row.input for row in study.run().not_stated]
    methodology = {"climate.reference_grid_factor_tco2_per_mwh": 0.5}
    # What a turbine's stop makes the plant buy has the grid's own factor.
    buys = without(study_with(methodology), GRID).run()
    assert math.isnan(buys.climate.total_credits_tco2e)
    assert GRID in [row.input for row in buys.not_stated]
    always_up = {
        "plant.outages.turbine_planned_days": 0,
        "plant.outages.turbine_forced_percent": 0,
        "plant.own_use.standing_percent": 0,
    }
    fixed = without(study_with(methodology | always_up), GRID).run()
    # The credits stand; what usual business would have emitted does not.
    assert not np.any(fixed.plant.imported_mwh)
    assert fixed.climate.total_credits_tco2e > 0
    assert math.isnan(fixed.climate.uncredited_reduction_tco2e)


def test_the_json_of_an_unknown_study_holds_null_and_names_the_input():
    data = json.loads(Study.of(MALDIVES).run().to_json())
    assert data["finance"]["equity_irr_percent"] is None
    assert data["not_stated"][0]["input"] == TARIFF
    assert data["cautious"][0]["value"] == 0.524
    row = next(row for row in data["inputs"] if row["path"] == TARIFF)
    assert (row["value"], row["status"], row["layer"]) == (None, "not stated", "nowhere")


def test_no_fault_and_no_verdict_on_what_is_not_stated():
    result = Study.of(MALDIVES).run()
    assert "Not stated: Equity IRR" in _said(result)
    said = " ".join(map(str, (*result.notes, *result.warnings)))
    assert "single rate of return" not in said
    assert "No tipping fee between" not in said
    cover = next((row for row in result.checks if row.rule == "feasibility.min_dscr_senior"), None)
    assert cover is None or cover.passed_share is None


def test_no_switching_value_is_not_said_of_a_return_that_is_not_known():
    """A dash says that no value reaches the target: without a tariff nobody can say so."""
    study = study_with({TARIFF: 0.1})
    for one, told in ((study, False), (without(study, TARIFF), True)):
        result = one.run()
        table = switching_table(result)[0].blocks[1]
        for found, row in zip(result.finance.switching, table.rows, strict=True):
            assert (row[2] == NOT_STATED) == told, found.driver
            assert (row[3] == NOT_STATED) == told, found.driver


def test_draws_of_an_unknown_make_it_known():
    # The country's power contract is shorter than the study: what comes after it is stated.
    after = "finance.contract_prices.power_tariff.price_after_usd_per_kwh"
    study = study_with({after: 0.05}, MALDIVES)
    drawn = study.run(draws={TARIFF: [0.10, 0.13]})
    assert TARIFF not in {row.input for row in drawn.not_stated}
    assert np.all(np.isfinite(drawn.finance.project_npv_usd))
    beside = study.run(draws={"plant.availability_h_per_year": [7500, 8000]})
    assert TARIFF in {row.input for row in beside.not_stated}
    assert np.all(np.isnan(beside.finance.equity_irr_percent))
    ended = study.run(draws={GRID: [0.524, 0.753]})
    assert not ended.cautious


def test_a_study_with_and_without_its_tariff_can_be_compared():
    known, unknown = study_with({TARIFF: 0.09}), without(study_with({TARIFF: 0.09}), TARIFF)
    told = difference(known.run(), unknown.run())
    change = next(row for row in told.outcomes if row.path == "finance.equity_irr_percent")
    assert math.isnan(change.after)
    effects_of(known, unknown)


def test_a_value_within_the_profiles_range_is_no_replacement():
    document = read_document(CASES / "indonesia_grid_zero.yaml")
    inside, outside = (study_with({GRID: factor}, document) for factor in (0.85, 0.5))
    assert not inside.cautious
    assert GRID not in inside.overridden
    assert outside.overridden[GRID].id == "ghg.grid_factor"


def test_power_bought_and_sold_each_stand_on_their_cautious_end():
    document = read_document(CASES / "indonesia_grid_zero.yaml")
    # A plant that buys more than it sells: a high factor costs it reductions.
    for bought_mwh in (0.0, 500_000.0):
        changes = {"plant.import_mwh_per_year": bought_mwh}
        cautious = study_with(changes, document).run().climate
        for factor in (0.78, 0.87, 0.95):
            stated = study_with({**changes, GRID: factor}, document)
            # One grid, one factor: whoever states it buys by it as well.
            assert stated.definition.climate.bought_grid_factor_tco2_per_mwh is None
            assert cautious.total_reduction_tco2e <= stated.run().climate.total_reduction_tco2e
    # 0.95 t of a MWh at the plant and a fifth more for the loss on the way.
    power = study_with({"plant.import_mwh_per_year": 1000.0}, document).run()
    np.testing.assert_allclose(
        power.climate.imported_power_tco2e, 1.2 * 0.95 * power.plant.imported_mwh
    )


def test_margins_of_the_study_leave_the_range_without_use():
    margins = {
        "climate.operating_margin_tco2_per_mwh": 0.8, "climate.build_margin_tco2_per_mwh": 0.6,
    }  # fmt: skip
    study = study_with(margins, read_document(CASES / "indonesia_grid_zero.yaml"))
    assert not study.cautious
    result = study.run()
    # Half of each: 0.7 t, for power bought as well.
    np.testing.assert_allclose(result.climate.grid_power_tco2e, 0.7 * result.plant.exported_mwh)
    assert study.definition.climate.bought_grid_factor_tco2_per_mwh is None


PLAN = "finance.contract_prices.revenue_share.planned_revenue_usd_per_year"
# Of each input with a cautious end: what makes it count, a low and a high value.
CAUTIOUS: Mapping[str, tuple[Mapping[str, Any], float, float]] = {
    GRID: ({}, 0.5, 0.8),
    TARIFF: ({}, 0.06, 0.09),
    "finance.heat_price_usd_per_gj": (
        {TARIFF: 0.08, "climate.heat_fuel_tco2_per_gj": 0.056, "plant.heat": {
            "supplied_mw": 5.0, "hours_per_year": 4000, "steam_bar": 3.0, "return_c": 60.0,
        }}, 2.0, 6.0,
    ),
    "finance.power_limit.price_above_usd_per_kwh": (
        {TARIFF: 0.08, "finance.power_limit.kwh_per_t": 200.0}, 0.01, 0.05,
    ),
    "finance.contract_prices.power_tariff.premium_years": (
        {TARIFF: 0.08, "finance.contract_prices.power_tariff.premium_usd_per_kwh": 0.02}, 5, 8,
    ),
    "finance.contract_prices.power_tariff.price_after_usd_per_kwh": (
        {TARIFF: 0.08, "finance.contract_prices.power_tariff.term_years": 15}, 0.01, 0.05,
    ),
    "finance.contract_prices.revenue_share.above_percent": (
        {TARIFF: 0.08, PLAN: [10e6], "finance.contract_prices.revenue_share.below_percent": 75},
        110, 125,
    ),
    "finance.contract_prices.revenue_share.below_percent": (
        {TARIFF: 0.08, PLAN: [40e6], "finance.contract_prices.revenue_share.above_percent": 125},
        75, 90,
    ),
}  # fmt: skip
BETTER_HIGH = (
    "finance.project_npv_usd", "finance.project_irr_percent", "finance.minimum_dscr",
    "climate.total_reduction_tco2e", "climate.total_credits_tco2e",
)  # fmt: skip
BETTER_LOW = ("finance.required_tipping_fee_usd_per_t", "finance.lcow_usd_per_t")


def test_every_cautious_input_is_tried():
    assert {path for path, (_, told) in unknown_inputs().items() if told.cautious} == set(CAUTIOUS)


@pytest.mark.parametrize("path", CAUTIOUS)
def test_the_cautious_end_is_never_the_more_favourable_one(path):
    counts, *values = CAUTIOUS[path]
    end = unknown_inputs()[path][1].cautious
    cautious, other = values if end == "low" else reversed(values)
    lean, rich = (study_with({**counts, path: value}).run() for value in (cautious, other))

    def at(result: StudyResult, name: str) -> float:
        section, field = name.split(".")
        return float(getattr(getattr(result, section), field))

    moved = 0
    for name in (*BETTER_HIGH, *BETTER_LOW):
        better, worse = at(rich, name), at(lean, name)
        if math.isnan(better) or math.isnan(worse):
            continue
        gain = worse - better if name in BETTER_LOW else better - worse
        assert gain >= -1e-9 * abs(better), name
        moved += gain > 1e-9 * abs(better)
    assert moved


def test_a_range_of_which_no_end_is_cautious_is_told():
    study = study_with({}, read_document(CASES / "indonesia_grid_zero.yaml"))
    ((ranged, _),) = study.cautious.values()
    rule = replace(ranged, feeds="plant.ambient_c", id="x.range")
    _, unfilled = next(iter(fillings({"x.range": rule}, {}, Exchange("USD", {}, {}))))
    said = " ".join(map(str, on_guidance(study.rules, {}, {}, [unfilled])))
    assert "plant.ambient_c is not given: x.range says 0.78 to 0.95" in said


def test_not_a_number_is_no_way_to_say_unknown():
    for value in (math.inf, None, "unknown"):
        with pytest.raises(DocumentError) as caught:
            study_with({GRID: value})
        assert [problem.field for problem in caught.value.problems] == [GRID]


def test_of_nothing_an_unknown_price_is_nothing():
    # 3 t at an unknown price are unknown; 0 t cost nothing; 2 t at 5 are 10.
    assert of_amount(0.0, math.nan) == 0.0
    assert np.isnan(of_amount(3.0, math.nan))
    assert of_amount(np.array([2.0, 0.0]), 5.0).tolist() == [10.0, 0.0]


def test_defaults_of_a_place_are_told_only_outside_it():
    # Viet Nam: no country of the region publishes how its plants stop.
    told = {row.input: str(row.place) for row in study_with({}).run().out_of_place}
    assert told == {
        "plant.availability_h_per_year": "China and the European Union",
        "plant.outages.line_planned_days": "Denmark",
        "plant.outages.line_planned_stops": "Denmark",
        "plant.outages.line_repair_days": "Tokyo",
    }
    bare = {key: value for key, value in MINIMAL.data.items() if key != "country"}
    result = Study.of(Document("study.yaml", bare, {})).run()
    row = next(row for row in result.inputs if row.path == "plant.ambient_c")
    assert str(row.note).startswith("Made for tropical lowland")
    stated = study_with({"plant.ambient_c": 12.0}, Document("study.yaml", bare, {})).run()
    assert "plant.ambient_c" not in {row.input for row in stated.out_of_place}


def test_a_tax_that_nobody_stated_is_told_not_to_be_counted():
    taxes = {
        "finance.owners.dividend_withholding_percent",
        "finance.owners.interest_withholding_percent",
        "finance.uses.vat_percent",
    }
    assert taxes <= set(TRUE_OF_THE_WORLD)
    in_vietnam = {row.input for row in study_with({}).run().out_of_place}
    assert not in_vietnam & taxes  # its profile gives all three
    # Myanmar has a commercial tax and no VAT, and no word of its profile on withholding.
    data = {**MINIMAL.data, "country": "MM", "as_of": "2026-06-01"}
    elsewhere = Study.of(Document("study.yaml", data, {}))
    told = {row.input: row for row in elsewhere.run().out_of_place}
    assert taxes <= set(told)
    assert str(told["finance.uses.vat_percent"].place) == "a country that levies none"
    stated = study_with({path: 0 for path in taxes}, Document("study.yaml", data, {}))
    assert not {row.input for row in stated.run().out_of_place} & taxes


def _defaults(model: Any, path: str = "") -> Iterator[tuple[str, Default[Any]]]:
    for name, field in model.model_fields.items():
        place = f"{path}.{name}" if path else name
        section = section_in(field)
        if section is not None:
            yield from _defaults(section, place)
        elif (default := card_of(field).default) is not None:
            yield place, default


def test_every_place_of_a_default_is_a_list_of_countries():
    for path, default in _defaults(StudyDefinition):
        assert default.place in ("", *PLACES), path


NAMES_A_PLACE = re.compile(
    r"Asia|Japan|Tokyo|Chin|Viet Nam|Soc Son|Hanoi|Danish|Denmark|Europe|\bEU\b|Seoul|Taiwan"
    r"|Bangkok|Thai|Indonesia|India|Mongolia|United Kingdom|Bangladesh"
)
# What names a place and holds anywhere.
ANYWHERE: Mapping[str, str] = {
    "waste.analysis_spread.moisture_percent": "how far a composition misses, not how wet it is",
    "waste.analysis_spread.ash_percent": "as the water's",
    "waste.composition_basis": "told by the study where its survey is of Japan",
    "plant.burnout_c": "China and Japan ask for the same",
    "plant.unburnt_percent_of_bottom_ash": "what a grate that burns well leaves",
    "plant.steam_pressure_bar": "standard in Asia and Europe alike",
    "plant.steam_temperature_c": "standard in Asia and Europe alike",
    "plant.own_use.ash_melting": "none is built unless a study says so",
    "climate.jcm.buyer": "the mechanism's, wherever the plant stands",
    "climate.jcm.share_of_japan_percent": "a rule of the programme, read in one country",
    "climate.jcm.issuance_years": "of the programme, seen in one country",
}


def test_a_default_whose_source_is_of_a_place_names_it():
    found = {
        path
        for path, default in _defaults(StudyDefinition)
        if NAMES_A_PLACE.search(default.source) and not default.place
    }
    assert found == set(ANYWHERE)


TERM = "a term of the contract or of a loan: there is none until somebody agrees on it"
PAID = "a payment that is made only where the study names it"
TRUE_OF_THE_WORLD: Mapping[str, str] = {
    "waste.growth_percent_per_year": "no forecast is claimed; the city's own is an input",
    "waste.lhv_growth_percent_per_year": "no forecast is claimed",
    "plant.import_mwh_per_year": "beside its own power a plant buys none unless it contracts so",
    "plant.late_start_months": "the study's first day of operation is its own",
    "plant.altitude_m": "a lowland city; told outside the tropical lowlands",
    "plant.heating_degree_days": "tropical lowland: stations of eight countries have 0 (site.yaml)",
    "plant.residues.metal_recovery_percent": "a plant without a separator recovers none",
    "finance.tipping_fee_usd_per_t": "a fee is asked for only by the contract; the study says which"
    " fee the project needs",
    "finance.tipping_fee_indexed_percent": TERM,
    "finance.power_tariff_indexed_percent": TERM,
    "finance.carbon_price_usd_per_tco2e": "credits are sold only where somebody buys them",
    "finance.contract_prices.power_tariff.premium_usd_per_kwh": TERM,
    "finance.contract_prices.capacity.usd_per_kw_month": TERM,
    "finance.contract_prices.operating_subsidy.usd_per_t": PAID,
    "waste.make_up_years": TERM,
    "finance.indexation.fx_real_drift_percent": "purchasing power parity, the neutral forecast",
    "finance.indexation.tipping_fee.local_inflation_percent": TERM,
    "finance.indexation.tipping_fee.exchange_rate_percent": TERM,
    "finance.indexation.tipping_fee.fuel_percent": TERM,
    "finance.indexation.power_tariff.local_inflation_percent": TERM,
    "finance.indexation.power_tariff.exchange_rate_percent": TERM,
    "finance.indexation.power_tariff.fuel_percent": TERM,
    "finance.uses.land_usd": PAID,
    "finance.uses.land_lease_usd_per_year": PAID,
    "finance.loans.upfront_fee_percent": TERM,
    "finance.loans.commitment_fee_percent": TERM,
    "finance.loans.grace_years": TERM,
    "finance.later_investment.cost_usd": PAID,
    "finance.later_investment.added_capacity_percent": "nothing is added unless the study says so",
    "finance.later_investment.added_power_percent": "nothing is added unless the study says so",
    "finance.later_investment.equity_percent": TERM,
    "finance.later_investment.loan_percent": TERM,
    "finance.later_investment.loan_fee_percent": TERM,
    "finance.later_investment.reserve_years": TERM,
    "finance.later_investment.operating_cost_usd_per_year": PAID,
    "finance.refinancing.additional_usd": TERM,
    "finance.refinancing.fee_percent": TERM,
    "finance.refinancing.break_cost_percent": TERM,
    "finance.refinancing.authority_share_percent": TERM,
    "finance.end.salvage_usd": PAID,
    "finance.end.closure_usd": PAID,
    "finance.end.closure_reserve_years": TERM,
    "finance.uses.development_fee_usd": PAID,
    "finance.uses.contingency_percent": "the capital cost is taken as stated",
    "finance.uses.working_capital_usd": PAID,
    "finance.uses.receivable_days": TERM,
    "finance.uses.payable_days": TERM,
    "finance.uses.vat_percent": "of a country that levies none; told wherever no profile says",
    "finance.debt.grace_years": TERM,
    "finance.debt.hedged_percent": TERM,
    "finance.concessional.amount_usd": TERM,
    "finance.concessional.upfront_fee_percent": TERM,
    "finance.concessional.commitment_fee_percent": TERM,
    "finance.grant.rate_percent": "no grant until it is awarded",
    "finance.grant.viability_gap_usd": "no grant until it is awarded",
    "finance.grant.central_support_usd": "no grant until it is awarded",
    "finance.reserves.dsra_months": TERM,
    "finance.reserves.overhaul_percent": "overhauls are in the yearly maintenance",
    "finance.reserves.maintenance_years": TERM,
    "finance.reserves.interest_percent": "cash on account bears none unless a bank offers it",
    "finance.reserves.minimum_cash_usd": TERM,
    "finance.owners.lockup_dscr": TERM,
    "finance.owners.cash_sweep_percent": TERM,
    "finance.owners.shareholder_loan_percent": TERM,
    "finance.owners.dividend_withholding_percent": "of a country that levies none; told wherever no"
    " profile says",
    "finance.owners.interest_withholding_percent": "of a country that levies none; told wherever no"
    " profile says",
    "finance.tax.preferential_years": "a preference that only a country's law gives",
    "finance.tax.exempt_years": "a holiday that only a country's law gives",
    "finance.tax.half_rate_years": "a holiday that only a country's law gives",
    "finance.tax.interest_carry_forward_years": "only a country's law keeps what it holds back",
    "finance.commitments.termination_equity_percent": TERM,
    "finance.commitments.termination_probability_percent": "no probability is claimed",
    "finance.value_for_money.transaction_cost_usd": PAID,
    "finance.value_for_money.monitoring_usd_per_year": PAID,
    "finance.value_for_money.insurance_percent_of_capital_cost": PAID,
    "climate.captured_fraction": "a dump has no gas wells unless somebody drilled them",
    "climate.compliance_percent": "ACM0022 DF_RATE: without a law nobody complies with it",
    "climate.open_burning_percent": "the reference is the landfill; fires are claimed by a study",
    "climate.leachate_mcf": "IPCC 2006, Vol. 5, Table 6.3: 0 for aerobic treatment that is well"
    " managed, as plants have it",
    "climate.waste_extra_km": "further than to the landfill only where the sites say so",
    "climate.grid_factor_change_percent_per_year": "CDM TOOL07: ex ante, the factor is fixed for"
    " the crediting period",
    "climate.grid_factor_floor_tco2_per_mwh": "counts only where the factor falls",
    "climate.export_loss_avoided_percent": "TOOL05 allows up to 3 %; none is claimed",
    "climate.fluorocarbons_recovered_anyway_percent": "a law that only a country has; counts only"
    " with fluorocarbons",
    "climate.jcm.study_cost_jpy": PAID,
    "climate.air.grid_nox_removed_percent": "EMEP/EEA tier 1 factors are of plants as they are;"
    " catalysts on top only where the power plants have them",
}


def test_no_default_is_nothing_unless_nothing_is_true_of_the_world():
    zeros = {path for path, default in _defaults(StudyDefinition) if default.value == 0}
    assert zeros == set(TRUE_OF_THE_WORLD)
    assert all(len(reason) > 20 for reason in TRUE_OF_THE_WORLD.values())


WRONG = (
    [0.1, 0.1, 0.09], [], {"a": 1}, {}, {"value": [1, 2]}, {"value": None}, "text", True, None,
    math.inf, -math.inf, 1e300, 10**400, datetime.date(2024, 1, 1), [{"value": 1}], {1: 2},
)  # fmt: skip
FED = (TARIFF, GRID, ZONE, "plant.ambient_c", "finance.tax.rate_percent", "climate.gwp_set")


@pytest.mark.parametrize("path", [*FED, "waste.received_t_per_day", "plant.capacity_t_per_day"])
def test_a_wrong_type_is_told_at_its_place(path):
    beside = study_with({})
    for value in WRONG:
        if value in (None, {"value": None}) and path in (ZONE, "waste.received_t_per_day"):
            continue  # may be left out
        if path in (ZONE, "climate.gwp_set") and value == {}:
            continue
        if path == TARIFF and value in ([0.1, 0.1, 0.09], {"value": [1, 2]}):
            continue  # a price may be a list by operation year
        data = deepcopy(MINIMAL.data)
        section, _, rest = path.partition(".")
        node = data.setdefault(section, {})
        for part in rest.split(".")[:-1]:
            node = node.setdefault(part, {})
        node[rest.split(".")[-1]] = value
        with pytest.raises(DocumentError) as caught:
            Study.of(Document("study.yaml", data, {}), beside=beside)
        assert all(problem.field.startswith(path) for problem in caught.value.problems), value
        assert all(problem.found and problem.action for problem in caught.value.problems)
        assert len(str(caught.value)) < 500


def test_an_amount_that_is_no_amount_meets_a_physical_bound():
    with pytest.raises(DocumentError, match="number from 1 to 20000 t/d"):
        study_with({"waste.received_t_per_day": 1e-300})


def test_poor_waste_runs_on_support_fuel():
    # LHV as fired 3.2 MJ/kg: refused before, with a furnace limit that the study never gave.
    result = case("poor_waste_refused.yaml")
    assert result.waste.fired_lhv_mj_per_kg < 4.5
    assert np.all(result.plant.auxiliary_fuel_gj > 0)


def test_page_one_speaks_of_lines_places_and_choices_in_words():
    one, two = (_said(study_with({"plant.lines": lines}).run()) for lines in (1, 2))
    assert "in one line, with" in one
    assert "in 2 lines, with" in two
    # No landfill is stated: a shallow dump halves the methane of a deep one (MCF 0.4 and 0.8).
    assert "it hangs most on the type of landfill" in one
    assert "Summary of the feasibility study: Viet Nam" in one
    placed = study_with({"location": "Cuu Yen, Bac Ninh, Viet Nam"}).run()
    assert "Summary of the feasibility study: Cuu Yen, Bac Ninh, Viet Nam\n" in _said(placed)


def test_credits_without_a_methodology_say_so_on_page_one():
    # No project of the JCM's list of 4 June 2026 burns waste in Viet Nam.
    lacking = "No methodology for them is approved in the country yet."
    assert lacking in _said(study_with({}).run())
    own = study_with({"climate.jcm.methodology": "VN_AM999, invented"}).run()
    assert lacking not in _said(own)


def test_a_plant_that_reduces_nothing_has_no_credits_on_page_one():
    result = study_with({"climate.compliance_percent": 60}).run()
    assert "No credits: nothing is reduced over the crediting years." in _said(result)


def test_an_empty_list_is_left_out_and_not_stated_by_the_study():
    rows = {row.path: row for row in study_with({}).run().inputs}
    row = rows["climate.model_uncertainty_percent"]
    assert (row.value, row.status, row.layer) == (None, "left out", "nowhere")
