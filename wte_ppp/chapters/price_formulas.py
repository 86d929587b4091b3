"""How a price becomes points, or a total, with its figures."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from wte_ppp.chapters.tender_words import method, said
from wte_ppp.messages import Message, mark
from wte_ppp.tender.exact import exact
from wte_ppp.tender.names import id_in_words
from wte_ppp.tender.price import price_share
from wte_ppp.tender.price_rules import benchmark_of
from wte_ppp.tender.ranked import Ranked
from wte_ppp.tender.tender import Tender

FORMULAS: Mapping[str, str] = {
    "lowest_over_price": mark(
        "Price points: {weight:max6} x lowest {lowest:,.2f} / own {price:,.2f} = {points:max6}."
    ),
    "linear_to_ceiling": mark(
        "Price points: {weight:max6} x (1 - own {price:,.2f} / ceiling {ceiling:,.2f}) = "
        "{points:max6}."
    ),
    "linear_between": mark(
        "Price points: {weight:max6} x (ceiling {ceiling:,.2f} - own {price:,.2f}) / (ceiling "
        "{ceiling:,.2f} - floor {floor:,.2f}) = {points:max6}."
    ),
    "reference_over_price": mark(
        "Price points: {weight:max6} x reference {reference:,.2f} / own {price:,.2f}, at most "
        "{weight:max6} = {points:max6}."
    ),
    "max_min": mark(
        "Price points: {weight:max6} x (highest {highest:,.2f} - own {price:,.2f}) / (highest "
        "{highest:,.2f} - lowest {lowest:,.2f}) = {points:max6}; where all prices are equal, all "
        "points."
    ),
    "around_mean": mark(
        "Price points: {weight:max6} x (1/2 + (mean {mean:,.2f} - own {price:,.2f}) / mean "
        "{mean:,.2f}), from 0 to {weight:max6} = {points:max6}."
    ),
    "mean_over_price": mark(
        "Price points: {weight:max6} x mean {mean:,.2f} / own {price:,.2f}, at most "
        "{weight:max6} = {points:max6}."
    ),
    "benchmark_over_price": mark(
        "Price points: {weight:max6} x benchmark {benchmark:,.2f} / own {price:,.2f}, at most "
        "{weight:max6} = {points:max6}."
    ),
}
# Rules whose formula holds no figure of another bid.
PUBLISHED = ("linear_to_ceiling", "linear_between", "reference_over_price")


def price_formula(
    tender: Tender, compared: Mapping[str, Fraction], placed: Ranked, *, own_only: bool = False
) -> Iterator[Message]:
    """From the price compared to its points, or to the total where it earns none.

    Parameters
    ----------
    tender, compared
        Rules, and the prices that the rules look at, by bid.
    placed
        The bid.
    own_only
        Whether figures that stand for other bids are left out, as in a letter to a bidder.
    """
    procedure = tender.procedure
    if procedure.combination == "quality_per_price":
        yield Message(
            "Total: ({standard:max6} standard points + {technical:max6} technical points) x "
            "{unit:max6} / own {price:,.2f} = {total:max6}.",
            standard=exact(procedure.standard_points or 0), technical=placed.technical,
            unit=tender.definition.price.unit_of_price, price=placed.price, total=placed.total,
        )  # fmt: skip
    elif procedure.combination != "weighted_sum" or procedure.price_score == "none":
        yield Message("The price earns no points here: bids rank by {method}.",
                      method=method(tender))  # fmt: skip
    else:
        yield from _points(tender, compared, placed, own_only=own_only)


def _points(
    tender: Tender, compared: Mapping[str, Fraction], placed: Ranked, *, own_only: bool
) -> Iterator[Message]:
    """The price's own points, those of the criteria beside it, and their sum."""
    rule, part = tender.procedure.price_score, tender.definition.price
    whole = (100 - tender.technical_weight) * tender.scale
    known = _figures(tender, compared, placed)
    share = price_share(
        rule, placed.price, known["lowest"], ceiling=part.ceiling, floor=part.floor,
        reference=part.reference, prices=tuple(compared.values()),
        benchmark=known.get("benchmark"),
    )  # fmt: skip
    weight = whole * part.weight / 100 if placed.financial else whole
    known |= {"weight": weight, "points": share * weight}
    formula = FORMULAS[rule]
    if own_only and rule not in PUBLISHED:
        yield Message(
            "Price points: {weight:max6} x {share:max4} %, which the rule ({rule}) gives for "
            "{price:,.2f}, = {points:max6}.",
            weight=weight, share=100 * share, rule=said(rule), price=placed.price,
            points=share * weight,
        )  # fmt: skip
    else:
        values = {key: value for key, value in known.items() if f"{{{key}:" in formula}
        yield Message(formula, **values)
        against = benchmark_of(tender.procedure, part, compared)
        if rule == "benchmark_over_price" and against is not None:
            yield against.how
    for scored in placed.financial:
        name = part.criteria[scored.criterion].name or id_in_words(scored.criterion)
        yield Message(
            "{criterion}: {whole:max6} x {earned:max4} of 100 = {points:max6} (at most "
            "{most:max6}).",
            criterion=name, whole=whole, earned=scored.points,
            points=whole * scored.points / 100, most=whole * scored.most / 100,
        )  # fmt: skip
    if placed.financial or share * weight != placed.price_points:
        yield Message("Price points as published: {points:max6}.", points=placed.price_points)


def _figures(
    tender: Tender, compared: Mapping[str, Fraction], placed: Ranked
) -> dict[str, Fraction]:
    """Figures that the formulas name, as far as there are any."""
    part, prices = tender.definition.price, compared.values()
    against = benchmark_of(tender.procedure, part, compared)
    figures = {
        "price": placed.price, "lowest": min(prices), "highest": max(prices),
        "mean": sum(prices, Fraction(0)) / len(prices),
        "benchmark": against.price if against is not None else None,
        "ceiling": part.ceiling, "floor": part.floor, "reference": part.reference,
    }  # fmt: skip
    return {key: value for key, value in figures.items() if value is not None}
