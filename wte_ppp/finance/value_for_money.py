"""Value for money of a PPP against the public sector comparator (PSC)."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.finance.metrics import present_value


@dataclass(frozen=True)
class Risk:
    """A risk of public delivery: expected cost = probability x impact x what it falls on.

    Parameters
    ----------
    falls_on
        Cost or revenue of public delivery by period, USD, (..., periods): its timing is the risk's.
    probability, impact
        Fractions.
    transferred
        Share that the private party bears in a PPP; the public keeps the rest either way.
    """

    falls_on: FloatArray
    probability: Numeric
    impact: Numeric
    transferred: Numeric

    @property
    def expected(self) -> FloatArray:
        """Expected cost by period, USD."""
        return np.asarray(self.falls_on * (self.probability * self.impact))


@dataclass(frozen=True)
class PublicDelivery:
    """What the public would spend and earn if it did it alone, USD, (..., periods).

    `neutrality` is what the private party pays and the public would not: taxes, insurance.
    """

    capital_cost: FloatArray
    operating_cost: FloatArray
    revenue: FloatArray
    neutrality: FloatArray


@dataclass(frozen=True)
class PppCost:
    """What the public pays in the PPP, USD, (..., periods): to the project, and for having it."""

    payments: FloatArray
    transaction: FloatArray
    monitoring: FloatArray


@dataclass(frozen=True)
class ValueForMoney:
    """Present values, USD, (..., 1)."""

    raw_psc: FloatArray
    neutrality: FloatArray
    transferred_risk: FloatArray
    retained_risk: FloatArray
    payments: FloatArray
    transaction_and_monitoring: FloatArray

    @property
    def psc(self) -> FloatArray:
        """Raw PSC, competitive neutrality, transferred and retained risk."""
        return self.raw_psc + self.neutrality + self.transferred_risk + self.retained_risk

    @property
    def ppp(self) -> FloatArray:
        """Payments, retained risk, transaction and monitoring."""
        return self.payments + self.retained_risk + self.transaction_and_monitoring

    @property
    def value(self) -> FloatArray:
        """PSC less PPP."""
        return self.psc - self.ppp

    @property
    def share(self) -> FloatArray:
        """Value / PSC, fraction; NaN where the PSC is not a cost."""
        is_cost = self.psc > 0
        return np.where(is_cost, self.value / np.where(is_cost, self.psc, 1.0), np.nan)


def value_for_money(
    public: PublicDelivery,
    ppp: PppCost,
    risks: tuple[Risk, ...],
    rate: Numeric,
    years: FloatArray,
) -> ValueForMoney:
    """Present values of public delivery and of the PPP at the public discount rate.

    Parameters
    ----------
    public
        Public delivery.
    ppp
        The PPP.
    risks
        Risks of public delivery.
    rate
        Public discount rate, yearly fraction, of the same money (nominal or real) as the flows.
    years
        Time of each period's end, (periods,).

    Returns
    -------
    ValueForMoney
        VfM = (PSC - PPP) / PSC.

    References
    ----------
    .. [1] World Bank, PPP Reference Guide 3.0 (2017), section 3.2.4, assessing value for money.
    .. [2] Partnerships Victoria, Public Sector Comparator: Technical Note (2001): raw PSC,
       competitive neutrality, transferable and retained risk.

    Examples
    --------
    PSC 100 + 5 + 10 x 0.5 x 0.8 shared half = 105 + 2 + 2; PPP 95 + 2 + 3: 9 of 109.

    >>> one = np.array([1.0])
    >>> public = PublicDelivery(80 * one, 30 * one, 10 * one, 5 * one)
    >>> risk = Risk(10 * one, 0.5, 0.8, 0.5)
    >>> vfm = value_for_money(public, PppCost(95 * one, 2 * one, one), (risk,), 0.08, np.zeros(1))
    >>> vfm.psc.tolist(), vfm.ppp.tolist(), vfm.value.tolist()
    ([109.0], [100.0], [9.0])
    """

    def worth(flow: FloatArray) -> FloatArray:
        return present_value(flow, rate, years)

    nothing = np.zeros(years.size)
    transferred = sum((risk.expected * risk.transferred for risk in risks), nothing)
    retained = sum((risk.expected * (1 - risk.transferred) for risk in risks), nothing)
    return ValueForMoney(
        raw_psc=worth(public.capital_cost + public.operating_cost - public.revenue),
        neutrality=worth(public.neutrality),
        transferred_risk=worth(transferred),
        retained_risk=worth(retained),
        payments=worth(ppp.payments),
        transaction_and_monitoring=worth(ppp.transaction + ppp.monitoring),
    )
