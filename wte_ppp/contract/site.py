"""What a simulation needs of a plant and its money, as plain numbers by year."""

from dataclasses import dataclass

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.contract.settlement.operation import Money, Waste
from wte_ppp.plant.outages import Fleet


@dataclass(frozen=True)
class Cash:
    """Cash of a study by contract year [money of the contract], (..., years).

    `other` is cash available for debt service without fee, power income and variable cost, which
    the contract and the draws bring; tax stays that of the study. `service` is zero where none
    is due. Of the finance nobody stated, NaN.
    """

    other: FloatArray
    variable_per_t: FloatArray  # a t fired
    service: FloatArray
    paid_out: FloatArray  # to owners
    paid_in: FloatArray  # by owners, up to the year
    debt: FloatArray  # at the end of the year
    operating_cost: FloatArray
    equity_flows: (
        FloatArray  # [money of the study], by calendar year from the first of construction
    )
    construction_years: int  # before the first contract year among these
    equity_irr: Numeric  # in the money of the study
    per_unit: FloatArray  # money of the study for one unit of the contract's


@dataclass(frozen=True)
class Site:
    """A plant, its waste and its money over the contract years, one case or draws of it.

    `delivered_t` is waste of each month as fired, (..., years, 12); `power_by_month` the power of a
    tonne over the fleet's, (..., years, 12); `rate_by_month` what a line takes over the fleet's,
    (..., 12); `forced_percent` forced stops of a line in each year, (..., years).
    """

    fleet: Fleet
    delivered_t: FloatArray
    rate_by_month: FloatArray
    power_by_month: FloatArray
    forced_percent: FloatArray
    waste: Waste
    money: Money
    cash: Cash

    @property
    def years(self) -> int:
        """Contract years."""
        return int(self.delivered_t.shape[-2])
