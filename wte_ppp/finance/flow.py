"""The lines of a project's cash flow, and what follows from them."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.finance.case import ProjectCase
from wte_ppp.finance.closing import Close
from wte_ppp.finance.debt import DebtSchedule
from wte_ppp.finance.depreciation import depreciation
from wte_ppp.finance.end_of_project import book_value_sold
from wte_ppp.finance.exchange_losses import ExchangeLosses
from wte_ppp.finance.metrics import dscr_of_twelve_months, life_cover
from wte_ppp.finance.timeline import Timeline
from wte_ppp.finance.waterfall import Distribution


@dataclass(frozen=True)
class CashFlow:
    """The cash flow's lines, nominal in the money of the books, each (..., periods).

    `tipping_fee` is that at the price base. `shared_revenue` is what the public pays for revenue
    below a plan, below 0 what it receives.
    `funded` is the financial close, `senior` the senior debt as it is paid (prepayments from the
    sweep apart), `other` the loans beside it. `distribution` is None where all cash passes through
    to the owners. `from_maintenance` is what the maintenance account is to pay less what it is to
    take. `not_refinanced` is what it would be without its refinancing, and `gain_shared` what the
    authority has of the gain of that. `losses` are those on loans in another money; None without.
    `sizing_settled` tells whether debt sized on CFADS after tax and that tax come to rest, (...,
    1).
    """

    case: ProjectCase
    funded: Close
    tipping_fee: Numeric
    tipping_revenue: FloatArray
    shared_revenue: FloatArray
    working_capital: FloatArray
    grant: FloatArray
    bridge_interest: FloatArray
    vat_interest: FloatArray
    depreciation: FloatArray
    tax: FloatArray
    from_maintenance: FloatArray
    cfads: FloatArray
    senior: DebtSchedule
    other: DebtSchedule | None
    distribution: Distribution | None
    not_refinanced: "CashFlow | None" = None
    gain_shared: FloatArray = field(default_factory=lambda: np.zeros(1))
    losses: ExchangeLosses | None = None
    sizing_settled: NDArray[np.bool_] = field(default_factory=lambda: np.ones(1, dtype=np.bool_))

    @property
    def timeline(self) -> Timeline:
        """The project's periods."""
        return self.case.timeline

    @property
    def other_revenue(self) -> FloatArray:
        """Revenue but the tipping fees."""
        return self.case.other_revenue

    @cached_property
    def revenue(self) -> FloatArray:
        """All revenue, what is shared of it included."""
        return self.tipping_revenue + self.other_revenue + self.shared_revenue

    @property
    def operating_cost(self) -> FloatArray:
        """Operating cost."""
        return self.case.operating_cost

    @cached_property
    def written_off(self) -> FloatArray:
        """Depreciation in the accounts."""
        return written_off(self.case, self.funded)

    @cached_property
    def salvage(self) -> FloatArray:
        """Proceeds of what is left at the end of the contract; not in CFADS."""
        if self.case.salvage is None:
            return np.zeros(self.timeline.operation_period.size)
        return self.case.salvage

    @cached_property
    def refinancing_drawn(self) -> FloatArray:
        """New debt of the refinancing above the debt that it repays."""
        terms = self.case.refinancing
        if terms is None:
            return np.zeros(self.timeline.operation_period.size)
        return np.asarray(terms.additional * terms.now(self.timeline))

    @cached_property
    def refinancing_cost(self) -> FloatArray:
        """Fee and break cost of the refinancing."""
        terms = self.case.refinancing
        if terms is None:
            return np.zeros(self.timeline.operation_period.size)
        swept: Numeric = 0.0 if self.distribution is None else self.distribution.swept
        return terms.cost(self.timeline, self.senior.balance, swept)

    @property
    def _nothing(self) -> FloatArray:
        return np.zeros(self.timeline.operation_period.size)

    @cached_property
    def later_cost(self) -> FloatArray:
        """Cost of a later investment without its financing."""
        return self._nothing if self.case.later is None else self.case.later.cost

    @cached_property
    def later_financing(self) -> FloatArray:
        """Fee and interest of its loan until it runs."""
        later = self.case.later
        return self._nothing if later is None else later.financing(self.timeline)

    @cached_property
    def later_loan(self) -> FloatArray:
        """Its loan's drawdowns."""
        return self._nothing if self.case.later is None else self.case.later.loan_drawn

    @cached_property
    def later_equity(self) -> FloatArray:
        """What the owners pay in for it."""
        return self._nothing if self.case.later is None else self.case.later.equity

    @cached_property
    def later_from_cash(self) -> FloatArray:
        """What the project's cash pays of it; within CFADS."""
        later = self.case.later
        return self._nothing if later is None else later.from_cash(self.timeline)

    @cached_property
    def sold_from_books(self) -> FloatArray:
        """Book value set off against these proceeds."""
        return sold_from_books(self.case, self.funded)

    @property
    def debt(self) -> FloatArray:
        """Senior debt, (..., 1)."""
        return self.funded.debt

    @cached_property
    def capex(self) -> FloatArray:
        """Capital cost, with VAT that is not refunded, and that of a later investment."""
        return self.timeline.from_construction(self.funded.capex) + self.later_cost

    @cached_property
    def land(self) -> FloatArray:
        """Land."""
        return self.timeline.from_construction(self.funded.land)

    @cached_property
    def vat_paid(self) -> FloatArray:
        """VAT on capital cost that is refunded later; its bridge pays it."""
        return self.timeline.from_construction(self.funded.vat)

    @property
    def vat_refund(self) -> FloatArray:
        """VAT refunded; it repays its bridge."""
        return self.funded.vat_refund

    @cached_property
    def financing_cost(self) -> FloatArray:
        """Interest and fees in construction, and until a later investment runs."""
        return self.timeline.from_construction(self.funded.financing_cost) + self.later_financing

    @cached_property
    def dsra_funded(self) -> FloatArray:
        """First filling of the DSRA."""
        return self.timeline.from_construction(self.funded.dsra)

    @cached_property
    def cash_funded(self) -> FloatArray:
        """Working capital funded at completion."""
        return self.timeline.from_construction(np.asarray(self.funded.opening_cash))

    @cached_property
    def debt_drawn(self) -> FloatArray:
        """Senior debt drawn."""
        return self.timeline.from_construction(self.funded.debt_drawn)

    @cached_property
    def loans_drawn(self) -> FloatArray:
        """Loans beside the senior debt drawn."""
        return self.timeline.from_construction(self.funded.loans_drawn) + self.later_loan

    @cached_property
    def bridge_drawn(self) -> FloatArray:
        """Bridge for the grant drawn."""
        return self.timeline.from_construction(self.funded.bridge_drawn)

    @cached_property
    def construction_grants(self) -> FloatArray:
        """Grants paid in construction."""
        return self.timeline.from_construction(self.funded.grants)

    @cached_property
    def equity_paid_in(self) -> FloatArray:
        """Equity, shareholder loan included."""
        return self.timeline.from_construction(self.funded.equity) + self.later_equity

    @property
    def bridge_repaid(self) -> FloatArray:
        """Bridge repaid by the grant."""
        return self.grant

    @property
    def operating_cash_flow(self) -> FloatArray:
        """Revenue less operating cost."""
        return self.revenue - self.operating_cost

    @property
    def service(self) -> FloatArray:
        """Interest and scheduled principal of all lenders.

        Of the bridges only the interest: grant and refund repay them, not CFADS.
        """
        return self.senior.service + self.funded.beside_senior

    @property
    def account_interest(self) -> FloatArray | float:
        """Interest that reserve accounts and kept cash earn; it is within CFADS."""
        return 0.0 if self.distribution is None else self.distribution.account_interest

    @cached_property
    def cover(self) -> FloatArray:
        """DSCR of the twelve months up to each period's end; NaN where there is no debt."""
        return self.if_debt(dscr_of_twelve_months(self.timeline, self.cfads, self.service))

    def if_debt(self, ratio: FloatArray) -> FloatArray:
        """A cover ratio where there is senior debt or another loan; NaN for bridges alone."""
        lent = self.debt_at_start + np.sum(self.later_loan, axis=-1, keepdims=True)
        return np.where(lent != 0, ratio, np.nan)

    def while_senior_is_owed(self, ratio: FloatArray) -> FloatArray:
        """A cover ratio of the periods that begin with senior debt, else NaN; all if there is none.

        A concessional loan that outlives the senior debt is covered many times over, which says
        nothing to the senior lender.
        """
        before = self._opening(self.senior.balance, self.debt)
        # Less than a billionth of the debt is rounding.
        owed = (self.timeline.operation_period >= 1) & (before > 1e-9 * self.debt)
        return np.where(owed | ~np.any(owed, axis=-1, keepdims=True), ratio, np.nan)

    def _opening(self, balance: FloatArray, at_start: FloatArray) -> FloatArray:
        before = np.roll(balance, 1, axis=-1)
        return np.where(self.timeline.operation_period == 1, at_start, before)

    @property
    def debt_at_start(self) -> FloatArray:
        """Senior debt and other loans at commercial operation, (..., 1)."""
        owed = self.debt + np.sum(self.funded.loans_drawn, axis=-1, keepdims=True)
        if self.losses is None:
            return np.asarray(owed)
        lost = (self.losses.senior + self.losses.other) * (self.timeline.operation_period < 1)
        return np.asarray(owed + np.sum(lost, axis=-1, keepdims=True))

    @property
    def debt_balance(self) -> FloatArray:
        """Senior debt and other loans at the end of each period of operation."""
        if self.other is None:
            return self.senior.balance
        return self.senior.balance + self.other.balance

    @cached_property
    def debt_rate(self) -> Numeric:
        """Yearly interest of the debt, fraction; of several loans, of what they owe in the period.

        Exchange losses count as interest. After the last payment it stays as it was. At this rate
        the service of all loans is worth what is owed.
        """
        if self.other is None and self.case.debt.rates is None and self.losses is None:
            return self.case.debt.interest_rate
        owed = self._opening(self.debt_balance, self.debt_at_start)
        owed = np.where(self.timeline.operation_period >= 1, owed, 0.0)
        interest = self.senior.interest
        if self.other is not None:
            interest = interest + self.other.interest
        if self.losses is not None:
            interest = interest + self.losses.senior + self.losses.other
        interest = interest * self.timeline.operation_per_year
        # Less than a billionth of the debt is rounding.
        is_owed = owed > 1e-9 * np.max(owed, axis=-1, keepdims=True)
        rate = np.where(is_owed, interest / np.where(is_owed, owed, 1.0), 0.0)
        for at in range(self.timeline.construction_columns + 1, rate.shape[-1]):
            rate[..., at] = np.where(is_owed[..., at], rate[..., at], rate[..., at - 1])
        return rate

    @property
    def debt_outstanding(self) -> FloatArray:
        """The same with what of a later loan is drawn before it runs, which no ratio holds yet."""
        waiting = np.cumsum(self.drawn_in_operation - self.refinancing_drawn, axis=-1) == 0
        return np.asarray(self.debt_balance + np.cumsum(self.later_loan, axis=-1) * waiting)

    @property
    def drawn_in_operation(self) -> FloatArray:
        """Debt drawn in operation: above what a refinancing repays, and a later loan as it runs."""
        later = self.case.later
        if later is None:
            return self.refinancing_drawn
        loan = np.sum(later.loan_drawn, axis=-1, keepdims=True)
        when = self.timeline.at_end_of(np.asarray(later.first_year) - 1)
        return np.asarray(self.refinancing_drawn + loan * when)

    def life_cover(self, last: FloatArray | None = None) -> FloatArray:
        """Cover of all loans over their lives; with flags of its periods, over the project's."""
        return life_cover(
            self.timeline,
            self.cash_for_loans,
            self.debt_balance,
            self.debt_at_start,
            self.debt_rate,
            last,
            self.drawn_in_operation,
        )

    @property
    def cash_for_loans(self) -> FloatArray:
        """CFADS less interest of the bridges, which the debt of LLCR and PLCR does not hold."""
        if not (np.any(self.bridge_interest) or np.any(self.vat_interest)):
            return self.cfads
        return self.cfads - self.bridge_interest - self.vat_interest

    @cached_property
    def project_pre_tax(self) -> FloatArray:
        """Cash flow of the project without debt, before tax."""
        change = np.diff(self.working_capital, axis=-1, prepend=0.0)
        grants = self.grant + self.construction_grants + self.vat_refund + self.salvage
        spent = self.capex + self.land + self.vat_paid
        return self.operating_cash_flow - change - spent + grants

    @cached_property
    def equity(self) -> FloatArray:
        """Cash flow of the owners: what is paid out to them less what they pay in."""
        if self.distribution is not None:
            owners = np.array(self.distribution.owners)
            building = self.timeline.construction_columns
            owners[..., :building] = owners[..., :building] - self.funded.equity
            return owners - self.gain_shared - self.later_equity
        # Working capital funded at completion is free in the period after it.
        released = np.roll(self.cash_funded, 1, axis=-1)
        besides = self.salvage + self.refinancing_drawn - self.refinancing_cost
        after_lenders = self.cfads - self.service + released + besides
        return after_lenders - self.gain_shared - self.equity_paid_in

    @property
    def uses(self) -> FloatArray:
        """Uses of funds in construction and for a later investment."""
        later = self.later_cost + self.later_financing
        return self.timeline.from_construction(self.funded.uses) + later

    @property
    def uses_less_sources(self) -> FloatArray:
        """Zero in every period if the books close."""
        sources = self.timeline.from_construction(self.funded.sources)
        later = self.later_loan + self.later_equity + self.later_from_cash
        return self.uses - sources - later


def cost_at_close(case: ProjectCase, funded: Close) -> FloatArray:
    """All cost of construction but land, financing included, less grants, USD."""
    financing = funded.financing_cost.sum(axis=-1, keepdims=True)
    return np.asarray(case.asset_cost - case.all_grants + financing)


def cost_in_books(case: ProjectCase, funded: Close) -> FloatArray:
    """The same with a later investment and its financing."""
    cost = cost_at_close(case, funded)
    if case.later is None:
        return cost
    later = case.later.cost + case.later.financing(case.timeline)
    return np.asarray(cost + np.sum(later, axis=-1, keepdims=True))


def written_off(case: ProjectCase, funded: Close) -> FloatArray:
    """Depreciation of all cost but land, financing included, less grants."""
    amounts = depreciation(case.timeline, cost_at_close(case, funded), case.written_off_by)
    return amounts if case.later is None else amounts + case.later.written_off(case.timeline)


def sold_from_books(case: ProjectCase, funded: Close) -> FloatArray:
    """Book value set off against the proceeds of what is left at the end of the contract."""
    if case.salvage is None:
        return np.zeros(case.timeline.operation_period.size)
    cost = cost_in_books(case, funded) + case.land
    return book_value_sold(cost, written_off(case, funded), case.salvage)


def gain_on_disposal(case: ProjectCase, funded: Close) -> FloatArray:
    """Proceeds of what is left at the end of the contract less its book value."""
    gain = -sold_from_books(case, funded)
    return gain if case.salvage is None else gain + case.salvage
