"""Grid power that the plant displaces or draws, and the factors it is counted with."""

import numpy as np

from wte_ppp.arrays import Numeric

__all__ = [
    "combined_margin",
    "conservative_reference_factor",
    "displaced_tco2",
    "imported_tco2",
]

GJ_PER_MWH = 3.6
KG_PER_T = 1000.0


def displaced_tco2(net_export_mwh: Numeric, grid_factor: Numeric) -> Numeric:
    """Carbon dioxide of grid power that the plant's export displaces.

    Parameters
    ----------
    net_export_mwh : Numeric
        Power delivered at the meter, MWh per year; float, (n_years,) or (n_draws, n_years).
    grid_factor : Numeric
        t CO2 per MWh; may be a yearly series where the grid grows cleaner.

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

    >>> round(displaced_tco2(90_000.0, 0.6592), 6)
    59328.0
    """
    return net_export_mwh * grid_factor


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

    >>> round(imported_tco2(1000.0, 0.5, 0.20), 6)
    600.0
    """
    return import_mwh * grid_factor * (1.0 + transmission_loss)


def combined_margin(
    operating_margin: Numeric, build_margin: Numeric, operating_weight: Numeric
) -> Numeric:
    """Grid factor weighed between the operating and the build margin.

    Parameters
    ----------
    operating_margin, build_margin : Numeric
        t CO2 per MWh.
    operating_weight : Numeric
        Weight of the operating margin, 0 to 1. For waste-to-energy 0.5 in the first crediting
        period and 0.25 after; 0.75 is for wind and solar.

    Returns
    -------
    Numeric
        t CO2 per MWh, broadcast shape; NaN where the weight lies outside 0 to 1.

    References
    ----------
    CDM TOOL07, Tool to calculate the emission factor for an electricity system, v07.0.

    Examples
    --------
    0.8 and 0.6 in equal parts: 0.7.

    >>> print(f"{combined_margin(0.8, 0.6, 0.5):.3f}")
    0.700
    """
    weight = np.asarray(operating_weight, dtype=np.float64)
    weight = np.where((weight >= 0.0) & (weight <= 1.0), weight, np.nan)[()]
    return weight * operating_margin + (1.0 - weight) * build_margin


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
