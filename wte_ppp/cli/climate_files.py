"""What the climate commands share: options, writing a report in its three forms, saying a line."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from wte_ppp.blocks import Document, Table
    from wte_ppp.messages import Message


file_argument = click.argument("file", type=click.Path(path_type=Path))
out_folder = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("out"),
    show_default=True,
    help="Folder to write to; made if missing.",
)


def write(
    document: "Document", out: Path, name: str, language: str,
    long_tables: "Mapping[str, Table] | None" = None,
) -> list[str]:  # fmt: skip
    """Write a report as JSON, workbook and PDF, all or none; long tables as CSV, not on paper."""
    import csv
    import io
    import json
    from dataclasses import replace

    from wte_ppp.chapters.carbon_pathway import long_table_note
    from wte_ppp.files import write_folder
    from wte_ppp.print.language import language_of
    from wte_ppp.print.pdf import pdf
    from wte_ppp.print.tables_json import column_name, document_data
    from wte_ppp.print.tables_workbook import tables_workbook

    tables, speech = long_tables or {}, language_of(language)
    whole = replace(document, blocks=(*document.blocks, *tables.values()))
    notes = [
        long_table_note(table, f"{file}.csv", f"{name}.xlsx") for file, table in tables.items()
    ]
    paper = replace(document, blocks=(*document.blocks, *notes))
    data = json.dumps(document_data(whole), ensure_ascii=False, indent=1, allow_nan=False)
    files: dict[str, bytes | str] = {
        f"{name}.json": data + "\n",
        f"{name}.xlsx": tables_workbook(whole, speech),
        f"{name}.pdf": pdf(paper, speech),
    }
    for file, table in tables.items():
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(map(column_name, table.columns))
        writer.writerows(table.rows)
        files[f"{file}.csv"] = stream.getvalue()
    write_folder(out, files)
    return [str(out / file) for file in files]


def say(template: str, /, *, err: bool = False, **values: Any) -> None:
    """A message on one line of the terminal; help must not wait for what messages import."""
    from wte_ppp.messages import Message

    say_message(Message(template, **values), err)


def say_message(message: "Message", err: bool = False) -> None:
    """A message of a result on one line of the terminal."""
    from wte_ppp.documents import printable

    click.echo(printable(str(message)), err=err)


def say_written(names: Sequence[str]) -> None:
    """Which files were written."""
    from wte_ppp.messages import Message

    # Long paths are not cut.
    click.echo(str(Message("Written: {files}", files=tuple(names))))
