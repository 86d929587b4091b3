"""The command `wte-ppp`: parse, call, print. Heavy imports wait until a command needs them."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from wte_ppp._version import __version__

__all__ = ["main"]

FINDINGS, USAGE = 1, 2
STEPS = ("reading", "waste", "plant", "cost", "climate", "finance", "checks", "report", "writing")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="wte-ppp")
def main() -> None:
    """Waste-to-energy PPP: feasibility studies and country guidance.

    Exit codes: 0 done, 1 done with findings, 2 input or usage at fault (nothing written).
    """
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles with code page 437 or 932 cannot print every sign; none may stop a run.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    for name in ("SIGTERM", "SIGHUP"):
        # A run that is told to stop takes back what it has half written, as after Ctrl-C.
        if hasattr(signal, name) and threading.current_thread() is threading.main_thread():
            signal.signal(getattr(signal, name), _stop)


def _stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt


@contextmanager
def _faults_explained() -> Iterator[None]:
    """Print the problems of a file one a line and leave with code 2, without a traceback."""
    from wte_ppp.documents import DocumentError, printable

    try:
        yield
    except DocumentError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        count = len(error.problems)
        click.echo(f"{count} problem{'s' if count > 1 else ''}; nothing written.", err=True)
        raise SystemExit(USAGE) from None
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(printable(f"{place}{error.strerror or error}; nothing written."), err=True)
        raise SystemExit(USAGE) from None


@main.group()
def study() -> None:
    """Feasibility studies: run, check, schema."""


@study.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("out"),
    show_default=True,
    help="Folder for study.json and study.pdf; made if missing.",
)
@click.option("--quiet", is_flag=True, help="No progress and no summary.")
def run(file: Path, out: Path, quiet: bool) -> None:
    """Run the study FILE; write study.json and study.pdf and print a summary."""
    with _faults_explained(), _progress(quiet) as step:
        step("reading")
        from wte_ppp.documents import write_folder
        from wte_ppp.feasibility.study import Study

        result = Study.load(file).run(progress=step)
        step("report")
        from wte_ppp.reports.study_pdf import study_pdf

        files: dict[str, bytes | str] = {
            "study.json": result.to_json(),
            "study.pdf": study_pdf(result),
        }
        step("writing")
        write_folder(out, files)
    if not quiet:
        from wte_ppp.reports.summary import summary

        try:
            click.echo(summary(result))
            click.echo(f"Written: {', '.join(str(out / name) for name in files)}")
        except OSError as error:
            click.echo(f"files written; the summary was not: {error.strerror}", err=True)
            raise SystemExit(FINDINGS) from None


@study.command()
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Check the study FILE and write nothing; 1 if a value is implausible."""
    with _faults_explained():
        from wte_ppp.documents import printable
        from wte_ppp.feasibility.study import Study

        warnings = Study.load(file).run().warnings
    for warning in warnings:
        click.echo(f"warning: {printable(warning)}")
    click.echo(printable(f"{file}: valid, {len(warnings)} warning(s)"))
    if warnings:
        raise SystemExit(FINDINGS)


@study.command()
@click.option("--result", is_flag=True, help="Schema of study.json instead of the study file.")
def schema(result: bool) -> None:
    """Print the JSON Schema of the study file."""
    import json

    from wte_ppp.feasibility.definition import StudyDefinition
    from wte_ppp.feasibility.result import StudyResult
    from wte_ppp.feasibility.schema import published_schema

    model = StudyResult if result else StudyDefinition
    click.echo(json.dumps(published_schema(model), ensure_ascii=False, indent=1))


@main.group()
def guidance() -> None:
    """Country guidance: list, show."""


@guidance.command("list")
def list_profiles() -> None:
    """List the country profiles that ship with the package."""
    from wte_ppp.guidance.load import available_profiles, load_guidance

    for profile_id in available_profiles():
        head = load_guidance(profile_id).profile
        click.echo(f"{head.id}  {head.name}  {head.version}  as of {head.as_of}")


@guidance.command()
@click.argument("profile")
@click.option("--date", "day", default=None, help="Day, YYYY-MM-DD; default: the profile's own.")
@click.option("--rule", default=None, help="Explain one rule.")
def show(profile: str, day: str | None, rule: str | None) -> None:
    """Show what PROFILE (an id or a folder) says on a day."""
    import datetime

    from wte_ppp.documents import did_you_mean
    from wte_ppp.guidance.load import load_guidance
    from wte_ppp.guidance.resolve import explain, resolve

    with _faults_explained():
        loaded = load_guidance(profile)
    try:
        date = datetime.date.fromisoformat(day or loaded.profile.as_of)
    except ValueError:
        raise click.BadParameter(f"{day!r} is not a date; write YYYY-MM-DD") from None
    rules = resolve(loaded, date)
    if rule is not None and rule not in rules:
        guess = did_you_mean(rule, list(rules))
        hint = f"; did you mean {guess}?" if guess else ""
        raise click.BadParameter(f"no rule {rule!r} in force on {date}{hint}")
    click.echo(f"{loaded.profile.name}, {loaded.identity}, on {date}. Guidance, not legal advice.")
    for rule_id in [rule] if rule is not None else sorted(rules):
        click.echo(explain(rules[rule_id]))


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """Progress bar on the error stream, one tick a step; a plain line a step off a terminal."""
    if quiet:
        yield lambda name: None
        return
    with click.progressbar(
        length=len(STEPS), label="study", file=sys.stderr, item_show_func=lambda name: name
    ) as bar:
        terminal = sys.stderr.isatty()

        def step(name: str) -> None:
            bar.update(1, name)
            if not terminal:
                click.echo(f"  {name}", err=True)

        yield step
