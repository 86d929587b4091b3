"""A tender that can be run: what its officer wrote, its guidance, and what follows from both."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from wte_ppp.guidance.catalogues import BidField
from wte_ppp.guidance.load import Guidance
from wte_ppp.guidance.procedure import Procedure
from wte_ppp.guidance.resolve import Rules
from wte_ppp.messages import Message
from wte_ppp.tender.definition.tender import Leaf, TenderDefinition, leaves
from wte_ppp.tender.derived import DERIVED
from wte_ppp.tender.exact import exact
from wte_ppp.tender.law import AgainstLaw
from wte_ppp.tender.names import Names
from wte_ppp.tender.panel_now import PanelNow
from wte_ppp.tender.shapes import Judgement


@dataclass(frozen=True)
class Tender:
    """A tender that can be run.

    `form` are the fields that bidders fill in, `grades` the shares of the guidance's rating scale,
    `assumptions` what was taken from a toolkit without a source, in words; `law` says whether
    the procedure is one of the country's law; `panel` who judges now.
    """

    definition: TenderDefinition
    rules: Rules
    procedure: Procedure
    leaves: tuple[Leaf, ...]
    form: Mapping[str, BidField]
    grades: Mapping[str, Fraction]
    assumptions: tuple[Message, ...]
    path: Path
    digest: str
    names: Names
    guidance: Guidance
    law: AgainstLaw
    panel: PanelNow

    @property
    def version(self) -> str:
        """Stamp of the file, as bid forms carry it."""
        return self.digest[:12]

    @property
    def technical_weight(self) -> Fraction:
        """Weight of the technical score in percent; 0 where price alone ranks."""
        weight = self.procedure.technical_weight_percent
        return exact(weight.low) if weight is not None else Fraction(0)

    @property
    def scale(self) -> Fraction:
        """Points of the published scale for each percent: 1 where totals are out of 100."""
        return exact(self.procedure.published_points or 100) / 100

    @property
    def sums_weighted_shares(self) -> bool:
        """Whether a total is technical and price points by weight, and nothing else."""
        procedure = self.procedure
        raised = procedure.domestic_preference_how == "total_raised" and (
            procedure.domestic_preference_percent or self.definition.price.preferences
        )
        weighted = procedure.combination == "weighted_sum"
        return weighted and not raised and not self.definition.price.criteria

    @property
    def counting(self) -> tuple[str, ...]:
        """Fields of the form that count: a criterion, requirement, or the price reads them."""
        read = set(needed(self.definition))
        return tuple(field for field in self.form if field in read)

    @property
    def informing(self) -> tuple[str, ...]:
        """Fields of the form that inform alone: no score, requirement or price reads them."""
        counting = set(self.counting)
        return tuple(field for field in self.form if field not in counting)

    def grades_of(self, leaf: Leaf) -> Mapping[str, Fraction]:
        """Share by grade of a judged criterion, lowest grade first."""
        shape = leaf.shape
        assert isinstance(shape, Judgement)
        scale = {grade: percent / 100 for grade, percent in shape.grades.items()} or self.grades
        return dict(sorted(scale.items(), key=lambda item: item[1]))


def needed(definition: TenderDefinition) -> Iterator[str]:
    """Fields of the form that criteria, minimums and the price read."""
    named = [leaf.criterion.field for leaf in leaves(definition)]
    named += [minimum.field for minimum in definition.minimums.values()]
    named += [adder.field for adder in definition.price.adders.values()]
    for field in named:
        yield from DERIVED[field].reads if field in DERIVED else ([field] if field else [])
    if any(minimum.sense == "emission_limits" for minimum in definition.minimums.values()):
        yield from DERIVED["emission_margin_percent"].reads
    for schedule in definition.price.schedules.values():
        yield from schedule.fields
    yield from definition.price.fields
    for discount in definition.price.discounts.values():
        yield from (discount.field, *((discount.condition,) if discount.condition else ()))
    price = definition.price
    more = (price.domestic_field, definition.experience_field)
    yield from (field for field in more if field)
    yield from (ground.field for ground in price.preferences.values())
    yield from (criterion.field for criterion in price.criteria.values() if criterion.field)
