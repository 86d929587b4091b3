"""Landfill and incineration as two other programmes compute them, one of a government, one open."""

import csv
from pathlib import Path

import numpy as np
import pytest

from wte_ppp.climate.incineration import fossil_co2_t
from wte_ppp.climate.landfill import methane_t
from wte_ppp.feasibility.steps.climate_factors import ipcc_carbon

PUBLISHED = Path(__file__).parents[1] / "published" / "landfill_calculators.csv"
ROWS = list(csv.DictReader(PUBLISHED.open(encoding="utf-8")))
# Decay begins in January after disposal; bulk DOC of 17 % and all of it under F = 0.5 and MCF = 1.
EPA = {"doc_f": 0.5, "methane_fraction": 0.5, "mcf": 1.0, "oxidation": 0.0}
# Barlaz's rates of dry landfills, 1/year, in the programme's data.
EPA_DECAY = {"food": 0.072, "cardboard": 0.01}
BONSAI = {"methane_fraction": 0.5, "mcf": 0.8, "oxidation": 0.1}
# DOC, DOC_f and k that the run was given.
BONSAI_WASTE = {
    "food": (0.15, 0.5, 0.4),
    "paper": (0.40, 0.5, 0.07),
    "garden": (0.20, 0.5, 0.17),
    "wood": (0.43, 0.1, 0.035),
}


def told(case: str, figure: str, component: str) -> dict[int, float]:
    """Value by year."""
    return {
        int(row["year"]): float(row["value"])
        for row in ROWS
        if (row["case"], row["figure"], row["component"]) == (case, figure, component)
    }


@pytest.mark.parametrize("component", ["food", "cardboard"])
def test_a_single_year_of_waste_by_the_calculator_of_the_epa(component):
    waste = np.zeros(100)
    waste[0] = 50_000.0
    found = methane_t(waste, 0.17, EPA_DECAY[component], first_year_months=0, **EPA)
    for year, value in told("epa_single", "methane", component).items():
        assert found[year - 2023] == pytest.approx(value, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(("component", "share"), [("food", 0.4), ("cardboard", 0.6)])
def test_a_landfill_of_64_years_by_the_calculator_of_the_epa(component, share):
    waste = told("epa_kekaha", "waste", "all")
    series = share * np.array([waste[year] for year in range(1960, 2024)])
    found = methane_t(series, 0.17, EPA_DECAY[component], first_year_months=0, **EPA)
    for year, value in told("epa_kekaha", "methane", component).items():
        assert found[year - 1960] == pytest.approx(value, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("component", BONSAI_WASTE)
def test_growing_waste_by_an_open_implementation_of_the_ipcc(component):
    doc, doc_f, decay = BONSAI_WASTE[component]
    waste = told("bonsai", "waste", "each")
    series = np.array([waste[year] for year in sorted(waste)])
    found = methane_t(series, doc, decay, doc_f=doc_f, first_year_months=0, **BONSAI)
    for year, value in told("bonsai", "methane", component).items():
        assert found[year - 1] == pytest.approx(value, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(
    "component", [row["component"] for row in ROWS if row["figure"] == "fossil_co2"]
)
def test_fossil_carbon_of_the_ipcc_by_an_open_implementation(component):
    told_t = next(
        float(row["value"])
        for row in ROWS
        if row["figure"] == "fossil_co2" and row["component"] == component
    )
    contents = ipcc_carbon(component)
    assert contents is not None
    dry, carbon, fossil = contents
    waste = {component: np.array([100_000.0])}
    found = fossil_co2_t(waste, {component: carbon}, {component: fossil}, 1.0, {component: dry})
    assert found[0] == pytest.approx(told_t, rel=1e-6)
