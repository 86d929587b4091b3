"""A screening is what each city's own study says, however it is run, stopped and continued."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.screening.conftest import BASE, CITIES
from wte_ppp.documents import DocumentError
from wte_ppp.feasibility.study import Study
from wte_ppp.screening.block import run_task
from wte_ppp.screening.compare import compared
from wte_ppp.screening.plan import Options, made_plan
from wte_ppp.screening.run import screen
from wte_ppp.screening.summary import ranked

pq = pytest.importorskip("pyarrow.parquet")
DRAWS = Options(draws=24, seed=3, block=48)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def run_once(tmp_path_factory):
    """One finished screening; tests work on copies of its folder."""
    folder = tmp_path_factory.mktemp("screening")
    (folder / "base.yaml").write_text(BASE, encoding="utf-8")
    (folder / "cities.csv").write_text(CITIES, encoding="utf-8")
    return screen(folder / "cities.csv", Study.load(folder / "base.yaml"), folder / "whole", DRAWS)


@pytest.fixture
def finished(run_once, tmp_path):
    shutil.copytree(run_once.folder, tmp_path / "whole")
    return replace(run_once, folder=tmp_path / "whole")


def test_city_is_the_study_with_its_numbers(table, base, base_file, tmp_path) -> None:
    found = screen(table, base, tmp_path / "out", Options(scenarios=("base case",)))
    davao = next(one for one in found.cities if one.name == "Davao")
    text = base_file.read_text("utf-8").replace("country: VN", "country: PH")
    # Sized for its waste: 700 t/d less leachate, over 8,000 of 8,760 hours.
    leachate = base.definition.waste.bunker_leachate_percent
    capacity = 700 * (1 - leachate / 100) * 8760 / 8000
    text = text.replace("received_t_per_day: 800", "received_t_per_day: 700")
    text = text.replace("capacity_t_per_day: 800", f"capacity_t_per_day: {capacity!r}")
    own = tmp_path / "davao.yaml"
    own.write_text(text, encoding="utf-8")
    alone = Study.load(own).run()
    assert davao.base["capacity_t_per_day"] == pytest.approx(capacity)
    for column, value in (
        ("net_mw", alone.plant.net_mw),
        ("required_tipping_fee_usd_per_t", alone.finance.required_tipping_fee_usd_per_t),
        ("reduction_tco2e_per_year", alone.climate.average_reduction_tco2e_per_year),
        ("received_t_per_year", 700 * 365),
        (
            "cost_usd_per_tco2e",
            alone.finance.lcow_usd_per_t / alone.climate.reduction_kg_per_t_accepted * 1000,
        ),
    ):
        assert davao.base[column] == pytest.approx(value, rel=1e-9)


def test_parts_hold_every_city_scenario_and_draw_once(finished) -> None:
    rows = pq.read_table(finished.folder / "parts").to_pandas()
    # 5 cities x 2 scenarios x (24 draws and the base case).
    assert len(rows) == 5 * 2 * 25
    assert not rows.duplicated(["city", "country", "scenario", "draw"]).any()
    manifest = json.loads((finished.folder / "manifest.json").read_text("utf-8"))
    assert len(manifest["done"]) == manifest["blocks"]
    assert manifest["seed"] == 3


def test_percentiles_are_those_of_the_parts(finished) -> None:
    rows = pq.read_table(finished.folder / "parts").to_pandas()
    own = rows[(rows.city == "Binh") & (rows.scenario == "base case") & (rows.draw >= 0)]
    binh = next(one for one in finished.cities if one.name == "Binh")
    expected = np.percentile(own["plant.net_mw"], [5, 50, 95])
    assert binh.percentiles["net_mw"] == pytest.approx(tuple(expected))


def test_workers_change_no_byte(table, base, finished, tmp_path) -> None:
    other = screen(table, base, tmp_path / "two", DRAWS, workers=2)
    assert files(other.folder) == files(finished.folder)


def test_cities_of_a_table_are_drawn_alike(table, base) -> None:
    # The same points for each city: what differs is the city, not the luck.
    tasks = list(made_plan(table, base, DRAWS).tasks)
    first = next(one for one in tasks if one.cities == (0, 1))
    rows = run_task(first)
    received = rows.outcomes["waste.received_t_per_year"]
    drawn = rows.draw >= 0
    ratio = received[drawn & (rows.city == 1)] / received[drawn & (rows.city == 0)]
    np.testing.assert_allclose(ratio, 900 / 400)


def test_stopped_run_continues_to_the_same_bytes(table, base, finished, tmp_path) -> None:
    folder = tmp_path / "stopped"

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        screen(table, base, folder, DRAWS, progress=stop)
    assert len(json.loads((folder / "manifest.json").read_text("utf-8"))["done"]) == 2
    with pytest.raises(DocumentError, match="2 of "):
        compared(folder, ["An"])
    went_on = screen(table, base, folder, DRAWS, resume=True)
    assert went_on.resumed_blocks == 2
    assert files(folder) == files(finished.folder)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_killed_run_continues_to_the_same_bytes(table, base, base_file, finished, tmp_path) -> None:
    folder = tmp_path / "killed"
    words = ["screen", str(table), "--study", str(base_file), "--out", str(folder)]
    words += ["--draws", "24", "--seed", "3", "--block", "48", "--quiet"]
    line = [sys.executable, "-c", "from wte_ppp.cli import main; main(prog_name='wte-ppp')"]
    running = subprocess.Popen([*line, *words])
    until = time.monotonic() + 60
    while not list(folder.glob("parts/*.parquet")) and time.monotonic() < until:
        time.sleep(0.01)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    assert list(folder.glob("parts/*.parquet"))
    subprocess.run([*line, *words], check=True)
    ours = {name: data for name, data in files(folder).items() if ".wte-ppp-" not in name}
    assert ours == files(finished.folder)


def test_part_that_was_changed_is_run_again(table, base, finished) -> None:
    before = files(finished.folder)
    part = finished.folder / "parts" / "part-000001.parquet"
    part.write_bytes(part.read_bytes()[:-1])
    again = screen(table, base, finished.folder, DRAWS)
    assert again.resumed_blocks == len(json.loads(before["manifest.json"])["done"]) - 1
    assert files(finished.folder) == before


def test_folder_of_another_run_is_left_alone(table, base, finished) -> None:
    before = files(finished.folder)
    with pytest.raises(DocumentError, match="a run of other inputs"):
        screen(table, base, finished.folder, Options(draws=24, seed=4, block=48))
    assert files(finished.folder) == before


def test_nothing_to_resume_is_told(table, base, tmp_path) -> None:
    with pytest.raises(DocumentError, match="no manifest"):
        screen(table, base, tmp_path / "new", DRAWS, resume=True)
    assert not (tmp_path / "new").exists()


def test_city_without_the_waste_has_no_rank(finished) -> None:
    base_case = [one for one in finished.cities if one.scenario == "base case"]
    # 90 t/d x 365 = 32,850 t/year, below the 50,000 of feasibility.min_waste_supply.
    chi = next(one for one in base_case if one.name == "Chi")
    assert chi.checks["waste_enough"] == "no"
    assert chi.rank is None
    assert base_case[-1].name == "Chi"
    ranks = [one.rank for one in base_case if one.rank is not None]
    fees = [
        one.percentiles["required_tipping_fee_usd_per_t"][1]
        for one in base_case
        if one.rank is not None
    ]
    assert ranks == [1, 2, 3, 4]
    assert fees == sorted(fees)


def test_reductions_without_a_grid_factor_have_no_rank(finished) -> None:
    base_case = [one for one in finished.cities if one.scenario == "base case"]
    blind = [
        replace(one, checks={**one.checks, "grid_factor_known": "no"}) if one.name == "An" else one
        for one in base_case
    ]
    for column in ("cost_usd_per_tco2e", "reduction_tco2e_per_year"):
        ranks = {one.name: one.rank for one in ranked(blind, column)}
        assert ranks["An"] is None
        assert ranks["Binh"] is not None
    # A fee does not depend on it.
    by_fee = {one.name: one.rank for one in ranked(blind, "required_tipping_fee_usd_per_t")}
    assert by_fee["An"] is not None


def test_checklist_comes_from_the_country(finished) -> None:
    by_name = {one.name: one for one in finished.cities if one.scenario == "base case"}
    # Both profiles say "Partner country"; Viet Nam's has a grid factor.
    assert by_name["An"].checks["jcm_partner"] == "yes"
    # Circular 17/2015 of Viet Nam names no cap.
    assert by_name["An"].checks["credits_may_leave"] == "yes"
    assert by_name["An"].checks["grid_factor_known"] == "yes"
    assert by_name["Davao"].jcm_status.startswith("Partner country")
    assert by_name["Davao"].profile_gaps > 0


def test_scenario_changes_what_it_says(finished) -> None:
    def reduction(scenario: str, name: str) -> float:
        one = next(x for x in finished.cities if (x.scenario, x.name) == (scenario, name))
        return one.base["reduction_tco2e_per_year"]

    # A managed landfill (MCF 1) emits more than an unmanaged deep one (MCF 0.8).
    assert reduction("managed landfill", "An") > reduction("base case", "An")
    # A city's own word goes before the scenario's.
    assert reduction("managed landfill", "Evora") == reduction("base case", "Evora")


def test_cities_side_by_side(finished) -> None:
    head, rows = compared(finished.folder, ["Binh", "Davao, PH"])
    assert head == ["", "Binh, VN", "Davao, PH"]
    table = {row[0]: row[1:] for row in rows}
    binh = next(one for one in finished.cities if one.name == "Binh")
    assert table["rank"][0] == str(binh.rank)
    assert table["jcm_partner"] == ["yes", "yes"]
    assert str(table["received_t_per_year"][0]).count(" to ") == 1
    with pytest.raises(DocumentError, match="Write 'Binh'"):
        compared(finished.folder, ["Bin"])


def test_draws_that_cannot_run_are_refused_before_anything_is_written(
    table, base_file, tmp_path
) -> None:
    text = base_file.read_text("utf-8").replace(
        "  inputs:\n",
        "  inputs:\n    waste.guaranteed_t_per_day:\n"
        "      {distribution: uniform, basis: percent_of_base, low: 80, high: 90}\n",
    )
    base_file.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match="percent of an input that is left out"):
        screen(table, Study.load(base_file), tmp_path / "out", DRAWS)
    assert not (tmp_path / "out").exists()
