"""What fresh eyes found at the study as a whole, held so that it does not come back."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import wte_ppp as wte
from wte_ppp.files import write_folder

ROOT = Path(__file__).parents[2]
MINIMAL = ROOT / "examples" / "minimal" / "study.yaml"
STUDY = wte.Study.load(MINIMAL)


@pytest.mark.parametrize(("bar", "celsius"), [(100.0, 300.0), (180.0, 205.0)])
def test_steam_below_saturation_is_no_steam(tmp_path: Path, bar: float, celsius: float) -> None:
    # IAPWS-IF97: water boils at 311 °C at 100 bar and at 357 °C at 180 bar.
    file = tmp_path / "study.yaml"
    text = MINIMAL.read_text(encoding="utf-8")
    steam = f"plant:\n  steam_pressure_bar: {bar}\n  steam_temperature_c: {celsius}\n"
    file.write_text(text.replace("plant:\n", steam), encoding="utf-8")
    with pytest.raises(wte.DocumentError, match="no steam cycle"):
        wte.Study.load(file).run()


def test_grant_above_the_cost_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "study.yaml"
    text = MINIMAL.read_text(encoding="utf-8") + "  grant: {amount_usd: 900000000}\n"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(wte.DocumentError, match=r":17: finance\.grant\.amount_usd: got a grant"):
        wte.Study.load(file).run()


def test_levelised_prices_bring_the_project_before_tax_to_zero() -> None:
    study = STUDY.with_draws({"finance.tipping_fee_indexed_percent": [0.0]})
    rate = STUDY.definition.finance.discount_rate_percent / 100
    first = study.run().finance
    at_lcow = study.run(draws={"finance.tipping_fee_usd_per_t": first.lcow_usd_per_t}).finance
    at_lcoe = study.run(
        draws={"finance.power_tariff_usd_per_kwh": first.lcoe_usd_per_mwh / 1000}
    ).finance
    for finance in (at_lcow, at_lcoe):
        flow = (
            finance.tipping_revenue_usd
            + finance.power_revenue_usd
            - finance.operating_cost_usd
            - finance.capex_spent_usd
        )[0]
        value = np.sum(flow / (1 + rate) ** np.arange(flow.size))
        assert value == pytest.approx(0, abs=1e-6 * finance.total_uses_usd[0])


def test_owners_flow_can_be_rebuilt_from_the_lines() -> None:
    # Without VAT, whose bridge bears interest too.
    draws = {"finance.grant.amount_usd": [2e7], "finance.uses.vat_percent": [0.0]}
    finance = STUDY.run(draws=draws).finance
    rebuilt = (
        finance.cfads_usd
        - finance.interest_usd
        - finance.principal_usd
        + finance.grant_received_usd
        - finance.bridge_repaid_usd
        - finance.bridge_interest_usd
        - finance.equity_paid_in_usd
    )
    np.testing.assert_allclose(rebuilt, finance.equity_cash_flow_usd, atol=1e-6)
    # One year's interest of 7 % on the grant that is paid at the end of operation year 1.
    assert finance.bridge_interest_usd.sum() == pytest.approx(0.07 * 2e7)


def test_dry_climate_takes_its_own_model_correction(tmp_path: Path) -> None:
    file = tmp_path / "study.yaml"
    text = MINIMAL.read_text(encoding="utf-8")
    file.write_text(text + "climate: {climate_zone: tropical_dry}\n", encoding="utf-8")
    dry = wte.Study.load(file)
    # TOOL04: phi 0.80 in dry, 0.85 in humid climates.
    given = dry.run(draws={"climate.model_correction": [0.80]}).climate.landfill_methane_tco2e
    np.testing.assert_allclose(dry.run().climate.landfill_methane_tco2e, given[0], rtol=1e-12)


def test_fossil_carbon_by_analysis_is_within_the_carbon_that_burns() -> None:
    result = STUDY.run()
    climate, plant = result.climate, result.plant
    emitted = 1000 * plant.mass_balance_kg_per_kg["co2_out"]
    drained = STUDY.definition.waste.bunker_leachate_percent / 100
    # Per tonne received less than all CO2 of a tonne fired times the share that is fired.
    assert 0 < climate.fossil_co2_by_analysis_kg_per_t < emitted * (1 - drained)
    assert climate.fossil_co2_kg_per_t > climate.fossil_co2_by_analysis_kg_per_t


def test_numbers_of_a_result_refuse_to_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        STUDY.run().finance.cfads_usd[0] = 1.0


def test_notes_name_what_a_reader_would_miss() -> None:
    assert any("benchmark by capacity only" in str(note) for note in STUDY.run().notes)
    draws = {"finance.debt.amount_usd": [1e9], "waste.guaranteed_t_per_day": [2000.0]}
    notes = " ".join(map(str, STUDY.run(draws=draws).notes))
    assert "agreed debt is reduced" in notes
    assert "put-or-pay" in notes


def test_folder_in_the_way_leaves_the_other_files_alone(tmp_path: Path) -> None:
    (tmp_path / "study.json").write_text("old", encoding="utf-8")
    (tmp_path / "study.pdf").mkdir()
    with pytest.raises(IsADirectoryError):
        write_folder(tmp_path, {"study.json": "new", "study.pdf": b"new"})
    assert (tmp_path / "study.json").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["study.json", "study.pdf"]


def test_what_a_killed_run_left_is_swept_later(tmp_path: Path) -> None:
    old, young = tmp_path / ".wte-ppp-a.part", tmp_path / ".wte-ppp-b.part"
    for file in (old, young):
        file.write_text("half", encoding="utf-8")
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    write_folder(tmp_path, {"study.json": "{}"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [young.name, "study.json"]


SLOW_WRITE = """
import os, signal, sys, time
from wte_ppp import cli, files
# A shell's background job, as CI may be, starts with Ctrl-C ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)

def slow(handle):
    print("writing", flush=True)
    time.sleep(30)
files.os.fsync = slow
cli.main(["study", "run", sys.argv[1], "--out", sys.argv[2], "--quiet"])
"""


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_run_that_is_stopped_while_writing_leaves_nothing(tmp_path: Path, name: str) -> None:
    if not hasattr(signal, name):
        name = "SIGINT"  # Windows knows no SIGHUP
    out = tmp_path / "out"
    command = [sys.executable, "-c", SLOW_WRITE, str(MINIMAL), str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stdout.readline().strip() == b"writing"
        run.send_signal(getattr(signal, name))
        run.communicate(timeout=20)
    assert run.returncode != 0
    assert list(out.iterdir()) == []
