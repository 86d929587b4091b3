"""What each step of an evaluation leaves behind: who goes on, who is out, and why."""

from dataclasses import dataclass
from fractions import Fraction

from wte_ppp.messages import Message, Quoted, Text


@dataclass(frozen=True)
class Decision:
    """What the officer decided on a point that no number settles, in the officer's own words.

    `among` are the bids of a tie that it was made on.
    """

    passed: bool
    reason: Quoted
    among: tuple[str, ...] = ()

    @property
    def by(self) -> str:
        """Who decided."""
        return self.reason.by


@dataclass(frozen=True)
class Finding:
    """Outcome of one check of one bid.

    `passed` is None where the check waits for a decision or for scores. `reason` is quoted where an
    officer decided.
    """

    bid: str
    step: str
    rule: str
    passed: bool | None
    reason: Text


@dataclass(frozen=True)
class Mark:
    """Points of one bid on one criterion: what was promised, its share, how it follows.

    `promised` is None where nothing was stated; `value` is the exact figure that was scored, None
    for a yes or no and for what a panel scores.
    """

    bid: str
    criterion: str
    promised: Message | None
    share: Fraction
    points: Fraction
    most: Fraction
    how: Message
    value: Fraction | None = None


@dataclass(frozen=True)
class TechnicalScore:
    """A bid's technical result: its marks, their sum, and its share of all points."""

    bid: str
    marks: tuple[Mark, ...]
    points: Fraction
    share: Fraction
