"""Commands on greenhouse gases: reports of a plant's year, credits, Article 6, pathways."""

from pathlib import Path

import click

from wte_ppp.cli.climate_credits import (
    adjustments,
    aef,
    checklist,
    initial_report,
    ledger,
    ledger_add,
)
from wte_ppp.cli.climate_files import (
    file_argument,
    out_folder,
    say,
    say_message,
    say_written,
    write,
)
from wte_ppp.cli.faults import FINDINGS, faults_explained
from wte_ppp.cli.options import language_option, profiles_option


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
        names = write(facility_document(report), out, "facility-report", language)
    say("Scope 1: {tonnes:,.0f} tCO2e", tonnes=report.scope_1_tco2e)
    say("Scope 2 (location): {tonnes:,.0f} tCO2e", tonnes=report.scope_2_location_tco2e)
    say("Biogenic CO2: {tonnes:,.0f} t, not in the totals", tonnes=report.biogenic_co2_t)
    _say_gaps(len(report.gaps), names)


@climate.command("monitoring-report")
@file_argument
@out_folder
@language_option
def monitoring_report(file: Path, out: Path, language: str) -> None:
    """Report the plant's reductions and credits.

    Exit code 1: gaps in the data were filled, or the waste balance does not close.
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
        names = write(monitoring_document(report), out, "monitoring-report", language)
    say("Reference emissions: {tonnes:,.0f} tCO2e", tonnes=report.reference_tco2e)
    say("Project emissions: {tonnes:,.0f} tCO2e", tonnes=report.project_tco2e)
    say(
        "Emission reduction: {tonnes:,.0f} tCO2e, {credits:,} credits",
        tonnes=report.reduction_tco2e,
        credits=report.credits[0],
    )
    say(
        "Sampling error of the composition (90 %): ± {error:,.0f} tCO2e",
        error=report.sampling_error_tco2e,
    )
    findings = report.balance.findings()
    for finding in findings:
        say_message(finding)
    _say_gaps(len(report.gaps), names)
    if findings:
        raise SystemExit(FINDINGS)


@climate.command("monitoring-plan")
def monitoring_plan() -> None:
    """Print what is monitored, with what, and how often."""
    from wte_ppp.chapters.carbon_monitoring import monitoring_plan as plan

    for name, what, unit, instrument, frequency, option in plan().rows:
        click.echo(f"{name} [{unit}]: {what}. {instrument}; {frequency}. Option {option}.")


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
        names = write(pathway_document(result), out, "pathway", language, tables)
    for name, scenario in result.scenarios.items():
        say(
            "{scenario}: {last:,.0f} tCO2e in {year}, {total:,.0f} in total",
            scenario=name,
            last=scenario.sector_tco2e[-1],
            year=result.years[-1],
            total=scenario.sector_tco2e.sum(),
        )
    say_written(names)


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
        names = write(landfill_gas_document(gas), out, "landfill-gas", language)
    begin = gas.definition.first_capture_year - gas.years[0]
    methane = gas.generated_tco2e[begin:].sum()
    say("Methane from the first year of capture: {tonnes:,.0f} tCO2e", tonnes=methane)
    say("Burnt: {tonnes:,.0f} tCO2e", tonnes=gas.burnt_tco2e.sum())
    say(
        "Reduction: {tonnes:,.0f} tCO2e, before the wells' power consumption",
        tonnes=gas.reduction_tco2e.sum(),
    )
    say_written(names)


@climate.command()
@click.argument("studies", nargs=-1, required=True, type=click.Path(path_type=Path))
@profiles_option
def portfolio(studies: tuple[Path, ...], profiles: Path | None) -> None:
    """Sum the reductions of STUDIES; compare with targets."""
    with faults_explained():
        from wte_ppp.mrv.portfolio import portfolio_lines

        lines = portfolio_lines(studies, profiles)
    for line in lines:
        say_message(line)


@climate.command()
@click.argument(
    "kind", type=click.Choice(["facility", "ledger", "answers", "pathway", "landfill-gas", "aef"])
)
def schema(kind: str) -> None:
    """Print the JSON Schema of one kind of file."""
    import json

    from wte_ppp.mrv.published import climate_schema

    click.echo(json.dumps(climate_schema(kind), ensure_ascii=False, indent=1))


def _say_gaps(count: int, names: list[str]) -> None:
    say_written(names)
    if count:
        say(
            "{count} gap(s) in the data, filled conservatively; see the table Data gaps",
            count=count,
        )
        raise SystemExit(FINDINGS)


for _command in (adjustments, aef, checklist, initial_report, ledger, ledger_add):
    climate.add_command(_command)
