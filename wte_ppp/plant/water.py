"""Water that the plant takes in."""

from wte_ppp.arrays import Numeric

_LATENT_MJ_PER_KG = 2.42  # water at 35 degC, steam tables
_SECONDS_PER_HOUR = 3600.0


def cooling_tower_m3_per_h(
    condenser_mw: Numeric, evaporative_share: Numeric, cycles_of_concentration: Numeric
) -> Numeric:
    """Make-up water of a wet cooling tower: what evaporates, and the blowdown that keeps it clean.

    Parameters
    ----------
    condenser_mw : float or array
        Heat rejected [MW].
    evaporative_share : float or array
        Part of it that leaves as latent heat [-].
    cycles_of_concentration : float or array
        Salt in the circulating water over that of the make-up [-], above 1.

    Returns
    -------
    float or array
        Make-up [m3/h], drift left out.

    References
    ----------
    Water and salt balance of a tower: make-up = evaporation x c / (c - 1) (ASHRAE Handbook, HVAC
    Systems and Equipment, cooling towers).

    Examples
    --------
    50 MW, 80 % latent: 40/2.42 = 16.53 kg/s = 59.5 m3/h; with 4 cycles x 4/3.

    >>> round(cooling_tower_m3_per_h(50.0, 0.8, 4.0), 1)
    79.3
    """
    evaporated = condenser_mw * evaporative_share / _LATENT_MJ_PER_KG * _SECONDS_PER_HOUR / 1000.0
    return evaporated * cycles_of_concentration / (cycles_of_concentration - 1.0)
