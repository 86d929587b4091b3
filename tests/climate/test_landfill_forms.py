"""Yearly, monthly and delayed forms of the decay; the site; waste that lies there already."""

import csv
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.climate import landfill, landfill_months, landfill_site

SITE = {"doc_f": 0.5, "methane_fraction": 0.5, "mcf": 1.0, "oxidation": 0.1}
TABLE = list(csv.DictReader((files("wte_ppp") / "data" / "landfill.csv").open(encoding="utf-8")))
rates = st.floats(0.01, 1.0)
tonnes = st.lists(st.floats(0.0, 1e6), min_size=1, max_size=20)


@given(waste=st.lists(st.floats(0.0, 1e5), min_size=1, max_size=36), k=rates)
def test_monthly_form_is_the_double_sum_of_the_tool(waste, k):
    # TOOL04 eq. 2 as printed, without the GWP and phi.
    found = landfill_months.monthly_methane_t(np.array(waste), 0.15, k, **SITE)
    kernel = 0.9 * 16 / 12 * 0.5 * 0.5 * 0.15 * (1 - np.exp(-k / 12))
    printed = [
        kernel * sum(waste[i] * np.exp(-k / 12 * (m - i)) for i in range(m + 1))
        for m in range(len(waste))
    ]
    np.testing.assert_allclose(found, printed, rtol=1e-9, atol=1e-12)


@given(k=rates)
def test_waste_of_january_gives_in_twelve_months_what_it_gives_in_the_year(k):
    # sum of (1 - e^(-k/12)) e^(-k m/12), m = 0 to 11, is 1 - e^(-k)
    january = np.array([1200.0] + [0.0] * 11)
    months = landfill_months.monthly_methane_t(january, 0.15, k, **SITE)
    year = landfill.methane_t(np.array([1200.0]), 0.15, k, **SITE)
    assert months.sum() == pytest.approx(year[0], rel=1e-9)


@given(monthly=st.floats(1.0, 1e5), k=rates, years=st.integers(1, 8))
def test_waste_spread_over_the_months_gives_less_so_far_than_the_yearly_form(monthly, k, years):
    months = landfill_months.monthly_methane_t(np.full(12 * years, monthly), 0.15, k, **SITE)
    yearly = landfill.methane_t(np.full(years, 12 * monthly), 0.15, k, **SITE)
    assert (np.cumsum(landfill_months.yearly_sums(months)) <= np.cumsum(yearly) + 1e-9).all()


@given(k=rates, months=st.floats(0.0, 12.0))
def test_methane_over_infinite_time_is_l0_times_mass_whatever_the_start(k, months):
    waste = np.zeros(4000)
    waste[:5] = 200.0
    emitted = landfill.methane_t(waste, 0.15, k, **SITE, first_year_months=months)
    potential = landfill.methane_potential_t_per_t(0.15, 0.5, 0.5, 1.0)
    assert emitted.sum() == pytest.approx(1000 * potential * 0.9, rel=1e-9)


@given(k=rates, waste=tonnes)
def test_a_later_start_never_gives_more_so_far(k, waste):
    by_month = [
        np.cumsum(landfill.methane_t(np.array(waste), 0.15, k, **SITE, first_year_months=m))
        for m in (0.0, 6.0, 12.0)
    ]
    assert (by_month[0] <= by_month[1] + 1e-9).all()
    assert (by_month[1] <= by_month[2] + 1e-9).all()


def test_ipcc_delay_of_six_months_by_hand():
    # M = 7: of 1 000 t with k = ln 2, 1 - 2^-0.5 = 29.2893 % decays in the year of disposal; half
    # of the remaining 70.7107 % in the next. Potential 50 t, 90 % emitted: 45 t.
    found = landfill.methane_t(
        np.array([1000.0, 0.0]), 0.15, np.log(2), **SITE, first_year_months=13 - 7
    )
    assert found == pytest.approx([45 * 0.292893, 45 * 0.353553], rel=1e-5)


def test_months_outside_a_year_are_refused_as_nan():
    found = landfill.methane_t(np.ones(2), 0.15, 0.1, **SITE, first_year_months=13.0)
    assert np.isnan(found).all()


def test_share_that_decomposes_may_differ_by_component():
    # 2019 Refinement: food 0.7, wood 0.1. Potentials 0.15*0.7*0.5*16/12 = 0.07 and
    # 0.43*0.1*0.5*16/12 = 0.028667; k = ln 2, no oxidation, 100 t each: 3.5 + 1.43333 t CH4
    found = landfill.landfill_emissions_tco2e(
        {"food": np.array([100.0]), "wood": np.array([100.0])},
        {"food": 0.15, "wood": 0.43},
        {"food": np.log(2), "wood": np.log(2)},
        doc_f={"food": 0.7, "wood": 0.1},
        methane_fraction=0.5,
        mcf=1.0,
        oxidation=0.0,
        gwp_methane=1.0,
    )
    assert found[0] == pytest.approx(3.5 + 1.4333333)


@given(past=tonnes, new=tonnes, k=rates)
def test_old_and_new_waste_together_are_the_whole_site(past, new, k):
    whole = landfill.methane_t(np.array(past + new), 0.15, k, **SITE)[len(past) :]
    old = landfill.methane_of_earlier_waste_t(np.array(past), len(new), 0.15, k, **SITE)
    fresh = landfill.methane_t(np.array(new), 0.15, k, **SITE)
    np.testing.assert_allclose(old + fresh, whole, rtol=1e-9, atol=1e-9)


def test_yearly_sums_want_whole_years():
    assert landfill_months.yearly_sums(np.arange(24.0)).tolist() == [66.0, 210.0]
    with pytest.raises(ValueError, match="whole number of years"):
        landfill_months.yearly_sums(np.ones(13))


@given(parts=st.lists(st.floats(0.0, 2.0), min_size=1, max_size=6))
def test_phi_of_option_two_falls_with_uncertainty(parts):
    phi = landfill_site.model_correction_by_uncertainty(parts)
    assert 0 < phi <= 1
    assert landfill_site.model_correction_by_uncertainty([*parts, 0.5]) < phi


def test_phi_of_option_two_by_hand():
    # 10 %, 20 %, 20 %: v = sqrt(0.01 + 0.04 + 0.04) = 0.3, phi = 1/1.3
    assert landfill_site.model_correction_by_uncertainty([0.1, 0.2, 0.2]) == pytest.approx(1 / 1.3)
    assert np.isnan(landfill_site.model_correction_by_uncertainty([-0.1]))
    with pytest.raises(ValueError, match="no uncertainty"):
        landfill_site.model_correction_by_uncertainty([])


def test_measured_potential_and_its_default_agree():
    # DOC_f 0.5 of food (DOC 0.15, F 0.5) is a potential of 0.5 * 0.075 / (0.7 * 0.75) = 0.0714286
    found = landfill_site.doc_f_from_methane_potential(0.0714286, 0.15, 0.5)
    assert found == pytest.approx(0.5, rel=1e-6)
    assert landfill_site.doc_f_from_methane_potential(9.0, 0.15, 0.5) == 1.0
    assert np.isnan(landfill_site.doc_f_from_methane_potential(0.1, 0.0, 0.5))


def test_baseline_capture_is_the_larger_share():
    found = landfill_site.captured_fraction_of_baseline(np.array([0.0, 0.3, 1.2]), 0.1)
    assert found[:2] == pytest.approx([0.1, 0.3])
    assert np.isnan(found[2])


def test_gas_system_is_the_product_of_its_shares():
    # 0.8 * 0.5 * 0.9
    assert landfill_site.captured_and_burnt_fraction(0.8, 0.5, 0.9) == pytest.approx(0.36)


@given(
    waste=tonnes,
    k=rates,
    phi=st.floats(0.5, 1.0),
    f=st.floats(0.0, 0.9),
    ox=st.floats(0.0, 0.5),
    mcf=st.floats(0.1, 1.0),
)
def test_cautious_settings_never_raise_the_methane_claimed(waste, k, phi, f, ox, mcf):
    common = {"doc_f": 0.5, "methane_fraction": 0.5}
    bold = landfill.methane_t(
        np.array(waste), 0.15, k, **common, mcf=1.0, oxidation=0.0, model_correction=1.0
    )
    cautious = landfill.methane_t(
        np.array(waste),
        0.15,
        k,
        **common,
        mcf=mcf,
        oxidation=ox,
        model_correction=phi,
        captured_fraction=f,
    )
    assert (cautious <= bold * (1 + 1e-12)).all()


def test_methane_correction_of_the_2019_refinement_lies_between_its_neighbours():
    mcf = {row["category"]: float(row["value"]) for row in TABLE if row["parameter"] == "mcf"}
    assert mcf["managed_semi_aerobic"] < mcf["managed_poorly_semi_aerobic"] < 1
    assert mcf["managed_active_aeration"] < mcf["managed_poorly_active_aeration"] < 1
    assert mcf["unmanaged_shallow"] < mcf["uncategorised"] < mcf["unmanaged_deep"]
