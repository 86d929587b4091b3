"""What a project is to its money: terms of debt, grants, reserves and owners, and its streams."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.finance.depreciation import Depreciation
from wte_ppp.finance.exchange_rates import in_loan
from wte_ppp.finance.later_investment import LaterInvestment
from wte_ppp.finance.refinancing import Refinancing
from wte_ppp.finance.tariffs import Bands, RevenueShare, bounded
from wte_ppp.finance.tax import TaxRules
from wte_ppp.finance.timeline import Timeline

Repayment: TypeAlias = Literal["annuity", "equal_principal", "sculpted", "schedule"]
DrawOrder: TypeAlias = Literal["pro_rata", "equity_first", "debt_first"]


@dataclass(frozen=True)
class DebtTerms:
    """Senior debt and grant bridge; rates as yearly fractions, years whole.

    Parameters
    ----------
    amount
        Debt agreed, USD; infinite where the caps alone size it.
    max_gearing
        Cap on debt, concessional loans included, / (debt + equity). Bridges, which grants and the
        refund of VAT repay, are neither.
    interest_rate, upfront_fee, commitment_fee
        Fractions: yearly, once, yearly on undrawn debt.
    tenor_years, grace_years
        Operation year of the last payment; first years without principal.
    repayment
        Shape of the repayment; "sculpted" also caps the debt at what CFADS serves at `target_dscr`.
    target_dscr
        DSCR of sculpted repayment.
    bridge_rate
        Yearly interest on the loan that carries a grant until it is paid.
    construction_rate
        Yearly interest until completion; None: as `interest_rate`.
    capitalised_grace
        Whether interest of the grace years is added to the debt instead of paid.
    sized_on_dscr
        Whether level or equal repayment too is capped at what serves `target_dscr` in each period.
    sizing
        CFADS that sizes: before tax, or after it (a fixed point).
    least_equity
        Least share of equity in the uses that neither the State's grants nor the VAT bridge pays,
        which limits the debt; 0 for none.
    schedule
        Repayment "schedule": share of the debt repaid in each period of operation, (..., n); tenor
        and grace then follow from it.
    rates
        Yearly interest of each period of operation where it changes, (..., periods); None: as
        `interest_rate` throughout.
    exchange
        Books' money in each period of what was one unit of it as drawn, (..., periods), of a debt
        in another money (`exchange_rates.as_drawn`); None: in the books' money.
    """

    amount: Numeric
    max_gearing: Numeric
    interest_rate: Numeric
    upfront_fee: Numeric
    commitment_fee: Numeric
    tenor_years: Numeric
    grace_years: Numeric
    repayment: Repayment
    target_dscr: Numeric
    bridge_rate: Numeric
    construction_rate: Numeric | None = None
    capitalised_grace: bool = False
    sized_on_dscr: bool = False
    sizing: Literal["pre_tax", "post_tax"] = "pre_tax"
    schedule: FloatArray | None = None
    least_equity: Numeric = 0.0
    rates: FloatArray | None = None
    exchange: FloatArray | None = None

    @property
    def yearly_rate(self) -> Numeric:
        """Yearly interest in operation; number, (draws, 1) or, where it changes, (..., periods)."""
        return self.interest_rate if self.rates is None else self.rates

    def at_rate(self, factor: Numeric) -> "DebtTerms":
        """The same debt at `factor` times the interest of operation."""
        rates = None if self.rates is None else self.rates * factor
        return replace(self, interest_rate=self.interest_rate * factor, rates=rates)


@dataclass(frozen=True)
class Loan:
    """A loan of a known amount beside the senior debt, such as a concessional one; as `DebtTerms`.

    It is drawn in proportion to the spending and ranks with the senior debt.
    """

    amount: Numeric
    interest_rate: Numeric
    tenor_years: Numeric
    grace_years: Numeric = 0.0
    upfront_fee: Numeric = 0.0
    commitment_fee: Numeric = 0.0
    repayment: Literal["annuity", "equal_principal"] = "equal_principal"
    capitalised_grace: bool = False
    exchange: FloatArray | None = None


@dataclass(frozen=True)
class LenderCase:
    """A more cautious case that sizes the debt beside the base case; fractions of it.

    A period's service is the least of what each case serves at its own DSCR.
    """

    revenue: Numeric
    operating_cost: Numeric
    dscr: Numeric


@dataclass(frozen=True)
class VatTerms:
    """VAT on capital cost, carried by a bridge loan until it is refunded.

    Parameters
    ----------
    rate
        Fraction of capital cost.
    refunded
        Share that is refunded; the rest is a cost.
    lag_months
        Months from the end of a period to its refund.
    bridge_rate
        Yearly interest of the bridge.
    exchange
        Books' money per unit of that in which VAT is refunded, (..., periods); None: the books'.
    """

    rate: Numeric
    refunded: Numeric
    lag_months: int
    bridge_rate: Numeric
    exchange: FloatArray | None = None


@dataclass(frozen=True)
class Reserves:
    """Accounts that stand before the owners.

    Parameters
    ----------
    dsra_months
        Months of debt service that the debt service reserve account holds ahead.
    dsra_at_close
        Whether its first filling is a use of funds; else it fills from the cash flow.
    maintenance_years
        Years over which the maintenance reserve account saves for an overhaul; 0 for none.
    overhauls
        Cost of major overhauls, within operating cost, USD nominal, (..., periods).
    interest_rate
        Yearly interest that the accounts and kept cash earn.
    minimum_cash
        Cash that is never paid out before the end, USD.
    closure, closure_years
        Cost of dismantling and closure, within operating cost, USD nominal, (..., periods), and
        the years over which the same account saves for it; 0 for none.
    investment, investment_years
        The same for what the project's cash pays of a later investment.
    """

    dsra_months: Numeric = 0.0
    dsra_at_close: bool = True
    maintenance_years: Numeric = 0.0
    overhauls: FloatArray | None = None
    interest_rate: Numeric = 0.0
    minimum_cash: Numeric = 0.0
    closure: FloatArray | None = None
    closure_years: Numeric = 0.0
    investment: FloatArray | None = None
    investment_years: Numeric = 0.0


@dataclass(frozen=True)
class OwnersTerms:
    """What decides when the owners are paid; fractions.

    Parameters
    ----------
    lockup_dscr
        Cash is kept in a period whose DSCR is lower; 0 for none.
    sweep
        Share of the cash after reserves that prepays senior debt, last instalments first.
    limit_dividends
        Whether dividends are limited to retained earnings; kept cash is paid out at the end.
    loan_share, loan_rate
        Share of equity given as a shareholder loan, and its yearly interest from operation on.
        It is served from the cash that may be paid out, interest first, before dividends; interest
        that cannot be paid is added to it. It is not limited by profit.
    dividend_withholding, interest_withholding
        Tax withheld on dividends and on interest of the shareholder loan.
    exchange
        Books' money per unit of the shareholder loan's, (..., periods); None: in the books' money.
    """

    lockup_dscr: Numeric = 0.0
    sweep: Numeric = 0.0
    limit_dividends: bool = False
    loan_share: Numeric = 0.0
    loan_rate: Numeric = 0.0
    dividend_withholding: Numeric = 0.0
    interest_withholding: Numeric = 0.0
    exchange: FloatArray | None = None


@dataclass(frozen=True)
class ProjectCase:
    """Everything the cash flow needs but the tipping fee; nominal, in the money of the books.

    Parameters
    ----------
    timeline
        The project's periods.
    paid_t
        Tonnes for which the tipping fee is due, (..., periods).
    tipping_fee_index
        Fee of the period / fee at the price base, by its formula and its schedule, (..., periods).
    other_revenue, operating_cost
        (..., periods).
    capex
        Capital cost without financing cost; number or (draws, 1).
    spend_profile
        Share of it in each construction period, (..., construction periods).
    grant, grant_year
        Grant on a bridge, as drawn, and the operation year in which it is paid, 0 for completion.
    debt
        Terms of senior debt and bridge.
    tax
        The country's income tax.
    depreciation_years
        Useful life, where `depreciation` gives no other rule.
    depreciation
        Rule of depreciation; None: straight line over `depreciation_years`.
    depreciated_financing
        Whether financing cost of construction is written off for tax; the accounts always do.
    draw_order
        Of senior debt and equity.
    loans
        Loans beside the senior debt.
    construction_grants
        Grants paid in construction, by milestones or with the spending, (..., construction
        periods).
    land
        Paid in the first period, not depreciated.
    opening_cash
        Working capital funded at completion.
    vat
        VAT on capital cost.
    receivable_days, payable_days
        Days until revenue is paid to, and operating cost by, the project.
    lender_cases
        Cases that size the debt beside the base case.
    reserves, owners
        Accounts before the owners, and when these are paid.
    contract_years
        Operation year at whose end all cash is paid out; None: the timeline's last.
    late_months
        Months from the first day of operation in which the plant does not run yet.
    later
        A line or turbine added in operation; None: none.
    refinancing
        Terms on which the senior debt is replaced in operation; None: never.
    salvage
        Proceeds of what is left at the end of the contract, not in CFADS, (..., periods).
    fee_floor, fee_cap
        Bounds of the tipping fee of a period, USD/t nominal; None: none.
    grant_exchange
        As `exchange` of the debt, for the grant and its bridge.
    exchange_losses_deducted
        Whether losses on loans in another money lower the income that is taxed, and gains raise it.
    told_in
        Books' money per unit of that in which returns are told, (..., periods); None: the same.
    fee_bands
        Bands of tonnes above which the fee is another; None: one fee for all.
    revenue_share
        How revenue above and below a plan is shared; None: it is not.
    """

    timeline: Timeline
    paid_t: FloatArray
    tipping_fee_index: FloatArray
    other_revenue: FloatArray
    operating_cost: FloatArray
    capex: Numeric
    spend_profile: FloatArray
    grant: Numeric
    grant_year: Numeric
    debt: DebtTerms
    tax: TaxRules
    depreciation_years: Numeric
    depreciation: Depreciation | None = None
    depreciated_financing: bool = True
    draw_order: DrawOrder = "pro_rata"
    loans: tuple[Loan, ...] = ()
    construction_grants: FloatArray | None = None
    land: Numeric = 0.0
    opening_cash: Numeric = 0.0
    vat: VatTerms | None = None
    receivable_days: Numeric = 0.0
    payable_days: Numeric = 0.0
    lender_cases: tuple[LenderCase, ...] = ()
    reserves: Reserves = field(default_factory=Reserves)
    owners: OwnersTerms = field(default_factory=OwnersTerms)
    contract_years: Numeric | None = None
    late_months: Numeric = 0.0
    salvage: FloatArray | None = None
    refinancing: Refinancing | None = None
    later: LaterInvestment | None = None
    fee_floor: Numeric | None = None
    fee_cap: Numeric | None = None
    grant_exchange: FloatArray | None = None
    exchange_losses_deducted: bool = True
    told_in: FloatArray | None = None
    fee_bands: Bands | None = None
    revenue_share: RevenueShare | None = None

    def tipping_fee(self, at_price_base: Numeric) -> FloatArray:
        """Fee of each period by that at the price base, USD/t nominal, (..., periods)."""
        return bounded(self.tipping_fee_index * at_price_base, self.fee_floor, self.fee_cap)

    def tipping_fees(self, at_price_base: Numeric, tonnes: FloatArray | None = None) -> FloatArray:
        """Fees for tonnes, else for those that are paid for, USD nominal, (..., periods)."""
        tonnes, fee = self.paid_t if tonnes is None else tonnes, self.tipping_fee(at_price_base)
        if self.fee_bands is None:
            return tonnes * fee
        first = np.minimum(tonnes, self.fee_bands.ends[0])
        return np.asarray(first * fee + self.fee_bands.revenue(tonnes))

    def shared_revenue(self, at_price_base: Numeric, revenue: FloatArray) -> FloatArray | None:
        """What the public pays at a year's end for revenue beside the plan; None: no sharing."""
        share, line = self.revenue_share, self.timeline
        if share is None:
            return None
        moved = self.tipping_fees(at_price_base) - self.tipping_fees(share.at_fee)
        running = line.within(1, self.last_year)[..., line.year_ends]
        yearly = share.paid(line.by_year(revenue), share.planned + line.by_year(moved)) * running
        paid = np.zeros((*yearly.shape[:-1], line.operation_period.size))
        paid[..., line.year_ends] = yearly
        return paid

    @property
    def has_foreign_loans(self) -> bool:
        """Whether a loan or bridge is in another money than the books."""
        rates = (
            self.debt.exchange,
            self.grant_exchange,
            self.owners.exchange,
            None if self.vat is None else self.vat.exchange,
            *(loan.exchange for loan in self.loans),
        )
        return any(rate is not None for rate in rates)

    @property
    def told_as_spent(self) -> Numeric:
        """Books' money for one unit, spent as the capital cost, of the money of returns."""
        if self.told_in is None:
            return 1.0
        spent = in_loan(self.spend_profile, self.told_in)
        return np.asarray(1 / np.sum(spent, axis=-1, keepdims=True))

    @cached_property
    def grant_paid(self) -> Numeric:
        """The grant after completion, at the rate of exchange of the day of its payment."""
        if self.grant_exchange is None:
            return self.grant
        on_day = self.grant_exchange * self.timeline.at_end_of(self.grant_year)
        return np.asarray(self.grant * np.sum(on_day, axis=-1, keepdims=True))

    @property
    def last_year(self) -> Numeric:
        """Operation year in which the project ends."""
        return self.timeline.operation_years if self.contract_years is None else self.contract_years

    @property
    def written_off_by(self) -> Depreciation:
        """Rule of depreciation."""
        return self.depreciation or Depreciation(self.depreciation_years)

    @property
    def asset_cost(self) -> Numeric:
        """Capital cost with the VAT that is not refunded."""
        if self.vat is None:
            return self.capex
        return self.capex * (1 + self.vat.rate * (1 - self.vat.refunded))

    @property
    def all_grants(self) -> Numeric:
        """All capital grants."""
        if self.construction_grants is None:
            return self.grant_paid
        return np.asarray(
            self.grant_paid + np.sum(self.construction_grants, axis=-1, keepdims=True)
        )
