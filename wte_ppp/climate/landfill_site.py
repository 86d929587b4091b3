"""What a landfill is like: methane correction, model uncertainty, DOC_f, capture, space.

The decay itself is in :mod:`wte_ppp.climate.landfill`.
"""

from collections.abc import Sequence
from functools import reduce

import numpy as np

from wte_ppp.arrays import Numeric

CARBON_PER_METHANE = 12.0 / 16.0  # t C per t CH4, rounded as in the tool
UNDER_LANDFILL_CONDITIONS = 0.7  # TOOL04: of the methane of a BMP test, what a landfill releases


def mcf_water_table(depth_m: Numeric, water_height_m: Numeric) -> Numeric:
    """Methane correction factor of a site that stands in ground water.

    Parameters
    ----------
    depth_m : Numeric
        Depth of the site, m, above 0.
    water_height_m : Numeric
        Height of the water table above the base, m; more than the depth counts as the depth.

    Returns
    -------
    Numeric
        max(1 - 2/d, h/d), 0 to 1; NaN where depth is not positive or height is negative.

    References
    ----------
    CDM TOOL04, v08.1, MCF for sites with a water table above the bottom.

    Examples
    --------
    10 m deep: the top 2 m are aerobic, 1 - 2/10 = 0.8; 9 m of water give 0.9.

    >>> print(mcf_water_table(10.0, 3.0), mcf_water_table(10.0, 9.0))
    0.8 0.9
    """
    valid = (np.asarray(depth_m) > 0.0) & (np.asarray(water_height_m) >= 0.0)
    depth = np.where(valid, depth_m, np.nan)
    return np.minimum(np.maximum(1.0 - 2.0 / depth, water_height_m / depth), 1.0)[()]


def model_correction_by_uncertainty(uncertainties: Sequence[Numeric]) -> Numeric:
    """Model correction factor phi from the uncertainty of its parts, option 2 of the tool.

    Parameters
    ----------
    uncertainties : Sequence of Numeric
        Relative uncertainty of waste, DOC, DOC_f, F, MCF and decay (a, b, c, d, e and g of the
        tool); each 0 or more, 0.2 for 20 %.

    Returns
    -------
    Numeric
        1 / (1 + v), v the root of the sum of squares; NaN where one is negative.

    Raises
    ------
    ValueError
        If none is given.

    References
    ----------
    CDM TOOL04, v08.1, model correction factor, option 2.

    Examples
    --------
    0.3 and 0.4: v = 0.5, phi = 1 / 1.5.

    >>> print(f"{model_correction_by_uncertainty([0.3, 0.4]):.4f}")
    0.6667
    """
    if not uncertainties:
        raise ValueError("no uncertainty given; give one a factor, 0 where it is known")
    parts = [np.asarray(uncertainty, dtype=np.float64) for uncertainty in uncertainties]
    valid = reduce(np.logical_and, [term >= 0.0 for term in parts])
    combined = np.sqrt(reduce(np.add, [term**2 for term in parts]))
    return np.where(valid, 1.0 / (1.0 + combined), np.nan)[()]


def doc_f_from_methane_potential(
    potential_t_per_t: Numeric, doc: Numeric, methane_fraction: Numeric
) -> Numeric:
    """Share of degradable carbon that decomposes, from a biochemical methane potential test.

    Parameters
    ----------
    potential_t_per_t : Numeric
        Methane of the test, t CH4 per t wet waste.
    doc : Numeric
        Degradable organic carbon, t C per t wet waste.
    methane_fraction : Numeric
        F, volume share of methane in landfill gas.

    Returns
    -------
    Numeric
        0.7 * 12/16 * BMP / (F * DOC), at most 1; NaN where DOC or F is not positive.

    References
    ----------
    CDM TOOL04, v08.1, DOC_f of application B from the biochemical methane potential.

    Examples
    --------
    Food: 0.10 t CH4/t, DOC 0.15, F 0.5: 0.7 * 0.75 * 0.10 / 0.075 = 0.7.

    >>> print(f"{doc_f_from_methane_potential(0.10, 0.15, 0.5):.3f}")
    0.700
    """
    carbon = np.asarray(methane_fraction) * np.asarray(doc)
    carbon = np.where(carbon > 0.0, carbon, np.nan)
    share = UNDER_LANDFILL_CONDITIONS * CARBON_PER_METHANE * potential_t_per_t / carbon
    return np.minimum(share, 1.0)[()]


def captured_fraction_of_baseline(required: Numeric, practised: Numeric) -> Numeric:
    """Share of methane that the landfill would capture and burn anyway, f_y.

    Parameters
    ----------
    required : Numeric
        Share that law or contract asks for, 0 to 1; 0 where none does.
    practised : Numeric
        Share monitored at the site, 0 to 1; 0 where none is captured.

    Returns
    -------
    Numeric
        The larger of the two, which is the cautious choice; NaN outside 0 to 1.

    References
    ----------
    CDM TOOL04, v08.1, parameter f_y.

    Examples
    --------
    >>> print(captured_fraction_of_baseline(0.2, 0.1))
    0.2
    """
    larger = np.maximum(np.asarray(required, dtype=np.float64), practised)
    lesser = np.minimum(np.asarray(required, dtype=np.float64), practised)
    return np.where((lesser >= 0.0) & (larger <= 1.0), larger, np.nan)[()]


def captured_and_burnt_fraction(
    area_covered: Numeric, collection_efficiency: Numeric, destruction_efficiency: Numeric
) -> Numeric:
    """Share of a landfill's methane that a gas system collects and burns.

    Parameters
    ----------
    area_covered : Numeric
        Share of the waste that wells reach, 0 to 1.
    collection_efficiency : Numeric
        Share of the methane there that is collected.
    destruction_efficiency : Numeric
        Share of what is collected that flare or engine burn.

    Returns
    -------
    Numeric
        Share of all methane generated.

    References
    ----------
    2006 IPCC Guidelines, Vol. 5, Ch. 3, section 3.2.3 (recovery R; default none).

    Examples
    --------
    Half the waste, 60 % collected, 98 % burnt: 29.4 %.

    >>> print(f"{captured_and_burnt_fraction(0.5, 0.6, 0.98):.3f}")
    0.294
    """
    return area_covered * collection_efficiency * destruction_efficiency


def kept_from_landfill_t(
    received_t: Numeric, sent_away_t: Numeric, fired_t: Numeric, leachate_t: Numeric
) -> Numeric:
    """Waste that a plant has proved to have kept from the landfill.

    Parameters
    ----------
    received_t : Numeric
        Over the weighbridge, t; float or any shape.
    sent_away_t : Numeric
        Sent on unburnt, t.
    fired_t : Numeric
        Fed to the furnaces, t.
    leachate_t : Numeric
        Water that left the bunker, t.

    Returns
    -------
    Numeric
        t: what was received and not sent away, and no more than what was fired and ran off.

    Notes
    -----
    What was received and is neither fired nor leachate may lie in the bunker, or somewhere else; it
    counts once it is burnt. Water that dries up in the bunker is lost to the count.

    References
    ----------
    CDM TOOL04 v08.1: W_j,x is the waste prevented from disposal. The bound is this library's,
    cautious.

    Examples
    --------
    1 000 t received, 20 t sent away, 850 t fired, 100 t of leachate: 30 t are not accounted for.

    >>> print(kept_from_landfill_t(1000.0, 20.0, 850.0, 100.0))
    950.0
    """
    return np.minimum(np.asarray(received_t) - sent_away_t, np.asarray(fired_t) + leachate_t).clip(
        min=0.0
    )[()]


def gas_capture_reduction_tco2e(
    generated_tco2e: Numeric, burnt_fraction: Numeric, oxidation: Numeric, required: Numeric
) -> Numeric:
    """Emissions that wells and a flare spare an existing landfill.

    Parameters
    ----------
    generated_tco2e : Numeric
        Methane of the landfill by TOOL04, application A, without capture, t CO2e per year.
    burnt_fraction : Numeric
        Of it, collected and burnt.
    oxidation : Numeric
        OX of the top layer: what would have oxidised there is no reduction.
    required : Numeric
        Share of what is burnt that law asks for anyway.

    Returns
    -------
    Numeric
        t CO2e per year, before the project's own power and fuel.

    References
    ----------
    CDM ACM0001, baseline emissions of methane: ((1 - OX) F_PJ - F_BL) GWP, with F_PJ the efficiency
    of capture times the methane of TOOL04 and F_BL by a regulation that asks for a share.

    Examples
    --------
    1 000 t CO2e, half burnt, 10 % would have oxidised, law asks for a fifth: 450 - 100.

    >>> print(f"{gas_capture_reduction_tco2e(1000.0, 0.5, 0.1, 0.2):.0f}")
    350
    """
    burnt = generated_tco2e * burnt_fraction
    return (1.0 - oxidation) * burnt - required * burnt


def landfill_volume_m3(waste_t: Numeric, density_t_per_m3: Numeric) -> Numeric:
    """Landfill space that a mass of waste takes.

    Parameters
    ----------
    waste_t : Numeric
        t.
    density_t_per_m3 : Numeric
        In place, above 0.

    Returns
    -------
    Numeric
        m3; NaN where the density is not positive.

    References
    ----------
    Volume = mass / density.

    Examples
    --------
    >>> print(landfill_volume_m3(800.0, 0.8))
    1000.0
    """
    density = np.asarray(density_t_per_m3, dtype=np.float64)
    return (waste_t / np.where(density > 0.0, density, np.nan))[()]
