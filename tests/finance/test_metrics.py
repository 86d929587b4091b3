"""IRR, NPV, cover ratios, payback and levelised cost against published and other sources."""

import csv
from pathlib import Path

import numpy as np
import numpy_financial as npf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wte_ppp.finance.debt import annuity_principal, annuity_service, schedule
from wte_ppp.finance.irr import has_one_irr, irr
from wte_ppp.finance.metrics import (
    average_dscr,
    column_of_lowest,
    dscr,
    dscr_of_twelve_months,
    levelised_cost,
    life_cover,
    minimum_dscr,
    npv,
    payback_years,
    present_value,
)
from wte_ppp.finance.timeline import Timeline

TABLE = Path(__file__).parents[1] / "published" / "finance.csv"
with TABLE.open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['function']} {row['flow'][:30]}")
def test_published_example(row):
    flow = np.array([float(part) for part in row["flow"].split(";")])
    if row["function"] == "irr":
        found = irr(flow)[0]
    elif row["function"] == "npv":
        found = npv(flow, float(row["rate"]))[0]
    else:
        found = annuity_service(flow[0], float(row["rate"]), float(row["periods"]))
    assert found == pytest.approx(float(row["expected"]), abs=float(row["tolerance"]))


CONVENTIONAL = st.tuples(
    st.lists(st.floats(1.0, 1e3), min_size=1, max_size=4),
    st.lists(st.floats(0.0, 1e3), min_size=1, max_size=40),
)


@given(CONVENTIONAL)
def test_npv_at_the_irr_is_zero(parts):
    flow = np.array([-one for one in parts[0]] + parts[1])
    rate = irr(flow)[0]
    assume(np.isfinite(rate) and rate > -0.5)
    weight = np.sum(np.abs(flow) / (1 + rate) ** np.arange(flow.size))
    assert npv(flow, rate)[0] == pytest.approx(0.0, abs=1e-9 * weight)


@given(
    st.integers(1, 40), st.floats(-0.30, 3.0), st.floats(0.5, 1.5), st.sampled_from([1, 1e9, 1e-6])
)
def test_irr_is_that_of_numpy_financial_at_any_scale(years, rate, tilt, scale):
    # Receipts that grow or fall by `tilt` between first and last, worth 100 at `rate`.
    shape = np.linspace(1.0, tilt, years)
    receipts = 100 * shape / np.sum(shape / (1 + rate) ** np.arange(1, years + 1))
    flow = scale * np.concatenate([[-100.0], receipts])
    found = irr(flow)[0]
    assert found == pytest.approx(rate, abs=1e-10)
    # The peer finds the roots of the polynomial and picks one: compare where it picks ours.
    peer = npf.irr(flow / scale)
    if abs(peer - rate) < 1e-3:
        assert found == pytest.approx(peer, abs=1e-6)


@pytest.mark.parametrize(
    ("flow", "expected"),
    [
        ([-100.0, 500.0], 4.0),
        ([-100.0, 1050.0], 9.5),
        ([-100.0, 95.0], -0.05),
        ([-100.0, 20.0], -0.8),
        ([100.0, -110.0], 0.10),
        ([0.0, 0.0, -100.0, 0.0, 121.0, 0.0], 0.10),
        ([-1e8, *[0.0] * 39, 1e8 * 1.1**40], 0.10),
        ([-1e11, 1.1e11], 0.10),
        ([-100.0, 100.0], 0.0),
    ],
)
def test_irr_by_hand(flow, expected):
    assert irr(np.array(flow))[0] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    "flow",
    [
        # 1 - 2.3 v + 1.32 v^2 = (1 - 1.1 v)(1 - 1.2 v) up to sign: rates of 10 % and 20 %
        [-1000.0, 2300.0, -1320.0],
        [-5.0, 10.5, 1.0, -8.0, 1.0],
        [-100.0, -10.0],
        [100.0, 10.0],
        [0.0, 0.0, 0.0],
        [-100.0, 1e6],
        [-100.0, 1.0],
        [np.nan, 5.0, 5.0],
    ],
    ids=[
        "two roots", "four changes", "all spent", "all earned", "nothing",
        "above 1000 %", "below -90 %", "undefined",
    ],
)  # fmt: skip
def test_irr_is_nan_where_there_is_not_exactly_one(flow):
    assert np.isnan(irr(np.array(flow))[0])


def test_a_loss_with_a_late_cost_has_the_one_rate_above_minus_50_percent():
    # -100 + 100 v - 7 v^3 = 0 at v = 1.0909 (109.09 - 9.09 = 100): a rate of -8.3 %; the other
    # root, v = 3.12, is a rate of -68 %.
    flow = np.array([-100.0, 100.0, 0.0, -7.0])
    assert has_one_irr(flow)[0]
    rate = irr(flow)[0]
    assert rate == pytest.approx(-0.0833, abs=1e-4)
    assert -100 + 100 / (1 + rate) - 7 / (1 + rate) ** 3 == pytest.approx(0, abs=1e-9)


def test_rounding_is_no_change_of_sign():
    # A year in which grant and debt pay for all but 7e-9: -100, +0, 60, 60 has one rate.
    assert has_one_irr(np.array([-100.0, 7e-12, -3e-12, 60.0, 60.0]))[0]


def test_norstrom_admits_a_late_overhaul():
    # Three changes of sign, but cumulative -100, -40, 20, 10, 70: one change, ends above zero.
    flow = np.array([-100.0, 60.0, 60.0, -10.0, 60.0])
    assert has_one_irr(flow)[0]
    rate = irr(flow)[0]
    assert npv(flow, rate)[0] == pytest.approx(0.0, abs=1e-10)
    assert rate == pytest.approx(npf.irr(flow), abs=1e-9)


def test_irr_of_draws_equals_scalars_and_keeps_nan_to_itself():
    flows = np.array(
        [
            [-100.0, 39.0, 59.0, 55.0, 20.0],
            [-1000.0, 2300.0, -1320.0, 0.0, 0.0],
            [-1e9, 1e8, 1e8, 1e8, 8e8],
            [-100.0, 110.0, 0.0, 0.0, 0.0],
        ]
    )
    together = irr(flows)
    assert together.shape == (4, 1)
    np.testing.assert_allclose(
        together, np.stack([irr(flow) for flow in flows]), rtol=1e-12, equal_nan=True
    )
    assert np.isnan(together[1, 0])
    assert together[3, 0] == pytest.approx(0.10, abs=1e-14)


def test_years_after_the_contract_do_not_change_the_irr():
    flow = np.array([-100.0, 39.0, 59.0, 55.0, 20.0])
    assert irr(np.pad(flow, (0, 20)))[0] == irr(flow)[0]


def test_present_value_counts_from_the_years_given():
    # 121 / 1.21 + 133.1 / 1.331 = 200
    assert present_value(np.array([121.0, 133.1]), 0.1, np.array([2.0, 3.0]))[0] == pytest.approx(
        200.0
    )


@pytest.mark.parametrize(
    ("flow", "expected"),
    [
        ([-100.0, 40.0, 40.0, 40.0], 2.5),
        ([-50.0, -50.0, 100.0], 2.0),
        # Cumulative -100, 20, -30, 50: below zero again, so paid back in year 2 + 30/80
        ([-100.0, 120.0, -50.0, 80.0], 2.375),
        ([10.0, 5.0], 0.0),
        ([-100.0, 60.0, 30.0], np.nan),
        ([-100.0, 100.0, 0.0, 0.0], 1.0),
        ([np.nan, 100.0], np.nan),
    ],
)
def test_payback(flow, expected):
    assert payback_years(np.array(flow))[0] == pytest.approx(expected, nan_ok=True)


def test_dscr_counts_only_years_with_service():
    ratio = dscr(np.array([50.0, 130.0, -10.0, 90.0]), np.array([0.0, 100.0, 100.0, 60.0]))
    assert ratio == pytest.approx([np.nan, 1.3, -0.1, 1.5], nan_ok=True)
    assert minimum_dscr(ratio)[0] == pytest.approx(-0.1)
    assert average_dscr(ratio)[0] == pytest.approx(0.9)


def test_dscr_takes_rounding_of_service_for_no_service():
    ratio = dscr(np.array([130.0, -10.0]), np.array([100.0, 1e-10]))
    assert minimum_dscr(ratio)[0] == pytest.approx(1.3)


def test_ratios_without_debt_are_nan():
    nothing = np.zeros(3)
    ratio = dscr(np.array([1.0, 2.0, 3.0]), nothing)
    assert np.isnan(minimum_dscr(ratio)[0])
    assert np.isnan(average_dscr(ratio)[0])
    line = Timeline(2025, 0, 3)
    assert np.all(np.isnan(life_cover(line, nothing, nothing, 0.0, 0.05)))


def test_llcr_counts_every_year_of_the_loan_and_none_after():
    # 0 % and one year of grace: service 0, 50, 50, but the loan lives three years;
    # CFADS 40 + 60 + 80 = 180 on a debt of 100. The fourth year is after the loan.
    line = Timeline(2025, 1, 4)
    cfads = np.array([0.0, 40.0, 60.0, 80.0, 500.0])
    balance = np.array([0.0, 100.0, 50.0, 0.0, 0.0])
    cover = life_cover(line, cfads, balance, 100.0, 0.0)
    # Before the second year 60 + 80 on 100, before the third 80 on 50.
    assert cover == pytest.approx([np.nan, 1.8, 1.4, 1.6, np.nan], nan_ok=True)
    # A year of negative CFADS within the life counts too: 40 - 20 + 80 = 100.
    cfads[2] = -20.0
    assert life_cover(line, cfads, balance, 100.0, 0.0)[1] == pytest.approx(1.0)


def test_plcr_counts_the_years_after_the_loan():
    line = Timeline(2025, 1, 2)
    # 110 / 1.1 + 121 / 1.21 = 200 on 100, of which the loan's own year gives 100.
    cfads, balance = np.array([0.0, 110.0, 121.0]), np.zeros(3)
    assert life_cover(line, cfads, balance, 100.0, 0.1)[1] == pytest.approx(1.0)
    assert life_cover(line, cfads, balance, 100.0, 0.1, np.ones(3))[1] == pytest.approx(2.0)


@given(st.floats(1.05, 3.0), st.floats(1e-4, 0.2), st.integers(1, 30))
def test_llcr_of_a_constant_dscr_is_that_dscr_in_every_year(cover, rate, years):
    line = Timeline(2025, 1, years)
    principal = annuity_principal(line, 1000.0, rate, years, 0)
    plan = schedule(line, 1000.0, rate, principal, years)
    ratio = life_cover(line, cover * plan.service, plan.balance, 1000.0, rate)
    assert ratio[1:] == pytest.approx(cover, rel=1e-7)


def test_payback_in_half_years_is_told_in_years():
    # -100 at the start, 60 after half a year, 60 after a year: 0.5 + 0.5 x 40 / 60.
    flow, years = np.array([-100.0, 60.0, 60.0]), np.array([0.0, 0.5, 1.0])
    assert payback_years(flow, years)[0] == pytest.approx(0.5 + 0.5 * 40 / 60)


def test_lowest_cover_has_its_year():
    ratio = np.array([[np.nan, 1.3, 1.1, 1.2], [np.nan] * 4])
    years = np.array([2025.0, 2026.0, 2027.0, 2028.0])
    assert column_of_lowest(ratio, years)[0, 0] == 2027.0
    assert np.isnan(column_of_lowest(ratio, years)[1, 0])


@given(
    capex=st.floats(1.0, 1e9),
    opex=st.floats(0.0, 1e8),
    quantity=st.floats(1.0, 1e6),
    rate=st.floats(0.0, 0.3),
    years=st.integers(1, 40),
)
def test_levelised_cost_is_the_flat_price_with_npv_zero(capex, opex, quantity, rate, years):
    cost = np.concatenate([[capex], np.full(years, opex)])
    units = np.concatenate([[0.0], quantity * np.linspace(1.0, 0.8, years)])
    price = levelised_cost(cost, units, rate)
    scale = present_value(cost, rate, np.arange(years + 1.0))[0]
    assert npv(price * units - cost, rate)[0] == pytest.approx(0.0, abs=1e-10 * scale)


def test_levelised_cost_without_quantity_is_nan():
    assert np.isnan(levelised_cost(np.array([5.0, 1.0]), np.zeros(2), 0.05)[0])


def test_cover_of_twelve_months_does_not_fall_on_the_quarter_that_pays_the_tax():
    line = Timeline(2025, 0, 2, operation_months=3)
    # 13 a quarter on a service of 10; the last quarter of each year pays the year's tax of 8.
    cfads = np.array([13.0, 13.0, 13.0, 5.0, 13.0, 13.0, 13.0, 5.0])
    service = np.full(8, 10.0)
    assert minimum_dscr(dscr(cfads, service))[0] == pytest.approx(0.5)
    # 44 / 40 in any four quarters; nothing is tested before the first year is over.
    assert dscr_of_twelve_months(line, cfads, service) == pytest.approx(
        [np.nan] * 3 + [1.1] * 5, nan_ok=True
    )


def test_cover_of_twelve_months_counts_the_quarters_that_serve():
    line = Timeline(2025, 0, 2, operation_months=3)
    cfads, service = np.full(8, 30.0), np.zeros(8)
    service[2:6] = [10.0, 20.0, 20.0, 10.0]
    # Quarters 3 and 4: 60 / 30; to 5: 90 / 50; to 6: 120 / 60; nothing falls due after.
    assert dscr_of_twelve_months(line, cfads, service) == pytest.approx(
        [np.nan, np.nan, np.nan, 2.0, 1.8, 2.0, np.nan, np.nan], nan_ok=True
    )
