"""Commands on credits: the ledger, Article 6, checklists."""

from pathlib import Path
from typing import Any

import click

from wte_ppp.cli.climate_files import (
    file_argument,
    out_folder,
    say,
    say_message,
    say_written,
    write,
)
from wte_ppp.cli.faults import FINDINGS, USAGE, faults_explained
from wte_ppp.cli.options import language_option, profiles_option


@click.command()
@file_argument
@click.option("--was", default="", help="Earlier hash; exit 1 if the ledger did not grow from it.")
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
        names = [] if out is None else write(document, out, "ledger", language)
    for state, accounts in totals(replayed.lots).items():
        for account, tonnes in sorted(accounts.items()):
            say(
                "{state} {tonnes:,} t {account}",
                state=STATES[state],
                tonnes=tonnes,
                account=account,
            )
    _say_state(len(replayed.definition.entries), replayed.chain[-1])
    if names:
        say_written(names)
    if was and not replayed.grew_from(was):
        say("The earlier state is not the beginning of this ledger.", err=True)
        raise SystemExit(FINDINGS)


@click.command()
@file_argument
@click.option("--party", required=True, help="Reporting Party, ISO 3166-1 alpha-3.")
@click.option("--year", type=click.IntRange(2013, 2100), required=True, help="Reporting year.")
@click.option("--submitted", required=True, help="Day of submission, YYYY-MM-DD.")
@click.option("--ndc", default=None, help="First and last year; left out: that of the year.")
@out_folder
def aef(file: Path, party: str, year: int, submitted: str, ndc: str | None, out: Path) -> None:
    """Write the ledger FILE in the agreed electronic format."""
    import datetime
    import re

    from wte_ppp.mrv.ndc import ndc_period

    first, last = ndc_period(year)
    span = re.fullmatch(r"(20[0-9]{2})-(20[0-9]{2})", ndc or f"{first}-{last}")
    try:
        day = datetime.date.fromisoformat(submitted)
    except ValueError:
        day = None
    if span is None or day is None or not re.fullmatch("[A-Z]{3}", party):
        say(
            "--party, --submitted or --ndc has a wrong form; expected such as VNM, 2032-04-15 "
            "and 2021-2030. Nothing was written.",
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
        say("{table}: {rows} row(s)", table=title, rows=len(rows))
    say_written([f"{out / name}.json", f"{out / name}.xlsx"])


@click.command("adjustments")
@file_argument
@click.option("--party", required=True, help="Reporting Party, ISO 3166-1 alpha-3.")
@click.option("--year", type=click.IntRange(2021, 2100), required=True, help="Last year reported.")
@click.option(
    "--method",
    type=click.Choice(["yearly", "average"]),
    default="yearly",
    show_default=True,
    help="average: for a single-year NDC.",
)
@click.option(
    "--emissions", multiple=True, metavar="YEAR=T", help="Emissions the NDC covers; repeatable."
)
@out_folder
@language_option
def adjustments(
    file: Path, party: str, year: int, method: str, emissions: tuple[str, ...], out: Path,
    language: str,
) -> None:  # fmt: skip
    """Write corresponding adjustments of the ledger FILE."""
    import re

    stated = {}
    for text in emissions:
        parts = re.fullmatch(r"(20[0-9]{2})=([0-9]+(?:[.][0-9]+)?(?:e[0-9]{1,2})?)", text)
        if parts is None:
            say("--emissions has a wrong form; expected such as 2030=350e6.", err=True)
            raise SystemExit(USAGE)
        stated[int(parts[1])] = float(parts[2])
    with faults_explained():
        from wte_ppp.chapters.carbon_adjustments import adjustments_document, elsewhere
        from wte_ppp.mrv.corresponding import adjustments as adjusted
        from wte_ppp.mrv.ledger import read_ledger

        how: Any = method
        found = adjusted(read_ledger(file), party, year, how, stated)
        names = write(adjustments_document(found), out, f"adjustments-{party}-{year}", language)
    last = found.years[-1]
    say(
        "{party} {year}: first transferred {first:,.0f} t, used {used:,.0f} t, adjustment "
        "{adjustment:+,.0f} t",
        party=party, year=last.year, first=last.first_transferred_t, used=last.used_t,
        adjustment=last.adjustment_t,
    )  # fmt: skip
    for other in found.outside:
        say_message(elsewhere(*other))
    say_written(names)


@click.command("ledger-add")
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
@click.option("--to", "to_account", default="", help="Account that receives them.")
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


@click.command("initial-report")
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
        names = write(initial_report_document(credits, result), out, "initial-report", language)
    say_message(missing_items(credits, result))
    say_written(names)


@click.command()
@click.option(
    "--study",
    type=click.Path(path_type=Path),
    help="Study file that answers what its figures show.",
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
        names = write(checklist_document(answered), out, "checklist", language)
    for item in answered.open_items:
        answer = ANSWERS[item.answer.answer]
        click.echo(f"{answer}: {item.area or ELIGIBILITY}: {item.question}")
    say_message(open_items(answered))
    say_written(names)


def _say_state(entries: int, state: str) -> None:
    say("{entries} entries, state {hash}", entries=entries, hash=state)
