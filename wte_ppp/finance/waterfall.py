"""Where cash goes after debt service: reserves, sweep, lock-up, shareholder loan, dividends."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wte_ppp.arrays import FloatArray, Numeric, column
from wte_ppp.finance.case import OwnersTerms, ProjectCase, Reserves
from wte_ppp.finance.closing import Close
from wte_ppp.finance.debt import DebtSchedule
from wte_ppp.finance.timeline import Timeline
from wte_ppp.finance.windows import ahead

__all__ = ["Distribution", "distribute", "maintenance_target", "passes_all_through"]

# Owed below this share of the debt is rounding.
ROUNDING = 1e-9
SENIOR = ("interest", "principal", "balance")


@dataclass(frozen=True)
class Distribution:
    """What happens after debt service, USD nominal, each (..., periods); balances at period end.

    `support` is what the owners must pay in where cash and reserves do not cover the debt service;
    `owners` is all that they get less all that they pay in during operation.
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
    dividends: FloatArray
    capital_returned: FloatArray
    withheld: FloatArray
    locked_up: FloatArray

    @property
    def owners(self) -> FloatArray:
        """Cash of the owners in operation, after tax withheld."""
        paid = self.dividends + self.capital_returned + self.loan_paid
        return paid - self.withheld - self.support


SERIES = tuple(name for name in Distribution.__dataclass_fields__ if name != "senior")


def passes_all_through(reserves: Reserves, owners: OwnersTerms) -> bool:
    """Whether no account and no test stands between the project and its owners."""
    standing = (
        reserves.dsra_months,
        reserves.maintenance_years,
        reserves.minimum_cash,
        owners.lockup_dscr,
        owners.sweep,
        owners.loan_share,
        owners.dividend_withholding,
    )
    return not owners.limit_dividends and not any(np.any(one) for one in standing)


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


def distribute(
    case: ProjectCase,
    funded: Close,
    cfads: FloatArray,
    other_cash: FloatArray,
    profit_before_interest: FloatArray,
    planned_release: FloatArray,
) -> Distribution:
    """Run the cash of each period down the waterfall.

    Parameters
    ----------
    case
        The project.
    funded
        Its financial close.
    cfads
        Cash flow available for debt service, USD, (..., periods), with `planned_release`.
    other_cash
        Grants, VAT and bridges after completion, USD, (..., periods).
    profit_before_interest
        Profit after tax but before interest of senior debt and shareholder loan and before interest
        earned, USD, (..., periods).
    planned_release
        What the maintenance account is to pay of overhauls, USD, (..., periods).

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
    line, owners = case.timeline, case.owners
    plan = _plan(case, funded, cfads, other_cash, profit_before_interest, planned_release)
    shape = plan.shape
    out = {name: np.zeros(shape, order="F") for name in (*SERIES, *SENIOR)}
    rate = column(case.debt.interest_rate) / line.operation_per_year
    loan_rate = column(owners.loan_rate) / line.operation_per_year
    earns = column(case.reserves.interest_rate) / line.operation_per_year
    building = line.construction_columns
    out["dsra"][..., building - 1] = plan.dsra_at_close
    out["cash"][..., building - 1] = plan.cash_at_close
    out["loan_balance"][..., :building] = np.cumsum(plan.loan_drawn, axis=-1)
    debt = np.broadcast_to(funded.debt[..., 0], shape[:-1])
    owed, small = debt, ROUNDING * np.maximum(debt, 1.0)
    dsra = np.broadcast_to(plan.dsra_at_close, shape[:-1])
    cash = np.broadcast_to(plan.cash_at_close, shape[:-1])
    loan = out["loan_balance"][..., building - 1]
    account, unpaid, retained = np.zeros(shape[:-1]), np.zeros(shape[:-1]), np.zeros(shape[:-1])
    sweeps = bool(np.any(owners.sweep))
    has_loan = bool(np.any(owners.loan_share))
    saves = bool(np.any(plan.account_target))

    for t in range(building, shape[-1]):
        ends = plan.ends[..., t]
        interest, principal = plan.interest[..., t], plan.principal[..., t]
        if sweeps:
            interest, principal = rate * owed, np.minimum(principal, owed)
            principal = np.where(owed - principal <= small, owed, principal)
        earned = earns * (dsra + account + cash)
        free = cash + plan.cash[..., t] + earned - interest - principal
        service = interest + principal + plan.other_service[..., t]
        if saves:
            # CFADS counts on the planned release; what the account really holds is paid.
            release = np.minimum(account, plan.overhaul[..., t])
            free = free + release - plan.release[..., t]
            account = account - release
        owed = owed - principal
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
            swept = np.minimum(column(owners.sweep) * free, owed)
            swept = np.where(owed - swept <= small, owed, swept)
            swept = np.minimum(swept, free)
            owed, free = owed - swept, free - swept
        loan_interest: Numeric = loan_rate * loan if has_loan else 0.0
        retained = retained + plan.profit[..., t] - interest + earned - loan_interest
        locked = (service > 0) & (
            plan.cfads[..., t] < column(owners.lockup_dscr) * service * (1 - 1e-12)
        )
        held = np.where(locked, free, np.minimum(free, column(case.reserves.minimum_cash)))
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
        # Beyond retained earnings: kept where dividends are limited, else capital paid back.
        returned = np.where(ends, rest, 0.0) if owners.limit_dividends else rest
        cash = held + rest - returned
        retained = retained - dividends
        withheld = column(owners.dividend_withholding) * dividends
        if has_loan:
            withheld = withheld + column(owners.interest_withholding) * paid_interest
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
            "dividends": dividends,
            "capital_returned": returned,
            "withheld": withheld,
            "locked_up": np.where(locked, 1.0, 0.0),
        }
        for name, value in now.items():
            out[name][..., t] = value
    senior = DebtSchedule(**{name: out.pop(name) for name in SENIOR})
    return Distribution(senior=senior, **out)


@dataclass(frozen=True)
class _Plan:
    """What the waterfall needs of each period before it begins."""

    shape: tuple[int, ...]
    cash: FloatArray
    cfads: FloatArray
    profit: FloatArray
    interest: FloatArray
    principal: FloatArray
    other_service: FloatArray
    dsra_target: FloatArray
    other_target: FloatArray
    account_target: FloatArray
    overhaul: FloatArray
    release: FloatArray
    ends: NDArray[np.bool_]
    dsra_at_close: FloatArray
    cash_at_close: FloatArray
    loan_drawn: FloatArray


def _plan(
    case: ProjectCase,
    funded: Close,
    cfads: FloatArray,
    other_cash: FloatArray,
    profit: FloatArray,
    release: FloatArray,
) -> _Plan:
    line, reserves = case.timeline, case.reserves
    nothing = np.zeros(line.operation_period.size)
    other = nothing if funded.other is None else funded.other.service
    periods = reserves.dsra_months / line.operation_months
    overhaul = nothing if reserves.overhauls is None else reserves.overhauls
    ahead_of_other = ahead(other, periods)
    target = ahead(funded.senior.service, periods) + ahead_of_other
    account = maintenance_target(line, overhaul, reserves.maintenance_years)
    running = line.operation_year <= case.last_year
    target = np.where(running, target, 0.0)
    loan_drawn = case.owners.loan_share * np.maximum(funded.equity, 0.0)
    cash = cfads - other + other_cash
    shape = np.broadcast_shapes(
        cash.shape, profit.shape, target.shape, account.shape, release.shape,
        np.shape(case.last_year),
        *(
            (*np.shape(one)[:-1], nothing.size)
            for one in (
                funded.dsra, funded.equity, loan_drawn, case.debt.interest_rate,
                case.owners.sweep, case.owners.lockup_dscr, case.owners.loan_rate,
                case.owners.dividend_withholding, case.owners.interest_withholding,
                reserves.interest_rate, reserves.minimum_cash, case.opening_cash,
            )
        ),
    )  # fmt: skip

    def full(series: FloatArray | Numeric) -> FloatArray:
        return np.broadcast_to(series, shape)

    return _Plan(
        shape=shape,
        cash=full(cash),
        cfads=full(cfads),
        profit=full(profit),
        interest=full(funded.senior.interest),
        principal=full(funded.senior.principal),
        other_service=full(other),
        dsra_target=full(target),
        other_target=full(np.where(running, ahead_of_other, 0.0)),
        account_target=full(account),
        overhaul=full(overhaul),
        release=full(release),
        ends=full(line.at_end_of(case.last_year)) > 0,
        dsra_at_close=funded.dsra[..., -1],
        cash_at_close=np.asarray(funded.opening_cash)[..., -1],
        loan_drawn=loan_drawn,
    )
