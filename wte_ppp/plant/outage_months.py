"""Years of operation month by month, with outages drawn day by day and the bunker between."""

from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.plant.outages import DAYS, Fleet, forced_up, planned_days_off, turbines_off

MONTHS = 12
DAYS_OF_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MONTH_OF_DAY = np.repeat(np.arange(MONTHS), DAYS_OF_MONTH)


@dataclass(frozen=True)
class MonthsOfOperation:
    """Sums of each month, (draws, years, 12); tonnes as fired, power net at the meter.

    `idle_t` is what lines that were up could have burnt more; `idle_mwh` the power of it, with the
    turbines as they were. `line_hours` are those of the mean line up, with waste or without.
    """

    delivered_t: FloatArray
    treated_t: FloatArray
    bypassed_t: FloatArray
    idle_t: FloatArray
    net_mwh: FloatArray
    idle_mwh: FloatArray
    line_hours: FloatArray


def operate_months(
    fleet: Fleet,
    delivered_t: FloatArray,
    *,
    draws: int,
    generator: np.random.Generator,
    rate_by_month: FloatArray | None = None,
    power_by_month: FloatArray | None = None,
    forced_percent: FloatArray | None = None,
    bunker_start_t: float = 0.0,
) -> MonthsOfOperation:
    """Run a plant through its years, day by day, in many draws at once.

    Parameters
    ----------
    fleet
        Lines, bunker and turbines.
    delivered_t
        Waste of each month as fired [t], (years, 12), spread evenly over its days. This and what
        follows may have draws before: (draws, years, 12).
    draws
        Number of histories.
    generator
        Of random numbers.
    rate_by_month
        What a line takes in each month over its mean [-], (12,); left out: the same all year.
    power_by_month
        Power of a tonne in each month of each year over the fleet's [-], (years, 12); left out: 1.
    forced_percent
        Forced stops of a line in each year, a ramp-up among them [% of the time], (years,); left
        out: the fleet's.
    bunker_start_t
        In the bunker on the first day [t].

    Returns
    -------
    MonthsOfOperation
        What is in the bunker passes from year to year.

    Raises
    ------
    ValueError
        If deliveries are not (years, 12), or there is no draw.

    References
    ----------
    As `wte_ppp.plant.outages.operate`: two states, exponential times (Birolini, Reliability
    Engineering, 8th ed. (2017), section 6.2).

    Examples
    --------
    Nothing stops: a line of 120 t/d gets 3 100 t in the 31 days of January.

    >>> from wte_ppp.plant.outages import Unit
    >>> never = Unit(planned_days=0, forced_percent=0, repair_days=1)
    >>> plant = Fleet(1, 120.0, 0.0, 500.0, never, never)
    >>> monthly = 100.0 * np.array([DAYS_OF_MONTH])
    >>> run = operate_months(plant, monthly, draws=1, generator=np.random.default_rng(1))
    >>> [round(float(run.treated_t[0, 0, 0])), round(float(run.net_mwh[0, 0, 0]))]
    [3100, 1550]
    >>> round(float(run.idle_t[0, 0, 0]))  # 31 x 20
    620
    """
    deliveries = np.asarray(delivered_t, dtype=float)
    if deliveries.ndim not in (2, 3) or deliveries.shape[-1] != MONTHS or draws < 1:
        raise ValueError(f"got {deliveries.shape} and {draws} draws; expected (years, 12) and 1+")
    years = deliveries.shape[-2]
    rate = np.ones(MONTHS) if rate_by_month is None else np.asarray(rate_by_month)
    power = np.ones((years, MONTHS)) if power_by_month is None else np.asarray(power_by_month)
    forced = np.full(years, fleet.line.forced_percent)
    if forced_percent is not None:
        forced = np.asarray(forced_percent)
    planned = planned_days_off(fleet.lines, fleet.line.planned_days, fleet.line.planned_stops)
    turbine_stops = turbines_off(fleet)
    bunker = np.full(draws, min(bunker_start_t, fleet.bunker_t))
    sums = {name: np.empty((draws, years, MONTHS)) for name in _SUMMED}
    for year in range(years):
        lines = forced_up(fleet.line, (draws, fleet.lines), generator, forced[..., year, None])
        lines &= ~planned.T[:, None, :]
        turbine = forced_up(fleet.turbine, (draws, fleet.turbines), generator)
        turbine &= ~turbine_stops.T[:, None, :]
        up = lines.mean(axis=2)
        taken = turbine.mean(axis=2)
        lit = np.any(turbine, axis=2)
        for month, (first, after) in enumerate(_SPANS):
            daily = deliveries[..., year, month] / (after - first)
            per_t = power[..., year, month] / 1000
            full = fleet.lines * fleet.line_t_per_day * rate[..., month]
            found = _month(
                fleet, full, daily, up[first:after], taken[first:after], lit[first:after], bunker
            )
            treated, bypassed, idle, net, idle_net, bunker = found
            sums["treated_t"][:, year, month] = treated
            sums["bypassed_t"][:, year, month] = bypassed
            sums["idle_t"][:, year, month] = idle
            sums["net_mwh"][:, year, month] = net * per_t
            sums["idle_mwh"][:, year, month] = idle_net * per_t
            sums["line_hours"][:, year, month] = 24 * up[first:after].sum(axis=0)
    brought = np.broadcast_to(deliveries, (draws, years, MONTHS))
    return MonthsOfOperation(delivered_t=brought, **sums)


_SUMMED = ("treated_t", "bypassed_t", "idle_t", "net_mwh", "idle_mwh", "line_hours")
_ENDS = list(accumulate(DAYS_OF_MONTH))
_SPANS = tuple(zip([0, *_ENDS[:-1]], _ENDS, strict=True))
assert _ENDS[-1] == DAYS


def _month(
    fleet: Fleet, full: Numeric, daily: Numeric, up: FloatArray, taken: FloatArray, lit: FloatArray,
    bunker: FloatArray,
) -> tuple[FloatArray, ...]:  # fmt: skip
    """Treated, bypassed and idle tonnes, kWh of both, and what is in the bunker at the end."""
    treated, bypassed, idle, powered, own, idle_powered, idle_own = (
        np.zeros(bunker.size) for _ in range(7)
    )
    for day in range(up.shape[0]):
        waiting = bunker + daily
        able = up[day] * full
        steam = taken[day] * full
        burnt = np.minimum(waiting, able)
        left = waiting - burnt
        bunker = np.minimum(left, fleet.bunker_t)
        bypassed += left - bunker
        treated += burnt
        idle += able - burnt
        to_power = np.minimum(burnt, steam)
        powered += to_power
        own += burnt * lit[day]
        idle_powered += np.minimum(able, steam) - to_power
        idle_own += (able - burnt) * lit[day]
    gross, used = fleet.net_kwh_per_t + fleet.own_kwh_per_t, fleet.own_kwh_per_t
    return (
        treated, bypassed, idle, powered * gross - own * used,
        idle_powered * gross - idle_own * used, bunker,
    )  # fmt: skip
