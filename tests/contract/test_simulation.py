"""A contract over drawn years: arithmetic of a plant that never stops, and invariants."""

import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contract.test_settlement import FLAT, HEAD, of
from tests.contract.years import NEVER, site
from tests.test_cli import call
from wte_ppp.advice.contract_money import money_per_unit
from wte_ppp.advice.contract_run import ContractRun, run_contract
from wte_ppp.chapters.contract.run import run_document
from wte_ppp.contract.early_end import at_handback, termination_by_cause
from wte_ppp.contract.reading import contract_in
from wte_ppp.contract.results import caps, whole
from wte_ppp.contract.simulate import simulate
from wte_ppp.documents import document_in
from wte_ppp.feasibility.study import Study
from wte_ppp.plant.outage_months import DAYS_OF_MONTH, operate_months
from wte_ppp.plant.outages import Fleet, Unit, operate
from wte_ppp.print.tables_workbook import tables_workbook

EXAMPLES = Path(__file__).parents[2] / "examples"
OFTEN = Unit(planned_days=20, forced_percent=15, repair_days=6)
YEAR_T = 36_500.0
DAMAGED = (
    FLAT
    + """guarantees:
  availability: {guaranteed_h_per_year: 8000, rate_per_t: 100, period: year, cap_percent: 3}
city_loss: {untreated_per_t: 60, haulage_per_t: 0, energy_value_per_mwh: 0}
"""
)


def test_plant_that_never_stops() -> None:
    # 36 500 t x 10; 18 250 MWh x 40; 36 500 t x 5 of cost.
    run = simulate(of(FLAT), site(power=40.0), draws=3, seed=1)
    assert run.series["charge"].tolist() == pytest.approx(np.full((3, 2), 10 * YEAR_T))
    assert run.series["power_income"].tolist() == pytest.approx(np.full((3, 2), 40 * 0.5 * YEAR_T))
    assert run.series["running"].tolist() == pytest.approx(np.full((3, 2), (10 + 20 - 5) * YEAR_T))
    assert run.series["marginal_income_per_t"].tolist() == pytest.approx(np.full((3, 2), 30.0))
    assert run.series["standing"].tolist() == pytest.approx(np.zeros((3, 2)))
    assert not run.flags["stop_pays"].any()


def test_fixed_fee_without_deductions_pays_for_standing_still() -> None:
    fixed = """payment_mechanism:
  fixed_and_unit_fee: {fixed_per_year: 300000, unit_price_per_t: 4, planned_t: 36500}
"""
    # A tonne brings 4 and costs 5: standing leaves 300 000, running 300 000 - 36 500.
    run = simulate(of(fixed), site(), draws=2, seed=1)
    assert run.flags["stop_pays"].all()
    assert run.series["running"][0, 0] == pytest.approx(300_000 - YEAR_T)
    charged = fixed + "  mileage_deduction: {rate_per_t: 2}\n"
    run = simulate(of(charged), site(), draws=2, seed=1)
    assert not run.flags["stop_pays"].any()  # 300 000 - 73 000 is less than 263 500


def test_what_is_delivered_is_accepted_or_refused() -> None:
    run = simulate(of(FLAT), site(line=OFTEN), draws=40, seed=2)
    both = run.series["accepted_t"] + run.series["refused_t"]
    assert both == pytest.approx(np.full((40, 2), YEAR_T))
    assert run.series["refused_t"].max() > 0


def test_refusal_above_the_maximum_is_a_right() -> None:
    text = FLAT.replace(
        "}]}}",
        "}]}, minimum_tonnage: {minimum_t: 0, maximum_t: 40000, falls_with_refused: true}}",
    )
    # 150 t/d on a line of 120: 54 750 delivered, 43 800 treated, the rest is above 40 000.
    run = simulate(of(text), site(daily_t=150.0), draws=2, seed=1)
    assert run.series["refused_t"][0, 0] == pytest.approx(54_750 - 43_800)
    assert run.series["fault_t"].tolist() == pytest.approx(np.zeros((2, 2)))


def test_caps_and_whole_city() -> None:
    run = simulate(of(DAMAGED), site(4, line=OFTEN), draws=60, seed=3)
    rows = {row.name: row for row in caps(run)}
    row = rows["availability"]
    assert 0 < row.years_percent <= row.draws_percent <= 100
    assert row.paid < row.claimed
    # 3 % of a fee of 10 a tonne cannot pay 50 a tonne for 10 % of them.
    told = whole(run)
    assert told.draws_percent < 50
    free = DAMAGED.replace(", cap_percent: 3", "")
    assert whole(simulate(of(free), site(4, line=OFTEN), draws=60, seed=3)).draws_percent > 90


def test_deduction_that_hurts_lenders() -> None:
    # 365 000 - 182 500 of margin; service 182 000: a deduction of 1 000 t x 1 is enough.
    text = (
        FLAT
        + "guarantees: {availability: {guaranteed_h_per_year: 8760, rate_per_t: 1, period: month}}"
    )
    plant = replace(
        site(2, line=Unit(10, 0, 1), service=170_000.0, paid_out=5.0), money=site().money
    )
    run = simulate(of(text), plant, draws=1, seed=1)
    # 355 x 100 t at 10 - 5 less service: 177 500; off 10 days 240 h x 5 t/h x 1 = 1 200.
    assert run.series["received"][0, 0] == pytest.approx(1_200)
    assert run.series["dscr_before"][0, 0] == pytest.approx(177_500 / 170_000)
    assert not run.flags["lenders_hurt"].any()
    tight = replace(plant, cash=replace(plant.cash, service=np.full(2, 177_000.0)))
    run = simulate(of(text), tight, draws=1, seed=1)
    assert run.flags["lenders_hurt"].all()
    assert run.flags["lenders_hurt_owners_paid"].tolist() == [[False, True]]
    assert run.series["borne_by_lenders"][0, 0] == pytest.approx(700)  # 177 000 - 176 300


def test_same_seed_same_numbers_and_blocks_do_not_show() -> None:
    one = simulate(of(DAMAGED), site(line=OFTEN), draws=700, seed=5)
    two = simulate(of(DAMAGED), site(line=OFTEN), draws=700, seed=5)
    other = simulate(of(DAMAGED), site(line=OFTEN), draws=700, seed=6)
    assert all(
        np.array_equal(one.series[name], two.series[name], equal_nan=True) for name in one.series
    )
    assert not np.array_equal(one.series["charge"], other.series["charge"])
    some = simulate(of(DAMAGED), site(line=OFTEN), draws=512, seed=5)
    assert np.array_equal(one.series["charge"][:512], some.series["charge"])


def test_months_have_the_mean_of_the_year() -> None:
    # The same plant by `operate`: hours within three standard errors of 600 draws.
    fleet = Fleet(2, 60.0, 300.0, 500.0, OFTEN, NEVER)
    monthly = np.broadcast_to(100.0 * np.array(DAYS_OF_MONTH, dtype=float), (1, 12))
    months = operate_months(fleet, monthly, draws=600, generator=np.random.default_rng(1))
    year = operate(fleet, np.full(365, 100.0), draws=600, seed=2)
    hours = months.line_hours.sum(axis=-1)[:, 0]
    error = 3 * np.sqrt(2) * hours.std() / np.sqrt(600)
    assert hours.mean() == pytest.approx(8760 * year.line_availability.mean(), abs=error)
    tonnes = months.treated_t.sum(axis=-1)[:, 0]
    assert tonnes.mean() == pytest.approx(
        year.treated_t.mean(), abs=3 * np.sqrt(2) * tonnes.std() / np.sqrt(600)
    )


@given(
    st.floats(0, 300),
    st.floats(0, 500),
    st.integers(1, 3),
    st.floats(0, 60),
    st.floats(0, 60),
    st.integers(0, 2**32),
)
@settings(deadline=None)
def test_waste_is_fired_taken_elsewhere_or_in_the_bunker(
    daily: float, bunker: float, lines: int, forced: float, start: float, seed: int
) -> None:
    fleet = Fleet(lines, 100.0 / lines, bunker, 500.0, Unit(30, forced, 5), Unit(7, 1, 5))
    monthly = np.broadcast_to(daily * np.array(DAYS_OF_MONTH, dtype=float), (2, 12))
    found = operate_months(
        fleet, monthly, draws=3, generator=np.random.default_rng(seed), bunker_start_t=start
    )
    gone = (found.treated_t + found.bypassed_t).sum(axis=(1, 2))
    left = min(start, bunker) + monthly.sum() - gone
    assert np.all(left >= -1e-6)
    assert np.all(left <= bunker + 1e-6)
    assert np.all(found.net_mwh <= found.treated_t * 0.5 + 1e-9)
    assert np.all(found.line_hours <= 24 * np.array(DAYS_OF_MONTH) + 1e-9)
    assert np.all(found.treated_t + found.idle_t <= found.line_hours * 100 / 24 + 1e-6)


def test_termination_by_cause() -> None:
    text = (
        FLAT
        + """termination_payments:
  operator_default_debt: {share_of_debt_percent: 80}
  operator_default_value: {discount_percent: 10, cost_of_estimate: 1}
  authority_default: {equity_method: base_irr, breakage: 2}
  voluntary: {equity_method: distributions}
  government_action: {equity_method: market_value}
  force_majeure: {breakage: 2}
  corruption: {}
  unmet_conditions: {cap: 5}
"""
    )
    plant = site(3, paid_out=20.0)
    found = termination_by_cause(of(text), plant, np.array([12.0, 12.0, 12.0]))
    assert found["operator_default_debt"].tolist() == pytest.approx([64, 56, 48])
    # (12 - 1) / 1.1 + 11 / 1.21 - 1; nothing is left at the end.
    assert found["operator_default_value"].tolist() == pytest.approx(
        [11 / 1.1 + 11 / 1.21 - 1, 11 / 1.1 - 1, -1]
    )
    # 80 + 2 + (110 - 20), then 70 + 2 + (99 - 20).
    assert found["authority_default"].tolist()[:2] == pytest.approx([172, 151])
    assert found["voluntary"].tolist() == pytest.approx(
        [80 + 20 / 1.1 + 20 / 1.21, 70 + 20 / 1.1, 60]
    )
    assert np.isnan(found["government_action"]).all()
    # 80 + max(0, 100 - 20) + 2.
    assert found["force_majeure"].tolist() == pytest.approx([162, 132, 102])
    assert found["corruption"].tolist() == pytest.approx([80, 70, 60])
    assert "unmet_conditions" not in found


def test_equity_of_a_study_in_another_money_goes_at_the_rate_of_the_day() -> None:
    text = FLAT + (
        "termination_payments:\n"
        "  authority_default: {equity_method: base_irr, breakage: 2}\n"
        "  voluntary: {equity_method: distributions}\n"
    )
    plant = site(3, paid_out=20.0)
    # The contract's money is worth 1, 2 and 4 of the study's, in which the return of 10 % is.
    plant = replace(plant, cash=replace(plant.cash, per_unit=np.array([1.0, 2.0, 4.0])))
    found = termination_by_cause(of(text), plant, np.full(3, 12.0))
    # Debt is in the contract's money: 80 + 2 + (110 - 20) / 1, then 70 + 2 + (99 - 20) / 2.
    assert found["authority_default"].tolist()[:2] == pytest.approx([172, 111.5])
    assert found["voluntary"].tolist() == pytest.approx(
        [80 + 20 / 1.1 + 20 / 1.21, 70 + 20 / 1.1 / 2, 60]
    )


def test_handback_from_the_last_fees() -> None:
    text = (
        FLAT
        + """guarantees:
  handback: {works: 100, supervision_percent: 10, retention_percent: 10, retention_months: 18}
"""
    )
    # 10 % of 12 months of 480 and of 6 of 240: 48 + 12 against 110.
    found = at_handback(of(text), site(2), np.array([[240.0, 480.0]]))
    assert found is not None
    assert (float(found.cost[0]), float(found.from_retention[0])) == pytest.approx((110, 60))
    assert float(found.owed[0]) == pytest.approx(50)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("contract")
    file = folder / "contract.yaml"
    text = (Path(__file__).parent / "mechanism_9a.yaml").read_text(encoding="utf-8")
    text = text.replace("currency: GBP", "currency: USD").replace(
        "minimum_t: {value: 300000,", "minimum_t: {value: 190000,"
    )
    file.write_text(text, encoding="utf-8")
    return file


def test_command_writes_report_tables_and_data(written: Path, tmp_path: Path) -> None:
    study = EXAMPLES / "viet_nam" / "study.yaml"
    given = ("contract", "simulate", written, "--study", study, "--draws", 20, "--years", 5)
    done = call(*given, "--out", tmp_path / "a")
    assert done.exit_code == 0, done.output
    assert "Over the contract" in done.stdout
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    written_now = [f"contract-simulation.{kind}" for kind in ("json", "pdf", "xlsx")]
    assert names == ["contract-series.csv", *written_now]
    data = json.loads((tmp_path / "a" / "contract-simulation.json").read_text(encoding="utf-8"))
    assert len(data["tables"]["contract_years"]) == 5
    sums = {row["what"]: row for row in data["tables"]["contract_sums"]}
    paid = sums["City pays, before deductions"]
    assert paid["P5"] <= paid["P50"] <= paid["P95"]
    call(*given, "--out", tmp_path / "b", "--quiet")
    same = (tmp_path / name / "contract-simulation.json" for name in ("a", "b"))
    assert len({path.read_bytes() for path in same}) == 1


def test_money_of_the_contract_needs_a_rate(written: Path, tmp_path: Path) -> None:
    file = tmp_path / "vnd.yaml"
    text = written.read_text(encoding="utf-8").replace("currency: USD", "currency: VND")
    file.write_text(text, encoding="utf-8")
    study = EXAMPLES / "viet_nam" / "study.yaml"
    given = ("contract", "simulate", file, "--study", study, "--draws", 5, "--out", tmp_path / "o")
    done = call(*given)
    assert done.exit_code == 2
    assert "a rate of VND, the contract's money, in USD" in done.stderr
    assert call(*given, "--rate", 0.00004, "--quiet").exit_code == 0


def test_rate_follows_parity(tmp_path: Path) -> None:
    file = tmp_path / "study.yaml"
    text = (EXAMPLES / "minimal" / "study.yaml").read_text(encoding="utf-8")
    rates = "finance:\n  money: {rates: {VND: {rate: 0.00004, inflation_percent: 5}}}\n"
    file.write_text(text.replace("finance:\n", rates, 1), encoding="utf-8")
    study = Study.load(file)
    finance = study.definition.finance
    found = money_per_unit(study, "VND", None, 3)
    since = finance.first_operation_year - finance.price_year + np.arange(3)
    assert found == pytest.approx(0.00004 * (1.02 / 1.05) ** since)
    assert money_per_unit(study, "USD", None, 2).tolist() == [1, 1]
    assert money_per_unit(study, "GBP", 1.3, 2).tolist() == [1.3, 1.3]


def test_contract_longer_than_the_study_is_refused(written: Path, tmp_path: Path) -> None:
    study = EXAMPLES / "viet_nam" / "study.yaml"
    done = call("contract", "simulate", written, "--study", study, "--years", 60)
    assert done.exit_code == 2
    assert "at least 60, as asked. Lengthen the study, or take fewer: --years" in done.stderr


def on_bac_ninh(**how: object) -> ContractRun:
    """Bac Ninh under its own fee, as a contract."""
    study = Study.load(EXAMPLES / "bac_ninh" / "study.yaml")
    finance = study.definition.finance
    head = HEAD.replace("2030", str(finance.price_year))
    bands = f"{{bands: [{{price_per_t: {finance.tipping_fee_usd_per_t}}}]}}"
    fee = f"payment_mechanism:\n  base_payment: {bands}\n"
    index = f"  indexation: {{indexed_percent: {finance.tipping_fee_indexed_percent}}}\n"
    contract = contract_in(document_in((head + fee + index).encode(), "contract.yaml"))
    return run_contract(study, contract, **how)


def test_the_study_under_its_own_fee_is_the_study() -> None:
    # The study's mean year is the mean of drawn years, in closed form: 400 histories lie near.
    run = on_bac_ninh(draws=400, base_inputs=True)
    found = Study.load(EXAMPLES / "bac_ninh" / "study.yaml").run().finance
    operation = found.operation_year >= 1
    assert run.by_year["paid"].mean == pytest.approx(found.tipping_revenue_usd[operation], rel=0.01)
    power = run.by_year["power_income"].mean
    assert power == pytest.approx(found.power_revenue_usd[operation], rel=0.01)
    cover = found.dscr[operation]
    lent = np.isfinite(cover)
    assert run.by_year["dscr_after"].mean[lent] == pytest.approx(cover[lent], rel=0.02)
    assert run.drawn_inputs == ()


SEASONS = """waste:
  seasons:
    wet: {months: [5, 6, 7, 8, 9, 10], received_percent: 115, moisture_percent: 58}
    dry: {months: [1, 2, 3, 4, 11, 12], received_percent: 85, moisture_percent: 45}
"""
RISK = """
risk:
  inputs:
    waste.received_t_per_day:
      {distribution: uniform, low: 85, high: 105, basis: percent_of_base, source: test}
"""


def test_seasons_lie_in_the_months_and_keep_the_year(tmp_path: Path) -> None:
    text = (EXAMPLES / "minimal" / "study.yaml").read_text(encoding="utf-8")
    file = tmp_path / "study.yaml"
    file.write_text(text.replace("waste:\n", SEASONS, 1) + RISK, encoding="utf-8")
    study = Study.load(file)
    contract = contract_in(document_in((HEAD + FLAT).encode(), "contract.yaml"))
    run = run_contract(study, contract, draws=400, base_inputs=True)
    found = study.run()
    assert run.by_year["accepted_t"].mean == pytest.approx(found.plant.accepted_t, rel=0.015)
    assert run.by_year["energy_mwh"].mean == pytest.approx(found.plant.exported_mwh, rel=0.015)
    # Less of the richer waste, and no more heat than the lines take: t/h x MJ/kg / 3.6.
    plant, rate = found.plant, found.plant.throughput_by_season_t_per_h
    assert rate["dry"] < rate["wet"]
    for season, tonnes in rate.items():
        heat = tonnes * plant.lhv_by_season_mj_per_kg[season] / 3.6
        assert heat <= plant.lines * plant.line_mw * (1 + 1e-9)
    drawn = run_contract(study, contract, draws=100)
    assert drawn.totals["accepted_t"].p5 < run.totals["accepted_t"].p5


def test_inputs_of_the_risk_section_are_drawn() -> None:
    drawn, held = on_bac_ninh(draws=300), on_bac_ninh(draws=300, base_inputs=True)
    assert "waste.received_t_per_day" in drawn.drawn_inputs
    wide, narrow = drawn.totals["accepted_t"], held.totals["accepted_t"]
    assert wide.p95 - wide.p5 > 2 * (narrow.p95 - narrow.p5)
    again = on_bac_ninh(draws=300)
    assert np.array_equal(again.by_year["charge"].p50, drawn.by_year["charge"].p50)


@pytest.mark.parametrize("rate", ["nan", "inf", "0"])
def test_a_rate_is_a_number_above_nothing(written: Path, rate: str) -> None:
    study = EXAMPLES / "minimal" / "study.yaml"
    done = call("contract", "simulate", written, "--study", study, "--rate", rate)
    assert done.exit_code == 2
    assert "--rate" in done.stderr


def test_a_sheet_of_the_workbook_has_the_name_of_its_section() -> None:
    raw = tables_workbook(run_document(on_bac_ninh(draws=4)))
    names = openpyxl.load_workbook(io.BytesIO(raw)).sheetnames
    assert names[:3] == ["Report", "Over the contract", "By term, over the contract"]
