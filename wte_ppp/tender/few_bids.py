"""Fewer bids than the procedure wants: how many came, what is done, and whether it was."""

from wte_ppp.tender.progress import MINUTES, Progress, moment_of
from wte_ppp.tender.record import Event
from wte_ppp.tender.tender import Tender

APPROVAL = "few-bids"


def bids_at_closing(tender: Tender, progress: Progress) -> int:
    """Bids that were in at the deadline; who withdrew later had handed in."""
    deadline = tender.definition.deadline
    early = {
        event.data["bid"] for event in progress.all("withdrawn") if moment_of(event) <= deadline
    } & set(progress.withdrawn())
    return len({bid for bid, envelope in progress.received() if envelope == "technical"} - early)


def fewest_bids(tender: Tender) -> int:
    """How many bids the procedure wants; 1 where it does not say."""
    return tender.procedure.fewest_bids or 1


def too_few(tender: Tender, progress: Progress) -> bool:
    """Whether fewer bids were in at the deadline than the procedure wants."""
    wanted = tender.procedure.fewest_bids is not None
    return wanted and bids_at_closing(tender, progress) < fewest_bids(tender)


def last_receipt(progress: Progress) -> Event:
    """The receipt after which nothing more came: what a decision on the bids that came is on."""
    return progress.all("received")[-1]


def may_extend(tender: Tender, progress: Progress) -> bool:
    """Whether the deadline may be extended after it, since few bids came and none is open yet."""
    opened = progress.all(MINUTES, "prices_opened", "frozen", "marked")
    waits = tender.procedure.fewer_bids_action in ("approval", "retender")
    return waits and not opened and too_few(tender, progress)
