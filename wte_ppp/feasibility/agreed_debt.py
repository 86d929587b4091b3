"""Debt of the base case, agreed before what is drawn is known."""

from collections.abc import Iterable

import numpy as np

from wte_ppp.documents import Document, DocumentError, Problem
from wte_ppp.feasibility.definition import StudyDefinition
from wte_ppp.feasibility.result import Outcomes

DEBT = "finance.debt."
LENDER_CASE = DEBT + "lender_case."
SHAPE = (DEBT + "tenor_years", DEBT + "grace_years")


def with_agreed_debt(study: StudyDefinition, base: Outcomes) -> StudyDefinition:
    """The study with the base case's senior debt as an agreed amount and repayment."""
    debt = study.finance.debt
    amount = float(np.asarray(base.finance.debt_usd))
    changes: dict[str, object] = {"amount_usd": amount, "sized_by": "gearing"}
    if debt.repayment == "sculpted" and amount > 0:
        shares = np.trim_zeros(np.asarray(base.finance.lenders.repayment_percent), "b")
        changes |= {"repayment": "schedule", "schedule_percent": tuple(map(float, shares))}
    agreed = debt.model_copy(update=changes)
    finance = study.finance.model_copy(update={"debt": agreed})
    return study.model_copy(update={"finance": finance})


def refuse_sizing_inputs(study: StudyDefinition, drawn: Iterable[str], document: Document) -> None:
    """Refuse to draw what an agreed debt no longer depends on.

    Raises `DocumentError` for each such input.
    """
    sculpted = study.finance.debt.repayment == "sculpted"
    idle = [
        path
        for path in drawn
        if path.startswith(LENDER_CASE) or (sculpted and path.startswith(SHAPE))
    ]
    if idle:
        raise DocumentError(
            Problem(
                document.path,
                document.line_of(f"risk.inputs.{path}") or 1,
                path,
                "a spread of what sizes the debt, which is agreed before it is drawn",
                "spreads of what the agreed debt depends on",
                "write risk.debt: sized_anew, or leave the spread out",
            )
            for path in idle
        )
