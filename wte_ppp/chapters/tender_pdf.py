"""The evaluation report of a tender on paper. It sets what was found; it computes nothing."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from wte_ppp._version import __version__
from wte_ppp.advice.on_case import Advice
from wte_ppp.chapters.tender_advice import advice_section, robustness_section
from wte_ppp.chapters.tender_prices import prices_section
from wte_ppp.chapters.tender_sources import record_section, rules_section
from wte_ppp.chapters.tender_words import STATES, exactly, in_words, money, points
from wte_ppp.print.language import language_of
from wte_ppp.print.layout import BODY, H2, NOTE, TITLE, Paper, gap, room_for
from wte_ppp.print.pages import Contents, build
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.panel import SingleMark
from wte_ppp.tender.robustness import Robustness


def evaluation_pdf(
    evaluation: Evaluation,
    robust: Robustness | None = None,
    advice: Advice | None = None,
    language: str = "en",
) -> bytes:
    """Report of an evaluation as PDF.

    Parameters
    ----------
    evaluation
        Gathered from a case.
    robust
        How close the result is; left out: not told.
    advice
        Promises against the model; left out: not told.
    language
        en, ja, vi, id or th.

    Returns
    -------
    bytes
        The same bytes for the same evaluation.

    Raises
    ------
    ValueError
        For an unknown language.
    """
    paper = Paper(language_of(language))
    say = paper.say
    chapters = [
        *_proposal(paper, evaluation, robust),
        *_register(paper, evaluation),
        *_steps(paper, evaluation),
        *_marks(paper, evaluation),
        *_panel(paper, evaluation),
        *prices_section(paper, evaluation),
        *(advice_section(paper, advice) if advice else ()),
        *(robustness_section(paper, evaluation, robust) if robust else ()),
        *rules_section(paper, evaluation),
        *record_section(paper, evaluation),
    ]
    starts = [at for at, one in enumerate(chapters) if getattr(one, "level", None) == 0]
    second = starts[1] - 1  # with the break before its bookmark
    story: list[Flowable] = [
        *_front(paper, evaluation),
        *chapters[:second],
        *paper.heading(say("Contents"), H2)[2:],
        Contents(len(starts)),
        *chapters[second:],
    ]
    story += [paper.para(note, NOTE) for note in paper.lacking]
    version = evaluation.tender.version
    footer = say("wte_ppp {tool}, tender {version}", tool=__version__, version=version)
    title = evaluation.tender.definition.name
    return build(story, title, footer, paper.language, say("Evaluation report"))


def _front(paper: Paper, evaluation: Evaluation) -> Iterator[Flowable]:
    tender, say = evaluation.tender, paper.say
    definition, procedure = tender.definition, tender.procedure
    yield paper.para(definition.name, TITLE)
    yield paper.para(say("Evaluation report. {buyer}", buyer=definition.buyer), BODY)
    weight = tender.technical_weight
    text = say(
        "Judged by {rules} on {day}: {envelopes} envelope(s), {combination}, technical {technical} "
        "%, price {price} % by {price_score}. Deadline {deadline}.",
        rules=", ".join(_identities(evaluation)),
        day=paper.language.day(str(tender.rules.day)),
        envelopes=procedure.envelopes,
        combination=in_words(paper, procedure.combination),
        technical=exactly(paper, weight),
        price=exactly(paper, 100 - weight),
        price_score=in_words(paper, procedure.price_score),
        deadline=definition.deadline.isoformat(),
    )
    yield paper.para(text, BODY)


def _proposal(
    paper: Paper, evaluation: Evaluation, robust: Robustness | None
) -> Iterator[Flowable]:
    award, say = evaluation.award, paper.say
    yield from paper.heading(say("Proposal"))
    winner = award.winner
    if winner is None:
        text = say("No award can be proposed: no bid is left, or a tie stands.")
    else:
        name = evaluation.names[winner]
        text = say("Award to bid {winner}, {name}.", winner=winner, name=name)
    yield paper.para(text, BODY)
    yield _ranking(paper, evaluation)
    yield gap(4)
    if len(award.ranked) > 1:
        distance = award.ranked[0].total - award.ranked[1].total
        shown = points(paper, evaluation, distance)
        yield paper.para(say("Distance of the first two: {points} points.", points=shown), BODY)
    if robust is not None and robust.switches:
        price = next(one for one in robust.switches if one.criterion == "price")
        text = (
            say("How close it is: no weight of the price changes the winner.")
            if price.at is None
            else say(
                "How close it is: at a price weight of {at} % bid {rival} would draw level "
                "(published {weight} %).",
                at=exactly(paper, 100 * price.at, 2),
                rival=price.rival,
                weight=exactly(paper, 100 * price.weight, 2),
            )
        )
        yield paper.para(text, BODY)
    yield paper.para(say("Guidance, not legal advice. The buyer decides."), NOTE)


def _identities(evaluation: Evaluation) -> tuple[str, ...]:
    """Profile, and the toolkits whose procedure it runs."""
    rules = evaluation.tender.rules
    used = [one for one in rules.values() if one.id.startswith("procedure.") and not one.override]
    return tuple(dict.fromkeys([rules.identity, *(one.origin for one in used)]))


def _ranking(paper: Paper, evaluation: Evaluation) -> Flowable:
    say, rows = paper.say, []
    for one in evaluation.award.ranked:
        tie = say("tie: {rule}", rule=paper.told(one.tie_broken_by)) if one.tie_broken_by else ""
        rows.append(
            [
                str(one.rank),
                one.bid,
                evaluation.names[one.bid],
                points(paper, evaluation, one.technical),
                points(paper, evaluation, one.price_points),
                points(paper, evaluation, one.total),
                "\n".join(part for part in (money(paper, one.price), tie) if part),
            ]
        )
    currency = evaluation.tender.definition.currency
    heads = (say("Rank"), say("Bid"), say("Bidder"), say("Technical"), say("Price points"),
             say("Total"), say("Price, {currency}", currency=currency))  # fmt: skip
    return paper.grid(heads, rows, (7, 8, 38, 13, 12, 12, 20), (3, 4, 5, 6))


def _register(paper: Paper, evaluation: Evaluation) -> Iterator[Flowable]:
    say, rows = paper.say, []
    yield from paper.heading(say("Bids received"))
    for event in evaluation.events:
        if event.what != "received":
            continue
        bid = event.data["bid"]
        state = say("LATE, unopened") if event.data["late"] else ""
        if bid in evaluation.withdrawn:
            state = say("withdrawn: {reason}", reason=evaluation.withdrawn[bid])
        name = evaluation.names.get(bid, say("not opened"))
        envelope = in_words(paper, event.data["envelope"])
        rows.append([bid, name, envelope, event.at, event.data["sha256"][:16], state])
    heads = (say("Bid"), say("Bidder"), say("Envelope"), say("Received"), "sha256", "")
    yield paper.grid(heads, rows, (6, 30, 11, 26, 20, 24), size=7)


def _steps(paper: Paper, evaluation: Evaluation) -> Iterator[Flowable]:
    say = paper.say
    yield from paper.heading(say("Steps of the evaluation"))
    rows = [
        [one.bid, in_words(paper, one.step), in_words(paper, one.rule), say(STATES[one.passed]),
         paper.told(one.reason)]
        for one in evaluation.findings
    ]  # fmt: skip
    heads = (say("Bid"), say("Step"), say("Rule"), "", say("Reason"))
    yield paper.grid(heads, rows, (6, 18, 20, 11, 58), size=7)


def _marks(paper: Paper, evaluation: Evaluation) -> Iterator[Flowable]:
    scores, say = evaluation.technical.scores, paper.say
    if not scores:
        return
    yield from paper.heading(say("Technical points"))
    bids = sorted(scores)
    rows = []
    for place, leaf in enumerate(evaluation.tender.leaves):
        marks = [scores[bid].marks[place] for bid in bids]
        name = leaf.criterion.name or leaf.id
        given = (exactly(paper, one.points, 3) for one in marks)
        rows.append([name, exactly(paper, leaf.points, 2), *given])
    most = exactly(paper, evaluation.tender.definition.technical_points)
    sums = (exactly(paper, scores[bid].points, 3) for bid in bids)
    rows.append([say("Sum"), most, *sums])
    widths = (46, 10, *(10 for _ in bids))
    columns = tuple(range(1, len(bids) + 2))
    yield paper.grid((say("Criterion"), say("Most"), *bids), rows, widths, columns)
    heads = (say("Criterion"), say("Promised, or grades"), say("How"), say("Share"), say("Points"))
    for bid in bids:
        rows = [
            [mark.criterion.replace("_", " "), mark.promised, paper.told(mark.how),
             exactly(paper, mark.share, 4), exactly(paper, mark.points, 3)]
            for mark in scores[bid].marks
        ]  # fmt: skip
        title = say("Marks of {bid}, traced", bid=bid)
        yield from paper.heading(title, H2, room_for(len(rows)))
        yield paper.grid(heads, rows, (24, 34, 44, 9, 9), (3, 4), size=7)


def _panel(paper: Paper, evaluation: Evaluation) -> Iterator[Flowable]:
    judged, say = evaluation.technical.judged, paper.say
    if not judged:
        return
    yield from paper.heading(say("The panel's marks and reasons"))
    rows = []
    for (bid, criterion), one in sorted(judged.items()):
        for mark in one.marks:
            rows.append([bid, criterion, mark.evaluator, mark.grade, _reason(mark)])
        if one.moderated:
            grade = one.moderated.grade
            rows.append([bid, criterion, say("PANEL"), grade, _reason(one.moderated)])
    heads = (say("Bid"), say("Criterion"), say("By"), say("Grade"), say("Reason"))
    yield paper.grid(heads, rows, (6, 22, 18, 8, 62), size=7)


def _reason(mark: SingleMark) -> str:
    return f"{mark.reason} ({mark.evidence})" if mark.evidence else mark.reason
