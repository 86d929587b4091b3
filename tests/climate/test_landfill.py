import csv
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.climate import landfill, landfill_site

PUBLISHED = Path(__file__).parents[1] / "published" / "landfill.csv"
HALF_LIVES = list(csv.DictReader(PUBLISHED.open(encoding="utf-8")))
DECAY = {
    (row["category"], row["climate_zone"]): float(row["value"])
    for row in csv.DictReader((files("wte_ppp") / "data" / "landfill.csv").open(encoding="utf-8"))
    if row["parameter"] == "decay_rate"
}
SITE = {"doc_f": 0.5, "methane_fraction": 0.5, "mcf": 1.0, "oxidation": 0.1}


def double_sum(waste, doc, k, phi, f, site):
    """TOOL04 eq. 1 as printed, without the GWP."""
    years = len(waste)
    return np.array(
        [
            phi
            * (1 - f)
            * (1 - site["oxidation"])
            * 16
            / 12
            * site["methane_fraction"]
            * site["doc_f"]
            * site["mcf"]
            * sum(waste[x] * doc * np.exp(-k * (y - x)) * (1 - np.exp(-k)) for x in range(y + 1))
            for y in range(years)
        ]
    )


@given(
    waste=st.lists(st.floats(0.0, 1e6), min_size=1, max_size=30),
    k=st.floats(0.01, 0.8),
    doc=st.floats(0.0, 0.5),
    f=st.floats(0.0, 0.9),
)
def test_recurrence_is_the_double_sum_of_the_tool(waste, k, doc, f):
    ours = landfill.methane_t(
        np.array(waste), doc, k, **SITE, model_correction=0.85, captured_fraction=f
    )
    printed = double_sum(waste, doc, k, 0.85, f, SITE)
    np.testing.assert_allclose(ours, printed, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("months", [0, 6, 12])
@pytest.mark.parametrize("k", [0.02, 0.07, 0.4])
def test_in_the_end_the_whole_potential_is_emitted(k, months):
    waste = np.zeros(2000)
    waste[:3] = 1000.0
    emitted = landfill.methane_t(waste, 0.15, k, **SITE, first_year_months=months).sum()
    # L0 = 0.15 * 0.5 * 0.5 * 16/12 = 0.05 t/t; 3 000 t * 0.05 * (1 - 0.1) = 135 t
    assert emitted == pytest.approx(135.0, rel=1e-9)


def test_product_of_the_defaults():
    # 0.85 * 28 * 0.9 * 16/12 * 0.5 * 0.5 * 1.0 = 7.14 t CO2e per t decayed carbon, so one tonne
    # of food emits 7.14 * 0.15 * (1 - exp(-0.4)) = 7.14 * 0.15 * 0.329680 = 0.353087 t in year 1
    # and exp(-0.4) = 0.670320 of that in year 2
    year = landfill.landfill_emissions_tco2e(
        {"food": np.array([1.0, 0.0])},
        {"food": 0.15},
        {"food": 0.40},
        **SITE,
        gwp_methane=28.0,
        model_correction=0.85,
    )
    assert year[0] == pytest.approx(0.353087, abs=1e-6)
    assert year[1] == pytest.approx(0.353087 * 0.670320, abs=1e-6)


def test_components_add_up():
    waste = {"food": np.array([100.0, 100.0]), "paper": np.array([50.0, 50.0]), "glass": np.ones(2)}
    doc = {"food": 0.15, "paper": 0.40, "glass": 0.0}
    k = {"food": 0.40, "paper": 0.07, "glass": 0.0}
    total = landfill.landfill_emissions_tco2e(waste, doc, k, **SITE, gwp_methane=28.0)
    # food y1 15*0.3296800 = 4.945199; paper y1 20*0.0676062 = 1.352124; sum 6.297323
    # times 28*0.9*16/12*0.25 = 8.4
    assert total[0] == pytest.approx(6.297323 * 8.4, rel=1e-6)


@pytest.mark.parametrize("row", HALF_LIVES, ids=lambda r: f"{r['decay_class']}-{r['climate_zone']}")
def test_decay_rates_give_the_published_half_lives(row):
    k = DECAY[row["decay_class"], row["climate_zone"]]
    half_life = float(row["half_life_years"])
    assert np.log(2.0) / k == pytest.approx(half_life, abs=0.5)  # printed in whole years
    # And the model obeys them: about half the methane is out after that many years.
    waste = np.zeros(500)
    waste[0] = 1.0
    methane = landfill.methane_t(waste, 0.2, k, **SITE)
    assert methane[: int(half_life)].sum() / methane.sum() == pytest.approx(0.5, abs=0.08)


def test_ipcc_default_is_the_tool_one_year_late():
    waste = np.array([10.0, 20.0, 0.0, 5.0])
    tool = landfill.methane_t(waste, 0.2, 0.1, **SITE)
    ipcc = landfill.methane_t(waste, 0.2, 0.1, **SITE, first_year_months=0)
    assert ipcc[0] == 0.0
    np.testing.assert_allclose(ipcc[1:], tool[:-1], rtol=1e-12)


def test_decay_goes_on_after_disposal_stops():
    waste = np.array([100.0, 100.0, 0.0, 0.0])
    methane = landfill.methane_t(waste, 0.15, 0.4, **SITE)
    assert methane[3] == pytest.approx(methane[2] * np.exp(-0.4), rel=1e-12)
    assert methane[3] > 0.0


def test_draw_equals_scalar():
    rng = np.random.default_rng(7)
    waste = rng.uniform(0, 1e5, (6, 25))
    k = rng.uniform(0.02, 0.5, (6, 1))
    doc = rng.uniform(0.1, 0.3, (6, 1))
    capture = rng.uniform(0.0, 0.5, (6, 25))
    many = landfill.methane_t(waste, doc, k, **SITE, captured_fraction=capture)
    assert many.shape == (6, 25)
    for i in range(6):
        one = landfill.methane_t(waste[i], doc[i, 0], k[i, 0], **SITE, captured_fraction=capture[i])
        np.testing.assert_allclose(many[i], one, rtol=1e-12)


def test_one_tonnage_with_many_decay_rates():
    methane = landfill.methane_t(np.ones(5), 0.15, np.array([[0.1], [0.4]]), **SITE)
    assert methane.shape == (2, 5)
    assert methane[1, 0] > methane[0, 0]


def test_impossible_rates():
    assert np.isnan(landfill.methane_t(np.ones(3), 0.15, -0.1, **SITE)).all()
    with pytest.raises(ValueError, match="constant in time"):
        landfill.methane_t(np.ones(3), 0.15, np.array([0.1, 0.2, 0.3]), **SITE)
    with pytest.raises(ValueError, match="time last"):
        landfill.methane_t(5.0, 0.15, 0.1, **SITE)


def test_a_component_without_decay_rate_is_named():
    with pytest.raises(ValueError, match="paper"):
        landfill.landfill_emissions_tco2e(
            {"paper": np.ones(2)}, {"paper": 0.4}, {}, **SITE, gwp_methane=28.0
        )
    with pytest.raises(ValueError, match="none given"):
        landfill.landfill_emissions_tco2e({}, {}, {}, **SITE, gwp_methane=28.0)


def test_mcf_of_sites_in_ground_water():
    # 20 m: 1 - 2/20 = 0.9 above h/d = 0.25; 1 m: 1 - 2 < 0, so 0.3; flooded: 1; no depth: none
    mcf = landfill_site.mcf_water_table(
        np.array([20.0, 1.0, 5.0, 0.0]), np.array([5.0, 0.3, 9.0, 1.0])
    )
    assert mcf[:3] == pytest.approx([0.9, 0.3, 1.0])
    assert np.isnan(mcf[3])
