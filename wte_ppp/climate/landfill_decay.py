"""First-order decay, the same sum for years and for months."""

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric

MONTHS = 12


def decayed_t(waste_t: FloatArray, rate_per_period: Numeric, first_period: Numeric) -> FloatArray:
    """Waste (in its own tonnes) whose degradable carbon decays in each period.

    Parameters
    ----------
    waste_t : FloatArray
        Laid down in each period, (n,) or (n_draws, n).
    rate_per_period : Numeric
        Decay rate, float or (n_draws, 1): constant over the periods.
    first_period : Numeric
        Share of the period of disposal in which it decays already.

    Returns
    -------
    FloatArray
        t per period, (n,) or (n_draws, n); NaN where the rate is negative.

    Raises
    ------
    ValueError
        If `waste_t` has no time axis or the rate varies over it.

    References
    ----------
    2006 IPCC Guidelines, Vol. 5, Ch. 3, eq. 3.4 and 3.5; Annex 3A.1.

    Examples
    --------
    Half decays each period: 50 of 100, then 25.

    >>> decayed_t(np.array([100.0, 0.0]), np.log(2.0), 1.0).round(6).tolist()
    [50.0, 25.0]
    """
    laid_down = np.asarray(waste_t, dtype=np.float64)
    rate = np.asarray(rate_per_period, dtype=np.float64)
    if laid_down.ndim == 0:
        raise ValueError("waste_t is a single number; give one tonnage a period, time last")
    if rate.ndim > 0 and rate.shape[-1] != 1:
        raise ValueError(
            f"decay rate has shape {rate.shape}; it is constant in time: give a float or "
            "(n_draws, 1)"
        )
    rate = np.where(rate >= 0.0, rate, np.nan)
    fresh = rate * first_period
    shape = np.broadcast_shapes(laid_down.shape, fresh.shape)
    deposits = np.broadcast_to(laid_down, shape)
    rate = np.broadcast_to(rate, (*shape[:-1], 1))[..., 0]
    fresh = np.broadcast_to(fresh, (*shape[:-1], 1))[..., 0]
    remaining, lost = np.exp(-rate), -np.expm1(-rate)
    fresh_kept, fresh_lost = np.exp(-fresh), -np.expm1(-fresh)
    decayed = np.empty(shape)
    stock = np.zeros(shape[:-1])
    for period in range(shape[-1]):
        new = deposits[..., period]
        decayed[..., period] = stock * lost + new * fresh_lost
        stock = stock * remaining + new * fresh_kept
    return decayed
