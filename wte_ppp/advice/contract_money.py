"""A study's money by contract year, in the money of a contract."""

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.contract.settlement.operation import Money
from wte_ppp.contract.site import Cash
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.definition.finance import FinanceSection
from wte_ppp.feasibility.result import Outcomes, StudyResult
from wte_ppp.feasibility.steps.finance_money import rate_terms
from wte_ppp.feasibility.study import Study
from wte_ppp.finance.exchange_rates import rate_index

# Costs that go with the tonnes fired; the others run on while the plant stands.
VARIABLE = (
    "reagents", "residues", "leachate", "auxiliary_fuel", "water_and_other", "contract_per_t",
)  # fmt: skip


def money_of(
    definition: StudyDefinition, result: Outcomes | StudyResult, currency: str, price_year: int,
    per_unit: FloatArray,
) -> Money:  # fmt: skip
    """Prices of the contract years in the contract's money."""
    years = per_unit.size
    finance = definition.finance
    calendar = contract_calendar(finance, years)
    return Money(
        calendar,
        _index(finance, currency, calendar - price_year),
        _power_price(result, years) / per_unit,
    )


def contract_calendar(finance: FinanceSection, years: int) -> FloatArray:
    """Calendar year of each contract year."""
    return finance.first_operation_year + np.arange(years, dtype=float)


def cash_of(result: Outcomes | StudyResult, per_unit: FloatArray) -> Cash:
    """Cash of a study by contract year, in the contract's money."""
    finance, cost, plant = result.finance, result.cost, result.plant
    years = per_unit.size

    def of(series: FloatArray) -> FloatArray:
        return np.asarray(_operating(series, result, years) / per_unit)

    variable = np.asarray(
        sum(cost.opex_usd[name][..., :years] for name in VARIABLE if name in cost.opex_usd)
    )
    fees = of(finance.tipping_revenue_usd) + of(finance.power_revenue_usd)
    lenders = finance.lenders
    service = sum(
        of(series)
        for series in (
            finance.interest_usd, finance.principal_usd, lenders.concessional_service_usd,
            finance.bridge_interest_usd, finance.vat_bridge_interest_usd,
        )
    )  # fmt: skip
    before = np.sum(finance.equity_paid_in_usd, axis=-1, keepdims=True) / per_unit
    return Cash(
        other=of(finance.cfads_usd) - fees + variable / per_unit,
        variable_per_t=divided(variable, plant.fired_t[..., :years]) / per_unit,
        service=np.asarray(service),
        paid_out=of(finance.owners.paid_out_usd),
        paid_in=np.asarray(before),
        debt=of(finance.debt_balance_usd),
        operating_cost=of(finance.operating_cost_usd),
        equity_flows=np.asarray(finance.equity_cash_flow_usd),
        construction_years=int(np.sum(np.atleast_2d(finance.operation_year)[0] < 1)),
        equity_irr=np.asarray(finance.equity_irr_percent) / 100,
        per_unit=per_unit,
    )


def _power_price(result: Outcomes | StudyResult, years: int) -> FloatArray:
    """What the study earns for a MWh sold [money of the study]."""
    revenue = _operating(result.finance.power_revenue_usd, result, years)
    return divided(revenue, result.plant.exported_mwh[..., :years])


def _operating(series: FloatArray, result: Outcomes | StudyResult, years: int) -> FloatArray:
    """A calendar series of the finance by operation year."""
    operation = np.asarray(result.finance.operation_year)
    values = np.asarray(series, dtype=float)
    each = [np.where(operation == year, values, 0.0).sum(axis=-1) for year in range(1, years + 1)]
    return np.stack(each, axis=-1)


def money_per_unit(study: Study, currency: str, stated: float | None, years: int) -> FloatArray:
    """Money of the study for one unit of the contract's in each year, (years,).

    Raises `DocumentError` where the study knows no rate and none is stated.
    """
    finance = study.definition.finance
    calendar = contract_calendar(finance, years)
    own = finance.money.currency
    if currency == own:
        return np.ones_like(calendar)
    if stated is not None:
        return np.full_like(calendar, stated)
    rates = finance.money.rates.get(currency)
    at_price_year = None if rates is None else rates.in_price_year
    if at_price_year is None:
        document, field = study.document, f"finance.money.rates.{currency}"
        allowed = f"a rate of {currency}, the contract's money, in {own}"
        line, action = document.line_of("finance"), "add it, or state --rate"
        raise DocumentError([Problem(document.path, line, field, "nothing", allowed, action)])
    since = calendar - finance.price_year
    worth = at_price_year * rate_index(rate_terms(finance, currency), since)
    return np.asarray(worth).reshape(-1)


def _index(finance: FinanceSection, currency: str, since: FloatArray) -> FloatArray:
    """Inflation of a money some years after a price year [-]."""
    if currency == finance.money.currency:
        rise: Numeric = finance.inflation_percent / 100
    elif currency in finance.money.rates:
        rise = rate_terms(finance, currency).inflation
    else:
        rise = finance.indexation.local_inflation_percent / 100
    return np.asarray((1 + np.asarray(rise)) ** since)


def divided(amount: Numeric, of: Numeric) -> FloatArray:
    """Amount over tonnes or MWh; of nothing, nothing."""
    part, whole = np.broadcast_arrays(np.asarray(amount, dtype=float), np.asarray(of, dtype=float))
    return np.asarray(np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0))
