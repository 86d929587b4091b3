"""Whole cases against PySAM's Singleowner (NREL): debt, cash flows and NPV to 1e-9, IRR to 2e-5.

The peer is in the extra `peers`: pip install ".[peers]". Without it these tests are skipped.
"""

import numpy as np
import pytest

from benchmarks.singleowner import Inputs, project, singleowner
from wte_ppp.finance.cash_flow import cash_flow
from wte_ppp.finance.irr import irr
from wte_ppp.finance.metrics import dscr, minimum_dscr, npv

pytest.importorskip("PySAM", reason='PySAM is not installed: pip install ".[peers]"')

CASES = {
    "unlevered": Inputs(),
    "DSCR-sized debt": Inputs(debt="sculpted", dscr=1.4, tenor=18, interest=7.0),
    "annuity with tax": Inputs(debt="annuity", debt_percent=60.0, tax=25.0),
    "DSRA, fees and indexation": Inputs(
        debt="sculpted", dscr=1.45, tenor=16, fee=2.75, dsra_months=6,
        price_escalation=1.5, opex_escalation=2.5,
    ),
    "DSRA of 12 months, earning interest": Inputs(
        debt="sculpted", dscr=1.5, tenor=14, fee=1.0, dsra_months=12, reserve_interest=1.75,
        price_escalation=-0.5, opex_escalation=1.0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_case_agrees_with_singleowner(name):
    given = CASES[name]
    model = singleowner(given)  # held: its outputs do not outlive it
    peer = model.Outputs
    flow = cash_flow(project(given), 0.0)
    scale = 1e-9 * given.cost

    def same(own, theirs):
        np.testing.assert_allclose(own, theirs, rtol=1e-9, atol=scale)

    columns = slice(0, 26)
    same(flow.debt.item(), peer.size_of_debt)
    same(flow.operating_cash_flow, peer.cf_ebitda[columns])
    same(flow.senior.interest, peer.cf_debt_payment_interest[columns])
    same(flow.senior.principal, peer.cf_debt_payment_principal[columns])
    same(flow.depreciation, peer.cf_feddepr_total[columns])
    same(-flow.tax, peer.cf_fedtax[columns])
    same(np.sum(flow.equity_paid_in), peer.issuance_of_equity)
    same(flow.equity, peer.cf_project_return_aftertax[columns])
    same(npv(flow.equity, given.discount / 100).item(), peer.project_return_aftertax_npv)
    rate = 100 * irr(flow.equity).item()
    assert rate == pytest.approx(peer.project_return_aftertax_irr, abs=2e-5)
    if given.debt == "sculpted":
        # Its cash for debt service is before tax and without interest on reserves.
        before_tax = dscr(flow.cfads + flow.tax - flow.account_interest, flow.service)
        assert minimum_dscr(before_tax).item() == pytest.approx(peer.min_dscr, rel=1e-9)
    if given.dsra_months:
        same(flow.distribution.dsra, peer.cf_reserve_debtservice[columns])
