"""Corresponding adjustments: what leaves a country's account is added to its emissions."""

import numpy as np

from wte_ppp.arrays import FloatArray


def yearly_adjustment_t(first_transferred_t: FloatArray, used_t: FloatArray) -> FloatArray:
    """Corresponding adjustment of each year for an NDC of several years or with a trajectory.

    Parameters
    ----------
    first_transferred_t : FloatArray
        Credits authorised and first transferred by the country, t CO2e by year, (n_years,).
    used_t : FloatArray
        Credits of others used towards its NDC, t CO2e by year, (n_years,).

    Returns
    -------
    FloatArray
        t CO2e by year, added to the emissions; negative where more is used than transferred.

    References
    ----------
    Decision 2/CMA.3, annex, paragraphs 7(a)(i), 7(b) and 8.

    Examples
    --------
    >>> yearly_adjustment_t(np.array([100.0, 50.0]), np.array([0.0, 80.0])).tolist()
    [100.0, -30.0]
    """
    return np.asarray(first_transferred_t, dtype=np.float64) - np.asarray(used_t, dtype=np.float64)


def averaged_adjustment_t(
    first_transferred_t: FloatArray, used_t: FloatArray, years_elapsed: int | None = None
) -> float:
    """Corresponding adjustment of a single-year NDC by the average of its period.

    Parameters
    ----------
    first_transferred_t, used_t : FloatArray
        As in :func:`yearly_adjustment_t`, from the first year of the NDC period.
    years_elapsed : int, optional
        Years of the period that have passed; left out: all that are given.

    Returns
    -------
    float
        t CO2e: what came together, divided by the years that passed; applied to the single year,
        and indicative in the years before.

    Raises
    ------
    ValueError
        If no year has passed.

    References
    ----------
    Decision 2/CMA.3, annex, paragraph 7(a)(ii).

    Examples
    --------
    100 and 50 less 30 over three years: 120 / 3 = 40.

    >>> averaged_adjustment_t(np.array([100.0, 50.0, 0.0]), np.array([0.0, 0.0, 30.0]))
    40.0
    """
    yearly = yearly_adjustment_t(first_transferred_t, used_t)
    years = len(yearly) if years_elapsed is None else years_elapsed
    if not 1 <= years <= len(yearly):
        raise ValueError(f"got {years} years; expected 1 to {len(yearly)}")
    return float(yearly[:years].sum() / years)


def emissions_balance_t(emissions_t: FloatArray, adjustment_t: FloatArray) -> FloatArray:
    """Emissions balance that a country's NDC is measured by.

    Parameters
    ----------
    emissions_t : FloatArray
        Emissions that the NDC covers, t CO2e by year.
    adjustment_t : FloatArray
        From :func:`yearly_adjustment_t`.

    Returns
    -------
    FloatArray
        t CO2e by year.

    References
    ----------
    Decision 2/CMA.3, annex, paragraph 8.

    Examples
    --------
    >>> emissions_balance_t(np.array([1000.0]), np.array([100.0])).tolist()
    [1100.0]
    """
    return np.asarray(emissions_t, dtype=np.float64) + adjustment_t
