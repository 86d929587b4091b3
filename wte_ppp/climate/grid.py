"""Grid power that the plant displaces or draws, and the factors it is counted with."""

import numpy as np

from wte_ppp.arrays import Numeric, of_amount

GJ_PER_MWH = 3.6
KG_PER_T = 1000.0


def displaced_tco2(net_export_mwh: Numeric, grid_factor: Numeric) -> Numeric:
    """Carbon dioxide of grid power that the plant's export displaces.

    Parameters
    ----------
    net_export_mwh : Numeric
        Power delivered at the meter, MWh per year; float, (n_years,) or (n_draws, n_years).
    grid_factor : Numeric
        t CO2 per MWh; may be a yearly series where the grid grows cleaner; NaN where unknown, of
        which no power displaces nothing.

    Returns
    -------
    Numeric
        t CO2 per year, broadcast shape.

    References
    ----------
    CDM TOOL05, v03.0 (generation supplied to the grid); ACM0022 v03.0, eq. 13.

    Examples
    --------
    90 000 MWh at 0.6592 t/MWh: 59 328 t.

    >>> print(round(displaced_tco2(90_000.0, 0.6592), 6))
    59328.0
    """
    return of_amount(net_export_mwh, grid_factor)[()]


def imported_tco2(
    import_mwh: Numeric, grid_factor: Numeric, transmission_loss: Numeric = 0.0
) -> Numeric:
    """Carbon dioxide of power the plant draws from the grid.

    Parameters
    ----------
    import_mwh : Numeric
        MWh per year at the plant's meter; float, (n_years,) or (n_draws, n_years).
    grid_factor : Numeric
        t CO2 per MWh.
    transmission_loss : Numeric, default 0
        TDL, losses over what is delivered (0.20 is the tool's default for projects).

    Returns
    -------
    Numeric
        t CO2 per year, broadcast shape.

    References
    ----------
    CDM TOOL05, v03.0: EC * EF * (1 + TDL).

    Examples
    --------
    1 000 MWh at 0.5 t/MWh and 20 % losses: 600 t.

    >>> print(round(imported_tco2(1000.0, 0.5, 0.20), 6))
    600.0
    """
    return of_amount(import_mwh, grid_factor * (1.0 + transmission_loss))[()]


def conservative_reference_factor(best_efficiency: Numeric, fuel_kg_per_gj: Numeric) -> Numeric:
    """Reference factor below business as usual: the best plant there is, not the average.

    Parameters
    ----------
    best_efficiency : Numeric
        Electric efficiency of the best available plant, lower heating value, 0 to 1.
    fuel_kg_per_gj : Numeric
        kg CO2 per GJ of its fuel (the lower bound of the IPCC default).

    Returns
    -------
    Numeric
        t CO2 per MWh; NaN where efficiency lies outside 0 to 1.

    Notes
    -----
    Which value a partner country's list holds must be looked up for the project; this is
    only the derivation.

    References
    ----------
    JCM methodologies for solar power, additional information: reference emission factors from
    the heat efficiency of the best plant. 2006 IPCC Guidelines, Vol. 2, Ch. 1, Table 1.4.

    Examples
    --------
    Diesel generator of 49 %, 72.6 kg/GJ: 72.6 * 3.6 / 0.49 / 1000 = 0.533. Gas combined cycle
    of 61.2 %, 54.3 kg/GJ: 0.319.

    >>> print(f"{conservative_reference_factor(0.49, 72.6):.3f}")
    0.533
    >>> print(f"{conservative_reference_factor(0.612, 54.3):.3f}")
    0.319
    """
    efficiency = np.asarray(best_efficiency, dtype=np.float64)
    efficiency = np.where((efficiency > 0.0) & (efficiency <= 1.0), efficiency, np.nan)[()]
    return fuel_kg_per_gj * GJ_PER_MWH / efficiency / KG_PER_T


def factor_path(
    first_factor: Numeric, change_per_year: Numeric, years: int, floor: Numeric = 0.0
) -> Numeric:
    """Grid factor of each year where the grid grows cleaner (or dirtier) at a steady rate.

    Parameters
    ----------
    first_factor : Numeric
        t CO2 per MWh in the first year; float or (n_draws, 1).
    change_per_year : Numeric
        -0.02 for 2 % less each year.
    years : int
        How many.
    floor : Numeric, default 0
        Not below this factor.

    Returns
    -------
    Numeric
        t CO2 per MWh, (years,) or (n_draws, years).

    References
    ----------
    Compound growth; the rate is the study's own.

    Examples
    --------
    >>> factor_path(0.8, -0.5, 4, 0.15).tolist()
    [0.8, 0.4, 0.2, 0.15]
    """
    year = np.arange(years, dtype=np.float64)
    path = first_factor * (1.0 + change_per_year) ** year
    return np.maximum(path, floor)


def heat_displaced_tco2(
    heat_gj: Numeric, fuel_tco2_per_gj: Numeric, boiler_efficiency: Numeric
) -> Numeric:
    """Carbon dioxide of fuel that heat from the plant displaces.

    Parameters
    ----------
    heat_gj : Numeric
        Heat sold, GJ per year; float, (n_years,) or (n_draws, n_years).
    fuel_tco2_per_gj : Numeric
        t CO2 per GJ of the fuel burnt otherwise, lower heating value.
    boiler_efficiency : Numeric
        Of the boiler it is burnt in, 0 to 1; 1 is the cautious choice.

    Returns
    -------
    Numeric
        t CO2 per year; NaN where the efficiency lies outside 0 to 1.

    References
    ----------
    CDM ACM0022 v03.0, baseline emissions of heat (BE_HG); TOOL09 for the efficiency.

    Examples
    --------
    9 000 GJ from gas of 0.0561 t/GJ in a boiler of 90 %: 561 t.

    >>> print(f"{heat_displaced_tco2(9000.0, 0.0561, 0.9):.0f}")
    561
    """
    efficiency = np.asarray(boiler_efficiency, dtype=np.float64)
    efficiency = np.where((efficiency > 0.0) & (efficiency <= 1.0), efficiency, np.nan)[()]
    return heat_gj * fuel_tco2_per_gj / efficiency
