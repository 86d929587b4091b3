"""Cost curves, scaling and bottom-up operating cost."""

import numpy as np
import pytest

from wte_ppp.plant import cost


def test_wtert_curve_reproduces_the_figures_printed_with_it() -> None:
    # wteinternational.com, "Cost of incineration plant": 40 kt/y 41 million USD, 250 kt/y 169-170.
    assert cost.capex_wtert_musd(40.0) == pytest.approx(41.0, abs=0.5)
    assert cost.capex_wtert_musd(250.0) == pytest.approx(169.5, abs=1.0)
    # 41 million for 40 000 t a year: 1 026 USD per annual tonne.
    assert cost.capex_wtert_musd(40.0) / 0.040 == pytest.approx(1026.0, abs=1.0)


def test_curves_by_hand_and_nan_outside_their_range() -> None:
    assert cost.capex_tsilemou_meur(32_000.0) == pytest.approx(20.095, abs=2e-3)  # 0.005*32000^0.8
    assert cost.opex_tsilemou_eur_per_t(100_000.0) == pytest.approx(22.136, abs=1e-3)
    assert cost.opex_wtert_musd(1_000.0) == pytest.approx(28.17, abs=0.02)  # 0.0744*10^2.5782
    for curve, outside in (
        (cost.capex_wtert_musd, [39.0, 1001.0]),
        (cost.opex_wtert_musd, [39.0, np.nan]),
        (cost.capex_tsilemou_meur, [19_000.0, 700_000.0]),
        (cost.opex_tsilemou_eur_per_t, [0.0, -5.0]),
    ):
        assert np.isnan(curve(np.array(outside))).all()


def test_larger_plants_cost_less_per_tonne() -> None:
    size = np.linspace(50_000.0, 600_000.0, 20)
    assert (np.diff(cost.capex_tsilemou_meur(size) / size) < 0.0).all()
    assert (np.diff(cost.opex_tsilemou_eur_per_t(size)) < 0.0).all()


def test_scaling() -> None:
    # 50 * (800/400)^0.7 = 81.225; * 1.2 * 0.8 = 77.976.
    scaled = cost.scaled_cost(50.0, 400.0, 800.0, 0.7, index_ratio=1.2, location_factor=0.8)
    assert scaled == pytest.approx(77.976, abs=1e-3)
    assert cost.scaled_cost(50.0, 400.0, 400.0, 0.7) == 50.0


def test_opex_lines_and_shapes() -> None:
    lines = cost.annual_opex(
        staff=100.0,
        cost_per_staff=12_000.0,
        capex=np.array([[80e6], [120e6]]),
        maintenance_share=0.02,
        insurance_share=0.004,
        administration_share=0.10,
        purchases={
            "reagents": 3.0 * np.array([250_000.0, 300_000.0, 300_000.0]),
            "residues": 5.0 * np.array([250_000.0, 300_000.0, 300_000.0]),
            "utilities": 1.5 * np.array([250_000.0, 300_000.0, 300_000.0]),
        },
    )
    # Second draw, third year: 1.2 + 2.4 + 0.9 + 1.5 + 0.45 + 0.48 = 6.93; + 10 % = 7.623 million.
    total = sum(lines.values())
    assert total.shape == (2, 3)
    assert total[1, 2] == pytest.approx(7.623e6)
    assert lines["administration"][1, 2] == pytest.approx(0.693e6)


def test_benchmark_position() -> None:
    found = cost.benchmark_position(np.array([5.0, 12.0, 20.0, 30.0, np.nan]), 12.0, 25.0)
    assert found[:4].tolist() == [-1.0, 0.0, 0.0, 1.0]
    assert np.isnan(found[4])
