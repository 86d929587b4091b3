"""Uses and sources during construction, with interest and fees in closed form."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric


@dataclass(frozen=True)
class Funding:
    """Uses and sources of each construction year, USD nominal, (..., construction years).

    Uses are `capex + financing_cost`; sources are `debt + bridge + equity`; they are equal in
    every year. The bridge carries a grant that is paid after completion.
    """

    capex: FloatArray
    financing_cost: FloatArray
    debt: FloatArray
    bridge: FloatArray
    equity: FloatArray

    @property
    def uses(self) -> FloatArray:
        """Capital cost, interest during construction and fees."""
        return self.capex + self.financing_cost


def financing_cost_per_debt(
    spend_profile: FloatArray,
    interest_rate: Numeric,
    upfront_fee: Numeric = 0.0,
    commitment_fee: Numeric = 0.0,
) -> FloatArray:
    """Interest and fees of each construction year, per unit of debt.

    Parameters
    ----------
    spend_profile
        Share of capital cost and of debt drawn in each construction year, sums to 1;
        (..., construction years).
    interest_rate
        Annual rate on drawn debt, fraction.
    upfront_fee
        Share of the debt paid at the start.
    commitment_fee
        Yearly rate on undrawn debt, fraction.

    Returns
    -------
    FloatArray
        USD per USD of debt, (..., construction years).

    Notes
    -----
    Drawdowns are spread over the year, so that half a year's drawdown bears interest in its year.
    Interest is paid as it falls due, from the sources of that year; it is not added to the
    loan. Because the shape of the drawdowns is fixed, interest and fees are proportional to the
    debt and sources equal uses without iteration.

    Examples
    --------
    One year, 10 %, half the debt on average: 0.05; with a 1 % upfront fee 0.06.

    >>> financing_cost_per_debt(np.array([1.0]), 0.10, upfront_fee=0.01).round(6).tolist()
    [0.06]
    """
    drawn_at_end = np.cumsum(spend_profile, axis=-1)
    mean_drawn = drawn_at_end - spend_profile / 2
    first_year = np.zeros(spend_profile.shape[-1])
    first_year[0] = 1.0
    return interest_rate * mean_drawn + commitment_fee * (1 - mean_drawn) + upfront_fee * first_year


def debt_limit(
    capex: Numeric,
    spend_profile: FloatArray,
    debt_cost_profile: FloatArray,
    max_gearing: Numeric,
    grant: Numeric = 0.0,
    bridge_cost_profile: FloatArray | float = 0.0,
) -> Numeric:
    """Largest debt within a gearing cap that leaves equity at zero or more in every year.

    Parameters
    ----------
    capex
        Capital cost without financing cost, USD.
    spend_profile
        Share of it in each construction year, sums to 1; (..., construction years).
    debt_cost_profile, bridge_cost_profile
        As returned by `financing_cost_per_debt`, per unit of debt and of bridge.
    max_gearing
        Debt / (debt + equity), fraction.
    grant
        Grant, bridged during construction, USD.

    Returns
    -------
    Numeric
        Debt D, USD, (..., 1): the smaller of D = g (K + b G + c D - G), with the sums c and b of
        the costs, and, in each year with the share s, s D = s K + b_t G + c_t D - s G; none where
        interest and fees eat up what is borrowed, c >= 1.

    Examples
    --------
    K 100, cost 0.05 per unit of debt, gearing 0.8: D = 80 / (1 - 0.8 x 0.05) = 83.333.

    >>> debt_limit(100.0, np.array([1.0]), np.array([0.05]), 0.8).round(3)
    array([83.333])
    """
    uses = capex * spend_profile + grant * bridge_cost_profile
    return largest_debt(uses, grant * spend_profile, spend_profile, debt_cost_profile, max_gearing)


def largest_debt(
    uses: FloatArray,
    sources: FloatArray,
    draw_profile: FloatArray,
    cost_profile: FloatArray,
    max_gearing: Numeric,
    other_debt: Numeric = 0.0,
) -> Numeric:
    """Maximum debt with a fixed drawdown profile, within a gearing cap and remaining uses.

    Parameters
    ----------
    uses
        Uses that do not depend on the debt, USD, (..., construction periods).
    sources
        Sources but this debt and equity, USD, (..., construction periods).
    draw_profile
        Share of the debt drawn in each period, sums to 1.
    cost_profile
        Uses per unit of debt in each period: interest, fees, its reserve account.
    max_gearing
        All debt / (all debt + equity), fraction.
    other_debt
        Debt of other lenders among the sources that counts in the gearing, USD.

    Returns
    -------
    Numeric
        USD, (..., 1); zero where a unit of debt costs a unit or more.

    Examples
    --------
    Uses 100, of which a loan of 30 pays a part; gearing 0.8 leaves 50.

    >>> one = np.array([1.0])
    >>> largest_debt(100 * one, 30 * one, one, 0 * one, 0.8, other_debt=30.0)
    array([50.])
    """
    cost = np.sum(cost_profile, axis=-1, keepdims=True)
    brings_cash = cost < 1
    safe = np.where(brings_cash, cost, 0.0)
    net_draw = draw_profile - cost_profile
    left = uses - sources
    lent_or_paid_in = np.sum(left, axis=-1, keepdims=True) + other_debt
    by_gearing = (max_gearing * lent_or_paid_in - other_debt) / (1 - max_gearing * safe)
    by_period = np.where(net_draw > 0, left / np.where(net_draw > 0, net_draw, 1.0), np.inf)
    limit = np.minimum(by_gearing, np.min(by_period, axis=-1, keepdims=True))
    return np.where(brings_cash, np.maximum(limit, 0.0), 0.0)


def debt_beside_least_equity(
    least: Numeric, uses: FloatArray, sources: FloatArray, grants: FloatArray, cost: Numeric = 0.0
) -> Numeric:
    """Debt that leaves equity its least share of the uses that grants of the State do not pay.

    Parameters
    ----------
    least
        Share, fraction; 0 for none.
    uses, sources
        As for `largest_debt`.
    grants
        Grants of the State among the sources, USD, (..., construction periods).
    cost
        Uses per unit of debt.

    Returns
    -------
    Numeric
        Debt D, USD, (..., 1), of U + c D - S - D = e (U + c D - G); infinite without a least share.

    Examples
    --------
    Uses 100, a grant of the State of 20: 15 % of 80 is 12, and 100 - 20 - 12 = 68.

    >>> one = np.array([1.0])
    >>> debt_beside_least_equity(0.15, 100 * one, 20 * one, 20 * one)
    array([68.])
    """
    needed, paid, granted = (
        np.sum(part, axis=-1, keepdims=True) for part in (uses, sources, grants)
    )
    debt = ((1 - least) * needed - paid + least * granted) / (1 - (1 - least) * cost)
    return np.where(np.asarray(least) > 0, np.maximum(debt, 0.0), np.inf)


def fund(
    capex: Numeric,
    spend_profile: FloatArray,
    debt: Numeric,
    debt_cost_profile: FloatArray,
    grant: Numeric = 0.0,
    bridge_cost_profile: FloatArray | None = None,
) -> Funding:
    """Uses and sources of each construction year.

    Parameters
    ----------
    capex
        Capital cost without financing cost, USD nominal.
    spend_profile
        Share of it in each construction year, sums to 1; (..., construction years).
    debt
        Senior debt, USD.
    debt_cost_profile
        As returned by `financing_cost_per_debt`.
    grant
        Grant that a bridge loan carries until it is paid, USD.
    bridge_cost_profile
        As `debt_cost_profile`, for the bridge.

    Returns
    -------
    Funding
        With equity as the remainder: negative where debt and grant exceed uses.

    Examples
    --------
    >>> year = np.array([1.0])
    >>> funding = fund(100.0, year, 60.0, np.array([0.05]))
    >>> funding.uses.tolist(), funding.equity.tolist()
    ([103.0], [43.0])
    """
    bridge_cost = (
        np.zeros_like(spend_profile) if bridge_cost_profile is None else bridge_cost_profile
    )
    capex_spent = capex * spend_profile
    financing_cost = debt * debt_cost_profile + grant * bridge_cost
    debt_drawn = debt * spend_profile
    bridge_drawn = grant * spend_profile
    equity = capex_spent + financing_cost - debt_drawn - bridge_drawn
    return Funding(capex_spent, financing_cost, debt_drawn, bridge_drawn, equity)
