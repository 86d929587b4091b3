"""What the plant itself emits: fossil carbon in the waste, nitrous oxide, methane, fuel, water.

Two bases for carbon are in use. ACM0022 as validated applies its (upper-range) carbon
contents to wet mass; the IPCC guidelines apply carbon contents to dry matter. Give
`dry_matter` for the second, leave it out for the first, and never mix the two tables.
"""

from collections.abc import Mapping
from functools import reduce

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric

CO2_PER_CARBON = 44.0 / 12.0  # t CO2 per t C, rounded as in the guidelines
KG_PER_T = 1000.0


def fossil_co2_t(
    waste_t_by_component: Mapping[str, Numeric],
    carbon: Mapping[str, Numeric],
    fossil_carbon_fraction: Mapping[str, Numeric],
    oxidation: Numeric = 1.0,
    dry_matter: Mapping[str, Numeric] | None = None,
) -> FloatArray:
    """Fossil carbon dioxide from burning waste.

    Parameters
    ----------
    waste_t_by_component : Mapping of str to Numeric
        Wet waste burnt in each year, t, (n_years,) or (n_draws, n_years) each.
    carbon : Mapping of str to Numeric
        Total carbon, kg/kg: of wet waste when `dry_matter` is None, of dry matter otherwise.
    fossil_carbon_fraction : Mapping of str to Numeric
        Fossil share of the total carbon.
    oxidation : Numeric, default 1
        Share of the carbon that burns.
    dry_matter : Mapping of str to Numeric, optional
        Dry matter, kg per kg wet component (IPCC basis).

    Returns
    -------
    FloatArray
        t CO2 per year, (n_years,) or (n_draws, n_years).

    Raises
    ------
    ValueError
        If no component is given, or one lacks a factor.

    References
    ----------
    CDM ACM0022 v03.0, eq. 22 (wet basis). 2006 IPCC Guidelines, Vol. 5, Ch. 5, eq. 5.2 (dry).

    Examples
    --------
    100 t plastics: wet basis 85 % carbon, all fossil, 100 * 0.85 * 44/12 = 311.67 t; IPCC
    75 % of 100 % dry matter, 275 t.

    >>> waste, fossil = {"plastics": np.array([100.0])}, {"plastics": 1.0}
    >>> fossil_co2_t(waste, {"plastics": 0.85}, fossil).round(2).tolist()
    [311.67]
    >>> fossil_co2_t(waste, {"plastics": 0.75}, fossil, 1.0, {"plastics": 1.0}).round(2).tolist()
    [275.0]
    """
    _require(waste_t_by_component, carbon, fossil_carbon_fraction, dry_matter)
    burnt_carbon = [
        _carbon_t(name, waste, carbon, dry_matter) * fossil_carbon_fraction[name]
        for name, waste in waste_t_by_component.items()
    ]
    return np.asarray(CO2_PER_CARBON * oxidation * reduce(np.add, burnt_carbon), dtype=np.float64)


def biogenic_co2_t(
    waste_t_by_component: Mapping[str, Numeric],
    carbon: Mapping[str, Numeric],
    fossil_carbon_fraction: Mapping[str, Numeric],
    oxidation: Numeric = 1.0,
    dry_matter: Mapping[str, Numeric] | None = None,
) -> FloatArray:
    """Biogenic carbon dioxide from burning waste, a memo item outside the totals.

    Parameters
    ----------
    waste_t_by_component, carbon, fossil_carbon_fraction, oxidation, dry_matter
        As in :func:`fossil_co2_t`.

    Returns
    -------
    FloatArray
        t CO2 per year, (n_years,) or (n_draws, n_years).

    Raises
    ------
    ValueError
        If no component is given, or one lacks a factor.

    References
    ----------
    2006 IPCC Guidelines, Vol. 5, Ch. 5, section 5.1 (reported as an information item).

    Examples
    --------
    100 t paper, 50 % carbon, 5 % of it fossil: 100 * 0.5 * 0.95 * 44/12 = 174.17 t.

    >>> waste = {"paper": np.array([100.0])}
    >>> biogenic_co2_t(waste, {"paper": 0.50}, {"paper": 0.05}).round(2).tolist()
    [174.17]
    """
    biogenic = {name: 1.0 - fraction for name, fraction in fossil_carbon_fraction.items()}
    return fossil_co2_t(waste_t_by_component, carbon, biogenic, oxidation, dry_matter)


def n2o_t(waste_t: Numeric, ef_kg_per_t: Numeric) -> Numeric:
    """Nitrous oxide from burning waste.

    Parameters
    ----------
    waste_t : Numeric
        Wet waste burnt, t per year; float, (n_years,) or (n_draws, n_years).
    ef_kg_per_t : Numeric
        kg N2O per t wet waste.

    Returns
    -------
    Numeric
        t N2O per year, shape of `waste_t`.

    References
    ----------
    2006 IPCC Guidelines, Vol. 5, Ch. 5, eq. 5.5. CDM ACM0022 v03.0, eq. 27.

    Examples
    --------
    100 000 t at 0.05 kg/t: 5 t.

    >>> round(n2o_t(100_000.0, 0.05), 6)
    5.0
    """
    return waste_t * ef_kg_per_t / KG_PER_T


def ch4_t(waste_t: Numeric, ef_kg_per_t: Numeric) -> Numeric:
    """Methane from burning waste.

    Parameters
    ----------
    waste_t : Numeric
        Wet waste burnt, t per year; float, (n_years,) or (n_draws, n_years).
    ef_kg_per_t : Numeric
        kg CH4 per t wet waste.

    Returns
    -------
    Numeric
        t CH4 per year, shape of `waste_t`.

    References
    ----------
    2006 IPCC Guidelines, Vol. 5, Ch. 5, eq. 5.4. CDM ACM0022 v03.0, eq. 27.

    Examples
    --------
    100 000 t in a continuous stoker at 0.0002 kg/t: 0.02 t.

    >>> round(ch4_t(100_000.0, 0.0002), 6)
    0.02
    """
    return waste_t * ef_kg_per_t / KG_PER_T


def auxiliary_fuel_co2_t(energy_gj: Numeric, ef_kg_per_gj: Numeric) -> Numeric:
    """Carbon dioxide from auxiliary fossil fuel.

    Parameters
    ----------
    energy_gj : Numeric
        Fuel burnt, GJ per year, lower heating value; float, (n_years,) or (n_draws, n_years).
    ef_kg_per_gj : Numeric
        kg CO2 per GJ, lower heating value.

    Returns
    -------
    Numeric
        t CO2 per year, shape of `energy_gj`.

    References
    ----------
    CDM TOOL03, v03.0: fuel times calorific value times emission factor.

    Examples
    --------
    1 000 GJ of diesel at 74.1 kg/GJ: 74.1 t.

    >>> round(auxiliary_fuel_co2_t(1000.0, 74.1), 6)
    74.1
    """
    return energy_gj * ef_kg_per_gj / KG_PER_T


def wastewater_ch4_t(
    wastewater_m3: Numeric,
    cod_kg_per_m3: Numeric,
    capacity_t_per_t_cod: Numeric,
    mcf: Numeric,
) -> Numeric:
    """Methane from leachate or run-off treated without air.

    Parameters
    ----------
    wastewater_m3 : Numeric
        m3 per year; float, (n_years,) or (n_draws, n_years).
    cod_kg_per_m3 : Numeric
        Chemical oxygen demand, kg/m3 (g/L).
    capacity_t_per_t_cod : Numeric
        Methane-producing capacity Bo, t CH4 per t COD.
    mcf : Numeric
        Methane correction factor of the treatment; 0 when aerobic.

    Returns
    -------
    Numeric
        t CH4 per year, shape of `wastewater_m3`.

    References
    ----------
    CDM ACM0022 v03.0, eq. 28.

    Examples
    --------
    10 000 m3 of 50 kg/m3 at 0.25 and 0.8: 500 t COD * 0.2 = 100 t.

    >>> round(wastewater_ch4_t(10_000.0, 50.0, 0.25, 0.8), 6)
    100.0
    """
    return wastewater_m3 * cod_kg_per_m3 / KG_PER_T * capacity_t_per_t_cod * mcf


def _carbon_t(
    name: str,
    waste_t: Numeric,
    carbon: Mapping[str, Numeric],
    dry_matter: Mapping[str, Numeric] | None,
) -> Numeric:
    """Total carbon in a component, t per year, on the basis in use."""
    dry = 1.0 if dry_matter is None else dry_matter[name]
    return waste_t * dry * carbon[name]


def _require(
    waste: Mapping[str, Numeric],
    carbon: Mapping[str, Numeric],
    fossil: Mapping[str, Numeric],
    dry_matter: Mapping[str, Numeric] | None,
) -> None:
    components = set(carbon) & set(fossil) & (set(waste) if dry_matter is None else set(dry_matter))
    missing = sorted(set(waste) - components)
    if missing or not waste:
        raise ValueError(
            f"components {missing or 'none given'}: each needs a carbon content, a fossil "
            "fraction and, on the dry basis, a dry-matter content; give 0 for glass and metal"
        )
