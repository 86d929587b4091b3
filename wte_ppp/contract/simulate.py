"""A contract over its years in many draws of the plant's operation."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import Flags, FloatArray, above, at_least
from wte_ppp.contract.definition import ContractDefinition
from wte_ppp.contract.settlement.damages import COUNTED
from wte_ppp.contract.settlement.operation import Operation
from wte_ppp.contract.settlement.payments import by_fault
from wte_ppp.contract.settlement.settle import (
    Settlement,
    city_loss,
    left_of_contract_cap,
    settle,
)
from wte_ppp.contract.site import Site
from wte_ppp.plant.outage_months import operate_months

# Draws at a time; the result of a seed hangs on it, the memory of the days too.
BLOCK = 512
# Part of the waste that is taken where the marginal tonne is asked for.
NEARLY_ALL = 0.99
FEW = 20


@dataclass(frozen=True)
class Simulated:
    """Series by name, (draws, years): money of the contract, tonnes, MWh, hours, and flags."""

    series: Mapping[str, FloatArray]
    flags: Mapping[str, Flags]
    draws: int
    seed: int


def simulate(
    definition: ContractDefinition,
    site: Site,
    *,
    draws: int,
    seed: int,
    drawn: Callable[[int, int], Site] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Simulated:
    """Run the contract on drawn years of the plant.

    Parameters
    ----------
    definition
        Of the contract.
    site
        Plant, waste and money by contract year, the base case.
    draws, seed
        Number of histories; same seed, same result.
    drawn
        Sites of a block of draws, by its number and size; left out: the base case in all.
    progress
        Called with the number of draws done.

    Returns
    -------
    Simulated
        NaN where a number of contract or study is not stated.

    Notes
    -----
    Draws run in blocks, so that memory grows by what is kept alone. What the finance of the study
    decides, tax among it, does not move with what the contract pays.
    """
    series: dict[str, list[FloatArray]] = defaultdict(list)
    flags: dict[str, list[Flags]] = defaultdict(list)
    before = _operation(definition, site, FEW, np.random.default_rng([seed, 1]), 0.0)[1]
    start = float(before.mean())
    for block, first in enumerate(range(0, draws, BLOCK)):
        count = min(BLOCK, draws - first)
        generator = np.random.default_rng([seed, 0, block])
        there = site if drawn is None else drawn(block, count)
        operation, _ = _operation(definition, there, count, generator, start)
        settled = settle(definition, operation, there.money)
        kept, found = _kept(definition, there, operation, settled)
        for name, values in kept.items():
            series[name].append(values)
        for name, held in found.items():
            flags[name].append(held)
        if progress is not None:
            progress(count)
    return Simulated(
        {name: np.concatenate(parts) for name, parts in series.items()},
        {name: np.concatenate(parts) for name, parts in flags.items()},
        draws,
        seed,
    )


def _operation(
    definition: ContractDefinition, site: Site, draws: int, generator: np.random.Generator,
    bunker_t: float,
) -> tuple[Operation, FloatArray]:  # fmt: skip
    """Years of the plant as a contract sees them, and what lies in the bunker at the end [t]."""
    months = operate_months(
        site.fleet, site.delivered_t, draws=draws, generator=generator,
        rate_by_month=site.rate_by_month, power_by_month=site.power_by_month,
        forced_percent=site.forced_percent,
        bunker_start_t=bunker_t,
    )  # fmt: skip
    ratio = site.waste.fired_per_received
    kept = np.where(ratio > 0, ratio, 1.0)
    refused = months.bypassed_t.sum(axis=-1) / kept
    events = {
        name: _counted(term.expected_per_year, draws, site.years, generator)
        for name in COUNTED
        if (term := getattr(definition.guarantees, name)) is not None
    }
    # What lies in the bunker at the end of a year counts in the one in which it is fired.
    accepted = months.treated_t.sum(axis=-1) / kept
    operation = Operation(
        accepted_t=accepted,
        refused_t=refused,
        unprocessed_t=np.zeros_like(accepted),
        idle_t=months.idle_t.sum(axis=-1) / kept,
        energy_mwh=months.net_mwh.sum(axis=-1),
        idle_mwh=months.idle_mwh.sum(axis=-1),
        line_hours=months.line_hours,
        t_per_h=site.fleet.lines * site.fleet.line_t_per_day / 24 * _mean_rate(site) / kept,
        waste=site.waste,
        events=events,
    )
    stock = months.delivered_t.sum(axis=(1, 2)) - (months.treated_t + months.bypassed_t).sum(
        axis=(1, 2)
    )
    return operation, np.asarray(stock + bunker_t)


def _mean_rate(site: Site) -> FloatArray:
    """What lines take in the mean of the year over the fleet's [-], (..., 1)."""
    return np.asarray(np.mean(site.rate_by_month, axis=-1, keepdims=True))


def _counted(
    expected: float | FloatArray, draws: int, years: int, generator: np.random.Generator
) -> FloatArray:
    """Events of each year: a Poisson number around what is expected; unknown where that is."""
    mean = float(np.asarray(expected))
    if np.isnan(mean):
        return np.full((draws, years), np.nan)
    return generator.poisson(mean, (draws, years)).astype(float)


def _kept(
    definition: ContractDefinition, site: Site, operation: Operation, settled: Settlement
) -> tuple[dict[str, FloatArray], dict[str, Flags]]:
    """What is kept of a block: series and flags by name."""
    owed = settled.damages
    series = {
        "accepted_t": operation.accepted_t,
        "refused_t": operation.refused_t,
        "fault_t": by_fault(definition, operation).refused_t,
        "energy_mwh": operation.energy_mwh,
        "line_hours": operation.line_hours.sum(axis=-1),
        "paid": settled.paid_by_city,
        "received": settled.received_by_city,
        "income_share": settled.income_share,
        "charge": settled.charge,
        "power_income": settled.power_income,
        "to_buyer": settled.to_buyer,
        "loss": city_loss(definition, operation, site.money, settled),
        **{f"payment.{name}": value for name, value in settled.payments.by_term.items()},
        **{f"deduction.{name}": value for name, value in settled.deductions.items()},
        **{f"damages.{name}": value for name, value in owed.paid.items()},
        **{f"claimed.{name}": value for name, value in owed.claimed.items()},
    }
    flags = {
        **{f"cap.{name}": value for name, value in owed.by_item.items()},
        "cap.operation_year": owed.by_year,
        "cap.operation_total": owed.in_total,
    }
    for more, held in (
        _stopping(definition, site, operation, settled),
        _cover(site, settled, _cash(definition, site, operation, settled)),
    ):
        series |= more
        flags |= held
    return series, flags


def _cash(
    definition: ContractDefinition, site: Site, operation: Operation, settled: Settlement
) -> FloatArray:
    """Operator's income less what it spends by the tonne [money], (draws, years)."""
    substitute = settled.payments.substitute_t
    fired = operation.fired_t + substitute * site.waste.fired_per_received
    income = settled.operator_income
    term = definition.payment_mechanism.substitute_waste
    if term is not None:
        income = income + np.where(substitute > 0, substitute * term.gate_fee_per_t, 0.0)
    return np.asarray(income - fired * site.cash.variable_per_t)


def _stopping(
    definition: ContractDefinition, site: Site, operation: Operation, settled: Settlement
) -> tuple[dict[str, FloatArray], dict[str, Flags]]:
    """Whether a year in which the plant stands leaves the operator more than one in which it runs.

    Fixed costs, debt service and tax run on either way, and a default ends such a contract: what is
    told is what the mechanism itself pays for standing still.
    """
    left = left_of_contract_cap(definition, settled)
    running = _cash(definition, site, operation, settled)
    stopped = operation.part(0.0)
    standing = _cash(definition, site, stopped, settle(definition, stopped, site.money, left))
    less = operation.part(NEARLY_ALL)
    nearly = settle(definition, less, site.money, left)
    tonnes = operation.accepted_t - less.accepted_t
    known = np.where(tonnes > 0, tonnes, np.nan)
    cost = site.cash.variable_per_t * site.waste.fired_per_received
    series = {
        "running": running,
        "standing": standing,
        "marginal_income_per_t": (settled.operator_income - nearly.operator_income) / known,
        "marginal_cost_per_t": np.broadcast_to(cost, tonnes.shape),
    }
    return series, {"stop_pays": above(standing, running)}


def _cover(
    site: Site, settled: Settlement, cash: FloatArray
) -> tuple[dict[str, FloatArray], dict[str, Flags]]:
    """Cover of debt before and after what is taken off, and who bears it."""
    service = np.where(site.cash.service > 0, site.cash.service, np.nan)
    after = cash + site.cash.other
    taken = settled.received_by_city + settled.to_buyer
    before = after + taken
    short_before = np.maximum(site.cash.service - before, 0.0)
    short_after = np.maximum(site.cash.service - after, 0.0)
    paid_before = np.cumsum(site.cash.paid_out, axis=-1) - site.cash.paid_out
    hurt = np.asarray(at_least(before, service) & ~at_least(after, service))
    series = {
        "dscr_before": before / service,
        "dscr_after": after / service,
        "taken": taken,
        "borne_by_lenders": short_after - short_before,
    }
    flags = {
        "lenders_hurt": hurt,
        "lenders_hurt_owners_paid": np.asarray(hurt & above(paid_before, 0.0)),
    }
    return series, flags
