"""Terms of the payment mechanism for power."""

from typing import Literal

from wte_ppp.cards import entry
from wte_ppp.contract.definition.term import ByYear, Term, of_contract, or_nothing
from wte_ppp.messages import mark
from wte_ppp.validation import Quantity


class EnergyPayment(Term):
    """Energy at the export meter."""

    runs_on = mark("power sold at the meter")
    price_per_mwh: ByYear = of_contract("money/MWh", "Price of power")
    paid_by: Literal["authority", "power_buyer"] = entry(
        "Payer", "The authority, or a buyer of power beside it"
    )
    indexed: bool = entry("Indexed", "Whether the price moves as indexation has it")


class DeemedEnergy(Term):
    """Energy that the grid did not take."""

    runs_on = mark("share of the power that the grid is taken not to take")
    curtailed_percent: Quantity = of_contract(
        "% of the energy", "Energy that the grid does not take", "What a simulation takes", le=100
    )
    free_mwh_per_year: Quantity = of_contract("MWh/year", "Energy that is free for the buyer")
    paid: bool = entry("Paid", "Whether energy that is not taken is paid; a contract that is silent"
                       " on it says no more than must-dispatch")  # fmt: skip


class EnergyShortfall(Term):
    """Deliver-or-pay of the operator below the contracted energy, to the payer of the power."""

    runs_on = mark("power sold at the meter, and power lost for want of waste")
    contracted_mw: Quantity = of_contract("MW", "Contracted power")
    availability_factor_percent: Quantity = of_contract("%", "Availability factor", le=100)
    price_per_mwh: ByYear = of_contract("money/MWh", "Price of what is short")
    lack_of_waste_excused: bool = entry(
        "Lack of waste excused", "Whether energy lost for want of the city's waste counts as given"
    )
    cap_percent: Quantity | None = or_nothing(
        "% of the year's payment for power", "Cap", "Left out: none is stated"
    )
