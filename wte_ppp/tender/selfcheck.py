"""A bidder computes its own marks from the published tender, before handing in."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from wte_ppp.documents import Problem
from wte_ppp.messages import Message, Quoted
from wte_ppp.tender.envelopes import read_envelope
from wte_ppp.tender.steps import Decision, Finding
from wte_ppp.tender.technical import TechnicalScore, technical_evaluation
from wte_ppp.tender.tender import Tender

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
    not_known: tuple[Message, ...]


def selfcheck(tender: Tender, file: str | Path) -> SelfCheck:
    """Check one's own technical envelope.

    Raises `DocumentError` if the file is no technical envelope of this tender.
    """
    bid = read_envelope(Path(file), tender, "technical")
    assumed = Decision(True, Quoted("assumed for the self-check", OWN))
    decisions = {(OWN, rule): assumed for rule in ("eligibility", "completeness")}
    result = technical_evaluation(tender, {OWN: bid}, decisions=decisions)
    unknown = []
    for leaf in tender.leaves:
        name = tender.names.criteria[leaf.id]
        if leaf.judged:
            unknown.append(Message("{criterion}: scored by the panel", criterion=name))
        elif leaf.shape.relative:
            unknown.append(
                Message("{criterion}: depends on the other bids; shown as if alone", criterion=name)
            )
    # A threshold on marks that others give cannot be failed, or passed, alone.
    open_rules = {"eligibility", *(("technical_minimum",) if unknown else ())}
    open_rules |= {leaf.id for leaf in tender.leaves if leaf.judged}
    open_rules |= {"technical_minimum_of_best", "technical_best_count"}
    open_rules |= {leaf.path[0] for leaf in tender.leaves if leaf.judged or leaf.shape.relative}
    findings = tuple(finding for finding in result.findings if finding.rule not in open_rules)
    score, least = result.scores.get(OWN), tender.procedure.technical_minimum_percent
    if unknown and score is not None and least is not None:
        held = sum((leaf.points for leaf in tender.leaves if leaf.judged), Fraction(0))
        unknown.append(
            Message(
                "Technical minimum: {points:max2} points without the {judged:max2} that the panel "
                "scores (required: {minimum:max4} % of {whole:max2})",
                points=score.points, judged=held, minimum=least,
                whole=tender.definition.technical_points,
            )
        )  # fmt: skip
    return SelfCheck(bid.faults, findings, score, tuple(unknown))
