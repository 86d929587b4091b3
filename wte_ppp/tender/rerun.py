"""An evaluation made again with something in it changed, by the same code that made it first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from wte_ppp.messages import Quoted
from wte_ppp.tender.award import PRICE_ROUND, Award, award
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.definition.price import Price
from wte_ppp.tender.definition.tender import TenderDefinition
from wte_ppp.tender.panel import SingleMark
from wte_ppp.tender.preference import grounds
from wte_ppp.tender.requirements import Decisions
from wte_ppp.tender.technical import Marks, Technical, technical_evaluation
from wte_ppp.tender.tender import Tender

Moderated = Mapping[str, Mapping[str, SingleMark]]


@dataclass(frozen=True)
class Inputs:
    """All that a ranking follows from.

    `gone` left after the freeze: they keep their technical points and are not ranked; `passed_over`
    are ranked and not qualified. `admitted` go on whatever they failed; `asked` were asked to
    explain their price.
    """

    tender: Tender
    bids: Mapping[str, Bid]
    prices: Mapping[str, Bid]
    marks: Marks = field(default_factory=dict)
    moderated: Moderated = field(default_factory=dict)
    decisions: Decisions = field(default_factory=dict)
    lots: Mapping[str, int] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    passed_over: Mapping[str, Quoted] = field(default_factory=dict)
    admitted: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()

    def technical(self) -> Technical:
        """Technical evaluation; what waits for a decision counts as it stands.

        This answers a question and makes no award.
        """
        result = technical_evaluation(
            self.tender, self.bids, marks=self.marks, moderated=self.moderated,
            decisions=self.decisions, provisional=True, admitted=self.admitted,
        )  # fmt: skip
        return replace(result, open=())

    def award(self, technical: Technical | None = None) -> Award:
        """Ranking; the technical evaluation is made again unless it is given.

        Who was put out by a decision stays out, also where the rule that asked for it would not
        ask any more.
        """
        scored = technical or self.technical()
        out = self.gone | {bid for (bid, rule), decision in self.decisions.items()
                           if not decision.passed and bid not in self.admitted
                           and rule not in (*grounds(self.tender), PRICE_ROUND)}  # fmt: skip
        result = self._ranked(scored, self.gone)
        back = out & {placed.bid for placed in result.ranked}
        return self._ranked(scored, out) if back else result

    def _ranked(self, technical: Technical, out: Collection[str]) -> Award:
        left = tuple(bid for bid in technical.passed if bid not in out)
        result = award(
            self.tender, replace(technical, passed=left), self.bids, self.prices,
            decisions=self.decisions, lots=self.lots, asked=self.asked,
        )  # fmt: skip
        return replace(result, passed_over=self.passed_over)


def with_definition(inputs: Inputs, **parts: object) -> Inputs:
    """The same bids under a tender file in which parts are changed."""
    definition: TenderDefinition = inputs.tender.definition.model_copy(update=parts)
    return replace(inputs, tender=replace(inputs.tender, definition=definition))


def with_price(inputs: Inputs, **parts: object) -> Inputs:
    """The same under another price part of the tender file."""
    price: Price = inputs.tender.definition.price.model_copy(update=parts)
    return with_definition(inputs, price=price)


def with_procedure(inputs: Inputs, **parts: object) -> Inputs:
    """The same under another rule of the procedure."""
    procedure = inputs.tender.procedure.model_copy(update=parts)
    return replace(inputs, tender=replace(inputs.tender, procedure=procedure))


def with_rate(inputs: Inputs, currency: str, rate: Fraction) -> Inputs:
    """The same with another exchange rate."""
    fx = inputs.tender.definition.fx
    if fx is None:
        raise ValueError("the tender has no exchange rates")
    return with_definition(inputs, fx=fx.model_copy(update={"rates": {**fx.rates, currency: rate}}))


def with_promise(inputs: Inputs, bid: str, key: str, value: Fraction) -> Inputs:
    """The same with another figure in a bid's technical envelope."""
    envelope = inputs.bids[bid]
    changed = replace(envelope, answers={**envelope.answers, key: value})
    return replace(inputs, bids={**inputs.bids, bid: changed})


def with_offer(inputs: Inputs, bid: str, key: str, value: Fraction) -> Inputs:
    """The same with another figure in a bid's price envelope."""
    envelope = inputs.prices[bid]
    changed = replace(envelope, answers={**envelope.answers, key: value})
    return replace(inputs, prices={**inputs.prices, bid: changed})


def without_bid(inputs: Inputs, bid: str) -> Inputs:
    """The same as if a bid had never come."""
    bids = {key: envelope for key, envelope in inputs.bids.items() if key != bid}
    return replace(inputs, bids=bids)


def without_member(inputs: Inputs, member: str) -> Inputs:
    """The same without the marks of one member of the panel."""
    marks = {key: row for key, row in inputs.marks.items() if key != member}
    return replace(inputs, marks=marks)
