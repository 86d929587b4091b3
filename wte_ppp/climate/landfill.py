"""Methane from a landfill that the plant keeps waste out of: first-order decay.

The CDM tool and the IPCC guidelines share one idea: degradable carbon decays at a rate that
depends on the material and the climate. They differ in when decay starts. In the CDM tool
waste already decays in the year (or month) it is laid down; by the IPCC default it starts on
the first of January after, and in general in month M of the IPCC waste model.
"""

from collections.abc import Mapping
from functools import reduce
from typing import Any

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.climate.landfill_decay import MONTHS, decayed_t

METHANE_PER_CARBON = 16.0 / 12.0  # t CH4 per t C, rounded as in the tool and the guidelines


def methane_potential_t_per_t(
    doc: Numeric, doc_f: Numeric, methane_fraction: Numeric, mcf: Numeric
) -> Numeric:
    """Methane that a tonne of waste generates in the end, L0.

    Parameters
    ----------
    doc : Numeric
        Degradable organic carbon, t C per t wet waste.
    doc_f : Numeric
        Share of it that decomposes.
    methane_fraction : Numeric
        Volume share of methane in landfill gas.
    mcf : Numeric
        Methane correction factor of the site.

    Returns
    -------
    Numeric
        t CH4 per t wet waste, before oxidation and capture.

    References
    ----------
    2006 IPCC Guidelines, Vol. 5, Ch. 3, eq. 3.2 and 3.3.

    Examples
    --------
    Food: 0.15 * 0.5 * 0.5 * 1.0 * 16/12 = 0.05.

    >>> round(methane_potential_t_per_t(0.15, 0.5, 0.5, 1.0), 6)
    0.05
    """
    return doc * doc_f * mcf * methane_fraction * METHANE_PER_CARBON


def methane_t(
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
    first_year_months: Numeric = 12.0,
) -> FloatArray:
    """Methane one kind of waste emits from a landfill in each year.

    Parameters
    ----------
    waste_t : FloatArray
        Wet waste laid down in each year, t, (n_years,) or (n_draws, n_years). The first year is
        the first of disposal (CDM application B: of the crediting period). Zeros at the end
        let the decay run on.
    doc : Numeric
        Degradable organic carbon, t C per t wet waste.
    decay_rate_per_year : Numeric
        k, float or (n_draws, 1): constant over the years.
    doc_f, methane_fraction, mcf : Numeric
        Share of the carbon that decomposes, F, and methane correction factor.
    oxidation : Numeric
        OX, share oxidised in the cover.
    model_correction : Numeric, default 1
        phi of the CDM tool; leave at 1 for the IPCC guidelines.
    captured_fraction : Numeric, default 0
        f, share captured and burnt in the baseline; may be a yearly series.
    first_year_months : Numeric, default 12
        Months of decay in the year of disposal, 0 to 12: 12 as in the CDM tool; 13 - M of the
        IPCC waste model whose decay starts in month M, so 0 by the IPCC's default M = 13 and 6
        for M = 7.

    Returns
    -------
    FloatArray
        t CH4 per year, (n_years,) or (n_draws, n_years); NaN where k is negative or the months
        lie outside 0 to 12.

    Raises
    ------
    ValueError
        If `waste_t` has no time axis or `decay_rate_per_year` varies over it.

    Notes
    -----
    The tool's double sum over years is computed as a recurrence: what has not decayed is
    carried over, times exp(-k). Waste of year x then emits (1 - exp(-k)) exp(-k (y - x)) of
    its potential in year y.

    References
    ----------
    CDM TOOL04, Emissions from solid waste disposal sites, v08.1, eq. 1.
    2006 IPCC Guidelines, Vol. 5, Ch. 3, eq. 3.1 and 3.4 to 3.6; Annex 3A.1, delay of M months.

    Examples
    --------
    100 t of food with k = ln 2, so that half decays each year: 5 t of methane in all, less
    10 % oxidised, at phi 1: 2.25, then half of that each year.

    >>> once = np.array([100.0, 0.0, 0.0])
    >>> tool = dict(doc_f=0.5, methane_fraction=0.5, mcf=1.0, oxidation=0.1)
    >>> methane_t(once, 0.15, np.log(2.0), **tool).round(4).tolist()
    [2.25, 1.125, 0.5625]
    >>> methane_t(once, 0.15, np.log(2.0), **tool, first_year_months=0).round(4).tolist()
    [0.0, 2.25, 1.125]
    """
    months = np.asarray(first_year_months, dtype=np.float64)
    months = np.where((months >= 0.0) & (months <= MONTHS), months, np.nan)
    decayed = decayed_t(waste_t, decay_rate_per_year, months / MONTHS)
    emitted = model_correction * (1.0 - captured_fraction) * (1.0 - oxidation)
    potential = methane_potential_t_per_t(doc, doc_f, methane_fraction, mcf)
    return np.asarray(emitted * potential * decayed, dtype=np.float64)


def methane_of_earlier_waste_t(
    earlier_waste_t: FloatArray, years: int, doc: Numeric, decay_rate_per_year: Numeric, **site: Any
) -> FloatArray:
    """Methane of the coming years from waste that lies in the landfill already.

    Parameters
    ----------
    earlier_waste_t : FloatArray
        Wet waste laid down in each year of the past, the last year last; t, (n_past,) or
        (n_draws, n_past).
    years : int
        How many years to come.
    doc, decay_rate_per_year
        As in :func:`methane_t`.
    **site
        Keyword arguments of :func:`methane_t`.

    Returns
    -------
    FloatArray
        t CH4 per year to come, (years,) or (n_draws, years).

    Notes
    -----
    Emitted with the plant and without it: never part of its reductions (CDM TOOL04,
    application B, counts waste of the crediting period alone), but of the site's inventory and
    of what capture at the site can burn (application A).

    References
    ----------
    CDM TOOL04, v08.1, applications A and B. 2006 IPCC Guidelines, Vol. 5, Ch. 3, section 3.2.1.

    Examples
    --------
    100 t of food last year, k = ln 2: 2.25 t came last year, half of it this year.

    >>> tool = dict(doc_f=0.5, methane_fraction=0.5, mcf=1.0, oxidation=0.1)
    >>> past = np.array([100.0])
    >>> methane_of_earlier_waste_t(past, 2, 0.15, np.log(2.0), **tool).round(4).tolist()
    [1.125, 0.5625]
    """
    past = np.asarray(earlier_waste_t, dtype=np.float64)
    to_come = np.zeros((*past.shape[:-1], years))
    whole = methane_t(np.concatenate([past, to_come], axis=-1), doc, decay_rate_per_year, **site)
    return whole[..., past.shape[-1] :]


def landfill_emissions_tco2e(
    waste_t_by_component: Mapping[str, FloatArray],
    doc: Mapping[str, Numeric],
    decay_rate_per_year: Mapping[str, Numeric],
    *,
    doc_f: Numeric | Mapping[str, Numeric],
    methane_fraction: Numeric,
    mcf: Numeric,
    oxidation: Numeric,
    gwp_methane: Numeric,
    model_correction: Numeric = 1.0,
    captured_fraction: Numeric = 0.0,
    first_year_months: Numeric = 12.0,
) -> FloatArray:
    """Landfill emissions of all components together.

    Parameters
    ----------
    waste_t_by_component : Mapping of str to FloatArray
        Wet waste laid down in each year, t, (n_years,) or (n_draws, n_years) each.
    doc, decay_rate_per_year : Mapping of str to Numeric
        By component, as in :func:`methane_t`; inert components have DOC 0.
    doc_f : Numeric or Mapping of str to Numeric
        Share of the carbon that decomposes, one for all or by component (2019 Refinement, or
        measured).
    methane_fraction, mcf, oxidation, model_correction, captured_fraction, first_year_months
        As in :func:`methane_t`, common to all components.
    gwp_methane : Numeric
        t CO2e per t CH4.

    Returns
    -------
    FloatArray
        t CO2e per year, (n_years,) or (n_draws, n_years).

    Raises
    ------
    ValueError
        If no component is given, or one has no DOC or decay rate.

    References
    ----------
    CDM TOOL04, Emissions from solid waste disposal sites, v08.1, eq. 1.

    Examples
    --------
    100 t of food, k = ln 2, GWP 28: 2.25 t CH4 * 28 = 63 t CO2e in the first year.

    >>> year = landfill_emissions_tco2e(
    ...     {"food": np.array([100.0])}, {"food": 0.15}, {"food": np.log(2.0)},
    ...     doc_f=0.5, methane_fraction=0.5, mcf=1.0, oxidation=0.1, gwp_methane=28.0)
    >>> year.round(6).tolist()
    [63.0]
    """
    missing = sorted(set(waste_t_by_component) - (set(doc) & set(decay_rate_per_year)))
    if missing or not waste_t_by_component:
        raise ValueError(
            f"components {missing or 'none given'}: each needs a DOC and a decay rate; "
            "give 0 for inert waste"
        )
    methane = [
        methane_t(
            waste,
            doc[name],
            decay_rate_per_year[name],
            doc_f=doc_f[name] if isinstance(doc_f, Mapping) else doc_f,
            methane_fraction=methane_fraction,
            mcf=mcf,
            oxidation=oxidation,
            model_correction=model_correction,
            captured_fraction=captured_fraction,
            first_year_months=first_year_months,
        )
        for name, waste in waste_t_by_component.items()
    ]
    return np.asarray(reduce(np.add, methane) * gwp_methane, dtype=np.float64)
