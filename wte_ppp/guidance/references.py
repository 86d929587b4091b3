"""A value that is another rule's, or the same rule's on another day, scaled."""

import datetime
from typing import Any, TypeGuard

from pydantic import Field, field_validator

from wte_ppp.documents import did_you_mean
from wte_ppp.guidance.days import surely_from
from wte_ppp.guidance.names import DAYS, name_in_words
from wte_ppp.guidance.project import Project
from wte_ppp.guidance.shapes import Range, round_off
from wte_ppp.messages import Message, Text, mark
from wte_ppp.validation import Section, refuse

RULE_ID = r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"
CIRCLE = mark("it stands on itself, through {rule}")


class RuleReference(Section):
    """Value of a rule: the one named, on the same day or another, times a number plus a number."""

    id: str = Field(pattern=RULE_ID, description="id of the rule, <topic>.<name>")
    times: float = Field(1.0, description="what its number is multiplied by")
    plus: float = Field(0.0, description="what is added then, in the unit of the value")
    on: str | None = Field(
        None,
        description="YYYY-MM-DD, or permit, contract, bid or operation for a day of the project; "
        "left out, the day that is asked about",
        json_schema_extra={
            "anyOf": [{"enum": [*DAYS]}, {"type": "string", "format": "date"}, {"type": "null"}]
        },
    )

    @field_validator("on")
    @classmethod
    def _is_a_day(cls, on: str | None) -> str | None:
        if on is None or on in DAYS:
            return on
        try:
            day = datetime.date.fromisoformat(on)
        except ValueError:
            day = None
        if day is None or day.isoformat() != on:
            guess = did_you_mean(on, DAYS)
            allowed = "YYYY-MM-DD, or one of " + ", ".join(DAYS)
            raise refuse(repr(on)[:80], allowed, f"write {guess!r}" if guess else "correct it")
        return on

    def day(self, asked: datetime.date, project: Project) -> datetime.date | None:
        """The day whose value is meant; None where the project does not say it."""
        if self.on is None:
            return asked
        return project.days.get(self.on) if self.on in DAYS else surely_from(self.on)

    def in_words(self) -> Text:
        """The reference as a person reads it.

        Examples
        --------
        >>> str(RuleReference(id="tax.cit_rate", times=0.5).in_words())
        '0.5 x tax.cit_rate'
        >>> str(RuleReference(id="tariff.price", on="contract").in_words())
        'tariff.price on the day of the contract'
        """
        return scaled_in_words(self.named, self.times, self.plus)

    def is_day_of(self, rule_id: str) -> bool:
        """Whether it is a rule's own value on a day of the project, as it stands."""
        return self.id == rule_id and self.on in DAYS and (self.times, self.plus) == (1.0, 0.0)

    @property
    def named(self) -> Message:
        """The rule and the day that are meant."""
        if self.on is None:
            return Message("{rule}", rule=self.id)
        if self.on in DAYS:
            return Message("{rule} on the {day}", rule=self.id, day=name_in_words(self.on))
        return Message("{rule} on {day}", rule=self.id, day=surely_from(self.on))


class Scaled(Section):
    """A scale or table of another rule, times a number plus a number; no file writes it."""

    value: Any
    times: float
    plus: float

    def of(self, value: Any) -> Any:
        """What a value of the scale in a situation becomes."""
        return scaled(value, self.times, self.plus)


def scaled(value: Any, times: float, plus: float) -> Any:
    """A value times a number plus a number; words stay as they are.

    Examples
    --------
    >>> scaled(20.0, 0.5, 1.0), scaled(Range(low=1, high=2), -1.0, 0.0).low
    (11.0, -2.0)
    """
    if (times, plus) == (1.0, 0.0) or value is None or isinstance(value, (bool, str, tuple)):
        return value
    if isinstance(value, float):
        return round_off(times * value + plus)
    if isinstance(value, Range):
        ends = sorted(round_off(times * end + plus) for end in (value.low, value.high))
        return Range(low=ends[0], high=ends[1])
    return Scaled(value=value, times=times, plus=plus)


def scaled_in_words(value: Text, times: float, plus: float) -> Text:
    """Something times a number plus a number."""
    if times != 1.0:
        value = Message("{times:max10} x {value}", times=times, value=value)
    if plus > 0.0:
        return Message("{value} + {plus:max10}", value=value, plus=plus)
    return Message("{value} - {less:max10}", value=value, less=-plus) if plus < 0.0 else value


def is_circle(remark: Text | None) -> TypeGuard[Message]:
    """Whether a rule gives nothing since it stands on itself."""
    return isinstance(remark, Message) and remark.key == CIRCLE


def why_unknown(reference: RuleReference, day: datetime.date | None) -> Message:
    """Why a reference leads to no value on a day, or to no day."""
    if day is None:
        return Message("it stands on {rule}, and the project does not say it", rule=reference.named)
    return Message("it stands on {rule}, which gives no value on {day}", rule=reference.id, day=day)
