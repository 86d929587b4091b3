"""How many tonnes come: deliveries over the years, tonnes paid for, and a city's generation."""

from collections.abc import Mapping, Sequence

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric

DAYS_PER_YEAR = 365.0
KG_PER_T = 1000.0

# What a Waste 2.0 (World Bank 2018), projection model: kg per capita and year against
# ln of GDP per capita (PPP, constant 2011 international dollars).
_INTERCEPT, _SLOPE, _CURVATURE = 1647.41, -419.73, 29.43
# Vertex of that parabola, 1 250 dollars: below it the curve would say that poorer people
# discard more, so the minimum is held.
_LOWEST_GDP = float(np.exp(-_SLOPE / (2.0 * _CURVATURE)))


def delivered_t(
    first_year_t: Numeric, growth_per_year: Numeric, years: int | FloatArray
) -> FloatArray:
    """Tonnes delivered in each year at a constant growth rate.

    Parameters
    ----------
    first_year_t : Numeric
        Tonnes in the first year; float or (n_draws, 1).
    growth_per_year : Numeric
        Relative growth, 0.02 for 2 % a year; float or (n_draws, 1). -1 or more.
    years : int or FloatArray
        Number of years, or the year indices themselves (0 for the first year), (n_years,).

    Returns
    -------
    FloatArray
        t per year, (n_years,) or (n_draws, n_years); NaN where growth is below -1.

    References
    ----------
    Compound growth; no forecast model is implied.

    Examples
    --------
    >>> delivered_t(100_000.0, 0.10, 3).round(3).tolist()
    [100000.0, 110000.0, 121000.0]
    """
    index = np.arange(years, dtype=np.float64) if isinstance(years, int) else np.asarray(years)
    growth = np.asarray(growth_per_year, dtype=np.float64)
    # The maximum keeps a power of a negative number from being taken before it is discarded.
    series = first_year_t * np.maximum(1.0 + growth, 0.0) ** index
    return np.where(growth >= -1.0, series, np.nan)


def paid_t(delivered_t: Numeric, guaranteed_t: Numeric, refused_t: Numeric = 0.0) -> Numeric:
    """Tonnes a put-or-pay clause pays for.

    Parameters
    ----------
    delivered_t : Numeric
        Tonnes accepted at the weighbridge; float, (n_years,) or (n_draws, n_years).
    guaranteed_t : Numeric
        Guaranteed minimum of the same period, t.
    refused_t : Numeric, default 0
        Tonnes the plant could not take. They reduce the guarantee: a city does not pay for
        waste it brought in vain.

    Returns
    -------
    Numeric
        t paid, the larger of delivered and (guaranteed - refused).

    References
    ----------
    .. [1] UK Waste Infrastructure Delivery Programme, Residual Waste Treatment Contract, clause
       23.2, and Payment Mechanism guidance: pay as if the minimum tonnage came, which falls with
       waste not accepted.

    Examples
    --------
    >>> paid_t(np.array([90.0, 120.0]), 100.0).tolist()
    [100.0, 120.0]
    >>> float(paid_t(90.0, 100.0, refused_t=15.0))
    90.0
    """
    return np.maximum(delivered_t, guaranteed_t - refused_t)


def made_up_t(not_delivered_t: FloatArray, spare_t: FloatArray, years: int) -> FloatArray:
    """Tonnes brought free of fee for those that were paid for and not delivered before.

    Parameters
    ----------
    not_delivered_t
        Tonnes paid for and not delivered in each year, (..., n_years).
    spare_t
        Tonnes accepted above the guarantee less what was refused, (..., n_years).
    years
        Years within which a shortfall may be made up.

    Returns
    -------
    FloatArray
        t, (..., n_years); the oldest shortfall is made up first.

    References
    ----------
    .. [1] Contract practice of take-or-pay clauses (make-up), as in gas sales agreements; no
       single source. In the UK's waste contracts capacity is made up instead, by others' waste.

    Examples
    --------
    100 t short in year 1, 60 t to spare in each of years 2 to 4: 60 and 40 come free.

    >>> made_up_t(np.array([100.0, 0, 0, 0]), np.array([0, 60.0, 60, 60]), 5).tolist()
    [0.0, 60.0, 40.0, 0.0]

    Within one year: only 60.

    >>> made_up_t(np.array([100.0, 0, 0, 0]), np.array([0, 60.0, 60, 60]), 1).tolist()
    [0.0, 60.0, 0.0, 0.0]
    """
    short, spare = np.broadcast_arrays(not_delivered_t, spare_t)
    owed, made = np.array(short, dtype=float), np.zeros(short.shape)
    for year in range(short.shape[-1]):
        left = np.array(spare[..., year], dtype=float)
        for before in range(max(year - years, 0), year):
            taken = np.minimum(owed[..., before], left)
            owed[..., before] -= taken
            left -= taken
            made[..., year] += taken
    return made


def diverted_by_stream_t(
    received_t: Mapping[str, FloatArray], diverted_t: FloatArray, rank: Mapping[str, int]
) -> dict[str, FloatArray]:
    """Tonnes of each stream that the plant does not take.

    Parameters
    ----------
    received_t : Mapping of str to FloatArray
        Received of each stream, t per year, (n_years,) or (n_draws, n_years).
    diverted_t : FloatArray
        Of all together, at most their sum.
    rank : Mapping of str to int
        Streams of a lower rank are diverted first, those of the same rank in proportion.

    Returns
    -------
    dict of str to FloatArray
        t per year by stream; they sum to `diverted_t`.

    References
    ----------
    Allocation by priority; a convention, no source.

    Examples
    --------
    130 t too much: all 100 t of industrial waste, then 30 of 300 t of the others.

    >>> streams = {"industrial": np.array([100.0]), "municipal": np.array([300.0])}
    >>> taken = diverted_by_stream_t(streams, np.array([130.0]), {"industrial": 0, "municipal": 1})
    >>> [taken[name].item() for name in streams]
    [100.0, 30.0]
    """
    left = np.asarray(diverted_t, dtype=np.float64)
    diverted: dict[str, FloatArray] = {}
    for step in sorted(set(rank.values())):
        group = [name for name in received_t if rank[name] == step]
        together = sum((received_t[name] for name in group), start=np.zeros(1))
        share = np.minimum(left / np.where(together > 0.0, together, 1.0), 1.0)
        for name in group:
            diverted[name] = np.asarray(share * received_t[name])
        left = np.maximum(left - together, 0.0)
    return {name: diverted[name] for name in received_t}


def changed_shares(
    shares: Sequence[Numeric], years: Sequence[float], straight: Sequence[bool], of_year: FloatArray
) -> FloatArray:
    """A share of the waste in each year, where it changes at some of them.

    Parameters
    ----------
    shares : sequence of Numeric
        At each of `years`; floats or (n_draws, 1).
    years : sequence of float
        In rising order, the first year first.
    straight : sequence of bool
        Of each change, one less than years: whether it is reached in a straight line from the
        year before it, or at once.
    of_year : FloatArray
        Years that are asked for, (n_years,), none before the first.

    Returns
    -------
    FloatArray
        (n_years,) or (n_draws, n_years).

    References
    ----------
    Interpolation between stated years; no model of behaviour is implied.

    Examples
    --------
    From 50 to 40 in 2030 at once, to 30 in 2032 in a straight line.

    >>> year = np.arange(2029.0, 2034.0)
    >>> changed_shares([50.0, 40.0, 30.0], [2028, 2030, 2032], [False, True], year).tolist()
    [50.0, 40.0, 35.0, 30.0, 30.0]
    """
    shape = np.broadcast_shapes(np.shape(of_year), *(np.shape(share) for share in shares))
    changed = np.broadcast_to(np.asarray(shares[0], dtype=np.float64), shape)
    for place, line in enumerate(straight):
        begin, end = years[place], years[place + 1]
        gone = np.clip((of_year - begin) / (end - begin), 0.0, 1.0)
        part = gone if line else np.where(of_year >= end, 1.0, 0.0)
        step = np.subtract(shares[place + 1], shares[place])
        changed = changed + part * step
    return np.asarray(changed)


def waste_per_capita_kg_per_year(gdp_per_capita: Numeric) -> Numeric:
    """Municipal waste per person predicted from income, kg a year.

    Parameters
    ----------
    gdp_per_capita : Numeric
        GDP per capita, PPP, constant 2011 international dollars, above 0; any shape.

    Returns
    -------
    Numeric
        kg per person and year, never below the curve's minimum of 150.9 kg (at 1 250 dollars);
        NaN where income is not positive.

    Notes
    -----
    A national proxy. Use it as a ratio on a measured base (:func:`forecast_kg_per_capita`),
    not as a level: cities generate more than their country's mean.

    References
    ----------
    Kaza, Yao, Bhada-Tata, Van Woerden, What a Waste 2.0, World Bank 2018, methodology of
    the projections (regression of waste generation on ln GDP per capita).

    Examples
    --------
    ln 10 000 = 9.2103: 1647.41 - 419.73 * 9.2103 + 29.43 * 84.830 = 278.1 kg.

    >>> print(f"{waste_per_capita_kg_per_year(10_000.0):.1f}")
    278.1
    >>> print(f"{waste_per_capita_kg_per_year(500.0):.1f}")
    150.9
    """
    income = np.where(np.asarray(gdp_per_capita) > 0.0, gdp_per_capita, np.nan)[()]
    log_income = np.log(np.maximum(income, _LOWEST_GDP))
    return _INTERCEPT + _SLOPE * log_income + _CURVATURE * log_income**2


def forecast_kg_per_capita(
    measured_kg_per_capita: Numeric, gdp_per_capita: Numeric, measured_gdp_per_capita: Numeric
) -> Numeric:
    """Waste per person in another year: the measured base moved along the income curve.

    Parameters
    ----------
    measured_kg_per_capita : Numeric
        Measured generation in the base year, any time unit; float or (n_draws, 1).
    gdp_per_capita : Numeric
        Income in the forecast years, PPP 2011 dollars; (n_years,) or (n_draws, n_years).
    measured_gdp_per_capita : Numeric
        Income in the base year, same dollars.

    Returns
    -------
    Numeric
        In the unit of `measured_kg_per_capita`, shape of `gdp_per_capita`.

    References
    ----------
    What a Waste 2.0, World Bank 2018: base actual * proxy(year) / proxy(base).

    Examples
    --------
    Unchanged income leaves the measured value as it is.

    >>> print(f"{forecast_kg_per_capita(0.9, 8_000.0, 8_000.0):.2f}")
    0.90
    """
    return (
        measured_kg_per_capita
        * waste_per_capita_kg_per_year(gdp_per_capita)
        / waste_per_capita_kg_per_year(measured_gdp_per_capita)
    )


def city_waste_t(
    population: Numeric,
    kg_per_capita_per_day: Numeric,
    collection_rate: Numeric,
    plant_share: Numeric,
) -> Numeric:
    """Tonnes a city can bring to the plant in a year.

    Parameters
    ----------
    population : Numeric
        Inhabitants; float, (n_years,) or (n_draws, n_years).
    kg_per_capita_per_day : Numeric
        Generation, kg per person and day.
    collection_rate : Numeric
        Collected share of what is generated, 0 to 1.
    plant_share : Numeric
        Share of what is collected that is taken to this plant, 0 to 1.

    Returns
    -------
    Numeric
        t per year of 365 days.

    References
    ----------
    What a Waste 2.0, World Bank 2018, for generation and collection by income group.

    Examples
    --------
    1 000 000 * 0.8 kg * 365 / 1000 = 292 000 t; 75 % collected, half to the plant: 109 500 t.

    >>> round(city_waste_t(1_000_000.0, 0.8, 0.75, 0.5), 6)
    109500.0
    """
    generated_t = population * kg_per_capita_per_day * DAYS_PER_YEAR / KG_PER_T
    return generated_t * collection_rate * plant_share
