"""An envelope in whatever form it came: YAML, JSON or the Excel form."""

from pathlib import Path

from wte_ppp.documents import DocumentError, Problem
from wte_ppp.tender.bids import Bid, read_bid
from wte_ppp.tender.definition.bid import Envelope
from wte_ppp.tender.form_reading import read_form
from wte_ppp.tender.tender import Tender

KINDS = (".yaml", ".yml", ".json", ".xlsx")


def read_envelope(path: Path, tender: Tender, envelope: Envelope) -> Bid:
    """Read one envelope of a bid by the ending of its file.

    Raises
    ------
    DocumentError
        If it is no bid of this tender and envelope.
    """
    if path.suffix.lower() not in KINDS:
        found, allowed = path.suffix or "no ending", ", ".join(KINDS)
        action = "save the form as .xlsx, in Excel or LibreOffice"
        raise DocumentError((Problem(str(path), None, "file", found, allowed, action),))
    excel = path.suffix.lower() == ".xlsx"
    return (read_form if excel else read_bid)(path, tender, envelope)
