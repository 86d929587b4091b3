"""Commands that put a tender's result on paper: the report, and letters to bidders."""

import datetime
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import click

from wte_ppp.cli.faults import faults_explained
from wte_ppp.cli.options import day_of_option, language_option, profiles_option
from wte_ppp.cli.tender import case_in, folder_argument, said

LETTERS = ("debrief-*", "technical-*")


out_folder = click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder to write."
)
day_option = click.option(
    "--date", "day", callback=day_of_option, metavar="DAY",
    help="Day of the letters; default: that of the notice, or a blank line.",
)  # fmt: skip


issued_option = click.option(
    "--by", default="", help="Who issues them; their hashes then go on record."
)


def _issued(case: Any, out: Path, files: Mapping[str, bytes], by: str) -> None:
    """Write what is issued, and its hashes on record, so that a later copy can be held to them."""
    import hashlib

    from wte_ppp.files import write_folder

    if not by:
        write_folder(out, files)
        return
    hashes = {name: hashlib.sha256(raw).hexdigest() for name, raw in files.items()}
    # Both or neither.
    with case.writing():
        event = case.record("reported", by=by, data={"files": hashes})
        write_folder(out, files)
    said(f"hashes of {len(hashes)} file(s) recorded", event)


@click.command()
@folder_argument
@click.option("--event", "seq", type=int, help="Number of the entry; default: the last received.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The .pdf to write.")
@language_option
@profiles_option
def receipt(folder: Path, seq: int | None, out: Path, language: str, profiles: Path | None) -> None:
    """Write the receipt that a bidder takes away."""
    with faults_explained():
        from wte_ppp.files import write_atomically
        from wte_ppp.print.tender import receipt_pdf

        case = case_in(folder, profiles)
        received = {event.seq: event for event in case.progress.all("received")}
        number = max(received, default=0) if seq is None else seq
        if number not in received:
            allowed = ", ".join(map(str, received)) or "an envelope received"
            raise case.fault("event", str(number), allowed, "choose one")
        write_atomically(out, receipt_pdf(case, received[number], language))
    click.echo(f"Written: {out}")


@click.command()
@folder_argument
@out_folder
@click.option("--study", type=click.Path(path_type=Path), help="Study of the site.")
@click.option("--word", is_flag=True, help="Also write report and letters as .docx.")
@day_option
@issued_option
@language_option
@profiles_option
def report(
    folder: Path, out: Path, study: Path | None, word: bool, day: datetime.date | None,
    by: str, language: str, profiles: Path | None,
) -> None:  # fmt: skip
    """Write evaluation report and letters to bidders.

    PDF and Excel.
    """
    with faults_explained():
        from wte_ppp.advice.on_case import advise as advised
        from wte_ppp.print.evaluation_workbook import evaluation_workbook
        from wte_ppp.print.tender import evaluation_pdf, evaluation_word, letters
        from wte_ppp.tender.closeness import robustness_of
        from wte_ppp.tender.evaluation import evaluation_of

        case = case_in(folder, profiles)
        evaluation = evaluation_of(case)
        advice = advised(case, study) if study or case.tender.definition.study else None
        robust = robustness_of(case)
        files: dict[str, bytes] = {
            "evaluation.pdf": evaluation_pdf(evaluation, robust, advice, language),
            "evaluation.xlsx": evaluation_workbook(evaluation),
        }
        if evaluation.proposed:
            files |= letters(evaluation, language=language, day=day, in_word=word)
        if word:
            files["evaluation.docx"] = evaluation_word(evaluation, robust, advice, language)
        _no_old_letters(out, files)
        _issued(case, out, files, by)
    click.echo(f"{len(files)} files written to {out}")
    if not evaluation.proposed:
        click.echo("No letters: no award is proposed on this ranking. Next: award")


@click.command()
@folder_argument
@out_folder
@click.option(
    "--stage",
    type=click.Choice(["technical", "outcome"]),
    default="outcome",
    show_default=True,
    help="technical: to those who do not go on to the prices.",
)
@click.option("--word", is_flag=True, help="Also as .docx, for a letterhead.")
@day_option
@issued_option
@language_option
@profiles_option
def letters(
    folder: Path, out: Path, stage: str, word: bool, day: datetime.date | None, by: str,
    language: str, profiles: Path | None,
) -> None:  # fmt: skip
    """Write letters to bidders.

    On the technical result before prices are opened, or on the outcome.
    """
    with faults_explained():
        from wte_ppp.print.tender import letters as outcome
        from wte_ppp.print.tender import technical_letters
        from wte_ppp.tender.evaluation import evaluation_of, technical_stage_of

        case = case_in(folder, profiles)
        if stage == "technical":
            evaluation = technical_stage_of(case)
            files = technical_letters(evaluation, language=language, day=day, in_word=word)
        else:
            evaluation = evaluation_of(case)
            if not evaluation.proposed:
                raise case.fault(
                    "award", "none proposed on this ranking", "one", "run tender award"
                )
            files = outcome(evaluation, language=language, day=day, in_word=word)
        _no_old_letters(out, files)
        _issued(case, out, files, by)
    click.echo(f"{len(files)} letters written to {out}")


def _no_old_letters(out: Path, files: Collection[str]) -> None:
    """Refuse a folder with letters of an earlier run beside those of this one."""
    from wte_ppp.documents import DocumentError, Problem

    kept = sorted(file.name for pattern in LETTERS for file in out.glob(pattern))
    old = [name for name in kept if name not in files]
    if old:
        found = "letters of an earlier report: " + ", ".join(old[:5])
        action = "remove them, or write to another folder"
        raise DocumentError((Problem(str(out), None, "out", found, "a folder without", action),))


REPORT_COMMANDS = (report, letters, receipt)
