"""Caps on damages, payments at an early end, and what bad performance costs the city."""

from typing import Literal

from wte_ppp.cards import entry
from wte_ppp.contract.definition.term import Term, of_contract, or_nothing
from wte_ppp.messages import mark
from wte_ppp.validation import Quantity, Section

ON_FINANCE = mark("debt and equity of the study by year")


class YearCap(Term):
    """Cap on the damages of a year of operation together."""

    runs_on = mark("damages of the year")
    percent: Quantity = of_contract("% of the year's fee", "Cap")


class ContractCap(Term):
    """Cap on the damages of all years of operation together."""

    runs_on = mark("damages of all years so far")
    percent: Quantity = of_contract("% of the first full year's fee", "Cap")


class WorksCap(Term):
    """Cap on damages of the works."""

    runs_on = mark("the works: checked by contract check, not simulated by year")
    percent: Quantity = of_contract("% of the construction price", "Cap")


class DamagesCaps(Section):
    """Caps by the names of the toolkit."""

    operation_year: YearCap | None = entry("Damages of one year of operation", default=None)
    operation_total: ContractCap | None = entry("Damages of all years of operation", default=None)
    delay: WorksCap | None = entry("Delay of the works", default=None)
    performance: WorksCap | None = entry("Performance at acceptance", default=None)
    works_together: WorksCap | None = entry("All damages of the works", default=None)
    works_liability: WorksCap | None = entry("All liability of the contractor", default=None)


class _End(Term):
    runs_on = ON_FINANCE


class MarketEnd(_End):
    """What the next operator pays for the rest of the contract."""

    runs_on = mark("a tender at the day: not simulated")
    cost_of_tender: Quantity = of_contract("money", "Cost of the new tender")


class ValueEnd(_End):
    """Value estimated where nobody would bid."""

    runs_on = mark("charges and costs still to come in the study")
    discount_percent: Quantity = of_contract("%/year", "Discount rate, nominal", le=100)
    cost_of_estimate: Quantity = of_contract("money", "Cost of the estimate")


class DebtEnd(_End):
    """A share of senior debt."""

    share_of_debt_percent: Quantity = of_contract("% of senior debt", "Share paid", le=100)


class WholeEnd(_End):
    """The operator is left as if the contract had run on."""

    equity_method: Literal["base_irr", "market_value", "distributions"] = entry(
        "Method for equity", "One for shares and junior debt alike: return of the base case up to "
        "the day, market value, or distributions still to come",
    )  # fmt: skip
    breakage: Quantity | None = or_nothing(
        "money", "Redundancy and breakage of subcontracts", "Left out: not counted"
    )


class InvestedEnd(_End):
    """Debt, and what the owners put in less what they had back."""

    breakage: Quantity | None = or_nothing(
        "money", "Redundancy and breakage of subcontracts", "Left out: not counted"
    )


class LendersEnd(_End):
    """Lenders are repaid, owners not."""


class UnmetConditions(_End):
    """Permits or other conditions not met."""

    runs_on = mark("the time before the works: not simulated")
    cap: Quantity = of_contract("money", "Cap on the cost of bid and design")


class TerminationPayments(Section):
    """Payments by cause, by the names of the toolkit."""

    operator_default_market: MarketEnd | None = entry(
        "Operator's default, contract tendered again", default=None
    )
    operator_default_value: ValueEnd | None = entry("Operator's default, no market", default=None)
    operator_default_debt: DebtEnd | None = entry("Operator's default, share of debt", default=None)
    authority_default: WholeEnd | None = entry("Authority's default", default=None)
    voluntary: WholeEnd | None = entry("End by choice of the authority", default=None)
    government_action: WholeEnd | None = entry("Acts of government", default=None)
    change_in_law: WholeEnd | None = entry(
        "Change in law that makes the contract impossible", default=None
    )
    force_majeure: InvestedEnd | None = entry("Prolonged force majeure", default=None)
    uninsurability: InvestedEnd | None = entry("Cover not to be had", default=None)
    corruption: LendersEnd | None = entry("Corrupt gifts and fraud", default=None)
    refinancing_breach: LendersEnd | None = entry("Breach of the refinancing rules", default=None)
    unmet_conditions: UnmetConditions | None = entry(
        "Permits or other conditions not met", default=None
    )


class CityLoss(Term):
    """What bad performance costs the city; no term of the contract, but what damages should meet.

    L = N x (c_e + h - p_m) + S x p_l: N tonnes not accepted by the operator's fault, c_e their
    treatment elsewhere, h extra haulage, p_m the price that the city then does not pay, S energy
    short of the yearly guarantee (without one: none), p_l what a MWh is worth to the public side.
    """

    runs_on = mark("tonnes not accepted and energy short by the operator's fault")
    untreated_per_t: Quantity = of_contract("money/t", "Treatment of a tonne elsewhere")
    haulage_per_t: Quantity = of_contract("money/t", "Extra haulage of a tonne")
    energy_value_per_mwh: Quantity = of_contract(
        "money/MWh", "Value of a missing MWh to the public side",
        "0 where others bear it", 
    )  # fmt: skip
