"""The component table that ships: complete, closing, and plausible when mixed."""

import csv
from importlib.resources import files

import pytest

from wte_ppp.waste.composition import Component, mix
from wte_ppp.waste.heating_value import lhv_mj_per_kg
from wte_ppp.waste.higher_heating_value import hhv_channiwala_parikh

ROWS = list(
    csv.DictReader((files("wte_ppp") / "data" / "waste_components.csv").open(encoding="utf-8"))
)
TABLE = {}
for row in ROWS:
    TABLE.setdefault(row["component"], {})[row["property"]] = row["value"]

DRY = ("ash", "carbon", "hydrogen", "oxygen", "nitrogen", "sulfur", "chlorine")


def component(name, moisture):
    values = TABLE[name]
    return Component(
        float(values[moisture]) / 100, *[float(values[f"{s}_percent"]) / 100 for s in DRY]
    )


@pytest.mark.parametrize("name", TABLE)
def test_dry_matter_sums_to_one_hundred(name):
    total = sum(float(TABLE[name][f"{substance}_percent"]) for substance in DRY)
    assert total == pytest.approx(100.0, abs=1e-9)


@pytest.mark.parametrize("name", TABLE)
def test_every_component_has_every_property(name):
    assert set(TABLE[name]) == set(TABLE["food"])


def test_every_figure_has_a_source_and_a_status():
    assert all(row["source"] and row["unit"] for row in ROWS)
    assert {row["status"] for row in ROWS} == {"published", "assumption"}


# As-discarded energy in kJ/kg from Tchobanoglous, Theisen, Vigil 1993, ch. 4, against the
# elements of the same book. Its two tables come from different samples: they agree to 15 % for
# dry materials, to some 30 % for food and yard waste, and not at all for mixed plastics.
@pytest.mark.parametrize(
    ("name", "discarded_kj_per_kg"),
    [("food", 4650), ("paper", 16750), ("cardboard", 16300), ("yard", 6500), ("wood", 18600)],
)
def test_elements_agree_with_the_energy_of_the_same_book(name, discarded_kj_per_kg):
    c = component(name, "moisture_percent")
    hhv = hhv_channiwala_parikh(c.carbon, c.hydrogen, c.oxygen, c.nitrogen, c.sulfur, c.ash)
    wet_mj = hhv * (1.0 - c.moisture)
    low, high = (0.75, 1.35) if name in ("food", "yard") else (0.85, 1.15)
    assert low < wet_mj / (discarded_kj_per_kg / 1000) < high


def test_textbook_plastics_fall_short_of_the_textbook_energy():
    # The trap: 32.6 MJ/kg as discarded in the same table, some 24 from its elements.
    hhv = {}
    for name in ("plastics", "plastics_textbook"):
        c = component(name, "moisture_percent")
        hhv[name] = hhv_channiwala_parikh(
            c.carbon, c.hydrogen, c.oxygen, c.nitrogen, c.sulfur, c.ash
        )
    assert hhv["plastics_textbook"] < 0.9 * 32.6
    # Film of bunkers: LHV 29.2 (616 Japanese analyses) to 30.5 MJ/kg dry (Götze et al. 2016);
    # with 2.443 x 8.94 x 0.097 for its hydrogen an HHV of 31.3 to 32.6. Within 5 % of that.
    assert 0.95 * 31.3 < hhv["plastics"] < 1.05 * 32.6


def test_wet_asian_waste_burns_at_five_to_eight_megajoule():
    share = {
        "food": 0.52,
        "paper": 0.09,
        "plastics": 0.17,
        "textiles": 0.04,
        "yard": 0.06,
        "glass": 0.03,
        "metals": 0.01,
        "fines": 0.08,
    }
    table = {name: component(name, "bunker_moisture_percent") for name in share}
    waste = mix(share, table)
    # Moisture 45-60 % and 5-8 MJ/kg is what surveys of such cities report.
    assert 0.45 < waste.moisture < 0.60
    assert 5.0 < lhv_mj_per_kg(waste) < 8.0


def test_ipcc_upper_carbon_is_never_below_the_default():
    for values in TABLE.values():
        assert float(values["fcc_percent"]) >= float(values["ipcc_carbon_percent"])
        assert float(values["ffc_percent"]) >= float(values["ipcc_fossil_percent"])
