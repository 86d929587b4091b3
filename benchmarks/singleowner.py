"""One project in PySAM's Singleowner and in this library, for the tests and the benchmarks.

Singleowner is annual: one column of construction, no interest during construction of its own, cash
at year ends, tax refunded in years of loss. The cases keep to what both can say: no loss.
"""

from dataclasses import dataclass

import numpy as np

from wte_ppp.finance.case import DebtTerms, ProjectCase, Reserves
from wte_ppp.finance.depreciation import Depreciation
from wte_ppp.finance.tax import TaxRules
from wte_ppp.finance.timeline import Timeline

YEARS = 25
# Straight line over 20 years with half a year in the first and the last, as Singleowner has it.
HALF_YEAR = (0.025, *([0.05] * 19), 0.025)
LARGEST = 1.0


@dataclass(frozen=True)
class Inputs:
    """What both models are told, in their common terms; rates in percent."""

    cost: float = 120e6
    mwh: float = 90_000.0
    price_usd_per_mwh: float = 200.0
    price_escalation: float = 0.0
    opex: float = 4e6
    opex_escalation: float = 0.0
    tax: float = 20.0
    debt: str = "none"  # none, sculpted, annuity
    debt_percent: float = 0.0
    dscr: float = 1.3
    interest: float = 6.0
    tenor: int = 15
    fee: float = 0.0
    dsra_months: float = 0.0
    reserve_interest: float = 0.0
    discount: float = 8.0


def singleowner(given: Inputs):
    """Run Singleowner; the model with its outputs."""
    from PySAM import Singleowner

    model = Singleowner.default("CustomGenerationProfileSingleOwner")
    for group in (model.TaxCreditIncentives, model.PaymentIncentives):
        for name, value in group.export().items():
            setattr(group, name, tuple(0.0 for _ in value) if isinstance(value, tuple) else 0.0)
    settings = {
        model.Revenue: {
            "ppa_soln_mode": 1,
            "ppa_price_input": (given.price_usd_per_mwh / 1000,),
            "ppa_escalation": given.price_escalation,
        },
        model.FinancialParameters: {
            "analysis_period": YEARS,
            "construction_financing_cost": 0,
            "cost_debt_closing": 0,
            "cost_debt_fee": given.fee,
            "cost_other_financing": 0,
            "debt_option": 1 if given.debt == "sculpted" else 0,
            "payment_option": 0,
            "debt_percent": given.debt_percent if given.debt == "annuity" else 0,
            "dscr": given.dscr,
            "dscr_limit_debt_fraction": 0,
            "dscr_reserve_months": given.dsra_months,
            "federal_tax_rate": (given.tax,),
            "inflation_rate": 0,
            "insurance_rate": 0,
            "months_working_reserve": 0,
            "months_receivables_reserve": 0,
            "property_tax_rate": 0,
            "real_discount_rate": given.discount,
            "reserves_interest": given.reserve_interest,
            "salvage_percentage": 0,
            "state_tax_rate": (0,),
            "term_int_rate": given.interest,
            "term_tenor": given.tenor,
        },
        model.SystemCosts: {
            "om_capacity": (0,),
            "om_fixed": (given.opex,),
            "om_fixed_escal": given.opex_escalation,
            "om_fuel_cost": (0,),
            "om_production": (0,),
            "total_installed_cost": given.cost,
        },
        model.Depreciation: {
            "depr_alloc_sl_20_percent": 100,
            "depr_bonus_fed": 0,
            "depr_bonus_sta": 0,
        },
        model.SystemOutput: {"gen": [given.mwh * 1000 / 8760] * 8760, "degradation": (0,)},
    }
    for group, values in settings.items():
        for name, value in values.items():
            setattr(group, name, value)
    model.execute(0)
    return model


def project(given: Inputs, **drawn) -> ProjectCase:
    """The same project here; `drawn` replaces fields of `Inputs` by (draws, 1)."""
    value = {**given.__dict__, **drawn}
    line = Timeline(2025, 1, YEARS)
    running = line.within(1, YEARS)
    elapsed = np.maximum(line.operation_year - 1, 0)
    price = (1 + value["price_escalation"] / 100) ** elapsed
    opex = (1 + value["opex_escalation"] / 100) ** elapsed
    has_debt = value["debt"] != "none"
    return ProjectCase(
        timeline=line,
        paid_t=np.zeros(line.operation_period.size),
        tipping_fee_index=np.ones(line.operation_period.size),
        other_revenue=_by_year(value["mwh"] * value["price_usd_per_mwh"], price * running),
        operating_cost=_by_year(value["opex"], opex * running),
        capex=value["cost"],
        spend_profile=np.array([1.0]),
        grant=0.0,
        grant_year=1,
        debt=DebtTerms(
            amount=np.inf if has_debt else 0.0,
            max_gearing=value["debt_percent"] / 100 if value["debt"] == "annuity" else LARGEST,
            interest_rate=value["interest"] / 100,
            upfront_fee=value["fee"] / 100,
            commitment_fee=0.0,
            tenor_years=value["tenor"],
            grace_years=0,
            repayment="sculpted" if value["debt"] == "sculpted" else "annuity",
            target_dscr=value["dscr"],
            bridge_rate=0.0,
            construction_rate=0.0,
        ),
        tax=TaxRules(value["tax"] / 100, value["tax"] / 100, 0, 0, 0, 1, 5),
        depreciation_years=20,
        depreciation=Depreciation(20, "schedule", schedule=HALF_YEAR),
        depreciated_financing=False,
        reserves=Reserves(
            dsra_months=value["dsra_months"], interest_rate=value["reserve_interest"] / 100
        ),
    )


def _by_year(amount, index):
    """Amounts of each year, with the draws of a year beside each other in memory."""
    shape = np.broadcast_shapes(np.shape(amount), np.shape(index))
    return np.multiply(amount, index, out=np.empty(shape, order="F"))
