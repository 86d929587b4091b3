"""Shares of a tender's key at the command line: from files, or typed unseen by their holders."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

LONGEST_SHARE = 100_000


def shares_for(
    case: Any, files: tuple[Path, ...], waiting: Mapping[str, str] | None = None
) -> list[str]:
    """The shares that open what is sealed and waits; none where nothing does."""
    from wte_ppp.tender.trust.sealed_prices import seal_key
    from wte_ppp.tender.trust.unsealing import waiting_prices

    if files:
        return [_words(file) for file in files]
    key = seal_key(case.progress.events)
    # An opening that is refused anyway asks nobody for a share.
    if key is None or case.sealed:
        return []
    if not (waiting_prices(case) if waiting is None else waiting):
        return []
    return [
        str(click.prompt(f"Words of share {number} of {key.need}", hide_input=True, err=True))
        for number in range(1, key.need + 1)
    ]


def _words(file: Path) -> str:
    with open(file, encoding="utf-8", errors="replace") as text:
        return text.read(LONGEST_SHARE)
