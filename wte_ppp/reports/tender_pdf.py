"""The evaluation report of a tender on paper. It sets what was found; it computes nothing."""

from collections.abc import Iterator
from fractions import Fraction

from reportlab.platypus import Flowable

from wte_ppp._version import __version__
from wte_ppp.advice.city_cost import CityCost
from wte_ppp.advice.on_case import Advice
from wte_ppp.guidance.values import in_words
from wte_ppp.reports.layout import BODY, H2, NOTE, TITLE, build, gap, grid, heading
from wte_ppp.reports.tender_prices import STATES, money, prices_section
from wte_ppp.reports.text import para
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.exact import Rounding, rounded, shown_exactly
from wte_ppp.tender.panel import SingleMark
from wte_ppp.tender.robustness import Robustness

__all__ = ["evaluation_pdf", "points"]

RANKED_HEADS = ("Rank", "Bid", "Bidder", "Technical", "Price points", "Total", "Price")


def points(evaluation: Evaluation, value: Fraction) -> str:
    """A score as the tender's rule rounds it."""
    procedure = evaluation.tender.procedure
    how: Rounding = procedure.rounding
    decimals = 4 if procedure.score_decimals is None or how == "none" else procedure.score_decimals
    return f"{float(rounded(value, decimals, how)):.{decimals}f}"


def evaluation_pdf(
    evaluation: Evaluation, robust: Robustness | None = None, advice: Advice | None = None
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

    Returns
    -------
    bytes
        The same bytes for the same evaluation.
    """
    lacking: list[str] = []
    story = [
        *_front(evaluation, robust, lacking),
        *_register(evaluation, lacking),
        *_steps(evaluation, lacking),
        *_marks(evaluation, lacking),
        *_panel(evaluation, lacking),
        *prices_section(evaluation, lacking),
        *(_advice(advice, lacking) if advice else ()),
        *(_robustness(evaluation, robust, lacking) if robust else ()),
        *_rules(evaluation, lacking),
        *_record(evaluation, lacking),
    ]
    story += [para(note, NOTE) for note in lacking]
    footer = f"wte_ppp {__version__}, tender {evaluation.tender.version}"
    return build(story, evaluation.tender.definition.name, footer)


def _front(
    evaluation: Evaluation, robust: Robustness | None, lacking: list[str]
) -> Iterator[Flowable]:
    tender, award = evaluation.tender, evaluation.award
    definition, procedure = tender.definition, tender.procedure
    yield para(definition.name, TITLE, lacking)
    yield para(f"Evaluation report. {definition.buyer}", BODY, lacking)
    weight = tender.technical_weight
    yield para(
        f"Judged by {', '.join(_identities(evaluation))} on {tender.rules.day}: "
        f"{procedure.envelopes} envelope(s), {procedure.combination.replace('_', ' ')}, technical "
        f"{shown_exactly(weight)} %, price {shown_exactly(100 - weight)} % by "
        f"{procedure.price_score.replace('_', ' ')}. Deadline {definition.deadline.isoformat()}.",
        BODY,
        lacking,
    )
    yield from heading("Proposal")
    winner = award.winner
    if winner is None:
        yield para("No award can be proposed: no bid is left, or a tie stands.", BODY)
    else:
        yield para(f"Award to bid {winner}, {evaluation.names[winner]}.", BODY, lacking)
    yield _ranking(evaluation, lacking)
    yield gap(4)
    if len(award.ranked) > 1:
        gap_of = award.ranked[0].total - award.ranked[1].total
        yield para(f"Distance of the first two: {points(evaluation, gap_of)} points.", BODY)
    if robust is not None and robust.switches:
        price = next(one for one in robust.switches if one.criterion == "price")
        where = (
            "no weight of the price changes the winner"
            if price.at is None
            else f"at a price weight of {shown_exactly(100 * price.at, 2)} % bid {price.rival} "
            f"would draw level (published {shown_exactly(100 * price.weight, 2)} %)"
        )
        yield para(f"How close it is: {where}.", BODY)
    yield para("Guidance, not legal advice. The buyer decides.", NOTE)


def _identities(evaluation: Evaluation) -> tuple[str, ...]:
    """Profile, and the toolkits whose procedure it runs."""
    rules = evaluation.tender.rules
    used = [one for one in rules.values() if one.id.startswith("procedure.") and not one.override]
    return tuple(dict.fromkeys([rules.identity, *(one.origin for one in used)]))


def _ranking(evaluation: Evaluation, lacking: list[str]) -> Flowable:
    rows = [
        [
            str(one.rank),
            one.bid,
            evaluation.names[one.bid],
            points(evaluation, one.technical),
            points(evaluation, one.price_points),
            points(evaluation, one.total),
            money(one.price) + (f"\ntie: {one.tie_broken_by}" if one.tie_broken_by else ""),
        ]
        for one in evaluation.award.ranked
    ]
    currency = evaluation.tender.definition.currency
    heads = (*RANKED_HEADS[:-1], f"Price, {currency}")
    return grid(heads, rows, (6, 8, 40, 12, 12, 12, 20), (3, 4, 5, 6), lacking)


def _register(evaluation: Evaluation, lacking: list[str]) -> Iterator[Flowable]:
    yield from heading("Bids received")
    rows = []
    for event in evaluation.events:
        if event.what != "received":
            continue
        bid = event.data["bid"]
        state = "LATE, unopened" if event.data["late"] else ""
        if bid in evaluation.withdrawn:
            state = f"withdrawn: {evaluation.withdrawn[bid]}"
        name = evaluation.names.get(bid, "not opened")
        rows.append([bid, name, event.data["envelope"], event.at, event.data["sha256"][:16], state])
    heads = ("Bid", "Bidder", "Envelope", "Received", "sha256", "")
    yield grid(heads, rows, (6, 30, 11, 26, 20, 24), notes=lacking, size=7)


def _steps(evaluation: Evaluation, lacking: list[str]) -> Iterator[Flowable]:
    yield from heading("Steps of the evaluation")
    rows = [
        [one.bid, one.step.replace("_", " "), one.rule.replace("_", " "), STATES[one.passed],
         one.reason]
        for one in evaluation.findings
    ]  # fmt: skip
    yield grid(("Bid", "Step", "Rule", "", "Reason"), rows, (6, 18, 20, 9, 60), notes=lacking,
               size=7)  # fmt: skip


def _marks(evaluation: Evaluation, lacking: list[str]) -> Iterator[Flowable]:
    scores = evaluation.technical.scores
    if not scores:
        return
    yield from heading("Technical points")
    bids = sorted(scores)
    rows = []
    for place, leaf in enumerate(evaluation.tender.leaves):
        marks = [scores[bid].marks[place] for bid in bids]
        name = leaf.criterion.name or leaf.id
        rows.append(
            [name, shown_exactly(leaf.points, 2), *(shown_exactly(one.points, 3) for one in marks)]
        )
    most = shown_exactly(evaluation.tender.definition.technical_points)
    rows.append(["Sum", most, *(shown_exactly(scores[bid].points, 3) for bid in bids)])
    widths = (46, 10, *(10 for _ in bids))
    columns = tuple(range(1, len(bids) + 2))
    yield grid(("Criterion", "Most", *bids), rows, widths, columns, lacking)
    for bid in bids:
        yield from heading(f"Marks of {bid}, traced", H2)
        rows = [
            [mark.criterion.replace("_", " "), mark.promised, mark.how,
             shown_exactly(mark.share, 4), shown_exactly(mark.points, 3)]
            for mark in scores[bid].marks
        ]  # fmt: skip
        heads = ("Criterion", "Promised, or grades", "How", "Share", "Points")
        yield grid(heads, rows, (24, 34, 44, 9, 9), (3, 4), lacking, size=7)


def _panel(evaluation: Evaluation, lacking: list[str]) -> Iterator[Flowable]:
    judged = evaluation.technical.judged
    if not judged:
        return
    yield from heading("The panel's marks and reasons")
    rows = []
    for (bid, criterion), one in sorted(judged.items()):
        for mark in one.marks:
            rows.append([bid, criterion, mark.evaluator, mark.grade, _reason(mark)])
        if one.moderated:
            rows.append([bid, criterion, "PANEL", one.moderated.grade, _reason(one.moderated)])
    yield grid(("Bid", "Criterion", "By", "Grade", "Reason"), rows, (6, 22, 18, 8, 62),
               notes=lacking, size=7)  # fmt: skip


def _reason(mark: SingleMark) -> str:
    return f"{mark.reason} ({mark.evidence})" if mark.evidence else mark.reason


def _advice(advice: Advice, lacking: list[str]) -> Iterator[Flowable]:
    yield from heading("Promises against the plant and finance model")
    yield para("Nothing here scores. A flag opens a question to the bidder.", BODY)
    rows = [
        [one.bid, one.check.replace("_", " "), one.level, one.stated, one.reason]
        for one in advice.plausibility.flags
        if one.level != "fits"
    ]
    fits = sum(one.level == "fits" for one in advice.plausibility.flags)
    yield grid(("Bid", "Check", "", "Stated", "What the model says"), rows, (6, 20, 14, 26, 50),
               notes=lacking, size=7)  # fmt: skip
    yield gap(3)
    yield para(f"{fits} further promises fit.", NOTE)
    if advice.costs:
        yield from heading("What each bid costs the city", H2)
        rows = [
            [one.bid, one.case, *(f"{part / 1e6:,.2f}" for part in _parts(one.cost)),
             f"{one.cost.per_t:,.2f}"]
            for one in advice.costs
        ]  # fmt: skip
        heads = ("Bid", "Quality", "Fees", "Grant", "Untreated", "Residues", "Power", "Damages",
                 "Total", "per t")  # fmt: skip
        yield grid(heads, rows, (6, 12, 10, 10, 11, 10, 10, 11, 10, 9), tuple(range(2, 10)),
                   lacking, size=7)  # fmt: skip
        yield gap(3)
        yield para(f"Present value in million {advice.currency}; the last column per tonne.", NOTE)
    for line in (*advice.notes, *advice.plausibility.assumptions):
        yield para(f"- {line}", NOTE, lacking)


def _parts(cost: CityCost) -> tuple[float, ...]:
    return (cost.fees, cost.grant, cost.untreated, cost.residues, cost.power_share, cost.damages,
            cost.total)  # fmt: skip


def _robustness(
    evaluation: Evaluation, robust: Robustness, lacking: list[str]
) -> Iterator[Flowable]:
    yield from heading("How firm the result is")
    names = {leaf.id: leaf.criterion.name or leaf.id for leaf in evaluation.tender.leaves}
    rows = [
        [names.get(one.criterion, "Price"), shown_exactly(100 * one.weight, 2),
         "-" if one.at is None else shown_exactly(100 * one.at, 2), one.rival or "none"]
        for one in robust.switches
    ]  # fmt: skip
    if rows:
        yield para("The weight at which another bid draws level, the others in proportion:", BODY)
        heads = ("Criterion", "Weight, %", "Level at, %", "Rival")
        yield grid(heads, rows, (50, 14, 16, 14), (1, 2), lacking)
        yield gap()
    for title, found in (
        ("Weights within 20 % of the published", robust.around),
        ("Any weights", robust.anywhere),
    ):
        if found is not None:
            first = ", ".join(
                f"{bid} {100 * float(row[0]):.2f} %"
                for bid, row in zip(found.bids, found.ranks, strict=True)
            )
            yield para(f"{title}, {found.draws:,} draws; first: {first}.", BODY, lacking)
    for left in (*robust.bids, *robust.evaluators):
        state = "the order changes" if left.changed else "the same order"
        why = f" ({left.why})" if left.why else ""
        yield para(f"Without {left.without}: {state}{why}.", BODY, lacking)
    yield para("This is information beside the award; it changes no score.", NOTE)


def _rules(evaluation: Evaluation, lacking: list[str]) -> Iterator[Flowable]:
    tender = evaluation.tender
    yield from heading("Rules and their sources")
    used = [rule for rule in tender.rules.values() if rule.id.startswith("procedure.")]
    rows = [
        [rule.id.removeprefix("procedure.").replace("_", " "),
         f"{in_words(rule.value)} {rule.unit}".rstrip(), rule.status,
         rule.override.by if rule.override else f"{rule.origin}; {rule.source}"]
        for rule in used
        if rule.value is not None
    ]  # fmt: skip
    yield grid(("Rule", "Value", "Status", "From"), rows, (26, 38, 12, 44), notes=lacking, size=6.5)
    yield gap(3)
    for line in tender.assumptions:
        yield para(f"- Assumption: {line}", NOTE, lacking)


def _record(evaluation: Evaluation, lacking: list[str]) -> Iterator[Flowable]:
    yield from heading("The record")
    rows = [
        [str(one.seq), one.at, one.what.replace("_", " "), one.by, one.hash[:16]]
        for one in evaluation.events
    ]
    yield grid(
        ("", "When", "What", "Who", "Hash"), rows, (5, 28, 24, 36, 20), notes=lacking, size=7
    )
    yield gap(3)
    yield para(f"Last hash {evaluation.events[-1].hash}. Verify with: wte-ppp tender verify", NOTE)
