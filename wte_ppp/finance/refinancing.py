"""Refinancing: senior debt outstanding is replaced in operation, and who has the gain of it."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.finance.debt import DebtSchedule, annuity_principal, equal_principal
from wte_ppp.finance.timeline import Timeline


@dataclass(frozen=True)
class Refinancing:
    """Terms of the debt that replaces the senior debt; fractions, years whole.

    Parameters
    ----------
    operation_year
        At whose end the outstanding debt is repaid by the new one.
    interest_rate
        Yearly, of the new debt.
    tenor_years
        Operation year of its last payment.
    repayment
        Shape of its repayment, from the year after.
    fee
        Of the new debt, once.
    break_cost
        Of the outstanding debt, once: prepayment, hedges.
    additional
        New debt above the outstanding, USD; it goes to the owners.
    authority_share
        Share of the gain that the public authority has.
    gain_rate
        Yearly rate at which the gain is measured: the owners' return agreed.
    """

    operation_year: Numeric
    interest_rate: Numeric
    tenor_years: Numeric
    repayment: Literal["annuity", "equal_principal"] = "annuity"
    fee: Numeric = 0.0
    break_cost: Numeric = 0.0
    additional: Numeric = 0.0
    authority_share: Numeric = 0.0
    gain_rate: Numeric = 0.12

    def now(self, timeline: Timeline) -> FloatArray:
        """Flag of the period at whose end the debt is replaced, (..., periods)."""
        return timeline.at_end_of(self.operation_year)

    def rates(self, timeline: Timeline, before: Numeric) -> FloatArray:
        """Yearly interest of each period, (..., periods); `before` that of the debt replaced."""
        after = timeline.operation_year > self.operation_year
        return np.where(after, self.interest_rate, before)

    def cost(self, timeline: Timeline, balance: FloatArray, swept: Numeric) -> FloatArray:
        """Fee and break cost in the period of the refinancing, USD, (..., periods).

        `balance` is that of the debt as it is paid, at period end, after the new debt and what is
        `swept` in the period.
        """
        new = balance + swept
        cost = self.fee * new + self.break_cost * (new - self.additional)
        return np.where(self.now(timeline) > 0, cost, 0.0)

    def replaced(self, timeline: Timeline, senior: DebtSchedule) -> DebtSchedule:
        """Senior debt as scheduled with its refinancing.

        Parameters
        ----------
        timeline
            The project's periods.
        senior
            The debt as it was agreed at financial close.

        Returns
        -------
        DebtSchedule
            Principal is what is due to lenders: the debt that the new one repays is not in it.

        Examples
        --------
        100 in equal parts over four years at 10 %; after two years 50 are left, and are repaid in
        one year at 5 %.

        >>> line = Timeline(2024, 0, 4)
        >>> owed = np.array([75.0, 50.0, 25.0, 0.0])
        >>> agreed = DebtSchedule(np.array([10.0, 7.5, 5.0, 2.5]), np.full(4, 25.0), owed)
        >>> new = Refinancing(2, 0.05, 3).replaced(line, agreed)
        >>> new.interest.tolist(), new.principal.round(9).tolist(), new.balance.tolist()
        ([10.0, 7.5, 2.5, 0.0], [25.0, 25.0, 50.0, 0.0], [75.0, 50.0, 0.0, 0.0])
        """
        now, per_year = self.now(timeline), timeline.operation_per_year
        period, after = timeline.operation_period, timeline.operation_year > self.operation_year
        debt = np.sum(now * senior.balance, axis=-1, keepdims=True) + self.additional
        if self.repayment == "annuity":
            unit = annuity_principal(
                timeline, 1.0, self.interest_rate, self.tenor_years, self.operation_year
            )
        else:
            unit = equal_principal(timeline, 1.0, self.tenor_years, self.operation_year)
        repaid = np.cumsum(unit, axis=-1)
        payments = np.asarray(self.tenor_years) * per_year
        opening = debt * np.where(after & (period <= payments), 1 - (repaid - unit), 0.0)
        closing = debt * np.where(after & (period < payments), 1 - repaid, 0.0)
        balance = np.where(now > 0, debt, senior.balance)
        return DebtSchedule(
            np.where(after, self.interest_rate / per_year * opening, senior.interest),
            np.where(after, debt * unit, senior.principal),
            np.where(after, closing, balance),
        )

    def gain(self, timeline: Timeline, change: FloatArray) -> FloatArray:
        """Value of a change of the owners' cash flow at the time of the refinancing, (..., 1)."""
        years = timeline.years_from_start
        at = np.sum(self.now(timeline) * years, axis=-1, keepdims=True)
        factors = (1 + np.asarray(self.gain_rate)) ** (at - years)
        return np.asarray(np.sum(change * factors, axis=-1, keepdims=True))

    def shared(self, timeline: Timeline, without: FloatArray, owners: FloatArray) -> FloatArray:
        """What the authority has of the gain, USD, (..., periods).

        Parameters
        ----------
        timeline
            The project's periods.
        without, owners
            The owners' cash flow without the refinancing and with it, USD, (..., periods).

        Returns
        -------
        FloatArray
            `authority_share` of the present value of the change at `gain_rate`, paid in the periods
            in which the owners receive more, in proportion to it and from what they receive: they
            pay in nothing for it. Nothing of a loss.

        Notes
        -----
        The authority may take its share as a sum at the time of the refinancing or over time; over
        time it is here, so that no money is asked of the owners before they have it.

        References
        ----------
        .. [1] HM Treasury, Standardisation of PF2 Contracts (2012), chapter 28: the gain is the
           change of projected distributions at the base case equity return; section 28.5.4.1: the
           share is a sum or comes over time. Contracts since 2002 share 50:50.

        Examples
        --------
        The owners give up 10 now for 11 and 12.1 in the two years after: a gain of 10 at 10 %.

        >>> terms = Refinancing(1, 0.05, 3, authority_share=0.5, gain_rate=0.1)
        >>> change = np.array([-10.0, 11.0, 12.1])
        >>> terms.shared(Timeline(2024, 0, 3), np.zeros(3), change).round(9).tolist()
        [0.0, 2.75, 3.025]
        """
        gain = self.gain(timeline, owners - without)
        more = np.maximum(np.minimum(owners - without, owners), 0.0)
        worth = self.gain(timeline, more)
        due = self.authority_share * np.maximum(gain, 0.0)
        part = np.where(worth > 0, due / np.where(worth > 0, worth, 1.0), 0.0)
        return np.asarray(np.minimum(part, 1.0) * more)
