"""Minutes of an opening: who attended, what was received and what was read out."""

import datetime
from collections.abc import Sequence

from wte_ppp.tender.calendar import held_to_calendar
from wte_ppp.tender.case import Case
from wte_ppp.tender.definition.bid import Envelope
from wte_ppp.tender.docket import act
from wte_ppp.tender.gates import without
from wte_ppp.tender.progress import MINUTES
from wte_ppp.tender.record import Event


@act
def record_opening(
    case: Case, envelope: Envelope, *, attended: Sequence[str], by: str, remarks: str = "",
    at: datetime.datetime | None = None,
) -> Event:  # fmt: skip
    """Record the opening session of technical or of price envelopes.

    Parameters
    ----------
    case
        After its deadline; for prices, after they were opened.
    envelope
        Which were opened.
    attended
        Names of who was there, with whom they stood for.
    remarks
        What was said that the minutes should hold.

    Raises
    ------
    DocumentError
        Before the deadline, before prices are open, without anybody present, or with few bids
        and no decision to go on with them.
    """
    held_to_calendar(case, "the opening", at)
    without(case, "opening")  # A past tender tells what it lacked from its freeze on.
    if envelope == "price" and not case.progress.prices_open:
        raise case.fault("envelope", "prices", "opened prices", "run tender open-prices first")
    present = [name for name in attended if name.strip()]
    if not present:
        raise case.fault("attended", "nobody", "who was there", "give --attended")
    received = case.progress.received()
    # Price envelopes of bids that did not pass stay closed.
    opened = case.prices() if envelope == "price" else {bid for bid, _ in received}
    rows = [
        {"bid": bid, "sha256": received[bid, kind].sha256}
        for bid, kind in sorted(received)
        if kind == envelope and bid in opened
    ]
    data = {"envelope": envelope, "attended": present, "opened": rows, "remarks": remarks}
    return case.record(MINUTES, by=by, at=at, data=data)
