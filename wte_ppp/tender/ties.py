"""Ties that no rule parts: which there are, and what the committee decided on one."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeAlias

from wte_ppp.guidance.procedure import Procedure
from wte_ppp.tender.combination import COMMITTEE, NO_RULE
from wte_ppp.tender.progress import TIE
from wte_ppp.tender.requirements import Decisions
from wte_ppp.tender.steps import Finding

Tied: TypeAlias = frozenset[str]


class InOrder(Protocol):
    """A bid in its place, and what decided it against the next."""

    @property
    def bid(self) -> str:
        """The bid."""

    @property
    def tie_broken_by(self) -> str:
        """Rule that decided between equal totals; empty where none had to."""


def decided_by_committee(procedure: Procedure) -> bool:
    """Whether the committee settles such a tie: it does where the procedure draws no lots."""
    return "lottery" not in procedure.tie_break


def ties(placed: Iterable[InOrder]) -> list[Tied]:
    """Bids that no rule of the tender parts from one another, best first."""
    together: list[set[str]] = []
    joined = False
    for place in placed:
        if joined:
            together[-1].add(place.bid)
        else:
            together.append({place.bid})
        joined = place.tie_broken_by in (NO_RULE, COMMITTEE)
    return [frozenset(bids) for bids in together if len(bids) > 1]


def put_first(tied: Sequence[Tied], settled: Decisions) -> dict[str, int]:
    """Bids that the committee put first in their tie, the one decided last highest.

    A decision stands for the tie that it was made on: with other bids in it, it is another one.
    """
    made = [(bid, decision) for (bid, rule), decision in settled.items() if rule == TIE]
    return {
        bid: place
        for place, (bid, decision) in enumerate(made, 1)
        if decision.passed and frozenset(decision.among) in tied
    }


def tie_findings(first: Iterable[str], settled: Decisions) -> list[Finding]:
    """What the committee decided, for those bids whose decision stands."""
    return [Finding(bid, "combination", TIE, True, settled[bid, TIE].reason) for bid in first]
