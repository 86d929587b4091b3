"""Score sheets of a case: made for an evaluator, or for the chair where scores lie apart."""

from collections.abc import Mapping

from wte_ppp.messages import Speech
from wte_ppp.print.panel_workbook import Printing, evaluator_workbook, moderation_workbook
from wte_ppp.tender import moments
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.panel import Judged
from wte_ppp.tender.standing import Standing


def evaluator_sheet(case: Standing, evaluator: str, speech: Speech) -> bytes:
    """Workbook in which a member of the panel declares interests and scores.

    Parameters
    ----------
    case
        With its technical envelopes; before the deadline they stay closed.
    evaluator
        A member of the panel in force.
    speech
        The evaluator's language.

    Returns
    -------
    bytes
        An .xlsx file with what the member gave so far; no price, no other member's scores.

    Raises
    ------
    DocumentError
        Before the deadline, after the freeze, or for somebody without a vote.
    """
    bids = _to_score(case)
    panel = case.tender.panel
    member = panel.named(evaluator)
    if member is None or member not in panel.members:
        allowed = "one of " + (", ".join(panel.members) or "no member yet")
        raise case.fault("evaluator", repr(evaluator), allowed, "see tender panel")
    if not bids:
        raise case.fault("bids", "no bid to score", "bids in the evaluation", "see tender status")
    scored = [bid for bid in bids if panel.refusal(member, bid) is None]
    interests = {
        declared.bid: declared.text.text if declared.interest else ""
        for declared in panel.declared
        if declared.member == member and declared.bid in bids
    }
    marks = case.marks()[0].get(member, {})
    return evaluator_workbook(_printing(case, bids, speech), member, scored, marks, interests)


def moderation_sheet(case: Standing, speech: Speech) -> bytes:
    """Workbook in which the chair enters what the panel agreed where scores lie apart.

    Raises `DocumentError` where nothing is to be moderated.
    """
    bids = _to_score(case)
    rows = to_moderate(case)
    if not rows:
        found, action = "no scores to moderate", "see tender status"
        raise case.fault("scores", found, "scores that lie apart by the tender's rule", action)
    return moderation_workbook(_printing(case, bids, speech), rows)


def to_moderate(case: Standing) -> dict[tuple[str, str], Judged]:
    """Scores by bid and criterion that wait for moderation or had it."""
    return {
        key: score
        for key, score in case.technical().judged.items()
        if score.open is not None or score.moderated is not None
    }


def _to_score(case: Standing) -> Mapping[str, Bid]:
    """Technical envelopes of the bids that are scored; refused while they must stay closed."""
    deadline = case.tender.definition.deadline
    if moments.now() < deadline:
        found, allowed = "before the deadline", f"after {deadline.isoformat(timespec='minutes')}"
        raise case.fault("deadline", found, allowed, "technical envelopes stay closed until then")
    case.refuse_if(case.progress.frozen, "frozen", "scores are closed")
    scored = case.technical().scores
    return {bid: envelope for bid, envelope in case.envelopes().items() if bid in scored}


def _printing(case: Standing, bids: Mapping[str, Bid], speech: Speech) -> Printing:
    return Printing(case.tender, bids, case.progress.events[-1].hash, speech)
