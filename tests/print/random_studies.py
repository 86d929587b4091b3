"""Studies with drawn finance inputs, seeded, to hold the workbook against the model."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np

from wte_ppp.documents import Document, read_document
from wte_ppp.feasibility.study import Study

EXAMPLES = Path(__file__).parents[2] / "examples"
BASES = {name: read_document(EXAMPLES / name / "study.yaml") for name in ("minimal", "bac_ninh")}
# Studies that are changed in the sheet: there what a refinancing is held against stays pasted.
CHANGED = (3, 16, 20, 24, 32)
BESIDE: dict[str, Study] = {}


def study_with(changes: dict[str, Any], base: str = "minimal") -> Study:
    """An example with other inputs, by dotted path."""
    data = deepcopy(BASES[base].data)
    data.pop("risk", None)
    data.pop("published", None)
    for path, value in changes.items():
        place = data
        *parts, last = path.split(".")
        for part in parts:
            place = place.setdefault(part, {})
        place[last] = value
    document = Document(BASES[base].path, data, {})
    study = Study.of(document, beside=BESIDE.get(base))
    BESIDE.setdefault(base, study)
    return study


def drawn_changes(seed: int) -> tuple[dict[str, Any], str]:
    """Finance inputs of every kind, at random, and the example that they are laid over."""
    rng = np.random.default_rng(seed)

    def uniform(low: float, high: float, digits: int = 3) -> float:
        return round(float(rng.uniform(low, high)), digits)

    def some(chance: float) -> bool:
        return bool(rng.random() < chance)

    def one(*choices: Any) -> Any:
        return choices[int(rng.integers(len(choices)))]

    base = one("minimal", "bac_ninh")
    # Short contracts: what a period does shows in a few of them, and a cell takes its time.
    years = int(rng.integers(25, 31)) if some(0.1) else int(rng.integers(6, 13))
    items = int(rng.integers(1, 4))
    construction = one("year", "year", "half_year", "quarter", "month")
    by = one("year", "year", "period")
    if by == "period":
        items = {"year": items, "half_year": 2 * items, "quarter": 4 * items, "month": 11}[
            construction
        ]

    def shares(count: int) -> list[float]:
        parts = [int(part) for part in rng.integers(1, 20, count)]
        found = [round(100 * part / sum(parts), 4) for part in parts[:-1]]
        return [*found, 100 - sum(found)]

    tenor = int(rng.integers(4, years + 1))
    start = {
        # The country's power contracts have 20 years.
        "contract_prices.power_tariff.price_after_usd_per_kwh": 0.05,
        "contract_years": years,
        "spend_profile_percent": shares(items),
        "timing.construction_period": construction,
        "timing.operation_period": one("year", "year", "half_year", "quarter"),
        "timing.spend_profile_by": by,
        "timing.first_operation_month": one(1, 1, 4, 7, 10),
        "timing.fiscal_year_start_month": one(1, 1, 4, 7),
        "tipping_fee_usd_per_t": uniform(10, 90),
        "tipping_fee_indexed_percent": uniform(0, 40),
        "power_tariff_indexed_percent": uniform(0, 40),
        "inflation_percent": uniform(0, 5),
        "cost_inflation_percent": uniform(0, 5),
        "discount_rate_percent": uniform(4, 12),
        "carbon_price_usd_per_tco2e": uniform(0, 20),
        "carbon_share_percent": uniform(0, 100),
        "debt.repayment": one("annuity", "equal_principal", "sculpted", "sculpted"),
        "debt.interest_percent": uniform(1, 10),
        "debt.tenor_years": tenor,
        "debt.grace_years": int(rng.integers(0, min(4, tenor))),
        "debt.grace_interest": one("paid", "capitalised"),
        "debt.max_gearing_percent": uniform(30, 85),
        "debt.sized_by": one("gearing", "gearing_and_dscr"),
        "debt.sizing_cfads": one("pre_tax", "pre_tax", "post_tax"),
        "debt.draw_order": one("pro_rata", "pro_rata", "equity_first", "debt_first"),
        "debt.target_dscr": uniform(1.1, 1.6),
        "tax.rate_percent": uniform(5, 35),
        "tax.loss_carry_forward_years": int(rng.integers(0, 9)),
    }
    sometimes: list[dict[str, Any]] = [
        {"debt.amount_usd": uniform(5e6, 60e6, 0)},
        {"debt.construction_interest_percent": uniform(1, 12)},
        {"debt.lender_case.revenue_percent": uniform(80, 100),
         "debt.lender_case.operating_cost_percent": uniform(100, 115),
         "debt.lender_case.dscr": uniform(1.02, 1.3)},
        {"concessional.amount_usd": uniform(2e6, 20e6, 0),
         "concessional.tenor_years": int(rng.integers(4, years + 1)),
         "concessional.upfront_fee_percent": uniform(0, 1),
         "concessional.commitment_fee_percent": uniform(0, 1),
         "concessional.repayment": one("annuity", "equal_principal"),
         "concessional.grace_interest": one("paid", "capitalised")},
        {"grant.amount_usd": uniform(0, 20e6, 0),
         "grant.paid_in_operation_year": int(rng.integers(0, 4))},
        {"grant.limit_jpy_per_tco2e": uniform(500, 4000)},
        {"grant.viability_gap_usd": uniform(0, 15e6, 0),
         "grant.viability_gap_milestones_percent": shares(items)},
        {"grant.central_support_usd": uniform(0, 10e6, 0)},
        {"uses.land_usd": uniform(0, 5e6, 0), "uses.development_fee_usd": uniform(0, 3e6, 0),
         "uses.contingency_percent": uniform(0, 10)},
        {"uses.working_capital_usd": uniform(0, 2e6, 0)},
        {"uses.receivable_days": uniform(0, 200), "uses.payable_days": uniform(0, 100)},
        {"uses.vat_percent": uniform(1, 20), "uses.vat_refunded_percent": uniform(0, 100),
         "uses.vat_refund_months": int(rng.integers(0, 25))},
        {"reserves.dsra_months": uniform(0, 13),
         "reserves.dsra_funded": one("at_close", "from_cash_flow")},
        {"reserves.overhaul_percent": uniform(1, 8),
         "reserves.overhaul_every_years": int(rng.integers(3, 7)),
         "reserves.maintenance_years": one(0, 2, 3, 4.5)},
        {"reserves.interest_percent": uniform(0, 4)},
        {"reserves.minimum_cash_usd": uniform(0, 2e6, 0)},
        {"owners.lockup_dscr": uniform(1.0, 1.4)},
        {"owners.cash_sweep_percent": uniform(10, 100)},
        {"owners.dividends": "retained_earnings"},
        {"owners.shareholder_loan_percent": uniform(10, 100),
         "owners.shareholder_loan_interest_percent": uniform(2, 14),
         "owners.interest_withholding_percent": uniform(0, 10)},
        {"owners.dividend_withholding_percent": uniform(0, 15)},
        {"tax.preferential_rate_percent": uniform(0, 15),
         "tax.preferential_years": int(rng.integers(0, 12)),
         "tax.exempt_years": int(rng.integers(0, 5)),
         "tax.half_rate_years": int(rng.integers(0, 6)),
         "tax.holiday_latest_start_year": int(rng.integers(1, 6))},
        one(
            {"tax.depreciation_years": int(rng.integers(4, 25))},
            {"tax.depreciation_method": "declining_to_straight_line",
             "tax.depreciation_years": int(rng.integers(4, 25))},
            {"tax.depreciation_method": "declining_guaranteed", "tax.declining_rate_percent": 13.3,
             "tax.declining_revised_rate_percent": 14.3, "tax.declining_guarantee_percent": 4.565},
            {"tax.depreciation_method": "schedule",
             "tax.depreciation_schedule_percent": [20.0, 30.0, 25.0, 12.5, 7.3]},
        ),
        {"tax.financing_cost": "not_deductible"},
        {"power_limit.kwh_per_t": uniform(200, 450),
         "power_limit.price_above_usd_per_kwh": uniform(0, 0.06)},
        {"power_limit.mwh_per_year": uniform(2e4, 9e4, 0),
         "power_limit.price_above_usd_per_kwh": 0.02},
        {"indexation.tipping_fee.currency": "local",
         "indexation.tipping_fee.local_inflation_percent": uniform(0, 50),
         "indexation.local_inflation_percent": uniform(0, 9),
         "indexation.fx_real_drift_percent": uniform(-1, 2)},
        {"indexation.power_tariff.fuel_percent": uniform(0, 30),
         "indexation.power_tariff.exchange_rate_percent": uniform(0, 30),
         "indexation.power_tariff.step_years": int(rng.integers(1, 5)),
         "indexation.power_tariff.cap_percent": uniform(0, 4)},
        {"indexation.tipping_fee.floor_percent": uniform(0, 3),
         "indexation.tipping_fee.step_years": int(rng.integers(1, 4))},
    ]  # fmt: skip
    finance = dict(start)
    for option in sometimes:
        if some(0.3):
            finance.update(option)
    loan_tenor = finance.get("concessional.tenor_years")
    if loan_tenor is not None:
        finance["concessional.grace_years"] = int(rng.integers(0, min(4, loan_tenor)))
    changes = {f"finance.{path}": value for path, value in finance.items()}
    changes.update(capital_side(seed, years, tenor))
    if some(0.5):
        changes["cost.maintenance_percent"] = uniform(1, 4)
        changes["cost.staff"] = uniform(40, 140, 0)
    if some(0.2):
        changes["finance.debt.repayment"] = "schedule"
        parts = shares(int(rng.integers(3, 7)))
        adds = uniform(0, 2) if some(0.3) else 0.0
        changes["finance.debt.schedule_percent"] = [-adds, *parts[:-1], parts[-1] + adds]
    limited = any(path.startswith("finance.power_limit") for path in changes)
    changes |= _terms_of_contracts(np.random.default_rng((seed, 1)), years, limited)
    if seed % 2:
        changes |= _public(seed)
    if "finance.debt.schedule_percent" in changes:
        # It may be repaid before the year of a refinancing.
        changes = {path: value for path, value in changes.items() if ".refinancing." not in path}
    return changes, base


def _public(seed: int) -> dict[str, Any]:
    """Means of the municipality, commitments and value for money, with draws of their own."""
    rng = np.random.default_rng(20_000 + seed)

    def uniform(low: float, high: float) -> float:
        return round(float(rng.uniform(low, high)), 3)

    return {
        "finance.municipality": {
            "budget_usd_per_year": uniform(1e8, 9e8), "households": 250_000,
            "household_income_usd_per_year": uniform(2e3, 9e3),
            "household_growth_percent": uniform(0, 3),
        },
        "finance.commitments": {
            "termination_debt_percent": uniform(50, 100),
            "termination_equity_percent": uniform(0, 100),
            "termination_probability_percent": uniform(0, 5),
        },
        "finance.value_for_money": {
            "discount_rate_percent": uniform(3, 9), "rate_step_percent": uniform(1, 3),
            "public_capital_cost_percent": uniform(90, 130),
            "public_operating_cost_percent": uniform(90, 130),
            "public_revenue_percent": uniform(70, 100), "transaction_cost_usd": uniform(0, 4e6),
            "monitoring_usd_per_year": uniform(0, 5e5),
            "insurance_percent_of_capital_cost": uniform(0, 1),
            "risks": {
                "overrun": {
                    "falls_on": "capital_cost", "probability_percent": uniform(0, 100),
                    "impact_percent": uniform(0, 40), "transferred_percent": uniform(0, 100),
                },
                "late-start": {
                    "falls_on": "revenue", "probability_percent": uniform(0, 100),
                    "impact_percent": uniform(0, 40), "transferred_percent": uniform(0, 100),
                },
            },
        },
    }  # fmt: skip


def capital_side(seed: int, years: int, tenor: int) -> dict[str, Any]:
    """Inputs of the capital side; by a generator of their own, so that the rest stays as it was."""
    rng = np.random.default_rng(7000 + seed)
    finance: dict[str, Any] = {}
    if rng.random() < 0.4:
        finance["end.salvage_usd"] = round(float(rng.uniform(0, 20e6)), 0)
    if rng.random() < 0.4:
        finance["end.closure_usd"] = round(float(rng.uniform(1e5, 5e6)), 0)
        finance["end.closure_reserve_years"] = float(rng.choice([0.0, 2.0, 3.5, 6.0]))
    if rng.random() < 0.4:
        finance["uses.land_lease_usd_per_year"] = round(float(rng.uniform(1e4, 5e5)), 0)
        finance["uses.land_lease_growth_percent"] = round(float(rng.uniform(0, 6)), 2)
    if rng.random() < 0.3:
        steps = rng.uniform(1, 10, int(rng.integers(1, 5)))
        finance["debt.interest_steps_percent"] = [round(float(step), 2) for step in steps]
    if rng.random() < 0.3:
        steps = rng.uniform(0.5, 3, int(rng.integers(1, 5)))
        finance["debt.margin_steps_percent"] = [round(float(step), 2) for step in steps]
    if rng.random() < 0.4:
        year = int(rng.integers(3, years + 1))
        finance |= {
            "later_investment.operation_year": year,
            "later_investment.cost_usd": round(float(rng.uniform(1e6, 20e6)), 0),
            "later_investment.spend_years": int(rng.integers(1, 3)),
            "later_investment.equity_percent": float(rng.choice([0.0, 20.0])),
            "later_investment.loan_percent": float(rng.choice([0.0, 50.0, 80.0])),
            "later_investment.loan_interest_percent": round(float(rng.uniform(0, 9)), 2),
            "later_investment.loan_tenor_years": int(rng.integers(year, years + 1)),
            "later_investment.loan_repayment": str(rng.choice(["annuity", "equal_principal"])),
            "later_investment.loan_fee_percent": round(float(rng.uniform(0, 2)), 2),
            "later_investment.reserve_years": float(rng.choice([0.0, 2.0, 3.5])),
            "later_investment.operating_cost_usd_per_year": float(rng.choice([0.0, 2e5])),
        }
        if rng.random() < 0.5:
            finance["later_investment.depreciation_years"] = int(rng.integers(1, 12))
    if rng.random() < 0.4 and seed not in CHANGED:
        # Before the last payment of the debt that it repays.
        year = min(int(rng.integers(1, years)), tenor - 1)
        finance |= {
            "refinancing.operation_year": year,
            "refinancing.tenor_years": int(rng.integers(year + 1, years + 1)),
            "refinancing.interest_percent": round(float(rng.uniform(0, 9)), 2),
            "refinancing.repayment": str(rng.choice(["annuity", "equal_principal"])),
            "refinancing.fee_percent": round(float(rng.uniform(0, 2)), 2),
            "refinancing.break_cost_percent": round(float(rng.uniform(0, 2)), 2),
            "refinancing.additional_usd": float(rng.choice([0.0, 3e6])),
            "refinancing.authority_share_percent": float(rng.choice([0.0, 50.0])),
        }
    for name in ("local_bank", "agency"):
        if rng.random() < 0.25:
            tenor = int(rng.integers(3, years + 1))
            finance[f"loans.{name}"] = {
                "amount_usd": round(float(rng.uniform(1e6, 8e6)), 0),
                "interest_percent": round(float(rng.uniform(1, 11)), 2),
                "upfront_fee_percent": round(float(rng.uniform(0, 2)), 2),
                "commitment_fee_percent": round(float(rng.uniform(0, 1)), 2),
                "tenor_years": tenor,
                "grace_years": int(rng.integers(0, min(3, tenor))),
                "grace_interest": str(rng.choice(["paid", "capitalised"])),
                "repayment": str(rng.choice(["annuity", "equal_principal"])),
            }
    if rng.random() < 0.3:
        finance["debt.least_equity_percent"] = round(float(rng.uniform(10, 60)), 2)
    if rng.random() < 0.4:
        finance["tax.interest_limit_percent"] = round(float(rng.uniform(0, 50)), 2)
        finance["tax.interest_carry_forward_years"] = int(rng.integers(0, 7))
    return {f"finance.{path}": value for path, value in finance.items()}


def _terms_of_contracts(rng: np.random.Generator, years: int, limited: bool) -> dict[str, Any]:
    """Terms of the contracts' prices; by draws of their own, so that those before stay."""
    money = "finance.contract_prices."
    power, fee = f"{money}power_tariff.", f"{money}tipping_fee."

    def uniform(low: float, high: float) -> float:
        return round(float(rng.uniform(low, high)), 3)

    sometimes: list[dict[str, Any]] = [
        {f"{power}by_year_percent": [100.0, 100.0, uniform(60, 120)]},
        {f"{fee}by_year_percent": [uniform(60, 120) for _ in range(int(rng.integers(1, 35)))]},
        {f"{power}premium_usd_per_kwh": uniform(0.005, 0.03),
         f"{power}premium_years": int(rng.integers(0, 9))},
        {f"{power}term_years": int(rng.integers(1, years + 1)),
         f"{power}price_after_usd_per_kwh": uniform(0, 0.06)},
        {f"{power}floor_usd_per_kwh": uniform(0.03, 0.12)},
        {f"{power}cap_usd_per_kwh": uniform(0.12, 0.2), f"{fee}cap_usd_per_t": uniform(40, 80)},
        {f"{fee}floor_usd_per_t": uniform(10, 40)},
        {"finance.indexation.tipping_fee.indices": {
            "wages": {"weight_percent": 9.0, "growth_percent": uniform(0, 6)},
            "repair": {"weight_percent": 5.0, "growth_percent": uniform(-1, 3)}}},
        {f"{fee}band_ends_t_per_year": [1e5, 1.5e5, 2e5],
         f"{fee}band_prices_usd_per_t": [uniform(20, 40), uniform(10, 20), 5.0]},
        {f"{money}capacity.usd_per_kw_month": uniform(1, 9),
         f"{money}capacity.target_availability_percent": uniform(70, 100)},
        {"waste.guaranteed_t_per_day": uniform(500, 1200), "waste.make_up_years": 3,
         f"{money}shortfall.price_percent": uniform(0, 120),
         f"{money}shortfall.paid_by": "central_government"},
        {f"{money}operating_subsidy.usd_per_t": uniform(1, 30),
         f"{money}operating_subsidy.paid_to": str(rng.choice(["project", "municipality"])),
         f"{money}operating_subsidy.years": int(rng.integers(1, 12))},
        {f"{money}revenue_share.planned_revenue_usd_per_year": [1.5e7, 2e7, uniform(1.5e7, 3e7)],
         f"{money}revenue_share.above_percent": uniform(100, 125),
         f"{money}revenue_share.below_percent": uniform(75, 100)},
    ]  # fmt: skip
    chosen = {
        path: value for option in sometimes if rng.random() < 0.3 for path, value in option.items()
    }
    # A limit beside blocks is refused.
    ends = {f"{power}block_ends_mwh_per_year": [3e4, 6e4],
            f"{power}block_ends_kwh_per_t": [200.0, 300.0]}  # fmt: skip
    if rng.random() < 0.3 and not limited:
        name = str(rng.choice(list(ends)))
        chosen |= {
            name: ends[name],
            f"{power}block_prices_usd_per_kwh": [uniform(0.03, 0.06), 0.02],
        }
    return chosen


def drawn_study(seed: int) -> Study:
    """The study of a seed."""
    changes, base = drawn_changes(seed)
    return study_with(changes, base)
