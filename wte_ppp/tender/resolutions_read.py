"""Bids with their open points as the record leaves them: raised, asked about, settled."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from wte_ppp.messages import Quoted
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.cross_checks import compared
from wte_ppp.tender.doubts import BIDDER, Answer
from wte_ppp.tender.progress import Progress
from wte_ppp.tender.resolutions import Resolution
from wte_ppp.tender.settlements import settled
from wte_ppp.tender.tender import Tender

SETTLED = "settled_field"


def examined(
    tender: Tender,
    bids: Mapping[str, Bid],
    progress: Progress,
    technical: Mapping[str, Bid] | None = None,
) -> dict[str, Bid]:
    """Envelopes of one kind after all decisions on their open points.

    Parameters
    ----------
    tender, bids
        The tender, and its technical or its price envelopes as they were read.
    progress
        Whose decisions count.
    technical
        For price envelopes: the technical ones.

    Returns
    -------
    dict[str, Bid]
        A figure that was settled is held against the other bids as it counts now.
    """
    decided = {bid: resolutions(progress, bid) for bid in bids}
    first = {bid: settled(envelope, decided[bid]) for bid, envelope in bids.items()}
    files = {key: envelope.sha256 for key, envelope in progress.received().items()}
    beside = compared(tender, first, files, technical)
    return {bid: settled(envelope, decided[bid]) for bid, envelope in beside.items()}


def resolutions(progress: Progress, bid: str) -> tuple[Resolution, ...]:
    """Decisions on a bid's open points, in their order."""
    return tuple(
        _resolution(event.data, event.by)
        for event in progress.all(SETTLED)
        if event.data["bid"] == bid
    )


def _resolution(data: Mapping[str, Any], by: str) -> Resolution:
    answer = data.get("answer")
    return Resolution(
        data["envelope"],
        data["field"],
        data["how"],
        Quoted(data["reason"], by),
        from_record(data.get("value")),
        Quoted(answer, BIDDER) if answer else None,
        tuple(data["points"]),
    )


def in_record(answer: Answer | None) -> Any:
    """An answer as the record has it: exact numbers stay exact."""
    return {"exact": str(answer)} if isinstance(answer, Fraction) else answer


def from_record(data: Any) -> Answer | None:
    """The answer that `in_record` wrote."""
    return Fraction(data["exact"]) if isinstance(data, Mapping) else data
