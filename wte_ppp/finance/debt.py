"""Debt in operation: annuity, equal principal and sculpted repayment."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric, column
from wte_ppp.finance.timeline import Timeline


@dataclass(frozen=True)
class DebtSchedule:
    """Debt in operation, USD nominal, (..., periods); `balance` is at the end of the period.

    Interest that is capitalised stands in `interest` and, negative, in `principal`.
    """

    interest: FloatArray
    principal: FloatArray
    balance: FloatArray

    @cached_property
    def service(self) -> FloatArray:
        """Interest plus principal."""
        return self.interest + self.principal

    def scaled(self, factor: Numeric) -> "DebtSchedule":
        """The same schedule for a debt `factor` times as large."""
        return DebtSchedule(self.interest * factor, self.principal * factor, self.balance * factor)

    def plus(self, other: "DebtSchedule") -> "DebtSchedule":
        """Both debts together."""
        return DebtSchedule(
            self.interest + other.interest,
            self.principal + other.principal,
            self.balance + other.balance,
        )

    def in_books(self, exchange: FloatArray | None) -> "DebtSchedule":
        """The same schedule in the books' money, at the rate of exchange of each period."""
        return self if exchange is None else self.scaled(exchange)


def annuity_service(debt: Numeric, rate: Numeric, years: Numeric) -> Numeric:
    """Level payment that repays a debt, A = D r / (1 - (1 + r)^-n).

    Parameters
    ----------
    debt
        Debt at the start, USD.
    rate
        Interest of a period, fraction; 0 gives D / n.
    years
        Number of payments n.

    Returns
    -------
    Numeric
        USD per period.

    References
    ----------
    .. [1] E. R. Yescombe, Principles of Project Finance, 2nd ed. (2014), section 12.5.

    Examples
    --------
    >>> float(round(annuity_service(1000.0, 0.10, 3), 2))
    402.11
    """
    # expm1 keeps all digits at small rates, where (1 + r)^n - 1 loses them.
    safe_rate = np.where(rate == 0, 1.0, rate)
    per_unit = np.where(rate == 0, 1 / years, safe_rate / -np.expm1(-years * np.log1p(safe_rate)))
    return (debt * per_unit)[()]


def annuity_principal(
    timeline: Timeline, debt: Numeric, rate: Numeric, tenor_years: Numeric, grace_years: Numeric
) -> FloatArray:
    """Principal of level payments after a grace period.

    Parameters
    ----------
    timeline
        The project's periods.
    debt
        Debt at the end of the grace period, USD.
    rate
        Yearly interest, fraction.
    tenor_years
        Operation year of the last payment.
    grace_years
        First operation years without principal.

    Returns
    -------
    FloatArray
        USD, (..., periods).

    Examples
    --------
    D 1000, 10 %, 3 years: payment 402.11, first interest 100, so 302.11 then 332.33, 365.56.

    >>> annuity_principal(Timeline(2024, 1, 4), 1000.0, 0.10, 3, 0).round(2).tolist()
    [0.0, 302.11, 332.33, 365.56, 0.0]
    """
    per_year = timeline.operation_per_year
    rate = rate / per_year
    payments = (tenor_years - grace_years) * per_year
    first = annuity_service(debt, rate, payments) - debt * rate
    repaying = timeline.within(grace_years + 1, tenor_years)
    elapsed = np.maximum(timeline.operation_period - grace_years * per_year - 1, 0)
    return np.asarray(first * (1 + rate) ** elapsed * repaying)


def equal_principal(
    timeline: Timeline, debt: Numeric, tenor_years: Numeric, grace_years: Numeric
) -> FloatArray:
    """Equal parts of the debt after the grace period.

    Parameters are those of `annuity_principal`.

    Returns
    -------
    FloatArray
        USD, (..., periods).

    Examples
    --------
    >>> equal_principal(Timeline(2024, 1, 4), 1000.0, 4, 2).tolist()
    [0.0, 0.0, 0.0, 500.0, 500.0]
    """
    repaying = timeline.within(grace_years + 1, tenor_years)
    return debt / ((tenor_years - grace_years) * timeline.operation_per_year) * repaying


def agreed_principal(timeline: Timeline, shares: FloatArray) -> tuple[FloatArray, int]:
    """Principal of one unit of debt by an agreed schedule, and the period of its last payment.

    Parameters
    ----------
    timeline
        The project's periods.
    shares
        Share of the debt repaid in each period of operation, the first period first, (..., n); a
        negative one adds to the debt.

    Returns
    -------
    tuple[FloatArray, int]
        (..., periods), zero where the schedule says nothing; the last period of operation with a
        payment, of all draws.

    Examples
    --------
    >>> agreed_principal(Timeline(2024, 1, 4), np.array([0.4, 0.6]))
    (array([0. , 0.4, 0.6, 0. , 0. ]), 2)
    """
    columns = timeline.operation_period.size
    first = timeline.construction_columns
    count = min(shares.shape[-1], columns - first)
    principal = np.zeros((*shares.shape[:-1], columns))
    principal[..., first : first + count] = shares[..., :count]
    paying = np.flatnonzero(np.any(np.atleast_2d(shares) != 0, axis=0))
    return principal, int(paying[-1]) + 1 if paying.size else 0


def sculpted_service(
    timeline: Timeline, cfads: FloatArray, dscr: Numeric, tenor_years: Numeric, grace_years: Numeric
) -> FloatArray:
    """Debt service that keeps the DSCR constant, DS_t = CFADS_t / DSCR.

    Parameters
    ----------
    timeline
        The project's periods.
    cfads
        Cash flow available for debt service, USD, (..., periods); a negative one serves nothing.
    dscr
        Debt service cover ratio to keep.
    tenor_years, grace_years
        As in `annuity_principal`; in grace years interest alone is paid, outside this series.

    Returns
    -------
    FloatArray
        USD, (..., periods), zero outside the repayment years.

    References
    ----------
    .. [1] E. R. Yescombe, Principles of Project Finance, 2nd ed. (2014), section 12.5.3.

    Examples
    --------
    >>> sculpted_service(Timeline(2024, 1, 2), np.array([-50.0, 13.0, 26.0]), 1.3, 2, 0).tolist()
    [0.0, 10.0, 20.0]
    """
    repaying = timeline.within(grace_years + 1, tenor_years)
    return np.maximum(cfads, 0.0) / dscr * repaying


def sculpted_balance(
    timeline: Timeline, service: FloatArray, rate: Numeric, grace_years: Numeric
) -> tuple[FloatArray, FloatArray]:
    """Debt that a series of payments repays, and the balance after each.

    Parameters
    ----------
    timeline
        The project's periods.
    service
        As returned by `sculpted_service`, USD, (..., periods).
    rate
        Yearly interest, fraction; also by period, (..., periods).
    grace_years
        First operation years in which interest alone is paid.

    Returns
    -------
    tuple[FloatArray, FloatArray]
        Debt D = sum DS_t / (1 + r)^(t - grace) at commercial operation, USD, (..., 1); and the
        balance at the end of each period, (..., periods), zero before operation.

    Notes
    -----
    From the last payment backwards, B_(t-1) = (B_t + DS_t) / (1 + r), so that the balance ends at
    exactly zero.

    Examples
    --------
    110 after one year and 121 after two at 10 %: 100 + 100; after the first payment 110 are left.

    >>> debt, owed = sculpted_balance(Timeline(2024, 1, 2), np.array([0.0, 110.0, 121.0]), 0.1, 0)
    >>> debt.round(6).tolist(), owed.round(6).tolist()
    ([200.0], [0.0, 110.0, 0.0])
    """
    per_year = timeline.operation_per_year
    growth = 1 + np.asarray(rate) / per_year
    grace = column(grace_years) * per_year
    shape = np.broadcast_shapes(service.shape, np.shape(rate), np.shape(grace_years))
    growth = np.broadcast_to(growth, (*np.shape(growth)[:-1], shape[-1]))
    balance = np.zeros(shape, order="F")
    owed = np.zeros(shape[:-1])
    no_grace = not np.any(grace)
    for at in range(shape[-1] - 1, timeline.construction_columns - 1, -1):
        balance[..., at] = owed
        before = (owed + service[..., at]) / growth[..., at]
        owed = before if no_grace else np.where(timeline.operation_period[at] > grace, before, owed)
    return owed[..., np.newaxis], balance


def schedule(
    timeline: Timeline, debt: Numeric, rate: Numeric, principal: FloatArray, tenor_years: Numeric
) -> DebtSchedule:
    """Interest, principal and balance in operation from the principal payments.

    Parameters
    ----------
    timeline
        The project's periods.
    debt
        Debt at commercial operation, USD.
    rate
        Yearly interest, fraction.
    principal
        Principal payments that repay the debt within the tenor, USD, (..., periods).
    tenor_years
        Operation year of the last payment; after it the balance is exactly zero.

    Returns
    -------
    DebtSchedule
        Balance is zero before operation: drawdowns are in `wte_ppp.finance.funding`.

    Examples
    --------
    >>> years = Timeline(2024, 1, 2)
    >>> plan = schedule(years, 100.0, 0.1, np.array([0.0, 40.0, 60.0]), 2)
    >>> plan.interest.round(6).tolist(), plan.balance.tolist()
    ([0.0, 10.0, 6.0], [0.0, 60.0, 0.0])
    """
    period = timeline.operation_period
    payments = tenor_years * timeline.operation_per_year
    repaid = np.cumsum(principal, axis=-1)
    owed = (period >= 1) & (period <= payments)
    owed_after = (period >= 1) & (period < payments)
    opening = np.where(owed, debt - (repaid - principal), 0.0)
    closing = np.where(owed_after, debt - repaid, 0.0)
    return DebtSchedule(rate / timeline.operation_per_year * opening, principal, closing)
