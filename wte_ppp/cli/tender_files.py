"""Commands on a tender's files: forms for bidders, exchange with other systems, reports."""

from pathlib import Path
from typing import Any

import click

from wte_ppp.cli.faults import FINDINGS, faults_explained
from wte_ppp.cli.options import language_option, profiles_option
from wte_ppp.cli.tender import case_in, folder_argument

out_file = click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="The file to write."
)


@click.command()
@folder_argument
@click.option("--envelope", type=click.Choice(["technical", "price"]), required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The .xlsx to write.")
@click.option("--from", "bid_file", type=click.Path(path_type=Path), help="Bid to fill in.")
@language_option
@profiles_option
def form(
    folder: Path, envelope: Any, out: Path, bid_file: Path | None, language: str,
    profiles: Path | None,
) -> None:  # fmt: skip
    """Write the Excel form of one envelope."""
    with faults_explained():
        from wte_ppp.files import write_atomically
        from wte_ppp.print.form_workbook import form_workbook
        from wte_ppp.print.language import language_of
        from wte_ppp.tender.envelopes import read_envelope
        from wte_ppp.tender.tender import load_tender

        tender = load_tender(folder, profiles=profiles)
        filled: dict[str, Any] = {"speech": language_of(language)}
        if bid_file is not None:
            bid = read_envelope(bid_file, tender, envelope)
            filled |= {
                "bidder": bid.bidder,
                "currency": bid.currency,
                "answers": bid.answers,
                "currencies": bid.currencies,
            }
        write_atomically(out, form_workbook(tender, envelope, **filled))
    click.echo(f"Written: {out}")


@click.command("ocds-export")
@folder_argument
@out_file
@click.option("--publisher", default="", help="Who publishes; default: the buyer.")
@click.option("--prefix", default="ocds-213czf", show_default=True, help="Registered OCID prefix.")
@profiles_option
def ocds_export(
    folder: Path, out: Path, publisher: str, prefix: str, profiles: Path | None
) -> None:
    """Write the case as an OCDS 1.1 release package.

    Says what OCDS cannot hold.
    """
    with faults_explained():
        from wte_ppp.files import write_atomically
        from wte_ppp.tender.ocds import release_of, released

        release = release_of(case_in(folder, profiles), publisher=publisher, prefix=prefix)
        write_atomically(out, released(release))
    for line in release.not_held:
        click.echo(f"not exported: {line}")
    click.echo(f"Written: {out}")


@click.command("ocds-import")
@folder_argument
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the bids.")
@profiles_option
def ocds_import(folder: Path, file: Path, out: Path, profiles: Path | None) -> None:
    """Write the bids of an OCDS FILE as bid files."""
    with faults_explained():
        import json

        from wte_ppp.documents import printable
        from wte_ppp.files import write_folder
        from wte_ppp.tender.ocds_reading import read_ocds
        from wte_ppp.tender.tender import load_tender

        imported = read_ocds(file, load_tender(folder, profiles=profiles))
        files = {
            f"{bid}-{envelope}.json": json.dumps(data, ensure_ascii=False, indent=1) + "\n"
            for bid, envelopes in imported.bids.items()
            for envelope, data in envelopes.items()
        }
        write_folder(out, files)
    for line in imported.not_taken:
        click.echo(f"not imported: {printable(str(line))}")
    click.echo(f"{len(files)} envelope(s) written to {out}")


@click.command()
@folder_argument
@click.option("--study", type=click.Path(path_type=Path), help="Study of the site.")
@profiles_option
def advise(folder: Path, study: Path | None, profiles: Path | None) -> None:
    """Check guarantees against the model.

    Exit code 1: there is a question to ask a bidder.
    """
    with faults_explained():
        from wte_ppp.advice.on_case import advise as advised
        from wte_ppp.chapters.tender_advice_screen import advice_screen
        from wte_ppp.print.lines import lines

        advice = advised(case_in(folder, profiles), study)
        text = lines(advice_screen(advice))
    click.echo(text)
    if advice.plausibility.questions:
        raise SystemExit(FINDINGS)


@click.command()
@folder_argument
@click.option("--draws", type=click.IntRange(1, 10_000_000), default=100_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@profiles_option
def robustness(folder: Path, draws: int, seed: int, profiles: Path | None) -> None:
    """Show how robust the ranking is.

    Single changes, weights, bids and evaluators left out.
    """
    with faults_explained():
        from wte_ppp.chapters.tender_advice_screen import robustness_screen
        from wte_ppp.print.lines import lines
        from wte_ppp.tender.closeness import robustness_of

        case = case_in(folder, profiles)
        robust = robustness_of(case, draws=draws, seed=seed)
        text = lines(robustness_screen(robust, case.tender.names.criteria))
    click.echo(text)


@click.command()
@folder_argument
@click.option("--rival", default=None, metavar="BID", help="Against whom; default: the second.")
@profiles_option
def flip(folder: Path, rival: str | None, profiles: Path | None) -> None:
    """Show what would make another bid win.

    One rate, grade, promise, requirement, bid or weight at a time.
    """
    with faults_explained():
        from wte_ppp.chapters.tender_flips import flip_screen
        from wte_ppp.print.lines import lines
        from wte_ppp.tender.admitted import admitted
        from wte_ppp.tender.closeness import inputs_of, rival_in
        from wte_ppp.tender.flips import flips

        case = case_in(folder, profiles)
        inputs = inputs_of(case)
        against = rival_in(case, rival)
        text = lines(flip_screen(flips(inputs, against), admitted(inputs)))
    click.echo(text)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Limits 0.05 and 0.08 for three and four criteria.")
def ahp(file: Path, strict: bool) -> None:
    """Derive weights from pairwise comparisons (AHP).

    Before a tender is published.
    """
    with faults_explained():
        from wte_ppp.chapters.tender_advice_screen import weights_screen
        from wte_ppp.print.lines import lines
        from wte_ppp.tender.judgements import weights_of

        weights = weights_of(file, strict=strict)
        text = lines(weights_screen(weights))
    click.echo(text)
    if not weights.consistent:
        raise SystemExit(FINDINGS)


@click.command()
@click.argument("kind", type=click.Choice(["tender", "bid", "panel-sheet", "ahp"]), required=False)
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write all schemas to.")
def schema(kind: str | None, out: Path | None) -> None:
    """Print the JSON Schema of one KIND of file.

    With --out all of them are written.
    """
    import json

    from wte_ppp.files import write_folder
    from wte_ppp.tender.published import SCHEMAS, schema_name, tender_schema

    def text(kind_name: str) -> str:
        return json.dumps(tender_schema(kind_name), ensure_ascii=False, indent=1) + "\n"

    with faults_explained():
        if out is not None:
            write_folder(out, {schema_name(kind_name): text(kind_name) for kind_name in SCHEMAS})
    if kind is not None:
        click.echo(text(kind), nl=False)
    elif out is None:
        click.echo("Kinds: " + ", ".join(SCHEMAS))


@click.command("export")
@folder_argument
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write.")
@profiles_option
def export(folder: Path, out: Path, profiles: Path | None) -> None:
    """Write the case as a folder that anybody can check."""
    with faults_explained():
        from wte_ppp.files import write_folder
        from wte_ppp.tender.export import exported
        from wte_ppp.tender.kept_closed import kept_closed

        case = case_in(folder, profiles)
        content, closed = exported(case), kept_closed(case.progress.events)
        write_folder(out, dict(content))
    if closed:
        click.echo(
            f"note: {len(closed)} envelope(s) stay closed and are left out; withheld.json says why"
        )
    click.echo(f"{len(content)} files written to {out}. Check: python {out}/check_record.py {out}")


@click.command("backup")
@folder_argument
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The copy to write.")
@profiles_option
def backup(folder: Path, out: Path, profiles: Path | None) -> None:
    """Copy the case, also while others work on it.

    A copy by the file manager may hold half an event.
    """
    with faults_explained():
        case_in(folder, profiles).store.copy_to(out)
    click.echo(f"Written: {out}")


FILE_COMMANDS = (
    form,
    export,
    backup,
    ocds_export,
    ocds_import,
    advise,
    robustness,
    flip,
    ahp,
    schema,
)
