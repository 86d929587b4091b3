"""The command `wte-ppp study risk`."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from wte_ppp.cli.faults import faults_explained
from wte_ppp.cli.options import language_option, profiles_option


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--draws",
    type=click.IntRange(1, 10_000_000),
    default=None,
    help="Simulations; a power of 2 is best. Default: risk.draws.",
)
@click.option("--seed", type=click.IntRange(0), default=None, help="Default: risk.seed.")
@click.option(
    "--sobol",
    type=click.IntRange(0, 65536),
    default=1024,
    show_default=True,
    help="Base samples of the Sobol indices, a power of 2; 0: none.",
)
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True)
@click.option(
    "--table",
    type=click.Choice(["csv", "parquet", "none"]),
    default="csv",
    show_default=True,
    help="File of all simulations.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("out"),
    show_default=True,
    help="Folder for risk.json, risk.pdf and draws; made if missing.",
)
@language_option
@click.option("--quiet", is_flag=True, help="No progress and no summary.")
@profiles_option
def risk(
    file: Path, draws: int | None, seed: int | None, sobol: int, workers: int, table: str,
    out: Path, language: str, quiet: bool, profiles: Path | None,
) -> None:  # fmt: skip
    """Run the risk section of the study FILE.

    Simulations, fan charts, tornado charts, Sobol indices, scenarios.
    """
    with faults_explained():
        from wte_ppp.feasibility.draws_file import draws_csv, draws_parquet
        from wte_ppp.feasibility.risk_analysis import risk_analysis
        from wte_ppp.feasibility.study import Study
        from wte_ppp.files import write_folder

        study = Study.load(file, profiles=profiles)
        with draws_progress(quiet) as progress:
            run = risk_analysis(
                study, draws=draws, seed=seed, sobol_draws=sobol, workers=workers,
                profiles=profiles, progress=progress,
            )  # fmt: skip
        from wte_ppp.print.risk import risk_pdf

        files: dict[str, bytes | str] = {
            "risk.json": run.result.to_json(),
            "risk.pdf": risk_pdf(run.result, language),
        }
        if table == "csv":
            files["draws.csv"] = draws_csv(run.draws, study.money)
        elif table == "parquet":
            files["draws.parquet"] = draws_parquet(run.draws, study.money)
        write_folder(out, files)
    if not quiet:
        from wte_ppp.print.risk import risk_summary

        click.echo(risk_summary(run.result))
        click.echo(f"Written: {', '.join(str(out / name) for name in files)}")


@contextmanager
def draws_progress(quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Progress bar on the error stream, one tick per simulation; nothing off a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda word, done, total: None
        return
    with click.progressbar(
        length=1, label="risk", file=sys.stderr, item_show_func=lambda word: word
    ) as bar:

        def step(word: str, done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos, word)

        yield step
