"""Commands on feasibility studies."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import click

from wte_ppp.cli.faults import FINDINGS, faults_explained
from wte_ppp.cli.options import language_option, profiles_option

COMPUTING = ("waste", "plant", "cost", "climate", "finance", "checks")
STEPS = ("reading", *COMPUTING, "risk", "report", "page", "writing")
LONGEST_WARNING = 1000  # with the path of its file


@click.group()
def study() -> None:
    """Feasibility studies."""


@study.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("out"),
    show_default=True,
    help="Folder for study.json and the reports; made if missing.",
)
@click.option(
    "--tables",
    type=click.Choice(["csv", "parquet"]),
    default=None,
    help="Also write every table of the result, into folder tables.",
)
@click.option("--workbook", is_flag=True, help="Also write study.xlsx: the finance model, live.")
@click.option("--word", is_flag=True, help="Also write study.docx, for editing.")
@click.option("--page", is_flag=True, help="Also write study.html, an interactive page.")
@language_option
@click.option("--quiet", is_flag=True, help="No progress and no summary.")
@profiles_option
def run(
    file: Path,
    out: Path,
    tables: Literal["csv", "parquet"] | None,
    workbook: bool,
    word: bool,
    page: bool,
    language: str,
    quiet: bool,
    profiles: Path | None,
) -> None:
    """Run the study FILE; write report and results.

    Writes study.json, study.pdf and its appendix, and prints a summary.

    With a risk section in FILE: also risk.json, and a chapter of the report.

    Exit code 1: a workbook that would not reproduce the study is not written.
    """
    refused: str | None = None
    with faults_explained(), _progress(quiet) as step:
        step("reading")
        from wte_ppp.documents import DocumentError
        from wte_ppp.feasibility.study import Study
        from wte_ppp.files import write_folder

        loaded = Study.load(file, profiles=profiles)
        result = loaded.run(progress=step)
        files: dict[str, bytes | str] = {"study.json": result.to_json()}
        step("risk")
        risk_result = None
        if loaded.definition.risk is not None:
            from wte_ppp.feasibility.risk_analysis import risk_analysis

            risk_result = risk_analysis(loaded, profiles=profiles).result
            files["risk.json"] = risk_result.to_json()
        step("report")
        from wte_ppp.print.study import study_appendix_pdf, study_pdf

        files["study.pdf"] = study_pdf(result, risk_result, language)
        files["study-appendix.pdf"] = study_appendix_pdf(result, language)
        if word:
            from wte_ppp.print.study import study_word

            files["study.docx"] = study_word(result, risk_result, language)
        if workbook:
            from wte_ppp.print.model_book.writing import study_workbook

            try:
                files["study.xlsx"] = study_workbook(result)
            except DocumentError as error:
                refused = str(error)
        step("page")
        if page:
            from wte_ppp.feasibility.what_if import what_if
            from wte_ppp.print.study_page import study_page

            files["study.html"] = study_page(
                result, risk_result, what_if(loaded, risk_result), language
            )
        if tables is not None:
            from wte_ppp.feasibility.result_tables import study_tables
            from wte_ppp.print.data_files import data_files

            written = data_files(study_tables(result, risk_result), tables)
            files |= {f"tables/{name}": data for name, data in written.items()}
        step("writing")
        write_folder(out, files)
    if not quiet:
        from wte_ppp.print.study import study_summary

        try:
            click.echo(study_summary(result))
            shown = [name for name in files if not name.startswith("tables/")]
            shown += ["tables"] if tables else []
            click.echo(f"Written: {', '.join(str(out / name) for name in shown)}")
        except OSError as error:
            click.echo(f"files written, but not the summary: {error.strerror}", err=True)
            raise SystemExit(FINDINGS) from None
    if refused is not None:
        click.echo(f"{refused}\nThe other files are written; study.xlsx is not.", err=True)
        raise SystemExit(FINDINGS)


@study.command()
@click.argument("file", type=click.Path(path_type=Path))
@profiles_option
def check(file: Path, profiles: Path | None) -> None:
    """Check the study FILE; write nothing.

    Exit code 1: a value lies outside its usual range.
    """
    with faults_explained():
        from wte_ppp.documents import printable
        from wte_ppp.feasibility.study import Study

        loaded = Study.load(file, profiles=profiles)
        warnings = loaded.run().warnings
        if loaded.definition.risk is not None:
            from wte_ppp.feasibility.risk_analysis import check_risk

            check_risk(loaded, profiles)
    for warning in warnings:
        click.echo(f"warning: {printable(str(warning), LONGEST_WARNING)}")
    click.echo(printable(f"{file}: valid, {len(warnings)} warning(s)"))
    if warnings:
        raise SystemExit(FINDINGS)


@study.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--planned-days", type=click.IntRange(0, 365), help="Of a line; else the study's.")
@click.option("--forced-percent", type=click.FloatRange(0, 60), help="Of a line's other time.")
@click.option("--repair-days", type=click.FloatRange(0.1, 90), help="Mean of a line's stop.")
@click.option("--bunker-days", type=click.FloatRange(0, 60), help="Of full load; else the study's.")
@click.option("--draws", type=click.IntRange(1, 1_000_000), default=2000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@profiles_option
def outages(
    file: Path, planned_days: int | None, forced_percent: float | None,
    repair_days: float | None, bunker_days: float | None, draws: int, seed: int,
    profiles: Path | None,
) -> None:  # fmt: skip
    """Simulate outages: tonnes treated, diverted, power."""
    with faults_explained():
        from wte_ppp.feasibility.outage_years import line_of, outage_years, outages_in_words
        from wte_ppp.feasibility.study import Study

        loaded = Study.load(file, profiles=profiles)
        line = line_of(
            loaded,
            planned_days=planned_days,
            forced_percent=forced_percent,
            repair_days=repair_days,
        )
        drawn = outage_years(loaded, line=line, bunker_days=bunker_days, draws=draws, seed=seed)
    click.echo(outages_in_words(drawn))


@study.command()
@click.option("--result", is_flag=True, help="Schema of study.json instead of the study file.")
@click.option("--risk", is_flag=True, help="Schema of risk.json instead of the study file.")
@click.option("--difference", is_flag=True, help="Schema of what `study diff --json` prints.")
def schema(result: bool, risk: bool, difference: bool) -> None:
    """Print the JSON Schema of the study file."""
    import json

    from pydantic import BaseModel

    from wte_ppp.feasibility.definition import StudyDefinition
    from wte_ppp.feasibility.result import RiskResult, StudyResult
    from wte_ppp.feasibility.result.difference import StudyDifference
    from wte_ppp.feasibility.schema import published_schema

    chosen: dict[type[BaseModel], bool] = {
        StudyDifference: difference,
        RiskResult: risk,
        StudyResult: result,
    }
    model = next((model for model, is_it in chosen.items() if is_it), StudyDefinition)
    click.echo(json.dumps(published_schema(model), ensure_ascii=False, indent=1))


@study.command()
@language_option
def translations(language: str) -> None:
    """List untranslated messages of a language."""
    with faults_explained():
        from wte_ppp.print.language import LANGUAGES, missing

        lacking = missing(language)
    for message in lacking:
        click.echo(message)
    click.echo(f"{LANGUAGES[language]}: {len(lacking)} message(s) missing")
    if lacking:
        raise SystemExit(FINDINGS)


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """Progress bar on the error stream, one tick per step; a plain line per step off a terminal."""
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
