"""Commands on greenhouse gases: reports of a plant's year, credits, Article 6, pathways."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wte_ppp.cli.faults import FINDINGS, USAGE, faults_explained
from wte_ppp.cli.options import profiles_option

if TYPE_CHECKING:
    from wte_ppp.mrv.tables import Report

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
    """Greenhouse gases: facility and monitoring reports, credits, Article 6, pathways."""


@climate.command("facility-report")
@file_argument
@out_folder
def facility_report(file: Path, out: Path) -> None:
    """Report the emissions of the plant in FILE for its period; 1 if data had to be filled in."""
    with faults_explained():
        from wte_ppp.mrv.facility import read_facility
        from wte_ppp.mrv.facility_report import facility_report as compute

        found = compute(read_facility(file))
        names = _write(found.as_report(), out, "facility-report")
    click.echo(f"Scope 1 {found.scope_1_tco2e:,.0f} tCO2e")
    click.echo(f"Scope 2 {found.scope_2_location_tco2e:,.0f} tCO2e by location")
    click.echo(f"Biogenic {found.biogenic_co2_t:,.0f} t CO2, in no total")
    _tell_gaps(len(found.gaps), names)


@climate.command("monitoring-report")
@file_argument
@out_folder
def monitoring_report(file: Path, out: Path) -> None:
    """Report reductions and credits of the plant in FILE; 1 if data had to be filled in."""
    with faults_explained():
        from wte_ppp.documents import DocumentError, Problem
        from wte_ppp.mrv.facility import read_facility
        from wte_ppp.mrv.monitoring_report import monitoring_report as compute

        facility = read_facility(file)
        if facility.definition.crediting is None:
            raise DocumentError(
                [Problem(str(file), None, "crediting", "nothing", "the methodology's data", "add")]
            )
        found = compute(facility)
        names = _write(found.as_report(), out, "monitoring-report")
    click.echo(f"Reference {found.reference_tco2e:,.0f} tCO2e")
    click.echo(f"Project {found.project_tco2e:,.0f} tCO2e")
    click.echo(f"Reduction {found.reduction_tco2e:,.0f} tCO2e, {found.credits[0]:,} credits")
    _tell_gaps(len(found.gaps), names)


@climate.command("monitoring-plan")
def monitoring_plan() -> None:
    """Print what is monitored, with which instrument, how often, by which option."""
    from wte_ppp.mrv.monitoring_report import monitoring_plan as plan

    table = plan()
    for row in table.rows:
        name, what, unit, instrument, frequency, option = row
        click.echo(f"{name} [{unit}]: {what}. {instrument}; {frequency}. Option {option}.")


@climate.command()
@file_argument
@click.option("--was", default="", help="Hash that the ledger had before; 1 if it did not grow.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None)
def ledger(file: Path, was: str, out: Path | None) -> None:
    """Replay the credit ledger FILE and show where every credit is."""
    with faults_explained():
        from wte_ppp.climate.credit_ledger import totals
        from wte_ppp.mrv.ledger import read_ledger

        found = read_ledger(file)
        names = [] if out is None else _write(found.as_report(), out, "ledger")
    for state, accounts in totals(found.lots).items():
        for account, tonnes in sorted(accounts.items()):
            click.echo(f"{state} {tonnes:,} t {account}")
    click.echo(f"{len(found.definition.entries)} entries, state {found.chain[-1]}")
    if names:
        click.echo(f"Written: {', '.join(names)}")
    if was and not found.grew_from(was):
        click.echo("the earlier state is not the beginning of this ledger", err=True)
        raise SystemExit(FINDINGS)


@climate.command()
@file_argument
@click.option("--party", required=True, help="Who reports, ISO 3166-1 alpha-3.")
@click.option("--year", type=click.IntRange(2013, 2100), required=True, help="Year reported.")
@click.option("--submitted", required=True, help="Day of submission, YYYY-MM-DD.")
@click.option("--ndc", default="2021-2030", show_default=True, help="First and last year.")
@out_folder
def aef(file: Path, party: str, year: int, submitted: str, ndc: str, out: Path) -> None:
    """Write annual information of the ledger FILE in the agreed electronic format."""
    import datetime
    import re

    span = re.fullmatch(r"(20[0-9]{2})-(20[0-9]{2})", ndc)
    try:
        day = datetime.date.fromisoformat(submitted)
    except ValueError:
        day = None
    if span is None or day is None or not re.fullmatch("[A-Z]{3}", party):
        click.echo(
            "found --party, --submitted or --ndc of another form, allowed VNM, 2032-04-15 and "
            "2021-2030, do correct it; nothing written.",
            err=True,
        )
        raise SystemExit(USAGE)
    with faults_explained():
        import json

        from wte_ppp.files import write_folder
        from wte_ppp.mrv.aef import Submission, aef_report
        from wte_ppp.mrv.aef import aef as annual_information
        from wte_ppp.mrv.aef_format import VERSION
        from wte_ppp.mrv.ledger import read_ledger
        from wte_ppp.print.tables_workbook import tables_workbook

        submission = Submission(party, year, day, int(span[1]), int(span[2]))
        tables = annual_information(read_ledger(file), submission)
        data = json.dumps({"version": VERSION, **tables}, ensure_ascii=False, indent=1)
        name = f"aef-{party}-{year}"
        book = tables_workbook(aef_report(tables, submission), plain=True)
        write_folder(out, {f"{name}.json": data + "\n", f"{name}.xlsx": book})
    for title, rows in tables.items():
        click.echo(f"{title}: {len(rows)} row(s)")
    click.echo(f"Written: {out / name}.json, {out / name}.xlsx")


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
@click.option("--purpose", default="", help="What retired or cancelled credits are used for.")
@click.option("--use", type=click.Choice(["", "NDC", "OIMP"]), default="", help="Kind of use.")
def ledger_add(file: Path, **entry: Any) -> None:
    """Add an entry to the ledger FILE, if the ledger then still holds together."""
    with faults_explained():
        from wte_ppp.mrv.ledger_adding import add_entry

        found = add_entry(file, entry)
    click.echo(f"{len(found.definition.entries)} entries, state {found.chain[-1]}")


@climate.command("initial-report")
@click.option("--study", type=click.Path(path_type=Path), help="Study of the project.")
@click.option("--ledger", "ledger_file", type=click.Path(path_type=Path), help="Credit ledger.")
@out_folder
@profiles_option
def initial_report(
    study: Path | None, ledger_file: Path | None, out: Path, profiles: Path | None
) -> None:
    """Write the items of the initial report, with what is known and what is lacking."""
    with faults_explained():
        from wte_ppp.mrv.initial_report import initial_report as items
        from wte_ppp.mrv.ledger import read_ledger

        result: Any = None
        if study is not None:
            from wte_ppp.feasibility.study import Study

            result = Study.load(study, profiles=profiles).run()
        report = items(None if ledger_file is None else read_ledger(ledger_file), result)
        names = _write(report, out, "initial-report")
    click.echo(report.lines[0])
    click.echo(f"Written: {', '.join(names)}")


@climate.command()
@click.option(
    "--study", type=click.Path(path_type=Path), help="Study file that answers by figures."
)
@click.option("--answers", type=click.Path(path_type=Path), help="The project's own answers.")
@click.option("--ledger", "ledger_file", type=click.Path(path_type=Path), help="Credit ledger.")
@out_folder
@profiles_option
def checklist(
    study: Path | None, answers: Path | None, ledger_file: Path | None, out: Path,
    profiles: Path | None,
) -> None:  # fmt: skip
    """Write JCM eligibility and Article 6 readiness with what the project still lacks."""
    with faults_explained():
        from wte_ppp.mrv.checklists import checklist_report, read_answers

        result: Any = None
        rules: Any = None
        if study is not None:
            from wte_ppp.feasibility.study import Study

            loaded = Study.load(study, profiles=profiles)
            result, rules = loaded.run(), loaded.rules
        found = None
        if ledger_file is not None:
            from wte_ppp.mrv.ledger import read_ledger

            found = read_ledger(ledger_file)
        given = None if answers is None else read_answers(answers)
        report = checklist_report(result, given, found, rules)
        names = _write(report, out, "checklist")
    lacking = next(table for table in report.tables if table.title == "Lacking")
    for area, question, answer in lacking.rows:
        click.echo(f"{answer}: {area}: {question}")
    click.echo(report.lines[0])
    click.echo(f"Written: {', '.join(names)}")


@climate.command()
@file_argument
@out_folder
def pathway(file: Path, out: Path) -> None:
    """Write waste-sector emissions to 2050 under the scenarios of FILE."""
    with faults_explained():
        from wte_ppp.mrv.pathway import run_pathway
        from wte_ppp.mrv.pathway_file import read_pathway
        from wte_ppp.mrv.pathway_tables import iamc, pathway_report, tidy
        from wte_ppp.print.charts.pathway import pathway_charts

        found = run_pathway(read_pathway(file))
        report = pathway_report(found)
        tables = {"pathway": tidy(found), "pathway-iamc": iamc(found)}
        names = _write(report, out, "pathway", pathway_charts(found), tables)
    for row in report.tables[0].rows:
        click.echo(f"{row[0]}: {row[2]:,.0f} tCO2e in {found.years[-1]}, {row[3]:,.0f} in all")
    click.echo(f"Written: {', '.join(names)}")


@climate.command("landfill-gas")
@file_argument
@out_folder
def landfill_gas(file: Path, out: Path) -> None:
    """Write gas of an existing landfill FILE and what its capture would spare, by year."""
    with faults_explained():
        from wte_ppp.mrv.landfill_gas import landfill_gas as compute
        from wte_ppp.mrv.landfill_gas import read_landfill_gas

        found = compute(read_landfill_gas(file))
        names = _write(found.as_report(), out, "landfill-gas")
    begin = found.definition.first_capture_year - found.years[0]
    click.echo(
        f"Methane {found.generated_tco2e[begin:].sum():,.0f} tCO2e from the first capture on"
    )
    click.echo(f"Burnt {found.burnt_tco2e.sum():,.0f} tCO2e")
    click.echo(f"Reduction {found.reduction_tco2e.sum():,.0f} tCO2e, before the wells' own power")
    click.echo(f"Written: {', '.join(names)}")


@climate.command()
@click.argument("studies", nargs=-1, required=True, type=click.Path(path_type=Path))
@profiles_option
def portfolio(studies: tuple[Path, ...], profiles: Path | None) -> None:
    """Add the reductions of STUDIES up and hold them against the JCM's targets."""
    with faults_explained():
        from wte_ppp.mrv.portfolio import portfolio_lines

        lines = portfolio_lines(studies, profiles)
    for line in lines:
        click.echo(line)


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
    report: "Report", out: Path, name: str, drawings: Any = (), as_csv: Any = ()
) -> list[str]:
    """Write a report as JSON, workbook and PDF, all or none."""
    import csv
    import io
    import json

    from wte_ppp.files import write_folder
    from wte_ppp.print.tables_pdf import tables_pdf
    from wte_ppp.print.tables_workbook import tables_workbook

    long = dict(as_csv)
    elsewhere = {table.title: f"{file}.csv and {name}.xlsx" for file, table in long.items()}
    data = json.dumps(report.as_data(), ensure_ascii=False, indent=1, allow_nan=False)
    files: dict[str, bytes | str] = {
        f"{name}.json": data + "\n",
        f"{name}.xlsx": tables_workbook(report),
        f"{name}.pdf": tables_pdf(report, drawings, elsewhere),
    }
    for file, table in long.items():
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(table.heads)
        writer.writerows(table.rows)
        files[f"{file}.csv"] = stream.getvalue()
    write_folder(out, files)
    return [str(out / one) for one in files]


def _tell_gaps(count: int, names: list[str]) -> None:
    click.echo(f"Written: {', '.join(names)}")
    if count:
        click.echo(f"{count} gap(s) in the data, filled by the cautious rule; see Data gaps")
        raise SystemExit(FINDINGS)
