"""Payments and damages by the megawatt-hour and the hour."""

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric, of_amount


def energy_payment(energy_mwh: Numeric, price: Numeric) -> Numeric:
    """Payment for what passes the export meter.

    Parameters
    ----------
    energy_mwh
        At the export meter [MWh].
    price
        [money/MWh].

    Returns
    -------
    Numeric
        [money].

    References
    ----------
    Indonesia, Perpres 109/2025, article 19: USD 0.20/kWh, no escalation.

    Examples
    --------
    >>> float(energy_payment(91_000.0, 200.0))
    18200000.0
    """
    return of_amount(energy_mwh, price)[()]


def deemed_energy(curtailed_mwh: Numeric, free_mwh: Numeric, price: Numeric) -> Numeric:
    """Payment for energy that the grid did not take, beyond what is free.

    Parameters
    ----------
    curtailed_mwh, free_mwh
        [MWh/year].
    price
        [money/MWh].

    Returns
    -------
    Numeric
        [money/year].

    References
    ----------
    Practice of power contracts; that Indonesia's must-dispatch is paid was not read.

    Examples
    --------
    >>> float(deemed_energy(4_000.0, 0.0, 200.0))
    800000.0
    """
    return of_amount(np.maximum(np.asarray(curtailed_mwh) - free_mwh, 0.0), price)[()]


def contracted_mwh(power_mw: Numeric, hours: Numeric, factor: Numeric) -> Numeric:
    """Energy that a power contract counts on [MWh/year].

    Parameters
    ----------
    power_mw
        Contracted [MW].
    hours
        Of the year [h].
    factor
        Availability factor [-].

    Returns
    -------
    Numeric
        [MWh/year].

    References
    ----------
    Indonesia, Permen ESDM 10/2017: deliver-or-pay and take-or-pay at the availability factor.

    Examples
    --------
    >>> contracted_mwh(100.0, 8760.0, 0.8)
    700800.0
    """
    return power_mw * hours * factor


def shortfall_payment(contracted: Numeric, counted_mwh: Numeric, price: Numeric) -> Numeric:
    """Deliver-or-pay or take-or-pay on what is short of the contracted energy.

    Parameters
    ----------
    contracted
        As `contracted_mwh` gives it [MWh/year].
    counted_mwh
        Delivered, and what the other side kept from being delivered [MWh/year]: to the seller the
        grid's curtailment and the city's lack of waste, to the buyer the plant's own stops.
    price
        [money/MWh].

    Returns
    -------
    Numeric
        [money/year], owed by the side whose fault it is.

    References
    ----------
    Indonesia, Permen ESDM 10/2017; no penalty for lack of waste: Perpres 109/2025, article 19(6)c.

    Examples
    --------
    >>> float(shortfall_payment(700_800.0, 650_000.0, 70.0))
    3556000.0
    """
    return of_amount(np.maximum(np.asarray(contracted) - counted_mwh, 0.0), price)[()]


def energy_damages(
    guaranteed_kwh_per_t: Numeric, energy_mwh: Numeric, fired_t: Numeric, price: Numeric
) -> Numeric:
    """Lost sales of a year in which a tonne gave less net energy than was guaranteed.

    Parameters
    ----------
    guaranteed_kwh_per_t
        Of the year, wear included [kWh/t fired].
    energy_mwh
        Net energy of the year, corrected to the reference heating value [MWh/year].
    fired_t
        [t/year].
    price
        Of power to the side that loses it [money/MWh].

    Returns
    -------
    Numeric
        [money/year].

    References
    ----------
    Toolkit wte_ppp, guarantees, net_energy_yearly: LD = (E_g x d_y - E_y) x W_y x p.

    Examples
    --------
    500 kWh/t of 100 000 t are 50 000 MWh; 48 000 came.

    >>> float(energy_damages(500.0, 48_000.0, 100e3, 80.0))
    160000.0
    """
    owed = np.asarray(guaranteed_kwh_per_t) * fired_t / 1000
    return of_amount(np.maximum(owed - energy_mwh, 0.0), price)[()]


def availability_damages(
    guaranteed_h: Numeric, reached_h: Numeric, t_per_h: Numeric, rate: Numeric
) -> Numeric:
    """Tonnes that guaranteed hours would have treated, at what they cost elsewhere.

    Parameters
    ----------
    guaranteed_h, reached_h
        Of the mean line [h]; hours lost for lack of waste or by the grid count as reached.
    t_per_h
        Throughput of all lines [t/h].
    rate
        Extra cost of a tonne elsewhere and shared income lost with it [money/t].

    Returns
    -------
    Numeric
        [money].

    References
    ----------
    Toolkit wte_ppp, guarantees, availability: LD = (H_g - H_m) x q x (c_a + e x p).

    Examples
    --------
    >>> float(availability_damages(8000.0, 7900.0, 25.0, 20.0))
    50000.0
    """
    return of_amount(np.maximum(np.asarray(guaranteed_h) - reached_h, 0.0) * t_per_h, rate)[()]


def trailing_mean(values: FloatArray, years: int) -> FloatArray:
    """Mean of each year and those before it, as many as a guarantee counts.

    Parameters
    ----------
    values
        By year, (..., years).
    years
        How many count; the first years have fewer behind them.

    Returns
    -------
    FloatArray
        Of the same shape.

    Examples
    --------
    >>> trailing_mean(np.array([3.0, 6.0, 9.0, 3.0]), 3).tolist()
    [3.0, 4.5, 6.0, 6.0]
    """
    total = np.cumsum(values, axis=-1)
    before = np.zeros_like(total)
    before[..., years:] = total[..., :-years]
    counted = np.minimum(np.arange(1, values.shape[-1] + 1), years)
    return np.asarray((total - before) / counted)
