"""Commands on the panel: its members, their workbooks, and what changes who judges."""

from pathlib import Path
from typing import Any

import click

from wte_ppp.cli.faults import faults_explained
from wte_ppp.cli.options import language_option, profiles_option
from wte_ppp.cli.tender import acting, case_in, folder_argument, said
from wte_ppp.cli.tender_life import bid_option, reason_option


@click.command()
@folder_argument
@click.option("--evaluator", default="", help="Member of the panel whose workbook it is.")
@click.option("--moderation", is_flag=True, help="The chair's, where scores lie apart.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The .xlsx to write.")
@language_option
@profiles_option
def sheet(
    folder: Path, evaluator: str, moderation: bool, out: Path, language: Any,
    profiles: Path | None,
) -> None:  # fmt: skip
    """Write the workbook in which an evaluator scores.

    Without prices and without other members' scores.
    """
    if bool(evaluator) == moderation:
        raise click.UsageError("give --evaluator NAME, or --moderation")
    with faults_explained():
        from wte_ppp.files import write_atomically
        from wte_ppp.print.language import language_of
        from wte_ppp.print.panel_sheets import evaluator_sheet, moderation_sheet

        case, speech = case_in(folder, profiles), language_of(language)
        made = (
            moderation_sheet(case, speech) if moderation
            else evaluator_sheet(case, evaluator, speech)
        )  # fmt: skip
        write_atomically(out, made)
    click.echo(f"Written: {out}")


@click.group()
def panel() -> None:
    """The panel: who judges, and what changes it."""


def panel_act(command: Any) -> Any:
    """Options of a command that changes who judges: folder, who acts and when."""
    return panel.command()(folder_argument(acting(profiles_option(command))))


member_option = click.option("--member", required=True, help="Member of the panel.")


@panel_act
@click.option("--member", "members", multiple=True, required=True, help="Name; give each.")
@click.option("--expert", "experts", multiple=True, help="Adviser without a vote.")
@click.option("--reference", default="", help="Number or letter of the appointment.")
def appoint(
    folder: Path, members: tuple[str, ...], experts: tuple[str, ...], reference: str, by: str,
    at: Any, profiles: Path | None,
) -> None:  # fmt: skip
    """Name the panel where the tender file does not."""
    with faults_explained():
        from wte_ppp.tender.life.panel import appoint as appointed

        case = case_in(folder, profiles)
        event = appointed(case, members, experts=experts, reference=reference, by=by, at=at)
    said(f"panel: {', '.join(event.data['members'])}", event)


@panel_act
@member_option
@bid_option
@click.option("--interest/--none", required=True, default=None, help="An interest, or none.")
@click.option("--text", default="", help="What the interest is, in the member's words.")
def declare(
    folder: Path, member: str, bid: str, interest: bool, text: str, by: str, at: Any,
    profiles: Path | None,
) -> None:  # fmt: skip
    """Record a declaration of interest, on one bid or on all."""
    with faults_explained():
        from wte_ppp.tender.life.panel import declare as declared

        case = case_in(folder, profiles)
        event = declared(case, member, interest=interest, text=text, bid=bid, by=by, at=at)
    what = "an interest; the chair decides" if interest else "no interest"
    said(f"{event.data['member']}, {bid or 'all bids'}: {what}", event)


@panel_act
@member_option
@bid_option
@reason_option
def keep(
    folder: Path, member: str, bid: str, reason: str, by: str, at: Any, profiles: Path | None
) -> None:
    """Let a member score in spite of a declared interest."""
    with faults_explained():
        from wte_ppp.tender.life.panel import keep as kept

        event = kept(case_in(folder, profiles), member, reason=reason, bid=bid, by=by, at=at)
    said(f"{event.data['member']} scores {bid or 'all bids'}", event)


@panel_act
@member_option
@bid_option
@reason_option
def recuse(
    folder: Path, member: str, bid: str, reason: str, by: str, at: Any, profiles: Path | None
) -> None:
    """Take a member off one bid, or off all."""
    with faults_explained():
        from wte_ppp.tender.life.panel import recuse as recused

        event = recused(case_in(folder, profiles), member, reason=reason, bid=bid, by=by, at=at)
    said(f"{event.data['member']} is recused from {bid or 'all bids'}", event)


@panel_act
@member_option
@click.option("--with", "successor", required=True, help="Who takes the seat.")
@reason_option
def substitute(
    folder: Path, member: str, successor: str, reason: str, by: str, at: Any,
    profiles: Path | None,
) -> None:  # fmt: skip
    """Give a member's seat to somebody else."""
    with faults_explained():
        from wte_ppp.tender.life.panel import substitute as substituted

        case = case_in(folder, profiles)
        event = substituted(case, member, successor, reason=reason, by=by, at=at)
    said(f"{event.data['substitute']} takes the seat of {event.data['member']}", event)


@panel_act
@click.option("--absent", multiple=True, help="Who is missing; nobody: all are back.")
@reason_option
def quorum(
    folder: Path, absent: tuple[str, ...], reason: str, by: str, at: Any, profiles: Path | None
) -> None:
    """Go on without members, by the quorum of the rules."""
    with faults_explained():
        from wte_ppp.tender.life.panel import go_on_without

        event = go_on_without(case_in(folder, profiles), absent, reason=reason, by=by, at=at)
    without = ", ".join(event.data["members"])
    said(f"the panel goes on without {without}" if without else "all members are back", event)


@panel.command()
@folder_argument
@profiles_option
def show(folder: Path, profiles: Path | None) -> None:
    """Show who judges which bid, and what was declared."""
    with faults_explained():
        from wte_ppp.chapters.tender_panel import panel_screen
        from wte_ppp.print.lines import lines

        text = lines(panel_screen(case_in(folder, profiles)))
    click.echo(text)
