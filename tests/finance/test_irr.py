"""Rates of return by dates, reasons for none, and many flows against one."""

import numpy as np
import numpy_financial as npf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wte_ppp.finance.irr import CHUNK, NoIrr, irr, why_no_irr


def test_xirr_of_the_published_example():
    # Microsoft Support, XIRR function, example: -10,000 on 2008-01-01, then 2,750 on 2008-03-01,
    # 4,250 on 2008-10-30, 3,250 on 2009-02-15, 2,750 on 2009-04-01: 37.34 %.
    dates = np.array(
        ["2008-01-01", "2008-03-01", "2008-10-30", "2009-02-15", "2009-04-01"],
        dtype="datetime64[D]",
    )
    years = (dates - dates[0]).astype(float) / 365
    flow = np.array([-10000.0, 2750.0, 4250.0, 3250.0, 2750.0])
    assert irr(flow, years)[0] == pytest.approx(0.373362535, abs=5e-9)


@pytest.mark.parametrize(
    ("flow", "reason"),
    [
        ([-100.0, 110.0], NoIrr.ONE_RATE),
        ([100.0, 10.0], NoIrr.NOTHING_PAID_IN),
        ([0.0, 0.0], NoIrr.NOTHING_PAID_IN),
        ([-100.0, -10.0], NoIrr.NOTHING_PAID_OUT),
        ([-1000.0, 2300.0, -1320.0], NoIrr.SEVERAL_OR_NONE),
        ([-100.0, 1.0], NoIrr.OUT_OF_RANGE),
        ([np.nan, 1.0], NoIrr.UNDEFINED),
    ],
)
def test_a_flow_without_a_rate_says_why(flow, reason):
    flow = np.array(flow)
    assert why_no_irr(flow)[0] == reason
    assert np.isnan(irr(flow)[0]) == (reason != NoIrr.ONE_RATE)


FLOWS = st.lists(
    st.lists(st.floats(-100, 100), min_size=8, max_size=8), min_size=1, max_size=12
).map(np.array)


@settings(deadline=None)
@given(FLOWS)
def test_many_flows_have_the_rates_of_each(flows):
    together = irr(flows)
    for flow, rate in zip(flows, together[:, 0], strict=True):
        np.testing.assert_allclose(rate, irr(flow)[0], rtol=1e-9, atol=1e-12, equal_nan=True)


def test_more_flows_than_a_chunk():
    rng = np.random.default_rng(5)
    outlay = -rng.uniform(80, 120, (CHUNK + 3, 1))
    flows = np.hstack([outlay, rng.uniform(5, 30, (CHUNK + 3, 20))])
    rates = irr(flows)[:, 0]
    for index in (0, CHUNK - 1, CHUNK, CHUNK + 2):
        assert rates[index] == pytest.approx(npf.irr(flows[index]), abs=1e-9)


@settings(deadline=None)
@given(st.floats(-0.3, 1.0), st.integers(2, 40))
def test_half_years_compound_to_the_yearly_rate(rate, periods):
    # Level receipts each half year, worth the outlay at the rate.
    years = np.arange(periods + 1) / 2
    receipts = np.full(periods, 1.0)
    flow = np.concatenate([[-np.sum(receipts * (1 + rate) ** -years[1:])], receipts])
    assert irr(flow, years)[0] == pytest.approx(rate, abs=1e-9)
