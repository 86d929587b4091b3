"""How well a condensing steam turbine turns heat drop into work: by its size and by its load."""

import numpy as np

from wte_ppp.arrays import Numeric

# Powers of the flow share from the fourth down.
_PART_LOAD = (-1.0176, 2.4443, -2.1812, 1.0535, 0.701)


def isentropic_efficiency_fit(gross_mw: Numeric) -> Numeric:
    """Internal efficiency of a condensing turbine of waste-to-energy size.

    Parameters
    ----------
    gross_mw : float or array
        Generator power of one turbine [MW], above 0.

    Returns
    -------
    float or array
        Efficiency [-], between 0.60 and 0.87; NaN for no power.

    Notes
    -----
    Assumption: a fit to typical offers, 5 MW 0.74, 20 MW 0.82, 50 MW 0.87, wet stages included.
    A vendor's heat balance replaces it.

    Examples
    --------
    >>> round(float(isentropic_efficiency_fit(20.0)), 4)  # 0.74 + 0.055 * ln 4
    0.8162
    """
    power = np.where(np.asarray(gross_mw) > 0.0, gross_mw, np.nan)
    return np.clip(0.74 + 0.055 * np.log(power / 5.0), 0.60, 0.87)


def part_load_factor(flow_share: Numeric) -> Numeric:
    """Isentropic efficiency at part load over that at full load.

    Parameters
    ----------
    flow_share : float or array
        Steam flow over its design value [-], 0 to 1.1.

    Returns
    -------
    float or array
        Factor [-], 1 at full flow; NaN outside the range.

    References
    ----------
    Juedes, M., Vigerske, S. and Tsatsaronis, G., "Optimization of the Design and Partial-Load
    Operation of Power Plants Using Mixed-Integer Nonlinear Programming", in: Optimization in the
    Energy Industry, Springer 2009, pages 193-220.

    Examples
    --------
    Half flow: -1.0176/16 + 2.4443/8 - 2.1812/4 + 1.0535/2 + 0.701 = 0.9244.

    >>> round(float(part_load_factor(0.5)), 4), round(float(part_load_factor(1.0)), 4)
    (0.9244, 1.0)
    """
    share = np.asarray(flow_share, dtype=float)
    inside = (share >= 0.0) & (share <= 1.1)
    return np.asarray(np.polyval(_PART_LOAD, np.where(inside, share, np.nan)), dtype=np.float64)[()]
