"""The finance section: contract and prices, with its parts."""

import numpy as np
from pydantic import Field, ValidationInfo, field_validator

from wte_ppp.feasibility.definition.finance.debt import DebtSection, LoanSection
from wte_ppp.feasibility.definition.finance.funds import (
    OwnersSection,
    ReservesSection,
    UsesSection,
)
from wte_ppp.feasibility.definition.finance.grant import GrantSection
from wte_ppp.feasibility.definition.finance.prices import IndexationSection, PowerLimitSection
from wte_ppp.feasibility.definition.finance.public import (
    CommitmentSection,
    MunicipalitySection,
    ValueForMoneySection,
)
from wte_ppp.feasibility.definition.finance.tax import TaxSection
from wte_ppp.feasibility.definition.finance.timing import TimingSection
from wte_ppp.finance.timeline import MONTHS_OF
from wte_ppp.validation import Quantity, Section, quantity, refuse, refuse_each, shown

LONGEST_CONSTRUCTION_YEARS = 10


class FinanceSection(Section):
    """What the project costs and earns, in nominal USD."""

    first_operation_year: int = Field(
        strict=True, ge=1990, le=2060, description="Calendar year of operation 1"
    )
    price_year: int = Field(
        strict=True,
        ge=1990,
        le=2060,
        description="Year of the tipping fee's and the tariff's price level",
    )
    contract_years: Quantity = quantity(
        "years", "Operation years", ge=1, le=50, whole=True, plausible=(10, 30)
    )
    timing: TimingSection
    spend_profile_percent: tuple[Quantity, ...] = quantity(
        "% of capital cost",
        "Spending in each construction year, or period (timing); sums to 100",
        ge=0,
        le=100,
    )
    inflation_percent: Quantity = quantity(
        "%/year", "Inflation of USD prices", ge=-5, le=30, plausible=(0, 10)
    )
    cost_inflation_percent: Quantity = quantity(
        "%/year", "Inflation of operating cost in USD", ge=-5, le=30, plausible=(0, 10)
    )
    tipping_fee_usd_per_t: Quantity = quantity(
        "USD/t", "Tipping fee on received tonnes", ge=0, le=100000, plausible=(0, 200)
    )
    tipping_fee_indexed_percent: Quantity = quantity(
        "% of the fee", "Part of the fee that follows inflation", ge=0, le=100
    )
    power_tariff_usd_per_kwh: Quantity = quantity(
        "USD/kWh", "Price of exported power", ge=0, le=100, plausible=(0.02, 0.30)
    )
    power_tariff_indexed_percent: Quantity = quantity(
        "% of the tariff", "Part of the tariff that follows inflation", ge=0, le=100
    )
    metals_usd_per_t: Quantity = quantity(
        "USD/t", "Metals recovered from bottom ash", ge=0, le=5000
    )
    heat_price_usd_per_gj: Quantity = quantity(
        "USD/GJ", "Price of heat sold (plant.heat), follows inflation", ge=0, le=200
    )
    carbon_price_usd_per_tco2e: Quantity = quantity(
        "USD/tCO2e", "Price of credits sold", ge=0, le=1000, plausible=(0, 150)
    )
    carbon_share_percent: Quantity = quantity(
        "% of credits", "Credits the project keeps", ge=0, le=100
    )
    discount_rate_percent: Quantity = quantity(
        "%/year", "Nominal rate for NPV and levelised cost", ge=0, le=50, plausible=(2, 20)
    )
    target_equity_irr_percent: Quantity = quantity(
        "%/year", "Return the owners ask for", ge=0, le=60, plausible=(4, 30)
    )
    power_limit: PowerLimitSection
    indexation: IndexationSection
    uses: UsesSection
    debt: DebtSection
    concessional: LoanSection
    grant: GrantSection
    reserves: ReservesSection
    owners: OwnersSection
    tax: TaxSection
    municipality: MunicipalitySection
    commitments: CommitmentSection
    value_for_money: ValueForMoneySection | None = Field(
        default=None, description="Comparison with public delivery; left out: none"
    )

    @field_validator("debt", "concessional")
    @classmethod
    def _repaid_in_time(
        cls, debt: DebtSection | LoanSection, info: ValidationInfo
    ) -> DebtSection | LoanSection:
        if isinstance(debt, LoanSection) and not np.any(debt.amount_usd):
            return debt
        contract = info.data.get("contract_years", np.inf)
        if isinstance(debt, DebtSection) and debt.repayment == "schedule":
            timing: TimingSection | None = info.data.get("timing")
            months = 12 if timing is None else MONTHS_OF[timing.operation_period]
            _refuse_schedule(debt.schedule_percent, int(np.min(contract) * 12 / months))
            return debt
        faults = []
        if np.any(debt.tenor_years > contract):
            faults.append(
                (
                    ".tenor_years",
                    f"{shown(debt.tenor_years)}, with contract_years {shown(contract)}",
                    "a debt repaid within the contract",
                    "shorten the debt or lengthen the contract",
                )
            )
        if np.any(debt.grace_years >= debt.tenor_years):
            faults.append(
                (
                    ".grace_years",
                    f"{shown(debt.grace_years)}, with tenor_years {shown(debt.tenor_years)}",
                    "a grace shorter than the tenor",
                    "shorten the grace or lengthen the tenor",
                )
            )
        if faults:
            raise refuse_each(faults)
        return debt

    @field_validator("grant")
    @classmethod
    def _paid_within_contract(cls, grant: GrantSection, info: ValidationInfo) -> GrantSection:
        contract = info.data.get("contract_years", np.inf)
        if np.any(grant.paid_in_operation_year > contract):
            raise refuse_each(
                [
                    (
                        ".paid_in_operation_year",
                        f"{shown(grant.paid_in_operation_year)}, with contract_years "
                        f"{shown(contract)}",
                        "a grant paid within the contract",
                        "correct the year",
                    )
                ]
            )
        milestones = grant.viability_gap_milestones_percent
        profile = info.data.get("spend_profile_percent")
        if milestones is not None and profile is not None and len(milestones) != len(profile):
            raise refuse_each(
                [
                    (
                        ".viability_gap_milestones_percent",
                        f"{len(milestones)} shares",
                        f"{len(profile)} shares, one for each of spend_profile_percent",
                        "add or remove shares",
                    )
                ]
            )
        return grant

    @field_validator("tax")
    @classmethod
    def _knows_its_depreciation(cls, tax: TaxSection) -> TaxSection:
        faults = [
            (f".{name}", "nothing", f"a number, for {tax.depreciation_method}", "add it")
            for name in tax.missing()
        ]
        if faults:
            raise refuse_each(faults)
        return tax

    @field_validator("indexation")
    @classmethod
    def _indexes_no_more_than_all(
        cls, indexation: IndexationSection, info: ValidationInfo
    ) -> IndexationSection:
        faults = []
        for name in ("tipping_fee", "power_tariff"):
            formula = getattr(indexation, name)
            total = (
                np.asarray(info.data.get(f"{name}_indexed_percent", 0.0))
                + formula.local_inflation_percent
                + formula.exchange_rate_percent
                + formula.fuel_percent
            )
            if np.any(total > 100 + 1e-9):
                faults.append(
                    (
                        f".{name}",
                        f"indexed parts of {shown(total)} % with {name}_indexed_percent",
                        "parts that sum to at most 100 %",
                        "lower one of them",
                    )
                )
        if faults:
            raise refuse_each(faults)
        return indexation

    @field_validator("spend_profile_percent")
    @classmethod
    def _spends_all(
        cls, shares: tuple[Quantity, ...], info: ValidationInfo
    ) -> tuple[Quantity, ...]:
        total = np.asarray(sum(shares))
        timing: TimingSection | None = info.data.get("timing")
        by_period, months = False, 12
        if timing is not None and timing.spend_profile_by == "period":
            by_period, months = True, MONTHS_OF[timing.construction_period]
        most = LONGEST_CONSTRUCTION_YEARS * 12 // months
        if len(shares) > most:
            word = "periods" if by_period else "years"
            raise refuse(
                f"{len(shares)} {word}", f"at most {most} {word} of construction", f"join {word}"
            )
        if not shares or np.any(np.abs(total - 100) > 1e-6):
            raise refuse(f"a sum of {shown(total)} %", "a sum of 100 %", "correct the shares")
        return shares


def _refuse_schedule(shares: tuple[Quantity, ...] | None, most: int) -> None:
    """Refuse a schedule of repayment that is missing, too long or does not repay all."""
    if not shares:
        raise refuse_each(
            [(".schedule_percent", "nothing", "shares, for repayment: schedule", "add them")]
        )
    if len(shares) > most:
        found = f"{len(shares)} periods"
        raise refuse_each(
            [(".schedule_percent", found, f"at most {most}, those of the contract", "shorten it")]
        )
    total = np.asarray(sum(shares))
    if np.any(np.abs(total - 100) > 1e-6):
        raise refuse_each(
            [(".schedule_percent", f"a sum of {shown(total)} %", "a sum of 100 %", "correct it")]
        )
