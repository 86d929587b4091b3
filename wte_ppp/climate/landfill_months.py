"""Methane from a landfill month by month, for monitoring periods that are not whole years."""

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.climate.landfill import methane_potential_t_per_t
from wte_ppp.climate.landfill_decay import MONTHS, decayed_t


def monthly_methane_t(
    waste_t: FloatArray,
    doc: Numeric,
    decay_rate_per_year: Numeric,
    *,
    doc_f: Numeric,
    methane_fraction: Numeric,
    mcf: Numeric,
    oxidation: Numeric,
    model_correction: Numeric = 1.0,
    captured_fraction: Numeric = 0.0,
) -> FloatArray:
    """Methane one kind of waste emits from a landfill in each month.

    Parameters
    ----------
    waste_t : FloatArray
        Wet waste laid down in each month, t, (n_months,) or (n_draws, n_months).
    doc, decay_rate_per_year, doc_f, methane_fraction, mcf, oxidation, model_correction
        As in :func:`wte_ppp.climate.landfill.methane_t`; the rate stays per year.
    captured_fraction : Numeric, default 0
        f, share captured and burnt in the baseline; may be a monthly series.

    Returns
    -------
    FloatArray
        t CH4 per month, (n_months,) or (n_draws, n_months).

    Raises
    ------
    ValueError
        As :func:`wte_ppp.climate.landfill.methane_t`.

    Notes
    -----
    The monthly form gives less than the yearly one in the first years: waste of December has
    one month to decay and not a year.

    References
    ----------
    CDM TOOL04, v08.1, eq. 2.

    Examples
    --------
    1 200 t of food in one month, k = 12 ln 2 a year, so that half decays each month: potential
    1 200 * 0.05 = 60 t, less 10 % oxidised 54 t; 27, then half of that.

    >>> once = np.array([1200.0, 0.0])
    >>> tool = dict(doc_f=0.5, methane_fraction=0.5, mcf=1.0, oxidation=0.1)
    >>> monthly_methane_t(once, 0.15, 12 * np.log(2.0), **tool).round(4).tolist()
    [27.0, 13.5]
    """
    decayed = decayed_t(waste_t, np.asarray(decay_rate_per_year) / MONTHS, 1.0)
    emitted = model_correction * (1.0 - captured_fraction) * (1.0 - oxidation)
    potential = methane_potential_t_per_t(doc, doc_f, methane_fraction, mcf)
    return np.asarray(emitted * potential * decayed, dtype=np.float64)


def yearly_sums(monthly: FloatArray) -> FloatArray:
    """Sums of twelve months each.

    Parameters
    ----------
    monthly : FloatArray
        (12 n_years,) or (n_draws, 12 n_years).

    Returns
    -------
    FloatArray
        (n_years,) or (n_draws, n_years).

    Raises
    ------
    ValueError
        If the months make no whole years.

    Examples
    --------
    >>> yearly_sums(np.ones(24)).tolist()
    [12.0, 12.0]
    """
    months = np.asarray(monthly, dtype=np.float64)
    if months.ndim == 0 or months.shape[-1] % MONTHS:
        raise ValueError(f"{months.shape} months; give a whole number of years, time last")
    return np.asarray(months.reshape(*months.shape[:-1], -1, MONTHS).sum(axis=-1))
