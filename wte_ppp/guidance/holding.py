"""Which of a rule's values holds on a day for a project: the general one, or an exception."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from wte_ppp.guidance.names import name_in_words
from wte_ppp.guidance.project import Project
from wte_ppp.guidance.schema import DatedValue, Rule
from wte_ppp.messages import Message


@dataclass(frozen=True)
class Holding:
    """What one layer says of a rule on a day.

    `value` is None where it says nothing; a value that ended is null from the day of its end.
    `doubt` says why it is not known which value holds; `possible` are exceptions of which the
    project does not tell whether it meets them, `unmet` those that it does not meet.
    """

    value: DatedValue | None
    doubt: Message | None
    possible: tuple[DatedValue, ...]
    unmet: tuple[DatedValue, ...]


def holding(rule: Rule, day: datetime.date, project: Project) -> Holding:
    """The value of a layer's rule that holds: an exception that is met over the general rule.

    Parameters
    ----------
    rule
        As one layer has it.
    day
        The day whose law applies.
    project
        Days and words that conditions ask for.

    Returns
    -------
    Holding
        Of several exceptions that are met the one that began last, of one day the narrowest.
    """
    begun = [value for value in rule.exceptions if _runs(value, day)]
    verdicts = [(value, value.when.met(project)) for value in begun if value.when is not None]
    met = [value for value, verdict in verdicts if verdict]
    latest = max(met, key=lambda one: (one.since, _narrowness(one, met)), default=None)
    value = latest or general_on(rule, day)
    open_ = tuple(
        other
        for other, verdict in verdicts
        if verdict is None and (latest is None or other.since >= latest.since)
    )
    doubt = None
    if value is not None and value.earliest <= day < value.since:
        doubt = Message(
            "a new value began in {month}, on a day that is not known", month=value.from_
        )
    unmet = tuple(other for other, verdict in verdicts if verdict is False)
    return Holding(value, doubt, open_, unmet)


def general_on(rule: Rule, day: datetime.date) -> DatedValue | None:
    """The value without conditions that has begun on a day, null where it ended by itself."""
    begun = [value for value in rule.general if value.earliest <= day]
    if not begun:
        return None
    last = begun[-1]
    if last.ends is None or day < last.ends:
        return last
    return last.model_copy(update={"from_": last.until, "value": None, "binding": "free"})


def current(rule: Rule, day: datetime.date) -> DatedValue | None:
    """What an author looks at on a day: the general rule, or else the exception that began last."""
    exceptions = [value for value in rule.exceptions if _runs(value, day)]
    return general_on(rule, day) or max(exceptions, key=lambda value: value.since, default=None)


def unsaid(values: tuple[DatedValue, ...], project: Project) -> Message:
    """Why a rule of exceptions alone gives nothing for a project that does not say enough."""
    names = dict.fromkeys(
        name for value in values if value.when for name in value.when.missing(project)
    )
    return Message(
        "it holds under conditions, and the project does not say: {names}",
        names=tuple(name_in_words(name) for name in names),
    )


def only_where(values: tuple[DatedValue, ...], by: str) -> Message:
    """Under which conditions alone a rule holds."""
    conditions = tuple(value.when.in_words(by) for value in values if value.when is not None)
    return Message("only where {conditions:; }", conditions=conditions)


def _narrowness(value: DatedValue, others: Sequence[DatedValue]) -> int:
    """How many of the others have wider conditions."""
    wider = (value.when and other.when and value.when.narrower(other.when) for other in others)
    return sum(map(bool, wider))


def _runs(value: DatedValue, day: datetime.date) -> bool:
    return value.earliest <= day and (value.ends is None or day < value.ends)
