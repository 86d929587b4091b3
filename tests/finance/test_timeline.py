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
