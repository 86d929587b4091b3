"""Public holidays of a country, ready for the calendar of a tender file."""

import datetime

import click

from wte_ppp.cli.faults import faults_explained
from wte_ppp.cli.options import day_of_option


@click.command()
@click.argument("country")
@click.option(
    "--from", "first", callback=day_of_option, required=True, metavar="DATE", help="First day."
)
@click.option(
    "--until", "last", callback=day_of_option, required=True, metavar="DATE", help="Last day."
)
def holidays(country: str, first: datetime.date, last: datetime.date) -> None:
    """List public holidays for a tender's calendar.

    Days from Monday to Friday, as lines for calendar.closed_days of tender.yaml. Check them
    against the government's decree of the year, and add the days on which the office is closed.
    """
    with faults_explained():
        from wte_ppp.tender.public_holidays import public_holidays

        days = public_holidays(country, first, last)
    for source in dict.fromkeys(holiday.source for holiday in days):
        click.echo(f"# {country}: {source}; check against the decree of the year")
    click.echo("calendar:\n  closed_days:" if days else "# no public holiday from Monday to Friday")
    for holiday in days:
        doubt = " (estimated: check)" if holiday.estimated else ""
        click.echo(f"    - '{holiday.day.isoformat()}'  # {holiday.name}{doubt}")
