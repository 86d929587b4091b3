"""What the study file says about money: contract, prices, debt, grant, tax."""

from typing import Literal

import numpy as np
from pydantic import Field, ValidationInfo, field_validator

from wte_ppp.validation import Quantity, Section, quantity, refuse, refuse_each, shown

__all__ = ["DebtSection", "FinanceSection", "GrantSection", "TaxSection"]

LONGEST_CONSTRUCTION_YEARS = 10


class DebtSection(Section):
    """Senior debt."""

    amount_usd: Quantity | None = quantity(
        "USD", "Debt agreed; left out: as much as the caps allow", ge=0, le=20e9, default=None
    )
    max_gearing_percent: Quantity = quantity(
        "% of uses", "Debt / total uses", ge=0, le=95, plausible=(10, 90)
    )
    interest_percent: Quantity = quantity(
        "%/year", "All-in interest", ge=0, le=40, plausible=(0.5, 15)
    )
    upfront_fee_percent: Quantity = quantity("% of debt", "Upfront fee", ge=0, le=10)
    commitment_fee_percent: Quantity = quantity("%/year of undrawn", "Commitment fee", ge=0, le=5)
    tenor_years: Quantity = quantity(
        "years", "Operation year of the last repayment", ge=1, le=40, whole=True
    )
    grace_years: Quantity = quantity(
        "years", "First operation years that pay interest alone", ge=0, le=20, whole=True
    )
    repayment: Literal["annuity", "equal_principal", "sculpted"] = Field(
        description="Shape of the repayment"
    )
    target_dscr: Quantity = quantity(
        "", "DSCR of sculpted repayment, and the least DSCR the tipping fee must give", gt=1, le=5
    )
    bridge_interest_percent: Quantity = quantity(
        "%/year", "Interest on the loan that carries the grant until it is paid", ge=0, le=40
    )


class GrantSection(Section):
    """Capital grant such as the JCM equipment subsidy."""

    amount_usd: Quantity | None = quantity(
        "USD", "Grant awarded; left out: by rate and limit below", ge=0, le=5e9, default=None
    )
    rate_percent: Quantity = quantity("% of eligible cost", "Subsidy rate", ge=0, le=100)
    eligible_percent: Quantity = quantity("% of capital cost", "Eligible part", ge=0, le=100)
    limit_jpy_per_tco2e: Quantity | None = quantity(
        "JPY/tCO2e",
        "Limit per tonne reduced over the crediting years; left out: none",
        gt=0,
        le=1e6,
        default=None,
    )
    cap_jpy: Quantity | None = quantity(
        "JPY", "Limit of one grant; left out: none", gt=0, le=1e12, default=None
    )
    jpy_per_usd: Quantity = quantity("JPY/USD", "Exchange rate of the grant", gt=0, le=1000)
    paid_in_operation_year: Quantity = quantity(
        "", "Operation year of payment; 0 is completion", ge=0, le=5, whole=True
    )


class TaxSection(Section):
    """Income tax and depreciation."""

    rate_percent: Quantity = quantity("%", "Standard rate", ge=0, le=60, plausible=(5, 40))
    preferential_rate_percent: Quantity = quantity(
        "%", "Rate of the preferential years", ge=0, le=60
    )
    preferential_years: Quantity = quantity(
        "years", "From the first revenue", ge=0, le=50, whole=True
    )
    exempt_years: Quantity = quantity("years", "Years without tax", ge=0, le=50, whole=True)
    half_rate_years: Quantity = quantity("years", "Years at half the rate", ge=0, le=50, whole=True)
    holiday_latest_start_year: Quantity = quantity(
        "", "Operation year in which the holiday starts without profit", ge=1, le=50, whole=True
    )
    loss_carry_forward_years: Quantity = quantity(
        "years", "Life of a loss", ge=0, le=50, whole=True
    )
    depreciation_years: Quantity | None = quantity(
        "years",
        "Straight-line life; left out: the contract's years",
        ge=1,
        le=50,
        whole=True,
        default=None,
    )


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
    spend_profile_percent: tuple[Quantity, ...] = quantity(
        "% of capital cost", "Spending in each construction year; sums to 100", ge=0, le=100
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
    debt: DebtSection
    grant: GrantSection
    tax: TaxSection

    @field_validator("debt")
    @classmethod
    def _repaid_in_time(cls, debt: DebtSection, info: ValidationInfo) -> DebtSection:
        contract = info.data.get("contract_years", np.inf)
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
        return grant

    @field_validator("spend_profile_percent")
    @classmethod
    def _spends_all(cls, shares: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
        total = np.asarray(sum(shares))
        if len(shares) > LONGEST_CONSTRUCTION_YEARS:
            raise refuse(
                f"{len(shares)} years",
                f"at most {LONGEST_CONSTRUCTION_YEARS} years of construction",
                "join years",
            )
        if not shares or np.any(np.abs(total - 100) > 1e-6):
            raise refuse(f"a sum of {shown(total)} %", "a sum of 100 %", "correct the shares")
        return shares
