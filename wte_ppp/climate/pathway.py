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
