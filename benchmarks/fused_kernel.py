"""The equations of the benchmark's finance model, fused into one loop and compiled by numba."""

import math

import numpy as np
from numba import njit

from benchmarks.singleowner import HALF_YEAR, YEARS

LIFE = 5


@njit(cache=True)
def _run(
    cost, mwh, price, opex, interest, dscr, prices, costs, tax, fee, months, tenor, discount, shares
):
    draws = cost.size
    debts, values, rates = np.empty(draws), np.empty(draws), np.empty(draws)
    for i in range(draws):
        flow = np.empty(YEARS + 1)
        service = np.zeros(YEARS + 2)
        first, spent = mwh[i] * price[i], opex[i]
        rate = interest[i] / 100
        balance = np.zeros(YEARS + 1)
        for t in range(1, tenor + 1):
            service[t] = max(first * prices[t] - spent * costs[t], 0.0) / dscr[i]
        owed = 0.0
        for t in range(YEARS, 0, -1):
            balance[t] = owed
            owed = (owed + service[t]) / (1 + rate)
        capacity = owed
        reserve = months / 12 * service[1] / capacity
        per_debt = fee / 100 + reserve
        most = cost[i] / (1 - per_debt)
        debt = min(capacity, most)
        scale = debt / capacity
        flow[0] = -(cost[i] + debt * per_debt - debt)
        dsra = debt * reserve
        made = np.zeros(YEARS + 1)
        gone, opening = 0.0, debt
        for t in range(1, YEARS + 1):
            before_tax = first * prices[t] - spent * costs[t]
            paid_interest = opening * rate
            closing = balance[t] * scale
            paid = paid_interest + opening - closing
            opening = closing
            written = shares[t - 1] * cost[i] if t <= shares.size else 0.0
            profit = before_tax - written - paid_interest
            if t > LIFE:
                gone = max(gone, made[t - LIFE - 1])
            made[t] = made[t - 1] + max(-profit, 0.0)
            used = min(max(profit, 0.0), made[t - 1] - gone)
            gone += used
            due = tax / 100 * (max(profit, 0.0) - used)
            target = months / 12 * service[t + 1] * scale
            free = before_tax - due - paid
            excess = max(dsra - target, 0.0)
            free += excess
            dsra -= excess
            short = max(-free, 0.0)
            drawn = min(dsra, short)
            dsra -= drawn
            free = max(free, 0.0)
            filled = min(free, target - dsra)
            dsra += filled
            flow[t] = free - filled - (short - drawn)
        debts[i] = debt
        value, factor = 0.0, 1.0
        for t in range(YEARS + 1):
            value += flow[t] * factor
            factor /= 1 + discount / 100
        values[i] = value
        rates[i] = _irr(flow)
    return debts, values, rates


@njit(cache=True)
def _irr(flow):
    """Newton's rule as in the library, for flows paid in at once."""
    if flow[0] >= 0:
        return np.nan
    largest = 0.0
    for amount in flow:
        largest = max(largest, abs(amount))
    pays_out = False
    for amount in flow[1:]:
        if amount < -1e-9 * largest:
            return np.nan
        pays_out = pays_out or amount > 1e-9 * largest
    if flow[0] > -1e-9 * largest or not pays_out:
        return np.nan
    growth = 0.0
    for _ in range(60):
        factor = math.exp(-growth)
        present, weighted = flow[flow.size - 1], 0.0
        for t in range(flow.size - 2, -1, -1):
            weighted = weighted * factor + present
            present = present * factor + flow[t]
        weighted *= factor
        into = -flow[0]
        slope = -weighted / (present + into)
        new = min(
            max(growth - math.log1p(present / into) / slope, math.log1p(-0.95)), math.log(21.0)
        )
        step, growth = new - growth, new
        if abs(step) < 1e-9:
            break
    rate = math.expm1(growth)
    return rate if -0.9 <= rate <= 10.0 else np.nan


def run(base, columns):
    """Debt, NPV and equity IRR of every draw."""
    elapsed = np.maximum(np.arange(YEARS + 1) - 1.0, 0.0)
    names = ("cost", "mwh", "price_usd_per_mwh", "opex", "interest", "dscr")
    debt, npv, rate = _run(
        *(columns[name] for name in names),
        (1 + base.price_escalation / 100) ** elapsed,
        (1 + base.opex_escalation / 100) ** elapsed,
        base.tax, base.fee, base.dsra_months, base.tenor, base.discount, np.array(HALF_YEAR),
    )  # fmt: skip
    return {"debt": debt, "npv": npv, "equity_irr": rate}
