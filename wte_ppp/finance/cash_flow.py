"""The project's cash flow: from revenue and cost to what lenders, state and sponsors receive."""

from dataclasses import dataclass, replace

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.finance import tax as tax_rules
from wte_ppp.finance.case import ProjectCase
from wte_ppp.finance.closing import Close, close
from wte_ppp.finance.depreciation import depreciation
from wte_ppp.finance.end_of_project import book_value_sold
from wte_ppp.finance.exchange_losses import exchange_losses
from wte_ppp.finance.fixed_point import fixed_point, fixed_point_or_highest
from wte_ppp.finance.flow import (
    CashFlow,
    cost_at_close,
    cost_in_books,
    gain_on_disposal,
    written_off,
)
from wte_ppp.finance.interest_limit import limits_interest, not_deducted
from wte_ppp.finance.refinancing import Refinancing
from wte_ppp.finance.timeline import Timeline
from wte_ppp.finance.waterfall import Distribution, distribute, passes_all_through
from wte_ppp.finance.waterfall_plan import savings_target
from wte_ppp.finance.windows import behind


def cash_flow(case: ProjectCase, tipping_fee_usd_per_t: Numeric) -> CashFlow:
    """Cash flow of a project at one tipping fee.

    Parameters
    ----------
    case
        The project.
    tipping_fee_usd_per_t
        At the price base; number or (draws, 1).

    Returns
    -------
    CashFlow
        CFADS is revenue less operating cost, tax, the growth of working capital, what cash pays of
        a later investment and what is to be saved into the maintenance account, plus what that
        account is to pay and what the accounts and kept cash earn, on which the tax is paid.

    Raises
    ------
    FixedPointError
        Where debt, tax and cash that depend on each other do not settle.

    Notes
    -----
    Debt is the minimum of the agreed amount, the gearing cap and the capacity on CFADS. Where tax
    depends on itself (debt sized on CFADS after tax, sweep, shareholder loan, interest earned on
    accounts), the tax of all periods is a fixed point, each draw on its own; with the sweep and the
    accounts alone a period depends on earlier ones only, so that it settles in a finite number of
    steps. A holiday that begins with the first profit can make debt and tax jump between values for
    ever: debt is then sized on the maximum tax of each period among them. A grant lowers the
    depreciable cost. Where nothing ranks before the sponsors, all cash
    is theirs in its period, shortfalls too.

    Examples
    --------
    See `tests/finance/test_cash_flow.py` for a case by hand.
    """
    streams = _streams(case, tipping_fee_usd_per_t)
    if case.refinancing is not None:
        return _refinanced(case, case.refinancing, streams)
    return _without_refinancing(case, streams)


def _refinanced(case: ProjectCase, terms: Refinancing, streams: "_Streams") -> CashFlow:
    """Cash flow with the senior debt replaced; the lenders at close do not count on it."""
    timeline = case.timeline
    before = _without_refinancing(replace(case, refinancing=None), streams)
    funded = replace(before.funded, senior=terms.replaced(timeline, before.funded.senior))
    rates = terms.rates(timeline, case.debt.yearly_rate)
    case = replace(case, debt=replace(case.debt, rates=rates))
    tax: Numeric = 0.0
    if _cash_moves_tax(case):
        scale, what = np.abs(np.asarray(case.capex)), "tax and the cash that depends on it"
        tax = fixed_point(
            lambda trial: _flow(case, streams, trial, only_tax=True, funded=funded).tax,
            before.tax, scale, what,
        )  # fmt: skip
    flow = _flow(case, streams, tax, funded=funded)
    shared = terms.shared(timeline, before.equity, flow.equity)
    return replace(
        flow, sizing_settled=before.sizing_settled, not_refinanced=before, gain_shared=shared
    )


def _without_refinancing(case: ProjectCase, streams: "_Streams") -> CashFlow:
    """Cash flow of the debt agreed at financial close."""
    sized_on_tax = case.debt.sizing == "post_tax" and (
        case.debt.repayment == "sculpted" or case.debt.sized_on_dscr
    )
    if not sized_on_tax and not _cash_moves_tax(case):
        return _flow(case, streams, 0.0)
    scale, what = np.abs(np.asarray(case.capex)), "tax and the debt or cash that depend on it"
    start = _taxes(_flow(case, streams, 0.0, only_tax=True))
    periods = case.timeline.operation_period.size

    def next_taxes(trial: FloatArray) -> FloatArray:
        tax, of_sizing = trial[..., :periods], trial[..., -periods:]
        return _taxes(_flow(case, streams, tax, only_tax=True, sizing_tax=of_sizing))

    if not sized_on_tax:
        tax = fixed_point(next_taxes, start, scale, what)[..., :periods]
        return _flow(case, streams, tax)
    found, settled = fixed_point_or_highest(next_taxes, start, scale, what)
    tax, sizing = found[..., :periods], found[..., -periods:]
    if not (np.all(settled) or not _cash_moves_tax(case)):
        # Debt rests on the highest tax; what is paid on it is a fixed point of its own.
        tax = fixed_point(
            lambda trial: _flow(case, streams, trial, only_tax=True, sizing_tax=sizing).tax,
            tax, scale, what, moving=~settled,
        )  # fmt: skip
    return replace(_flow(case, streams, tax, sizing_tax=sizing), sizing_settled=settled)


def _taxes(flow: CashFlow) -> FloatArray:
    """Tax, and behind it, where accounts earn, the tax less what they earn, which sizes debt."""
    if flow.distribution is None or not np.any(flow.case.reserves.interest_rate):
        return flow.tax
    return np.concatenate(np.broadcast_arrays(flow.tax, flow.tax - flow.account_interest), axis=-1)


@dataclass(frozen=True)
class _Streams:
    """What depends neither on tax nor on debt, USD, (..., periods)."""

    fee: Numeric
    tipping: FloatArray
    shared: FloatArray
    operating: FloatArray
    cfads: FloatArray
    cfads_of_cases: tuple[FloatArray, ...]
    working_capital: FloatArray
    maintenance: FloatArray


def _streams(case: ProjectCase, tipping_fee: Numeric) -> _Streams:
    """Revenue, cost, and CFADS before tax of the base case and the lender's."""
    tipping = case.tipping_fees(tipping_fee)
    revenue = tipping + case.other_revenue
    shared = case.shared_revenue(tipping_fee, revenue)
    if shared is None:
        shared = np.zeros(case.timeline.operation_period.size)
    else:
        revenue = revenue + shared
    operating = revenue - case.operating_cost
    cfads = operating
    working_capital = maintenance = np.zeros(case.timeline.operation_period.size)
    if np.any(case.receivable_days) or np.any(case.payable_days):
        working_capital = _working_capital(case, revenue)
        cfads = cfads - np.diff(working_capital, axis=-1, prepend=0.0)
    if case.later is not None:
        cfads = cfads - case.later.from_cash(case.timeline)
    target = savings_target(case.timeline, case.reserves)
    if np.any(target):
        maintenance = -np.diff(target, axis=-1, prepend=0.0)
        cfads = cfads + maintenance
    of_cases = tuple(
        cfads
        + revenue * (lender_case.revenue - 1)
        - case.operating_cost * (lender_case.operating_cost - 1)
        for lender_case in case.lender_cases
    )
    return _Streams(
        tipping_fee, tipping, shared, operating, cfads, of_cases, working_capital, maintenance
    )


def _cash_moves_tax(case: ProjectCase) -> bool:
    """Whether what is deducted or taxed depends on the cash left after tax."""
    reserves, owners = case.reserves, case.owners
    return not passes_all_through(reserves, owners) and any(
        np.any(term) for term in (owners.sweep, owners.loan_share, reserves.interest_rate)
    )


def _flow(
    case: ProjectCase,
    streams: _Streams,
    tax: Numeric,
    only_tax: bool = False,
    sizing_tax: Numeric | None = None,
    funded: Close | None = None,
) -> CashFlow:
    """Cash flow whose debt, and distributions where they move tax, rest on a given tax.

    `funded` is the financial close where it is known.
    """
    timeline = case.timeline
    if funded is None and case.debt.sizing == "post_tax":
        sizing = tax if sizing_tax is None else sizing_tax
        of_cases = tuple(cfads - sizing for cfads in streams.cfads_of_cases)
        funded = close(case, streams.cfads - sizing, of_cases)
    elif funded is None:
        funded = close(case, streams.cfads, streams.cfads_of_cases)
    vat_interest = funded.vat_interest * (timeline.operation_period >= 1)
    cost = case.asset_cost - case.all_grants
    base = cost_at_close(case, funded) if case.depreciated_financing else cost
    for_tax = depreciation(timeline, base, case.written_off_by)
    other_interest = funded.bridge_interest + vat_interest
    if funded.other is not None:
        other_interest = other_interest + funded.other.interest
    losses = exchange_losses(case, funded, funded.senior)
    planned_losses: Numeric = 0.0 if losses is None else losses.planned
    if case.later is not None:
        for_tax = for_tax + case.later.written_off(timeline, case.depreciated_financing)
        cost = cost + np.sum(case.later.cost, axis=-1, keepdims=True)
    profit = streams.operating - for_tax
    if case.salvage is not None:
        base = cost_in_books(case, funded) if case.depreciated_financing else cost
        profit = profit + case.salvage - book_value_sold(base + case.land, for_tax, case.salvage)
    if np.any(other_interest):
        profit = profit - other_interest

    refinancing, replaced = case.refinancing, funded.senior
    other_cash: Numeric = 0.0 if case.salvage is None else case.salvage
    planned: Numeric = 0.0
    if refinancing is not None:
        planned = refinancing.cost(timeline, replaced.balance, 0.0)
        other_cash = other_cash + refinancing.additional * refinancing.now(timeline) - planned

    def distributed(tax: Numeric, cfads: FloatArray) -> Distribution:
        return distribute(
            case,
            funded,
            cfads,
            other_cash,
            lambda: (
                streams.operating
                + gain_on_disposal(case, funded)
                - written_off(case, funded)
                - other_interest
                - planned
                - planned_losses
                - tax
            ),
            streams.maintenance,
        )

    senior, distribution = funded.senior, None
    if _cash_moves_tax(case):
        distribution = distributed(tax, streams.cfads - tax)
        if np.any(case.owners.sweep):
            senior = distribution.senior
        if refinancing is not None:
            planned = refinancing.cost(timeline, senior.balance, distribution.swept)
        profit = profit - planned
        earned = distribution.account_interest - distribution.loan_interest
        losses = exchange_losses(case, funded, senior, distribution.loan_balance)
        if losses is not None and case.exchange_losses_deducted:
            earned = earned - losses.total
        net_interest = other_interest + senior.interest + distribution.loan_interest
        net_interest = net_interest - distribution.account_interest
        taxed = profit - senior.interest + earned
        tax_due = tax_on(case, taxed, net_interest, streams.operating)
        paid: Numeric = tax_due if only_tax else tax
        cfads = streams.cfads - paid + distribution.account_interest
    else:
        taxed = profit - senior.interest - planned
        if losses is not None and case.exchange_losses_deducted:
            taxed = taxed - losses.total
        paid = tax_on(case, taxed, other_interest + senior.interest, streams.operating)
        cfads = streams.cfads - paid
        if not only_tax and not passes_all_through(case.reserves, case.owners):
            distribution = distributed(paid, cfads)
    return CashFlow(
        case=case,
        funded=funded,
        tipping_fee=streams.fee,
        tipping_revenue=streams.tipping,
        shared_revenue=streams.shared,
        working_capital=streams.working_capital,
        grant=case.grant_paid * timeline.at_end_of(case.grant_year),
        bridge_interest=funded.bridge_interest,
        vat_interest=vat_interest,
        depreciation=for_tax,
        tax=np.asarray(paid),
        from_maintenance=streams.maintenance,
        cfads=cfads,
        senior=senior,
        other=funded.other,
        distribution=distribution,
        losses=losses,
    )


def tax_on(
    case: ProjectCase,
    profit: FloatArray,
    net_interest: Numeric = 0.0,
    ebitda: FloatArray | None = None,
) -> FloatArray:
    """Income tax on the profit of each fiscal year, paid in its last period, (..., periods).

    Net interest is within the profit; what of it the law does not deduct of `ebitda` is added.
    """
    timeline, annual = case.timeline, case.timeline.is_annual

    def by_year(series: FloatArray) -> FloatArray:
        return series if annual else timeline.by_fiscal_year(series)

    of_year = by_year(profit)
    if ebitda is not None and limits_interest(case.tax):
        of_year = of_year + not_deducted(
            by_year(np.asarray(net_interest) + 0 * ebitda), by_year(ebitda), case.tax
        )
    if annual:
        return tax_rules.income_tax(timeline, of_year, case.tax).tax
    return timeline.at_fiscal_year_end(tax_rules.income_tax(timeline.fiscal, of_year, case.tax).tax)


def unlevered_tax(case: ProjectCase, flow: CashFlow) -> FloatArray:
    """Income tax that the project would pay without debt.

    Parameters
    ----------
    case
        The project.
    flow
        Its cash flow.

    Returns
    -------
    FloatArray
        USD nominal, (..., periods): without interest, on the cost without financing cost.
    """
    cost = case.asset_cost - case.all_grants
    written_off = depreciation(case.timeline, cost, case.written_off_by)
    if case.later is not None:
        written_off = written_off + case.later.written_off(case.timeline, with_financing=False)
        cost = cost + np.sum(case.later.cost, axis=-1, keepdims=True)
    profit = flow.operating_cash_flow - written_off
    if case.salvage is not None:
        profit = profit + case.salvage
        profit = profit - book_value_sold(cost + case.land, written_off, case.salvage)
    return tax_on(case, profit)


def _working_capital(case: ProjectCase, revenue: FloatArray) -> FloatArray:
    """Receivables less payables at period ends; all is settled when the contract ends."""
    timeline = case.timeline
    owed_to = _owed(timeline, revenue, case.receivable_days)
    owed_by = _owed(timeline, case.operating_cost, case.payable_days)
    settled = (timeline.operation_year > case.last_year) | (timeline.at_end_of(case.last_year) > 0)
    return np.where(settled, 0.0, owed_to - owed_by)


def _owed(timeline: Timeline, amount: FloatArray, days: Numeric) -> FloatArray:
    """What of the last days is not yet paid at each period's end; of no day, nothing."""
    periods = np.asarray(days) * timeline.operation_per_year / 365.0
    return np.where(periods > 0.0, behind(amount, periods), 0.0)
