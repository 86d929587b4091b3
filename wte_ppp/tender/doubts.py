"""Open points of an envelope: what was written, what it may mean, and that nobody has decided it.

A gap or a doubtful figure is never "no", "out" or zero by itself; the committee settles it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from wte_ppp.documents import Problem
from wte_ppp.messages import Message, Quoted, mark
from wte_ppp.tender.definition.bid import Envelope
from wte_ppp.tender.tender import Tender

Answer: TypeAlias = Fraction | str | bool
Kind: TypeAlias = Literal[
    "blank", "text", "kind", "range", "percentage", "formula", "unknown_field", "other_envelope",
    "currency", "unreadable", "no_name", "other_name", "same_bidder", "same_file", "far_price",
]  # fmt: skip
KINDS: Mapping[Kind, str] = {
    "blank": mark("left blank"),
    "text": mark("text in place of a number"),
    "kind": mark("not an answer of this field's kind"),
    "range": mark("outside the form's range"),
    "percentage": mark("shown as a percentage"),
    "formula": mark("a formula"),
    "unknown_field": mark("not a field of the form"),
    "other_envelope": mark("belongs to the other envelope"),
    "currency": mark("currency"),
    "unreadable": mark("could not be read"),
    "no_name": mark("no name of the bidder"),
    "other_name": mark("names differ"),
    "same_bidder": mark("a bidder with two bids"),
    "same_file": mark("the same file in two bids"),
    "far_price": mark("a price far from all others"),
}
WHOLE = ""  # the field of a doubt about the envelope as a whole
NAME, CURRENCY = "bidder_name", "currency"
BIDDER = "bidder"


@dataclass(frozen=True)
class Doubt:
    """An open point of one envelope.

    `field` is a field of the form, `currency`, `bidder_name`, or empty for the envelope as a whole;
    `written` what the bidder wrote there; `proposed` the one reading it allows, None where there
    is none or more than one. One that `counts` must be settled before the bid can be evaluated;
    the others are listed and change nothing. `problem` says where it stands and what was expected.
    `bid` is the bid's id, empty while an envelope is read alone.
    """

    envelope: Envelope
    field: str
    kind: Kind
    why: Message
    counts: bool
    written: Quoted | None = None
    proposed: Answer | None = None
    problem: Problem | None = None
    bid: str = ""


def unreadable(envelope: Envelope, problem: Problem) -> Doubt:
    """The doubt about an envelope that cannot be read at all: the bidder said nothing by it."""
    said = ": ".join(part for part in (problem.field, problem.found) if part)
    why = Message("could not be read: {found}", found=Quoted(said, "file"))
    return Doubt(envelope, WHOLE, "unreadable", why, True, problem=problem)


def blank_is_open(tender: Tender, field: str) -> bool:
    """Whether nothing in a field that counts leaves something to decide.

    A figure that the form lets a bidder leave out is not offered, and earns no points; but a
    pass/fail requirement and a price cannot be told from nothing.
    """
    if field not in tender.counting or field in tender.definition.price.rows:
        return False  # an item without a price is priced by the rule, or is a point of its own
    held = {
        minimum.field
        for minimum in tender.definition.minimums.values()
        if minimum.sense in ("number", "yes")
    }
    definition = tender.definition
    read = {definition.experience_field, *definition.price.fields}
    return tender.form[field].required or field in held or field in read
