"""Commands on toolkits and country profiles."""

import dataclasses
import datetime
from pathlib import Path

import click

from wte_ppp.cli.faults import FINDINGS, USAGE, faults_explained
from wte_ppp.cli.options import profiles_option
from wte_ppp.cli.records import CSV, JSON, TEXT, echo_csv, echo_json, format_option
from wte_ppp.cli.situation import project_of, situation_of, with_option

day_option = click.option(
    "--on", "day", default=None, metavar="DATE", help="Day, YYYY-MM-DD; default: the profile's own."
)


@click.group()
def guidance() -> None:
    """Toolkits and country profiles."""


@guidance.command("list")
@profiles_option
def list_profiles(profiles: Path | None) -> None:
    """List profiles and toolkits with their sourcing."""
    from wte_ppp.documents import DocumentError, printable
    from wte_ppp.guidance.available import available_hosts, available_profiles, available_toolkits
    from wte_ppp.guidance.coverage import coverage
    from wte_ppp.guidance.load import load_guidance

    with faults_explained():
        every, hosts = available_profiles(profiles), available_hosts(profiles)
        kinds = {
            "Country profiles": hosts,
            "Buyers of credits": {name: every[name] for name in every if name not in hosts},
            "Toolkits": available_toolkits(profiles),
        }
    unreadable = 0
    click.echo(
        f"{'':28}{'rules':>6}{'official':>10}{'report':>8}{'assumed':>9}{'gaps':>6}  as of  name"
    )
    for title, folders in kinds.items():
        click.echo(title)
        for profile_id, folder in folders.items():
            try:
                loaded = load_guidance(folder, profiles=profiles)
                count = coverage(loaded)
            except DocumentError as error:
                unreadable += 1
                click.echo(f"  {profile_id}: {len(error.problems)} problem(s), see guidance check")
                continue
            click.echo(
                f"  {profile_id:26}{count.total:6}{count.official:10}{count.report:8}"
                f"{count.assumption:9}{count.gap:6}  {loaded.profile.as_of}  "
                f"{printable(loaded.profile.name)}"
            )
    if unreadable:
        raise SystemExit(FINDINGS)


@guidance.command()
@click.argument("profile")
@click.argument("part", required=False)
@day_option
@with_option
@format_option
@profiles_option
def show(
    profile: str, part: str | None, day: str | None, pairs: tuple[str, ...], form: str,
    profiles: Path | None,
) -> None:  # fmt: skip
    """Show the rules of PROFILE in force on a day, for a project.

    PART is a topic such as "tariff", or a catalogue such as "criteria", "risks" or
    "termination_payments"; left out: all topics.
    """
    from wte_ppp.documents import printable
    from wte_ppp.guidance.catalogues import CATALOGUES
    from wte_ppp.guidance.compare import perhaps, said
    from wte_ppp.guidance.listing import listed
    from wte_ppp.guidance.load import load_guidance
    from wte_ppp.guidance.records import entries_of, record_of
    from wte_ppp.guidance.spelling import unknown

    with faults_explained():
        loaded = load_guidance(profile, profiles=profiles)
        if part in CATALOGUES and form != TEXT:
            entries = [*entries_of(loaded, str(part))]
            return echo_json(entries) if form == JSON else echo_csv(entries)
        if part in CATALOGUES:
            for line in listed(loaded, str(part)):
                click.echo(printable(line))
            return None
        rules = loaded.on(day or loaded.profile.as_of, project_of(pairs, loaded))
        topics = {rule_id.partition(".")[0] for rule_id in loaded.rule_ids}
        if part is not None and part not in topics:
            raise unknown("part", part, dict.fromkeys(sorted({*topics, *CATALOGUES})))
    shown = [one for one in loaded.rule_ids if part in (None, one.partition(".")[0])]
    if form != TEXT:
        records = [record_of(rules, rule_id) for rule_id in shown]
        head = {"profile": loaded.identity, "name": loaded.profile.name, "day": str(rules.day)}
        return echo_json({**head, "rules": records}) if form == JSON else echo_csv(records)
    title = f"{loaded.profile.name}, {loaded.identity}, on {rules.day}. Guidance, not legal advice."
    click.echo(printable(title))
    for rule_id in shown:
        click.echo(printable(f"{rule_id}: {said(rules, rule_id)}"))
        for line in perhaps(rules, rule_id):
            click.echo(f"  {printable(line)}")
    return None


@guidance.command()
@click.argument("profile")
@click.argument("rule")
@day_option
@with_option
@click.option("--procedure", default=None, help="Evaluation toolkit in place of the profile's own.")
@format_option
@profiles_option
def explain(
    profile: str,
    rule: str,
    day: str | None,
    pairs: tuple[str, ...],
    procedure: str | None,
    form: str,
    profiles: Path | None,
) -> None:
    """Explain one RULE of PROFILE on a day.

    Its value, source and status, and the chain through which it came.
    """
    from wte_ppp.guidance.explain import explain as in_words
    from wte_ppp.guidance.load import load_guidance
    from wte_ppp.guidance.project import Project
    from wte_ppp.guidance.records import explained

    situation = situation_of(pairs)
    with faults_explained():
        loaded = load_guidance(profile, procedure=procedure, profiles=profiles)
        rules = loaded.on(day or loaded.profile.as_of, Project.of(situation))
        words = in_words(rules, rule, situation)
        if form == TEXT:
            return click.echo(words)
        record = explained(rules, rule, situation)
    return echo_json(record) if form == JSON else echo_csv([record])


@guidance.command()
@click.argument("one")
@click.argument("two")
@day_option
@with_option
@click.option("--history", is_flag=True, help="Compare all dated values, as of two versions.")
@click.option("--equal", is_flag=True, help="Also list what is unchanged.")
@format_option
@profiles_option
def diff(
    one: str, two: str, day: str | None, pairs: tuple[str, ...], history: bool, equal: bool,
    form: str, profiles: Path | None,
) -> None:  # fmt: skip
    """Compare two profiles, or one on two days.

    Each may carry its own day: VN@2016-01-01 VN@2026-01-01.
    """
    from wte_ppp.documents import printable
    from wte_ppp.guidance.compare import compare, compare_histories
    from wte_ppp.guidance.load import load_guidance

    with faults_explained():
        (left, left_day), (right, right_day) = _at(one, day), _at(two, day)
        first = load_guidance(left, profiles=profiles)
        second = load_guidance(right, profiles=profiles)
        if history:
            differences = compare_histories(first, second)
            names = first.identity, second.identity
        else:
            # Two profiles are compared on one day unless a day is given with each.
            common = max(first.profile.as_of, second.profile.as_of)
            project = project_of(pairs, first, second)
            here = first.on(left_day or common, project)
            there = second.on(right_day or common, project)
            differences = compare(here, there, equal=equal)
            names = f"{here.identity} on {here.day}", f"{there.identity} on {there.day}"
    records = [dataclasses.asdict(item) for item in differences]
    if form == JSON:
        return echo_json({"one": names[0], "two": names[1], "rules": records})
    if form == CSV:
        return echo_csv(records)
    click.echo(printable(f"- {names[0]}"))
    click.echo(printable(f"+ {names[1]}"))
    for item in differences:
        click.echo(f"{item.rule} ({item.what})")
        click.echo(f"  - {printable(item.one)}")
        click.echo(f"  + {printable(item.two)}")
    click.echo(f"{len(differences)} rule(s) listed.")
    return None


def _at(text: str, day: str | None) -> tuple[str, str | None]:
    name, at, stated_day = text.rpartition("@")
    return (name, stated_day) if at else (stated_day, day)


@guidance.command()
@click.argument("path")
@click.option("--today", default=None, metavar="DATE", help="Date reviews as of this day.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--quiet", is_flag=True, help="Do not list the gaps.")
@profiles_option
def check(path: str, today: str | None, strict: bool, quiet: bool, profiles: Path | None) -> None:
    """Check the profile or toolkit at PATH; run its tests.

    PATH may be an id.

    Exit code 0: no errors and no warnings; 1: warnings; 2: errors.
    """
    from wte_ppp.documents import printable
    from wte_ppp.feasibility.feeds import study_inputs
    from wte_ppp.guidance.check import check as checked
    from wte_ppp.guidance.days import as_day

    with faults_explained():
        day = as_day(today) if today else datetime.date.today()
        report = checked(path, profiles=profiles, today=day, inputs=study_inputs())
    for word, listed in (("error", report.errors), ("warning", report.warnings)):
        for problem in listed:
            click.echo(f"{word}: {problem}")
    for gap in () if quiet else report.gaps:
        click.echo(f"gap: {gap.field}: {printable(gap.action)}")
    count = report.coverage
    if count is not None:
        click.echo(
            f"{count.total} rules: {count.official} from an official text, {count.report} from a "
            f"report, {count.assumption} assumptions, {count.gap} gaps, {count.ended} ended, "
            f"{count.later} not yet in force. {report.tests} tests run."
        )
    click.echo(
        printable(f"{path}: {len(report.errors)} error(s), {len(report.warnings)} warning(s)")
    )
    if report.errors or (strict and report.warnings):
        raise SystemExit(USAGE)
    if report.warnings:
        raise SystemExit(FINDINGS)


@guidance.command()
@click.argument("kind", required=False)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Write all schemas to this folder.",
)
def schema(kind: str | None, out: Path | None) -> None:
    """Print the JSON Schema of one KIND of file.

    With --out all of them are written.
    """
    import json

    from wte_ppp.files import write_folder
    from wte_ppp.guidance.published import SCHEMAS, guidance_schema, schema_name
    from wte_ppp.guidance.spelling import unknown

    def text(kind_name: str) -> str:
        return json.dumps(guidance_schema(kind_name), ensure_ascii=False, indent=1) + "\n"

    with faults_explained():
        if kind is not None and kind not in SCHEMAS:
            raise unknown("kind", kind, SCHEMAS)
        if out is not None:
            write_folder(out, {schema_name(kind_name): text(kind_name) for kind_name in SCHEMAS})
    if kind is not None:
        click.echo(text(kind), nl=False)
    elif out is None:
        click.echo("Kinds: " + ", ".join(SCHEMAS))
