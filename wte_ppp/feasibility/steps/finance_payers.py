"""Who of the public pays what: the municipality, and the central government beside it."""

from dataclasses import dataclass

import numpy as np

from wte_ppp.arrays import FloatArray
from wte_ppp.feasibility.definition.finance import FinanceSection
from wte_ppp.feasibility.steps.finance_case import Streams
from wte_ppp.feasibility.steps.finance_contracts import subsidy
from wte_ppp.finance.flow import CashFlow


@dataclass(frozen=True)
class Payments:
    """Payments of the public in each period, USD nominal, (..., periods).

    Parameters
    ----------
    all_payers
        Fees, subsidy, shared revenue and grants in construction.
    not_delivered
        Of the fees, those for guaranteed waste that was not delivered.
    central
        What the central government pays of the fees, and as subsidy.
    municipal_fees
        Tipping fees less what the central government pays of them.
    """

    all_payers: FloatArray
    not_delivered: FloatArray
    central: FloatArray
    municipal_fees: FloatArray

    @property
    def municipal(self) -> FloatArray:
        """All but what the central government pays of the fees, and as subsidy."""
        return self.all_payers - self.central


def payments_of(finance: FinanceSection, flow: CashFlow, streams: Streams) -> Payments:
    """Payments of the public by payer."""
    contract, case = finance.contract_prices, flow.case
    delivered = case.tipping_fees(flow.tipping_fee, streams.delivered_t)
    not_delivered = np.maximum(flow.tipping_revenue - delivered, 0.0)
    of_fees = np.zeros(flow.timeline.operation_period.size)
    if contract.shortfall.paid_by == "central_government":
        of_fees = of_fees + not_delivered
    if contract.operating_subsidy.paid_to == "municipality":
        of_fees = of_fees + subsidy(finance, flow.timeline, streams.delivered_t, delivered)
    return Payments(
        all_payers=flow.tipping_revenue
        + streams.subsidy
        + flow.shared_revenue
        + flow.construction_grants,
        not_delivered=not_delivered,
        central=of_fees + streams.subsidy,
        municipal_fees=flow.tipping_revenue - of_fees,
    )
