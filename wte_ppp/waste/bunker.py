"""Water that leaves the bunker as leachate: less mass, more heat per kilogram.

Tonnes received at the weighbridge and tonnes burnt differ by the leachate. The tipping fee
is paid on the first, power comes from the second.
"""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import Numeric
from wte_ppp.waste.composition import Analysis, with_moisture
from wte_ppp.waste.heating_value import LATENT_HEAT_MJ_PER_KG


@dataclass(frozen=True)
class Drained:
    """Waste as it goes to the furnace.

    Parameters
    ----------
    analysis : Analysis
        kg per kg burnt.
    lhv_mj_per_kg : Numeric
        Lower heating value per kg burnt.
    mass_ratio : Numeric
        kg burnt per kg received.

    Examples
    --------
    >>> Drained(Analysis(0.4, 0.1, 0.3, 0.04, 0.15, 0.005, 0.001, 0.004), 7.0, 0.9).mass_ratio
    0.9
    """

    analysis: Analysis
    lhv_mj_per_kg: Numeric
    mass_ratio: Numeric


def drain(analysis: Analysis, lhv_mj_per_kg: Numeric, leachate_share: Numeric) -> Drained:
    """Waste after a share of its mass has left the bunker as liquid water.

    Parameters
    ----------
    analysis : Analysis
        As received, kg/kg.
    lhv_mj_per_kg : Numeric
        Lower heating value as received, MJ/kg; float, (n_years,) or (n_draws, n_years).
    leachate_share : Numeric
        kg leachate per kg received, 0 to the moisture of the waste.

    Returns
    -------
    Drained
        Analysis and heating value per kg burnt, and kg burnt per kg received; NaN where the
        share is negative, exceeds the moisture or leaves nothing to burn.

    Notes
    -----
    Leachate counts as pure water. Real leachate carries 2 to 3 % solids and 40 to 80 g/L COD,
    which lowers the gain by a few percent. Water that leaves as liquid need not be evaporated,
    hence the latent heat returned. Usual shares in wet Asian waste after 3 to 7 days:
    0.05-0.15 in the dry season, 0.15-0.25 in the wet season (practice, unsourced).

    References
    ----------
    Mass and energy balance of the bunker: w2 = (w1 - y)/(1 - y) and
    LHV2 = (LHV1 + r y)/(1 - y), with r the latent heat of water.

    Examples
    --------
    5.0 MJ/kg and 15 % leachate: (5.0 + 2.443 * 0.15)/0.85 = 6.313 MJ/kg burnt.

    >>> wet = Analysis(0.55, 0.1, 0.2, 0.03, 0.11, 0.005, 0.001, 0.004)
    >>> burnt = drain(wet, 5.0, 0.15)
    >>> print(f"{burnt.lhv_mj_per_kg:.3f} {burnt.analysis.moisture:.4f} {burnt.mass_ratio:.2f}")
    6.313 0.4706 0.85
    """
    valid = (leachate_share >= 0.0) & (leachate_share <= analysis.moisture) & (leachate_share < 1.0)
    share = np.where(valid, leachate_share, np.nan)[()]  # [()] gives a scalar back for a scalar
    mass_ratio = 1.0 - share
    return Drained(
        analysis=with_moisture(analysis, (analysis.moisture - share) / mass_ratio),
        lhv_mj_per_kg=(lhv_mj_per_kg + LATENT_HEAT_MJ_PER_KG * share) / mass_ratio,
        mass_ratio=mass_ratio,
    )
