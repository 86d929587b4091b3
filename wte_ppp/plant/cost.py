"""What a plant costs to build and to run: published curves, scaling, bottom-up."""

from collections.abc import Mapping
from typing import cast

import numpy as np

from wte_ppp.arrays import Numeric, at_least


def _within(value: Numeric, low: float, high: float) -> Numeric:
    """Value inside the range a curve was fitted on; NaN outside."""
    inside = at_least(value, low) & at_least(high, value)
    return cast(Numeric, np.where(inside, value, np.nan)[()])


def capex_wtert_musd(capacity_kt_per_year: Numeric) -> Numeric:
    """Capex of plants in OECD countries.

    Parameters
    ----------
    capacity_kt_per_year : float or array
        Capacity [kt/year], 40 to 1000.

    Returns
    -------
    float or array
        Capex [million USD, about 2015]; NaN outside the range.

    References
    ----------
    Haghi, E., Techno-economic assessment of municipal solid waste incineration plant, 2015:
    I = 2.3507 C^0.7753.

    Examples
    --------
    >>> round(float(capex_wtert_musd(40.0)))  # the source's own figure
    41
    """
    return 2.3507 * _within(capacity_kt_per_year, 40.0, 1000.0) ** 0.7753


def opex_wtert_musd(capacity_kt_per_year: Numeric) -> Numeric:
    """Yearly operating cost of plants in OECD countries.

    Parameters
    ----------
    capacity_kt_per_year : float or array
        Capacity [kt/year], 40 to 1000.

    Returns
    -------
    float or array
        Operation and maintenance [million USD/year, about 2015]; NaN outside the range.

    References
    ----------
    Haghi, E., Techno-economic assessment of municipal solid waste incineration plant, 2015:
    A = 0.0744 C^0.8594.

    Examples
    --------
    >>> round(float(opex_wtert_musd(100.0)), 2)  # 0.0744 * 10^(2 * 0.8594) = 0.0744 * 52.34
    3.89
    """
    return 0.0744 * _within(capacity_kt_per_year, 40.0, 1000.0) ** 0.8594


def capex_tsilemou_meur(capacity_t_per_year: Numeric) -> Numeric:
    """Capex of incineration plants in Europe.

    Parameters
    ----------
    capacity_t_per_year : float or array
        Capacity [t/year], 20 000 to 600 000.

    Returns
    -------
    float or array
        Capex [million EUR of 2003]; NaN outside the range.

    References
    ----------
    Tsilemou, K. and Panagiotakopoulos, D., Approximate cost functions for solid waste treatment
    facilities, Waste Management & Research 24 (2006) 310-322: 5000 x^0.8 EUR.

    Examples
    --------
    >>> round(float(capex_tsilemou_meur(100_000.0)), 3)  # 5000 * 10^4
    50.0
    """
    return 0.005 * _within(capacity_t_per_year, 20_000.0, 600_000.0) ** 0.8


def opex_tsilemou_eur_per_t(capacity_t_per_year: Numeric) -> Numeric:
    """Operating cost per tonne of incineration plants in Europe.

    Parameters
    ----------
    capacity_t_per_year : float or array
        Capacity [t/year], 20 000 to 600 000.

    Returns
    -------
    float or array
        Operating cost [EUR of 2003/t]; NaN outside the range.

    References
    ----------
    Tsilemou and Panagiotakopoulos, as in :func:`capex_tsilemou_meur`: 700 x^-0.3 EUR/t.

    Examples
    --------
    >>> round(float(opex_tsilemou_eur_per_t(100_000.0)), 2)  # 700 * 10^-1.5
    22.14
    """
    return 700.0 * _within(capacity_t_per_year, 20_000.0, 600_000.0) ** -0.3


def scaled_cost(
    cost: Numeric,
    from_capacity: Numeric,
    to_capacity: Numeric,
    exponent: Numeric,
    *,
    index_ratio: Numeric = 1.0,
    location_factor: Numeric = 1.0,
) -> Numeric:
    """Cost of a known plant carried to another size, year and place.

    Parameters
    ----------
    cost : float or array
        Known cost, any currency.
    from_capacity, to_capacity : float or array
        Capacities in one unit, above 0.
    exponent : float or array
        0.7-0.8 for one larger line, 0.9-1 for more lines.
    index_ratio, location_factor : float or array
        Price index of the new year over the old; cost level of the new place over the old.

    Returns
    -------
    float or array
        Cost, same currency.

    References
    ----------
    AACE International Recommended Practice 59R-10, capacity factored estimate.

    Examples
    --------
    >>> round(float(scaled_cost(100.0, 400.0, 1600.0, 0.5, index_ratio=1.1)), 6)  # 100 * 2 * 1.1
    220.0
    """
    return cost * np.divide(to_capacity, from_capacity) ** exponent * index_ratio * location_factor


def annual_opex(
    *,
    staff: Numeric,
    cost_per_staff: Numeric,
    capex: Numeric,
    maintenance_share: Numeric,
    insurance_share: Numeric,
    administration_share: Numeric,
    purchases: Mapping[str, Numeric],
) -> dict[str, Numeric]:
    """Operating cost of a year, line by line.

    Parameters
    ----------
    staff, cost_per_staff : float or array
        Employees and the yearly cost of one.
    capex : float or array
        Construction cost that maintenance and insurance are counted from.
    maintenance_share, insurance_share : float or array
        Per capex [-/year].
    administration_share : float or array
        Administration over the sum of all other lines [-].
    purchases : mapping of str to float or array
        What is bought or disposed of with the tonnes: reagents, residues, fuel [money/year].

    Returns
    -------
    dict of str to float or array
        One currency per year: staff, maintenance, insurance, the purchases, administration. Their
        sum is the operating cost.

    Examples
    --------
    >>> lines = annual_opex(staff=80.0, cost_per_staff=10_000.0, capex=100e6,
    ...     maintenance_share=0.02, insurance_share=0.006, administration_share=0.10,
    ...     purchases={"reagents": 0.9e6, "residues": 1.2e6})
    >>> round(sum(lines.values()))  # (0.8 + 2 + 0.6 + 0.9 + 1.2) * 1.10 million
    6050000
    """
    lines = {
        "staff": staff * cost_per_staff,
        "maintenance": maintenance_share * capex,
        "insurance": insurance_share * capex,
        **purchases,
    }
    return lines | {"administration": administration_share * sum(lines.values())}


def benchmark_position(value: Numeric, low: Numeric, high: Numeric) -> Numeric:
    """Where a figure lies against a benchmark range.

    Parameters
    ----------
    value, low, high : float or array
        Figure and range in one unit.

    Returns
    -------
    float or array
        -1 below, 0 inside, 1 above; NaN where a figure is missing.

    Examples
    --------
    >>> [float(benchmark_position(usd_per_t, 12.0, 25.0)) for usd_per_t in (10.0, 20.0, 30.0)]
    [-1.0, 0.0, 1.0]
    """
    position = np.where(np.less(value, low), -1.0, np.where(np.greater(value, high), 1.0, 0.0))
    missing = np.isnan(value) | np.isnan(low) | np.isnan(high)
    return cast(Numeric, np.where(missing, np.nan, position)[()])
