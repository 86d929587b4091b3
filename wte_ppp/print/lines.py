"""Screens of a tender: each text on one line, so that it can be searched and copied."""

from collections.abc import Iterable

from wte_ppp.blocks import Block, Document
from wte_ppp.print.terminal import terminal

INDENT = "  "


def lines(blocks: Iterable[Block]) -> str:
    """Blocks as lines of a terminal in English.

    Examples
    --------
    >>> from wte_ppp.blocks import Bullets, Paragraph
    >>> print(lines([Paragraph("Bids:"), Bullets(("B1", "B2"))]))
    Bids:
      B1
      B2
    """
    return terminal(Document("", tuple(blocks)), width=None, indent=INDENT)
