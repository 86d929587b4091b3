"""Days that bidders have, from the publication to the deadline, against what the law asks."""

import datetime
from collections.abc import Iterator

from wte_ppp.guidance.binding import outside
from wte_ppp.guidance.lawful import Departure
from wte_ppp.guidance.procurement import Kind, kind_of
from wte_ppp.guidance.resolve import Rules
from wte_ppp.guidance.resolved import ResolvedRule
from wte_ppp.messages import Message
from wte_ppp.tender.days import days_between
from wte_ppp.tender.definition.tender import TenderDefinition

PUBLICATION = "procedure.publication_least_days"
CHALLENGE = "procurement.challenge_period"
# Word of the project that says how it came up: asked for, or an offer that nobody asked for.
PROPOSAL, SOLICITED, UNSOLICITED = "proposal", "solicited", "unsolicited"


def no_working_days(
    definition: TenderDefinition,
) -> tuple[tuple[str, ...], tuple[datetime.date, ...]]:
    """Days of the week, and other days, on which the buyer's office is closed."""
    calendar = definition.calendar
    if calendar is None:
        return ("saturday", "sunday"), ()
    return calendar.weekend, tuple(map(datetime.date.fromisoformat, calendar.closed_days))


def days_for_bids(definition: TenderDefinition, kind: Kind = "calendar") -> int:
    """Days from the publication, or the tender's own date, to the deadline.

    Parameters
    ----------
    definition
        Its calendar says which days are no working days.
    kind
        Which days count; of a kind that nobody says, calendar days, so that too few are too few.
    """
    calendar, deadline = definition.calendar, definition.deadline
    published = datetime.date.fromisoformat(definition.date)
    if calendar is not None and calendar.published is not None:
        published = calendar.published.astimezone(deadline.tzinfo).date()
    weekend, closed = no_working_days(definition)
    return days_between(
        published, deadline.date(), working=kind == "working", weekend=weekend, closed=closed
    )


def periods(rules: Rules) -> Iterator[ResolvedRule]:
    """Rules on the time for bids that a tender is held to: for bids, and for rival proposals."""
    if PUBLICATION in rules:
        yield rules[PUBLICATION]
    if CHALLENGE in rules and rules.project.words.get(PROPOSAL) == UNSOLICITED:
        yield rules[CHALLENGE]


def too_soon(definition: TenderDefinition, law: Rules) -> Iterator[Departure]:
    """Deadlines nearer to the publication, or farther from it, than what binds."""
    for rule in periods(law):
        days = days_for_bids(definition, kind_of(rule.unit))
        for bound in rule.bounds:
            allowed = outside(bound.binding, bound.value, float(days), {})
            if allowed is not None:
                shown = f"{allowed} {rule.unit}".rstrip()
                yield Departure(rule, bound, float(days), shown, rule.origin)
                break


def perhaps_too_soon(definition: TenderDefinition, rules: Rules) -> Iterator[Message]:
    """Times that are kept only if the law counts calendar days, which nobody says."""
    for rule in periods(rules):
        working = float(days_for_bids(definition, "working"))
        for bound in rule.bounds if not kind_of(rule.unit) else ():
            if outside(bound.binding, bound.value, working, {}) is not None:
                yield Message(
                    "{rule} By law {demand} ({source}), and nobody says of which kind: the "
                    "deadline leaves {calendar} calendar days, {working:max0} of them working "
                    "days.",
                    rule=rule.about, demand=bound.demand(rule.unit), source=bound.source,
                    calendar=days_for_bids(definition), working=working,
                )  # fmt: skip
