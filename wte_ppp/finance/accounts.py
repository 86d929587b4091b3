"""The three statements: income, cash flow, balance sheet; the last balances in every period."""

from dataclasses import dataclass, fields

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.finance.exchange_losses import ExchangeLosses
from wte_ppp.finance.flow import CashFlow


@dataclass(frozen=True)
class Accounts:
    """Statements of each period, nominal in the money of the books, each (..., periods).

    Balances are at period end. Income statement: revenue to `net_profit`. Cash flow statement:
    `operating_cash`, `investing_cash`, `financing_cash`, whose sum moves cash and reserve accounts.
    Balance sheet: the rest; `translation` is the reserve of statements told in another money.
    `owners_capital` is what owners paid in as share capital less what was paid back,
    `retained_earnings` may be negative.
    """

    revenue: FloatArray
    operating_cost: FloatArray
    depreciation: FloatArray
    interest_expense: FloatArray
    exchange_loss: FloatArray
    interest_income: FloatArray
    gain_on_disposal: FloatArray
    refinancing_cost: FloatArray
    income_tax: FloatArray
    net_profit: FloatArray
    operating_cash: FloatArray
    investing_cash: FloatArray
    financing_cash: FloatArray
    fixed_assets: FloatArray
    vat_receivable: FloatArray
    working_capital: FloatArray
    reserve_accounts: FloatArray
    cash: FloatArray
    senior_debt: FloatArray
    other_loans: FloatArray
    bridges: FloatArray
    shareholder_loan: FloatArray
    owners_capital: FloatArray
    retained_earnings: FloatArray
    translation: FloatArray | None = None

    @property
    def assets(self) -> FloatArray:
        """Fixed assets, VAT to be refunded, working capital, reserve accounts and cash."""
        return (
            self.fixed_assets
            + self.vat_receivable
            + self.working_capital
            + self.reserve_accounts
            + self.cash
        )

    @property
    def liabilities_and_equity(self) -> FloatArray:
        """What pays for the assets."""
        owed = (
            self.senior_debt
            + self.other_loans
            + self.bridges
            + self.shareholder_loan
            + self.owners_capital
            + self.retained_earnings
        )
        return owed if self.translation is None else owed + self.translation

    @property
    def imbalance(self) -> FloatArray:
        """Assets less liabilities and equity: zero in every period."""
        return self.assets - self.liabilities_and_equity

    @property
    def cash_moved_less_change(self) -> FloatArray:
        """Cash flow statement less the change of cash and accounts: zero in every period."""
        held = self.cash + self.reserve_accounts
        moved = self.operating_cash + self.investing_cash + self.financing_cash
        return moved - np.diff(held, axis=-1, prepend=0.0)


def accounts(flow: CashFlow) -> Accounts:
    """Statements of a project from its cash flow.

    Parameters
    ----------
    flow
        The cash flow.

    Returns
    -------
    Accounts
        Interest and fees of construction stand in the asset. Grants lower the asset when they are
        paid (net method of IAS 20). Tax is booked when paid, in the last period of a fiscal year.

    References
    ----------
    .. [1] IAS 1, Presentation of Financial Statements; IAS 7, Statement of Cash Flows; IAS 20,
       Accounting for Government Grants, paragraph 27 (grant deducted from the asset); IAS 23,
       Borrowing Costs.

    Notes
    -----
    Where all cash passes through to the owners, a distribution beyond retained earnings is capital
    paid back and a shortfall is capital paid in. IFRIC 12 may ask for a financial or an intangible
    asset in place of the plant; the cash does not change by it.

    Examples
    --------
    See `tests/finance/test_accounts.py` for a case by hand.
    """
    spread, other = flow.distribution, flow.other
    nothing = np.zeros_like(flow.cfads)
    other_interest = nothing if other is None else other.interest
    other_principal = nothing if other is None else other.principal
    interest = flow.senior.interest + other_interest + flow.bridge_interest + flow.vat_interest
    cash, reserves, income, loan = nothing, nothing, nothing, nothing
    loan_drawn, loan_paid, swept = nothing, nothing, nothing
    if spread is None:
        # All that is left is the owners', in the period in which it arises.
        cash = flow.cash_funded
        paid_out = flow.equity + flow.equity_paid_in
        support, paid_out = np.maximum(-paid_out, 0.0), np.maximum(paid_out, 0.0)
    else:
        cash, reserves = spread.cash, spread.dsra + spread.maintenance_account
        income, loan, swept = spread.account_interest, spread.loan_balance, spread.swept
        interest = interest + spread.loan_interest
        loan_paid = spread.loan_paid
        loan_drawn = np.diff(loan, axis=-1, prepend=0.0) - spread.loan_interest + loan_paid
        if flow.losses is not None:
            loan_drawn = loan_drawn - flow.losses.shareholder
        support, paid_out = spread.support, spread.paid_out - flow.gain_shared
    revenue = flow.revenue
    gain = flow.salvage - flow.sold_from_books
    lost_on = flow.losses or ExchangeLosses(*(nothing for _ in fields(ExchangeLosses)))
    profit = revenue - flow.operating_cost - flow.written_off - interest + income - flow.tax
    refinancing = flow.refinancing_cost + flow.gain_shared
    profit = profit + gain - refinancing + nothing
    if flow.losses is not None:
        profit = profit - lost_on.total
    paid_in = flow.equity_paid_in - loan_drawn + support
    returned = _capital_returned(profit, paid_out + nothing, paid_in + nothing)
    dividends = paid_out - returned
    spent = flow.capex + flow.land + flow.vat_paid - flow.vat_refund + flow.financing_cost
    grants = flow.grant + flow.construction_grants
    investing = grants - spent + flow.salvage
    bridges = flow.bridge_drawn - flow.bridge_repaid + flow.vat_paid - flow.vat_refund
    capital = paid_in - returned
    loan_interest_paid = nothing if spread is None else spread.loan_interest_paid
    operating = (
        flow.cfads
        + flow.later_from_cash
        - flow.from_maintenance
        - flow.senior.interest
        - other_interest
        - flow.bridge_interest
        - flow.vat_interest
        - loan_interest_paid
        - refinancing
    )
    financing = (
        flow.debt_drawn
        + flow.refinancing_drawn
        + flow.loans_drawn
        - flow.senior.principal
        - other_principal
        - swept
        + bridges
        + flow.equity_paid_in
        + support
        - (loan_paid - loan_interest_paid)
        - dividends
        - returned
    )
    assets = np.cumsum(
        flow.capex
        + flow.land
        + flow.financing_cost
        - grants
        - flow.written_off
        - flow.sold_from_books,
        axis=-1,
    )
    return Accounts(
        revenue=revenue,
        operating_cost=flow.operating_cost,
        depreciation=flow.written_off,
        interest_expense=interest,
        exchange_loss=lost_on.total,
        interest_income=income,
        gain_on_disposal=gain,
        refinancing_cost=refinancing,
        income_tax=flow.tax,
        net_profit=profit,
        operating_cash=operating,
        investing_cash=investing,
        financing_cash=financing,
        fixed_assets=assets,
        vat_receivable=np.cumsum(flow.vat_paid - flow.vat_refund + lost_on.vat, axis=-1),
        working_capital=flow.working_capital + nothing,
        reserve_accounts=reserves,
        cash=cash,
        senior_debt=np.cumsum(
            flow.debt_drawn
            + flow.refinancing_drawn
            - flow.senior.principal
            - swept
            + lost_on.senior,
            axis=-1,
        ),
        other_loans=np.cumsum(flow.loans_drawn - other_principal + lost_on.other, axis=-1),
        bridges=np.cumsum(bridges + lost_on.bridge + lost_on.vat, axis=-1),
        shareholder_loan=loan,
        owners_capital=np.cumsum(capital, axis=-1),
        retained_earnings=np.cumsum(profit - dividends, axis=-1),
    )


def _capital_returned(profit: FloatArray, paid_out: FloatArray, paid_in: FloatArray) -> FloatArray:
    """Part of what is paid out in each period that pays capital back.

    Paid out first from what was earned, then as capital as long as there is any, then as dividends
    on profit to come.
    """
    shape = np.broadcast_shapes(profit.shape, paid_out.shape, paid_in.shape)
    returned = np.zeros(shape)
    retained, capital = np.zeros(shape[:-1]), np.zeros(shape[:-1])
    for period in range(shape[-1]):
        retained = retained + profit[..., period]
        capital = capital + paid_in[..., period]
        out = np.maximum(paid_out[..., period], 0.0)
        beyond = out - np.minimum(out, np.maximum(retained, 0.0))
        returned[..., period] = np.minimum(beyond, np.maximum(capital, 0.0))
        retained = retained - (paid_out[..., period] - returned[..., period])
        capital = capital - returned[..., period]
    return returned
