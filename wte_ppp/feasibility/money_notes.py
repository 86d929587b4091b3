"""Notes on rates of exchange: paths off parity, inflation nobody gave, a hedge that is idle."""

from collections.abc import Iterator

import numpy as np

from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.definition.finance import FinanceSection
from wte_ppp.feasibility.steps.finance_money import rate_terms
from wte_ppp.finance.exchange_rates import off_parity
from wte_ppp.messages import Message

# A year's step away from purchasing power parity that a reader is told of.
STEP_TO_TELL_PERCENT = 5.0
# Two rates for one year that differ by more, as a part, are two rates.
SAME = 0.001


def on_monies(study: StudyDefinition) -> Iterator[Message]:
    """What stands behind each rate of exchange that the study uses."""
    finance = study.finance
    money, used = finance.money, _used(finance)
    for code in sorted(used & set(money.rates)):
        section = money.rates[code]
        step = 100 * float(np.max(off_parity(rate_terms(finance, code))))
        if step > STEP_TO_TELL_PERCENT:
            yield Message(
                "The stated path of {code} moves by up to {step:max1} % in a year away from "
                "purchasing power parity: check it, and the inflations of both monies.",
                code=code,
                step=step,
            )
        stated = section.in_price_year
        if (
            section.path
            and stated is not None
            and np.any(np.abs(section.path[0] / stated - 1) > SAME)
        ):
            yield Message(
                "Two rates of {code} are stated for the price year: amounts in {code} come to "
                "{own} at the rate, what is paid and owed in it moves by the path.",
                code=code,
                own=money.currency,
            )
        if section.inflation_percent is None and section.path is None and code != money.of_books:
            yield Message(
                "No inflation is stated for {code}: its prices are taken to rise as those of "
                "{own}, so that its rate of exchange stays but for its drift.",
                code=code,
                own=money.currency,
            )
    debt = finance.debt
    idle = (debt.currency or money.currency) == money.of_books
    if idle and np.any(debt.hedged_percent):
        yield Message(
            "The hedge of the senior debt counts nothing: debt and books are both in {code}.",
            code=money.of_books,
        )


def _used(finance: FinanceSection) -> set[str]:
    """Monies in which something is owed, paid, booked or told."""
    named = {
        finance.money.books, finance.money.also_in, finance.debt.currency,
        finance.concessional.currency, finance.grant.currency,
        finance.owners.shareholder_loan_currency, finance.uses.vat_currency,
        *(loan.currency for loan in finance.loans.values()),
    }  # fmt: skip
    return {code for code in named if code is not None}
