"""The finance section: contract and prices, with its parts."""

from collections.abc import Iterator, Mapping

import numpy as np
from pydantic import field_validator

from wte_ppp.cards import ASIA, Default, Unknown, count, entry, quantity
from wte_ppp.feasibility.definition.finance.contract_prices import ContractPricesSection, Price
from wte_ppp.feasibility.definition.finance.debt import DebtSection, LoanSection
from wte_ppp.feasibility.definition.finance.end import EndSection
from wte_ppp.feasibility.definition.finance.funds import (
    OwnersSection,
    ReservesSection,
    UsesSection,
)
from wte_ppp.feasibility.definition.finance.grant import GrantSection
from wte_ppp.feasibility.definition.finance.later import LaterInvestmentSection, later_fits
from wte_ppp.feasibility.definition.finance.loans import (
    FurtherLoanSection,
    loans_fit,
    repaid_in_time,
)
from wte_ppp.feasibility.definition.finance.money import MoneySection, missing_rate
from wte_ppp.feasibility.definition.finance.prices import IndexationSection, PowerLimitSection
from wte_ppp.feasibility.definition.finance.public import (
    CommitmentSection,
    MunicipalitySection,
    ValueForMoneySection,
)
from wte_ppp.feasibility.definition.finance.refinancing import (
    RefinancingSection,
    refinancing_fits,
)
from wte_ppp.feasibility.definition.finance.tax import TaxSection
from wte_ppp.feasibility.definition.finance.timing import TimingSection
from wte_ppp.finance.timeline import MONTHS_OF
from wte_ppp.validation import Fault, Joint, Quantity, Section, refuse, refuse_each, shown

LONGEST_CONSTRUCTION_YEARS = 10


def _built_in_time(timing: TimingSection, shares: tuple[Quantity, ...]) -> Iterator[Fault]:
    by_period = timing.spend_profile_by == "period"
    months = MONTHS_OF[timing.construction_period] if by_period else 12
    most = LONGEST_CONSTRUCTION_YEARS * 12 // months
    if len(shares) > most:
        word = "periods" if by_period else "years"
        yield (
            ".spend_profile_percent",
            f"{len(shares)} {word}",
            f"at most {most} {word} of construction",
            f"join {word}",
        )


def _debt_repaid_in_time(
    contract: Quantity, timing: TimingSection, debt: DebtSection
) -> Iterator[Fault]:
    if debt.repayment == "schedule":
        most = int(np.min(contract) * 12 / MONTHS_OF[timing.operation_period])
        return _schedule_repays(debt.schedule_percent, most)
    return repaid_in_time(".debt", contract, debt.tenor_years, debt.grace_years)


def _loan_repaid_in_time(contract: Quantity, loan: LoanSection) -> Iterator[Fault]:
    if not np.any(loan.amount_usd):
        return iter(())
    return repaid_in_time(".concessional", contract, loan.tenor_years, loan.grace_years)


def _schedule_repays(shares: tuple[Quantity, ...] | None, most: int) -> Iterator[Fault]:
    """Faults of a schedule of repayment that is missing, too long or does not repay all."""
    place = ".debt.schedule_percent"
    total = np.asarray(sum(shares or ()))
    if not shares:
        yield place, "nothing", "shares, for repayment: schedule", "add them"
    elif len(shares) > most:
        found = f"{len(shares)} periods"
        yield place, found, f"at most {most}, those of the contract", "shorten it"
    elif np.any(np.abs(total - 100) > 1e-6):
        yield place, f"a sum of {shown(total)} %", "a sum of 100 %", "correct it"


def _grant_paid_within_contract(contract: Quantity, grant: GrantSection) -> Iterator[Fault]:
    if np.any(grant.paid_in_operation_year > contract):
        yield (
            ".grant.paid_in_operation_year",
            f"{shown(grant.paid_in_operation_year)}, with contract_years {shown(contract)}",
            "a grant paid within the contract",
            "correct the year",
        )


def _milestones_fit_the_spending(
    shares: tuple[Quantity, ...], grant: GrantSection
) -> Iterator[Fault]:
    milestones = grant.viability_gap_milestones_percent
    if milestones is not None and len(milestones) != len(shares):
        yield (
            ".grant.viability_gap_milestones_percent",
            f"{len(milestones)} shares",
            f"{len(shares)} shares, one for each of spend_profile_percent",
            "add or remove shares",
        )


def _indexes_no_more_than_all(
    fee_percent: Quantity, tariff_percent: Quantity, indexation: IndexationSection
) -> Iterator[Fault]:
    for name, percent in (("tipping_fee", fee_percent), ("power_tariff", tariff_percent)):
        formula = getattr(indexation, name)
        total = (
            np.asarray(percent)
            + formula.local_inflation_percent
            + formula.exchange_rate_percent
            + formula.fuel_percent
            + sum(one.weight_percent for one in formula.indices.values())
        )
        if np.any(total > 100 + 1e-9):
            yield (
                f".indexation.{name}",
                f"indexed parts of {shown(total)} % with {name}_indexed_percent",
                "parts that sum to at most 100 %",
                "lower one of them",
            )


def _loans_have_rates(
    money: MoneySection,
    debt: DebtSection,
    loan: LoanSection,
    grant: GrantSection,
    owners: OwnersSection,
    uses: UsesSection,
) -> Iterator[Fault]:
    used = (
        (".debt.currency", debt.currency),
        (".concessional.currency", loan.currency),
        (".grant.currency", grant.currency),
        (".owners.shareholder_loan_currency", owners.shareholder_loan_currency),
        (".uses.vat_currency", uses.vat_currency),
    )
    for place, code in used:
        if code is not None:
            yield from missing_rate(place, code, money.currency, money.rates)


def _prices_have_rates(money: MoneySection, indexation: IndexationSection) -> Iterator[Fault]:
    for name in ("tipping_fee", "power_tariff"):
        code = getattr(indexation, name).paid_in
        if code is not None:
            place = f".indexation.{name}.paid_in"
            yield from missing_rate(place, code, money.currency, money.rates)


def _further_loans_have_rates(
    money: MoneySection, loans: Mapping[str, FurtherLoanSection]
) -> Iterator[Fault]:
    for name, loan in loans.items():
        if loan.currency is not None:
            place = f".loans.{name}.currency"
            yield from missing_rate(place, loan.currency, money.currency, money.rates)


def _drawn_with_the_spending(money: MoneySection, debt: DebtSection) -> Iterator[Fault]:
    code = debt.currency or money.currency
    if debt.draw_order != "pro_rata" and code != money.of_books:
        yield (
            ".debt.draw_order",
            f"{debt.draw_order}, with debt in {code} and books in {money.of_books}",
            "pro_rata, for a debt in another money than the books",
            "draw it with the spending",
        )


def _refinanced_in_one_money(
    money: MoneySection, debt: DebtSection, refinancing: RefinancingSection
) -> Iterator[Fault]:
    monies = {debt.currency or money.currency, money.currency, money.of_books}
    if refinancing.operation_year is not None and len(monies) > 1:
        yield (
            ".refinancing.operation_year",
            f"a refinancing with study, senior debt and books in {', '.join(sorted(monies))}",
            "one money for all three: a refinancing in several is not modelled",
            "leave the refinancing out, or state all in one money",
        )


def _one_limit(limit: PowerLimitSection, contract: ContractPricesSection) -> Iterator[Fault]:
    limited = limit.kwh_per_t is not None or limit.mwh_per_year is not None
    if limited and contract.power_tariff.block_prices_usd_per_kwh is not None:
        place = ".contract_prices.power_tariff.block_prices_usd_per_kwh"
        yield place, "power_limit as well", "one of them", "give the limit as the first block's end"


def _owed_when_refinanced(
    timing: TimingSection, debt: DebtSection, refinancing: RefinancingSection
) -> Iterator[Fault]:
    """Fault of a refinancing when the senior debt is repaid."""
    year, last = refinancing.operation_year, debt.tenor_years
    if debt.repayment == "schedule":
        paying = [at for at, share in enumerate(debt.schedule_percent or (), 1) if np.any(share)]
        last = np.ceil(max(paying, default=0) * MONTHS_OF[timing.operation_period] / 12)
    if year is not None and np.any(year >= last):
        yield (
            ".refinancing.operation_year",
            f"{shown(year)}, with the last payment of the senior debt in year {shown(last)}",
            "a year in which it is still owed",
            "correct one of them",
        )


def _devalued_after_the_price_year(price_year: int, money: MoneySection) -> Iterator[Fault]:
    """Fault of a step that the rate of the price year already holds."""
    for code, rate in money.rates.items():
        year = rate.devaluation.year
        if year is not None and np.any(rate.devaluation.percent) and np.any(year <= price_year):
            yield (
                f".money.rates.{code}.devaluation.year",
                f"{shown(year)}, with price_year {price_year}",
                "a year after the price year, whose rate is stated",
                "correct one of them",
            )


class FinanceSection(Section):
    """What the project costs and earns, in nominal money."""

    joint = (
        Joint(("timing", "spend_profile_percent"), _built_in_time),
        Joint(("contract_years", "timing", "debt"), _debt_repaid_in_time),
        Joint(("contract_years", "concessional"), _loan_repaid_in_time),
        Joint(("contract_years", "loans"), loans_fit),
        Joint(("contract_years", "refinancing"), refinancing_fits),
        Joint(("timing", "debt", "refinancing"), _owed_when_refinanced),
        Joint(("price_year", "money"), _devalued_after_the_price_year),
        Joint(("contract_years", "later_investment"), later_fits),
        Joint(("money", "loans"), _further_loans_have_rates),
        Joint(("money", "indexation"), _prices_have_rates),
        Joint(("contract_years", "grant"), _grant_paid_within_contract),
        Joint(("spend_profile_percent", "grant"), _milestones_fit_the_spending),
        Joint(("power_limit", "contract_prices"), _one_limit),
        Joint(
            ("tipping_fee_indexed_percent", "power_tariff_indexed_percent", "indexation"),
            _indexes_no_more_than_all,
        ),
        Joint(
            ("money", "debt", "concessional", "grant", "owners", "uses"),
            _loans_have_rates,
        ),
        Joint(("money", "debt"), _drawn_with_the_spending),
        Joint(("money", "debt", "refinancing"), _refinanced_in_one_money),
    )

    first_operation_year: int = count("", "First operation year", "Calendar year", ge=1990, le=2060)
    price_year: int = count(
        "", "Price year", "Of the price level of fee and tariff", ge=1990, le=2060
    )
    contract_years: Quantity = quantity(
        "years", "Contract term", "Operation years", ge=1, le=50, whole=True, usual=(10, 30),
        default=Default(
            20.0, "assumption", "Common length of waste-to-energy PPP contracts, 20 to 25 years"
        ),
    )  # fmt: skip
    timing: TimingSection = entry("Timing")
    spend_profile_percent: tuple[Quantity, ...] = quantity(
        "% of capital cost", "Spend profile",
        "In each construction year, or period (timing); sums to 100", ge=0, le=100,
        default=Default((40.0, 60.0), "assumption", "Two years of construction"),
    )  # fmt: skip
    inflation_percent: Quantity = quantity(
        "%/year", "Inflation", "Of prices in the study's money", ge=-5, le=30, usual=(0, 10),
        default=Default(
            2.0, "assumption", "Long-run target of the US Federal Reserve",
            "Indexes fee and tariff as far as they are indexed"
        ),
    )  # fmt: skip
    cost_inflation_percent: Quantity = quantity(
        "%/year", "Inflation of operating cost", "In the study's money", ge=-5, le=30,
        usual=(0, 10),
        default=Default(2.0, "assumption", "As inflation of prices (finance.inflation_percent)"),
    )  # fmt: skip
    tipping_fee_usd_per_t: Price = quantity(
        "USD/t", "Tipping fee", "On tonnes accepted; a list: by operation year", ge=0, le=100000,
        usual=(0, 200),
        default=Default(
            0.0, "assumption", "No fee unless the study says so; see the required tipping fee"
        ),
    )  # fmt: skip
    tipping_fee_indexed_percent: Quantity = quantity(
        "% of the fee", "Indexed share of the tipping fee", "Follows inflation", ge=0, le=100,
        default=Default(0.0, "assumption", "Flat nominal fee unless the contract says so"),
    )  # fmt: skip
    power_tariff_usd_per_kwh: Price = quantity(
        "USD/kWh", "Power tariff", "For exported power; a list: by operation year", ge=0, le=100,
        usual=(0.02, 0.30),
        default=Unknown(
            "The power purchase agreement, or the tariff that the country's regulator sets",
            cautious="low",
        ),
    )  # fmt: skip
    power_tariff_indexed_percent: Quantity = quantity(
        "% of the tariff", "Indexed share of the power tariff", "Follows inflation", ge=0, le=100,
        default=Default(0.0, "assumption", "Flat nominal tariff unless the contract says so"),
    )  # fmt: skip
    metals_usd_per_t: Quantity = quantity(
        "USD/t", "Price of metals", "Recovered from bottom ash", ge=0, le=5000,
        default=Default(
            150.0, "assumption", "Rough scrap price", "Counts only where metals are recovered"
        ),
    )  # fmt: skip
    heat_price_usd_per_gj: Quantity = quantity(
        "USD/GJ", "Price of heat", "Sold (plant.heat), follows inflation", ge=0, le=200,
        default=Unknown("A contract or letter of intent of the buyer of heat", cautious="low"),
    )  # fmt: skip
    carbon_price_usd_per_tco2e: Quantity = quantity(
        "USD/tCO2e", "Price of carbon credits", ge=0, le=1000, usual=(0, 150),
        default=Default(
            0.0, "assumption", "No credits sold unless the study says so",
            "JCM credits of a subsidised project go mostly to the Government of Japan"
        ),
    )  # fmt: skip
    carbon_share_percent: Quantity = quantity(
        "% of credits", "Project's share of carbon credits", ge=0, le=100,
        default=Default(100.0, "assumption", "All credits the project may sell"),
    )  # fmt: skip
    discount_rate_percent: Quantity = quantity(
        "%/year", "Discount rate", "Nominal, for NPV and levelised cost", ge=0, le=50,
        usual=(2, 20),
        default=Default(
            8.0, "assumption", "Nominal USD, infrastructure in an emerging market", place=ASIA
        ),
    )  # fmt: skip
    target_equity_irr_percent: Quantity = quantity(
        "%/year", "Target equity IRR", ge=0, le=60, usual=(4, 30),
        default=Default(
            12.0, "assumption", "Nominal USD, infrastructure in an emerging market", place=ASIA
        ),
    )  # fmt: skip
    money: MoneySection = entry("Monies and rates of exchange")
    power_limit: PowerLimitSection = entry("Cap on power at the full tariff")
    indexation: IndexationSection = entry("Indexation")
    contract_prices: ContractPricesSection = entry("Prices by contract")
    uses: UsesSection = entry("Uses of funds")
    debt: DebtSection = entry("Senior debt")
    concessional: LoanSection = entry("Concessional loan")
    refinancing: RefinancingSection = entry("Refinancing")
    later_investment: LaterInvestmentSection = entry("Later investment")
    loans: dict[str, FurtherLoanSection] = entry(
        "Further loans", "By name; each ranks with the senior debt", default_factory=dict
    )
    grant: GrantSection = entry("Grants")
    reserves: ReservesSection = entry("Reserve accounts")
    owners: OwnersSection = entry("Sponsors")
    end: EndSection = entry("End of the contract")
    tax: TaxSection = entry("Tax and depreciation")
    municipality: MunicipalitySection = entry("Municipality")
    commitments: CommitmentSection = entry("Contingent liabilities")
    value_for_money: ValueForMoneySection | None = entry(
        "Value for money", "Comparison with public delivery; left out: none", default=None
    )

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

    @field_validator("spend_profile_percent")
    @classmethod
    def _spends_all(cls, shares: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
        total = np.asarray(sum(shares))
        if not shares or np.any(np.abs(total - 100) > 1e-6):
            raise refuse(f"a sum of {shown(total)} %", "a sum of 100 %", "correct the shares")
        return shares
