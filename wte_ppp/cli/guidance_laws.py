"""The command `wte-ppp guidance compare-law`: one study under two laws."""

from pathlib import Path

import click

from wte_ppp.cli.faults import USAGE, faults_explained
from wte_ppp.cli.options import language_option, profiles_option
from wte_ppp.cli.records import JSON, TEXT, echo_json

SIDES = 2


@click.command("compare-law")
@click.argument("study", type=click.Path(path_type=Path))
@click.option(
    "--on",
    "laws",
    multiple=True,
    required=True,
    metavar="LAW",
    help="DAY or PROFILE@DAY; give it twice.",
)
@click.option("--project-a", multiple=True, metavar="NAME=VALUE", help="Of the first law.")
@click.option("--project-b", multiple=True, metavar="NAME=VALUE", help="Of the second law.")
@click.option(
    "--format",
    "form",
    type=click.Choice([TEXT, JSON]),
    default=TEXT,
    show_default=True,
    help="Lines to read, or data for other programs.",
)
@language_option
@profiles_option
def compare_law(
    study: Path, laws: tuple[str, ...], project_a: tuple[str, ...], project_b: tuple[str, ...],
    form: str, language: str, profiles: Path | None,
) -> None:  # fmt: skip
    """Run one STUDY under two laws, such as a reform's.

    Shows which inputs, bounds and results moved, by which rule and source. Where a law refuses the
    study, its refusal is told, and what it would give as a what-if. A project's day or word may
    differ as well:
    --project-b contract_day=2026-01-01 or --project-b programme=national.

    Exit code 2: both laws refuse the study.
    """
    if len(laws) != SIDES:
        raise click.UsageError("give --on twice, as in --on 2024-06-01 --on 2026-11-29")
    from wte_ppp.chapters.laws import laws_report
    from wte_ppp.documents import read_document
    from wte_ppp.feasibility.laws import Law, compare_laws
    from wte_ppp.feasibility.laws_data import law_data
    from wte_ppp.print.language import language_of
    from wte_ppp.print.terminal import terminal

    with faults_explained():
        one, two = (
            Law.read(text, dict(_pair(pair) for pair in pairs), profiles)
            for text, pairs in zip(laws, (project_a, project_b), strict=True)
        )
        found = compare_laws(read_document(study), one, two, profiles)
    if form == JSON:
        echo_json(law_data(found))
    else:
        click.echo(terminal(laws_report(found), language_of(language)))
    if found.one.refusal and found.two.refusal:
        raise SystemExit(USAGE)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise click.BadParameter(f"{text!r}; write NAME=VALUE, such as contract_day=2026-01-01")
    return name, value
