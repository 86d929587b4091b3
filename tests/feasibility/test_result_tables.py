"""A result as tables: nothing is lost, and each column says what it is."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from wte_ppp.documents import Document, read_document
from wte_ppp.feasibility.result_tables import study_tables
from wte_ppp.feasibility.risk_analysis import risk_analysis
from wte_ppp.feasibility.study import Study

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def bac_ninh():
    study = Study.load(ROOT / "examples" / "bac_ninh" / "study.yaml")
    return study.run(), risk_analysis(study, draws=64, sobol_draws=8).result


def test_every_number_and_row_of_the_result_stands_in_a_table(bac_ninh) -> None:
    result, risk = bac_ninh
    tables = study_tables(result, risk)
    held: set[float] = set()
    for table in tables.values():
        for name in table.select_dtypes("number"):
            held |= {round(value, 9) for value in table[name].dropna().tolist()}
    missing = {}
    for name, data in (("study", result), ("risk", risk)):
        for place, value in numbers(json.loads(data.to_json()), name):
            if round(value, 9) not in held:
                missing[place] = value
    # What says how the run was made stands in the JSON alone.
    run = ("risk.draws", "risk.seed", "risk.block", "risk.sobol_draws")
    assert {one: value for one, value in missing.items() if one not in run} == {}
    texts = {one for table in tables.values() for one in table.select_dtypes("str").stack()}
    assert set(map(str, result.notes)) <= texts
    assert {str(row.source) for row in result.inputs} <= texts


def test_what_is_not_stated_stands_in_tables_too() -> None:
    case = ROOT / "tests" / "published" / "cases" / "indonesia_grid_zero.yaml"
    tables = study_tables(Study.load(case).run())
    # ghg.grid_factor of Indonesia: 0.78 to 0.95 t/MWh, and no tariff.
    rows = tables["cautious"].to_dict("records")
    assert [(row["input"], row["value"], row["high"]) for row in rows] == [
        ("climate.grid_factor_tco2_per_mwh", 0.78, 0.95),
        ("climate.bought_grid_factor_tco2_per_mwh", 0.95, 0.95),
    ]
    # The law sets the price in Indonesia; of the Maldives none is known.
    read = read_document(case)
    unpriced = Study.of(replace(read, data={**read.data, "country": "MV"}))
    table = study_tables(unpriced.run())["not_stated"]
    outcomes = dict(zip(table["input"], table["outcomes"], strict=True))
    hanging = outcomes["finance.power_tariff_usd_per_kwh"].split("; ")
    assert "finance.equity_irr_percent" in hanging


def numbers(data: object, place: str):
    # What stands in a sentence is held with the sentence.
    if isinstance(data, dict) and "text" not in data:
        for key, item in data.items():
            yield from numbers(item, f"{place}.{key}")
    elif isinstance(data, list):
        for item in data:
            yield from numbers(item, place)
    elif isinstance(data, (int, float)) and not isinstance(data, bool):
        yield place, float(data)


def test_every_column_is_explained(bac_ninh) -> None:
    tables = study_tables(*bac_ninh)
    told = {(row.table, row.column) for row in tables["columns"].itertuples()}
    assert told == {
        (name, column)
        for name, table in tables.items()
        if name != "columns"
        for column in table.columns
    }
    units = {(row.table, row.column): row.unit for row in tables["columns"].itertuples()}
    assert units["years", "plant.exported_mwh"] == "MWh/year"
    assert units["years", "finance.cfads_usd"] == "USD"


def test_years_before_operation_hold_no_power(bac_ninh) -> None:
    years = study_tables(bac_ninh[0])["years"].set_index("calendar_year")
    assert years.loc[2022:2023, "plant.exported_mwh"].tolist() == [0.0, 0.0]
    assert (years.loc[2024:, "plant.exported_mwh"] > 0).all()


def test_periods_have_a_table_of_their_own() -> None:
    document = read_document(ROOT / "examples" / "minimal" / "study.yaml")
    assert "periods" not in study_tables(Study.of(document).run())
    finance = {**document.data["finance"], "timing": {"operation_period": "half_year"}}
    data = {**document.data, "finance": finance}
    result = Study.of(Document(document.path, data, document.lines)).run()
    periods = study_tables(result)["periods"]
    # Two years of construction, then 20 years of two halves each.
    assert (periods["operation_year"] >= 1).sum() == 40
    assert periods["start"].tolist()[-1].endswith("-07-01")


def test_draws_are_refused() -> None:
    study = Study.load(ROOT / "examples" / "minimal" / "study.yaml")
    drawn = study.run(draws={"finance.tipping_fee_usd_per_t": np.array([1.0, 2.0])})
    with pytest.raises(ValueError, match="base case"):
        study_tables(drawn)
