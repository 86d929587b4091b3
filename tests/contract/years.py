"""Years of a plant as plain numbers, for tests of what a contract makes of them."""

import numpy as np

from wte_ppp.contract.settlement.operation import Money, Operation, Waste
from wte_ppp.contract.site import Cash, Site
from wte_ppp.plant.outage_months import DAYS_OF_MONTH
from wte_ppp.plant.outages import Fleet, Unit


def waste(years: int = 1, **stated: float) -> Waste:
    numbers = {
        "fired_per_received": 1.0, "lhv_mj_per_kg": 9.0, "bottom_ash_kg_per_t": 200.0,
        "fly_ash_kg_per_t": 30.0, "landfilled_kg_per_t": 0.0, "fuel_mj_per_t": 0.0,
    } | stated  # fmt: skip
    unburnt = numbers.pop("unburnt_percent", 2.0)
    return Waste(
        **{name: np.full(years, number) for name, number in numbers.items()},
        unburnt_percent=unburnt,
    )


def operation(years: int = 1, *, of: Waste | None = None, **stated: object) -> Operation:
    """The same each year; a list gives the years of one draw."""
    plain = {name: value for name, value in stated.items() if name not in ("hours", "events")}
    numbers = {
        "accepted_t": 100e3, "refused_t": 0.0, "unprocessed_t": 0.0, "idle_t": 0.0,
        "energy_mwh": 50e3, "idle_mwh": 0.0,
    } | plain  # fmt: skip
    fields = {
        name: np.broadcast_to(np.asarray(value, dtype=float), (1, years))
        for name, value in numbers.items()
    }
    hours = np.broadcast_to(np.asarray(stated.get("hours", 700.0), dtype=float), (1, years, 12))
    events = {
        name: np.full((1, years), count) for name, count in dict(stated.get("events", {})).items()
    }
    return Operation(
        **fields, line_hours=hours, t_per_h=np.full(years, 12.5), waste=of or waste(years),
        events=events,
    )  # fmt: skip


def money(years: int = 1, *, first: int = 2030, index: float = 1.0, power: float = 0.0) -> Money:
    calendar = np.arange(first, first + years, dtype=float)
    return Money(calendar, index ** np.arange(years), np.full(years, power))


NEVER = Unit(planned_days=0, forced_percent=0, repair_days=1)


def site(
    years: int = 2, *, daily_t: float = 100.0, line: Unit = NEVER, other: float = 0.0,
    service: float = 0.0, paid_out: float = 0.0, variable: float = 5.0, power: float = 0.0,
) -> Site:  # fmt: skip
    """A line of 120 t/d, 500 kWh/t and no bunker, with plain cash."""
    each = np.full(years, 1.0)
    return Site(
        fleet=Fleet(1, 120.0, 0.0, 500.0, line, NEVER),
        delivered_t=np.broadcast_to(daily_t * np.array(DAYS_OF_MONTH, dtype=float), (years, 12)),
        rate_by_month=np.ones(12),
        power_by_month=np.ones((years, 12)),
        forced_percent=np.full(years, line.forced_percent),
        waste=waste(years),
        money=money(years, power=power),
        cash=Cash(
            other=other * each,
            variable_per_t=variable * each,
            service=service * each,
            paid_out=paid_out * each,
            paid_in=np.full(1, 100.0),
            debt=80.0 - 10.0 * np.arange(years),
            operating_cost=each,
            equity_flows=np.array([-100.0, *np.full(years, 20.0)]),
            construction_years=1,
            equity_irr=0.1,
            per_unit=each,
        ),
    )
