"""What a tender's rules on prices ask of each other, and what they make of its figures."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from wte_ppp.guidance.procedure import Procedure
from wte_ppp.tender.benchmark import FULL, Benchmark, BenchmarkWeights, benchmark_price
from wte_ppp.tender.definition.price import Price
from wte_ppp.tender.exact import exact
from wte_ppp.validation import Fault

PARTS = ("estimate", "bids", "market")
# What the tender file states for a part of a benchmark that has a weight.
STATED = {"estimate": "estimate", "market": "market_price"}


def benchmark_weights(procedure: Procedure) -> BenchmarkWeights | None:
    """Weights of the benchmark; None where the rules have none."""
    given = [getattr(procedure, f"benchmark_{part}_percent") for part in PARTS]
    if all(weight is None for weight in given):
        return None
    return BenchmarkWeights(*(exact(weight or 0) for weight in given))


def benchmark_of(
    procedure: Procedure, price: Price, prices: Mapping[str, Fraction]
) -> Benchmark | None:
    """Benchmark of the bids that are in; None where the rules have none."""
    weights = benchmark_weights(procedure)
    if weights is None:
        return None
    return benchmark_price(
        list(prices.values()), weights, estimate=price.estimate, market=price.market_price
    )


def price_faults(price: Price, procedure: Procedure) -> Iterator[Fault]:
    """Place, what was found, what is allowed and what to do, of each fault."""
    weights = benchmark_weights(procedure)
    used = procedure.price_score == "benchmark_over_price"
    if weights is None:
        if used:
            found = "a benchmark without weights"
            allowed = ", ".join(f"benchmark_{part}_percent" for part in PARTS)
            yield "rules.procedure.price_score", found, allowed, "state weights that sum to 100"
        if price.market_price is not None:
            yield "price.market_price", "a market price", "none by these rules", "remove it"
        return
    place = "rules.procedure.benchmark_bids_percent"
    total = weights.estimate + weights.bids + weights.market
    if total != FULL:
        yield place, f"weights that sum to {float(total):g}", "100", "correct them"
    if not used:
        yield place, "weights of a benchmark that no rule uses", "a rule that does", "remove them"
    for part, field in STATED.items():
        stated, weighs = getattr(price, field) is not None, getattr(weights, part) > 0
        if used and weighs and not stated:
            yield f"price.{field}", "nothing", "a figure: the benchmark weighs it", "add it"
        if field == "market_price" and stated and not weighs:
            yield "price.market_price", "a market price", "none by these rules", "remove it"
