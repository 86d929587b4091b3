"""The risk analysis through the one pipeline: repeatable, true to single runs, narrowing."""

import json
from pathlib import Path

import numpy as np
import pytest

from wte_ppp.documents import DocumentError
from wte_ppp.feasibility.draws import BlockTask, collected, run_block
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.outcomes import value_at
from wte_ppp.feasibility.risk_analysis import (
    COMMITMENTS,
    FANS,
    OUTCOMES,
    base_value,
    risk_analysis,
)
from wte_ppp.feasibility.study import Study
from wte_ppp.feasibility.uncertainty import prepared, uncertainty
from wte_ppp.risk.sampling import blocks

MINIMAL = (Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml").read_text("utf-8")
RISK = """\
risk:
  draws: 96
  lock_up_dscr: 1.1
  inputs:
    waste.moisture_percent: {distribution: pert, low: 48, mode: 54, high: 60}
    cost.capex_usd:
      {distribution: triangular, basis: percent_of_base, low: 90, mode: 100, high: 130}
    finance.tipping_fee_usd_per_t: {distribution: uniform, low: 15, high: 45}
  correlations:
    - {inputs: [waste.moisture_percent, cost.capex_usd], rank: 0.5}
  outages:
    fire:
      probability_percent_per_year: 5
      days: {distribution: uniform, low: 10, high: 90}
  changes:
    cut:
      probability_percent: 20
      changes:
        finance.power_tariff_usd_per_kwh:
          {distribution: uniform, basis: percent_of_base, low: 70, high: 90}
  scenarios:
    little: {waste.received_t_per_day: 600}
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Study:
    file = tmp_path_factory.mktemp("risk") / "study.yaml"
    file.write_text(MINIMAL + RISK, encoding="utf-8")
    return Study.load(file)


@pytest.fixture(scope="module")
def run(study: Study):
    return risk_analysis(study, sobol_draws=64)


def parts(study: Study):
    base = run_model(study.definition)
    plan = uncertainty(study.definition, lambda path: base_value(base, path))
    return prepared(study.definition, plan), plan


def test_same_seed_same_bytes_and_another_seed_others(study: Study, run) -> None:
    again = risk_analysis(study, sobol_draws=64)
    assert again.result.to_json() == run.result.to_json()
    other = risk_analysis(study, seed=2, sobol_draws=0)
    assert other.result.outcomes[0].mean != run.result.outcomes[0].mean


def test_result_does_not_depend_on_the_number_of_workers(study: Study) -> None:
    definition, plan = parts(study)
    one = collected(definition, plan, 60, 5, OUTCOMES, FANS, size=16)
    two = collected(definition, plan, 60, 5, OUTCOMES, FANS, size=16, workers=2)
    for part in ("inputs", "happened", "outcomes", "fans"):
        ours, theirs = getattr(one, part), getattr(two, part)
        assert list(ours) == list(theirs)
        assert all(ours[name].tobytes() == theirs[name].tobytes() for name in ours)


def test_a_block_run_again_gives_the_same_bytes(study: Study) -> None:
    definition, plan = parts(study)
    whole = collected(definition, plan, 60, 5, OUTCOMES, (), size=16)
    block = blocks(60, 5, 16)[2]
    alone = run_block(BlockTask(definition, plan, block, OUTCOMES, ()))
    for name, values in alone.outcomes.items():
        assert values.tobytes() == whole.outcomes[name][32:48].tobytes()


def test_each_draw_is_the_study_with_that_draws_values(study: Study, run) -> None:
    # The draws without an event differ from a plain run by their three inputs alone.
    quiet = np.flatnonzero((run.draws.happened["fire"] == 0) & (run.draws.happened["cut"] == 0))[:2]
    assert quiet.size == 2
    inputs = {path: values[quiet] for path, values in run.draws.inputs.items()}
    # The debt is that of the base case, as agreed; owners pay what the plant costs more.
    agreed = study.run().finance.debt_usd
    single = study.run(draws={**inputs, "finance.debt.amount_usd": np.full(2, agreed)})
    for path in ("finance.equity_irr_percent", "plant.exported_mwh_per_year"):
        section, name = path.split(".")
        alone = getattr(getattr(single, section), name)
        np.testing.assert_allclose(run.draws.outcomes[path][quiet], alone, rtol=1e-9)


SCULPTED = """\
  debt:
    repayment: sculpted
    sizing_cfads: post_tax
    max_gearing_percent: 90
    target_dscr: 1.4
"""


def sculpted(tmp_path: Path, risk: str) -> Study:
    file = tmp_path / "study.yaml"
    rich = MINIMAL.replace("tipping_fee_usd_per_t: 20", "tipping_fee_usd_per_t: 60")
    file.write_text(rich + SCULPTED + risk, encoding="utf-8")
    return Study.load(file)


def test_outages_on_top_of_those_of_every_year_are_told(run) -> None:
    told = "turbines down 1 % of the time without plan, plant.outages"
    assert any(told in str(note) for note in run.result.notes)


def test_debt_that_is_agreed_does_not_know_the_draw(tmp_path: Path) -> None:
    spread = "{distribution: uniform, low: 30, high: 60}"
    risk = "risk:\n  inputs:\n    finance.tipping_fee_usd_per_t: " + spread + "\n"
    study = sculpted(tmp_path, risk)
    base = study.run().finance
    agreed = risk_analysis(study, draws=64, sobol_draws=0)
    fee = agreed.draws.inputs["finance.tipping_fee_usd_per_t"]
    cover = agreed.draws.outcomes["finance.minimum_dscr"]
    # Sized for the highest fee, the cover falls with the fee: from 1.4 at 60 USD/t.
    assert base.minimum_dscr == pytest.approx(1.4, abs=1e-6)
    assert np.all(np.diff(cover[np.argsort(fee)]) > 0)
    # A debt service that does not move: lowest cover is lowest CFADS / service, draw by draw.
    at = int(np.argmin(fee))
    alone = study.run(draws={"finance.tipping_fee_usd_per_t": [fee[at]]}).finance
    service = base.interest_usd + base.principal_usd
    ratio = alone.cfads_usd[0, 2:14] / service[2:14]
    assert cover[at] == pytest.approx(np.min(ratio), rel=2e-2)  # tax moves a little with interest
    # Sized anew, every draw has the cover that lenders ask for, however low its fee.
    anew = risk_analysis(
        sculpted(tmp_path, risk.replace("risk:", "risk:\n  debt: sized_anew")),
        draws=64,
        sobol_draws=0,
    )
    assert anew.draws.outcomes["finance.minimum_dscr"] == pytest.approx(np.full(64, 1.4), abs=1e-6)
    assert any("sized anew" in str(note) for note in anew.result.notes)
    assert any("agreed before" in str(note) for note in agreed.result.notes)


def test_agreed_debt_at_the_base_values_is_the_base_case(tmp_path: Path) -> None:
    spread = "{distribution: discrete, values: [60]}"
    risk = "risk:\n  inputs:\n    finance.tipping_fee_usd_per_t: " + spread + "\n"
    study = sculpted(tmp_path, risk)
    found = risk_analysis(study, draws=2, sobol_draws=0).draws.outcomes
    base = study.run().finance
    for name in ("equity_irr_percent", "minimum_dscr", "llcr", "project_npv_usd"):
        assert found[f"finance.{name}"] == pytest.approx([getattr(base, name)] * 2, rel=1e-7)


def test_what_sizes_an_agreed_debt_is_not_drawn(tmp_path: Path) -> None:
    spread = "{distribution: discrete, values: [10, 12]}"
    risk = "risk:\n  inputs:\n    finance.debt.tenor_years: " + spread + "\n"
    with pytest.raises(DocumentError, match=r"finance.debt.tenor_years: got a spread of what siz"):
        risk_analysis(sculpted(tmp_path, risk), draws=4, sobol_draws=0)


def test_percentiles_probabilities_and_fans_are_those_of_the_draws(run) -> None:
    result, draws = run.result, run.draws
    row = next(one for one in result.outcomes if one.path == "finance.minimum_dscr")
    values = draws.outcomes["finance.minimum_dscr"]
    assert row.p5 == pytest.approx(np.percentile(values, 5))
    assert row.percentiles[49] == row.p50
    below = next(one for one in result.probabilities if "covered" in str(one.description))
    assert below.percent == pytest.approx(100 * np.mean(values < 1))
    locked = next(one for one in result.probabilities if "lock-up" in str(one.description))
    assert locked.threshold == 1.1
    assert locked.percent >= below.percent
    fan = next(one for one in result.fans if one.path == "finance.cfads_usd")
    assert np.all((fan.p5 <= fan.p25) & (fan.p25 <= fan.p50) & (fan.p50 <= fan.p95))
    assert fan.p50[-1] == pytest.approx(np.median(draws.fans["finance.cfads_usd"][:, -1]))
    # Operation begins in 2028 and lasts 20 years.
    power = next(one for one in result.fans if one.path == "plant.exported_mwh")
    assert (power.calendar_year[0], power.calendar_year[-1]) == (2028, 2047)


def test_tornado_is_a_run_at_the_ends(study: Study, run) -> None:
    bar = next(
        one
        for one in run.result.tornado
        if (one.factor, one.outcome)
        == ("finance.tipping_fee_usd_per_t", "finance.equity_irr_percent")
    )
    # P10 and P90 of 15 to 45: 18 and 42.
    assert (bar.low_input, bar.high_input) == pytest.approx((18, 42))
    ends = study.run(draws={"finance.tipping_fee_usd_per_t": [18.0, 42.0]}).finance
    assert (bar.at_low, bar.at_high) == pytest.approx(tuple(ends.equity_irr_percent), rel=1e-9)


def test_what_cannot_move_an_outcome_has_no_influence(run) -> None:
    fee = next(
        one
        for one in run.result.influence
        if (one.factor, one.outcome)
        == ("finance.tipping_fee_usd_per_t", "climate.average_reduction_tco2e_per_year")
    )
    assert fee.sobol_total == pytest.approx(0, abs=1e-12)
    assert fee.sobol_first == pytest.approx(0, abs=1e-12)


def test_scenarios_stand_beside_the_base_case(study: Study, run) -> None:
    base, little = run.result.scenarios
    name = "plant.exported_mwh_per_year"
    assert base.outcomes[name] == pytest.approx(study.run().plant.exported_mwh_per_year)
    assert little.outcomes[name] < base.outcomes[name]
    assert little.changes == {"waste.received_t_per_day": "600"}


def test_more_draws_narrow_the_estimate(study: Study) -> None:
    definition, plan = parts(study)
    path = "finance.lcow_usd_per_t"

    def spread(draws: int) -> float:
        means = [
            collected(definition, plan, draws, seed, (path,), ()).outcomes[path].mean()
            for seed in range(12)
        ]
        return float(np.std(means))

    assert spread(256) < spread(16) / 2


def test_without_anything_drawn_there_is_no_analysis(tmp_path: Path) -> None:
    file = tmp_path / "study.yaml"
    file.write_text(MINIMAL, encoding="utf-8")
    with pytest.raises(DocumentError, match="risk: got nothing that is drawn"):
        risk_analysis(Study.load(file))


def test_json_has_no_nan(run) -> None:
    text = run.result.to_json()
    assert json.loads(text)["schema"] == "wte_ppp/risk-result/2"
    assert "NaN" not in text


@pytest.mark.parametrize(("owners", "counted"), [("", []), ("1.15", [1.15])])
def test_lock_up_is_the_owners_where_the_risk_section_has_none(tmp_path, owners, counted) -> None:
    text = MINIMAL + RISK.replace("  lock_up_dscr: 1.1\n", "")
    if owners:
        text = text.replace("finance:\n", f"finance:\n  owners: {{lockup_dscr: {owners}}}\n")
    file = tmp_path / "study.yaml"
    file.write_text(text, encoding="utf-8")
    result = risk_analysis(Study.load(file), draws=8, sobol_draws=0).result
    found = [one.threshold for one in result.probabilities if "lock-up" in str(one.description)]
    assert found == counted


def test_commitments_of_the_public_are_expected_and_p95_of_the_draws(run) -> None:
    result, draws = run.result, run.draws
    assert [row.path for row in result.commitments] == list(COMMITMENTS)
    for row in result.commitments:
        values = draws.fans[row.path]
        assert row.expected == pytest.approx(np.mean(values, axis=0))
        assert row.p95 == pytest.approx(np.percentile(values, 95, axis=0))
    payment = result.commitments[0]
    fan = next(one for one in result.fans if one.path == payment.path)
    assert payment.p95 == pytest.approx(fan.p95)
    # 8 % a year back to the end of the first of two construction years; no grants in this study.
    spread = next(one for one in result.outcomes if one.path == "finance.public.present_value_usd")
    flow = payment.base / 1.08 ** np.arange(payment.base.size)
    assert spread.base == pytest.approx(np.sum(flow))
    assert spread.p5 < spread.p50 < spread.p95


def test_outcomes_are_found_at_nested_places(study: Study) -> None:
    found = run_model(study.definition)
    assert value_at(found, "finance.public.payment_usd") is found.finance.public.payment_usd
    assert value_at(found, "plant.energy_balance_mw.waste_mw") == pytest.approx(
        found.plant.energy_balance_mw["waste_mw"]
    )
    # No value for money was asked for; nothing of these names exists.
    for path in ("finance.value_for_money.psc_usd", "finance.public.nothing", "finance", "x.y"):
        assert value_at(found, path) is None
