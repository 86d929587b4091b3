"""Payments of each year under a mechanism."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric, of_amount
from wte_ppp.contract.definition import ContractDefinition
from wte_ppp.contract.definition.payments import FixedAndUnitFee, WastePutOrPay
from wte_ppp.contract.definition.term import in_years
from wte_ppp.contract.formulas.energy import deemed_energy, energy_payment
from wte_ppp.contract.formulas.fees import (
    bonus,
    fixed_and_unit_fee,
    heating_value_payment,
    indexed,
    ramp,
)
from wte_ppp.contract.formulas.tonnes import (
    band_price,
    banded_payment,
    minimum_tonnes,
    paid_between,
    substitute_payment,
    unused_tonnes,
)
from wte_ppp.contract.settlement.operation import Money, Operation

POWER = ("energy_payment", "deemed_energy")
DAYS = 365.0


@dataclass(frozen=True)
class Payments:
    """Payments by term [money], (draws, years), and what they were counted on."""

    by_term: dict[str, FloatArray]
    by_authority: tuple[str, ...]
    substitute_t: FloatArray
    sold_mwh: FloatArray  # taken by the grid
    curtailed_mwh: FloatArray

    @property
    def fee(self) -> FloatArray:
        """What the authority pays in the year before deductions: the basis of caps."""
        return total([self.by_term[name] for name in self.by_authority], self.sold_mwh)


def total(parts: Sequence[Numeric], like: FloatArray) -> FloatArray:
    """Sum of parts in the shape of some years; of none it is nothing."""
    return np.asarray(sum(parts, start=np.zeros_like(like)))


def by_fault(definition: ContractDefinition, operation: Operation) -> Operation:
    """The operation with refusals above the contract's highest tonnes left out: they are a right.

    Where the contract states no maximum and no ceiling, every refusal is a fault.
    """
    terms, years = definition.payment_mechanism, operation.years
    if terms.minimum_tonnage is not None and terms.minimum_tonnage.maximum_t is not None:
        most = np.asarray(terms.minimum_tonnage.maximum_t)
        operation = operation.up_to(np.broadcast_to(most, (years,)))
    put = terms.waste_put_or_pay
    if put is not None and put.ceiling_percent is not None:
        operation = operation.up_to(_assured(put, years) * np.asarray(put.ceiling_percent) / 100)
    return operation


def price_moves(definition: ContractDefinition, money: Money) -> FloatArray:
    """Factor of each year on prices, fixed sums and rates that are indexed, (years,)."""
    term = definition.payment_mechanism.indexation
    if term is None:
        return np.ones_like(money.index)
    index = money.index
    if term.index_percent_per_year is not None:
        index = _grown(definition, money, term.index_percent_per_year)
    return np.asarray(indexed(1.0, np.asarray(term.indexed_percent) / 100, index))


def payments(definition: ContractDefinition, operation: Operation, money: Money) -> Payments:
    """Payments of each year by term.

    Parameters
    ----------
    definition
        Of the contract.
    operation, money
        Of the same years.

    Returns
    -------
    Payments
        Terms that the contract has; NaN where a number that it hangs on is not stated.
    """
    terms = definition.payment_mechanism
    years = operation.years
    moves = price_moves(definition, money)
    share = ramp(() if terms.ramp is None else terms.ramp.fee_percent, years)
    found: dict[str, FloatArray] = {}
    substitute_t = np.zeros_like(operation.accepted_t)
    if terms.base_payment is not None:
        tonnes, substitute_t = _by_tonnes(definition, operation, moves * share)
        found |= tonnes
    if terms.waste_put_or_pay is not None:
        found["waste_put_or_pay"] = _put_or_pay(definition, operation, moves * share)
    if terms.fixed_and_unit_fee is not None:
        found |= _fixed(definition, terms.fixed_and_unit_fee, operation, money, moves, share)
    kwh_per_t = _ratio(operation.energy_mwh, operation.accepted_t)
    energy = operation.energy_mwh + of_amount(substitute_t, kwh_per_t)
    curtailed = np.zeros_like(energy)
    if terms.deemed_energy is not None:
        curtailed = energy * np.asarray(terms.deemed_energy.curtailed_percent) / 100
    sold = energy - curtailed
    by_authority = [name for name in found if name not in POWER]
    if terms.energy_payment is not None:
        price = in_years(terms.energy_payment.price_per_mwh, years)
        price = price * moves if terms.energy_payment.indexed else price
        found["energy_payment"] = np.asarray(energy_payment(sold, price))
        if terms.deemed_energy is not None and terms.deemed_energy.paid:
            free = terms.deemed_energy.free_mwh_per_year
            found["deemed_energy"] = np.asarray(deemed_energy(curtailed, free, price))
        if terms.energy_payment.paid_by == "authority":
            by_authority += [name for name in POWER if name in found]
    guarantee = definition.guarantees.net_energy_yearly
    if terms.bonus is not None and guarantee is not None:
        owed = energy_owed_kwh_per_t(definition, years) * operation.fired_t / 1000
        fee = total([found[name] for name in by_authority], energy)
        cap = np.inf if terms.bonus.cap_percent is None else terms.bonus.cap_percent / 100 * fee
        rate = np.asarray(terms.bonus.rate_per_mwh) * moves
        found["bonus"] = np.asarray(bonus(operation.energy_mwh, owed, rate, cap))
        by_authority.append("bonus")
    return Payments(found, tuple(by_authority), substitute_t, sold, curtailed)


def energy_owed_kwh_per_t(definition: ContractDefinition, years: int) -> FloatArray:
    """Net energy of a tonne that is guaranteed in each year, (years,)."""
    term = definition.guarantees.net_energy_yearly
    assert term is not None
    shares = in_years(term.share_by_year_percent or (100.0,), years) / 100
    return np.asarray(term.guaranteed_kwh_per_t) * shares * guarantee_ramp(definition, years)


def guarantee_ramp(definition: ContractDefinition, years: int) -> FloatArray:
    """Share of the guarantees of energy and hours that is owed in each year, (years,)."""
    term = definition.payment_mechanism.ramp
    return ramp(() if term is None else term.guarantee_percent, years)


def _bands(
    definition: ContractDefinition, years: int, factor: FloatArray
) -> tuple[list[float], list[FloatArray]]:
    term = definition.payment_mechanism.base_payment
    assert term is not None
    limits = [np.inf if band.up_to_t is None else float(band.up_to_t) for band in term.bands]
    return limits, [in_years(band.price_per_t, years) * factor for band in term.bands]


def _by_tonnes(
    definition: ContractDefinition, operation: Operation, factor: FloatArray
) -> tuple[dict[str, FloatArray], FloatArray]:
    """Base payment, unused capacity and substitute waste, and tonnes of the last."""
    terms, years = definition.payment_mechanism, operation.years
    limits, prices = _bands(definition, years, factor)
    accepted = operation.accepted_t
    found = {"base_payment": np.asarray(banded_payment(accepted, limits, prices))}
    others = np.zeros_like(accepted)
    if terms.minimum_tonnage is None:
        return found, others
    refused = operation.refused_t if terms.minimum_tonnage.falls_with_refused else 0.0
    owed = minimum_tonnes(in_years(terms.minimum_tonnage.minimum_t, years), refused)
    substitute = terms.substitute_waste
    if substitute is not None:
        short = unused_tonnes(owed, accepted, 0.0)
        others = np.minimum(np.minimum(short, substitute.available_t), operation.idle_t)
        found["substitute_waste"] = np.asarray(
            substitute_payment(
                band_price(accepted, limits, prices),
                substitute.gate_fee_per_t,
                others,
                np.asarray(substitute.city_share_percent) / 100,
            )
        )
    unused = unused_tonnes(owed, accepted, others)
    stated = None if terms.unused_capacity is None else terms.unused_capacity.price_per_t
    if stated is None:
        used = banded_payment(accepted + others, limits, prices)
        up_to = banded_payment(accepted + others + unused, limits, prices)
        found["unused_capacity"] = np.where(unused > 0, np.asarray(up_to) - used, 0.0)
    else:
        found["unused_capacity"] = of_amount(unused, in_years(stated, years) * factor)
    return found, others


def _put_or_pay(
    definition: ContractDefinition, operation: Operation, factor: FloatArray
) -> FloatArray:
    """Waste between floor and ceiling; what the operator refused is not paid."""
    term = definition.payment_mechanism.waste_put_or_pay
    assert term is not None
    assured = _assured(term, operation.years)
    ceiling = np.asarray(np.inf if term.ceiling_percent is None else term.ceiling_percent) / 100
    delivered = operation.accepted_t + operation.refused_t
    floor = np.asarray(term.floor_percent) / 100
    paid = np.maximum(paid_between(delivered, assured, floor, ceiling) - operation.refused_t, 0.0)
    return of_amount(paid, in_years(term.price_per_t, operation.years) * factor)


def _assured(term: WastePutOrPay, years: int) -> FloatArray:
    """Assured waste of each year [t/year]."""
    growth = 0.0 if term.growth_percent_per_year is None else term.growth_percent_per_year
    grown = np.asarray((1 + np.asarray(growth) / 100) ** np.arange(years), dtype=float)
    return np.asarray(term.assured_t_per_day * DAYS * grown)


def _fixed(
    definition: ContractDefinition, term: FixedAndUnitFee, operation: Operation, money: Money,
    moves: FloatArray, share: FloatArray,
) -> dict[str, FloatArray]:  # fmt: skip
    """Fixed fee with its unit price, and the added cost of waste outside the band."""
    years, accepted = operation.years, operation.accepted_t
    if term.parts is not None:
        parts = [
            np.asarray(part.amount_per_year)
            * (
                moves
                if part.index_percent_per_year is None
                else _grown(definition, money, part.index_percent_per_year)
            )
            for part in term.parts.values()
        ]
        fixed = np.asarray(sum(parts))
    else:
        assert term.fixed_per_year is not None
        fixed = in_years(term.fixed_per_year, years) * moves
    unit = in_years(term.unit_price_per_t, years) * moves * share
    fee = fixed_and_unit_fee(fixed * share, unit, accepted)
    found = {"fixed_and_unit_fee": np.asarray(fee)}
    band = definition.payment_mechanism.heating_value_band
    if band is not None:
        lhv = operation.waste.lhv_mj_per_kg
        low, high = np.asarray(band.low_mj_per_kg), np.asarray(band.high_mj_per_kg)
        outside = np.maximum(np.maximum(low - lhv, lhv - high), 0.0)
        rate = of_amount(outside, np.asarray(band.added_cost_per_t_and_mj) * moves)
        planned = fixed_and_unit_fee(fixed * share, unit, in_years(term.planned_t, years))
        paid = heating_value_payment(
            lhv, low, high, accepted * rate, np.asarray(band.own_part_percent) / 100, planned
        )
        found["heating_value_band"] = np.broadcast_to(np.asarray(paid), accepted.shape)
    return found


def _grown(definition: ContractDefinition, money: Money, percent: Numeric) -> FloatArray:
    """Index that rises by a stated rate from the contract's price year."""
    return np.asarray(
        (1 + np.asarray(percent) / 100) ** (money.calendar_year - definition.price_year)
    )


def _ratio(amount: FloatArray, of: FloatArray) -> FloatArray:
    return np.divide(amount, of, out=np.zeros_like(amount), where=of > 0)
