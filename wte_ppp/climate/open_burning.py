"""Waste that is burnt in the open: what it emits, and what of it never rots in a dump."""

from collections.abc import Mapping

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.climate.incineration import ch4_t, fossil_co2_t, n2o_t


def open_burning_tco2e(
    waste_t_by_component: Mapping[str, Numeric],
    carbon_dry: Mapping[str, Numeric],
    fossil_carbon_fraction: Mapping[str, Numeric],
    dry_matter: Mapping[str, Numeric],
    *,
    oxidation: Numeric,
    ch4_kg_per_t: Numeric,
    n2o_kg_per_t_dry: Numeric,
    gwp_methane: Numeric,
    gwp_n2o: Numeric,
) -> FloatArray:
    """Emissions of burning waste in the open: fossil CO2, methane and nitrous oxide.

    Parameters
    ----------
    waste_t_by_component : Mapping of str to Numeric
        Wet waste set on fire in each year, t, (n_years,) or (n_draws, n_years) each.
    carbon_dry, fossil_carbon_fraction, dry_matter : Mapping of str to Numeric
        Carbon of dry matter, its fossil share, and dry matter of wet waste; kg/kg.
    oxidation : Numeric
        Share of the carbon that burns: 0.58 (2006 Guidelines), 0.71 (2019 Refinement).
    ch4_kg_per_t : Numeric
        kg CH4 per t wet waste.
    n2o_kg_per_t_dry : Numeric
        kg N2O per t dry matter.
    gwp_methane, gwp_n2o : Numeric
        t CO2e per t.

    Returns
    -------
    FloatArray
        t CO2e per year, (n_years,) or (n_draws, n_years).

    Raises
    ------
    ValueError
        If no component is given, or one lacks a factor.

    References
    ----------
    2006 IPCC Guidelines, Vol. 5, Ch. 5, eq. 5.2, 5.4 and 5.5; Tables 5.2 and 5.6 and section
    5.4.2 for open burning. 2019 Refinement, Vol. 5, Ch. 5 (oxidation factor 71 %).

    Examples
    --------
    100 t of dry plastics: 100 * 0.75 * 0.58 * 44/12 = 159.5 t CO2; 100 * 6.5 kg * 28 = 18.2;
    100 * 0.15 kg * 265 = 3.975: 181.675 t.

    >>> import numpy as np
    >>> one = {"plastics": 1.0}
    >>> burnt = open_burning_tco2e(
    ...     {"plastics": np.array([100.0])}, {"plastics": 0.75}, one, one, oxidation=0.58,
    ...     ch4_kg_per_t=6.5, n2o_kg_per_t_dry=0.15, gwp_methane=28.0, gwp_n2o=265.0)
    >>> burnt.round(3).tolist()
    [181.675]
    """
    co2 = fossil_co2_t(
        waste_t_by_component, carbon_dry, fossil_carbon_fraction, oxidation, dry_matter
    )
    wet = sum(waste_t_by_component.values())
    dry = sum(waste * dry_matter[name] for name, waste in waste_t_by_component.items())
    return co2 + ch4_t(wet, ch4_kg_per_t) * gwp_methane + n2o_t(dry, n2o_kg_per_t_dry) * gwp_n2o


def share_burnt_of_population(
    uncollected_share: Numeric, burnt_of_uncollected: Numeric, dump_fires_share: Numeric
) -> Numeric:
    """Share of all waste that burns in the open: at home and in fires of the dump.

    Parameters
    ----------
    uncollected_share : Numeric
        Share of the waste that nobody collects, 0 to 1.
    burnt_of_uncollected : Numeric
        Share of that which people burn (P_frac with B_frac of the guidelines).
    dump_fires_share : Numeric
        Share of the collected waste that burns at the open dump.

    Returns
    -------
    Numeric
        Share of all waste.

    References
    ----------
    2006 IPCC Guidelines, Vol. 5, Ch. 5, eq. 5.7 (amount of waste burnt in the open).

    Examples
    --------
    30 % not collected, 60 % of it burnt, 10 % of the rest burns at the dump:
    0.3 * 0.6 + 0.7 * 0.1 = 0.25.

    >>> print(f"{share_burnt_of_population(0.3, 0.6, 0.1):.2f}")
    0.25
    """
    return uncollected_share * burnt_of_uncollected + (1.0 - uncollected_share) * dump_fires_share
