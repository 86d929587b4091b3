import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wte_ppp.waste import survey


def test_interval_is_of_the_mean_by_student_t():
    # 4, 6, 8, 10: mean 7, s = sqrt(20/3) = 2.58199, t(3, 95 %) = 3.18245
    # half-width 3.18245 * 2.58199 / 2 = 4.10853
    result = survey.survey_statistics(np.array([4.0, 6.0, 8.0, 10.0]), confidence=0.95)
    assert result.mean == pytest.approx(7.0)
    assert result.standard_deviation == pytest.approx(2.58199, abs=1e-5)
    assert result.lower == pytest.approx(7.0 - 4.10853, abs=1e-4)
    assert result.upper == pytest.approx(7.0 + 4.10853, abs=1e-4)
    assert result.n == 4


def test_strata_weigh_by_tonnes():
    samples = np.array([[0.2, 0.8], [0.4, 0.6], [0.6, 0.4], [0.8, 0.2]])
    season = ["dry", "dry", "wet", "wet"]
    result = survey.survey_statistics(samples, 0.90, season, {"dry": 100.0, "wet": 300.0})
    # class 1: 0.25*0.3 + 0.75*0.7 = 0.6; s^2 = 0.02 in both strata
    assert result.mean == pytest.approx([0.6, 0.4])
    # variance of the mean 0.0625*0.01 + 0.5625*0.01 = 0.00625
    # degrees 0.00625^2 / (0.000625^2 + 0.005625^2) = 3.90625e-5 / 3.203125e-5 = 1.2195
    # t(1.2195, 90 %) lies between t(2) = 2.920 and t(1) = 6.314
    half_width = (result.upper - result.mean)[0]
    assert 2.920 * 0.0790569 < half_width < 6.314 * 0.0790569
    # spread of samples: 0.02 + 0.25*0.3^2 + 0.75*0.1^2 = 0.05
    assert result.standard_deviation[0] == pytest.approx(np.sqrt(0.05))


def test_stratified_interval_by_hand():
    # two strata of two, s^2 = 0.02 each: variance of the mean 2 * 0.25 * 0.01 = 0.005, degrees
    # 0.005^2 / (2 * 0.0025^2 / 1) = 2, t(2, 90 %) = 2.91999, half-width 2.91999 * 0.0707107
    result = survey.survey_statistics(
        np.array([0.2, 0.4, 0.6, 0.8]), stratum=["dry", "dry", "wet", "wet"]
    )
    assert result.upper - result.mean == pytest.approx(0.206475, abs=1e-5)
    assert result.mean - result.lower == pytest.approx(0.206475, abs=1e-5)


def test_stratifying_removes_the_spread_between_strata():
    samples = np.array([1.0, 1.2, 9.0, 9.2])
    plain = survey.survey_statistics(samples)
    strata = survey.survey_statistics(samples, stratum=["a", "a", "b", "b"])
    assert strata.mean == pytest.approx(plain.mean)
    assert (strata.upper - strata.lower) < (plain.upper - plain.lower) / 5


def test_no_spread_gives_a_point():
    result = survey.survey_statistics(np.array([[0.5, 0.1], [0.5, 0.3]]))
    assert result.lower[0] == result.upper[0] == 0.5
    assert result.lower[1] < 0.2 < result.upper[1]


@pytest.mark.parametrize(
    ("kwargs", "message"),
    [
        ({"stratum": ["a"]}, "one label a row"),
        ({"confidence": 90.0}, "confidence is 90"),
        ({"stratum": ["a", "a", "b"]}, "fewer than two"),
        ({"stratum": ["a", "a", "a"], "tonnes": {"b": 1.0}}, "have no tonnes"),
    ],
)
def test_surveys_that_prove_nothing_are_refused(kwargs, message):
    with pytest.raises(ValueError, match=message):
        survey.survey_statistics(np.array([1.0, 2.0, 3.0]), **kwargs)


def test_an_empty_survey_is_refused():
    with pytest.raises(ValueError, match="fewer than two"):
        survey.survey_statistics(np.array([]))


def test_required_samples_of_astm_table():
    # yard s 0.14, x 0.04: (1.645*3.5/0.1)^2 = 3314.7; newsprint 0.07/0.10: 132.6 -> 133,
    # t(132) = 1.6565 -> 134.5 -> 135
    n = survey.required_samples(np.array([0.07 / 0.10, 0.06 / 0.14]), 0.10)
    assert n.tolist() == [135.0, 52.0]


def test_required_samples_for_little_spread_iterates_past_the_normal_quantile():
    # cv 0.10, 10 %: 2.7 -> 3; t(2) 2.920^2 = 8.5 -> 9; t(8) 1.860^2 = 3.5 -> 4;
    # t(3) 2.353^2 = 5.5 -> 6; t(5) 2.015^2 = 4.1 -> 5; t(4) 2.132^2 = 4.5 -> 5
    assert survey.required_samples(0.10, 0.10) == 5.0


@given(st.lists(st.floats(0.05, 3.0), min_size=1, max_size=6))
def test_required_samples_draw_equals_scalar(variation):
    many = survey.required_samples(np.array(variation), 0.1)
    assert [float(survey.required_samples(v, 0.1)) for v in variation] == many.tolist()


def test_design_values_and_a_spread_too_wide_to_be_normal():
    # 9.0 -/+ 1.645*1.8 = 2.961
    design = survey.design_heating_values(np.array([9.0, 2.0]), np.array([1.8, 2.0]))
    assert design.low[0] == pytest.approx(6.039)
    assert design.high[0] == pytest.approx(11.961)
    assert np.isnan(design.low[1])
    assert design.reference.tolist() == [9.0, 2.0]


def test_tanner_needs_all_three():
    moisture = np.array([0.50, 0.51, 0.10, 0.45, np.nan])
    ash = np.array([0.25, 0.10, 0.61, 0.32, 0.2])
    combustible = np.array([0.25, 0.39, 0.29, 0.23, 0.3])
    burns = survey.tanner_self_sustaining(moisture, ash, combustible)
    assert burns.tolist() == [True, False, False, False, False]
