"""Prices in the evaluation report: enough to compute them again by hand."""

from collections.abc import Iterator
from fractions import Fraction

from reportlab.platypus import Flowable

from wte_ppp.chapters.tender_words import STATES, exactly, in_words, money
from wte_ppp.print.layout import BODY, Paper, gap
from wte_ppp.tender.definition.price import PresentValue
from wte_ppp.tender.evaluation import Evaluation


def prices_section(paper: Paper, evaluation: Evaluation) -> Iterator[Flowable]:
    """What was read out, its value today, adders, prices to explain."""
    say = paper.say
    yield from paper.heading(say("Prices"))
    definition, form = evaluation.tender.definition, evaluation.tender.form
    currency, read_out = definition.currency, []
    for bid, envelope in sorted(evaluation.prices.items()):
        for name in definition.price.fields:
            value = envelope.numbers.get(name)
            label = f"{form[name].label or name}, {form[name].unit}".rstrip(", ")
            told = say("not stated") if value is None else exactly(paper, value, 6)
            read_out.append([bid, label, told, envelope.currency or currency])
    heads = (say("Bid"), say("As read out"), "", say("Currency"))
    yield paper.grid(heads, read_out, (8, 60, 22, 12), (2,))
    yield gap(4)
    if definition.fx is not None:
        rates = ", ".join(f"1 {one} = {exactly(paper, rate, 6)} {currency}"
                          for one, rate in definition.fx.rates.items())  # fmt: skip
        text = say(
            "Rates of {day} ({source}): {rates}.",
            day=paper.language.day(str(definition.fx.date)),
            source=definition.fx.source,
            rates=rates,
        )
        yield paper.para(text, BODY)
    for line in _present_value(paper, definition.price.npv):
        yield paper.para(line, BODY)
    ranked = evaluation.award.ranked
    parts = list(dict.fromkeys(key for one in ranked for key in one.parts))
    rows = [
        [one.bid, *(money(paper, one.parts[key]) for key in parts),
         money(paper, sum(one.adders.values(), Fraction(0))), money(paper, one.price)]
        for one in ranked
    ]  # fmt: skip
    head = (say("Bid"), *(in_words(paper, key) for key in parts), say("Adders"),
             say("Evaluated, {currency}", currency=currency))  # fmt: skip
    columns = tuple(range(1, len(head)))
    yield paper.grid(head, rows, (12, *(24 for _ in parts), 20, 28), columns)
    yield gap(4)
    for low in evaluation.award.low:
        yield paper.para(f"{low.bid}: {paper.told(low.reason)}", BODY)
    for one in evaluation.award.findings:
        if one.rule == "abnormally_low":
            text = say(
                "{bid}: abnormally low, {state}: {reason}",
                bid=one.bid,
                state=say(STATES[one.passed]),
                reason=paper.told(one.reason),
            )
            yield paper.para(text, BODY)


def _present_value(paper: Paper, rule: PresentValue | None) -> Iterator[str]:
    if rule is None:
        return
    say = paper.say
    yield say(
        "Present value of what the buyer pays in years {first} to {last}, discounted at {rate} % a "
        "year:",
        first=rule.first_year,
        last=rule.first_year + rule.years - 1,
        rate=exactly(paper, rule.discount_rate_percent, 4),
    )
    for name, stream in rule.streams.items():
        same = stream.quantity
        many = [exactly(paper, one, 4) for one in same] if isinstance(same, tuple) else []
        each = ", ".join(many) if many else exactly(paper, Fraction(str(same)), 4)
        moved = ""
        if stream.indexation_percent:
            rate = exactly(paper, stream.indexation_percent, 4)
            moved = (
                say(", the share {field} of it rising {rate} % a year",
                    field=stream.indexed_field, rate=rate)
                if stream.indexed_field
                else say(", all of it rising {rate} % a year", rate=rate)
            )  # fmt: skip
        paid = say("{field} x {quantity} a year", field=stream.field, quantity=each)
        yield f"- {name}: {paper.told(stream.sign)}, {paid}{moved}."
    for name, lump in rule.lumps.items():
        paid = say("{field} in year {year}", field=lump.field, year=lump.year)
        yield f"- {name}: {paper.told(lump.sign)}, {paid}."
