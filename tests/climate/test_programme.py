"""Subsidy, sides, targets, adjustments, co-benefits, fluorocarbons, pathway: by hand."""

import csv
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.climate import (
    adjustments,
    cobenefits,
    fluorocarbons,
    jcm_credits,
    jcm_programme,
    pathway,
)

DATA = files("wte_ppp") / "data"


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / f"{name}.csv").open(encoding="utf-8")))


@pytest.mark.parametrize(
    "name",
    [
        "jcm_programme",
        "air_pollutants",
        "fluorocarbons",
        "fluorocarbon_banks",
        "jcm_grid_factors",
    ],
)
def test_every_figure_has_unit_status_and_source(name):
    for row in rows(name):
        assert row["unit"], row
        assert row["source"], row
        assert row["status"] in ("published", "assumption"), row


def test_reference_factors_of_the_jcm_as_its_papers_print_them():
    # Additional information on Indonesian grids, table 1; on Mongolia: the best coal plant
    printed = {
        (row["country"], row["grid"].split(",")[0], row["case"]): float(row["value"])
        for row in rows("jcm_grid_factors")
        if row["status"] == "published"
    }
    assert printed["ID", "Java-Madura-Bali", "grid"] == 0.619
    assert printed["ID", "Sumatra", "grid"] == 0.458
    assert printed["MN", "All five grids", "grid"] == 0.797
    assert printed["", "Captive and diesel grids", "isolated"] == 0.533


def test_waste_furnace_of_tier_1_lies_below_its_limits():
    # EMEP/EEA 5.C.1.a table 3-1: 1 071 g NOx, 52.5 ng dioxins a tonne
    of_stack = {
        row["pollutant"]: float(row["value"])
        for row in rows("air_pollutants")
        if row["source_kind"] == "stack_tier_1"
    }
    assert of_stack["NOx"] == 1071
    assert of_stack["PCDD/F"] * 1e9 == pytest.approx(52.5)
    assert of_stack["Hg"] * 1000 == pytest.approx(18.8)


def test_rate_falls_with_similar_projects_and_keeps_draws():
    steps = ((0, 50.0), (1, 40.0), (4, 30.0))
    found = jcm_programme.subsidy_rate_ceiling(np.array([[0.0], [2.0], [9.0]]), steps)
    assert found.tolist() == [[50.0], [40.0], [30.0]]
    assert np.isnan(jcm_programme.subsidy_rate_ceiling(-1.0, steps))


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=20), st.floats(0.0, 1.0))
def test_both_sides_together_are_the_credits(credits, share):
    whole = np.array(credits, dtype=float)
    japan, partner = jcm_credits.credits_by_side_t(whole, share)
    np.testing.assert_array_equal(japan + partner, whole)
    assert (japan == np.floor(japan)).all()
    assert (japan >= share * whole - 1e-6).all()


def test_credits_come_after_a_wait_and_those_beyond_the_last_year_are_lost():
    credits = np.array([0.0, 100.0, 200.0, 300.0])
    found = jcm_credits.issued_by_year_t(credits, np.array([[0.0], [2.0], [0.23], [1.15]]))
    assert found.tolist() == [
        [0.0, 100.0, 200.0, 300.0],
        [0.0, 0.0, 0.0, 100.0],
        [0.0, 0.0, 100.0, 200.0],
        [0.0, 0.0, 0.0, 100.0],
    ]


def test_credits_stand_in_the_calendar_year_of_their_issuance():
    # Issuances of the Mongolia-Japan JCM, periods to 31 December 2020: MN003 came on 24 February
    # 2022, 1.15 years later; MN006 on 30 January 2026, 5.08 years later.
    credits = np.array([100.0, *[0.0] * 7])  # 2020 to 2027
    for wait, year in ((1.15, 2022), (5.08, 2026)):
        issued = jcm_credits.issued_by_year_t(credits, wait)
        assert issued.tolist() == [100.0 if 2020 + at == year else 0.0 for at in range(8)]


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_no_credit_goes_to_two_hands(let_go, japan):
    # For a grant Japan's share is its government's; what the host keeps is the host's.
    sold = jcm_credits.share_for_sale(let_go, japan, True)
    assert 0.0 <= sold <= let_go
    assert sold + min(japan, let_go) <= let_go + 1e-12
    assert jcm_credits.share_for_sale(let_go, japan, False) == let_go


def test_credits_need_a_partner_that_lets_them_go():
    credits = np.array([0.0, 100.0])
    unknown = np.nan
    hosts = [(False, unknown), (True, 0.0), (None, 0.0), (True, 0.9)]
    found = [jcm_credits.credits_allowed_t(credits, *host).tolist() for host in hosts]
    assert found == [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 100.0]]
    for host in ((None, 1.0), (True, unknown), (None, unknown)):
        first, second = jcm_credits.credits_allowed_t(credits, *host)
        assert first == 0.0
        assert np.isnan(second)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=20), st.floats(0.0, 15.0))
def test_no_credit_is_issued_twice(credits, wait):
    whole = np.array(credits, dtype=float)
    issued = jcm_credits.issued_by_year_t(whole, wait)
    assert (np.cumsum(issued) <= np.cumsum(whole) + 1e-6).all()


def test_bac_ninh_subsidy_a_tonne():
    # JPY 2.0 billion for 41 805 t a year over 15 years, 627 075 t: 3 189 JPY/t, under 4 000
    found = jcm_programme.subsidy_jpy_per_tco2e(2.0e9, 15 * 41_805.0)
    assert found == pytest.approx(3189.4, abs=0.1)
    assert np.isnan(jcm_programme.subsidy_jpy_per_tco2e(1.0, 0.0))


def test_studies_of_small_firms_get_two_thirds():
    rates = {"large": 0.5, "small_medium": 2 / 3}
    assert jcm_programme.study_subsidy_jpy(30e6, False, rates) == pytest.approx(15e6)
    assert jcm_programme.study_subsidy_jpy(30e6, True, rates) == pytest.approx(20e6)


def test_portfolio_against_the_target_of_2030():
    # 40 000 t/y from 2024: 7 years to 2030, 280 000 t; 100 000 t/y from 2031: none
    early, late = (np.full(15, 40_000.0), 2024), (np.full(15, 100_000.0), 2031)
    assert jcm_programme.contribution_to_target([early, late], 2030, 100e6) == pytest.approx(0.0028)
    # by 2040: 15 * 40 000 + 10 * 100 000 = 1.6 Mt of 200
    assert jcm_programme.contribution_to_target([early, late], 2040, 200e6) == pytest.approx(0.008)
    with pytest.raises(ValueError, match="above 0"):
        jcm_programme.contribution_to_target([early], 2030, 0.0)


def test_adjustment_by_average_and_by_year():
    # 10 000 a year for ten years, single-year NDC: the average, 10 000, is applied in the last year
    transferred, used = np.full(10, 10_000.0), np.zeros(10)
    assert adjustments.averaged_adjustment_t(transferred, used) == pytest.approx(10_000.0)
    # After three years of 0, 0, 30 000 the indicative average is 10 000
    rising = np.array([0.0, 0.0, 30_000.0, 0.0])
    assert adjustments.averaged_adjustment_t(rising, np.zeros(4), 3) == pytest.approx(10_000.0)
    yearly = adjustments.yearly_adjustment_t(rising, np.array([0.0, 5.0, 0.0, 0.0]))
    assert yearly.tolist() == [0.0, -5.0, 30_000.0, 0.0]
    with pytest.raises(ValueError, match="expected 1 to 4"):
        adjustments.averaged_adjustment_t(rising, np.zeros(4), 5)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=10))
def test_what_one_country_adds_the_other_takes_away(moved):
    series = np.array(moved)
    nothing = np.zeros_like(series)
    host = adjustments.emissions_balance_t(
        nothing, adjustments.yearly_adjustment_t(series, nothing)
    )
    user = adjustments.emissions_balance_t(
        nothing, adjustments.yearly_adjustment_t(nothing, series)
    )
    np.testing.assert_allclose(host + user, 0.0, atol=1e-9)


def test_pollutants_by_hand():
    # 10 000 t burnt at 9.8 g/kg: 98 t; 50 000 MWh at 0.41 kg: 20.5 t; stack 100 000 t * 6 000 Nm3
    # * 10 mg = 6 t; net 112.5 t
    burning = cobenefits.burning_t(10_000.0, 9.8)
    grid = cobenefits.grid_power_t(50_000.0, 0.41)
    stack = cobenefits.stack_t(100_000.0, 6000.0, 10.0)
    assert cobenefits.net_avoided_t(burning, grid, stack) == pytest.approx(112.5)


def test_grid_factor_of_a_mix():
    # coal 60 % at 36 %: 209*10/1000 = 2.09; gas 30 % at 50 %: 89*7.2/1000 = 0.6408 kg/MWh
    found = cobenefits.grid_factor_kg_per_mwh(
        {"coal": 0.6, "gas": 0.3},
        {"coal": 209.0, "gas": 89.0},
        {"coal": 0.36, "gas": 0.5},
        {"coal": 0.0, "gas": 0.0},
    )
    assert found == pytest.approx(0.6 * 2.09 + 0.3 * 0.6408)


@given(
    burning=st.floats(0, 1e5), grid=st.floats(0, 1e5), low=st.floats(0, 1e4), more=st.floats(0, 1e4)
)
def test_a_dirtier_stack_never_avoids_more(burning, grid, low, more):
    clean = cobenefits.net_avoided_t(burning, grid, low)
    assert cobenefits.net_avoided_t(burning, grid, low + more) <= clean


def test_atoms_and_masses_of_fluorocarbons():
    # H 1.008, C 12.011, F 18.998, Cl 35.45: HCFC-22 CHClF2 is 12.011+1.008+35.45+37.996 = 86.47
    table = {row["gas"]: row for row in rows("fluorocarbons")}
    assert float(table["HCFC-22"]["molar_mass"]) == pytest.approx(86.47, abs=0.01)
    # 1 kg R-407C: 0.23/52.02 + 0.25/120.02 + 0.52/102.03 = 0.011601 kmol, so 86.20 kg/kmol;
    # carbon 0.23/52.02 + 2*0.25/120.02 + 2*0.52/102.03 = 0.018780, 1.619 a mole
    blend = table["R-407C"]
    assert float(blend["molar_mass"]) == pytest.approx(86.20, abs=0.01)
    assert float(blend["carbon_atoms"]) == pytest.approx(1.619, abs=0.001)
    gwp = {(row["gas"], row["set"]) for row in rows("gwp")}
    assert all((gas, report) in gwp for gas in table for report in ("AR4", "AR5", "AR6"))


@pytest.mark.parametrize(("gas", "co2"), [("HFC-134a", 0.863), ("HFC-32", 0.846),
                                          ("HCFC-22", 0.509), ("CFC-12", 0.364),
                                          ("CFC-11", 0.320)])  # fmt: skip
def test_carbon_dioxide_of_destruction(gas, co2):
    row = next(one for one in rows("fluorocarbons") if one["gas"] == gas)
    found = fluorocarbons.co2_of_destruction_t_per_t(
        float(row["carbon_atoms"]), float(row["molar_mass"])
    )
    assert found == pytest.approx(co2, abs=0.001)


@given(st.floats(0, 1e5), st.floats(0, 1), st.floats(0, 1))
def test_better_destruction_never_reduces_less(kg, low, more):
    high = min(1.0, low + more)
    ends = [fluorocarbons.net_reduction_tco2e(kg, 1300.0, share, 0.863) for share in (low, high)]
    assert ends[1] >= ends[0] - 1e-9


def test_pathway_parts():
    assert pathway.generated_t(np.array([1e6]), np.array([1.0])).tolist() == [365_000.0]
    with pytest.raises(ValueError, match="sum to"):
        pathway.by_route_t(np.ones(2), {"landfill": np.array([0.5, 0.6])})
    with pytest.raises(ValueError, match="no milestone"):
        pathway.path_between({}, [2030])
    # 5 % growth: last year 100/1.05, the year before 100/1.1025
    assert pathway.earlier_waste_t(100.0, 0.05, 2) == pytest.approx([100 / 1.1025, 100 / 1.05])


def test_a_bank_of_refrigerators_by_the_ranges_of_the_ipcc():
    # 10 000 units of 0.05 to 0.5 kg, at most 80 % left, at most 70 % of it recovered
    ranges = {
        row["what"]: (float(row["low"]), float(row["high"]))
        for row in rows("fluorocarbon_banks")
        if row["appliance"] == "household refrigerator" and row["gas"] == "HFC-134a"
    }
    most = fluorocarbons.bank_kg(
        10_000, ranges["charge"][1], ranges["left at end of life"][1] / 100,
        ranges["recovered"][1] / 100,
    )  # fmt: skip
    assert most == pytest.approx(2800.0)


def test_hfc_are_in_the_paris_inventory_and_gases_of_montreal_are_not():
    # Decision 18/CMA.1, annex, paragraph 48: CO2, CH4, N2O, HFC, PFC, SF6, NF3
    for row in rows("fluorocarbons"):
        blend_of_hfc = row["gas"] in ("R-410A", "R-404A", "R-407C")
        hfc = row["gas"].startswith("HFC-") or blend_of_hfc
        assert row["paris_inventory"] == ("yes" if hfc else "no")
