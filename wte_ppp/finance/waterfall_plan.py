"""What the waterfall needs before it begins: service, targets of the accounts, terms."""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wte_ppp.arrays import FloatArray, Numeric, column
from wte_ppp.finance.case import ProjectCase, Reserves
from wte_ppp.finance.closing import Close
from wte_ppp.finance.exchange_losses import exchange_losses
from wte_ppp.finance.exchange_rates import change, in_books, in_loan
from wte_ppp.finance.timeline import Timeline
from wte_ppp.finance.windows import ahead


def maintenance_target(timeline: Timeline, overhauls: FloatArray, years: Numeric) -> FloatArray:
    """Balance that the maintenance reserve account should hold, saving evenly for each overhaul.

    Parameters
    ----------
    timeline
        The project's periods.
    overhauls
        Cost of overhauls, USD, (..., periods).
    years
        Years over which each is saved for, the year of the overhaul being the last.

    Returns
    -------
    FloatArray
        USD, (..., periods): an overhaul n periods ahead counts with 1 - n / N, where N is the
        number of periods in the years.

    Examples
    --------
    100 in the fourth year, saved over four: a quarter each year, the last in the year itself.

    >>> maintenance_target(Timeline(2024, 0, 4), np.array([0.0, 0.0, 0.0, 100.0]), 4).tolist()
    [25.0, 50.0, 75.0, 0.0]
    """
    periods = years * timeline.operation_per_year
    shape = np.broadcast_shapes(overhauls.shape, np.shape(periods))
    target = np.zeros(shape)
    for step in range(1, int(np.ceil(np.max(periods, initial=0)))):
        share = np.maximum(1 - step / np.maximum(periods, 1e-9), 0.0)
        shifted = np.zeros_like(overhauls)
        shifted[..., :-step] = overhauls[..., step:]
        target = target + share * shifted
    return np.where(timeline.operation_period >= 1, target, 0.0)


def savings_target(timeline: Timeline, reserves: Reserves) -> FloatArray:
    """Balance that the maintenance account should hold for all that it saves for."""
    target = np.zeros(timeline.operation_period.size)
    for cost, years in (
        (reserves.overhauls, reserves.maintenance_years),
        (reserves.closure, reserves.closure_years),
        (reserves.investment, reserves.investment_years),
    ):
        if cost is not None and np.any(years):
            target = target + maintenance_target(timeline, cost, years)
    return target


def saved_for(timeline: Timeline, reserves: Reserves) -> FloatArray:
    """Cost that the maintenance account may pay, (..., periods)."""
    cost = np.zeros(timeline.operation_period.size)
    for part in (reserves.overhauls, reserves.closure, reserves.investment):
        if part is not None:
            cost = cost + part
    return cost


@dataclass(frozen=True)
class Plan:
    """What the waterfall needs before it begins, (..., periods), and (...) for terms."""

    shape: tuple[int, ...]
    building: int
    per_year: int
    limit_dividends: bool
    cash: FloatArray
    cfads: FloatArray
    interest: FloatArray
    principal: FloatArray
    service: FloatArray
    other_service: FloatArray
    dsra_target: FloatArray
    other_target: FloatArray
    account_target: FloatArray
    overhaul: FloatArray
    from_maintenance: FloatArray
    refinanced: FloatArray
    refinancing_drawn: FloatArray
    refinancing_cost: FloatArray
    senior_revalued: FloatArray
    shareholder_revalued: FloatArray
    paid_in: FloatArray
    loan_drawn: FloatArray
    loan_balance: FloatArray
    ends: NDArray[np.bool_]
    debt: FloatArray
    lost_before: FloatArray
    capital: FloatArray
    dsra_at_close: FloatArray
    cash_at_close: FloatArray
    rate: FloatArray
    earns: FloatArray
    minimum_cash: FloatArray
    lockup_dscr: FloatArray
    sweep: FloatArray
    loan_share: FloatArray
    loan_rate: FloatArray
    dividend_withholding: FloatArray
    interest_withholding: FloatArray

    def rows(self, chosen: NDArray[np.bool_]) -> "Plan":
        """The plan of some draws."""
        parts: dict[str, Any] = {
            field.name: np.asfortranarray(getattr(self, field.name)[chosen])
            for field in fields(self)
            if isinstance(getattr(self, field.name), np.ndarray)
        }
        return replace(self, shape=(int(np.sum(chosen)), self.shape[-1]), **parts)


def plan_of(
    case: ProjectCase,
    funded: Close,
    cfads: FloatArray,
    other_cash: Numeric,
    from_maintenance: FloatArray,
) -> Plan:
    """Plan of a project's waterfall; parameters are those of `distribute`."""
    timeline, reserves, owners = case.timeline, case.reserves, case.owners
    nothing = np.zeros(timeline.operation_period.size)
    periods = reserves.dsra_months / timeline.operation_months
    overhaul = saved_for(timeline, reserves)
    target = ahead(funded.senior.service, periods)
    other = other_target = nothing
    cash = cfads
    if np.any(funded.beside_senior):
        other = funded.beside_senior
        other_target = ahead(other, periods)
        target = target + other_target
        cash = cash - other
    if np.any(other_cash):
        cash = cash + other_cash
    account = savings_target(timeline, reserves)
    if case.contract_years is not None:
        running = timeline.operation_year < case.contract_years + 1
        target, other_target = np.where(running, target, 0.0), np.where(running, other_target, 0.0)
    loan_drawn = owners.loan_share * np.maximum(funded.equity, 0.0)
    building = timeline.construction_columns
    debt, revaluation = funded.debt, {"senior": nothing, "shareholder": nothing}
    lent = np.cumsum(loan_drawn, axis=-1)
    if case.debt.exchange is not None:
        debt = debt * case.debt.exchange[..., building - 1 : building]
        revaluation["senior"] = change(case.debt.exchange)
    if owners.exchange is not None:
        lent = in_books(np.cumsum(in_loan(loan_drawn, owners.exchange), axis=-1), owners.exchange)
        revaluation["shareholder"] = change(owners.exchange)
    losses = exchange_losses(case, funded, funded.senior, timeline.from_construction(lent))
    before: Numeric = 0.0
    if losses is not None:
        before = np.sum(losses.total[..., :building], axis=-1, keepdims=True)
    terms: dict[str, Numeric] = {
        "debt": debt,
        "lost_before": before,
        "capital": np.sum(funded.equity - loan_drawn, axis=-1, keepdims=True),
        "dsra_at_close": funded.dsra[..., -1:],
        "cash_at_close": np.asarray(funded.opening_cash)[..., -1:],
        "earns": reserves.interest_rate / timeline.operation_per_year,
        "minimum_cash": reserves.minimum_cash,
        "lockup_dscr": owners.lockup_dscr,
        "sweep": owners.sweep,
        "loan_share": owners.loan_share,
        "loan_rate": owners.loan_rate / timeline.operation_per_year,
        "dividend_withholding": owners.dividend_withholding,
        "interest_withholding": owners.interest_withholding,
    }
    series = {
        "cash": cash,
        "cfads": cfads,
        "interest": funded.senior.interest,
        "principal": funded.senior.principal,
        "service": funded.senior.service,
        "other_service": other,
        "dsra_target": target,
        "other_target": other_target,
        "account_target": account,
        "overhaul": overhaul,
        "from_maintenance": from_maintenance,
        "refinanced": nothing,
        "refinancing_drawn": nothing,
        "refinancing_cost": nothing,
        "paid_in": nothing if case.later is None else case.later.equity,
        "rate": np.asarray(case.debt.yearly_rate / timeline.operation_per_year),
        "senior_revalued": revaluation["senior"],
        "shareholder_revalued": revaluation["shareholder"],
    }
    if case.refinancing is not None:
        now = case.refinancing.now(timeline)
        series["refinanced"] = now * funded.senior.balance
        series["refinancing_drawn"] = np.asarray(now * case.refinancing.additional)
        series["refinancing_cost"] = np.asarray(
            now * (case.refinancing.fee + case.refinancing.break_cost)
        )
    draws = np.broadcast_shapes(
        *(np.shape(value)[:-1] for value in (*terms.values(), *series.values(), loan_drawn)),
        np.shape(case.last_year)[:-1],
    )
    shape = (*draws, nothing.size)
    return Plan(
        shape=shape,
        building=building,
        per_year=timeline.operation_per_year,
        limit_dividends=owners.limit_dividends,
        loan_drawn=np.broadcast_to(loan_drawn, (*draws, building)),
        loan_balance=np.broadcast_to(lent, (*draws, building)),
        ends=np.broadcast_to(timeline.at_end_of(case.last_year) > 0, shape),
        **{name: np.broadcast_to(value, shape) for name, value in series.items()},
        **{name: np.broadcast_to(column(value), draws) for name, value in terms.items()},
    )
