"""The tender file: what is bought, by which rules, on what bids are judged."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, StringConstraints, model_validator

from wte_ppp.guidance.days import Date
from wte_ppp.guidance.stated import ProjectStated
from wte_ppp.tender.definition.amounts import ExactPositive
from wte_ppp.tender.definition.calendar import Calendar
from wte_ppp.tender.definition.city import City
from wte_ppp.tender.definition.criteria import Criterion, Id, Minimum
from wte_ppp.tender.definition.fx import FxRates
from wte_ppp.tender.definition.ground import Deviation, ProcedureGround
from wte_ppp.tender.definition.letters import Letters
from wte_ppp.tender.definition.moments import Moment
from wte_ppp.tender.definition.price import Price
from wte_ppp.tender.persons import person
from wte_ppp.tender.shapes import Shape
from wte_ppp.validation import Section, refuse, refuse_each

FULL = Fraction(100)
Name: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=200)]
# Forms of tender that no code here runs, under the names by which a file may ask for them.
NOT_RUN = {
    "lots": "one lot: bids are ranked for the whole contract",
    "variants": "one bid a bidder, on the tender's own terms",
    "competitive dialogue": "written bids on fixed criteria, without a dialogue before them",
}
NAMED_OTHERWISE = {
    "lots": "lots", "lot": "lots", "variants": "variants", "variant_bids": "variants",
    "alternatives": "variants", "dialogue": "competitive dialogue",
    "competitive_dialogue": "competitive dialogue",
}  # fmt: skip


class Panel(Section):
    """Who judges; names that are known later are an event of the case."""

    members: tuple[Name, ...] = Field((), description="by name; none: appointed later")
    number: int | None = Field(None, ge=1, description="of members to be appointed")
    quorum: int | None = Field(
        None, ge=1, description="members whose scores suffice; left out: as the procedure says"
    )
    spread_grades: float = Field(2, gt=0, description="spread of marks that calls for moderation")
    reason_least_characters: int = Field(1, ge=1, description="length of a reason at least")

    @model_validator(mode="after")
    def _each_once(self) -> "Panel":
        if len({person(member) for member in self.members}) < len(self.members):
            raise refuse("a member twice", "each member once", "remove one")
        if not self.members and self.number is None:
            raise refuse_each([(".members", "nobody", "members, or their number", "add one")])
        if self.members and self.number not in (None, len(self.members)):
            found, allowed = f"number {self.number}", f"{len(self.members)}, as members are named"
            raise refuse_each([(".number", found, allowed, "correct it")])
        if self.quorum is not None and self.quorum > self.size:
            found, allowed = f"a quorum of {self.quorum}", f"at most {self.size} members"
            raise refuse_each([(".quorum", found, allowed, "correct it")])
        return self

    @property
    def size(self) -> int:
        """Seats of the panel."""
        return len(self.members) or self.number or 0


class TenderDefinition(Section):
    """A tender as its officer writes it."""

    schema_: Literal["wte_ppp/tender/1"] = Field(alias="schema")
    id: Id
    name: str = Field(min_length=1, max_length=200)
    buyer: str = Field(min_length=1, max_length=200)
    guidance: str = Field(description="profile or toolkit that the tender stands on")
    procedure: str | None = Field(None, description="evaluation toolkit in its own place")
    date: Date = Field(description="day whose rules hold, usually that of publication")
    project: ProjectStated | None = Field(
        None, description="days and words on which its law depends; bid_day: the deadline's"
    )
    rules: Mapping[str, Any] = Field(
        default_factory=dict, description="what differs from the guidance, by rule id"
    )
    procedure_ground: ProcedureGround | None = Field(
        None, description="ground for a procedure that is none of the country's law"
    )
    deviations: Mapping[str, Deviation] = Field(
        default_factory=dict,
        description="ground of each departure from a binding rule",
    )
    deadline: Moment
    calendar: Calendar | None = None
    currency: str = Field(pattern=r"^[A-Z]{3}$", description="of the evaluation")
    fx: FxRates | None = None
    technical_points: ExactPositive = Field(default=100, validate_default=True)
    criteria: Mapping[Id, Criterion] = Field(
        default_factory=dict, description="rated criteria; none where the lowest price wins"
    )
    minimums: Mapping[Id, Minimum] = Field(default_factory=dict)
    price: Price
    experience_field: str = Field(
        "", description="number field that the tie rule more_experience compares; more is better"
    )
    panel: Panel | None = None
    bid_form: Mapping[Id, Any] = Field(
        default_factory=dict, description="fields added to the guidance's form; null removes one"
    )
    study: str = Field("", description="study file of the site, for plausibility")
    city: City | None = Field(None, description="for the quality-adjusted cost to the city")
    letters: Letters | None = Field(None, description="what letters to bidders carry")

    @model_validator(mode="before")
    @classmethod
    def _runs_as_a_whole(cls, data: Any) -> Any:
        keys = data if isinstance(data, Mapping) else {}
        faults = [
            (f".{key}", what, NOT_RUN[what], "remove it; make it a tender of its own")
            for key, what in NAMED_OTHERWISE.items()
            if key in keys
        ]
        if faults:
            raise refuse_each(faults)
        return data

    @model_validator(mode="after")
    def _weights_sum(self) -> "TenderDefinition":
        whole = self.technical_points
        faults = list(_sums("criteria", self.criteria, whole)) if self.criteria else []
        if faults:
            raise refuse_each(faults)
        if self.panel is None and any(leaf.judged for leaf in leaves(self)):
            raise refuse_each([(".panel", "nothing", "the panel that judges", "add panel.members")])
        own = self.fx.rates.get(self.currency) if self.fx else None
        if own not in (None, 1):
            found, action = f"a rate of {self.currency} to itself", "remove it"
            allowed = f"rates of other currencies in {self.currency}"
            raise refuse_each([(f".fx.rates.{self.currency}", found, allowed, action)])
        return self


def _sums(
    place: str, criteria: Mapping[str, Criterion], whole: Fraction
) -> Iterator[tuple[str, str, str, str]]:
    """Faults of weights that neither sum to their group's nor to 100."""
    total = sum((criterion.weight for criterion in criteria.values()), Fraction(0))
    if total not in (whole, FULL):
        sums = f"{float(whole):g}" if whole == FULL else f"{float(whole):g} or 100"
        found = f"weights that sum to {float(total):g}"
        yield f".{place}", found, f"a sum of {sums}", "correct the weights"
    for key, criterion in criteria.items():
        if criterion.criteria:
            yield from _sums(f"{place}.{key}.criteria", criterion.criteria, criterion.weight)


class Leaf(Section):
    """A criterion that is scored, with its points out of all technical points."""

    id: str
    path: tuple[str, ...]
    points: Fraction
    criterion: Criterion

    @property
    def shape(self) -> Shape:
        """How it is scored."""
        assert self.criterion.scoring is not None  # a criterion without one is a group
        return self.criterion.scoring

    @property
    def judged(self) -> bool:
        """Whether a panel scores it."""
        return self.shape.scored == "panel"


def leaves(tender: TenderDefinition) -> tuple[Leaf, ...]:
    """Scored criteria in the order of the file; their points sum to the technical points."""
    return tuple(_leaves(tender.criteria, (), tender.technical_points))


def _leaves(
    criteria: Mapping[str, Criterion], above: tuple[str, ...], whole: Fraction
) -> Iterator[Leaf]:
    total = sum((criterion.weight for criterion in criteria.values()), Fraction(0))
    for key, criterion in criteria.items():
        points = whole * criterion.weight / total
        if criterion.criteria:
            yield from _leaves(criterion.criteria, (*above, key), points)
        else:
            yield Leaf(id=key, path=(*above, key), points=points, criterion=criterion)
