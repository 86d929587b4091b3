"""Commands that answer questions about a tender's result."""

from pathlib import Path

import click

from wte_ppp.cli.faults import faults_explained
from wte_ppp.cli.options import language_option, profiles_option
from wte_ppp.cli.tender import case_in, folder_argument

# The questions of chapters.answers, so that --help needs no heavy import; a test holds them equal.
QUESTIONS = (
    "receipt", "reading", "notes", "criterion", "panel", "interest", "minimum", "out", "price",
    "round", "rate", "rank", "others", "flip", "method", "sealed", "rules", "law", "validity",
    "record",
)  # fmt: skip


@click.command()
@folder_argument
@click.option("--bid", default="", help="Needed but for --line.")
@click.option("--criterion", default=None, help="One criterion; default: all.")
@click.option(
    "--question",
    type=click.Choice((*QUESTIONS, "all")),
    default="criterion",
    show_default=True,
    metavar="QUESTION",
    help=", ".join(QUESTIONS) + ", all.",
)
@click.option("--line", type=click.IntRange(1), default=None, help="One line of the record.")
@click.option("--out", type=click.Path(path_type=Path), help="Write .pdf or .docx to print.")
@language_option
@profiles_option
def explain(
    folder: Path, bid: str, criterion: str | None, question: str, line: int | None,
    out: Path | None, language: str, profiles: Path | None,
) -> None:  # fmt: skip
    """Answer a question about a bid or a line of record.

    By default how its scores follow from bid, rule and source.
    """
    if out is not None and out.suffix.lower() not in (".pdf", ".docx"):
        raise click.BadParameter(f"{out.name!r}; write a name that ends in .pdf or .docx")
    if line is not None:
        question = "record"
    elif not bid:
        raise click.UsageError("name the bid: --bid B1")
    with faults_explained():
        from wte_ppp.chapters.answers import answer_sheet, answers
        from wte_ppp.chapters.answers.asked import asked_about
        from wte_ppp.files import write_atomically
        from wte_ppp.print.language import language_of
        from wte_ppp.print.lines import lines
        from wte_ppp.print.pdf import pdf
        from wte_ppp.print.word import word

        asked = asked_about(case_in(folder, profiles), bid, criterion, line)
        if out is None:
            click.echo(lines(answers(asked, question)))
            return
        printer = pdf if out.suffix.lower() == ".pdf" else word
        write_atomically(out, printer(answer_sheet(asked, question), language_of(language)))
    click.echo(f"Written: {out}")


EXPLAIN_COMMANDS = (explain,)
