"""A bidder computes its own marks from the published tender, before handing in."""

from dataclasses import dataclass
from pathlib import Path

from wte_ppp.documents import Problem
from wte_ppp.tender.envelopes import read_envelope
from wte_ppp.tender.steps import Decision, Finding
from wte_ppp.tender.technical import TechnicalScore, technical_evaluation
from wte_ppp.tender.tender import Tender

__all__ = ["SelfCheck", "selfcheck"]

OWN = "own"


@dataclass(frozen=True)
class SelfCheck:
    """What a bidder can know alone.

    `findings` on minimums, `score` on criteria that follow from numbers, `not_known` criteria that
    the panel marks or that depend on other bids.
    """

    faults: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    score: TechnicalScore | None
    not_known: tuple[str, ...]


def selfcheck(tender: Tender, file: str | Path) -> SelfCheck:
    """Check one's own technical envelope.

    Parameters
    ----------
    tender
        As published.
    file
        The envelope.

    Returns
    -------
    SelfCheck
        Faults to mend, minimums, and the marks that can be known.

    Raises
    ------
    DocumentError
        If the file is no technical envelope of this tender.
    """
    bid = read_envelope(Path(file), tender, "technical")
    assumed = Decision(True, "assumed for the self-check", "bidder")
    decisions = {(OWN, rule): assumed for rule in ("eligibility", "completeness")}
    result = technical_evaluation(tender, {OWN: bid}, decisions=decisions)
    unknown = []
    for leaf in tender.leaves:
        assert leaf.criterion.scoring is not None
        if leaf.judged:
            unknown.append(f"{leaf.id}: marked by the panel")
        elif leaf.criterion.scoring.relative:
            unknown.append(f"{leaf.id}: depends on the other bids; shown as if alone")
    findings = tuple(one for one in result.findings if one.rule not in ("eligibility",))
    return SelfCheck(bid.faults, findings, result.scores.get(OWN), tuple(unknown))
