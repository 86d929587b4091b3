"""A tender, its state and its results for the command line; ids as the commands take them."""

from collections.abc import Iterator
from dataclasses import replace

from wte_ppp.blocks import Block, Bullets, Column, Paragraph, Table, Words
from wte_ppp.chapters.tender_doubts import field_words
from wte_ppp.chapters.tender_ladder import ladder_words
from wte_ppp.chapters.tender_law import law_words
from wte_ppp.chapters.tender_price_rules import price_rules_words
from wte_ppp.chapters.tender_rates import rates_words
from wte_ppp.chapters.tender_words import (
    decimals_of_scores,
    distance,
    has_total,
    method,
    open_point,
    out_line,
    parted_by,
    parting_decimals,
    put_first_words,
    rule_name,
    said,
    score,
    tie,
    value_words,
)
from wte_ppp.guidance.resolved import CONFIDENCE
from wte_ppp.messages import Message, Text, mark
from wte_ppp.tender.award import Award
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.case import Case
from wte_ppp.tender.currencies import stated_money
from wte_ppp.tender.definition.criteria import Minimum
from wte_ppp.tender.exact import exact
from wte_ppp.tender.idle import not_run
from wte_ppp.tender.moments import in_words as moment_words
from wte_ppp.tender.names import id_in_words
from wte_ppp.tender.price_rounds import round_words
from wte_ppp.tender.selfcheck import SelfCheck
from wte_ppp.tender.tender import Tender

BOUNDS = {
    "ceiling": mark("Price ceiling: {value:max6} {currency}"),
    "floor": mark("Price floor: {value:max6} {currency}"),
    "reference": mark("Reference price: {value:max6} {currency}"),
    "estimate": mark("Cost estimate: {value:max6} {currency}"),
}
LINES = {
    "below": mark("Low price: below {line:max6} {currency} ({percent:max6} % of the estimate)"),
    "at_or_below": mark(
        "Low price: at or below {line:max6} {currency} ({percent:max6} % of the estimate)"
    ),
}
Blocks = tuple[Block, ...]


def _lines(texts: Iterator[Text]) -> Blocks:
    return tuple(Paragraph(text) for text in texts)


def tender_screen(tender: Tender) -> Blocks:
    """How a tender will be judged: procedure, weights, requirements, price rule, assumptions."""
    return tuple(_tender(tender))


def _tender(tender: Tender) -> Iterator[Block]:
    definition, procedure = tender.definition, tender.procedure
    yield Paragraph(Message("{name}, {buyer}", name=definition.name, buyer=definition.buyer))
    yield Paragraph(
        Message(
            "Guidance {guidance} on {day}; deadline {deadline}",
            guidance=tender.rules.identity, day=str(tender.rules.day),
            deadline=moment_words(definition.deadline),
        )
    )  # fmt: skip
    yield Paragraph(
        Message(
            "Envelopes: {envelopes}; {method}",
            envelopes=procedure.envelopes, method=method(tender),
        )
    )  # fmt: skip
    for words in law_words(tender):
        yield Paragraph(words)
    if tender.leaves:
        yield Paragraph(Message("Criteria (points):"))
    criteria = []
    for leaf in tender.leaves:
        shape = leaf.shape
        kind = Message("relative") if shape.relative else Message("absolute")
        criteria.append(
            Message(
                "{path: / }: {points:max6}  {name} ({shape}, {kind})",
                path=leaf.path, points=leaf.points, name=tender.names.criteria[leaf.id],
                shape=Message(shape.title), kind=kind,
            )
        )  # fmt: skip
    yield Bullets(tuple(criteria))
    for key, minimum in definition.minimums.items():
        yield Paragraph(
            Message(
                "Requirement {id}: {name}: {required}",
                id=key, name=tender.names.minimums[key], required=_required(minimum),
            )
        )  # fmt: skip
    yield from (Paragraph(words) for words in field_words(tender))
    if procedure.technical_minimum_percent is not None:
        least = procedure.technical_minimum_percent
        yield Paragraph(Message("Minimum technical score: {percent:max6} %", percent=least))
    for name, sentence in BOUNDS.items():
        value = getattr(definition.price, name)
        if value is not None:
            yield Paragraph(Message(sentence, value=value, currency=definition.currency))
    percent = procedure.abnormally_low_percent_of_estimate
    if percent is not None and definition.price.estimate is not None:
        yield Paragraph(
            Message(
                LINES[procedure.abnormally_low_sense], percent=percent,
                line=exact(definition.price.estimate) * exact(percent) / 100,
                currency=definition.currency,
            )
        )  # fmt: skip
    for line in (*rates_words(tender), *price_rules_words(tender)):
        yield Paragraph(line)
    for rule in tender.rules.overridden():
        replaced = rule.override.replaced if rule.override else None
        was: Words = Message("what is left open")
        if replaced is not None:
            was = value_words(replace(rule, value=replaced))
        of, value = said(rule.id.rpartition(".")[2]), value_words(rule)
        if rule.id in definition.rules:
            yield Paragraph(
                Message(
                    "Set by the buyer, {rule}: {value}, in place of {was} ({origin})",
                    rule=of, value=value, was=was, origin=rule.origin,
                )
            )  # fmt: skip
            continue
        yield Paragraph(
            Message(
                "Follows from the other rules, {rule}: {value}, in place of {was} ({origin})",
                rule=of, value=value, was=was, origin=rule.origin,
            )
        )  # fmt: skip
    for line in not_run(tender):
        yield Paragraph(Message("Note: {line}", line=line))
    for line in tender.assumptions:
        yield Paragraph(Message("Assumption: {line}", line=line))
    for rule in tender.rules.assumptions():
        if rule.id.startswith("procedure.") and rule.override is None:
            yield Paragraph(
                Message(
                    "Assumption: {rule}: {value} ({origin}, {confidence})",
                    rule=said(rule.id.rpartition(".")[2]), value=value_words(rule),
                    origin=rule.origin,
                    confidence=Message(CONFIDENCE[rule.confidence]),
                )
            )  # fmt: skip
    yield Paragraph(
        Message("{file}: valid, version {version}", file=str(tender.path), version=tender.version)
    )


def _required(minimum: Minimum) -> Text:
    low, high, unit = minimum.at_least, minimum.at_most, minimum.unit
    if low is not None and high is not None:
        return Message("{low:max6} to {high:max6} {unit}", low=low, high=high, unit=unit)
    if low is not None:
        return Message("at least {low:max6} {unit}", low=low, unit=unit)
    if high is not None:
        return Message("at most {high:max6} {unit}", high=high, unit=unit)
    return Message(
        {"yes": mark("yes"), "emission_limits": mark("emission limits")}.get(
            minimum.sense, mark("decided by the officer")
        )
    )


def prices_screen(case: Case) -> Blocks:
    """What each opened price envelope states, or why it cannot count."""
    return _lines(_prices(case))


def _prices(case: Case) -> Iterator[Text]:
    definition = case.tender.definition
    for bid, envelope in case.prices().items():
        stated: tuple[Words, ...] = tuple(
            _stated(case.tender, name, envelope)
            for name in definition.price.read_out
            if name in envelope.numbers
        )
        yield Message(
            "{bid}, {bidder}: {stated} ({currency})",
            bid=bid, bidder=envelope.bidder, stated=stated or (Message("nothing"),),
            currency=envelope.currency or definition.currency,
        )  # fmt: skip
    result = case.result()
    for finding in result.findings:
        if finding.rule in ("price", "currency") and finding.passed is False:
            yield out_line(case.tender.names, finding)
    for point in result.open:
        yield Message("open: {point}", point=open_point(case.tender, point))


def _stated(tender: Tender, field: str, envelope: Bid) -> Message:
    value, name = envelope.numbers[field], tender.names.fields.get(field, id_in_words(field))
    if field not in envelope.currencies:
        return Message("{field} {value:max6}", field=name, value=value)
    amount = stated_money(tender, envelope, field, value)
    return Message("{field} {amount}", field=name, amount=amount)


def award_screen(tender: Tender, result: Award) -> Blocks:
    """The ranking as a table, with how close it is."""
    return tuple(_award(tender, result))


def _award(tender: Tender, result: Award) -> Iterator[Block]:
    rounds = round_words(result.rounds, tender.definition.currency)
    for line in (*rounds, *result.applied, *result.not_applied):
        yield Paragraph(line)
    for low in result.low:
        yield Paragraph(Message("{bid}: {reason}", bid=low.bid, reason=low.reason))
    for finding in result.findings:
        if finding.passed is False:
            yield Paragraph(out_line(tender.names, finding))
    procedure, ranked = tender.procedure, result.ranked
    decimals = parting_decimals(procedure, [placed.total for placed in ranked])
    fewest, weighted = decimals_of_scores(procedure), procedure.combination == "weighted_sum"
    rows = tuple(
        (
            placed.rank,
            placed.bid,
            *((score(procedure, placed.technical, fewest),) if tender.leaves else ()),
            *((score(procedure, placed.price_points, fewest),) if weighted else ()),
            *((score(procedure, placed.total, decimals),) if has_total(procedure) else ()),
            placed.price,
            Message("equal totals; {parted}", parted=parted_by(placed))
            if placed.tie_broken_by
            else "",
        )
        for placed in ranked
    )
    columns = (
        Column(Message("rank"), numbers=True),
        Column(Message("bid")),
        *((Column(Message("technical"), numbers=True),) if tender.leaves else ()),
        *((Column(Message("price points"), numbers=True),) if weighted else ()),
        *((Column(Message("total"), numbers=True),) if has_total(procedure) else ()),
        Column(
            Message("price {currency}", currency=tender.definition.currency), form=",.2f",
            numbers=True,
        ),
        Column(),
    )  # fmt: skip
    yield Table(columns, rows)
    for placed in ranked:
        if any(step.what not in ("read_out", "adder") for step in placed.steps):
            steps = tuple(ladder_words(tender, placed))
            yield Paragraph(Message("{bid}: {steps:; }", bid=placed.bid, steps=steps))
    tied = tie(ranked)
    if tied is not None:
        lots = "lottery" in procedure.tie_break
        then = (
            Message("Draw lots and give them with --lot.")
            if lots
            else Message(
                "Settle it by the buyer's law: {command}.",
                command="tender decide --bid BID --rule tie --pass",
            )
        )
        yield Paragraph((tied, then))
    for line in put_first_words(result.findings):
        yield Paragraph(line)
    for bid, reason in result.passed_over.items():
        yield Paragraph(Message("{bid}: not qualified: {reason}", bid=bid, reason=reason))
    gap = distance(tender, ranked)
    if gap is not None:
        yield Paragraph(gap)


def selfcheck_screen(tender: Tender, result: SelfCheck) -> Blocks:
    """What a bidder can know of its own scores."""
    return _lines(_selfcheck(tender, result))


def _selfcheck(tender: Tender, result: SelfCheck) -> Iterator[Text]:
    yield Message(
        "{name}: self-check against version {version}",
        name=tender.definition.name, version=tender.version,
    )  # fmt: skip
    for problem in result.faults:
        yield Message("fault: {problem}", problem=str(problem))
    states = {True: mark("passed"), False: mark("FAILED"), None: mark("decided by the buyer")}
    for finding in result.findings:
        if finding.step != "completeness":
            yield Message(
                "{rule}: {state}: {reason}",
                rule=rule_name(tender.names, finding.rule), state=Message(states[finding.passed]),
                reason=finding.reason,
            )  # fmt: skip
    for scored in result.score.marks if result.score is not None else ():
        how = scored.how
        if scored.promised is not None:
            how = Message("{promised}: {how}", promised=scored.promised, how=scored.how)
        yield Message(
            "{criterion}: {points:max4} of {most:max4}  {how}",
            criterion=tender.names.criteria[scored.criterion], points=scored.points,
            most=scored.most, how=how,
        )  # fmt: skip
    for line in result.not_known:
        yield Message("not known: {line}", line=line)
