"""A finished evaluation, gathered for those who write it down."""

from collections.abc import Mapping
from dataclasses import dataclass

from wte_ppp.messages import Quoted
from wte_ppp.tender.award import Award
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.case import Case
from wte_ppp.tender.record import Event
from wte_ppp.tender.steps import Finding
from wte_ppp.tender.technical import Technical
from wte_ppp.tender.tender import Tender


@dataclass(frozen=True)
class Evaluation:
    """Everything that a report on a tender may tell; nothing in it is computed later.

    `names` are the bidders' by bid; `late` and `withdrawn` have the moment and the reason.
    `proposed` is whether `award` is the one that was recorded as proposed: before that step, or
    after a later decision or withdrawal, it is a ranking that nobody has proposed.
    `earlier` are awards proposed before that no longer count, each with its event.
    """

    tender: Tender
    names: Mapping[str, str]
    late: Mapping[str, str]
    withdrawn: Mapping[str, Quoted]
    bids: Mapping[str, Bid]
    prices: Mapping[str, Bid]
    technical: Technical
    award: Award
    events: tuple[Event, ...]
    proposed: bool = True
    earlier: tuple[tuple[Event, Award], ...] = ()

    @property
    def handed_in(self) -> tuple[str, ...]:
        """All bids of which an envelope came, whatever became of them."""
        received = {event.data["bid"] for event in self.events if event.what == "received"}
        return tuple(sorted(received))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Of all steps, in their order."""
        return (*self.technical.findings, *self.award.findings)

    def out(self, bid: str) -> Finding | None:
        """Why a bid is out, if it is."""
        return next(
            (
                finding
                for finding in self.findings
                if finding.bid == bid and finding.passed is False
            ),
            None,
        )


def evaluation_of(case: Case) -> Evaluation:
    """Gather a case.

    Raises `DocumentError` before prices are open; the try is recorded.
    """
    prices = case.prices()
    bids = case.envelopes()
    event = case.progress.in_round("award_proposed")
    lots = case.lots()
    result = case.result(lots)
    return Evaluation(
        case.tender,
        {bid: envelope.bidder for bid, envelope in bids.items()},
        case.progress.late(),
        case.progress.withdrawn(),
        bids,
        prices,
        case.technical(),
        result,
        tuple(case.progress.events),
        event is not None and case.as_of(event).result(lots) == result,
        tuple(
            (before, case.as_of(before).result(before.data["lots"]))
            for before in case.progress.all("award_proposed")
            if before is not event
        ),
    )


def technical_stage_of(case: Case) -> Evaluation:
    """Gather a case whose technical scores are frozen, without looking at any price.

    Raises `DocumentError` before the freeze.
    """
    if not case.progress.frozen:
        raise case.fault(
            "frozen", "technical scores that may change", "frozen ones", "run tender freeze"
        )
    bids = case.envelopes()
    return Evaluation(
        case.tender,
        {bid: envelope.bidder for bid, envelope in bids.items()},
        case.progress.late(),
        case.progress.withdrawn(),
        bids,
        {},
        case.technical(),
        Award((), (), (), ()),
        tuple(case.progress.events),
        proposed=False,
    )
