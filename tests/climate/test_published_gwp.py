"""Warming potentials, gas by gas and report by report, as another collection has them."""

import csv
from pathlib import Path

import pytest

from wte_ppp.feasibility.steps.climate_factors import gwp

PUBLISHED = Path(__file__).parents[1] / "published" / "gwp.csv"
ROWS = list(csv.DictReader(PUBLISHED.open(encoding="utf-8")))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['gas']}-{row['set']}")
def test_potential_is_that_of_the_report(row):
    assert gwp(row["gas"], row["set"]) == float(row["value"])
