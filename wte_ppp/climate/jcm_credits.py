"""Credits of the JCM: where they can arise, whose they are, when they come, what may be sold."""

import numpy as np
from numpy.typing import NDArray

from wte_ppp.arrays import FloatArray, Numeric


def credits_allowed_t(credits_t: Numeric, partner: bool | None, let_go: Numeric) -> FloatArray:
    """Credits that can arise at all: in a partner country that lets its kind leave.

    Parameters
    ----------
    credits_t : Numeric
        Credits that the reductions would give, per year; (n_years,) or (n_draws, n_years).
    partner : bool or None
        Whether the host is a partner of the JCM on the day; None where unknown.
    let_go : Numeric
        Share of the credits that the host lets leave, 0 to 1; NaN where unknown.

    Returns
    -------
    FloatArray
        t per year: 0 where the host is no partner or lets none leave, NaN where either is unknown
        and there would be credits.

    References
    ----------
    Memoranda of the JCM; Article 6 rules of the host.

    Examples
    --------
    >>> hosts = ((False, 1.0), (True, 0.0), (True, 0.9))
    >>> [credits_allowed_t(100.0, *host).item() for host in hosts]
    [0.0, 0.0, 100.0]
    """
    share = np.asarray(let_go, dtype=np.float64)
    allowed = np.where(share > 0.0, 1.0, share)
    if partner is not True:
        allowed = np.zeros(()) if partner is False else np.where(share == 0.0, 0.0, np.nan)
    whole = np.asarray(credits_t, dtype=np.float64)
    return np.where((whole == 0.0) | (allowed == 0.0), 0.0, whole * allowed)


def credits_by_side_t(credits_t: Numeric, share_of_japan: Numeric) -> tuple[Numeric, Numeric]:
    """Credits of Japan's and of the partner's side, whole tonnes.

    Parameters
    ----------
    credits_t : Numeric
        Credits issued, whole, per year; (n_years,) or (n_draws, n_years).
    share_of_japan : Numeric
        0 to 1; at least half where the equipment is subsidised.

    Returns
    -------
    tuple of Numeric
        Japan's side and the partner's; together exactly the credits. A fraction goes to Japan's
        side, whose share is the least it may get.

    References
    ----------
    GEC, Financing Programme for JCM Model Projects: at least half of the credits issued go to
    the account of the Government of Japan.

    Examples
    --------
    >>> [side.tolist() for side in credits_by_side_t(np.array([101.0, 0.0]), 0.5)]
    [[51.0, 0.0], [50.0, 0.0]]
    """
    whole = np.asarray(credits_t, dtype=np.float64)
    partner = np.floor(np.round(whole * (1.0 - share_of_japan), 6))
    return whole - partner, partner


def issued_by_year_t(credits_t: Numeric, years_to_issuance: Numeric) -> FloatArray:
    """Credits in the years in which they are issued, some time after the reductions.

    Parameters
    ----------
    credits_t : Numeric
        Credits by the year in which the reduction occurred, (n_years,) or (n_draws, n_years).
    years_to_issuance : Numeric
        From the end of that year to the credit in the registry; float or (n_draws, 1), 0 or more.

    Returns
    -------
    FloatArray
        t by year; what is issued after the last year is not in it.

    Notes
    -----
    A wait of any part of a year after 31 December ends in the next one: credits of 2020 that are
    issued 1.15 years later, in February 2022, are of 2022.

    References
    ----------
    JCM, table of issuances of Mongolia (page of 4 June 2026): MN003, monitored to 31 December
    2020, issued 24 February 2022; MN006, to the same day, issued 30 January 2026.

    Examples
    --------
    >>> issued_by_year_t(np.array([100.0, 50.0, 0.0, 0.0]), 1.15).tolist()
    [0.0, 0.0, 100.0, 50.0]
    """
    credits = np.asarray(credits_t, dtype=np.float64)
    year = np.arange(credits.shape[-1], dtype=np.float64)
    since = np.asarray(year - np.ceil(np.asarray(years_to_issuance, dtype=np.float64)))
    shape = np.broadcast_shapes(since.shape, credits.shape)
    at = np.broadcast_to(np.maximum(since, 0.0).astype(np.int64), shape)
    earlier = np.take_along_axis(np.broadcast_to(credits, shape), at, axis=-1)
    return np.where(np.broadcast_to(since, shape) >= 0.0, earlier, 0.0)


def share_for_sale(
    let_go: Numeric, share_of_japan: Numeric, subsidised: bool | NDArray[np.bool_]
) -> Numeric:
    """Share of the credits that the project may sell: none of them goes to two hands.

    Parameters
    ----------
    let_go : Numeric
        Share of the credits that the host lets leave, 0 to 1; NaN where unknown.
    share_of_japan : Numeric
        Japan's share of the credits, 0 to 1.
    subsidised : bool or NDArray of bool
        Whether the equipment is subsidised: Japan's share is then the government's, for the grant.

    Returns
    -------
    Numeric
        0 to 1; NaN where unknown.

    References
    ----------
    GEC, Financing Programme for JCM Model Projects: at least half of the credits issued go to the
    account of the Government of Japan. Article 6 rules of the host.

    Examples
    --------
    >>> [round(float(share_for_sale(0.9, 0.5, paid)), 2) for paid in (True, False)]
    [0.4, 0.9]
    """
    leaving = np.asarray(let_go, dtype=np.float64)
    given = np.where(subsidised, np.minimum(share_of_japan, leaving), 0.0)
    return (leaving - given)[()]
