"""Notes on terms that a study states and that count for nothing in it."""

from collections.abc import Iterator

import numpy as np

from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.definition.finance import FinanceSection
from wte_ppp.messages import Message

OF_REFINANCING = (
    "interest_percent",
    "tenor_years",
    "additional_usd",
    "fee_percent",
    "break_cost_percent",
    "authority_share_percent",
)


def on_idle_terms(study: StudyDefinition) -> Iterator[Message]:
    """Years of a list beyond the contract, and terms of a refinancing that has no year."""
    finance = study.finance
    years = int(np.max(finance.contract_years))
    for path, given in _by_operation_year(finance):
        if given > years:
            yield Message(
                "{input}: {given} years are given for a contract of {years}; those beyond it "
                "count for nothing.",
                input=path,
                given=given,
                years=years,
            )
    terms = finance.refinancing
    stated = [
        name
        for name in OF_REFINANCING
        if (value := getattr(terms, name)) is not None and np.any(value)
    ]
    if terms.operation_year is None and stated:
        yield Message(
            "{input} counts for nothing: without finance.refinancing.operation_year nothing is "
            "refinanced.",
            input=f"finance.refinancing.{stated[0]}",
        )


def _by_operation_year(finance: FinanceSection) -> Iterator[tuple[str, int]]:
    """Lists by operation year with how many years they hold."""
    prices, debt = finance.contract_prices, finance.debt
    shared = prices.revenue_share.planned_revenue_usd_per_year
    contract = "finance.contract_prices"
    for path, items in (
        (f"{contract}.power_tariff.by_year_percent", prices.power_tariff.by_year_percent),
        (f"{contract}.tipping_fee.by_year_percent", prices.tipping_fee.by_year_percent),
        (f"{contract}.revenue_share.planned_revenue_usd_per_year", shared),
        ("finance.debt.interest_steps_percent", debt.interest_steps_percent),
        ("finance.debt.margin_steps_percent", debt.margin_steps_percent),
    ):
        yield path, len(items or ())
