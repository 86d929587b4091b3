"""Records for other programs: JSON with parts of parts, or CSV that a spreadsheet opens safely."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import click

TEXT, JSON, CSV = "text", "json", "csv"
format_option = click.option(
    "--format",
    "form",
    type=click.Choice([TEXT, JSON, CSV]),
    default=TEXT,
    show_default=True,
    help="Lines to read, or data for other programs.",
)


def echo_json(data: Any) -> None:
    """Print plain data as JSON."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def echo_csv(records: Sequence[Mapping[str, Any]]) -> None:
    """Print records as CSV; text that a spreadsheet would run is led by an apostrophe."""
    from wte_ppp.guidance.records import flat
    from wte_ppp.print.data_files import inert

    keys = list(dict.fromkeys(key for record in records for key in record))
    text = io.StringIO()
    rows = csv.DictWriter(text, keys, lineterminator="\n")
    rows.writeheader()
    for record in records:
        rows.writerow({key: inert(value) for key, value in flat(record).items()})
    click.echo(text.getvalue(), nl=False)
