"""Lorries that carry waste and residues further than they would have gone."""

import numpy as np

from wte_ppp.arrays import Numeric


def transport_co2_t(
    carried_t: Numeric, extra_km: Numeric, load_t: Numeric, kg_co2_per_km: Numeric
) -> Numeric:
    """Carbon dioxide of carrying a mass over an extra distance, there and back.

    Parameters
    ----------
    carried_t : Numeric
        t per year; float, (n_years,) or (n_draws, n_years).
    extra_km : Numeric
        One way, more than without the project; km.
    load_t : Numeric
        Of a lorry, above 0.
    kg_co2_per_km : Numeric
        kg CO2 per km driven.

    Returns
    -------
    Numeric
        t CO2 per year; NaN where the load is not positive.

    References
    ----------
    CDM TOOL12, Project and leakage emissions from transportation of freight (number of trips
    times round trip distance times emission factor).

    Examples
    --------
    1 000 t over 10 km more in 10 t loads at 1 kg/km: 100 trips * 20 km = 2 t.

    >>> print(f"{transport_co2_t(1000.0, 10.0, 10.0, 1.0):.1f}")
    2.0
    """
    load = np.asarray(load_t, dtype=np.float64)
    trips = carried_t / np.where(load > 0.0, load, np.nan)
    return (trips * 2.0 * extra_km * kg_co2_per_km / 1000.0)[()]
