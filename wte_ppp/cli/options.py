"""Options that several commands share."""

from pathlib import Path

import click

profiles_option = click.option(
    "--profiles",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Folder with your own profiles, beside those supplied.",
)

language_option = click.option(
    "--language",
    type=click.Choice(["en", "ja", "vi", "id", "th"]),
    default="en",
    show_default=True,
    help="Language of reports and page.",
)
