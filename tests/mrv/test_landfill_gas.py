"""Gas of an existing landfill: TOOL04, application A, and what its capture spares."""

import json
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from click.testing import CliRunner

from wte_ppp.cli import main
from wte_ppp.documents import DocumentError, read_document
from wte_ppp.mrv.landfill_gas import landfill_gas, read_landfill_gas
from wte_ppp.mrv.published import climate_schema

EXAMPLE = Path(__file__).parents[2] / "examples" / "monitoring" / "landfill-gas.yaml"
SITE = """schema: wte_ppp/landfill-gas/1
name: Dump
waste_t: {"2020": 1000}
composition_percent: {food: 50, plastics: 50}
disposal_site: managed_anaerobic
climate_zone: tropical_wet
first_capture_year: 2021
last_year: 2022
area_covered_percent: 80
collection_percent: 50
destruction_percent: 100
required_percent: 10
"""


def site(tmp_path: Path, old: str = "", new: str = "") -> Path:
    file = tmp_path / "site.yaml"
    assert old in SITE
    file.write_text(SITE.replace(old, new) if old else SITE, encoding="utf-8")
    return file


def test_by_hand(tmp_path):
    gas = landfill_gas(read_landfill_gas(site(tmp_path)))
    assert gas.years == (2020, 2021, 2022)
    # 500 t of food: 500 * 0.15 * 0.5 * 0.5 * 16/12 = 25 t CH4 in all; phi 0.75, 1 - OX 0.9, GWP 28.
    # k = 0.4: 32.968 % in the first year, then e^-0.4 = 67.032 % of the year before.
    first = 25 * 0.75 * 0.9 * 28 * 0.329680
    assert gas.generated_tco2e == pytest.approx(first * np.array([1, 0.670320, 0.449329]), rel=1e-5)
    # 40 % is burnt from 2021; of it 90 % would not have oxidised, 10 % is asked for by law.
    burnt = 0.4 * first * np.array([0, 0.670320, 0.449329])
    assert gas.burnt_tco2e == pytest.approx(burnt, rel=1e-5)
    assert gas.reduction_tco2e == pytest.approx(0.8 * burnt, rel=1e-5)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("plastics: 50", "plastics: 40", "90 %"),
        ("food: 50", "fod: 50", "food"),
        ("first_capture_year: 2021", "first_capture_year: 2019", "in this order"),
        ("managed_anaerobic", "water_table", "a site of the table"),
        ('{"2020": 1000}', '{"2020": 1000, "2030": 5}', "years to 2022"),
        ('{"2020": 1000}', '{"2020": -1}', "2020"),
    ],
)
def test_faults_say_where(tmp_path, old, new, said):
    with pytest.raises(DocumentError) as refused:
        read_landfill_gas(site(tmp_path, old, new))
    assert said in str(refused.value)


def test_example_keeps_to_its_schema_and_its_report_adds_up(tmp_path):
    jsonschema.Draft202012Validator(climate_schema("landfill-gas")).validate(
        read_document(EXAMPLE).data
    )
    done = CliRunner().invoke(
        main, ["climate", "landfill-gas", str(EXAMPLE), "--out", str(tmp_path)]
    )
    assert done.exit_code == 0, done.output
    data = json.loads((tmp_path / "landfill-gas.json").read_text(encoding="utf-8"))
    rows = data["tables"]["Gas"]
    total = sum(row["Reduction tCO2e"] for row in rows)
    assert f"Reduction: {total:,.0f} tCO2e" in done.output
    assert all(row["Burnt tCO2e"] == 0 for row in rows if row["Year"] < 2026)
