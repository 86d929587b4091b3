"""Depreciation methods against a published schedule and by hand."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.finance.depreciation import (
    Depreciation,
    declining_balance,
    declining_to_straight_line,
    depreciation,
)
from wte_ppp.finance.timeline import Timeline

TABLE = Path(__file__).parents[1] / "published" / "finance_depreciation.csv"
with TABLE.open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))


def test_published_schedule_of_the_guaranteed_method():
    # The example rounds each year to whole yen, 44,583.3 up twice, and leaves 1 yen of memorandum
    # value: its last year is 0.7 + 0.7 + 1 yen lower.
    cost, rate, revised, guarantee = (
        float(ROWS[0][name]) for name in ("cost", "rate", "revised_rate", "guarantee_rate")
    )
    found = declining_balance(cost, rate, revised, guarantee, len(ROWS))
    assert found == pytest.approx([float(row["depreciation"]) for row in ROWS], abs=3.0)


def test_draws_of_the_guaranteed_method_equal_scalars():
    rates = np.array([[0.25], [0.4]]), np.array([[0.334], [0.5]]), np.array([[0.04448], [0.108]])
    together = declining_balance(np.array([[1e6], [2e6]]), *rates, 12)
    for draw in range(2):
        alone = declining_balance([1e6, 2e6][draw], *(float(one[draw, 0]) for one in rates), 12)
        np.testing.assert_allclose(together[draw], alone, rtol=1e-12)


@given(st.integers(1, 40), st.floats(1.0, 3.0))
def test_declining_balance_writes_off_all_within_the_life(life, multiple):
    written = declining_to_straight_line(100.0, life, multiple, 45)
    assert written.sum() == pytest.approx(100.0)
    assert np.all(written[life:] == 0)
    assert np.all(np.diff(written[:life]) <= 1e-9)


@pytest.mark.parametrize("months", [12, 6, 3])
@pytest.mark.parametrize(
    "rule",
    [
        Depreciation(5),
        Depreciation(5, "declining_to_straight_line"),
        Depreciation(5, "declining_guaranteed", 0.4, 0.5, 0.108),
        Depreciation(5, "schedule", schedule=(0.3, 0.3, 0.2, 0.1, 0.1)),
    ],
    ids=lambda rule: rule.method,
)
def test_every_method_writes_off_the_cost_over_its_periods(rule, months):
    line = Timeline(2025, 1, 8, operation_months=months)
    found = depreciation(line, 80.0, rule)
    assert found.sum() == pytest.approx(80.0)
    by_year = line.by_year(found)
    assert by_year[0] == 0
    assert by_year[6:] == pytest.approx(0.0, abs=1e-9)
