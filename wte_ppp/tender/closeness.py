"""How close the result of a case is."""

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.tender.case import Case
from wte_ppp.tender.rerun import Inputs
from wte_ppp.tender.robustness import DEFAULT_DRAWS, Robustness, robust


def inputs_of(case: Case) -> Inputs:
    """All that the ranking of a case follows from; its prices must be open."""
    marks, moderated = case.at_freeze.marks()
    return Inputs(
        case.tender, case.envelopes(), case.prices(), marks, moderated,
        case.decisions(), case.lots(), frozenset(case.progress.withdrawn()),
        case.progress.passed_over(), asked=case.progress.asked_on_price(),
    )  # fmt: skip


def robustness_of(case: Case, *, draws: int = DEFAULT_DRAWS, seed: int = 1) -> Robustness:
    """Examine a case whose prices are open."""
    return robust(inputs_of(case), draws=draws, seed=seed)


def rival_in(case: Case, bid: str | None) -> str | None:
    """A bid that is ranked and does not win.

    Raises
    ------
    DocumentError
        For another one.
    """
    if bid is None:
        return None
    result = case.result()
    rivals = [placed.bid for placed in result.ranked if placed.bid != result.winner]
    if bid not in rivals:
        allowed = ", ".join(rivals) or "no other bid is ranked"
        problem = Problem(str(case.folder), None, "rival", repr(bid), allowed, "choose one")
        raise DocumentError((problem,))
    return bid
