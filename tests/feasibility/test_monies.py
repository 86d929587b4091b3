"""Studies in several monies: wholly in dong, books in local money (M11), rates drawn, refusals."""

from copy import deepcopy
from pathlib import Path

import numpy as np
import pytest
import yaml

from wte_ppp.documents import Document, DocumentError
from wte_ppp.feasibility.study import Study

DONG = """
schema: wte_ppp/study/1
name: Study in dong with a dollar loan and a yen grant
country: VN
as_of: "2024-06-01"
waste:
  received_t_per_day: 800
  composition_percent:
    {food: 55, plastics: 15, paper: 8, textiles: 4, wood: 3, nappies: 5, fines: 7, glass: 2, metals: 1}
plant: {capacity_t_per_day: 800}
finance:
  first_operation_year: 2028
  price_year: 2024
  inflation_percent: 5
  cost_inflation_percent: 5
  tipping_fee_per_t: 900000
  tipping_fee_indexed_percent: 100
  power_tariff_indexed_percent: 100
  money:
    currency: VND
    also_in: USD
    rates:
      USD: {rate: 25000, inflation_percent: 2, devaluation: {year: 2032, percent: -15}}
      JPY: {rate: 165, inflation_percent: 1}
  debt: {currency: USD, interest_percent: 7, repayment: sculpted}
  grant: {rate_percent: 20, currency: JPY, paid_in_operation_year: 1}
"""  # noqa: E501
# Fee and tariff in local money that follow 5 % local inflation, USD 2 %; flat income tax of 20 %.
LOCAL = """
schema: wte_ppp/study/1
name: Fee and tariff in local money
country: VN
as_of: "2024-06-01"
waste:
  received_t_per_day: 800
  composition_percent:
    {food: 55, plastics: 15, paper: 8, textiles: 4, wood: 3, nappies: 5, fines: 7, glass: 2, metals: 1}
plant: {capacity_t_per_day: 800}
finance:
  first_operation_year: 2028
  price_year: 2024
  tipping_fee_usd_per_t: 38
  tax: {rate_percent: 20, exempt_years: 0, half_rate_years: 0, preferential_years: 0}
  indexation:
    local_inflation_percent: 5
    tipping_fee: {currency: local, local_inflation_percent: 100}
    power_tariff: {currency: local, local_inflation_percent: 100}
"""  # noqa: E501
BOOKS = {"money": {"books": "VND"}}
LOCAL_LOAN = {**BOOKS, "debt": {"currency": "VND", "interest_percent": 12}}


def study(text, **finance):
    data = yaml.safe_load(text)
    merge(data["finance"], deepcopy(finance))
    return Study.of(Document(Path("study.yaml"), data, {}))


def merge(base, over):
    for name, value in over.items():
        if isinstance(value, dict) and isinstance(base.get(name), dict):
            merge(base[name], value)
        else:
            base[name] = value


@pytest.fixture(scope="module")
def dong():
    return study(DONG).run()


def dollars(years):
    """Dong per dollar over that of 2024: parity of 5 % and 2 %, and a step of 15 % in 2032."""
    return (1.05 / 1.02) ** years * np.where(years >= 8, 1.15, 1.0)


def test_a_study_wholly_in_dong(dong):
    finance = dong.finance
    years = finance.calendar_year - 2024
    # The yen of the grant are 20 % of capital cost at 165; paid in 2028, four years of 5 % and 1 %.
    yen = 0.2 * dong.cost.capex_usd / 165
    received = yen * 165 * (1.05 / 1.01) ** 4
    assert finance.grant_usd == pytest.approx(received, rel=1e-12)
    # In dollars the principal is what was drawn, each at the rate of its year.
    rate = 25000 * dollars(years)
    drawn = np.sum(finance.debt_drawn_usd / rate)
    assert np.sum(finance.principal_usd / rate) == pytest.approx(drawn, rel=1e-12)
    # Its interest is 7 % of what was owed in dollars at the start of the year.
    owed = np.cumsum((finance.debt_drawn_usd - finance.principal_usd) / rate)
    interest = 0.07 * owed[1:-1] * rate[2:]
    assert finance.interest_usd[2:] == pytest.approx(interest, rel=1e-9, abs=1)
    # Losses: dollars owed at the start of a year x what the dollar gained in it.
    bridge = yen * 165 * (1.05 / 1.01) ** years * np.isin(years, [2, 3])
    assert finance.bridge_drawn_usd[:2].sum() > 0
    later = years >= 5
    lost = np.append(0, owed[:-1] * np.diff(rate))
    assert finance.accounts.exchange_loss_usd[later] == pytest.approx(lost[later], rel=1e-9, abs=1)
    assert bridge[1] > 0


def test_dong_and_dollars_side_by_side(dong):
    finance, second = dong.finance, dong.finance.second_money
    rate = 25000 * dollars(finance.calendar_year - 2024)
    assert second.currency == "USD"
    assert second.rate == pytest.approx(rate, rel=1e-12)
    for mine, other in (
        (finance.equity_cash_flow_usd, second.equity_cash_flow),
        (finance.project_cash_flow_usd, second.project_cash_flow),
        (finance.cfads_usd, second.cfads),
        (finance.tax_usd, second.tax),
        (finance.operating_cost_usd, second.operating_cost),
        (finance.accounts.revenue_usd, second.revenue),
        (finance.accounts.senior_debt_usd, second.accounts["senior_debt"]),
        (finance.accounts.fixed_assets_usd, second.accounts["fixed_assets"]),
    ):
        assert other * rate == pytest.approx(mine, rel=1e-9, abs=10)
    npv = sum(
        flow / (1 + second.equity_irr_percent / 100) ** at
        for at, flow in enumerate(second.equity_cash_flow)
    )
    assert npv == pytest.approx(0, abs=1)
    assert second.project_npv == pytest.approx(finance.project_npv_usd / rate[0])
    assert second.service == pytest.approx(
        (finance.interest_usd + finance.principal_usd) / rate
        + (finance.bridge_interest_usd + finance.vat_bridge_interest_usd) / rate, rel=1e-9,
    )  # fmt: skip
    assert second.debt == pytest.approx(np.sum(finance.debt_drawn_usd / rate))
    assert second.equity == pytest.approx(np.sum(finance.equity_paid_in_usd / rate))
    # Without the step in the rate parity holds, and returns differ by the inflations alone.
    even = {"money": {"rates": {"USD": {"rate": 25000, "inflation_percent": 2}}}}
    text = DONG.replace(", devaluation: {year: 2032, percent: -15}", "")
    plain = study(text, **even).run().finance
    parity = (1 + plain.second_money.project_irr_percent / 100) * 1.05 / 1.02
    assert plain.project_irr_percent == pytest.approx(100 * parity - 100, rel=1e-9)


def test_balance_sheets_balance_in_both_monies_in_every_draw():
    count = 40
    random = np.random.default_rng(19)
    draws = {
        "finance.money.rates.USD.devaluation.percent": random.uniform(-50, 20, count),
        "finance.money.rates.USD.devaluation.year": random.integers(2025, 2050, count),
        "finance.money.rates.USD.real_drift_percent": random.uniform(-3, 3, count),
        "finance.money.rates.USD.rate": random.uniform(22e3, 28e3, count),
        "finance.money.rates.JPY.inflation_percent": random.uniform(0, 3, count),
        "finance.inflation_percent": random.uniform(2, 9, count),
    }
    owners = {"shareholder_loan_percent": 40, "shareholder_loan_currency": "JPY"}
    uses = {"vat_percent": 10, "vat_currency": "USD"}
    found = study(DONG, owners=owners, uses=uses).run(draws=draws).finance
    scale = np.max(found.accounts.fixed_assets_usd)
    assert np.max(found.accounts.largest_imbalance_usd) < 1e-12 * scale
    second = found.second_money
    assert np.max(second.largest_imbalance) < 1e-12 * np.max(second.accounts["fixed_assets"])
    assert np.all(found.accounts.translation_usd == 0)
    # Capital and earnings of the years before are worth something else in dollars now.
    assert np.all(np.any(second.accounts["translation"] != 0, axis=-1))


def test_m11_tax_base_and_loan_in_local_money():
    plain, books, loan = (
        study(LOCAL, **changes).run().finance for changes in ({}, BOOKS, LOCAL_LOAN)
    )
    # Depreciation in dong loses value in dollars, and so do losses: more tax, a lower return; a
    # loan at 12 % in money that falls by 1.05 / 1.02 costs 1.12 x 1.02 / 1.05 = 8.8 % for 7 %.
    assert plain.equity_irr_percent > books.equity_irr_percent > loan.equity_irr_percent
    assert plain.minimum_dscr == pytest.approx(books.minimum_dscr, rel=2e-3)
    # Depreciation: the cost of each year at its rate, written off in dong over 20 years.
    years = books.calendar_year - 2024
    dong = (1.05 / 1.02) ** years
    spent = books.capex_spent_usd + books.financing_cost_spent_usd
    written_off = np.sum(spent * dong) / 20 / dong[2:]
    assert books.accounts.depreciation_usd[2:] == pytest.approx(written_off, rel=1e-9)
    # The dollar loan gains in dong, which is a loss in the books and is deducted.
    lost = np.append(0, books.debt_balance_usd[1:-1] * (1.05 / 1.02 - 1))
    assert books.accounts.exchange_loss_usd[3:] == pytest.approx(
        (books.debt_balance_usd[2:-1] * dong[2:-1]) * (1.05 / 1.02 - 1) / dong[3:]
    )
    assert lost.size == years.size - 1
    profit = (
        books.accounts.revenue_usd - books.operating_cost_usd - books.accounts.depreciation_usd
        - books.accounts.interest_expense_usd - books.accounts.exchange_loss_usd
    )  # fmt: skip
    # Losses of up to five years before, in dong, oldest first; 20 % on the rest.
    assert books.tax_usd * dong == pytest.approx(taxed(profit * dong), rel=1e-9, abs=1)
    assert np.sum(loan.accounts.exchange_loss_usd) == 0


def taxed(profit):
    """Income tax of 20 % with losses carried forward for five years."""
    losses, tax = [], []
    for year, amount in enumerate(profit):
        losses = [[made, left] for made, left in losses if year - made <= 5]
        base = max(amount, 0.0)
        for loss in losses:
            used = min(base, loss[1])
            base, loss[1] = base - used, loss[1] - used
        if amount < 0:
            losses.append([year, -amount])
        tax.append(0.2 * base)
    return np.array(tax)


def test_losses_that_are_not_deducted_cost_tax():
    deducted = study(LOCAL, **BOOKS).run().finance
    not_deducted = study(LOCAL, money={"books": "VND", "fx_differences": "not_deducted"}).run()
    assert np.sum(not_deducted.finance.tax_usd) > np.sum(deducted.tax_usd)


def test_a_hedged_debt_is_served_at_the_rate_of_completion():
    terms = {"hedged_percent": 100, "hedge_cost_percent": 1.5, "grace_years": 0}
    hedged = study(LOCAL, **BOOKS, debt=terms).run().finance
    # In dong what was owed at completion stays: no loss in operation, and 7 + 1.5 % on it.
    assert np.sum(hedged.accounts.exchange_loss_usd[2:]) == pytest.approx(0, abs=1e-3)
    dong = (1.05 / 1.02) ** (hedged.calendar_year - 2024)
    owed = (hedged.debt_drawn_usd[0] + hedged.debt_drawn_usd[1]) * dong[1]
    assert hedged.interest_usd[2] * dong[2] == pytest.approx(0.085 * owed, rel=1e-9)
    # In construction it costs nothing: 7 % on half of the first draw.
    free = study(LOCAL, **BOOKS).run().finance
    per_debt = free.financing_cost_spent_usd[0] / free.debt_usd
    assert hedged.financing_cost_spent_usd[0] / hedged.debt_usd == pytest.approx(per_debt)


def test_each_number_of_a_rate_moves_the_grant_as_it_says():
    # In yen in a dollar study: 1 % a year weaker to 2027, when it is paid at completion.
    def grant(**rate):
        money = {"rates": {"JPY": {"rate": 0.0065, **rate}}}
        changes = {"amount_usd": 1e7, "currency": "JPY", "paid_in_operation_year": 0}
        return study(LOCAL, money=money, grant=changes).run().finance.grant_usd

    assert grant() == pytest.approx(1e7)
    assert grant(inflation_percent=1) == pytest.approx(1e7 * (1.02 / 1.01) ** 3)
    assert grant(real_drift_percent=1) == pytest.approx(1e7 / 1.01**3)
    assert grant(devaluation={"year": 2027, "percent": 10}) == pytest.approx(0.9e7)
    assert grant(devaluation={"year": 2028, "percent": 10}) == pytest.approx(1e7)
    # A path to 2026, then parity of equal inflations.
    assert grant(path=[0.0065, 0.0060, 0.0052]) == pytest.approx(0.8e7)
    inverse = {"rate": None, "inverse_rate": 1 / 0.0065}
    assert grant(**inverse, inflation_percent=1) == pytest.approx(1e7 * (1.02 / 1.01) ** 3)


@pytest.mark.parametrize(
    ("changes", "place", "found"),
    [
        ({"debt": {"currency": "JPY"}}, "finance.debt.currency", "no rate is known"),
        ({"grant": {"currency": "EUR"}}, "finance.grant.currency", "no rate is known"),
        ({"money": {"also_in": "THB"}}, "finance.money.also_in", "no rate is known"),
        ({"money": {"books": "DONG"}}, "finance.money.books", "'DONG'"),
        (
            {"money": {"rates": {"JPY": {"rate": 1, "devaluation": {"percent": 5}}}}},
            "finance.money.rates.JPY.devaluation.year",
            "nothing",
        ),
        (
            # The rate of 2024, the price year, holds what was lost before.
            {"money": {"rates": {"JPY": {"rate": 1, "devaluation": {"year": 2024, "percent": 5}}}}},
            "finance.money.rates.JPY.devaluation.year",
            "2024",
        ),
        ({"debt": {"hedged_percent": 50}}, "finance.debt.hedge_cost_percent", "nothing"),
        (
            {**LOCAL_LOAN, "debt": {"draw_order": "equity_first"}},
            "finance.debt.draw_order",
            "equity_first",
        ),
        (
            {**BOOKS, "refinancing": {"operation_year": 3, "interest_percent": 5,
                                      "tenor_years": 12}},
            "finance.refinancing.operation_year",
            "USD, VND",
        ),
    ],
)  # fmt: skip
def test_what_is_refused_by_name(changes, place, found):
    with pytest.raises(DocumentError) as refused:
        study(LOCAL, **changes)
    assert any(
        problem.field == place and found in problem.found for problem in refused.value.problems
    )


def test_what_stands_behind_a_rate_is_told():
    def told(**changes):
        return " ".join(str(note) for note in study(LOCAL, **changes).run().notes)

    # 0.0065 to 0.0052 in a year is a fifth; parity of equal inflations keeps it.
    money = {"also_in": "JPY", "rates": {"JPY": {"path": [0.0065, 0.0052]}}}
    assert "moves by up to 20 % in a year" in told(money=money)
    stated = {"also_in": "JPY", "rates": {"JPY": {"rate": 0.0065}}}
    assert "No inflation is stated for JPY" in told(money=stated)
    stated["rates"]["JPY"]["inflation_percent"] = 1
    assert "inflation is stated" not in told(money=stated)
    assert "Two rates" not in told(money=money)
    money["rates"]["JPY"]["rate"] = 0.006
    assert "Two rates of JPY are stated for the price year" in told(money=money)
    hedge = {"hedged_percent": 50, "hedge_cost_percent": 1}
    assert "hedge of the senior debt counts nothing" in told(debt=hedge)


def test_the_country_gives_the_rate_that_the_study_leaves_out():
    inputs = {row.path: row for row in study(LOCAL, **BOOKS).inputs}
    rate = inputs["finance.money.rates.VND.inverse_rate"]
    assert rate.value == 24165.0
    assert "World Development Indicators" in str(rate.source)


def test_a_grant_in_yen_is_held_against_the_cap_in_yen():
    # JPY 2 billion at 165 VND, paid when the yen has gained a quarter: 412.5 billion VND, and JPY 2
    # billion still.
    grant = {"currency": "JPY", "rate_percent": 0, "paid_in_operation_year": 1,
             "amount": {"value": 2e9, "currency": "JPY"}}  # fmt: skip
    jpy = {"rate": 165, "inflation_percent": 5, "devaluation": {"year": 2028, "percent": -25}}
    result = study(DONG, grant=grant, money={"rates": {"JPY": jpy}}).run()
    (cap,) = [row for row in result.buyer if row.rule == "grant.cap"]
    assert str(cap.stated) == "2,000,000,000 JPY"
    assert cap.passed_share == 1
    tonnes = result.climate.total_reduction_tco2e
    assert result.climate.grant_jpy_per_tco2e == pytest.approx(2e9 / tonnes)


def test_a_cap_in_yen_is_at_the_rate_of_yen_that_the_study_states():
    # A cap of JPY 1 billion binds: 165 billion VND at 165, not 1e9 / 150 x 25,000 = 166.7 billion.
    grant = {"rate_percent": 50, "cap_jpy": 1e9, "paid_in_operation_year": 1}
    flat = {"rate": 165, "inflation_percent": 5}
    result = study(DONG, grant=grant, money={"rates": {"JPY": flat}}).run()
    assert result.finance.grant_usd == pytest.approx(165e9)
    inputs = {row.path: row for row in result.inputs}
    (path,) = [path for path in inputs if path.startswith("finance.grant.jpy_per")]
    assert inputs[path].value == pytest.approx(1 / 165)
