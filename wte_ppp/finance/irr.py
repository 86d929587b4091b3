"""Internal rate of return of many flows at once: the one rate there is, or why there is none."""

import math
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from wte_ppp.arrays import Flags, FloatArray
from wte_ppp.finance.roots import bracketed_root

LOWEST_IRR, HIGHEST_IRR = -0.9, 10.0
GRID_POINTS = 120
# Amounts below this share of the largest are rounding, not a change of sign.
ROUNDING = 1e-9
# Flows worked on at once, so that they stay in the processor's cache.
CHUNK = 4096
MAX_STEPS = 60
# Logarithms of 1 + rate between which Newton's steps are held, beyond the rates that are told.
LOW, HIGH = math.log1p(-0.95), math.log1p(20.0)
NEAR = 1e-9


class NoIrr(IntEnum):
    """Why a flow has no internal rate of return."""

    ONE_RATE = 0
    NOTHING_PAID_IN = 1
    NOTHING_PAID_OUT = 2
    SEVERAL_OR_NONE = 3
    OUT_OF_RANGE = 4
    UNDEFINED = 5


def irr(flow: FloatArray, years: FloatArray | None = None) -> FloatArray:
    """Internal rate of return where there is exactly one, else NaN.

    Parameters
    ----------
    flow
        Amounts, (..., periods).
    years
        Time of each amount in years, not only whole ones, (periods,); left out: one a year. Days
        after the first amount / 365 give what Excel calls XIRR.

    Returns
    -------
    FloatArray
        Yearly rate, fraction, (..., 1); NaN where `why_no_irr` gives a reason.

    Notes
    -----
    For a flow that is paid in first and paid out later, with present values N and P of the two
    parts, ln(P / N) is nearly a straight line in ln(1 + rate), so that Newton's rule on it settles
    in a few steps from any start. Other flows are bracketed first.

    References
    ----------
    .. [1] C. J. Norstrom, A sufficient condition for a unique nonnegative internal rate of return,
       Journal of Financial and Quantitative Analysis 7 (1972) 1835-1839: one change of sign in the
       cumulative flow, which must not end at zero.

    Examples
    --------
    numpy-financial's own example, irr([-100, 39, 59, 55, 20]) = 0.28095:

    >>> irr(np.array([-100.0, 39.0, 59.0, 55.0, 20.0])).round(5)
    array([0.28095])

    110 for 100 after half a year is 21 % a year.

    >>> irr(np.array([-100.0, 110.0]), years=np.array([0.0, 0.5])).round(6)
    array([0.21])
    """
    if flow.ndim == 1 and years is None:
        rate = _of_one(flow.tolist())
        if rate is not None:
            return np.array([rate])
    return _solved(flow, years)[0]


def why_no_irr(flow: FloatArray, years: FloatArray | None = None) -> NDArray[np.int64]:
    """Reason, as `NoIrr`, for which each flow has no internal rate of return; 0 where it has one.

    Parameters are those of `irr`.

    Returns
    -------
    NDArray[np.int64]
        (..., 1).

    Examples
    --------
    >>> flows = np.array([[-1.0, 2.0, 0.0], [-1.0, 5.0, -6.0], [-1.0, 0.0, -1.0]])
    >>> [NoIrr(code).name for code in why_no_irr(flows).ravel()]
    ['ONE_RATE', 'SEVERAL_OR_NONE', 'NOTHING_PAID_OUT']
    """
    return _solved(flow, years)[1]


def has_one_irr(flow: FloatArray) -> Flags:
    """Whether a flow has exactly one rate of return.

    Parameters
    ----------
    flow
        Amounts at year ends, (..., years).

    Returns
    -------
    NDArray[np.bool_]
        (..., 1).

    Notes
    -----
    By Descartes' rule (one change of sign), by Norstrom's, or, for flows that neither decides, by
    one change of sign of the NPV on a grid of rates from -50 % to 1000 %.

    Examples
    --------
    >>> has_one_irr(np.array([[-1.0, 2.0, 0.0], [-1.0, 5.0, -6.0]])).ravel().tolist()
    [True, False]
    """
    reason = _solved(flow, None)[1]
    return np.asarray((reason == NoIrr.ONE_RATE) | (reason == NoIrr.OUT_OF_RANGE))


def _solved(flow: FloatArray, years: FloatArray | None) -> tuple[FloatArray, NDArray[np.int64]]:
    """Rate and reason of each flow, (..., 1), in chunks."""
    rows = flow.reshape(-1, flow.shape[-1])
    rates = np.empty((rows.shape[0], 1))
    reasons = np.empty((rows.shape[0], 1), dtype=np.int64)
    for start in range(0, rows.shape[0], CHUNK):
        part = slice(start, start + CHUNK)
        rates[part, 0], reasons[part, 0] = _chunk(np.asfortranarray(rows[part]), years)
    shape = (*flow.shape[:-1], 1)
    return rates.reshape(shape), reasons.reshape(shape)


def _chunk(flow: FloatArray, years: FloatArray | None) -> tuple[FloatArray, NDArray[np.int64]]:
    """Rate and reason of each flow, (flows,); amounts with draws contiguous."""
    tolerance = ROUNDING * np.max(np.abs(flow), axis=-1)
    pays_in, pays_out, mixed = (np.zeros(flow.shape[0], dtype=np.bool_) for _ in range(3))
    paid_in_until = 0
    for column in range(flow.shape[-1]):
        amount = flow[:, column]
        paid_in = amount < -tolerance
        if paid_in.any():
            paid_in_until = column + 1
            mixed |= paid_in & pays_out
            pays_in |= paid_in
        pays_out |= amount > tolerance
    reason = np.where(pays_in, NoIrr.ONE_RATE, NoIrr.NOTHING_PAID_IN).astype(np.int64)
    reason[pays_in & ~pays_out] = NoIrr.NOTHING_PAID_OUT
    reason[~np.isfinite(tolerance)] = NoIrr.UNDEFINED
    plain = (reason == NoIrr.ONE_RATE) & ~mixed
    rate = np.full(flow.shape[0], np.nan)
    if plain.all():
        rate = _newton(flow, paid_in_until, years)
    elif plain.any():
        rate[plain] = _newton(np.asfortranarray(flow[plain]), paid_in_until, years)
    other = (reason == NoIrr.ONE_RATE) & mixed
    if other.any():
        rate[other], reason[other] = _bracketed(flow[other], years)
    inside = (rate >= LOWEST_IRR) & (rate <= HIGHEST_IRR)
    reason[(reason == NoIrr.ONE_RATE) & ~inside] = NoIrr.OUT_OF_RANGE
    return np.where(inside, rate, np.nan), reason


def _newton(flow: FloatArray, paid_in_until: int, years: FloatArray | None) -> FloatArray:
    """Rate of flows that are paid in first, by Newton's rule on ln(P / N) in ln(1 + rate)."""
    times = np.arange(flow.shape[-1], dtype=float) if years is None else years
    paid_in = np.maximum(-flow[:, :paid_in_until], 0.0)
    growth = np.zeros(flow.shape[0])
    active = np.ones(flow.shape[0], dtype=np.bool_)
    for _ in range(MAX_STEPS):
        if years is None:
            factor = np.exp(-growth)
            present, weighted = _horner(flow, factor)
            into, into_weighted = _horner(paid_in, factor)
        else:
            present, weighted = _dated(flow, times, growth)
            into, into_weighted = _dated(paid_in, times, growth)
        # d ln P / du - d ln N / du, with P = NPV + N and times as weights.
        slope = into_weighted / into - (weighted + into_weighted) / (present + into)
        new = np.clip(growth - np.log1p(present / into) / slope, LOW, HIGH)
        step, growth = new - growth, np.where(active, new, growth)
        # A flow that has settled stays, so that its rate does not depend on the flows beside it.
        active &= np.abs(step) >= NEAR
        if not active.any():
            break
    return np.expm1(growth)


def _horner(flow: FloatArray, factor: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Present value, and present value weighted with time, by Horner's rule in the factor."""
    value = flow[:, -1].copy()
    slope = np.zeros_like(value)
    for column in range(flow.shape[-1] - 2, -1, -1):
        slope *= factor
        slope += value
        value *= factor
        value += flow[:, column]
    slope *= factor
    return value, slope


def _dated(
    flow: FloatArray, times: FloatArray, growth: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Present value, and present value weighted with time, of amounts on dates.

    Column by column: a library's product of matrices adds in another order for other numbers of
    rows.
    """
    value, slope = np.zeros(flow.shape[0]), np.zeros(flow.shape[0])
    for column in range(flow.shape[-1]):
        present = flow[:, column] * np.exp(-growth * times[column])
        value += present
        slope += present * times[column]
    return value, slope


def _of_one(amounts: list[float]) -> float | None:
    """Rate of one plain flow in plain floats, as `_newton`; None where it needs the longer way."""
    largest = max(max(amounts), -min(amounts))
    tolerance = ROUNDING * largest
    paid_in_until, pays_out = 0, False
    for column, amount in enumerate(amounts):
        if amount < -tolerance:
            if pays_out:
                return None
            paid_in_until = column + 1
        elif amount > tolerance:
            pays_out = True
    if not (pays_out and paid_in_until and math.isfinite(sum(amounts))):
        return None
    backwards = amounts[-2::-1]
    paid_in = [max(-amount, 0.0) for amount in amounts[:paid_in_until]]
    first, paid_in_backwards = paid_in[-1], paid_in[-2::-1]
    growth = 0.0
    for _ in range(MAX_STEPS):
        factor = math.exp(-growth)
        present, weighted = amounts[-1], 0.0
        for amount in backwards:
            weighted = weighted * factor + present
            present = present * factor + amount
        into, into_weighted = first, 0.0
        for amount in paid_in_backwards:
            into_weighted = into_weighted * factor + into
            into = into * factor + amount
        slope = factor * (into_weighted / into - (weighted + into_weighted) / (present + into))
        new = min(max(growth - math.log1p(present / into) / slope, LOW), HIGH)
        step, growth = new - growth, new
        if -NEAR < step < NEAR:
            break
    rate = math.expm1(growth)
    return rate if LOWEST_IRR <= rate <= HIGHEST_IRR else math.nan


def _bracketed(flow: FloatArray, years: FloatArray | None) -> tuple[FloatArray, NDArray[np.int64]]:
    """Rate and reason of flows with several changes of sign, or paid out first."""
    times = np.arange(flow.shape[-1], dtype=float) if years is None else years
    one_change = _sign_changes(flow) == 1
    cumulative = np.cumsum(flow, axis=-1)
    norstrom = (_sign_changes(cumulative) == 1) & (cumulative[:, -1] > 0)
    rates = np.expm1(np.linspace(np.log1p(-0.5), np.log1p(HIGHEST_IRR), GRID_POINTS))
    positive = flow @ (1 / (1 + rates)) ** times[:, np.newaxis] > 0
    crossing = positive[:, 1:] != positive[:, :-1]
    on_grid = np.sum(crossing, axis=-1) == 1
    cell = np.argmax(crossing, axis=-1)
    low = np.where(one_change, LOWEST_IRR, np.where(norstrom, 0.0, rates[cell]))
    high = np.where(one_change | norstrom, HIGHEST_IRR, rates[cell + 1])
    bracketed = one_change | norstrom | on_grid

    def npv_at(rate: FloatArray) -> FloatArray:
        if years is None:
            return _horner(flow, 1 / (1 + rate))[0]
        return np.asarray(np.sum(flow * (1 + rate[:, np.newaxis]) ** -times, axis=-1))

    root = bracketed_root(npv_at, low, high)
    reason = np.where(bracketed, NoIrr.ONE_RATE, NoIrr.SEVERAL_OR_NONE).astype(np.int64)
    return np.where(bracketed, root, np.nan), reason


def _sign_changes(flow: FloatArray) -> NDArray[np.int64]:
    """Changes of sign along the years, rounding and zeros left out, (flows,)."""
    tolerance = ROUNDING * np.max(np.abs(flow), axis=-1)
    changes = np.zeros(flow.shape[0], dtype=np.int64)
    last = np.zeros(flow.shape[0])
    for column in range(flow.shape[-1]):
        amount = flow[:, column]
        now = np.where(np.abs(amount) > tolerance, np.sign(amount), 0.0)
        changes += (now * last) < 0
        last = np.where(now == 0, last, now)
    return changes
