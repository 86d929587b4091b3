"""What a check of a promise finds."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from wte_ppp.messages import Message

Level: TypeAlias = Literal["impossible", "explain", "fits", "not checked"]


@dataclass(frozen=True)
class Flag:
    """One promise of one bid against what the model, the law of energy or experience allows.

    `reason` holds the numbers; `question` is what to ask the bidder, None if the promise fits.
    `stated` and `expected` are None where nothing could be checked.
    """

    bid: str
    check: str
    level: Level
    stated: Message | None
    expected: Message | None
    reason: Message
    question: Message | None = None


@dataclass(frozen=True)
class Plausibility:
    """All checks of all bids, and the assumptions behind them."""

    flags: tuple[Flag, ...]
    assumptions: tuple[Message, ...]

    def of(self, bid: str) -> tuple[Flag, ...]:
        """Checks of one bid."""
        return tuple(flag for flag in self.flags if flag.bid == bid)

    @property
    def questions(self) -> tuple[tuple[str, Message], ...]:
        """Bid and question, where one is to be asked."""
        return tuple((flag.bid, flag.question) for flag in self.flags if flag.question)
