"""Losses and gains on loans in another money than the books', as rates of exchange move."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.finance.case import ProjectCase
from wte_ppp.finance.closing import Close
from wte_ppp.finance.debt import DebtSchedule
from wte_ppp.finance.exchange_rates import in_loan, revalued
from wte_ppp.finance.sizing import level


@dataclass(frozen=True)
class ExchangeLosses:
    """Loss of each period by lender, below 0 a gain, in the books' money, (..., periods).

    What the VAT bridge loses, the VAT to be refunded in the same money gains.
    """

    senior: FloatArray
    other: FloatArray
    bridge: FloatArray
    vat: FloatArray
    shareholder: FloatArray

    @property
    def planned(self) -> FloatArray:
        """Of loans whose balance does not depend on the cash there is."""
        return np.asarray(self.other + self.bridge)

    @property
    def total(self) -> FloatArray:
        """Loss in the income statement."""
        return np.asarray(self.senior + self.other + self.bridge + self.shareholder)


def exchange_losses(
    case: ProjectCase,
    funded: Close,
    senior: DebtSchedule,
    shareholder_balance: FloatArray | None = None,
) -> ExchangeLosses | None:
    """Losses on all loans in another money; None where there is no such loan.

    Parameters
    ----------
    case
        The project.
    funded
        Its financial close.
    senior
        Senior debt as it is paid, prepayments from a sweep included in its balance.
    shareholder_balance
        Of the shareholder loan at the end of each period; None: no such loan.

    Returns
    -------
    ExchangeLosses | None
        Booked in the period in which the rate moves, also in construction.
    """
    if not case.has_foreign_loans:
        return None
    timeline = case.timeline
    nothing = np.zeros(timeline.operation_period.size)

    def building(drawn: FloatArray, rate: FloatArray) -> FloatArray:
        """Owed in construction, in the loan's money."""
        return timeline.from_construction(np.cumsum(in_loan(drawn, rate), axis=-1))

    of_senior = nothing
    if case.debt.exchange is not None:
        rate = case.debt.exchange
        of_senior = revalued(
            building(funded.debt_drawn, rate) + in_loan(senior.balance, rate), rate
        )
    other = nothing
    for loan in case.loans:
        if loan.exchange is not None:
            owed = level(timeline, loan, loan.repayment).scaled(loan.amount).balance
            drawn = building(loan.amount * case.spend_profile, loan.exchange)
            other = other + revalued(drawn + owed, loan.exchange)
    bridge = nothing
    if case.grant_exchange is not None:
        rate = case.grant_exchange
        drawn = timeline.from_construction(in_loan(funded.bridge_drawn, rate))
        repaid = drawn.sum(axis=-1, keepdims=True) * timeline.at_end_of(case.grant_year)
        bridge = revalued(np.cumsum(drawn - repaid, axis=-1), rate)
    vat = nothing
    if case.vat is not None and case.vat.exchange is not None:
        rate = case.vat.exchange
        moved = timeline.from_construction(funded.vat) - funded.vat_refund
        vat = revalued(np.cumsum(in_loan(moved, rate), axis=-1), rate)
    shareholder = nothing
    if case.owners.exchange is not None and shareholder_balance is not None:
        rate = case.owners.exchange
        shareholder = revalued(in_loan(shareholder_balance + nothing, rate), rate)
    return ExchangeLosses(
        senior=of_senior,
        other=other,
        bridge=bridge,
        vat=vat,
        shareholder=shareholder,
    )
