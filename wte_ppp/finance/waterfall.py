"""Where cash goes after debt service: reserves, sweep, lock-up, shareholder loan, dividends."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.finance.case import OwnersTerms, ProjectCase, Reserves
from wte_ppp.finance.closing import Close
from wte_ppp.finance.debt import DebtSchedule
from wte_ppp.finance.waterfall_plan import Plan, plan_of

# Owed below this share of the debt is rounding.
ROUNDING = 1e-9
SENIOR = ("interest", "principal", "balance")


@dataclass(frozen=True)
class Distribution:
    """What happens after debt service, USD nominal, each (..., periods); balances at period end.

    `support` is what the owners must pay in where cash and reserves do not cover the debt service;
    `paid_out` is dividends and capital returned. What does not happen in a case is (periods,).
    """

    senior: DebtSchedule
    swept: FloatArray
    dsra: FloatArray
    maintenance_account: FloatArray
    cash: FloatArray
    account_interest: FloatArray
    support: FloatArray
    loan_interest: FloatArray
    loan_paid: FloatArray
    loan_interest_paid: FloatArray
    loan_balance: FloatArray
    paid_out: FloatArray
    withheld: FloatArray
    locked_up: FloatArray

    @property
    def owners(self) -> FloatArray:
        """Cash of the owners in operation, after tax withheld."""
        total = self.paid_out
        for sign, payment in ((1, self.loan_paid), (-1, self.withheld), (-1, self.support)):
            if payment.ndim > 1 or np.any(payment):
                total = total + sign * payment
        return total


SERIES = tuple(field.name for field in fields(Distribution) if field.name != "senior")


def passes_all_through(reserves: Reserves, owners: OwnersTerms) -> bool:
    """Whether no account and no test stands between the project and its owners."""
    standing = (
        reserves.dsra_months,
        reserves.maintenance_years,
        reserves.closure_years,
        reserves.investment_years,
        reserves.minimum_cash,
        owners.lockup_dscr,
        owners.sweep,
        owners.loan_share,
        owners.dividend_withholding,
    )
    return not owners.limit_dividends and not any(np.any(term) for term in standing)


def distribute(
    case: ProjectCase,
    funded: Close,
    cfads: FloatArray,
    other_cash: Numeric,
    profit_before_interest: Callable[[], FloatArray],
    from_maintenance: FloatArray,
) -> Distribution:
    """Run the cash of each period down the waterfall.

    Parameters
    ----------
    case
        The project.
    funded
        Its financial close.
    cfads
        Cash flow available for debt service but what the accounts earn, USD, (..., periods), with
        `from_maintenance`.
    other_cash
        Cash that is not available for debt service but is there, such as a salvage value, USD.
    profit_before_interest
        Gives profit after tax but before interest of senior debt and shareholder loan and before
        interest earned, USD, (..., periods); asked for where distributions depend on it.
    from_maintenance
        What the maintenance account is to pay of overhauls less what is to be saved into it, USD,
        (..., periods); what it really pays and takes follows from the cash there is.

    Returns
    -------
    Distribution
        Every account at zero or above in every period.

    Notes
    -----
    The order: debt service; DSRA; maintenance account; sweep; lock-up test; shareholder loan;
    dividends. A shortfall takes kept cash, the DSRA, the maintenance account, and then the owners'
    support. At the end of the contract all accounts are paid out. Loops over periods, never over
    draws.
    """
    plan = plan_of(case, funded, cfads, other_cash, from_maintenance)
    if passes_all_through(replace(case.reserves, dsra_months=0.0), case.owners):
        return _with_reserve_alone(plan)
    return _period_by_period(plan, np.broadcast_to(profit_before_interest(), plan.shape))


def _with_reserve_alone(plan: Plan) -> Distribution:
    """The DSRA alone stands before the owners: at its target, unless cash falls short."""
    building, nothing = plan.building, np.zeros(plan.shape[-1])
    dsra = np.array(plan.dsra_target, order="K")
    dsra[..., :building] = 0.0
    dsra[..., building - 1] = plan.dsra_at_close
    paid_out = plan.cash - plan.service
    paid_out[..., :building] = 0.0
    paid_out -= dsra
    paid_out[..., 1:] += dsra[..., :-1]
    paid_out[..., building - 1] = 0.0
    paid_out[..., building] += plan.cash_at_close
    earned = cash = nothing
    if np.any(plan.earns):
        earned = np.zeros(plan.shape, order="F")
        earned[..., 1:] = plan.earns[..., np.newaxis] * dsra[..., :-1]
        earned[..., building] += plan.earns * plan.cash_at_close
        paid_out += earned
    if np.any(plan.cash_at_close):
        cash = np.zeros(plan.shape, order="F")
        cash[..., building - 1] = plan.cash_at_close
    distribution = Distribution(
        DebtSchedule(plan.interest, plan.principal, nothing),
        nothing, dsra, nothing, cash, earned, nothing, nothing, nothing, nothing, nothing,
        paid_out, nothing, nothing,
    )  # fmt: skip
    # Of cash that is not known nobody can say that it is enough.
    short = np.any(~(paid_out >= 0), axis=-1)
    if not np.any(short):
        return distribution
    if paid_out.ndim == 1 or np.all(short):
        return _period_by_period(plan, plan.cash)
    # Retained earnings decide nothing here, so that any series may stand for the profit.
    rows = _period_by_period(plan.rows(short), plan.cash[short])
    changed: dict[str, Any] = {}
    for name in ("dsra", "cash", "account_interest", "support", "paid_out"):
        series = np.array(np.broadcast_to(getattr(distribution, name), plan.shape), order="F")
        series[short] = getattr(rows, name)
        changed[name] = series
    return replace(distribution, **changed)


def _period_by_period(plan: Plan, profit: FloatArray) -> Distribution:
    """The waterfall of each period after the one before it."""
    shape, building = plan.shape, plan.building
    sweeps, has_loan = bool(np.any(plan.sweep)), bool(np.any(plan.loan_share))
    saves, withholds = bool(np.any(plan.account_target)), bool(np.any(plan.dividend_withholding))
    idle = {
        "swept": not sweeps,
        "maintenance_account": not saves,
        "account_interest": not np.any(plan.earns),
        "loan_interest": not has_loan,
        "loan_paid": not has_loan,
        "loan_interest_paid": not has_loan,
        "loan_balance": not has_loan,
        "withheld": not (withholds or has_loan),
        "locked_up": not np.any(plan.lockup_dscr),
    }
    out = {
        name: np.zeros(shape[-1] if idle.get(name) else shape, order="F")
        for name in (*SERIES, *SENIOR)
    }
    out["dsra"][..., building - 1] = plan.dsra_at_close
    out["cash"][..., building - 1] = plan.cash_at_close
    if has_loan:
        out["loan_balance"][..., :building] = plan.loan_balance
    loan: Numeric = out["loan_balance"][..., building - 1]
    owed, small = plan.debt, ROUNDING * np.maximum(plan.debt, 1.0)
    dsra, cash = plan.dsra_at_close, plan.cash_at_close
    account, unpaid = np.zeros(shape[:-1]), np.zeros(shape[:-1])
    retained = -plan.lost_before
    moves = bool(np.any(plan.senior_revalued)), bool(np.any(plan.shareholder_revalued))
    capital: Numeric = plan.capital
    tests: list[tuple[Numeric, Numeric]] = []
    refinances, part = bool(np.any(plan.refinanced)), np.ones(shape[:-1])
    for t in range(building, shape[-1]):
        ends = plan.ends[..., t]
        interest, principal = plan.interest[..., t], plan.principal[..., t]
        lost: Numeric = 0.0
        if moves[0]:
            lost = owed * plan.senior_revalued[..., t]
            owed = owed + lost
        if moves[1]:
            lost_on_loan = loan * plan.shareholder_revalued[..., t]
            loan, lost = loan + lost_on_loan, lost + lost_on_loan
            unpaid = unpaid * (1 + plan.shareholder_revalued[..., t])
        if sweeps:
            interest = plan.rate[..., t] * owed
            principal = principal * part
            # In a grace whose interest is added, that of what is still owed, not of the plan.
            principal = np.maximum(np.minimum(principal, owed), -interest)
            principal = np.where(owed - principal <= small, owed, principal)
        earned = plan.earns * (dsra + account + cash)
        free = cash + plan.cash[..., t] + earned - interest - principal
        service = interest + principal + plan.other_service[..., t]
        if saves:
            # CFADS counts on the planned transfers; what the account really holds is paid.
            release = np.minimum(account, plan.overhaul[..., t])
            free = free + release - plan.from_maintenance[..., t]
            account = account - release
        owed = owed - principal
        lower: Numeric = 0.0
        if refinances:
            # Of less debt than planned, after sweeps, the new debt and its cost are less too.
            planned, added = plan.refinanced[..., t], plan.refinancing_drawn[..., t]
            lower = plan.refinancing_cost[..., t] * (planned - added - owed)
            owed, free = owed + added, free + lower
            part = np.where(planned > 0, owed / np.where(planned > 0, planned, 1.0), part)
        target = plan.dsra_target[..., t]
        if sweeps:
            target = np.where(owed <= small, np.minimum(target, plan.other_target[..., t]), target)
        excess = np.maximum(dsra - target, 0.0)
        dsra, free = dsra - excess, free + excess
        if saves:
            excess = np.maximum(account - plan.account_target[..., t], 0.0)
            account, free = account - excess, free + excess
        short = np.maximum(-free, 0.0)
        from_dsra = np.minimum(dsra, short)
        from_account = np.minimum(account, short - from_dsra)
        support = short - from_dsra - from_account
        dsra, account = dsra - from_dsra, account - from_account
        free = np.maximum(free, 0.0)
        filled = np.minimum(free, target - dsra)
        dsra, free = dsra + filled, free - filled
        if saves:
            filled = np.minimum(free, plan.account_target[..., t] - account)
            account, free = account + filled, free - filled
        swept: Numeric = 0.0
        if sweeps:
            swept = np.minimum(plan.sweep * free, owed)
            swept = np.where(owed - swept <= small, owed, swept)
            swept = np.minimum(swept, free)
            owed, free = owed - swept, free - swept
        loan_interest: Numeric = plan.loan_rate * loan if has_loan else 0.0
        retained = retained + profit[..., t] - interest + earned - loan_interest + lower - lost
        served = np.where(service > small, service, 0.0)
        locked = _locked_up(plan, plan.cfads[..., t] + earned, served, tests)
        held = np.where(locked > 0, free, np.minimum(free, plan.minimum_cash))
        held = np.where(ends, 0.0, held)
        payable = free - held
        paid: Numeric = 0.0
        paid_interest: Numeric = 0.0
        if has_loan:
            unpaid = unpaid + loan_interest
            loan = loan + loan_interest
            paid = np.minimum(payable, loan)
            paid_interest = np.minimum(paid, unpaid)
            loan, unpaid, payable = loan - paid, unpaid - paid_interest, payable - paid
        dividends = np.minimum(payable, np.maximum(retained, 0.0))
        rest = payable - dividends
        # Beyond retained earnings: kept where dividends are limited, else capital paid back, and
        # beyond that dividends on profit to come.
        freed = np.where(ends, rest, 0.0) if plan.limit_dividends else rest
        capital = capital + support + plan.paid_in[..., t]
        returned = np.minimum(freed, np.maximum(capital, 0.0))
        dividends = dividends + freed - returned
        cash = held + rest - freed
        capital, retained = capital - returned, retained - dividends
        now: dict[str, Numeric] = {
            "interest": interest,
            "principal": principal,
            "balance": owed,
            "swept": swept,
            "dsra": dsra,
            "maintenance_account": account,
            "cash": cash,
            "account_interest": earned,
            "support": support,
            "loan_interest": loan_interest,
            "loan_paid": paid,
            "loan_interest_paid": paid_interest,
            "loan_balance": loan,
            "paid_out": dividends + returned,
            "withheld": plan.dividend_withholding * dividends
            + plan.interest_withholding * paid_interest,
            "locked_up": locked,
        }
        for name, value in now.items():
            if not idle.get(name):
                out[name][..., t] = value
    senior = DebtSchedule(**{name: out.pop(name) for name in SENIOR})
    return Distribution(senior=senior, **out)


def _locked_up(
    plan: Plan, cfads: FloatArray, service: FloatArray, tests: list[tuple[Numeric, Numeric]]
) -> FloatArray:
    """1 where the DSCR of twelve months, as far as operation goes back, is below the lock-up's.

    0 where it is not, NaN where it is not known. `tests` holds CFADS and service of the periods
    before, and takes this one's.
    """
    if not np.any(plan.lockup_dscr):
        return np.zeros(np.shape(service))
    tests.append((np.where(service > 0, cfads, 0.0), service))
    last = tests[-plan.per_year :]
    covered = sum(cfads for cfads, _ in last)
    due = sum(owed for _, owed in last)
    below = np.where(covered < plan.lockup_dscr * due * (1 - 1e-12), 1.0, 0.0)
    tested = (service > 0) & (plan.lockup_dscr > 0)
    return np.where(tested, np.where(np.isnan(covered), np.nan, below), 0.0)
