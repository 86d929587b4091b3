"""Commands on open points of bids."""

from pathlib import Path
from typing import Any

import click

from wte_ppp.cli.faults import faults_explained
from wte_ppp.cli.options import profiles_option
from wte_ppp.cli.tender import acting, case_in, folder_argument, said


@click.command()
@folder_argument
@click.option("--bid", required=True)
@click.option("--envelope", type=click.Choice(["technical", "price"]), required=True)
@click.option("--field", default="", help="Field in doubt; default: the envelope as a whole.")
@click.option("--accept", "accepted", is_flag=True, help="It counts as it reads.")
@click.option("--correct", "value", metavar="VALUE", help="This counts; both are kept.")
@click.option("--not-stated", "not_stated", is_flag=True, help="Nothing counts.")
@click.option("--reject", "rejected", is_flag=True, help="The bid is out.")
@click.option("--ask", "asked", is_flag=True, help="The bidder is asked; it stays open.")
@click.option("--answer", metavar="TEXT", help="What the bidder answered; it stays open.")
@click.option("--reason", required=True)
@acting
@profiles_option
def settle(
    folder: Path, bid: str, envelope: Any, field: str, value: str | None, answer: str | None,
    reason: str, by: str, at: Any, profiles: Path | None, **flags: bool,
) -> None:  # fmt: skip
    """Settle an open point of a bid."""
    ways = [way for way, given in flags.items() if given]
    ways += ["corrected"] if value is not None else []
    ways += ["answered"] if answer is not None else []
    if len(ways) != 1:
        raise click.UsageError(
            "give one of --accept, --correct, --not-stated, --reject, --ask, --answer"
        )
    with faults_explained():
        from wte_ppp.tender.life.doubts import settle as settled

        way: Any = ways[0]
        event = settled(
            case_in(folder, profiles), bid, envelope, way, field=field, value=value or "",
            answer=answer or "", reason=reason, by=by, at=at,
        )  # fmt: skip
    said(f"{bid}: {field or f'{envelope} envelope'}: {ways[0].replace('_', ' ')}", event)


DOUBT_COMMANDS = (settle,)
