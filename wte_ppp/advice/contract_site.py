"""A study's plant and money as the simulation of a contract needs them."""

from collections.abc import Callable, Mapping

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.contract.reading import Contract
from wte_ppp.contract.settlement.operation import Money, Waste
from wte_ppp.contract.site import Cash, Site
from wte_ppp.documents import DocumentError, Problem
from wte_ppp.feasibility.definition.finance import FinanceSection
from wte_ppp.feasibility.definition.waste_seasons import DAYS_OF_MONTH, MONTHS, WasteSeasonSection
from wte_ppp.feasibility.outage_years import DrawnPlant, drawn_plant
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.feasibility.study import Study

# Costs that go with the tonnes fired; the others run on while the plant stands.
VARIABLE = (
    "reagents", "residues", "leachate", "auxiliary_fuel", "water_and_other", "contract_per_t",
)  # fmt: skip
MJ_PER_KG_AND_T_PER_H = 3.6  # MW to MJ/kg x t/h


def site_of(
    study: Study, contract: Contract, years: int | None = None, rate: float | None = None
) -> Site:
    """Plant, waste and money of a study over the years of a contract.

    Parameters
    ----------
    study
        Its base case is run.
    contract
        Whose money and years count.
    years
        Of operation; left out: the contract's, else the study's.
    rate
        Money of the study for one unit of the contract's, flat; left out: that of the study's
        `finance.money.rates`, by parity of prices from its price year.

    Returns
    -------
    Site
        For `wte_ppp.contract.simulate`.

    Raises
    ------
    DocumentError
        Where the study runs fewer years, or knows no rate of the contract's money.
    """
    result = study.run()
    finance, definition = study.definition.finance, contract.definition
    of_study = int(np.size(result.plant.fired_t))
    count = years or definition.contract_years or of_study
    if count > of_study:
        document = study.document
        found, allowed = f"{of_study} years", f"at least {count}, those of the contract"
        field = "finance.contract_years"
        raise DocumentError(
            [Problem(document.path, document.line_of(field), field, found, allowed,
                     "lengthen the study, or take --years")]
        )  # fmt: skip
    calendar = finance.first_operation_year + np.arange(count, dtype=float)
    per_unit = _rate(study, definition.currency, rate, calendar)
    drawn = drawn_plant(study, result)
    return Site(
        result.name,
        drawn.fleet,
        _delivered(study, result, count),
        _line_rate(study, result),
        _power(study, result, drawn, count),
        _up(study, count),
        _waste(study, result, count),
        Money(
            calendar,
            _index(finance, definition.currency, calendar - definition.price_year),
            _power_price(result, count) / per_unit,
        ),
        _cash(result, per_unit, count),
    )


def _delivered(study: Study, result: StudyResult, years: int) -> FloatArray:
    """Waste of each month as fired [t], (years, 12): the year's by days and seasons."""
    plant = result.plant
    yearly = _fired_and_diverted(result)[:years]
    amount = _by_month(study, lambda season: float(np.asarray(season.relative_amount).flat[0]))
    part = amount * DAYS_OF_MONTH
    assert plant.fired_t.size >= years
    return np.asarray(yearly[:, None] * (part / part.sum()))


def _fired_and_diverted(result: StudyResult) -> FloatArray:
    """Waste delivered, as fired [t/year]."""
    plant = result.plant
    ratio = _divided(plant.fired_t, plant.accepted_t)
    return np.asarray(plant.fired_t + plant.diverted_t * ratio)


def _line_rate(study: Study, result: StudyResult) -> FloatArray:
    """What a line takes in each month over its mean [-]: less of richer waste, by its heat."""
    plant = result.plant
    lhv = plant.lhv_by_season_mj_per_kg
    if not lhv:
        return np.ones(MONTHS)
    most = MJ_PER_KG_AND_T_PER_H * float(plant.line_mw)
    grate = float(plant.line_t_per_h)
    by_season = {name: min(grate, most / float(value)) for name, value in lhv.items()}
    rate = _named(study, by_season)
    return np.asarray(rate / np.average(rate, weights=DAYS_OF_MONTH))


def _power(study: Study, result: StudyResult, drawn: DrawnPlant, years: int) -> FloatArray:
    """Power of a tonne at the meter in each month over the fleet's [-], (years, 12)."""
    plant = result.plant
    per_t = _divided(plant.exported_mwh, plant.fired_t)[:years]
    settled = drawn.net_mwh / drawn.fired_t
    month = np.ones(MONTHS)
    if plant.exported_by_season_mwh:
        sold, fired = plant.exported_by_season_mwh, plant.fired_by_season_t
        each = {name: float(sold[name]) / max(float(fired[name]), 1.0) for name in sold}
        month = month * _relative(_named(study, each))
    if len(plant.gross_by_month_mw) == MONTHS:
        gross = np.array([float(value) for value in plant.gross_by_month_mw.values()])
        month = month * _relative(gross)
    return np.asarray(per_t[:, None] / settled * month)


def _up(study: Study, years: int) -> FloatArray:
    """Share of availability that is reached in each year, (years,)."""
    reached = np.ones(years)
    stated = [float(np.asarray(share).flat[0]) for share in study.definition.plant.ramp_up_percent]
    reached[: len(stated)] = np.array(stated[:years]) / 100
    return reached


def _waste(study: Study, result: StudyResult, years: int) -> Waste:
    plant, rules = result.plant, study.definition.plant
    wet = float(np.asarray(rules.residues.bottom_ash_moisture_percent).flat[0])

    def per_t(series: FloatArray, factor: float = 1000.0) -> FloatArray:
        return factor * _divided(series, plant.fired_t)[:years]

    return Waste(
        fired_per_received=_divided(plant.fired_t, plant.accepted_t)[:years],
        lhv_mj_per_kg=_years(result.waste.fired_lhv_mj_per_kg, years),
        bottom_ash_kg_per_t=per_t(plant.bottom_ash_t) * (1 - wet / 100),
        unburnt_percent=rules.unburnt_percent_of_bottom_ash,
        fly_ash_kg_per_t=per_t(plant.fly_ash_t),
        landfilled_kg_per_t=per_t(plant.bottom_ash_t + plant.fly_ash_t),
        fuel_mj_per_t=per_t(plant.auxiliary_fuel_gj),
    )


def _cash(result: StudyResult, per_unit: FloatArray, years: int) -> Cash:
    """Cash of the base case by contract year, in the contract's money."""
    finance, cost, plant = result.finance, result.cost, result.plant

    def of(series: FloatArray) -> FloatArray:
        return np.asarray(_operating(series, result, years) / per_unit)

    variable = np.asarray(
        sum(cost.opex_usd[name][:years] for name in VARIABLE if name in cost.opex_usd)
    )
    fees = of(finance.tipping_revenue_usd) + of(finance.power_revenue_usd)
    service = of(finance.interest_usd) + of(finance.principal_usd)
    before = np.cumsum(finance.equity_paid_in_usd)[-1] / per_unit
    return Cash(
        other=of(finance.cfads_usd) - fees + variable / per_unit,
        variable_per_t=_divided(variable, plant.fired_t[:years]) / per_unit,
        service=service,
        paid_out=of(finance.owners.paid_out_usd),
        paid_in=np.broadcast_to(before, (years,)),
        debt=of(finance.debt_balance_usd),
        operating_cost=of(finance.operating_cost_usd),
        equity_flows=finance.equity_cash_flow_usd / per_unit[0],
        construction_years=int(np.sum(np.asarray(finance.operation_year) < 1)),
        equity_irr=float(finance.equity_irr_percent) / 100,
    )


def _power_price(result: StudyResult, years: int) -> FloatArray:
    """What the study earns for a MWh sold [money of the study]."""
    revenue = _operating(result.finance.power_revenue_usd, result, years)
    return _divided(revenue, result.plant.exported_mwh[:years])


def _operating(series: FloatArray, result: StudyResult, years: int) -> FloatArray:
    """A calendar series of the finance by operation year."""
    operation = np.asarray(result.finance.operation_year)
    values = np.asarray(series, dtype=float)
    return np.array([values[operation == year].sum() for year in range(1, years + 1)])


def _rate(study: Study, currency: str, stated: float | None, calendar: FloatArray) -> FloatArray:
    """Money of the study for one unit of the contract's in each year, (years,)."""
    finance = study.definition.finance
    own = finance.money.currency
    if currency == own:
        return np.ones_like(calendar)
    if stated is not None:
        return np.full_like(calendar, stated)
    rates = finance.money.rates.get(currency)
    at_price_year = None if rates is None else rates.in_price_year
    if rates is None or at_price_year is None or rates.path or rates.devaluation.year is not None:
        document, field = study.document, f"finance.money.rates.{currency}"
        found = "no flat rate" if rates is not None else "nothing"
        raise DocumentError(
            [Problem(document.path, document.line_of("finance"), field, found,
                     f"a rate of {currency}, the contract's money, in {own}",
                     "add it, or state --rate")]
        )  # fmt: skip
    index = _index(finance, own, calendar - finance.price_year)
    return np.asarray(
        at_price_year * index / _index(finance, currency, calendar - finance.price_year)
    )


def _index(finance: FinanceSection, currency: str, since: FloatArray) -> FloatArray:
    """Inflation of a money some years after a price year [-]."""
    rates = finance.money.rates.get(currency)
    percent = finance.inflation_percent
    if currency != finance.money.currency:
        percent = finance.indexation.local_inflation_percent
        if rates is not None and rates.inflation_percent is not None:
            percent = rates.inflation_percent
    return np.asarray((1 + np.asarray(percent) / 100) ** since)


def _by_month(study: Study, of: Callable[[WasteSeasonSection], float]) -> FloatArray:
    """A figure of the seasons by month; 1 without them."""
    months = np.ones(MONTHS)
    for season in (study.definition.waste.seasons or {}).values():
        months[np.array(season.months) - 1] = of(season)
    return months


def _named(study: Study, by_season: Mapping[str, float]) -> FloatArray:
    months = np.ones(MONTHS)
    for name, season in (study.definition.waste.seasons or {}).items():
        months[np.array(season.months) - 1] = by_season[name]
    return months


def _relative(month: FloatArray) -> FloatArray:
    return np.asarray(month / np.average(month, weights=DAYS_OF_MONTH))


def _years(value: Numeric, years: int) -> FloatArray:
    """A number or a series of the study by contract year."""
    series = np.asarray(value, dtype=float).reshape(-1)
    return np.asarray(series[np.minimum(np.arange(years), series.size - 1)])


def _divided(amount: FloatArray, of: FloatArray) -> FloatArray:
    amount, whole = np.asarray(amount, dtype=float), np.asarray(of, dtype=float)
    return np.asarray(np.divide(amount, whole, out=np.zeros_like(whole), where=whole > 0))
