"""Options that several commands share."""

from pathlib import Path

import click

__all__ = ["profiles_option"]

profiles_option = click.option(
    "--profiles",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Folder with profiles of your own, beside the shipped ones.",
)
