"""Air pollutants of open burning in four countries, as a published inventory tells them."""

import csv
from pathlib import Path

import pytest

from wte_ppp.climate.cobenefits import burning_t
from wte_ppp.feasibility.steps.climate_factors import air_factor

PUBLISHED = Path(__file__).parents[1] / "published" / "open_burning.csv"
ROWS = list(csv.DictReader(PUBLISHED.open(encoding="utf-8")))
TOLD = {(row["country"], row["figure"]): float(row["value"]) for row in ROWS}
# The inventory tells nitrogen oxides as NO; stacks and power plants are told as NO2.
NO2_PER_NO = 46.006 / 30.006


@pytest.mark.parametrize("country", sorted({row["country"] for row in ROWS}))
@pytest.mark.parametrize("pollutant", ["SO2", "NOx", "PM2.5", "BC", "Hg"])
def test_inventory_of_2010_is_reproduced(country, pollutant):
    burnt = TOLD[country, "burnt_residential"] + TOLD[country, "burnt_at_dumps"]
    tonnes = burning_t(burnt, air_factor(pollutant, "open_burning"))
    if pollutant == "NOx":
        told = 1000 * TOLD[country, "NOx as NO"] * NO2_PER_NO
    else:
        told = 1000 * TOLD[country, pollutant]
    assert tonnes == pytest.approx(told, rel=1e-3)
