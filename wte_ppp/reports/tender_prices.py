"""Prices in the evaluation report: enough to compute them again by hand."""

from collections.abc import Iterator
from fractions import Fraction

from reportlab.platypus import Flowable

from wte_ppp.reports.layout import BODY, gap, grid, heading
from wte_ppp.reports.text import para
from wte_ppp.tender.definition.price import PresentValue
from wte_ppp.tender.evaluation import Evaluation
from wte_ppp.tender.exact import rounded, shown_exactly

__all__ = ["STATES", "money", "prices_section"]

STATES = {True: "passed", False: "OUT", None: "open"}


def money(value: Fraction) -> str:
    """Money with two decimals and thousands apart."""
    cents = rounded(value, 2, "half_up")
    whole, rest = divmod(int(abs(cents) * 100), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}.{rest:02d}".replace(",", "\u00a0")


def prices_section(evaluation: Evaluation, lacking: list[str]) -> Iterator[Flowable]:
    """What was read out, its value today, adders, prices to explain."""
    yield from heading("Prices")
    definition, form = evaluation.tender.definition, evaluation.tender.form
    currency, read_out = definition.currency, []
    for bid, envelope in sorted(evaluation.prices.items()):
        for name in definition.price.fields:
            value = envelope.numbers.get(name)
            label = f"{form[name].label or name}, {form[name].unit}".rstrip(", ")
            told = "not stated" if value is None else shown_exactly(value, 6)
            read_out.append([bid, label, told, envelope.currency or currency])
    yield grid(("Bid", "As read out", "", "Currency"), read_out, (8, 60, 22, 12), (2,), lacking)
    yield gap(4)
    if definition.fx is not None:
        rates = ", ".join(f"1 {one} = {shown_exactly(rate, 6)} {currency}"
                          for one, rate in definition.fx.rates.items())  # fmt: skip
        yield para(
            f"Rates of {definition.fx.date} ({definition.fx.source}): {rates}.", BODY, lacking
        )
    for line in _present_value(definition.price.npv):
        yield para(line, BODY, lacking)
    ranked = evaluation.award.ranked
    parts = list(dict.fromkeys(key for one in ranked for key in one.parts))
    rows = [
        [one.bid, *(money(one.parts[key]) for key in parts),
         money(sum(one.adders.values(), Fraction(0))), money(one.price)]
        for one in ranked
    ]  # fmt: skip
    heads = ("Bid", *(key.replace("_", " ") for key in parts), "Adders", f"Evaluated, {currency}")
    columns = tuple(range(1, len(heads)))
    yield grid(heads, rows, (12, *(24 for _ in parts), 20, 28), columns, lacking)
    yield gap(4)
    for low in evaluation.award.low:
        yield para(f"{low.bid}: {low.reason}", BODY, lacking)
    for one in evaluation.award.findings:
        if one.rule == "abnormally_low":
            state = STATES[one.passed]
            yield para(f"{one.bid}: abnormally low, {state}: {one.reason}", BODY, lacking)


def _present_value(rule: PresentValue | None) -> Iterator[str]:
    if rule is None:
        return
    last = rule.first_year + rule.years - 1
    yield (
        f"Present value of what the buyer pays in years {rule.first_year} to {last}, discounted at "
        f"{shown_exactly(rule.discount_rate_percent, 4)} % a year:"
    )
    for name, stream in rule.streams.items():
        same = stream.quantity
        many = [shown_exactly(one, 4) for one in same] if isinstance(same, tuple) else []
        each = ", ".join(many) if many else shown_exactly(Fraction(str(same)), 4)
        moved = ""
        if stream.indexation_percent:
            of = f"the share {stream.indexed_field} of it" if stream.indexed_field else "all of it"
            moved = f", {of} rising {shown_exactly(stream.indexation_percent, 4)} % a year"
        yield f"- {name}: {stream.sign}, {stream.field} x {each} a year{moved}."
    for name, lump in rule.lumps.items():
        yield f"- {name}: {lump.sign}, {lump.field} in year {lump.year}."
