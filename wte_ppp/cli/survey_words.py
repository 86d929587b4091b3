"""What the words of waste surveys mean in the classes of a study."""

import click

from wte_ppp.cli.faults import faults_explained


@click.command("words")
@click.argument("word", required=False)
def survey_words_command(word: str | None) -> None:
    """List words of waste surveys and their classes.

    With WORD, that word alone. A word that is not certain holds other things too: ask for its
    sorting before it is split.
    """
    with faults_explained():
        from wte_ppp.waste.survey_words import survey_word, survey_words

        found = survey_words() if word is None else (survey_word(word),)
        for row in found:
            if row is None:
                raise click.UsageError(
                    f"{word!r} is no word of the surveys that are listed; "
                    "`wte-ppp study words` lists them all"
                )
            parts = ", ".join(f"{share:.0%} {name}" for name, share in row.classes.items())
            doubt = "" if row.certain else " (not certain)"
            click.echo(f"{row.language}  {' / '.join(row.words)}: {parts or 'no one class'}{doubt}")
            if row.holds:
                click.echo(f"      {row.holds}")
            click.echo(f"      {row.status}: {row.source}")
