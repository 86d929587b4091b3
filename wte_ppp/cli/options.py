"""Options that several commands share."""

import datetime
import math
from pathlib import Path
from typing import Any

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


def finite_option(context: click.Context, option: click.Parameter, value: float | None) -> Any:
    """A number of an option that is one: no range of numbers keeps out nan."""
    if value is not None and not math.isfinite(value):
        raise click.BadParameter(f"{value}; write a number")
    return value


rate_option = click.option(
    "--rate",
    type=click.FloatRange(min=1e-12, max=1e12),
    callback=finite_option,
    default=None,
    help="Study's money for one unit of the contract's, flat.",
)


def day_of_option(context: click.Context, option: click.Parameter, value: str | None) -> Any:
    """A day from the text of an option; None where it is left out."""
    try:
        return None if value is None else datetime.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r}; write the day as 2026-11-24") from None
