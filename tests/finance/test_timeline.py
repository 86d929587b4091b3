"""Columns, flags and padding of the project's years."""

import numpy as np
import pytest

from wte_ppp.finance.timeline import Timeline

LINE = Timeline(first_operation_year=2024, construction_years=3, operation_years=4)


def test_years_count_from_commercial_operation():
    assert LINE.operation_year.tolist() == [-2, -1, 0, 1, 2, 3, 4]
    assert LINE.calendar_year.tolist() == [2021, 2022, 2023, 2024, 2025, 2026, 2027]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (1, 4, [0, 0, 0, 1, 1, 1, 1]),
        (0, 0, [0, 0, 1, 0, 0, 0, 0]),
        (2, 99, [0, 0, 0, 0, 1, 1, 1]),
        (3, 2, [0, 0, 0, 0, 0, 0, 0]),
        (np.inf, np.inf, [0, 0, 0, 0, 0, 0, 0]),
    ],
)
def test_flag_counts_both_ends(first, last, expected):
    assert LINE.within(first, last).tolist() == expected


def test_flag_of_draws_with_different_ends():
    flags = LINE.within(1, np.array([[1.0], [3.0]]))
    assert flags.tolist() == [[0, 0, 0, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1, 0]]


@pytest.mark.parametrize("draws", [(), (2,), (2, 3)])
def test_series_land_in_their_own_phase(draws):
    operation = np.full((*draws, 4), 5.0)
    construction = np.full((*draws, 3), 7.0)
    whole = LINE.from_operation(operation) + LINE.from_construction(construction)
    assert whole.shape == (*draws, 7)
    assert np.all(whole == [7, 7, 7, 5, 5, 5, 5])


def test_half_years_have_the_days_of_the_calendar():
    # Operation from 1 April 2027; 2028 is a leap year, so that October to March has 183 days.
    line = Timeline(2027, 1, 2, first_operation_month=4, operation_months=6)
    assert line.start.astype(str).tolist() == [
        "2026-04-01", "2027-04-01", "2027-10-01", "2028-04-01", "2028-10-01",
    ]  # fmt: skip
    assert line.end.astype(str).tolist()[-1] == "2029-03-31"
    assert line.days.tolist() == [365, 183, 183, 183, 182]
    assert line.operation_year.tolist() == [0, 1, 1, 2, 2]
    assert line.calendar_year.tolist() == [2026, 2027, 2027, 2028, 2028]
    assert line.years_from_start.tolist() == [0.0, 0.5, 1.0, 1.5, 2.0]
    assert line.days_from_start.tolist() == [0, 183, 366, 549, 731]


def test_construction_of_ten_quarters_begins_with_a_part_of_a_year():
    line = Timeline(2027, 3, 1, construction_months=3, construction_periods=10)
    assert line.operation_year.tolist() == [-2, -2, *[-1] * 4, *[0] * 4, 1]
    assert line.start[0] == np.datetime64("2024-07-01")
    # 0.2 of the cost in the two quarters of the first year, 0.4 in each of the other two.
    shares = line.spread_construction(np.array([0.2, 0.4, 0.4]))
    assert shares == pytest.approx([0.1, 0.1, *[0.1] * 8])
    assert line.by_year(line.from_construction(shares)) == pytest.approx([0.2, 0.4, 0.4, 0.0])


def test_fiscal_year_of_india_or_japan():
    # Half-years from January, fiscal years from April: the half-year to June ends in the fiscal
    # year of that calendar year, and so does the one to December.
    line = Timeline(2027, 1, 1, operation_months=6, fiscal_year_start_month=4)
    assert line.fiscal_year.tolist() == [2026, 2027, 2027]
    quarters = Timeline(2027, 1, 1, operation_months=3, fiscal_year_start_month=4)
    # January to March 2027 still belongs to the fiscal year of 2026.
    assert quarters.fiscal_year.tolist() == [2026, 2026, 2027, 2027, 2027]
    assert quarters.by_fiscal_year(np.array([0.0, 1, 2, 3, 4])).tolist() == [1.0, 9.0]
    assert quarters.at_fiscal_year_end(np.array([5.0, 7.0])).tolist() == [0, 5, 0, 0, 7]
    assert quarters.fiscal.operation_year.tolist() == [1, 2]


@pytest.mark.parametrize("months", [12, 6, 3])
def test_periods_sum_to_their_year(months):
    line = Timeline(2027, 2, 3, first_operation_month=7, operation_months=months)
    yearly = np.array([365.0, 100.0, 7.0])
    assert line.by_year(line.from_operation(yearly))[2:] == pytest.approx(yearly)
    assert line.annual.calendar_year.tolist() == [2025, 2026, 2027, 2028, 2029]
    flags = line.at_end_of(2)
    assert flags.sum() == 1
    assert line.operation_year[np.argmax(flags)] == 2
    assert line.year_ends[np.argmax(flags)]
