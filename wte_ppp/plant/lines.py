"""Several lines: how many run at a load, how many are up how long, what start-ups burn."""

import numpy as np
from scipy.stats import binom

from wte_ppp.arrays import ROUNDING, Numeric
from wte_ppp.plant.outage_mean import forced_share

_DAYS_PER_YEAR = 365.0


def lines_at_load(
    load_share: Numeric, lines: Numeric, lowest_share: Numeric
) -> tuple[Numeric, Numeric]:
    """Fewest lines that carry a load, and the load that they then run at.

    Parameters
    ----------
    load_share : float or array
        Load asked of the plant over its full load [-], 0 to 1.
    lines : float or array
        Number of equal lines.
    lowest_share : float or array
        Lowest continuous load of one line over its full load [-].

    Returns
    -------
    tuple of float or array
        Lines in service, and the plant's load while they run [-]: what is asked, or more where
        one line must not run so low.

    Examples
    --------
    Three lines of which the plant needs 60 %: two lines at 90 %.

    >>> [float(load) for load in lines_at_load(0.6, 3.0, 0.7)]
    [2.0, 0.6]
    >>> [round(float(load), 4) for load in lines_at_load(0.2, 3.0, 0.7)]  # one line, not below 70 %
    [1.0, 0.2333]
    """
    in_service = np.clip(np.ceil(load_share * np.asarray(lines) - ROUNDING), 1.0, lines)
    return in_service, np.maximum(load_share, in_service * lowest_share / lines)


def lines_up_for(
    share_of_year: Numeric,
    availability_h_per_year: Numeric,
    lines: Numeric,
    planned_days: Numeric = 0.0,
) -> Numeric:
    """Lines that are up for at least a share of the year: the load duration curve in lines.

    Parameters
    ----------
    share_of_year : float or array
        [-], 0 to 1.
    availability_h_per_year : float or array
        Of each line [h/year].
    lines : float or array
        Number of equal lines.
    planned_days : float or array
        Planned stops of each line, which follow one another; the rest of what the hours leave are
        faults, independent of each other [days/year].

    Returns
    -------
    float or array
        Largest number of lines k with P(lines up >= k) at or above the share.

    References
    ----------
    Binomial distribution: independent, equal units (Birolini, Reliability Engineering, 8th ed.
    (2017), section 2.2.6, k-out-of-n).

    Examples
    --------
    Two lines at 7884 h = 90 %: both are up 81 % of the year, one or two 99 %.

    >>> lines_up_for(np.array([0.80, 0.82, 0.995]), 7884.0, 2.0).tolist()
    [2.0, 1.0, 0.0]

    All of the tenth planned, 36.5 days of each line: two lines 80 % of the year, one the rest.

    >>> lines_up_for(np.array([0.79, 0.81, 1.0]), 7884.0, 2.0, 36.5).tolist()
    [2.0, 1.0, 1.0]
    """
    most, hours = np.asarray(lines), np.asarray(availability_h_per_year)
    up = 1.0 - forced_share(hours, planned_days)
    stopped = np.minimum(planned_days, _DAYS_PER_YEAR - hours / 24.0) * most / _DAYS_PER_YEAR
    whole = np.floor(stopped + ROUNDING)
    part = np.maximum(stopped - whole, 0.0)
    fewer = np.maximum(most - whole - 1.0, 0.0)
    # A share that is a step of the distribution is reached, whichever side rounding puts it.
    share = np.subtract(share_of_year, ROUNDING)
    found = np.zeros(np.broadcast_shapes(np.shape(share), np.shape(most), np.shape(hours)))
    for count in range(1, int(np.max(most)) + 1):
        reached = part * binom.sf(count - 1, fewer, up)
        reached = reached + (1.0 - part) * binom.sf(count - 1, most - whole, up)
        found = np.where((reached >= share) & (count <= most), float(count), found)
    return found[()]


def start_up_gj(
    line_mw: Numeric, lines: Numeric, starts_per_year: Numeric, heat_share: Numeric, hours: Numeric
) -> Numeric:
    """Fuel that brings the lines to their temperature in a year.

    Parameters
    ----------
    line_mw : float or array
        Full heat input of one line [MW].
    lines, starts_per_year : float or array
        Number of lines; cold starts of each in a year.
    heat_share, hours : float or array
        Mean burner heat over the line's full heat [-], and how long a start takes [h].

    Returns
    -------
    float or array
        Fuel [GJ/year].

    References
    ----------
    Directive 2010/75/EU, article 50(3): auxiliary burners bring the furnace to 850 degC before
    waste is fed, and hold it at shutdown.

    Examples
    --------
    40 MW, 2 lines, 3 starts, 30 % for 12 h: 3.6 x 40 x 0.3 x 12 x 6 = 3110.4.

    >>> round(start_up_gj(40.0, 2.0, 3.0, 0.3, 12.0), 1)
    3110.4
    """
    return 3.6 * line_mw * heat_share * hours * lines * starts_per_year
