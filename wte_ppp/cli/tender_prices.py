"""Commands on opened prices: exchange rates, corrections, deviations."""

import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import click
from pydantic_core import PydanticCustomError

from wte_ppp.cli.faults import faults_explained
from wte_ppp.cli.options import profiles_option
from wte_ppp.cli.tender import (
    case_in,
    folder_argument,
    moment_of_option,
    said,
    share_option,
    stated,
)
from wte_ppp.cli.tender_life import life

bid_option = click.option("--bid", required=True, help="Short id of the bid, such as B1.")
reason_option = click.option("--reason", required=True, help="Why, or where it stands.")


def _number(text: str) -> Fraction:
    from wte_ppp.tender.exact import exact

    try:
        return exact(text)
    except PydanticCustomError:
        raise click.BadParameter(f"{text!r}; write digits, with a point for decimals") from None


def _rate(text: str) -> tuple[str, Fraction]:
    currency, equals, number = text.partition("=")
    if not equals:
        raise click.BadParameter(f"{text!r}; write CURRENCY=NUMBER, such as USD=25000")
    return currency, _number(number)


@life("rates")
@click.option("--rate", "stated", multiple=True, required=True, metavar="CURRENCY=NUMBER",
              help="Units of the tender's currency, such as USD=25000.")  # fmt: skip
@click.option("--per", default="1", show_default=True, help="For so many units of the other one.")
@click.option("--source", required=True, help="Where the rates were read.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Day of the rates.")
@click.option("--reason", default="", help="Why corrected, or of another day than named.")
@click.option("--jump", default="", help="Why a change of more than 20 % is right.")
def rates(
    folder: Path, stated: tuple[str, ...], per: str, source: str, day: datetime.datetime,
    reason: str, jump: str, by: str, at: Any, profiles: Path | None,
) -> None:  # fmt: skip
    """Enter exchange rates of the day that the tender names.

    A correction is a new entry with its reason; both stay on record.
    """
    units, given = _number(per), dict(_rate(text) for text in stated)
    if len(given) < len(stated):
        raise click.BadParameter("one currency has two rates; give each once")
    if units <= 0:
        raise click.BadParameter(f"--per {per}; write a number above 0")
    with faults_explained():
        from wte_ppp.tender.life.rates import enter_rates
        from wte_ppp.tender.rates import both_ways

        case = case_in(folder, profiles)
        each = {currency: rate / units for currency, rate in given.items()}
        event = enter_rates(
            case, each, day=day.date(), source=source, by=by, at=at, reason=reason, jump=jump
        )
    for currency, rate in each.items():
        click.echo(str(both_ways(currency, rate, case.tender.definition.currency)))
    said(f"rates of {day.date()} entered", event)


@life("correction")
@bid_option
@click.option("--accepted/--refused", "accepted", required=True, default=None)
@reason_option
def correction(
    folder: Path, bid: str, accepted: bool, reason: str, by: str, at: Any, profiles: Path | None
) -> None:
    """Record whether a bidder accepts its corrected figures."""
    with faults_explained():
        from wte_ppp.tender.life.corrections import answer_correction

        case = case_in(folder, profiles)
        event = answer_correction(case, bid, accepted, reason=reason, by=by, at=at)
    said(f"{bid}: correction {'accepted' if accepted else 'refused: the bid is out'}", event)


@life("decimal-point")
@bid_option
@click.option("--field", required=True, help="The unit price, such as crane_unit_price.")
@click.option("--misplaced/--right", "misplaced", required=True, default=None)
@reason_option
def decimal_point(
    folder: Path, bid: str, field: str, misplaced: bool, reason: str, by: str, at: Any,
    profiles: Path | None,
) -> None:  # fmt: skip
    """Decide on a unit price's decimal point."""
    with faults_explained():
        from wte_ppp.tender.life.corrections import decide_decimal_point

        case = case_in(folder, profiles)
        event = decide_decimal_point(case, bid, field, misplaced, reason=reason, by=by, at=at)
    said(f"{bid}: {field}: decimal point {'misplaced' if misplaced else 'right'}", event)


@life("deviation")
@bid_option
@click.option("--what", required=True, help="The deviation, in words.")
@click.option("--amount", required=True, help="What it is worth; 0 takes it back.")
@click.option("--currency", required=True)
@reason_option
def deviation(
    folder: Path, bid: str, what: str, amount: str, currency: str, reason: str, by: str, at: Any,
    profiles: Path | None,
) -> None:  # fmt: skip
    """Put a price on a deviation, for comparison."""
    value = _number(amount)
    with faults_explained():
        from wte_ppp.tender.life.corrections import price_deviation

        case = case_in(folder, profiles)
        event = price_deviation(
            case, bid, what, value, currency=currency, reason=reason, by=by, at=at
        )
    said(f"{bid}: deviation priced at {amount} {currency}", event)


text_option = click.option("--text", required=True, help="In the words of who says it.")


@life("low-price-ask")
@bid_option
@text_option
@click.option("--due", type=click.DateTime(["%Y-%m-%d"]), help="Last day of the answer.")
def low_price_ask(
    folder: Path, bid: str, text: str, due: datetime.datetime | None, by: str, at: Any,
    profiles: Path | None,
) -> None:  # fmt: skip
    """Ask a bidder to explain its low price."""
    with faults_explained():
        from wte_ppp.tender.life.low_price import ask_low_price

        case, day = case_in(folder, profiles), due.date() if due else None
        event = ask_low_price(case, bid, text, by=by, due=day, at=at)
    said(f"{bid}: asked about its price", event)


@life("low-price-answer")
@bid_option
@text_option
def low_price_answer(
    folder: Path, bid: str, text: str, by: str, at: Any, profiles: Path | None
) -> None:
    """Record a bidder's explanation of its low price."""
    with faults_explained():
        from wte_ppp.tender.life.low_price import answer_low_price

        event = answer_low_price(case_in(folder, profiles), bid, text, by=by, at=at)
    said(f"{bid}: explanation recorded", event)


@life("low-price-assess")
@bid_option
@text_option
def low_price_assess(
    folder: Path, bid: str, text: str, by: str, at: Any, profiles: Path | None
) -> None:
    """Record what the committee makes of the explanation."""
    with faults_explained():
        from wte_ppp.tender.life.low_price import assess_low_price

        event = assess_low_price(case_in(folder, profiles), bid, text, by=by, at=at)
    said(f"{bid}: assessed; next: decide {bid} abnormally_low", event)


@click.group("price-round")
def price_round() -> None:
    """A further round of prices."""


@life("open")
@click.option("--deadline", callback=moment_of_option, required=True, metavar="MOMENT")
@reason_option
def round_open(
    folder: Path, deadline: Any, reason: str, by: str, at: Any, profiles: Path | None
) -> None:
    """Ask for new prices, by the procedure's rule."""
    with faults_explained():
        from wte_ppp.tender.life.price_round import open_price_round

        case = case_in(folder, profiles)
        event = open_price_round(case, deadline=deadline, reason=reason, by=by, at=at)
    said(f"price round open for {', '.join(event.data['bids'])}", event)


@life("receive")
@bid_option
@click.argument("file", type=click.Path(path_type=Path))
def round_receive(
    folder: Path, file: Path, bid: str, by: str, at: Any, profiles: Path | None
) -> None:
    """Take in FILE, a bid's new price.

    It stays closed until the round is closed.
    """
    with faults_explained():
        from wte_ppp.tender.life.price_round import receive_price

        event = receive_price(case_in(folder, profiles), bid, file, by=by, at=at)
    late = "; late: it stays unread" if event.data["late"] else ""
    said(f"{bid}: price of the round received{late}", event)


@click.command("close")
@folder_argument
@click.option("--by", multiple=True, required=True, help="Who opens; give two.")
@share_option
@stated
@profiles_option
def round_close(
    folder: Path, by: tuple[str, ...], shares: tuple[Path, ...], at: Any, profiles: Path | None
) -> None:
    """Open the prices of the round; next: award.

    Sealed ones need the holders' shares.
    """
    with faults_explained():
        from wte_ppp.cli.shares import shares_for
        from wte_ppp.tender.life.price_round import close_price_round, sealed_in_round
        from wte_ppp.tender.price_rounds import round_words

        case = case_in(folder, profiles)
        given = shares_for(case, shares, sealed_in_round(case))
        event = close_price_round(case, by=by, at=at, shares=given)
        lines = [*round_words(case.result().rounds, case.tender.definition.currency)]
    for row in event.data.get("unsealed", ()):
        if "failed" in row:
            click.echo(f"{row['bid']}: the sealed envelope did not open: {row['failed']}")
    for line in lines:
        click.echo(str(line))
    said(f"price round closed; new prices: {', '.join(event.data['bids']) or 'none'}", event)


for command in (round_open, round_receive, round_close):
    price_round.add_command(command)
PRICE_COMMANDS = (
    price_round, rates, correction, decimal_point, deviation, low_price_ask, low_price_answer,
    low_price_assess,
)  # fmt: skip
