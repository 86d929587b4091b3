"""How close the result of a case is."""

from wte_ppp.tender.case import Case
from wte_ppp.tender.robustness import DEFAULT_DRAWS, Robustness, robustness


def robustness_of(case: Case, *, draws: int = DEFAULT_DRAWS, seed: int = 1) -> Robustness:
    """Examine a case whose prices are open."""
    marks, moderated = case.marks()
    return robustness(
        case.tender, case.envelopes(), case.prices(), marks=marks, moderated=moderated,
        decisions=case.progress.decisions(), draws=draws, seed=seed,
    )  # fmt: skip
