"""Pathway: waste and emissions of every scenario add up, by hand and in the limit."""

from pathlib import Path

import numpy as np
import pytest

from wte_ppp.blocks import Bars, Lines
from wte_ppp.chapters.carbon_pathway import iamc, pathway_document, tidy
from wte_ppp.documents import DocumentError
from wte_ppp.messages import Message
from wte_ppp.mrv.pathway import run_pathway
from wte_ppp.mrv.pathway_file import read_pathway
from wte_ppp.mrv.portfolio import portfolio_lines

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "monitoring" / "pathway.yaml"
RESULT = run_pathway(read_pathway(EXAMPLE))
ONE = """schema: wte_ppp/pathway/1
region: Town
first_year: 2025
last_year: 2027
population: {"2025": 1000000}
kg_per_person_day: {"2025": 1}
composition_percent: {food: 60, plastics: 20, glass: 20}
past_years: 0
past_growth_percent: 0
past_landfilled_percent: 0
disposal_site: managed_anaerobic
climate_zone: tropical_wet
oxidation: 0
wte_mwh_per_t: 0.4
grid_factor_tco2_per_mwh: {"2025": 0.5}
scenarios:
  Mixed:
    open_burning_percent: {"2025": 10}
    wte_percent: {"2025": 40}
    diverted_percent: {"2025": 20}
"""


def one(tmp_path: Path, text: str = ONE) -> Path:
    file = tmp_path / "pathway.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_by_hand(tmp_path):
    found = run_pathway(read_pathway(one(tmp_path))).scenarios["Mixed"]
    # 365 000 t; landfilled 30 %, 109 500 t: food 65 700 t with L0 0.05, 1 - e^-0.4 = 32.968 % of
    # it in the year after, then e^-0.4 of that and the same again.
    first = 65_700 * 0.05 * 0.3296800 * 28
    landfill = found.emissions_tco2e["landfill"]
    assert landfill == pytest.approx([0.0, first, first * 1.6703200], rel=1e-6)
    # Burnt for energy 146 000 t: plastics 29 200 * 0.75 * 44/12 = 80 300 t CO2; N2O 7.3 t * 265;
    # CH4 0.0292 t * 28
    wte = 80_300 + 7.3 * 265 + 0.0292 * 28
    assert found.emissions_tco2e["wte"] == pytest.approx([wte] * 3)
    # Sold 58 400 MWh at 0.5
    assert found.emissions_tco2e["power_displaced"] == pytest.approx([-29_200.0] * 3)
    # Open burning 36 500 t: plastics 7 300 * 0.75 * 0.58 * 44/12 = 11 643.5; CH4 237.25 * 28;
    # N2O on dry matter (21 900 * 0.4 + 7 300 + 7 300) * 0.15 kg * 265
    burning = 11_643.5 + 237.25 * 28 + (8760 + 14_600) * 0.00015 * 265
    assert found.emissions_tco2e["open_burning"] == pytest.approx([burning] * 3)
    # Food burnt for energy 87 600 * 0.4 * 0.38 * 44/12 biogenic
    assert found.biogenic_co2_t == pytest.approx([87_600 * 0.152 * 44 / 12] * 3)


def test_waste_of_all_routes_is_all_waste():
    for scenario in RESULT.scenarios.values():
        total = sum(scenario.waste_t.values())
        assert total[0] == pytest.approx(2_000_000 * 0.8 * 0.365)
        assert total[10] == pytest.approx(2_400_000 * 0.95 * 0.365)
        assert all((waste >= 0).all() for waste in scenario.waste_t.values())


def test_scenarios_agree_until_they_part_and_methane_lags_behind():
    base, wte = RESULT.scenarios["Baseline"], RESULT.scenarios["WtE"]
    until = RESULT.years.index(2020)
    assert base.sector_tco2e[until] == pytest.approx(wte.sector_tco2e[until])
    start = RESULT.years.index(2028)
    # The plant starts in 2028; the landfill's methane follows the waste of the year before.
    assert wte.emissions_tco2e["landfill"][start] >= base.emissions_tco2e["landfill"][start] - 1e-6
    assert wte.emissions_tco2e["landfill"][-1] < base.emissions_tco2e["landfill"][-1]


def test_tidy_table_holds_every_value_once():
    rows = tidy(RESULT).rows
    keys = [row[:7] for row in rows]
    assert len(keys) == len(set(keys))
    # 3 scenarios, 31 years: 6 routes, 11 gases of 6 kinds in two units, air pollutants of fires and
    # furnaces (10 and 9), biogenic CO2, power of furnaces and of biogas.
    assert len(rows) == 3 * 31 * (6 + 22 + 19 + 3)
    picked = [row[-1] for row in rows if row[:2] == ("WtE", 2050) and row[6] == "t CO2e/yr"]
    assert sum(picked) == pytest.approx(RESULT.scenarios["WtE"].net_tco2e[-1])
    methane = next(
        row[-1]
        for row in rows
        if row[:2] == ("WtE", 2050) and row[5:7] == ("Emissions|landfill", "t CH4/yr")
    )
    landfill = RESULT.scenarios["WtE"].emissions_tco2e["landfill"][-1]
    assert methane * 28 == pytest.approx(landfill)


def test_table_for_integrated_models_has_a_column_a_year():
    table = iamc(RESULT)
    heads = tuple(column.head for column in table.columns)
    assert heads[:5] == ("Model", "Scenario", "Region", "Variable", "Unit")
    assert heads[5:] == tuple(str(year) for year in range(2020, 2051))
    assert len({row[1:4] for row in table.rows}) == len(table.rows)
    found = next(
        row for row in table.rows if row[1] == "Baseline" and row[3] == "Emissions|CH4|Waste"
    )
    assert found[4] == "Mt CH4/yr"
    emissions = RESULT.scenarios["Baseline"].gases_t
    assert found[5] * 1e6 == pytest.approx(
        sum(emissions[kind]["CH4"][0] for kind in ("landfill", "open_burning"))
    )


# Names and units of IAMconsortium/common-definitions, commit d877b5f5 of 24 June 2026.
TEMPLATE = {
    "Emissions|CO2|Waste": "Mt CO2/yr",
    "Emissions|CH4|Waste": "Mt CH4/yr",
    "Emissions|N2O|Waste": "kt N2O/yr",
    "Emissions|Kyoto Gases|Waste": "Mt CO2-equiv/yr",
    "Emissions|Sulfur|Waste": "Mt SO2/yr",
    "Emissions|NOx|Waste": "Mt NO2/yr",
    "Emissions|BC|Waste": "Mt BC/yr",
    "Emissions|OC|Waste": "Mt OC/yr",
    "Emissions|CO|Waste": "Mt CO/yr",
    "Emissions|NH3|Waste": "Mt NH3/yr",
    "Emissions|VOC|Waste": "Mt VOC/yr",
    "Emissions|CO2|Energy|Supply|Electricity": "Mt CO2/yr",
    "Emissions|CH4|Energy|Supply|Electricity": "Mt CH4/yr",
    "Emissions|N2O|Energy|Supply|Electricity": "kt N2O/yr",
    "Emissions|Sulfur|Energy|Supply|Electricity": "Mt SO2/yr",
    "Emissions|NOx|Energy|Supply|Electricity": "Mt NO2/yr",
    "Emissions|BC|Energy|Supply|Electricity": "Mt BC/yr",
    "Emissions|CO|Energy|Supply|Electricity": "Mt CO/yr",
    "Emissions|NH3|Energy|Supply|Electricity": "Mt NH3/yr",
    "Emissions|VOC|Energy|Supply|Electricity": "Mt VOC/yr",
    "Secondary Energy|Electricity|Biomass": "EJ/yr",
    "Secondary Energy|Electricity|Other": "EJ/yr",
}


def test_names_and_units_are_the_templates():
    assert {(row[3], row[4]) for row in iamc(RESULT).rows} == set(TEMPLATE.items())


def test_power_and_nitrous_oxide_in_the_templates_units():
    last = {row[3]: row[-1] for row in iamc(RESULT).rows if row[1] == "WtE"}
    wte = RESULT.scenarios["WtE"]
    power = (
        last["Secondary Energy|Electricity|Biomass"] + last["Secondary Energy|Electricity|Other"]
    )
    # 1 TWh is 0.0036 EJ
    assert power == pytest.approx(wte.power_mwh[-1] / 1e6 * 0.0036)
    assert 0 < last["Secondary Energy|Electricity|Other"] < power
    n2o = wte.gases_t["wte"]["N2O"][-1] / 1000
    assert last["Emissions|N2O|Energy|Supply|Electricity"] == pytest.approx(n2o)


TREATED = ONE.replace(
    'diverted_percent: {"2025": 20}',
    """diverted_percent: {"2025": 10}
    diverted_from: {plastics: 1}
    composted_percent: {"2025": 20}
    digested_percent: {"2025": 10}
    biological_from: {food: 1}""",
)


def test_composting_and_digestion_emit_and_change_what_is_left(tmp_path):
    found = run_pathway(read_pathway(one(tmp_path, TREATED))).scenarios["Mixed"]
    # Of 365 000 t 73 000 are composted: 4 kg CH4 and 0.24 kg N2O a tonne; 36 500 digested: 0.8 kg
    composted = 292.0 * 28 + 17.52 * 265
    assert found.emissions_tco2e["composted"] == pytest.approx([composted] * 3)
    assert found.emissions_tco2e["digested"] == pytest.approx([29.2 * 28] * 3)
    # Left of 100: food 60 - 30, plastics 20 - 10, glass 20. Of 60, plastics is a sixth of the
    # 146 000 t burnt for energy: 24 333.3 * 0.75 * 44/12
    assert found.gases_t["wte"]["CO2"] == pytest.approx([146_000 / 6 * 0.75 * 44 / 12] * 3)


def test_no_more_of_a_component_is_taken_than_there_is(tmp_path):
    text = TREATED.replace("biological_from: {food: 1}", "biological_from: {glass: 1}")
    with pytest.raises(DocumentError, match="30 % of the waste taken as glass"):
        read_pathway(one(tmp_path, text))
    text = TREATED.replace("biological_from: {food: 1}", "biological_from: {wood: 1}")
    with pytest.raises(DocumentError, match="a component that the waste has not"):
        read_pathway(one(tmp_path, text))


def test_sewage_by_hand(tmp_path):
    text = ONE.replace(
        "scenarios:",
        """sewage:
  bod_g_per_person_day: 40
  protein_kg_per_person_year: 20
  methane_correction: {"2025": 0.5}
scenarios:""",
    )
    found = run_pathway(read_pathway(one(tmp_path, text))).scenarios["Mixed"].gases_t["sewage"]
    # 1 million persons: 14 600 t BOD * 0.6 * 0.5; 4 400 t N (with 1.1 * 1.25) * 0.005 * 44/28
    assert found["CH4"] == pytest.approx([4380.0] * 3)
    assert found["N2O"] == pytest.approx([34.571] * 3, rel=1e-4)


def test_costs_of_all_routes_or_not_stated(tmp_path):
    costs = "cost_usd_per_t: {landfill: 10, open_burning: 0, wte: 60, diverted: 30}\nscenarios:"
    found = run_pathway(read_pathway(one(tmp_path, ONE.replace("scenarios:", costs))))
    # 109 500 t * 10 + 146 000 t * 60 + 73 000 t * 30
    assert found.scenarios["Mixed"].total_cost_usd == pytest.approx([12_045_000.0] * 3)
    some = costs.replace(", diverted: 30", "")
    found = run_pathway(read_pathway(one(tmp_path, ONE.replace("scenarios:", some))))
    assert found.scenarios["Mixed"].total_cost_usd is None


def test_air_pollutants_of_fires_and_furnaces_by_hand(tmp_path):
    air = run_pathway(read_pathway(one(tmp_path))).scenarios["Mixed"].air_t
    # 36 500 t burnt in the open with 9.8 g PM2.5/kg; 146 000 t in furnaces with 1 071 g NOx/t
    assert air["open_burning"]["PM2.5"] == pytest.approx([357.7] * 3)
    assert air["wte"]["NOx"] == pytest.approx([156.366] * 3)


def test_charts_show_the_emissions():
    blocks = pathway_document(RESULT).blocks
    (lines,) = (block for block in blocks if isinstance(block, Lines))
    bars = [block for block in blocks if isinstance(block, Bars)]
    assert lines.series[0].name == "Baseline"
    baseline = RESULT.scenarios["Baseline"]
    assert lines.series[0].values[-1] == pytest.approx(baseline.sector_tco2e[-1] / 1000)
    assert len(bars) == 3
    by_source = {line.name: line.values[-1] for line in bars[0].series}
    displaced = baseline.emissions_tco2e["power_displaced"][-1] / 1000
    assert by_source[Message("Grid power displaced")] == pytest.approx(displaced)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('wte_percent: {"2025": 40}', 'wte_percent: {"2025": 90}', "at most 100 %"),
        ('wte_percent: {"2025": 40}', "wte_percent: {}", "one year or more"),
        ('wte_percent: {"2025": 40}', "wte_percent: {2025: 40}", "Put it in quotes"),
        ("food: 60", "fod: 60", "Write 'food'"),
        ("food: 60", "food: 70", "110 %"),
        ("last_year: 2027", "last_year: 2020", "2025 to 2020"),
        ('population: {"2025": 1000000}', "population: {}", "one year or more"),
        ("disposal_site: managed_anaerobic", "disposal_site: water_table", "water_table"),
        ('kg_per_person_day: {"2025": 1}', 'kg_per_person_day: {"2025": -1}', "-1"),
        ('kg_per_person_day: {"2025": 1}', 'kg_per_person_day: {"2025": 1000}', "at most 20"),
        ('{"2025": 1000000}', '{"2025": 1.0e308}', "at most 1e+10 persons"),
        ("region: Town", 'region: "=1+1"', "takes for a formula"),
        ("  Mixed:", '  "@Mixed":', "takes for a formula"),
    ],
)
def test_faults_are_told(tmp_path, old, new, said):
    assert old in ONE
    with pytest.raises(DocumentError) as refused:
        read_pathway(one(tmp_path, ONE.replace(old, new)))
    assert said in str(refused.value)


def test_gas_capture_of_a_scenario(tmp_path):
    text = ONE + '    captured_percent: {"2026": 0, "2027": 50}\n'
    some = run_pathway(read_pathway(one(tmp_path, text))).scenarios["Mixed"]
    none = run_pathway(read_pathway(one(tmp_path))).scenarios["Mixed"]
    ratio = some.emissions_tco2e["landfill"][1:] / none.emissions_tco2e["landfill"][1:]
    assert ratio == pytest.approx([1.0, 0.5])


def test_portfolio_adds_studies_up():
    studies = [ROOT / "examples" / name / "study.yaml" for name in ("bac_ninh", "minimal")]
    lines = [str(line) for line in portfolio_lines(studies)]
    assert len(lines) == 4
    amounts = [
        float(line.split(": ")[1].split(" t by 2030")[0].replace(",", "")) for line in lines[:2]
    ]
    share = float(lines[2].split(": ")[1].rstrip(" %"))
    assert share == pytest.approx(100 * sum(amounts) / 100e6, abs=0.001)


def test_portfolio_counts_credits_of_the_jcm_alone(tmp_path):
    # Malaysia is no partner of the JCM; Sri Lanka is one, and nobody states what it lets leave;
    # without a country nothing is stated.
    text = (ROOT / "examples" / "minimal" / "study.yaml").read_text(encoding="utf-8")
    names = {"VN": "country: VN", "MY": "country: MY", "LK": "country: LK", "none": ""}
    studies = []
    for name, country in names.items():
        studies.append(tmp_path / f"{name}.yaml")
        studies[-1].write_text(text.replace("country: VN", country), encoding="utf-8")
    alone, together = (list(map(str, portfolio_lines(those))) for those in (studies[:1], studies))
    assert together[-2:] == alone[-2:]
    assert together[1].endswith("no credits under the JCM, not in the shares below")
    assert together[2].endswith("credits under the JCM are not stated, not in the shares below")
    assert together[3].endswith("reductions are not stated; left out.")


def test_years_before_make_the_landfill_emit_from_the_first_year(tmp_path):
    text = ONE.replace("past_years: 0", "past_years: 30").replace(
        "past_landfilled_percent: 0", "past_landfilled_percent: 100"
    )
    found = run_pathway(read_pathway(one(tmp_path, text))).scenarios["Mixed"]
    # Thirty equal years of 219 000 t food: 1 - e^(-0.4*30) of the potential of a year.
    whole = 219_000 * 0.05 * 28 * (1 - np.exp(-12.0))
    assert found.emissions_tco2e["landfill"][0] == pytest.approx(whole, rel=1e-9)
