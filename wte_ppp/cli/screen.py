"""The command `wte-ppp screen`: many cities on one study, and cities side by side."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from wte_ppp.screening.run import Screening
    from wte_ppp.screening.summary import CitySummary

from wte_ppp.cli.faults import USAGE, faults_explained
from wte_ppp.cli.options import profiles_option

INTERRUPTED = 130
LONGEST_LINE = 1000
SHOWN = (
    ("capacity_t_per_day", "t/d"),
    ("fired_lhv_mj_per_kg", "MJ/kg"),
    ("net_mw", "MW net"),
    ("required_tipping_fee_usd_per_t", "fee USD/t"),
    ("reduction_tco2e_per_year", "tCO2e/y"),
    ("cost_usd_per_tco2e", "USD/tCO2e"),
)
RANK_BY = (
    "required_tipping_fee_usd_per_t", "tipping_fee_for_equity_irr_usd_per_t", "lcow_usd_per_t",
    "cost_usd_per_tco2e", "reduction_tco2e_per_year", "equity_irr_percent", "fired_lhv_mj_per_kg",
)  # fmt: skip


class _CitiesFirst(click.Group):
    """`wte-ppp screen cities.csv ...` runs; `wte-ppp screen compare ...` compares."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in self.commands:
            args = ["run", *args]
        return super().resolve_command(ctx, args)


@click.group(cls=_CitiesFirst)
def screen() -> None:
    """Many cities with one base study.

    `wte-ppp screen CITIES.csv --study BASE.yaml`, then `wte-ppp screen compare DIR CITY …`.
    """


@screen.command()
@click.argument("cities", type=click.Path(path_type=Path))
@click.option(
    "--study",
    "study_file",
    type=click.Path(path_type=Path),
    required=True,
    help="Base study for whatever a city's row leaves out.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("screening"),
    show_default=True,
    help="Folder; a run that was stopped there is resumed.",
)
@click.option(
    "--draws",
    type=click.IntRange(0, 10_000_000),
    default=0,
    show_default=True,
    help="Simulations per city and scenario; 0: base case.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option(
    "--scenario",
    "scenarios",
    multiple=True,
    help="Scenario of the study, or 'base case'; may be repeated. Default: all.",
)
@click.option(
    "--largest-plant",
    type=click.FloatRange(1, 20_000),
    default=None,
    help="Maximum t/d of one plant; default: 20,000.",
)
@click.option("--rank-by", type=click.Choice(RANK_BY), default=RANK_BY[0], show_default=True)
@click.option(
    "--block",
    type=click.IntRange(1, 1_000_000),
    default=2048,
    show_default=True,
    help="Cities x simulations per block; more takes more memory.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Local processes; results do not depend on it.",
)
@click.option(
    "--dask", default=None, metavar="ADDRESS", help="Scheduler of Dask distributed, or 'local'."
)
@click.option("--resume", is_flag=True, help="Require a run to resume in --out.")
@click.option(
    "--top",
    type=click.IntRange(0, 10_000),
    default=20,
    show_default=True,
    help="Cities printed per scenario.",
)
@click.option("--quiet", is_flag=True, help="No progress and no table.")
@profiles_option
def run(
    cities: Path, study_file: Path, out: Path, draws: int, seed: int, scenarios: tuple[str, ...],
    largest_plant: float | None, rank_by: str, block: int, workers: int, dask: str | None,
    resume: bool, top: int, quiet: bool, profiles: Path | None,
) -> None:  # fmt: skip
    """Screen the table CITIES; write and print a ranking."""
    with faults_explained(), _stopped(out), _progress(quiet) as progress:
        from wte_ppp.feasibility.study import Study
        from wte_ppp.screening.plan import Options
        from wte_ppp.screening.run import screen as screened

        options = Options(
            draws, seed, largest_plant, tuple(scenarios) or None, block,
        )  # fmt: skip
        study = Study.load(study_file, profiles=profiles)
        screening = screened(
            cities, study, out, options, workers=workers, dask=dask, resume=resume,
            rank_by=rank_by, profiles=profiles, progress=progress,
        )  # fmt: skip
    if quiet:
        return
    if screening.resumed_blocks:
        from wte_ppp.messages import Message

        blocks = Message("{blocks} blocks were already done.", blocks=screening.resumed_blocks)
        click.echo(str(blocks))
    for line in _lines(screening, rank_by, top):
        click.echo(line)
    click.echo(
        f"Written: {out / 'ranking.csv'}, {out / 'ranking.parquet'}, {out / 'manifest.json'}"
    )


@screen.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("cities", nargs=-1, required=True)
@click.option("--scenario", default="base case", show_default=True)
@click.option("--csv", "as_csv", is_flag=True, help="Comma-separated instead of aligned columns.")
def compare(folder: Path, cities: tuple[str, ...], scenario: str, as_csv: bool) -> None:
    """Show CITIES of the screening in FOLDER side by side."""
    with faults_explained(), _needs():
        from wte_ppp.documents import printable
        from wte_ppp.screening.compare import compared

        head, rows = compared(folder, cities, scenario)
    if as_csv:
        import csv

        csv.writer(sys.stdout, lineterminator="\n").writerows([head, *rows])
        return
    lines = [[printable(str(cell)) for cell in row] for row in [head, *rows]]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    for line in lines:
        cells = [f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)]
        click.echo("  ".join(cells).rstrip())


def _lines(screening: "Screening", rank_by: str, top: int) -> Iterator[str]:
    from wte_ppp.documents import printable
    from wte_ppp.messages import Message
    from wte_ppp.screening.summary import CHECKS
    from wte_ppp.screening.told import law_words, unranked

    scenarios = list(dict.fromkeys(city.scenario for city in screening.cities))
    for scenario in scenarios:
        cities = [city for city in screening.cities if city.scenario == scenario]
        able = [city for city in cities if city.rank is not None]
        line = Message(
            "{scenario}: {able} of {cities} cities ranked by {figure}",
            scenario=scenario, able=len(able), cities=len(cities), figure=rank_by,
        )  # fmt: skip
        yield printable(str(line))
        yield f"{'rank':>4} {'city':<24}" + "".join(f"{unit:>11}" for _, unit in SHOWN) + "  ready"
        for city in able[:top]:
            cells = "".join(f"{_figure(city, name):>11}" for name, _ in SHOWN)
            name = printable(f"{city.name}, {city.country}")[:24]
            yield f"{city.rank:>4} {name:<24}{cells}  {city.ready}/{len(CHECKS)}"
        for told in (*unranked(cities, rank_by), *law_words(cities)):
            yield printable(str(told), LONGEST_LINE)


def _figure(city: "CitySummary", name: str) -> str:
    if city.lacks(name):
        from wte_ppp.messages import Message

        return str(Message("not stated"))
    value = city.percentiles[name][1]
    return "-" if value != value else f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


@contextmanager
def _needs() -> Iterator[None]:
    """Say what is not installed, or what died, without a traceback."""
    try:
        yield
    except RuntimeError as error:
        click.echo(str(error), err=True)
        raise SystemExit(USAGE) from None


@contextmanager
def _stopped(out: Path) -> Iterator[None]:
    """Tell how to go on after Ctrl-C or a signal."""
    try:
        with _needs():
            yield
    except KeyboardInterrupt:
        text = f"stopped; finished blocks are kept in {out}; the same command continues."
        click.echo(text, err=True)
        raise SystemExit(INTERRUPTED) from None


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Progress bar on the error stream, a block a tick; nothing off a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with click.progressbar(length=1, label="blocks", file=sys.stderr) as bar:

        def step(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield step
