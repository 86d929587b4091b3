"""Outages of lines and turbine drawn day by day, with the bunker as buffer and a by-pass beyond."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import Flags, FloatArray, Numeric

DAYS = 365


@dataclass(frozen=True)
class Unit:
    """How often a line or a turbine stops.

    `planned_days` a year in `planned_stops` stretches; `forced_percent` of the remaining time down
    without plan; `repair_days` the mean length of such a stop.
    """

    planned_days: int
    forced_percent: float
    repair_days: float
    planned_stops: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.planned_days <= DAYS:
            raise ValueError(f"planned_days: got {self.planned_days}; expected 0 to {DAYS}")
        if not 0 <= self.forced_percent < 100 or self.repair_days <= 0:
            raise ValueError("forced_percent must be in 0 to below 100, repair_days above 0")
        if self.planned_stops < 1:
            raise ValueError(f"planned_stops: got {self.planned_stops}; expected at least 1")


@dataclass(frozen=True)
class Fleet:
    """Lines of equal size that share a bunker, and equal turbines that share the steam.

    Power of a tonne is net, while a turbine runs; `own_kwh_per_t` of it tells what the rest of
    several turbines still has to carry.
    """

    lines: int
    line_t_per_day: float
    bunker_t: float
    net_kwh_per_t: float
    line: Unit
    turbine: Unit
    turbines: int = 1
    own_kwh_per_t: float = 0.0

    def __post_init__(self) -> None:
        if self.turbines < 1:
            raise ValueError(f"turbines: got {self.turbines}; expected at least 1")
        if self.lines < 1 or self.line_t_per_day <= 0 or self.bunker_t < 0:
            raise ValueError("lines at least 1, line_t_per_day above 0, bunker_t not negative")


@dataclass(frozen=True)
class YearOfOperation:
    """One year in many draws, arrays of shape (draws,); tonnes as fired.

    What was delivered is treated, taken elsewhere or lies in the bunker at the end.
    """

    treated_t: FloatArray
    bypassed_t: FloatArray
    in_bunker_t: FloatArray
    net_mwh: FloatArray
    line_availability: FloatArray
    turbine_availability: FloatArray


def operate(
    fleet: Fleet, delivered_t: FloatArray, *, draws: int, seed: int, bunker_start_t: float = 0.0
) -> YearOfOperation:
    """Run a plant through a year, day by day, in many draws at once.

    Parameters
    ----------
    fleet
        Lines, bunker and turbine.
    delivered_t
        Waste of each day, shape (365,), in tonnes as fired.
    draws, seed
        Number of years drawn; same seed, same result.
    bunker_start_t
        In the bunker on the first day.

    Returns
    -------
    YearOfOperation
        Sums of the year.

    Raises
    ------
    ValueError
        If there are not 365 days, or fewer than one draw.

    Notes
    -----
    A unit is up or down. Forced stops are a two-state Markov process with exponential times
    between failures and of repair; planned stops of the lines follow each other, so that no two
    stand at once where the year allows it, and the turbines' fall on them in turn. Steam that the
    turbines which are up cannot take is condensed: no power.

    References
    ----------
    Two-state process: Birolini, Reliability Engineering, 8th ed. (2017), section 6.2: availability
    MTTF / (MTTF + MTTR).

    Examples
    --------
    Nothing stops: 365 days of 100 t on a line of 120 t/d.

    >>> never = Unit(planned_days=0, forced_percent=0, repair_days=1)
    >>> plant = Fleet(1, 120.0, 0.0, 500.0, never, never)
    >>> year = operate(plant, np.full(365, 100.0), draws=2, seed=1)
    >>> year.treated_t.tolist(), year.net_mwh.tolist()
    ([36500.0, 36500.0], [18250.0, 18250.0])
    """
    deliveries = np.asarray(delivered_t, dtype=float)
    if deliveries.shape != (DAYS,) or draws < 1:
        raise ValueError(f"got shape {deliveries.shape} and {draws} draws; expected (365,) and 1+")
    generator = np.random.default_rng(seed)
    planned = planned_days_off(fleet.lines, fleet.line.planned_days, fleet.line.planned_stops)
    lines = forced_up(fleet.line, (draws, fleet.lines), generator) & ~planned.T[:, None, :]
    turbine_stops = turbines_off(fleet)
    turbine = forced_up(fleet.turbine, (draws, fleet.turbines), generator)
    turbine &= ~turbine_stops.T[:, None, :]

    able = lines.sum(axis=2) * fleet.line_t_per_day
    stock = np.full(draws, min(bunker_start_t, fleet.bunker_t))
    # What steam of all lines the turbines take, and whether there is one at all.
    taken = turbine.mean(axis=2) * fleet.lines * fleet.line_t_per_day
    lit: Flags = np.any(turbine, axis=2)
    treated, bypassed, powered, own = (np.zeros(draws) for _ in range(4))
    for day in range(DAYS):
        waiting = stock + deliveries[day]
        burnt = np.minimum(waiting, able[day])
        left = waiting - burnt
        stock = np.minimum(left, fleet.bunker_t)
        bypassed += left - stock
        treated += burnt
        powered += np.minimum(burnt, taken[day])
        own += burnt * lit[day]
    return YearOfOperation(
        treated_t=treated,
        bypassed_t=bypassed,
        in_bunker_t=stock,
        net_mwh=(powered * (fleet.net_kwh_per_t + fleet.own_kwh_per_t) - own * fleet.own_kwh_per_t)
        / 1000,
        line_availability=lines.mean(axis=(0, 2)),
        turbine_availability=turbine.mean(axis=(0, 2)),
    )


def planned_days_off(lines: int, days: int, stops: int = 1) -> Flags:
    """Planned stops, one line after the other, evenly over the year.

    Parameters
    ----------
    lines
        Number.
    days
        Of each line in the year.
    stops
        In how many stretches; days that do not divide go to the first ones.

    Returns
    -------
    array of bool
        Shape (lines, 365), true where a line stands by plan.

    Examples
    --------
    >>> planned_days_off(2, 20).sum(axis=1).tolist(), int(planned_days_off(2, 20).sum(axis=0).max())
    ([20, 20], 1)
    >>> planned_days_off(1, 85, 3).sum(axis=1).tolist()
    [85]
    """
    off = np.zeros((lines, DAYS), dtype=bool)
    for stop in range(stops):
        length = days // stops + (stop < days % stops)
        for line in range(lines):
            first = (stop * lines + line) * DAYS // (lines * stops)
            off[line, (first + np.arange(length)) % DAYS] = True
    return off


def turbines_off(fleet: Fleet) -> Flags:
    """Planned stops of the turbines, shape (turbines, 365), each in that of a line."""
    off = np.zeros((fleet.turbines, DAYS), dtype=bool)
    days = fleet.turbine.planned_days
    for turbine in range(fleet.turbines):
        round_of_lines, line = divmod(turbine, fleet.lines)
        first = line * DAYS // fleet.lines + round_of_lines * days
        off[turbine, (first + np.arange(days)) % DAYS] = True
    return off


def forced_up(
    unit: Unit, shape: tuple[int, int], generator: np.random.Generator,
    forced_percent: Numeric | None = None,
) -> Flags:  # fmt: skip
    """States by day, draw and unit, shape (365, draws, units); begins in the long-run share.

    `forced_percent` of each draw, (draws, 1), stands in for that of the unit.
    """
    forced = unit.forced_percent if forced_percent is None else forced_percent
    up_share = 1 - np.asarray(forced) / 100
    if np.all(up_share == 1):
        return np.ones((DAYS, *shape), dtype=bool)
    repair = 1 / unit.repair_days
    failure = repair * (1 - up_share) / up_share
    mixing = 1 - np.exp(-(repair + failure))
    fails, repaired = (1 - up_share) * mixing, up_share * mixing
    states = np.empty((DAYS, *shape), dtype=bool)
    states[0] = generator.random(shape) < up_share
    for day in range(1, DAYS):
        chance = generator.random(shape)
        states[day] = np.where(states[day - 1], chance >= fails, chance < repaired)
    return states
