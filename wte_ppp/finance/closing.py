"""Financial close: how much debt, and what uses and sources it gives in each period."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.finance import funding
from wte_ppp.finance.case import ProjectCase
from wte_ppp.finance.debt import DebtSchedule
from wte_ppp.finance.exchange_rates import in_books, in_loan
from wte_ppp.finance.fixed_point import fixed_point
from wte_ppp.finance.sizing import due_after_close, loan_schedules, schedules
from wte_ppp.finance.timeline import Timeline


@dataclass(frozen=True)
class Close:
    """Uses and sources of each construction period, USD, and the debt that follows from them.

    Series of construction are (..., construction periods), those of `vat_refund`, `vat_interest`
    and `bridge_interest`, the grant bridge's in operation, (..., periods); debts are (..., 1).
    """

    capex: FloatArray
    land: FloatArray
    vat: FloatArray
    financing_cost: FloatArray
    dsra: FloatArray
    opening_cash: FloatArray
    debt_drawn: FloatArray
    loans_drawn: FloatArray
    bridge_drawn: FloatArray
    grants: FloatArray
    equity: FloatArray
    vat_refund: FloatArray
    vat_interest: FloatArray
    bridge_interest: FloatArray
    beside_senior: FloatArray
    debt: FloatArray
    senior: DebtSchedule
    other: DebtSchedule | None

    @property
    def uses(self) -> FloatArray:
        """Uses of funds in each construction period."""
        return (
            self.capex + self.land + self.vat + self.financing_cost + self.dsra + self.opening_cash
        )

    @property
    def sources(self) -> FloatArray:
        """Sources of funds in each construction period; the VAT bridge pays the VAT."""
        return (
            self.debt_drawn
            + self.loans_drawn
            + self.bridge_drawn
            + self.vat
            + self.grants
            + self.equity
        )


def close(case: ProjectCase, cfads: FloatArray, cfads_of_cases: tuple[FloatArray, ...]) -> Close:
    """Size the senior debt and fund the construction.

    Parameters
    ----------
    case
        The project.
    cfads
        CFADS of the base case that sizes, USD, (..., periods).
    cfads_of_cases
        The same of each lender's case.

    Returns
    -------
    Close
        Sources equal uses in every period.

    Raises
    ------
    FixedPointError
        Where a draw order other than pro rata finds no debt and equity that fit.

    Notes
    -----
    Drawn pro rata, interest, fees and the first filling of the DSRA are proportional to the debt,
    so that the debt follows in closed form. Drawn before or after equity they depend on the path
    of the drawdowns, and debt and equity are found together by a fixed point.
    """
    timeline, terms = case.timeline, case.debt
    spend = case.spend_profile
    fixed = _fixed_parts(case, timeline)
    other = loan_schedules(timeline, case)
    in_operation = fixed.vat_interest * (timeline.operation_period >= 1)
    beside = fixed.bridge_interest + in_operation
    if other is not None:
        beside = beside + other.service
    shape = schedules(timeline, terms, case, beside, cfads, cfads_of_cases)
    per_year = timeline.construction_per_year
    rate = terms.interest_rate if terms.construction_rate is None else terms.construction_rate
    interest = rate / per_year
    commitment = terms.commitment_fee / per_year
    limit = np.minimum(terms.amount, shape.capacity)
    other_debt = sum((np.asarray(loan.amount) for loan in case.loans), np.zeros(1))

    months = case.reserves.dsra_months
    reserve_per_debt: Numeric = 0.0
    fixed_reserve: Numeric = 0.0
    if case.reserves.dsra_at_close and np.any(months):
        periods = months / timeline.operation_months
        reserve_per_debt = shape.due_after_close(timeline, periods)
        if np.any(beside):
            fixed_reserve = due_after_close(timeline, beside, periods)
    last = np.zeros(spend.shape[-1])
    last[-1] = 1.0
    uses = fixed.uses + fixed_reserve * last
    if case.draw_order == "pro_rata":
        cost = funding.financing_cost_per_debt(
            in_loan(spend, terms.exchange), interest, terms.upfront_fee, commitment
        )
        cost = in_books(cost, terms.exchange)
        cost_and_reserve = cost + reserve_per_debt * last
        most = funding.largest_debt(
            uses, fixed.sources, spend, cost_and_reserve, terms.max_gearing, other_debt
        )
        beside_equity = funding.debt_beside_least_equity(
            terms.least_equity, uses, fixed.sources, fixed.grants,
            np.sum(cost_and_reserve, axis=-1, keepdims=True),
        )  # fmt: skip
        debt = np.minimum(np.minimum(most, limit), beside_equity)
        drawn = debt * spend
        financing = debt * cost
        equity = uses + debt * cost_and_reserve - fixed.sources - drawn
    else:
        debt, drawn, financing, equity = _in_order(
            case, uses, fixed, interest, commitment, reserve_per_debt, limit, other_debt
        )
    debt = np.atleast_1d(debt)
    return Close(
        capex=case.asset_cost * spend,
        land=fixed.land,
        vat=fixed.vat,
        financing_cost=fixed.financing + financing,
        dsra=(fixed_reserve + debt * reserve_per_debt) * last,
        opening_cash=case.opening_cash * last,
        debt_drawn=drawn,
        loans_drawn=fixed.loans,
        bridge_drawn=fixed.bridge,
        grants=fixed.grants,
        equity=equity,
        vat_refund=fixed.vat_refund,
        vat_interest=fixed.vat_interest,
        bridge_interest=fixed.bridge_interest,
        beside_senior=beside,
        debt=debt,
        senior=shape.of(debt),
        other=other,
    )


@dataclass(frozen=True)
class _Fixed:
    """Uses and sources that do not depend on the senior debt; both without refunded VAT."""

    land: FloatArray
    vat: FloatArray
    vat_refund: FloatArray
    vat_interest: FloatArray
    bridge_interest: FloatArray
    financing: FloatArray
    loans: FloatArray
    bridge: FloatArray
    grants: FloatArray
    uses: FloatArray
    sources: FloatArray


def _fixed_parts(case: ProjectCase, timeline: Timeline) -> _Fixed:
    spend, per_year = case.spend_profile, timeline.construction_per_year
    columns = timeline.construction_columns
    nothing = np.zeros(columns)
    first, last = nothing.copy(), nothing.copy()
    first[0], last[-1] = 1.0, 1.0
    vat, refund, vat_interest = _vat(case, timeline)
    carried = funding.financing_cost_per_debt(
        in_loan(spend, case.grant_exchange), case.debt.bridge_rate / per_year
    )
    financing = np.asarray(
        case.grant * in_books(carried, case.grant_exchange) + vat_interest[..., :columns]
    )
    loans = nothing
    for loan in case.loans:
        cost = funding.financing_cost_per_debt(
            in_loan(spend, loan.exchange), loan.interest_rate / per_year, loan.upfront_fee,
            loan.commitment_fee / per_year,
        )  # fmt: skip
        financing = financing + loan.amount * in_books(cost, loan.exchange)
        loans = loans + loan.amount * spend
    grants = nothing if case.construction_grants is None else case.construction_grants
    bridge = case.grant * spend
    bridge_rate = case.debt.bridge_rate / timeline.operation_per_year
    bridge_interest = in_books(
        case.grant * bridge_rate * timeline.within(1, case.grant_year), case.grant_exchange
    )
    land = case.land * first
    # VAT that is refunded is use and source at once, its bridge's, and lifts no other debt.
    uses = case.asset_cost * spend + land + financing + case.opening_cash * last
    sources = bridge + loans + grants
    return _Fixed(
        land, vat, refund, vat_interest, bridge_interest, financing, loans, bridge, grants, uses,
        sources,
    )  # fmt: skip


def _vat(case: ProjectCase, timeline: Timeline) -> tuple[FloatArray, FloatArray, FloatArray]:
    """VAT paid in construction; its refund and the interest of its bridge in all periods.

    What is not refunded is part of the capital cost, so that `vat` here is the refunded part.
    """
    columns = timeline.construction_columns
    if case.vat is None:
        nothing = np.zeros(timeline.operation_period.size)
        return np.zeros(columns), nothing, nothing
    terms = case.vat
    paid = case.capex * case.spend_profile * (terms.rate * terms.refunded)
    ends = timeline.months_at_end
    due = np.searchsorted(ends, ends[:columns] + terms.lag_months)
    due = np.minimum(due, ends.size - 1)
    owed = in_loan(paid, terms.exchange)
    refund = np.zeros((*np.shape(owed)[:-1], ends.size))
    for period, when in enumerate(due):
        refund[..., when] += owed[..., period]
    drawdowns = timeline.from_construction(np.asarray(owed))
    opening = np.cumsum(drawdowns - refund, axis=-1) - (drawdowns - refund)
    per_year = np.where(
        timeline.operation_period >= 1, timeline.operation_per_year, timeline.construction_per_year
    )
    interest = terms.bridge_rate / per_year * (opening + drawdowns / 2)
    return np.asarray(paid), in_books(refund, terms.exchange), in_books(interest, terms.exchange)


def _in_order(
    case: ProjectCase,
    uses: FloatArray,
    fixed: _Fixed,
    interest: Numeric,
    commitment: Numeric,
    reserve_per_debt: Numeric,
    limit: Numeric,
    other_debt: Numeric,
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Debt, and its drawdowns, cost and equity by period, where one source is drawn first."""
    terms, sources = case.debt, fixed.sources
    total_fixed = np.sum(uses, axis=-1, keepdims=True)
    total_sources = np.sum(sources, axis=-1, keepdims=True)
    equity_first = case.draw_order == "equity_first"

    def drawn_by(state: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        return _draw(
            uses - sources, state[..., :1], state[..., 1:], interest, commitment,
            terms.upfront_fee, reserve_per_debt, equity_first,
        )  # fmt: skip

    def step(state: FloatArray) -> FloatArray:
        _, cost, _ = drawn_by(state)
        needs = np.sum(cost, axis=-1, keepdims=True) + total_fixed
        needs = needs + state[..., :1] * reserve_per_debt
        # Debt and equity pay what grants and their bridge do not.
        lent_or_paid_in = needs - total_sources + other_debt
        most = np.minimum(terms.max_gearing * lent_or_paid_in - other_debt, needs - total_sources)
        beside_equity = funding.debt_beside_least_equity(
            terms.least_equity, needs, total_sources, fixed.grants
        )
        debt = np.maximum(np.minimum(np.minimum(limit, most), beside_equity), 0.0)
        equity = np.maximum(needs - total_sources - debt, 0.0)
        return np.concatenate(np.broadcast_arrays(debt, equity), axis=-1)

    drawn = (
        total_fixed, total_sources, limit, other_debt, interest, commitment, reserve_per_debt,
        terms.upfront_fee, terms.max_gearing,
    )  # fmt: skip
    start = np.zeros((*np.broadcast_shapes(*map(np.shape, drawn))[:-1], 2))
    state = fixed_point(step, start, np.abs(total_fixed), "debt and equity in their order")
    drawdowns, cost, equity = drawn_by(state)
    return state[..., :1], drawdowns, cost, equity


def _draw(
    needs: FloatArray,
    debt: FloatArray,
    equity: FloatArray,
    interest: Numeric,
    commitment: Numeric,
    upfront_fee: Numeric,
    reserve_per_debt: Numeric,
    equity_first: bool,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Drawdowns of debt, its cost and equity in each period; a surplus of grants goes back."""
    shape = (*np.broadcast_shapes(needs.shape[:-1], debt.shape[:-1]), needs.shape[-1])
    drawdowns, cost, paid_in = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    balance = np.zeros((*shape[:-1], 1))
    equity_left, last = equity, shape[-1] - 1
    for period in range(shape[-1]):
        # What the period's cost would be without its draw; each unit drawn adds half a period.
        before = interest * balance + commitment * (debt - balance)
        before = before + (upfront_fee * debt if period == 0 else 0.0)
        need = needs[..., period : period + 1] + before
        need = need + (reserve_per_debt * debt if period == last else 0.0)
        per_draw = 1 - (interest - commitment) / 2
        if equity_first:
            contributed = np.minimum(need, equity_left)
            lent = np.maximum(need - contributed, 0.0) / per_draw
        else:
            lent = np.clip(need / per_draw, -balance, debt - balance)
            contributed = need - lent * per_draw
        if period == last and equity_first:
            # The last draw closes the account: what is not lent is paid in.
            lent = np.minimum(lent, debt - balance)
            contributed = need - lent * per_draw
        drawdowns[..., period : period + 1] = lent
        cost[..., period : period + 1] = before + lent * (1 - per_draw)
        paid_in[..., period : period + 1] = contributed
        balance, equity_left = balance + lent, equity_left - contributed
    return drawdowns, cost, paid_in
