"""Advice to the buyer: what physics forbids is flagged, and the cost to the city adds up."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wte_ppp as wte
from tests.feasibility.test_unknown import TARIFF, without
from wte_ppp.advice.city_cost import Quality, Terms, city_cost, qualities, terms_of
from wte_ppp.advice.plausibility import plausibility
from wte_ppp.advice.site import bid_on_site, kwh_per_t
from wte_ppp.sources import table
from wte_ppp.tender.bids import Bid, read_bid
from wte_ppp.tender.definition.city import City
from wte_ppp.tender.derived import EMISSION_FIELDS
from wte_ppp.tender.tender import load_tender

FOLDER = "examples/viet_nam"


@pytest.fixture(scope="module")
def tender():
    return load_tender(FOLDER)


@pytest.fixture(scope="module")
def study():
    return wte.Study.load(f"{FOLDER}/study.yaml")


@pytest.fixture(scope="module")
def bids(tender):
    return {
        bid: read_bid(f"{FOLDER}/bids/{bid}-technical.yaml", tender, "technical")
        for bid in ("B1", "B2", "B3")
    }


def changed(bid, **answers):
    return Bid(
        bid.bidder,
        bid.envelope,
        bid.currency,
        {
            key: value
            for key, value in {
                **bid.answers,
                **{k: Fraction(str(v)) if v is not None else None for k, v in answers.items()},
            }.items()
            if value is not None
        },
    )


def level(tender, study, bid, check):
    flags = plausibility(tender, study, {"B": bid}).flags
    return next(one.level for one in flags if one.check == check)


def test_heat_of_a_tonne_in_kwh():
    # 9 MJ/kg are 9 GJ/t = 2500 kWh/t; a quarter of it is 625.
    assert kwh_per_t(25, 9) == 625


def test_a_promise_above_the_best_turbine_is_impossible(tender, study, bids):
    flags = plausibility(tender, study, bids).of("B2")
    energy = next(one for one in flags if one.check == "net_energy")
    assert energy.level == "impossible"
    assert "40 bar and 400 °C" in str(energy.reason)
    assert str(energy.question).startswith("You state 730 kWh/t net")


@pytest.mark.parametrize(
    ("condenser", "said"),
    [
        ("air", None),
        ("wet_tower", None),
        ("once_through", "give plant.cooling_water_c"),
        ("hybrid", "run with a wet tower"),
    ],
)
def test_a_condenser_that_is_not_the_bids_own_is_told(tender, study, bids, condenser, said):
    bid = replace(bids["B2"], answers={**bids["B2"].answers, "condenser": condenser})
    found = plausibility(tender, study, {"B": bid})
    words = [str(text) for text in found.assumptions if str(text).startswith("B: ")]
    energy = next(one for one in found.flags if one.check == "net_energy")
    if said is None:
        assert words == []
        return
    assert said in words[0]
    assert said in str(energy.reason)
    # Colder water than a tower's carries more: nothing is called impossible on another's condenser.
    assert energy.level == "explain"


def test_once_through_runs_as_such_where_the_study_knows_the_water(study, bids):
    bid = replace(bids["B2"], answers={**bids["B2"].answers, "condenser": "once_through"})
    plant = study.definition.plant.model_copy(update={"cooling_water_c": 18.0})
    known = study.definition.model_copy(update={"plant": plant})
    site = bid_on_site(known, bid)
    assert site.cooled is None
    # A river of 18 °C cools better than a tower at the wet bulb of Viet Nam.
    tower = bid_on_site(study.definition, bid).gross_efficiency_percent
    assert site.gross_efficiency_percent > tower


def test_the_same_promise_with_better_steam_is_less_of_a_wonder(tender, study, bids):
    # 65 bar, 480 C and water cooling carry more than 40 bar and 400 C with air.
    at_40 = bid_on_site(study.definition, bids["B2"]).gross_efficiency_percent
    better = changed(bids["B2"], steam_pressure_bar=65, steam_temperature_c=480)
    assert bid_on_site(study.definition, better).gross_efficiency_percent > at_40 + 2


@pytest.mark.parametrize(("promised", "expected"), [(1.04, "fits"), (1.10, "explain")])
def test_the_margin_of_energy_is_five_percent(tender, study, bids, promised, expected):
    site = bid_on_site(study.definition, bids["B1"])
    own = float(bids["B1"].numbers["own_use_kwh_per_t"])
    model = kwh_per_t(site.gross_efficiency_percent, 8.5) - own
    bid = changed(bids["B1"], net_energy_kwh_per_t=round(model * promised, 3))
    assert level(tender, study, bid, "net_energy") == expected


def test_hours_that_the_outage_plan_leaves_no_room_for(tender, study, bids):
    # 8760 - 24 x 22 = 8232
    assert level(
        tender, study, changed(bids["B1"], availability_h_per_year=8232), "availability"
    ) == ("fits")
    assert level(
        tender, study, changed(bids["B1"], availability_h_per_year=8233), "availability"
    ) == ("impossible")


def test_figures_that_follow_from_each_other(tender, study, bids):
    # 2 x 10.42 t/h x 24 h = 500.16 t/d
    assert level(tender, study, bids["B1"], "lines_make_the_capacity") == "fits"
    wrong = changed(bids["B1"], capacity_fired_t_per_day=560)
    assert level(tender, study, wrong, "lines_make_the_capacity") == "explain"


def test_nox_without_any_control_is_asked_about(tender, study, bids):
    assert level(tender, study, bids["B2"], "emission_NOx") == "explain"
    checks = {one.check for one in plausibility(tender, study, bids).of("B1")}
    assert "emission_NOx" not in checks, "150 with SNCR is within reach"


def test_what_the_form_does_not_ask_is_said_to_be_unchecked(tender, study, bids):
    bid = changed(bids["B1"], steam_pressure_bar=None)
    flag = plausibility(tender, study, {"B": bid}).flags[0]
    assert (flag.check, flag.level) == ("net_energy", "not checked")
    assert "Live steam pressure" in str(flag.reason)


def test_prices_are_held_against_benchmark_and_dscr_once_they_are_open(tender, study, bids):
    prices = {"B3": read_bid(f"{FOLDER}/bids/B3-price.yaml", tender, "price")}
    found = {one.check: one.level for one in plausibility(tender, study, bids, prices).of("B3")}
    assert found["construction_price"] == "explain"
    assert found["viability"] == "fits"
    assert "viability" not in {one.check for one in plausibility(tender, study, bids).of("B3")}


def test_a_price_that_nobody_gives_is_no_cover_that_fits(tender, study, bids):
    price = read_bid(f"{FOLDER}/bids/B3-price.yaml", tender, "price")
    silent = changed(price, power_price_assumed=None, power_price=None)
    site = without(study, TARIFF)
    flags = plausibility(tender, site, bids, {"B3": silent}).of("B3")
    (flag,) = [one for one in flags if one.check == "viability"]
    assert flag.level == "not checked"
    assert "Power tariff" in str(flag.reason)
    assert "nan" not in " ".join(map(str, (one.reason for one in flags))).lower().split()
    # A bid that assumes a price is held against the model with it.
    found = {one.check: one for one in plausibility(tender, site, bids, {"B3": price}).of("B3")}
    assert found["viability"].level == "fits"


def test_flags_change_no_score(tender, study, bids):
    before = {bid: dict(one.answers) for bid, one in bids.items()}
    plausibility(tender, study, bids)
    assert {bid: dict(one.answers) for bid, one in bids.items()} == before


def test_lowest_emissions_have_a_source_and_a_field():
    for row in table("achievable_emissions"):
        assert row["source"]
        assert row["pollutant"] in EMISSION_FIELDS
        assert float(row["value"]) > 0


# Cost to the city, by hand.


def city(**more):
    return City(source="test", waste_t_per_year=100_000, years=2, discount_rate_percent=0, **more)


TERMS = Terms(capacity_received_t_per_day=300, tipping_fee_per_t=20, availability_h_per_year=8000)


def test_tonnes_that_are_not_treated_cost_their_own_price():
    # 300 x 365 x 8000 / 8760 = 100 000 t: all is treated. At 7300 h 91 250 t are.
    assert city_cost(city(untreated_per_t=50), TERMS, Quality(8000, 0)).per_t == 20
    cost = city_cost(city(untreated_per_t=50), TERMS, Quality(7300, 0))
    assert cost.fees == pytest.approx(2 * 20 * 91_250)
    assert cost.untreated == pytest.approx(2 * 50 * 8_750)
    # (1 825 000 + 437 500) / 100 000 = 22.625
    assert cost.per_t == pytest.approx(22.625)


def test_damages_are_capped_by_their_share_of_the_fees():
    terms = Terms(300, 20, availability_h_per_year=8000, net_energy_kwh_per_t=500,
                  damages_cap_percent=10)  # fmt: skip
    # 100 kWh/t short x 100 000 t x 0.05 = 500 000 a year, capped at 10 % of 2 000 000.
    short = city_cost(city(damages_per_kwh=0.05), terms, Quality(8000, 400))
    assert short.damages == pytest.approx(-2 * 200_000)
    # 10 kWh/t short: 50 000 a year, below the cap.
    little = city_cost(city(damages_per_kwh=0.05), terms, Quality(8000, 490))
    assert little.damages == pytest.approx(-2 * 50_000)


def test_indexation_and_discounting():
    one = City(source="test", waste_t_per_year=100_000, years=2, discount_rate_percent=10,
               indexation_percent=2)  # fmt: skip
    terms = Terms(300, 20, indexed_percent=50, availability_h_per_year=8000, capital_grant=1000)
    # Year 1: 20 / 1.1; year 2: 20 x (0.5 + 0.5 x 1.02) / 1.21
    fees = 100_000 * (20 / 1.1 + 20 * 1.01 / 1.21)
    cost = city_cost(one, terms, Quality(8000, 0))
    assert cost.fees == pytest.approx(fees)
    assert cost.total == pytest.approx(fees + 1000)


def test_put_or_pay_pays_for_missing_waste_only():
    terms = Terms(400, 20, availability_h_per_year=8000, minimum_tonnage_percent=90)
    # 400 x 365 x 8000 / 8760 = 133 333 t; 90 % are 120 000 t, and 100 000 t come.
    assert city_cost(city(), terms, Quality(8000, 0)).fees == pytest.approx(2 * 20 * 120_000)
    # A plant that could not have taken them: 400 x 365 x 6570 / 8760 = 109 500.
    assert city_cost(city(), terms, Quality(6570, 0)).fees == pytest.approx(2 * 20 * 109_500)


@given(
    hours=st.floats(3000, 8760), fewer=st.floats(0, 2000), untreated=st.integers(25, 200),
    power=st.floats(0, 600),
)  # fmt: skip
def test_worse_availability_never_cheapens_where_dumping_costs_more(hours, fewer, untreated, power):
    whole = city(untreated_per_t=untreated)
    good = city_cost(whole, TERMS, Quality(hours, power))
    bad = city_cost(whole, TERMS, Quality(hours - fewer, power))
    assert bad.per_t >= good.per_t - 1e-9


def test_expected_quality_is_never_better_than_promised(tender, study, bids):
    for bid in bids.values():
        found = qualities(bid, bid_on_site(study.definition, bid))
        assert (
            found["expected"].availability_h_per_year <= found["promised"].availability_h_per_year
        )
        assert found["expected"].net_energy_kwh_per_t <= found["promised"].net_energy_kwh_per_t
    price = read_bid(f"{FOLDER}/bids/B1-price.yaml", tender, "price")
    terms, missing = terms_of(bids["B1"], price.numbers)
    assert (terms.tipping_fee_per_t, missing) == (31.5, ())
