"""Emission limits by pollutant, averaging period and case."""

import pytest
from pydantic import ValidationError

from wte_ppp.documents import DocumentError
from wte_ppp.guidance.limits import EmissionLimits

# Directive 2010/75/EU, annex VI part 3 (daily and half-hourly, column A), 11 % oxygen.
EUROPE = EmissionLimits.model_validate(
    {
        "o2_percent": 11,
        "rows": [
            {"pollutant": "PM", "limit": 10, "unit": "mg/Nm3", "averaging": "daily"},
            {"pollutant": "PM", "limit": 30, "unit": "mg/Nm3", "averaging": "half_hourly"},
            {"pollutant": "PCDD/F", "limit": 0.1, "unit": "ng TEQ/Nm3", "averaging": "sample"},
        ],
    }
)
SIZES = EmissionLimits.model_validate(
    {
        "o2_percent": 7,
        "temperature_c": 25,
        "rows": [
            {
                "pollutant": "PM", "limit": 400, "unit": "mg/m3", "averaging": "any",
                "case": "1-50 t/d",
            },
            {
                "pollutant": "PM", "limit": 120, "unit": "mg/m3", "averaging": "any",
                "case": "> 50 t/d",
            },
        ],
    }
)  # fmt: skip


def test_the_averaging_period_decides():
    assert EUROPE.at({"pollutant": "PM", "averaging": "daily"}) == 10
    assert EUROPE.at({"pollutant": "PM", "averaging": "half_hourly"}) == 30
    assert EUROPE.at({"pollutant": "PCDD/F"}) == 0.1


def test_the_case_decides():
    assert SIZES.at({"pollutant": "PM", "case": "> 50 t/d"}) == 120


def test_a_pollutant_without_limit_is_none():
    assert EUROPE.at({"pollutant": "Hg"}) is None


@pytest.mark.parametrize(
    ("table", "situation", "message"),
    [
        (EUROPE, {}, "pollutant: got nothing; expected one of PCDD/F, PM"),
        (EUROPE, {"pollutant": "dust"}, "got 'dust'"),
        (EUROPE, {"pollutant": "PM"}, "averaging: got 2 limits of PM"),
        (EUROPE, {"pollutant": "PM", "averaging": "dayly"}, "Write 'daily'"),
        (SIZES, {"pollutant": "PM"}, "case: got 2 limits of PM"),
    ],
)
def test_an_unclear_question_is_answered_with_the_choices(table, situation, message):
    with pytest.raises(DocumentError, match=message):
        table.at(situation)


def test_a_limit_a_second_time_is_refused():
    row = {"pollutant": "PM", "limit": 1, "unit": "mg/Nm3", "averaging": "any"}
    with pytest.raises(ValidationError, match="a second time"):
        EmissionLimits.model_validate({"o2_percent": 11, "rows": [row, row]})


def test_all_limits_in_a_line():
    assert str(EUROPE.in_words()) == (
        "PM 10 mg/Nm3 daily; PM 30 mg/Nm3 half-hourly; PCDD/F 0.1 ng TEQ/Nm3 sample; "
        "at 11 % O2, dry, 0 °C"
    )
