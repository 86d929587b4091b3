"""Methane from a landfill that the plant keeps waste out of: first-order decay, year by year.

The CDM tool and the IPCC guidelines share one idea: degradable carbon decays at a rate that
depends on the material and the climate. They differ in when decay starts. In the CDM tool
waste already decays in the year it is laid down; by the IPCC default it starts on the first
of January after.
"""

from collections.abc import Mapping
from functools import reduce

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric

__all__ = [
    "landfill_emissions_tco2e",
    "mcf_water_table",
    "methane_potential_t_per_t",
    "methane_t",
]

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
    same_year: bool = True,
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
    same_year : bool, default True
        True as in the CDM tool, decay in the year of disposal; False as in the IPCC default,
        decay from January of the year after.

    Returns
    -------
    FloatArray
        t CH4 per year, (n_years,) or (n_draws, n_years); NaN where k is negative.

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
    2006 IPCC Guidelines, Vol. 5, Ch. 3, eq. 3.1 and 3.4 to 3.6.

    Examples
    --------
    100 t of food with k = ln 2, so that half decays each year: 5 t of methane in all, less
    10 % oxidised, at phi 1: 2.25, then half of that each year.

    >>> once = np.array([100.0, 0.0, 0.0])
    >>> tool = dict(doc_f=0.5, methane_fraction=0.5, mcf=1.0, oxidation=0.1)
    >>> methane_t(once, 0.15, np.log(2.0), **tool).round(4).tolist()
    [2.25, 1.125, 0.5625]
    >>> methane_t(once, 0.15, np.log(2.0), **tool, same_year=False).round(4).tolist()
    [0.0, 2.25, 1.125]
    """
    laid_down = np.asarray(waste_t, dtype=np.float64)
    rate = np.asarray(decay_rate_per_year, dtype=np.float64)
    if laid_down.ndim == 0:
        raise ValueError("waste_t is a single number; give one tonnage a year, time last")
    if rate.ndim > 0 and rate.shape[-1] != 1:
        raise ValueError(
            f"decay rate has shape {rate.shape}; it is constant in time: give a float or "
            "(n_draws, 1)"
        )
    rate = np.where(rate >= 0.0, rate, np.nan)
    decayed_t = _decayed_t(laid_down, rate, same_year)
    emitted = model_correction * (1.0 - captured_fraction) * (1.0 - oxidation)
    potential = methane_potential_t_per_t(doc, doc_f, methane_fraction, mcf)
    return np.asarray(emitted * potential * decayed_t, dtype=np.float64)


def _decayed_t(laid_down: FloatArray, rate: FloatArray, same_year: bool) -> FloatArray:
    """Waste (in its own tonnes) whose degradable carbon decays in each year."""
    shape = np.broadcast_shapes(laid_down.shape, rate.shape)
    deposits = np.broadcast_to(laid_down, shape)
    yearly_rate = np.broadcast_to(rate, (*shape[:-1], 1))[..., 0]
    kept, lost = np.exp(-yearly_rate), -np.expm1(-yearly_rate)
    decayed = np.empty(shape)
    stock = np.zeros(shape[:-1])
    for year in range(shape[-1]):
        if same_year:
            stock = stock + deposits[..., year]
        decayed[..., year] = stock * lost
        stock = stock * kept
        if not same_year:
            stock = stock + deposits[..., year]
    return decayed


def landfill_emissions_tco2e(
    waste_t_by_component: Mapping[str, FloatArray],
    doc: Mapping[str, Numeric],
    decay_rate_per_year: Mapping[str, Numeric],
    *,
    doc_f: Numeric,
    methane_fraction: Numeric,
    mcf: Numeric,
    oxidation: Numeric,
    gwp_methane: Numeric,
    model_correction: Numeric = 1.0,
    captured_fraction: Numeric = 0.0,
    same_year: bool = True,
) -> FloatArray:
    """Landfill emissions of all components together.

    Parameters
    ----------
    waste_t_by_component : Mapping of str to FloatArray
        Wet waste laid down in each year, t, (n_years,) or (n_draws, n_years) each.
    doc, decay_rate_per_year : Mapping of str to Numeric
        By component, as in :func:`methane_t`; inert components have DOC 0.
    doc_f, methane_fraction, mcf, oxidation, model_correction, captured_fraction, same_year
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
            doc_f=doc_f,
            methane_fraction=methane_fraction,
            mcf=mcf,
            oxidation=oxidation,
            model_correction=model_correction,
            captured_fraction=captured_fraction,
            same_year=same_year,
        )
        for name, waste in waste_t_by_component.items()
    ]
    return np.asarray(reduce(np.add, methane) * gwp_methane, dtype=np.float64)


def mcf_water_table(depth_m: Numeric, water_height_m: Numeric) -> Numeric:
    """Methane correction factor of a site that stands in ground water.

    Parameters
    ----------
    depth_m : Numeric
        Depth of the site, m, above 0.
    water_height_m : Numeric
        Height of the water table above the base, m; more than the depth counts as the depth.

    Returns
    -------
    Numeric
        max(1 - 2/d, h/d), 0 to 1; NaN where depth is not positive or height is negative.

    References
    ----------
    CDM TOOL04, v08.1, MCF for sites with a water table above the bottom.

    Examples
    --------
    10 m deep: the top 2 m are aerobic, 1 - 2/10 = 0.8; 9 m of water give 0.9.

    >>> print(mcf_water_table(10.0, 3.0), mcf_water_table(10.0, 9.0))
    0.8 0.9
    """
    valid = (np.asarray(depth_m) > 0.0) & (np.asarray(water_height_m) >= 0.0)
    depth = np.where(valid, depth_m, np.nan)
    return np.minimum(np.maximum(1.0 - 2.0 / depth, water_height_m / depth), 1.0)[()]
