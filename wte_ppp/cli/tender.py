"""Commands on tenders: from the published file to an award with its record."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from wte_ppp.cli.faults import FINDINGS, USAGE, faults_explained
from wte_ppp.cli.options import profiles_option
from wte_ppp.cli.tender_order import TenderGroup

folder_argument = click.argument("folder", type=click.Path(path_type=Path))


def moment_of_option(context: click.Context, option: click.Parameter, value: str | None) -> Any:
    """A moment with its zone, from the text of an option."""
    if value is None:
        return None
    try:
        moment = datetime.datetime.fromisoformat(value)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise click.BadParameter(f"{value!r}; write it with its time zone: 2026-11-24T17:00+07:00")
    return moment


def _kept(context: click.Context, option: click.Parameter, value: Any) -> None:
    """Keep a value for `case_in`, so that commands need not hand it on."""
    context.meta[f"tender.{option.name}"] = value


def stated(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options of a command that writes to the record: when, and why not now."""
    at = click.option(
        "--at",
        callback=moment_of_option,
        default=None,
        metavar="MOMENT",
        help="When; default: now.",
    )
    reason = click.option(
        "--at-reason", callback=_kept, expose_value=False, default="", metavar="REASON",
        help="Why --at is far from the clock.",
    )  # fmt: skip
    key = click.option(
        "--key", "key_file", type=click.Path(path_type=Path), envvar="WTE_PPP_KEY",
        callback=_kept, expose_value=False, help="Key file of who acts; signs the event.",
    )  # fmt: skip
    passphrase = click.option(
        "--passphrase-file", type=click.Path(path_type=Path), callback=_kept, expose_value=False,
        help="File with its passphrase; else it is asked for.",
    )  # fmt: skip
    return at(reason(key(passphrase(command))))


share_option = click.option(
    "--share", "shares", multiple=True, type=click.Path(path_type=Path),
    help="File with a holder's share of the tender's key; else they are asked for, unseen.",
)  # fmt: skip


def acting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options of a command that writes to the record: who acts, and when."""
    return click.option("--by", required=True, help="Who acts.")(stated(command))


@click.group(cls=TenderGroup)
def tender() -> None:
    """Tenders, from the form to the award."""


@tender.command()
@folder_argument
@profiles_option
def check(folder: Path, profiles: Path | None) -> None:
    """Show how bids will be evaluated; write nothing."""
    with faults_explained():
        from wte_ppp.chapters.tender_screen import tender_screen
        from wte_ppp.print.lines import lines
        from wte_ppp.tender.tender import load_tender

        text = lines(tender_screen(load_tender(folder, profiles=profiles)))
    click.echo(text)


@tender.command("open")
@folder_argument
@click.option(
    "--reconstruction", default="", metavar="REASON", help="Why a past tender is written down anew."
)
@acting
@profiles_option
def open_(folder: Path, reconstruction: str, by: str, at: Any, profiles: Path | None) -> None:
    """Open the case of the tender in FOLDER.

    It keeps the tender file, guidance and study as they are now.
    """
    with faults_explained():
        from wte_ppp.tender.case import open_case

        case = open_case(
            folder, by=by, at=at, profiles=profiles, at_reason=_at_reason(),
            reconstruction=reconstruction, signer=_signer(),
        )  # fmt: skip
        name = case.tender.definition.id
    said(f"{name} is open", case.progress.events[-1])


@tender.command()
@folder_argument
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--bid", required=True, help="Short id of the bid, such as B1.")
@click.option("--envelope", type=click.Choice(["technical", "price"]), required=True)
@click.option("--confirm", default="", metavar="REASON", help="Why it is this bid's all the same.")
@acting
@profiles_option
def receive(
    folder: Path, file: Path, bid: str, envelope: Any, confirm: str, by: str, at: Any,
    profiles: Path | None,
) -> None:  # fmt: skip
    """Receive an envelope, with its hash.

    A late one stays unopened.
    """
    with faults_explained():
        from wte_ppp.documents import printable
        from wte_ppp.messages import from_data

        case = case_in(folder, profiles)
        event = case.receive(bid, envelope, file, by=by, at=at, confirmed=confirm)
        notes = [from_data(note) for note in event.data.get("said", ())]
    late = ", LATE: it stays unopened" if event.data["late"] else ""
    said(f"{bid}: {envelope} envelope received{late}", event)
    for note in notes:
        click.echo(f"note: {bid}: {printable(str(note))}")


@tender.command()
@folder_argument
@click.option("--bid", required=True)
@click.option("--reason", required=True)
@acting
@profiles_option
def withdraw(folder: Path, bid: str, reason: str, by: str, at: Any, profiles: Path | None) -> None:
    """Record that a bidder withdrew."""
    with faults_explained():
        event = case_in(folder, profiles).withdraw(bid, reason=reason, by=by, at=at)
    said(f"{bid}: withdrawn", event)


@tender.command()
@folder_argument
@click.option("--bid", required=True)
@click.option(
    "--rule", required=True, help="eligibility, completeness, a requirement, of a price, or tie."
)
@click.option("--pass/--fail", "passed", required=True, default=None)
@click.option("--reason", required=True)
@acting
@profiles_option
def decide(
    folder: Path, bid: str, rule: str, passed: bool, reason: str, by: str, at: Any,
    profiles: Path | None,
) -> None:  # fmt: skip
    """Record a decision with its reason."""
    with faults_explained():
        case = case_in(folder, profiles)
        event = case.decide(bid, rule, passed, reason=reason, by=by, at=at)
    said(f"{bid}: {rule}: {'passed' if passed else 'failed'}", event)


@tender.command()
@folder_argument
@click.argument("sheet", type=click.Path(path_type=Path))
@click.option("--moderated", is_flag=True, help="The panel's own sheet, after discussion.")
@acting
@profiles_option
def mark(
    folder: Path, sheet: Path, moderated: bool, by: str, at: Any, profiles: Path | None
) -> None:
    """Record an evaluator's score SHEET.

    Earlier sheets are kept.
    """
    with faults_explained():
        from wte_ppp.messages import from_data

        case = case_in(folder, profiles)
        event = case.mark(sheet, by=by, at=at, moderated=moderated)
    method = case.tender.procedure.panel_method
    note = f" as a note: members' own scores count, by {method}" if moderated else ""
    note = "" if method in (None, "consensus") else note
    said(f"scores of {event.data['evaluator']} recorded{note}", event)
    for data in event.data.get("notes", ()):
        click.echo(f"note: {from_data(data)}")


@tender.command()
@folder_argument
@acting
@profiles_option
def freeze(folder: Path, by: str, at: Any, profiles: Path | None) -> None:
    """Close the technical evaluation.

    Refused while anything is open.
    """
    with faults_explained():
        from wte_ppp.tender.trust.sealed_prices import unopened_lines

        case = case_in(folder, profiles)
        event = case.freeze(by=by, at=at)
        unopened = unopened_lines(case.progress, since=event.seq)
    said(f"technical scores frozen; passed: {', '.join(event.data['passed']) or 'none'}", event)
    for line in unopened:
        click.echo(f"{line}. Have two persons read it out, and record it: tender opening")


@tender.command("open-prices")
@folder_argument
@click.option("--by", multiple=True, required=True, help="Who opens; give two.")
@share_option
@stated
@profiles_option
def open_prices(
    folder: Path, by: tuple[str, ...], shares: tuple[Path, ...], at: Any, profiles: Path | None
) -> None:
    """Open the price envelopes.

    With two envelopes only after the freeze. Sealed ones need the holders' shares.
    """
    with faults_explained():
        from wte_ppp.chapters.tender_screen import prices_screen
        from wte_ppp.cli.shares import shares_for
        from wte_ppp.print.lines import lines

        case = case_in(folder, profiles)
        event = case.open_prices(by=by, at=at, shares=shares_for(case, shares))
        text = lines(prices_screen(case))
    for row in event.data.get("unsealed", ()):
        if "failed" in row:
            click.echo(f"{row['bid']}: the sealed envelope did not open: {row['failed']}")
    click.echo(text)
    said("prices are open", event)


@tender.command()
@folder_argument
@click.option("--lot", "lots", multiple=True, metavar="BID=NUMBER", help="Lot drawn for a tie.")
@acting
@profiles_option
def award(folder: Path, lots: tuple[str, ...], by: str, at: Any, profiles: Path | None) -> None:
    """Combine, rank and propose the award.

    Refused while anything is open.
    """
    drawn = dict(_lot(lot) for lot in lots)
    if len(drawn) < len(lots):
        raise click.BadParameter("one bid has two lots; give each once")
    with faults_explained():
        from wte_ppp.chapters.tender_screen import award_screen
        from wte_ppp.print.lines import lines

        case = case_in(folder, profiles)
        event, result = case.award(by=by, at=at, lots=drawn)
        text = lines(award_screen(case.tender, result))
    click.echo(text)
    said(f"award proposed: {event.data['winner'] or 'none'}", event)


def _lot(text: str) -> tuple[str, int]:
    bid, equals, number = text.partition("=")
    if not equals or not number.isdigit():
        raise click.BadParameter(f"{text!r}; write BID=NUMBER, such as B1=2")
    return bid, int(number)


@tender.command()
@folder_argument
@profiles_option
def status(folder: Path, profiles: Path | None) -> None:
    """Show the state of a tender and what is open."""
    with faults_explained():
        from wte_ppp.chapters.tender_status import status_screen
        from wte_ppp.print.lines import lines

        text = lines(status_screen(case_in(folder, profiles)))
    click.echo(text)


@tender.command()
@folder_argument
@click.option("--head", default=None, metavar="HASH", help="A hash from minutes or a receipt.")
@click.option(
    "--fingerprint",
    "fingerprints",
    multiple=True,
    metavar="KEY",
    help="A key that you know to be registered.",
)
@profiles_option
def verify(
    folder: Path, head: str | None, fingerprints: tuple[str, ...], profiles: Path | None
) -> None:
    """Verify that nothing was changed.

    Record, files and results. Exit code 2: something was changed.
    """
    with faults_explained():
        from wte_ppp.documents import printable
        from wte_ppp.tender.verify import verify as verified

        report = verified(folder, head=head, fingerprints=fingerprints, profiles=profiles)
    for problem in report.problems:
        click.echo(f"error: {problem}")
    for note in report.notes:
        click.echo(f"note: {note}")
    if report.problems:
        click.echo(f"{len(report.problems)} problem(s): the case differs from its record.")
        raise SystemExit(USAGE)
    click.echo(
        f"{report.events} events, {report.files} files, {report.results} results: nothing changed. "
        f"Last hash {report.head}"
    )
    for message in report.said:
        click.echo(printable(str(message)))


@tender.command()
@folder_argument
@click.argument("file", type=click.Path(path_type=Path))
@profiles_option
def selfcheck(folder: Path, file: Path, profiles: Path | None) -> None:
    """Let a bidder score its own technical envelope.

    Before submission.
    """
    with faults_explained():
        from wte_ppp.chapters.tender_screen import selfcheck_screen
        from wte_ppp.print.lines import lines
        from wte_ppp.tender.selfcheck import selfcheck as checked
        from wte_ppp.tender.tender import load_tender

        loaded = load_tender(folder, profiles=profiles)
        result = checked(loaded, file)
        text = lines(selfcheck_screen(loaded, result))
    click.echo(text)
    if result.faults:
        raise SystemExit(FINDINGS)


def case_in(folder: Path, profiles: Path | None) -> Any:
    """The case in a folder."""
    from wte_ppp.tender.case import Case
    from wte_ppp.tender.embedded import differs

    case = Case(folder, profiles=profiles, at_reason=_at_reason(), signer=_signer())
    if differs(case.tender, case.folder):
        note = "note: tender.yaml was changed; the case keeps and uses the one in force"
        click.echo(f"{note} (changes are made by tender addendum)", err=True)
    return case


def _signer() -> Any:
    """The key of who acts, unlocked once; None without one."""
    from wte_ppp.cli.passphrase import unlocked

    kept = click.get_current_context().meta
    file = kept.get("tender.key_file")
    if file is not None and "tender.signer" not in kept:
        kept["tender.signer"] = unlocked(file, kept.get("tender.passphrase_file"))
    return kept.get("tender.signer")


def _at_reason() -> str:
    return str(click.get_current_context().meta.get("tender.at_reason", ""))


def said(what: str, event: Any) -> None:
    """Print what was recorded, with its number and hash."""
    from wte_ppp.documents import printable

    for missing in event.data.get("without", ()):
        click.echo(printable(f"not on record yet, to be recorded: {missing['text']}"))
    click.echo(printable(f"{event.seq}. {what}. Hash {event.hash[:16]}"))
