"""A small risk analysis for the reports."""

from pathlib import Path

import pytest

from wte_ppp.feasibility.risk_analysis import risk_analysis
from wte_ppp.feasibility.study import Study

RISK = """\
risk:
  draws: 64
  inputs:
    waste.moisture_percent: {distribution: pert, low: 48, mode: 54, high: 60}
    finance.tipping_fee_usd_per_t: {distribution: uniform, low: 15, high: 45}
  delays:
    late_start: {probability_percent: 30, months: {distribution: uniform, low: 1, high: 9}}
  scenarios:
    little waste: {waste.received_t_per_day: 600}
"""


@pytest.fixture(scope="session")
def risk_case(tmp_path_factory):
    """A study with a risk section, and its analysis."""
    minimal = Path(__file__).parents[2] / "examples" / "minimal" / "study.yaml"
    file = tmp_path_factory.mktemp("risk") / "study.yaml"
    file.write_text(minimal.read_text("utf-8") + RISK, encoding="utf-8")
    study = Study.load(file)
    return study, risk_analysis(study, sobol_draws=16)
