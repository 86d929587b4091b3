"""Depreciation, losses oldest first, holidays, and the Viet Nam case by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.finance.depreciation import straight_line_depreciation
from wte_ppp.finance.tax import (
    TaxRules,
    income_tax,
    loss_relief,
    tax_rate,
)
from wte_ppp.finance.timeline import Timeline

PROFITS = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=25)


def relief_by_vintage(profits, life):
    """Losses used in each year, from a list of (year, what is left of its loss)."""
    vintages, used = [], []
    for year, profit in enumerate(profits):
        need, taken = max(profit, 0.0), 0.0
        for vintage in vintages:
            if year - vintage[0] <= life:
                part = min(vintage[1], need)
                vintage[1] -= part
                need -= part
                taken += part
        used.append(taken)
        if profit < 0:
            vintages.append([year, -profit])
    return used


@given(PROFITS, st.integers(0, 30))
def test_losses_are_used_by_vintage_oldest_first(profits, life):
    used = loss_relief(np.array(profits), life)
    np.testing.assert_allclose(used, relief_by_vintage(profits, life), rtol=1e-12, atol=1e-6)
    assert np.all(used <= np.maximum(profits, 0) + 1e-6)


def test_second_loss_outlives_the_first():
    # Life 2: 100 of year 0 gives 20 + 0 and lapses; 50 of year 2 gives 50 in year 3.
    assert loss_relief(np.array([-100.0, 20.0, -50.0, 80.0]), 2).tolist() == [0, 20, 0, 50]
    # Life 3: what is left of the first, 80, covers year 3 whole before the second is touched.
    used = loss_relief(np.array([-100.0, 20.0, -50.0, 80.0, 60.0]), 3)
    assert used.tolist() == [0, 20, 0, 80, 50]


@given(st.lists(PROFITS, min_size=1, max_size=4), st.lists(st.integers(0, 8), min_size=4))
def test_relief_of_draws_with_their_own_lives(profits, lives):
    width = max(len(one) for one in profits)
    table = np.array([one + [0.0] * (width - len(one)) for one in profits])
    life = np.array(lives[: len(profits)], dtype=float).reshape(-1, 1)
    together = loss_relief(table, life)
    for draw in range(len(profits)):
        alone = loss_relief(table[draw], lives[draw])
        np.testing.assert_allclose(together[draw], alone, rtol=1e-12)


def test_depreciation_ends_with_the_life_or_the_project():
    line = Timeline(2025, 1, 4)
    assert straight_line_depreciation(line, 90.0, 3).tolist() == [0, 30, 30, 30, 0]
    assert straight_line_depreciation(line, 90.0, 9).tolist() == [0, 10, 10, 10, 10]


VIET_NAM = TaxRules(
    rate=0.20,
    preferential_rate=0.10,
    preferential_years=15,
    exempt_years=4,
    half_rate_years=9,
    holiday_latest_start=4,
    loss_carry_forward_years=5,
)
LINE = Timeline(first_operation_year=2025, construction_years=1, operation_years=20)


def test_viet_nam_with_a_loss_in_year_1():
    # Loss of 30 in year 1, profit of 100 a year from year 2: the holiday runs from year 2.
    profit = LINE.from_operation(np.array([-30.0] + [100.0] * 19))
    result = income_tax(LINE, profit, VIET_NAM)
    # column 0 is construction, year 1 at 10 % (of a loss), years 2-5 exempt, 6-14 half of 10 %,
    # year 15 the last at 10 %, 16-20 at 20 %
    rates = [0.0, 0.10, *[0.0] * 4, *[0.05] * 9, 0.10, *[0.20] * 5]
    assert result.rate == pytest.approx(rates)
    # The loss is set off in year 2, which is exempt: its relief is worth nothing.
    assert result.losses_used.tolist() == [0, 0, 30, *[0] * 18]
    assert result.tax == pytest.approx([0, 0, *[0] * 4, *[5] * 9, 10, *[20] * 5])


def test_viet_nam_holiday_starts_in_year_4_at_the_latest():
    # Losses in years 1 to 5: the holiday still runs from year 4, two of its years are wasted.
    profit = LINE.from_operation(np.array([-10.0] * 5 + [100.0] * 15))
    rate = tax_rate(LINE, profit, VIET_NAM)
    # 1-3: 10 %; 4-7 exempt; 8-15 half of 10 %; 16 half of 20 %; 17-20: 20 %
    assert rate == pytest.approx([0, *[0.10] * 3, *[0] * 4, *[0.05] * 8, 0.10, *[0.20] * 4])
    tax = income_tax(LINE, profit, VIET_NAM).tax
    # Losses of 50 are used in year 6, exempt as well: 8-15 pay 5, 16 pays 10, then 20.
    assert tax == pytest.approx([*[0] * 8, *[5] * 8, 10, *[20] * 4])


def test_country_without_holiday_pays_its_rate():
    rules = TaxRules(0.25, 0.25, 0, 0, 0, 1, 0)
    profit = LINE.from_operation(np.array([-40.0] + [100.0] * 19))
    # No loss carried: 25 from the second year on.
    assert income_tax(LINE, profit, rules).tax == pytest.approx([0, 0, *[25] * 19])


@given(
    profits=st.lists(st.floats(-1e9, 1e9), min_size=20, max_size=20),
    rate=st.floats(0, 0.6),
    preferential=st.floats(0, 0.6),
    years=st.tuples(*[st.integers(0, 25)] * 3),
    latest=st.integers(1, 25),
    life=st.integers(0, 25),
)
def test_tax_is_never_negative_nor_above_the_rate(profits, rate, preferential, years, latest, life):
    rules = TaxRules(rate, preferential, years[0], years[1], years[2], latest, life)
    result = income_tax(LINE, LINE.from_operation(np.array(profits)), rules)
    taxable = np.maximum(result.profit_before_tax, 0)
    assert np.all(result.tax >= -1e-6)
    assert np.all(result.tax <= max(rate, preferential) * taxable + 1e-6)
    assert np.all(result.tax[taxable == 0] <= 1e-6)


def test_draws_with_their_own_holidays_equal_scalars():
    profit = LINE.from_operation(
        np.array([[-30.0] + [100.0] * 19, [-10.0] * 6 + [50.0] * 14, [7.0] * 20])
    )
    exempt = np.array([[4.0], [0.0], [2.0]])
    latest = np.array([[4.0], [1.0], [3.0]])
    life = np.array([[5.0], [2.0], [0.0]])
    together = income_tax(LINE, profit, TaxRules(0.2, 0.1, 15, exempt, 9, latest, life)).tax
    for draw in range(3):
        one = [float(x[draw, 0]) for x in (exempt, latest, life)]
        rules = TaxRules(0.2, 0.1, 15, one[0], 9, one[1], one[2])
        np.testing.assert_allclose(
            together[draw], income_tax(LINE, profit[draw], rules).tax, rtol=1e-12
        )
