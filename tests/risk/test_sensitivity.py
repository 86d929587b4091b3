"""Sobol indices against Ishigami's function and SALib, rank correlations against scipy."""

import numpy as np
import pytest
from scipy import stats

from wte_ppp.risk.sampling import probabilities
from wte_ppp.risk.sensitivity import radial_design, rank_correlations, sobol_indices

FACTORS = {"x1": slice(0, 1), "x2": slice(1, 2), "x3": slice(2, 3)}
A, B = 7.0, 0.1


def ishigami(unit: np.ndarray) -> np.ndarray:
    """Function of T. Ishigami and T. Homma, ISUMA 1990: sin x1 + a sin^2 x2 + b x3^4 sin x1."""
    x = np.pi * (2 * unit - 1)
    return np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])


# Analytic: V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2; V1 = (1 + b pi^4/5)^2/2, V2 = a^2/8, V3 = 0,
# V13 = 8 b^2 pi^8/225 (A. Saltelli et al., Global Sensitivity Analysis, 2008, section 4.6).
V = A**2 / 8 + B * np.pi**4 / 5 + B**2 * np.pi**8 / 18 + 0.5
V1, V2, V13 = (1 + B * np.pi**4 / 5) ** 2 / 2, A**2 / 8, 8 * B**2 * np.pi**8 / 225
FIRST = {"x1": V1 / V, "x2": V2 / V, "x3": 0.0}
TOTAL = {"x1": (V1 + V13) / V, "x2": V2 / V, "x3": V13 / V}


def indices(n: int = 8192, seed: int = 5, factors=FACTORS):
    design = radial_design(probabilities(n, 6, seed, "sobol"), factors)
    return sobol_indices({name: ishigami(part) for name, part in design.items()})


def test_indices_of_ishigami_are_the_analytic_ones() -> None:
    # 0.3139, 0.4424, 0 and 0.5576, 0.4424, 0.2437.
    for name, found in indices().items():
        assert found.first == pytest.approx(FIRST[name], abs=0.01)
        assert found.total == pytest.approx(TOTAL[name], abs=0.01)


def test_intervals_hold_the_analytic_value() -> None:
    for name, found in indices(1024, seed=11).items():
        assert abs(found.first - FIRST[name]) < 2 * found.first_half_width
        assert abs(found.total - TOTAL[name]) < 2 * found.total_half_width


def test_a_factor_of_two_columns_has_their_joint_share() -> None:
    both = {"x1 and x3": slice(0, 3, 2), "x2": slice(1, 2)}
    found = indices(factors=both)
    assert found["x1 and x3"].first == pytest.approx((V1 + V13) / V, abs=0.01)
    assert found["x1 and x3"].total == pytest.approx((V1 + V13) / V, abs=0.01)


def test_indices_agree_with_salib() -> None:
    saltelli = pytest.importorskip("SALib.sample.sobol")
    analyze = pytest.importorskip("SALib.analyze.sobol")
    problem = {"num_vars": 3, "names": list(FACTORS), "bounds": [[0, 1]] * 3}
    points = saltelli.sample(problem, 4096, calc_second_order=False, seed=3)
    peer = analyze.analyze(problem, ishigami(points), calc_second_order=False, seed=3)
    for index, found in enumerate(indices(4096).values()):
        assert found.first == pytest.approx(peer["S1"][index], abs=0.02)
        assert found.total == pytest.approx(peer["ST"][index], abs=0.02)


def test_rows_that_are_not_defined_are_left_out() -> None:
    design = radial_design(probabilities(2048, 6, 2, "sobol"), FACTORS)
    outcomes = {name: ishigami(part) for name, part in design.items()}
    outcomes["x2"][:100] = np.nan
    found = sobol_indices(outcomes)
    kept = sobol_indices({name: values[100:] for name, values in outcomes.items()})
    assert found["x1"].first == kept["x1"].first


def test_a_constant_has_no_indices() -> None:
    flat = dict.fromkeys(("", " ", "x"), np.ones(16))
    assert np.isnan(sobol_indices(flat)["x"].total)
    assert np.isnan(rank_correlations({"x": np.arange(16.0)}, np.ones(16))["x"])


def test_rank_correlations_are_those_of_scipy() -> None:
    rng = np.random.default_rng(4)
    x = rng.normal(size=500).round(1)
    y = x + rng.normal(size=500)
    y[::50] = np.nan
    seen = np.isfinite(y)
    expected = stats.spearmanr(x[seen], y[seen]).statistic
    assert rank_correlations({"x": x}, y)["x"] == pytest.approx(expected, abs=1e-9)
