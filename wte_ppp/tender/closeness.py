"""How close a result is, in words."""

from collections.abc import Iterator
from fractions import Fraction

from wte_ppp.documents import printable
from wte_ppp.tender.acceptability import Acceptability
from wte_ppp.tender.case import Case
from wte_ppp.tender.exact import shown_exactly
from wte_ppp.tender.robustness import DEFAULT_DRAWS, Robustness, robustness


def robustness_of(case: Case, *, draws: int = DEFAULT_DRAWS, seed: int = 1) -> Robustness:
    """Examine a case whose prices are open.

    Parameters
    ----------
    case
        With open prices; else an error that is recorded.
    draws, seed
        Weight draws.

    Returns
    -------
    Robustness
        Advisory.
    """
    marks, moderated = case.marks()
    return robustness(
        case.tender, case.envelopes(), case.prices(), marks=marks, moderated=moderated,
        decisions=case.progress.decisions(), draws=draws, seed=seed,
    )  # fmt: skip


def robustness_in_words(result: Robustness) -> str:
    """Switching weights, rank acceptability, bids and evaluators left out."""
    return "\n".join(printable(line) for line in _lines(result))


def _lines(result: Robustness) -> Iterator[str]:
    yield f"Winner: {result.winner or 'none'}"
    if result.switches:
        yield "Weight at which another bid draws level, the others keeping their proportions:"
    for one in result.switches:
        now = _percent(one.weight)
        if one.at is None:
            yield f"  {one.criterion}: {now} %; no weight changes the winner"
        else:
            yield f"  {one.criterion}: {now} % -> {_percent(one.at)} % ({one.rival})"
    yield from _shares("weights within 20 % of the published", result.around)
    yield from _shares("any weights at all", result.anywhere)
    if result.topsis:
        shown = ", ".join(f"{bid} {value:.4f}" for bid, value in result.topsis.items())
        yield f"Closeness by TOPSIS, a second opinion: {shown}"
    for left in (*result.bids, *result.evaluators):
        state = "order changes" if left.changed else "same order"
        why = f": {left.why}" if left.why else ""
        yield f"Without {left.without}: {state}, first {left.winner or 'none'}{why}"
    yield "This is information beside the award; it changes no score."


def _percent(share: Fraction) -> str:
    return shown_exactly(100 * share, 4)


def _shares(name: str, found: Acceptability | None) -> Iterator[str]:
    if found is None:
        return
    yield f"Share of draws in which a bid is first, {name}:"
    for bid, row in zip(found.bids, found.ranks, strict=True):
        yield f"  {bid}: {100 * float(row[0]):.2f} %"
