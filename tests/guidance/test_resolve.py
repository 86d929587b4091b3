"""What the guidance says on a given day."""

import datetime

import pytest

from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.resolve import ended, explain, resolve


def viet_nam(day):
    return resolve(load_guidance("VN"), datetime.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "tariff"),
    [
        ("2014-06-19", None),
        ("2014-06-20", 0.1005),
        ("2021-11-01", 0.1005),
        ("2025-01-31", 0.1005),
        ("2025-02-01", None),
        ("2026-11-20", None),
    ],
)
def test_power_tariff_of_decision_31_2014_begins_and_ends(day, tariff):
    rule = viet_nam(day).get("power_tariff")
    assert (None if rule is None else rule.value) == tariff


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        ("2008-12-31", None),
        ("2009-01-01", 25),
        ("2013-12-31", 25),
        ("2014-01-01", 22),
        ("2015-12-31", 22),
        ("2016-01-01", 20),
        ("2025-09-30", 20),
        ("2025-10-01", 20),
    ],
)
def test_income_tax_rate_by_year(day, percent):
    # Laws 14/2008/QH12, 32/2013/QH13 and 67/2025/QH15
    rule = viet_nam(day).get("cit_rate")
    assert (None if rule is None else rule.value) == percent


def test_the_law_named_is_the_one_in_force():
    assert "67/2025" in viet_nam("2025-10-01")["cit_rate"].source
    assert "32/2013" in viet_nam("2025-09-30")["cit_rate"].source


# Viet Nam's 2023 updated grid emission factor, IKI in Viet Nam (2025), table 1: tCO2/MWh of the
# announcements of the Department of Climate Change, by year of data.
GRID = {
    2014: 0.6612,
    2015: 0.8154,
    2016: 0.9185,
    2017: 0.8649,
    2018: 0.9130,
    2019: 0.8458,
    2020: 0.8041,
    2021: 0.7221,
    2022: 0.6766,
    2023: 0.6592,
}


@pytest.mark.parametrize(("year", "factor"), GRID.items())
def test_grid_factor_of_a_year_holds_through_the_next(year, factor):
    for day in (f"{year + 1}-01-01", f"{year + 1}-12-31"):
        rule = viet_nam(day)["grid_factor"]
        assert (rule.value, rule.unit) == (factor, "tCO2/MWh")


def test_grid_factor_before_the_first_and_after_the_last():
    assert "grid_factor" not in viet_nam("2014-12-31")
    assert viet_nam("2026-11-20")["grid_factor"].value == 0.6592


def test_holiday_of_viet_nam():
    rules = viet_nam("2021-11-01")
    values = [
        rules[f"cit_{name}"].value
        for name in (
            "preferential_rate", "preferential_years", "exempt_years", "half_rate_years",
            "holiday_latest_start", "loss_carry_forward_years",
        )
    ]  # fmt: skip
    assert values == [10, 15, 4, 9, 4, 5]


def test_words_resolve_as_words():
    assert viet_nam("2019-01-01")["gwp_set"].value == "AR4"
    assert viet_nam("2021-01-01")["gwp_set"].value == "AR5"


def test_nothing_was_in_force_long_ago():
    assert viet_nam("1900-01-01") == {}


def test_every_rule_in_force_says_source_day_status_and_origin():
    for day in ("2010-06-01", "2021-11-01", "2026-11-20"):
        rules = viet_nam(day)
        assert rules
        for rule_id, rule in rules.items():
            text = explain(rule)
            assert rule.since <= datetime.date.fromisoformat(day)
            assert text.startswith(f"{rule_id} = ")
            for part in (
                rule.reference.title,
                str(rule.reference.year),
                str(rule.since),
                f"Status: {rule.status};",
                f"reviewed {rule.reviewed}",
                rule.origin,
                rule.description,
            ):
                assert part in text
            assert "  " not in text


def test_explanation_of_the_tariff_word_for_word_where_it_matters():
    text = explain(viet_nam("2021-11-01")["power_tariff"])
    assert text.startswith("power_tariff = 0.1005 USD/kWh since 2014-06-20 (VN 2026.1). ")
    assert "Decision 31/2014/QD-TTg" in text
    assert "Status: law; source read" in text


def test_what_is_uncertain_says_so():
    text = explain(viet_nam("2024-01-01")["tipping_fee_typical_low"])
    assert "Status: assumption; uncertain: check before use" in text


def test_an_input_whose_rule_has_ended_is_named_with_the_day():
    guidance = load_guidance("VN")
    assert "power_tariff" not in ended(guidance, datetime.date(2025, 1, 31))
    assert ended(guidance, datetime.date(2025, 2, 1)) == {"power_tariff": datetime.date(2025, 2, 1)}
    # Before its first day a rule has not ended: it has not begun.
    assert ended(guidance, datetime.date(2014, 6, 19)) == {}
