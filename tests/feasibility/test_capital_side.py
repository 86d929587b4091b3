"""The capital side in a study: report, workbook, draws."""

import numpy as np
import pytest

from tests.print.random_studies import study_with
from wte_ppp.chapters.study.capital_tables import capital_table
from wte_ppp.documents import DocumentError
from wte_ppp.print.model_book.book import model_book

END = {
    "finance.uses.land_lease_usd_per_year": 2e5,
    "finance.end.salvage_usd": 4e6,
    "finance.end.closure_usd": 2e6,
    "finance.end.closure_reserve_years": 4,
}


LOAN = {"amount_usd": 10e6, "interest_percent": 3.0, "tenor_years": 10, "grace_years": 2,
        "upfront_fee_percent": 0.5, "commitment_fee_percent": 0.25, "grace_interest": "capitalised",
        "repayment": "equal_principal"}  # fmt: skip


def test_a_loan_by_name_is_the_concessional_loan_on_the_same_terms():
    ours = study_with({"finance.loans": {"jica": LOAN}}).run().finance
    theirs = study_with({f"finance.concessional.{name}": to for name, to in LOAN.items()})
    theirs = theirs.run().finance
    for name in ("debt_usd", "equity_usd", "equity_irr_percent", "minimum_dscr", "llcr"):
        assert getattr(ours, name) == pytest.approx(getattr(theirs, name), rel=1e-12)


def test_loans_add_up():
    # 4 and 6 million on the terms of the one of 10.
    parts = {"a": LOAN | {"amount_usd": 4e6}, "b": LOAN | {"amount_usd": 6e6}}
    one = study_with({"finance.loans": {"jica": LOAN}}).run().finance
    two = study_with({"finance.loans": parts}).run()
    assert two.finance.funds.concessional_usd == pytest.approx(10e6)
    assert two.finance.lenders.concessional_service_usd == pytest.approx(
        one.lenders.concessional_service_usd
    )
    assert two.finance.equity_irr_percent == pytest.approx(one.equity_irr_percent)
    assert model_book(two).values.number("loans_amount") == 10e6


@pytest.mark.parametrize(
    ("name", "changes", "place"),
    [
        ("a b", {}, "finance.loans.a b"),
        ("a", {"tenor_years": 60, "grace_years": 1}, "finance.loans.a.tenor_years"),
        ("a", {"grace_years": 10}, "finance.loans.a.grace_years"),
    ],
)
def test_a_loan_that_does_not_fit_is_refused_by_name(name, changes, place):
    with pytest.raises(DocumentError) as error:
        study_with({"finance.loans": {name: LOAN | changes}})
    assert place in {problem.field for problem in error.value.problems}


def test_steps_and_margins_add_up_to_the_rate():
    plain = study_with({"finance.debt.interest_percent": 7.0}).run().finance
    parts = {
        "finance.debt.interest_percent": 4.5,
        "finance.debt.margin_steps_percent": [2.5, 2.5, 2.5],
    }
    steps = {
        "finance.debt.interest_steps_percent": [5.0, 4.0, 3.0],
        "finance.debt.margin_steps_percent": [2.0, 3.0, 4.0],
    }
    for changes in (parts, steps):
        result = study_with(changes).run()
        for name in ("debt_usd", "equity_irr_percent", "minimum_dscr", "llcr"):
            wanted = getattr(plain, name)
            assert getattr(result.finance, name) == pytest.approx(wanted, rel=1e-9)
        model_book(result)


def test_a_study_that_has_none_of_it_says_nothing():
    assert capital_table(study_with({}).run()) == ()


def test_what_happens_stands_in_the_report_and_in_the_workbook():
    result = study_with(END).run()
    table = capital_table(result)[1]
    assert [str(column.head) for column in table.columns][1:] == [
        "Land lease",
        "Closure",
        "Salvage",
    ]
    # The workbook is refused where its formulas differ from the study.
    assert model_book(result).values.series("salvage")[-1] > 4e6


REFINANCED = {
    "finance.refinancing": {
        "operation_year": 5, "interest_percent": 4.5, "tenor_years": 12, "fee_percent": 1.0,
        "authority_share_percent": 50.0,
    },
}  # fmt: skip


def test_a_refinancing_and_its_gain():
    pays = {"finance.tipping_fee_usd_per_t": 90.0, "finance.target_equity_irr_percent": 12.0}
    result = study_with(REFINANCED | pays).run()
    money, plain = result.finance, study_with(pays).run().finance
    capital = money.capital
    assert money.debt_usd == pytest.approx(plain.debt_usd)
    assert capital.equity_not_refinanced_usd == pytest.approx(plain.equity_cash_flow_usd)
    assert capital.tax_not_refinanced_usd == pytest.approx(plain.tax_usd)
    # The first year after it: 4.5 % on what is left, and a fee of 1 % of that the year before.
    first = int(np.flatnonzero(money.operation_year == 5)[0])
    left = plain.debt_balance_usd[first]
    assert money.debt_balance_usd[first] == pytest.approx(left)
    assert money.interest_usd[first + 1] == pytest.approx(0.045 * left)
    assert capital.refinancing_cost_usd[first] == pytest.approx(0.01 * left)
    change = money.equity_cash_flow_usd + capital.gain_shared_usd - plain.equity_cash_flow_usd
    years = money.operation_year - 5
    worth = np.sum(change / 1.12**years)
    assert capital.refinancing_gain_usd == pytest.approx(worth)
    assert np.sum(capital.gain_shared_usd / 1.12**years) == pytest.approx(worth / 2)
    assert model_book(result).values.number("gain") == pytest.approx(worth)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"interest_percent": None}, "interest_percent"),
        ({"tenor_years": None}, "tenor_years"),
        ({"tenor_years": 5}, "tenor_years"),
        ({"tenor_years": 49}, "tenor_years"),
        # The debt is repaid in year 12: nothing is owed to be replaced.
        ({"operation_year": 12, "tenor_years": 15}, "operation_year"),
    ],
)
def test_a_refinancing_without_its_terms_is_refused(changes, place):
    terms = REFINANCED["finance.refinancing"] | changes
    with pytest.raises(DocumentError) as error:
        study_with({"finance.refinancing": terms})
    assert f"finance.refinancing.{place}" in {one.field for one in error.value.problems}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"finance.refinancing": {"interest_percent": 4.0, "tenor_years": 12}},
         "finance.refinancing.interest_percent counts for nothing"),
        ({"finance.tipping_fee_usd_per_t": [20.0] * 50, "finance.contract_years": 20},
         "50 years are given for a contract of 20"),
        ({"finance.debt.margin_steps_percent": [1.0] * 20, "finance.contract_years": 20}, ""),
    ],
)  # fmt: skip
def test_what_counts_for_nothing_is_told(changes, said):
    told = " ".join(str(note) for note in study_with(changes).run().notes)
    assert said in told if said else "for nothing" not in told


LATER = {
    "finance.later_investment": {
        "operation_year": 6, "cost_usd": 10e6, "spend_years": 2, "loan_percent": 60.0,
        "loan_interest_percent": 5.0, "loan_tenor_years": 10, "loan_repayment": "equal_principal",
        "loan_fee_percent": 1.0, "equity_percent": 20.0, "operating_cost_usd_per_year": 1e5,
    },
}  # fmt: skip


def test_a_later_investment():
    result, plain = study_with(LATER).run(), study_with({}).run()
    money, capital = result.finance, result.finance.capital
    inputs = {row.path: row.value for row in result.inputs}
    since = money.calendar_year - inputs["finance.price_year"]
    index = (1 + inputs["finance.cost_inflation_percent"] / 100) ** since
    year = money.operation_year
    spent = np.where((year == 4) | (year == 5), 5e6 * index, 0.0)
    assert capital.later_cost_usd == pytest.approx(spent)
    assert capital.later_loan_usd == pytest.approx(0.6 * spent)
    assert capital.later_equity_usd == pytest.approx(0.2 * spent)
    loan = 0.6 * spent.sum()
    # 5 % on half of what is drawn in year 4; on that and half of the rest in year 5; 1 % at first.
    drawn = 0.6 * spent[year == 4][0]
    rest = 0.6 * spent[year == 5][0]
    paid = [0.05 * drawn / 2 + 0.01 * loan, 0.05 * (drawn + rest / 2)]
    assert capital.later_financing_usd[(year == 4) | (year == 5)] == pytest.approx(paid)
    paid_by = capital.later_loan_usd + capital.later_equity_usd + capital.later_from_cash_usd
    assert paid_by == pytest.approx(capital.later_cost_usd + capital.later_financing_usd)
    # In five equal parts from year 6 to 10.
    service = money.lenders.concessional_service_usd
    first = loan / 5 + 0.05 * loan
    assert service[year == 6] == pytest.approx([first])
    assert service[year == 10] == pytest.approx([loan / 5 * 1.05])
    # Maintenance, insurance and administration follow its cost; staff of its own is 0.1 million.
    more = money.operating_cost_usd - plain.finance.operating_cost_usd
    shares = inputs["cost.maintenance_percent"] + inputs["cost.insurance_percent"]
    administered = 1 + inputs["cost.administration_percent"] / 100
    cost = (10e6 * shares / 100 * administered + 1e5) * index
    assert more == pytest.approx(np.where(year >= 6, cost, 0.0), abs=1)
    model_book(result)


def test_an_investment_of_nothing_changes_nothing():
    nothing = {"finance.later_investment": {"operation_year": 6}}
    ours, theirs = study_with(nothing).run().finance, study_with({}).run().finance
    for name in ("debt_usd", "equity_irr_percent", "minimum_dscr", "llcr", "equity_cash_flow_usd"):
        assert np.array_equal(getattr(ours, name), getattr(theirs, name), equal_nan=True)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"operation_year": None}, "operation_year"),
        ({"operation_year": 2}, "operation_year"),
        ({"operation_year": 45, "loan_tenor_years": 46}, "operation_year"),
        ({"loan_percent": 90.0}, "loan_percent"),
        ({"loan_interest_percent": None}, "loan_interest_percent"),
        ({"loan_tenor_years": 4}, "loan_tenor_years"),
    ],
)
def test_a_later_investment_that_does_not_fit_is_refused(changes, place):
    with pytest.raises(DocumentError) as error:
        study_with({"finance.later_investment": LATER["finance.later_investment"] | changes})
    assert f"finance.later_investment.{place}" in {one.field for one in error.value.problems}


SMALL = {"plant.capacity_t_per_day": 600.0}
LINE = {
    "finance.later_investment.operation_year": 6,
    "finance.later_investment.added_capacity_percent": 10.0,
}


def test_an_added_line_burns_what_the_plant_diverts():
    plain, ours = study_with(SMALL).run(), study_with(SMALL | LINE).run()
    before, after = plain.plant, ours.plant
    runs = np.arange(1, before.fired_t.size + 1) >= 6
    assert np.all(before.diverted_t[runs] > 0.1 * before.accepted_t[runs])
    more = np.where(runs, 0.1 * before.accepted_t, 0.0)
    assert after.accepted_t == pytest.approx(before.accepted_t + more)
    # What arrives is taken or diverted, as before.
    arrives = before.accepted_t + before.diverted_t
    assert after.accepted_t + after.diverted_t == pytest.approx(arrives)
    # Power, lime and ash of a tonne stay.
    for name in ("exported_mwh", "lime_t", "bottom_ash_t", "fired_t"):
        wanted = getattr(before, name) * np.where(runs, 1.1, 1.0)
        assert getattr(after, name) == pytest.approx(wanted)
    # The fee is due for the tonnes, and credits follow.
    assert ours.waste.paid_t == pytest.approx(plain.waste.paid_t + more)
    assert np.all(ours.climate.reduction_tco2e[6:] > plain.climate.reduction_tco2e[6:])
    model_book(ours)


def test_it_burns_no_more_than_there_is():
    large = LINE | {"finance.later_investment.added_capacity_percent": 300.0}
    plant = study_with(SMALL | large).run().plant
    assert np.all(plant.diverted_t[5:] == 0)
    assert np.all(plant.diverted_t[:5] > 0)


def test_an_added_turbine_sells_more_of_the_same_waste():
    turbine = {
        "finance.later_investment.operation_year": 4,
        "finance.later_investment.added_power_percent": 6.0,
    }
    plain, ours = study_with({}).run().plant, study_with(turbine).run().plant
    runs = np.arange(1, plain.fired_t.size + 1) >= 4
    assert ours.exported_mwh == pytest.approx(plain.exported_mwh * np.where(runs, 1.06, 1.0))
    assert np.array_equal(ours.fired_t, plain.fired_t)


def test_an_added_line_with_seasons_is_refused():
    season = {"months": list(range(1, 13)), "received_percent": 100.0}
    with pytest.raises(DocumentError) as error:
        study_with(LINE | {"waste.seasons": {"all": season}})
    place = "finance.later_investment.added_capacity_percent"
    assert place in {one.field for one in error.value.problems}
