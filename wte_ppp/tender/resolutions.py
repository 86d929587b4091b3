"""How the committee settles an open point: accepted, corrected, asked, left out or rejected."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from wte_ppp.messages import Message, Quoted, Text, mark
from wte_ppp.tender.definition.bid import Envelope
from wte_ppp.tender.doubts import BIDDER, Answer, Doubt, Kind

How: TypeAlias = Literal["accepted", "corrected", "not_stated", "rejected", "asked", "answered"]
HOWS: Mapping[How, str] = {
    "accepted": mark("accepted as it reads"),
    "corrected": mark("corrected"),
    "not_stated": mark("taken as not stated"),
    "rejected": mark("bid rejected"),
    "asked": mark("bidder asked"),
    "answered": mark("bidder answered"),
}
# These wait for the bidder or the committee; the point stays open.
WAITING: tuple[How, ...] = ("asked", "answered")
# Points on what is plain in itself: it stands once the committee accepts it.
STANDS: tuple[Kind, ...] = ("far_price", "same_file", "same_bidder", "other_name")


@dataclass(frozen=True)
class Resolution:
    """A decision on one point: how it is settled, the value that counts, the reason in words.

    `kinds` are the points of the field that were open then: one that comes up later is not decided
    by it. `value` is what counts where the committee states it, `answer` what the bidder answered.
    """

    envelope: Envelope
    field: str
    how: How
    reason: Quoted
    value: Answer | None = None
    answer: Quoted | None = None
    kinds: tuple[Kind, ...] = ()

    def settles(self, doubt: Doubt) -> bool:
        """Whether it is a decision on this point."""
        mine = self.field == doubt.field and (not self.kinds or doubt.kind in self.kinds)
        return mine and (self.how != "accepted" or can_be_accepted(doubt))


def can_be_accepted(doubt: Doubt) -> bool:
    """Whether there is anything to accept: one reading, or what is plain in itself."""
    return doubt.proposed is not None or doubt.kind in STANDS


@dataclass(frozen=True)
class Settlement:
    """A point that was open, the decision on it, and what counts; None where nothing does."""

    doubt: Doubt
    resolution: Resolution
    counts: Answer | None

    @property
    def told(self) -> Message:
        """What was written, what counts, who decided and why."""
        reason = self.resolution.reason
        how = Message(HOWS[self.resolution.how])
        written: Text = self.doubt.written or self.doubt.why
        if self.counts is None:
            return Message(
                "{written}: {how} by {by}: {reason}",
                written=written, how=how, by=reason.by, reason=reason,
            )  # fmt: skip
        return Message(
            "{written}: {how} by {by}, {counts} counts: {reason}",
            written=written, how=how, by=reason.by, counts=worded_answer(self.counts),
            reason=reason,
        )  # fmt: skip


def worded_answer(answer: Answer) -> Text:
    """An answer for a reader."""
    if isinstance(answer, bool):
        return Message("yes") if answer else Message("no")
    if isinstance(answer, Fraction):
        return Message("{value:max6}", value=answer)
    return Quoted(answer, BIDDER)
