"""Waste-sector emissions of a city or country over decades, by route of the waste."""

from collections.abc import Mapping, Sequence

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric

DAYS = 365.0


def path_between(milestones: Mapping[int, float], years: Sequence[int]) -> FloatArray:
    """Value of each year on straight lines between milestones.

    Parameters
    ----------
    milestones : Mapping of int to float
        Value by calendar year; before the first and after the last it stays.
    years : Sequence of int
        Calendar years.

    Returns
    -------
    FloatArray
        (n_years,).

    Raises
    ------
    ValueError
        Without a milestone.

    References
    ----------
    Linear interpolation.

    Examples
    --------
    >>> path_between({2025: 0.0, 2035: 100.0}, [2020, 2030, 2040]).tolist()
    [0.0, 50.0, 100.0]
    """
    if not milestones:
        raise ValueError("no milestone; give one year at least")
    at = sorted(milestones)
    return np.interp(np.asarray(years, dtype=np.float64), at, [milestones[year] for year in at])


def generated_t(population: Numeric, kg_per_person_day: Numeric) -> Numeric:
    """Waste that people make.

    Parameters
    ----------
    population : Numeric
        Persons by year, (n_years,) or (n_draws, n_years).
    kg_per_person_day : Numeric
        By year.

    Returns
    -------
    Numeric
        t per year.

    References
    ----------
    2006 IPCC Guidelines, Vol. 5, Ch. 2, section 2.2.1.

    Examples
    --------
    1 million persons at 0.8 kg/d: 292 000 t.

    >>> print(f"{generated_t(1e6, 0.8):.0f}")
    292000
    """
    return population * kg_per_person_day * DAYS / 1000.0


def by_route_t(waste_t: FloatArray, shares: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    """Waste that goes each route.

    Parameters
    ----------
    waste_t : FloatArray
        All waste, t by year, (n_years,) or (n_draws, n_years).
    shares : Mapping of str to FloatArray
        Share of each route by year; together 1.

    Returns
    -------
    dict of str to FloatArray
        t by year by route; together the waste.

    Raises
    ------
    ValueError
        If the shares of a year do not sum to 1.

    References
    ----------
    Conservation of mass.

    Examples
    --------
    >>> shares = {"landfill": np.array([0.7]), "wte": np.array([0.3])}
    >>> routes = by_route_t(np.array([100.0]), shares)
    >>> {name: route.tolist() for name, route in routes.items()}
    {'landfill': [70.0], 'wte': [30.0]}
    """
    total = sum(shares.values())
    if not np.allclose(np.asarray(total, dtype=np.float64), 1.0, atol=1e-9, equal_nan=False):
        raise ValueError(f"the shares of the routes sum to {total}; make them 1 in every year")
    return {name: np.asarray(waste_t * share) for name, share in shares.items()}


def earlier_waste_t(first_year_t: Numeric, growth_per_year: Numeric, years: int) -> FloatArray:
    """Waste of the years before, going back from the first year at a steady growth.

    Parameters
    ----------
    first_year_t : Numeric
        t in the first year; float or (n_draws, 1).
    growth_per_year : Numeric
        Growth in the past, 0.03 for 3 %.
    years : int
        How many years back.

    Returns
    -------
    FloatArray
        t by year, the oldest first, (years,) or (n_draws, years).

    References
    ----------
    2006 IPCC Guidelines, Vol. 5, Ch. 3, section 3.2.2: historical data of 50 years, estimated
    from drivers where there are none.

    Examples
    --------
    >>> earlier_waste_t(121.0, 0.1, 2).round(6).tolist()
    [100.0, 110.0]
    """
    back = np.arange(years, 0, -1, dtype=np.float64)
    return np.asarray(first_year_t / (1.0 + growth_per_year) ** back, dtype=np.float64)


def sewage_methane_t(
    population: Numeric,
    bod_g_per_person_day: Numeric,
    methane_correction: Numeric,
    capacity: Numeric,
) -> Numeric:
    """Methane of domestic sewage.

    Parameters
    ----------
    population : Numeric
        Persons by year.
    bod_g_per_person_day : Numeric
        g BOD per person and day.
    methane_correction : Numeric
        MCF of all paths of discharge, weighted by people, 0 to 1.
    capacity : Numeric
        Bo, kg CH4 per kg BOD.

    Returns
    -------
    Numeric
        t CH4 per year.

    References
    ----------
    2006 IPCC Guidelines, Vol. 5, Ch. 6, eq. 6.1 to 6.3, without sludge removed or gas recovered.

    Examples
    --------
    1 million persons, 40 g, MCF 0.5, 0.6 kg/kg: 14 600 t BOD * 0.3 = 4 380 t.

    >>> print(f"{sewage_methane_t(1e6, 40.0, 0.5, 0.6):.0f}")
    4380
    """
    bod_t = population * bod_g_per_person_day * DAYS / 1e6
    return bod_t * capacity * methane_correction


def sewage_n2o_t(
    population: Numeric,
    protein_kg_per_person_year: Numeric,
    nitrogen_kg_per_kg: Numeric,
    n2o_n_kg_per_kg: Numeric,
) -> Numeric:
    """Nitrous oxide of the nitrogen that sewage carries into rivers and the sea.

    Parameters
    ----------
    population : Numeric
        Persons by year.
    protein_kg_per_person_year : Numeric
        Eaten.
    nitrogen_kg_per_kg : Numeric
        Nitrogen in the sewage per kg of protein eaten, with what is not eaten and trade.
    n2o_n_kg_per_kg : Numeric
        Emission factor, kg N2O-N per kg N.

    Returns
    -------
    Numeric
        t N2O per year.

    References
    ----------
    2006 IPCC Guidelines, Vol. 5, Ch. 6, eq. 6.7 and 6.8, without sludge removed.

    Examples
    --------
    1 million persons, 20 kg, 0.16 * 1.1 * 1.25 = 0.22: 4 400 t N * 0.005 * 44/28 = 34.57 t.

    >>> print(f"{sewage_n2o_t(1e6, 20.0, 0.22, 0.005):.2f}")
    34.57
    """
    nitrogen_t = population * protein_kg_per_person_year * nitrogen_kg_per_kg / 1000.0
    return nitrogen_t * n2o_n_kg_per_kg * 44.0 / 28.0
