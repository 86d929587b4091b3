"""Commands on what happens between publication and contract: each is one event of the record."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from wte_ppp.cli.faults import faults_explained
from wte_ppp.cli.options import day_of_option, profiles_option
from wte_ppp.cli.tender import acting, case_in, folder_argument, moment_of_option, said

reason_option = click.option("--reason", required=True, help="Why, as others read it.")
bid_option = click.option("--bid", default="", help="The bid that it concerns.")


def life(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """A command that records one event: folder, who and when, and the options of its own."""

    def decorate(command: Callable[..., Any]) -> click.Command:
        return click.command(name)(folder_argument(acting(profiles_option(command))))

    return decorate


@life("extend")
@click.option("--deadline", callback=moment_of_option, required=True, metavar="MOMENT")
@reason_option
def extend(
    folder: Path, deadline: Any, reason: str, by: str, at: Any, profiles: Path | None
) -> None:
    """Extend the deadline for bids."""
    with faults_explained():
        from wte_ppp.tender.life.addenda import extend_deadline
        from wte_ppp.tender.moments import in_words

        case = case_in(folder, profiles)
        event = extend_deadline(case, deadline=deadline, reason=reason, by=by, at=at)
        now = in_words(event.data["now"])
    said(f"deadline extended to {now}", event)


@life("addendum")
@click.argument("file", type=click.Path(path_type=Path))
@reason_option
@click.option(
    "--forms-anew", multiple=True, type=click.Choice(["technical", "price"]),
    help="Envelopes to be handed in anew; others stay valid.",
)  # fmt: skip
def addendum(
    folder: Path, file: Path, reason: str, forms_anew: tuple[str, ...], by: str, at: Any,
    profiles: Path | None,
) -> None:  # fmt: skip
    """Put FILE, the tender file as changed, into force.

    Before the deadline only.
    """
    with faults_explained():
        from wte_ppp.tender.life.addenda import issue_addendum

        case = case_in(folder, profiles)
        event = issue_addendum(
            case, file, reason=reason, by=by, forms_anew=forms_anew, profiles=profiles, at=at
        )
    said(f"addendum in force, version {event.data['now'][:12]}", event)


@life("ask")
@click.argument("text")
@bid_option
@click.option("--due", callback=day_of_option, metavar="DAY", help="When the answer is due.")
def ask(
    folder: Path, text: str, bid: str, due: Any, by: str, at: Any, profiles: Path | None
) -> None:
    """Record a bidder's question, or the buyer's on a bid."""
    with faults_explained():
        from wte_ppp.tender.life.questions import ask as asked

        event = asked(case_in(folder, profiles), text, by=by, bid=bid, due=due, at=at)
    said(f"question {event.data['number']} recorded", event)


@life("answer")
@click.argument("number", type=int)
@click.argument("text")
def answer(folder: Path, number: int, text: str, by: str, at: Any, profiles: Path | None) -> None:
    """Record the answer to question NUMBER."""
    with faults_explained():
        from wte_ppp.tender.life.questions import answer as answered

        event = answered(case_in(folder, profiles), number, text, by=by, at=at)
    said(f"question {number} answered", event)


@life("opening")
@click.option("--envelope", type=click.Choice(["technical", "price"]), required=True)
@click.option("--attended", multiple=True, required=True, help="Who was there; give each.")
@click.option("--remarks", default="", help="What the minutes should hold.")
def opening(
    folder: Path, envelope: Any, attended: tuple[str, ...], remarks: str, by: str, at: Any,
    profiles: Path | None,
) -> None:  # fmt: skip
    """Record the minutes of an opening session."""
    with faults_explained():
        from wte_ppp.tender.life.opening import record_opening

        case = case_in(folder, profiles)
        event = record_opening(case, envelope, attended=attended, by=by, remarks=remarks, at=at)
    said(f"opening of {len(event.data['opened'])} {envelope} envelopes recorded", event)


@life("undo-receipt")
@click.option("--event", "seq", type=int, required=True, help="Number of the receipt.")
@reason_option
def undo(folder: Path, seq: int, reason: str, by: str, at: Any, profiles: Path | None) -> None:
    """Take a wrong entry of the reception desk out of count."""
    with faults_explained():
        from wte_ppp.tender.life.receipts import undo_receipt

        event = undo_receipt(case_in(folder, profiles), seq, reason=reason, by=by, at=at)
    said(f"receipt {seq} no longer counts", event)


@life("defect")
@click.argument("what")
@click.option("--bid", required=True)
@click.option("--clause", default="", help="Clause of the tender that it breaks.")
@click.option("--cure-by", callback=day_of_option, metavar="DAY", help="When it must be cured.")
def defect(
    folder: Path, what: str, bid: str, clause: str, cure_by: Any, by: str, at: Any,
    profiles: Path | None,
) -> None:  # fmt: skip
    """Record a defect that a bidder may cure.

    The freeze waits until it is settled.
    """
    with faults_explained():
        from wte_ppp.tender.life.defects import note_defect

        case = case_in(folder, profiles)
        event = note_defect(case, bid, what, by=by, clause=clause, cure_by=cure_by, at=at)
    said(f"{bid}: defect {event.data['number']} noted", event)


@life("settle-defect")
@click.argument("number", type=int)
@click.option("--outcome", type=click.Choice(["cured", "waived", "not_cured"]), required=True)
@reason_option
def settle_defect(
    folder: Path, number: int, outcome: Any, reason: str, by: str, at: Any, profiles: Path | None
) -> None:
    """Record what became of defect NUMBER."""
    with faults_explained():
        from wte_ppp.tender.life.defects import settle_defect as settled

        event = settled(case_in(folder, profiles), number, outcome, reason=reason, by=by, at=at)
    said(f"{event.data['bid']}: defect {number}: {outcome}", event)


@life("qualify")
@click.option("--bid", required=True, help="The next in rank.")
@click.option("--pass/--fail", "passed", required=True, default=None)
@reason_option
def qualify(
    folder: Path, bid: str, passed: bool, reason: str, by: str, at: Any, profiles: Path | None
) -> None:
    """Record whether the first-ranked bidder is qualified."""
    with faults_explained():
        from wte_ppp.tender.life.qualification import qualify as qualified

        event = qualified(case_in(folder, profiles), bid, passed, reason=reason, by=by, at=at)
    said(f"{bid}: {'qualified' if passed else 'not qualified; the next in rank follows'}", event)


@life("approve")
@click.argument("result", type=click.Choice(["few-bids", "technical", "award"]))
@click.option("--reference", required=True, help="Number or letter of the approval.")
def approve(
    folder: Path, result: str, reference: str, by: str, at: Any, profiles: Path | None
) -> None:
    """Record an approval: scores, award, few bids."""
    with faults_explained():
        from wte_ppp.tender.life.outcome import approve as approved

        event = approved(case_in(folder, profiles), result, reference=reference, by=by, at=at)
    what = "going on with few bids" if result == "few-bids" else f"{result} result"
    said(f"{what} approved: {reference}", event)


@life("extend-validity")
@click.option("--until", callback=day_of_option, required=True, metavar="DAY")
@reason_option
def validity(
    folder: Path, until: Any, reason: str, by: str, at: Any, profiles: Path | None
) -> None:
    """Record until when bidders extended their bids.

    A bidder that does not extend is entered with withdraw first.
    """
    with faults_explained():
        from wte_ppp.tender.life.outcome import extend_validity

        event = extend_validity(case_in(folder, profiles), until, reason=reason, by=by, at=at)
    said(f"bids of {', '.join(event.data['bids'])} bind until {until}", event)


@life("notify")
def notify(folder: Path, by: str, at: Any, profiles: Path | None) -> None:
    """Record that the notice of intention to award was sent."""
    with faults_explained():
        from wte_ppp.tender.calendar import standstill_until
        from wte_ppp.tender.life.outcome import notify as notified

        case = case_in(folder, profiles)
        event = notified(case, by=by, at=at)
        last = standstill_until(case)
    wait = f"; standstill until {last}" if last else "; the rules held here state no standstill"
    said(f"notice of intention for {event.data['winner']}{wait}", event)


@life("sign")
@click.option("--reference", required=True, help="Number of the contract.")
def sign(folder: Path, reference: str, by: str, at: Any, profiles: Path | None) -> None:
    """Record the signature of the contract.

    Refused before the standstill ends, and without what the procedure requires.
    """
    with faults_explained():
        from wte_ppp.tender.life.outcome import sign as signed

        event = signed(case_in(folder, profiles), reference=reference, by=by, at=at)
    said(f"contract signed with {event.data['winner']}", event)


@life("complain")
@click.argument("text")
@click.option("--about", required=True, help="Step or rule that it attacks.")
@bid_option
def complain(
    folder: Path, text: str, about: str, bid: str, by: str, at: Any, profiles: Path | None
) -> None:
    """Record a complaint as it was received."""
    with faults_explained():
        from wte_ppp.tender.life.review import complain as complained

        event = complained(case_in(folder, profiles), text, about=about, bid=bid, by=by, at=at)
    late = f", LATE: the last day was {event.data['until']}" if event.data.get("late") else ""
    said(f"complaint {event.data['number']} recorded{late}", event)


@life("decide-complaint")
@click.argument("number", type=int)
@click.option(
    "--ruling", required=True,
    type=click.Choice(["upheld", "upheld_in_part", "dismissed", "withdrawn"]),
)  # fmt: skip
@reason_option
def decide_complaint(
    folder: Path, number: int, ruling: Any, reason: str, by: str, at: Any, profiles: Path | None
) -> None:
    """Record the ruling on complaint NUMBER."""
    with faults_explained():
        from wte_ppp.tender.life.review import decide_complaint as decided

        case = case_in(folder, profiles)
        event = decided(case, number, ruling, reason=reason, by=by, at=at)
    said(f"complaint {number}: {ruling}", event)


@life("suspend")
@reason_option
def suspend(folder: Path, reason: str, by: str, at: Any, profiles: Path | None) -> None:
    """Hold the tender up."""
    with faults_explained():
        from wte_ppp.tender.life.review import suspend as suspended

        event = suspended(case_in(folder, profiles), reason=reason, by=by, at=at)
    said("suspended", event)


@life("resume")
@reason_option
def resume(folder: Path, reason: str, by: str, at: Any, profiles: Path | None) -> None:
    """Let a suspended tender go on."""
    with faults_explained():
        from wte_ppp.tender.life.review import resume as resumed

        event = resumed(case_in(folder, profiles), reason=reason, by=by, at=at)
    said("resumed", event)


@life("reopen")
@click.argument("stage", type=click.Choice(["technical", "award"]))
@click.option("--ordered-by", required=True, help="Review board, court or the buyer.")
@reason_option
def reopen(
    folder: Path, stage: str, ordered_by: str, reason: str, by: str, at: Any,
    profiles: Path | None,
) -> None:  # fmt: skip
    """Begin the evaluation anew, beside the old one."""
    with faults_explained():
        from wte_ppp.tender.life.review import reopen as reopened

        case = case_in(folder, profiles)
        event = reopened(case, stage, reason=reason, ordered_by=ordered_by, by=by, at=at)
    said(f"evaluation {case.progress.round} begins from the {stage} result", event)


@life("cancel")
@reason_option
def cancel(folder: Path, reason: str, by: str, at: Any, profiles: Path | None) -> None:
    """End the tender without a contract."""
    with faults_explained():
        from wte_ppp.tender.life.review import cancel as cancelled

        event = cancelled(case_in(folder, profiles), reason=reason, by=by, at=at)
    said("the tender is cancelled", event)


@click.command("calendar")
@folder_argument
@profiles_option
def calendar(folder: Path, profiles: Path | None) -> None:
    """Show the tender's dates, each with its rule."""
    with faults_explained():
        from wte_ppp.chapters.tender_calendar import calendar_screen
        from wte_ppp.print.lines import lines

        text = lines(calendar_screen(case_in(folder, profiles)))
    click.echo(text)


LIFE_COMMANDS = (
    extend, addendum, ask, answer, opening, undo, defect, settle_defect, qualify, approve,
    validity, notify, sign, complain, decide_complaint, suspend, resume, reopen, cancel, calendar,
)  # fmt: skip
