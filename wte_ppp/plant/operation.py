"""Year by year: hours, wear, tonnes burnt and power sold. Time is the last axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from wte_ppp.arrays import ROUNDING, FloatArray, Numeric, at_least

_HOURS_PER_YEAR = 8760.0


@dataclass(frozen=True)
class AnnualPower:
    """Power of each year [MWh]: gross + import = parasitic load + export + export loss."""

    gross_mwh: Numeric
    own_use_mwh: Numeric
    import_mwh: Numeric
    export_mwh: Numeric
    export_loss_mwh: Numeric


# Of a year's hours: a year before the start keeps as much, for what is divided by its tonnes.
LEAST_SHARE = 1e-8


def after_late_start(
    ramp_up: Sequence[Numeric], late_months: Numeric, n_years: int
) -> Sequence[Numeric]:
    """Share of the hours in the first years where the plant starts late.

    Parameters
    ----------
    ramp_up : sequence of float or array
        Share of the settled hours in each of the first years, as planned; 1 afterwards.
    late_months : float or array
        Months after the planned start in which it does not run, (n_draws, 1) or a number.
    n_years : int
        Years of operation.

    Returns
    -------
    sequence of float or array
        Share of each year's hours, less the part of the year before the start; at least 1e-8.

    Examples
    --------
    15 months late: nothing of the first year, 9 months of the second.

    >>> [float(round(share, 6)) for share in after_late_start([0.9], 15.0, 3)]
    [0.0, 0.75]
    """
    last = int(np.ceil(np.max(late_months) / 12))
    if last == 0:
        return ramp_up
    planned = [*ramp_up, *[1.0] * (min(last, n_years) - len(ramp_up))]
    return [
        np.maximum(share * (1 - np.clip(late_months / 12 - year, 0.0, 1.0)), LEAST_SHARE)
        for year, share in enumerate(planned)
    ]


def operating_hours(
    availability_h_per_year: Numeric, ramp_up: Sequence[Numeric], n_years: int
) -> FloatArray:
    """Hours the furnaces can run in each year of operation.

    Parameters
    ----------
    availability_h_per_year : float or array
        Hours in a settled year [h/year], (n_draws, 1) or (n_years,), 0 to 8760.
    ramp_up : sequence of float or array
        Share of the settled hours in each of the first years, each (n_draws, 1) or a number
        between 0 and 1; 1 afterwards.
    n_years : int
        Years of operation.

    Returns
    -------
    array
        Hours (..., n_years); NaN where availability or share is outside its range.

    Raises
    ------
    ValueError
        If there is no year, or the ramp is longer than the operation.

    Examples
    --------
    >>> operating_hours(8000.0, [0.9], 3).tolist()
    [7200.0, 8000.0, 8000.0]
    """
    if n_years < 1 or len(ramp_up) > n_years:
        raise ValueError(
            f"n_years is {n_years} with {len(ramp_up)} ramp-up years: "
            "give at least one year and no more ramp-up years than years"
        )
    settled = np.asarray(availability_h_per_year)
    possible = at_least(settled, 0.0) & at_least(_HOURS_PER_YEAR, settled)
    shape = np.broadcast_shapes(settled.shape, (n_years,), *map(np.shape, ramp_up))
    hours = np.broadcast_to(np.where(possible, settled, np.nan), shape).copy()
    for year, share in enumerate(map(np.asarray, ramp_up)):
        inside = at_least(share, 0.0) & at_least(1.0, share)
        hours[..., year : year + 1] *= np.where(inside, share, np.nan)
    return hours


def degradation_factor(
    n_years: int,
    yearly_loss: Numeric,
    overhaul_interval_years: Numeric,
    recovered_share: Numeric,
) -> FloatArray:
    """Power of each year over power of the first, for the same heat.

    Parameters
    ----------
    n_years : int
        Years of operation.
    yearly_loss : float or array
        Power lost per year of running [-/year].
    overhaul_interval_years : float or array
        Years between overhauls of turbine and boiler, at least 1.
    recovered_share : float or array
        Part of the loss since the last overhaul that an overhaul brings back [-].

    Returns
    -------
    array
        Factor (..., n_years), 1 in the first year, not below 0; NaN for an interval below 1.

    Raises
    ------
    ValueError
        If there is no year.

    Notes
    -----
    After t years with k = t // interval overhauls the loss is
    yearly_loss (t - recovered_share * interval * k).

    Examples
    --------
    1 % a year; the overhaul after two years brings back half of 2 %.

    >>> degradation_factor(4, 0.01, 2, 0.5).round(6).tolist()
    [1.0, 0.99, 0.99, 0.98]
    """
    if n_years < 1:
        raise ValueError(f"n_years is {n_years}: give at least one year")
    age = np.arange(n_years)
    stated = np.asarray(overhaul_interval_years)
    interval = np.where(at_least(stated, 1.0), stated, np.nan)
    worn_years = age - recovered_share * (interval * np.floor(age / interval + ROUNDING))
    return np.maximum(1.0 - yearly_loss * worn_years, 0.0)


def incinerated_t(available_t: Numeric, throughput_t_per_h: Numeric, hours: Numeric) -> Numeric:
    """Waste burnt: what there is, or what the furnaces manage.

    Parameters
    ----------
    available_t : float or array
        Waste after drainage [t/year].
    throughput_t_per_h : float or array
        Burning rate at its heating value [t/h].
    hours : float or array
        Operating hours [h/year].

    Returns
    -------
    float or array
        Waste burnt [t/year]; the rest of ``available_t`` goes elsewhere.

    Examples
    --------
    >>> float(incinerated_t(340_000.0, 40.0, 8_000.0))  # 40 * 8000 = 320 000 < 340 000
    320000.0
    """
    return np.minimum(available_t, throughput_t_per_h * hours)


def burning_hours(burnt_t: Numeric, throughput_t_per_h: Numeric) -> Numeric:
    """Full-load hours that burn an amount of waste.

    Parameters
    ----------
    burnt_t : float or array
        Waste burnt [t/year].
    throughput_t_per_h : float or array
        Burning rate [t/h].

    Returns
    -------
    float or array
        Hours [h/year]; 0 where the rate is 0.

    Examples
    --------
    >>> float(burning_hours(300_000.0, 40.0))
    7500.0
    """
    rate = np.asarray(throughput_t_per_h)
    stands = rate == 0.0
    return cast(Numeric, np.where(stands, 0.0, burnt_t / np.where(stands, 1.0, rate))[()])


def annual_power_mwh(
    *,
    gross_mw: Numeric,
    own_use_mw: Numeric,
    hours: Numeric,
    degradation: Numeric = 1.0,
    turbine_outage_hours: Numeric = 0.0,
    dark_hours: Numeric | None = None,
    export_loss_share: Numeric = 0.0,
) -> AnnualPower:
    """Power produced, used, bought and sold in each year.

    Parameters
    ----------
    gross_mw, own_use_mw : float or array
        Power at full load when new [MW].
    hours : float or array
        Full-load hours of burning [h/year], (..., n_years), as from :func:`burning_hours`.
    degradation : float or array
        Power over power when new [-].
    turbine_outage_hours : float or array
        Full-load hours of burning whose steam is bypassed to the condenser [h/year].
    dark_hours : float or array, optional
        Part of them with every turbine down; left out: all of them, as with one turbine.
    export_loss_share : float or array
        Lost in transformer and line up to the meter [-].

    Returns
    -------
    AnnualPower
        Energy of each year [MWh].

    Notes
    -----
    The furnaces burn on while the turbine is down: parasitic load is then imported. It does not
    fall with degradation.

    Examples
    --------
    8000 h, 400 of them without turbine: 10 * 7600 produced, 2 * 400 bought, 8 * 7600 sold.

    >>> year = annual_power_mwh(gross_mw=10.0, own_use_mw=2.0, hours=8000.0,
    ...                         turbine_outage_hours=400.0)
    >>> float(year.gross_mwh), float(year.import_mwh), float(year.export_mwh)
    (76000.0, 800.0, 60800.0)
    """
    generating_hours = np.maximum(np.subtract(hours, turbine_outage_hours), 0.0)
    lost = hours - generating_hours
    bypass_hours = lost if dark_hours is None else np.minimum(dark_hours, lost)
    gross = gross_mw * degradation * generating_hours
    surplus = gross - own_use_mw * (hours - bypass_hours)
    loss = export_loss_share * np.maximum(surplus, 0.0)
    return AnnualPower(
        gross_mwh=gross,
        own_use_mwh=own_use_mw * np.asarray(hours),
        import_mwh=own_use_mw * bypass_hours + np.maximum(-surplus, 0.0),
        export_mwh=np.maximum(surplus, 0.0) - loss,
        export_loss_mwh=loss,
    )
