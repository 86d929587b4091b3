"""What each step of an evaluation leaves behind: who goes on, who is out, and why."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Decision:
    """What the officer decided about a bid on a point that no number settles."""

    passed: bool
    reason: str
    by: str


@dataclass(frozen=True)
class Finding:
    """Outcome of one check of one bid.

    `passed` is None where the check waits for a decision.
    """

    bid: str
    step: str
    rule: str
    passed: bool | None
    reason: str


@dataclass(frozen=True)
class Mark:
    """Points of one bid on one criterion: what was promised, its share, how it follows."""

    bid: str
    criterion: str
    promised: str
    share: Fraction
    points: Fraction
    most: Fraction
    how: str
