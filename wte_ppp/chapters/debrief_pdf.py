"""The letter to a bidder: its own marks and reasons, and what the rule allows to be told."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from wte_ppp._version import __version__
from wte_ppp.chapters.tender_words import exactly, in_words, points
from wte_ppp.print.language import language_of, mark
from wte_ppp.print.layout import BODY, NOTE, TITLE, Paper, gap
from wte_ppp.print.pages import build
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.panel import Judged

# Rule of the procedure, and the sentence that it stands in.
RIGHTS = (
    ("standstill_days",
     mark("No contract is signed before {days} have passed after this notice ({source}).")),
    ("debrief_request_days", mark("You may ask for a debriefing within {days} ({source}).")),
    ("debrief_answer_days", mark("It is given within {days} ({source}).")),
)  # fmt: skip


def debrief_pdf(evaluation: Evaluation, bid: str, language: str = "en") -> bytes:
    """Letter to one bidder as PDF.

    Parameters
    ----------
    evaluation
        Gathered from a case with a proposed award.
    bid
        Any bid that was received.
    language
        en, ja, vi, id or th.

    Returns
    -------
    bytes
        Names the winner and its total; of other bids it tells nothing.
    """
    paper = Paper(language_of(language))
    say = paper.say
    story = [*_letter(paper, evaluation, bid)]
    story += [paper.para(note, NOTE) for note in paper.lacking]
    version = evaluation.tender.version
    footer = say("wte_ppp {tool}, tender {version}, bid {bid}", tool=__version__, version=version,
                 bid=bid)  # fmt: skip
    title = evaluation.tender.definition.name
    return build(story, title, footer, paper.language, say("Letter on the outcome of a tender"))


def _letter(paper: Paper, evaluation: Evaluation, bid: str) -> Iterator[Flowable]:
    tender, award, say = evaluation.tender, evaluation.award, paper.say
    name = evaluation.names.get(bid, say("the bidder of bid {bid}", bid=bid))
    yield paper.para(tender.definition.name, TITLE)
    buyer = tender.definition.buyer
    yield paper.para(say("{buyer} to {name}", buyer=buyer, name=name), BODY)
    yield paper.para(say("Bid {bid}: outcome of the evaluation", bid=bid), BODY)
    yield from paper.heading(say("Outcome"))
    yield paper.para(_outcome(paper, evaluation, bid), BODY)
    winner = award.winner
    if winner is not None and winner != bid:
        text = say(
            "The award is proposed to {name} with a total of {points} points.",
            name=evaluation.names[winner],
            points=points(paper, evaluation, award.ranked[0].total),
        )
        yield paper.para(text, BODY)
    own = next((one for one in award.ranked if one.bid == bid), None)
    if own is not None:
        text = say(
            "Your bid: technical {technical}, price {price}, total {total}; rank {rank} of "
            "{count}.",
            technical=points(paper, evaluation, own.technical),
            price=points(paper, evaluation, own.price_points),
            total=points(paper, evaluation, own.total),
            rank=own.rank,
            count=len(award.ranked),
        )
        yield paper.para(text, BODY)
    yield from _own_marks(paper, evaluation, bid)
    yield from paper.heading(say("Your rights"))
    for rule, words in RIGHTS:
        held = tender.rules.get(f"procedure.{rule}")
        if held is not None and held.value is not None:
            source = f"{held.origin}, {paper.told(held.status)}"
            days = f"{held.value:g} {paper.told(held.unit)}"
            yield paper.para(say(words, days=days, source=source), BODY)
    text = say("Days are counted as the rule's source says. Guidance, not legal advice.")
    yield paper.para(text, NOTE)


def _outcome(paper: Paper, evaluation: Evaluation, bid: str) -> str:
    say = paper.say
    if bid in evaluation.withdrawn:
        reason = evaluation.withdrawn[bid]
        return say("You withdrew your bid: {reason}. It was not evaluated.", reason=reason)
    if bid in evaluation.late:
        return say(
            "Your bid was received at {moment}, after the deadline of {deadline}. It was not "
            "opened.",
            moment=evaluation.late[bid],
            deadline=evaluation.tender.definition.deadline.isoformat(),
        )
    out = evaluation.out(bid)
    if out is not None and out.rule == out.step:
        return say(
            "Your bid did not pass the step {step}: {reason}",
            step=in_words(paper, out.step),
            reason=paper.told(out.reason),
        )
    if out is not None:
        return say(
            "Your bid did not pass the step {step} ({rule}): {reason}",
            step=in_words(paper, out.step),
            rule=in_words(paper, out.rule),
            reason=paper.told(out.reason),
        )
    if evaluation.award.winner == bid:
        return say("The award is proposed to you.")
    if evaluation.award.winner is not None:
        return say("Your bid passed every step; another bid ranks before it.")
    first = [one.bid for one in evaluation.award.ranked if one.rank == 1]
    if bid in first:
        return say(
            "Your bid passed every step and shares the first rank with {count} other(s), which no "
            "rule of the tender parts. No award is proposed yet.",
            count=len(first) - 1,
        )
    return say("Your bid passed every step; other bids rank before it. No award is proposed yet.")


def _own_marks(paper: Paper, evaluation: Evaluation, bid: str) -> Iterator[Flowable]:
    score, say = evaluation.technical.scores.get(bid), paper.say
    if score is None:
        return
    yield from paper.heading(say("Your technical points"))
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
            say("marked by the panel") if mark.criterion in judged else mark.promised,
            say("relative to the best bid") if mark.criterion in relative
            else paper.told(mark.how),
            exactly(paper, mark.points, 3),
            exactly(paper, mark.most, 2),
        ]
        for mark in score.marks
    ]  # fmt: skip
    heads = (say("Criterion"), say("You promised"), say("How"), say("Points"), say("Most"))
    yield paper.grid(heads, rows, (30, 26, 40, 10, 9), (3, 4), 7.5)
    yield gap(4)
    yield paper.para(say("Sum: {sum} points.", sum=exactly(paper, score.points, 3)), BODY)
    reasons = []
    for criterion, one in judged.items():
        # Members are not named to bidders; their reasons are.
        for given in (one.moderated,) if one.moderated else one.marks:
            evidence = f" ({given.evidence})" if given.evidence else ""
            reasons.append([names[criterion], given.grade, f"{given.reason}{evidence}"])
    if reasons:
        yield from paper.heading(say("Reasons of the panel"))
        head = (say("Criterion"), say("Grade"), say("Reason"))
        yield paper.grid(head, reasons, (30, 8, 62))


def _judged(evaluation: Evaluation, bid: str) -> dict[str, Judged]:
    return {
        criterion: one
        for (owner, criterion), one in sorted(evaluation.technical.judged.items())
        if owner == bid
    }
