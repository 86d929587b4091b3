"""A question about one bid, and what of the case answers it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from wte_ppp.blocks import Block, Paragraph
from wte_ppp.messages import Message
from wte_ppp.tender.case import Case
from wte_ppp.tender.closeness import inputs_of
from wte_ppp.tender.evaluation import Evaluation, evaluation_of
from wte_ppp.tender.ranked import Ranked
from wte_ppp.tender.rerun import Inputs
from wte_ppp.tender.technical import Technical

SEALED = Message("Prices are not open yet; this can be answered once they are.")
OTHERS = Message(
    "This page holds figures of other bids. What of it may be handed out is for the buyer to "
    "decide by the law that applies."
)


@dataclass(frozen=True)
class Asked:
    """About which bid, and which criterion or line of the record if about one alone.

    A line of the record needs no bid.
    """

    case: Case
    bid: str
    criterion: str | None = None
    line: int | None = None

    @cached_property
    def technical(self) -> Technical:
        """Technical evaluation as it stands, or as it was frozen."""
        return self.case.technical()

    @cached_property
    def evaluation(self) -> Evaluation | None:
        """The whole evaluation; None while prices are closed."""
        return evaluation_of(self.case) if self.case.progress.prices_open else None

    @cached_property
    def inputs(self) -> Inputs | None:
        """What the ranking follows from; None while prices are closed."""
        return inputs_of(self.case) if self.case.progress.prices_open else None

    @property
    def ranked(self) -> tuple[Ranked, ...]:
        """The ranking; empty while prices are closed."""
        return self.evaluation.award.ranked if self.evaluation is not None else ()

    @property
    def compared(self) -> Mapping[str, Fraction]:
        """Prices by bid that points are relative to; none while prices are closed."""
        return self.evaluation.award.compared if self.evaluation is not None else {}

    @property
    def placed(self) -> Ranked | None:
        """The bid's own place."""
        return next((placed for placed in self.ranked if placed.bid == self.bid), None)


def not_held(what: Message) -> Paragraph:
    """That the record cannot answer, by the name of what it lacks."""
    return Paragraph(Message("The record does not hold this: {what}.", what=what))


def closed(asked: Asked) -> Iterator[Block]:
    """That prices are closed, if they are."""
    if asked.evaluation is None:
        yield Paragraph(SEALED)


def asked_about(
    case: Case, bid: str, criterion: str | None = None, line: int | None = None
) -> Asked:
    """A question about a bid that is there.

    Raises
    ------
    DocumentError
        For a bid of which nothing came, or a criterion that the tender does not have.
    """
    bids, criteria = case.progress.handed_in(), [leaf.id for leaf in case.tender.leaves]
    for field, word, words in (("bid", bid, bids), ("criterion", criterion, criteria)):
        if word not in (None, "") and word not in words:
            raise case.fault(field, repr(word)[:60], ", ".join(words) or "none yet", "choose one")
    return Asked(case, bid, criterion, line)
