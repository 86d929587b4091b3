"""Commands on the Excel form of a study."""

from pathlib import Path

import click

from wte_ppp.cli.faults import faults_explained
from wte_ppp.cli.options import profiles_option

MOST_TOLD = 40


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--new", is_flag=True, help="An empty form, in place of FILE.")
@click.option("--country", default=None, help="With --new: country profile, such as VN.")
@click.option("--as-of", default=None, help="With --new: day of its rules, YYYY-MM-DD.")
@click.option("--currency", default=None, help="With --new: the study's money, such as THB.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True,
    help="Excel file to write.",
)  # fmt: skip
@click.option(
    "--language",
    type=click.Choice(["en", "ja", "vi", "id", "th"]),
    default="en",
    show_default=True,
    help="Language of the form.",
)
@profiles_option
def form(
    file: Path | None, new: bool, country: str | None, as_of: str | None,
    currency: str | None, out: Path, language: str, profiles: Path | None,
) -> None:  # fmt: skip
    """Write the Excel form of the study FILE.

    Made from the definition of a study: every input with unit, range, default and source. Fill it
    in, then `study from-form`.
    """
    if new == (file is not None):
        raise click.UsageError("give FILE, or --new for an empty form")
    if not new and (country or as_of or currency):
        raise click.UsageError("--country, --as-of and --currency go with --new")
    if currency is not None:
        from wte_ppp.currencies import is_currency

        if not is_currency(currency):
            raise click.UsageError(f"--currency {currency}: no code of ISO 4217, such as THB")
    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(f"--out {out.name}: name it .xlsx")
    with faults_explained():
        from wte_ppp.documents import LARGEST_FILE_BYTES, document_in
        from wte_ppp.feasibility.form.back import new_study
        from wte_ppp.feasibility.form.left_out import left_out
        from wte_ppp.feasibility.study import Study
        from wte_ppp.files import write_atomically
        from wte_ppp.plain_files import plain_bytes
        from wte_ppp.print.language import language_of
        from wte_ppp.print.study_form import study_form

        if file is None:
            raw = new_study(country, as_of, currency).encode("utf-8")
            document = document_in(raw, "--new")
            situation = None
        else:
            raw = plain_bytes(file, LARGEST_FILE_BYTES + 1)
            # As it is written: a study that is ready has its amounts in its own money.
            document = document_in(raw, str(file))
            situation = Study.of(document, profiles=profiles).situation
        below = left_out(document, situation, profiles)
        write_atomically(out, study_form(document, raw, below, language_of(language)))
    click.echo(f"Written: {out}")
    back = "--out study.yaml" if file is None else f"--into {file}"
    click.echo(f"Next: fill it in, then `wte-ppp study from-form {out} {back}`.")


@click.command("from-form")
@click.argument("filled", type=click.Path(path_type=Path), metavar="FORM")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default=None,
    help="New study file to write.",
)  # fmt: skip
@click.option(
    "--into", type=click.Path(dir_okay=False, path_type=Path), default=None,
    help="Study file to change: touched lines alone.",
)  # fmt: skip
@profiles_option
def from_form(filled: Path, out: Path | None, into: Path | None, profiles: Path | None) -> None:
    """Make a study file of a filled-in FORM, or change one by it.

    Nothing is written if a cell cannot be taken, or the study would have problems: each is told
    with its cell.
    """
    if (out is None) == (into is None):
        raise click.UsageError("give --out for a new file, or --into for one that is there")
    with faults_explained():
        from wte_ppp.documents import printable
        from wte_ppp.feasibility.form.back import write_into, write_new
        from wte_ppp.feasibility.form.reading import read_study_form

        read = read_study_form(filled)
        if into is not None:
            made = write_into(read, into, profiles)
        else:
            assert out is not None
            made = write_new(read, out, profiles)
    for told in made.told[:MOST_TOLD]:
        click.echo(printable(f"  {told}"))
    if len(made.changes) > MOST_TOLD:
        click.echo(f"  … and {len(made.changes) - MOST_TOLD} more")
    place = into or out
    click.echo(printable(f"{place}: {len(made.changes)} change(s), {made.warnings} warning(s)"))
    click.echo(f"Next: wte-ppp study check {place}")
