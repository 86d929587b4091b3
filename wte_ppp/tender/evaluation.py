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

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Of all steps, in their order."""
        return (*self.technical.findings, *self.award.findings)

    def out(self, bid: str) -> Finding | None:
        """Why a bid is out, if it is."""
        return next((one for one in self.findings if one.bid == bid and one.passed is False), None)


def evaluation_of(case: Case) -> Evaluation:
    """Gather a case.

    Raises `DocumentError` before prices are open; the try is recorded.
    """
    prices = case.prices()
    bids = case.envelopes()
    return Evaluation(
        case.tender,
        {bid: one.bidder for bid, one in bids.items()},
        case.progress.late(),
        case.progress.withdrawn(),
        bids,
        prices,
        case.technical(),
        case.result(_lots(case)),
        tuple(case.progress.events),
    )


def _lots(case: Case) -> Mapping[str, int]:
    """Lots as they were drawn for the award."""
    drawn = [one.data["lots"] for one in case.progress.events if one.what == "award_proposed"]
    return dict(drawn[-1]) if drawn else {}
