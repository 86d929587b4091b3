"""What a country's scales, prices in local money and laws by day of contract give a study."""

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.feasibility.words import words_of
from wte_ppp.chapters.study.page_one import summary_page
from wte_ppp.documents import Document, DocumentError, read_document
from wte_ppp.feasibility.bound_notes import beyond
from wte_ppp.feasibility.exchange import Exchange
from wte_ppp.feasibility.filling import Filling, Unfilled, fillings
from wte_ppp.feasibility.model import run_model
from wte_ppp.feasibility.result import InputRow, OpenRow, StudyResult
from wte_ppp.feasibility.study import Study
from wte_ppp.guidance.load import load_guidance
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.guidance.shapes import Range

ROOT = Path(__file__).parents[2]
INDONESIA = read_document(ROOT / "tests" / "published" / "cases" / "indonesia_grid_zero.yaml")
MINIMAL = read_document(ROOT / "examples" / "minimal" / "study.yaml")
TARIFF = "finance.power_tariff_usd_per_kwh"
MONEY = "finance.indexation.power_tariff.currency"


def study(base: Document = INDONESIA, **more: Any) -> Study:
    return Study.of(Document("study.yaml", deepcopy({**base.data, **more}), {}))


def of_size(t_per_day: float, **more: Any) -> StudyResult:
    waste = {**INDONESIA.data["waste"], "received_t_per_day": t_per_day}
    return study(waste=waste, plant={"capacity_t_per_day": t_per_day}, **more).run()


def row(result: StudyResult, path: str) -> InputRow:
    return next(row for row in result.inputs if row.path == path)


@pytest.mark.parametrize("t_per_day", [500, 2000])
def test_indonesias_steps_of_2018_are_read_at_the_power_of_the_studys_own_plant(t_per_day):
    result = of_size(t_per_day)
    power = float(result.plant.gross_mw)
    assert (power > 20) == (t_per_day == 2000)
    # Perpres 35/2018: 13.35 US cents up to 20 MW, above it 14.54 - 0.076 x MW.
    cents = 13.35 if power <= 20 else 14.54 - 0.076 * power
    tariff = row(result, TARIFF)
    assert tariff.value == pytest.approx(cents / 100)
    # Figure, situation and scale stand beside it.
    assert f"capacity in MW = {power:.3g}" in str(tariff.note)
    assert "0.1335 up to 20" in str(tariff.note)
    assert row(result, MONEY).value == "usd"
    assert not result.not_stated


def by_the_contract(result: StudyResult) -> list[OpenRow]:
    """Exceptions of the power price that the day of the contract would decide."""
    return [
        one
        for one in result.left_open
        if one.rule == "tariff.waste_to_power" and "day of the contract" in map(str, one.missing)
    ]


def test_two_laws_by_the_day_of_the_contract():
    # Signed under Perpres 35/2018: its steps; under 109/2025: 20 US cents, whatever the size.
    for day, tariff in (("2020-06-01", 0.1335), ("2026-06-01", 0.2)):
        result = study(as_of="2026-11-01", project={"contract_day": day}).run()
        assert row(result, TARIFF).value == tariff
        assert not by_the_contract(result)


def test_an_exception_that_nobody_decided_is_told_on_page_one():
    result = study(as_of="2026-11-01").run()
    assert row(result, TARIFF).value == 0.2
    left, *_ = by_the_contract(result)
    assert (left.kind, left.acts) == ("exception", True)
    page = words_of(summary_page(result, None))
    assert "An exception may hold" in page
    assert "Presidential Regulation 35/2018" in page
    assert "The study does not say: day of the contract." in page
    # Named to a reader of page one, and not by the rule's id.
    assert "its value on the day of the contract where" in page
    assert "tariff.waste_to_power" not in page
    assert ".. " not in page
    # All other exceptions in one sentence.
    assert page.count("It may decide (see the legal frame)") == 1


def test_operation_begins_on_the_first_of_its_month_unless_the_study_says_a_day():
    rules = study().rules
    assert str(next(iter(rules.values())).project.days["operation"]) == "2028-01-01"
    finance = {**INDONESIA.data["finance"], "timing": {"first_operation_month": 7}}
    later = study(finance=finance).rules
    assert str(next(iter(later.values())).project.days["operation"]) == "2028-07-01"
    stated = study(project={"operation_day": "2028-09-15"}).rules
    assert str(next(iter(stated.values())).project.days["operation"]) == "2028-09-15"


def test_a_word_for_which_no_rule_asks_is_refused():
    with pytest.raises(DocumentError, match=r"project\.words\.progamme.*no rule of ID") as caught:
        study(project={"words": {"progamme": "national"}})
    assert "a date" not in str(caught.value)
    with pytest.raises(DocumentError, match=r"project\.contract_day"):
        study(project={"contract_day": "last June"})


def price(value: Any, unit: str = "THB/kWh") -> ResolvedRule:
    rules = load_guidance("VN").on("2026-11-01")
    return replace(
        rules["tax.vat_rate"], id="tariff.waste_to_power", value=value, unit=unit, feeds=TARIFF
    )


def rate(value: Any) -> ResolvedRule:
    return replace(price(value, "THB/USD"), id="macro.fx", feeds=None)


def given(value: Any, exchange: Any = None, unit: str = "THB/kWh") -> Filling | Unfilled:
    rules = {"tariff.waste_to_power": price(value, unit)}
    if exchange is not None:
        rules["macro.fx"] = rate(exchange)
    ((_, one),) = fillings(rules, {"capacity_mw": 12.0}, Exchange("USD", {}, rules))
    return one


def test_a_price_in_local_money_is_converted_and_both_are_told():
    one = given(3.66, 30.0)
    assert isinstance(one, Filling)
    assert one.value == pytest.approx(0.122)  # 3.66 / 30
    assert "3.66 THB/kWh" in str(one.how)
    assert "30 THB/USD" in str(one.how)


def test_a_range_of_the_rate_gives_the_range_of_the_price():
    one = given(3.6, Range(low=30.0, high=36.0))
    assert isinstance(one, Filling)
    # Most baht to the dollar make the price low: 3.6 / 36 to 3.6 / 30.
    assert (one.value.low, one.value.high) == pytest.approx((0.1, 0.12))
    both = given(Range(low=3.6, high=7.2), Range(low=30.0, high=36.0))
    assert (both.value.low, both.value.high) == pytest.approx((0.1, 0.24))


@pytest.mark.parametrize("exchange", [None, "about 30"])
def test_without_a_rate_the_price_stays_unknown_and_says_so(exchange):
    one = given(3.66, exchange)
    assert isinstance(one, Unfilled)
    assert "knows no macro.fx" in str(one.why)
    assert "knows no macro.fx" in str(given(3.66, 30.0, "VND/kWh").why)


def test_the_cautious_end_of_a_rates_range_stands_in_the_study():
    # The Philippines: 6.2683 PHP/kWh at most in the second auction, 57 to 59 PHP/USD in 2025.
    result = study(country="PH", as_of="2025-06-01").run()
    rules = load_guidance("PH").on("2025-06-01")
    php = rules["tariff.waste_to_power"].value
    exchange = rules["macro.fx"].value
    most = exchange.high if isinstance(exchange, Range) else exchange
    assert row(result, TARIFF).value == pytest.approx(php / most)
    # A price set in local money moves with it.
    assert row(result, MONEY).value == "local"
    # A ceiling is no price: page one says so.
    (left,) = [one for one in result.left_open if one.kind == "ceiling"]
    assert "the highest that the law allows" in str(left.told)
    assert "the contract may have less" in words_of(summary_page(result, None))


@pytest.mark.parametrize(("country", "day"), [("PH", "2026-11-01"), ("VN", "2026-11-01")])
def test_the_top_of_a_frame_or_auction_that_binds_nobody_is_told_as_such(country, day):
    result = study(country=country, as_of=day).run()
    (left,) = [one for one in result.left_open if one.kind == "ceiling"]
    assert "the highest price of a frame or auction" in str(left.told)


def test_a_price_that_was_never_in_force_fills_nothing():
    result = study(country="PH", as_of="2026-02-01").run()
    assert row(result, TARIFF).value is None


def test_a_study_with_its_own_price_keeps_its_own_money():
    finance = {**INDONESIA.data["finance"], "power_tariff_usd_per_kwh": 0.08}
    result = study(country="PH", as_of="2025-06-01", finance=finance).run()
    assert (row(result, TARIFF).value, row(result, MONEY).value) == (0.08, "usd")


def test_what_a_scale_depends_on_and_nobody_says_is_told():
    rules = {"tariff.waste_to_power": load_guidance("ID").on("2024-06-01")["tariff.waste_to_power"]}
    ((_, one),) = fillings(rules, {}, Exchange("USD", {}, rules))
    assert isinstance(one, Unfilled)
    assert "it depends on capacity in MW" in str(one.why)
    assert one.rule.amount() == rules["tariff.waste_to_power"].amount()


def test_above_the_last_step_a_scale_gives_nothing_and_the_study_stays_without_a_tariff():
    # Thailand's rates of 2022 end at 50 MW.
    result = of_size(6000, country="TH", as_of="2023-06-01")
    assert result.plant.gross_mw > 50
    assert row(result, TARIFF).value is None
    assert TARIFF in {one.input for one in result.not_stated}
    told = [str(note) for note in result.notes if str(note).startswith(f"{TARIFF} is not given")]
    assert any("it gives none at capacity in MW" in text for text in told)


def test_a_plant_that_operated_before_the_signature_has_no_credits_and_says_so():
    # Viet Nam and Japan signed on 2 July 2013.
    data = {**MINIMAL.data, "finance": {**MINIMAL.data["finance"], "first_operation_year": 2012}}
    result = Study.of(Document("study.yaml", data, {})).run()
    assert result.climate.total_credits_tco2e == 0
    partner = row(result, "climate.jcm.partner")
    assert partner.value == "no partner"
    assert "before the Joint Crediting Mechanism was signed" in str(partner.note)
    assert row(Study.of(MINIMAL).run(), "climate.jcm.partner").value == "partner"


TERMS = "finance.contract_prices.power_tariff."


def test_a_power_contract_that_ends_before_the_study_leaves_its_price_open():
    # Decision 31/2014, article 11(4): 20 years.
    for years, known in ((20, True), (25, False)):
        data = {**MINIMAL.data, "finance": {**MINIMAL.data["finance"], "contract_years": years}}
        result = Study.of(Document("study.yaml", data, {})).run()
        assert row(result, f"{TERMS}term_years").value == 20
        assert bool(np.isfinite(result.finance.equity_irr_percent)) == known
        named = {one.input for one in result.not_stated}
        assert (f"{TERMS}price_after_usd_per_kwh" in named) == (not known)
        page = words_of(summary_page(result, None))
        assert ("Price of power after the power contract" in page) == (not known)


def test_a_premium_of_the_country_is_paid_for_its_years_on_the_countrys_price():
    # Thailand, resolution 3/2022: 0.70 THB/kWh for 8 years up to 10 MW, none above.
    small = of_size(250, country="TH", as_of="2023-06-01")
    assert small.plant.gross_mw < 10
    premium = row(small, f"{TERMS}premium_usd_per_kwh").value
    assert "0.7 THB/kWh" in str(row(small, f"{TERMS}premium_usd_per_kwh").note)
    assert row(small, f"{TERMS}premium_years").value == 8
    sold = np.asarray(small.plant.exported_mwh)
    earned = np.asarray(small.finance.power_revenue_usd)[-sold.size :]
    tariff = row(small, "finance.power_tariff_usd_per_kwh").value
    # What local money loses by parity leaves both alike: their ratio stays until year 8.
    ratio = earned[7] / sold[7] / (earned[8] / sold[8])
    fall = small.finance.power_revenue_usd[-1] / sold[-1] / (earned[-2] / sold[-2])
    assert ratio * fall == pytest.approx((tariff + premium) / tariff, rel=1e-9)
    large = of_size(900, country="TH", as_of="2023-06-01")
    assert not [one for one in large.left_open if one.kind == "premium"]
    assert row(large, f"{TERMS}premium_usd_per_kwh").value == 0


def test_a_premium_is_told_and_not_added_to_a_studys_own_price():
    finance = {**INDONESIA.data["finance"], "power_tariff_usd_per_kwh": 0.17}
    own = of_size(250, country="TH", as_of="2023-06-01", finance=finance)
    (premium,) = [one for one in own.left_open if one.kind == "premium"]
    assert "0.7 THB/kWh for 8 years" in str(premium.told)
    assert row(own, f"{TERMS}premium_usd_per_kwh").value == 0


def limited(rule_id: str, value: float, unit: str, **finance: Any) -> list[str]:
    data = {**MINIMAL.data, "finance": {**MINIMAL.data["finance"], **finance}}
    base = Study.of(Document("study.yaml", data, {}))
    template = base.rules["tax.vat_rate"]
    rule = replace(template, id=rule_id, value=value, unit=unit, feeds=None, bounds=())
    rules = base.rules.with_rules({rule_id: rule})
    return [str(text) for text in beyond(base.definition, run_model(base.definition), rules)]


def test_limits_of_the_law_are_held_against_funds_though_they_bind_no_input():
    # Gearing of 75 %: three parts of debt to one of equity.
    gearing = {"debt": {"max_gearing_percent": 75}}
    assert not limited("tax.debt_to_equity", 3.1, "", **gearing)
    (told,) = limited("tax.debt_to_equity", 2.9, "", **gearing)
    assert "at most 2.9" in told
    assert not limited("procurement.least_equity", 24.9, "%", **gearing)
    assert limited("procurement.least_equity", 25.1, "%", **gearing)
    # Nothing of the State; then USD 1 million, far below 50 and above 0 %.
    assert not limited("procurement.state_support_cap", 1e-6, "%")
    grant = {"grant": {"central_support_usd": 1e6}}
    assert not limited("procurement.state_support_cap", 50.0, "%", **grant)
    assert limited("procurement.state_support_cap", 1e-6, "%", **grant)


def test_a_rule_that_ends_within_the_study_is_told_on_page_one():
    # Resolution 204/2025: VAT of 8 % to 31 December 2026, then 10 %.
    result = study(MINIMAL, as_of="2026-11-29").run()
    vat, own = row(result, "finance.uses.vat_percent"), {"vat_percent": 10}
    assert (vat.value, vat.layer) == (8, load_guidance("VN").identity)
    (ends,) = [one for one in result.left_open if one.kind == "ends"]
    assert (ends.rule, ends.acts) == ("tax.vat_rate", True)
    assert "8 % holds no more from 1 January 2027 on (Resolution 204" in words_of(
        summary_page(result, None)
    )
    finance = {**MINIMAL.data["finance"], "uses": own}
    stated = study(MINIMAL, as_of="2026-11-29", finance=finance).run()
    assert not [one for one in stated.left_open if one.kind == "ends"]
    # A permit of 2024: limits of older plants to the end of 2031 (Circular 45/2024, article 3(1)).
    older = study(MINIMAL, as_of="2026-11-29", project={"permit_day": "2024-05-05"}).run()
    told = [one.rule for one in older.left_open if one.kind == "ends"]
    assert told == ["emissions.limits", "tax.vat_rate"]
    page = words_of(summary_page(older, None))
    assert "2 rules of the country end in the study's years" in page
    assert "holds no more" not in page


def test_a_rule_that_the_next_law_says_again_does_not_end():
    # Viet Nam's law on corporate income tax of 2025 keeps the 20 % and the four years of the old.
    old, new = (load_guidance("VN").on(day) for day in ("2021-11-30", "2026-01-01"))
    for rule in ("tax.cit_rate", "tax.cit_exempt_years"):
        assert old[rule].value == new[rule].value
        assert (str(old[rule].until), old[rule].goes_on) == ("2025-10-01", True)
    assert not old["ghg.wte_credits_let_go"].goes_on
    # Nor does a statistic, such as the fuels of the grid, which Viet Nam's profile has by year.
    told = {one.rule for one in Study.of(MINIMAL).run().left_open if one.kind == "ends"}
    assert "tariff.waste_to_power" in told
    assert "ghg.grid_coal_percent" not in told
