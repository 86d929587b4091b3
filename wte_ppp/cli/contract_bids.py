"""The command `wte-ppp contract bids`."""

from pathlib import Path

import click

from wte_ppp.cli.climate_files import file_argument, out_folder, say_written, write
from wte_ppp.cli.faults import faults_explained
from wte_ppp.cli.options import language_option, profiles_option, rate_option


@click.command()
@file_argument
@click.option(
    "--tender",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder of the tender with its case.",
)
@click.option(
    "--study",
    type=click.Path(path_type=Path),
    default=None,
    help="Study of the site. Default: the one that the tender names.",
)
@click.option(
    "--draws",
    type=click.IntRange(1, 100_000),
    default=2_000,
    show_default=True,
    help="Histories of outages for each bid.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@rate_option
@out_folder
@language_option
@profiles_option
def bids(
    file: Path, folder: Path, study: Path | None, draws: int, seed: int, rate: float | None,
    out: Path, language: str, profiles: Path | None,
) -> None:  # fmt: skip
    """Run each bid of a tender under the mechanism FILE.

    Each bid's plant on the site, its promises and, once open, prices where the draft leaves them
    open. Beside the evaluation, never in it.
    """
    with faults_explained():
        from wte_ppp.advice.bid_contract import bids_under_contract
        from wte_ppp.advice.on_case import site_of_case
        from wte_ppp.chapters.contract.bids import bids_document
        from wte_ppp.contract.reading import read_contract
        from wte_ppp.print.language import language_of
        from wte_ppp.print.terminal import terminal
        from wte_ppp.tender.case import Case

        case = Case(folder, profiles=profiles)
        mechanism = read_contract(file)
        prices = case.prices() if case.progress.prices_open else {}
        found = bids_under_contract(
            mechanism, case.tender, site_of_case(case, study), case.envelopes(), prices,
            draws=draws, seed=seed, rate=rate,
        )  # fmt: skip
        document = bids_document(mechanism, found, case.progress.prices_open)
        names = write(document, out, "contract-bids", language)
    click.echo(terminal(document, language_of(language)))
    say_written(names)
