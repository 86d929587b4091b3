"""A base study and a small table of cities of two countries."""

from pathlib import Path

import pytest

from wte_ppp.feasibility.study import Study

BASE = """\
schema: wte_ppp/study/1
name: Base study
country: VN
as_of: "2024-06-01"
waste:
  received_t_per_day: 800
  composition_percent:
    {food: 55, plastics: 15, paper: 8, textiles: 4, wood: 3, nappies: 5, fines: 7, glass: 2,
     metals: 1}
plant:
  capacity_t_per_day: 800
finance:
  first_operation_year: 2028
  price_year: 2024
  tipping_fee_usd_per_t: 20
  power_tariff_usd_per_kwh: 0.09
risk:
  inputs:
    waste.received_t_per_day:
      {distribution: triangular, basis: percent_of_base, low: 80, mode: 100, high: 110}
    plant.availability_h_per_year: {distribution: pert, low: 7000, mode: 7900, high: 8200}
  outages:
    turbine:
      probability_percent_per_year: 5
      days: {distribution: uniform, low: 10, high: 60}
  scenarios:
    managed landfill: {climate.disposal_site: managed_anaerobic}
"""
CITIES = """\
city,country,received_t_per_day,climate.disposal_site,region
An,VN,400,,north
Binh,VN,900,,south
Chi,VN,90,,south
Davao,PH,700,,
Evora,PH,1200,unmanaged_shallow,
"""


@pytest.fixture
def put(tmp_path: Path):
    """Writes a file below the test's folder."""

    def write(name: str, text: str) -> Path:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return write


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "cities.csv"
    file.write_text(CITIES, encoding="utf-8")
    return file


@pytest.fixture
def base_file(tmp_path: Path) -> Path:
    file = tmp_path / "base.yaml"
    file.write_text(BASE, encoding="utf-8")
    return file


@pytest.fixture
def base(base_file: Path) -> Study:
    return Study.load(base_file)
