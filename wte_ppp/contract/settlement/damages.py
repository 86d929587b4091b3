"""Deductions and damages of each year under a mechanism."""

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.contract.definition import ContractDefinition
from wte_ppp.contract.definition.term import in_years
from wte_ppp.contract.formulas.damages import Capped, capped, excess_damages, ratchet
from wte_ppp.contract.formulas.energy import (
    availability_damages,
    contracted_mwh,
    energy_damages,
    shortfall_payment,
    trailing_mean,
)
from wte_ppp.contract.formulas.fees import income_share
from wte_ppp.contract.formulas.tonnes import diversion_deduction, mileage_deduction
from wte_ppp.contract.settlement.operation import HOURS_PER_YEAR, MONTHS, Money, Operation
from wte_ppp.contract.settlement.payments import (
    Payments,
    energy_owed_kwh_per_t,
    guarantee_ramp,
    price_moves,
)
from wte_ppp.plant.outage_months import DAYS_OF_MONTH

COUNTED = ("emission_margin", "combustion_stability", "monitoring_data")


def deductions(
    definition: ContractDefinition, operation: Operation, money: Money, paid: Payments
) -> dict[str, FloatArray]:
    """What comes off the charge of each year outside the caps on damages, by term [money].

    Parameters
    ----------
    definition
        Of the contract.
    operation, money, paid
        Of the same years.

    Returns
    -------
    dict
        (draws, years).
    """
    terms, years = definition.payment_mechanism, operation.years
    moves = price_moves(definition, money)
    refused = operation.refused_t
    found: dict[str, FloatArray] = {}
    if terms.diversion_deduction is not None:
        term = terms.diversion_deduction
        landfilled = operation.fired_t * operation.waste.landfilled_kg_per_t / 1000
        apart: tuple[Numeric, Numeric, Numeric] = (0.0, 0.0, 0.0)
        if term.landfilled_rate_per_t is not None and term.landfilled_target_t is not None:
            apart = (landfilled, term.landfilled_target_t, term.landfilled_rate_per_t * moves)
        found["diversion_deduction"] = np.asarray(
            diversion_deduction(
                refused + operation.unprocessed_t,
                term.unprocessed_target_t,
                term.unprocessed_rate_per_t * moves,
                *apart,
            )
        )
    if terms.mileage_deduction is not None:
        rate = terms.mileage_deduction.rate_per_t * moves
        found["mileage_deduction"] = np.asarray(mileage_deduction(refused, rate))
    if terms.third_party_income is not None:
        third = terms.third_party_income
        guaranteed = in_years(third.guaranteed_per_year, years) * moves
        share = np.asarray(third.city_share_percent) / 100
        found["third_party_income"] = np.asarray(
            income_share(power_income(definition, paid, money), guaranteed, share)
        )
    if terms.energy_shortfall is not None:
        short = terms.energy_shortfall
        owed = contracted_mwh(
            short.contracted_mw, HOURS_PER_YEAR, np.asarray(short.availability_factor_percent) / 100
        ) * guarantee_ramp(definition, years)
        counted = paid.sold_mwh + paid.curtailed_mwh
        if short.lack_of_waste_excused:
            counted = counted + operation.idle_mwh
        claim = shortfall_payment(owed, counted, in_years(short.price_per_mwh, years) * moves)
        cap: Numeric = np.inf
        if short.cap_percent is not None:
            cap = short.cap_percent / 100 * paid.by_term["energy_payment"]
        found["energy_shortfall"] = np.asarray(np.minimum(claim, cap))
    return found


def power_income(definition: ContractDefinition, paid: Payments, money: Money) -> FloatArray:
    """Income from power that the authority does not pay [money], (draws, years)."""
    term = definition.payment_mechanism.energy_payment
    if term is None:
        return np.asarray(paid.sold_mwh * money.power_per_mwh)
    if term.paid_by == "authority":
        return np.zeros_like(paid.sold_mwh)
    by_term = paid.by_term
    return np.asarray(by_term["energy_payment"] + by_term.get("deemed_energy", 0.0))


def damages(
    definition: ContractDefinition, operation: Operation, money: Money, paid: Payments,
    left: Numeric | None = None,
) -> Capped:  # fmt: skip
    """Damages of the guarantees of each year under their caps [money], (draws, years).

    Parameters
    ----------
    definition
        Of the contract.
    operation, money, paid
        Of the same years.
    left
        What the cap on all years still leaves in each year, where years are taken one by one.

    Returns
    -------
    Capped
        By guarantee.
    """
    claims = dict(_claims(definition, operation, price_moves(definition, money)))
    fee = paid.fee
    guarantees, caps = definition.guarantees, definition.damages_caps
    item_caps = {
        name: cap / 100 * fee
        for name in claims
        if (cap := getattr(guarantees, name).cap_percent) is not None
    }
    year_cap: Numeric = np.inf
    if caps.operation_year is not None:
        year_cap = np.asarray(caps.operation_year.percent) / 100 * fee
    if not claims:
        nothing = np.zeros(fee.shape, dtype=bool)
        return Capped({}, {}, {}, nothing, nothing)
    if left is not None:
        return capped(claims, item_caps, np.minimum(year_cap, left))
    return capped(claims, item_caps, year_cap, contract_cap(definition, fee))


def contract_cap(definition: ContractDefinition, fee: FloatArray) -> Numeric:
    """Cap on the damages of all years [money], (draws, 1); infinite where there is none."""
    term = definition.damages_caps.operation_total
    if term is None:
        return np.inf
    ramp = definition.payment_mechanism.ramp
    first = min(0 if ramp is None else len(ramp.fee_percent), fee.shape[-1] - 1)
    return np.asarray(np.asarray(term.percent) / 100 * fee[..., first : first + 1])


def energy_short_mwh(definition: ContractDefinition, operation: Operation) -> FloatArray:
    """Energy short of what was guaranteed for the waste fired [MWh/year]; 0 without a guarantee."""
    if definition.guarantees.net_energy_yearly is None:
        return np.zeros_like(operation.energy_mwh)
    owed = energy_owed_kwh_per_t(definition, operation.years) * operation.fired_t / 1000
    return np.maximum(owed - operation.energy_mwh, 0.0)


def _claims(
    definition: ContractDefinition, operation: Operation, moves: FloatArray
) -> dict[str, FloatArray]:
    given, years, fired = definition.guarantees, operation.years, operation.fired_t
    waste = operation.waste
    found: dict[str, Numeric] = {}
    if given.net_energy_yearly is not None:
        owed = energy_owed_kwh_per_t(definition, years)
        price = in_years(given.net_energy_yearly.price_per_mwh, years) * moves
        found["net_energy_yearly"] = energy_damages(owed, operation.energy_mwh, fired, price)
    if given.availability is not None:
        found["availability"] = _availability(definition, operation, moves)
    for name in COUNTED:
        term = getattr(given, name)
        if term is not None:
            rate = term.rate_each * moves
            found[name] = excess_damages(operation.events[name], term.allowed_per_year, rate)
    if given.bottom_ash_burnout is not None:
        term = given.bottom_ash_burnout
        ash = fired * waste.bottom_ash_kg_per_t / 1000
        points = excess_damages(waste.unburnt_percent, term.guaranteed_percent, 1.0)
        found["bottom_ash_burnout"] = points * ash * term.rate_per_t_and_point * moves
    if given.fly_ash is not None:
        term = given.fly_ash
        each = excess_damages(
            waste.fly_ash_kg_per_t, term.guaranteed_kg_per_t, term.disposal_per_t * moves / 1000
        )
        found["fly_ash"] = fired * each
    if given.auxiliary_fuel is not None:
        term = given.auxiliary_fuel
        each = excess_damages(
            waste.fuel_mj_per_t, term.guaranteed_mj_per_t, term.price_per_mj * moves
        )
        found["auxiliary_fuel"] = fired * each
    return {
        name: np.broadcast_to(np.asarray(claim, dtype=float), fired.shape)
        for name, claim in found.items()
    }


def _availability(
    definition: ContractDefinition, operation: Operation, moves: FloatArray
) -> FloatArray:
    term = definition.guarantees.availability
    assert term is not None
    owed = np.asarray(term.guaranteed_h_per_year) * guarantee_ramp(definition, operation.years)
    hours, rate = operation.line_hours, term.rate_per_t * moves
    if term.period == "year":
        reached = trailing_mean(hours.sum(axis=-1), term.mean_of_years)
        owed = trailing_mean(owed, term.mean_of_years)
        return np.asarray(availability_damages(owed, reached, operation.t_per_h, rate))
    part = np.asarray(DAYS_OF_MONTH) / sum(DAYS_OF_MONTH)
    monthly = np.asarray(
        availability_damages(
            owed[:, None] * part, hours, operation.t_per_h[..., None], np.asarray(rate)[..., None]
        )
    )
    if term.repeat_step_percent is not None and term.repeat_most_percent is not None:
        flat = monthly.reshape(monthly.shape[0], -1)
        rise = ratchet(
            flat > 0,
            term.repeat_after_months,
            float(term.repeat_step_percent) / 100,
            1 + float(term.repeat_most_percent) / 100,
        )
        monthly = (flat * rise).reshape(*monthly.shape[:-1], MONTHS)
    return np.asarray(monthly.sum(axis=-1))
