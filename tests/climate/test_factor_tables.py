"""The factor tables that ship: sourced, consistent with each other and with arithmetic."""

import csv
from importlib.resources import files

import pytest


def rows(name):
    return list(csv.DictReader((files("wte_ppp") / "data" / name).open(encoding="utf-8")))


@pytest.mark.parametrize("name", ["landfill.csv", "gwp.csv", "incineration.csv"])
def test_every_figure_has_unit_source_and_status(name):
    for row in rows(name):
        assert row["unit"], row
        assert row["source"], row
        assert row["status"] in ("published", "assumption")
        assert float(row["value"]) >= 0.0


def test_decay_rates_lie_in_their_range_and_grow_with_warmth_and_wet():
    rate = {}
    for row in rows("landfill.csv"):
        if row["parameter"] == "decay_rate":
            assert float(row["lower"]) <= float(row["value"]) <= float(row["upper"])
            rate[row["category"], row["climate_zone"]] = float(row["value"])
    for kind in ("slow_paper", "slow_wood", "moderate", "rapid", "bulk"):
        assert rate[kind, "tropical_wet"] > rate[kind, "tropical_dry"]
        assert rate[kind, "boreal_temperate_wet"] > rate[kind, "boreal_temperate_dry"]


def test_every_decay_class_of_the_components_has_a_rate_in_every_climate():
    used = {r["value"] for r in rows("waste_components.csv") if r["property"] == "decay_class"}
    zones = {}
    for row in rows("landfill.csv"):
        if row["parameter"] == "decay_rate":
            zones.setdefault(row["category"], set()).add(row["climate_zone"])
    assert all(len(zones[kind]) == 4 for kind in used)


def test_blends_are_the_mass_mean_of_their_parts():
    gwp = {(r["gas"], r["set"]): float(r["value"]) for r in rows("gwp.csv")}
    # R-410A half HFC-32, half HFC-125: AR4 (675 + 3500)/2 = 2087.5, AR5 (677 + 3170)/2 = 1923.5
    assert gwp["R-410A", "AR4"] == 2087.5
    assert gwp["R-410A", "AR5"] == 1923.5
    # R-407C AR5: 0.23*677 + 0.25*3170 + 0.52*1300 = 155.71 + 792.5 + 676
    assert gwp["R-407C", "AR5"] == pytest.approx(1624.21)
    # Paris Agreement reporting
    assert (gwp["CH4", "AR5"], gwp["N2O", "AR5"]) == (28.0, 265.0)


def test_acm0022_is_the_ipcc_default_times_its_conservativeness():
    table = {(r["parameter"], r["category"], r["basis"]): r for r in rows("incineration.csv")}
    pairs = 0
    for (parameter, category, basis), row in table.items():
        if parameter in ("n2o", "ch4") and basis == "ipcc":
            other = table[parameter, category, "acm0022"]
            assert float(other["value"]) == pytest.approx(1.21 * float(row["value"]), rel=1e-6)
            pairs += 1
    assert pairs == 9
