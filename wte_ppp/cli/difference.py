"""The command `wte-ppp study diff`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wte_ppp.cli.faults import faults_explained
from wte_ppp.cli.options import profiles_option

if TYPE_CHECKING:
    from wte_ppp.feasibility.result.difference import StudyDifference


@click.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option("--all", "everything", is_flag=True, help="List every outcome and series.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, to the last digit.")
@profiles_option
def diff(before: Path, after: Path, everything: bool, as_json: bool, profiles: Path | None) -> None:
    """Show how two studies differ, and why.

    Inputs that changed, and how much each contributes to the change of results.

    Each is a study file, which is run, or a study.json. Of two study files it is also told what
    each changed input does alone.
    """
    with faults_explained():
        difference = _found(before, after, profiles)
    if as_json:
        click.echo(difference.to_json(), nl=False)
        return
    from wte_ppp.print.risk import difference_text

    click.echo(difference_text(difference, everything=everything))


def _found(before: Path, after: Path, profiles: Path | None) -> "StudyDifference":
    from wte_ppp.documents import DocumentError, Problem
    from wte_ppp.feasibility.difference import difference, effects_of
    from wte_ppp.feasibility.result_file import read_result
    from wte_ppp.feasibility.study import Study

    faults: list[Problem] = []
    studies, results = [], []
    for path in (before, after):
        try:
            if path.suffix.lower() == ".json":
                results.append(read_result(path))
            else:
                study = Study.load(path, profiles=profiles)
                studies.append(study)
                results.append(study.run())
        except DocumentError as error:
            faults += error.problems
    if faults:
        raise DocumentError(faults)
    effects = effects_of(studies[0], studies[1]) if len(studies) == 2 else ()
    return difference(results[0], results[1], effects)
