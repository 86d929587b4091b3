"""Commands on greenhouse gases: reports of a plant's year, credits, Article 6, pathways."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wte_ppp.cli.faults import FINDINGS, USAGE, faults_explained
from wte_ppp.cli.options import language_option, profiles_option
from wte_ppp.documents import printable
from wte_ppp.messages import Message

if TYPE_CHECKING:
    from wte_ppp.blocks import Document, Table

file_argument = click.argument("file", type=click.Path(path_type=Path))
out_folder = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("out"),
    show_default=True,
    help="Folder to write to; made if missing.",
)


@click.group()
def climate() -> None:
    """Greenhouse gas reports, credits and pathways."""


@climate.command("facility-report")
@file_argument
@out_folder
@language_option
def facility_report(file: Path, out: Path, language: str) -> None:
    """Report the plant's greenhouse gases.

    Exit code 1: gaps in the data were filled.
    """
    with faults_explained():
        from wte_ppp.chapters.carbon_facility import facility_document
        from wte_ppp.mrv.facility import read_facility
        from wte_ppp.mrv.facility_report import facility_report as compute

        report = compute(read_facility(file))
        names = _write(facility_document(report), out, "facility-report", language)
    _say(Message("Scope 1: {tonnes:,.0f} tCO2e", tonnes=report.scope_1_tco2e))
    _say(Message("Scope 2 (location): {tonnes:,.0f} tCO2e", tonnes=report.scope_2_location_tco2e))
    _say(Message("Biogenic CO2: {tonnes:,.0f} t, not in the totals", tonnes=report.biogenic_co2_t))
    _say_gaps(len(report.gaps), names)


@climate.command("monitoring-report")
@file_argument
@out_folder
@language_option
def monitoring_report(file: Path, out: Path, language: str) -> None:
    """Report the plant's reductions and credits.

    Exit code 1: gaps in the data were filled.
    """
    with faults_explained():
        from wte_ppp.chapters.carbon_monitoring import monitoring_document
        from wte_ppp.documents import DocumentError, Problem
        from wte_ppp.mrv.facility import read_facility
        from wte_ppp.mrv.monitoring_report import monitoring_report as compute

        facility = read_facility(file)
        if facility.definition.crediting is None:
            raise DocumentError(
                [Problem(str(file), None, "crediting", "nothing", "the methodology's data", "add")]
            )
        report = compute(facility)
        names = _write(monitoring_document(report), out, "monitoring-report", language)
    _say(Message("Reference emissions: {tonnes:,.0f} tCO2e", tonnes=report.reference_tco2e))
    _say(Message("Project emissions: {tonnes:,.0f} tCO2e", tonnes=report.project_tco2e))
    _say(
        Message(
            "Emission reduction: {tonnes:,.0f} tCO2e, {credits:,} credits",
            tonnes=report.reduction_tco2e, credits=report.credits[0],
        )
    )  # fmt: skip
    _say_gaps(len(report.gaps), names)


@climate.command("monitoring-plan")
def monitoring_plan() -> None:
    """Print what is monitored, with what, and how often."""
    from wte_ppp.chapters.carbon_monitoring import monitoring_plan as plan

    for name, what, unit, instrument, frequency, option in plan().rows:
        click.echo(f"{name} [{unit}]: {what}. {instrument}; {frequency}. Option {option}.")


@climate.command()
@file_argument
@click.option("--was", default="", help="Earlier hash of the ledger; 1 if it did not grow from it.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None)
@language_option
def ledger(file: Path, was: str, out: Path | None, language: str) -> None:
    """Replay the credit ledger FILE; show every credit."""
    with faults_explained():
        from wte_ppp.chapters.carbon_credits import STATES, ledger_document
        from wte_ppp.climate.credit_ledger import totals
        from wte_ppp.mrv.ledger import read_ledger

        replayed = read_ledger(file)
        document = ledger_document(replayed)
        names = [] if out is None else _write(document, out, "ledger", language)
    for state, accounts in totals(replayed.lots).items():
        for account, tonnes in sorted(accounts.items()):
            _say(
                Message(
                    "{state} {tonnes:,} t {account}",
                    state=STATES[state], tonnes=tonnes, account=account,
                )
            )  # fmt: skip
    _say_state(len(replayed.definition.entries), replayed.chain[-1])
    if names:
        _say_written(names)
    if was and not replayed.grew_from(was):
        _say(Message("The earlier state is not the beginning of this ledger."), err=True)
        raise SystemExit(FINDINGS)


@climate.command()
@file_argument
@click.option("--party", required=True, help="Who reports, ISO 3166-1 alpha-3.")
@click.option("--year", type=click.IntRange(2013, 2100), required=True, help="Year reported.")
@click.option("--submitted", required=True, help="Day of submission, YYYY-MM-DD.")
@click.option("--ndc", default="2021-2030", show_default=True, help="First and last year.")
@out_folder
def aef(file: Path, party: str, year: int, submitted: str, ndc: str, out: Path) -> None:
    """Write the ledger FILE in the agreed electronic format."""
    import datetime
    import re

    span = re.fullmatch(r"(20[0-9]{2})-(20[0-9]{2})", ndc)
    try:
        day = datetime.date.fromisoformat(submitted)
    except ValueError:
        day = None
    if span is None or day is None or not re.fullmatch("[A-Z]{3}", party):
        _say(
            Message(
                "--party, --submitted or --ndc has a wrong form; expected such as VNM, 2032-04-15 "
                "and 2021-2030. Nothing was written."
            ),
            err=True,
        )
        raise SystemExit(USAGE)
    with faults_explained():
        import json

        from wte_ppp.chapters.carbon_credits import aef_document
        from wte_ppp.files import write_folder
        from wte_ppp.mrv.aef import Submission
        from wte_ppp.mrv.aef import aef as annual_information
        from wte_ppp.mrv.aef_format import VERSION
        from wte_ppp.mrv.ledger import read_ledger
        from wte_ppp.print.tables_workbook import tables_workbook

        submission = Submission(party, year, day, int(span[1]), int(span[2]))
        tables = annual_information(read_ledger(file), submission)
        data = json.dumps({"version": VERSION, **tables}, ensure_ascii=False, indent=1)
        name = f"aef-{party}-{year}"
        book = tables_workbook(aef_document(tables, submission), plain=True)
        write_folder(out, {f"{name}.json": data + "\n", f"{name}.xlsx": book})
    for title, rows in tables.items():
        _say(Message("{table}: {rows} row(s)", table=title, rows=len(rows)))
    _say_written([f"{out / name}.json", f"{out / name}.xlsx"])


@climate.command("ledger-add")
@file_argument
@click.option("--date", required=True, help="Day of the entry, YYYY-MM-DD.")
@click.option(
    "--kind",
    type=click.Choice(["issue", "allocate", "transfer", "retire", "cancel"]),
    required=True,
)
@click.option("--vintage", type=int, required=True, help="Year of the reductions.")
@click.option("--first", type=int, required=True, help="First credit of the vintage.")
@click.option("--last", type=int, required=True, help="Last credit of the vintage.")
@click.option("--from", "from_account", default="", help="Account that the credits leave.")
@click.option("--to", "to_account", default="", help="Account that they go to.")
@click.option("--purpose", default="", help="Use of retired or cancelled credits.")
@click.option("--use", type=click.Choice(["", "NDC", "OIMP"]), default="", help="Kind of use.")
def ledger_add(file: Path, **entry: Any) -> None:
    """Add an entry to the ledger FILE.

    Refused if the ledger would then be inconsistent.
    """
    with faults_explained():
        from wte_ppp.mrv.ledger_adding import add_entry

        grown = add_entry(file, entry)
    _say_state(len(grown.definition.entries), grown.chain[-1])


@climate.command("initial-report")
@click.option("--study", type=click.Path(path_type=Path), help="Study of the project.")
@click.option("--ledger", "ledger_file", type=click.Path(path_type=Path), help="Credit ledger.")
@out_folder
@language_option
@profiles_option
def initial_report(
    study: Path | None, ledger_file: Path | None, out: Path, language: str, profiles: Path | None
) -> None:
    """Write the initial report and what is missing."""
    with faults_explained():
        from wte_ppp.chapters.carbon_article6 import initial_report_document, missing_items
        from wte_ppp.mrv.ledger import read_ledger

        result: Any = None
        if study is not None:
            from wte_ppp.feasibility.study import Study

            result = Study.load(study, profiles=profiles).run()
        credits = None if ledger_file is None else read_ledger(ledger_file)
        names = _write(initial_report_document(credits, result), out, "initial-report", language)
    _say(missing_items(credits, result))
    _say_written(names)


@climate.command()
@click.option(
    "--study", type=click.Path(path_type=Path), help="Study file whose figures give answers."
)
@click.option("--answers", type=click.Path(path_type=Path), help="The project's own answers.")
@click.option("--ledger", "ledger_file", type=click.Path(path_type=Path), help="Credit ledger.")
@out_folder
@language_option
@profiles_option
def checklist(
    study: Path | None, answers: Path | None, ledger_file: Path | None, out: Path, language: str,
    profiles: Path | None,
) -> None:  # fmt: skip
    """Write the open items of JCM and Article 6."""
    with faults_explained():
        from wte_ppp.chapters.carbon_article6 import (
            ANSWERS,
            ELIGIBILITY,
            checklist_document,
            open_items,
        )
        from wte_ppp.mrv.answers_file import read_answers
        from wte_ppp.mrv.checklists import checklists

        result: Any = None
        rules: Any = None
        if study is not None:
            from wte_ppp.feasibility.study import Study

            loaded = Study.load(study, profiles=profiles)
            result, rules = loaded.run(), loaded.rules
        credits = None
        if ledger_file is not None:
            from wte_ppp.mrv.ledger import read_ledger

            credits = read_ledger(ledger_file)
        project = None if answers is None else read_answers(answers)
        answered = checklists(result, project, credits, rules)
        names = _write(checklist_document(answered), out, "checklist", language)
    for item in answered.open_items:
        answer = ANSWERS[item.answer.answer]
        click.echo(f"{answer}: {item.area or ELIGIBILITY}: {item.question}")
    _say(open_items(answered))
    _say_written(names)


@climate.command()
@file_argument
@out_folder
@language_option
def pathway(file: Path, out: Path, language: str) -> None:
    """Write waste-sector emissions to 2050 by scenario."""
    with faults_explained():
        from wte_ppp.chapters.carbon_pathway import iamc, pathway_document, tidy
        from wte_ppp.mrv.pathway import run_pathway
        from wte_ppp.mrv.pathway_file import read_pathway

        result = run_pathway(read_pathway(file))
        tables = {"pathway": tidy(result), "pathway-iamc": iamc(result)}
        names = _write(pathway_document(result), out, "pathway", language, tables)
    for name, scenario in result.scenarios.items():
        _say(
            Message(
                "{scenario}: {last:,.0f} tCO2e in {year}, {total:,.0f} in total", scenario=name,
                last=scenario.sector_tco2e[-1], year=result.years[-1],
                total=scenario.sector_tco2e.sum(),
            )
        )  # fmt: skip
    _say_written(names)


@climate.command("landfill-gas")
@file_argument
@out_folder
@language_option
def landfill_gas(file: Path, out: Path, language: str) -> None:
    """Write a landfill's gas and the effect of capture."""
    with faults_explained():
        from wte_ppp.chapters.carbon_pathway import landfill_gas_document
        from wte_ppp.mrv.landfill_gas import landfill_gas as compute
        from wte_ppp.mrv.landfill_gas import read_landfill_gas

        gas = compute(read_landfill_gas(file))
        names = _write(landfill_gas_document(gas), out, "landfill-gas", language)
    begin = gas.definition.first_capture_year - gas.years[0]
    methane = gas.generated_tco2e[begin:].sum()
    _say(Message("Methane from the first year of capture: {tonnes:,.0f} tCO2e", tonnes=methane))
    _say(Message("Burnt: {tonnes:,.0f} tCO2e", tonnes=gas.burnt_tco2e.sum()))
    _say(
        Message(
            "Reduction: {tonnes:,.0f} tCO2e, before the wells' power consumption",
            tonnes=gas.reduction_tco2e.sum(),
        )
    )
    _say_written(names)


@climate.command()
@click.argument("studies", nargs=-1, required=True, type=click.Path(path_type=Path))
@profiles_option
def portfolio(studies: tuple[Path, ...], profiles: Path | None) -> None:
    """Sum the reductions of STUDIES; compare with targets."""
    with faults_explained():
        from wte_ppp.mrv.portfolio import portfolio_lines

        lines = portfolio_lines(studies, profiles)
    for line in lines:
        _say(line)


@climate.command()
@click.argument(
    "kind", type=click.Choice(["facility", "ledger", "answers", "pathway", "landfill-gas", "aef"])
)
def schema(kind: str) -> None:
    """Print the JSON Schema of one kind of file."""
    import json

    from wte_ppp.mrv.published import climate_schema

    click.echo(json.dumps(climate_schema(kind), ensure_ascii=False, indent=1))


def _write(
    document: "Document", out: Path, name: str, language: str,
    long_tables: "dict[str, Table] | None" = None,
) -> list[str]:  # fmt: skip
    """Write a report as JSON, workbook and PDF, all or none; long tables as CSV, not on paper."""
    import csv
    import io
    import json
    from dataclasses import replace

    from wte_ppp.chapters.carbon_pathway import long_table_note
    from wte_ppp.files import write_folder
    from wte_ppp.print.language import language_of
    from wte_ppp.print.pdf import pdf
    from wte_ppp.print.tables_json import column_name, document_data
    from wte_ppp.print.tables_workbook import tables_workbook

    tables, speech = long_tables or {}, language_of(language)
    whole = replace(document, blocks=(*document.blocks, *tables.values()))
    notes = [
        long_table_note(table, f"{file}.csv", f"{name}.xlsx") for file, table in tables.items()
    ]
    paper = replace(document, blocks=(*document.blocks, *notes))
    data = json.dumps(document_data(whole), ensure_ascii=False, indent=1, allow_nan=False)
    files: dict[str, bytes | str] = {
        f"{name}.json": data + "\n",
        f"{name}.xlsx": tables_workbook(whole, speech),
        f"{name}.pdf": pdf(paper, speech),
    }
    for file, table in tables.items():
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(map(column_name, table.columns))
        writer.writerows(table.rows)
        files[f"{file}.csv"] = stream.getvalue()
    write_folder(out, files)
    return [str(out / file) for file in files]


def _say(message: Message, err: bool = False) -> None:
    click.echo(printable(str(message)), err=err)


def _say_state(entries: int, state: str) -> None:
    _say(Message("{entries} entries, state {hash}", entries=entries, hash=state))


def _say_written(names: list[str]) -> None:
    click.echo(str(Message("Written: {files}", files=tuple(names))))


def _say_gaps(count: int, names: list[str]) -> None:
    _say_written(names)
    if count:
        _say(
            Message(
                "{count} gap(s) in the data, filled conservatively; see the table Data gaps",
                count=count,
            )
        )
        raise SystemExit(FINDINGS)
