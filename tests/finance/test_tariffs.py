"""Prices by quantity and shared revenue, against published contracts and by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.finance.tariffs import Bands, RevenueShare, split

# East Sussex and Brighton & Hove, integrated waste contract of 2003, Schedule 6, phase 4, GBP/t.
ENDS = (300e3, 360e3, 420e3, 480e3)
FIRST, OTHERS = 57.25, (45.94, 33.30, 33.04, 30.97)


@pytest.mark.parametrize(
    ("tonnes", "charge"),
    [
        (300e3, 17_175_000),  # 300,000 x 57.25
        (400e3, 21_263_400),  # + 60,000 x 45.94 + 40,000 x 33.30
        # + 60,000 x 45.94 + 60,000 x 33.30 + 60,000 x 33.04 + 70,000 x 30.97
        (550e3, 26_079_700),
    ],
)
def test_base_payment_of_east_sussex(tonnes, charge):
    bands = Bands(tuple(np.array([end]) for end in ENDS), tuple(np.array([p]) for p in OTHERS))
    accepted = np.array([tonnes])
    found = np.minimum(accepted, ENDS[0]) * FIRST + bands.revenue(accepted)
    np.testing.assert_allclose(found, charge, rtol=1e-12)


@given(
    st.floats(0, 1e7), st.lists(st.floats(1, 1e7), min_size=1, max_size=5, unique=True).map(sorted)
)
def test_parts_of_a_quantity_make_it_up(quantity, ends):
    parts = split(np.array([quantity]), tuple(np.array([end]) for end in ends))
    assert all(part >= 0 for part in parts)
    assert float(sum(parts)[0]) == pytest.approx(quantity, rel=1e-9, abs=1e-6)


def test_viet_nams_ppp_law_shares_half_beyond_its_band():
    # Law 64/2020, article 82: plan 200; 125 % is 250, 75 % is 150.
    law = RevenueShare(np.zeros(1), 1.25, 0.75, 0.5, 0.5, 0.0)
    plan = np.array([200.0])
    # 280: half of 30 goes to the State; 130: half of 20 comes from it; in between nothing.
    for revenue, paid in ((280.0, -15.0), (130.0, 10.0), (250.0, 0.0), (150.0, 0.0)):
        assert law.paid(np.array([revenue]), plan).tolist() == [paid]


def test_what_is_unknown_of_a_band_leaves_the_share_unknown():
    law = RevenueShare(np.zeros(1), np.nan, 0.75, 0.5, 0.5, 0.0)
    assert np.isnan(law.paid(np.array([200.0]), np.array([200.0]))).all()
