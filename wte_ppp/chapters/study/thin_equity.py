"""Equity below its stated minimum: a rate of return on hardly anything is no headline."""

from collections.abc import Iterable, Iterator

from wte_ppp.cards import card_of
from wte_ppp.chapters.outcome_tables import Row, input_number, number
from wte_ppp.feasibility.result import StudyResult
from wte_ppp.feasibility.result.finance import FinanceResult
from wte_ppp.messages import Message, sentence

LEAST = "finance.debt.least_equity_percent"
RULE = "procurement.least_equity"
# A share that the minimum itself has set differs from it by rounding.
ROUNDING = 1e-6


def has_thin_equity(result: StudyResult) -> bool:
    """Whether equity lies below the study's minimum, or below one that the country binds."""
    by_law = any(
        row.rule == RULE and row.passed_share is not None and row.passed_share < 1
        for row in result.bound
    )
    return by_law or (
        number(result.finance.equity_share_percent) < input_number(result, LEAST) - ROUNDING
    )


def with_thin_equity(result: StudyResult, rows: Iterable[Row]) -> Iterator[Row]:
    """Rows of figures; an equity IRR on too little equity carries the word."""
    thin = has_thin_equity(result)
    label = sentence(card_of(FinanceResult.model_fields["equity_irr_percent"]).label)
    for row in rows:
        if thin and row[0] == label:
            irr = number(result.finance.equity_irr_percent)
            yield (label, Message("{irr}: equity below its minimum", irr=irr), *row[2:])
        else:
            yield row
