"""A person's key at the command line: where it lies and how it is unlocked."""

import os
from pathlib import Path
from typing import Any

import click

PASSPHRASE = "WTE_PPP_PASSPHRASE"
LONGEST_PASSPHRASE = 100_000

passphrase_option = click.option(
    "--passphrase-file", type=click.Path(path_type=Path), default=None,
    help=f"File with the passphrase; else {PASSPHRASE}, else it is asked for.",
)  # fmt: skip


def passphrase_for(name: str, file: Path | None, *, new: bool = False) -> str:
    """The passphrase of a key: from a file, the environment, or typed unseen."""
    if file is not None:
        with open(file, encoding="utf-8", errors="surrogateescape") as text:
            return text.read(LONGEST_PASSPHRASE)
    stated = os.environ.get(PASSPHRASE)
    if stated is not None:
        return stated
    asked_for = f"Passphrase for the key of {name}"
    return str(click.prompt(asked_for, hide_input=True, confirmation_prompt=new, err=True))


def unlocked(path: Path, file: Path | None) -> Any:
    """The key in a file, for one session."""
    from wte_ppp.tender.trust.keys import read_key, read_public

    return read_key(path, passphrase_for(read_public(path).name, file))
