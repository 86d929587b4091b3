"""Fluorocarbons taken out of old appliances and burnt in the plant."""

import numpy as np

from wte_ppp.arrays import Numeric

CO2_KG_PER_KMOL = 44.01


def co2_of_destruction_t_per_t(carbon_atoms: Numeric, molar_mass: Numeric) -> Numeric:
    """Carbon dioxide that the carbon of a fluorocarbon makes when it burns.

    Parameters
    ----------
    carbon_atoms : Numeric
        In the molecule.
    molar_mass : Numeric
        kg/kmol, above 0.

    Returns
    -------
    Numeric
        t CO2 per t of gas.

    References
    ----------
    Stoichiometry: one CO2 per carbon atom.

    Examples
    --------
    HFC-134a, C2H2F4, 102.03 kg/kmol: 2 * 44.01 / 102.03 = 0.863.

    >>> print(f"{co2_of_destruction_t_per_t(2, 102.03):.3f}")
    0.863
    """
    mass = np.asarray(molar_mass, dtype=np.float64)
    return (carbon_atoms * CO2_KG_PER_KMOL / np.where(mass > 0.0, mass, np.nan))[()]


def destroyed_tco2e(gas_kg: Numeric, gwp: Numeric, destruction_efficiency: Numeric) -> Numeric:
    """Warming that the destruction of a fluorocarbon keeps out of the air.

    Parameters
    ----------
    gas_kg : Numeric
        Gas recovered and fed to the furnace, kg per year.
    gwp : Numeric
        t CO2e per t.
    destruction_efficiency : Numeric
        DRE, share destroyed, 0 to 1.

    Returns
    -------
    Numeric
        t CO2e per year; NaN where the efficiency lies outside 0 to 1.

    References
    ----------
    Montreal Protocol, TEAP task force on destruction technologies: destruction and removal
    efficiency, 99.99 % for concentrated and 95 % for dilute sources.

    Examples
    --------
    1 000 kg of HFC-134a at 1 300 and 99.99 %: 1 299.87 t.

    >>> print(f"{destroyed_tco2e(1000.0, 1300.0, 0.9999):.2f}")
    1299.87
    """
    share = np.asarray(destruction_efficiency, dtype=np.float64)
    share = np.where((share >= 0.0) & (share <= 1.0), share, np.nan)
    return (gas_kg / 1000.0 * gwp * share)[()]


def net_reduction_tco2e(
    gas_kg: Numeric,
    gwp: Numeric,
    destruction_efficiency: Numeric,
    co2_t_per_t: Numeric,
    recovered_anyway: Numeric = 0.0,
    project_tco2e: Numeric = 0.0,
) -> Numeric:
    """Reduction by recovery and destruction, less what it causes.

    Parameters
    ----------
    gas_kg, gwp, destruction_efficiency : Numeric
        As in :func:`destroyed_tco2e`.
    co2_t_per_t : Numeric
        From :func:`co2_of_destruction_t_per_t`.
    recovered_anyway : Numeric, default 0
        Share that would be recovered and destroyed without the project, by law.
    project_tco2e : Numeric, default 0
        Power, fuel and lorries of recovery, t CO2e per year.

    Returns
    -------
    Numeric
        t CO2e per year. What is not destroyed would have been vented as well, so that it adds
        nothing to either side.

    References
    ----------
    Reference emissions: venting at the end of life, less what law makes others recover.

    Examples
    --------
    1 000 kg of HFC-134a, a tenth recovered anyway: 0.9 * 1 299.87 - 0.9999 * 0.863 = 1 169.02.

    >>> print(f"{net_reduction_tco2e(1000.0, 1300.0, 0.9999, 0.863, 0.1):.2f}")
    1169.02
    """
    avoided = destroyed_tco2e(gas_kg, gwp, destruction_efficiency)
    formed = destroyed_tco2e(gas_kg, co2_t_per_t, destruction_efficiency)
    return avoided * (1.0 - recovered_anyway) - formed - project_tco2e


def bank_kg(
    units: Numeric, charge_kg: Numeric, left_share: Numeric, recovered_share: Numeric
) -> Numeric:
    """Gas that can be taken out of appliances at the end of their life.

    Parameters
    ----------
    units : Numeric
        Appliances scrapped, a year.
    charge_kg : Numeric
        Of a new appliance, kg.
    left_share : Numeric
        Of the charge, at the end of life, 0 to 1.
    recovered_share : Numeric
        Of what is left, 0 to 1.

    Returns
    -------
    Numeric
        kg per year.

    Notes
    -----
    Count HFC apart from CFC and HCFC: only HFC stand in the inventories of the Paris Agreement
    (decision 18/CMA.1, annex, paragraph 48, from general knowledge); CFC and HCFC are the Montreal
    Protocol's, and their destruction is no mitigation of an NDC.

    References
    ----------
    2006 IPCC Guidelines, Vol. 3, Ch. 7, eq. 7.14 and Table 7.9; ranges in
    data/fluorocarbon_banks.csv.

    Examples
    --------
    10 000 refrigerators of 0.15 kg, 80 % left, 70 % recovered: 840 kg.

    >>> print(f"{bank_kg(10_000, 0.15, 0.8, 0.7):.0f}")
    840
    """
    return units * charge_kg * left_share * recovered_share
