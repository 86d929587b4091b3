"""What the climate reports share: the frame of the document, factors with all their digits."""

from wte_ppp import __version__
from wte_ppp.blocks import Block, Document, Number, Paragraph, Words

FACILITY_FILE = "facility file"
LEDGER_FILE = "ledger file"


def carbon_document(title: Words, kind: Words, *blocks: Block) -> Document:
    """A climate report under its title."""
    return Document(title, (Paragraph(title, "title"), *blocks), kind, f"wte_ppp {__version__}")


def exact(value: float | None) -> Number:
    """A factor that a reader computes with: all its digits."""
    return Number(value, ",.7g")
