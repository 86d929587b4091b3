"""A later investment: its cost in operation, who pays for it, what it leaves in the books."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.finance.debt import DebtSchedule, annuity_principal, equal_principal
from wte_ppp.finance.timeline import Timeline


@dataclass(frozen=True)
class LaterInvestment:
    """A line or turbine that is added in operation; fractions, years whole.

    Parameters
    ----------
    cost
        Its cost without financing, spent before `first_year`, USD nominal, (..., periods).
    first_year
        Operation year from which on it runs.
    depreciation_years
        Over which it is written off, straight line, from that year.
    loan_share, equity_share
        Parts of the cost that a loan and the owners pay; cash of the project pays the rest, with
        fee and interest until it runs.
    interest_rate, fee
        Yearly interest and fee of the loan.
    tenor_years
        Operation year of the loan's last payment.
    repayment
        Shape of its repayment, from `first_year`.
    """

    cost: FloatArray
    first_year: Numeric
    depreciation_years: Numeric
    loan_share: Numeric = 0.0
    equity_share: Numeric = 0.0
    interest_rate: Numeric = 0.0
    fee: Numeric = 0.0
    tenor_years: Numeric = 1.0
    repayment: Literal["annuity", "equal_principal"] = "annuity"

    @property
    def loan_drawn(self) -> FloatArray:
        """The loan's drawdowns, USD, (..., periods)."""
        return np.asarray(self.loan_share * self.cost)

    @property
    def equity(self) -> FloatArray:
        """What the owners pay in for it, USD, (..., periods)."""
        return np.asarray(self.equity_share * self.cost)

    def financing(self, timeline: Timeline) -> FloatArray:
        """Fee, and interest until it runs, which stand in the asset, USD, (..., periods).

        Interest of a period is on what is drawn before it and half of what is drawn in it, as in
        construction; the fee falls due with the first drawdown.
        """
        drawn = self.loan_drawn
        loan = np.sum(drawn, axis=-1, keepdims=True)
        to_date = np.cumsum(drawn, axis=-1)
        first = (drawn > 0) & (to_date == drawn)
        building = timeline.operation_year < self.first_year
        rate = self.interest_rate / timeline.operation_per_year
        interest = np.where(building, rate * (to_date - drawn / 2), 0.0)
        return np.asarray(interest + self.fee * loan * first)

    def from_cash(self, timeline: Timeline) -> FloatArray:
        """What the project's cash pays of it: all uses less loan and equity, (..., periods)."""
        return self.cost + self.financing(timeline) - self.loan_drawn - self.equity

    def loan(self, timeline: Timeline) -> DebtSchedule:
        """The loan from the end of the year before it runs; its drawdowns stand apart.

        Examples
        --------
        50 spent in year 1, four fifths by a loan at 10 % that is repaid in years 2 and 3:

        >>> line = Timeline(2024, 0, 3)
        >>> later = LaterInvestment(
        ...     np.array([50.0, 0.0, 0.0]), 2, 2, 0.8, 0.0, 0.1, 0.01, 3, "equal_principal"
        ... )
        >>> later.financing(line).tolist(), later.from_cash(line).round(9).tolist()
        ([2.4, 0.0, 0.0], [12.4, 0.0, 0.0])
        >>> later.loan(line).interest.tolist(), later.loan(line).balance.tolist()
        ([0.0, 4.0, 2.0], [40.0, 20.0, 0.0])
        """
        debt = np.sum(self.loan_drawn, axis=-1, keepdims=True)
        before = np.asarray(self.first_year) - 1
        if self.repayment == "annuity":
            unit = annuity_principal(timeline, 1.0, self.interest_rate, self.tenor_years, before)
        else:
            unit = equal_principal(timeline, 1.0, self.tenor_years, before)
        repaid = np.cumsum(unit, axis=-1)
        period, per_year = timeline.operation_period, timeline.operation_per_year
        drawn, payments = before * per_year, np.asarray(self.tenor_years) * per_year
        opening = np.where((period > drawn) & (period <= payments), 1 - (repaid - unit), 0.0)
        closing = np.where((period >= drawn) & (period < payments), 1 - repaid, 0.0)
        return DebtSchedule(
            debt * self.interest_rate / per_year * opening, debt * unit, debt * closing
        )

    def written_off(self, timeline: Timeline, with_financing: bool = True) -> FloatArray:
        """Depreciation, straight line from the year in which it runs, USD, (..., periods)."""
        cost = np.sum(self.cost, axis=-1, keepdims=True)
        if with_financing:
            cost = cost + np.sum(self.financing(timeline), axis=-1, keepdims=True)
        last = self.first_year + self.depreciation_years - 1
        part = timeline.within(self.first_year, last)
        return np.asarray(cost * part / (self.depreciation_years * timeline.operation_per_year))
