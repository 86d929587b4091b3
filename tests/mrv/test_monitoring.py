"""Monitoring data: what is read, what is refused and where, and how gaps are filled."""

import dataclasses
import datetime
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from wte_ppp.blocks import Paragraph
from wte_ppp.chapters.carbon_facility import facility_document
from wte_ppp.chapters.carbon_monitoring import monitoring_document, monitoring_plan
from wte_ppp.documents import DocumentError
from wte_ppp.mrv.facility import FACILITY_DEFAULTS, read_facility
from wte_ppp.mrv.facility_report import facility_report
from wte_ppp.mrv.gaps import filled
from wte_ppp.mrv.monitoring_report import monitoring_report
from wte_ppp.mrv.periods import Monitoring, expected_periods, read_monitoring
from wte_ppp.print.tables_json import document_data
from wte_ppp.sources import table

EXAMPLE = Path(__file__).parents[2] / "examples" / "monitoring"
HEAD = (
    "period,waste_received_t,waste_fired_t,auxiliary_fuel_gj,power_imported_mwh,power_exported_mwh"
)
COMPOSITION = "sample,food,plastics,glass\n1,60,20,20\n2,60,20,20\n"
FACILITY = """schema: wte_ppp/facility/1
name: Plant
operator: Operator
location: Here
boundary: operational control
first_month: "2031-01"
last_month: "{last}"
monitoring_file: monitoring.csv
composition_file: composition.csv
furnace_technology: continuous_stoker
grid_location_tco2_per_mwh: 0.5
grid_source: Official factor
crediting:
  methodology: none
  months_form: {months}
  reference_grid_factor_tco2_per_mwh: 0.4
  disposal_site: managed_anaerobic
  climate_zone: tropical_wet
  share_of_japan_percent: 50
"""


def write(folder: Path, rows: list[str], last: str = "2031-02", months: bool = True) -> Path:
    (folder / "monitoring.csv").write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    (folder / "composition.csv").write_text(COMPOSITION, encoding="utf-8")
    file = folder / "facility.yaml"
    text = FACILITY.format(last=last, months=str(months).lower())
    file.write_text(text, encoding="utf-8")
    return file


def faults(path: Path, first: str = "2031-01", last: str = "2031-03") -> list[str]:
    with pytest.raises(DocumentError) as refused:
        read_monitoring(path, first, last)
    return [str(one) for one in refused.value.problems]


def test_report_by_hand(tmp_path):
    file = write(tmp_path, ["2031-01,1100,1000,100,10,300", "2031-02,1100,1000,100,10,300"])
    found = facility_report(read_facility(file))
    # 2 200 t received with 20 % plastics: 440 t * 0.75 C * 44/12 = 1 210 t CO2, all fossil.
    by_source = {(str(line.source), line.gas): line for line in found.lines}
    assert by_source["Waste fired, fossil carbon", "CO2"].gas_t == pytest.approx(1210.0)
    # N2O 2 000 * 0.05 kg = 0.1 t * 265; CH4 2 000 * 0.0002 kg = 0.0004 t * 28
    assert by_source["Waste fired", "N2O"].tco2e == pytest.approx(26.5)
    assert by_source["Waste fired", "CH4"].tco2e == pytest.approx(0.0112)
    # Diesel 200 GJ: 14.82 t CO2, 0.6 kg CH4 * 28, 0.12 kg N2O * 265
    diesel = 14.82 + 0.0006 * 28 + 0.00012 * 265
    assert found.scope_1_tco2e == pytest.approx(1210 + 26.5 + 0.0112 + diesel)
    assert found.scope_2_location_tco2e == pytest.approx(10.0)
    assert found.scope_2_market_tco2e is None
    # Food 60 %: 1 320 t * 0.4 dm * 0.38 C * 44/12 = 735.68 t biogenic.
    assert found.biogenic_co2_t == pytest.approx(735.68)
    assert found.gaps == ()
    # One line rules, so that the spread is near sqrt(2^2 + 40^2) = 40.05 %
    assert 38 < found.uncertainty_percent < 40.05


def test_reductions_by_hand(tmp_path):
    file = write(tmp_path, ["2031-01,1100,1000,100,10,300", "2031-02,1100,1000,100,10,300"])
    found = monitoring_report(read_facility(file))
    # Leachate is not measured, so that the 1 000 t fired a month count, not the 1 100 t received.
    assert found.kept_t == pytest.approx(2000.0)
    # Food 600 t a month, L0 0.05: month 1 decays 1 - e^(-0.4/12) = 3.2784 %, month 2 of both:
    # 30 t CH4 * 0.0327839 * (1 + (1 + 0.9672161)) * 0.85 * 0.9 * 28
    methane = 30 * 0.0327839 * (2 + 0.9672161) * 0.85 * 0.9 * 28
    assert found.landfill_tco2e == pytest.approx(methane, rel=1e-5)
    assert found.grid_power_tco2e == pytest.approx(240.0)
    # ACM0022 on all waste received, 2 200 t: 440 * 0.85 * 44/12
    assert found.fossil_co2_tco2e == pytest.approx(440 * 0.85 * 44 / 12)
    assert found.n2o_ch4_tco2e == pytest.approx(2000 * (0.0605 * 265 + 0.000242 * 28) / 1000)
    assert found.auxiliary_fuel_tco2e == pytest.approx(200 * 0.0748)
    assert found.imported_power_tco2e == pytest.approx(20 * 0.5 * 1.2)
    parts = (found.fossil_co2_tco2e, found.n2o_ch4_tco2e, found.auxiliary_fuel_tco2e)
    assert found.project_tco2e == pytest.approx(sum(parts) + found.imported_power_tco2e)
    assert found.reduction_tco2e < 0
    assert found.credits == (0, 0, 0)


def test_samples_of_the_crane_belong_to_the_waste_fired(tmp_path):
    file = write(tmp_path, ["2031-01,1100,1000,100,10,300", "2031-02,1100,1000,100,10,300"])
    text = file.read_text(encoding="utf-8").replace("crediting:", "sampled_at: crane\ncrediting:")
    file.write_text(text, encoding="utf-8")
    facility = read_facility(file)
    by_source = {(str(line.source), line.gas): line for line in facility_report(facility).lines}
    # 2 000 t fired: 400 t plastics * 0.75 * 44/12, and 400 * 0.85 * 44/12 by ACM0022
    assert by_source["Waste fired, fossil carbon", "CO2"].gas_t == pytest.approx(1100.0)
    assert monitoring_report(facility).fossil_co2_tco2e == pytest.approx(400 * 0.85 * 44 / 12)


def extended(folder: Path, columns: str, cells: str, lines: str, crediting: str = "") -> Path:
    """Two equal months with further columns, and further lines of the facility file."""
    month = f"1100,1000,100,10,300,{cells}"
    file = write(folder, [f"2031-01,{month}", f"2031-02,{month}"])
    monitoring = folder / "monitoring.csv"
    text = monitoring.read_text(encoding="utf-8")
    monitoring.write_text(text.replace(HEAD, f"{HEAD},{columns}"), encoding="utf-8")
    text = file.read_text(encoding="utf-8").replace("crediting:", f"{lines}crediting:")
    file.write_text(text + crediting, encoding="utf-8")
    return file


def test_leachate_vehicles_heat_and_waste_sent_away_count(tmp_path):
    columns = "leachate_m3,vehicle_fuel_gj,heat_sold_gj,waste_sent_away_t"
    lines = "leachate_mcf: 0.8\nleachate_cod_kg_per_m3: 35\n"
    crediting = "  heat_fuel_tco2_per_gj: 0.05\n  heat_boiler_percent: 80\n"
    file = extended(tmp_path, columns, "60,50,400,20", lines, crediting)
    facility = read_facility(file)
    found = monitoring_report(facility)
    # 120 m3 * 0.035 t COD * 0.25 * 0.8 = 0.84 t CH4 * 28
    assert found.leachate_tco2e == pytest.approx(0.84 * 28)
    assert found.vehicles_tco2e == pytest.approx(100 * 0.0748)
    # 800 GJ * 0.05 / 0.8
    assert found.heat_tco2e == pytest.approx(50.0)
    # Received less sent away 2 160 t; fired and leachate 2 120 t: the lesser counts.
    assert found.kept_t == pytest.approx(2120.0)
    # The carbon of all that was not sent away burns: 2 160 t * 20 % * 0.85 * 44/12
    assert found.fossil_co2_tco2e == pytest.approx(432 * 0.85 * 44 / 12)
    assert found.project_tco2e == pytest.approx(
        found.fossil_co2_tco2e + found.n2o_ch4_tco2e + found.auxiliary_fuel_tco2e
        + found.vehicles_tco2e + found.imported_power_tco2e + found.leachate_tco2e
    )  # fmt: skip
    assert found.reference_tco2e == pytest.approx(
        found.landfill_tco2e + found.grid_power_tco2e + 50.0
    )
    scope = {str(line.source): line for line in facility_report(facility).lines}
    assert scope["Leachate (anaerobic treatment)"].tco2e == pytest.approx(0.84 * 28)


def test_leachate_that_is_measured_must_be_told_of(tmp_path):
    file = extended(tmp_path, "leachate_m3", "60", "")
    with pytest.raises(DocumentError, match=r"leachate_mcf.*Write 0"):
        read_facility(file)
    text = file.read_text(encoding="utf-8").replace("crediting:", "leachate_mcf: 0.8\ncrediting:")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match="leachate_cod_kg_per_m3"):
        read_facility(file)


def test_carbon_measured_in_the_stack_takes_the_place_of_composition(tmp_path):
    lines = "fossil_of_stack_carbon_percent: 40\n"
    columns = "flue_gas_knm3,co2_percent"
    file = extended(tmp_path, columns, "6000,9", lines, "  fossil_carbon: stack\n")
    facility = read_facility(file)
    # 12 000 000 Nm3 * 9 % * 12.011/22.414 kg C = 578.74 t C; 40 % of it * 44/12 = 848.82 t CO2
    stack = 12e6 * 0.09 * 12.011 / 22.414 / 1000 * 0.4 * 44 / 12
    assert monitoring_report(facility).fossil_co2_tco2e == pytest.approx(stack)
    by_source = {(str(line.source), line.gas): line for line in facility_report(facility).lines}
    # The diesel of 200 GJ * 0.0741 has a line of its own.
    fuel = by_source["Auxiliary fuel (diesel)", "CO2"].gas_t
    assert by_source["Waste fired, fossil carbon", "CO2"].gas_t == pytest.approx(stack - 14.82)
    assert fuel == pytest.approx(14.82)


def test_credits_by_the_stack_ask_for_every_period_and_carbon_14(tmp_path):
    file = extended(tmp_path, "flue_gas_knm3,co2_percent", "6000,", "", "  fossil_carbon: stack\n")
    with pytest.raises(DocumentError) as refused:
        read_facility(file)
    text = str(refused.value)
    assert "fossil_of_stack_carbon_percent" in text
    assert "co2_percent: got a gap" in text
    assert "flue_gas_knm3" not in text


def test_heat_without_a_fuel_is_not_counted_and_said_so(tmp_path):
    found = monitoring_report(read_facility(extended(tmp_path, "heat_sold_gj", "400", "")))
    assert found.heat_tco2e == 0.0
    notes = [block.text for block in monitoring_document(found).blocks
             if isinstance(block, Paragraph)]  # fmt: skip
    assert any("Heat sold is not counted" in str(note) for note in notes)


def test_waste_that_is_received_and_never_burnt_earns_nothing(tmp_path):
    all_burnt = write(tmp_path, ["2031-01,1000,1000,100,10,300", "2031-02,1000,1000,100,10,300"])
    one = monitoring_report(read_facility(all_burnt))
    piled = write(tmp_path, ["2031-01,2000,1000,100,10,300", "2031-02,2000,1000,100,10,300"])
    other = monitoring_report(read_facility(piled))
    assert other.landfill_tco2e == pytest.approx(one.landfill_tco2e)
    assert other.reduction_tco2e < one.reduction_tco2e


@given(
    fired=st.lists(st.floats(500, 1000), min_size=3, max_size=6),
    hidden=st.integers(0, 5),
)
def test_hiding_how_much_was_fired_never_raises_what_was_kept(fired, hidden):
    hidden %= len(fired)
    if fired[hidden] == min(fired):
        return
    periods = expected_periods("2031-01", "2031-12")[: len(fired)]
    received = tuple(1000.0 for _ in fired)
    kept = []
    for told in (fired, [None if i == hidden else one for i, one in enumerate(fired)]):
        data = Monitoring(
            "m", periods, {"waste_received_t": received, "waste_fired_t": tuple(told)}
        )
        kept.append(filled(data, "reference").total("waste_fired_t"))
    assert kept[1] <= kept[0] + 1e-9


def english(cell) -> str:
    """Label of a row in JSON: one with a value has its text beside key and values."""
    return cell if isinstance(cell, str) else cell["text"]


def test_monitoring_report_tells_all_that_it_can_be_recomputed_from():
    """TOOL04, eq. 1, and ACM0022, eq. 22, with nothing but the tables of the report."""
    report = monitoring_report(read_facility(EXAMPLE / "facility.yaml"))
    tables = document_data(monitoring_document(report))["tables"]
    fixed = {english(row["Parameter"]): row["Value"] for row in tables["Fixed parameters"]}
    mass = {row["Mass"]: row["t"] for row in tables["Waste"]}
    told = {row["Item"]: row["Value"] for row in tables["Reductions"]}
    years = [fixed[f"Waste of crediting year {year}"] for year in (1, 2, 3, 4)]
    years.append(mass["Diverted from the landfill"])
    methane = fossil = 0.0
    for row in tables["Composition"]:
        decay = row["k 1/year"]
        rotting = sum(
            waste * np.exp(-decay * (4 - year)) * (1 - np.exp(-decay))
            for year, waste in enumerate(years)
        )
        methane += row["% wet"] / 100 * row["DOC %"] / 100 * rotting
        fossil += row["% wet"] * row["Carbon % wet"] * row["Fossil % of carbon"] / 1e6
    methane *= (
        fixed["Model correction, application B"]
        * (1 - fixed["Methane captured in the reference case f"])
        * fixed["GWP of methane, biogenic"] * (1 - fixed["Oxidation OX"]) * 16 / 12
        * fixed["Methane in landfill gas F"] * fixed["Fraction of carbon that decomposes DOC_f"]
        * fixed["Methane correction MCF"]
    )  # fmt: skip
    assert told["Reference: landfill methane"] == pytest.approx(methane)
    burnt = mass["Counted as fired (fossil carbon)"]
    assert told["Project: fossil CO2 of waste"] == pytest.approx(burnt * fossil * 44 / 12)


def test_defaults_of_uncertainty_are_reported(tmp_path):
    file = write(tmp_path, ["2031-01,1100,1000,100,10,300", "2031-02,1100,1000,100,10,300"])
    data = document_data(facility_document(facility_report(read_facility(file))))
    entries = {row["Item"]: row["Entry"]["text"] for row in data["tables"]["Facility"]
               if "Uncertainty" in row["Item"]}  # fmt: skip
    for name, item in (("activity", "measured data"), ("factor", "factors")):
        default = FACILITY_DEFAULTS[f"{name}_uncertainty_percent"]
        assert entries[f"Uncertainty of {item}"] == (
            f"{default.value:g} %, {default.status}: {default.source}"
        )


def test_a_shortfall_of_earlier_periods_is_made_good_first():
    facility = read_facility(EXAMPLE / "facility.yaml")
    found = monitoring_report(facility)
    crediting = found.crediting.model_copy(update={"earlier_shortfall_tco2e": 4000.0})
    late = dataclasses.replace(found, crediting=crediting)
    assert late.reduction_tco2e == found.reduction_tco2e
    assert late.credits[0] == found.credits[0] - 4000


def test_yearly_form_needs_twelve_months(tmp_path):
    file = write(tmp_path, ["2031-01,1,1,1,1,1"], months=False)
    with pytest.raises(DocumentError, match="12 months"):
        read_facility(file)


def test_earlier_years_decay_on(tmp_path):
    rows = [f"2031-{month:02d},1000,900,1,1,1" for month in range(1, 13)]
    file = write(tmp_path, rows, last="2031-12", months=False)
    alone = monitoring_report(read_facility(file)).landfill_tco2e
    text = file.read_text(encoding="utf-8") + "  earlier_waste_t: [10800]\n"
    file.write_text(text, encoding="utf-8")
    both = monitoring_report(read_facility(file)).landfill_tco2e
    # 900 t a month are kept. The same waste a year before gives e^-0.4 = 0.670320 of it again.
    assert both == pytest.approx(alone * 1.670320, rel=1e-6)


def test_gaps_are_told_and_filled_cautiously(tmp_path):
    whole = write(tmp_path, ["2031-01,1100,1000,100,10,300", "2031-02,900,1000,100,10,300"])
    full = read_facility(whole)
    holes = tmp_path / "holes"
    holes.mkdir()
    file = write(holes, ["2031-01,1100,1000,100,10,300"])
    lacking = read_facility(file)
    one, other = facility_report(full), facility_report(lacking)
    assert {gap.parameter for gap in other.gaps} >= {"waste_fired_t", "power_imported_mwh"}
    assert all(gap.period == "2031-02" for gap in other.gaps)
    assert other.scope_1_tco2e >= one.scope_1_tco2e
    a, b = monitoring_report(full), monitoring_report(lacking)
    assert b.reduction_tco2e < a.reduction_tco2e
    assert b.grid_power_tco2e == pytest.approx(a.grid_power_tco2e / 2)


values = st.lists(st.one_of(st.none(), st.floats(0, 1000)), min_size=3, max_size=12)


@given(measured=values, hidden=st.sets(st.integers(0, 11)))
def test_hiding_data_never_helps(measured, hidden):
    periods = expected_periods("2031-01", "2031-12")[: len(measured)]
    for parameter, purpose, sign in (
        ("power_exported_mwh", "reference", 1),
        ("waste_fired_t", "project", -1),
        ("auxiliary_fuel_gj", "inventory", -1),
    ):
        kept = [None if index in hidden else value for index, value in enumerate(measured)]
        if not any(value is not None for value in kept):
            continue
        seen = max(value for value in kept if value is not None)
        true = Monitoring("m", periods, {parameter: tuple(measured)})
        part = Monitoring("m", periods, {parameter: tuple(kept)})
        told = filled(part, purpose).total(parameter)
        if sign > 0:
            assert told <= filled(true, purpose).total(parameter) + 1e-9
        elif all(value is None or value <= seen for value in measured):
            # What is hidden is no larger than what is shown: the plant's own emissions grow.
            assert told >= filled(true, purpose).total(parameter) - 1e-9


def test_all_faults_of_a_file_at_once_with_row_and_column(tmp_path):
    file = tmp_path / "m.csv"
    file.write_text(
        "period,waste_fired_t,waste_fird_t,hours\n"
        "2031-01,abc,1,744\n"
        "2031-01,-5,1,745\n"
        "2031-07,1e400,1,=1+1\n",
        encoding="utf-8",
    )
    found = faults(file)
    assert any("m.csv:1: waste_fird_t" in one and "waste_fired_t" in one for one in found)
    assert any("m.csv:2: waste_fired_t" in one and "abc" in one for one in found)
    assert any("m.csv:3: period" in one and "twice" in one for one in found)
    assert any("m.csv:3: waste_fired_t" in one and "-5" in one for one in found)
    assert any("m.csv:3: hours" in one and "745" in one for one in found)
    assert any("m.csv:4: period" in one and "2031-07" in one for one in found)
    assert any("m.csv:4: waste_fired_t" in one and "1e400" in one for one in found)
    assert any("m.csv:4: hours" in one and "=1+1" in one for one in found)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "an empty file"),
        (b"\xff\xfe\x00p", "not utf-8"),
        (b"hours\n1\n", "no such column"),
        (b"period\n", "no row"),
        (b"period,hours,hours\n2031-01,1,2\n", "the column twice"),
        (b"period,hours\n2031-01,nan\n", "nan"),
        (b"period,hours\n2031-01,inf\n", "inf"),
        (b'period,hours\n2031-01,"1\n', "unexpected end"),
        (b"period;hours\n2031-01;1,5\n", "separated by semicolons"),
        (b"period\thours\n2031-01\t1.5\n", "separated by tabs"),
        (b"period,power_generated_mwh,power_exported_mwh\n2031-01,9,10\n", "at most the 9 of"),
    ],
)
def test_hostile_files_are_refused_without_a_traceback(tmp_path, content, said):
    file = tmp_path / "m.csv"
    file.write_bytes(content)
    found = "\n".join(faults(file))
    assert said in found
    assert "m.csv" in found


def test_missing_and_huge_files(tmp_path):
    assert "No such file" in faults(tmp_path / "gone.csv")[0]
    big = tmp_path / "big.csv"
    big.write_bytes(b"period\n" + b"x" * 5_000_001)
    assert "5 MB" in faults(big)[0]


def test_excel_says_the_same_as_csv(tmp_path):
    shutil.copytree(EXAMPLE, tmp_path / "e")
    facility = read_facility(tmp_path / "e" / "facility.yaml")
    book = Workbook()
    lines = (EXAMPLE / "monitoring.csv").read_text(encoding="utf-8").splitlines()
    for row, line in enumerate(lines):
        cells = [
            cell if row == 0 or column == 0 else _number(cell)
            for column, cell in enumerate(line.split(","))
        ]
        book.active.append(cells)
    book.save(tmp_path / "e" / "monitoring.xlsx")
    file = tmp_path / "e" / "facility.yaml"
    text = file.read_text(encoding="utf-8").replace("monitoring.csv", "monitoring.xlsx")
    file.write_text(text, encoding="utf-8")
    assert read_facility(file).monitoring.values == facility.monitoring.values


def _number(cell: str) -> float | str | None:
    try:
        return float(cell)
    except ValueError:
        return cell or None


def test_excel_faults_name_the_row(tmp_path):
    book = Workbook()
    book.active.append(["period", "hours"])
    book.active.append(["2031-01", "many"])
    book.save(tmp_path / "m.xlsx")
    assert "m.xlsx:2: hours" in faults(tmp_path / "m.xlsx")[0]


def test_months_that_excel_made_dates_are_months(tmp_path):
    book = Workbook()
    book.active.append(["period", "waste_fired_t"])
    for month in (1, 2, 3):
        book.active.append([datetime.date(2031, month, 1), 100.0 * month])
    book.save(tmp_path / "m.xlsx")
    found = read_monitoring(tmp_path / "m.xlsx", "2031-01", "2031-03")
    assert not found.daily
    assert found.values["waste_fired_t"] == (100.0, 200.0, 300.0)


def test_a_formula_without_a_value_is_a_fault_and_no_gap(tmp_path):
    book = Workbook()
    book.active.append(["period", "waste_fired_t"])
    book.active.append(["2031-01", "=100*2"])
    book.save(tmp_path / "m.xlsx")
    assert "'=100*2'" in faults(tmp_path / "m.xlsx")[0]


def test_days_may_stand_for_months(tmp_path):
    file = tmp_path / "m.csv"
    rows = "".join(f"2031-02-{day:02d},10\n" for day in range(1, 28))
    file.write_text(f"period,waste_fired_t\n{rows}", encoding="utf-8")
    found = read_monitoring(file, "2031-02", "2031-02")
    assert found.daily
    assert len(found.periods) == 28
    # The 28th is a gap and takes the highest day: 280 t.
    assert filled(found, "inventory").total("waste_fired_t") == pytest.approx(280.0)


def test_a_facility_reads_only_files_beside_it(tmp_path):
    file = write(tmp_path, ["2031-01,1,1,1,1,1"])
    text = file.read_text(encoding="utf-8").replace("monitoring.csv", "../monitoring.csv")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match="a path elsewhere"):
        read_facility(file)


def test_faults_of_all_three_files_come_together(tmp_path):
    file = write(tmp_path, ["2031-01,x,1,1,1,1"])
    (tmp_path / "composition.csv").write_text("sample,fod\n1,100\n2,100\n", encoding="utf-8")
    with pytest.raises(DocumentError) as refused:
        read_facility(file)
    text = str(refused.value)
    assert "composition.csv:1: fod" in text
    assert "monitoring.csv:2: waste_received_t" in text


def test_samples_separated_by_semicolons_are_one_fault(tmp_path):
    file = write(tmp_path, ["2031-01,1,1,1,1,1"])
    text = COMPOSITION.replace(",", ";")
    (tmp_path / "composition.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError) as refused:
        read_facility(file)
    assert [one.found for one in refused.value.problems] == ["columns separated by semicolons"]


def test_what_must_be_measured_is_asked_for(tmp_path):
    file = write(tmp_path, ["2031-01,,,,,"])
    with pytest.raises(DocumentError) as refused:
        read_facility(file)
    assert len(refused.value.problems) == 5


def test_a_concentration_has_a_mean_and_no_total(tmp_path):
    file = extended(tmp_path, "co2_percent,hours", "9,700", "")
    rows = {item.parameter: item for item in facility_report(read_facility(file)).activity()}
    assert (rows["co2_percent"].total, rows["co2_percent"].mean) == (None, 9.0)
    assert rows["hours"].total == 1400.0


def test_measured_nitrous_oxide_takes_the_place_of_the_default(tmp_path):
    file = write(tmp_path, ["2031-01,1100,1000,100,10,300", "2031-02,1100,1000,100,10,300"])
    monitoring = tmp_path / "monitoring.csv"
    monitoring.write_text(
        f"{HEAD},flue_gas_knm3,n2o_mg_per_nm3\n"
        "2031-01,1100,1000,100,10,300,6000,2\n2031-02,1100,1000,100,10,300,4000,7\n",
        encoding="utf-8",
    )
    found = {
        (str(line.source), line.gas): line for line in facility_report(read_facility(file)).lines
    }
    # 6e6 * 2 mg + 4e6 * 7 mg = 40 kg
    assert found["Waste fired (stack)", "N2O"].gas_t == pytest.approx(0.040)
    assert ("Waste fired", "N2O") not in found


def test_plan_has_instrument_and_frequency_for_everything_that_counts():
    plan = monitoring_plan()
    assert len(plan.rows) >= 8
    assert all(all(str(cell) for cell in row) for row in plan.rows)
    assert {row[0] for row in plan.rows} >= {"waste_received_t", "power_exported_mwh"}


def test_rules_of_the_table_are_known():
    for row in table("monitoring_parameters"):
        for purpose in ("inventory", "reference", "project"):
            assert row[f"gap_{purpose}"] in ("", "highest", "lowest", "zero", "none"), row
        assert float(row["lower"]) < float(row["upper"])
        assert row["source"]


def test_example_has_the_three_gaps_it_tells_of():
    found = facility_report(read_facility(EXAMPLE / "facility.yaml"))
    assert {(gap.parameter, gap.period) for gap in found.gaps} == {
        ("power_exported_mwh", "2031-08"),
        ("waste_fired_t", "2031-11"),
        ("nox_mg_per_nm3", "2031-06"),
    }
    assert found.total_tco2e == pytest.approx(
        sum(line.tco2e for line in found.lines if line.scope in ("1", "2 (location)"))
    )
    by_gas = sum(equivalent for _, equivalent in found.by_gas().values())
    assert by_gas == pytest.approx(found.scope_1_tco2e)
    assert np.isfinite(found.uncertainty_percent)


def balanced(folder: Path, cells: str) -> Path:
    """Twelve equal months of received, fired and leachate; the yearly form of the landfill."""
    received, fired, leachate = cells.split(",")
    head = HEAD.replace("waste_fired_t", "waste_fired_t,leachate_m3")
    rows = [f"2031-{month:02d},{received},{fired},{leachate},1,1,1" for month in range(1, 13)]
    file = write(folder, rows, last="2031-12", months=False)
    data = folder / "monitoring.csv"
    data.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("crediting:", "leachate_mcf: 0\ncrediting:"), encoding="utf-8")
    return file


def test_leachate_beyond_the_balance_is_a_finding_and_earns_nothing(tmp_path):
    # 13 100 t fired and 9 000 m3 against 14 600 t received: (22 100 - 14 600) / 14 600 = 51.4 %
    beyond = monitoring_report(read_facility(balanced(tmp_path, "14600,13100,9000")))
    findings = [str(finding) for finding in beyond.balance.findings()]
    assert "51.4 %" in findings[0]
    assert "earns no credit" in findings[0]
    assert beyond.kept_t == pytest.approx(12 * 13_100)
    (tmp_path / "dry").mkdir()
    without = monitoring_report(read_facility(balanced(tmp_path / "dry", "14600,13100,0")))
    assert beyond.credits == without.credits


def test_leachate_within_the_balance_counts_and_no_more_than_came(tmp_path):
    # 1 500 m3 closes the balance; 1 700 m3 is 1.4 % beyond, within what scales err
    for leachate in (1500, 1700):
        folder = tmp_path / str(leachate)
        folder.mkdir()
        found = monitoring_report(read_facility(balanced(folder, f"14600,13100,{leachate}")))
        assert found.balance.findings() == ()
        assert found.kept_t == pytest.approx(12 * 14_600)


def test_waste_that_vanishes_is_a_finding(tmp_path):
    # (14 600 - 13 100) / 14 600 = 10.3 % is neither fired nor leachate
    found = monitoring_report(read_facility(balanced(tmp_path, "14600,13100,0")))
    assert "10.3 %" in str(found.balance.findings()[0])


def test_leachate_beyond_the_water_of_the_waste_earns_nothing(tmp_path):
    # Glass alone holds next to no water
    file = balanced(tmp_path, "1000,700,300")
    (tmp_path / "composition.csv").write_text("sample,glass\n1,100\n2,100\n", encoding="utf-8")
    found = monitoring_report(read_facility(file))
    assert "rain or wash water" in str(found.balance.findings()[0])
    assert found.kept_t == pytest.approx(12 * 700)


def test_sampling_error_of_the_samples_at_hand(tmp_path):
    file = write(tmp_path, ["2031-01,1000,1000,100,10,300", "2031-02,1000,1000,100,10,300"])
    assert monitoring_report(read_facility(file)).sampling_error_tco2e == pytest.approx(0, abs=1e-6)
    (tmp_path / "composition.csv").write_text(
        "sample,plastics,glass\n1,16,84\n2,20,80\n3,24,76\n", encoding="utf-8"
    )
    found = monitoring_report(read_facility(file))
    # ACM0022: 2 000 t * 0.85 C * 44/12 = 6 233.3 t CO2 a unit of plastics. s 0.04, t(2, 90 %)
    # 2.920: 2.920 * 0.04 / sqrt(3) * 6 233.3 = 420.3
    assert found.sampling_error_tco2e == pytest.approx(420.3, abs=0.2)


def test_months_without_a_measurement_stay_in_the_tonnes_of_the_stack(tmp_path):
    file = extended(tmp_path, "flue_gas_knm3,nox_mg_per_nm3", "6000,100", "")
    data = tmp_path / "monitoring.csv"
    text = data.read_text(encoding="utf-8")
    data.write_text(text[: text.rindex("6000,100")] + "6000,\n", encoding="utf-8")
    nox = facility_report(read_facility(file)).stack()[1]
    # Two months of 6 000 000 Nm3 at 100 mg: 0.6 t each, although one has no mean
    assert nox.tonnes == pytest.approx(1.2)
    assert (nox.mg_per_nm3, nox.periods, nox.filled) == (pytest.approx(100.0), 1, 1)
