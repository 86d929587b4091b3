"""What a tender's rules on prices ask of each other, and what they make of its figures."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from wte_ppp.guidance.procedure import Procedure
from wte_ppp.messages import Message
from wte_ppp.tender.benchmark import FULL, Benchmark, BenchmarkWeights, benchmark_price
from wte_ppp.tender.definition.price import Price
from wte_ppp.tender.exact import exact
from wte_ppp.tender.low_price_tests import WITH_PERCENT, Screened, low_price_screen
from wte_ppp.validation import Fault

OF_MEANS = ("mean_less_percent", "re_averaged_mean", "trimmed_mean_discount")
TAKEN_ANEW = Message(
    "means of the bids are taken anew, of those that are in now; a law that keeps the means of the "
    "award before is not run"
)
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


def low_price_tested(
    procedure: Procedure, price: Price, prices: Mapping[str, Fraction]
) -> Screened:
    """The tender's own test on the prices themselves; nothing where it has none."""
    test, percent = procedure.abnormally_low_test, procedure.abnormally_low_test_percent
    if test is None:
        return Screened(())
    return low_price_screen(
        test,
        prices,
        percent=None if percent is None else exact(percent),
        sense=procedure.abnormally_low_test_sense,
        ceiling=price.ceiling,
        benchmark=benchmark_of(procedure, price, prices),
    )


def averages(procedure: Procedure) -> bool:
    """Whether points or a low-price line stand on the mean of the bids that are in."""
    return (
        procedure.price_score in ("around_mean", "mean_over_price")
        or bool(procedure.benchmark_bids_percent)
        or procedure.abnormally_low_deviations is not None
        or procedure.abnormally_low_test in OF_MEANS
    )


def price_faults(price: Price, procedure: Procedure) -> Iterator[Fault]:
    """Place, what was found, what is allowed and what to do, of each fault."""
    weights = benchmark_weights(procedure)
    test, percent = procedure.abnormally_low_test, procedure.abnormally_low_test_percent
    if test in WITH_PERCENT and percent is None:
        place = "rules.procedure.abnormally_low_test"
        yield place, f"{test} without a percentage", "abnormally_low_test_percent", "state it"
    scored = procedure.price_score == "benchmark_over_price"
    used = scored or test == "benchmark_less_percent"
    if weights is None:
        if used:
            found = "a benchmark without weights"
            allowed = ", ".join(f"benchmark_{part}_percent" for part in PARTS)
            key = "price_score" if scored else "abnormally_low_test"
            yield f"rules.procedure.{key}", found, allowed, "state weights that sum to 100"
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
        if scored and weighs and not stated:
            yield f"price.{field}", "nothing", "a figure: the benchmark weighs it", "add it"
        if field == "market_price" and stated and not weighs:
            yield "price.market_price", "a market price", "none by these rules", "remove it"
