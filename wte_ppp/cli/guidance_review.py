"""Commands of the guidance author's desk: the review sheet, and a new country."""

import datetime
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from wte_ppp.cli.faults import FINDINGS, faults_explained
from wte_ppp.cli.options import language_option, profiles_option

out_option = click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default=None,
    help="The .xlsx to write.",
)  # fmt: skip
from_option = click.option(
    "--from", "filled", type=click.Path(dir_okay=False, path_type=Path), default=None,
    help="The filled sheet to read.",
)  # fmt: skip


@click.command()
@click.argument("profile")
@out_option
@from_option
@click.option("--write", is_flag=True, help="Write what the sheet changes into the files.")
@click.option(
    "--on", "day", default=None, metavar="DATE", help="Day, YYYY-MM-DD; default: the profile's own."
)
@language_option
@profiles_option
def review(
    profile: str, out: Path | None, filled: Path | None, write: bool, day: str | None,
    language: Any, profiles: Path | None,
) -> None:  # fmt: skip
    """Write the review sheet of PROFILE, or read it back.

    --out writes a workbook with a row a value, for the lawyer who reads the originals. --from shows
    what a filled one changes; with --write it is written into the profile's files.

    Exit code 1: rows that the profile has overtaken.
    """
    if (out is None) == (filled is None) or (write and filled is None):
        raise click.UsageError("give --out FILE, or --from FILE and, if you want, --write")
    if out is not None:
        return _write_sheet(profile, out, day, language, profiles)
    assert filled is not None
    return _read_sheet(profile, filled, write, day, profiles)


def _effects() -> Any:
    from wte_ppp.feasibility.bound import HELD
    from wte_ppp.feasibility.emissions import RULE
    from wte_ppp.feasibility.guidance_notes import RELATED
    from wte_ppp.guidance.procurement import ANSWERS
    from wte_ppp.guidance.review.rows import Effects

    told = {rule_id for rules in RELATED.values() for rule_id in rules}
    return Effects(deciding={*HELD, *ANSWERS, RULE}, told=told)


def _as_xlsx(path: Path) -> None:
    if path.suffix.lower() != ".xlsx":
        raise click.UsageError(f"{path}: a sheet is written as .xlsx")


def _write_sheet(
    profile: str, out: Path, day: str | None, language: Any, profiles: Path | None
) -> None:
    from wte_ppp.files import write_atomically
    from wte_ppp.guidance.days import as_day
    from wte_ppp.guidance.load import load_guidance
    from wte_ppp.guidance.review.rows import review_rows
    from wte_ppp.print.language import language_of
    from wte_ppp.print.review_workbook import review_workbook

    _as_xlsx(out)
    with faults_explained():
        loaded = load_guidance(profile, profiles=profiles)
        on = as_day(day or loaded.profile.as_of)
        rows = review_rows(loaded, on, _effects())
        write_atomically(out, review_workbook(loaded, rows, on, language_of(language)))
    click.echo(f"Written: {out}; {len(rows)} rows.")


def _read_sheet(
    profile: str, filled: Path, write: bool, day: str | None, profiles: Path | None
) -> None:
    from wte_ppp.documents import DocumentError, Problem
    from wte_ppp.guidance.days import as_day
    from wte_ppp.guidance.load import load_guidance
    from wte_ppp.guidance.review.changes import changes_of
    from wte_ppp.guidance.review.reading import read_sheet
    from wte_ppp.guidance.review.rows import all_rows
    from wte_ppp.guidance.review.writing import one_reviewer, prepare
    from wte_ppp.guidance.review.writing import write as put

    with faults_explained(), ExitStack() as held:
        loaded = load_guidance(profile, profiles=profiles)
        sheet = read_sheet(filled)
        if sheet.stamp.get("profile") != loaded.profile.id or sheet.stamp.get("new.name"):
            found = f"a sheet of {sheet.stamp.get('profile')!r}"
            found += ", for a new profile" if sheet.stamp.get("new.name") else ""
            allowed, action = f"a review sheet of {loaded.profile.id}", "is it the right file?"
            raise DocumentError((Problem(str(filled), None, "", found, allowed, action),))
        if write:
            # What another command wrote before the folder was ours is read too.
            held.enter_context(one_reviewer(loaded.layers[-1].folder))
            loaded = load_guidance(profile, profiles=profiles)
        on = as_day(day or loaded.profile.as_of)
        rows = {row.key: row for row in all_rows(loaded, _effects(), on)}
        outcome = changes_of(sheet, rows, loaded.layers[-1].sources, datetime.date.today())
        prepared = prepare(loaded, sheet, outcome, profiles)
        if write:
            put(prepared)
    _tell(outcome)
    _tell_missing(sheet)
    for problem in prepared.broken:
        click.echo(f"test: {problem}")
    count = len(outcome.changes)
    click.echo(
        f"{count} row(s) change the profile, {outcome.same} say what it says, "
        f"{len(outcome.skipped)} overtaken, {len(prepared.broken)} test(s) to correct."
    )
    if write and prepared.files:
        for name in prepared.files:
            click.echo(f"Written: {prepared.folder / name}")
        click.echo(f"Next: wte-ppp guidance check {prepared.folder}")
    elif count:
        click.echo("Nothing written; add --write.")
    if outcome.skipped:
        raise SystemExit(FINDINGS)


def _tell(outcome: Any) -> None:
    from wte_ppp.documents import printable

    for change in outcome.changes:
        begins = change.wanted["from"]
        added = ", a new value" if change.mode != "correct" else ""
        click.echo(f"{change.rule_id} from {begins} (row {change.number}){added}")
        for part in change.parts:
            click.echo(f"  {printable(str(part), 2000)}")
    for skipped in outcome.skipped:
        click.echo(f"{skipped.rule_id} (row {skipped.number}), not taken: {skipped.why}")


def _tell_missing(sheet: Any) -> None:
    if sheet.missing:
        click.echo(
            f"{sheet.missing} row(s) of the sheet are gone; what stood in them is not taken."
        )


@click.command()
@click.argument("profile_id")
@click.option("--in", "where", type=click.Path(file_okay=False, path_type=Path), default=Path())
@click.option("--name", default="", help="Name of the country, province or ministry.")
@click.option("--currency", default="", help="ISO 4217 code, such as NPR.")
@click.option(
    "--extends", default="wte_ppp", show_default=True, help="Toolkit or profile extended."
)
@click.option(
    "--sheet", type=click.Path(dir_okay=False, path_type=Path), default=None,
    help="Write an empty sheet to fill in instead.",
)  # fmt: skip
@from_option
@language_option
def new(
    profile_id: str, where: Path, name: str, currency: str, extends: str, sheet: Path | None,
    filled: Path | None, language: Any,
) -> None:  # fmt: skip
    """Start a profile with every question as a gap.

    Makes a folder PROFILE_ID that passes the check. --sheet writes an Excel sheet of the questions
    instead; --from makes the profile of a filled one.
    """
    if filled is not None and (name or currency or sheet):
        raise click.UsageError("--from takes name, currency and what it extends from the sheet")
    if filled is None and not (name and currency):
        raise click.UsageError("give --name and --currency, or --from FILE")
    if filled is not None:
        return _new_from(profile_id, where, filled)
    head: dict[str, Any] = {"name": name, "currency": currency, "extends": extends}
    if sheet is not None:
        return _new_sheet(profile_id, where, sheet, head, language)
    from wte_ppp.guidance.scaffold import new_profile

    with faults_explained():
        files = new_profile(profile_id, where, **head)
    for file in files:
        click.echo(str(file))
    click.echo(f"Next: fill in gaps, then `wte-ppp guidance check {files[0].parent}`.")


def _new_sheet(
    profile_id: str, where: Path, sheet: Path, head: dict[str, Any], language: Any
) -> None:
    from wte_ppp.files import write_atomically
    from wte_ppp.guidance.days import as_day
    from wte_ppp.guidance.review.rows import review_rows
    from wte_ppp.guidance.review.start import empty_profile
    from wte_ppp.print.language import language_of
    from wte_ppp.print.review_workbook import review_workbook

    _as_xlsx(sheet)
    with faults_explained():
        empty = empty_profile(profile_id, where if where.is_dir() else None, **head)
        day = as_day(empty.profile.as_of)
        rows = review_rows(empty, day, _effects())
        made = review_workbook(empty, rows, day, language_of(language), new=head)
        write_atomically(sheet, made)
    click.echo(f"Written: {sheet}; {len(rows)} questions.")
    click.echo(f"Next: fill it in, then `wte-ppp guidance new {profile_id} --from {sheet}`.")


def _new_from(profile_id: str, where: Path, filled: Path) -> None:
    from wte_ppp.guidance.review.reading import read_sheet
    from wte_ppp.guidance.review.start import profile_from

    with faults_explained():
        sheet = read_sheet(filled)
        files, outcome = profile_from(sheet, profile_id, where)
    _tell(outcome)
    _tell_missing(sheet)
    for file in files:
        click.echo(str(file))
    answered = sum(1 for change in outcome.changes if change.wanted["value"] is not None)
    click.echo(
        f"{answered} value(s) entered; what was left empty is a stated gap, "
        "or left out where it is asked only where the law has it."
    )
    click.echo(f"Next: wte-ppp guidance check {files[0].parent}")


DESK_COMMANDS = (review, new)
