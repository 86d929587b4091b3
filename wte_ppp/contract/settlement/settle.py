"""The year's account between authority, operator and buyer of power."""

from dataclasses import dataclass, replace

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.contract.definition import ContractDefinition
from wte_ppp.contract.formulas.damages import Capped
from wte_ppp.contract.settlement.damages import (
    contract_cap,
    damages,
    deductions,
    energy_short_mwh,
    power_income,
)
from wte_ppp.contract.settlement.operation import Money, Operation
from wte_ppp.contract.settlement.payments import POWER, Payments, by_fault, payments, total


@dataclass(frozen=True)
class Settlement:
    """What is paid and taken off in each year [money of the contract], (draws, years).

    `power_income` is what others than the authority pay for power; `to_buyer` what they get back
    for energy that did not come.
    """

    payments: Payments
    deductions: dict[str, FloatArray]
    damages: Capped
    power_income: FloatArray
    to_buyer: FloatArray

    @property
    def paid_by_city(self) -> FloatArray:
        """Before deductions."""
        return self.payments.fee

    @property
    def received_by_city(self) -> FloatArray:
        """For bad performance: deductions but shares of good income, and damages."""
        found = [value for name, value in self.deductions.items() if name != "third_party_income"]
        return total([*found, *self.damages.paid.values()], self.power_income) - self.to_buyer

    @property
    def income_share(self) -> FloatArray:
        """City's share of third-party income."""
        return total([self.deductions.get("third_party_income", 0.0)], self.power_income)

    @property
    def charge(self) -> FloatArray:
        """Net charge of the year."""
        return self.paid_by_city - self.received_by_city - self.income_share

    @property
    def operator_income(self) -> FloatArray:
        """Of the operator from authority and power."""
        return self.charge + self.power_income - self.to_buyer


def settle(
    definition: ContractDefinition, operation: Operation, money: Money,
    left: Numeric | None = None,
) -> Settlement:  # fmt: skip
    """Settle all years of an operation under a contract.

    Parameters
    ----------
    definition
        Of the contract.
    operation, money
        Of its years.
    left
        See `wte_ppp.contract.settlement.damages.damages`.

    Returns
    -------
    Settlement
        NaN where a number that it hangs on is not stated.
    """
    operation = by_fault(definition, operation)
    paid = payments(definition, operation, money)
    taken = deductions(definition, operation, money, paid)
    owed = damages(definition, operation, money, paid, left)
    income = power_income(definition, paid, money)
    to_buyer = np.zeros_like(income)
    power = definition.payment_mechanism.energy_payment
    if power is not None and power.paid_by == "power_buyer" and "energy_shortfall" in taken:
        to_buyer = taken["energy_shortfall"]
    return Settlement(paid, taken, owed, income, to_buyer)


def city_loss(
    definition: ContractDefinition, operation: Operation, money: Money, settled: Settlement
) -> FloatArray:
    """What bad performance costs the city in each year, NaN where the contract file states none.

    Parameters
    ----------
    definition
        Of the contract, with `city_loss`.
    operation, money, settled
        Of its years.

    Returns
    -------
    FloatArray
        N x (c_e + h) less the fee that is not paid for N, and S x p_l [money], (draws, years);
        below zero where the fee would have been dearer than treatment elsewhere.
    """
    term = definition.city_loss
    if term is None:
        return np.full_like(operation.accepted_t, np.nan)
    operation = by_fault(definition, operation)
    treated = replace(
        operation,
        accepted_t=operation.accepted_t + operation.refused_t,
        refused_t=np.zeros_like(operation.refused_t),
    )
    # Energy as it was: what a tonne elsewhere would have given is in the city's value of energy.
    fee = payments(definition, treated, money)
    by_tonne = [name for name in fee.by_authority if name not in ("bonus", *POWER)]
    saved = total(
        [fee.by_term[name] - settled.payments.by_term[name] for name in by_tonne],
        operation.accepted_t,
    )
    rate = np.asarray(term.untreated_per_t) + term.haulage_per_t
    elsewhere = operation.refused_t * rate * money.index
    short = energy_short_mwh(definition, operation) * term.energy_value_per_mwh * money.index
    return np.asarray(elsewhere - saved + short)


def left_of_contract_cap(definition: ContractDefinition, settled: Settlement) -> Numeric:
    """What the cap on all years leaves at the start of each year [money], (draws, years)."""
    paid = total(list(settled.damages.paid.values()), settled.power_income)
    before = np.cumsum(paid, axis=-1) - paid
    return np.maximum(np.asarray(contract_cap(definition, settled.paid_by_city)) - before, 0.0)
