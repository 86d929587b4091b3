"""Price paths: how a fee, a tariff or a cost moves with inflation."""

from wte_ppp.arrays import Numeric

__all__ = ["price_index", "real_rate"]


def price_index(
    inflation: Numeric, years_from_price_base: Numeric, indexed_share: Numeric = 1.0
) -> Numeric:
    """Index of a price that follows inflation with a fixed share of itself.

    Parameters
    ----------
    inflation
        Yearly inflation, fraction; number or (draws, 1).
    years_from_price_base
        Years after the year whose price level the price is given in; (years,).
    indexed_share
        Share b of the price that moves, fraction: F_t / F_0 = a + b CPI_t / CPI_0 with
        a + b = 1. 0 is a flat nominal price, 1 is full indexation.

    Returns
    -------
    Numeric
        F_t / F_0, (..., years).

    References
    ----------
    .. [1] World Bank, PPP Reference Guide 3.0 (2017), section 5.3.3 on indexed payments: the
       weighted index form, here with one index.

    Examples
    --------
    >>> round(price_index(0.10, 2), 6), round(price_index(0.10, 2, indexed_share=0.5), 6)
    (1.21, 1.105)
    """
    return 1 - indexed_share + indexed_share * (1 + inflation) ** years_from_price_base


def real_rate(nominal_rate: Numeric, inflation: Numeric) -> Numeric:
    """Real rate by Fisher's equation, 1 + nominal = (1 + real)(1 + inflation).

    Parameters
    ----------
    nominal_rate, inflation
        Yearly fractions; number or (draws, 1).

    Returns
    -------
    Numeric
        Yearly real rate, fraction.

    References
    ----------
    .. [1] I. Fisher, The Theory of Interest (1930), chapter II.

    Examples
    --------
    >>> round(real_rate(0.10, 0.04), 6)
    0.057692
    """
    return (1 + nominal_rate) / (1 + inflation) - 1
