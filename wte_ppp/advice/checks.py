"""How far a promise may go, and the flags of one bid as they are found."""

from dataclasses import dataclass, field

from wte_ppp.advice.flags import Flag, Level
from wte_ppp.messages import Message
from wte_ppp.tender.tender import Tender


@dataclass(frozen=True)
class Margins:
    """How far a promise may lie from what is expected before it is asked about.

    Assumptions of this library, to be set by the buyer's engineer; they never score.
    """

    energy_percent: float = 5
    consistency_percent: float = 2
    operating_cost_percent: float = 30
    least_dscr: float = 1.0


@dataclass
class Checks:
    """Flags of one bid as they are found."""

    bid: str
    flags: list[Flag] = field(default_factory=list)

    def add(
        self, check: str, level: Level, stated: Message, expected: Message, reason: Message
    ) -> None:
        """Note what a check found."""
        question = None
        if level in ("impossible", "explain"):
            question = Message(
                "You state {stated}. {reason} Please explain, with evidence.",
                stated=stated, reason=reason,
            )  # fmt: skip
        self.flags.append(Flag(self.bid, check, level, stated, expected, reason, question))

    def missing(self, tender: Tender, check: str, *fields: str) -> None:
        """Note that a check lacks fields of the bid."""
        labels = tuple(tender.names.fields.get(field, field) for field in fields)
        self.not_checked(check, Message("Not in the bid: {fields}.", fields=labels))

    def not_checked(self, check: str, reason: Message) -> None:
        """Note why a check could not be made."""
        self.flags.append(Flag(self.bid, check, "not checked", None, None, reason))
