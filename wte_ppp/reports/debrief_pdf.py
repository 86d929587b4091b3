"""The letter to a bidder: its own marks and reasons, and what the rule allows to be told."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from wte_ppp._version import __version__
from wte_ppp.reports.layout import BODY, NOTE, TITLE, build, gap, grid, heading
from wte_ppp.reports.tender_pdf import points
from wte_ppp.reports.text import para
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.exact import shown_exactly
from wte_ppp.tender.panel import Judged

__all__ = ["debrief_pdf"]


def debrief_pdf(evaluation: Evaluation, bid: str) -> bytes:
    """Letter to one bidder as PDF.

    Parameters
    ----------
    evaluation
        Gathered from a case with a proposed award.
    bid
        Any bid that was received.

    Returns
    -------
    bytes
        Names the winner and its total; of other bids it tells nothing.
    """
    lacking: list[str] = []
    story = [*_letter(evaluation, bid, lacking)]
    story += [para(note, NOTE) for note in lacking]
    footer = f"wte_ppp {__version__}, tender {evaluation.tender.version}, bid {bid}"
    return build(story, evaluation.tender.definition.name, footer)


def _letter(evaluation: Evaluation, bid: str, lacking: list[str]) -> Iterator[Flowable]:
    tender, award = evaluation.tender, evaluation.award
    name = evaluation.names.get(bid, f"the bidder of bid {bid}")
    yield para(tender.definition.name, TITLE, lacking)
    yield para(f"{tender.definition.buyer} to {name}", BODY, lacking)
    yield para(f"Bid {bid}: outcome of the evaluation", BODY)
    yield from heading("Outcome")
    yield para(_outcome(evaluation, bid), BODY, lacking)
    winner = award.winner
    if winner is not None and winner != bid:
        best = award.ranked[0]
        yield para(
            f"The award is proposed to {evaluation.names[winner]} with a total of "
            f"{points(evaluation, best.total)} points.",
            BODY,
            lacking,
        )
    own = next((one for one in award.ranked if one.bid == bid), None)
    if own is not None:
        yield para(
            f"Your bid: technical {points(evaluation, own.technical)}, price "
            f"{points(evaluation, own.price_points)}, total {points(evaluation, own.total)}; rank "
            f"{own.rank} of {len(award.ranked)}.",
            BODY,
        )
    yield from _own_marks(evaluation, bid, lacking)
    yield from heading("Your rights")
    for rule, words in (
        ("standstill_days", "No contract is signed before {} have passed after this notice."),
        ("debrief_request_days", "You may ask for a debriefing within {}."),
        ("debrief_answer_days", "It is given within {}."),
    ):
        held = tender.rules.get(f"procedure.{rule}")
        if held is not None and held.value is not None:
            source = f"{held.origin}, {held.status}"
            days = f"{held.value:g} {held.unit}"
            yield para(f"{words.format(days)} ({source})", BODY, lacking)
    yield para("Days are counted as the rule's source says. Guidance, not legal advice.", NOTE)


def _outcome(evaluation: Evaluation, bid: str) -> str:
    if bid in evaluation.withdrawn:
        return f"You withdrew your bid: {evaluation.withdrawn[bid]}. It was not evaluated."
    if bid in evaluation.late:
        deadline = evaluation.tender.definition.deadline.isoformat()
        return (
            f"Your bid was received at {evaluation.late[bid]}, after the deadline of {deadline}. "
            "It was not opened."
        )
    out = evaluation.out(bid)
    if out is not None:
        step = out.step.replace("_", " ")
        return f"Your bid did not pass the step {step} ({out.rule.replace('_', ' ')}): {out.reason}"
    if evaluation.award.winner == bid:
        return "The award is proposed to you."
    if evaluation.award.winner is not None:
        return "Your bid passed every step; another bid ranks before it."
    first = [one.bid for one in evaluation.award.ranked if one.rank == 1]
    if bid in first:
        return (
            f"Your bid passed every step and shares the first rank with {len(first) - 1} other(s), "
            "which no rule of the tender parts. No award is proposed yet."
        )
    return "Your bid passed every step; other bids rank before it. No award is proposed yet."


def _own_marks(evaluation: Evaluation, bid: str, lacking: list[str]) -> Iterator[Flowable]:
    score = evaluation.technical.scores.get(bid)
    if score is None:
        return
    yield from heading("Your technical points")
    names = {leaf.id: leaf.criterion.name or leaf.id for leaf in evaluation.tender.leaves}
    # How a relative mark follows would tell what another bidder promised.
    relative = {
        leaf.id
        for leaf in evaluation.tender.leaves
        if leaf.criterion.scoring is not None and leaf.criterion.scoring.relative
    }
    judged = _judged(evaluation, bid)
    rows = [
        [
            names[mark.criterion],
            "marked by the panel" if mark.criterion in judged else mark.promised,
            "relative to the best bid" if mark.criterion in relative else mark.how,
            shown_exactly(mark.points, 3),
            shown_exactly(mark.most, 2),
        ]
        for mark in score.marks
    ]
    heads = ("Criterion", "You promised", "How", "Points", "Most")
    yield grid(heads, rows, (30, 26, 40, 10, 9), (3, 4), lacking, size=7.5)
    yield gap(4)
    yield para(f"Sum: {shown_exactly(score.points, 3)} points.", BODY)
    reasons = []
    for criterion, one in judged.items():
        # Members are not named to bidders; their reasons are.
        for mark in (one.moderated,) if one.moderated else one.marks:
            evidence = f" ({mark.evidence})" if mark.evidence else ""
            reasons.append([names[criterion], mark.grade, f"{mark.reason}{evidence}"])
    if reasons:
        yield from heading("Reasons of the panel")
        yield grid(("Criterion", "Grade", "Reason"), reasons, (30, 8, 62), notes=lacking)


def _judged(evaluation: Evaluation, bid: str) -> dict[str, Judged]:
    return {
        criterion: one
        for (owner, criterion), one in sorted(evaluation.technical.judged.items())
        if owner == bid
    }
