"""The command `wte-ppp contract simulate`."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from wte_ppp.cli.climate_files import file_argument, out_folder, say_written, write
from wte_ppp.cli.faults import faults_explained
from wte_ppp.cli.options import language_option, profiles_option, rate_option


@click.command()
@file_argument
@click.option(
    "--study", required=True, type=click.Path(path_type=Path), help="Study whose plant runs."
)
@click.option(
    "--years",
    type=click.IntRange(1, 60),
    default=None,
    help="Years of operation. Default: the contract's, else the study's.",
)
@click.option(
    "--draws",
    type=click.IntRange(1, 100_000),
    default=10_000,
    show_default=True,
    help="Histories of outages.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@rate_option
@click.option(
    "--base-inputs", is_flag=True, help="Draw outages alone, not the study's risk section."
)
@out_folder
@language_option
@click.option("--quiet", is_flag=True, help="No progress and no summary.")
@profiles_option
def simulate(
    file: Path, study: Path, years: int | None, draws: int, seed: int, rate: float | None,
    base_inputs: bool,     out: Path, language: str, quiet: bool, profiles: Path | None,
) -> None:  # fmt: skip
    """Run the mechanism FILE on the plant of a study.

    What the city pays and receives, caps, moral hazard, lenders.
    """
    with faults_explained():
        from wte_ppp.advice.contract_run import run_contract
        from wte_ppp.chapters.contract.run import run_document, run_screen
        from wte_ppp.chapters.contract.years import every_series
        from wte_ppp.contract.reading import read_contract
        from wte_ppp.feasibility.study import Study
        from wte_ppp.print.language import language_of
        from wte_ppp.print.terminal import terminal

        read = read_contract(file)
        plant = Study.load(study, profiles=profiles)
        with _progress(draws, quiet) as progress:
            run = run_contract(
                plant,
                read,
                years=years,
                draws=draws,
                seed=seed,
                rate=rate,
                base_inputs=base_inputs,
                progress=progress,
            )
        names = write(
            run_document(run), out, "contract-simulation", language,
            {"contract-series": every_series(run)},
        )  # fmt: skip
    if not quiet:
        click.echo(terminal(run_screen(run), language_of(language)))
        say_written(names)


@contextmanager
def _progress(draws: int, quiet: bool) -> Iterator[Callable[[int], None]]:
    """Progress bar on the error stream, one tick for each history; nothing off a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda done: None
        return
    with click.progressbar(length=draws, label="contract", file=sys.stderr) as bar:
        yield bar.update
